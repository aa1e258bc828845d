"""Everything that this client raises. `except Invalid` takes a whole status, `except UnknownReference` one code."""

from alliance_client._generated import errors as _named
from alliance_client._generated.errors import *  # noqa: F403
from alliance_client._refusals import (
    AllianceError,
    Conflict,
    Forbidden,
    Invalid,
    Malformed,
    MethodNotAllowed,
    NoAnswer,
    NotFound,
    PreconditionFailed,
    PreconditionRequired,
    Refused,
    TokenRefused,
    TooLarge,
    TooManyRequests,
    TooSlow,
    Unauthenticated,
    Unavailable,
    Unexpected,
    UnreadableAnswer,
    UnsupportedMediaType,
)

__all__ = [
    "AllianceError",
    "Conflict",
    "Forbidden",
    "Invalid",
    "Malformed",
    "MethodNotAllowed",
    "NoAnswer",
    "NotFound",
    "PreconditionFailed",
    "PreconditionRequired",
    "Refused",
    "TokenRefused",
    "TooLarge",
    "TooManyRequests",
    "TooSlow",
    "Unauthenticated",
    "Unavailable",
    "Unexpected",
    "UnreadableAnswer",
    "UnsupportedMediaType",
]
__all__ += _named.__all__

"""Alliance, from Python: `Alliance` to wait for answers, `AsyncAlliance` to await them."""

from alliance_client._following import AsyncFollowing, Following
from alliance_client._refusals import (
    AllianceError,
    Conflict,
    Forbidden,
    Invalid,
    NoAnswer,
    NotFound,
    PreconditionFailed,
    Refused,
    TokenRefused,
    TooManyRequests,
    Unauthenticated,
    Unavailable,
    UnreadableAnswer,
)
from alliance_client._sign_in import Tokens
from alliance_client._trying import Retries
from alliance_client.client import Alliance, AsyncAlliance

__all__ = [
    "Alliance",
    "AllianceError",
    "AsyncAlliance",
    "AsyncFollowing",
    "Conflict",
    "Following",
    "Forbidden",
    "Invalid",
    "NoAnswer",
    "NotFound",
    "PreconditionFailed",
    "Refused",
    "Retries",
    "TokenRefused",
    "Tokens",
    "TooManyRequests",
    "Unauthenticated",
    "Unavailable",
    "UnreadableAnswer",
]

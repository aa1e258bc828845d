"""Alliance, from Python: `Alliance` to wait for answers, `AsyncAlliance` to await them."""

from alliance_client._answers import Answer, Tagged, answer_of
from alliance_client._following import AsyncFeed, AsyncFollowing, Feed, Following
from alliance_client._listing import AsyncListing, Listing
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
    "Answer",
    "AsyncAlliance",
    "AsyncFeed",
    "AsyncFollowing",
    "AsyncListing",
    "Conflict",
    "Feed",
    "Following",
    "Forbidden",
    "Invalid",
    "Listing",
    "NoAnswer",
    "NotFound",
    "PreconditionFailed",
    "Refused",
    "Retries",
    "Tagged",
    "TokenRefused",
    "Tokens",
    "TooManyRequests",
    "Unauthenticated",
    "Unavailable",
    "UnreadableAnswer",
    "answer_of",
]

"""Entity tags and preconditions (RFC 9110, 13). A tag is `"<version>-<digest>"`: the row's version, which If-Match
compares, and a digest of the bytes sent, which If-None-Match compares too."""

import hashlib
import re

from app.domain.errors import Fault, PreconditionFailed, PreconditionRequired

_TAG = re.compile(r'"([^"]*)"\s*(?:,|$)')


def tag_of(version: int | None, body: bytes) -> str:
    digest = hashlib.sha256(body, usedforsecurity=False).hexdigest()[:18]
    return f'"{digest}"' if version is None else f'"{version}-{digest}"'


def unchanged(if_none_match: str, tag: str) -> bool:
    """Does the caller hold these very bytes? (304)"""
    return if_none_match.strip() == "*" or tag.strip('"') in _tags(if_none_match)


def require_match(if_match: str | None, version: int) -> None:
    """Raises PreconditionRequired without If-Match, PreconditionFailed for another version."""
    if if_match is None:
        raise PreconditionRequired(
            "Send If-Match with the ETag of what you read, so that nobody's change is lost.",
            Fault("Missing.", parameter="If-Match", place="header"),
        )
    if if_match.strip() == "*":
        return
    if not any(tag.partition("-")[0] == str(version) for tag in _tags(if_match)):
        raise PreconditionFailed(
            "It was changed since you read it: read it again, and send the change with its new ETag.",
            Fault("Names another version.", parameter="If-Match", place="header"),
        )


def _tags(header: str) -> list[str]:
    return _TAG.findall(header)

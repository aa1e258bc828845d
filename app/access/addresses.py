"""What stands in a path: an id, or the other name by which a community (slug) and a problem (key) are found. What
cannot be one is answered as one that does not exist."""

from typing import Any
from uuid import UUID

from app.domain.errors import NotFound
from app.domain.keys import MAX_NUMBER, ProblemKey, is_slug


def id_of(address: str, what: str) -> UUID:
    found = _uuid(address)
    if found is None:
        raise NotFound(f"There is no such {what}, or you may not read it.")
    return found


def community_address(address: str) -> tuple[str, dict[str, Any]]:
    if (identity := _uuid(address)) is not None:
        return "id", {"id": identity}
    if is_slug(address):
        return "slug", {"slug": address}
    raise NotFound("There is no such community, or you may not read it.")


def problem_address(address: str) -> tuple[str, dict[str, Any]]:
    if (identity := _uuid(address)) is not None:
        return "id", {"id": identity}
    if (key := ProblemKey.parse(address)) is not None:
        return "key", {"slug": key.slug, "number": key.number}
    raise NotFound("There is no such problem, or you may not read it.")


def environment_or_none(address: str) -> UUID | None:
    """What a mark is for: an environment, or none."""
    return None if address == "none" else id_of(address, "environment")


def number_of(address: str, what: str) -> int:
    """A number counted from 1, such as a version's."""
    if address.isascii() and address.isdigit() and len(address) <= 10 and 1 <= int(address) <= MAX_NUMBER:
        return int(address)
    raise NotFound(f"There is no such {what}, or you may not read it.")


def _uuid(text: str) -> UUID | None:
    if len(text) != 36:
        return None
    try:
        return UUID(text)
    except ValueError:
        return None

"""Ids: UUIDv7 (RFC 9562), made here so that a whole change can be written in one statement. Their order is a
convenience for indexes; nothing rests on it."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    return uuid7()

"""Cursors are read as they were written, and no otherwise."""

import pytest

from app.domain.errors import CursorMismatch
from app.http.cursors import Cursors


def test_no_character_of_a_cursor_can_be_another() -> None:
    cursors = Cursors(bytes(64))
    for number in range(64):
        cursor = cursors.seal([number], b"query")
        assert cursors.open(cursor, b"query") == [number]
        # The last character holds two bits that say nothing: each way to write them but one is refused.
        for last in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=":
            if last != cursor[-1]:
                with pytest.raises(CursorMismatch):
                    cursors.open(cursor[:-1] + last, b"query")

"""What somebody else wrote is looked through once, however long and odd it is: a megabyte of blanks costs what a
megabyte costs (OWASP ASVS 5.0, 1.3.12)."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

from app.core.logging import hidden
from app.http.preconditions import unchanged
from app.integrations.reading import signed_with

MEGABYTE = 1_000_000
ENDLESS = pytest.mark.parametrize(
    "pump", [" ", "\n", "\n ", '"', '" ', "W/", "-", "<!-- ", "<!-- alliance:", "[alliance:", "a-", "a.", "~"]
)


@contextmanager
def ends_within(seconds: int) -> Iterator[None]:
    """Looked through over and over it would take days: then the test fails instead of hanging."""

    def give_up(_: int, __: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@ENDLESS
@pytest.mark.parametrize("marks", [("<!-- alliance:", " -->"), ("[alliance:", "]"), ("~alliance:", "~")])
def test_a_text_without_our_token_is_taken_as_it_is(pump: str, marks: tuple[str, str]) -> None:
    text = pump * (MEGABYTE // len(pump)) + "x"
    with ends_within(60):
        assert signed_with(text, *marks) == (text, None)


def test_our_token_is_found_behind_whatever_stands_before_it() -> None:
    text = "word" + "\n" * MEGABYTE + "<!-- alliance:01a2:b -->" + "\n" * MEGABYTE
    with ends_within(60):
        assert signed_with(text, "<!-- alliance:", " -->") == ("word", "01a2:b")


def test_a_token_that_has_to_stand_alone_does() -> None:
    assert signed_with("word ~alliance:a~", "~alliance:", "~", alone=True) == ("word ~alliance:a~", None)
    assert signed_with("word\n ~alliance:a~ ", "~alliance:", "~", alone=True) == ("word", "a")
    assert signed_with("~alliance:a~", "~alliance:", "~", alone=True) == ("", "a")


@ENDLESS
def test_a_tag_is_looked_for_in_whatever_a_header_holds(pump: str) -> None:
    with ends_within(60):
        assert not unchanged(pump * (MEGABYTE // len(pump)) + "x", '"1-0"')


@ENDLESS
def test_what_is_secret_is_looked_for_in_whatever_is_logged(pump: str) -> None:
    with ends_within(60):
        assert hidden(pump * (MEGABYTE // len(pump)) + " ann@example.org").endswith(" ***")

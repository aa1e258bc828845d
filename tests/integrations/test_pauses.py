"""For how long another program asks to be left alone (`Retry-After`, RFC 9110, 10.2.3)."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.integrations.reading import pause

DAY = 86_400.0
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
DATE = format_datetime(NOON, usegmt=True)


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("0", 0.0),
        ("17", 17.0),
        (" 17 ", 17.0),
        ("0017", 17.0),
        ("86401", DAY),
        ("9" * 5_000, DAY),
        ("Mon, 02 Nov 2026 12:00:30 GMT", 30.0),
        ("Mon, 02 Nov 2026 14:00:30 +0200", 30.0),
        ("Monday, 02-Nov-26 12:00:30 GMT", 30.0),
        ("Mon Nov  2 12:00:30 2026", 30.0),
        ("Mon, 02 Nov 2026 11:00:00 GMT", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", DAY),
    ],
)
def test_it_is_digits_or_an_instant_by_the_clock_of_who_asks_and_a_day_at_most(asked: str, seconds: float) -> None:
    assert pause(asked, DATE) == seconds


@pytest.mark.parametrize(
    "asked", ["", "soon", "-5", "1e999", "1_000", "1.5", "²", "١٧", "NaN", "Mon, 99 Nov 2026 12:00:00 GMT"]
)
def test_what_is_neither_asks_for_nothing(asked: str) -> None:
    assert pause(asked, DATE) is None


@pytest.mark.parametrize("date", ["", "yesterday"])
def test_without_a_date_of_theirs_it_is_by_ours(date: str) -> None:
    until = datetime.now(UTC) + timedelta(hours=2)
    seconds = pause(format_datetime(until, usegmt=True), date)
    assert seconds is not None
    assert 7_100 < seconds <= 7_200


@given(st.text(), st.text())
def test_whatever_is_sent_it_is_a_time_within_a_day_or_none(asked: str, date: str) -> None:
    found = pause(asked, date)
    assert found is None or 0.0 <= found <= DAY

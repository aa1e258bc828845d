"""How failed sign-ins slow an account name down."""

from datetime import datetime, timedelta
from typing import Final

FREE_TRIES: Final = 5
"""Failures in a row before the first pause."""
LONGEST_PAUSE: Final = timedelta(minutes=15)
FORGOTTEN_AFTER: Final = timedelta(days=1)
"""Failures count together while the last is younger than this."""


def pause_after(failures: int) -> timedelta:
    """How long an account name takes no tries after so many failures in a row: nothing before the fifth, then two
    seconds, doubled by each further one, fifteen minutes at most."""
    if failures < FREE_TRIES:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(failures - FREE_TRIES + 1, 10)), LONGEST_PAUSE)


def failures_with_one_more(failures: int, last_failed_at: datetime, now: datetime) -> int:
    """The failures in a row, this one included."""
    return 1 if now - last_failed_at >= FORGOTTEN_AFTER else failures + 1

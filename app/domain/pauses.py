"""How long one waits before one tries again what failed: a little at first, more each time."""

from datetime import timedelta
from typing import Final

_PAUSES: Final = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 1800, 3600, 7200, 14400, 28800))
"""The last holds for all that follow: after twenty tries five days have gone by and more."""


def pause_after(tries: int, spread: float = 0.5) -> timedelta:
    """The pause after so many failed tries, at least one. `spread`, from 0 to 1, is chance's: by up to a fifth more or
    less, so that those who failed together do not come back together."""
    pause = _PAUSES[min(max(tries, 1), len(_PAUSES)) - 1]
    return pause * (0.8 + 0.4 * spread)

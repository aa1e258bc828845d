"""What is measured besides the operations: the shape of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

Value = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Measure:
    """`take` measures, by the server of records, for about `needs` seconds; `said` is a line of what came of it, and
    `drawn` its part of the page."""

    name: str
    title: str
    needs: float
    take: Callable[[str], Awaitable[Value]]
    said: Callable[[Value], str]
    drawn: Callable[[Value], str]

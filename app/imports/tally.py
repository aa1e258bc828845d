"""What an import tells of itself: how far it is, what it made, and what it left out and why."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Protocol


class CannotImportError(Exception):
    """The import cannot begin; one sentence says why."""


@dataclass(slots=True)
class Tally:
    """`made`, `there` (made by an earlier run) and `left_out` count things by their name; `rows` are those sent to the
    database, of all kinds."""

    made: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    rows: int = 0

    def add(self, other: "Tally") -> None:
        self.made.update(other.made)
        self.there.update(other.there)
        self.left_out.update(other.left_out)
        self.rows += other.rows


class Listener(Protocol):
    """Who is told while an import runs."""

    def advanced(self, done: int, tally: Tally) -> None:
        """So many lines or entries of the file are done and committed."""

    def refused(self, place: str, reason: str) -> None:
        """This line or entry is left out as a whole."""

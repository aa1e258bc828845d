"""Whether a revision of a solution carries the evidence for the one before it."""

import unicodedata
from dataclasses import dataclass

from app.domain.applicability import Applicability


@dataclass(frozen=True, slots=True)
class RevisionText:
    """What of a revision its evidence rests on: what was done, how it is taken back, and where."""

    steps: str
    rollback: str
    applicability: Applicability


def carries(previous: RevisionText, current: RevisionText) -> bool:
    """Whether the current revision stays on the line of evidence of the previous one: steps and rollback are equal,
    line ends and Unicode form aside, and its applicability is equal or narrower. Otherwise it begins a new line."""
    return (
        _plain(previous.steps) == _plain(current.steps)
        and _plain(previous.rollback) == _plain(current.rollback)
        and current.applicability.is_equal_or_narrower(previous.applicability)
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))

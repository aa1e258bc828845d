"""What was measured, drawn into docs/performance.md: no figure there is typed."""

import platform
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks import records
from benchmarks.clocks import machine
from benchmarks.marks import marks
from benchmarks.matrix import STANDARD
from benchmarks.measures import MEASURES
from benchmarks.operations import OPERATIONS
from benchmarks.pictures import FOLDER, bars
from benchmarks.results import Figures, Found, Results
from benchmarks.servers import RECORDING, SERVICE, SMALLER, USUAL
from benchmarks.tables import table

_PAGE = Path("docs/performance.md")
_EXPLAINED = Path("benchmarks/explained.md")
"""Why a mark is missed is for people to say."""
_VERSIONS = ("fastapi", "starlette", "pydantic", "sqlalchemy", "asyncpg", "uvicorn", "uvloop", "httptools", "orjson")


def line(found: Found) -> str:
    """For whoever watches."""
    ours = found.figures[SERVICE]
    parts = [f"{found.operation:16} {found.problems:9,} {found.clients:3} clients {_microseconds(ours):6.0f} µs"]
    parts += [
        f"{name}/service {_spread(found.ratios(name))}" for name in ("floor", RECORDING, USUAL) if found.ratios(name)
    ]
    parts.append(f"null {_spread(found.ratios('twin'))}")
    if found.void:
        parts.append(f"VOID (wrong {found.wrong}, different {found.different})")
    return "  ".join(parts)


def draw(results: Results) -> None:
    """Writes the page and its pictures."""
    FOLDER.mkdir(exist_ok=True)
    parts = [_HEAD.format(**_surroundings(results)), _marks(results)]
    sizes = [STANDARD, *(size for size in records.SIZES if size != STANDARD)]
    for problems in sizes:
        for clients in (8, 1, 32):
            chosen = [found for each in OPERATIONS if (found := results.found(each.name, problems, clients))]
            if chosen:
                parts.append(_section(problems, clients, chosen, results))
    for measure in MEASURES:
        value = results.value(measure.name)
        if value is not None:
            parts.append(f"## {measure.title}\n\n{measure.drawn(value)}")
    parts.append(_EXPLAINED.read_text())
    _PAGE.write_text("\n".join(parts))


def _marks(results: Results) -> str:
    rows = [
        [each.title, each.asked, each.figure, "–" if each.met is None else "yes" if each.met else "**no**"]
        for each in marks(results)
    ]
    return "## The marks\n\n" + table(["What", "Mark", "Measured", "Met"], rows)


def _section(problems: int, clients: int, chosen: list[Found], results: Results) -> str:
    name = f"{problems}-{clients}.svg"
    titles = {each.name: each.title for each in OPERATIONS}
    least = {each.name: each.mark for each in OPERATIONS}
    drawn = [(titles[each.operation], median(each.ratios("floor")), least[each.operation]) for each in chosen]
    (FOLDER / name).write_text(bars(drawn))
    optional = {
        RECORDING: "floor with events and keys ÷ service",
        USUAL: "usual ÷ service",
        SMALLER: "median ÷ at 100,000",
    }
    shown = {name: title for name, title in optional.items() if any(each.ratios(name) for each in chosen)}
    heads = ["Operation", "CPU µs (server + database)", "floor ÷ service", *shown.values()]
    rows = []
    for each in chosen:
        ours = each.figures[SERVICE]
        split = f"{_median_of(ours, 'service') * 1e6:.0f} + {_median_of(ours, 'database') * 1e6:.0f}"
        cells = [
            titles[each.operation] + (" (void)" if each.void else "") + ("†" if results.earlier([each.key]) else ""),
            f"{_microseconds(ours):.0f} ({split})",
            _spread(each.ratios("floor")),
        ]
        cells += [_spread(each.larger() if name == SMALLER else each.ratios(name)) for name in shown]
        cells += [
            _spread(each.ratios("twin")),
            f"{_median_of(ours, 'rate'):.0f}",
            f"{_median_of(ours, 'median') * 1e3:.1f}",
            f"{_median_of(ours, 'p99') * 1e3:.1f}",
        ]
        rows.append(cells)
    heads += ["null pair", "a second", "median ms", "p99 ms"]
    return (
        f"## {problems:,} problems, {clients} {'client' if clients == 1 else 'clients'}\n\n"
        f"![The floor's CPU divided by the service's, each operation; the line is its mark](performance/{problems}-"
        f"{clients}.svg)\n\n" + table(heads, rows)
    )


_HEAD = """\
# Performance

Written by `make bench`, last at {at}; no figure here is typed. `make bench ONLY=read_problem` measures one operation or
other measure anew, `SIZE=1000000` one size, `CLIENTS=8` one number of clients; without them everything is measured that
was not measured of this very program (†: measured of an earlier one), about 35 minutes and, once a month, the making of
the records.

- Machine: {machine}; {system}
- Python {python}; {versions}; PostgreSQL as the product brings it, with its own configuration

What is compared is **CPU a request**, of the server and of PostgreSQL for it, since rates and times on a shared machine
say little: the servers take turns of a second, forwards in one round and backwards in the next, six rounds after one
that warms; ratios are of pairs within a round, and what stands here is their median (and the smallest and largest).

- `floor ÷ service` is the part of the service's CPU that the smallest honest service needs for the same answer (1 is
  the best there can be): Starlette, asyncpg, JSON from PostgreSQL, no tokens, visibility, rights or idempotency; its
  answers are compared with the service's, byte by byte. For a change it writes the same rows of the domain in one
  statement (of a validation that changes the status: the validation, the change of status, the solution and, where it
  moves, the problem; of a problem: the problem, its revision, its components, its community's count; of a sign-in: the
  sign-in and its refresh token, after the same argon2 and with the same kind of token) and shows it by another.
  `floor with events and keys` writes the events too and keeps the answer under its key, in one transaction.
- `usual ÷ service` is how many times more the way most would write it needs: ORM entities, response models, a session
  dependency.
- The **null pair** is the service beside itself: outside 0.95–1.05 a line is void. So it is where an answer had another
  status than expected or other bytes than the floor's.
- Members of few and of many communities see more than the floor shows, which knows no visibility.
- The floor's libraries are as they come (asyncpg's pool, Starlette's router, uvicorn); its statements are tuned. The
  service looks addresses up and keeps connections at hand beside the pool, which the floor is not given.
- The clients are our own (`benchmarks/load.py`): generators that one can install send one request over and over, or
  read it from a file; here each change has its own key, each caller a token, and the next request depends on the
  server.
"""


def _surroundings(results: Results) -> dict[str, str]:
    return {
        "at": results.newest(),
        "machine": machine(),
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "python": platform.python_version(),
        "versions": ", ".join(f"{name} {version(name)}" for name in _VERSIONS),
    }


def _median_of(turns: list[Figures], name: str) -> float:
    return float(median(getattr(each, name) for each in turns))


def _microseconds(turns: list[Figures]) -> float:
    return median(each.cpu for each in turns) * 1e6


def _spread(ratios: list[float]) -> str:
    return f"{median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})" if ratios else "–"

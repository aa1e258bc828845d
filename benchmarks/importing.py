"""How fast the real record comes in, through the services: `python -m app import`, as its page says."""

import asyncio
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Final

from app.domain.process import ValidationPolicy
from benchmarks.measure import Measure, Value
from benchmarks.records import FOLDER
from benchmarks.servers import surroundings

LEAST: Final = 1_500.0
"""Rows of all kinds a second."""
_DATA = Path(os.environ.get("BENCH_DATA", "../shared/data"))
_HOME = FOLDER / "import"
_TOLD = re.compile(r"([\d,]+) rows in ([\d.]+) s")


async def _take(server_dsn: str) -> Value:  # noqa: ARG001
    shutil.rmtree(_HOME, ignore_errors=True)
    _HOME.mkdir(parents=True)
    policy = _HOME / "policy.json"
    policy.write_text(ValidationPolicy().model_dump_json())
    await _app("create-administrator", "bench@example.org")
    products = await _app("import", "endoflife", str(_DATA / "endoflife_products.tar.gz"))
    tickets = await _app(
        *("import", "jira", str(_DATA / "titanium_issues.jsonl.gz"), "--community", "titanium"),
        *("--policy", str(policy), "--coordinator", "bench@example.org"),
    )
    return {"products": _rows(products), "tickets": _rows(tickets)}


async def _app(*arguments: str) -> str:
    environment = surroundings(data_dir=str(_HOME / "data"))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "app", *arguments), env=environment, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"`python -m app {' '.join(arguments)}` failed; what it said stands above")
    return said.decode()


def _rows(said: str) -> dict[str, float]:
    told = _TOLD.search(said)
    assert told is not None, said
    return {"rows": float(told[1].replace(",", "")), "seconds": float(told[2])}


def rate(value: Value) -> float:
    return float(value["tickets"]["rows"] / value["tickets"]["seconds"])


def _said(value: Value) -> str:
    tickets = value["tickets"]
    return f"{tickets['rows']:,.0f} rows in {tickets['seconds']:.0f} s: {rate(value):,.0f} a second"


def _drawn(value: Value) -> str:
    products = value["products"]
    return (
        "`python -m app import jira` of the real tickets (14,336 with 43,179 comments) into an embedded database "
        f"of its own, one process: {_said(value)}. The catalogue before it, `import endoflife`: "
        f"{products['rows']:,.0f} rows in {products['seconds']:.1f} s.\n"
    )


IMPORT: Final = Measure("import", "Import of the real tickets", 110, _take, _said, _drawn)

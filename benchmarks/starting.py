"""How long it takes from a start to the first answer, with a data folder that is there already, the embedded database
included."""

from statistics import median
from typing import Final

from benchmarks.measure import Measure, Value
from benchmarks.records import FOLDER
from benchmarks.servers import SERVICE, start, stop

MOST_SECONDS: Final = 2.5
_STARTS = 5


async def _take(server_dsn: str) -> Value:  # noqa: ARG001
    took = []
    for _ in range(_STARTS + 1):
        server = await start(SERVICE, None, FOLDER / "start")
        stop([server])
        took.append(server.started_in)
    return {"seconds": took[1:]}


def _said(value: Value) -> str:
    seconds = value["seconds"]
    return f"{median(seconds):.2f} s ({min(seconds):.2f}–{max(seconds):.2f}) to the first answer"


def _drawn(value: Value) -> str:
    return f"From a start to the first answer, the embedded database included, {_STARTS} times: {_said(value)}.\n"


START: Final = Measure("start", "Start to first answer, warm", 25, _take, _said, _drawn)

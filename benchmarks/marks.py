"""What was promised, and what was measured of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from benchmarks import hot, importing, memory, starting, touched, workers
from benchmarks.matrix import MARKED_CLIENTS, STANDARD
from benchmarks.operations import OPERATIONS, named
from benchmarks.records import SIZES
from benchmarks.results import Found, Results


@dataclass(frozen=True, slots=True)
class Mark:
    """`met` is None where nothing was measured, or nothing that holds."""

    title: str
    asked: str
    figure: str
    met: bool | None


def marks(results: Results) -> Iterator[Mark]:
    for each in OPERATIONS:
        found = results.found(each.name, STANDARD, MARKED_CLIENTS)
        yield _ratio(f"{each.title}: floor ÷ service", found, "floor", each.mark)
        if each.usual_mark is not None:
            yield _ratio(f"{each.title}: usual ÷ service", found, "usual", each.usual_mark)
    yield from _sizes(results)
    yield from _others(results)


def _ratio(title: str, found: Found | None, server: str, least: float) -> Mark:
    asked = f"{least:g} at least"
    if found is None or not found.ratios(server):
        return Mark(title, asked, _NOT, None)
    reached = median(found.ratios(server))
    if found.void:
        return Mark(title, asked, f"{reached:.2f} (void)", None)
    return Mark(title, asked, f"{reached:.2f}", reached >= least)


_NOT = "not measured"
_LARGEST = max(SIZES)


def _sizes(results: Results) -> Iterator[Mark]:
    """Each operation's median at the largest size; the worst stands for all."""
    title, asked = (
        f"Median at {_LARGEST:,} problems ÷ at {STANDARD:,}: the worst operation",
        f"{_MOST_SLOWER:g} at most",
    )
    measured = [found for each in OPERATIONS if (found := results.found(each.name, _LARGEST, MARKED_CLIENTS))]
    slower = {found.operation: median(found.larger()) for found in measured if found.larger()}
    if not slower:
        yield Mark(title, asked, _NOT, None)
        return
    worst = max(slower, key=lambda name: slower[name])
    void = any(found.void for found in measured if found.operation == worst)
    over = ", ".join(sorted(name for name, ratio in slower.items() if ratio > _MOST_SLOWER))
    figure = f"{slower[worst]:.2f} ({worst})" + (" (void)" if void else "") + (f"; over it: {over}" if over else "")
    yield Mark(title, asked, figure, None if void else slower[worst] <= _MOST_SLOWER)


_MOST_SLOWER = 1.5


def _others(results: Results) -> Iterator[Mark]:
    value = results.value(touched.BUFFERS.name)
    figure, met = _NOT, None
    if value is not None:
        figure, met = touched.BUFFERS.said(value), max(touched.ratios(value).values()) <= touched.MOST
    title = f"Buffers touched at {touched.LARGER:,} problems ÷ at {STANDARD:,}: the worst operation"
    yield Mark(title, f"{touched.MOST:g} at most", figure, met)
    title = f"A hot solution's rate ÷ that of the same spread, {hot.CLIENTS} clients"
    asked, value = f"{hot.LEAST:g} at least", results.value(hot.HOT.name)
    if value is None:
        yield Mark(title, asked, _NOT, None)
    else:
        void = " (void)" if hot.void(value) else ""
        met = None if void else hot.ratio(value) >= hot.LEAST
        yield Mark(title, asked, f"{hot.ratio(value):.2f}{void}", met)
    for name, each in (results.value(workers.WORKERS.name) or {}).items():
        ratio = median(each["ratios"])
        limited = workers.limited(each)
        figure = f"{ratio:.2f}" + (", the machine is the limit" if limited else "")
        met = True if ratio >= workers.LEAST else None if limited else False
        yield Mark(f"Two workers ÷ one: {named(name).title}", f"{workers.LEAST:g} at least", figure, met)
    value = results.value(memory.MEMORY.name)
    figure, met = _NOT, None
    if value is not None:
        figure = memory.MEMORY.said(value)
        met = max(value["mebibytes"]) < memory.MOST_MEBIBYTES and memory.flat(value)
    yield Mark("Memory of a worker", f"under {memory.MOST_MEBIBYTES:g} MiB, and flat", figure, met)
    value = results.value(starting.START.name)
    figure, met = _NOT, None
    if value is not None:
        figure, met = starting.START.said(value), median(value["seconds"]) < starting.MOST_SECONDS
    yield Mark("Start to first answer, warm", f"under {starting.MOST_SECONDS:g} s", figure, met)
    value = results.value(importing.IMPORT.name)
    figure, met = _NOT, None
    if value is not None:
        figure, met = importing.IMPORT.said(value), importing.rate(value) >= importing.LEAST
    yield Mark("Import of the real tickets", f"{importing.LEAST:,.0f} rows a second at least", figure, met)

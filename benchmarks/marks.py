"""What was promised, and what was measured of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from benchmarks.matrix import MARKED_CLIENTS, STANDARD
from benchmarks.operations import OPERATIONS
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


def _ratio(title: str, found: Found | None, server: str, least: float) -> Mark:
    asked = f"{least:g} at least"
    if found is None or not found.ratios(server):
        return Mark(title, asked, "not measured", None)
    reached = median(found.ratios(server))
    if found.void:
        return Mark(title, asked, f"{reached:.2f} (void)", None)
    return Mark(title, asked, f"{reached:.2f}", reached >= least)

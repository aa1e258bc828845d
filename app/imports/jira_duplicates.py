"""Which tickets were closed as duplicates, and of which: from the links of the whole record, read beforehand."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.imports.jira_reading import DUPLICATE
from app.imports.jira_record import IssueRead


class NoClosure(StrEnum):
    """Why a ticket's duplicates, or its resolution as one, make no closure."""

    names_none = "names_none"
    """Resolved as a duplicate, without a link that says of what."""
    not_in_file = "not_in_file"
    otherwise_resolved = "otherwise_resolved"
    """Says that it duplicates another, but was resolved in another way."""
    ring = "ring"
    """Its links lead back to itself."""


@dataclass(frozen=True, slots=True)
class DuplicateLinks:
    """What of one ticket decides this; small enough to keep for every ticket of a file."""

    key: str
    resolved_as_duplicate: bool
    outward: tuple[str, ...]
    inward: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DuplicateClosures:
    """`targets`: from a ticket to the one it would be closed as a duplicate of, which is none itself."""

    targets: Mapping[str, str]
    left_out: Mapping[NoClosure, int]


def duplicate_links(issue: IssueRead) -> DuplicateLinks:
    return DuplicateLinks(
        key=issue.key,
        resolved_as_duplicate=issue.resolution == DUPLICATE,
        outward=tuple(link.key for link in issue.duplicates if link.outward),
        inward=tuple(link.key for link in issue.duplicates if not link.outward),
    )


def duplicate_closures(tickets: Iterable[DuplicateLinks]) -> DuplicateClosures:
    """A ticket resolved as a duplicate is one of what it links to, the first that the file holds.

    Jira's outward link reads "duplicates". Where only an inward one stands, it was drawn the wrong way round,
    unless the other ticket is the one resolved as a duplicate. Chains are followed to their end, since a closure
    names a problem that is no duplicate itself.
    """
    by_key = {ticket.key: ticket for ticket in tickets}
    left_out: Counter[NoClosure] = Counter()
    named: dict[str, str] = {}
    for ticket in by_key.values():
        if not ticket.resolved_as_duplicate:
            left_out[NoClosure.otherwise_resolved] += bool(ticket.outward)
            continue
        reversed_links = (key for key in ticket.inward if key not in by_key or not by_key[key].resolved_as_duplicate)
        candidates = [*ticket.outward, *reversed_links]
        target = next((key for key in candidates if key in by_key and key != ticket.key), None)
        if target is not None:
            named[ticket.key] = target
        else:
            left_out[NoClosure.not_in_file if candidates else NoClosure.names_none] += 1
    targets: dict[str, str] = {}
    for key in named:
        seen, end = {key}, named[key]
        while end in named and end not in seen:
            seen.add(end)
            end = named[end]
        if end in named:
            left_out[NoClosure.ring] += 1
        else:
            targets[key] = end
    return DuplicateClosures(targets, +left_out)

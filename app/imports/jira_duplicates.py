"""Which tickets were closed as duplicates, and of which: from the links of the whole record, read beforehand."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from app.imports.jira_reading import DUPLICATE, Record, read_lines
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


@dataclass(frozen=True, slots=True)
class Duplicates:
    """What the whole file says of duplicates, read before all else. `repeated_by` is `targets` the other way round,
    `resolved_at` when each that has a target was resolved; `lines` are those of the file."""

    targets: Mapping[str, str]
    repeated_by: Mapping[str, tuple[str, ...]]
    resolved_at: Mapping[str, datetime]
    left_out: Mapping[NoClosure, int]
    lines: int


def read_duplicates(path: Path) -> Duplicates:
    """One quick pass that keeps a few words of each ticket; a line that is none is told of by the reading proper.

    Raises `OSError` or `EOFError` where the file cannot be read or its compressed stream is broken."""
    tickets: list[DuplicateLinks] = []
    resolved: dict[str, str] = {}
    lines = 0
    for lines, line in read_lines(path):  # noqa: B007
        record = _record(line)
        key = record.get("key")
        if isinstance(key, str) and key:
            tickets.append(_links_of(key, record))
            if tickets[-1].resolved_as_duplicate and isinstance(record.get("resolved"), str):
                resolved[key] = record["resolved"]
    closures = duplicate_closures(tickets)
    repeated_by: dict[str, tuple[str, ...]] = {}
    for key, target in closures.targets.items():
        repeated_by[target] = (*repeated_by.get(target, ()), key)
    times = {key: time for key in closures.targets if (time := _time(resolved.get(key))) is not None}
    return Duplicates(closures.targets, repeated_by, times, closures.left_out, lines)


def _record(line: bytes | None) -> Record:
    try:
        record = json.loads(line or b"{}")
    except (ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) else {}


def _links_of(key: str, record: Record) -> DuplicateLinks:
    links = record.get("links")
    duplicates = [
        (link[1], link[2])
        for link in (links if isinstance(links, list) else ())
        if isinstance(link, list) and len(link) == 3 and link[0] == DUPLICATE and isinstance(link[2], str)
    ]
    return DuplicateLinks(
        key=key.strip(),
        resolved_as_duplicate=record.get("resolution") == DUPLICATE,
        outward=tuple(other for direction, other in duplicates if direction == "out"),
        inward=tuple(other for direction, other in duplicates if direction == "in"),
    )


def _time(text: str | None) -> datetime | None:
    try:
        time = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return None if time.tzinfo is None else time


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

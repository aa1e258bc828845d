"""Versions, the schemes that order them, and ranges over that order.

The order is carried by a text **key**: two versions compare as their keys do, code point by code point. So it is
total and transitive by construction, and the database can answer questions about ranges.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from itertools import pairwise
from typing import Protocol, Self, assert_never
from urllib.parse import quote, unquote_to_bytes

from app.domain.errors import UnknownVersion, UnreadableRange
from app.domain.version_keys import LONGEST_VERSION, dotted_key, rank_between

__all__ = [
    "LONGEST_VERSION",
    "Comparator",
    "Constraint",
    "Dotted",
    "Interval",
    "Listed",
    "Scheme",
    "Version",
    "VersionRange",
    "dotted_key",
    "rank_between",
]


class Scheme(Protocol):
    """What gives the versions of one component their order."""

    def key(self, version: str) -> str:
        """The place of a version, as text. Raises UnreadableVersion or UnknownVersion where it has none."""
        ...


@dataclass(frozen=True, slots=True)
class Dotted:
    """Versions are read as numbers and words, so that any product's version has a place (see `dotted_key`)."""

    def key(self, version: str) -> str:
        return dotted_key(version)


@dataclass(frozen=True, slots=True)
class Listed:
    """Versions are releases in an explicit order: `ranks` maps each release, as written, to its rank (see
    `rank_between`)."""

    ranks: Mapping[str, str]

    def key(self, version: str) -> str:
        if version in self.ranks:
            return self.ranks[version]
        raise UnknownVersion(f"{_shown(version)} is not a release of this component. {self._advice(version)}")

    def _advice(self, version: str) -> str:
        if not self.ranks:
            return "It has none yet: add the release first."
        folded = {release.casefold(): release for release in self.ranks}
        near = [folded[match] for match in get_close_matches(version[:LONGEST_VERSION].casefold(), folded, n=3)]
        if near:
            return f"Nearest are {_quoted(near)}; if it is none of these, add the release first."
        newest = sorted(self.ranks, key=lambda release: self.ranks[release])[-3:]
        return f"Its newest are {_quoted(newest)}; if it is none of these, add the release first."


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A version as written, with its place. Versions of one component are equal, and stand in order, by their key
    alone: `1.0` equals `1.0.0`. `str` gives back the text that was parsed."""

    text: str = field(compare=False)
    key: str

    @classmethod
    def parse(cls, text: str, scheme: Scheme) -> Self:
        return cls(text, scheme.key(text))

    def __str__(self) -> str:
        return self.text


class Comparator(StrEnum):
    """The comparators of VERS; equality is written by writing none."""

    equal = "="
    unequal = "!="
    less = "<"
    less_or_equal = "<="
    greater = ">"
    greater_or_equal = ">="


@dataclass(frozen=True, slots=True)
class Constraint:
    """One segment of a range: a comparator and a version."""

    comparator: Comparator
    version: Version

    def __str__(self) -> str:
        written = quote(self.version.text, safe=_PLAIN)
        if written.startswith("~"):
            written = "%7E" + written[1:]
        return written if self.comparator is Comparator.equal else f"{self.comparator}{written}"


@dataclass(frozen=True, slots=True)
class Interval:
    """All keys from `lower` to `upper`; None is no bound on that side."""

    lower: str | None
    lower_inclusive: bool
    upper: str | None
    upper_inclusive: bool

    @property
    def start(self) -> tuple[int, str, int]:
        """Where it starts, in the order of starts and stops: (0 before all keys or 1 at a key, the key, 0 before it
        or 1 after it)."""
        return (0, "", 0) if self.lower is None else (1, self.lower, 0 if self.lower_inclusive else 1)

    @property
    def stop(self) -> tuple[int, str, int]:
        return (2, "", 0) if self.upper is None else (1, self.upper, 1 if self.upper_inclusive else 0)


_EVERYTHING = (Interval(None, False, None, False),)


@dataclass(frozen=True, slots=True)
class VersionRange:
    """A set of versions, written in the constraint syntax of VERS without its prefix: `>=21H2|<23H2`, `10.0.19045`,
    `!=2.1`, `*` (package-url, "VERS specification", clause 5.3.3; containment as in its "How to parse VERS").

    Between any two versions there may be another, so that no range is empty and two ranges are equal when they have
    the same `intervals`: disjoint, ascending, never touching. Constraints that exclude only take from all versions,
    or from what the others hold: `1.0|!=2.0` is `1.0`.

    `*` takes any version, known or not; an unknown version lies in no other range.
    """

    constraints: tuple[Constraint, ...] = field(compare=False)
    """In the order of their versions; none for `*`."""
    intervals: tuple[Interval, ...]

    @classmethod
    def any(cls) -> Self:
        """`*`."""
        return cls((), _EVERYTHING)

    @classmethod
    def parse(cls, text: str, scheme: Scheme) -> Self:
        """Reads what `str` writes, and besides: spaces around constraints and comparators, an `=` before a version,
        and constraints with `=` and `!=` at any place, as theirs changes nothing.

        What VERS calls invalid is refused, never simplified, since who wrote it may have meant another thing: bounds
        (`<`, `<=`, `>`, `>=`) out of the order of their versions (`>2|<1`, which would be empty if both held), a
        version in two constraints, a constraint that another one already holds (`>1|>2`, `1|<2`). Raises
        UnreadableRange, and what the scheme raises for a version.
        """
        if text.strip() == "*":
            return cls.any()
        written = [_constraint(segment.strip(), scheme) for segment in text.split("|")]
        _require_bounds_in_order(written)
        constraints = tuple(sorted(written, key=lambda constraint: constraint.version))
        for one, other in pairwise(constraints):
            if one.version == other.version:
                raise UnreadableRange(f"'{one}' and '{other}' name the same version; a version stands once.")
        return cls(constraints, _intervals(constraints))

    @property
    def takes_unknown(self) -> bool:
        """Whether this is `*`."""
        return not self.constraints

    def __str__(self) -> str:
        return "|".join(map(str, self.constraints)) or "*"

    def __contains__(self, key: str | None) -> bool:
        """Whether a version lies in this range, by its key; None is a version that is not known."""
        if key is None:
            return self.takes_unknown
        return self._holds(Interval(key, True, key, True))

    def is_subset(self, other: Self) -> bool:
        """Whether every version of this range, known or not, lies in the other."""
        return other.takes_unknown or (
            not self.takes_unknown and all(other._holds(interval) for interval in self.intervals)
        )

    def multirange(self) -> str | None:
        """The literal of a PostgreSQL multirange over keys, `{["a","b"),("c",)}`; None for `*`, which is no set of
        keys."""
        if self.takes_unknown:
            return None
        return "{" + ",".join(map(_literal, self.intervals)) + "}"

    def _holds(self, part: Interval) -> bool:
        place = bisect_right(self.intervals, part.start, key=lambda interval: interval.start)
        return place > 0 and part.stop <= self.intervals[place - 1].stop


_SEGMENT = re.compile(r"(?P<comparator>!=|<=|>=|<|>|=)?\s*(?P<version>.*)", re.DOTALL)
_MISPLACED = re.compile(r"[<>=!*,]|^[~^]")
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_PLAIN = "".join(map(chr, range(0x21, 0x7F))).translate(str.maketrans("", "", "|<>=!*,%^"))
"""What is written as it is in a version; `^` is not, nor `~` at the beginning, since other notations of ranges use
them there."""


def _constraint(segment: str, scheme: Scheme) -> Constraint:
    match = _SEGMENT.fullmatch(segment)
    assert match is not None
    comparator, written = Comparator(match["comparator"] or "="), match["version"]
    if segment == "*":
        raise UnreadableRange("'*' takes every version; it stands alone.")
    if not written:
        raise UnreadableRange(f"{_shown(segment)} is no constraint: a version is missing.")
    if misplaced := _MISPLACED.search(written):
        raise UnreadableRange(
            f"{misplaced[0]!r} has no place in {_shown(segment)}: constraints are a comparator (=, !=, <, <=, "
            f">, >=) and a version, separated by '|'; where it belongs to the version, write %{ord(misplaced[0]):02X}."
        )
    if _BROKEN_ESCAPE.search(written):
        raise UnreadableRange(
            f"In {_shown(segment)} a '%' is followed by no two hexadecimal digits; for itself write %25."
        )
    try:
        version = unquote_to_bytes(written).decode()
    except UnicodeError:
        raise UnreadableRange(f"{_shown(segment)} does not hold UTF-8.") from None
    if any(unicodedata.category(character) == "Cc" for character in version):
        raise UnreadableRange(f"{_shown(segment)} holds a control character.")
    return Constraint(comparator, Version.parse(version, scheme))


def _require_bounds_in_order(constraints: list[Constraint]) -> None:
    bounds = [it for it in constraints if it.comparator not in (Comparator.equal, Comparator.unequal)]
    for one, other in pairwise(bounds):
        if one.version > other.version:
            raise UnreadableRange(
                f"'{one}' stands before '{other}': bounds stand in the order of their versions, "
                "and no version lies in a range whose end is before its beginning."
            )


def _intervals(constraints: tuple[Constraint, ...]) -> tuple[Interval, ...]:
    """What constraints hold that stand in the order of their versions, each version once."""
    intervals: list[Interval] = []
    previous: Constraint | None = None
    # Where the interval begins that is open at this place of the walk upwards; None where none is open.
    lower: tuple[str | None, bool] | None = (None, False) if _begins_open(constraints) else None
    for constraint in constraints:
        key = constraint.version.key
        match constraint.comparator:
            case Comparator.unequal:
                if lower is not None:
                    intervals.append(Interval(*lower, key, False))
                    lower = (key, False)
                continue
            case Comparator.equal:
                if lower is not None:
                    raise _redundant(previous, constraint)
                intervals.append(Interval(key, True, key, True))
            case Comparator.less | Comparator.less_or_equal:
                if lower is None:
                    raise _redundant(previous, constraint)
                intervals.append(Interval(*lower, key, constraint.comparator is Comparator.less_or_equal))
                lower = None
            case Comparator.greater | Comparator.greater_or_equal:
                if lower is not None:
                    raise _redundant(previous, constraint)
                lower = (key, constraint.comparator is Comparator.greater_or_equal)
            case _:
                assert_never(constraint.comparator)
        previous = constraint
    if lower is not None:
        intervals.append(Interval(*lower, None, False))
    return tuple(intervals)


def _begins_open(constraints: tuple[Constraint, ...]) -> bool:
    """Whether the lowest versions of all are in: they are where all constraints only exclude, and below the first
    bound that is an upper one."""
    for constraint in constraints:
        if constraint.comparator is not Comparator.unequal:
            return constraint.comparator in (Comparator.less, Comparator.less_or_equal)
    return True


def _redundant(previous: Constraint | None, constraint: Constraint) -> UnreadableRange:
    return UnreadableRange(f"'{previous}' and '{constraint}' do not go together: one already holds the other.")


def _literal(interval: Interval) -> str:
    opening, closing = "[" if interval.lower_inclusive else "(", "]" if interval.upper_inclusive else ")"
    return f"{opening}{_bound(interval.lower)},{_bound(interval.upper)}{closing}"


def _bound(key: str | None) -> str:
    # Always quoted: an empty string and every character that means something in a literal may stand in quotes.
    return "" if key is None else '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _quoted(releases: list[str]) -> str:
    return ", ".join(map(_shown, releases))


def _shown(text: str) -> str:
    return repr(text if len(text) <= LONGEST_VERSION else text[: LONGEST_VERSION - 1] + "…")

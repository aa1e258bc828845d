"""Text with its structure, between the languages in which ticket systems write it. Each of them is read into this and
written from it, so that any two meet; what one of them cannot say loses its form there, never its words."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias
from urllib.parse import quote

from markdown_it.common.normalize_url import normalizeLink

LONGEST_TEXT = 60_000
"""Characters that are read of one text: more than the longest of ours holds, and as many as take no second or two
whatever they are."""

DEEPEST = 12
"""How deeply lists and quotes may lie in each other; what is deeper is laid flat."""


class Mark(StrEnum):
    """How words are set off, outermost first as it is written."""

    struck = "struck"
    strong = "strong"
    emphasis = "emphasis"
    code = "code"


@dataclass(frozen=True, slots=True)
class Span:
    """Words on one line that are set off alike; `href` makes them a link."""

    text: str
    marks: frozenset[Mark] = frozenset()
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """A new line within a paragraph."""


Line: TypeAlias = tuple[Span | Break, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    line: Line


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    line: Line


@dataclass(frozen=True, slots=True)
class CodeBlock:
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: "Blocks"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `start` is its first number, null where its items have bullets."""

    items: tuple["Blocks", ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first of them the head."""

    rows: tuple[tuple[Line, ...], ...]


Block: TypeAlias = Paragraph | Heading | CodeBlock | Quote | Listing | Rule | Table
Blocks: TypeAlias = tuple[Block, ...]

_SPACE = re.compile(r"\s+")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")
_LANGUAGE = re.compile(r"[A-Za-z0-9+#.-]{1,30}")
_LINKED = re.compile(r"(?:https?://[^\s/]|mailto:[^\s])", re.IGNORECASE)
_MOST_COLUMNS = 50
_LONGEST_ADDRESS = 2_000


def tidy(blocks: Iterable[Block], depth: int = 0) -> Blocks:
    """The same text in the one way in which it is compared and written: nothing empty, words that are set off alike
    together, spaces at the edges of nothing, links that a browser may follow."""
    return tuple(_joined(found for block in blocks for found in _tidied(block, depth)))


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Two quotes or two lists of a kind that follow each other read as one in most of the languages; they are one."""
    for kind, group in itertools.groupby(blocks, _kind):
        alike = list(group)
        if len(alike) > 1 and kind is Quote:
            yield Quote(tuple(_joined(inner for one in alike if isinstance(one, Quote) for inner in one.blocks)))
        elif len(alike) > 1 and isinstance(kind, tuple) and isinstance(alike[0], Listing):
            items = (item for one in alike if isinstance(one, Listing) for item in one.items)
            yield replace(alike[0], items=tuple(items))
        else:
            yield from alike


def _kind(block: Block) -> type | tuple[type, bool]:
    return (Listing, block.start is None) if isinstance(block, Listing) else type(block)


def _tidied(block: Block, depth: int) -> Iterator[Block]:
    match block:
        case Paragraph(line):
            if line := tidy_line(line):
                yield Paragraph(line)
        case Heading(level, line):
            if line := tidy_line(Span(" ") if isinstance(one, Break) else one for one in line):
                yield Heading(min(max(level, 1), 6), line)
        case CodeBlock(text, language):
            text = _CONTROLS.sub("", text.replace("\t", "    ")).strip("\n")
            if text.strip():
                yield CodeBlock(text, language.lower() if _LANGUAGE.fullmatch(language) else "")
        case Quote(blocks):
            if depth >= DEEPEST:
                yield from tidy(blocks, depth)
            elif blocks := tidy(blocks, depth + 1):
                yield Quote(blocks)
        case Listing(items, start):
            if depth >= DEEPEST:
                yield from (found for item in items for found in tidy(item, depth))
            elif items := tuple(filter(None, (tidy(item, depth + 1) for item in items))):
                yield Listing(items, None if start is None else min(max(start, 0), 999_999))
        case Rule():
            yield block
        case Table(rows):
            cells = [[_tidy_cell(cell) for cell in row[:_MOST_COLUMNS]] for row in rows]
            if any(any(row) for row in cells):
                width = max(map(len, cells))
                yield Table(tuple(tuple(row + [()] * (width - len(row))) for row in cells))


def _tidy_cell(cell: Line) -> Line:
    """A cell is one line; what would divide it cannot be set as code."""
    return tidy_line(
        Span(" ") if isinstance(one, Break) else replace(one, marks=one.marks - {Mark.code}) if "|" in one.text else one
        for one in cell
    )


def tidy_line(line: Iterable[Span | Break]) -> Line:
    """A line's spans: none empty, none alike beside each other, no space at the edge of a marked one or of the line."""
    return _trimmed(_merged(_bridged(_merged(_plain_edges(line)))))


def _plain_edges(line: Iterable[Span | Break]) -> Iterator[Span | Break]:
    """Spaces at the edges of marked words are not marked themselves."""
    for one in line:
        if isinstance(one, Break):
            yield one
            continue
        text = _SPACE.sub(" ", _CONTROLS.sub("", one.text))
        core = text.strip(" ")
        if text.startswith(" "):
            yield Span(" ")
        if core:
            yield Span(core, one.marks, _address(one.href) if one.href else None)
            if text.endswith(" "):
                yield Span(" ")


def _merged(pieces: Iterable[Span | Break]) -> list[Span | Break]:
    found: list[Span | Break] = []
    for alike, group in itertools.groupby(pieces, lambda one: isinstance(one, Span) and (one.marks, one.href)):
        if alike:
            marks, href = alike
            found.append(
                Span(_SPACE.sub(" ", "".join(one.text for one in group if isinstance(one, Span))), marks, href)
            )
        else:
            found += group
    return found


def _bridged(pieces: Sequence[Span | Break]) -> Iterator[Span | Break]:
    """A space between two that are set off alike is theirs; between a link's words too."""
    for before, piece, after in zip((None, *pieces), pieces, (*pieces[1:], None), strict=False):
        if isinstance(piece, Span) and piece.text == " " and isinstance(before, Span) and isinstance(after, Span):
            alike = (before.marks, before.href) == (after.marks, after.href)
            marks = before.marks if alike else (before.marks & after.marks) - {Mark.code}
            yield Span(" ", marks, before.href if before.href == after.href else None)
        else:
            yield piece


def _trimmed(pieces: Sequence[Span | Break]) -> Line:
    """Without breaks at the ends, two of them together, or spaces beside them."""
    found: list[Span | Break] = []
    for line in filter(None, map(_stripped, as_lines(pieces))):
        found += [Break(), *line] if found else line
    return tuple(found)


def _stripped(line: list[Span]) -> list[Span]:
    line = list(line)
    if line and line[0].text.startswith(" "):
        line[0] = replace(line[0], text=line[0].text.lstrip(" "))
        line = line if line[0].text else line[1:]
    if line and line[-1].text.endswith(" "):
        line[-1] = replace(line[-1], text=line[-1].text.rstrip(" "))
        line = line if line[-1].text else line[:-1]
    return line


def _address(href: str) -> str | None:
    """An address that can be linked to, written in one way; null for all that a browser had better not follow."""
    written = _quoted(href.strip())
    for _ in range(3):
        if not _LINKED.match(written) or len(written) > _LONGEST_ADDRESS:
            return None
        try:
            again = _quoted(normalizeLink(written))
        except (ValueError, IndexError):
            return None
        if again == written:
            return written
        written = again
    return None


def _quoted(address: str) -> str:
    return quote(address, safe="%/:?#@!$&'*+,;=~")


def words(blocks: Iterable[Block]) -> str:
    """All the words, in their order, with single spaces between them."""
    return " ".join(" ".join(_said(blocks)).split())


def _said(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(line) | Heading(_, line):
                yield plain(line)
            case CodeBlock(text, _):
                yield text
            case Quote(inner):
                yield from _said(inner)
            case Listing(items, _):
                for item in items:
                    yield from _said(item)
            case Table(rows):
                yield from (plain(cell) for row in rows for cell in row)
            case Rule():
                pass


def plain(line: Line) -> str:
    """A line's words alone."""
    return "".join(" " if isinstance(one, Break) else one.text for one in line)


def as_lines(line: Iterable[Span | Break]) -> list[list[Span]]:
    """A paragraph's lines."""
    lines: list[list[Span]] = [[]]
    for one in line:
        if isinstance(one, Break):
            lines.append([])
        else:
            lines[-1].append(one)
    return lines

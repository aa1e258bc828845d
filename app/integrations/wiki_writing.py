"""Prose as Jira's wiki markup, so that `wiki_text` reads the same."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.integrations.prose import (
    Block,
    Blocks,
    Break,
    CodeBlock,
    Heading,
    Line,
    Listing,
    Mark,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
    as_lines,
    tidy,
    tidy_line,
)
from app.integrations.wiki_text import read_lines

_LANGUAGES = frozenset(
    re.findall(
        r"\S+",
        "actionscript ada applescript bash c c# c++ cpp css erlang go groovy haskell html java javascript js json lua "
        "none objc perl php python r ruby scala sh sql swift visualbasic xml yaml",
    )
)


def write(blocks: Iterable[Block]) -> str:
    """Prose as wiki markup. A list's items hold lines and lists alone, and quotes no quotes."""
    return "\n\n".join(_written(block) for block in tidy(_fitting(tidy(blocks), True)))


def _fitting(blocks: Blocks, quotes: bool) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Quote(inner) if quotes:
                yield Quote(tuple(_fitting(inner, False)))
            case Quote(inner):
                yield from _fitting(inner, False)
            case Listing(items, start):
                fitting = tuple(found for item in items for found in _fitting_items(item))
                yield Listing(fitting, None if start is None else 1)
            case CodeBlock(text, language):
                yield CodeBlock(text, language if language in _LANGUAGES else "")
            case _:
                yield block


def _fitting_items(blocks: Blocks) -> Iterator[Blocks]:
    """An item as items that hold the lines of one paragraph and then lists: what stands behind a list is the next."""
    lines: list[Span | Break] = []
    lists: list[Block] = []
    for block in blocks:
        if isinstance(block, Listing):
            lists += _fitting((block,), False)
            continue
        if lists:
            yield (Paragraph(tuple(lines)), *lists)
            lines, lists = [], []
        lines += [Break(), *_as_line(block)]
    yield (Paragraph(tuple(lines)), *lists)


def _as_line(block: Block) -> Line:
    match block:
        case Paragraph(line) | Heading(_, line):
            return line
        case CodeBlock(text, _):
            lines = text.split("\n")
            return tuple(piece for line in lines for piece in (Break(), Span(line, frozenset({Mark.code}))))
        case Quote(inner):
            return tuple(piece for one in inner for piece in (Break(), *_as_line(one)))
        case Listing(items, _):
            return tuple(piece for item in items for one in item for piece in (Break(), *_as_line(one)))
        case Table(rows):
            return tuple(piece for row in rows for cell in row for piece in (Span(" "), *cell))
        case Rule():
            return ()


def _written(block: Block) -> str:
    match block:
        case Paragraph(line):
            return _written_line(line)
        case Heading(level, line):
            return f"h{level}. {_written_line(line)}"
        case CodeBlock(text, language):
            name = "noformat" if "{code" in text.lower() else "code"
            inside = re.sub(rf"\{{(?={name})", "{ ", text, flags=re.IGNORECASE)
            opening = f"{name}:{language}" if language and name == "code" else name
            return f"{{{opening}}}\n{inside}\n{{{name}}}"
        case Quote(inner):
            inside = "\n\n".join(_written(one) for one in inner)
            return f"{{quote}}\n{inside}\n{{quote}}"
        case Listing():
            return "\n".join(_items(block, ""))
        case Rule():
            return "----"
        case Table(rows):
            return "\n".join(_row(row, "||" if number == 0 else "|") for number, row in enumerate(rows))


def _items(listing: Listing, signs: str) -> Iterator[str]:
    signs += "*" if listing.start is None else "#"
    for item in listing.items:
        for block in item:
            if isinstance(block, Listing):
                yield from _items(block, signs)
            elif isinstance(block, Paragraph):
                yield f"{signs} {_written_line(block.line)}"


def _row(row: Sequence[Line], bar: str) -> str:
    return bar + bar.join(_written_line(cell) or " " for cell in row) + bar


_EVERY = frozenset(Mark)
_ATTEMPTS = (
    (_EVERY, False),
    (_EVERY, True),
    (frozenset({Mark.code}), False),
    (frozenset[Mark](), False),
)
"""What is kept of how words are set off, and whether by signs in braces, which may stand within a word."""

_ESCAPED = re.compile(
    r"(?P<url>https?://[\w.~:/?#@$&'()+,;=%-]+)|[*_+^~{}\[\]|!\\]|(?<!\w)-(?=\S)|\?(?=\?)|:(?=[()PD])|;(?=\))"
    r"|\((?=(?:[ynix/!+?*-]|on|off)\))|&(?=\#?\w{1,40};)"
)
_AT_START = re.compile(r"^(?=-(?:\s|-{3}))|^(?=\#+\s)|(?<=^\*)(?=\#+\s)|(?<=^h[1-6])(?=\.)|(?<=^bq)(?=\.)")


def _written_line(line: Line) -> str:
    for kept, braces in _ATTEMPTS:
        wanted = tidy_line(one if isinstance(one, Break) else replace(one, marks=one.marks & kept) for one in line)
        written = "\n".join(_at_start(_signed(spans, _ORDER, braces)) for spans in as_lines(wanted))
        if tidy_line(read_lines(written.split("\n"))) == wanted:
            return written
    return "\n".join(_at_start(_escaped("".join(one.text for one in spans))) for spans in as_lines(line))


_ORDER = (Mark.struck, Mark.strong, Mark.emphasis, None)
_WRITTEN_SIGNS = {Mark.struck: "-", Mark.strong: "*", Mark.emphasis: "_"}


def _signed(spans: Sequence[Span], order: Sequence[Mark | None], braces: bool) -> str:
    if not order:
        return "".join(
            f"{{{{{_escaped(one.text)}}}}}" if Mark.code in one.marks else _escaped(one.text) for one in spans
        )
    mark, inner = order[0], order[1:]
    parts: list[str] = []
    place = 0
    while place < len(spans):
        value = spans[place].href if mark is None else mark in spans[place].marks
        end = place + 1
        while end < len(spans) and (spans[end].href if mark is None else mark in spans[end].marks) == value:
            end += 1
        written = _signed(spans[place:end], inner, braces)
        if value and mark is None:
            written = f"[{written}|{value}]"
        elif value and mark is not None:
            sign = f"{{{_WRITTEN_SIGNS[mark]}}}" if braces else _WRITTEN_SIGNS[mark]
            written = f"{sign}{written}{sign}"
        parts.append(written)
        place = end
    return "".join(parts)


def _escaped(text: str) -> str:
    return _ESCAPED.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    if found["url"]:
        return found[0]
    return {"\\": "&#92;", "&": "&amp;"}.get(found[0], "\\" + found[0])


def _at_start(line: str) -> str:
    found = _AT_START.search(line)
    return line if found is None or found.start() > 3 else f"{line[: found.start()]}\\{line[found.start() :]}"

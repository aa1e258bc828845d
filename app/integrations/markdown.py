"""Markdown (CommonMark, with tables and strikethrough) into prose and back."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from app.integrations import html_text
from app.integrations.prose import (
    LONGEST_TEXT,
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

_PARSER = MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"])
_WITHOUT_LINKS = (
    MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"]).disable(["link", "image"])
)
_MOST_BRACKETS = 2_000
"""More than anybody writes; the parser's time grows with their square."""

_MARKS = {"strong": Mark.strong, "em": Mark.emphasis, "s": Mark.struck}
_SIGNS = {Mark.struck: "~~", Mark.strong: "**"}

_ESCAPED = re.compile(r"[\\`*_\[\]<~]|&(?=[#\w]{1,40};)")
_AT_LINE_START = re.compile(r"(?=[>+\-=|]|#{1,6}(?:\s|$)|:-)|(?<=\d)(?=[.)](?:\s|$))")
_NUMBERED = re.compile(r"\d{1,9}(?=[.)](?:\s|$))")


def read(markdown: str) -> Blocks:
    """Markdown as prose. A line that ends ends here too, as comments have it everywhere that tickets are kept."""
    text = markdown[:LONGEST_TEXT]
    parser = _PARSER if text.count("[") <= _MOST_BRACKETS else _WITHOUT_LINKS
    tree = SyntaxTreeNode(parser.parse(text))
    return tidy(_blocks(tree.children))


def _blocks(nodes: Iterable[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        yield from _block(node)


def _block(node: SyntaxTreeNode) -> Iterator[Block]:
    match node.type:
        case "paragraph":
            yield Paragraph(_line(node))
        case "heading":
            yield Heading(int(node.tag[1:]), _line(node))
        case "fence" | "code_block":
            yield CodeBlock(node.content, (node.info.split() or [""])[0] if node.info else "")
        case "blockquote":
            yield Quote(tuple(_blocks(node.children)))
        case "bullet_list":
            yield Listing(tuple(tuple(_blocks(item.children)) for item in node.children))
        case "ordered_list":
            start = node.attrs.get("start", 1)
            yield Listing(tuple(tuple(_blocks(item.children)) for item in node.children), int(start))
        case "hr":
            yield Rule()
        case "table":
            rows = (row for part in node.children for row in part.children)
            yield Table(tuple(tuple(_line(cell) for cell in row.children) for row in rows))
        case "html_block":
            yield from html_text.blocks(node.content)
        case _:
            yield from _blocks(node.children)


def _line(node: SyntaxTreeNode) -> Line:
    inline = next((child for child in node.children if child.type == "inline"), None)
    return tuple(_spans(inline.children, html_text.Tags(), frozenset(), None)) if inline else ()


def _spans(
    nodes: Sequence[SyntaxTreeNode], tags: html_text.Tags, marks: frozenset[Mark], href: str | None
) -> Iterator[Span | Break]:
    for node in nodes:
        match node.type:
            case "text":
                yield Span(node.content, marks | tags.marks, href)
            case "code_inline":
                yield Span(node.content, marks | tags.marks | {Mark.code}, href)
            case "softbreak" | "hardbreak":
                yield Break()
            case "strong" | "em" | "s":
                yield from _spans(node.children, tags, marks | {_MARKS[node.type]}, href)
            case "link":
                yield from _spans(node.children, tags, marks, str(node.attrs.get("href", "")) or href)
            case "image":
                source = str(node.attrs.get("src", ""))
                yield Span(_told(node) or source, marks, href or source)
            case "html_inline":
                yield from tags.read(node.content, marks, href)
            case _:
                yield from _spans(node.children, tags, marks, href)


def _told(node: SyntaxTreeNode) -> str:
    return "".join(child.content or _told(child) for child in node.children)


def write(blocks: Iterable[Block]) -> str:
    """Prose as Markdown: read again, it is the same."""
    return "\n\n".join("\n".join(_written(block)) for block in tidy(blocks))


def _written(block: Block) -> list[str]:
    match block:
        case Paragraph(line):
            return _paragraph(line)
        case Heading(level, line):
            return [f"{'#' * level} {_heading(line)}"]
        case CodeBlock(text, language):
            fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
            return [fence + language, *text.split("\n"), fence]
        case Quote(inner):
            return [f"> {line}".rstrip(" ") for line in _inside(inner)]
        case Listing(items, start):
            return [line for number, item in enumerate(items) for line in _item(item, start, number)]
        case Rule():
            return ["***"]
        case Table(rows):
            head, *others = ([_cell(cell) for cell in row] for row in rows)
            lines = [head, ["---"] * len(head), *others]
            return [f"| {' | '.join(line)} |" for line in lines]


def _inside(blocks: Blocks, *, close: bool = False) -> list[str]:
    """The lines of some blocks, an empty one between two; `close` sets a list right below what stands before it."""
    lines: list[str] = []
    for before, block in zip((None, *blocks), blocks, strict=False):
        near = isinstance(block, Listing) and block.start in (None, 1) and isinstance(before, Paragraph | Listing)
        if before and not (close and near):
            lines.append("")
        lines += _written(block)
    return lines


def _item(blocks: Blocks, start: int | None, number: int) -> Iterator[str]:
    sign = "- " if start is None else f"{start + number}. "
    for place, line in enumerate(_inside(blocks, close=True)):
        yield (sign if place == 0 else " " * len(sign)) + line if line else ""


def _paragraph(line: Line) -> list[str]:
    for kept, sign, order in _ATTEMPTS:
        wanted = _with(line, kept)
        written = "\\\n".join(_one_line(part, sign, order) for part in as_lines(wanted))
        if read(written) == (Paragraph(wanted),):
            return written.split("\n")
    return "\\\n".join(_escaped("".join(one.text for one in part)) for part in as_lines(line)).split("\n")


def _heading(line: Line) -> str:
    for kept, sign, order in _ATTEMPTS:
        wanted = _with(line, kept)
        written = _one_line([one for one in wanted if isinstance(one, Span)], sign, order).replace("#", "\\#")
        if read(f"# {written}") == (Heading(1, wanted),):
            return written
    return _escaped("".join(one.text for one in line if isinstance(one, Span))).replace("#", "\\#")


def _cell(line: Line) -> str:
    if not line:
        return ""
    for kept, sign, order in _ATTEMPTS:
        wanted = _with(line, kept)
        written = _signed([one for one in wanted if isinstance(one, Span)], order, sign).replace("|", "\\|")
        if read(f"| {written} |\n| --- |") == (Table(((wanted,),)),):
            return written
    return _escaped("".join(one.text for one in line if isinstance(one, Span))).replace("|", "\\|")


_MARKED = (Mark.struck, Mark.strong, Mark.emphasis)
_AROUND, _WITHIN = (None, *_MARKED), (*_MARKED, None)
_EVERY = frozenset(Mark)
_ATTEMPTS: tuple[tuple[frozenset[Mark], str, Sequence[Mark | None]], ...] = (
    (_EVERY, "*", _AROUND),
    (_EVERY, "*", _WITHIN),
    (_EVERY, "_", _AROUND),
    (_EVERY, "_", _WITHIN),
    (_EVERY - {Mark.emphasis}, "*", _WITHIN),
    (_EVERY - {Mark.emphasis, Mark.struck}, "*", _WITHIN),
    (frozenset({Mark.code}), "*", _AROUND),
    (frozenset(), "*", _AROUND),
)
"""What is kept of how words are set off, by which sign, and with links around the other signs or within them: where
signs meet so that Markdown would read them otherwise, less."""


def _with(line: Line, kept: frozenset[Mark]) -> Line:
    return tidy_line(one if isinstance(one, Break) else replace(one, marks=one.marks & kept) for one in line)


def _one_line(spans: Sequence[Span], sign: str, order: Sequence[Mark | None]) -> str:
    written = _signed(spans, order, sign)
    if found := _NUMBERED.match(written):
        return f"{found[0]}\\{written[found.end() :]}"
    return "\\" + written if _AT_LINE_START.match(written) else written


def _signed(spans: Sequence[Span], order: Sequence[Mark | None], sign: str) -> str:
    """Spans with the signs of their marks, the outermost first; null stands for links."""
    if not order:
        return "".join(_code(span.text) if Mark.code in span.marks else _escaped(span.text) for span in spans)
    mark, inner = order[0], order[1:]
    parts: list[str] = []
    place = 0
    while place < len(spans):
        value = _value(spans[place], mark)
        end = place + 1
        while end < len(spans) and _value(spans[end], mark) == value:
            end += 1
        written = _signed(spans[place:end], inner, sign)
        if value and mark is None:
            written = f"[{written}](<{str(value).replace('&', '&amp;')}>)"
        elif value and mark is not None:
            around = _SIGNS.get(mark, sign)
            written = f"{around}{written}{around}"
        parts.append(written)
        place = end
    return "".join(parts)


def _value(span: Span, mark: Mark | None) -> str | bool | None:
    return span.href if mark is None else mark in span.marks


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: "\\" + found[0], text)


def _code(text: str) -> str:
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    room = " " if text.startswith(("`", " ")) or text.endswith(("`", " ")) else ""
    return f"{fence}{room}{text}{room}{fence}"

"""Text without any marks, as mail and journals have it, into prose and back."""

import re
from collections.abc import Iterable, Iterator

from app.integrations.prose import (
    DEEPEST,
    LONGEST_TEXT,
    Block,
    Blocks,
    Break,
    CodeBlock,
    Heading,
    Line,
    Listing,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
    tidy,
)

_QUOTED = re.compile(r"> ?")


def read(text: str) -> Blocks:
    """Paragraphs of lines; what mail quotes is a quote. No sign in it means anything else."""
    return tidy(_blocks(text[:LONGEST_TEXT].split("\n"), 0))


def _blocks(lines: list[str], depth: int) -> Iterator[Block]:
    gathered: list[str] = []
    quoted = False
    for line in [*lines, ""]:
        quotes = depth < DEEPEST and bool(_QUOTED.match(line))
        if gathered and (quotes != quoted or (not quotes and not line.strip())):
            yield _block(gathered, quoted, depth)
            gathered = []
        if quotes or line.strip():
            gathered.append(_QUOTED.sub("", line, count=1) if quotes else line)
            quoted = quotes
    if gathered:
        yield _block(gathered, quoted, depth)


def _block(lines: list[str], quoted: bool, depth: int) -> Block:
    if quoted:
        return Quote(tuple(_blocks(lines, depth + 1)))
    return Paragraph(tuple(piece for line in lines for piece in (Break(), Span(line))))


def write(blocks: Iterable[Block]) -> str:
    """Prose as a person would type it; a link's address stands behind its words."""
    return "\n\n".join("\n".join(_written(block)) for block in tidy(blocks))


def _written(block: Block) -> list[str]:
    match block:
        case Paragraph(line):
            return _line(line).split("\n")
        case Heading(_, line):
            return [_line(line), "-" * min(len(_line(line)), 60)]
        case CodeBlock(text, _):
            return [f"    {line}" for line in text.split("\n")]
        case Quote(inner):
            return [f"> {line}" for line in _inside(inner)]
        case Listing(items, start):
            return [line for number, item in enumerate(items) for line in _item(item, start, number)]
        case Rule():
            return ["-" * 20]
        case Table(rows):
            return [" | ".join(_line(cell) for cell in row) for row in rows]


def _inside(blocks: Blocks) -> list[str]:
    return [line for number, block in enumerate(blocks) for line in ([""] if number else []) + _written(block)]


def _item(blocks: Blocks, start: int | None, number: int) -> Iterator[str]:
    sign = "- " if start is None else f"{start + number}. "
    for place, line in enumerate(_inside(blocks)):
        yield (sign if place == 0 else " " * len(sign)) + line if line else ""


def _line(line: Line) -> str:
    return "".join("\n" if isinstance(one, Break) else _span(one) for one in line)


def _span(span: Span) -> str:
    shown = span.href is None or span.href.removeprefix("mailto:") == span.text
    return span.text if shown else f"{span.text} ({span.href})"

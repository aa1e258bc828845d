"""The Atlassian Document Format (JSON, version 1) into prose and back.

https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, TypeAlias

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
    tidy,
    words,
)

Node: TypeAlias = dict[str, Any]

_MARKS = {"strong": Mark.strong, "em": Mark.emphasis, "strike": Mark.struck, "code": Mark.code}
_NAMES = {mark: name for name, mark in _MARKS.items()}
_DEEPEST_NODE = 60


def write(blocks: Iterable[Block]) -> Node:
    """Prose as a document. What its schema allows at its top alone becomes paragraphs in lists and quotes, a quote of
    more than paragraphs becomes a panel, and code is set off by nothing else."""
    return {
        "type": "doc",
        "version": 1,
        "content": [_node(block) for block in tidy(_fitting(tidy(blocks)))],
    }


def _fitting(blocks: Blocks) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Quote(inner):
                yield Quote(tuple(_quoted(_inner(inner))))
            case Listing(items, start):
                yield Listing(tuple(tuple(_inner(item)) for item in items), start)
            case _:
                yield block


def _inner(blocks: Blocks) -> Iterator[Block]:
    """What may stand in an item: paragraphs, code and lists."""
    for block in blocks:
        match block:
            case Quote(inner):
                yield from _inner(inner)
            case Listing(items, start):
                yield Listing(tuple(tuple(_inner(item)) for item in items), start)
            case Heading(_, line):
                yield Paragraph(_strong(line))
            case Table(rows):
                yield from (Paragraph(_row(row)) for row in rows)
            case Rule():
                pass
            case _:
                yield block


def _quoted(blocks: Iterable[Block]) -> Iterator[Block]:
    """Code in a quote, outside of a list, is lines that are set as code."""
    code = frozenset({Mark.code})
    for block in blocks:
        if isinstance(block, CodeBlock):
            yield Paragraph(tuple(one for line in block.text.split("\n") for one in (Break(), Span(line, code))))
        else:
            yield block


def _strong(line: Line) -> Line:
    return tuple(one if isinstance(one, Break) else Span(one.text, one.marks | {Mark.strong}, one.href) for one in line)


def _row(row: tuple[Line, ...]) -> Line:
    return tuple(piece for number, cell in enumerate(row) for piece in (*((Span(" | "),) if number else ()), *cell))


def _node(block: Block) -> Node:
    match block:
        case Paragraph(line):
            return {"type": "paragraph", "content": _inline(line)}
        case Heading(level, line):
            return {"type": "heading", "attrs": {"level": level}, "content": _inline(line)}
        case CodeBlock(text, language):
            attributes = {"attrs": {"language": language}} if language else {}
            return {"type": "codeBlock", **attributes, "content": [{"type": "text", "text": text}]}
        case Quote(inner) if all(isinstance(one, Paragraph) for one in inner):
            return {"type": "blockquote", "content": [_node(one) for one in inner]}
        case Quote(inner):
            return {"type": "panel", "attrs": {"panelType": "info"}, "content": [_node(one) for one in inner]}
        case Listing(items, None):
            return {"type": "bulletList", "content": [_item(item) for item in items]}
        case Listing(items, start):
            return {
                "type": "orderedList",
                "attrs": {"order": start or 1},
                "content": [_item(item) for item in items],
            }
        case Rule():
            return {"type": "rule"}
        case Table(rows):
            kinds = ("tableHeader", *["tableCell"] * (len(rows) - 1))
            return {
                "type": "table",
                "content": [
                    {"type": "tableRow", "content": [_cell(kind, cell) for cell in row]}
                    for kind, row in zip(kinds, rows, strict=True)
                ],
            }


def _item(blocks: Blocks) -> Node:
    """An item begins with a paragraph or with code."""
    opening = [] if isinstance(blocks[0], Paragraph | CodeBlock) else [_node(Paragraph(()))]
    return {"type": "listItem", "content": [*opening, *map(_node, blocks)]}


def _cell(kind: str, line: Line) -> Node:
    return {"type": kind, "content": [_node(Paragraph(line))]}


def _inline(line: Line) -> list[Node]:
    return [{"type": "hardBreak"} if isinstance(one, Break) else _text(one) for one in line]


def _text(span: Span) -> Node:
    marks: list[Node] = [{"type": "link", "attrs": {"href": span.href}}] if span.href else []
    if Mark.code in span.marks:
        marks.append({"type": "code"})
    else:
        marks += [{"type": _NAMES[mark]} for mark in Mark if mark in span.marks]
    return {"type": "text", "text": span.text, **({"marks": marks} if marks else {})}


def read(document: Any) -> Blocks:
    """A document as prose. A node that is not known gives what it holds, and one without words its name for readers."""
    return tidy(_blocks(document, 0))


def _blocks(node: Any, depth: int) -> Iterator[Block]:
    if not isinstance(node, dict):
        return
    if depth > _DEEPEST_NODE:
        yield Paragraph((Span(everything(node)),))
        return
    children, attributes = _children(node), _attributes(node)
    match node.get("type"):
        case "paragraph":
            yield Paragraph(tuple(_line(node)))
        case "heading":
            level = attributes.get("level")
            yield Heading(level if isinstance(level, int) else 1, tuple(_line(node)))
        case "codeBlock":
            language = attributes.get("language")
            yield CodeBlock(everything(node, ""), language if isinstance(language, str) else "")
        case "blockquote" | "panel":
            yield Quote(_within(children, depth))
        case "bulletList" | "decisionList":
            yield Listing(tuple(_within([child], depth) for child in children))
        case "orderedList":
            order = attributes.get("order")
            yield Listing(tuple(_within([child], depth) for child in children), order if isinstance(order, int) else 1)
        case "taskList":
            yield Listing(tuple(_task(child, depth) for child in children))
        case "rule":
            yield Rule()
        case "table":
            yield Table(tuple(tuple(_flat(cell, depth) for cell in _children(row)) for row in children))
        case "expand" | "nestedExpand":
            if isinstance(title := attributes.get("title"), str):
                yield Paragraph((Span(title, frozenset({Mark.strong})),))
            yield from _within(children, depth)
        case _:
            yield from _gathered(node, depth)


def _within(nodes: list[Any], depth: int) -> Blocks:
    return tuple(block for node in nodes for block in _blocks(node, depth + 1))


def _gathered(node: Node, depth: int) -> Iterator[Block]:
    """Blocks of a node that may hold words beside blocks; words that stand together make a paragraph."""
    line: list[Span | Break] = list(_spans(node)) if "content" not in node else []
    for child in _children(node):
        if isinstance(child, dict) and "content" not in child and child.get("type") not in _BLOCKS:
            line += _spans(child)
            continue
        if line:
            yield Paragraph(tuple(line))
            line = []
        yield from _blocks(child, depth + 1)
    if line:
        yield Paragraph(tuple(line))


_BLOCKS = frozenset({"paragraph", "heading", "codeBlock", "rule", "expand", "nestedExpand"})


def _task(node: Any, depth: int) -> Blocks:
    if not isinstance(node, dict) or node.get("type") != "taskItem":
        return _within([node], depth)
    done = _attributes(node).get("state") == "DONE"
    return (Paragraph((Span("☑ " if done else "☐ "), *_line(node))),)


def _line(node: Node) -> Iterator[Span | Break]:
    for child in _children(node):
        if isinstance(child, dict) and _children(child):
            yield Span(everything(child))
        elif isinstance(child, dict):
            yield from _spans(child)


def _spans(node: Node) -> Iterator[Span | Break]:
    attributes = _attributes(node)
    match node.get("type"):
        case "text" if isinstance(node.get("text"), str):
            marks = [mark for mark in node.get("marks") or () if isinstance(mark, dict)]
            kinds = frozenset(_MARKS[mark["type"]] for mark in marks if mark.get("type") in _MARKS)
            links = (_attributes(mark).get("href") for mark in marks if mark.get("type") == "link")
            href = next((link for link in links if isinstance(link, str)), None)
            yield Span(node["text"], kinds, href)
        case "hardBreak":
            yield Break()
        case "inlineCard" | "blockCard" | "embedCard" if isinstance(url := attributes.get("url"), str):
            yield Span(url, frozenset(), url)
        case "media" | "mediaInline":
            url = attributes.get("url")
            name = attributes.get("alt") or url or "attachment"
            yield Span(str(name), frozenset(), url if isinstance(url, str) else None)
        case "date" if isinstance(attributes.get("timestamp"), str | int):
            yield Span(_day(str(attributes["timestamp"])))
        case "emoji":
            yield Span(str(attributes.get("text") or attributes.get("shortName") or ""))
        case _:
            yield Span(str(attributes.get("text") or ""))


def _day(milliseconds: str) -> str:
    try:
        return datetime.fromtimestamp(int(milliseconds) / 1000, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return milliseconds[:40]


def _flat(node: Any, depth: int) -> Line:
    """What a cell holds, on one line."""
    pieces: list[Span | Break] = []
    for block in _within(_children(node), depth) if isinstance(node, dict) else ():
        match block:
            case Paragraph(line) | Heading(_, line):
                pieces += [Span(" "), *line]
            case CodeBlock(text, _):
                pieces += [Span(" "), Span(text, frozenset({Mark.code}))]
            case _:
                pieces += [Span(" "), Span(words([block]))]
    return tuple(pieces)


def everything(node: Any, between: str = " ") -> str:
    """All the texts below a node, however deep."""
    found, rest = [], [node]
    while rest:
        one = rest.pop()
        if isinstance(one, dict):
            if isinstance(one.get("text"), str):
                found.append(one["text"])
            rest += reversed(_children(one))
    return between.join(found)


def _children(node: Any) -> list[Any]:
    children = node.get("content") if isinstance(node, dict) else None
    return children if isinstance(children, list) else []


def _attributes(node: Node) -> Node:
    attributes = node.get("attrs")
    return attributes if isinstance(attributes, dict) else {}

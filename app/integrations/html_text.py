"""HTML, as mail and editors in browsers make it, into prose; and prose as the little HTML that all of them show."""

import html
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

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
    Mark,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
    tidy,
)

_MARKS = {
    "b": Mark.strong,
    "strong": Mark.strong,
    "i": Mark.emphasis,
    "em": Mark.emphasis,
    "cite": Mark.emphasis,
    "s": Mark.struck,
    "del": Mark.struck,
    "strike": Mark.struck,
    "code": Mark.code,
    "tt": Mark.code,
    "kbd": Mark.code,
    "samp": Mark.code,
}
_NOT_SHOWN = frozenset({"script", "style", "head", "title", "template", "noscript", "iframe", "object"})
_EVER_EMPTY = frozenset({"br", "hr", "img", "input", "meta", "link", "wbr", "area", "base", "col", "embed", "source"})
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside body center dd details dialog div dl dt fieldset figcaption figure footer form header "
        "html main nav p section summary caption thead tbody tfoot h1 h2 h3 h4 h5 h6",
    )
)
_KNOWN = (
    _BLOCKS
    | _NOT_SHOWN
    | _EVER_EMPTY
    | frozenset(_MARKS)
    | frozenset(
        re.findall(
            r"\w+",
            "a abbr acronym big blockquote button colgroup data dfn font ins label li ol picture pre q ruby rp rt span "
            "small sub sup table td th time tr u ul var video audio svg path mark bdi bdo",
        )
    )
)
_DECLARATION = re.compile(r"<[!?][^<>]{0,2000}>")
_NO_TAG = re.compile(r"<(?!/?[a-zA-Z][^<>]{0,2000}>)")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")


def read(text: str) -> Blocks:
    """HTML as prose; what a browser would not show is not there, and broken HTML gives what it has."""
    return tidy(blocks(text))


def blocks(text: str) -> Blocks:
    """The same, not yet tidy."""
    reader = _Reader()
    reader.feed(_well_formed(text[:LONGEST_TEXT]))
    reader.close()
    return reader.read()


def _well_formed(text: str) -> str:
    """With no sign that begins a tag and does not end it: the parser's time for those grows with their square."""
    parts, place = [], 0
    while (start := text.find("<!--", place)) >= 0:
        parts.append(text[place:start])
        end = text.find("-->", start + 4)
        place = end + 3 if end >= 0 else len(text)
    return _NO_TAG.sub("&lt;", _DECLARATION.sub("", "".join((*parts, text[place:]))))


class Tags:
    """The tags that stand between the words of a Markdown paragraph, one after the other."""

    def __init__(self) -> None:
        self._open: list[str] = []

    @property
    def marks(self) -> frozenset[Mark]:
        return frozenset(_MARKS[name] for name in self._open)

    def read(self, tag: str, marks: frozenset[Mark], href: str | None) -> Iterator[Span | Break]:
        """What a tag shows itself: a break, an image as its link; one that HTML does not know is words."""
        found = _TAG.match(tag)
        if found is None:
            return
        closes, name = bool(found[1]), found[2].lower()
        if name not in _KNOWN:
            yield Span(tag, marks | self.marks, href)
        elif name == "br":
            yield Break()
        elif name == "img":
            yield from (span for block in blocks(tag) if isinstance(block, Paragraph) for span in block.line)
        elif name in _MARKS and not closes:
            self._open.append(name)
        elif name in self._open:
            self._open.remove(name)


class _Frame:
    """An element that holds blocks, and the line that is being read in it."""

    def __init__(self, name: str, start: int | None = None) -> None:
        self.name = name
        self.start = start
        self.blocks: list[Block] = []
        self.line: list[Span | Break] = []
        self.heading = 0
        self.rows: list[list[Line]] = []
        self.items: list[Blocks] = []

    def end_line(self) -> None:
        line, self.line = tuple(self.line), []
        if line:
            self.blocks.append(Heading(self.heading, line) if self.heading else Paragraph(line))
        self.heading = 0


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._frames = [_Frame("")]
        self._marks: list[str] = []
        self._hrefs: list[str] = []
        self._hidden: list[str] = []
        self._preformatted: list[str] | None = None

    def read(self) -> Blocks:
        self._end_preformatted()
        while len(self._frames) > 1:
            self._pop()
        self._frames[0].end_line()
        return tuple(self._frames[0].blocks)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        frame = self._frames[-1]
        if self._hidden:
            if tag == self._hidden[-1]:
                self._hidden.append(tag)
        elif tag in _NOT_SHOWN:
            self._hidden.append(tag)
        elif tag == "br":
            if self._preformatted is not None:
                self._preformatted.append("\n")
            frame.line.append(Break())
        elif tag == "img":
            source = given.get("src", "")
            frame.line.append(Span(given.get("alt") or source, frozenset(), source))
        elif tag == "hr":
            frame.end_line()
            frame.blocks.append(Rule())
        elif tag == "a":
            self._hrefs.append(given.get("href", ""))
        elif tag in _MARKS:
            self._marks.append(tag)
        elif tag == "pre":
            frame.end_line()
            self._preformatted = []
        elif tag in ("blockquote", "ul", "ol", "table"):
            frame.end_line()
            start = given.get("start", "1")
            self._push(tag, int(start) if tag == "ol" and start.isdecimal() and len(start) < 7 else 1)
        elif tag == "li":
            self._until(("ul", "ol"), ("li",))
            self._push("li")
        elif tag == "tr":
            self._until(("table",), ("td", "th"))
            if self._frames[-1].name == "table":
                self._frames[-1].rows.append([])
        elif tag in ("td", "th"):
            self._until(("table",), ("td", "th"))
            self._push(tag)
        elif tag in _BLOCKS:
            frame.end_line()
            frame.heading = int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0
        elif tag not in _KNOWN:
            self.handle_data(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag == self._hidden[-1]:
                self._hidden.pop()
        elif tag == "a":
            if self._hrefs:
                self._hrefs.pop()
        elif tag in _MARKS:
            if tag in self._marks:
                self._marks.remove(tag)
        elif tag == "pre":
            self._end_preformatted()
        elif tag in ("blockquote", "ul", "ol", "table", "li", "td", "th"):
            if any(frame.name == tag for frame in self._frames):
                while self._frames[-1].name != tag:
                    self._pop()
                self._pop()
        elif tag in _BLOCKS:
            self._frames[-1].end_line()

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if self._preformatted is not None:
            self._preformatted.append(data)
            return
        href = self._hrefs[-1] if self._hrefs else None
        self._frames[-1].line.append(Span(data, frozenset(_MARKS[name] for name in self._marks), href))

    def _end_preformatted(self) -> None:
        if self._preformatted is not None:
            self._frames[-1].line.clear()
            self._frames[-1].blocks.append(CodeBlock("".join(self._preformatted)))
            self._preformatted = None

    def _push(self, name: str, start: int | None = None) -> None:
        if len(self._frames) < 4 * DEEPEST:
            self._frames.append(_Frame(name, start))

    def _until(self, homes: tuple[str, ...], closed: tuple[str, ...]) -> None:
        """Closes what the next item or cell ends without saying so, up to the list or table it is of."""
        for frame in reversed(self._frames):
            if frame.name in homes:
                while self._frames[-1] is not frame:
                    self._pop()
                return
            if frame.name in closed:
                continue
        self._frames[-1].end_line()

    def _pop(self) -> None:
        frame = self._frames.pop()
        frame.end_line()
        above = self._frames[-1]
        found = tuple(frame.blocks)
        if frame.name == "li" and above.name in ("ul", "ol"):
            above.items.append(found)
        elif frame.name in ("td", "th") and above.name == "table":
            if not above.rows:
                above.rows.append([])
            above.rows[-1].append(_flat(found))
        elif frame.name in ("ul", "ol"):
            items = (*((found,) if found else ()), *frame.items)
            above.blocks.append(Listing(items, frame.start if frame.name == "ol" else None))
        elif frame.name == "table":
            above.blocks.extend(found)
            above.blocks.append(Table(tuple(tuple(row) for row in frame.rows)))
        elif frame.name == "blockquote":
            above.blocks.append(Quote(found))
        else:
            above.blocks.extend(found)


def _flat(found: Blocks) -> Line:
    """What a cell holds, on one line."""
    pieces: list[Span | Break] = []
    for block in found:
        match block:
            case Paragraph(line) | Heading(_, line):
                pieces += [Span(" "), *line]
            case CodeBlock(text, _):
                pieces += [Span(" "), Span(text, frozenset({Mark.code}))]
            case Quote(inner):
                pieces += [Span(" "), *_flat(inner)]
            case Listing(items, _):
                pieces += [piece for item in items for piece in (Span(" "), *_flat(item))]
            case Table(rows):
                pieces += [piece for row in rows for cell in row for piece in (Span(" "), *cell)]
            case Rule():
                pass
    return tuple(pieces)


def write(given: Iterable[Block]) -> str:
    """Prose as HTML that shows it, every word of it escaped."""
    return "\n".join(_written(block) for block in tidy(given))


def _written(block: Block) -> str:
    match block:
        case Paragraph(line):
            return f"<p>{_line(line)}</p>"
        case Heading(level, line):
            return f"<h{level}>{_line(line)}</h{level}>"
        case CodeBlock(text, _):
            return f"<pre>{html.escape(text)}</pre>"
        case Quote(inner):
            return f"<blockquote>{''.join(map(_written, inner))}</blockquote>"
        case Listing(items, start):
            opening = "<ul>" if start is None else "<ol>" if start == 1 else f'<ol start="{start}">'
            return f"{opening}{''.join(map(_item, items))}</{opening[1:3]}>"
        case Rule():
            return "<hr>"
        case Table(rows):
            written = (f"<tr>{''.join(f'<td>{_line(cell)}</td>' for cell in row)}</tr>" for row in rows)
            return f"<table>{''.join(written)}</table>"


def _item(blocks: Blocks) -> str:
    """A single paragraph stands in its item without a tag of its own."""
    first = blocks[0]
    inside = _line(first.line) if isinstance(first, Paragraph) else _written(first)
    return f"<li>{inside}{''.join(map(_written, blocks[1:]))}</li>"


_TAGS = {Mark.code: "code", Mark.emphasis: "em", Mark.strong: "strong", Mark.struck: "s"}


def _line(line: Line) -> str:
    return "".join("<br>" if isinstance(one, Break) else _span(one) for one in line)


def _span(span: Span) -> str:
    written = html.escape(span.text)
    for mark, tag in _TAGS.items():
        if mark in span.marks:
            written = f"<{tag}>{written}</{tag}>"
    return f'<a href="{html.escape(span.href)}">{written}</a>' if span.href else written

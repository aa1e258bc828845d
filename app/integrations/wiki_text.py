"""Jira's wiki markup: into prose and back, and what somebody said themselves in a text of it.

https://jira.atlassian.com/secure/WikiRendererHelpAction.jspa?section=all
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.integrations import html_text
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

_SHOWN = re.compile(r"\{(quote|code|noformat)(?::[^{}\n]{0,300})?\}.*?(?:\{\1\}|\Z)", re.DOTALL | re.IGNORECASE)
_HTML_SHOWN = re.compile(r"<(pre|code|blockquote)\b[^<>]{0,1000}>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_HTML = re.compile(r"\{html\}(.*?)(?:\{html\}|\Z)", re.DOTALL | re.IGNORECASE)
_HTML_BREAK = re.compile(r"<(?:br|/p|/li|/div|/tr|/h\d)\b[^<>]{0,1000}>", re.IGNORECASE)
_HTML_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>")
_QUOTED_LINE = re.compile(r"^[ \t]*(?:bq\.|>).*$", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]|\n]{0,300})\|[^\[\]\n]{0,1000}\]")
_ADDRESS = re.compile(r"(?:https?|ftp|file)://\S+")
_MACRO = re.compile(r"\{/?[a-zA-Z]{1,30}(?::[^{}\n]{0,300})?\}")
_EMPHASIS = re.compile(r"(?<!\w)[*_+]{1,2}(?=\S)([^*_+\n]+?)(?<=\S)[*_+]{1,2}(?!\w)")
_BULLET = re.compile(r"^[ \t]*(?:[*#\-•–]+[ \t]+|h[1-6]\.[ \t]*)", re.MULTILINE)


LONGEST_LINE = 1_000
"""What stands further in a line is passed over: nobody says so much in one, and readers of a line may then take time
that grows with its square."""


def said(text: str) -> str:
    """The words of a comment that are its author's, without what is shown rather than said (quotes, code, logs,
    addresses) and without pasted HTML: `bq.`, `> `, `{quote}`, `{code}` and `{noformat}` are gone, list marks and
    emphasis too; each line stays a line."""
    plain = _SHOWN.sub("\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    plain = _QUOTED_LINE.sub("", _HTML.sub(_html_said, plain))
    plain = _ADDRESS.sub(" ", _LINK.sub(r"\1", plain))
    plain = _MACRO.sub(" ", plain.replace("{{", " ").replace("}}", " "))
    plain = _BULLET.sub("", _EMPHASIS.sub(r"\1", plain)).replace("\xa0", " ")
    lines = (" ".join(line.split())[:LONGEST_LINE] for line in plain.split("\n"))
    return "\n".join(filter(None, lines))


def _html_said(found: re.Match[str]) -> str:
    """Old comments hold HTML whose lines are folded at some width: only its tags say where a line ends."""
    plain = _HTML_SHOWN.sub("<br>", found[1]).replace("\n", " ")
    return html.unescape(_HTML_TAG.sub("", _HTML_BREAK.sub("\n", plain)))


_BLOCK_MACRO = re.compile(
    r"(?<![\\{])\{(code|noformat|quote|panel|info|tip|note|warning|html)(:[^{}\n]{0,300})?\}", re.I
)
_HEADING = re.compile(r"h([1-6])\.(?:\s+|$)")
_ITEM = re.compile(r"([*#]{1,12}|-)\s+(?=\S)")
_RULE = re.compile(r"-{4,5}\s*$")
_SIGNS = {"*": Mark.strong, "_": Mark.emphasis, "-": Mark.struck, "??": Mark.emphasis, "+": None, "^": None, "~": None}
_FARTHEST_SIGN = 400

_TOKEN = re.compile(
    r"""
      (?P<brk>\\\\)(?!\\)
    | \\(?P<literal>[^\w\s\\]|_)
    | \{\{(?P<code>(?:[^{}\\\n]|\\.){1,1000})\}\}
    | \[~(?P<user>[^\[\]|\n]{1,200})\]
    | \[(?P<label>(?:[^\[\]|\\\n]|\\.){1,1000})\|(?P<target>[^\[\]|\s]{1,2000})(?:\|[^\[\]\n]{0,200})?\]
    | \[(?P<link>(?:https?|mailto):[^\[\]|\s]{1,2000})\]
    | !(?P<image>[^!|\s\\][^!|\n\\]{0,500})(?:\|[^!\n]{0,200})?!
    | (?P<url>https?://[\w.~:/?#@$&'()+,;=%-]+)
    | \{(?P<macro>color|anchor|toc|section|column|expand)(?::[^{}\n]{0,300})?\}
    | \{(?P<braced>\?\?|[*_+^~-])\}
    | (?P<sign>\?\?|[*_+^~-])
    | (?P<entity>&(?:\#\d{1,7}|\#x[0-9a-f]{1,6}|\w{2,31});)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def read(wiki: str) -> Blocks:
    """Wiki markup as prose. Colours and sizes are gone; a mark that is not closed is a sign like any other."""
    return tidy(_blocks(wiki[:LONGEST_TEXT].replace("\r\n", "\n").replace("\r", "\n"), 0))


def _blocks(wiki: str, depth: int) -> Iterator[Block]:
    place = 0
    while found := _BLOCK_MACRO.search(wiki, place):
        name = found[1].lower()
        end = re.compile(rf"\{{{name}\}}", re.IGNORECASE).search(wiki, found.end())
        yield from _plain_blocks(wiki[place : found.start()])
        inside = wiki[found.end() : end.start() if end else len(wiki)]
        place = end.end() if end else len(wiki)
        parameters = (found[2] or "")[1:]
        if name in ("code", "noformat"):
            yield CodeBlock(inside, _language(parameters) if name == "code" else "")
        elif name == "html":
            yield from html_text.blocks(inside)
        elif depth < DEEPEST:
            title = re.search(r"title=([^|]+)", parameters)
            heading = (Paragraph((Span(title[1], frozenset({Mark.strong})),)),) if title else ()
            yield Quote((*heading, *_blocks(inside, depth + 1)))
        else:
            yield from _plain_blocks(inside)
    yield from _plain_blocks(wiki[place:])


def _language(parameters: str) -> str:
    for part in parameters.split("|"):
        name, _, value = part.strip().partition("=")
        if (name == "language" and value) or not value:
            return value or name
    return ""


def _plain_blocks(wiki: str) -> Iterator[Block]:
    """Blocks of text without macros, a line at a time."""
    lines = wiki.split("\n")
    place = 0
    while place < len(lines):
        line = lines[place].strip()
        place += 1
        if not line:
            continue
        if heading := _HEADING.match(line):
            yield Heading(int(heading[1]), _read_line(line[heading.end() :]))
        elif line.startswith("bq. "):
            yield Quote((Paragraph(_read_line(line[4:])),))
        elif _RULE.match(line):
            yield Rule()
        elif line.startswith("|"):
            rows = [_cells(line)]
            while place < len(lines) and lines[place].strip().startswith("|"):
                rows.append(_cells(lines[place].strip()))
                place += 1
            yield Table(tuple(rows))
        elif _ITEM.match(line):
            gathered = [line]
            while place < len(lines) and lines[place].strip() and not _begins(lines[place].strip()):
                gathered.append(lines[place].strip())
                place += 1
            yield from _listings(gathered)
        else:
            gathered = [line]
            while (
                place < len(lines)
                and lines[place].strip()
                and not _begins(lines[place].strip())
                and not _ITEM.match(lines[place].strip())
            ):
                gathered.append(lines[place].strip())
                place += 1
            yield Paragraph(read_lines(gathered))


def _begins(line: str) -> bool:
    return bool(_HEADING.match(line) or _RULE.match(line) or line.startswith(("|", "bq. ")))


def read_lines(lines: Sequence[str]) -> Line:
    """The lines of one paragraph."""
    return tuple(piece for line in lines for piece in (Break(), *_read_line(line)))


def _listings(lines: Sequence[str]) -> Iterator[Block]:
    """Items by their signs: each sign is a level, and the last says of which kind the item's list is."""
    entries: list[tuple[str, list[str]]] = []
    for line in lines:
        if found := _ITEM.match(line):
            entries.append((found[1].replace("-", "*"), [line[found.end() :]]))
        else:
            entries[-1][1].append(line)
    yield from _nested([(signs, Paragraph(read_lines(said))) for signs, said in entries], 0)


def _nested(entries: Sequence[tuple[str, Block]], level: int) -> Iterator[Block]:
    place = 0
    while place < len(entries):
        sign = entries[place][0][level]
        items: list[list[Block]] = []
        while place < len(entries) and entries[place][0][level] == sign:
            end = place
            while end < len(entries) and len(entries[end][0]) > level + 1 and entries[end][0][level] == sign:
                end += 1
            if end > place:
                if not items:
                    items.append([])
                items[-1].extend(_nested(entries[place:end], level + 1))
                place = end
            else:
                items.append([entries[place][1]])
                place += 1
        yield Listing(tuple(map(tuple, items)), None if sign == "*" else 1)


_CELL = re.compile(r"(?:\\.|\[(?:\\.|[^\[\]\\\n]){0,2000}\]|\{\{[^{}\n]{0,1000}\}\}|[^|\\]|\\)+")


def _cells(line: str) -> tuple[Line, ...]:
    """A row's cells; those of a head stand between two bars."""
    return tuple(_read_line(found[0].strip()) for found in _CELL.finditer(line))


@dataclass(frozen=True, slots=True)
class _Sign:
    """A sign that may set words off, where its neighbours allow it to begin or to end that."""

    text: str
    name: str
    opens: bool
    closes: bool


def _read_line(line: str) -> Line:
    return tuple(_marked(list(_tokens(line)), frozenset(), None))


def _tokens(line: str) -> Iterator[Span | Break | _Sign]:
    place = 0
    for found in _TOKEN.finditer(line):
        if found.start() > place:
            yield Span(line[place : found.start()])
        place = found.end()
        yield from _token(line, found)
    if place < len(line):
        yield Span(line[place:])


def _token(line: str, found: re.Match[str]) -> Iterator[Span | Break | _Sign]:
    match found.lastgroup:
        case "brk":
            yield Break()
        case "literal":
            yield Span(found["literal"])
        case "code":
            words = "".join(one.text for one in _tokens(found["code"]) if not isinstance(one, Break))
            yield Span(words, frozenset({Mark.code}))
        case "user":
            yield Span(f"@{found['user']}")
        case "target":
            target = found["target"]
            for one in _marked(list(_tokens(found["label"])), frozenset(), None):
                yield one if isinstance(one, Break) else replace(one, href=target)
        case "link":
            yield Span(found["link"].removeprefix("mailto:"), frozenset(), found["link"])
        case "image":
            source = found["image"]
            yield Span(source, frozenset(), source)
        case "url":
            yield Span(found["url"])
        case "macro":
            pass
        case "braced":
            yield _Sign(found[0], found[0], True, True)
        case "sign":
            before, after = line[: found.start()][-1:], line[found.end() :][:1]
            yield _Sign(
                found[0],
                found[0],
                not (before.isalnum() or before == "_") and bool(after.strip()) and after != found[0],
                not (after.isalnum() or after == "_") and bool(before.strip()),
            )
        case _:
            yield Span(html.unescape(found[0]))


def _marked(tokens: Sequence[Span | Break | _Sign], marks: frozenset[Mark], href: str | None) -> Iterator[Span | Break]:
    place = 0
    never: set[str] = set()
    while place < len(tokens):
        token = tokens[place]
        place += 1
        if isinstance(token, Break):
            yield token
        elif isinstance(token, Span):
            yield replace(token, marks=token.marks | marks, href=token.href or href)
        elif end := _end(tokens, place, token, never):
            mark = _SIGNS[token.name.strip("{}")]
            yield from _marked(tokens[place:end], marks | ({mark} if mark else frozenset()), href)
            place = end + 1
        else:
            yield Span(token.text, marks, href)


def _end(tokens: Sequence[Span | Break | _Sign], place: int, sign: _Sign, never: set[str]) -> int:
    """Where what a sign begins ends; 0 where it begins nothing."""
    if not sign.opens or sign.name in never:
        return 0
    for number in range(place + 1, min(place + _FARTHEST_SIGN, len(tokens))):
        other = tokens[number]
        if isinstance(other, _Sign) and other.closes and other.name == sign.name:
            return number
    never.add(sign.name)
    return 0

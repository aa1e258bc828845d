"""What somebody said themselves in a Jira text: its wiki markup and pasted HTML taken away, and with them all that is
shown rather than said (quotes, code, logs, addresses)."""

import html
import re

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
    """The words of a comment that are its author's: `bq.`, `> `, `{quote}`, `{code}` and `{noformat}` are gone,
    list marks and emphasis too; each line stays a line."""
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

"""Reads a ticket system's record, one JSON object a line (gzipped or not), into what would be made of it.

Pure and in bounded memory: a line at a time. `docs/imports.md` says how each thing is derived, for people.
"""

import gzip
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, TypeAlias

from app.domain.vocabulary import Severity
from app.imports.configurations import read_configurations
from app.imports.fix_versions import read_applicability, read_release
from app.imports.jira_record import (
    BadLine,
    CommentRead,
    IssueRead,
    LeftOut,
    LinkRead,
    SolutionRead,
    VerificationRead,
)
from app.imports.known_components import TITANIUM_SDK
from app.imports.verification import ANNOUNCED, Claim, mentions_outcome, read_claim
from app.integrations.wiki_text import said

LONGEST_LINE = 16_000_000
LONGEST_TITLE = 200
LONGEST_TEXT = 50_000

SEVERITIES = {
    "Critical": Severity.critical,
    "Blocker": Severity.critical,
    "High": Severity.high,
    "Major": Severity.high,
    "Medium": Severity.moderate,
    "Low": Severity.low,
    "Minor": Severity.low,
    "Trivial": Severity.low,
}
"""Jira's priorities; one that is missing or another is `moderate`."""

FIXED = "Fixed"
DUPLICATE = "Duplicate"

Record: TypeAlias = dict[str, Any]

_FORBIDDEN = re.compile("[\x00\ud800-\udfff]")
_NOT_ON_A_LINE = re.compile("[\x01-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+")


def read_issues(path: Path) -> Iterator[IssueRead | BadLine]:
    """Every line of the file in its order, as a ticket or as what is wrong with it; empty lines are passed over.

    Raises `OSError` or `EOFError` where the file cannot be read or its compressed stream is broken.
    """
    for number, line in read_lines(path):
        if line is None:
            yield BadLine(number, f"is longer than {LONGEST_LINE} bytes")
        elif line.strip():
            yield read_line(number, line)


def read_lines(path: Path) -> Iterator[tuple[int, bytes | None]]:
    """Every line with its number, from 1; null where it is longer than any ticket. Raises what `read_issues` does."""
    with path.open("rb") as file:
        compressed = file.read(2) == b"\x1f\x8b"
    with gzip.open(path, "rb") if compressed else path.open("rb") as lines:
        number = 0
        while line := lines.readline(LONGEST_LINE):
            number += 1
            if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
                _skip_line(lines)
                yield number, None
            else:
                yield number, line


def _skip_line(lines: BinaryIO | gzip.GzipFile) -> None:
    while (rest := lines.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass


def read_line(number: int, line: bytes) -> IssueRead | BadLine:
    """One line of the file."""
    try:
        record = json.loads(line)
        if not isinstance(record, dict):
            return BadLine(number, "is no JSON object")
        return _Reader(number).issue(record)
    except UnicodeDecodeError as broken:
        return BadLine(number, f"is not UTF-8 at byte {broken.start}")
    except json.JSONDecodeError as broken:
        return BadLine(number, f"is no JSON: {broken.msg} at character {broken.pos}")
    except RecursionError:
        return BadLine(number, "is nested too deeply")
    except ValueError as broken:
        return BadLine(number, str(broken))


class _Reader:
    """Reads one line, and counts on its way what had to be removed or left out."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.removed = 0
        self.left_out: Counter[LeftOut] = Counter()

    def issue(self, record: Record) -> IssueRead:
        key = self.line(record, "key")
        title = self.line(record, "summary")
        if not key or not title:
            raise ValueError("has no key" if not key else "has no summary")
        resolution = self.text(record, "resolution") or None
        assignee = self.line(record, "assignee") or None
        comments = tuple(filter(None, map(self.comment, _list(record, "comments"))))
        resolved_at = _time(record, "resolved") if record.get("resolved") else None
        fix_versions = self.texts(record, "fix_versions")
        links = tuple(self.link(link) for link in _list(record, "links"))
        solution = None
        if resolution == FIXED and assignee:
            proposed_at = resolved_at or _time(record, "updated")
            solution = self.solution(title, assignee, proposed_at, fix_versions, comments)
        else:
            self.left_out[LeftOut.no_solution] += sum(
                isinstance(read_claim(said(comment.body), fix_known=True), Claim)
                for comment in comments
                if mentions_outcome(comment.body)
            )
        return IssueRead(
            number=self.number,
            key=key,
            kind=self.text(record, "type"),
            status=self.text(record, "status"),
            resolution=resolution,
            title=title,
            statement=self.statement(record) or title,
            severity=SEVERITIES.get(self.text(record, "priority"), Severity.moderate),
            components=self.texts(record, "components"),
            labels=self.texts(record, "labels"),
            reporter=self.line(record, "reporter") or None,
            assignee=assignee,
            created_at=_time(record, "created"),
            updated_at=_time(record, "updated"),
            resolved_at=resolved_at,
            affected_versions=tuple(filter(None, map(read_release, self.texts(record, "versions")))),
            fix_versions=tuple(filter(None, map(read_release, fix_versions))),
            comments=comments,
            duplicates=tuple(link for link in links if link.kind == DUPLICATE),
            other_links=tuple(link for link in links if link.kind != DUPLICATE),
            solution=solution,
            left_out=MappingProxyType(+self.left_out),
            removed_characters=self.removed,
        )

    def statement(self, record: Record) -> str:
        description, environment = self.text(record, "description"), self.text(record, "environment")
        if environment:
            description = f"{description}\n\nEnvironment:\n{environment}".lstrip("\n")
        return _shortened(description, LONGEST_TEXT)

    def comment(self, given: Any) -> CommentRead | None:
        if not isinstance(given, dict):
            raise ValueError("has a comment that is no object")
        author, body = self.line(given, "author"), self.text(given, "body")
        if not author or not body:
            self.left_out[LeftOut.empty_comment if author else LeftOut.nameless_comment] += 1
            return None
        return CommentRead(author, _time(given, "created"), body)

    def link(self, given: Any) -> LinkRead:
        match given:
            case [str(kind), "out" | "in" as direction, str(key)]:
                return LinkRead(kind, direction == "out", key)
        raise ValueError("has a link that is not [kind, out or in, key]")

    def solution(
        self,
        title: str,
        assignee: str,
        proposed_at: datetime,
        fix_versions: Sequence[str],
        comments: Sequence[CommentRead],
    ) -> SolutionRead:
        applicability = read_applicability(fix_versions)
        verifications = tuple(self.verifications(assignee, proposed_at, fix_versions, comments))
        first_given = min((verification.given_at for verification in verifications), default=proposed_at)
        said_by_assignee = [
            comment.body for comment in comments if comment.author == assignee and ANNOUNCED.search(comment.body)
        ]
        named = [version for version in fix_versions if read_release(version)]
        install = [f"Install {component} {wanted.removeprefix('>=')} or later." for component, wanted in applicability]
        steps = "\n\n".join([*(install or ["Install a version that holds the fix."]), *said_by_assignee[-1:]])
        return SolutionRead(
            author=assignee,
            proposed_at=min(proposed_at, first_given),
            summary=_shortened(f"Fixed in {', '.join(named)}" if named else f"Fixed: {title}", LONGEST_TITLE),
            steps=_shortened(steps, LONGEST_TEXT),
            applicability=applicability,
            verifications=verifications,
        )

    def verifications(
        self, assignee: str, resolved_at: datetime, fix_versions: Sequence[str], comments: Sequence[CommentRead]
    ) -> Iterator[VerificationRead]:
        releases = [
            version for component, version in filter(None, map(read_release, fix_versions)) if component == TITANIUM_SDK
        ]
        fix_known = False
        for place, comment in enumerate(comments):
            fix_known = fix_known or comment.created_at >= resolved_at
            if mentions_outcome(comment.body):
                words = said(comment.body)
                claim = read_claim(words, fix_known)
                if isinstance(claim, Claim) and comment.author == assignee:
                    self.left_out[LeftOut.by_the_assignee] += 1
                elif isinstance(claim, Claim):
                    configurations = read_configurations(claim.rest, releases)
                    self.left_out[LeftOut.no_configuration] += not configurations
                    for configuration in configurations:
                        yield VerificationRead(
                            author=comment.author,
                            given_at=comment.created_at,
                            outcome=claim.outcome,
                            configuration=configuration,
                            evidence=comment.body,
                            phrase=claim.phrase,
                            comment=place,
                        )
                elif claim is not None:
                    self.left_out[LeftOut(claim.value)] += 1
            fix_known = fix_known or (comment.author == assignee and ANNOUNCED.search(comment.body) is not None)

    def text(self, record: Record, key: str, longest: int = LONGEST_TEXT) -> str:
        """A text within its limit, without NUL and lone surrogates, which PostgreSQL's text cannot hold."""
        given = record.get(key)
        if given is None:
            return ""
        if not isinstance(given, str):
            raise ValueError(f"has a {key} that is no text")
        plain, count = _FORBIDDEN.subn("", given)
        self.removed += count
        return _shortened(plain.strip(), longest)

    def line(self, record: Record, key: str) -> str:
        """A title or a name: on one line, without what would change its direction."""
        given = record.get(key)
        if not isinstance(given, str):
            return self.text(record, key)
        plain, count = _NOT_ON_A_LINE.subn(" ", given.strip())
        self.removed += count
        return self.text({key: unicodedata.normalize("NFC", plain)}, key, LONGEST_TITLE)

    def texts(self, record: Record, key: str) -> tuple[str, ...]:
        given = _list(record, key)
        return tuple(text for text in (self.text({key: one}, key, LONGEST_TITLE) for one in given) if text)


def _list(record: Record, key: str) -> list[Any]:
    given = record.get(key)
    if given is None:
        return []
    if not isinstance(given, list):
        raise ValueError(f"has {key} that are no list")
    return given


def _time(record: Record, key: str) -> datetime:
    given = record.get(key)
    try:
        time = datetime.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        time = None
    if time is None or time.tzinfo is None:
        raise ValueError(f"has {given!r} as time {key}, which is no time with its zone")
    return time


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"

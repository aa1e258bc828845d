"""What is read of a ticket system's record: frozen values, without the catalogue's ids and without rights. Texts are
within the product's limits; times have a time zone; people are the record's names for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.vocabulary import Outcome, Severity
from app.imports.configurations import Configuration


class LeftOut(StrEnum):
    """What of a ticket is not imported, by reason."""

    empty_comment = "empty_comment"
    nameless_comment = "nameless_comment"
    """A comment of nobody: the record has lost its author."""
    by_the_assignee = "by_the_assignee"
    """Says that it was verified or still fails, by the author of the solution."""
    no_solution = "no_solution"
    """Says so of a ticket that has no solution."""
    hedged = "hedged"
    mixed = "mixed"
    no_result = "no_result"
    before_fix = "before_fix"
    no_configuration = "no_configuration"
    """Says so, but names nothing known with a version, or too much."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of the file that is no ticket: its number, from 1, and why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class CommentRead:
    author: str
    created_at: datetime
    body: str


@dataclass(frozen=True, slots=True)
class VerificationRead:
    """One validation that would be given. `evidence` is the whole comment, `phrase` the words of it that made the
    outcome; `comment` is its place among the ticket's comments, from 0."""

    author: str
    given_at: datetime
    outcome: Outcome
    configuration: Configuration
    evidence: str
    phrase: str
    comment: int
    machines: int = 1


@dataclass(frozen=True, slots=True)
class SolutionRead:
    """The `fix` that would be made: `applicability` is (component, range), empty where no fix version parses."""

    author: str
    proposed_at: datetime
    summary: str
    steps: str
    applicability: tuple[tuple[str, str], ...]
    verifications: tuple[VerificationRead, ...]


@dataclass(frozen=True, slots=True)
class LinkRead:
    """A link as the record has it: `outward` is from this ticket ("duplicates"), else to it ("is duplicated by")."""

    kind: str
    outward: bool
    key: str


@dataclass(frozen=True, slots=True)
class IssueRead:
    """One line of the file: the problem that would be made, and all that hangs on it."""

    number: int
    key: str
    kind: str
    status: str
    resolution: str | None
    title: str
    statement: str
    severity: Severity
    components: tuple[str, ...]
    labels: tuple[str, ...]
    reporter: str | None
    assignee: str | None
    created_at: datetime
    updated_at: datetime
    resolved_at: datetime | None
    affected_versions: tuple[tuple[str, str], ...]
    fix_versions: tuple[tuple[str, str], ...]
    """(component, version) of those that parse."""
    comments: tuple[CommentRead, ...]
    duplicates: tuple[LinkRead, ...]
    other_links: tuple[LinkRead, ...]
    solution: SolutionRead | None
    left_out: Mapping[LeftOut, int]
    removed_characters: int

    @property
    def people(self) -> frozenset[str]:
        """Everyone the ticket names."""
        named = {self.reporter, self.assignee, *(comment.author for comment in self.comments)}
        return frozenset(person for person in named if person)

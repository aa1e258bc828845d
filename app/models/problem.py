"""A problem: what is asked, its words through time, what it concerns, how it ended."""

from contextlib import suppress
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import MISSING, ConfigDict, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic import Field as Described
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from app.core.columns import Inside, Row, inside, words
from app.core.text import Line, OptionalWords, Words
from app.domain.keys import ProblemKey
from app.domain.vocabulary import ClosureReason, ProblemForm, ProblemState, Severity
from app.models.external_reference import REFERENCE, ExternalReferenceIn, ExternalReferenceShown
from app.models.imported import ImportedFrom
from app.models.schema import CommunityRef, ComponentRef, Given, MemberRef, Noun, NounLine, ProblemRef, Shown
from app.models.solution import SolutionLine


class Problem(Inside, table=True):
    """`root_id` is itself unless it is a duplicate; `state` is kept by every change of what it rests on."""

    __table_args__ = (
        inside(),
        UniqueConstraint("community_id", "number"),
        UniqueConstraint("community_id", "id"),
        ForeignKeyConstraint(["community_id", "parent_id"], ["problem.community_id", "problem.id"]),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        CheckConstraint("(closed_at IS NULL) = (closure_reason IS NULL)", name="closure"),
        CheckConstraint(
            "(closure_reason IS NOT DISTINCT FROM 'duplicate') = (duplicate_of_id IS NOT NULL)",
            name="duplicate",
        ),
        Index("ix_problem_open_created_at_id", "created_at", "id", postgresql_where=text("open")),
        Index("ix_problem_open_updated_at_id", "updated_at", "id", postgresql_where=text("open")),
        Index("ix_problem_community_id_created_at_id", "community_id", "created_at", "id"),
        Index("ix_problem_community_id_updated_at_id", "community_id", "updated_at", "id"),
    )

    number: int
    author_id: UUID = Field(foreign_key="member.id", index=True)
    through_id: UUID | None = Field(default=None, foreign_key="member.id")
    title: str
    statement: str
    severity: Severity = Field(sa_type=words(Severity))
    form: ProblemForm = Field(sa_type=words(ProblemForm))
    parent_id: UUID | None = Field(default=None, index=True)
    revision: int = 1
    state: ProblemState = Field(default=ProblemState.open, sa_type=words(ProblemState))
    root_id: UUID = Field(foreign_key="problem.id", index=True)
    closure_reason: ClosureReason | None = Field(default=None, sa_type=words(ClosureReason))
    closure_comment: str | None = None
    duplicate_of_id: UUID | None = Field(default=None, foreign_key="problem.id", index=True)
    closed_by_id: UUID | None = Field(default=None, foreign_key="member.id")
    closed_at: datetime | None = None


class ProblemRevision(Row, table=True):
    """The words of a problem at one time; revision 1 holds the author's first."""

    __tablename__ = "problem_revision"
    __table_args__ = (UniqueConstraint("problem_id", "revision"),)

    problem_id: UUID = Field(foreign_key="problem.id")
    revision: int
    author_id: UUID = Field(foreign_key="member.id")
    title: str
    statement: str
    framing_id: UUID | None = Field(default=None, foreign_key="framing.id")
    created_at: datetime


class ProblemComponent(Row, table=True):
    """That a problem concerns a component. It repeats where the problem lies and when it was made, neither of which
    changes, so that the list of a component's problems is one index in its order."""

    __tablename__ = "problem_component"
    __table_args__ = (
        inside(),
        UniqueConstraint("problem_id", "component_id", deferrable=True, initially="DEFERRED"),
        Index(
            "ix_problem_component_open",
            "component_id",
            "posted_at",
            "problem_id",
            postgresql_where=text("open"),
        ),
        Index(
            "ix_problem_component_inside",
            "component_id",
            "community_id",
            "posted_at",
            "problem_id",
        ),
    )

    community_id: UUID
    open: bool
    problem_id: UUID = Field(foreign_key="problem.id")
    component_id: UUID = Field(foreign_key="component.id")
    position: int
    posted_at: datetime


ComponentIds = Annotated[list[UUID], Described(max_length=50, description="Components it concerns, each once.")]


_AT = "2026-01-31T09:00:00.000000Z"
_WORDS: dict[str, Any] = {
    "title": "The VPN drops when a laptop changes its access point",
    "statement": "Since the May update each change of access point ends the tunnel; wired machines are well.",
    "severity": "high",
    "form": "structured",
}
_COMPONENT: dict[str, Any] = {"id": "0197a1b2-4444-7e5f-8a9b-0c1d2e3f4a5b", "vendor": "Microsoft", "name": "Windows"}
_ANN: dict[str, Any] = {"id": "0197a1b2-0000-7e5f-8a9b-0c1d2e3f4a5b", "name": "Ann Meier", "kind": "person"}
_SELF: dict[str, Any] = {"id": "0197a1b2-1111-7e5f-8a9b-0c1d2e3f4a5b", "key": "network-42", "title": _WORDS["title"]}


def _problem(reference: object) -> UUID | ProblemKey:
    if isinstance(reference, UUID | ProblemKey):
        return reference
    if isinstance(reference, str):
        if (key := ProblemKey.parse(reference)) is not None:
            return key
        with suppress(ValueError):
            return UUID(reference)
    raise ValueError("Name a problem by its id or its key, such as network-42.")


ProblemReference = Annotated[
    UUID | ProblemKey,
    PlainValidator(_problem),
    PlainSerializer(str, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "maxLength": 100, "description": "A problem's id or key (`network-42`)."}),
]


class ProblemIn(Given):
    """A problem as its author puts it; it may still be vague."""

    title: Line
    statement: Words = Described(description="What happens, where, since when: Markdown. Kept for ever as revision 1.")
    severity: Severity = Severity.moderate
    form: ProblemForm = Described(
        ProblemForm.structured, description="`unstructured` while it is still vague: others then offer framings."
    )
    component_ids: ComponentIds = []
    parent_id: ProblemReference | None = Described(
        None, description="The larger problem of the same community it is a part of."
    )
    external_reference: ExternalReferenceIn | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {**_WORDS, "component_ids": [_COMPONENT["id"]]},
                {**_WORDS, "external_reference": REFERENCE},
            ]
        }
    )


class ProblemPatch(Given):
    """What is to change; what is left out stays. New words are the next revision."""

    title: Line | MISSING = MISSING
    statement: Words | MISSING = MISSING
    severity: Severity | MISSING = MISSING
    form: ProblemForm | MISSING = MISSING
    component_ids: ComponentIds | MISSING = MISSING
    parent_id: ProblemReference | None | MISSING = MISSING

    model_config = ConfigDict(json_schema_extra={"examples": [{"severity": "critical"}]})


class ClosureIn(Given):
    """How and why a problem is to end."""

    reason: ClosureReason
    comment: OptionalWords = ""
    duplicate_of_id: ProblemReference | None = Described(
        None, description="With `duplicate`, and only then: the problem this one repeats."
    )

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"reason": "duplicate", "comment": "The same update.", "duplicate_of_id": "network-17"},
                {"reason": "obsolete", "comment": "The last machines were replaced."},
            ]
        }
    )


class Closure(Shown):
    """How and why a problem ended."""

    reason: ClosureReason
    comment: str
    duplicate_of: ProblemRef | None
    closed_by: MemberRef
    closed_at: datetime


class Reach(Shown):
    """How far a problem reaches, by the marks of those affected; duplicates count at their root."""

    people: int
    sites: int
    machines: int = Described(json_schema_extra={"format": "int64"})


class ProblemLine(NounLine):
    """A problem as lists show it."""

    key: str
    number: int
    community: CommunityRef
    author: MemberRef
    title: str
    severity: Severity
    form: ProblemForm
    state: ProblemState
    revision: int
    components: list[ComponentRef]
    solution_count: int


class ProblemShown(ProblemLine, Noun):
    """A problem, with its solutions, its reach, and what you may do with it."""

    through: MemberRef | None = Described(
        description="The service account that posted it on the author's behalf, if one did."
    )
    statement: str
    parent: ProblemRef | None
    root: ProblemRef
    closure: Closure | None
    reach: Reach
    ticket_count: int = Described(
        description="How many tickets of other systems are linked to it, its solutions and their validations; those of "
        "duplicates count at their root."
    )
    affected_by_me: bool
    external_reference: ExternalReferenceShown | None
    imported_from: ImportedFrom | None = Described(description="Where it was recorded before, and under which key.")
    solutions: list[SolutionLine] = Described(description="At most 50, oldest first; `solution_count` counts all.")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "imported_from": None,
                    "id": _SELF["id"],
                    "version": 1,
                    "created_at": _AT,
                    "updated_at": _AT,
                    "key": _SELF["key"],
                    "number": 42,
                    "community": {
                        "id": "0197a1b2-5555-7e5f-8a9b-0c1d2e3f4a5b",
                        "slug": "network",
                        "name": "Network professionals",
                    },
                    "author": _ANN,
                    "through": None,
                    **_WORDS,
                    "state": "open",
                    "revision": 1,
                    "components": [_COMPONENT],
                    "parent": None,
                    "root": _SELF,
                    "closure": None,
                    "reach": {"people": 3, "sites": 2, "machines": 140},
                    "ticket_count": 2,
                    "external_reference": REFERENCE,
                    "affected_by_me": True,
                    "solution_count": 0,
                    "solutions": [],
                    "allowed_actions": ["change_problem", "close_problem", "mark_affected", "post_solution"],
                }
            ]
        }
    )


class ProblemPage(Shown):
    """A page of problems."""

    items: list[ProblemLine]
    next_cursor: str | None


class ProblemRevisionShown(Shown):
    """The words of a problem at one time."""

    id: UUID
    revision: int
    author: MemberRef
    title: str
    statement: str
    framing_id: UUID | None
    created_at: datetime


class ProblemRevisionPage(Shown):
    """A page of a problem's words through time."""

    items: list[ProblemRevisionShown]
    next_cursor: str | None

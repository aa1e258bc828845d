"""A solution of one problem: its face, its standing, and its immutable revisions."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import MISSING, ConfigDict
from pydantic import Field as Described
from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field

from app.core.columns import DOCUMENT, Inside, Row, VersionMultirange, inside, words
from app.core.text import Line, OptionalWords, Reason, ShortText, Words
from app.domain.vocabulary import MissingKind, Outcome, ReasonCode, SolutionKind, SolutionStatus
from app.models.schema import (
    ComponentRef,
    EnvironmentRef,
    Given,
    Installed,
    MemberRef,
    Noun,
    NounLine,
    ProblemRef,
    Shown,
    SiteRef,
    SolutionRef,
)


class Solution(Inside, table=True):
    """`status`, `assessment` and `next_assessment_at` are only ever written by an assessment. `line_start` is the
    revision with which the current line of evidence begins; `author_ids` are all who began a line."""

    __table_args__ = (
        inside(),
        CheckConstraint("(status = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn"),
        CheckConstraint("successor_id <> id", name="successor"),
        Index("ix_solution_open_created_at_id", "created_at", "id", postgresql_where=text("open")),
        Index("ix_solution_community_id_created_at_id", "community_id", "created_at", "id"),
        Index(
            "ix_solution_next_assessment_at",
            "next_assessment_at",
            postgresql_where=text("next_assessment_at IS NOT NULL"),
        ),
    )

    problem_id: UUID = Field(foreign_key="problem.id", index=True)
    author_id: UUID = Field(foreign_key="member.id", index=True)
    title: str
    kind: SolutionKind = Field(sa_type=words(SolutionKind))
    derived_from_id: UUID | None = Field(default=None, foreign_key="solution.id")
    revision: int = 1
    line_start: int = 1
    proposed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by_id: UUID | None = Field(default=None, foreign_key="member.id")
    withdrawal_reason: str | None = None
    successor_id: UUID | None = Field(default=None, foreign_key="solution.id", index=True)
    successor_reason: str | None = None
    status: SolutionStatus = Field(default=SolutionStatus.draft, sa_type=words(SolutionStatus))
    assessment: dict[str, Any] = Field(sa_type=DOCUMENT)
    assessed_at: datetime
    next_assessment_at: datetime | None = None
    harm_reported: bool = False


class SolutionRevision(Row, table=True):
    """`begins_line`: false where it carries, that is where the evidence of the revision before it still holds."""

    __tablename__ = "solution_revision"
    __table_args__ = (
        UniqueConstraint("solution_id", "revision"),
        Index("ix_solution_revision_author_id", "author_id"),
    )

    solution_id: UUID = Field(foreign_key="solution.id")
    revision: int
    author_id: UUID = Field(foreign_key="member.id")
    begins_line: bool
    summary: str
    cause: str
    steps: str
    rollback: str
    risk: str
    applicability: list[dict[str, Any]] = Field(sa_type=DOCUMENT)
    created_at: datetime


class SolutionComponent(Row, table=True):
    """The current applicability, for the estate to be asked: `versions` is null where any version will do."""

    __tablename__ = "solution_component"
    __table_args__ = (UniqueConstraint("solution_id", "component_id", deferrable=True, initially="DEFERRED"),)

    solution_id: UUID = Field(foreign_key="solution.id")
    component_id: UUID = Field(foreign_key="component.id", index=True)
    versions: str | None = Field(default=None, sa_type=VersionMultirange)


class StatusChange(Row, table=True):
    """What an assessment found when it moved a status: kept as history, whatever policy comes later."""

    __tablename__ = "status_change"
    __table_args__ = (Index("ix_status_change_solution_id_at", "solution_id", "at"),)

    solution_id: UUID = Field(foreign_key="solution.id")
    at: datetime
    previous: SolutionStatus = Field(sa_type=words(SolutionStatus, "previous"))
    status: SolutionStatus = Field(sa_type=words(SolutionStatus))
    assessment: dict[str, Any] = Field(sa_type=DOCUMENT)


class RequirementIn(Given):
    """A component that must be installed, in a version within a range."""

    component_id: UUID
    component_versions: ShortText = Described(
        description="A range in VERS constraint syntax, by the component's scheme: `>=21H2|<23H2`, `10.0.19045`, `*` "
        "(any version, known or not).",
        examples=["*"],
    )


Applies = Annotated[
    list[RequirementIn],
    Described(max_length=30, description="Where it works: every component listed must be installed; none: everywhere."),
]


class RevisionIn(Given):
    """The whole text of a revision."""

    summary: Words = Described(description="What is done about it, in a few sentences.")
    cause: OptionalWords = Described("", description="Why the problem is there, as far as it is known.")
    steps: Words = Described(description="What to do, step by step: Markdown.")
    rollback: OptionalWords = Described("", description="How to take it back.")
    risk: OptionalWords = Described("", description="What could go wrong.")
    applicability: Applies = []

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "summary": "Pin the tunnel's MTU to 1,300 bytes.",
                    "cause": "The new firmware no longer fragments.",
                    "steps": "1. Open the profile.\n2. Set the MTU to 1300.\n3. Reconnect.",
                    "rollback": "Set the MTU back to automatic.",
                    "risk": "Slightly more packets.",
                    "applicability": [],
                }
            ]
        }
    )


class SolutionIn(RevisionIn):
    """A solution with its first revision; it is a draft until its author proposes it."""

    title: Line
    kind: SolutionKind = SolutionKind.fix
    derived_from_id: UUID | None = Described(None, description="Another solution, that you may read, it builds on.")

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "title": "Pin the MTU",
                    "kind": "workaround",
                    "summary": "Pin the tunnel's MTU to 1,300 bytes.",
                    "cause": "",
                    "steps": "1. Open the profile.\n2. Set the MTU to 1300.\n3. Reconnect.",
                    "rollback": "",
                    "risk": "",
                    "applicability": [],
                    "derived_from_id": None,
                }
            ]
        }
    )


class SolutionPatch(Given):
    """Title and kind; the text itself is changed by a revision."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"kind": "fix"}]})

    title: Line | MISSING = MISSING
    kind: SolutionKind | MISSING = MISSING


class WithdrawalIn(Given):
    """Why something is taken back."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "It worked by chance: see the comments."}]})

    reason: Reason = Described(description="Why it is taken back; it is shown.")


class SuccessorIn(Given):
    """The solution that takes this one's place."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"successor_id": "0197a1b2-6666-7e5f-8a9b-0c1d2e3f4a5b", "reason": "It needs no restart."}]
        }
    )

    successor_id: UUID = Described(description="A solution of the same problem, not withdrawn.")
    reason: str = Described("", max_length=2_000, pattern=r"^[^\x00]*$", description="Who is no author gives one.")


class Requirement(Shown):
    """A component that a solution is for, and in which versions."""

    component: ComponentRef
    component_versions: str


class SolutionLine(NounLine):
    """A solution as lists show it."""

    problem: ProblemRef
    title: str
    kind: SolutionKind
    status: SolutionStatus
    revision: int = Described(description="The number of the current text, from 1.")
    author: MemberRef
    harm_reported: bool = Described(description="Whether a validation that stands says that it did harm: warn.")
    validator_count: int = Described(description="How many members ever validated it, whatever came of it.")


class SolutionShown(SolutionLine, Noun):
    """A solution: its current text, its standing, and those who made and tried it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0197a1b2-7777-7e5f-8a9b-0c1d2e3f4a5b",
                    "version": 2,
                    "created_at": "2026-02-01T10:00:00.000000Z",
                    "updated_at": "2026-03-02T09:30:00.000000Z",
                    "problem": {
                        "id": "0197a1b2-1111-7e5f-8a9b-0c1d2e3f4a5b",
                        "key": "network-42",
                        "title": "The VPN drops when a laptop changes its access point",
                    },
                    "title": "Pin the MTU",
                    "kind": "workaround",
                    "status": "proposed",
                    "revision": 1,
                    "author": {"id": "0197a1b2-0000-7e5f-8a9b-0c1d2e3f4a5b", "name": "Ann Meier", "kind": "person"},
                    "harm_reported": False,
                    "validator_count": 1,
                    "summary": "Pin the tunnel's MTU to 1,300 bytes.",
                    "cause": "The new firmware no longer fragments.",
                    "steps": "1. Open the profile.\n2. Set the MTU to 1300.\n3. Reconnect.",
                    "rollback": "Set the MTU back to automatic.",
                    "risk": "Slightly more packets.",
                    "applicability": [
                        {
                            "component": {
                                "id": "0197a1b2-cccc-7e5f-8a9b-0c1d2e3f4a5b",
                                "vendor": "Contoso",
                                "name": "VPN client",
                            },
                            "component_versions": ">=5.1|<5.4",
                        }
                    ],
                    "derived_from": None,
                    "authors": [{"id": "0197a1b2-0000-7e5f-8a9b-0c1d2e3f4a5b", "name": "Ann Meier", "kind": "person"}],
                    "contributors": [],
                    "validators": [
                        {"id": "0197a1b2-8888-7e5f-8a9b-0c1d2e3f4a5b", "name": "Bob Okafor", "kind": "person"}
                    ],
                    "proposed_at": "2026-02-01T10:30:00.000000Z",
                    "withdrawn_at": None,
                    "withdrawal_reason": None,
                    "successor": None,
                    "successor_reason": None,
                    "allowed_actions": ["flag_solution", "give_validation", "comment_on_solution"],
                }
            ]
        }
    )

    summary: str
    cause: str
    steps: str
    rollback: str
    risk: str
    applicability: list[Requirement]
    derived_from: SolutionRef | None
    authors: list[MemberRef] = Described(description="Who began a line of evidence; at most 20.")
    contributors: list[MemberRef] = Described(description="Who revised it within a line; at most 20.")
    validators: list[MemberRef] = Described(description="Who tried it, at most 20; `validator_count` counts all.")
    proposed_at: datetime | None
    withdrawn_at: datetime | None
    withdrawal_reason: str | None
    successor: SolutionRef | None
    successor_reason: str | None


class SolutionPage(Shown):
    """A page of solutions."""

    items: list[SolutionLine]
    next_cursor: str | None


class SolutionRevisionLine(Shown):
    """A revision as lists show it, without its text."""

    id: UUID
    revision: int
    author: MemberRef
    begins_line: bool = Described(description="False where the evidence of the revision before it still holds.")
    summary: str
    created_at: datetime


class SolutionRevisionShown(SolutionRevisionLine):
    """One immutable revision."""

    cause: str
    steps: str
    rollback: str
    risk: str
    applicability: list[Requirement]


class SolutionRevisionPage(Shown):
    """A page of a solution's texts through time."""

    items: list[SolutionRevisionLine]
    next_cursor: str | None


class AssessmentReason(Shown):
    """One ground of a status, with the figures it rests on; those that its code does not speak of are null."""

    code: ReasonCode
    counted: int | None = Described(description="How many there are: members, sites or environments, by the code.")
    needed: int | None = Described(description="How many the policy asks for.")
    out_of: int | None = Described(description="Members who confirmed or failed, of whom `counted` failed.")
    share: float | None = Described(description="`counted` of `out_of`: 0 to 1.")
    max_share: float | None = Described(description="The share above which the policy lets it be contested.")
    at: datetime | None = Described(description="Until when it was validated.")


class MissingPiece(Shown):
    """One thing that is lacking; all of them together, supplied by whomever, make the solution validated."""

    kind: MissingKind
    count: int = Described(description="How many more.")
    other_than: list[UUID] = Described(description="Members, sites or environments (by kind) that supply it already.")


class Candidate(Shown):
    """Somebody who could supply what is missing, in an environment they keep that fits."""

    member: MemberRef
    environment: EnvironmentRef
    site: SiteRef


class AssessmentCounts(Shown):
    """Members by what their voices say, and where the confirming ones come from, at any age."""

    confirmed: int = Described(description="Members with a confirming voice.")
    failed: int = Described(description="Members with a failing voice; one can be in both.")
    partial: int = Described(description="Members for whom it works in part; they add to nothing.")
    sites: int = Described(description="Sites of confirming voices.")
    environments: int = Described(description="Environments of confirming voices.")


class AssessmentChange(Shown):
    """A change of status, as it was assessed then."""

    at: datetime
    previous: SolutionStatus
    status: SolutionStatus
    process_version: int
    reasons: list[AssessmentReason]


_ASSESSMENT_EXAMPLE: dict[str, Any] = {
    "solution": {"id": "0197a1b2-7777-7e5f-8a9b-0c1d2e3f4a5b", "title": "Pin the MTU"},
    "status": "proposed",
    "reasons": [
        {
            "code": "quorum_lacking",
            "counted": 1,
            "needed": 2,
            "out_of": None,
            "share": None,
            "max_share": None,
            "at": None,
        }
    ],
    "missing": [{"kind": "confirmation", "count": 1, "other_than": ["0197a1b2-8888-7e5f-8a9b-0c1d2e3f4a5b"]}],
    "candidates": [
        {
            "member": {"id": "0197a1b2-9999-7e5f-8a9b-0c1d2e3f4a5b", "name": "Cy Lund", "kind": "person"},
            "environment": {"id": "0197a1b2-2222-7e5f-8a9b-0c1d2e3f4a5b", "name": "Desktops Geneva"},
            "site": {"id": "0197a1b2-3333-7e5f-8a9b-0c1d2e3f4a5b", "code": "GVA", "name": "Geneva"},
        }
    ],
    "counted": {"confirmed": 1, "failed": 0, "partial": 0, "sites": 1, "environments": 1},
    "harm_reported": False,
    "assessed_at": "2026-03-02T09:30:00.000000Z",
    "next_assessment_at": None,
    "process_version": 1,
    "history": [],
}


class SolutionAssessment(Shown):
    """A status that explains itself."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ASSESSMENT_EXAMPLE]})

    solution: SolutionRef
    status: SolutionStatus
    reasons: list[AssessmentReason]
    missing: list[MissingPiece]
    candidates: list[Candidate] = Described(description="Who could supply it, by the estate as it is now; at most ten.")
    counted: AssessmentCounts
    harm_reported: bool
    assessed_at: datetime
    next_assessment_at: datetime | None = Described(description="When age alone turns `validated` into `stale`.")
    process_version: int
    history: list[AssessmentChange] = Described(description="The last twenty changes of status, newest first.")


class Supplied(Shown):
    """Who and what supplies some of what is missing already: those that `other_than` names by their ids."""

    members: list[MemberRef]
    sites: list[SiteRef]
    environments: list[EnvironmentRef]


class MyValidation(Shown):
    """What you said of a solution, as it stands."""

    id: UUID
    environment: EnvironmentRef
    revision: int
    outcome: Outcome
    given_at: datetime
    counts: bool


class AssessmentLine(Shown):
    """Why one of a problem's solutions has its status, and what you may do with it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **{
                        name: value
                        for name, value in _ASSESSMENT_EXAMPLE.items()
                        if name not in ("candidates", "history")
                    },
                    "supplied": {
                        "members": [
                            {"id": "0197a1b2-8888-7e5f-8a9b-0c1d2e3f4a5b", "name": "Bob Okafor", "kind": "person"}
                        ],
                        "sites": [],
                        "environments": [],
                    },
                    "my_validations": [],
                    "allowed_actions": ["give_validation", "comment_on_solution"],
                }
            ]
        }
    )

    solution: SolutionRef
    status: SolutionStatus
    reasons: list[AssessmentReason]
    missing: list[MissingPiece]
    supplied: Supplied
    counted: AssessmentCounts
    harm_reported: bool
    assessed_at: datetime
    next_assessment_at: datetime | None = Described(description="When age alone turns `validated` into `stale`.")
    process_version: int
    my_validations: list[MyValidation] = Described(
        description="Yours that are not taken back, newest first; at most twenty."
    )
    allowed_actions: list[str] = Described(description="What you may do with the solution now, as it says itself.")


class AssessmentPage(Shown):
    """A page of a problem's assessments."""

    items: list[AssessmentLine]
    next_cursor: str | None


class CoverageEvidence(Shown):
    """The newest validation of its kind."""

    validation_id: UUID
    given_at: datetime


class CoverageCell(Shown):
    """What came of it with one component in one version."""

    component: ComponentRef
    component_version: str | None = Described(description="Null where it was not known.")
    confirmed: int
    partial: int
    failed: int
    newest: CoverageEvidence


class CoverageLimit(Shown):
    """A failure outside the applicability: a limit of the solution, not a voice against it."""

    validation_id: UUID
    given_at: datetime
    environment: EnvironmentRef
    configuration: list[Installed]


class Coverage(Shown):
    """Where a solution holds, by all validations that stand."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "solution": {"id": "0197a1b2-7777-7e5f-8a9b-0c1d2e3f4a5b", "title": "Pin the MTU"},
                    "cells": [
                        {
                            "component": {
                                "id": "0197a1b2-cccc-7e5f-8a9b-0c1d2e3f4a5b",
                                "vendor": "Contoso",
                                "name": "VPN client",
                            },
                            "component_version": "5.2",
                            "confirmed": 1,
                            "partial": 0,
                            "failed": 0,
                            "newest": {
                                "validation_id": "0197a1b2-aaaa-7e5f-8a9b-0c1d2e3f4a5b",
                                "given_at": "2026-03-02T09:30:00.000000Z",
                            },
                        }
                    ],
                    "limits": [],
                }
            ]
        }
    )

    solution: SolutionRef
    cells: list[CoverageCell]
    limits: list[CoverageLimit]

"""What came of using one revision of a solution in one environment."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ConfigDict
from pydantic import Field as Described
from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from app.core.columns import DOCUMENT, Inside, inside, words
from app.core.text import OptionalWords
from app.domain.vocabulary import CountsReason, Outcome
from app.models.schema import (
    EnvironmentRef,
    Given,
    Installed,
    MemberRef,
    Noun,
    NounLine,
    Shown,
    SiteRef,
    SolutionRef,
)


class Validation(Inside, table=True):
    """Role, site and configuration are kept as they were. `counts_reason` is only ever written by an assessment."""

    __table_args__ = (
        inside(),
        CheckConstraint("machines >= 0", name="machines"),
        Index("ix_validation_open_created_at_id", "created_at", "id", postgresql_where=text("open")),
        Index("ix_validation_community_id_created_at_id", "community_id", "created_at", "id"),
        Index("ix_validation_carried_from_id", "carried_from_id", postgresql_where=text("carried_from_id IS NOT NULL")),
        Index("ix_validation_solution_id_given_at", "solution_id", "given_at"),
        Index("ix_validation_place", "solution_id", "author_id", "environment_id", "given_at", "id"),
    )

    problem_id: UUID = Field(foreign_key="problem.id")
    solution_id: UUID = Field(foreign_key="solution.id")
    author_id: UUID = Field(foreign_key="member.id", index=True)
    environment_id: UUID = Field(foreign_key="environment.id", index=True)
    site_id: UUID = Field(foreign_key="site.id")
    revision: int
    outcome: Outcome = Field(sa_type=words(Outcome))
    evidence: str
    ticket: str | None = None
    machines: int
    harm: bool
    by_person: bool
    above_observer: bool
    configuration: list[dict[str, Any]] = Field(sa_type=DOCUMENT)
    given_at: datetime
    carried_from_id: UUID | None = Field(default=None, foreign_key="validation.id")
    withdrawn_at: datetime | None = None
    withdrawal_reason: str | None = None
    counts_reason: CountsReason = Field(sa_type=words(CountsReason))


class ValidationIn(Given):
    """What came of using a solution in an environment that one keeps."""

    environment_id: UUID = Described(description="An environment that you keep.")
    revision: int = Described(
        strict=True, ge=1, le=1_000_000, description="The revision of the solution that you used."
    )
    outcome: Outcome
    evidence: OptionalWords = Described("", description="What was done, and what was observed: Markdown.")
    machines: int = Described(
        1, strict=True, ge=0, le=10_000_000, description="On how many machines; at most the environment's."
    )
    harm: bool = Described(False, strict=True, description="Whether it did harm: every reader is warned.")
    ticket: str | None = Described(
        None, max_length=200, pattern=r"^[^\x00-\x1f]*$", description="The ticket under which it was done elsewhere."
    )

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "environment_id": "0197a1b2-2222-7e5f-8a9b-0c1d2e3f4a5b",
                    "revision": 1,
                    "outcome": "confirmed",
                    "evidence": "Set on 40 desktops; no drop in a week.",
                    "machines": 40,
                    "harm": False,
                    "ticket": None,
                }
            ]
        }
    )


class ValidationLine(NounLine):
    """A validation as lists show it."""

    solution: SolutionRef
    author: MemberRef
    environment: EnvironmentRef
    site: SiteRef
    revision: int
    outcome: Outcome
    machines: int
    harm: bool
    given_at: datetime = Described(description="From when its age is counted; carrying it over keeps it.")
    counts: bool = Described(description="Whether it counts as evidence; `counts_reason` says why, or why not.")
    counts_reason: CountsReason
    withdrawn_at: datetime | None


class ValidationShown(ValidationLine, Noun):
    """What came of using a solution, with what was installed then."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0197a1b2-aaaa-7e5f-8a9b-0c1d2e3f4a5b",
                    "version": 1,
                    "created_at": "2026-03-02T09:30:00.000000Z",
                    "updated_at": "2026-03-02T09:30:00.000000Z",
                    "solution": {"id": "0197a1b2-7777-7e5f-8a9b-0c1d2e3f4a5b", "title": "Pin the MTU"},
                    "author": {"id": "0197a1b2-8888-7e5f-8a9b-0c1d2e3f4a5b", "name": "Bob Okafor", "kind": "person"},
                    "environment": {"id": "0197a1b2-2222-7e5f-8a9b-0c1d2e3f4a5b", "name": "Desktops Geneva"},
                    "site": {"id": "0197a1b2-3333-7e5f-8a9b-0c1d2e3f4a5b", "code": "GVA", "name": "Geneva"},
                    "revision": 1,
                    "outcome": "confirmed",
                    "machines": 40,
                    "harm": False,
                    "given_at": "2026-03-02T09:30:00.000000Z",
                    "counts": True,
                    "counts_reason": "counts",
                    "withdrawn_at": None,
                    "evidence": "Set on 40 desktops; no drop in a week.",
                    "ticket": None,
                    "configuration": [
                        {
                            "component": {
                                "id": "0197a1b2-cccc-7e5f-8a9b-0c1d2e3f4a5b",
                                "vendor": "Contoso",
                                "name": "VPN client",
                            },
                            "component_version": "5.2",
                        }
                    ],
                    "carried_from_id": None,
                    "withdrawal_reason": None,
                    "allowed_actions": ["withdraw_validation"],
                }
            ]
        }
    )

    evidence: str
    ticket: str | None
    configuration: list[Installed]
    carried_from_id: UUID | None
    withdrawal_reason: str | None


class ValidationPage(Shown):
    """A page of validations."""

    items: list[ValidationLine]
    next_cursor: str | None

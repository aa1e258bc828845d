"""A member's "we have this too", for one environment or for none."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ConfigDict
from pydantic import Field as Described
from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from app.core.columns import Inside, inside
from app.core.text import Summary
from app.models.external_reference import REFERENCE, ExternalReferenceIn, ExternalReferenceShown
from app.models.schema import EnvironmentRef, Given, MemberRef, Noun, NounLine, ProblemRef, Shown, SiteRef


class AffectedMark(Inside, table=True):
    """`site_id` is the environment's, or the member's at the time. What is taken back stays, with its time."""

    __tablename__ = "affected_mark"
    __table_args__ = (
        inside(),
        CheckConstraint("machines >= 0", name="machines"),
        Index(
            "uq_affected_mark_standing",
            "problem_id",
            "member_id",
            "environment_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        Index("ix_affected_mark_member_id", "member_id", postgresql_where=text("withdrawn_at IS NULL")),
    )

    problem_id: UUID = Field(foreign_key="problem.id")
    member_id: UUID = Field(foreign_key="member.id")
    through_id: UUID | None = Field(default=None, foreign_key="member.id")
    environment_id: UUID | None = Field(default=None, foreign_key="environment.id")
    site_id: UUID | None = Field(default=None, foreign_key="site.id")
    machines: int
    comment: str
    withdrawn_at: datetime | None = None


_EXAMPLE: dict[str, Any] = {"machines": 40, "comment": "All laptops of the second floor."}


class AffectedMarkIn(Given):
    """We have this too."""

    machines: int = Described(
        0,
        strict=True,
        ge=0,
        le=2**31 - 1,
        description="How many machines are affected: at most the environment's, and 0 without an environment.",
    )
    comment: Summary = ""
    external_reference: ExternalReferenceIn | None = None

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE, {**_EXAMPLE, "external_reference": REFERENCE}]})


class AffectedMarkLine(NounLine):
    """A mark as lists show it."""

    member: MemberRef
    through: MemberRef | None = Described(
        description="The service account that made it on the member's behalf, if one did."
    )
    environment: EnvironmentRef | None = Described(
        description="Null for a mark that counts for the person and their site."
    )
    site: SiteRef | None = Described(description="The environment's, or the member's when the mark was made.")
    machines: int
    comment: str


class AffectedMarkShown(AffectedMarkLine, Noun):
    """A member's "we have this too": one for a member and environment, or one without environment."""

    problem: ProblemRef
    withdrawn_at: datetime | None = Described(description="When it was taken back.")
    external_reference: ExternalReferenceShown | None

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0197a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b",
                    "version": 1,
                    "created_at": "2026-01-31T09:00:00.000000Z",
                    "updated_at": "2026-01-31T09:00:00.000000Z",
                    "member": {"id": "0197a1b2-0000-7e5f-8a9b-0c1d2e3f4a5b", "name": "Ann Meier", "kind": "person"},
                    "through": None,
                    "environment": {"id": "0197a1b2-2222-7e5f-8a9b-0c1d2e3f4a5b", "name": "Desktops Geneva"},
                    "site": {"id": "0197a1b2-3333-7e5f-8a9b-0c1d2e3f4a5b", "code": "GVA", "name": "Geneva"},
                    **_EXAMPLE,
                    "problem": {
                        "id": "0197a1b2-1111-7e5f-8a9b-0c1d2e3f4a5b",
                        "key": "network-42",
                        "title": "The VPN drops when a laptop changes its access point",
                    },
                    "withdrawn_at": None,
                    "external_reference": None,
                    "allowed_actions": ["withdraw_affected_mark"],
                }
            ]
        }
    )


class AffectedMarkPage(Shown):
    """A page of marks."""

    items: list[AffectedMarkLine]
    next_cursor: str | None

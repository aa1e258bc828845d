"""A strategic community: its face, its visibility, and its place as the root of its aggregate."""

from typing import Annotated
from uuid import UUID

from pydantic import MISSING, ConfigDict
from pydantic import Field as Described
from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from app.core.columns import Noun as NounRow
from app.core.columns import Row, words
from app.core.text import Line, OptionalWords, Summary
from app.domain.keys import MAX_SLUG_LENGTH, MIN_SLUG_LENGTH, SLUG_PATTERN
from app.domain.process import Process
from app.domain.vocabulary import MyRole, Visibility
from app.models.membership import MembershipShown
from app.models.process import ProcessVersionShown
from app.models.schema import Given, MemberRef, Noun, NounLine, ObjectiveRef, Shown


class Community(NounRow, table=True):
    """`problem_count` is also the last number given; both counts are kept by the changes that move them."""

    __table_args__ = (
        UniqueConstraint("slug"),
        UniqueConstraint("id", "open"),
        CheckConstraint("open = (visibility = 'open')", name="open"),
    )

    slug: str
    name: str
    purpose: str
    charter: str
    visibility: Visibility = Field(sa_type=words(Visibility))
    open: bool
    process_version: int
    member_count: int = 0
    problem_count: int = 0


class CommunityObjective(Row, table=True):
    __tablename__ = "community_objective"
    __table_args__ = (UniqueConstraint("community_id", "objective_id", deferrable=True, initially="DEFERRED"),)

    community_id: UUID = Field(foreign_key="community.id")
    objective_id: UUID = Field(foreign_key="objective.id", index=True)


ObjectiveIds = Annotated[
    list[UUID], Described(max_length=50, description="The organization's objectives that it serves, each once.")
]


class CommunityIn(Given):
    """A community as its founder puts it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "slug": "network",
                    "name": "Network professionals",
                    "purpose": "Solve the network problems that no site can solve alone.",
                    "visibility": "open",
                    "process": {"joining": "request", "validation_policy": {"quorum": 2}},
                }
            ]
        }
    )

    slug: str = Described(
        min_length=MIN_SLUG_LENGTH,
        max_length=MAX_SLUG_LENGTH,
        pattern=SLUG_PATTERN,
        description="Its short name in addresses and keys, for good. A private one gets six random characters at its "
        "end, so that a taken name tells nothing.",
    )
    name: Line
    purpose: Summary = Described("", description="What it is there for, in Markdown.")
    charter: OptionalWords = Described("", description="What it holds itself to, in Markdown.")
    visibility: Visibility = Described(
        Visibility.open,
        description="`open`: the whole organization reads; `listed`: all see that it is there, members see the rest; "
        "`private`: to others it does not exist. Changed later only by a proposal.",
    )
    objective_ids: ObjectiveIds = []
    process: Process = Described(default_factory=Process, description="Its first rules; `{}` takes the defaults.")


class CommunityPatch(Given):
    """What is to change; what is left out stays. Charter, visibility and process change by proposal."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"purpose": "One network for five continents."}]})

    name: Line | MISSING = MISSING
    purpose: Summary | MISSING = MISSING
    objective_ids: ObjectiveIds | MISSING = MISSING


class CommunityLine(NounLine):
    """A community as lists show it."""

    slug: str
    name: str
    visibility: Visibility
    member_count: int | None = Described(description="Null for those who may not read the inside.")
    problem_count: int | None = Described(description="Null for those who may not read the inside.")
    my_role: MyRole


_EXAMPLE_ID = "0197a1b2-dddd-7e5f-8a9b-0c1d2e3f4a5b"


class CommunityShown(CommunityLine, Noun):
    """A strategic community. Those who may not read its inside see what a listed one shows of itself; the rest is
    null for them."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": _EXAMPLE_ID,
                    "version": 1,
                    "created_at": "2026-11-02T08:00:00.000000Z",
                    "updated_at": "2026-11-02T08:00:00.000000Z",
                    "slug": "windows",
                    "name": "Windows professionals",
                    "visibility": "listed",
                    "member_count": None,
                    "problem_count": None,
                    "my_role": "none",
                    "allowed_actions": ["join_community"],
                    "purpose": "Keep 70,000 desktops well.",
                    "charter": "",
                    "objectives": [],
                    "coordinators": None,
                    "process": None,
                    "requested_by_me": False,
                    "my_membership": None,
                    "request_count": None,
                }
            ]
        }
    )

    purpose: str
    charter: str
    objectives: list[ObjectiveRef]
    coordinators: list[MemberRef] | None = Described(description="At most 20, the longest in first.")
    process: ProcessVersionShown | None = Described(description="The rules in force.")
    requested_by_me: bool = Described(description="Whether you have asked to join, and nobody has answered yet.")
    my_membership: MembershipShown | None = Described(
        description="What you are in it or have asked to be, and what you may do about that: leave, say."
    )
    request_count: int | None = Described(
        description="How many ask to join and wait for an answer; null for who may not give one."
    )


class CommunityPage(Shown):
    """A page of communities."""

    items: list[CommunityLine]
    next_cursor: str | None

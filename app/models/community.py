"""A strategic community: its face, its visibility, and its place as the root of its aggregate."""

from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from app.core.columns import Noun, Row, words
from app.domain.vocabulary import Visibility


class Community(Noun, table=True):
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

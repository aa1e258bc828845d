"""What is left to do in a community, and who does it."""

from datetime import date
from uuid import UUID

from pydantic import MISSING, ConfigDict
from pydantic import Field as Described
from sqlalchemy import CheckConstraint, Column, Computed, Index, Integer, text
from sqlmodel import Field

from app.core.columns import Inside, inside, words
from app.core.text import Line, Reason
from app.domain.vocabulary import ActionItemState, OriginKind, SubjectKind
from app.models.schema import CommunityRef, Day, Given, MemberRef, Noun, NounLine, Shown


class ActionItem(Inside, table=True):
    """`due_rank` and `due_day` (days since 2000; the last of all where nothing is due) are made by the database: the
    order of every list, in which what is to be done and has no owner stands first."""

    __tablename__ = "action_item"
    __table_args__ = (
        inside(),
        CheckConstraint("(state = 'dropped') = (dropped_reason IS NOT NULL)", name="dropped"),
        CheckConstraint("(origin_kind IS NULL) = (origin_id IS NULL)", name="origin"),
        Index("ix_action_item_owner_id_due_rank_due_day_id", "owner_id", "due_rank", "due_day", "id"),
        Index("ix_action_item_community_id_due_rank_due_day_id", "community_id", "due_rank", "due_day", "id"),
        Index("ix_action_item_open_due_rank_due_day_id", "due_rank", "due_day", "id", postgresql_where=text("open")),
        Index("ix_action_item_origin_id", "origin_id"),
    )

    title: str
    maker_id: UUID | None = Field(default=None, foreign_key="member.id")
    owner_id: UUID | None = Field(default=None, foreign_key="member.id")
    due_on: date | None = None
    origin_kind: SubjectKind | None = Field(default=None, sa_type=words(SubjectKind))
    origin_id: UUID | None = None
    state: ActionItemState = Field(default=ActionItemState.open, sa_type=words(ActionItemState))
    dropped_reason: str | None = None
    due_rank: int | None = Field(
        default=None,
        sa_column=Column(
            Integer,
            Computed(
                "CASE WHEN owner_id IS NULL AND (state::text = 'open'::text OR state::text = 'in_progress'::text) "
                "THEN 0 ELSE 1 END",
                persisted=True,
            ),
            nullable=False,
        ),
    )
    due_day: int | None = Field(
        default=None,
        sa_column=Column(
            Integer, Computed("COALESCE(due_on - '2000-01-01'::date, 2147483647)", persisted=True), nullable=False
        ),
    )


_MEMBER, _PROBLEM = "0197a1b2-0000-7e5f-8a9b-0c1d2e3f4a5b", "0197a1b2-1111-7e5f-8a9b-0c1d2e3f4a5b"


class OriginIn(Given):
    """What in its community an action item came from."""

    kind: OriginKind
    id: UUID


class ActionItemIn(Given):
    """What is to be done, by whom, and until when."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "title": "Ask the vendor for the fixed driver",
                    "owner_id": _MEMBER,
                    "due_on": "2026-12-01",
                    "origin": {"kind": "problem", "id": _PROBLEM},
                }
            ]
        }
    )

    title: Line
    owner_id: UUID | None = Described(None, description="A person who may read the community, or nobody yet.")
    due_on: Day | None = Described(None, description="The last day that is in time, at the owner's site.")
    origin: OriginIn | None = Described(None, description="What in the community it came from.")


class ActionItemPatch(Given):
    """What is to change; what is left out stays. The state is for its owner too, the rest is not."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"state": "in_progress"}, {"state": "dropped", "dropped_reason": "The printer is gone."}]
        }
    )

    title: Line | MISSING = MISSING
    owner_id: UUID | None | MISSING = MISSING
    due_on: Day | None | MISSING = MISSING
    state: ActionItemState | MISSING = MISSING
    dropped_reason: Reason | None | MISSING = Described(MISSING, description="With `dropped`, and only then.")


class Origin(Shown):
    """What in its community an action item came from."""

    kind: OriginKind
    id: UUID


class ActionItemLine(NounLine):
    """An action item as lists show it."""

    community: CommunityRef
    title: str
    owner: MemberRef | None
    maker: MemberRef | None
    due_on: date | None
    state: ActionItemState
    overdue: bool = Described(description="To be done still, and due before today at the owner's site.")
    origin: Origin | None


class ActionItemShown(ActionItemLine, Noun):
    """Something that is left to do in a community."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "019a4ca0-3f4e-7a5b-9c6d-7e8f9a0b1c2d",
                    "version": 1,
                    "created_at": "2026-11-02T08:00:00.000000Z",
                    "updated_at": "2026-11-02T08:00:00.000000Z",
                    "community": {
                        "id": "0197a1b2-5555-7e5f-8a9b-0c1d2e3f4a5b",
                        "slug": "network",
                        "name": "Network professionals",
                    },
                    "title": "Ask the vendor for the fixed driver",
                    "owner": {"id": _MEMBER, "name": "Ann Meier", "kind": "person"},
                    "maker": {"id": _MEMBER, "name": "Ann Meier", "kind": "person"},
                    "due_on": "2026-12-01",
                    "state": "open",
                    "overdue": False,
                    "origin": {"kind": "problem", "id": _PROBLEM},
                    "dropped_reason": None,
                    "allowed_actions": ["change_action_item", "change_action_item_state"],
                }
            ]
        }
    )

    dropped_reason: str | None


class ActionItemPage(Shown):
    """A page of action items."""

    items: list[ActionItemLine]
    next_cursor: str | None

"""The caller, and how much waits for them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Text, bindparam, exists, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from app.access.found import UNDONE
from app.access.standing import allowed_actions, in_organization
from app.access.visibility import ME, MEMBERSHIP, readable
from app.domain.vocabulary import CountsReason, MembershipState
from app.models import tables
from app.models.member import MeShown, Waiting
from app.queries.members import PEOPLE, member_fields
from app.queries.view import Seen, one, shape, view

T = tables
ACTION_ITEM, VALIDATION, SOLUTION = T["action_item"], T["validation"], T["solution"]


def _waiting() -> Any:
    def count(table: Any, *where: ColumnElement[bool]) -> Any:
        return select(func.count()).select_from(table).where(*where).correlate(None).scalar_subquery()

    again = VALIDATION.alias("again")
    carried = exists(
        select(1).where(
            again.c.solution_id == VALIDATION.c.solution_id,
            again.c.environment_id == VALIDATION.c.environment_id,
            again.c.author_id == ME,
            again.c.revision >= SOLUTION.c.line_start,
            again.c.withdrawn_at.is_(None),
        )
    )
    return one(
        select(
            *shape(
                Waiting,
                communities=count(
                    MEMBERSHIP, MEMBERSHIP.c.member_id == ME, MEMBERSHIP.c.state == MembershipState.active
                ),
                open_action_items=count(
                    ACTION_ITEM,
                    ACTION_ITEM.c.owner_id == ME,
                    ACTION_ITEM.c.state.in_(UNDONE),
                    readable(ACTION_ITEM),
                ),
                carry_overs_waiting=count(
                    VALIDATION.join(SOLUTION, SOLUTION.c.id == VALIDATION.c.solution_id),
                    VALIDATION.c.author_id == ME,
                    VALIDATION.c.counts_reason == CountsReason.earlier_line,
                    VALIDATION.c.withdrawn_at.is_(None),
                    SOLUTION.c.withdrawn_at.is_(None),
                    readable(VALIDATION),
                    ~carried,
                ),
            )
        )
    )


_ME = view(
    "member",
    select(
        *shape(
            MeShown,
            PEOPLE,
            **member_fields(),
            allowed_actions=allowed_actions("organization", in_organization()),
            scopes=bindparam("scopes", type_=ARRAY(Text())),
            counts=_waiting(),
        )
    ).where(PEOPLE.c.id == ME),
    PEOPLE.c.version,
)


def me(scopes: Iterable[str]) -> Seen[MeShown]:
    return Seen(_ME, {"scopes": sorted(scopes)})

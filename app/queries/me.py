"""The caller, and how much waits for them."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Text, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from app.access.sought_in_organization import UNDONE
from app.access.standing import allowed_actions, in_organization
from app.access.visibility import ME, MEMBERSHIP, readable
from app.core.statements import Statement, beside
from app.domain.vocabulary import MembershipState
from app.models import tables
from app.models.home import HomeShown
from app.models.member import MeShown, Waiting
from app.queries import action_items, assessments, events, memberships, validations
from app.queries.listing import Listed
from app.queries.members import PEOPLE, member_fields
from app.queries.validations import can_be_carried_over
from app.queries.view import Seen, View, one, shape, view

T = tables
ACTION_ITEM, VALIDATION = T["action_item"], T["validation"]
SHOWN = 20
"""How many of each kind a home shows."""


def _waiting() -> Any:
    def count(table: Any, *where: ColumnElement[bool]) -> Any:
        return select(func.count()).select_from(table).where(*where).correlate(None).scalar_subquery()

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
                    VALIDATION, VALIDATION.c.author_id == ME, can_be_carried_over(), readable(VALIDATION)
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


@cache
def _home() -> View[HomeShown]:
    pages = {
        "memberships": _first_page(memberships.mine()),
        "requests": _first_page(memberships.asked_of_me()),
        "action_items": _first_page(action_items.mine(), "state"),
        "carry_overs": _first_page(validations.left_behind()),
        "to_validate": assessments.TO_VALIDATE,
        "changes": events.page(frozenset({"mine"}), newest=True, after=False, named=True),
    }
    told = ", ".join(f"'{name}', {name}.body" for name in pages)
    return View(
        beside(f"memberships.known, json_build_object({told}) AS body, NULL::integer AS version", **pages), "member"
    )


def _first_page(listed: Listed, *filters: str) -> Statement:
    order = next(iter(listed.listing.orders))
    return listed.listing.page(listed.within, frozenset(filters), order, after=False).statement


def home() -> Seen[HomeShown]:
    """What waits for the caller, and what is new in their communities."""
    return Seen(_home(), {"limit": SHOWN, "state": [*UNDONE]})


def me(scopes: Iterable[str]) -> Seen[MeShown]:
    return Seen(_ME, {"scopes": sorted(scopes)})

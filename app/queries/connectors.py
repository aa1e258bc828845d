"""Connectors as they are read, and the tickets they have seen."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, case, func, select

from app.access.actions import Condition
from app.access.addresses import id_of
from app.access.standing import allowed_actions, in_community, in_organization
from app.access.visibility import connector_readable, readable, seen
from app.domain.vocabulary import ConnectorState
from app.models import tables
from app.models.connector import (
    ConnectedTicketShown,
    ConnectorHealth,
    ConnectorLine,
    ConnectorShown,
)
from app.models.schema import CommunityRef
from app.queries import refs
from app.queries.listing import Listed, Listing, Order, Within, any_of, in_communities
from app.queries.places import ID
from app.queries.view import Seen, embed, one, shape, view

N, TICKET, COMMUNITY, PROBLEM = (
    tables["connector"],
    tables["connected_ticket"],
    tables["community"],
    tables["problem"],
)


def state() -> ColumnElement[Any]:
    return case(
        (N.c.accepted_at.is_(None), ConnectorState.waiting.value),
        (N.c.paused_at.is_not(None), ConnectorState.paused.value),
        else_=ConnectorState.active.value,
    )


def _community() -> Any:
    named = COMMUNITY.alias()
    return one(
        select(*shape(CommunityRef, named)).where(named.c.id == N.c.community_id, seen(named)).correlate_except(named),
        "named",
    )


_LINE: dict[str, Any] = {"state": state(), "community": _community(), "health": embed(ConnectorHealth, N)}
_FLAGS = {
    **in_organization(),
    **in_community(N.c.community_id),
    Condition.accepted: N.c.accepted_at.is_not(None),
    Condition.paused: N.c.paused_at.is_not(None),
}
_CONNECTOR = view(
    "connector",
    select(
        *shape(
            ConnectorShown,
            N,
            **_LINE,
            member=refs.member(N.c.member_id),
            accepted_by=refs.member(N.c.accepted_by_id),
            paused_by=refs.member(N.c.paused_by_id),
            allowed_actions=allowed_actions("connector", _FLAGS),
        )
    ).where(N.c.id == ID, connector_readable(N)),
    N.c.version,
)


def connector(address: str) -> Seen[ConnectorShown]:
    return Seen(_CONNECTOR, {"id": id_of(address, "connector")})


def _lines(page: FromClause) -> Any:
    return select(*shape(ConnectorLine, N, **_LINE)).select_from(page).join(N, N.c.id == page.c.id)


_LIST = Listing(
    N,
    ConnectorLine,
    _lines,
    {"-created_at": Order((N.c.created_at, N.c.id))},
    {"community": in_communities(N), "kind": any_of(N.c.kind, "kind")},
    visible=connector_readable(N),
)


def connectors() -> Listed:
    return Listed(_LIST)


def _tickets(page: FromClause) -> Any:
    expected = func.jsonb_extract_path_text(N.c.states, PROBLEM.c.state)
    return (
        select(
            *shape(
                ConnectedTicketShown,
                TICKET,
                problem=refs.problem(TICKET.c.problem_id),
                expected_state=expected,
                differs=and_(expected.is_not(None), expected != TICKET.c.state, TICKET.c.gone_at.is_(None)),
            )
        )
        .select_from(page)
        .join(TICKET, TICKET.c.id == page.c.id)
        .join(N, N.c.id == TICKET.c.connector_id)
        .outerjoin(PROBLEM, PROBLEM.c.id == TICKET.c.problem_id)
    )


def _within() -> dict[str, Within]:
    found = select(1).select_from(N).where(N.c.id == ID, readable(N)).correlate(None).exists()
    return {"id": Within(found, TICKET.c.connector_id == ID)}


_TICKETS = Listing(
    TICKET,
    ConnectedTicketShown,
    _tickets,
    {"-updated_at": Order((TICKET.c.updated_at, TICKET.c.id))},
    {"key": any_of(TICKET.c.key, "key")},
    within=_within(),
)


def tickets_of(address: str) -> Listed:
    return Listed(_TICKETS, "id", {"id": id_of(address, "connector")}, "connector")

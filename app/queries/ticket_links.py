"""Ticket links as they are read: one, those of a thing, and all that one may read."""

from typing import Any

from sqlalchemy import FromClause, Uuid, bindparam

from app.access.actions import Standing
from app.access.addresses import id_of, problem_address
from app.access.standing import allowed_actions, is_me, of_role
from app.access.visibility import my_membership, readable
from app.models import tables
from app.models.schema import ProblemRef
from app.models.ticket_link import TicketLinkLine, TicketLinkShown, TicketSubject
from app.queries import refs
from app.queries.listing import Listed, Listing, Order, any_of, in_communities
from app.queries.places import within_subject
from app.queries.view import Join, Joined, Seen, show, together, view

LINK, P = tables["ticket_link"], tables["problem"]
_HOME, _IN_HOME = refs.home(P)
_MINE, _IS_MINE = my_membership(LINK.c.community_id)


def _line() -> dict[str, Any]:
    about: list[Join] = [(P, P.c.id == LINK.c.problem_id), (_HOME, _IN_HOME)]
    return {
        "subject": _subject(),
        "problem": together(ProblemRef, P, about, key=refs.key_in(_HOME, P)),
        "made_by": refs.joined_member(LINK.c.made_by_id),
        "through": refs.joined_member(LINK.c.through_id),
    }


def _subject() -> Joined:
    return together(TicketSubject, LINK, kind=LINK.c.subject_kind, id=LINK.c.subject_id)


_FLAGS = {**of_role(_MINE.c.role, LINK.c.community_id), Standing.maker: is_me(LINK.c.made_by_id)}
_ONE = show(
    TicketLinkShown,
    LINK,
    beside=[(_MINE, _IS_MINE)],
    **_line(),
    allowed_actions=allowed_actions("ticket_link", _FLAGS),
)
_VIEW = view(
    "ticket link", _ONE.where(LINK.c.id == bindparam("id", type_=Uuid()), readable(LINK, _MINE)), LINK.c.version
)


def ticket_link(address: str) -> Seen[TicketLinkShown]:
    return Seen(_VIEW, {"id": id_of(address, "ticket link")})


def _lines(page: FromClause) -> Any:
    return show(TicketLinkLine, LINK, page.join(LINK, LINK.c.id == page.c.id), **_line())


_LIST = Listing(
    LINK,
    TicketLinkLine,
    _lines,
    {"-created_at": Order((LINK.c.created_at, LINK.c.id))},
    {
        "community": in_communities(LINK),
        "system": any_of(LINK.c.system, "system"),
        "key": any_of(LINK.c.key, "key"),
    },
    within=within_subject(LINK),
)


def all_readable() -> Listed:
    return Listed(_LIST)


def of_problem(address: str) -> Listed:
    way, values = problem_address(address)
    return Listed(_LIST, way, values, "problem")


def of_solution(address: str) -> Listed:
    return Listed(_LIST, "solution", {"id": id_of(address, "solution")}, "solution")


def of_validation(address: str) -> Listed:
    return Listed(_LIST, "validation", {"id": id_of(address, "validation")}, "validation")

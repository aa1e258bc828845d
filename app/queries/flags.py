"""Flags as they are read: under the solution they are on."""

from sqlalchemy import FromClause, Select, Uuid, bindparam, exists, select

from app.access.addresses import id_of
from app.access.visibility import readable
from app.models import tables
from app.models.flag import FlagShown
from app.queries import refs
from app.queries.listing import Listed, Listing, Order
from app.queries.solutions import within_solution
from app.queries.view import Seen, shape, view

F, S = tables["flag"], tables["solution"]
_READABLE = exists(select(1).where(S.c.id == F.c.solution_id, readable(S)).correlate(F))


def _flag() -> Select[tuple[object, ...]]:
    return select(*shape(FlagShown, F, member=refs.member(F.c.member_id)))


def _lines(page: FromClause) -> Select[tuple[object, ...]]:
    return _flag().select_from(page).join(F, F.c.id == page.c.id)


_LIST = Listing(
    F,
    FlagShown,
    _lines,
    {"-created_at": Order((F.c.created_at, F.c.id))},
    within=within_solution(F),
    visible=_READABLE,
)
_VIEW = view(
    "flag",
    _flag().where(
        F.c.solution_id == bindparam("id", type_=Uuid()), F.c.id == bindparam("flag", type_=Uuid()), _READABLE
    ),
)


def flag(address: str, flag_id: str) -> Seen[FlagShown]:
    return Seen(_VIEW, {"id": id_of(address, "solution"), "flag": id_of(flag_id, "flag")})


def of_solution(address: str) -> Listed:
    return Listed(_LIST, "id", {"id": id_of(address, "solution")}, "solution")

"""API tokens as they are read, by those whose they are and by administrators: those that were not revoked."""

from uuid import UUID

from asyncpg import Record
from sqlalchemy import ColumnElement, FromClause, Select, Text, Uuid, bindparam, exists, func, null, select, true
from sqlalchemy.dialects.postgresql import ARRAY

from app.access.actions import Action, Standing, require
from app.access.addresses import id_of
from app.access.visibility import ME
from app.domain.errors import NotFound
from app.models import tables
from app.models.api_token import ApiTokenMadeShown, ApiTokenShown
from app.queries import refs
from app.queries.listing import Listed, Listing, Order, Within
from app.queries.view import Seen, View, shape, view

T = tables
TOKEN, SIGN_IN, MEMBER = T["api_token"], T["sign_in"], T["member"]
ID = bindparam("id", type_=Uuid())
_WHOSE = bindparam("member", type_=Uuid())
_STANDS = SIGN_IN.c.ended_at.is_(None)
_SAID = {
    "scopes": func.string_to_array(SIGN_IN.c.scope, " ", type_=ARRAY(Text())),
    "expires_at": SIGN_IN.c.expires_at,
    "made_by": refs.member(TOKEN.c.made_by_id),
}


def _shown(rows: FromClause) -> Select[tuple[object, ...]]:
    return select(*shape(ApiTokenShown, TOKEN, **_SAID)).select_from(rows.join(SIGN_IN, SIGN_IN.c.id == TOKEN.c.id))


def _one(whose: ColumnElement[UUID]) -> View[ApiTokenShown]:
    return view("token", _shown(TOKEN).where(TOKEN.c.member_id == whose, TOKEN.c.id == ID, _STANDS))


_MINE, _OF_MEMBER = _one(ME), _one(_WHOSE)
_MADE = view(
    "token",
    select(*shape(ApiTokenMadeShown, TOKEN, **_SAID, secret=null()))
    .select_from(TOKEN.join(SIGN_IN, SIGN_IN.c.id == TOKEN.c.id))
    .where(TOKEN.c.id == ID),
)


def my_token(address: str) -> Seen[ApiTokenShown]:
    return Seen(_MINE, {"id": id_of(address, "token")})


def token_of_member(member: str, address: str) -> Seen[ApiTokenShown]:
    """For administrators: `require_tokens_of_member` says so first."""
    return Seen(_OF_MEMBER, {"id": id_of(address, "token"), "member": id_of(member, "member")})


def made(token_id: UUID) -> Seen[ApiTokenMadeShown]:
    """A new token; the secret is put in by who knows it."""
    return Seen(_MADE, {"id": token_id})


def _lines(page: FromClause) -> Select[tuple[object, ...]]:
    return _shown(page.join(TOKEN, TOKEN.c.id == page.c.id))


def _of(whose: ColumnElement[UUID], found: ColumnElement[bool]) -> Within:
    stands = exists(select(1).where(SIGN_IN.c.id == TOKEN.c.id, _STANDS).correlate(TOKEN))
    return Within(found, (TOKEN.c.member_id == whose) & stands)


_LIST = Listing(
    TOKEN,
    ApiTokenShown,
    _lines,
    {"-created_at": Order((TOKEN.c.created_at, TOKEN.c.id))},
    within={
        "mine": _of(ME, true()),
        "member": _of(_WHOSE, exists(select(1).select_from(MEMBER).where(MEMBER.c.id == _WHOSE))),
    },
    visible=true(),
)


def mine() -> Listed:
    return Listed(_LIST, "mine")


def of_member(member: str) -> Listed:
    """For administrators: `require_tokens_of_member` says so first."""
    return Listed(_LIST, "member", {"member": id_of(member, "member")}, "member")


def require_tokens_of_member(record: Record) -> None:
    """Of what `app.queries.members.account` asked. Raises NotFound, Forbidden."""
    if not record["found"]:
        raise NotFound("There is no such member, or you may not read it.")
    require([Standing.administrator] if record[Standing.administrator] else [], Action.list_tokens_of_member)

"""API tokens: a member's own, and those of service accounts, made by administrators."""

from typing import Annotated

from fastapi import Query as InQuery
from fastapi import Response

from app.access.addresses import id_of
from app.access.sought_in_organization import member_at, organization
from app.auth.scopes import Scope
from app.domain.errors import Forbidden, InvalidScope, MemberDeactivated, NotServiceAccount, SignInNeeded
from app.http.door import Door
from app.http.paths import ApiTokenAddress, MemberAddress
from app.http.queries import Query
from app.http.requests import CallerDep, Change, Reads, changing, no_content, posting_secret, reading
from app.models.api_token import ApiTokenIn, ApiTokenMadeShown, ApiTokenPage, ApiTokenShown
from app.queries import api_tokens as views
from app.queries import members
from app.services import api_tokens

router = Door("tokens")
QueryDep = Annotated[Query, InQuery()]


@router.post("/me/tokens", ApiTokenMadeShown, InvalidScope, SignInNeeded, keyed=False)
async def make_my_token(
    given: ApiTokenIn, caller: CallerDep, change: Annotated[Change, posting_secret(Scope.me_write)]
) -> Response:
    """Make a token of mine.

    For a program that acts as you, with no more than the scopes you give it. Its secret is shown this once, so the
    operation takes no Idempotency-Key: revoke what was made, where the answer was lost. Ask with the access token of a
    sign-in: a token makes no tokens, and never has a scope that the one who made it lacks. A new password ends it."""
    found = await change.find(organization())
    made = api_tokens.make_own(change.work, found, caller, given)
    return await change.created(views.made(made.id), f"/me/tokens/{made.id}", secret=made.secret)


@router.read("/me/tokens", ApiTokenPage)
async def list_my_tokens(query: QueryDep, reads: Annotated[Reads, reading(Scope.me_read)]) -> Response:
    """List my tokens.

    To see which programs act as you, and when each last did: newest first, those that have expired too, those revoked
    not."""
    return await reads.page(views.mine(), query)


@router.read("/me/tokens/{token}", ApiTokenShown)
async def read_my_token(token: ApiTokenAddress, reads: Annotated[Reads, reading(Scope.me_read)]) -> Response:
    """Read a token of mine.

    From an event that names it: what it is for, what it may do, and when it was last used."""
    return await reads.one(views.my_token(token))


@router.state("DELETE", "/me/tokens/{token}", None, conditional=False)
async def revoke_my_token(token: ApiTokenAddress, change: Annotated[Change, changing(Scope.me_write)]) -> Response:
    """Revoke a token of mine.

    When its program is no more, or it may have become known: it is refused from the next request on. Takes no
    If-Match: a token never changes."""
    found = await change.find(organization())
    await api_tokens.revoke_own(change.work, found, id_of(token, "token"))
    return no_content()


@router.post(
    "/members/{member}/tokens",
    ApiTokenMadeShown,
    InvalidScope,
    SignInNeeded,
    NotServiceAccount,
    MemberDeactivated,
    keyed=False,
)
async def make_token_of_member(
    member: MemberAddress,
    given: ApiTokenIn,
    caller: CallerDep,
    change: Annotated[Change, posting_secret(Scope.members_write)],
) -> Response:
    """Make a token of a service account.

    For administrators: the only way in for a service account. Its secret is shown this once, so the operation takes no
    Idempotency-Key. Ask with the access token of a sign-in, which has every scope that the token is to have."""
    found = await change.find(member_at(member))
    made = api_tokens.make_for(change.work, found, caller, given)
    return await change.created(views.made(made.id), f"/members/{found.id}/tokens/{made.id}", secret=made.secret)


@router.read("/members/{member}/tokens", ApiTokenPage, Forbidden)
async def list_tokens_of_member(
    member: MemberAddress, query: QueryDep, reads: Annotated[Reads, reading(Scope.members_read)]
) -> Response:
    """List a member's tokens.

    For administrators, to see what a service account (or a person, of whose tokens one has leaked) can be used with:
    newest first, those that have expired too, those revoked not."""
    await _require(reads, member)
    return await reads.page(views.of_member(member), query)


@router.read("/members/{member}/tokens/{token}", ApiTokenShown, Forbidden)
async def read_token_of_member(
    member: MemberAddress, token: ApiTokenAddress, reads: Annotated[Reads, reading(Scope.members_read)]
) -> Response:
    """Read a member's token.

    For administrators, from an event that names it: what it is for, who made it, and when it was last used."""
    await _require(reads, member)
    return await reads.one(views.token_of_member(member, token))


@router.state("DELETE", "/members/{member}/tokens/{token}", None, conditional=False)
async def revoke_token_of_member(
    member: MemberAddress, token: ApiTokenAddress, change: Annotated[Change, changing(Scope.members_write)]
) -> Response:
    """Revoke a member's token.

    For administrators, of service accounts and, where one has leaked, of persons. It is refused from the next request
    on. Takes no If-Match: a token never changes."""
    found = await change.find(member_at(member))
    await api_tokens.revoke_for(change.work, found, id_of(token, "token"))
    return no_content()


async def _require(reads: Reads, member: str) -> None:
    statement, values = members.account(member)
    views.require_tokens_of_member(await reads.row(statement, **values))

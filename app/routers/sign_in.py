"""Signing in and out: tokens, as OAuth 2 has them, and first passwords."""

from typing import Annotated

import orjson
from fastapi import APIRouter, Form, Request, Response

from app.auth.scopes import parse_scope
from app.domain.errors import InvalidInvitation, InvalidRequest, UnsuitablePassword, UnsupportedGrantType
from app.domain.vocabulary import GrantType, TokenType
from app.http.door import Door
from app.http.house import desk_of, house_of
from app.http.oauth import RESPONSES, TokenRoute, no_store
from app.http.requests import PREFIX, GuestDep
from app.models.member import MemberShown
from app.models.sign_in import RegistrationIn, RevocationIn, TokenIn, TokenShown
from app.queries import members as views
from app.services import sign_ins

router = Door("sign-in")
tokens = APIRouter(tags=["sign-in"], prefix=PREFIX, route_class=TokenRoute)


@tokens.post(
    "/auth/token",
    operation_id="issue_token",
    summary="Sign in, or renew a sign-in",
    response_model=TokenShown,
    response_description="Tokens.",
    responses=RESPONSES,
)
async def issue_token(given: Annotated[TokenIn, Form()], request: Request) -> Response:
    """An OAuth 2 token request (RFC 6749, 4.3 and 6): form-encoded, its errors in that standard's shape, no client
    authentication. `grant_type=password` begins a sign-in; `grant_type=refresh_token` renews it by its newest refresh
    token, which is good for one use: a second use ends the sign-in. After five failed tries an account name takes
    none for a while, longer each time."""
    desk = desk_of(house_of(request))
    match given.grant_type:
        case GrantType.password:
            if given.username is None or given.password is None:
                raise InvalidRequest("Give username and password.")
            issued = await sign_ins.sign_in(desk, given.username, given.password, parse_scope(given.scope))
        case GrantType.refresh_token:
            if given.refresh_token is None:
                raise InvalidRequest("Give refresh_token.")
            asked = parse_scope(given.scope) if given.scope else None
            issued = await sign_ins.refresh(desk, given.refresh_token, asked)
        case _:
            raise UnsupportedGrantType("grant_type is password or refresh_token.")
    shown = TokenShown(
        access_token=issued.access_token,
        token_type=TokenType.bearer,
        expires_in=issued.expires_in,
        refresh_token=issued.refresh_token,
        scope=issued.scope,
    )
    return no_store(orjson.dumps(shown.model_dump()))


@tokens.post(
    "/auth/revocation",
    operation_id="revoke_token",
    summary="Sign out",
    response_class=Response,
    response_description="The sign-in has ended, or never was.",
    responses=RESPONSES,
)
async def revoke_token(given: Annotated[RevocationIn, Form()], request: Request) -> Response:
    """An OAuth 2 token revocation (RFC 7009): ends the sign-in of a refresh or access token, at once and for all of
    its tokens. A token that is not known is answered the same."""
    await sign_ins.revoke(desk_of(house_of(request)), given.token)
    return Response(status_code=200, headers={"Cache-Control": "no-store"})


@router.post("/auth/registrations", MemberShown, InvalidInvitation, UnsuitablePassword, keyed=False, signed_in=False)
async def register(given: RegistrationIn, request: Request, change: GuestDep) -> Response:
    """Set a password by an invitation.

    For who was invited: the token is good once, for seven days. Takes no Idempotency-Key, since nobody is signed in;
    sign in with the new password to see whether a lost answer was a success."""
    member = await sign_ins.register(change.work, desk_of(house_of(request)), given)
    return await change.created(views.registered(member.id), f"/members/{member.id}")

"""The caller: who they are, what waits for them, and their password."""

from typing import Annotated

from fastapi import Request, Response

from app.auth.scopes import Scope
from app.domain.errors import TooManyRequests, UnsuitablePassword, WrongPassword
from app.http.door import Door
from app.http.house import desk_of, house_of
from app.http.requests import CallerDep, Change, Reads, no_content, posting_secret, reading
from app.models.home import HomeShown
from app.models.member import MeShown
from app.models.sign_in import PasswordIn
from app.queries import me as views
from app.services import sign_ins

router = Door("me")


@router.read("/me", MeShown)
async def read_me(reads: Annotated[Reads, reading(Scope.me_read)]) -> Response:
    """Read who I am.

    At the start of every program: the member, what this token may be used for, what I may do in the organization
    (`allowed_actions`), and how much waits for me."""
    return await reads.one(views.me(reads.caller.scopes))


@router.read("/me/home", HomeShown)
async def read_home(reads: Annotated[Reads, reading(Scope.me_read)]) -> Response:
    """Read my home.

    All that the first page of a front end shows, in one request: my communities, what waits for me, and what is new
    in them. Ask again with the tag: 304 where nothing is."""
    return await reads.one(views.home())


@router.state("PUT", "/me/password", None, WrongPassword, UnsuitablePassword, TooManyRequests, conditional=False)
async def change_password(
    given: PasswordIn, request: Request, caller: CallerDep, change: Annotated[Change, posting_secret(Scope.me_write)]
) -> Response:
    """Change my password.

    Ends my other sign-ins at once. A wrong current password counts as a failed sign-in. Takes no If-Match: the
    current password says what is replaced."""
    await sign_ins.change_password(change.work, desk_of(house_of(request)), caller, given)
    return no_content()

"""Members: people and service accounts, made, invited, changed and deactivated by administrators, read by all."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from fastapi import Query as InQuery
from fastapi import Response
from pydantic import Field

from app.access.actions import Action
from app.access.sought_in_organization import leaving_member_at, member_at, organization
from app.auth.scopes import Scope
from app.domain.errors import (
    EmailTaken,
    Forbidden,
    LastAdministrator,
    NotDeactivated,
    NotInvitable,
    UnknownReference,
)
from app.domain.vocabulary import MemberKind, MemberOrder, OrganizationRole
from app.http.door import Door
from app.http.paths import MemberAddress
from app.http.queries import Query
from app.http.requests import Change, Reads, changing, posting, posting_secret, reading
from app.models.member import (
    AccountEventPage,
    InvitationShown,
    MemberIn,
    MemberMadeShown,
    MemberPage,
    MemberPatch,
    MemberShown,
)
from app.queries import members as views
from app.services import members

router = Door("members")
ReadsDep = Annotated[Reads, reading(Scope.members_read)]
ChangeDep = Annotated[Change, changing(Scope.members_write)]
PostDep = Annotated[Change, posting(Scope.members_write)]
SecretDep = Annotated[Change, posting_secret(Scope.members_write)]


class MembersQuery(Query):
    active: bool | None = Field(None, description="Only those who are active, or only those who are not.")
    site: list[UUID] | None = Field(None, description="Working at one of these sites.", max_length=50)
    organization_role: list[OrganizationRole] | None = Field(
        None, description="With one of these roles.", max_length=50
    )
    kind: list[MemberKind] | None = Field(None, description="Of one of these kinds.", max_length=50)
    sort: MemberOrder = Field(MemberOrder.by_name, description="By name, or newest first.")

    def filters(self) -> dict[str, Any]:
        asked = super().filters()
        return asked if self.active is None else {**asked, "active": self.active}


@router.post("/members", MemberMadeShown, EmailTaken, UnknownReference)
async def make_member(given: MemberIn, change: PostDep) -> Response:
    """Make a member.

    For administrators. A person with an e-mail address is invited: hand them the `invitation_token`, which is shown
    this once. The answer repeated for an Idempotency-Key holds no token; invite again if it was lost."""
    found = await change.find(organization())
    member, invited = members.make(change.work, found, given)
    token = None if invited is None else invited.token
    return await change.created(views.made(member.id), f"/members/{member.id}", invitation_token=token)


@router.read("/members", MemberPage)
async def list_members(query: Annotated[MembersQuery, InQuery()], reads: ReadsDep) -> Response:
    """List members.

    To find a colleague, for a role, a keeper or an owner: all of the organization, those included who are not active
    any more."""
    return await reads.page(views.everyone(), query)


@router.read("/members/{member}", MemberShown)
async def read_member(member: MemberAddress, reads: ReadsDep) -> Response:
    """Read a member.

    For the page of a member: with their site and expertise, and what you may do with them. Memberships are not told
    here."""
    return await reads.one(views.member(member))


@router.change("/members/{member}", MemberShown, EmailTaken, LastAdministrator, UnknownReference)
async def change_member(member: MemberAddress, given: MemberPatch, change: ChangeDep) -> Response:
    """Change a member.

    For administrators, when a name, an address, a site or a role changes. The last active administrator stays one."""
    found = await change.find(member_at(member))
    found.require(Action.change_member)
    change.match(found.version)
    await members.change(change.work, found, given)
    return await change.answer(views.member(member))


@router.post("/members/{member}/invitations", InvitationShown, NotInvitable, keyed=False)
async def invite_member(member: MemberAddress, change: SecretDep) -> Response:
    """Invite a member.

    For administrators: a new way to a first or a forgotten password, good once, for seven days. It ends the one
    before. The token is shown this once, so the operation takes no Idempotency-Key."""
    found = await change.find(member_at(member))
    invited = await members.invite(change.work, found)
    return await change.created(views.invitation(invited.id), f"/members/{found.id}", invitation_token=invited.token)


@router.state("PUT", "/members/{member}/deactivation", MemberShown, LastAdministrator)
async def deactivate_member(member: MemberAddress, change: ChangeDep) -> Response:
    """Deactivate a member.

    For administrators. Refused at their next request; their sign-ins and invitations end, and what they own and is
    still to be done has no owner any more. Nothing they wrote is touched. The last active administrator stays."""
    found = await change.find(leaving_member_at(member))
    if members.is_active(found):
        await members.deactivate(change.work, found)
    return await change.answer(views.member(member))


@router.state("DELETE", "/members/{member}/deactivation", MemberShown, NotDeactivated)
async def reactivate_member(member: MemberAddress, change: ChangeDep) -> Response:
    """Take a member's deactivation back.

    For administrators, when somebody comes back. They sign in as before; If-Match carries the member's tag."""
    found = await change.find(member_at(member))
    found.require(Action.reactivate_member)
    change.match(found.version)
    members.reactivate(change.work, found)
    return await change.answer(views.member(member))


class AccountEventsQuery(Query):
    default_order: ClassVar[str] = "-position"


@router.read("/members/{member}/account-events", AccountEventPage, Forbidden)
async def list_account_events(
    member: MemberAddress, query: Annotated[AccountEventsQuery, InQuery()], reads: ReadsDep
) -> Response:
    """List what happened to an account.

    Invitations, sign-ins, changes of password, newest first: for oneself and for administrators."""
    statement, values = views.account(member)
    views.require_account_events(await reads.row(statement, **values))
    return await reads.page(views.account_events(member), query)

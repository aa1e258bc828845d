"""Memberships: joining, asking to, being added, the roles, and leaving."""

from typing import Annotated

from fastapi import Query as InQuery
from fastapi import Response
from pydantic import Field

from app.access.sought import community_at, membership_at
from app.auth.scopes import Scope
from app.domain.errors import (
    AgainstTheirWill,
    AlreadyMember,
    ByInvitation,
    LastCoordinator,
    MemberDeactivated,
    RoleByAppointment,
    StillRequested,
    UnknownReference,
)
from app.domain.vocabulary import MembershipOrder, MembershipState, Role
from app.http.door import Door
from app.http.paths import CommunityAddress, MemberAddress
from app.http.queries import Query
from app.http.requests import Change, Reads, changing, no_content, posting, reading
from app.models.membership import MembershipIn, MembershipPage, MembershipPatch, MembershipShown
from app.queries import memberships as views
from app.services import memberships

router = Door("communities")
mine = Door("me")
ReadsDep = Annotated[Reads, reading(Scope.communities_read)]
ChangeDep = Annotated[Change, changing(Scope.communities_write)]
PostDep = Annotated[Change, posting(Scope.communities_write)]


class MembershipsQuery(Query):
    role: list[Role] | None = Field(None, description="In one of these roles.", max_length=50)
    state: list[MembershipState] | None = Field(
        None, description="In one of these states; ended ones are not shown.", max_length=50
    )
    sort: MembershipOrder = Field(MembershipOrder.newest, description="Newest or oldest first.")


@router.post(
    "/communities/{community}/memberships",
    MembershipShown,
    AlreadyMember,
    ByInvitation,
    RoleByAppointment,
    UnknownReference,
)
async def add_membership(community: CommunityAddress, given: MembershipIn, change: PostDep) -> Response:
    """Join a community, or add somebody to it.

    For oneself: a member at once where joining is open, a request where it is by request. For another, by an acting
    coordinator: a member at once; who does not want it leaves."""
    found = await change.find(community_at(community))
    await memberships.add(change.work, found, given)
    seen = views.membership(str(found.id), str(given.member_id))
    return await change.created(seen, f"/communities/{found.id}/memberships/{given.member_id}")


@router.read("/communities/{community}/memberships", MembershipPage)
async def list_memberships(
    community: CommunityAddress, query: Annotated[MembershipsQuery, InQuery()], reads: ReadsDep
) -> Response:
    """List a community's members.

    To see who is in a community, and whose request waits for an answer (`state=requested`), for readers of its
    inside."""
    return await reads.page(views.of_community(community), query)


@router.read("/communities/{community}/memberships/{member}", MembershipShown)
async def read_membership(community: CommunityAddress, member: MemberAddress, reads: ReadsDep) -> Response:
    """Read a membership.

    To see a member's role in a community, and its tag before you change it: for readers of the inside, and one's own
    request."""
    return await reads.one(views.membership(community, member))


@router.change(
    "/communities/{community}/memberships/{member}", MembershipShown, AgainstTheirWill, LastCoordinator, StillRequested
)
async def change_membership(
    community: CommunityAddress, member: MemberAddress, given: MembershipPatch, change: ChangeDep
) -> Response:
    """Change a member's role.

    For acting coordinators; one's own can be lowered by oneself, unless one is the last active coordinator."""
    found = await change.find(membership_at(community, member))
    change.match(found.version)
    await memberships.change(change.work, found, given)
    return await change.answer(views.membership(str(found.community_id), str(found.member_id)))


@router.state("PUT", "/communities/{community}/memberships/{member}/acceptance", MembershipShown, MemberDeactivated)
async def accept_membership(community: CommunityAddress, member: MemberAddress, change: ChangeDep) -> Response:
    """Accept a request to join.

    For acting coordinators, when somebody asked to join. Where it is accepted already, what stands is answered."""
    found = await change.find(membership_at(community, member))
    await memberships.accept(change.work, found)
    return await change.answer(views.membership(str(found.community_id), str(found.member_id)))


@router.state("DELETE", "/communities/{community}/memberships/{member}", None, AgainstTheirWill, LastCoordinator)
async def end_membership(community: CommunityAddress, member: MemberAddress, change: ChangeDep) -> Response:
    """Leave, remove a member, or refuse a request.

    Oneself leaves, or takes one's request back; an acting coordinator refuses requests and removes members below
    coordinator. Nobody removes a coordinator against their will, and the last active one stays."""
    found = await change.find(membership_at(community, member))
    change.match(found.version)
    await memberships.end(change.work, found)
    return no_content()


@mine.read("/me/memberships", MembershipPage)
async def list_my_memberships(
    query: Annotated[MembershipsQuery, InQuery()], reads: Annotated[Reads, reading(Scope.me_read)]
) -> Response:
    """List my memberships.

    For one's own home: the communities that I am in, my role in each, and what I have asked for."""
    return await reads.page(views.mine(), query)

"""Communities: founded, found, and changed where no proposal is needed."""

from typing import Annotated

from fastapi import Query as InQuery
from fastapi import Response
from pydantic import Field

from app.access.sought import community_at
from app.access.sought_in_organization import organization
from app.auth.scopes import Scope
from app.domain.errors import SlugTaken, UnknownReference
from app.domain.vocabulary import CommunityOrder, Visibility, Whose
from app.http.door import Door
from app.http.paths import CommunityAddress
from app.http.queries import Query
from app.http.requests import Change, Reads, changing, posting, reading
from app.models.community import CommunityIn, CommunityPage, CommunityPatch, CommunityShown
from app.queries import communities as views
from app.services import communities

router = Door("communities")
ReadsDep = Annotated[Reads, reading(Scope.communities_read)]
ChangeDep = Annotated[Change, changing(Scope.communities_write)]
PostDep = Annotated[Change, posting(Scope.communities_write)]


class CommunitiesQuery(Query):
    visibility: list[Visibility] | None = Field(None, description="Of one of these visibilities.", max_length=50)
    mine: Whose | None = Field(None, description="`me`: only those I am a member of.")
    sort: CommunityOrder = Field(CommunityOrder.newest, description="Newest first, or by name.")


@router.post("/communities", CommunityShown, SlugTaken, UnknownReference)
async def found_community(given: CommunityIn, change: PostDep) -> Response:
    """Found a community.

    For any person, who is its first coordinator. Its visibility and rules are chosen now; later both change only by
    the community's own accepted proposal. Take the slug from the answer: a private community's is longer than what
    was asked for."""
    found = await change.find(organization())
    founded = communities.found(change.work, found, given)
    return await change.created(views.community(str(founded.id)), f"/communities/{founded.id}")


@router.read("/communities", CommunityPage)
async def list_communities(query: Annotated[CommunitiesQuery, InQuery()], reads: ReadsDep) -> Response:
    """List communities.

    To find one to join or to read: those you may know of, which are open and listed ones, and the private ones you
    are a member of (`mine=me`: those alone)."""
    return await reads.page(views.known(), query)


@router.read("/communities/{community}", CommunityShown)
async def read_community(community: CommunityAddress, reads: ReadsDep) -> Response:
    """Read a community.

    For the page of a community: with its rules, its coordinators, and what you may do with it. To those who may not
    read the inside of a listed one, the inside is null."""
    return await reads.one(views.community(community))


@router.change("/communities/{community}", CommunityShown, UnknownReference)
async def change_community(community: CommunityAddress, given: CommunityPatch, change: ChangeDep) -> Response:
    """Change a community.

    Name, purpose and objectives, for acting coordinators. Its charter, visibility and rules are the community's own
    to decide, by proposal."""
    found = await change.find(community_at(community))
    change.match(found.version)
    await communities.change(change.work, found, given)
    return await change.answer(views.community(str(found.id)))

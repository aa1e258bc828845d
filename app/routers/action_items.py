"""Action items: what is left to do, in a community and across those one may read."""

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar
from uuid import UUID

from fastapi import Query as InQuery
from fastapi import Response
from pydantic import Field

from app.access.sought import action_item_at, community_inside_at
from app.auth.scopes import Scope
from app.domain.errors import UnknownReference
from app.domain.vocabulary import ActionItemOrder, ActionItemState
from app.http.door import Door
from app.http.paths import ActionItemAddress, CommunityAddress
from app.http.queries import CommunityFilter, Query
from app.http.requests import Change, Reads, changing, posting, reading
from app.models.action_item import ActionItemIn, ActionItemPage, ActionItemPatch, ActionItemShown
from app.queries import action_items as views
from app.services import action_items

router = Door("action-items")
mine = Door("me")
ReadsDep = Annotated[Reads, reading(Scope.action_items_read)]
ChangeDep = Annotated[Change, changing(Scope.action_items_write)]
PostDep = Annotated[Change, posting(Scope.action_items_write)]


class _DueQuery(Query):
    default_order: ClassVar[str] = "due_on"

    overdue: bool | None = Field(None, description="`true`: only what is overdue; `false`: only what is not.")
    sort: ActionItemOrder = Field(
        ActionItemOrder.first_due,
        description="What is to be done and has no owner first, then by due date; what has none last.",
    )

    def filters(self) -> dict[str, Any]:
        return super().filters() | ({} if self.overdue is None else {"overdue": self.overdue})


class ActionItemsOfCommunityQuery(_DueQuery):
    state: list[ActionItemState] | None = Field(None, description="In one of these states.", max_length=50)
    owner: list[UUID] | None = Field(None, description="Owned by one of these members.", max_length=50)


class ActionItemsQuery(ActionItemsOfCommunityQuery):
    community: CommunityFilter = None


class MyActionItemsQuery(_DueQuery):
    state: Sequence[ActionItemState] = Field(
        (ActionItemState.open, ActionItemState.in_progress),  # a list would be copied for each request
        description="In one of these states; what is still to be done, where nothing is said.",
        max_length=50,
    )


@router.post("/communities/{community}/action-items", ActionItemShown, UnknownReference)
async def make_action_item(community: CommunityAddress, given: ActionItemIn, change: PostDep) -> Response:
    """Make an action item.

    For members. Its owner is a person who may read the community, or nobody yet; `origin` names what in the community
    it came from."""
    found = await change.find(community_inside_at(community))
    made = await action_items.post(change.work, found, given)
    return await change.created(views.action_item(str(made.id)), f"/action-items/{made.id}")


@router.read("/communities/{community}/action-items", ActionItemPage)
async def list_action_items_of_community(
    community: CommunityAddress, query: Annotated[ActionItemsOfCommunityQuery, InQuery()], reads: ReadsDep
) -> Response:
    """List a community's action items.

    For a community's meeting: what is to be done and has no owner stands first, then what is due first."""
    return await reads.page(views.of_community(community), query)


@router.read("/action-items", ActionItemPage)
async def list_action_items(query: Annotated[ActionItemsQuery, InQuery()], reads: ReadsDep) -> Response:
    """List action items.

    To see what is left to do wherever you may read, by owner or state, or what is overdue; one's own has a list of
    its own (`/me/action-items`)."""
    return await reads.page(views.all_readable(), query)


@router.read("/action-items/{action_item}", ActionItemShown)
async def read_action_item(action_item: ActionItemAddress, reads: ReadsDep) -> Response:
    """Read an action item.

    For the page of one: with what it came of, and what you may do with it."""
    return await reads.one(views.action_item(action_item))


@router.change("/action-items/{action_item}", ActionItemShown, UnknownReference)
async def change_action_item(action_item: ActionItemAddress, given: ActionItemPatch, change: ChangeDep) -> Response:
    """Change an action item.

    Its state for its owner, its maker and acting coordinators; the rest for its maker and acting coordinators. What is
    dropped says why."""
    found = await change.find(action_item_at(action_item))
    change.match(found.version)
    await action_items.change(change.work, found, given)
    return await change.answer(views.action_item(str(found.id)))


@mine.read("/me/action-items", ActionItemPage)
async def list_my_action_items(
    query: Annotated[MyActionItemsQuery, InQuery()], reads: Annotated[Reads, reading(Scope.me_read)]
) -> Response:
    """List my action items.

    For one's own home: those that I own, across communities, due first."""
    return await reads.page(views.mine(), query)

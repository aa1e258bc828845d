from collections.abc import Sequence
from uuid import UUID

from alliance_client._asking import Asking, AsyncAsking
from alliance_client._listing import AsyncListing, Listing

from ...models.action_item import ActionItem
from ...models.action_item_in import ActionItemIn
from ...models.action_item_line import ActionItemLine
from ...models.action_item_order import ActionItemOrder
from ...models.action_item_page import ActionItemPage
from ...models.action_item_patch import ActionItemPatch
from ...models.action_item_state import ActionItemState
from . import change_action_item, list_action_items, list_action_items_of_community, make_action_item, read_action_item


class ActionItemsOperations(Asking):
    def list_action_items_of_community(
        self,
        community: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        overdue: bool | None = None,
        sort: ActionItemOrder | None = None,
        state: Sequence[ActionItemState] | None = None,
        owner: Sequence[UUID | str] | None = None,
        if_none_match: ActionItemPage | None = None,
    ) -> Listing[ActionItemLine, ActionItemPage]:
        """List a community's action items

        For a community's meeting: what is to be done and has no owner stands first, then what is due first.

        Args:
            community: The community's id or slug (`network`).
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            overdue: `true`: only what is overdue; `false`: only what is not.
            sort: How a list of action items is ordered.
            state: In one of these states.
            owner: Owned by one of these members.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_action_items_of_community.request(
                community,
                limit=limit,
                cursor=cursor,
                overdue=overdue,
                sort=sort,
                state=state,
                owner=owner,
                if_none_match=if_none_match,
            )
        )

    def make_action_item(
        self,
        community: UUID | str,
        body: ActionItemIn,
        *,
        idempotency_key: str | None = None,
    ) -> ActionItem:
        """Make an action item

        For members. Its owner is a person who may read the community, or nobody yet; `origin` names what in the
        community it came from.

        Args:
            community: The community's id or slug (`network`).
            body: What is to be done, by whom, and until when.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return self._ask(
            make_action_item.request(
                community,
                body,
                idempotency_key=idempotency_key,
            )
        )

    def list_action_items(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        overdue: bool | None = None,
        sort: ActionItemOrder | None = None,
        state: Sequence[ActionItemState] | None = None,
        owner: Sequence[UUID | str] | None = None,
        community: Sequence[str] | None = None,
        if_none_match: ActionItemPage | None = None,
    ) -> Listing[ActionItemLine, ActionItemPage]:
        """List action items

        To see what is left to do wherever you may read, by owner or state, or what is overdue; one's own has a list
        of its own (`/me/action-items`).

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            overdue: `true`: only what is overdue; `false`: only what is not.
            sort: How a list of action items is ordered.
            state: In one of these states.
            owner: Owned by one of these members.
            community: Only of these communities, by id or slug.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_action_items.request(
                limit=limit,
                cursor=cursor,
                overdue=overdue,
                sort=sort,
                state=state,
                owner=owner,
                community=community,
                if_none_match=if_none_match,
            )
        )

    def read_action_item(
        self,
        action_item: UUID | str,
        *,
        if_none_match: ActionItem | None = None,
    ) -> ActionItem:
        """Read an action item

        For the page of one: with what it came of, and what you may do with it.

        Args:
            action_item: The action item's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_action_item.request(
                action_item,
                if_none_match=if_none_match,
            )
        )

    def change_action_item(
        self,
        action_item: UUID | str,
        body: ActionItemPatch,
        *,
        if_match: ActionItem | str,
    ) -> ActionItem:
        """Change an action item

        Its state for its owner, its maker and acting coordinators; the rest for its maker and acting coordinators.
        What is dropped says why.

        Args:
            action_item: The action item's id.
            body: What is to change; what is left out stays. The state is for its owner too, the rest is not.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            change_action_item.request(
                action_item,
                body,
                if_match=if_match,
            )
        )


class AsyncActionItemsOperations(AsyncAsking):
    def list_action_items_of_community(
        self,
        community: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        overdue: bool | None = None,
        sort: ActionItemOrder | None = None,
        state: Sequence[ActionItemState] | None = None,
        owner: Sequence[UUID | str] | None = None,
        if_none_match: ActionItemPage | None = None,
    ) -> AsyncListing[ActionItemLine, ActionItemPage]:
        """List a community's action items

        For a community's meeting: what is to be done and has no owner stands first, then what is due first.

        Args:
            community: The community's id or slug (`network`).
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            overdue: `true`: only what is overdue; `false`: only what is not.
            sort: How a list of action items is ordered.
            state: In one of these states.
            owner: Owned by one of these members.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_action_items_of_community.request(
                community,
                limit=limit,
                cursor=cursor,
                overdue=overdue,
                sort=sort,
                state=state,
                owner=owner,
                if_none_match=if_none_match,
            )
        )

    async def make_action_item(
        self,
        community: UUID | str,
        body: ActionItemIn,
        *,
        idempotency_key: str | None = None,
    ) -> ActionItem:
        """Make an action item

        For members. Its owner is a person who may read the community, or nobody yet; `origin` names what in the
        community it came from.

        Args:
            community: The community's id or slug (`network`).
            body: What is to be done, by whom, and until when.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return await self._ask(
            make_action_item.request(
                community,
                body,
                idempotency_key=idempotency_key,
            )
        )

    def list_action_items(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        overdue: bool | None = None,
        sort: ActionItemOrder | None = None,
        state: Sequence[ActionItemState] | None = None,
        owner: Sequence[UUID | str] | None = None,
        community: Sequence[str] | None = None,
        if_none_match: ActionItemPage | None = None,
    ) -> AsyncListing[ActionItemLine, ActionItemPage]:
        """List action items

        To see what is left to do wherever you may read, by owner or state, or what is overdue; one's own has a list
        of its own (`/me/action-items`).

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            overdue: `true`: only what is overdue; `false`: only what is not.
            sort: How a list of action items is ordered.
            state: In one of these states.
            owner: Owned by one of these members.
            community: Only of these communities, by id or slug.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_action_items.request(
                limit=limit,
                cursor=cursor,
                overdue=overdue,
                sort=sort,
                state=state,
                owner=owner,
                community=community,
                if_none_match=if_none_match,
            )
        )

    async def read_action_item(
        self,
        action_item: UUID | str,
        *,
        if_none_match: ActionItem | None = None,
    ) -> ActionItem:
        """Read an action item

        For the page of one: with what it came of, and what you may do with it.

        Args:
            action_item: The action item's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_action_item.request(
                action_item,
                if_none_match=if_none_match,
            )
        )

    async def change_action_item(
        self,
        action_item: UUID | str,
        body: ActionItemPatch,
        *,
        if_match: ActionItem | str,
    ) -> ActionItem:
        """Change an action item

        Its state for its owner, its maker and acting coordinators; the rest for its maker and acting coordinators.
        What is dropped says why.

        Args:
            action_item: The action item's id.
            body: What is to change; what is left out stays. The state is for its owner too, the rest is not.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            change_action_item.request(
                action_item,
                body,
                if_match=if_match,
            )
        )

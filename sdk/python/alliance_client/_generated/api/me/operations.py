from collections.abc import Sequence

from alliance_client._asking import Asking, AsyncAsking
from alliance_client._listing import AsyncListing, Listing

from ...models.action_item_line import ActionItemLine
from ...models.action_item_order import ActionItemOrder
from ...models.action_item_page import ActionItemPage
from ...models.action_item_state import ActionItemState
from ...models.home import Home
from ...models.me import Me
from ...models.membership_line import MembershipLine
from ...models.membership_order import MembershipOrder
from ...models.membership_page import MembershipPage
from ...models.membership_state import MembershipState
from ...models.password_in import PasswordIn
from ...models.role import Role
from . import change_password, list_my_action_items, list_my_memberships, read_home, read_me


class MeOperations(Asking):
    def list_my_memberships(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        role: Sequence[Role] | None = None,
        state: Sequence[MembershipState] | None = None,
        sort: MembershipOrder | None = None,
        if_none_match: MembershipPage | None = None,
    ) -> Listing[MembershipLine, MembershipPage]:
        """List my memberships

        For one's own home: the communities that I am in, my role in each, and what I have asked for.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            role: In one of these roles.
            state: In one of these states; ended ones are not shown.
            sort: How a list of memberships is ordered.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_my_memberships.request(
                limit=limit,
                cursor=cursor,
                role=role,
                state=state,
                sort=sort,
                if_none_match=if_none_match,
            )
        )

    def list_my_action_items(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        overdue: bool | None = None,
        sort: ActionItemOrder | None = None,
        state: Sequence[ActionItemState] | None = None,
        if_none_match: ActionItemPage | None = None,
    ) -> Listing[ActionItemLine, ActionItemPage]:
        """List my action items

        For one's own home: those that I own, across communities, due first.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            overdue: `true`: only what is overdue; `false`: only what is not.
            sort: How a list of action items is ordered.
            state: In one of these states; what is still to be done, where nothing is said.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_my_action_items.request(
                limit=limit,
                cursor=cursor,
                overdue=overdue,
                sort=sort,
                state=state,
                if_none_match=if_none_match,
            )
        )

    def read_me(
        self,
        *,
        if_none_match: Me | None = None,
    ) -> Me:
        """Read who I am

        At the start of every program: the member, what this token may be used for, what I may do in the organization
        (`allowed_actions`), and how much waits for me.

        Args:
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_me.request(
                if_none_match=if_none_match,
            )
        )

    def read_home(
        self,
        *,
        if_none_match: Home | None = None,
    ) -> Home:
        """Read my home

        All that the first page of a front end shows, in one request: my communities, what waits for me, and what is
        new in them. Ask again with the tag: 304 where nothing is.

        Args:
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_home.request(
                if_none_match=if_none_match,
            )
        )

    def change_password(
        self,
        body: PasswordIn,
    ) -> None:
        """Change my password

        Ends my other sign-ins at once. A wrong current password counts as a failed sign-in. Takes no If-Match: the
        current password says what is replaced.

        Args:
            body: The password one has, and the one to have.
        """
        return self._ask(
            change_password.request(
                body,
            )
        )


class AsyncMeOperations(AsyncAsking):
    def list_my_memberships(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        role: Sequence[Role] | None = None,
        state: Sequence[MembershipState] | None = None,
        sort: MembershipOrder | None = None,
        if_none_match: MembershipPage | None = None,
    ) -> AsyncListing[MembershipLine, MembershipPage]:
        """List my memberships

        For one's own home: the communities that I am in, my role in each, and what I have asked for.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            role: In one of these roles.
            state: In one of these states; ended ones are not shown.
            sort: How a list of memberships is ordered.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_my_memberships.request(
                limit=limit,
                cursor=cursor,
                role=role,
                state=state,
                sort=sort,
                if_none_match=if_none_match,
            )
        )

    def list_my_action_items(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        overdue: bool | None = None,
        sort: ActionItemOrder | None = None,
        state: Sequence[ActionItemState] | None = None,
        if_none_match: ActionItemPage | None = None,
    ) -> AsyncListing[ActionItemLine, ActionItemPage]:
        """List my action items

        For one's own home: those that I own, across communities, due first.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            overdue: `true`: only what is overdue; `false`: only what is not.
            sort: How a list of action items is ordered.
            state: In one of these states; what is still to be done, where nothing is said.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_my_action_items.request(
                limit=limit,
                cursor=cursor,
                overdue=overdue,
                sort=sort,
                state=state,
                if_none_match=if_none_match,
            )
        )

    async def read_me(
        self,
        *,
        if_none_match: Me | None = None,
    ) -> Me:
        """Read who I am

        At the start of every program: the member, what this token may be used for, what I may do in the organization
        (`allowed_actions`), and how much waits for me.

        Args:
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_me.request(
                if_none_match=if_none_match,
            )
        )

    async def read_home(
        self,
        *,
        if_none_match: Home | None = None,
    ) -> Home:
        """Read my home

        All that the first page of a front end shows, in one request: my communities, what waits for me, and what is
        new in them. Ask again with the tag: 304 where nothing is.

        Args:
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_home.request(
                if_none_match=if_none_match,
            )
        )

    async def change_password(
        self,
        body: PasswordIn,
    ) -> None:
        """Change my password

        Ends my other sign-ins at once. A wrong current password counts as a failed sign-in. Takes no If-Match: the
        current password says what is replaced.

        Args:
            body: The password one has, and the one to have.
        """
        return await self._ask(
            change_password.request(
                body,
            )
        )

from collections.abc import Sequence
from uuid import UUID

from alliance_client._asking import Asking, AsyncAsking
from alliance_client._listing import AsyncListing, Listing

from ...models.account_event import AccountEvent
from ...models.account_event_page import AccountEventPage
from ...models.invitation import Invitation
from ...models.member import Member
from ...models.member_in import MemberIn
from ...models.member_kind import MemberKind
from ...models.member_line import MemberLine
from ...models.member_made import MemberMade
from ...models.member_order import MemberOrder
from ...models.member_page import MemberPage
from ...models.member_patch import MemberPatch
from ...models.organization_role import OrganizationRole
from . import (
    change_member,
    deactivate_member,
    invite_member,
    list_account_events,
    list_members,
    make_member,
    reactivate_member,
    read_member,
)


class MembersOperations(Asking):
    def list_members(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        active: bool | None = None,
        site: Sequence[UUID | str] | None = None,
        organization_role: Sequence[OrganizationRole] | None = None,
        kind: Sequence[MemberKind] | None = None,
        sort: MemberOrder | None = None,
        if_none_match: MemberPage | None = None,
    ) -> Listing[MemberLine, MemberPage]:
        """List members

        To find a colleague, for a role, a keeper or an owner: all of the organization, those included who are not
        active any more.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            active: Only those who are active, or only those who are not.
            site: Working at one of these sites.
            organization_role: With one of these roles.
            kind: Of one of these kinds.
            sort: How a list of members is ordered.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_members.request(
                limit=limit,
                cursor=cursor,
                active=active,
                site=site,
                organization_role=organization_role,
                kind=kind,
                sort=sort,
                if_none_match=if_none_match,
            )
        )

    def make_member(
        self,
        body: MemberIn,
        *,
        idempotency_key: str | None = None,
    ) -> MemberMade:
        """Make a member

        For administrators. A person with an e-mail address is invited: hand them the `invitation_token`, which is
        shown this once. The answer repeated for an Idempotency-Key holds no token; invite again if it was lost.

        Args:
            body: A person, or a service account, of the organization.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return self._ask(
            make_member.request(
                body,
                idempotency_key=idempotency_key,
            )
        )

    def read_member(
        self,
        member: UUID | str,
        *,
        if_none_match: Member | None = None,
    ) -> Member:
        """Read a member

        For the page of a member: with their site and expertise, and what you may do with them. Memberships are not
        told here.

        Args:
            member: The member's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_member.request(
                member,
                if_none_match=if_none_match,
            )
        )

    def change_member(
        self,
        member: UUID | str,
        body: MemberPatch,
        *,
        if_match: Member | MemberMade | str,
    ) -> Member:
        """Change a member

        For administrators, when a name, an address, a site or a role changes. The last active administrator stays
        one.

        Args:
            member: The member's id.
            body: What is to change; what is left out stays.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            change_member.request(
                member,
                body,
                if_match=if_match,
            )
        )

    def invite_member(
        self,
        member: UUID | str,
    ) -> Invitation:
        """Invite a member

        For administrators: a new way to a first or a forgotten password, good once, for seven days. It ends the one
        before. The token is shown this once, so the operation takes no Idempotency-Key.

        Args:
            member: The member's id.
        """
        return self._ask(
            invite_member.request(
                member,
            )
        )

    def deactivate_member(
        self,
        member: UUID | str,
        *,
        if_match: Member | MemberMade | str | None = None,
    ) -> Member:
        """Deactivate a member

        For administrators. Refused at their next request; their sign-ins and invitations end, and what they own and
        is still to be done has no owner any more. Nothing they wrote is touched. The last active administrator stays.

        Args:
            member: The member's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            deactivate_member.request(
                member,
                if_match=if_match,
            )
        )

    def reactivate_member(
        self,
        member: UUID | str,
        *,
        if_match: Member | MemberMade | str,
    ) -> Member:
        """Take a member's deactivation back

        For administrators, when somebody comes back. They sign in as before; If-Match carries the member's tag.

        Args:
            member: The member's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            reactivate_member.request(
                member,
                if_match=if_match,
            )
        )

    def list_account_events(
        self,
        member: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: AccountEventPage | None = None,
    ) -> Listing[AccountEvent, AccountEventPage]:
        """List what happened to an account

        Invitations, sign-ins, changes of password, newest first: for oneself and for administrators.

        Args:
            member: The member's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_account_events.request(
                member,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )


class AsyncMembersOperations(AsyncAsking):
    def list_members(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        active: bool | None = None,
        site: Sequence[UUID | str] | None = None,
        organization_role: Sequence[OrganizationRole] | None = None,
        kind: Sequence[MemberKind] | None = None,
        sort: MemberOrder | None = None,
        if_none_match: MemberPage | None = None,
    ) -> AsyncListing[MemberLine, MemberPage]:
        """List members

        To find a colleague, for a role, a keeper or an owner: all of the organization, those included who are not
        active any more.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            active: Only those who are active, or only those who are not.
            site: Working at one of these sites.
            organization_role: With one of these roles.
            kind: Of one of these kinds.
            sort: How a list of members is ordered.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_members.request(
                limit=limit,
                cursor=cursor,
                active=active,
                site=site,
                organization_role=organization_role,
                kind=kind,
                sort=sort,
                if_none_match=if_none_match,
            )
        )

    async def make_member(
        self,
        body: MemberIn,
        *,
        idempotency_key: str | None = None,
    ) -> MemberMade:
        """Make a member

        For administrators. A person with an e-mail address is invited: hand them the `invitation_token`, which is
        shown this once. The answer repeated for an Idempotency-Key holds no token; invite again if it was lost.

        Args:
            body: A person, or a service account, of the organization.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return await self._ask(
            make_member.request(
                body,
                idempotency_key=idempotency_key,
            )
        )

    async def read_member(
        self,
        member: UUID | str,
        *,
        if_none_match: Member | None = None,
    ) -> Member:
        """Read a member

        For the page of a member: with their site and expertise, and what you may do with them. Memberships are not
        told here.

        Args:
            member: The member's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_member.request(
                member,
                if_none_match=if_none_match,
            )
        )

    async def change_member(
        self,
        member: UUID | str,
        body: MemberPatch,
        *,
        if_match: Member | MemberMade | str,
    ) -> Member:
        """Change a member

        For administrators, when a name, an address, a site or a role changes. The last active administrator stays
        one.

        Args:
            member: The member's id.
            body: What is to change; what is left out stays.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            change_member.request(
                member,
                body,
                if_match=if_match,
            )
        )

    async def invite_member(
        self,
        member: UUID | str,
    ) -> Invitation:
        """Invite a member

        For administrators: a new way to a first or a forgotten password, good once, for seven days. It ends the one
        before. The token is shown this once, so the operation takes no Idempotency-Key.

        Args:
            member: The member's id.
        """
        return await self._ask(
            invite_member.request(
                member,
            )
        )

    async def deactivate_member(
        self,
        member: UUID | str,
        *,
        if_match: Member | MemberMade | str | None = None,
    ) -> Member:
        """Deactivate a member

        For administrators. Refused at their next request; their sign-ins and invitations end, and what they own and
        is still to be done has no owner any more. Nothing they wrote is touched. The last active administrator stays.

        Args:
            member: The member's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            deactivate_member.request(
                member,
                if_match=if_match,
            )
        )

    async def reactivate_member(
        self,
        member: UUID | str,
        *,
        if_match: Member | MemberMade | str,
    ) -> Member:
        """Take a member's deactivation back

        For administrators, when somebody comes back. They sign in as before; If-Match carries the member's tag.

        Args:
            member: The member's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            reactivate_member.request(
                member,
                if_match=if_match,
            )
        )

    def list_account_events(
        self,
        member: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: AccountEventPage | None = None,
    ) -> AsyncListing[AccountEvent, AccountEventPage]:
        """List what happened to an account

        Invitations, sign-ins, changes of password, newest first: for oneself and for administrators.

        Args:
            member: The member's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_account_events.request(
                member,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

from collections.abc import Sequence
from uuid import UUID

from alliance_client._asking import Asking, AsyncAsking
from alliance_client._listing import AsyncListing, Listing

from ...models.community import Community
from ...models.community_in import CommunityIn
from ...models.community_line import CommunityLine
from ...models.community_order import CommunityOrder
from ...models.community_page import CommunityPage
from ...models.community_patch import CommunityPatch
from ...models.membership import Membership
from ...models.membership_in import MembershipIn
from ...models.membership_line import MembershipLine
from ...models.membership_order import MembershipOrder
from ...models.membership_page import MembershipPage
from ...models.membership_patch import MembershipPatch
from ...models.membership_state import MembershipState
from ...models.process import Process
from ...models.process_version import ProcessVersion
from ...models.process_version_page import ProcessVersionPage
from ...models.role import Role
from ...models.visibility import Visibility
from ...models.whose import Whose
from . import (
    accept_membership,
    add_membership,
    change_community,
    change_membership,
    end_membership,
    found_community,
    list_communities,
    list_memberships,
    list_processes,
    read_community,
    read_membership,
    read_process,
    read_process_defaults,
)


class CommunitiesOperations(Asking):
    def list_communities(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        visibility: Sequence[Visibility] | None = None,
        mine: Whose | None = None,
        sort: CommunityOrder | None = None,
        if_none_match: CommunityPage | None = None,
    ) -> Listing[CommunityLine, CommunityPage]:
        """List communities

        To find one to join or to read: those you may know of, which are open and listed ones, and the private ones
        you are a member of (`mine=me`: those alone).

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            visibility: Of one of these visibilities.
            mine: A filter by the caller alone.
            sort: How a list of communities is ordered.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_communities.request(
                limit=limit,
                cursor=cursor,
                visibility=visibility,
                mine=mine,
                sort=sort,
                if_none_match=if_none_match,
            )
        )

    def found_community(
        self,
        body: CommunityIn,
        *,
        idempotency_key: str | None = None,
    ) -> Community:
        """Found a community

        For any person, who is its first coordinator. Its visibility and rules are chosen now; later both change only
        by the community's own accepted proposal. Take the slug from the answer: a private community's is longer than
        what was asked for.

        Args:
            body: A community as its founder puts it.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return self._ask(
            found_community.request(
                body,
                idempotency_key=idempotency_key,
            )
        )

    def read_community(
        self,
        community: UUID | str,
        *,
        if_none_match: Community | None = None,
    ) -> Community:
        """Read a community

        For the page of a community: with its rules, its coordinators, and what you may do with it. To those who may
        not read the inside of a listed one, the inside is null.

        Args:
            community: The community's id or slug (`network`).
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_community.request(
                community,
                if_none_match=if_none_match,
            )
        )

    def change_community(
        self,
        community: UUID | str,
        body: CommunityPatch,
        *,
        if_match: Community | str,
    ) -> Community:
        """Change a community

        Name, purpose and objectives, for acting coordinators. Its charter, visibility and rules are the community's
        own to decide, by proposal.

        Args:
            community: The community's id or slug (`network`).
            body: What is to change; what is left out stays. Charter, visibility and process change by proposal.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            change_community.request(
                community,
                body,
                if_match=if_match,
            )
        )

    def list_memberships(
        self,
        community: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        role: Sequence[Role] | None = None,
        state: Sequence[MembershipState] | None = None,
        sort: MembershipOrder | None = None,
        if_none_match: MembershipPage | None = None,
    ) -> Listing[MembershipLine, MembershipPage]:
        """List a community's members

        To see who is in a community, and whose request waits for an answer (`state=requested`), for readers of its
        inside.

        Args:
            community: The community's id or slug (`network`).
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            role: In one of these roles.
            state: In one of these states; ended ones are not shown.
            sort: How a list of memberships is ordered.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_memberships.request(
                community,
                limit=limit,
                cursor=cursor,
                role=role,
                state=state,
                sort=sort,
                if_none_match=if_none_match,
            )
        )

    def add_membership(
        self,
        community: UUID | str,
        body: MembershipIn,
        *,
        idempotency_key: str | None = None,
    ) -> Membership:
        """Join a community, or add somebody to it

        For oneself: a member at once where joining is open, a request where it is by request. For another, by an
        acting coordinator: a member at once; who does not want it leaves.

        Args:
            community: The community's id or slug (`network`).
            body: Who is to be in the community, and as what.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return self._ask(
            add_membership.request(
                community,
                body,
                idempotency_key=idempotency_key,
            )
        )

    def read_membership(
        self,
        community: UUID | str,
        member: UUID | str,
        *,
        if_none_match: Membership | None = None,
    ) -> Membership:
        """Read a membership

        To see a member's role in a community, and its tag before you change it: for readers of the inside, and one's
        own request.

        Args:
            community: The community's id or slug (`network`).
            member: The member's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_membership.request(
                community,
                member,
                if_none_match=if_none_match,
            )
        )

    def end_membership(
        self,
        community: UUID | str,
        member: UUID | str,
        *,
        if_match: Membership | str,
    ) -> None:
        """Leave, remove a member, or refuse a request

        Oneself leaves, or takes one's request back; an acting coordinator refuses requests and removes members below
        coordinator. Nobody removes a coordinator against their will, and the last active one stays.

        Args:
            community: The community's id or slug (`network`).
            member: The member's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            end_membership.request(
                community,
                member,
                if_match=if_match,
            )
        )

    def change_membership(
        self,
        community: UUID | str,
        member: UUID | str,
        body: MembershipPatch,
        *,
        if_match: Membership | str,
    ) -> Membership:
        """Change a member's role

        For acting coordinators; one's own can be lowered by oneself, unless one is the last active coordinator.

        Args:
            community: The community's id or slug (`network`).
            member: The member's id.
            body: What is to change; what is left out stays.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            change_membership.request(
                community,
                member,
                body,
                if_match=if_match,
            )
        )

    def accept_membership(
        self,
        community: UUID | str,
        member: UUID | str,
        *,
        if_match: Membership | str | None = None,
    ) -> Membership:
        """Accept a request to join

        For acting coordinators, when somebody asked to join. Where it is accepted already, what stands is answered.

        Args:
            community: The community's id or slug (`network`).
            member: The member's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            accept_membership.request(
                community,
                member,
                if_match=if_match,
            )
        )

    def list_processes(
        self,
        community: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: ProcessVersionPage | None = None,
    ) -> Listing[ProcessVersion, ProcessVersionPage]:
        """List a community's rules through time

        To see by which rules a community decided when: newest first; the first item is in force.

        Args:
            community: The community's id or slug (`network`).
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_processes.request(
                community,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    def read_process(
        self,
        community: UUID | str,
        process_version: UUID | str,
        *,
        if_none_match: ProcessVersion | None = None,
    ) -> ProcessVersion:
        """Read one version of a community's rules

        To see the rules that an assessment rests on, which names this version; it never changes.

        Args:
            community: The community's id or slug (`network`).
            process_version: The number of the version, from 1.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_process.request(
                community,
                process_version,
                if_none_match=if_none_match,
            )
        )

    def read_process_defaults(
        self,
        *,
        if_none_match: Process | None = None,
    ) -> Process:
        """Read the rules that a community begins with

        Before you found a community: what stands here is what it gets for each part that its founder leaves out.

        Args:
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_process_defaults.request(
                if_none_match=if_none_match,
            )
        )


class AsyncCommunitiesOperations(AsyncAsking):
    def list_communities(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        visibility: Sequence[Visibility] | None = None,
        mine: Whose | None = None,
        sort: CommunityOrder | None = None,
        if_none_match: CommunityPage | None = None,
    ) -> AsyncListing[CommunityLine, CommunityPage]:
        """List communities

        To find one to join or to read: those you may know of, which are open and listed ones, and the private ones
        you are a member of (`mine=me`: those alone).

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            visibility: Of one of these visibilities.
            mine: A filter by the caller alone.
            sort: How a list of communities is ordered.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_communities.request(
                limit=limit,
                cursor=cursor,
                visibility=visibility,
                mine=mine,
                sort=sort,
                if_none_match=if_none_match,
            )
        )

    async def found_community(
        self,
        body: CommunityIn,
        *,
        idempotency_key: str | None = None,
    ) -> Community:
        """Found a community

        For any person, who is its first coordinator. Its visibility and rules are chosen now; later both change only
        by the community's own accepted proposal. Take the slug from the answer: a private community's is longer than
        what was asked for.

        Args:
            body: A community as its founder puts it.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return await self._ask(
            found_community.request(
                body,
                idempotency_key=idempotency_key,
            )
        )

    async def read_community(
        self,
        community: UUID | str,
        *,
        if_none_match: Community | None = None,
    ) -> Community:
        """Read a community

        For the page of a community: with its rules, its coordinators, and what you may do with it. To those who may
        not read the inside of a listed one, the inside is null.

        Args:
            community: The community's id or slug (`network`).
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_community.request(
                community,
                if_none_match=if_none_match,
            )
        )

    async def change_community(
        self,
        community: UUID | str,
        body: CommunityPatch,
        *,
        if_match: Community | str,
    ) -> Community:
        """Change a community

        Name, purpose and objectives, for acting coordinators. Its charter, visibility and rules are the community's
        own to decide, by proposal.

        Args:
            community: The community's id or slug (`network`).
            body: What is to change; what is left out stays. Charter, visibility and process change by proposal.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            change_community.request(
                community,
                body,
                if_match=if_match,
            )
        )

    def list_memberships(
        self,
        community: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        role: Sequence[Role] | None = None,
        state: Sequence[MembershipState] | None = None,
        sort: MembershipOrder | None = None,
        if_none_match: MembershipPage | None = None,
    ) -> AsyncListing[MembershipLine, MembershipPage]:
        """List a community's members

        To see who is in a community, and whose request waits for an answer (`state=requested`), for readers of its
        inside.

        Args:
            community: The community's id or slug (`network`).
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            role: In one of these roles.
            state: In one of these states; ended ones are not shown.
            sort: How a list of memberships is ordered.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_memberships.request(
                community,
                limit=limit,
                cursor=cursor,
                role=role,
                state=state,
                sort=sort,
                if_none_match=if_none_match,
            )
        )

    async def add_membership(
        self,
        community: UUID | str,
        body: MembershipIn,
        *,
        idempotency_key: str | None = None,
    ) -> Membership:
        """Join a community, or add somebody to it

        For oneself: a member at once where joining is open, a request where it is by request. For another, by an
        acting coordinator: a member at once; who does not want it leaves.

        Args:
            community: The community's id or slug (`network`).
            body: Who is to be in the community, and as what.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return await self._ask(
            add_membership.request(
                community,
                body,
                idempotency_key=idempotency_key,
            )
        )

    async def read_membership(
        self,
        community: UUID | str,
        member: UUID | str,
        *,
        if_none_match: Membership | None = None,
    ) -> Membership:
        """Read a membership

        To see a member's role in a community, and its tag before you change it: for readers of the inside, and one's
        own request.

        Args:
            community: The community's id or slug (`network`).
            member: The member's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_membership.request(
                community,
                member,
                if_none_match=if_none_match,
            )
        )

    async def end_membership(
        self,
        community: UUID | str,
        member: UUID | str,
        *,
        if_match: Membership | str,
    ) -> None:
        """Leave, remove a member, or refuse a request

        Oneself leaves, or takes one's request back; an acting coordinator refuses requests and removes members below
        coordinator. Nobody removes a coordinator against their will, and the last active one stays.

        Args:
            community: The community's id or slug (`network`).
            member: The member's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            end_membership.request(
                community,
                member,
                if_match=if_match,
            )
        )

    async def change_membership(
        self,
        community: UUID | str,
        member: UUID | str,
        body: MembershipPatch,
        *,
        if_match: Membership | str,
    ) -> Membership:
        """Change a member's role

        For acting coordinators; one's own can be lowered by oneself, unless one is the last active coordinator.

        Args:
            community: The community's id or slug (`network`).
            member: The member's id.
            body: What is to change; what is left out stays.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            change_membership.request(
                community,
                member,
                body,
                if_match=if_match,
            )
        )

    async def accept_membership(
        self,
        community: UUID | str,
        member: UUID | str,
        *,
        if_match: Membership | str | None = None,
    ) -> Membership:
        """Accept a request to join

        For acting coordinators, when somebody asked to join. Where it is accepted already, what stands is answered.

        Args:
            community: The community's id or slug (`network`).
            member: The member's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            accept_membership.request(
                community,
                member,
                if_match=if_match,
            )
        )

    def list_processes(
        self,
        community: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: ProcessVersionPage | None = None,
    ) -> AsyncListing[ProcessVersion, ProcessVersionPage]:
        """List a community's rules through time

        To see by which rules a community decided when: newest first; the first item is in force.

        Args:
            community: The community's id or slug (`network`).
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_processes.request(
                community,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    async def read_process(
        self,
        community: UUID | str,
        process_version: UUID | str,
        *,
        if_none_match: ProcessVersion | None = None,
    ) -> ProcessVersion:
        """Read one version of a community's rules

        To see the rules that an assessment rests on, which names this version; it never changes.

        Args:
            community: The community's id or slug (`network`).
            process_version: The number of the version, from 1.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_process.request(
                community,
                process_version,
                if_none_match=if_none_match,
            )
        )

    async def read_process_defaults(
        self,
        *,
        if_none_match: Process | None = None,
    ) -> Process:
        """Read the rules that a community begins with

        Before you found a community: what stands here is what it gets for each part that its founder leaves out.

        Args:
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_process_defaults.request(
                if_none_match=if_none_match,
            )
        )

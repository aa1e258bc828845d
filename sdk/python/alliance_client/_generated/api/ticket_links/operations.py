from collections.abc import Sequence
from uuid import UUID

from alliance_client._asking import Asking, AsyncAsking
from alliance_client._listing import AsyncListing, Listing

from ...models.ticket_link import TicketLink
from ...models.ticket_link_in import TicketLinkIn
from ...models.ticket_link_line import TicketLinkLine
from ...models.ticket_link_page import TicketLinkPage
from ...models.ticket_link_patch import TicketLinkPatch
from . import (
    change_ticket_link,
    link_ticket_to_problem,
    link_ticket_to_solution,
    link_ticket_to_validation,
    list_ticket_links,
    list_ticket_links_of_problem,
    list_ticket_links_of_solution,
    list_ticket_links_of_validation,
    read_ticket_link,
    remove_ticket_link,
)


class TicketLinksOperations(Asking):
    def list_ticket_links_of_problem(
        self,
        problem: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: TicketLinkPage | None = None,
    ) -> Listing[TicketLinkLine, TicketLinkPage]:
        """List the tickets that are linked to a problem

        For the page of a problem: newest first. What is linked to its solutions and validations stands with these,
        what is linked to its duplicates with those.

        Args:
            problem: The problem's id or key (`network-42`).
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_ticket_links_of_problem.request(
                problem,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    def link_ticket_to_problem(
        self,
        problem: UUID | str,
        body: TicketLinkIn,
        *,
        idempotency_key: str | None = None,
        on_behalf_of: UUID | str | None = None,
    ) -> TicketLink:
        """Link a ticket to a problem

        For members: to say that the ticket tells of this problem. The ticket that is linked already is answered with
        the link that stands (200). It counts in `ticket_count`, at the problem's root where it is a duplicate.

        Args:
            problem: The problem's id or key (`network-42`).
            body: A ticket of another system.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
            on_behalf_of: For a service account: the person it acts for, by id or e-mail address.
        """
        return self._ask(
            link_ticket_to_problem.request(
                problem,
                body,
                idempotency_key=idempotency_key,
                on_behalf_of=on_behalf_of,
            )
        )

    def list_ticket_links_of_solution(
        self,
        solution: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: TicketLinkPage | None = None,
    ) -> Listing[TicketLinkLine, TicketLinkPage]:
        """List the tickets that are linked to a solution

        For the page of a solution: newest first.

        Args:
            solution: The solution's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_ticket_links_of_solution.request(
                solution,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    def link_ticket_to_solution(
        self,
        solution: UUID | str,
        body: TicketLinkIn,
        *,
        idempotency_key: str | None = None,
        on_behalf_of: UUID | str | None = None,
    ) -> TicketLink:
        """Link a ticket to a solution

        For members: to say that the ticket was, or is to be, settled by this solution. The ticket that is linked
        already is answered with the link that stands (200).

        Args:
            solution: The solution's id.
            body: A ticket of another system.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
            on_behalf_of: For a service account: the person it acts for, by id or e-mail address.
        """
        return self._ask(
            link_ticket_to_solution.request(
                solution,
                body,
                idempotency_key=idempotency_key,
                on_behalf_of=on_behalf_of,
            )
        )

    def list_ticket_links_of_validation(
        self,
        validation: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: TicketLinkPage | None = None,
    ) -> Listing[TicketLinkLine, TicketLinkPage]:
        """List the tickets that are linked to a validation

        For the page of a validation: newest first.

        Args:
            validation: The validation's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_ticket_links_of_validation.request(
                validation,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    def link_ticket_to_validation(
        self,
        validation: UUID | str,
        body: TicketLinkIn,
        *,
        idempotency_key: str | None = None,
        on_behalf_of: UUID | str | None = None,
    ) -> TicketLink:
        """Link a ticket to a validation

        For members: to say under which ticket it was tried. The ticket that is linked already is answered with the
        link that stands (200).

        Args:
            validation: The validation's id.
            body: A ticket of another system.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
            on_behalf_of: For a service account: the person it acts for, by id or e-mail address.
        """
        return self._ask(
            link_ticket_to_validation.request(
                validation,
                body,
                idempotency_key=idempotency_key,
                on_behalf_of=on_behalf_of,
            )
        )

    def list_ticket_links(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        system: Sequence[str] | None = None,
        key: Sequence[str] | None = None,
        community: Sequence[str] | None = None,
        if_none_match: TicketLinkPage | None = None,
    ) -> Listing[TicketLinkLine, TicketLinkPage]:
        """List ticket links

        To see what a ticket has to do with, by its key, or what is linked to a whole system, wherever you may read:
        newest first. For the problems alone, `GET /problems?ticket=…`.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            system: To tickets of one of these systems.
            key: To one of these tickets, by what they are called there.
            community: Only of these communities, by id or slug.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_ticket_links.request(
                limit=limit,
                cursor=cursor,
                system=system,
                key=key,
                community=community,
                if_none_match=if_none_match,
            )
        )

    def read_ticket_link(
        self,
        ticket_link: UUID | str,
        *,
        if_none_match: TicketLink | None = None,
    ) -> TicketLink:
        """Read a ticket link

        From an event that names it, and for its tag before you change or remove it.

        Args:
            ticket_link: The ticket link's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_ticket_link.request(
                ticket_link,
                if_none_match=if_none_match,
            )
        )

    def remove_ticket_link(
        self,
        ticket_link: UUID | str,
        *,
        if_match: TicketLink | str,
        on_behalf_of: UUID | str | None = None,
    ) -> None:
        """Remove a ticket link

        For who made it and acting coordinators, when the ticket has nothing to do with it. If-Match carries the
        link's tag.

        Args:
            ticket_link: The ticket link's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
            on_behalf_of: For a service account: the person it acts for, by id or e-mail address.
        """
        return self._ask(
            remove_ticket_link.request(
                ticket_link,
                if_match=if_match,
                on_behalf_of=on_behalf_of,
            )
        )

    def change_ticket_link(
        self,
        ticket_link: UUID | str,
        body: TicketLinkPatch,
        *,
        if_match: TicketLink | str,
        on_behalf_of: UUID | str | None = None,
    ) -> TicketLink:
        """Change a ticket link

        For who made it and acting coordinators: when the ticket's state, title or address changed there. The same
        state again says that it was seen, and changes nothing else. Another ticket is another link.

        Args:
            ticket_link: The ticket link's id.
            body: What is to change; what is left out stays. A state that is sent was seen now, also where it is
                the same.
            if_match: What you read, or its tag: the change is made only if it is still so.
            on_behalf_of: For a service account: the person it acts for, by id or e-mail address.
        """
        return self._ask(
            change_ticket_link.request(
                ticket_link,
                body,
                if_match=if_match,
                on_behalf_of=on_behalf_of,
            )
        )


class AsyncTicketLinksOperations(AsyncAsking):
    def list_ticket_links_of_problem(
        self,
        problem: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: TicketLinkPage | None = None,
    ) -> AsyncListing[TicketLinkLine, TicketLinkPage]:
        """List the tickets that are linked to a problem

        For the page of a problem: newest first. What is linked to its solutions and validations stands with these,
        what is linked to its duplicates with those.

        Args:
            problem: The problem's id or key (`network-42`).
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_ticket_links_of_problem.request(
                problem,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    async def link_ticket_to_problem(
        self,
        problem: UUID | str,
        body: TicketLinkIn,
        *,
        idempotency_key: str | None = None,
        on_behalf_of: UUID | str | None = None,
    ) -> TicketLink:
        """Link a ticket to a problem

        For members: to say that the ticket tells of this problem. The ticket that is linked already is answered with
        the link that stands (200). It counts in `ticket_count`, at the problem's root where it is a duplicate.

        Args:
            problem: The problem's id or key (`network-42`).
            body: A ticket of another system.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
            on_behalf_of: For a service account: the person it acts for, by id or e-mail address.
        """
        return await self._ask(
            link_ticket_to_problem.request(
                problem,
                body,
                idempotency_key=idempotency_key,
                on_behalf_of=on_behalf_of,
            )
        )

    def list_ticket_links_of_solution(
        self,
        solution: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: TicketLinkPage | None = None,
    ) -> AsyncListing[TicketLinkLine, TicketLinkPage]:
        """List the tickets that are linked to a solution

        For the page of a solution: newest first.

        Args:
            solution: The solution's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_ticket_links_of_solution.request(
                solution,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    async def link_ticket_to_solution(
        self,
        solution: UUID | str,
        body: TicketLinkIn,
        *,
        idempotency_key: str | None = None,
        on_behalf_of: UUID | str | None = None,
    ) -> TicketLink:
        """Link a ticket to a solution

        For members: to say that the ticket was, or is to be, settled by this solution. The ticket that is linked
        already is answered with the link that stands (200).

        Args:
            solution: The solution's id.
            body: A ticket of another system.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
            on_behalf_of: For a service account: the person it acts for, by id or e-mail address.
        """
        return await self._ask(
            link_ticket_to_solution.request(
                solution,
                body,
                idempotency_key=idempotency_key,
                on_behalf_of=on_behalf_of,
            )
        )

    def list_ticket_links_of_validation(
        self,
        validation: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: TicketLinkPage | None = None,
    ) -> AsyncListing[TicketLinkLine, TicketLinkPage]:
        """List the tickets that are linked to a validation

        For the page of a validation: newest first.

        Args:
            validation: The validation's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_ticket_links_of_validation.request(
                validation,
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    async def link_ticket_to_validation(
        self,
        validation: UUID | str,
        body: TicketLinkIn,
        *,
        idempotency_key: str | None = None,
        on_behalf_of: UUID | str | None = None,
    ) -> TicketLink:
        """Link a ticket to a validation

        For members: to say under which ticket it was tried. The ticket that is linked already is answered with the
        link that stands (200).

        Args:
            validation: The validation's id.
            body: A ticket of another system.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
            on_behalf_of: For a service account: the person it acts for, by id or e-mail address.
        """
        return await self._ask(
            link_ticket_to_validation.request(
                validation,
                body,
                idempotency_key=idempotency_key,
                on_behalf_of=on_behalf_of,
            )
        )

    def list_ticket_links(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        system: Sequence[str] | None = None,
        key: Sequence[str] | None = None,
        community: Sequence[str] | None = None,
        if_none_match: TicketLinkPage | None = None,
    ) -> AsyncListing[TicketLinkLine, TicketLinkPage]:
        """List ticket links

        To see what a ticket has to do with, by its key, or what is linked to a whole system, wherever you may read:
        newest first. For the problems alone, `GET /problems?ticket=…`.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            system: To tickets of one of these systems.
            key: To one of these tickets, by what they are called there.
            community: Only of these communities, by id or slug.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_ticket_links.request(
                limit=limit,
                cursor=cursor,
                system=system,
                key=key,
                community=community,
                if_none_match=if_none_match,
            )
        )

    async def read_ticket_link(
        self,
        ticket_link: UUID | str,
        *,
        if_none_match: TicketLink | None = None,
    ) -> TicketLink:
        """Read a ticket link

        From an event that names it, and for its tag before you change or remove it.

        Args:
            ticket_link: The ticket link's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_ticket_link.request(
                ticket_link,
                if_none_match=if_none_match,
            )
        )

    async def remove_ticket_link(
        self,
        ticket_link: UUID | str,
        *,
        if_match: TicketLink | str,
        on_behalf_of: UUID | str | None = None,
    ) -> None:
        """Remove a ticket link

        For who made it and acting coordinators, when the ticket has nothing to do with it. If-Match carries the
        link's tag.

        Args:
            ticket_link: The ticket link's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
            on_behalf_of: For a service account: the person it acts for, by id or e-mail address.
        """
        return await self._ask(
            remove_ticket_link.request(
                ticket_link,
                if_match=if_match,
                on_behalf_of=on_behalf_of,
            )
        )

    async def change_ticket_link(
        self,
        ticket_link: UUID | str,
        body: TicketLinkPatch,
        *,
        if_match: TicketLink | str,
        on_behalf_of: UUID | str | None = None,
    ) -> TicketLink:
        """Change a ticket link

        For who made it and acting coordinators: when the ticket's state, title or address changed there. The same
        state again says that it was seen, and changes nothing else. Another ticket is another link.

        Args:
            ticket_link: The ticket link's id.
            body: What is to change; what is left out stays. A state that is sent was seen now, also where it is
                the same.
            if_match: What you read, or its tag: the change is made only if it is still so.
            on_behalf_of: For a service account: the person it acts for, by id or e-mail address.
        """
        return await self._ask(
            change_ticket_link.request(
                ticket_link,
                body,
                if_match=if_match,
                on_behalf_of=on_behalf_of,
            )
        )

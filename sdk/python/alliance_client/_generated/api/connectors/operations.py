from collections.abc import Sequence
from uuid import UUID

from alliance_client._asking import Asking, AsyncAsking
from alliance_client._listing import AsyncListing, Listing

from ...models.connected_ticket import ConnectedTicket
from ...models.connected_ticket_order import ConnectedTicketOrder
from ...models.connected_ticket_page import ConnectedTicketPage
from ...models.connector import Connector
from ...models.connector_in import ConnectorIn
from ...models.connector_kind import ConnectorKind
from ...models.connector_line import ConnectorLine
from ...models.connector_order import ConnectorOrder
from ...models.connector_page import ConnectorPage
from ...models.connector_patch import ConnectorPatch
from ...models.delivery_taken import DeliveryTaken
from . import (
    accept_connector,
    change_connector,
    list_connected_tickets,
    list_connectors,
    make_connector,
    pause_connector,
    read_connector,
    resume_connector,
    take_delivery,
    withdraw_connector_acceptance,
)


class ConnectorsOperations(Asking):
    def list_connectors(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        community: Sequence[str] | None = None,
        kind: Sequence[ConnectorKind] | None = None,
        sort: ConnectorOrder | None = None,
        if_none_match: ConnectorPage | None = None,
    ) -> Listing[ConnectorLine, ConnectorPage]:
        """List connectors

        To see what is connected, and whether it works: administrators see all, others those of the communities whose
        inside they may read.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            community: Only of these communities, by id or slug.
            kind: Of one of these kinds.
            sort: How a list of connectors is ordered.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_connectors.request(
                limit=limit,
                cursor=cursor,
                community=community,
                kind=kind,
                sort=sort,
                if_none_match=if_none_match,
            )
        )

    def make_connector(
        self,
        body: ConnectorIn,
    ) -> Connector:
        """Make a connector

        For administrators, to connect a ticket system with a community. Nothing flows until an acting coordinator of
        that community has accepted it. For a private community you have to be a member of it, if only an observer,
        while you make it: to others it is not there. Takes no idempotency key, since what is sent holds a secret; a
        system is there once.

        Args:
            body: A ticket system to connect with a community, which accepts it before anything flows.
        """
        return self._ask(
            make_connector.request(
                body,
            )
        )

    def read_connector(
        self,
        connector: UUID | str,
        *,
        if_none_match: Connector | None = None,
    ) -> Connector:
        """Read a connector

        For the page of a connector: what flows where, its health and what it last failed at. Its secret is never
        shown.

        Args:
            connector: The connector's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_connector.request(
                connector,
                if_none_match=if_none_match,
            )
        )

    def change_connector(
        self,
        connector: UUID | str,
        body: ConnectorPatch,
        *,
        if_match: Connector | str,
    ) -> Connector:
        """Change a connector

        For administrators, when the ticket system moves, its secret is exchanged or other tickets are to become
        problems. With other rules, options or another account it waits to be accepted anew.

        Args:
            connector: The connector's id.
            body: What is to change. New rules are accepted anew by the community before anything flows.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            change_connector.request(
                connector,
                body,
                if_match=if_match,
            )
        )

    def accept_connector(
        self,
        connector: UUID | str,
        *,
        if_match: Connector | str | None = None,
    ) -> Connector:
        """Accept a connector

        For acting coordinators of the community that it is to serve: from then on tickets flow. One that is accepted
        already is answered as it stands.

        Args:
            connector: The connector's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            accept_connector.request(
                connector,
                if_match=if_match,
            )
        )

    def withdraw_connector_acceptance(
        self,
        connector: UUID | str,
        *,
        if_match: Connector | str,
    ) -> Connector:
        """Take a connector's acceptance back

        For acting coordinators, when the community wants it no longer: nothing flows any more, what came stays. If-
        Match carries the connector's tag.

        Args:
            connector: The connector's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            withdraw_connector_acceptance.request(
                connector,
                if_match=if_match,
            )
        )

    def pause_connector(
        self,
        connector: UUID | str,
        *,
        if_match: Connector | str | None = None,
    ) -> Connector:
        """Pause a connector

        For acting coordinators and administrators, while the other side is being worked on, say. What happens
        meanwhile is told afterwards.

        Args:
            connector: The connector's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            pause_connector.request(
                connector,
                if_match=if_match,
            )
        )

    def resume_connector(
        self,
        connector: UUID | str,
        *,
        if_match: Connector | str,
    ) -> Connector:
        """Take a connector's pause back

        For acting coordinators and administrators, once the other side is well: what happened meanwhile is told
        first. If-Match carries the connector's tag.

        Args:
            connector: The connector's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            resume_connector.request(
                connector,
                if_match=if_match,
            )
        )

    def list_connected_tickets(
        self,
        connector: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        key: Sequence[str] | None = None,
        sort: ConnectedTicketOrder | None = None,
        if_none_match: ConnectedTicketPage | None = None,
    ) -> Listing[ConnectedTicket, ConnectedTicketPage]:
        """List the tickets of a connector

        For those who may read the community's inside: what each ticket became, and where the two sides say different
        things. Nothing of it is shown to others, administrators included.

        Args:
            connector: The connector's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            key: With one of these keys.
            sort: How the tickets of a connector are ordered.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_connected_tickets.request(
                connector,
                limit=limit,
                cursor=cursor,
                key=key,
                sort=sort,
                if_none_match=if_none_match,
            )
        )

    def take_delivery(
        self,
        connector: UUID | str,
        body: bytes,
        *,
        content_type: str = "application/octet-stream",
        x_hub_signature_256: str | None = None,
        x_git_hub_event: str | None = None,
        x_hub_signature: str | None = None,
        x_zendesk_webhook_signature: str | None = None,
        x_zendesk_webhook_signature_timestamp: str | None = None,
        x_signature: str | None = None,
    ) -> DeliveryTaken:
        """Receive a ticket system's webhook

        For ticket systems that send webhooks (GitHub, Jira, Zendesk): give them this address; the body is what they
        send. It is known by its signature, so it takes no token and no idempotency key; the tickets that it speaks of
        are looked at anew, so the same one twice acts once. A signature that is not the connector's is answered as a
        connector that is not there.

        Args:
            connector: The connector's id.
            body: The bytes that came.
            content_type: The media type that the body came with.
            x_hub_signature_256: GitHub: `sha256=` and the HMAC-SHA256 of the body in hexadecimal digits.
            x_git_hub_event: GitHub: what it tells of; `issues` and `issue_comment` are heard, all else is let be.
            x_hub_signature: Jira: `sha256=` and the HMAC-SHA256 of the body in hexadecimal digits.
            x_zendesk_webhook_signature: Zendesk: the HMAC-SHA256 of the timestamp and then the body, in base64.
            x_zendesk_webhook_signature_timestamp: Zendesk: the timestamp that is signed, as it was sent.
            x_signature: In memory: the HMAC-SHA256 of the body in hexadecimal digits.
        """
        return self._ask(
            take_delivery.request(
                connector,
                body,
                content_type=content_type,
                x_hub_signature_256=x_hub_signature_256,
                x_git_hub_event=x_git_hub_event,
                x_hub_signature=x_hub_signature,
                x_zendesk_webhook_signature=x_zendesk_webhook_signature,
                x_zendesk_webhook_signature_timestamp=x_zendesk_webhook_signature_timestamp,
                x_signature=x_signature,
            )
        )


class AsyncConnectorsOperations(AsyncAsking):
    def list_connectors(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        community: Sequence[str] | None = None,
        kind: Sequence[ConnectorKind] | None = None,
        sort: ConnectorOrder | None = None,
        if_none_match: ConnectorPage | None = None,
    ) -> AsyncListing[ConnectorLine, ConnectorPage]:
        """List connectors

        To see what is connected, and whether it works: administrators see all, others those of the communities whose
        inside they may read.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            community: Only of these communities, by id or slug.
            kind: Of one of these kinds.
            sort: How a list of connectors is ordered.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_connectors.request(
                limit=limit,
                cursor=cursor,
                community=community,
                kind=kind,
                sort=sort,
                if_none_match=if_none_match,
            )
        )

    async def make_connector(
        self,
        body: ConnectorIn,
    ) -> Connector:
        """Make a connector

        For administrators, to connect a ticket system with a community. Nothing flows until an acting coordinator of
        that community has accepted it. For a private community you have to be a member of it, if only an observer,
        while you make it: to others it is not there. Takes no idempotency key, since what is sent holds a secret; a
        system is there once.

        Args:
            body: A ticket system to connect with a community, which accepts it before anything flows.
        """
        return await self._ask(
            make_connector.request(
                body,
            )
        )

    async def read_connector(
        self,
        connector: UUID | str,
        *,
        if_none_match: Connector | None = None,
    ) -> Connector:
        """Read a connector

        For the page of a connector: what flows where, its health and what it last failed at. Its secret is never
        shown.

        Args:
            connector: The connector's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_connector.request(
                connector,
                if_none_match=if_none_match,
            )
        )

    async def change_connector(
        self,
        connector: UUID | str,
        body: ConnectorPatch,
        *,
        if_match: Connector | str,
    ) -> Connector:
        """Change a connector

        For administrators, when the ticket system moves, its secret is exchanged or other tickets are to become
        problems. With other rules, options or another account it waits to be accepted anew.

        Args:
            connector: The connector's id.
            body: What is to change. New rules are accepted anew by the community before anything flows.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            change_connector.request(
                connector,
                body,
                if_match=if_match,
            )
        )

    async def accept_connector(
        self,
        connector: UUID | str,
        *,
        if_match: Connector | str | None = None,
    ) -> Connector:
        """Accept a connector

        For acting coordinators of the community that it is to serve: from then on tickets flow. One that is accepted
        already is answered as it stands.

        Args:
            connector: The connector's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            accept_connector.request(
                connector,
                if_match=if_match,
            )
        )

    async def withdraw_connector_acceptance(
        self,
        connector: UUID | str,
        *,
        if_match: Connector | str,
    ) -> Connector:
        """Take a connector's acceptance back

        For acting coordinators, when the community wants it no longer: nothing flows any more, what came stays. If-
        Match carries the connector's tag.

        Args:
            connector: The connector's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            withdraw_connector_acceptance.request(
                connector,
                if_match=if_match,
            )
        )

    async def pause_connector(
        self,
        connector: UUID | str,
        *,
        if_match: Connector | str | None = None,
    ) -> Connector:
        """Pause a connector

        For acting coordinators and administrators, while the other side is being worked on, say. What happens
        meanwhile is told afterwards.

        Args:
            connector: The connector's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            pause_connector.request(
                connector,
                if_match=if_match,
            )
        )

    async def resume_connector(
        self,
        connector: UUID | str,
        *,
        if_match: Connector | str,
    ) -> Connector:
        """Take a connector's pause back

        For acting coordinators and administrators, once the other side is well: what happened meanwhile is told
        first. If-Match carries the connector's tag.

        Args:
            connector: The connector's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            resume_connector.request(
                connector,
                if_match=if_match,
            )
        )

    def list_connected_tickets(
        self,
        connector: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        key: Sequence[str] | None = None,
        sort: ConnectedTicketOrder | None = None,
        if_none_match: ConnectedTicketPage | None = None,
    ) -> AsyncListing[ConnectedTicket, ConnectedTicketPage]:
        """List the tickets of a connector

        For those who may read the community's inside: what each ticket became, and where the two sides say different
        things. Nothing of it is shown to others, administrators included.

        Args:
            connector: The connector's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            key: With one of these keys.
            sort: How the tickets of a connector are ordered.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_connected_tickets.request(
                connector,
                limit=limit,
                cursor=cursor,
                key=key,
                sort=sort,
                if_none_match=if_none_match,
            )
        )

    async def take_delivery(
        self,
        connector: UUID | str,
        body: bytes,
        *,
        content_type: str = "application/octet-stream",
        x_hub_signature_256: str | None = None,
        x_git_hub_event: str | None = None,
        x_hub_signature: str | None = None,
        x_zendesk_webhook_signature: str | None = None,
        x_zendesk_webhook_signature_timestamp: str | None = None,
        x_signature: str | None = None,
    ) -> DeliveryTaken:
        """Receive a ticket system's webhook

        For ticket systems that send webhooks (GitHub, Jira, Zendesk): give them this address; the body is what they
        send. It is known by its signature, so it takes no token and no idempotency key; the tickets that it speaks of
        are looked at anew, so the same one twice acts once. A signature that is not the connector's is answered as a
        connector that is not there.

        Args:
            connector: The connector's id.
            body: The bytes that came.
            content_type: The media type that the body came with.
            x_hub_signature_256: GitHub: `sha256=` and the HMAC-SHA256 of the body in hexadecimal digits.
            x_git_hub_event: GitHub: what it tells of; `issues` and `issue_comment` are heard, all else is let be.
            x_hub_signature: Jira: `sha256=` and the HMAC-SHA256 of the body in hexadecimal digits.
            x_zendesk_webhook_signature: Zendesk: the HMAC-SHA256 of the timestamp and then the body, in base64.
            x_zendesk_webhook_signature_timestamp: Zendesk: the timestamp that is signed, as it was sent.
            x_signature: In memory: the HMAC-SHA256 of the body in hexadecimal digits.
        """
        return await self._ask(
            take_delivery.request(
                connector,
                body,
                content_type=content_type,
                x_hub_signature_256=x_hub_signature_256,
                x_git_hub_event=x_git_hub_event,
                x_hub_signature=x_hub_signature,
                x_zendesk_webhook_signature=x_zendesk_webhook_signature,
                x_zendesk_webhook_signature_timestamp=x_zendesk_webhook_signature_timestamp,
                x_signature=x_signature,
            )
        )

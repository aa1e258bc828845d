"""Connectors: ticket systems, made by administrators and accepted by the community that they serve."""

from typing import Annotated

from fastapi import Query as InQuery
from fastapi import Request, Response
from pydantic import Field

from app.access.addresses import id_of
from app.access.sought import connector_at
from app.access.sought_in_organization import organization
from app.auth.scopes import Scope
from app.domain.errors import NotAccepted, NotPaused, SystemTaken, UnknownReference, UnsuitableMember
from app.domain.vocabulary import ConnectedTicketOrder, ConnectorKind, ConnectorOrder
from app.http.door import Door
from app.http.house import house_of
from app.http.operation import body_of
from app.http.paths import ConnectorAddress
from app.http.queries import CommunityFilter, Query
from app.http.requests import Change, Reads, accepted, changing, posting_secret, reading
from app.http.signed import signed_body
from app.models.connector import (
    ConnectedTicketPage,
    ConnectorIn,
    ConnectorPage,
    ConnectorPatch,
    ConnectorShown,
    DeliveryTaken,
)
from app.queries import connectors as views
from app.services import connectors, ticket_deliveries

router = Door("connectors")
ReadsDep = Annotated[Reads, reading(Scope.connectors_read)]
ChangeDep = Annotated[Change, changing(Scope.connectors_write)]
PostDep = Annotated[Change, posting_secret(Scope.connectors_write)]


class ConnectorsQuery(Query):
    community: CommunityFilter = None
    kind: list[ConnectorKind] | None = Field(None, description="Of one of these kinds.", max_length=50)
    sort: ConnectorOrder = Field(ConnectorOrder.newest, description="Newest first.")


@router.post("/connectors", ConnectorShown, SystemTaken, UnknownReference, UnsuitableMember, keyed=False)
async def make_connector(given: ConnectorIn, change: PostDep) -> Response:
    """Make a connector.

    For administrators, to connect a ticket system with a community. Nothing flows until an acting coordinator of that
    community has accepted it. For a private community you have to be a member of it, if only an observer, while you
    make it: to others it is not there. Takes no idempotency key, since what is sent holds a secret; a system is there
    once."""
    found = await change.find(organization())
    made = await connectors.make(change.work, found, given, change.house.keys.seals)
    return await change.created(views.connector(str(made.id)), f"/connectors/{made.id}")


@router.read("/connectors", ConnectorPage)
async def list_connectors(query: Annotated[ConnectorsQuery, InQuery()], reads: ReadsDep) -> Response:
    """List connectors.

    To see what is connected, and whether it works: administrators see all, others those of the communities whose
    inside they may read."""
    return await reads.page(views.connectors(), query)


@router.read("/connectors/{connector}", ConnectorShown)
async def read_connector(connector: ConnectorAddress, reads: ReadsDep) -> Response:
    """Read a connector.

    For the page of a connector: what flows where, its health and what it last failed at. Its secret is never shown."""
    return await reads.one(views.connector(connector))


@router.change("/connectors/{connector}", ConnectorShown, UnsuitableMember)
async def change_connector(connector: ConnectorAddress, given: ConnectorPatch, change: ChangeDep) -> Response:
    """Change a connector.

    For administrators, when the ticket system moves, its secret is exchanged or other tickets are to become problems.
    With other rules, options or another account it waits to be accepted anew."""
    found = await change.find(connector_at(connector))
    change.match(found.version)
    await connectors.change(change.work, found, given, change.house.keys.seals)
    return await change.answer(views.connector(connector))


@router.state("PUT", "/connectors/{connector}/acceptance", ConnectorShown)
async def accept_connector(connector: ConnectorAddress, change: ChangeDep) -> Response:
    """Accept a connector.

    For acting coordinators of the community that it is to serve: from then on tickets flow. One that is accepted
    already is answered as it stands."""
    found = await change.find(connector_at(connector))
    if not connectors.accepted(found):
        await connectors.accept(change.work, found)
    return await change.answer(views.connector(connector))


@router.state("DELETE", "/connectors/{connector}/acceptance", ConnectorShown, NotAccepted)
async def withdraw_connector_acceptance(connector: ConnectorAddress, change: ChangeDep) -> Response:
    """Take a connector's acceptance back.

    For acting coordinators, when the community wants it no longer: nothing flows any more, what came stays. If-Match
    carries the connector's tag."""
    found = await change.find(connector_at(connector))
    change.match(found.version)
    connectors.withdraw_acceptance(change.work, found)
    return await change.answer(views.connector(connector))


@router.state("PUT", "/connectors/{connector}/pause", ConnectorShown)
async def pause_connector(connector: ConnectorAddress, change: ChangeDep) -> Response:
    """Pause a connector.

    For acting coordinators and administrators, while the other side is being worked on, say. What happens meanwhile is
    told afterwards."""
    found = await change.find(connector_at(connector))
    if not connectors.paused(found):
        connectors.pause(change.work, found)
    return await change.answer(views.connector(connector))


@router.state("DELETE", "/connectors/{connector}/pause", ConnectorShown, NotPaused)
async def resume_connector(connector: ConnectorAddress, change: ChangeDep) -> Response:
    """Take a connector's pause back.

    For acting coordinators and administrators, once the other side is well: what happened meanwhile is told first.
    If-Match carries the connector's tag."""
    found = await change.find(connector_at(connector))
    change.match(found.version)
    await connectors.resume(change.work, found)
    return await change.answer(views.connector(connector))


class ConnectedTicketsQuery(Query):
    key: list[Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]] | None = Field(
        None, description="With one of these keys.", max_length=50
    )
    sort: ConnectedTicketOrder = Field(ConnectedTicketOrder.last_changed, description="Last changed first.")


@router.read("/connectors/{connector}/tickets", ConnectedTicketPage)
async def list_connected_tickets(
    connector: ConnectorAddress, query: Annotated[ConnectedTicketsQuery, InQuery()], reads: ReadsDep
) -> Response:
    """List the tickets of a connector.

    For those who may read the community's inside: what each ticket became, and where the two sides say different
    things. Nothing of it is shown to others, administrators included."""
    return await reads.page(views.tickets_of(connector), query)


_DELIVERED = signed_body(
    "What the ticket system sends, byte for byte as it was signed with one of the connector's `webhook_secrets`, of "
    "whatever media type, with the headers that it came with: whoever passes it on leaves both as they are.",
    '{"items": [{"kind": "changed", "key": "MEM-1"}]}',
    {
        "X-Hub-Signature-256": "GitHub: `sha256=` and the HMAC-SHA256 of the body in hexadecimal digits.",
        "X-GitHub-Event": "GitHub: what it tells of; `issues` and `issue_comment` are heard, all else is let be.",
        "X-Hub-Signature": "Jira: `sha256=` and the HMAC-SHA256 of the body in hexadecimal digits.",
        "X-Zendesk-Webhook-Signature": "Zendesk: the HMAC-SHA256 of the timestamp and then the body, in base64.",
        "X-Zendesk-Webhook-Signature-Timestamp": "Zendesk: the timestamp that is signed, as it was sent.",
        "X-Signature": "In memory: the HMAC-SHA256 of the body in hexadecimal digits.",
    },
)


@router.post(
    "/connectors/{connector}/deliveries", DeliveryTaken, status=202, keyed=False, signed_in=False, signed=_DELIVERED
)
async def take_delivery(connector: ConnectorAddress, request: Request) -> Response:
    """Receive a ticket system's webhook.

    For ticket systems that send webhooks (GitHub, Jira, Zendesk): give them this address; the body is what they send.
    It is known by its signature, so it takes no token and no idempotency key; the tickets that it speaks of are looked
    at anew, so the same one twice acts once. A signature that is not the connector's is answered as a connector that is
    not there."""
    house = house_of(request)
    count = await ticket_deliveries.take(
        house.database,
        house.settings,
        house.keys.seals,
        id_of(connector, "connector"),
        request.headers,
        await body_of(request),
    )
    return accepted({"tickets": count})

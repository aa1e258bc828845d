"""Webhooks: the feed of events, sent to programs of one's own (Standard Webhooks)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from fastapi import Query as InQuery
from pydantic import Field

from app.access.sought_in_organization import delivery_at, organization, webhook_at
from app.auth.scopes import Scope
from app.domain.errors import (
    CursorMismatch,
    InsideAddress,
    TooManyWebhooks,
    UnknownKind,
    UnknownReference,
    WebhookNotPaused,
    WebhookPaused,
)
from app.domain.vocabulary import DeliveryState
from app.http.door import Door
from app.http.feed import place_in_feed
from app.http.paths import DeliveryAddress, WebhookAddress
from app.http.queries import Query
from app.http.requests import CallerDep, Change, Reads, changing, no_content, posting, posting_secret, reading
from app.models.webhook import (
    DeliveryPage,
    DeliveryShown,
    NotificationShown,
    ReplayIn,
    WebhookIn,
    WebhookMadeShown,
    WebhookPage,
    WebhookPatch,
    WebhookShown,
)
from app.queries import webhooks as views
from app.services import webhooks

router = Door("webhooks")
ReadsDep = Annotated[Reads, reading(Scope.webhooks_read)]
ChangeDep = Annotated[Change, changing(Scope.webhooks_write)]
PostDep = Annotated[Change, posting(Scope.webhooks_write)]
SecretDep = Annotated[Change, posting_secret(Scope.webhooks_write)]

_WRONG = (InsideAddress, UnknownKind, UnknownReference)


class WebhooksQuery(Query):
    pass


class DeliveriesQuery(Query):
    state: list[DeliveryState] | None = Field(None, description="In one of these states.", max_length=10)
    subject: list[UUID] | None = Field(None, description="About one of these things.", max_length=50)


@router.post("/webhooks", WebhookMadeShown, TooManyWebhooks, *_WRONG, keyed=False)
async def make_webhook(given: WebhookIn, change: SecretDep) -> Response:
    """Make a webhook.

    For whoever wants a program of theirs to be told of what happens, rather than to ask for it: what you may read in
    the feed of events from now on is sent to the address, as far as you may still read it then. The `secret` is shown
    this once, so the operation takes no Idempotency-Key."""
    found = await change.find(organization())
    allowed = change.house.settings.outgoing_allowed_networks
    made, secret = await webhooks.make(change.work, found, change.house.keys.seals, allowed, given)
    return await change.created(views.webhook(str(made.id)), f"/webhooks/{made.id}", secret=secret)


@router.read("/webhooks", WebhookPage)
async def list_webhooks(query: Annotated[WebhooksQuery, InQuery()], reads: ReadsDep) -> Response:
    """List my webhooks.

    To see which of them send, wait, or were stopped after long failure."""
    return await reads.page(views.mine(), query)


@router.read("/webhooks/{webhook}", WebhookShown)
async def read_webhook(webhook: WebhookAddress, reads: ReadsDep) -> Response:
    """Read a webhook.

    For the page of one of your own, and its tag before you change it: where it stands, and what you may do with it."""
    return await reads.one(views.webhook(webhook))


@router.change("/webhooks/{webhook}", WebhookShown, *_WRONG)
async def change_webhook(webhook: WebhookAddress, given: WebhookPatch, change: ChangeDep) -> Response:
    """Change a webhook.

    When it moves, or is to be told of other events; what waits already is sent to the new address."""
    found = await change.find(webhook_at(webhook))
    change.match(found.version)
    await webhooks.change(change.work, found, change.house.settings.outgoing_allowed_networks, given)
    return await change.answer(views.webhook(webhook))


@router.state("DELETE", "/webhooks/{webhook}", None)
async def remove_webhook(webhook: WebhookAddress, change: ChangeDep) -> Response:
    """Remove a webhook.

    When its program is no more, for good: nothing more is sent, and its secret is gone. If-Match carries the webhook's
    tag."""
    found = await change.find(webhook_at(webhook))
    change.match(found.version)
    webhooks.remove(change.work, found)
    return no_content()


@router.state("PUT", "/webhooks/{webhook}/pause", WebhookShown, conditional=False)
async def pause_webhook(webhook: WebhookAddress, change: ChangeDep) -> Response:
    """Pause a webhook.

    While its receiver is away: it keeps its place in the feed. One that is paused already is answered as it stands."""
    await webhooks.pause(change.work, await change.find(webhook_at(webhook)))
    return await change.answer(views.webhook(webhook))


@router.state("DELETE", "/webhooks/{webhook}/pause", WebhookShown, WebhookNotPaused)
async def resume_webhook(webhook: WebhookAddress, change: ChangeDep) -> Response:
    """Take a webhook's pause back.

    Also of one that was stopped after long failure: what happened meanwhile is sent first, in its order. If-Match
    carries the webhook's tag."""
    found = await change.find(webhook_at(webhook))
    change.match(found.version)
    await webhooks.resume(change.work, found)
    return await change.answer(views.webhook(webhook))


@router.post("/webhooks/{webhook}/secret", WebhookMadeShown, keyed=False)
async def rotate_webhook_secret(webhook: WebhookAddress, change: SecretDep) -> Response:
    """Change a webhook's secret.

    When it may have become known, or now and then: for a day both the new one and the one before sign everything that
    is sent. The new one is shown this once, so the operation takes no Idempotency-Key."""
    found = await change.find(webhook_at(webhook))
    secret = webhooks.rotate_secret(change.work, found, change.house.keys.seals)
    return await change.created(views.webhook(webhook), f"/webhooks/{found.id}", secret=secret)


@router.post("/webhooks/{webhook}/tests", DeliveryShown)
async def test_webhook(webhook: WebhookAddress, change: PostDep) -> Response:
    """Send a test to a webhook.

    To see whether the receiver hears and knows the signature, also while the webhook is paused: `webhook.test` is sent
    once. Read the delivery to see what came of it."""
    found = await change.find(webhook_at(webhook))
    made = webhooks.test(change.work, found)
    return await change.created(views.delivery(webhook, str(made)), f"/webhooks/{found.id}/deliveries/{made}")


@router.post("/webhooks/{webhook}/replays", WebhookShown, CursorMismatch, WebhookPaused, status=200)
async def replay_webhook(webhook: WebhookAddress, given: ReplayIn, caller: CallerDep, change: PostDep) -> Response:
    """Replay a webhook from a place in the feed.

    After a receiver has lost what it had: everything that came after the place is sent in its order, with the same
    `webhook-id` as before, and what happens meanwhile after that."""
    found = await change.find(webhook_at(webhook))
    webhooks.replay(change.work, found, place_in_feed(change.house, caller.member_id, given.from_))
    return await change.answer(views.webhook(webhook))


@router.read("/webhooks/{webhook}/deliveries", DeliveryPage)
async def list_deliveries(
    webhook: WebhookAddress, query: Annotated[DeliveriesQuery, InQuery()], reads: ReadsDep
) -> Response:
    """List a webhook's deliveries.

    To find out what was sent and what came of it, the newest first: each try with its answer. Kept for thirty days."""
    return await reads.page(views.deliveries(webhook), query)


@router.read("/webhooks/{webhook}/deliveries/{delivery}", DeliveryShown)
async def read_delivery(webhook: WebhookAddress, delivery: DeliveryAddress, reads: ReadsDep) -> Response:
    """Read a webhook's delivery.

    To find out why one did not arrive: with what is sent, as you may read it now, and its last tries."""
    return await reads.one(views.delivery(webhook, delivery))


@router.post("/webhooks/{webhook}/deliveries/{delivery}/redelivery", DeliveryShown, status=200)
async def redeliver(webhook: WebhookAddress, delivery: DeliveryAddress, change: PostDep) -> Response:
    """Redeliver a webhook's delivery.

    For a receiver that lost or refused it: whatever came of it before, it has all its tries again; its `webhook-id`
    stays the same, so that a receiver that had it knows. One that still waits is sent at once."""
    await webhooks.redeliver(change.work, await change.find(delivery_at(webhook, delivery)))
    return await change.answer(views.delivery(webhook, delivery))


sent = APIRouter()
"""What is not asked of us, but sent: the `webhooks` of the contract."""


@sent.post("event", operation_id="receive_event", summary="Receive an event", status_code=204, tags=["notifications"])
async def receive_event(given: NotificationShown) -> None:
    """What a webhook sends to your program.

    Answer 2xx once you have it for good. `webhook-id` is the same whenever the same event is sent again;
    `webhook-timestamp` says when it was sent, in seconds since 1970; `webhook-signature` holds, parted by spaces, a
    signature by each secret that is good at the time (Standard Webhooks). Any other answer, and none, is tried again
    with growing pauses, `Retry-After` heeded; 410 stops the webhook; redirects are not followed."""

from collections.abc import Sequence
from uuid import UUID

from alliance_client._asking import Asking, AsyncAsking
from alliance_client._listing import AsyncListing, Listing

from ...models.delivery import Delivery
from ...models.delivery_line import DeliveryLine
from ...models.delivery_page import DeliveryPage
from ...models.delivery_state import DeliveryState
from ...models.replay_in import ReplayIn
from ...models.webhook import Webhook
from ...models.webhook_in import WebhookIn
from ...models.webhook_line import WebhookLine
from ...models.webhook_made import WebhookMade
from ...models.webhook_page import WebhookPage
from ...models.webhook_patch import WebhookPatch
from . import (
    change_webhook,
    list_deliveries,
    list_webhooks,
    make_webhook,
    pause_webhook,
    read_delivery,
    read_webhook,
    redeliver,
    remove_webhook,
    replay_webhook,
    resume_webhook,
    rotate_webhook_secret,
    test_webhook,
)


class WebhooksOperations(Asking):
    def list_webhooks(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: WebhookPage | None = None,
    ) -> Listing[WebhookLine, WebhookPage]:
        """List my webhooks

        To see which of them send, wait, or were stopped after long failure.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_webhooks.request(
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    def make_webhook(
        self,
        body: WebhookIn,
    ) -> WebhookMade:
        """Make a webhook

        For whoever wants a program of theirs to be told of what happens, rather than to ask for it: what you may read
        in the feed of events from now on is sent to the address, as far as you may still read it then. The `secret`
        is shown this once, so the operation takes no Idempotency-Key.

        Args:
            body: Where you want to be told, and of what.
        """
        return self._ask(
            make_webhook.request(
                body,
            )
        )

    def read_webhook(
        self,
        webhook: UUID | str,
        *,
        if_none_match: Webhook | None = None,
    ) -> Webhook:
        """Read a webhook

        For the page of one of your own, and its tag before you change it: where it stands, and what you may do with
        it.

        Args:
            webhook: The webhook's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_webhook.request(
                webhook,
                if_none_match=if_none_match,
            )
        )

    def remove_webhook(
        self,
        webhook: UUID | str,
        *,
        if_match: Webhook | WebhookMade | str,
    ) -> None:
        """Remove a webhook

        When its program is no more, for good: nothing more is sent, and its secret is gone. If-Match carries the
        webhook's tag.

        Args:
            webhook: The webhook's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            remove_webhook.request(
                webhook,
                if_match=if_match,
            )
        )

    def change_webhook(
        self,
        webhook: UUID | str,
        body: WebhookPatch,
        *,
        if_match: Webhook | WebhookMade | str,
    ) -> Webhook:
        """Change a webhook

        When it moves, or is to be told of other events; what waits already is sent to the new address.

        Args:
            webhook: The webhook's id.
            body: What is to change; what is left out stays.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            change_webhook.request(
                webhook,
                body,
                if_match=if_match,
            )
        )

    def pause_webhook(
        self,
        webhook: UUID | str,
    ) -> Webhook:
        """Pause a webhook

        While its receiver is away: it keeps its place in the feed. One that is paused already is answered as it
        stands.

        Args:
            webhook: The webhook's id.
        """
        return self._ask(
            pause_webhook.request(
                webhook,
            )
        )

    def resume_webhook(
        self,
        webhook: UUID | str,
        *,
        if_match: Webhook | WebhookMade | str,
    ) -> Webhook:
        """Take a webhook's pause back

        Also of one that was stopped after long failure: what happened meanwhile is sent first, in its order. If-Match
        carries the webhook's tag.

        Args:
            webhook: The webhook's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return self._ask(
            resume_webhook.request(
                webhook,
                if_match=if_match,
            )
        )

    def rotate_webhook_secret(
        self,
        webhook: UUID | str,
    ) -> WebhookMade:
        """Change a webhook's secret

        When it may have become known, or now and then: for a day both the new one and the one before sign everything
        that is sent. The new one is shown this once, so the operation takes no Idempotency-Key.

        Args:
            webhook: The webhook's id.
        """
        return self._ask(
            rotate_webhook_secret.request(
                webhook,
            )
        )

    def test_webhook(
        self,
        webhook: UUID | str,
        *,
        idempotency_key: str | None = None,
    ) -> Delivery:
        """Send a test to a webhook

        To see whether the receiver hears and knows the signature, also while the webhook is paused: `webhook.test` is
        sent once. Read the delivery to see what came of it.

        Args:
            webhook: The webhook's id.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return self._ask(
            test_webhook.request(
                webhook,
                idempotency_key=idempotency_key,
            )
        )

    def replay_webhook(
        self,
        webhook: UUID | str,
        body: ReplayIn,
        *,
        idempotency_key: str | None = None,
    ) -> Webhook:
        """Replay a webhook from a place in the feed

        After a receiver has lost what it had: everything that came after the place is sent in its order, with the
        same `webhook-id` as before, and what happens meanwhile after that.

        Args:
            webhook: The webhook's id.
            body: From where on events are to be sent again.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return self._ask(
            replay_webhook.request(
                webhook,
                body,
                idempotency_key=idempotency_key,
            )
        )

    def list_deliveries(
        self,
        webhook: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        state: Sequence[DeliveryState] | None = None,
        subject: Sequence[UUID | str] | None = None,
        if_none_match: DeliveryPage | None = None,
    ) -> Listing[DeliveryLine, DeliveryPage]:
        """List a webhook's deliveries

        To find out what was sent and what came of it, the newest first: each try with its answer. Kept for thirty
        days.

        Args:
            webhook: The webhook's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            state: In one of these states.
            subject: About one of these things.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_deliveries.request(
                webhook,
                limit=limit,
                cursor=cursor,
                state=state,
                subject=subject,
                if_none_match=if_none_match,
            )
        )

    def read_delivery(
        self,
        webhook: UUID | str,
        delivery: UUID | str,
        *,
        if_none_match: Delivery | None = None,
    ) -> Delivery:
        """Read a webhook's delivery

        To find out why one did not arrive: with what is sent, as you may read it now, and its last tries.

        Args:
            webhook: The webhook's id.
            delivery: The delivery's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._ask(
            read_delivery.request(
                webhook,
                delivery,
                if_none_match=if_none_match,
            )
        )

    def redeliver(
        self,
        webhook: UUID | str,
        delivery: UUID | str,
        *,
        idempotency_key: str | None = None,
    ) -> Delivery:
        """Redeliver a webhook's delivery

        For a receiver that lost or refused it: whatever came of it before, it has all its tries again; its `webhook-
        id` stays the same, so that a receiver that had it knows. One that still waits is sent at once.

        Args:
            webhook: The webhook's id.
            delivery: The delivery's id.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return self._ask(
            redeliver.request(
                webhook,
                delivery,
                idempotency_key=idempotency_key,
            )
        )


class AsyncWebhooksOperations(AsyncAsking):
    def list_webhooks(
        self,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: WebhookPage | None = None,
    ) -> AsyncListing[WebhookLine, WebhookPage]:
        """List my webhooks

        To see which of them send, wait, or were stopped after long failure.

        Args:
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_webhooks.request(
                limit=limit,
                cursor=cursor,
                if_none_match=if_none_match,
            )
        )

    async def make_webhook(
        self,
        body: WebhookIn,
    ) -> WebhookMade:
        """Make a webhook

        For whoever wants a program of theirs to be told of what happens, rather than to ask for it: what you may read
        in the feed of events from now on is sent to the address, as far as you may still read it then. The `secret`
        is shown this once, so the operation takes no Idempotency-Key.

        Args:
            body: Where you want to be told, and of what.
        """
        return await self._ask(
            make_webhook.request(
                body,
            )
        )

    async def read_webhook(
        self,
        webhook: UUID | str,
        *,
        if_none_match: Webhook | None = None,
    ) -> Webhook:
        """Read a webhook

        For the page of one of your own, and its tag before you change it: where it stands, and what you may do with
        it.

        Args:
            webhook: The webhook's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_webhook.request(
                webhook,
                if_none_match=if_none_match,
            )
        )

    async def remove_webhook(
        self,
        webhook: UUID | str,
        *,
        if_match: Webhook | WebhookMade | str,
    ) -> None:
        """Remove a webhook

        When its program is no more, for good: nothing more is sent, and its secret is gone. If-Match carries the
        webhook's tag.

        Args:
            webhook: The webhook's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            remove_webhook.request(
                webhook,
                if_match=if_match,
            )
        )

    async def change_webhook(
        self,
        webhook: UUID | str,
        body: WebhookPatch,
        *,
        if_match: Webhook | WebhookMade | str,
    ) -> Webhook:
        """Change a webhook

        When it moves, or is to be told of other events; what waits already is sent to the new address.

        Args:
            webhook: The webhook's id.
            body: What is to change; what is left out stays.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            change_webhook.request(
                webhook,
                body,
                if_match=if_match,
            )
        )

    async def pause_webhook(
        self,
        webhook: UUID | str,
    ) -> Webhook:
        """Pause a webhook

        While its receiver is away: it keeps its place in the feed. One that is paused already is answered as it
        stands.

        Args:
            webhook: The webhook's id.
        """
        return await self._ask(
            pause_webhook.request(
                webhook,
            )
        )

    async def resume_webhook(
        self,
        webhook: UUID | str,
        *,
        if_match: Webhook | WebhookMade | str,
    ) -> Webhook:
        """Take a webhook's pause back

        Also of one that was stopped after long failure: what happened meanwhile is sent first, in its order. If-Match
        carries the webhook's tag.

        Args:
            webhook: The webhook's id.
            if_match: What you read, or its tag: the change is made only if it is still so.
        """
        return await self._ask(
            resume_webhook.request(
                webhook,
                if_match=if_match,
            )
        )

    async def rotate_webhook_secret(
        self,
        webhook: UUID | str,
    ) -> WebhookMade:
        """Change a webhook's secret

        When it may have become known, or now and then: for a day both the new one and the one before sign everything
        that is sent. The new one is shown this once, so the operation takes no Idempotency-Key.

        Args:
            webhook: The webhook's id.
        """
        return await self._ask(
            rotate_webhook_secret.request(
                webhook,
            )
        )

    async def test_webhook(
        self,
        webhook: UUID | str,
        *,
        idempotency_key: str | None = None,
    ) -> Delivery:
        """Send a test to a webhook

        To see whether the receiver hears and knows the signature, also while the webhook is paused: `webhook.test` is
        sent once. Read the delivery to see what came of it.

        Args:
            webhook: The webhook's id.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return await self._ask(
            test_webhook.request(
                webhook,
                idempotency_key=idempotency_key,
            )
        )

    async def replay_webhook(
        self,
        webhook: UUID | str,
        body: ReplayIn,
        *,
        idempotency_key: str | None = None,
    ) -> Webhook:
        """Replay a webhook from a place in the feed

        After a receiver has lost what it had: everything that came after the place is sent in its order, with the
        same `webhook-id` as before, and what happens meanwhile after that.

        Args:
            webhook: The webhook's id.
            body: From where on events are to be sent again.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return await self._ask(
            replay_webhook.request(
                webhook,
                body,
                idempotency_key=idempotency_key,
            )
        )

    def list_deliveries(
        self,
        webhook: UUID | str,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        state: Sequence[DeliveryState] | None = None,
        subject: Sequence[UUID | str] | None = None,
        if_none_match: DeliveryPage | None = None,
    ) -> AsyncListing[DeliveryLine, DeliveryPage]:
        """List a webhook's deliveries

        To find out what was sent and what came of it, the newest first: each try with its answer. Kept for thirty
        days.

        Args:
            webhook: The webhook's id.
            limit: How many items a page holds at most.
            cursor: `next_cursor` of the page before; it fits only the query it came from.
            state: In one of these states.
            subject: About one of these things.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return self._list(
            list_deliveries.request(
                webhook,
                limit=limit,
                cursor=cursor,
                state=state,
                subject=subject,
                if_none_match=if_none_match,
            )
        )

    async def read_delivery(
        self,
        webhook: UUID | str,
        delivery: UUID | str,
        *,
        if_none_match: Delivery | None = None,
    ) -> Delivery:
        """Read a webhook's delivery

        To find out why one did not arrive: with what is sent, as you may read it now, and its last tries.

        Args:
            webhook: The webhook's id.
            delivery: The delivery's id.
            if_none_match: What you hold: you get it back where nothing is new.
        """
        return await self._ask(
            read_delivery.request(
                webhook,
                delivery,
                if_none_match=if_none_match,
            )
        )

    async def redeliver(
        self,
        webhook: UUID | str,
        delivery: UUID | str,
        *,
        idempotency_key: str | None = None,
    ) -> Delivery:
        """Redeliver a webhook's delivery

        For a receiver that lost or refused it: whatever came of it before, it has all its tries again; its `webhook-
        id` stays the same, so that a receiver that had it knows. One that still waits is sent at once.

        Args:
            webhook: The webhook's id.
            delivery: The delivery's id.
            idempotency_key: Your own name for this request; it has one without you, which lives as long as the call.
        """
        return await self._ask(
            redeliver.request(
                webhook,
                delivery,
                idempotency_key=idempotency_key,
            )
        )

"""What is done with webhooks: made, changed, paused and replayed by their owner. What is sent, and when, the jobs see
to (`app/jobs/webhooks.py`)."""

import secrets
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import Uuid, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from app.access.actions import Action
from app.access.found import FoundDelivery, FoundOrganization, FoundWebhook
from app.access.visibility import ME, inside_readable
from app.core.ids import new_id
from app.core.networks import Network, may_be_reached
from app.core.sealing import Seals
from app.core.statements import Statement, prepare
from app.domain.errors import (
    InsideAddress,
    TooManyWebhooks,
    UnknownKind,
    UnknownReference,
    WebhookNotPaused,
    WebhookPaused,
    at,
)
from app.domain.vocabulary import DeliveryState, JobKind, WebhookState
from app.events.kinds import PERSONAL, EventKind
from app.events.record import record
from app.models import tables
from app.models.webhook import Webhook, WebhookDelivery, WebhookIn, WebhookPatch
from app.services import jobs
from app.work import Work

CONSUMER: Final = "webhooks"
"""Who goes through the feed for all webhooks that are `sending`."""
TEST_KIND: Final = "webhook.test"
BOTH_SIGN: Final = timedelta(days=1)
"""For how long the secret before the current one signs too."""
_MOST: Final = 100
_SECRET_BYTES: Final = 32
_PAUSED: Final = frozenset({WebhookState.paused, WebhookState.stopped, WebhookState.gone})

COMMUNITY, WEBHOOK = tables["community"], tables["webhook"]
_HOW_MANY = prepare(
    select(func.count().label("many"))
    .select_from(WEBHOOK)
    .where(WEBHOOK.c.owner_id == ME, WEBHOOK.c.removed_at.is_(None))
)
_READABLE = prepare(
    select(COMMUNITY.c.id).where(
        COMMUNITY.c.id == func.any(bindparam("ids", type_=ARRAY(Uuid()))), inside_readable(COMMUNITY)
    )
)
_PLACE = Statement(
    """
    SELECT coalesce(consumer.xid, pg_snapshot_xmin(pg_current_snapshot()))::text AS xid,
           coalesce(consumer.position, 0) AS position
      FROM (SELECT 1) AS one LEFT JOIN consumer ON consumer.name = $1
    """,
    ("name",),
)
_NOW = Statement("SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xid", ())
_LET_GO = Statement(
    "UPDATE job SET due_at = $2::timestamptz WHERE crowd = $1::uuid AND state = 'waiting' AND due_at > $2::timestamptz",
    ("webhook", "now"),
)


async def make(
    work: Work, found: FoundOrganization, seals: Seals, allowed: Sequence[Network], given: WebhookIn
) -> tuple[Webhook, str]:
    """A webhook and its secret, which is known only now. It is told of what happens from now on."""
    found.require(Action.make_webhook)
    held = await work.row(_HOW_MANY)
    assert held is not None
    if held["many"] >= _MOST:
        raise TooManyWebhooks(f"You have {_MOST} webhooks, and may have no more.")
    _require_outside(given.url, allowed)
    _require_kinds(given.kinds)
    await _require_communities(work, given.community_ids)
    now = await work.row(_NOW)
    assert now is not None
    identity, secret = new_id(), _new_secret()
    made = Webhook(
        id=identity,
        created_at=work.now,
        updated_at=work.now,
        owner_id=work.actor.member_id,
        secret=seals.seal(secret, sealed_for(identity)),
        begins_xid=now["xid"],
        begins_position=0,
        **given.model_dump(),
    )
    work.add(made)
    record(work, EventKind.member_webhook_made, work.actor.member_id, webhook_id=identity)
    return made, secret


async def change(work: Work, found: FoundWebhook, allowed: Sequence[Network], given: WebhookPatch) -> None:
    found.require(Action.change_webhook)
    values = {name: value for name, value in given.model_dump().items() if value != getattr(found, name)}
    if not values:
        return
    if "url" in values:
        _require_outside(values["url"], allowed)
    _require_kinds(values.get("kinds", []))
    await _require_communities(work, values.get("community_ids", []))
    work.change(Webhook, found.id, **values)
    record(
        work,
        EventKind.member_webhook_changed,
        work.actor.member_id,
        webhook_id=found.id,
        version=found.version + 1,
        fields=sorted(values),
    )


def remove(work: Work, found: FoundWebhook) -> None:
    """Nothing is sent from here on; what it was, is tidied away with the last of its deliveries."""
    found.require(Action.remove_webhook)
    work.change(Webhook, found.id, removed_at=work.now, secret=b"", previous_secret=None)
    record(work, EventKind.member_webhook_removed, work.actor.member_id, webhook_id=found.id)


async def pause(work: Work, found: FoundWebhook) -> None:
    """What happens from now on is sent when the pause is taken back. One that is paused already, or was stopped, stays
    as it stands."""
    if found.state in _PAUSED:
        return
    found.require(Action.pause_webhook)
    await stop(work, found.id, found.state, WebhookState.paused)
    record(
        work,
        EventKind.member_webhook_paused,
        work.actor.member_id,
        webhook_id=found.id,
        state=WebhookState.paused,
        failing_since=None,
    )


async def stop(work: Work, webhook_id: UUID, was: WebhookState, state: WebhookState) -> None:
    """It keeps its place in the feed. Where the consumer tells of more at this very moment, that is sent twice."""
    values: dict[str, Any] = {"state": state}
    if was is WebhookState.sending:
        place = await work.row(_PLACE, name=CONSUMER)
        assert place is not None
        values |= {"begins_xid": place["xid"], "begins_position": place["position"]}
    work.change(Webhook, webhook_id, **values)


async def resume(work: Work, found: FoundWebhook) -> None:
    """What waited, and what happened meanwhile, is sent first."""
    found.require(Action.resume_webhook)
    if found.state not in _PAUSED:
        raise WebhookNotPaused("The webhook is not paused; there is nothing to take back.")
    work.change(Webhook, found.id, state=WebhookState.catching_up, failing_since=None, failures=0, resume_at=None)
    await work.row(_LET_GO, webhook=found.id)
    _catch_up(work, found.id)
    record(work, EventKind.member_webhook_resumed, work.actor.member_id, webhook_id=found.id)


def replay(work: Work, found: FoundWebhook, place: tuple[str, int]) -> None:
    """Sends anew what came after a place in the feed; what comes meanwhile is sent after that."""
    found.require(Action.replay_webhook)
    if found.state in _PAUSED:
        raise WebhookPaused("The webhook is paused, or was stopped: nothing is sent to it.")
    xid, position = place
    work.change(Webhook, found.id, state=WebhookState.catching_up, begins_xid=xid, begins_position=position)
    _catch_up(work, found.id)
    record(work, EventKind.member_webhook_replayed, work.actor.member_id, webhook_id=found.id)


def rotate_secret(work: Work, found: FoundWebhook, seals: Seals) -> str:
    """A new secret, which is known only now; the one before it signs too for a day."""
    found.require(Action.rotate_webhook_secret)
    secret = _new_secret()
    work.change(
        Webhook,
        found.id,
        secret=seals.seal(secret, sealed_for(found.id)),
        previous_secret=found.secret,
        previous_secret_until=work.now + BOTH_SIGN,
    )
    record(work, EventKind.member_webhook_secret_changed, work.actor.member_id, webhook_id=found.id)
    return secret


def test(work: Work, found: FoundWebhook) -> UUID:
    """Something to deliver that tells of nothing, whether the webhook is paused or not."""
    found.require(Action.test_webhook)
    return deliver(work, found.id, None, TEST_KIND, found.id)


async def redeliver(work: Work, found: FoundDelivery) -> None:
    """Once more, with all its tries; what waits anyway is sent at once."""
    found.require(Action.redeliver)
    work.derive(WebhookDelivery, found.id, state=DeliveryState.waiting, tries=0, ended_at=None)
    work.derive(Webhook, found.webhook_id, resume_at=None)
    if found.delivery_state is DeliveryState.waiting:
        await work.row(_LET_GO, webhook=found.webhook_id)
    else:
        _add_job(work, found.webhook_id, found.id, found.subject_id)


def deliver(
    work: Work,
    webhook_id: UUID,
    event_id: UUID | None,
    kind: str,
    subject_id: UUID,
    *,
    due_at: datetime | None = None,
) -> UUID:
    """Adds a delivery, after those of the same subject that are there already."""
    made = WebhookDelivery(
        id=new_id(), webhook_id=webhook_id, event_id=event_id, kind=kind, subject_id=subject_id, created_at=work.now
    )
    work.add(made)
    _add_job(work, webhook_id, made.id, subject_id, due_at=due_at)
    return made.id


def sealed_for(webhook_id: UUID) -> str:
    """What a webhook's secrets are sealed for."""
    return f"webhook:{webhook_id}"


def _add_job(
    work: Work, webhook_id: UUID, delivery_id: UUID, subject_id: UUID, *, due_at: datetime | None = None
) -> None:
    lane = f"webhook:{webhook_id}:{subject_id}"
    jobs.add(work, JobKind.deliver_webhook, lane=lane, crowd=webhook_id, due_at=due_at, delivery_id=delivery_id)


def _catch_up(work: Work, webhook_id: UUID) -> None:
    jobs.add(work, JobKind.catch_up_webhook, lane=f"webhook:{webhook_id}", webhook_id=webhook_id)


def _new_secret() -> str:
    """As Standard Webhooks writes it."""
    return "whsec_" + b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def _require_outside(url: str, allowed: Sequence[Network]) -> None:
    """Of an address that is written as numbers; what a name stands for is looked at when something is sent."""
    try:
        address = ip_address(urlsplit(url).hostname or "")
    except ValueError:
        return
    if not may_be_reached(address, allowed):
        raise InsideAddress("The address lies inside, and is not among those that are allowed.", at("#/url", "Inside."))


def _require_kinds(kinds: Sequence[str]) -> None:
    known = set(EventKind) - PERSONAL
    faults = [at(f"#/kinds/{place}", "Unknown.") for place, kind in enumerate(kinds) if kind not in known]
    if faults:
        raise UnknownKind("There is no such kind of event in the feed.", *faults)


async def _require_communities(work: Work, wanted: Sequence[UUID]) -> None:
    if not wanted:
        return
    readable = {row["id"] for row in await work.rows(_READABLE, ids=list(wanted))}
    faults = [at(f"#/community_ids/{place}", "Unknown.") for place, each in enumerate(wanted) if each not in readable]
    if faults:
        raise UnknownReference("There is no such community whose inside you may read.", *faults)

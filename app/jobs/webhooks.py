"""Webhooks: what the feed tells is sent to whoever asked for it, as Standard Webhooks have it.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md

Every event becomes a delivery of each webhook that asks for it, in the order of the feed; those of one subject are
sent one after the other. What is sent is asked of the feed when it is sent, as the owner may read it then.
"""

import hmac
import logging
import time
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256
from random import random
from typing import TYPE_CHECKING, Final
from uuid import UUID

import orjson
from asyncpg import Record

from app.access.visibility import readable_by
from app.core.clock import OFFSET
from app.core.sealing import Seals, UnsealableError
from app.core.statements import Statement, written
from app.domain.pauses import pause_after
from app.domain.vocabulary import DeliveryState, TryOutcome, WebhookState
from app.events.kinds import EventKind
from app.events.record import record
from app.integrations.reading import pause
from app.jobs import feed
from app.jobs.doing import Doing, Ending
from app.jobs.feed import Happened
from app.jobs.queue import Taken
from app.models import tables
from app.models.webhook import Webhook, WebhookDelivery, WebhookTry
from app.queries.events import TOLD
from app.services.webhooks import CONSUMER, TEST_KIND, deliver, sealed_for, stop
from app.work import Work, read_row

if TYPE_CHECKING:
    from app.core.outgoing import Said

log = logging.getLogger(__name__)

MOST_TRIES: Final = 20
"""Of one delivery, in about five days; then what stands behind it goes on."""
_MOST_WAITING: Final = 500
"""Of one webhook that catches up: so much stands in the queue, and no more."""
_BREATH: Final = timedelta(seconds=2)
_LOOK_AGAIN: Final = timedelta(hours=1)
"""After which a delivery of a webhook that is paused looks whether it still is, should nobody have told it."""
_ANSWER_CHARACTERS: Final = 1_000
_ANSWER_BYTES: Final = 4 * _ANSWER_CHARACTERS
_STOPPED: Final = frozenset({WebhookState.paused, WebhookState.stopped, WebhookState.gone})

_EVENT, _WEBHOOK = tables["event"], tables["webhook"]


def _asked_for(of: str) -> Statement:
    """Which of some events are asked for by webhooks whose owners may read them, in the order of the feed."""
    return written(
        f"""
        SELECT webhook.id AS webhook_id, webhook.resume_at, event.id AS event_id, event.kind, event.subject_id
          FROM event
          JOIN webhook ON webhook.removed_at IS NULL AND {of}
           AND (event.xid, event.position) > (webhook.begins_xid, webhook.begins_position)
           AND (webhook.kinds = '{{{{}}}}' OR event.kind = ANY(webhook.kinds))
           AND (webhook.community_ids = '{{{{}}}}' OR event.community_id = ANY(webhook.community_ids))
          JOIN member ON member.id = webhook.owner_id AND member.active
         WHERE event.id = ANY(:events::uuid[]) AND NOT event.personal AND {{readable}}
         ORDER BY event.xid, event.position
        """,
        readable=readable_by(_WEBHOOK.c.owner_id, _EVENT),
    )


_BY_ALL: Final = _asked_for("webhook.state = 'sending'")
_BY_ONE: Final = _asked_for("webhook.id = :webhook::uuid")
_CATCHING_UP: Final = Statement(
    """
    SELECT webhook.state, webhook.begins_xid::text AS xid, webhook.begins_position AS position,
           (SELECT count(*) FROM (SELECT FROM webhook_delivery WHERE webhook_delivery.webhook_id = webhook.id
               AND webhook_delivery.state = 'waiting' LIMIT $2::integer) AS a_few) AS waiting
      FROM webhook WHERE webhook.id = $1::uuid AND webhook.removed_at IS NULL
       FOR NO KEY UPDATE OF webhook
    """,
    ("webhook", "most"),
)
_DELIVERY: Final = written(
    """
    SELECT delivery.state AS delivery_state, delivery.event_id, delivery.kind, delivery.tries, delivery.created_at,
           webhook.id, webhook.owner_id, webhook.url, webhook.secret, webhook.previous_secret,
           webhook.previous_secret_until, webhook.state, webhook.resume_at, webhook.failing_since,
           statement_timestamp() + {offset} AS now
      FROM webhook_delivery AS delivery JOIN webhook ON webhook.id = delivery.webhook_id
     WHERE delivery.id = :id::uuid AND webhook.removed_at IS NULL
    """,
    offset=OFFSET,
)
_HELD: Final = Statement(
    """
    SELECT webhook.state, webhook.owner_id, webhook.failing_since, webhook.failures, webhook.resume_at FROM webhook
     WHERE webhook.id = $1::uuid AND webhook.removed_at IS NULL FOR NO KEY UPDATE
    """,
    ("id",),
)


async def tell(work: Work, events: Sequence[Happened]) -> None:
    """The consumer of the feed: a delivery for every webhook that asks for an event."""
    _add(work, await work.rows(_BY_ALL, events=[event.id for event in events]))


async def catch_up(doing: Doing, taken: Taken) -> None:
    """A webhook that lies behind is told by itself, until it is where the consumer is; from then on that tells it. The
    consumer waits meanwhile, so that nothing falls between the two."""
    async with doing.ending(taken) as ending:
        work, webhook_id = ending.work, taken.id_of("webhook_id")
        place = await feed.place_of(work, CONSUMER)
        held = await work.row(_CATCHING_UP, webhook=webhook_id, most=_MOST_WAITING)
        if held is None or held["state"] != WebhookState.catching_up:
            return
        if place is None or held["waiting"] >= _MOST_WAITING:
            ending.again(_BREATH)
            return
        events = await feed.between(work, (held["xid"], held["position"]), place)
        if not events:
            work.derive(Webhook, webhook_id, state=WebhookState.sending)
            return
        _add(work, await work.rows(_BY_ONE, events=[each["id"] for each in events], webhook=webhook_id))
        last = events[-1]
        work.derive(Webhook, webhook_id, begins_xid=last["xid"], begins_position=last["position"])
        ending.again(timedelta(0))


def _add(work: Work, asked_for: Iterable[Record]) -> None:
    for each in asked_for:
        resume_at = each["resume_at"]
        later = resume_at if resume_at is not None and resume_at > work.now else None
        deliver(work, each["webhook_id"], each["event_id"], each["kind"], each["subject_id"], due_at=later)


async def send(doing: Doing, taken: Taken) -> None:
    """One try of one delivery."""
    delivery_id = taken.id_of("delivery_id")
    known = await read_row(doing.database, _DELIVERY, {"id": delivery_id, "clock_offset": doing.settings.clock_offset})
    if known is None or known["delivery_state"] != DeliveryState.waiting:
        return
    tested = known["event_id"] is None
    if not tested and (known["state"] in _STOPPED or (known["resume_at"] or known["now"]) > known["now"]):
        await _wait(doing, taken, known)
        return
    message = await _message(doing, known, delivery_id)
    if message is None:
        async with doing.ending(taken) as ending:
            now = ending.work.now
            ending.work.derive(WebhookDelivery, delivery_id, state=DeliveryState.withheld, ended_at=now)
        return
    sent = await _post(doing, known, delivery_id, message)
    async with doing.ending(taken) as ending:
        await _keep(doing, ending, known, delivery_id, sent)


async def _wait(doing: Doing, taken: Taken, known: Record) -> None:
    """Of a webhook that is paused, until it is not; of one that failed, until it is tried again. Asked once more while
    it is locked: who lets go of what waits must find it waiting."""
    async with doing.ending(taken) as ending:
        held = await ending.work.row(_HELD, id=known["id"])
        if held is None or held["state"] in _STOPPED:
            ending.again(_LOOK_AGAIN)
        else:
            ending.again_at(max(held["resume_at"] or ending.work.now, ending.work.now) + _spread())


async def _message(doing: Doing, known: Record, delivery_id: UUID) -> bytes | None:
    """What is sent; None where the owner may no longer read it."""
    if known["event_id"] is None:
        return _test_message(known, delivery_id)
    told = await read_row(doing.database, TOLD, {"me": known["owner_id"], "event": known["event_id"]})
    if told is None or not told["active"] or told["body"] is None:
        return None
    at = orjson.loads(told["body"])["at"]
    return b'{"type":%b,"timestamp":%b,"data":%b}' % (
        orjson.dumps(known["kind"]),
        orjson.dumps(at),
        told["body"].encode(),
    )


def _test_message(known: Record, delivery_id: UUID) -> bytes:
    at = known["created_at"].isoformat(timespec="microseconds").replace("+00:00", "Z")
    data = {
        "id": str(delivery_id),
        "kind": TEST_KIND,
        "subject": {"kind": "member", "id": str(known["owner_id"])},
        "actor": None,
        "at": at,
        "community_id": None,
        "data": {"webhook_id": str(known["id"])},
    }
    return orjson.dumps({"type": TEST_KIND, "timestamp": at, "data": data})


class _Sent:
    """What came of a try."""

    def __init__(self, outcome: TryOutcome, milliseconds: int, said: "Said | None" = None) -> None:
        self.outcome, self.milliseconds, self.said = outcome, milliseconds, said

    @property
    def status(self) -> int | None:
        return None if self.said is None else self.said.status

    @property
    def patience(self) -> timedelta:
        """For how long the receiver asks to be left alone, within reason."""
        headers = {} if self.said is None else self.said.headers
        return timedelta(seconds=pause(headers.get("retry-after", ""), headers.get("date", "")) or 0.0)

    @property
    def answer(self) -> str:
        """As text that can be kept."""
        if self.said is None:
            return ""
        return self.said.beginning.decode("utf-8", "replace").replace("\0", "\ufffd")[:_ANSWER_CHARACTERS]


async def _post(doing: Doing, known: Record, delivery_id: UUID, message: bytes) -> _Sent:
    import httpx

    from app.core.outgoing import InsideAddressError, TooSlowError, post

    try:
        secrets = _secrets(doing.seals, known)
    except UnsealableError:
        log.warning("the secret of webhook %s cannot be opened: its owner has to change it", known["id"])
        return _Sent(TryOutcome.unsigned, 0)
    identity = str(known["event_id"] or delivery_id)
    headers = {"Content-Type": "application/json", **signed(secrets, identity, int(time.time()), message)}
    began = time.monotonic()

    def came_to(outcome: TryOutcome) -> _Sent:
        return _Sent(outcome, round((time.monotonic() - began) * 1000))

    try:
        said = await post(doing.http, known["url"], message, headers, _ANSWER_BYTES)
    except InsideAddressError:
        return came_to(TryOutcome.inside)
    except (TooSlowError, httpx.TimeoutException):
        return came_to(TryOutcome.too_slow)
    except (httpx.TransportError, httpx.InvalidURL):
        return came_to(TryOutcome.not_reached)
    if 200 <= said.status < 300:
        outcome = TryOutcome.delivered
    else:
        outcome = TryOutcome.redirected if 300 <= said.status < 400 else TryOutcome.refused
    return _Sent(outcome, said.milliseconds, said)


def _secrets(seals: Seals, known: Record) -> list[str]:
    """The current one, and the one before while it is good and can be opened. Raises UnsealableError."""
    place, until = sealed_for(known["id"]), known["previous_secret_until"]
    secrets = [seals.open(known["secret"], place)]
    if known["previous_secret"] is not None and until is not None and until > known["now"]:
        with suppress(UnsealableError):
            secrets.append(seals.open(known["previous_secret"], place))
    return secrets


def signed(secrets: Iterable[str], identity: str, timestamp: int, message: bytes) -> dict[str, str]:
    """The headers by which a receiver knows who sent it, when, and whether it had it before."""
    content = b"%b.%d.%b" % (identity.encode(), timestamp, message)
    signatures = [
        "v1," + b64encode(hmac.digest(b64decode(secret.removeprefix("whsec_")), content, sha256)).decode()
        for secret in secrets
    ]
    return {
        "webhook-id": identity,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signatures),
    }


async def _keep(doing: Doing, ending: Ending, known: Record, delivery_id: UUID, sent: _Sent) -> None:
    """Writes down what came of it, and what follows."""
    work = ending.work
    work.add(
        WebhookTry(
            delivery_id=delivery_id,
            at=work.now,
            milliseconds=sent.milliseconds,
            outcome=sent.outcome,
            status=sent.status,
            answer=sent.answer,
        )
    )
    tries = known["tries"] + 1
    if sent.outcome is TryOutcome.delivered:
        work.derive(WebhookDelivery, delivery_id, tries=tries, state=DeliveryState.delivered, ended_at=work.now)
        if known["failing_since"] is not None:
            work.derive(Webhook, known["id"], failing_since=None, failures=0, resume_at=None)
        return
    held = await work.row(_HELD, id=known["id"])
    if held is None or known["event_id"] is None or tries >= MOST_TRIES:
        work.derive(WebhookDelivery, delivery_id, tries=tries, state=DeliveryState.failed, ended_at=work.now)
    else:
        work.derive(WebhookDelivery, delivery_id, tries=tries)
        ending.again(max(pause_after(tries, random()), sent.patience))
    if held is not None and known["event_id"] is not None and held["state"] not in _STOPPED:
        await _count_failure(doing, work, known, held, sent)


async def _count_failure(doing: Doing, work: Work, known: Record, held: Record, sent: _Sent) -> None:
    """Nothing is sent to the webhook for a while, of which several that fail at once count as one; after long failure,
    and where the receiver says that it is gone, it is stopped, and its owner told."""
    failing_since = held["failing_since"] or work.now
    patience = timedelta(days=doing.settings.webhook_patience_days)
    ended = WebhookState.gone if sent.status == 410 else None
    if ended is None and work.now - failing_since >= patience:
        ended = WebhookState.stopped
    failures, resume_at = held["failures"], held["resume_at"]
    if resume_at == known["resume_at"]:
        failures += 1
        resume_at = work.now + pause_after(failures, random())
    resume_at = max(resume_at or work.now, work.now + sent.patience)
    work.derive(Webhook, known["id"], failing_since=failing_since, failures=failures, resume_at=resume_at)
    if ended is not None:
        await stop(work, known["id"], WebhookState(held["state"]), ended)
        record(
            work,
            EventKind.member_webhook_paused,
            held["owner_id"],
            webhook_id=known["id"],
            state=ended,
            failing_since=failing_since,
        )


def _spread() -> timedelta:
    return timedelta(seconds=random())

"""Webhooks and their deliveries, as their owner reads them; to others there are none."""

from typing import Any

from sqlalchemy import FromClause, Uuid, and_, bindparam, exists, func, select, true

from app.access.actions import Condition, Standing
from app.access.addresses import id_of
from app.access.standing import Flags, allowed_actions
from app.access.visibility import ME
from app.domain.vocabulary import DeliveryState, WebhookState
from app.models import tables
from app.models.webhook import DeliveryLine, DeliveryShown, DeliveryTryShown, WebhookLine, WebhookShown
from app.queries.events import one_event
from app.queries.listing import Condition as Filter
from app.queries.listing import Listed, Listing, Order, Path, Within, any_of
from app.queries.view import Seen, many, one, shape, view

T = tables
WEBHOOK, DELIVERY, TRY = T["webhook"], T["webhook_delivery"], T["webhook_try"]
ID = bindparam("id", type_=Uuid())
TRIES_SHOWN = 10
"""How many tries of a delivery are told of."""

_MINE = and_(WEBHOOK.c.owner_id == ME, WEBHOOK.c.removed_at.is_(None))
_LINE: dict[str, Any] = {
    "resumes_at": WEBHOOK.c.resume_at,
    "waiting_count": select(func.count())
    .select_from(DELIVERY)
    .where(DELIVERY.c.webhook_id == WEBHOOK.c.id, DELIVERY.c.state == DeliveryState.waiting)
    .correlate(WEBHOOK)
    .scalar_subquery(),
}
_FLAGS: Flags = {
    Standing.oneself: true(),
    Condition.paused: WEBHOOK.c.state.in_((WebhookState.paused, WebhookState.stopped, WebhookState.gone)),
}
_WEBHOOK = view(
    "webhook",
    select(*shape(WebhookShown, WEBHOOK, **_LINE, allowed_actions=allowed_actions("webhook", _FLAGS))).where(
        WEBHOOK.c.id == ID, _MINE
    ),
    WEBHOOK.c.version,
)


def webhook(address: str) -> Seen[WebhookShown]:
    return Seen(_WEBHOOK, {"id": id_of(address, "webhook")})


def _lines(page: FromClause) -> Any:
    return select(*shape(WebhookLine, WEBHOOK, **_LINE)).select_from(page).join(WEBHOOK, WEBHOOK.c.id == page.c.id)


_LIST = Listing(
    WEBHOOK, WebhookLine, _lines, {"-created_at": Order((WEBHOOK.c.created_at, WEBHOOK.c.id))}, visible=_MINE
)


def mine() -> Listed:
    return Listed(_LIST)


_TRIES = many(
    select(*shape(DeliveryTryShown, TRY))
    .where(TRY.c.delivery_id == DELIVERY.c.id)
    .correlate(DELIVERY)
    .order_by(TRY.c.at.desc(), TRY.c.id.desc())
    .limit(TRIES_SHOWN)
)
_DELIVERY = view(
    "delivery",
    select(*shape(DeliveryShown, DELIVERY, tries=_TRIES, event=one(one_event(DELIVERY.c.event_id).correlate(DELIVERY))))
    .select_from(DELIVERY.join(WEBHOOK, WEBHOOK.c.id == DELIVERY.c.webhook_id))
    .where(DELIVERY.c.id == ID, WEBHOOK.c.id == bindparam("webhook", type_=Uuid()), _MINE),
)


def delivery(of: str, address: str) -> Seen[DeliveryShown]:
    return Seen(_DELIVERY, {"webhook": id_of(of, "delivery"), "id": id_of(address, "delivery")})


def _delivery_lines(page: FromClause) -> Any:
    return (
        select(*shape(DeliveryLine, DELIVERY, tries=_TRIES))
        .select_from(page)
        .join(DELIVERY, DELIVERY.c.id == page.c.id)
    )


_FILTERS: dict[str, Filter] = {
    "state": any_of(DELIVERY.c.state, "state"),
    "subject": any_of(DELIVERY.c.subject_id, "subject"),
}
_DELIVERIES = Listing(
    DELIVERY,
    DeliveryLine,
    _delivery_lines,
    {"-created_at": Order((DELIVERY.c.created_at, DELIVERY.c.id))},
    _FILTERS,
    within={
        "webhook": Within(
            exists(select(1).select_from(WEBHOOK).where(WEBHOOK.c.id == ID, _MINE)),
            and_(DELIVERY.c.webhook_id == ID, exists(select(1).select_from(WEBHOOK).where(WEBHOOK.c.id == ID, _MINE))),
        )
    },
    visible=true(),
    paths={
        (name, "-created_at"): Path(DELIVERY, name, value, DELIVERY.c.id, (DELIVERY.c.created_at, DELIVERY.c.id))
        for name, value in (("subject", DELIVERY.c.subject_id), ("state", DELIVERY.c.state))
    },
)


def deliveries(of: str) -> Listed:
    return Listed(_DELIVERIES, "webhook", {"id": id_of(of, "webhook")}, "webhook")

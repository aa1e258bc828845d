"""How a change finds what belongs to no community: the organization itself, its members, its catalogue and estate."""

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import (
    FromClause,
    Uuid,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    select,
    true,
)

from app.access.actions import Standing
from app.access.addresses import id_of
from app.access.found import (
    FoundComponent,
    FoundDelivery,
    FoundEnvironment,
    FoundJob,
    FoundLeavingMember,
    FoundMember,
    FoundObjective,
    FoundOrganization,
    FoundRelease,
    FoundSite,
    FoundWebhook,
)
from app.access.lookup import ID, Found, LookupOf, columns_of, locked, lookup
from app.access.standing import is_me
from app.access.visibility import ME, MEMBER
from app.domain.vocabulary import (
    ActionItemState,
)
from app.models import tables
from app.work import Sought

F = TypeVar("F", bound=Found)

T = tables
COMMUNITY, ACTION_ITEM = T["community"], T["action_item"]
SITE, COMPONENT, RELEASE, ENVIRONMENT = T["site"], T["component"], T["release"], T["environment"]
OBJECTIVE, KEEPER = T["objective"], T["environment_keeper"]
JOB, WEBHOOK, DELIVERY = T["job"], T["webhook"], T["webhook_delivery"]
UNDONE = (ActionItemState.open, ActionItemState.in_progress)
_ORGANIZATION = lookup(
    FoundOrganization, "member", locked(select(*columns_of(FoundOrganization, MEMBER)).where(MEMBER.c.id == ME), MEMBER)
)


def _catalogue(kind: type[F], what: str, table: FromClause, flags: Mapping[Standing, Any] | None = None) -> LookupOf[F]:
    return lookup(kind, what, locked(select(*columns_of(kind, table)).where(table.c.id == ID), table), flags)


_ONESELF = {Standing.oneself: lambda row: is_me(row.id)}
_MEMBER = _catalogue(FoundMember, "member", MEMBER, _ONESELF)


def _leaving() -> LookupOf[FoundLeavingMember]:
    """The communities' rows make one row of the join, so that they are locked before the member's is."""
    owned = (
        select(ACTION_ITEM.c.community_id)
        .where(ACTION_ITEM.c.owner_id == ID, ACTION_ITEM.c.state.in_(UNDONE))
        .correlate(None)
    )
    communities = (
        locked(select(COMMUNITY.c.id).where(COMMUNITY.c.id.in_(owned)).order_by(COMMUNITY.c.id), COMMUNITY)
        .cte("communities")
        .prefix_with("MATERIALIZED")
    )
    ids = func.coalesce(func.array_agg(communities.c.id), literal_column("'{}'::uuid[]"))
    held = select(ids.label("community_ids")).select_from(communities).subquery("held")
    rows = (
        select(*columns_of(FoundLeavingMember, MEMBER, community_ids=held.c.community_ids))
        .select_from(held.join(MEMBER, true()))
        .where(MEMBER.c.id == ID)
    )
    theirs = "SELECT community_id FROM membership WHERE member_id = :id::uuid"
    return lookup(FoundLeavingMember, "member", locked(rows, MEMBER), _ONESELF, communities=theirs)


_LEAVING_MEMBER = _leaving()
_SITE = _catalogue(FoundSite, "site", SITE)
_COMPONENT = _catalogue(FoundComponent, "component", COMPONENT)
_RELEASE = lookup(
    FoundRelease,
    "release",
    locked(
        select(*columns_of(FoundRelease, RELEASE))
        .join(COMPONENT, COMPONENT.c.id == RELEASE.c.component_id)
        .where(RELEASE.c.id == ID),
        COMPONENT,
        RELEASE,
    ),
)
_OBJECTIVE = _catalogue(FoundObjective, "objective", OBJECTIVE)
_ENVIRONMENT = _catalogue(
    FoundEnvironment,
    "environment",
    ENVIRONMENT,
    {
        Standing.keeper: lambda row: exists(
            select(1).where(KEEPER.c.environment_id == row.id, KEEPER.c.member_id == ME).correlate_except(KEEPER)
        )
    },
)

_JOB = lookup(
    FoundJob,
    "job",
    locked(select(*columns_of(FoundJob, JOB, version=JOB.c.claims)).where(JOB.c.id == ID), JOB),
)
_MINE = and_(WEBHOOK.c.owner_id == ME, WEBHOOK.c.removed_at.is_(None))
_OWN = {Standing.oneself: lambda _: true()}
_WEBHOOK = lookup(
    FoundWebhook,
    "webhook",
    locked(select(*columns_of(FoundWebhook, WEBHOOK)).where(WEBHOOK.c.id == ID, _MINE), WEBHOOK),
    _OWN,
)
_DELIVERY = lookup(
    FoundDelivery,
    "delivery",
    locked(
        select(*columns_of(FoundDelivery, DELIVERY, version=WEBHOOK.c.version, delivery_state=DELIVERY.c.state))
        .select_from(WEBHOOK.join(DELIVERY, DELIVERY.c.webhook_id == WEBHOOK.c.id))
        .where(WEBHOOK.c.id == bindparam("webhook", type_=Uuid()), DELIVERY.c.id == ID, _MINE),
        WEBHOOK,
        DELIVERY,
    ),
    _OWN,
)


def organization() -> Sought[FoundOrganization]:
    return Sought(_ORGANIZATION, {})


def member_at(address: str) -> Sought[FoundMember]:
    return Sought(_MEMBER, {"id": id_of(address, "member")})


def leaving_member_at(address: str) -> Sought[FoundLeavingMember]:
    """The member, with the communities in which something is left to do that they own."""
    return Sought(_LEAVING_MEMBER, {"id": id_of(address, "member")})


def site_at(address: str) -> Sought[FoundSite]:
    return Sought(_SITE, {"id": id_of(address, "site")})


def component_at(address: str) -> Sought[FoundComponent]:
    return Sought(_COMPONENT, {"id": id_of(address, "component")})


def release_at(address: str) -> Sought[FoundRelease]:
    return Sought(_RELEASE, {"id": id_of(address, "release")})


def objective_at(address: str) -> Sought[FoundObjective]:
    return Sought(_OBJECTIVE, {"id": id_of(address, "objective")})


def environment_at(address: str) -> Sought[FoundEnvironment]:
    return Sought(_ENVIRONMENT, {"id": id_of(address, "environment")})


def job_at(address: str) -> Sought[FoundJob]:
    return Sought(_JOB, {"id": id_of(address, "job")})


def webhook_at(address: str) -> Sought[FoundWebhook]:
    return Sought(_WEBHOOK, {"id": id_of(address, "webhook")})


def delivery_at(webhook: str, address: str) -> Sought[FoundDelivery]:
    return Sought(_DELIVERY, {"webhook": id_of(webhook, "delivery"), "id": id_of(address, "delivery")})

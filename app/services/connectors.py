"""What is done with connectors: made and changed by administrators, accepted by the community they serve, paused."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson
from pydantic import MISSING, ValidationError
from sqlalchemy import Text, Uuid, and_, bindparam, select

from app.access.actions import Action
from app.access.found import FoundConnector, FoundOrganization
from app.access.standing import ABOVE_OBSERVER
from app.access.visibility import COMMUNITY, MEMBER, MEMBERSHIP, seen
from app.core.ids import new_id
from app.core.sealing import Seals
from app.core.statements import prepare
from app.domain.errors import (
    Fault,
    Invalid,
    NotAccepted,
    NotPaused,
    UnknownReference,
    UnsuitableMember,
    at,
)
from app.domain.vocabulary import ConnectorKind, JobKind, JobState, MemberKind, MembershipState
from app.events.kinds import EventKind
from app.events.record import record
from app.integrations.kinds import KINDS
from app.models import tables
from app.models.connector import Connector, ConnectorIn, ConnectorPatch
from app.services import jobs
from app.services.connected import place_of
from app.work import Work

JOB = tables["job"]
_AGREED = frozenset({"rules", "member_id", "config"})
"""What the community accepted: a change of it is to be accepted anew."""
_COMMUNITY = prepare(
    select(COMMUNITY.c.id, COMMUNITY.c.open).where(
        COMMUNITY.c.id == bindparam("community", type_=Uuid()), seen(COMMUNITY)
    )
)
_SERVICE = prepare(
    select(MEMBER.c.id).where(
        MEMBER.c.id == bindparam("member", type_=Uuid()),
        MEMBER.c.active,
        MEMBER.c.kind == MemberKind.service,
        select(MEMBERSHIP.c.id)
        .where(
            and_(
                MEMBERSHIP.c.member_id == MEMBER.c.id,
                MEMBERSHIP.c.community_id == bindparam("community", type_=Uuid()),
                MEMBERSHIP.c.state == MembershipState.active,
                MEMBERSHIP.c.role.in_(ABOVE_OBSERVER),
            )
        )
        .correlate(MEMBER)
        .exists(),
    )
)


_POLLED = prepare(
    select(JOB.c.id).where(
        JOB.c.lane == bindparam("lane", type_=Text()), JOB.c.state.in_((JobState.waiting, JobState.running))
    )
)


async def make(work: Work, found: FoundOrganization, given: ConnectorIn, seals: Seals) -> Connector:
    """A connector that waits for its community. Raises UnknownReference, UnsuitableMember."""
    found.require(Action.make_connector)
    community = await work.row(_COMMUNITY, community=given.community_id)
    if community is None:
        raise UnknownReference(
            "There is no such community that you may see: a private one is there for its members alone.",
            at("#/community_id", "Unknown."),
        )
    await _require_service(work, given.member_id, given.community_id)
    _require_set_up(given.kind, given.config, given.secret)
    values = given.model_dump(mode="json", exclude={"community_id", "member_id", "secret"})
    identity = new_id()
    connector = Connector(
        id=identity,
        created_at=work.now,
        updated_at=work.now,
        community_id=community["id"],
        open=community["open"],
        member_id=given.member_id,
        secret=_sealed(seals, identity, given.secret),
        **values,
    )
    work.add(connector)
    record(work, EventKind.connector_made, connector.id, connector, kind=given.kind)
    return connector


async def change(work: Work, found: FoundConnector, given: ConnectorPatch, seals: Seals) -> None:
    """What the community accepted and is changed now waits to be accepted again."""
    found.require(Action.change_connector)
    asked: dict[str, Any] = given.model_dump(mode="json", exclude={"secret"})
    if "member_id" in asked:
        asked["member_id"] = UUID(asked["member_id"])
    values = {name: value for name, value in asked.items() if value != getattr(found, name)}
    if "member_id" in values:
        await _require_service(work, values["member_id"], found.community_id)
    config = given.config if given.config is not MISSING else None
    secret = given.secret if given.secret is not MISSING else None
    _require_set_up(found.kind, config, secret)
    if secret is not None:
        values["secret"] = _sealed(seals, found.id, secret)
    if not values:
        return
    if values.keys() & {"config", "secret"}:
        await jobs.let_go(work, found.id)
    if _AGREED & values.keys() and found.accepted_at is not None:
        values |= {"accepted_at": None, "accepted_by_id": None}
    work.change(Connector, found.id, **values)
    fields = sorted(values.keys() - {"accepted_by_id"})
    record(work, EventKind.connector_changed, found.id, found, version=found.version + 1, fields=fields)


def accepted(found: FoundConnector) -> bool:
    """Is it accepted already? Raises Forbidden for who could not accept it."""
    found.require(Action.accept_connector)
    return found.accepted_at is not None


async def accept(work: Work, found: FoundConnector) -> None:
    """The community lets it in: from now on tickets flow, and the ticket system is asked what has changed."""
    found.require(Action.accept_connector)
    lane = f"poll {found.id}"
    if await work.row(_POLLED, lane=lane) is None:
        jobs.add(work, JobKind.poll_tickets, lane=lane, crowd=found.id, connector=found.id)
    await jobs.let_go(work, found.id)
    work.change(Connector, found.id, accepted_at=work.now, accepted_by_id=work.actor.member_id)
    record(work, EventKind.connector_accepted, found.id, found)


def withdraw_acceptance(work: Work, found: FoundConnector) -> None:
    """Nothing flows any more; what it brought stays."""
    found.require(Action.withdraw_connector_acceptance)
    if found.accepted_at is None:
        raise NotAccepted("The community has not accepted it; there is nothing to take back.")
    work.change(Connector, found.id, accepted_at=None, accepted_by_id=None)
    record(work, EventKind.connector_acceptance_withdrawn, found.id, found)


def paused(found: FoundConnector) -> bool:
    """Is it paused already? Raises Forbidden for who could not pause it."""
    found.require(Action.pause_connector)
    return found.paused_at is not None


def pause(work: Work, found: FoundConnector) -> None:
    """Nothing flows for a while; what was not told is told afterwards."""
    found.require(Action.pause_connector)
    work.change(Connector, found.id, paused_at=work.now, paused_by_id=work.actor.member_id)
    record(work, EventKind.connector_paused, found.id, found)


async def resume(work: Work, found: FoundConnector) -> None:
    found.require(Action.resume_connector)
    if found.paused_at is None:
        raise NotPaused("The connector is not paused; there is nothing to take back.")
    await jobs.let_go(work, found.id)
    work.change(Connector, found.id, paused_at=None, paused_by_id=None)
    record(work, EventKind.connector_resumed, found.id, found)


def _require_set_up(kind: ConnectorKind, config: Mapping[str, Any] | None, secret: Mapping[str, Any] | None) -> None:
    """What this kind of system asks for is there, and nothing else. Raises Invalid, naming each place; never what was
    sent."""
    made = KINDS[kind]
    faults: list[Fault] = []
    for pointer, model, given in (("#/config", made.config, config), ("#/secret", made.secret, secret)):
        if given is None:
            continue
        try:
            model.model_validate(given)
        except ValidationError as error:
            for each in error.errors(include_input=False, include_url=False, include_context=False):
                place = "/".join((pointer, *(str(part) for part in each["loc"])))
                faults.append(at(place, each["msg"]))
    if faults:
        raise Invalid(f"{made.title} is not set up by this.", *faults)


def _sealed(seals: Seals, connector_id: UUID, secret: Mapping[str, Any]) -> bytes:
    return seals.seal(orjson.dumps(secret).decode(), place_of(connector_id))


async def _require_service(work: Work, member_id: UUID, community_id: UUID) -> None:
    if await work.row(_SERVICE, member=member_id, community=community_id) is None:
        raise UnsuitableMember(
            "A connector acts by an active service account that is a member of the community.",
            at("#/member_id", "Name a service account that is a member there, above observer."),
        )

"""What is done with communities: founded, and given another name, purpose or objective."""

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import MISSING
from sqlalchemy import Uuid, bindparam, select

from app.access.actions import Action
from app.access.found import FoundCommunity, FoundOrganization
from app.core.ids import new_id
from app.core.statements import prepare
from app.domain.errors import Invalid, at
from app.domain.keys import SUFFIX_FIRST, SUFFIX_LENGTH, SUFFIX_REST, private_slug
from app.domain.vocabulary import MembershipState, Role, Visibility
from app.events.kinds import EventKind
from app.events.record import Lying, record
from app.models import tables
from app.models.community import Community, CommunityIn, CommunityObjective, CommunityPatch
from app.models.membership import Membership
from app.models.process import ProcessVersion
from app.work import Work

SERVED = tables["community_objective"]
FIRST_VERSION = 1

_OBJECTIVES = prepare(
    select(SERVED.c.id, SERVED.c.objective_id).where(SERVED.c.community_id == bindparam("id", type_=Uuid()))
)


def found(
    work: Work, organization: FoundOrganization, given: CommunityIn, *, recorded_at: datetime | None = None
) -> Community:
    """A new community with its first rules, whose founder is its coordinator. `recorded_at`: when it began elsewhere.

    Raises SlugTaken when sent."""
    organization.require(Action.found_community)
    began = recorded_at or work.now
    community = Community(
        id=new_id(),
        created_at=began,
        updated_at=began,
        slug=_slug(given),
        name=given.name,
        purpose=given.purpose,
        charter=given.charter,
        visibility=given.visibility,
        open=given.visibility is Visibility.open,
        process_version=FIRST_VERSION,
        member_count=1,
    )
    work.add(community)
    work.add(
        ProcessVersion(
            community_id=community.id,
            process_version=FIRST_VERSION,
            document=given.process.model_dump(mode="json"),
            adopted_at=began,
            adopted_by_id=work.actor.member_id,
        )
    )
    membership = Membership(
        created_at=began,
        updated_at=began,
        community_id=community.id,
        member_id=work.actor.member_id,
        role=Role.coordinator,
        state=MembershipState.active,
        joined_at=began,
    )
    work.add(membership)
    for position, objective_id in enumerate(_each_once(given.objective_ids)):
        _serve(work, community.id, objective_id, position)
    inside = Lying(community.id, community.open)
    record(
        work,
        EventKind.community_founded,
        community.id,
        inside,
        visibility=given.visibility,
        process_version=FIRST_VERSION,
    )
    record(
        work, EventKind.membership_begun, membership.id, inside, member_id=membership.member_id, role=membership.role
    )
    return community


async def change(work: Work, community: FoundCommunity, given: CommunityPatch) -> None:
    """Another name, purpose, or other objectives; what is as it was is no change."""
    community.require(Action.change_community)
    asked: dict[str, Any] = given.model_dump(exclude={"objective_ids"})
    values = {name: value for name, value in asked.items() if value != getattr(community, name)}
    fields = sorted(values)
    if given.objective_ids is not MISSING and await _change_objectives(work, community.id, given.objective_ids):
        fields.append("objective_ids")
    if not fields:
        return
    work.change(Community, community.id, **values)
    record(
        work,
        EventKind.community_changed,
        community.id,
        community,
        version=community.version + 1,
        fields=fields,
    )


def _slug(given: CommunityIn) -> str:
    if given.visibility is not Visibility.private:
        return given.slug
    suffix = secrets.choice(SUFFIX_FIRST) + "".join(secrets.choice(SUFFIX_REST) for _ in range(SUFFIX_LENGTH - 1))
    return private_slug(given.slug, suffix)


async def _change_objectives(work: Work, community_id: UUID, wanted: list[UUID]) -> bool:
    """Keeps the links that stay, so that the same objectives are no change."""
    held = {row["objective_id"]: row["id"] for row in await work.rows(_OBJECTIVES, id=community_id)}
    for objective_id in held.keys() - set(_each_once(wanted)):
        work.remove(CommunityObjective, held[objective_id])
    for position, objective_id in enumerate(wanted):
        if objective_id not in held:
            _serve(work, community_id, objective_id, position)
    return held.keys() != set(wanted)


def _serve(work: Work, community_id: UUID, objective_id: UUID, position: int) -> None:
    work.refers(f"#/objective_ids/{position}", objective_id)
    work.add(CommunityObjective(community_id=community_id, objective_id=objective_id))


def _each_once(identities: list[UUID]) -> list[UUID]:
    """Raises Invalid, naming its place, for one that stands twice."""
    for position, identity in enumerate(identities):
        if identity in identities[:position]:
            raise Invalid("An objective stands once.", at(f"#/objective_ids/{position}", "It stands here again."))
    return identities

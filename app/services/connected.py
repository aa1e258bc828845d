"""A connector as it is used: read anew each time, its secret opened only to speak with its system."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import orjson

from app.core.clock import OFFSET
from app.core.database import Database
from app.core.sealing import Seals
from app.core.statements import written
from app.domain.ticketing import Rule
from app.domain.vocabulary import JobKind
from app.integrations.base import Changed, Gone, Item, Remark, RemarkGone, Ticket, TicketSystem
from app.integrations.kinds import open_system
from app.services import jobs
from app.work import Work, read_row

if TYPE_CHECKING:
    import httpx

_CONNECTOR: Final = written(
    """
    SELECT connector.id, connector.kind, connector.system, connector.secret, connector.config, connector.rules,
           connector.severities, connector.closures, connector.states, connector.poll_seconds,
           connector.member_id, connector.community_id, connector.mark, community.slug,
           connector.brought,
           CASE WHEN connector.resume_at > clock_timestamp() + {offset} THEN connector.resume_at END AS rests_until,
           coalesce(connector.failed_at > connector.succeeded_at, connector.failed_at IS NOT NULL) AS ill,
           connector.accepted_at IS NOT NULL AS accepted,
           connector.accepted_at IS NOT NULL AND connector.paused_at IS NULL AS flows
      FROM connector JOIN community ON community.id = connector.community_id
     WHERE connector.id = :connector::uuid
    """,
    offset=OFFSET,
)


@dataclass(frozen=True, slots=True)
class Connected:
    """`flows`: accepted by its community, and not paused. `rests_until`: when its system may be asked again, where it
    wants to be left alone now. `brought`: what of its next page is done, which was broken off. `ill`: what was last
    asked of its system failed."""

    id: UUID
    kind: str
    system: str
    secret: bytes
    config: Mapping[str, Any]
    rules: tuple[Rule, ...]
    severities: Mapping[str, str]
    closures: Mapping[str, str]
    states: Mapping[str, str]
    poll_seconds: int
    member_id: UUID
    community_id: UUID
    slug: str
    mark: str | None
    brought: frozenset[str] | None
    rests_until: datetime | None
    ill: bool
    accepted: bool
    flows: bool


async def connected(database: Database, clock_offset: timedelta, connector_id: UUID) -> Connected | None:
    row = await read_row(database, _CONNECTOR, {"clock_offset": clock_offset, "connector": connector_id})
    if row is None:
        return None
    values = dict(row)
    for name in ("config", "severities", "closures", "states"):
        values[name] = orjson.loads(values[name])
    values["brought"] = None if row["brought"] is None else frozenset(orjson.loads(row["brought"]))
    values["rules"] = tuple(Rule(**each) for each in orjson.loads(values["rules"]))
    return Connected(**values)


def place_of(connector_id: UUID) -> str:
    """What a connector's secret is sealed for."""
    return f"connector {connector_id}"


def opened(on: Connected, seals: Seals, http: "httpx.AsyncClient") -> TicketSystem:
    """The ticket system, ready to speak with. Raises UnsealableError."""
    return open_system(on.kind, on.config, orjson.loads(seals.open(on.secret, place_of(on.id))), http)


def look_at(work: Work, connector_id: UUID, key: str) -> None:
    """A ticket is to be looked at: somebody says that there is something new in it."""
    jobs.add(
        work,
        JobKind.look_at_ticket,
        lane=f"look {connector_id} {key}",
        crowd=connector_id,
        connector=connector_id,
        key=key,
    )


def key_of(item: Item) -> str:
    """The ticket that something is about."""
    match item:
        case Ticket() | Changed() | Gone():
            return item.key
        case Remark() | RemarkGone():
            return item.ticket_key

"""Brings a ticket system's record into a community of its own: found, filled and begun again by the services that the
API calls. `docs/imports.md` says who does what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from app.access.actions import Standing
from app.access.found import FoundCommunity
from app.access.sought import community_inside_at
from app.access.sought_in_organization import organization
from app.core.database import Database
from app.domain.errors import Forbidden, NotFound
from app.domain.process import Process, ValidationPolicy
from app.domain.versions import Scheme
from app.domain.vocabulary import SubjectKind
from app.imports.batches import Batches, in_batches
from app.imports.jira_duplicates import Duplicates, NoClosure
from app.imports.jira_estate import Asked, Estate, standing_keys
from app.imports.jira_reading import read_issues
from app.imports.jira_record import BadLine, IssueRead
from app.imports.jira_tickets import TicketBatch, keys_of
from app.imports.tally import Listener, Tally
from app.models.community import CommunityIn
from app.services import communities
from app.services.imported import Ledger, turn
from app.work import Work

BATCH_SIZE: Final = 50

_NO_CLOSURE = {
    NoClosure.names_none: "duplicates that do not name of what",
    NoClosure.not_in_file: "duplicates of what is not in the file",
    NoClosure.otherwise_resolved: "duplicates that were resolved in another way",
    NoClosure.ring: "duplicates that lead back to themselves",
}


@dataclass(frozen=True, slots=True)
class JiraImport:
    """A file, the community it becomes, and for whom the import acts."""

    file: Path
    duplicates: Duplicates
    asked: Asked
    policy: ValidationPolicy

    @property
    def source(self) -> str:
        return f"jira/{self.asked.slug}"


async def import_tickets(
    database: Database,
    given: JiraImport,
    listener: Listener,
    *,
    clock_offset: timedelta = timedelta(0),
    batch_size: int = BATCH_SIZE,
) -> Tally:
    """Goes through the file once. Raises Forbidden where the community is there and the coordinator is not an acting
    coordinator of it, and Unavailable or OutcomeUnknown while the database is away: begin again later."""
    ledger = Ledger(given.source)
    orders: dict[UUID, Scheme] = {}
    whole = Tally()
    with ledger.believing():
        async with turn(database, clock_offset) as work:
            await _found(work, given, ledger, whole)
            await work.flush()
            whole.rows += work.rows_sent

    async def begin(work: Work, issues: Sequence[IssueRead]) -> TicketBatch:
        community = await _inside(work, given.asked)
        coordinator = work.actor
        await ledger.look_up(work, ((SubjectKind.problem, issue.key) for issue in issues))
        new = [issue for issue in issues if ledger.of(SubjectKind.problem, issue.key) is None]
        opening = Tally()
        estate = Estate(work, ledger, given.asked, community, coordinator, orders)
        if new:
            await ledger.look_up(work, standing_keys())
            await ledger.look_up(work, (key for issue in new for key in keys_of(issue, given.duplicates)))
            await estate.meet_people(new, opening)
        return TicketBatch(estate, given.duplicates, opening)

    batches = Batches(
        database, clock_offset, ledger, begin=begin, place=lambda issue: f"line {issue.number}", listener=listener
    )
    for batch in in_batches(_issues(given.file, listener, whole), batch_size):
        whole.add(await batches.run(batch))
        listener.advanced(batch[-1].number, whole)
    for reason, count in given.duplicates.left_out.items():
        whole.left_out[_NO_CLOSURE[reason]] += count
    return whole


def _issues(file: Path, listener: Listener, whole: Tally) -> Iterator[IssueRead]:
    """The tickets; bad lines, and a key that an earlier line had, are told of on the way."""
    seen: set[str] = set()
    for read in read_issues(file):
        if isinstance(read, BadLine):
            bad = read
        elif read.key in seen:
            bad = BadLine(read.number, f"repeats the key {read.key} of an earlier line")
        else:
            seen.add(read.key)
            yield read
            continue
        listener.refused(f"line {bad.number}", bad.reason)
        whole.left_out["lines"] += 1


async def _found(work: Work, given: JiraImport, ledger: Ledger, tally: Tally) -> None:
    """The community, founded by its coordinator with the policy given; where it is there already, it keeps its own."""
    try:
        await _inside(work, given.asked)
    except NotFound:
        slug = given.asked.slug
        community = communities.found(
            work,
            await work.find_for(given.asked.coordinator_id, organization()),
            CommunityIn(
                slug=slug,
                name=slug.replace("-", " ").title(),
                purpose=f"What was asked, answered and tried in {given.file.name}, brought here from a ticket system.",
                process=Process(validation_policy=given.policy),
            ),
        )
        ledger.enter(work, SubjectKind.community, slug, community.id)
        tally.made["communities"] += 1
    else:
        tally.there["communities"] += 1


async def _inside(work: Work, asked: Asked) -> FoundCommunity:
    community = await work.find_for(asked.coordinator_id, community_inside_at(asked.slug))
    if Standing.acting_coordinator not in community.standings:
        raise Forbidden(
            f"The community {asked.slug} is there already, and the coordinator named is no acting coordinator of it."
        )
    return community

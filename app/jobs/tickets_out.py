"""What happens here, told to the tickets that it concerns: comments meant for them, states by the connector's mapping,
and what became of the solutions of their problems."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import orjson
from asyncpg import Record

from app.access.visibility import readable
from app.core.statements import Statement, written
from app.domain.ticketing import TOLD, Held, forwarded, note
from app.domain.vocabulary import JobKind, SolutionStatus, SubjectKind
from app.events.kinds import EventKind
from app.integrations.base import NoSuchTicket, TicketSystem, Trouble
from app.jobs.connected import system_of, wait_while_paused, waits, went_ill
from app.jobs.doing import Doing
from app.jobs.feed import Happened
from app.jobs.queue import Taken
from app.jobs.tickets_in import PausedError, bring
from app.models import tables
from app.models.connector import ConnectedTicket, SentRemark
from app.queries.assessments import coverage
from app.services import jobs
from app.services.connected import Connected, connected, look_at
from app.work import Work, read_row, transaction

CONSUMER: Final = "tickets"

_STATES: Final = frozenset({EventKind.problem_closed, EventKind.problem_reopened, EventKind.problem_state_changed})
_CONCERNED: Final = Statement(
    """
    SELECT ticket.id, ticket.problem_id, ticket.connector_id FROM connected_ticket AS ticket
      JOIN connector ON connector.id = ticket.connector_id AND connector.accepted_at IS NOT NULL
     WHERE ticket.problem_id = ANY($1::uuid[]) AND ticket.gone_at IS NULL
     ORDER BY ticket.id
    """,
    ("problems",),
)
_LINKED: Final = Statement(
    """
    SELECT DISTINCT connector.id AS connector_id, link.key FROM ticket_link AS link
      JOIN connector ON connector.community_id = link.community_id AND connector.system = link.system
     WHERE link.id = ANY($1::uuid[]) AND connector.accepted_at IS NOT NULL
       AND NOT EXISTS (SELECT FROM connected_ticket AS ticket WHERE ticket.connector_id = connector.id
                          AND ticket.key = link.key AND ticket.problem_id IS NOT NULL)
     ORDER BY 1, 2
    """,
    ("links",),
)
_TICKET: Final = Statement(
    """
    SELECT ticket.id, ticket.connector_id, ticket.key, ticket.state, ticket.state_sent, ticket.gone_at,
           problem.state AS problem_state
      FROM connected_ticket AS ticket JOIN problem ON problem.id = ticket.problem_id
     WHERE ticket.id = $1::uuid
    """,
    ("ticket",),
)
_EVENT: Final = Statement("SELECT kind, subject_id, data FROM event WHERE id = $1::uuid", ("event",))
_PROBLEM_KEY: Final = "community.slug || '-' || problem.number"
_COMMENT: Final = written(
    f"""
    SELECT comment.body, coalesce(identity.name, 'Former member') AS author, {_PROBLEM_KEY} AS problem
      FROM comment
      JOIN problem ON problem.id = comment.problem_id
      JOIN community ON community.id = comment.community_id
      LEFT JOIN identity ON identity.member_id = comment.author_id
     WHERE comment.id = :comment::uuid AND comment.to_tickets AND comment.withdrawn_at IS NULL AND {{readable}}
    """,
    readable=readable(tables["comment"]),
)
_SOLUTION: Final = written(
    f"""
    SELECT solution.title, solution.status, revision.summary, {_PROBLEM_KEY} AS problem
      FROM solution
      JOIN solution_revision AS revision ON revision.solution_id = solution.id AND revision.revision = solution.revision
      JOIN problem ON problem.id = solution.problem_id
      JOIN community ON community.id = solution.community_id
     WHERE solution.id = :solution::uuid AND {{readable}}
    """,
    readable=readable(tables["solution"]),
)
_SERVES: Final = written(
    """
    SELECT member.active AND {readable} AS serves
      FROM connector JOIN member ON member.id = connector.member_id
     WHERE connector.id = :connector::uuid
    """,
    readable=readable(tables["connector"]),
)


async def told(work: Work, events: Sequence[Happened]) -> None:
    """What follows from some events: one job for each ticket that is to hear of one, in the lane of the ticket."""
    about = [(event, problem_id) for event in events if (problem_id := _problem_of(event)) is not None]
    if about:
        rows = await work.rows(_CONCERNED, problems=list({problem_id for _, problem_id in about}))
        for event, problem_id in about:
            for row in rows:
                if row["problem_id"] == problem_id:
                    jobs.add(
                        work,
                        JobKind.tell_ticket,
                        lane=f"ticket {row['id']}",
                        crowd=row["connector_id"],
                        ticket=row["id"],
                        event=event.id,
                    )
    links = [event.subject_id for event in events if event.kind == EventKind.ticket_link_made]
    if links:
        for row in await work.rows(_LINKED, links=links):
            look_at(work, row["connector_id"], row["key"])


def _problem_of(event: Happened) -> UUID | None:
    """The problem whose tickets are to hear of the event; none where nobody is."""
    match event.kind:
        case EventKind.comment_posted if event.data["subject_kind"] == SubjectKind.problem:
            return UUID(event.data["subject_id"])
        case EventKind.solution_status_changed if event.data["status"] in TOLD:
            return UUID(event.data["problem_id"])
        case kind if kind in _STATES:
            return event.subject_id
        case _:
            return None


async def look(doing: Doing, taken: Taken) -> None:
    """Looks at one ticket as it is now, and at what was said in it."""
    on = await connected(doing.database, doing.settings.clock_offset, taken.id_of("connector"))
    if on is None or not on.accepted or await waits(doing, taken, on):
        return
    try:
        system = system_of(doing, on)
        await bring(doing, on, system, await system.ticket(taken.payload["key"]))
    except PausedError:
        await wait_while_paused(doing, taken)
    except Trouble as trouble:
        raise await went_ill(doing, on, trouble) from trouble


async def tell(doing: Doing, taken: Taken) -> None:
    """Tells one ticket of one event. What it says is read now, by the rights that the connector's account has now."""
    ticket = await read_row(doing.database, _TICKET, {"ticket": taken.id_of("ticket")})
    event = await read_row(doing.database, _EVENT, {"event": taken.id_of("event")})
    if ticket is None or event is None or ticket["gone_at"] is not None:
        return
    on = await connected(doing.database, doing.settings.clock_offset, ticket["connector_id"])
    if on is None or not on.accepted or await waits(doing, taken, on):
        return
    serves = await read_row(doing.database, _SERVES, {"me": on.member_id, "connector": on.id})
    if serves is None or not serves["serves"]:
        return
    try:
        system = system_of(doing, on)
        if event["kind"] in _STATES:
            await _tell_state(doing, taken, on, system, ticket)
        else:
            await _tell_words(doing, taken, on, system, ticket, event)
    except NoSuchTicket:
        async with doing.ending(taken) as ending:
            ending.work.change(ConnectedTicket, ticket["id"], gone_at=ending.work.now)
    except Trouble as trouble:
        raise await went_ill(doing, on, trouble) from trouble


async def _tell_state(doing: Doing, taken: Taken, on: Connected, system: TicketSystem, ticket: Record) -> None:
    """By the problem's state now: of several changes the last is told. That it is ours is known before anybody can see
    it there, so that it never comes back as somebody else's."""
    state = on.states.get(ticket["problem_state"])
    if state is None or state == ticket["state"]:
        return
    async with transaction(doing.database, clock_offset=doing.settings.clock_offset) as work:
        await work.begin()
        work.change(ConnectedTicket, ticket["id"], state_sent=state)
    await system.set_state(ticket["key"], state)
    async with doing.ending(taken) as ending:
        ending.work.change(ConnectedTicket, ticket["id"], state=state, state_sent=state)


async def _tell_words(
    doing: Doing, taken: Taken, on: Connected, system: TicketSystem, ticket: Record, event: Record
) -> None:
    words = await _words(doing, on, event)
    if words is None:
        return
    token = str(taken.id_of("event"))
    remark = await system.remark(ticket["key"], words, token)
    async with doing.ending(taken) as ending:
        ending.work.add(SentRemark(ticket_id=ticket["id"], token=token, remark=remark, sent_at=ending.work.now))


async def _words(doing: Doing, on: Connected, event: Record) -> str | None:
    """Null where there is nothing to tell any more: taken back, not meant for tickets, or of another status by now."""
    me = {"me": on.member_id}
    api = f"{doing.settings.public_address}/api/v1"
    if event["kind"] == EventKind.comment_posted:
        row = await read_row(doing.database, _COMMENT, {**me, "comment": event["subject_id"]})
        if row is None:
            return None
        return forwarded(row["author"], row["problem"], f"{api}/problems/{row['problem']}", row["body"])
    solution_id: UUID = event["subject_id"]
    row = await read_row(doing.database, _SOLUTION, {**me, "solution": solution_id})
    status = SolutionStatus(orjson.loads(event["data"])["status"])
    if row is None or row["status"] != status:
        return None
    seen = coverage(str(solution_id))
    shown = await read_row(doing.database, seen.view.statement, {**me, "sign_in": None, **seen.values})
    covered = orjson.loads(shown["body"]) if shown is not None and shown["body"] is not None else {}
    return note(
        status,
        row["title"],
        row["problem"],
        f"{api}/solutions/{solution_id}",
        row["summary"],
        [_held(cell) for cell in covered.get("cells", [])][:20],
        [limit["environment"]["name"] for limit in covered.get("limits", [])],
    )


def _held(cell: dict[str, Any]) -> Held:
    component = f"{cell['component']['vendor']} {cell['component']['name']}"
    return Held(component, cell["component_version"], cell["confirmed"], cell["partial"], cell["failed"])

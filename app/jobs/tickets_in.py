"""What ticket systems say, done here: a ticket that a rule selects becomes a problem, or an affected mark where it
speaks of one; what is said in it becomes a comment. All of it may come any number of times, in any order."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from asyncpg import Record
from sqlalchemy import Text, Uuid, bindparam, select

from app.access.found import FoundCommunity
from app.access.on_behalf import find_between
from app.access.sought import community_inside_at, problem_at
from app.core.clock import OFFSET
from app.core.ids import new_id
from app.core.statements import Statement, prepare, written
from app.core.text import normal_email
from app.domain.errors import Forbidden, NotFound, Unauthenticated
from app.domain.ticketing import first_words, keys_in, selected, severity_here, title_of
from app.domain.vocabulary import (
    ClosureReason,
    LinkedKind,
    MemberKind,
    ProblemForm,
    ProblemState,
    SubjectKind,
    TicketUse,
)
from app.integrations.base import Gone, NoSuchTicket, Person, Remark, Ticket, TicketSystem
from app.jobs.doing import Doing
from app.models import tables
from app.models.affected_mark import AffectedMarkIn
from app.models.comment import CommentIn
from app.models.connector import ConnectedTicket
from app.models.external_reference import ExternalReferenceIn
from app.models.problem import ClosureIn, ProblemIn
from app.models.ticket_link import TicketLinkIn
from app.services import affected_marks, comments, problems, ticket_links
from app.services.connected import Connected
from app.work import Sought, Work, read_row, transaction

MEMBER, IDENTITY = tables["member"], tables["identity"]
TICKET, SENT = tables["connected_ticket"], tables["sent_remark"]
_MOST_TITLE, _MOST_WORDS = 200, 50_000

_HOLD: Final = written(
    """
    WITH held AS MATERIALIZED (
        SELECT pg_advisory_xact_lock(hashtextextended(:connector::text || ' ' || :key::text, 0)) IS NULL AS turn)
    SELECT clock_timestamp() + {offset} AS now,
           (SELECT connector.accepted_at IS NOT NULL AND connector.paused_at IS NULL FROM connector
             WHERE connector.id = :connector::text::uuid) AS flows
      FROM held
    """,
    offset=OFFSET,
)
_STANDS: Final = prepare(
    select(TICKET).where(
        TICKET.c.connector_id == bindparam("connector", type_=Uuid()), TICKET.c.key == bindparam("key", type_=Text())
    )
)
_KNOWN: Final = prepare(
    select(MEMBER.c.id)
    .join(IDENTITY, IDENTITY.c.member_id == MEMBER.c.id)
    .where(IDENTITY.c.email == bindparam("email", type_=Text()), MEMBER.c.active, MEMBER.c.kind == MemberKind.person)
)
_SENT: Final = prepare(
    select(SENT.c.id).where(
        SENT.c.ticket_id == bindparam("ticket", type_=Uuid()), SENT.c.remark == bindparam("remark", type_=Text())
    )
)
_READ_TO: Final = Statement("UPDATE connected_ticket SET remark_mark = $2 WHERE id = $1::uuid", ("ticket", "remark"))


class PausedError(Exception):
    """The connector was paused, or its acceptance taken back, meanwhile: nothing flows."""


@dataclass(frozen=True, slots=True)
class _Came:
    """What a ticket became."""

    use: TicketUse
    problem_id: UUID | None


async def bring(doing: Doing, on: Connected, system: TicketSystem, item: Ticket | Gone) -> None:
    """What became of a ticket there is done here, and what was said in it. Raises PausedError, and what the ticket
    system raises."""
    key = item.key
    stands = await _stands(doing, on, key)
    if isinstance(item, Gone):
        if stands is not None and stands["gone_at"] is None:
            await _mark_gone(doing, on, key)
        return
    if (
        stands is None
        or stands["seen_version"] != item.version
        or stands["gone_at"] is not None
        or not stands["problem_id"]
    ):
        await _take(doing, on, item)
        stands = await _stands(doing, on, key)
    assert stands is not None
    if stands["problem_id"] is None:
        return
    try:
        remarks = await system.remarks(key, stands["remark_mark"])
    except NoSuchTicket:
        await _mark_gone(doing, on, key)
        return
    for remark in remarks:
        await _hear(doing, on, item, remark)


async def _stands(doing: Doing, on: Connected, key: str) -> Record | None:
    return await read_row(doing.database, _STANDS, {"connector": on.id, "key": key})


async def _begin(work: Work, on: Connected, key: str) -> None:
    held = await work.meet(_HOLD, connector=str(on.id), key=key)
    if not held["flows"]:
        raise PausedError


async def _mark_gone(doing: Doing, on: Connected, key: str) -> None:
    async with transaction(doing.database, clock_offset=doing.settings.clock_offset) as work:
        await _begin(work, on, key)
        row = await work.row(_STANDS, connector=on.id, key=key)
        if row is not None and row["gone_at"] is None:
            work.change(ConnectedTicket, row["id"], gone_at=work.now)


async def _take(doing: Doing, on: Connected, ticket: Ticket) -> None:
    async with transaction(doing.database, clock_offset=doing.settings.clock_offset) as work:
        await _begin(work, on, ticket.key)
        row = await work.row(_STANDS, connector=on.id, key=ticket.key)
        known: tuple[str | None, ...] = ()
        if row is None or row["problem_id"] is None:
            came = await _come(work, on, ticket)
        else:
            came, known = _Came(TicketUse(row["use"]), row["problem_id"]), (row["state"], row["state_sent"])
        if ticket.state not in known:
            await _follow(work, on, ticket, came)
        title = title_of(ticket.title, ticket.key, _MOST_TITLE)
        if came.problem_id is not None:
            state = ticket.state[:100]
            await ticket_links.seen(work, on.community_id, system=on.system, key=ticket.key, title=title, state=state)
        values: dict[str, Any] = {
            "url": ticket.url,
            "title": title,
            "use": came.use,
            "problem_id": came.problem_id,
            "seen_version": ticket.version,
            "state": ticket.state,
            "gone_at": None,
        }
        if row is not None and row["state_sent"] == row["state"] != ticket.state:
            values["state_sent"] = None  # it went on from there: should it come back, that is somebody else's doing
        if row is None:
            work.add(
                ConnectedTicket(
                    id=new_id(),
                    created_at=work.now,
                    updated_at=work.now,
                    community_id=on.community_id,
                    open=(await _community(work, on)).open,
                    connector_id=on.id,
                    key=ticket.key,
                    **values,
                )
            )
        else:
            work.change(ConnectedTicket, row["id"], **values)


async def _community(work: Work, on: Connected) -> FoundCommunity:
    return await find_between(work, on.member_id, None, community_inside_at(str(on.community_id)))


async def _come(work: Work, on: Connected, ticket: Ticket) -> _Came:
    """What a ticket becomes that is nothing yet: what a person linked it with, what it speaks of, or a problem."""
    links = await ticket_links.of_ticket(work, on.community_id, system=on.system, key=ticket.key)
    if links:
        return _Came(TicketUse.linked, links[0]["problem_id"])
    person_id = await _known(work, ticket.requester)
    for key in keys_in(f"{ticket.title}\n{ticket.body_markdown}"):
        if key.slug == on.slug:
            came = await _speak_of(work, on, ticket, str(key), person_id)
            if came is not None:
                return came
    if selected(on.rules, ticket.queue, ticket.labels, ticket.severity):
        return await _post(work, on, ticket, person_id)
    return _Came(TicketUse.none, None)


async def _speak_of(work: Work, on: Connected, ticket: Ticket, key: str, person_id: UUID | None) -> _Came | None:
    """The requester has the problem too, where they are known and may say so; the ticket is linked with it."""
    use = TicketUse.linked
    try:
        if person_id is not None:
            found = await find_between(work, on.member_id, person_id, problem_at(key))
            given = AffectedMarkIn(external_reference=_reference(on, ticket.key, ticket))
            if await affected_marks.marked_before(work, found, given) is None:
                held = await affected_marks.own(work, found, None)
                await affected_marks.mark(work, found, None, held, given)
            use = TicketUse.affected_mark
    except (Forbidden, NotFound, Unauthenticated):
        use = TicketUse.linked
    try:
        problem_id = await _link(work, on, ticket, key)
    except (Forbidden, NotFound):
        return None
    return _Came(use, problem_id)


async def _post(work: Work, on: Connected, ticket: Ticket, person_id: UUID | None) -> _Came:
    """By its requester, where they are a member of the community; else by the service account, which says whose words
    they are."""
    at = community_inside_at(str(on.community_id))
    name = ticket.requester.name if ticket.requester is not None else None
    found, by_person = await _as_person_or_service(work, on, person_id, at)
    given = ProblemIn(
        title=title_of(ticket.title, ticket.key, _MOST_TITLE),
        statement=first_words(
            None if by_person else name, on.system, ticket.key, ticket.url, ticket.body_markdown, _MOST_WORDS
        ),
        severity=severity_here(on.severities, ticket.severity),
        form=ProblemForm.unstructured,
        external_reference=_reference(on, ticket.key, ticket),
    )
    try:
        problem_id = await problems.posted_before(work, found, given)
    except Forbidden:
        if not by_person:
            raise
        return await _post(work, on, ticket, None)
    if problem_id is None:
        problem_id = problems.post(work, found, given).id
    await _link(work, on, ticket, str(problem_id))
    return _Came(TicketUse.problem, problem_id)


async def _as_person_or_service(
    work: Work, on: Connected, person_id: UUID | None, sought: Sought[Any]
) -> tuple[Any, bool]:
    """What is sought, for the person where they may see it; whether it is for them."""
    if person_id is not None:
        try:
            return await find_between(work, on.member_id, person_id, sought), True
        except (NotFound, Unauthenticated):
            pass
    return await find_between(work, on.member_id, None, sought), False


async def _link(work: Work, on: Connected, ticket: Ticket, problem: str) -> UUID:
    found = await find_between(work, on.member_id, None, problem_at(problem))
    given = TicketLinkIn(
        system=on.system,
        key=ticket.key,
        url=ticket.url,
        title=title_of(ticket.title, ticket.key, _MOST_TITLE),
        state=ticket.state[:100] or None,
    )
    if await ticket_links.linked(work, LinkedKind.problem, found, given) is None:
        ticket_links.link(work, LinkedKind.problem, found, given)
    return found.id


async def _follow(work: Work, on: Connected, ticket: Ticket, came: _Came) -> None:
    """A ticket has come into a state, or is met in it. Where that ends the problem that it began, and nobody here has
    said otherwise, the problem is closed."""
    reason = on.closures.get(ticket.state)
    if reason is None or came.use != TicketUse.problem:
        return
    problem = problem_at(str(came.problem_id))
    try:
        found = await find_between(work, on.member_id, None, problem)
        if found.author_id != on.member_id:
            found = await find_between(work, on.member_id, found.author_id, problem)
        if found.state is ProblemState.open:
            comment = f"{on.system} {ticket.key}: {ticket.state}"
            await problems.close(
                work, found, ClosureIn(reason=ClosureReason(reason), comment=comment, duplicate_of_id=None)
            )
    except (Forbidden, NotFound, Unauthenticated):
        return


async def _hear(doing: Doing, on: Connected, ticket: Ticket, remark: Remark) -> None:
    """What was said in the ticket for all to read is a comment here, unless we said it."""
    async with transaction(doing.database, clock_offset=doing.settings.clock_offset) as work:
        await _begin(work, on, ticket.key)
        row = await work.row(_STANDS, connector=on.id, key=ticket.key)
        assert row is not None
        echo = remark.token is not None or await work.row(_SENT, ticket=row["id"], remark=remark.id) is not None
        if remark.public and not echo and remark.body_markdown.strip():
            await _comment(work, on, ticket, remark, str(row["problem_id"]))
        await work.row(_READ_TO, ticket=row["id"], remark=remark.id)


async def _comment(work: Work, on: Connected, ticket: Ticket, remark: Remark, problem: str) -> None:
    person_id = await _known(work, remark.author)
    found, by_person = await _as_person_or_service(work, on, person_id, problem_at(problem))
    name = None if by_person or remark.author is None else remark.author.name
    given = CommentIn(
        body=first_words(name, on.system, ticket.key, ticket.url, remark.body_markdown, _MOST_WORDS)
        if not by_person
        else remark.body_markdown[:_MOST_WORDS],
        external_reference=_reference(on, f"{ticket.key}#{remark.id}", ticket),
    )
    if await comments.posted_before(work, SubjectKind.problem, found, given) is None:
        await comments.post(work, SubjectKind.problem, found, given)


async def _known(work: Work, person: Person | None) -> UUID | None:
    """The member with this address; none where nobody, or a service account, has it."""
    if person is None or person.email is None or "\0" in person.email:
        return None
    row = await work.row(_KNOWN, email=normal_email(person.email))
    return None if row is None else row["id"]


def _reference(on: Connected, key: str, ticket: Ticket) -> ExternalReferenceIn:
    return ExternalReferenceIn(system=on.system, key=key, url=ticket.url)

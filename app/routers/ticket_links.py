"""Ticket links: which tickets of other systems a problem, a solution or a validation has to do with."""

from typing import Annotated

from fastapi import Query as InQuery
from fastapi import Response
from pydantic import Field

from app.access.found import FoundProblem, FoundSolution, FoundValidation
from app.access.sought import problem_at, solution_at, ticket_link_at, validation_at
from app.auth.scopes import Scope
from app.domain.errors import UnknownReference, UnsuitableMember
from app.domain.vocabulary import LinkedKind
from app.http.door import Door
from app.http.paths import ProblemAddress, SolutionAddress, TicketLinkAddress, ValidationAddress
from app.http.queries import CommunityFilter, Query, TicketKeyFilter
from app.http.requests import Change, Reads, changing_for_others, no_content, posting_for_others, reading
from app.models.ticket_link import TicketLinkIn, TicketLinkPage, TicketLinkPatch, TicketLinkShown
from app.queries import ticket_links as views
from app.services import ticket_links

router = Door("ticket-links")
ReadsDep = Annotated[Reads, reading(Scope.ticket_links_read)]
ChangeForOthersDep = Annotated[Change, changing_for_others(Scope.ticket_links_write)]
PostForOthersDep = Annotated[Change, posting_for_others(Scope.ticket_links_write)]
_WHOM = (UnknownReference, UnsuitableMember)
QueryDep = Annotated[Query, InQuery()]


class TicketLinksQuery(Query):
    system: list[Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")]] | None = Field(
        None, description="To tickets of one of these systems.", max_length=50
    )
    key: TicketKeyFilter = Field(None, description="To one of these tickets, by what they are called there.")
    community: CommunityFilter = None


@router.post("/problems/{problem}/ticket-links", TicketLinkShown, *_WHOM, finds=True)
async def link_ticket_to_problem(problem: ProblemAddress, given: TicketLinkIn, change: PostForOthersDep) -> Response:
    """Link a ticket to a problem.

    For members: to say that the ticket tells of this problem. The ticket that is linked already is answered with the
    link that stands (200). It counts in `ticket_count`, at the problem's root where it is a duplicate."""
    found = await change.find(problem_at(problem))
    return await _linked(change, LinkedKind.problem, found, given)


@router.read("/problems/{problem}/ticket-links", TicketLinkPage)
async def list_ticket_links_of_problem(problem: ProblemAddress, query: QueryDep, reads: ReadsDep) -> Response:
    """List the tickets that are linked to a problem.

    For the page of a problem: newest first. What is linked to its solutions and validations stands with these, what
    is linked to its duplicates with those."""
    return await reads.page(views.of_problem(problem), query)


@router.post("/solutions/{solution}/ticket-links", TicketLinkShown, *_WHOM, finds=True)
async def link_ticket_to_solution(solution: SolutionAddress, given: TicketLinkIn, change: PostForOthersDep) -> Response:
    """Link a ticket to a solution.

    For members: to say that the ticket was, or is to be, settled by this solution. The ticket that is linked already is
    answered with the link that stands (200)."""
    found = await change.find(solution_at(solution))
    return await _linked(change, LinkedKind.solution, found, given)


@router.read("/solutions/{solution}/ticket-links", TicketLinkPage)
async def list_ticket_links_of_solution(solution: SolutionAddress, query: QueryDep, reads: ReadsDep) -> Response:
    """List the tickets that are linked to a solution.

    For the page of a solution: newest first."""
    return await reads.page(views.of_solution(solution), query)


@router.post("/validations/{validation}/ticket-links", TicketLinkShown, *_WHOM, finds=True)
async def link_ticket_to_validation(
    validation: ValidationAddress, given: TicketLinkIn, change: PostForOthersDep
) -> Response:
    """Link a ticket to a validation.

    For members: to say under which ticket it was tried. The ticket that is linked already is answered with the link
    that stands (200)."""
    found = await change.find(validation_at(validation))
    return await _linked(change, LinkedKind.validation, found, given)


@router.read("/validations/{validation}/ticket-links", TicketLinkPage)
async def list_ticket_links_of_validation(validation: ValidationAddress, query: QueryDep, reads: ReadsDep) -> Response:
    """List the tickets that are linked to a validation.

    For the page of a validation: newest first."""
    return await reads.page(views.of_validation(validation), query)


@router.read("/ticket-links", TicketLinkPage)
async def list_ticket_links(query: Annotated[TicketLinksQuery, InQuery()], reads: ReadsDep) -> Response:
    """List ticket links.

    To see what a ticket has to do with, by its key, or what is linked to a whole system, wherever you may read: newest
    first. For the problems alone, `GET /problems?ticket=…`."""
    return await reads.page(views.all_readable(), query)


@router.read("/ticket-links/{ticket_link}", TicketLinkShown)
async def read_ticket_link(ticket_link: TicketLinkAddress, reads: ReadsDep) -> Response:
    """Read a ticket link.

    From an event that names it, and for its tag before you change or remove it."""
    return await reads.one(views.ticket_link(ticket_link))


@router.change("/ticket-links/{ticket_link}", TicketLinkShown, *_WHOM)
async def change_ticket_link(
    ticket_link: TicketLinkAddress, given: TicketLinkPatch, change: ChangeForOthersDep
) -> Response:
    """Change a ticket link.

    For who made it and acting coordinators: when the ticket's state, title or address changed there. The same state
    again says that it was seen, and changes nothing else. Another ticket is another link."""
    found = await change.find(ticket_link_at(ticket_link))
    change.match(found.version)
    ticket_links.change(change.work, found, given)
    return await change.answer(views.ticket_link(ticket_link))


@router.state("DELETE", "/ticket-links/{ticket_link}", None, *_WHOM)
async def remove_ticket_link(ticket_link: TicketLinkAddress, change: ChangeForOthersDep) -> Response:
    """Remove a ticket link.

    For who made it and acting coordinators, when the ticket has nothing to do with it. If-Match carries the link's
    tag."""
    found = await change.find(ticket_link_at(ticket_link))
    change.match(found.version)
    ticket_links.remove(change.work, found)
    return no_content()


async def _linked(
    change: Change, kind: LinkedKind, found: FoundProblem | FoundSolution | FoundValidation, given: TicketLinkIn
) -> Response:
    held = await ticket_links.linked(change.work, kind, found, given)
    if held is not None:
        return await change.answer(views.ticket_link(str(held)))
    made = ticket_links.link(change.work, kind, found, given)
    return await change.created(views.ticket_link(str(made.id)), f"/ticket-links/{made.id}")

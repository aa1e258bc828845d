"""What is done with solutions: posted, proposed, withdrawn, succeeded."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson

from app.access.actions import Action
from app.access.found import FoundProblem, FoundSolution
from app.access.visibility import readable
from app.core.ids import new_id
from app.core.statements import written
from app.domain.errors import (
    AlreadyClosed,
    AlreadyWithdrawn,
    Invalid,
    NotSuperseded,
    RingOfSolutions,
    UnknownReference,
    at,
)
from app.domain.problems import state as state_of
from app.domain.vocabulary import ProblemState, SolutionStatus
from app.events.kinds import EventKind
from app.events.record import record
from app.models import tables
from app.models.solution import Solution, SolutionIn, SolutionPatch, SolutionRevision, SuccessorIn
from app.services import applicabilities
from app.services.assessments import Evidence, Facts, evidence_of, policy_of, reassess
from app.work import Work

_FOR_POSTING = written(
    """
    SELECT process.process_version, (process.document -> 'validation_policy')::text AS policy,
           (SELECT json_object_agg(other.id, other.status) FROM solution other WHERE other.problem_id = :problem::uuid)
             AS statuses,
           EXISTS (SELECT 1 FROM solution WHERE solution.id = :source::uuid AND {readable}) AS source_readable
      FROM community
      JOIN process_version process
        ON process.community_id = community.id AND process.process_version = community.process_version
     WHERE community.id = :community::uuid
    """,
    readable=readable(tables["solution"]),
)
_SUCCESSORS = written(
    """
    WITH RECURSIVE later AS (
        SELECT id, problem_id, successor_id, withdrawn_at FROM solution WHERE id = :successor::uuid
        UNION
        SELECT s.id, s.problem_id, s.successor_id, s.withdrawn_at
          FROM solution s JOIN later ON s.id = later.successor_id
    ) SELECT id, problem_id, withdrawn_at FROM later
    """
)

_SUCCEEDED = written(
    """
    SELECT id, status, proposed_at, withdrawn_at, line_start FROM solution
     WHERE successor_id = :successor::uuid ORDER BY id
    """
)


async def post(work: Work, found: FoundProblem, given: SolutionIn, *, recorded_at: datetime | None = None) -> Solution:
    """A draft with its first revision, which begins its first line of evidence."""
    found.require(Action.post_solution)
    if found.closed_at is not None and recorded_at is None:
        raise AlreadyClosed("The problem is closed: take the closure back before you answer it.")
    schemes = await applicabilities.schemes_of(work, [entry.component_id for entry in given.applicability])
    applicability = applicabilities.read(given.applicability, schemes)
    row = await work.row(_FOR_POSTING, problem=found.id, source=given.derived_from_id, community=found.community_id)
    assert row is not None
    if given.derived_from_id is not None and not row["source_readable"]:
        raise UnknownReference("There is no such solution.", at("#/derived_from_id", "Unknown."))
    created_at = recorded_at or work.now
    solution = Solution(
        id=new_id(),
        created_at=created_at,
        updated_at=created_at,
        community_id=found.community_id,
        open=found.open,
        problem_id=found.id,
        author_id=work.actor.member_id,
        title=given.title,
        kind=given.kind,
        derived_from_id=given.derived_from_id,
        assessment={},
        assessed_at=work.now,
    )
    work.add(solution)
    work.add(
        SolutionRevision(
            solution_id=solution.id,
            revision=1,
            author_id=work.actor.member_id,
            begins_line=True,
            summary=given.summary,
            cause=given.cause,
            steps=given.steps,
            rollback=given.rollback,
            risk=given.risk,
            applicability=applicabilities.document(applicability),
            created_at=created_at,
        )
    )
    for required in applicabilities.rows(solution.id, applicability):
        work.add(required)
    record(
        work,
        EventKind.solution_posted,
        solution.id,
        solution,
        problem_id=found.id,
        kind=given.kind,
        derived_from_id=given.derived_from_id,
        recorded_at=recorded_at,
    )
    statuses = {UUID(key): SolutionStatus(status) for key, status in orjson.loads(row["statuses"] or b"{}").items()}
    reassess(
        work,
        Facts(
            id=solution.id,
            problem_id=found.id,
            problem_state=found.state,
            community_id=found.community_id,
            open=found.open,
            status=SolutionStatus.draft,
            proposed=False,
            withdrawn=False,
            superseded=False,
            line_start=1,
        ),
        Evidence(
            policy=policy_of(row["policy"]),
            process_version=row["process_version"],
            author_ids=frozenset({solution.author_id}),
            held=(),
            statuses=statuses,
            place=None,
        ),
    )
    return solution


def change(work: Work, found: FoundSolution, given: SolutionPatch) -> None:
    """Title and kind; what is as it was is no change."""
    found.require(Action.change_solution)
    _require_standing(found)
    asked: dict[str, Any] = given.model_dump()
    values = {name: value for name, value in asked.items() if value != getattr(found, name)}
    if not values:
        return
    work.change(Solution, found.id, **values)
    record(work, EventKind.solution_changed, found.id, found, version=found.version + 1, fields=sorted(values))


async def propose(work: Work, found: FoundSolution, *, recorded_at: datetime | None = None) -> None:
    """From a draft on, members can vouch for it; once proposed it stays so."""
    found.require(Action.propose_solution)
    _require_standing(found)
    if found.proposed_at is not None:
        return
    evidence = await evidence_of(work, found.id)
    work.change(Solution, found.id, proposed_at=recorded_at or work.now)
    record(work, EventKind.solution_proposed, found.id, found, recorded_at=recorded_at)
    reassess(work, replace(Facts.of(found), proposed=True), evidence)


async def withdraw(work: Work, found: FoundSolution, reason: str) -> None:
    """For good, with a reason that is shown. What it succeeded stands for itself again."""
    found.require(Action.withdraw_solution)
    _require_standing(found)
    record(work, EventKind.solution_withdrawn, found.id, found)
    problem_state = await _succeeds_no_more(work, found)
    evidence = await evidence_of(work, found.id)
    work.change(
        Solution,
        found.id,
        withdrawn_at=work.now,
        withdrawn_by_id=work.actor.member_id,
        withdrawal_reason=reason,
    )
    reassess(work, replace(Facts.of(found), withdrawn=True, problem_state=problem_state), evidence)


async def _succeeds_no_more(work: Work, found: FoundSolution) -> ProblemState:
    """Takes a solution's place back from all that it succeeded; gives what their problem's state is by then."""
    problem_state = found.problem_state
    for row in await work.rows(_SUCCEEDED, successor=found.id):
        evidence = await evidence_of(work, row["id"])
        work.change(Solution, row["id"], successor_id=None, successor_reason=None)
        record(work, EventKind.solution_successor_removed, row["id"], found, successor_id=found.id)
        facts = Facts(
            id=row["id"],
            problem_id=found.problem_id,
            problem_state=problem_state,
            community_id=found.community_id,
            open=found.open,
            status=SolutionStatus(row["status"]),
            proposed=row["proposed_at"] is not None,
            withdrawn=row["withdrawn_at"] is not None,
            superseded=False,
            line_start=row["line_start"],
        )
        status = reassess(work, facts, evidence).status
        statuses = {**evidence.statuses, facts.id: status}
        problem_state = state_of(closed=problem_state is ProblemState.closed, solution_statuses=statuses.values())
    return problem_state


def succeeded(found: FoundSolution, given: SuccessorIn) -> bool:
    """Is this its successor already, for this reason? Raises Forbidden for who could not name one."""
    found.require(Action.name_successor)
    return found.successor_id == given.successor_id and found.successor_reason == given.reason


async def name_successor(work: Work, found: FoundSolution, given: SuccessorIn) -> None:
    """Another solution of the same problem takes its place: neither withdrawn nor, directly or through others,
    superseded by this one."""
    found.require(Action.name_successor)
    _require_standing(found)
    if not given.reason.strip() and not found.is_author:
        raise Invalid("Who is no author says why.", at("#/reason", "Write a reason."))
    chain = await work.rows(_SUCCESSORS, successor=given.successor_id)
    named = next((row for row in chain if row["id"] == given.successor_id), None)
    if named is None or named["problem_id"] != found.problem_id:
        raise UnknownReference("The problem has no such solution.", at("#/successor_id", "Unknown."))
    if named["withdrawn_at"] is not None:
        raise AlreadyWithdrawn("That solution is withdrawn: it succeeds nothing.")
    if any(row["id"] == found.id for row in chain):
        raise RingOfSolutions("That solution is itself superseded by this one, directly or through others.")
    evidence = await evidence_of(work, found.id)
    work.change(Solution, found.id, successor_id=given.successor_id, successor_reason=given.reason)
    record(work, EventKind.solution_successor_named, found.id, found, successor_id=given.successor_id)
    reassess(work, replace(Facts.of(found), superseded=True), evidence)


async def remove_successor(work: Work, found: FoundSolution) -> None:
    """It stands for itself again, by the evidence it has."""
    found.require(Action.remove_successor)
    _require_standing(found)
    if found.successor_id is None:
        raise NotSuperseded("The solution has no successor; there is nothing to take back.")
    evidence = await evidence_of(work, found.id)
    work.change(Solution, found.id, successor_id=None, successor_reason=None)
    record(work, EventKind.solution_successor_removed, found.id, found, successor_id=found.successor_id)
    reassess(work, replace(Facts.of(found), superseded=False), evidence)


def _require_standing(found: FoundSolution) -> None:
    if found.withdrawn_at is not None:
        raise AlreadyWithdrawn("The solution is withdrawn, and that is final.")

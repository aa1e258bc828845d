"""The text of a solution through time: immutable revisions, and the lines of evidence that they carry or begin."""

from dataclasses import replace

import orjson

from app.access.actions import Action
from app.access.found import FoundSolution
from app.core.statements import written
from app.domain.applicability import Applicability
from app.domain.errors import AlreadyWithdrawn
from app.domain.revisions import RevisionText, carries
from app.events.kinds import EventKind
from app.events.record import record
from app.models.solution import RevisionIn, Solution, SolutionComponent, SolutionRevision
from app.services import applicabilities
from app.services.assessments import Facts, evidence_of, reassess
from app.work import Work

_CURRENT = written(
    """
    SELECT revision.steps, revision.rollback, revision.applicability,
           (SELECT array_agg(id) FROM solution_component WHERE solution_id = :id::uuid) AS required
      FROM solution_revision revision
     WHERE revision.solution_id = :id::uuid AND revision.revision = :revision::integer
    """
)


async def revise(work: Work, found: FoundSolution, given: RevisionIn) -> SolutionRevision:
    """The next revision. It carries the evidence so far when steps and rollback are as they were and it applies to no
    more than before; otherwise a new line begins, and who wrote it is an author."""
    found.require(Action.revise_solution)
    if found.withdrawn_at is not None:
        raise AlreadyWithdrawn("The solution is withdrawn, and that is final.")
    row = await work.row(_CURRENT, id=found.id, revision=found.revision)
    assert row is not None
    held = applicabilities.Kept.of(orjson.loads(row["applicability"]))
    schemes = await applicabilities.schemes_of(
        work, [*(component for component, _ in held.entries), *(entry.component_id for entry in given.applicability)]
    )
    applicability = applicabilities.read(given.applicability, schemes)
    current = RevisionText(given.steps, given.rollback, applicability)
    previous = RevisionText(row["steps"], row["rollback"], Applicability.parse(held.entries, schemes))
    carrying = carries(previous, current)
    revision = SolutionRevision(
        solution_id=found.id,
        revision=found.revision + 1,
        author_id=work.actor.member_id,
        begins_line=not carrying,
        summary=given.summary,
        cause=given.cause,
        steps=given.steps,
        rollback=given.rollback,
        risk=given.risk,
        applicability=applicabilities.document(applicability),
        created_at=work.now,
    )
    work.add(revision)
    for required in row["required"] or ():
        work.remove(SolutionComponent, required)
    for requirement in applicabilities.rows(found.id, applicability):
        work.add(requirement)
    line_start = found.line_start if carrying else revision.revision
    work.change(Solution, found.id, revision=revision.revision, line_start=line_start)
    record(work, EventKind.solution_revised, found.id, found, revision=revision.revision, carries=carrying)
    reassess(work, replace(Facts.of(found), line_start=line_start), await evidence_of(work, found.id, fitting=True))
    return revision

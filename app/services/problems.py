"""What is done with problems: posted, changed, closed and taken up again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from pydantic import MISSING
from sqlalchemy import Uuid, bindparam, select

from app.access.actions import Action
from app.access.found import FoundCommunity, FoundProblem, FoundProblemPair
from app.access.visibility import readable
from app.core.ids import new_id
from app.core.statements import Statement, prepare, written
from app.domain.errors import (
    AlreadyClosed,
    DuplicateOfDuplicate,
    Invalid,
    NotClosed,
    RingOfProblems,
    UnknownReference,
    at,
)
from app.domain.keys import ProblemKey
from app.domain.problems import state as state_of
from app.domain.vocabulary import ClosureReason, ProblemState, ReferredKind, SolutionStatus
from app.events.kinds import EventKind
from app.events.record import Inside, Lying, record
from app.models import tables
from app.models.community import Community
from app.models.problem import ClosureIn, Problem, ProblemComponent, ProblemIn, ProblemPatch, ProblemRevision
from app.services import external_references
from app.work import Work

T = tables
P, C, S, CONCERNED = T["problem"], T["community"], T["solution"], T["problem_component"]
ID = bindparam("id", type_=Uuid())

_STATUSES = prepare(select(S.c.id, S.c.status).where(S.c.problem_id == ID))
_COMPONENTS = prepare(
    select(CONCERNED.c.id, CONCERNED.c.component_id).where(CONCERNED.c.problem_id == ID).order_by(CONCERNED.c.position)
)
_KEY = prepare(select(C.c.slug, P.c.number).join(C, C.c.id == P.c.community_id).where(P.c.id == ID, readable(P)))
_REPEATED_BY = Statement(
    """
    WITH RECURSIVE tree AS (
        SELECT id, community_id, open, root_id FROM problem WHERE duplicate_of_id = $1::uuid
        UNION ALL
        SELECT p.id, p.community_id, p.open, p.root_id FROM problem p JOIN tree ON p.duplicate_of_id = tree.id
    ) SELECT id, community_id, open, root_id FROM tree ORDER BY id
    """,
    ("id",),
)
_ABOVE = Statement(
    """
    WITH RECURSIVE above AS (
        SELECT id, parent_id FROM problem WHERE id = $1::uuid
        UNION
        SELECT p.id, p.parent_id FROM problem p JOIN above ON p.id = above.parent_id
    ) SELECT id FROM above
    """,
    ("parent",),
)
_ONE_AT_A_TIME = Statement("SELECT pg_advisory_xact_lock(hashtext('problem.parent_id'))", ())


_BY_KEY = written(
    """
    SELECT problem.id FROM problem JOIN community ON community.id = problem.community_id
     WHERE community.slug = :slug::text AND problem.number = :number::integer
       AND community.id = :community::uuid AND {readable}
    """,
    readable=readable(P),
)

Naming = TypeVar("Naming", ProblemIn, ProblemPatch)


async def named(work: Work, found: Inside, given: Naming) -> Naming:
    """The same with the parent, which is of the same community, by its id where it was named by its key. Raises
    UnknownReference."""
    if not isinstance(given.parent_id, ProblemKey):
        return given
    key = given.parent_id
    row = await work.row(_BY_KEY, slug=key.slug, number=key.number, community=found.community_id)
    if row is None:
        raise UnknownReference("There is no such problem that you may read.", at("#/parent_id", "Unknown."))
    return given.model_copy(update={"parent_id": row["id"]})


async def posted_before(work: Work, found: FoundCommunity, given: ProblemIn) -> UUID | None:
    """The problem that came to the community before under the same external reference. Raises Forbidden for who may not
    post."""
    found.require(Action.post_problem)
    return await external_references.made_before(work, found, ReferredKind.problem, given.external_reference)


def post(work: Work, found: FoundCommunity, given: ProblemIn, *, recorded_at: datetime | None = None) -> Problem:
    """A new problem with the community's next number. `recorded_at`: when it was written down elsewhere before."""
    found.require(Action.post_problem)
    parent_id = given.parent_id
    assert not isinstance(parent_id, ProblemKey), "named() gives its id"
    identity, number, at_ = new_id(), found.problem_count + 1, recorded_at or work.now
    problem = Problem(
        id=identity,
        created_at=at_,
        updated_at=at_,
        community_id=found.id,
        open=found.open,
        number=number,
        author_id=work.actor.member_id,
        through_id=work.through_id,
        title=given.title,
        statement=given.statement,
        severity=given.severity,
        form=given.form,
        parent_id=parent_id,
        root_id=identity,
    )
    work.add(problem)
    external_references.keep(work, problem, ReferredKind.problem, given.external_reference, identity)
    work.refers("#/parent_id", parent_id)
    work.count(Community, found.id, problem_count=number)
    add_revision(work, problem.id, 1, given.title, given.statement, at_)
    for position, component_id in enumerate(_each_once(given.component_ids)):
        _add_component(work, problem, component_id, position)
    record(
        work,
        EventKind.problem_posted,
        problem.id,
        problem,
        number=number,
        severity=given.severity,
        form=given.form,
        parent_id=parent_id,
        recorded_at=recorded_at,
    )
    return problem


async def change(work: Work, found: FoundProblem, given: ProblemPatch) -> None:
    """New words are the next revision; what is as it was is no change."""
    found.require(Action.change_problem)
    if found.closed_at is not None:
        raise AlreadyClosed("The problem is closed: take the closure back before you change it.")
    asked: dict[str, Any] = given.model_dump(exclude={"component_ids"})
    values = {name: value for name, value in asked.items() if value != getattr(found, name)}
    fields = sorted(values)
    if "parent_id" in values:
        await _require_no_ring(work, found, values["parent_id"])
    if given.component_ids is not MISSING and await _change_components(work, found, given.component_ids):
        fields.append("component_ids")
    if not fields:
        return
    if values.keys() & {"title", "statement"}:
        values["revision"] = found.revision + 1
        words = {"title": found.title, "statement": found.statement} | values
        add_revision(work, found.id, found.revision + 1, words["title"], words["statement"], work.now)
    work.change(Problem, found.id, **values)
    record(
        work,
        EventKind.problem_changed,
        found.id,
        found,
        version=found.version + 1,
        revision=values.get("revision", found.revision),
        fields=fields,
    )


def stands(found: FoundProblem, given: ClosureIn) -> bool:
    """Is the problem closed in just this way already? Raises Forbidden for who could not close it."""
    found.require(Action.close_problem)
    held = (found.closure_reason, found.closure_comment, found.duplicate_of_id)
    return held == (given.reason, given.comment, _repeated(found, given))


async def close(work: Work, found: FoundProblem, given: ClosureIn, *, recorded_at: datetime | None = None) -> None:
    """Ends a problem with a reason; a duplicate brings those that repeat it along to its new root."""
    found.require(Action.close_problem)
    if found.closed_at is not None:
        raise AlreadyClosed("The problem is closed already: take that closure back first.")
    if (given.reason is ClosureReason.duplicate) is not (given.duplicate_of_id is not None):
        raise Invalid(
            "A duplicate names what it repeats, and nothing else does.",
            at("#/duplicate_of_id", "Give it with the reason duplicate, and only then."),
        )
    if given.duplicate_of_id is not None:
        assert isinstance(found, FoundProblemPair)
        await _repeat(work, found)
    duplicate_of_id = _repeated(found, given)
    work.change(
        Problem,
        found.id,
        state=ProblemState.closed,
        closure_reason=given.reason,
        closure_comment=given.comment,
        duplicate_of_id=duplicate_of_id,
        closed_by_id=work.actor.member_id,
        closed_at=recorded_at or work.now,
    )
    record(
        work,
        EventKind.problem_closed,
        found.id,
        found,
        reason=given.reason,
        duplicate_of_id=duplicate_of_id,
        previous=found.state,
        recorded_at=recorded_at,
    )


async def reopen(work: Work, found: FoundProblem) -> None:
    """Takes the closure back: the problem is again what its solutions make of it, and its own root."""
    found.require(Action.reopen_problem)
    if found.closed_at is None:
        raise NotClosed("The problem is not closed; there is nothing to take back.")
    state = state_of(closed=False, solution_statuses=(await _statuses(work, found.id)).values())
    if found.duplicate_of_id is not None:
        await _move_tree(work, found.id, found.id)
        _change_root(work, found.id, found, found.root_id, found.id)
    work.change(
        Problem,
        found.id,
        state=state,
        closure_reason=None,
        closure_comment=None,
        duplicate_of_id=None,
        closed_by_id=None,
        closed_at=None,
    )
    record(work, EventKind.problem_reopened, found.id, found, state=state)


def restate(
    work: Work,
    problem_id: UUID,
    inside: Inside,
    state: ProblemState,
    statuses: Mapping[UUID, SolutionStatus],
    solution_id: UUID,
) -> None:
    """Keeps the problem's state beside a change of one of its solutions: `statuses` are those of all of them."""
    derived = state_of(closed=state is ProblemState.closed, solution_statuses=statuses.values())
    if derived is not state:
        work.derive(Problem, problem_id, state=derived)
        record(
            work,
            EventKind.problem_state_changed,
            problem_id,
            inside,
            state=derived,
            previous=state,
            solution_id=solution_id,
        )


def add_revision(
    work: Work,
    problem_id: UUID,
    revision: int,
    title: str,
    statement: str,
    at_: datetime,
    *,
    framing_id: UUID | None = None,
    author_id: UUID | None = None,
) -> None:
    """Keeps the words of a problem. `author_id`: whose words they are, where it is not who acts."""
    work.add(
        ProblemRevision(
            problem_id=problem_id,
            revision=revision,
            author_id=author_id or work.actor.member_id,
            title=title,
            statement=statement,
            framing_id=framing_id,
            created_at=at_,
        )
    )


async def _statuses(work: Work, problem_id: UUID) -> dict[UUID, SolutionStatus]:
    return {row["id"]: SolutionStatus(row["status"]) for row in await work.rows(_STATUSES, id=problem_id)}


def _repeated(found: FoundProblem, given: ClosureIn) -> UUID | None:
    """The id of the problem that is repeated, however it was named; null where nothing is, or nothing readable."""
    return found.other_id if given.duplicate_of_id is not None and isinstance(found, FoundProblemPair) else None


async def _repeat(work: Work, found: FoundProblemPair) -> None:
    if found.other_id is None:
        raise UnknownReference("There is nothing with this id that you may read.", at("#/duplicate_of_id", "Unknown."))
    if found.other_id == found.id:
        raise RingOfProblems("A problem does not repeat itself: name another.")
    if found.other_community_id != found.community_id and not (found.open and found.other_open):
        raise Invalid(
            "A problem repeats one of its own community, or one of another where both are open.",
            at("#/duplicate_of_id", "It lies in another community."),
        )
    if found.other_root_id != found.other_id:
        if found.other_root_id == found.id:
            raise RingOfProblems("That problem is itself closed as a duplicate of this one.")
        root = await work.row(_KEY, id=found.other_root_id)
        raise DuplicateOfDuplicate(
            f"{found.other_slug}-{found.other_number} is itself closed as a duplicate: name "
            + ("its root." if root is None else f"its root, {ProblemKey(root['slug'], root['number'])}.")
        )
    await _move_tree(work, found.id, found.other_id)
    _change_root(work, found.id, found, found.root_id, found.other_id)


async def _move_tree(work: Work, problem_id: UUID, root_id: UUID) -> None:
    """Gives all that repeat a problem, directly or through others, their new root."""
    for row in await work.rows(_REPEATED_BY, id=problem_id):
        _change_root(work, row["id"], Lying(row["community_id"], row["open"]), row["root_id"], root_id)


def _change_root(work: Work, problem_id: UUID, inside: Inside, previous_id: UUID, root_id: UUID) -> None:
    work.derive(Problem, problem_id, root_id=root_id)
    record(work, EventKind.problem_root_changed, problem_id, inside, root_id=root_id, previous_id=previous_id)


async def _require_no_ring(work: Work, found: FoundProblem, parent_id: UUID | None) -> None:
    if parent_id is None:
        return
    work.refers("#/parent_id", parent_id)
    await work.rows(_ONE_AT_A_TIME)
    if any(row["id"] == found.id for row in await work.rows(_ABOVE, parent=parent_id)):
        raise RingOfProblems("A problem cannot be a part of itself, directly or through others.")


async def _change_components(work: Work, found: FoundProblem, wanted: list[UUID]) -> bool:
    wanted = _each_once(wanted)
    held = await work.rows(_COMPONENTS, id=found.id)
    if [row["component_id"] for row in held] == wanted:
        return False
    for row in held:
        work.remove(ProblemComponent, row["id"])
    for position, component_id in enumerate(wanted):
        _add_component(work, found, component_id, position)
    return True


def _add_component(work: Work, problem: Problem | FoundProblem, component_id: UUID, position: int) -> None:
    work.refers(f"#/component_ids/{position}", component_id)
    concerned = ProblemComponent(
        community_id=problem.community_id,
        open=problem.open,
        problem_id=problem.id,
        component_id=component_id,
        position=position,
        posted_at=problem.created_at,
    )
    work.add(concerned)


def _each_once(identities: list[UUID]) -> list[UUID]:
    """Raises Invalid, naming its place, for one that stands twice."""
    for position, identity in enumerate(identities):
        if identity in identities[:position]:
            raise Invalid("A component stands once.", at(f"#/component_ids/{position}", "It stands here again."))
    return identities

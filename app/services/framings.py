"""What is done with framings: offered by members, adopted for the problem."""

from app.access.actions import Action
from app.access.found import FoundFraming, FoundProblem
from app.core.ids import new_id
from app.domain.errors import AlreadyClosed, ProblemStructured
from app.domain.vocabulary import ProblemForm
from app.events.kinds import EventKind
from app.events.record import record
from app.models.framing import Framing, FramingIn
from app.models.problem import Problem
from app.services.problems import add_revision
from app.work import Work


def offer(work: Work, found: FoundProblem, given: FramingIn) -> Framing:
    """A restatement of a problem that is still vague."""
    found.require(Action.offer_framing)
    if found.closed_at is not None:
        raise AlreadyClosed("The problem is closed; it takes no framings.")
    if found.form is ProblemForm.structured:
        raise ProblemStructured("The problem is not vague, it takes no framings: say it in a comment.")
    framing = Framing(
        id=new_id(),
        created_at=work.now,
        updated_at=work.now,
        community_id=found.community_id,
        open=found.open,
        problem_id=found.id,
        author_id=work.actor.member_id,
        title=given.title,
        statement=given.statement,
    )
    work.add(framing)
    record(work, EventKind.framing_offered, framing.id, found, problem_id=found.id)
    return framing


def stands(found: FoundFraming) -> bool:
    """Was it adopted already? Raises Forbidden for who could not adopt it."""
    found.require(Action.adopt_framing)
    return found.adopted_at is not None


def adopt(work: Work, found: FoundFraming) -> None:
    """Its words become the problem's next revision, under the name of who wrote them, and the problem is vague no
    more."""
    found.require(Action.adopt_framing)
    if found.problem_closed_at is not None:
        raise AlreadyClosed("The problem is closed: take the closure back before you adopt a framing.")
    if found.problem_form is ProblemForm.structured:
        raise ProblemStructured("The problem is not vague (any more): change its words instead, or its form first.")
    revision = found.problem_revision + 1
    add_revision(
        work,
        found.problem_id,
        revision,
        found.title,
        found.statement,
        work.now,
        framing_id=found.id,
        author_id=found.offered_by_id,
    )
    held = {"title": found.problem_title, "statement": found.problem_statement}
    words = {"title": found.title, "statement": found.statement}
    work.change(Problem, found.problem_id, **words, form=ProblemForm.structured, revision=revision)
    work.change(Framing, found.id, adopted_at=work.now, adopted_by_id=work.actor.member_id)
    record(work, EventKind.framing_adopted, found.id, found, problem_id=found.problem_id, revision=revision)
    record(
        work,
        EventKind.problem_changed,
        found.problem_id,
        found,
        version=found.problem_version + 1,
        revision=revision,
        fields=sorted(["form", *(name for name in words if words[name] != held[name])]),
    )

"""What is done with validations: given, withdrawn, carried over to the current line of evidence."""

from datetime import datetime

import orjson

from app.access.actions import Action
from app.access.found import FoundSolution, FoundValidation
from app.core.statements import written
from app.domain.errors import (
    AlreadyWithdrawn,
    EnvironmentRetired,
    Invalid,
    NotAKeeper,
    NothingToCarryOver,
    NotProposed,
    UnknownReference,
    at,
)
from app.domain.vocabulary import CountsReason, MemberKind, Outcome, Role
from app.events.kinds import EventKind
from app.events.record import record
from app.models.fits import FITS
from app.models.validation import Validation, ValidationIn
from app.services.assessments import Facts, Place, evidence_of, reassess
from app.work import Work

_GIVEN = written(
    f"""
    SELECT validation.environment_id, validation.site_id, validation.outcome, validation.evidence, validation.ticket,
           validation.machines, validation.harm, validation.by_person, validation.above_observer,
           validation.configuration, validation.given_at, {FITS} AS fits,
           EXISTS (SELECT 1 FROM validation other WHERE other.carried_from_id = validation.id
                      AND other.withdrawn_at IS NULL AND other.revision >= solution.line_start) AS carried
      FROM validation JOIN solution ON solution.id = validation.solution_id
     WHERE validation.id = :id::uuid
    """
)


_READ = frozenset({"fits", "carried", "outcome", "configuration"})
"""What of a validation that was given is not carried over as PostgreSQL answers it."""


async def give(
    work: Work, found: FoundSolution, given: ValidationIn, *, recorded_at: datetime | None = None
) -> Validation:
    """A member says what came of using a revision in an environment they keep. `recorded_at`: when they said so
    elsewhere before."""
    found.require(Action.give_validation)
    _require_proposed(found)
    if given.revision > found.revision:
        raise Invalid(
            f"The solution has {found.revision} revisions: name the one that you used.",
            at("#/revision", f"At most {found.revision}."),
        )
    given_at = recorded_at or work.now
    evidence = await evidence_of(work, found.id, given.environment_id, newest_at=given_at)
    place = _kept(evidence.place)
    if given.machines > place.machines:
        raise Invalid(f"The environment has {place.machines} machines.", at("#/machines", f"At most {place.machines}."))
    validation = Validation(
        created_at=given_at,
        updated_at=given_at,
        community_id=found.community_id,
        open=found.open,
        problem_id=found.problem_id,
        solution_id=found.id,
        author_id=work.actor.member_id,
        environment_id=given.environment_id,
        site_id=place.site_id,
        revision=given.revision,
        outcome=given.outcome,
        evidence=given.evidence,
        ticket=given.ticket,
        machines=given.machines,
        harm=given.harm,
        by_person=work.actor.kind is MemberKind.person,
        above_observer=found.role in (Role.coordinator, Role.core, Role.member),
        configuration=place.configuration,
        given_at=given_at,
        counts_reason=CountsReason.counts,
    )
    work.add(validation)
    record(
        work,
        EventKind.validation_given,
        validation.id,
        found,
        solution_id=found.id,
        environment_id=given.environment_id,
        outcome=given.outcome,
        revision=given.revision,
        harm=given.harm,
        recorded_at=recorded_at,
    )
    reassess(work, Facts.of(found), evidence.having(validation, fits=place.fits))
    return validation


async def withdraw(work: Work, found: FoundValidation, reason: str) -> None:
    """Its author takes it back; the voice before it in that environment, if any, stands again."""
    found.require(Action.withdraw_validation)
    if found.withdrawn_at is not None:
        raise AlreadyWithdrawn("It was withdrawn before.")
    evidence = await evidence_of(work, found.solution_id)
    work.change(Validation, found.id, withdrawn_at=work.now, withdrawal_reason=reason)
    record(work, EventKind.validation_withdrawn, found.id, found, solution_id=found.solution_id)
    reassess(work, Facts.of_validation(found), evidence.without(found.id))


async def carry_over(work: Work, found: FoundValidation) -> Validation:
    """Its author says that it holds for the current line too: a new validation of the current revision, with the
    outcome, the environment, what was installed and the time of the old one, so that its age does not restart."""
    found.require(Action.carry_over_validation)
    row = await work.row(_GIVEN, id=found.id)
    assert row is not None
    if found.withdrawn_at is not None or found.revision >= found.line_start or row["carried"]:
        raise NothingToCarryOver("Only a standing validation of an earlier line is carried over, and once.")
    if found.proposed_at is None or found.solution_withdrawn_at is not None:
        raise NotProposed("The solution takes no validations while it is a draft or once it is withdrawn.")
    evidence = await evidence_of(work, found.solution_id)
    validation = Validation(
        created_at=work.now,
        updated_at=work.now,
        community_id=found.community_id,
        open=found.open,
        problem_id=found.problem_id,
        solution_id=found.solution_id,
        author_id=work.actor.member_id,
        revision=found.solution_revision,
        carried_from_id=found.id,
        counts_reason=CountsReason.counts,
        **{name: value for name, value in row.items() if name not in _READ},
        outcome=Outcome(row["outcome"]),
        configuration=orjson.loads(row["configuration"]),
    )
    work.add(validation)
    record(
        work,
        EventKind.validation_carried_over,
        validation.id,
        found,
        solution_id=found.solution_id,
        carried_from_id=found.id,
        revision=validation.revision,
    )
    reassess(work, Facts.of_validation(found), evidence.having(validation, fits=row["fits"]))
    return validation


def _require_proposed(found: FoundSolution) -> None:
    if found.withdrawn_at is not None:
        raise AlreadyWithdrawn("The solution is withdrawn: it takes no validations.")
    if found.proposed_at is None:
        raise NotProposed("The solution is a draft: it takes comments; its author proposes it first.")


def _kept(place: Place | None) -> Place:
    if place is None:
        raise UnknownReference("There is no such environment.", at("#/environment_id", "Unknown."))
    if not place.kept:
        raise NotAKeeper(
            "You do not keep this environment: ask a keeper to add you, or name one that you keep.",
            at("#/environment_id", "Kept by others."),
        )
    if place.retired:
        raise EnvironmentRetired("The environment is retired: name one in use.", at("#/environment_id", "Retired."))
    return place

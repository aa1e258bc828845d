"""The status of a solution, kept by every change of what it rests on: read after the lock, decided by the pure
function, written beside its event."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson

from app.access.found import FoundSolution, FoundValidation
from app.core.statements import written
from app.domain.assessment import Assessment, assess
from app.domain.evidence import Given, Standing
from app.domain.process import ValidationPolicy
from app.domain.vocabulary import CountsReason, Outcome, ProblemState, SolutionStatus
from app.events.kinds import EventKind
from app.events.record import record
from app.models.fits import ENVIRONMENT_FITS, FITS
from app.models.solution import Solution, StatusChange
from app.models.validation import Validation
from app.services import problems
from app.work import Work

_EVIDENCE = written(
    f"""
    SELECT process.process_version, (process.document -> 'validation_policy')::text AS policy,
           (SELECT array_agg(DISTINCT author_id) FROM solution_revision
             WHERE solution_id = solution.id AND begins_line) AS author_ids,
           (SELECT json_agg(row_to_json(v)) FROM (
               SELECT validation.id, author_id, environment_id, site_id, outcome, given_at, revision, by_person,
                      above_observer, evidence ~ '\\S' AS has_evidence, harm, withdrawn_at IS NOT NULL AS withdrawn,
                      counts_reason, {FITS} AS fits
                 FROM validation
                WHERE validation.solution_id = solution.id) v) AS validations,
           (SELECT json_object_agg(other.id, other.status) FROM solution other
             WHERE other.problem_id = solution.problem_id) AS statuses,
           environment.site_id, environment.machines, environment.retired_at,
           EXISTS (SELECT 1 FROM environment_keeper
                    WHERE environment_id = environment.id AND member_id = :member::uuid) AS kept,
           (SELECT json_agg(json_build_object('component_id', held.component_id, 'component_version',
                            held.component_version, 'version_key', held.version_key) ORDER BY held.position)
              FROM environment_component held WHERE held.environment_id = environment.id) AS configuration,
           {ENVIRONMENT_FITS} AS environment_fits
      FROM solution
      JOIN community ON community.id = solution.community_id
      JOIN process_version process
        ON process.community_id = community.id AND process.process_version = community.process_version
      LEFT JOIN environment ON environment.id = :environment::uuid
     WHERE solution.id = :id::uuid
    """
)


@dataclass(frozen=True, slots=True)
class Held:
    """A validation, and what the last assessment said of it."""

    given: Given
    counts_reason: CountsReason


@dataclass(frozen=True, slots=True)
class Place:
    """An environment as it is now, for a validation to keep."""

    site_id: UUID
    machines: int
    retired: bool
    kept: bool
    """Whether the actor is one of its keepers."""
    configuration: list[dict[str, Any]]
    fits: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a status rests on, and what a change of status bears on."""

    policy: ValidationPolicy
    process_version: int
    author_ids: frozenset[UUID]
    held: tuple[Held, ...]
    statuses: Mapping[UUID, SolutionStatus]
    """Of all solutions of the problem."""
    place: Place | None
    """The environment asked for, if there is such."""

    def having(self, validation: Validation, *, fits: bool) -> "Evidence":
        """With one more, not sent yet."""
        return replace(self, held=(*self.held, Held(_of_row(validation, fits), validation.counts_reason)))

    def without(self, validation_id: UUID) -> "Evidence":
        """With one taken back."""
        held = (
            replace(each, given=replace(each.given, withdrawn=True)) if each.given.id == validation_id else each
            for each in self.held
        )
        return replace(self, held=tuple(held))


async def evidence_of(work: Work, solution_id: UUID, environment_id: UUID | None = None) -> Evidence:
    """What is known now, the environment of a new validation included: one statement, after the lock."""
    row = await work.row(_EVIDENCE, id=solution_id, environment=environment_id, member=work.actor_id)
    assert row is not None
    place = None
    if row["site_id"] is not None:
        place = Place(
            site_id=row["site_id"],
            machines=row["machines"],
            retired=row["retired_at"] is not None,
            kept=row["kept"],
            configuration=orjson.loads(row["configuration"] or b"[]"),
            fits=row["environment_fits"],
        )
    return Evidence(
        policy=policy_of(row["policy"]),
        process_version=row["process_version"],
        author_ids=frozenset(row["author_ids"]),
        held=tuple(_held(given) for given in orjson.loads(row["validations"] or b"[]")),
        statuses={UUID(key): SolutionStatus(status) for key, status in orjson.loads(row["statuses"]).items()},
        place=place,
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """A solution as it will stand when its change is sent: what was found of it, with what the change does to it."""

    id: UUID
    problem_id: UUID
    problem_state: ProblemState
    community_id: UUID
    open: bool
    status: SolutionStatus
    proposed: bool
    withdrawn: bool
    superseded: bool
    line_start: int

    @classmethod
    def of(cls, found: FoundSolution) -> "Facts":
        return cls._of(found, found.id, found.withdrawn_at)

    @classmethod
    def of_validation(cls, found: FoundValidation) -> "Facts":
        """The solution that a validation found is about."""
        return cls._of(found, found.solution_id, found.solution_withdrawn_at)

    @classmethod
    def _of(cls, found: FoundSolution | FoundValidation, solution_id: UUID, withdrawn_at: datetime | None) -> "Facts":
        return cls(
            id=solution_id,
            problem_id=found.problem_id,
            problem_state=found.problem_state,
            community_id=found.community_id,
            open=found.open,
            status=found.status,
            proposed=found.proposed_at is not None,
            withdrawn=withdrawn_at is not None,
            superseded=found.successor_id is not None,
            line_start=found.line_start,
        )


def reassess(work: Work, facts: Facts, evidence: Evidence) -> Assessment:
    """Assesses the solution and keeps what came of it: its status and its explanation, what counts, and, where the
    status moved, the change, its event, and the problem's state."""
    standing = Standing(
        proposed=facts.proposed,
        withdrawn=facts.withdrawn,
        superseded=facts.superseded,
        line_start=facts.line_start,
        authors=evidence.author_ids,
    )
    found = assess(standing, [each.given for each in evidence.held], evidence.policy, work.now)
    explained = explanation(found, evidence.process_version)
    work.derive(
        Solution,
        facts.id,
        status=found.status,
        assessment=explained,
        assessed_at=work.now,
        next_assessment_at=found.next_assessment_at,
        harm_reported=found.harm_reported,
    )
    for each in evidence.held:
        counts = found.counts[each.given.id]
        if counts is not each.counts_reason:
            work.derive(Validation, each.given.id, counts_reason=counts)
    if found.status is not facts.status:
        work.add(
            StatusChange(
                solution_id=facts.id,
                at=work.now,
                previous=facts.status,
                status=found.status,
                assessment=explained,
            )
        )
        record(
            work,
            EventKind.solution_status_changed,
            facts.id,
            facts,
            problem_id=facts.problem_id,
            status=found.status,
            previous=facts.status,
            process_version=evidence.process_version,
        )
        statuses = {**evidence.statuses, facts.id: found.status}
        problems.restate(work, facts.problem_id, facts, facts.problem_state, statuses, facts.id)
    return found


def explanation(found: Assessment, process_version: int) -> dict[str, Any]:
    """An assessment as it is kept: a JSON document whose parts are those of the public schema."""
    return {
        "process_version": process_version,
        "reasons": [
            {**asdict(reason), "at": None if reason.at is None else _instant(reason.at)} for reason in found.reasons
        ],
        "missing": [asdict(missing) for missing in found.missing],
        "counted": asdict(found.counted),
    }


@lru_cache(maxsize=1024)
def policy_of(text: str) -> ValidationPolicy:
    """A policy as a process keeps it."""
    return ValidationPolicy.model_validate_json(text)


def _held(row: dict[str, Any]) -> Held:
    return Held(
        Given(
            id=UUID(row["id"]),
            member_id=UUID(row["author_id"]),
            environment_id=UUID(row["environment_id"]),
            site_id=UUID(row["site_id"]),
            outcome=Outcome(row["outcome"]),
            given_at=datetime.fromisoformat(row["given_at"]),
            revision=row["revision"],
            by_person=row["by_person"],
            above_observer=row["above_observer"],
            has_evidence=row["has_evidence"],
            harm=row["harm"],
            withdrawn=row["withdrawn"],
            fits=row["fits"],
        ),
        CountsReason(row["counts_reason"]),
    )


def _of_row(validation: Validation, fits: bool) -> Given:
    return Given(
        id=validation.id,
        member_id=validation.author_id,
        environment_id=validation.environment_id,
        site_id=validation.site_id,
        outcome=validation.outcome,
        given_at=validation.given_at,
        revision=validation.revision,
        by_person=validation.by_person,
        above_observer=validation.above_observer,
        has_evidence=bool(validation.evidence.strip()),
        harm=validation.harm,
        withdrawn=validation.withdrawn_at is not None,
        fits=fits,
    )


def _instant(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

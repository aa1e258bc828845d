"""The status of a solution, kept by every change of what it rests on: read after the lock, decided by the pure
function, written beside its event."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, AnyStr
from uuid import UUID

import orjson
from asyncpg import Record
from asyncpg.pgproto import pgproto

from app.access.found import FoundSolution, FoundValidation
from app.core.statements import written
from app.domain.assessment import Assessment, Counted, Missing, Reason, assess
from app.domain.evidence import Earlier, Given, Lapse, Standing
from app.domain.process import ValidationPolicy
from app.domain.vocabulary import CountsReason, Outcome, ProblemState, ReasonCode, SolutionStatus
from app.events.kinds import EventKind
from app.events.record import record
from app.models.fits import ENVIRONMENT_FITS, FITS
from app.models.solution import Solution, StatusChange
from app.models.validation import Validation
from app.services import problems
from app.work import Work

_MANY = 32
"""Where more than so many were given, the last words are picked out of them and remembered; fewer are read whole, which
is cheaper."""

_OF_A_PLACE = """
    SELECT v.* FROM validation v
     WHERE v.solution_id = solution.id AND v.author_id = place.author_id AND v.environment_id = place.environment_id
       AND {condition} ORDER BY v.given_at DESC, v.id DESC LIMIT 1"""
_STANDS = "v.counts_reason <> 'withdrawn' AND v.counts_reason <> 'earlier_line'"

_LAST_WORDS = f"""
    WITH RECURSIVE place AS (
        (SELECT author_id, environment_id FROM validation WHERE solution_id = solution.id
          ORDER BY author_id, environment_id LIMIT 1)
        UNION ALL
        SELECT following.author_id, following.environment_id FROM place CROSS JOIN LATERAL (
            SELECT v.author_id, v.environment_id FROM validation v
             WHERE v.solution_id = solution.id
               AND (v.author_id, v.environment_id) > (place.author_id, place.environment_id)
             ORDER BY v.author_id, v.environment_id LIMIT 1) following)
    SELECT word.* FROM place
     CROSS JOIN LATERAL ({_OF_A_PLACE.format(condition=_STANDS)}) said
     CROSS JOIN LATERAL (
        SELECT said.*
        UNION ALL
        SELECT voice.* FROM ({_OF_A_PLACE.format(condition="v.counts_reason = 'counts'")}) voice
         WHERE said.counts_reason <> 'counts') word
     WHERE NOT heard.whole AND NOT heard.known"""
"""Of each member in each environment the newest that stands, and the newest that counts where that is another: found
by stepping through the index from place to place, so that it costs the same however often each was replaced."""

_EVIDENCE = written(
    f"""
    SELECT process.process_version, (process.document -> 'validation_policy')::text AS policy,
           (SELECT array_agg(DISTINCT author_id) FROM solution_revision
             WHERE solution_id = solution.id AND begins_line) AS author_ids,
           heard.whole, heard.known, pg_current_xact_id()::xid::text AS written_by,
           (SELECT json_agg(row_to_json(v)) FROM (
               SELECT validation.id, author_id, environment_id, site_id, outcome, given_at, revision, by_person,
                      above_observer, evidence ~ '\\S' AS has_evidence, harm, withdrawn_at IS NOT NULL AS withdrawn,
                      counts_reason,
                      CASE WHEN :fitting::boolean THEN {FITS}
                           ELSE counts_reason <> 'outside_applicability' END AS fits
                 FROM (SELECT * FROM validation WHERE solution_id = solution.id AND heard.whole AND NOT heard.known
                       UNION ALL ({_LAST_WORDS})) validation) v) AS validations,
           solution.assessed_at, (solution.assessment ->> 'process_version')::integer AS assessed_by,
           solution.assessment -> 'lapse' AS lapse,
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
     CROSS JOIN LATERAL (
        SELECT coalesce(solution.xmin::text = :known_by::text AND solution.assessed_at = :known_at::timestamptz, false)
                 AS known,
               :whole::boolean OR :known_by::text IS NULL AND {_MANY} >= (
                    SELECT count(*) FROM (SELECT 1 FROM validation few WHERE few.solution_id = solution.id
                                           LIMIT {_MANY + 1}) counted) AS whole
        OFFSET 0) heard
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
    earlier: Earlier | None = None
    """What the last assessment found, where `held` are only the last words of its moment; else null."""
    written_by: str | None = None
    """The transaction that read it, and will write what comes of it."""

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


@dataclass(frozen=True, slots=True)
class Heard:
    """The last words of an assessment that this process made, and what it found. They are the solution's for as long
    as its row is the one that this transaction wrote, since whatever they rest on changes with an assessment."""

    written_by: str | None
    at: datetime
    process_version: int
    held: tuple[Held, ...]
    earlier: Earlier


async def evidence_of(
    work: Work,
    solution_id: UUID,
    environment_id: UUID | None = None,
    *,
    newest_at: datetime | None = None,
    fitting: bool = False,
) -> Evidence:
    """What is known now, the environment of a new validation included: one statement, after the lock.

    `newest_at`: nothing is done but that one more is given, at this instant. Then, where much was given before, only
    the last words are read; and all of it after all (a second statement) where they are not enough, since it is older
    than something assessed before (an import, a clock that went back) or another policy is in force than was then.
    `fitting`: the applicability has changed, so what fits is asked anew; else it is as the last assessment found."""
    given = {"id": solution_id, "environment": environment_id, "member": work.actor_id, "fitting": fitting}
    if newest_at is not None:
        evidence = await _last_words(work, newest_at, given)
        if evidence is not None:
            return evidence
    row = await work.row(_EVIDENCE, whole=True, known_by=None, known_at=None, **given)
    assert row is not None
    return _evidence(row)


async def _last_words(work: Work, newest_at: datetime, given: Mapping[str, Any]) -> Evidence | None:
    """The evidence for one more; all of it, where it is little. None where the last words are not enough."""
    heard: Heard | None = work.recent.get(given["id"])
    known = (None, None) if heard is None else (heard.written_by, heard.at)
    row = await work.row(_EVIDENCE, whole=False, known_by=known[0], known_at=known[1], **given)
    assert row is not None
    evidence = _evidence(row)
    if heard is not None and row["known"]:
        if heard.process_version != evidence.process_version or heard.earlier.at >= newest_at:
            return None
        return replace(evidence, held=heard.held, earlier=heard.earlier)
    if row["whole"]:
        return evidence
    earlier = _earlier(row, evidence)
    return None if earlier is None or earlier.at >= newest_at else replace(evidence, earlier=earlier)


def _earlier(row: Record, evidence: Evidence) -> Earlier | None:
    """What the last assessment found, if it was by the policy in force."""
    if row["lapse"] is None or row["assessed_by"] != evidence.process_version:
        return None
    lapse = orjson.loads(row["lapse"])
    return _begun(
        row["assessed_at"],
        evidence.held,
        lapse and Lapse(ReasonCode(lapse["code"]), datetime.fromisoformat(lapse["at"])),
    )


def _begun(at: datetime, held: Iterable[Held], lapse: Lapse | None) -> Earlier:
    """What a later assessment begins with. The moment was that of the newest that counted, where that lay ahead of the
    clock."""
    counted = (each.given.given_at for each in held if each.counts_reason is CountsReason.counts)
    return Earlier(at=max([at, *counted]), lapse=lapse)


def _evidence(row: Record) -> Evidence:
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
        written_by=row["written_by"],
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
    found = assess(standing, [each.given for each in evidence.held], evidence.policy, work.now, evidence.earlier)
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
    if evidence.earlier is not None or len(evidence.held) > _MANY:
        work.recent.put(facts.id, _heard(found, evidence, work.now))
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


def _heard(found: Assessment, evidence: Evidence, now: datetime) -> Heard:
    held = tuple(Held(given, found.counts[given.id]) for given in found.last_words)
    return Heard(
        written_by=evidence.written_by,
        at=now,
        process_version=evidence.process_version,
        held=held,
        earlier=_begun(now, held, found.lapse),
    )


def explanation(found: Assessment, process_version: int) -> dict[str, Any]:
    """An assessment as it is kept: a JSON document whose parts are those of the public
    schema, and with them what a later assessment may begin with."""
    return {
        "process_version": process_version,
        "reasons": [
            {**_parts(reason), "at": None if reason.at is None else _instant(reason.at)} for reason in found.reasons
        ],
        "missing": [_parts(missing) for missing in found.missing],
        "counted": _parts(found.counted),
        "lapse": found.lapse and {"code": found.lapse.code, "at": _instant(found.lapse.at)},
    }


def _parts(value: Reason | Missing | Counted) -> dict[str, Any]:
    """The fields by name; what they hold is shared, where `asdict` would copy all of it."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


@lru_cache(maxsize=1024)
def policy_of(text: str) -> ValidationPolicy:
    """A policy as a process keeps it."""
    return ValidationPolicy.model_validate_json(text)


def _id(written: AnyStr) -> UUID:
    """As asyncpg gives ids: equal to the standard library's, and made and hashed several times faster, which counts
    where each of many voices is looked up a dozen times."""
    identity: UUID = pgproto.UUID(written)
    return identity


def _held(row: dict[str, Any]) -> Held:
    return Held(
        Given(
            id=_id(row["id"]),
            member_id=_id(row["author_id"]),
            environment_id=_id(row["environment_id"]),
            site_id=_id(row["site_id"]),
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
        id=_id(validation.id.bytes),
        member_id=_id(validation.author_id.bytes),
        environment_id=_id(validation.environment_id.bytes),
        site_id=_id(validation.site_id.bytes),
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

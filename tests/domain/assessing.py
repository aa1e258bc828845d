"""A small world for assessments: members, sites and environments by number, moments by day."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from app.domain.evidence import Given, Standing
from app.domain.process import ValidationPolicy
from app.domain.vocabulary import Outcome

START = datetime(2026, 1, 1, tzinfo=UTC)
LINE_START = 2
TICK = timedelta(microseconds=1)


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def member(number: int) -> UUID:
    return UUID(int=(1 << 64) + number)


def environment(number: int) -> UUID:
    return UUID(int=(2 << 64) + number)


def site(number: int) -> UUID:
    return UUID(int=(3 << 64) + number)


def validation(number: int) -> UUID:
    return UUID(int=(4 << 64) + number)


AUTHOR = member(99)


def given(
    number: int,
    by: int,
    where: int,
    outcome: Outcome = Outcome.confirmed,
    on: float = 0,
    *,
    revision: int = LINE_START,
    by_person: bool = True,
    above_observer: bool = True,
    has_evidence: bool = True,
    harm: bool = False,
    withdrawn: bool = False,
    fits: bool = True,
) -> Given:
    """A validation that counts unless said otherwise. Environments 10 to 19 are at site 1, 20 to 29 at site 2, …"""
    return Given(
        id=validation(number),
        member_id=member(by),
        environment_id=environment(where),
        site_id=site(where // 10),
        outcome=outcome,
        given_at=day(on),
        revision=revision,
        by_person=by_person,
        above_observer=above_observer,
        has_evidence=has_evidence,
        harm=harm,
        withdrawn=withdrawn,
        fits=fits,
    )


def standing(*, proposed: bool = True, withdrawn: bool = False, superseded: bool = False) -> Standing:
    return Standing(
        proposed=proposed,
        withdrawn=withdrawn,
        superseded=superseded,
        line_start=LINE_START,
        authors=frozenset({AUTHOR}),
    )


def policy(
    quorum: int = 2,
    min_sites: int = 0,
    min_environments: int = 0,
    *,
    evidence_required: bool = True,
    max_failure_share: float = 0.25,
    min_failures: int = 2,
    expires_after_days: int | None = 10,
) -> ValidationPolicy:
    return ValidationPolicy.model_validate(
        {
            "quorum": quorum,
            "min_sites": min_sites,
            "min_environments": min_environments,
            "evidence_required": evidence_required,
            "max_failure_share": max_failure_share,
            "min_failures": min_failures,
            "expires_after_days": expires_after_days,
        }
    )

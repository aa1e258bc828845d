"""The law read literally: everything is worked out anew at every moment. Slow, and written apart from the product."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from uuid import UUID

from app.domain.evidence import Given, Standing
from app.domain.process import ValidationPolicy
from app.domain.vocabulary import CountsReason, Outcome, SolutionStatus
from tests.domain.assessing import TICK


@dataclass(frozen=True)
class Reference:
    standing: Standing
    validations: Sequence[Given]
    policy: ValidationPolicy

    def why(self, v: Given) -> CountsReason:
        asked = v.outcome == "confirmed" and self.policy.evidence_required
        holds = {
            CountsReason.withdrawn: v.withdrawn,
            CountsReason.earlier_line: v.revision < self.standing.line_start,
            CountsReason.not_a_person: not v.by_person,
            CountsReason.observer: not v.above_observer,
            CountsReason.author: v.member_id in self.standing.authors,
            CountsReason.outside_applicability: not v.fits,
            CountsReason.no_evidence: asked and not v.has_evidence,
        }
        return next((reason for reason in CountsReason if holds.get(reason)), CountsReason.counts)

    def voices(self, moment: datetime) -> list[Given]:
        heard = [v for v in self.validations if self.why(v) == CountsReason.counts and v.given_at <= moment]
        return [
            v
            for v in heard
            if not any(
                (w.member_id, w.environment_id) == (v.member_id, v.environment_id)
                and (w.given_at, w.id) > (v.given_at, v.id)
                for w in heard
            )
        ]

    def members(self, moment: datetime, outcome: Outcome) -> set[UUID]:
        return {v.member_id for v in self.voices(moment) if v.outcome == outcome}

    def fresh(self, moment: datetime) -> list[Given]:
        days = self.policy.expires_after_days
        confirming = [v for v in self.voices(moment) if v.outcome == Outcome.confirmed]
        return [v for v in confirming if days is None or moment - v.given_at < timedelta(hours=24 * days)]

    def met(self, moment: datetime) -> bool:
        fresh = self.fresh(moment)
        return (
            len({v.member_id for v in fresh}) >= self.policy.quorum
            and len({v.site_id for v in fresh}) >= self.policy.min_sites
            and len({v.environment_id for v in fresh}) >= self.policy.min_environments
        )

    def moments(self) -> list[datetime]:
        """Every instant at which anything can change, and those just beside it."""
        ages = [timedelta(0)]
        if self.policy.expires_after_days is not None:
            ages.append(timedelta(days=self.policy.expires_after_days))
        changes = [v.given_at + age for v in self.validations for age in ages]
        return sorted({change + beside for change in changes for beside in (-TICK, timedelta(0), TICK)})

    def contested(self, moment: datetime) -> bool:
        failed = self.members(moment, Outcome.failed)
        if len(failed) < self.policy.min_failures:
            return False
        everybody = failed | self.members(moment, Outcome.confirmed)
        return Fraction(len(failed), len(everybody)) > Fraction(self.policy.max_failure_share)

    def status(self, now: datetime) -> SolutionStatus:
        if self.standing.withdrawn:
            return SolutionStatus.withdrawn
        if self.standing.superseded:
            return SolutionStatus.superseded
        if not self.standing.proposed:
            return SolutionStatus.draft
        if self.contested(now):
            return SolutionStatus.contested
        if self.met(now):
            return SolutionStatus.validated
        if any(self.met(moment) for moment in self.moments() if moment < now):
            return SolutionStatus.stale
        return SolutionStatus.proposed

    def next_change(self, now: datetime) -> datetime | None:
        status = self.status(now)
        return next((m for m in self.moments() if m > now and self.status(m) != status), None)

    def harm(self) -> bool:
        """Harm that stands in the current line, and after which its author said nothing else there."""
        stands = [v for v in self.validations if not v.withdrawn and v.revision >= self.standing.line_start]
        return any(
            v.harm
            and not any(
                not w.harm
                and (w.member_id, w.environment_id) == (v.member_id, v.environment_id)
                and (w.given_at, w.id) > (v.given_at, v.id)
                for w in stands
            )
            for v in stands
        )

"""What members say of a solution: which validations count, what is a voice, and which voices are fresh."""

from bisect import bisect_right
from collections import Counter, OrderedDict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from app.domain.process import ValidationPolicy
from app.domain.vocabulary import CountsReason, Outcome, ReasonCode

Place = tuple[UUID, UUID]
"""A member in an environment: where there is at most one voice."""


@dataclass(frozen=True, slots=True)
class Given:
    """A validation, as far as it bears on a status. All but `withdrawn` and `fits` is as it was when it was given."""

    id: UUID
    member_id: UUID
    environment_id: UUID
    site_id: UUID
    """The environment's, which is fixed."""
    outcome: Outcome
    given_at: datetime
    """In UTC. One that was carried over keeps that of the validation it names."""
    revision: int
    """The one that was used; of one that was carried over, the one it was carried to."""
    by_person: bool
    above_observer: bool
    has_evidence: bool
    harm: bool
    withdrawn: bool
    fits: bool
    """Whether the configuration recorded with it lies within the current applicability."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What was done with the solution itself."""

    proposed: bool
    withdrawn: bool
    superseded: bool
    line_start: int
    """The revision with which the current line of evidence begins."""
    authors: frozenset[UUID]
    """All who wrote a revision that began a line."""


@dataclass(frozen=True, slots=True)
class Lapse:
    """How (`confirmations_expired` or `confirmation_replaced`) and when the policy ceased to be met."""

    code: ReasonCode
    at: datetime


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an assessment by the same policy, line and authors found of all that had been given by `at`: it stands for
    the voices that were replaced by then."""

    at: datetime
    lapse: Lapse | None
    """How the policy had last ceased to be met."""


def counts_reason(given: Given, standing: Standing, policy: ValidationPolicy) -> CountsReason:
    """Whether a validation counts as evidence, or the first reason why not."""
    if given.withdrawn:
        return CountsReason.withdrawn
    if given.revision < standing.line_start:
        return CountsReason.earlier_line
    if not given.by_person:
        return CountsReason.not_a_person
    if not given.above_observer:
        return CountsReason.observer
    if given.member_id in standing.authors:
        return CountsReason.author
    if not given.fits:
        return CountsReason.outside_applicability
    if given.outcome is Outcome.confirmed and policy.evidence_required and not given.has_evidence:
        return CountsReason.no_evidence
    return CountsReason.counts


def hear(
    counting: Sequence[Given], policy: ValidationPolicy, now: datetime, earlier: Earlier | None = None
) -> tuple[Collection[Given], Collection[Given], Lapse | None]:
    """The voices at `now`, those of them that are fresh confirmations (oldest first), and how the policy last ceased
    to be met. `counting` from the oldest to the newest; what came at one instant is heard together.

    Where `earlier` is given, `counting` need hold only the voices of its moment and all that was given after it. A
    `now` before the newest is taken for that of the newest."""
    voices: dict[Place, Given] = {}
    lapse: Lapse | None = None
    heard = 0
    if earlier is not None:
        heard = bisect_right(counting, earlier.at, key=attrgetter("given_at"))
        for given in counting[:heard]:
            place = given.member_id, given.environment_id
            voices.pop(place, None)  # the newer one stands behind those that are older
            voices[place] = given
        lapse = earlier.lapse
    fresh = Fresh(policy, voices)
    if earlier is not None:
        fresh.expire(earlier.at)
    for moment, together in groupby(counting[heard:], key=attrgetter("given_at")):
        lapse = fresh.expire(moment) or lapse
        was_met = fresh.meets_policy()
        for given in together:
            place = given.member_id, given.environment_id
            voices[place] = given
            fresh.drop(place)
            if given.outcome is Outcome.confirmed:
                fresh.add(place, given)
        if was_met and not fresh.meets_policy():
            lapse = Lapse(ReasonCode.confirmation_replaced, at=moment)
    lapse = fresh.expire(now) or lapse
    return voices.values(), fresh.voices.values(), lapse


class Fresh:
    """The fresh confirming voices at a moment that only moves on, oldest first. It begins with the `voices` that are
    there already, oldest first."""

    def __init__(self, policy: ValidationPolicy, voices: Mapping[Place, Given]) -> None:
        confirming = [(place, given) for place, given in voices.items() if given.outcome is Outcome.confirmed]
        self.voices: OrderedDict[Place, Given] = OrderedDict(confirming)
        self._policy = policy
        self._window = window_of(policy)
        # Counted by Counter and kept as plain dictionaries, whose single items are changed several times faster.
        self._members = dict(Counter([given.member_id for _, given in confirming]))
        self._sites = dict(Counter([given.site_id for _, given in confirming]))
        self._environments = dict(Counter([given.environment_id for _, given in confirming]))

    def meets_policy(self) -> bool:
        return (
            len(self._members) >= self._policy.quorum
            and len(self._sites) >= self._policy.min_sites
            and len(self._environments) >= self._policy.min_environments
        )

    def add(self, place: Place, given: Given) -> None:
        self.voices[place] = given
        for counted, key in self._counted(given):
            counted[key] = counted.get(key, 0) + 1

    def drop(self, place: Place) -> None:
        given = self.voices.pop(place, None)
        if given is None:
            return
        for counted, key in self._counted(given):
            left = counted[key] = counted[key] - 1
            if not left:
                del counted[key]

    def _counted(self, given: Given) -> tuple[tuple[dict[UUID, int], UUID], ...]:
        return (
            (self._members, given.member_id),
            (self._sites, given.site_id),
            (self._environments, given.environment_id),
        )

    def expire(self, now: datetime) -> Lapse | None:
        """Lets go of what is no longer younger than the policy asks; says when it ceased to be met, if that did it."""
        if self._window is None:
            return None
        lapse: Lapse | None = None
        while self.voices:
            place, oldest = next(iter(self.voices.items()))
            if now - oldest.given_at < self._window:
                break
            was_met = self.meets_policy()
            self.drop(place)
            if was_met and not self.meets_policy():
                lapse = Lapse(ReasonCode.confirmations_expired, at=oldest.given_at + self._window)
        return lapse


def window_of(policy: ValidationPolicy) -> timedelta | None:
    """How young a confirmation must be to be fresh, in days of 24 hours; None where any age will do."""
    return None if policy.expires_after_days is None else timedelta(days=policy.expires_after_days)

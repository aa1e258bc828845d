"""The status of a solution, by the policy in force and by what peers vouch for now, with its reasons and what is
missing. What counts and what a voice is, `app.domain.evidence` says."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from types import MappingProxyType
from typing import Self, assert_never
from uuid import UUID

from app.domain.evidence import Earlier, Given, Lapse, Place, Standing, counts_reason, hear, window_of
from app.domain.process import ValidationPolicy
from app.domain.vocabulary import CountsReason, MissingKind, Outcome, ReasonCode, SolutionStatus


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground of a status, with the figures it rests on; those that its code does not speak of are None.

    - `withdrawn`, `superseded`, `not_proposed`, `never_met`: no figures.
    - `quorum_…`, `sites_…`, `environments_…` (`reached`, `lacking`): `counted` of `needed`, by fresh confirmations.
    - `failures`: `counted` members whose voice is a failure, of `needed`, the policy's `min_failures`.
    - `failure_share`: `counted` of `out_of` members, as `share` (to four places), and the `max_share` it exceeds.
    - `failures_tolerated`: all five, where there are failures and the solution is not contested.
    - `confirmations_expired`, `confirmation_replaced`: how and when (`at`) the policy ceased to be met.
    """

    code: ReasonCode
    counted: int | None = None
    needed: int | None = None
    out_of: int | None = None
    share: float | None = None
    max_share: float | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is lacking. All of them together, supplied by whomever, make the solution validated.

    - `proposal`: its author proposes it.
    - `failure_taken_back`: so many of the members who say that it fails no longer say so in any environment.
    - `confirmation`: so many more members confirm, other than these, whose confirmation is fresh.
    - `site`, `environment`: the confirmations come from so many more, other than these. One confirmation can
      supply all three kinds; where no `confirmation` is missing, any member's will do.
    """

    kind: MissingKind
    count: int
    other_than: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """Members by what their voices say (one may be in several), and where the confirming voices come from; at any
    age."""

    confirmed: int
    failed: int
    partial: int
    sites: int
    environments: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """A status that explains itself. Every tuple has a fixed order, so that equal facts give equal values."""

    status: SolutionStatus
    reasons: tuple[Reason, ...]
    missing: tuple[Missing, ...]
    """In the order of MissingKind; empty where the status is final or `validated`."""
    counted: Counted
    counts: Mapping[UUID, CountsReason]
    """Of every validation, by its id."""
    confirming: tuple[UUID, ...]
    """The members with a confirming voice, at any age."""
    failing: tuple[UUID, ...]
    """The members with a failing voice."""
    rests_on: tuple[UUID, ...]
    """The validations that carry a `validated`, oldest first; empty at any other status."""
    next_assessment_at: datetime | None
    """When time alone turns `validated` into `stale`; None where it never does."""
    harm_reported: bool
    lapse: Lapse | None
    """How the policy last ceased to be met, whatever the status: what a later assessment may begin with."""
    last_words: tuple[Given, ...]
    """Of each member in each environment the newest of the line that stands, and the newest that counts: all that a
    later assessment which begins with this one need hear again. Oldest first."""


def assess(
    standing: Standing,
    validations: Iterable[Given],
    policy: ValidationPolicy,
    now: datetime,
    earlier: Earlier | None = None,
) -> Assessment:
    """The status at `now` (in UTC): the first that holds of those in domain.md, "Solution".

    `validations` are all that were ever given on the solution, each once, in any order. Nothing given lies ahead:
    where a clock went back, the moment is that of the newest validation that counts.

    With what an `earlier` assessment found, they need be only its last words and all that was given after it.
    """
    counts: dict[UUID, CountsReason] = {}
    counting: list[Given] = []
    said: dict[Place, Given] = {}
    ordered = sorted(validations, key=attrgetter("given_at", "id"))
    for given in ordered:
        reason = counts[given.id] = counts_reason(given, standing, policy)
        if reason is CountsReason.counts:
            counting.append(given)
        if reason is not CountsReason.withdrawn and reason is not CountsReason.earlier_line:
            said[given.member_id, given.environment_id] = given

    voices, fresh, lapse = hear(counting, policy, now, earlier)
    tally = _Tally.of(voices)
    needs = _needs(fresh, policy)
    status = _status(standing, tally, needs, lapse, policy)
    validated = status is SolutionStatus.validated
    return Assessment(
        status=status,
        reasons=_reasons(status, tally, needs, lapse, policy),
        missing=_missing(status, tally, needs, policy),
        counted=tally.counted(),
        counts=MappingProxyType(counts),
        confirming=tuple(sorted(tally.confirmed)),
        failing=tuple(sorted(tally.failed)),
        rests_on=tuple(voice.id for voice in fresh) if validated else (),
        next_assessment_at=_lapses_at(needs, policy) if validated else None,
        harm_reported=any(given.harm for given in said.values()),
        lapse=lapse,
        last_words=_each_once(ordered, said.values(), voices),
    )


def _each_once(ordered: Iterable[Given], *picked: Iterable[Given]) -> tuple[Given, ...]:
    """Those that were picked, in their order."""
    ids = {given.id for some in picked for given in some}
    return tuple(given for given in ordered if given.id in ids)


@dataclass(frozen=True, slots=True)
class _Tally:
    """Who says what, at any age."""

    confirmed: frozenset[UUID]
    failed: frozenset[UUID]
    partial: frozenset[UUID]
    sites: frozenset[UUID]
    environments: frozenset[UUID]

    @classmethod
    def of(cls, voices: Collection[Given]) -> Self:
        confirming = [voice for voice in voices if voice.outcome is Outcome.confirmed]
        return cls(
            confirmed=frozenset(voice.member_id for voice in confirming),
            failed=frozenset(voice.member_id for voice in voices if voice.outcome is Outcome.failed),
            partial=frozenset(voice.member_id for voice in voices if voice.outcome is Outcome.partial),
            sites=frozenset(voice.site_id for voice in confirming),
            environments=frozenset(voice.environment_id for voice in confirming),
        )

    def counted(self) -> Counted:
        return Counted(
            confirmed=len(self.confirmed),
            failed=len(self.failed),
            partial=len(self.partial),
            sites=len(self.sites),
            environments=len(self.environments),
        )

    def out_of(self) -> int:
        return len(self.confirmed | self.failed)

    def is_contested(self, policy: ValidationPolicy) -> bool:
        return _exceeds(len(self.failed), self.out_of(), policy)

    def to_take_back(self, policy: ValidationPolicy) -> int:
        """The smallest number of failing members that, whichever they are, leaves the solution uncontested when they
        no longer say so. One who confirms nothing then leaves the whole too, so those are reckoned first."""
        failed, out_of, only_failed = len(self.failed), self.out_of(), len(self.failed - self.confirmed)
        return next(k for k in range(failed + 1) if not _exceeds(failed - k, out_of - min(k, only_failed), policy))


def _exceeds(failed: int, out_of: int, policy: ValidationPolicy) -> bool:
    return failed >= policy.min_failures and failed > policy.max_failure_share * out_of


@dataclass(frozen=True, slots=True)
class _Need:
    """One of the three things that the policy asks of fresh confirming voices."""

    kind: MissingKind
    reached: ReasonCode
    lacking: ReasonCode
    needed: int
    supplied: Mapping[UUID, datetime]
    """Each member, site or environment that supplies it, with when its newest confirmation was given."""

    @property
    def is_met(self) -> bool:
        return len(self.supplied) >= self.needed

    def reason(self) -> Reason:
        code = self.reached if self.is_met else self.lacking
        return Reason(code, counted=len(self.supplied), needed=self.needed)


def _needs(fresh: Collection[Given], policy: ValidationPolicy) -> tuple[_Need, ...]:
    return (
        _Need(
            MissingKind.confirmation,
            ReasonCode.quorum_reached,
            ReasonCode.quorum_lacking,
            policy.quorum,
            {voice.member_id: voice.given_at for voice in fresh},
        ),
        _Need(
            MissingKind.site,
            ReasonCode.sites_reached,
            ReasonCode.sites_lacking,
            policy.min_sites,
            {voice.site_id: voice.given_at for voice in fresh},
        ),
        _Need(
            MissingKind.environment,
            ReasonCode.environments_reached,
            ReasonCode.environments_lacking,
            policy.min_environments,
            {voice.environment_id: voice.given_at for voice in fresh},
        ),
    )


def _status(
    standing: Standing, tally: _Tally, needs: Iterable[_Need], lapse: Lapse | None, policy: ValidationPolicy
) -> SolutionStatus:
    if standing.withdrawn:
        return SolutionStatus.withdrawn
    if standing.superseded:
        return SolutionStatus.superseded
    if not standing.proposed:
        return SolutionStatus.draft
    if tally.is_contested(policy):
        return SolutionStatus.contested
    if all(need.is_met for need in needs):
        return SolutionStatus.validated
    return SolutionStatus.proposed if lapse is None else SolutionStatus.stale


def _reasons(
    status: SolutionStatus, tally: _Tally, needs: Iterable[_Need], lapse: Lapse | None, policy: ValidationPolicy
) -> tuple[Reason, ...]:
    failed, out_of = len(tally.failed), tally.out_of()
    share = round(failed / out_of, 4) if out_of else None
    max_share = float(policy.max_failure_share)
    match status:
        case SolutionStatus.withdrawn:
            return (Reason(ReasonCode.withdrawn),)
        case SolutionStatus.superseded:
            return (Reason(ReasonCode.superseded),)
        case SolutionStatus.draft:
            return (Reason(ReasonCode.not_proposed),)
        case SolutionStatus.contested:
            return (
                Reason(ReasonCode.failures, counted=failed, needed=policy.min_failures),
                Reason(ReasonCode.failure_share, counted=failed, out_of=out_of, share=share, max_share=max_share),
            )
        case SolutionStatus.validated:
            reached = tuple(need.reason() for need in needs if need.needed)
            if not failed:
                return reached
            return (
                *reached,
                Reason(
                    ReasonCode.failures_tolerated,
                    counted=failed,
                    needed=policy.min_failures,
                    out_of=out_of,
                    share=share,
                    max_share=max_share,
                ),
            )
        case SolutionStatus.stale | SolutionStatus.proposed:
            past = Reason(ReasonCode.never_met) if lapse is None else Reason(lapse.code, at=lapse.at)
            return (past, *(need.reason() for need in needs if not need.is_met))
        case _:
            assert_never(status)


def _missing(
    status: SolutionStatus, tally: _Tally, needs: Iterable[_Need], policy: ValidationPolicy
) -> tuple[Missing, ...]:
    match status:
        case SolutionStatus.withdrawn | SolutionStatus.superseded | SolutionStatus.validated:
            return ()
        case SolutionStatus.draft | SolutionStatus.contested | SolutionStatus.stale | SolutionStatus.proposed:
            steps: list[Missing] = []
            if status is SolutionStatus.draft:
                steps.append(Missing(MissingKind.proposal, 1))
            if to_take_back := tally.to_take_back(policy):
                steps.append(Missing(MissingKind.failure_taken_back, to_take_back))
            steps += (
                Missing(need.kind, need.needed - len(need.supplied), tuple(sorted(need.supplied)))
                for need in needs
                if not need.is_met
            )
            return tuple(steps)
        case _:
            assert_never(status)


def _lapses_at(needs: Iterable[_Need], policy: ValidationPolicy) -> datetime | None:
    """When a policy that is met ceases to be, if nothing more is given: each need ends with the oldest of the
    newest so many that it asks for."""
    window = window_of(policy)
    if window is None:
        return None
    return min(sorted(need.supplied.values())[-need.needed] for need in needs if need.needed) + window

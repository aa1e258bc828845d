"""What holds of every assessment, whatever was given."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.domain.assessment import Assessment, Missing, assess
from app.domain.evidence import Given, Standing
from app.domain.process import ValidationPolicy
from app.domain.vocabulary import CountsReason, MissingKind, Outcome, SolutionStatus
from tests.domain import assessing
from tests.domain.assessing import AUTHOR, TICK, day, environment, member, site, standing
from tests.domain.reference_assessment import Reference

LAST_DAY = 12
MEMBERS = range(1, 5)
ENVIRONMENTS = (10, 20, 21)
LADDER = (SolutionStatus.contested, SolutionStatus.proposed, SolutionStatus.stale, SolutionStatus.validated)
"""From the worst to the best: what becomes of a solution that was proposed, by evidence alone."""
FINAL = {SolutionStatus.withdrawn, SolutionStatus.superseded}

policies = st.builds(
    assessing.policy,
    st.integers(1, 3),
    st.integers(0, 3),
    st.integers(0, 3),
    evidence_required=st.booleans(),
    max_failure_share=st.sampled_from((0, 0.25, 0.33, 0.5, 0.67, 1)),
    min_failures=st.integers(1, 3),
    expires_after_days=st.sampled_from((14, 20, 8, 3, None)),
)
standings = st.builds(
    standing,
    proposed=st.sampled_from((True, True, True, False)),
    withdrawn=st.sampled_from((False, False, False, True)),
    superseded=st.sampled_from((False, False, False, True)),
)
outcomes = st.sampled_from((Outcome.confirmed, Outcome.confirmed, Outcome.confirmed, Outcome.partial, Outcome.failed))
days = st.integers(0, LAST_DAY * 2).map(lambda half: half / 2)
mostly = st.sampled_from((True,) * 15 + (False,))


@st.composite
def validations(draw: st.DrawFn, *, outcomes: st.SearchStrategy[Outcome] = outcomes) -> list[Given]:
    numbers = draw(st.permutations(range(draw(st.integers(0, 4)) * 4)))
    return [
        assessing.given(
            number,
            draw(st.sampled_from(MEMBERS)) if draw(mostly) else 99,
            draw(st.sampled_from(ENVIRONMENTS)),
            draw(outcomes),
            draw(days),
            revision=2 if draw(mostly) else 1,
            by_person=draw(mostly),
            above_observer=draw(mostly),
            has_evidence=draw(mostly),
            harm=not draw(mostly),
            withdrawn=not draw(mostly),
            fits=draw(mostly),
        )
        for number in numbers
    ]


@dataclass(frozen=True)
class Case:
    """A solution that was proposed, what was given on it, and a moment by which all of it was given."""

    validations: list[Given]
    policy: ValidationPolicy
    now: datetime

    def assess(self, validations: Sequence[Given] | None = None, now: datetime | None = None) -> Assessment:
        return assess(
            standing(), self.validations if validations is None else validations, self.policy, now or self.now
        )


moments = st.one_of(st.integers(LAST_DAY, LAST_DAY + 12), st.floats(LAST_DAY, LAST_DAY + 12)).map(day)
disputes = validations(outcomes=st.sampled_from((Outcome.failed, Outcome.failed, Outcome.confirmed)))
anything = st.one_of(validations(), disputes)
cases = st.builds(Case, anything, policies, moments)
disputed = st.builds(Case, disputes, policies, moments)


def rank(found: Assessment) -> int:
    return LADDER.index(found.status)


@given(standings, anything, policies, moments)
@settings(max_examples=400)
def test_it_says_what_the_law_read_literally_says(
    stands: Standing, all_given: list[Given], policy: ValidationPolicy, now: datetime
) -> None:
    found = assess(stands, all_given, policy, now)
    reference = Reference(stands, all_given, policy)
    assert found.status == reference.status(now)
    assert found.counts == {v.id: reference.why(v) for v in all_given}
    assert found.harm_reported == reference.harm()
    assert found.next_assessment_at == reference.next_change(now)
    assert set(found.confirming) == reference.members(now, Outcome.confirmed)
    assert set(found.failing) == reference.members(now, Outcome.failed)
    confirming = [v for v in reference.voices(now) if v.outcome is Outcome.confirmed]
    assert (found.counted.confirmed, found.counted.failed) == (len(found.confirming), len(found.failing))
    assert found.counted.partial == len(reference.members(now, Outcome.partial))
    assert found.counted.sites == len({v.site_id for v in confirming})
    assert found.counted.environments == len({v.environment_id for v in confirming})


@given(cases, st.randoms(use_true_random=False), st.integers(0, LAST_DAY))
def test_the_order_in_which_validations_are_handed_over_does_not_matter(case: Case, random: Random, on: int) -> None:
    shuffled = list(case.validations)
    random.shuffle(shuffled)
    assert case.assess(shuffled) == case.assess()
    assert case.assess(shuffled, day(on)) == case.assess(now=day(on))


@given(disputed, st.data())
def test_withdrawing_a_failure_never_worsens_a_status(case: Case, data: st.DataObject) -> None:
    failures = [v for v in case.validations if v.outcome is Outcome.failed]
    assume(failures)
    failure = data.draw(st.sampled_from(failures))
    left = [replace(v, withdrawn=True) if v is failure else v for v in case.validations]
    assert rank(case.assess(left)) >= rank(case.assess())


@given(cases, st.sampled_from(range(1, 9)), st.sampled_from((*ENVIRONMENTS, 12, 40)), days, st.booleans())
def test_adding_a_confirmation_given_at_any_time_by_now_never_worsens_a_status(
    case: Case, by: int, where: int, on: float, before_all: bool
) -> None:
    added = assessing.given(1000, by, where, on=on)
    if before_all:
        others = [replace(v, id=UUID(int=v.id.int + 2000)) for v in case.validations]
        case = replace(case, validations=others)
    assert rank(case.assess([*case.validations, added])) >= rank(case.assess())


@given(cases, st.data(), days)
def test_more_environments_of_one_member_add_nobody_and_never_worsen_a_status(
    case: Case, data: st.DataObject, on: float
) -> None:
    before = case.assess()
    assume(before.confirming or before.failing)
    who = data.draw(st.sampled_from(sorted({*before.confirming, *before.failing})))
    outcome = Outcome.confirmed if who in before.confirming else Outcome.failed
    more = [
        replace(assessing.given(1000 + n, 1, 50 + n, outcome, on), member_id=who)
        for n in range(data.draw(st.integers(1, 4)))
    ]
    after = case.assess([*case.validations, *more])
    assert rank(after) >= rank(before)
    assert (after.confirming, after.failing) == (before.confirming, before.failing)
    if outcome is Outcome.failed:
        assert (after.status, after.reasons, after.missing) == (before.status, before.reasons, before.missing)


@given(cases, st.sampled_from(MEMBERS), days)
def test_a_partial_use_where_its_author_said_nothing_yet_changes_no_status(case: Case, by: int, on: float) -> None:
    before, after = case.assess(), case.assess([*case.validations, assessing.given(1000, by, 50, Outcome.partial, on)])
    assert (after.status, after.reasons, after.missing) == (before.status, before.reasons, before.missing)


@given(cases, st.floats(0, 40))
@settings(max_examples=200)
def test_time_alone_moves_only_validated_to_stale_and_exactly_when_it_was_foretold(case: Case, later: float) -> None:
    before = case.assess()
    moment = case.now + timedelta(days=later)
    due = before.next_assessment_at
    if due is None:
        assert case.assess(now=moment).status is before.status
        return
    assert before.status is SolutionStatus.validated
    assert due > case.now
    assert case.assess(now=due - TICK).status is SolutionStatus.validated
    stale = case.assess(now=due)
    assert (stale.status, stale.next_assessment_at) == (SolutionStatus.stale, None)
    assert stale.reasons[0].at == due
    assert case.assess(now=moment).status is (SolutionStatus.stale if moment >= due else SolutionStatus.validated)


@given(cases, anything)
def test_a_validation_that_does_not_count_changes_nothing_but_the_warning_of_harm(
    case: Case, others: list[Given]
) -> None:
    more = [replace(v, id=UUID(int=v.id.int + 1000)) for v in others]
    both = case.assess([*case.validations, *more])
    idle = [v for v in more if both.counts[v.id] is not CountsReason.counts]
    before, after = case.assess(), case.assess([*case.validations, *idle])
    after_but = replace(after, harm_reported=before.harm_reported, last_words=before.last_words)
    assert replace(after_but, counts=before.counts) == before
    assert {v.id: after.counts[v.id] for v in case.validations} == before.counts


@given(cases)
def test_every_validated_rests_on_voices_that_meet_the_policy(case: Case) -> None:
    found = case.assess()
    named = [v for v in case.validations if v.id in found.rests_on]
    if found.status is not SolutionStatus.validated:
        assert not named
        return
    reference = Reference(standing(), case.validations, case.policy)
    assert {v.id for v in named} == {v.id for v in reference.fresh(case.now)}
    assert Reference(standing(), named, case.policy).status(case.now) is SolutionStatus.validated
    assert not found.missing


@given(standings, anything, policies, moments, st.data())
@settings(max_examples=400)
def test_supplying_exactly_what_is_missing_makes_it_validated(
    stands: Standing, all_given: list[Given], policy: ValidationPolicy, now: datetime, data: st.DataObject
) -> None:
    before = assess(stands, all_given, policy, now)
    if before.status in FINAL or before.status is SolutionStatus.validated:
        assert not before.missing
        return
    assert before.missing
    assert sorted(before.missing, key=lambda m: list(MissingKind).index(m.kind)) == list(before.missing)
    lacking = {missing.kind: missing for missing in before.missing}
    assert len(lacking) == len(before.missing)
    supplied = list(all_given)
    if MissingKind.proposal in lacking:
        stands = replace(stands, proposed=True)
    if taken_back := lacking.get(MissingKind.failure_taken_back):
        order = data.draw(st.permutations(before.failing))
        for number, who in enumerate(order[: taken_back.count]):
            supplied = take_back(supplied, before, who, now, 2000 + 100 * number, withdraw=data.draw(st.booleans()))
    supplied += confirmations(lacking, now, data)
    after = assess(stands, supplied, policy, now)
    assert after.status is SolutionStatus.validated
    assert not after.missing


@given(cases)
def test_no_more_is_asked_for_than_the_policy_asks(case: Case) -> None:
    found = case.assess()
    asked = {
        MissingKind.confirmation: case.policy.quorum,
        MissingKind.site: case.policy.min_sites,
        MissingKind.environment: case.policy.min_environments,
    }
    for missing in found.missing:
        if missing.kind in asked:
            assert missing.count > 0
            assert missing.count + len(missing.other_than) == asked[missing.kind]


@given(disputed)
@settings(max_examples=200)
def test_with_one_failure_fewer_taken_back_it_can_still_be_contested(case: Case) -> None:
    found = case.assess()
    asked = [missing for missing in found.missing if missing.kind is MissingKind.failure_taken_back]
    assert len(asked) == (found.status is SolutionStatus.contested)
    if not asked:
        return
    only_failing_first = sorted(found.failing, key=lambda who: who in found.confirming)
    left = case.validations
    for number, who in enumerate(only_failing_first[: asked[0].count - 1]):
        left = take_back(left, found, who, case.now, 2000 + 100 * number, withdraw=False)
    assert case.assess(left).status is SolutionStatus.contested


@given(anything, policies, st.floats(0, LAST_DAY).map(day))
def test_where_a_clock_went_back_the_moment_is_that_of_the_newest_that_counts(
    all_given: list[Given], policy: ValidationPolicy, now: datetime
) -> None:
    counting = [v for v in all_given if Reference(standing(), all_given, policy).why(v) is CountsReason.counts]
    moment = max([now, *(v.given_at for v in counting)])
    assert assess(standing(), all_given, policy, now) == assess(standing(), all_given, policy, moment)


def take_back(
    all_given: Sequence[Given], found: Assessment, who: UUID, now: datetime, number: int, *, withdraw: bool
) -> list[Given]:
    """One member no longer says anywhere that it fails: by withdrawing every failure, or by saying `partial` there."""
    own = [
        v
        for v in all_given
        if v.member_id == who and v.outcome is Outcome.failed and found.counts.get(v.id) is CountsReason.counts
    ]
    if withdraw:
        return [replace(v, withdrawn=True) if v in own else v for v in all_given]
    places = {v.environment_id: v for v in own}
    said = [v for v in all_given if v.member_id == who and found.counts.get(v.id) is CountsReason.counts]
    failing = [
        v
        for place, v in places.items()
        if max((w for w in said if w.environment_id == place), key=lambda w: (w.given_at, w.id)).outcome
        is Outcome.failed
    ]
    return [
        *all_given,
        *(
            replace(v, id=assessing.validation(number + n), outcome=Outcome.partial, given_at=now)
            for n, v in enumerate(failing)
        ),
    ]


def confirmations(lacking: dict[MissingKind, Missing], now: datetime, data: st.DataObject) -> list[Given]:
    """As few as supply what is asked: members and places that were known before, or quite new ones."""
    nothing = Missing(MissingKind.confirmation, 0)
    people, sites, environments = (
        lacking.get(kind, nothing) for kind in (MissingKind.confirmation, MissingKind.site, MissingKind.environment)
    )
    new_people = data.draw(
        st.permutations([n for n in range(1, 12) if member(n) not in people.other_than and member(n) != AUTHOR])
    )
    new_sites = data.draw(st.permutations([n for n in range(1, 8) if site(n) not in sites.other_than]))
    free = data.draw(st.permutations([n for n in range(10, 50) if environment(n) not in environments.other_than]))
    chosen: list[Given] = []
    used: set[int] = set()
    for n in range(max(people.count, sites.count, environments.count)):
        by = new_people[n] if n < people.count else new_people[-1] + 100
        if people.count <= n and people.other_than:
            by = people.other_than[0].int - member(0).int
        elif people.count <= n and people.count:
            by = new_people[0]
        if n < sites.count:
            where = next((e for e in free if e // 10 == new_sites[n] and e not in used), new_sites[n] * 10 + 9)
        elif n < environments.count:
            where = next(e for e in free if e not in used)
        else:
            where = data.draw(st.sampled_from(range(10, 50)))
        used.add(where)
        chosen.append(replace(assessing.given(5000 + n, by, where), given_at=now))
    return chosen

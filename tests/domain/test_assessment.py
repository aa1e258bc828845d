"""The tables of the law, line by line."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from app.domain.assessment import Assessment, Counted, Missing, Reason, assess
from app.domain.evidence import Given, Standing
from app.domain.process import ValidationPolicy
from app.domain.vocabulary import CountsReason, MissingKind, Outcome, ReasonCode, SolutionStatus
from tests.domain.assessing import AUTHOR, TICK, day, environment, given, member, policy, site, standing, validation

CONFIRMED, PARTIAL, FAILED = Outcome.confirmed, Outcome.partial, Outcome.failed


def assessed(*validations: Given, by: ValidationPolicy | None = None, on: float = 5) -> Assessment:
    return assess(standing(), validations, by or policy(), day(on))


TWO_FAILURES = (given(91, 91, 90, FAILED), given(92, 92, 91, FAILED))
QUORUM = (given(1, 1, 10), given(2, 2, 20))


@pytest.mark.parametrize(
    ("stands", "status", "reason"),
    [
        (standing(withdrawn=True, superseded=True, proposed=False), SolutionStatus.withdrawn, ReasonCode.withdrawn),
        (standing(withdrawn=True), SolutionStatus.withdrawn, ReasonCode.withdrawn),
        (standing(superseded=True, proposed=False), SolutionStatus.superseded, ReasonCode.superseded),
        (standing(superseded=True), SolutionStatus.superseded, ReasonCode.superseded),
        (standing(proposed=False), SolutionStatus.draft, ReasonCode.not_proposed),
    ],
)
@pytest.mark.parametrize("said", [(), QUORUM, TWO_FAILURES])
def test_what_was_done_with_a_solution_comes_before_what_was_said_of_it(
    stands: Standing, status: SolutionStatus, reason: ReasonCode, said: tuple[Given, ...]
) -> None:
    found = assess(stands, said, policy(), day(5))
    assert found.status is status
    assert found.reasons == (Reason(reason),)
    assert found.next_assessment_at is None
    assert found.rests_on == ()


def test_a_draft_lacks_its_proposal_and_all_that_the_policy_asks() -> None:
    found = assess(standing(proposed=False), (), policy(3, 2, 1), day(0))
    assert found.missing == (
        Missing(MissingKind.proposal, 1),
        Missing(MissingKind.confirmation, 3),
        Missing(MissingKind.site, 2),
        Missing(MissingKind.environment, 1),
    )


def test_a_solution_on_which_nothing_was_said_is_proposed() -> None:
    found = assessed(by=policy(3, 2, 0))
    assert found.status is SolutionStatus.proposed
    assert found.reasons == (
        Reason(ReasonCode.never_met),
        Reason(ReasonCode.quorum_lacking, counted=0, needed=3),
        Reason(ReasonCode.sites_lacking, counted=0, needed=2),
    )
    assert found.counted == Counted(0, 0, 0, 0, 0)
    assert not found.harm_reported


def test_it_is_validated_when_quorum_sites_and_environments_are_reached() -> None:
    found = assessed(given(1, 1, 10), given(2, 2, 20), given(3, 3, 20), by=policy(3, 2, 2))
    assert found.status is SolutionStatus.validated
    assert found.reasons == (
        Reason(ReasonCode.quorum_reached, counted=3, needed=3),
        Reason(ReasonCode.sites_reached, counted=2, needed=2),
        Reason(ReasonCode.environments_reached, counted=2, needed=2),
    )
    assert found.counted == Counted(confirmed=3, failed=0, partial=0, sites=2, environments=2)
    assert found.confirming == (member(1), member(2), member(3))
    assert found.rests_on == (validation(1), validation(2), validation(3))
    assert found.missing == ()


@pytest.mark.parametrize(
    ("said", "asked", "missing"),
    [
        (QUORUM, policy(3), Missing(MissingKind.confirmation, 1, (member(1), member(2)))),
        (QUORUM, policy(2, 4), Missing(MissingKind.site, 2, (site(1), site(2)))),
        (QUORUM, policy(2, 0, 3), Missing(MissingKind.environment, 1, (environment(10), environment(20)))),
        ((given(1, 1, 10), given(2, 1, 11)), policy(2), Missing(MissingKind.confirmation, 1, (member(1),))),
        ((given(1, 1, 10), given(2, 2, 11)), policy(2, 2), Missing(MissingKind.site, 1, (site(1),))),
        ((given(1, 1, 10), given(2, 2, 10)), policy(2, 1, 2), Missing(MissingKind.environment, 1, (environment(10),))),
    ],
    ids=["members", "sites", "environments", "one member twice", "one site twice", "one environment twice"],
)
def test_each_thing_that_the_policy_asks_can_be_the_one_that_lacks(
    said: tuple[Given, ...], asked: ValidationPolicy, missing: Missing
) -> None:
    found = assessed(*said, by=asked)
    assert found.status is SolutionStatus.proposed
    assert found.missing == (missing,)


@pytest.mark.parametrize(
    ("failed", "confirmed", "min_failures", "max_share", "contested"),
    [
        (1, 0, 2, 0.25, False),
        (2, 0, 2, 0.25, True),
        (2, 5, 2, 0.25, True),
        (2, 6, 2, 0.25, False),
        (1, 0, 1, 0.99, True),
        (1, 2, 1, 0.33, True),
        (1, 2, 1, 0.34, False),
        (1, 9, 1, 0.1, False),
        (1, 9, 1, 0, True),
        (3, 0, 1, 1, False),
    ],
)
def test_it_is_contested_by_enough_failures_and_more_than_the_share_allowed(
    failed: int, confirmed: int, min_failures: int, max_share: float, contested: bool
) -> None:
    said = [given(n, n, 10 + n, FAILED if n < failed else CONFIRMED) for n in range(failed + confirmed)]
    found = assessed(*said, by=policy(1, min_failures=min_failures, max_failure_share=max_share))
    assert (found.status is SolutionStatus.contested) == contested


def test_a_contested_solution_says_by_how_many_and_what_share() -> None:
    found = assessed(*TWO_FAILURES, given(3, 3, 30))
    assert found.reasons == (
        Reason(ReasonCode.failures, counted=2, needed=2),
        Reason(ReasonCode.failure_share, counted=2, out_of=3, share=0.6667, max_share=0.25),
    )
    assert found.failing == (member(91), member(92))
    assert found.missing == (
        Missing(MissingKind.failure_taken_back, 1),
        Missing(MissingKind.confirmation, 1, (member(3),)),
    )


def test_a_contested_solution_whose_policy_is_met_lacks_only_that_failures_are_taken_back() -> None:
    found = assessed(
        *QUORUM, *TWO_FAILURES, given(93, 93, 92, FAILED), by=policy(min_failures=1, max_failure_share=0.4)
    )
    assert found.status is SolutionStatus.contested
    assert found.missing == (Missing(MissingKind.failure_taken_back, 2),)


def test_failures_below_what_contests_are_tolerated_and_told() -> None:
    found = assessed(*QUORUM, given(3, 3, 30, FAILED))
    assert found.status is SolutionStatus.validated
    assert found.reasons[-1] == Reason(
        ReasonCode.failures_tolerated, counted=1, needed=2, out_of=3, share=0.3333, max_share=0.25
    )


def test_age_plays_no_part_in_being_contested() -> None:
    old = assessed(*TWO_FAILURES, *QUORUM, on=10_000)
    assert old.status is SolutionStatus.contested
    many = [given(n, n, 10 + n) for n in range(6)]
    assert assessed(*TWO_FAILURES, *many, on=10_000).status is SolutionStatus.stale


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        (day(11) - TICK, SolutionStatus.validated),
        (day(11), SolutionStatus.stale),
        (day(11) + TICK, SolutionStatus.stale),
    ],
)
def test_a_confirmation_is_fresh_until_it_is_as_old_as_the_policy_says(
    moment: datetime, status: SolutionStatus
) -> None:
    found = assess(standing(), (given(1, 1, 10, on=1), given(2, 2, 10, on=3)), policy(), moment)
    assert found.status is status
    assert found.next_assessment_at == (day(11) if status is SolutionStatus.validated else None)


def test_a_stale_solution_says_when_it_expired_and_from_whom_it_needs_confirmations() -> None:
    found = assessed(given(1, 1, 10, on=1), given(2, 2, 20, on=3), by=policy(2, 2, 2), on=12)
    assert found.status is SolutionStatus.stale
    assert found.reasons == (
        Reason(ReasonCode.confirmations_expired, at=day(11)),
        Reason(ReasonCode.quorum_lacking, counted=1, needed=2),
        Reason(ReasonCode.sites_lacking, counted=1, needed=2),
        Reason(ReasonCode.environments_lacking, counted=1, needed=2),
    )
    assert found.missing == (
        Missing(MissingKind.confirmation, 1, (member(2),)),
        Missing(MissingKind.site, 1, (site(2),)),
        Missing(MissingKind.environment, 1, (environment(20),)),
    )
    assert found.counted == Counted(confirmed=2, failed=0, partial=0, sites=2, environments=2)


def test_whoever_confirmed_long_ago_may_renew_it() -> None:
    renewed = assessed(given(1, 1, 10, on=1), given(2, 2, 20, on=3), given(3, 1, 10, on=12), by=policy(2, 2, 2), on=12)
    assert renewed.status is SolutionStatus.validated
    assert renewed.rests_on == (validation(2), validation(3))


def test_it_becomes_stale_when_the_voices_that_remain_no_longer_suffice() -> None:
    said = [given(n, n, 10 + n, on=n) for n in (1, 2, 3, 4)]
    assert assessed(*said).next_assessment_at == day(13)
    assert assessed(*said, by=policy(1)).next_assessment_at == day(14)
    assert assessed(*said, by=policy(1, 0, 4)).next_assessment_at == day(11)


def test_a_policy_without_expiry_never_makes_it_stale() -> None:
    found = assessed(*QUORUM, by=policy(expires_after_days=None), on=100_000)
    assert (found.status, found.next_assessment_at) == (SolutionStatus.validated, None)


def test_it_is_stale_too_when_its_author_later_says_otherwise() -> None:
    found = assessed(*QUORUM, given(3, 2, 20, PARTIAL, on=2))
    assert found.status is SolutionStatus.stale
    assert found.reasons[0] == Reason(ReasonCode.confirmation_replaced, at=day(2))
    assert found.counted == Counted(confirmed=1, failed=0, partial=1, sites=1, environments=1)


def test_a_withdrawn_confirmation_leaves_no_past_in_which_the_policy_was_met() -> None:
    found = assessed(QUORUM[0], replace(QUORUM[1], withdrawn=True))
    assert found.status is SolutionStatus.proposed


def test_the_past_is_reckoned_by_the_policy_in_force_today() -> None:
    assert assessed(*QUORUM, by=policy(2), on=20).status is SolutionStatus.stale
    assert assessed(*QUORUM, by=policy(3), on=20).status is SolutionStatus.proposed
    assert assessed(*QUORUM, by=policy(3, expires_after_days=None), on=20).status is SolutionStatus.proposed


def test_confirmations_that_were_never_fresh_together_leave_no_past_in_which_it_was_met() -> None:
    assert assessed(given(1, 1, 10), given(2, 2, 20, on=10), on=30).status is SolutionStatus.proposed
    assert assessed(given(1, 1, 10), given(2, 2, 20, on=9.99), on=30).status is SolutionStatus.stale


def test_what_is_given_at_one_instant_is_heard_together() -> None:
    at_once = (given(1, 1, 10), given(2, 2, 20), given(3, 2, 20, PARTIAL))
    assert assessed(*at_once).status is SolutionStatus.proposed


@pytest.mark.parametrize(
    ("later", "confirming", "failing"),
    [
        (given(2, 1, 10, FAILED, on=1), (), (member(1),)),
        (given(2, 1, 10, PARTIAL, on=1), (), ()),
        (given(2, 1, 10, CONFIRMED, on=1), (member(1),), ()),
        (given(2, 1, 11, FAILED, on=1), (member(1),), (member(1),)),
        (given(2, 2, 10, FAILED, on=1), (member(1),), (member(2),)),
        (given(2, 1, 10, FAILED, on=1, withdrawn=True), (member(1),), ()),
        (given(2, 1, 10, FAILED, on=0), (), (member(1),)),
        (given(0, 1, 10, FAILED, on=0), (member(1),), ()),
    ],
    ids=[
        "a failure replaces it",
        "a partial use replaces it",
        "a confirmation renews it",
        "another environment is another voice",
        "another member is another voice",
        "what was withdrawn gives it back",
        "at one instant the greater id is the newer",
        "at one instant the smaller id is the older",
    ],
)
def test_a_voice_is_the_newest_of_one_member_in_one_environment(
    later: Given, confirming: tuple[UUID, ...], failing: tuple[UUID, ...]
) -> None:
    found = assessed(given(1, 1, 10), later)
    assert (found.confirming, found.failing) == (confirming, failing)


def test_what_does_not_count_replaces_no_voice() -> None:
    found = assessed(given(1, 1, 10), given(2, 1, 10, FAILED, on=1, fits=False))
    assert (found.confirming, found.failing) == ((member(1),), ())


def test_a_member_in_both_counts_once_in_each_and_once_in_the_whole() -> None:
    said = (given(1, 1, 10), given(2, 1, 11), given(3, 1, 12, FAILED), given(4, 1, 13, FAILED), given(5, 2, 20, FAILED))
    found = assessed(*said)
    assert found.counted == Counted(confirmed=1, failed=2, partial=0, sites=1, environments=2)
    assert found.reasons[1] == Reason(ReasonCode.failure_share, counted=2, out_of=2, share=1.0, max_share=0.25)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (given(1, 1, 10), CountsReason.counts),
        (given(1, 1, 10, revision=3), CountsReason.counts),
        (given(1, 1, 10, FAILED, has_evidence=False), CountsReason.counts),
        (given(1, 1, 10, PARTIAL, has_evidence=False), CountsReason.counts),
        (given(1, 1, 10, withdrawn=True, revision=1, by_person=False), CountsReason.withdrawn),
        (given(1, 1, 10, revision=1, by_person=False), CountsReason.earlier_line),
        (given(1, 1, 10, by_person=False, above_observer=False), CountsReason.not_a_person),
        (given(1, 99, 10, above_observer=False), CountsReason.observer),
        (given(1, 99, 10, fits=False), CountsReason.author),
        (given(1, 99, 10, FAILED), CountsReason.author),
        (given(1, 1, 10, fits=False, has_evidence=False), CountsReason.outside_applicability),
        (given(1, 1, 10, FAILED, fits=False), CountsReason.outside_applicability),
        (given(1, 1, 10, has_evidence=False), CountsReason.no_evidence),
    ],
)
def test_a_validation_counts_or_says_the_first_reason_why_not(said: Given, reason: CountsReason) -> None:
    found = assessed(said, by=policy(1))
    assert found.counts == {said.id: reason}
    assert (found.status is SolutionStatus.validated) == (
        reason is CountsReason.counts and said.outcome is Outcome.confirmed
    )


def test_evidence_is_needed_only_where_the_policy_asks_for_it() -> None:
    bare = [replace(v, has_evidence=False) for v in QUORUM]
    assert assessed(*bare).status is SolutionStatus.proposed
    assert assessed(*bare, by=policy(evidence_required=False)).status is SolutionStatus.validated


def test_an_author_does_not_count_whenever_it_was_given() -> None:
    by_author = replace(given(1, 1, 10), member_id=AUTHOR)
    assert assessed(by_author, by=policy(1)).counts == {by_author.id: CountsReason.author}


def test_one_that_was_carried_over_keeps_its_age() -> None:
    earlier = given(1, 1, 10, on=0, revision=1)
    carried = replace(earlier, id=validation(2), revision=2)
    found = assessed(earlier, carried, by=policy(1), on=9)
    assert found.status is SolutionStatus.validated
    assert found.next_assessment_at == day(10)
    assert found.counts == {validation(1): CountsReason.earlier_line, validation(2): CountsReason.counts}


def test_one_that_was_carried_over_does_not_replace_what_its_author_has_said_since() -> None:
    carried = given(2, 1, 10, on=0)
    assert assessed(given(1, 1, 10, FAILED, on=3), carried).failing == (member(1),)


@pytest.mark.parametrize(
    ("said", "reported"),
    [
        ((given(1, 1, 10, harm=True),), True),
        ((given(1, 1, 10, FAILED, harm=True),), True),
        ((given(1, 99, 10, harm=True),), True),
        ((given(1, 1, 10, harm=True, above_observer=False, fits=False, by_person=False),), True),
        ((given(1, 1, 10, harm=True, withdrawn=True),), False),
        ((given(1, 1, 10, harm=True, revision=1),), False),
        ((given(1, 1, 10, harm=True), given(2, 1, 10, on=1)), False),
        ((given(1, 1, 10, harm=True), given(2, 1, 10, on=1, fits=False)), False),
        ((given(1, 1, 10, harm=True), given(2, 1, 10, on=1, withdrawn=True)), True),
        ((given(1, 1, 10, harm=True), given(2, 1, 10, on=1, revision=1)), True),
        ((given(1, 1, 10, harm=True), given(2, 1, 11, on=1)), True),
        ((given(1, 1, 10, harm=True), given(2, 2, 10, on=1)), True),
        ((given(1, 1, 10), given(2, 1, 10, on=1, harm=True)), True),
    ],
    ids=[
        "whatever its outcome",
        "a failure",
        "by an author",
        "counting or not",
        "until it is withdrawn",
        "until the line ends",
        "until its author says otherwise there",
        "saying otherwise need not count",
        "saying otherwise must stand",
        "saying otherwise must be of this line",
        "not in another environment",
        "not by another member",
        "said later",
    ],
)
def test_harm_is_reported_while_one_that_says_so_stands(said: tuple[Given, ...], reported: bool) -> None:
    assert assessed(*said).harm_reported == reported


def test_harm_changes_no_status() -> None:
    harmful = [replace(v, harm=True) for v in QUORUM]
    plain = assessed(*QUORUM)
    assert replace(assessed(*harmful), harm_reported=False, last_words=plain.last_words) == plain


def test_a_clock_that_went_back_loses_no_confirmation() -> None:
    found = assess(standing(), QUORUM, policy(), day(0) - timedelta(seconds=1))
    assert (found.status, found.next_assessment_at) == (SolutionStatus.validated, day(10))

"""An assessment that begins with what an earlier one found says what one of all that was ever given says."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.assessment import Assessment, assess
from app.domain.evidence import Earlier, Given, Standing
from app.domain.process import ValidationPolicy
from app.domain.vocabulary import CountsReason
from tests.domain.assessing import day
from tests.domain.test_assessment_properties import LAST_DAY, anything, policies, standings

UNHEARD = (CountsReason.withdrawn, CountsReason.earlier_line)


def last_words(known: Sequence[Given], found: Assessment) -> list[Given]:
    """Of each member in each environment the newest that stands, and the newest that counts."""
    kept: dict[object, Given] = {}
    for each in sorted(known, key=lambda v: (v.given_at, v.id)):
        place = each.member_id, each.environment_id
        if found.counts[each.id] not in UNHEARD:
            kept[place, "said"] = each
        if found.counts[each.id] is CountsReason.counts:
            kept[place, "voice"] = each
    return sorted({each.id: each for each in kept.values()}.values(), key=lambda v: v.id)


def assessed_by_and_by(
    stands: Standing, all_given: Sequence[Given], policy: ValidationPolicy, moments: Sequence[datetime]
) -> Assessment:
    """Assessed at each moment, every time with no more than the last words and what was given since."""
    words: list[Given] = []
    earlier: Earlier | None = None
    since = None
    for moment in moments:
        new = [v for v in all_given if v.given_at <= moment and (since is None or v.given_at > since)]
        found = assess(stands, [*words, *new], policy, moment, earlier)
        words = list(found.last_words)
        earlier, since = Earlier(moment, found.lapse), moment
    return found


@given(standings, anything, policies, st.lists(st.integers(0, LAST_DAY * 2 + 20), max_size=6, unique=True))
@settings(max_examples=600)
def test_last_words_and_what_an_earlier_assessment_found_are_enough(
    stands: Standing, all_given: list[Given], policy: ValidationPolicy, halves: list[int]
) -> None:
    end = day(LAST_DAY + 11)
    moments = [*(day(half / 2) for half in sorted(halves)), end]
    whole = assess(stands, all_given, policy, end)
    found = assessed_by_and_by(stands, all_given, policy, moments)
    assert found.counts.items() <= whole.counts.items()
    assert replace(found, counts=whole.counts) == whole


@given(standings, anything, policies)
def test_last_words_are_of_each_member_in_each_environment_the_newest_that_stands_and_that_counts(
    stands: Standing, all_given: list[Given], policy: ValidationPolicy
) -> None:
    found = assess(stands, all_given, policy, day(LAST_DAY + 5))
    assert sorted(found.last_words, key=lambda v: v.id) == last_words(all_given, found)


@given(standings, anything, policies)
@settings(max_examples=1000)
def test_every_validation_assessed_as_it_is_given_ends_as_all_of_them_together(
    stands: Standing, all_given: list[Given], policy: ValidationPolicy
) -> None:
    end = day(LAST_DAY + 5)
    moments = sorted({*(v.given_at for v in all_given), end})
    whole = assess(stands, all_given, policy, end)
    found = assessed_by_and_by(stands, all_given, policy, moments)
    assert replace(found, counts=whole.counts) == whole

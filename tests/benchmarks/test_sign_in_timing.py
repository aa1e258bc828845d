"""The statistic that says whether two kinds of sign-in can be told apart by their time."""

import pytest

from benchmarks.sign_in_timing import mann_whitney, told_apart

SAME = [float(value % 17 + 100) for value in range(200)]


def test_the_probability_is_that_of_the_textbook() -> None:
    # By hand: ranks 1 to 5 against 6 to 10 make U 0, mean 12.5, variance 275/12.
    assert mann_whitney([1, 2, 3, 4, 5], [6, 7, 8, 9, 10]) == pytest.approx(0.00902, abs=1e-5)
    assert mann_whitney([1, 3, 5, 7], [2, 4, 6, 8]) == pytest.approx(0.5637, abs=1e-4)
    assert mann_whitney([1, 1, 1], [1, 1, 1]) == 1.0


def test_like_times_are_not_told_apart_and_unlike_ones_are() -> None:
    assert not told_apart(SAME, SAME[::-1])[0]
    assert told_apart(SAME, [value * 1.5 for value in SAME])[0]


def test_a_difference_that_is_certain_and_small_or_large_and_uncertain_decides_nothing() -> None:
    assert not told_apart(SAME, [value * 1.01 for value in SAME])[0]
    assert not told_apart([100.0, 200.0], [120.0, 210.0])[0]

"""Percentiles of measured times."""

import pytest

from bench.percentiles import Spread, percentile


def test_the_median_of_an_even_count_lies_between_the_middle_two() -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], 0.5) == 2.5


@pytest.mark.parametrize(("share", "value"), [(0, 1.0), (0.95, 95.05), (1, 100.0)])
def test_a_share_lies_between_two_values_by_proportion(share: float, value: float) -> None:
    assert percentile([float(number) for number in range(1, 101)], share) == pytest.approx(value)


def test_one_value_is_every_percentile() -> None:
    assert {percentile([7.0], share) for share in (0, 0.5, 0.95, 1)} == {7.0}


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1.0], 1.1), ([1.0], -0.1)])
def test_no_values_or_no_share_is_refused(values: list[float], share: float) -> None:
    with pytest.raises(ValueError, match="percentile"):
        percentile(values, share)


def test_a_spread_counts_and_rounds() -> None:
    assert Spread.of([0.123456, 0.123456]) == Spread(2, 0.1235, 0.1235, 0.1235)


def test_a_spread_of_nothing_says_that_nothing_was_measured() -> None:
    assert Spread.of([]) == Spread(0, None, None, None)

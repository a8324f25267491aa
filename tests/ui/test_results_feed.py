"""The feed keeps its places: whatever is drawn stays where it is until the oldest of it is long gone."""

from itertools import pairwise

import pytest

from scenario_ui.results_feed import feed_places, feed_start


@pytest.mark.parametrize("newest", range(3, 100))
def test_every_shown_run_has_a_place(newest: int) -> None:
    """However many runs came before, the four newest are laid out."""
    shown = range(newest - 3, newest + 1)

    assert set(shown) <= set(feed_places(shown))


def test_the_places_move_once_in_a_row_of_runs() -> None:
    """A player above or below a new result is not started again by it."""
    firsts = [feed_places(range(newest - 3, newest + 1)).start for newest in range(3, 90)]

    assert sum(before != after for before, after in pairwise(firsts)) == 2


def test_an_empty_feed_has_places() -> None:
    """Nothing shown yet: the places wait."""
    assert feed_places([]).start == 0


def test_a_visitor_who_comes_sees_the_four_newest() -> None:
    """Whatever came before is in the history."""
    assert feed_start([0, 1, 3, 4, 6, 7], None) == 3
    assert feed_start([5], None) == 5


def test_no_result_leaves_while_the_feed_is_looked_at() -> None:
    """Eight more join the four; the thirteenth begins anew with the four newest."""
    start = feed_start(range(4), None)
    for count in range(5, 13):
        assert feed_start(range(count), start) == start

    assert feed_start(range(13), start) == 9

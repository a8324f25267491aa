"""The feed keeps its places: whatever is drawn stays where it is until the oldest of it is long gone."""

from itertools import pairwise

import pytest

from scenario_ui.results_feed import feed_places


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

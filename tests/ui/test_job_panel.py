"""The panel looks often while few wait, and less often for each while many do."""

import pytest

from scenario_ui.job_panel import crowd_factor


@pytest.mark.parametrize(
    ("visitors", "factor"), [(0, 1), (1, 1), (50, 1), (51, 2), (100, 2), (101, 3), (400, 8)]
)
def test_all_looks_together_stay_the_same_however_many_wait(visitors: int, factor: int) -> None:
    """Fifty at full pace, twice as many at half of it."""
    assert crowd_factor(visitors) == factor

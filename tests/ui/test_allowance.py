"""The line about what is left."""

from decimal import Decimal

import pytest

from scenario_ui.allowance import allowance_words


@pytest.mark.parametrize(
    ("left", "words"),
    [
        ("6879.50", "6,879.5 CU left this period"),
        ("100000", "100,000 CU left this period"),
        ("0", "0 CU left this period"),
        ("0.125", "0.125 CU left this period"),
    ],
)
def test_a_number_is_read_at_a_glance(left: str, words: str) -> None:
    """Thousands are grouped, fractions kept, and no number is written as a power of ten."""
    assert allowance_words(Decimal(left)) == words


def test_the_sandbox_says_that_it_plays() -> None:
    assert allowance_words(Decimal(99990), play_money=True) == "99,990 CU of play money left"

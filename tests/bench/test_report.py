"""What a benchmark prints."""

import json

import pytest

from bench.report import cell, json_line, table, within


def test_the_json_line_is_one_line_that_reads_back() -> None:
    line = json_line("polling", {"seconds": 60.0, "note": "two\nlines", "late": None})

    assert "\n" not in line
    assert json.loads(line) == {"benchmark": "polling", "seconds": 60.0, "note": "two\nlines", "late": None}


def test_a_figure_that_json_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_line("polling", {"p95": float("nan")})


def test_a_table_has_its_names_first_and_its_columns_aligned() -> None:
    assert table([{"way": "ours", "requests": 9}, {"way": "the article", "requests": 1000}]) == (
        "way          requests\nours         9\nthe article  1000"
    )


@pytest.mark.parametrize(
    ("value", "text"), [(None, "-"), (0.98765, "0.988"), (123.4, "123"), (0.0, "0"), (12, "12"), ("ok", "ok")]
)
def test_a_cell_is_short(value: object, text: str) -> None:
    assert cell(value) == text


def test_a_limit_is_met_at_its_value_and_never_by_what_was_not_measured() -> None:
    assert within(1.0, 1.0)
    assert not within(1.01, 1.0)
    assert not within(None, 1.0)

"""Every error class has its words: what happened, whether it cost, what to do next."""

import pytest

from scenario_core import errors
from scenario_core.errors import APIStatusError, ScenarioError
from scenario_ui.notices import HELPING, NOTICES, READING, notice_for, raw_words


def _classes(base: type[ScenarioError]) -> list[type[ScenarioError]]:
    return [base, *(kind for child in base.__subclasses__() for kind in _classes(child))]


@pytest.mark.parametrize(
    "kind", [kind for kind in _classes(ScenarioError) if kind.__module__ == errors.__name__]
)
def test_every_error_of_the_tree_has_its_own_words(kind: type[ScenarioError]) -> None:
    """The table is complete, and each entry is three sentences."""
    notice = NOTICES[kind]

    assert all(text.endswith(".") for text in (notice.happened, notice.cost, notice.next))


def test_where_the_outcome_is_unknown_nobody_is_told_to_press_again() -> None:
    """Pressing again could pay twice."""
    for kind in (errors.APITimeoutError, errors.ServerError, errors.APIResponseError):
        for table in (NOTICES, HELPING):
            assert "again" not in table[kind].next
            assert "do not know" in table[kind].cost


def test_a_class_of_tomorrow_speaks_through_its_parent() -> None:
    """An error without an entry is shown, never swallowed."""

    class LockedError(APIStatusError):
        pass

    assert notice_for(LockedError(409, "locked")) == NOTICES[APIStatusError]


def test_the_raw_words_carry_the_trace() -> None:
    """Support asks for it."""
    assert raw_words(APIStatusError(500, "Oops", trace_id="t-1")) == "Oops (trace t-1)"


def test_a_failed_look_is_never_spoken_of_as_a_payment() -> None:
    """Nobody who could not load a list of models is told about charges or Generate."""
    assert set(READING) <= set(NOTICES)
    assert not any(
        "charge" in words or "Generate" in words or "started" in words for words in READING.values()
    )


def test_help_with_a_prompt_is_spoken_of_as_no_job() -> None:
    """It has words of its own, and each entry agrees with the table of all errors on the money."""
    assert ScenarioError in HELPING
    for kind, notice in HELPING.items():
        assert notice.cost == NOTICES[kind].cost
        assert "Generate" not in notice.next
        assert "job" not in f"{notice.happened} {notice.next}"

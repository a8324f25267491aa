"""What is running: a fragment that refreshes itself while something runs, and only then.

It draws one element and never calls the API: it reads the tracker's memory. When a run changes its
status the page is drawn again once; finished results stand outside and are not touched.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from scenario_core.catalog import Modality
from scenario_core.runs import Run
from scenario_ui.plain_text import shortened
from scenario_ui.resources import studio
from scenario_ui.running_jobs import RunningJob, running_jobs
from scenario_ui.words import MODALITY_WORDS, elapsed, status_words

# Seconds between two looks at the tracker's memory, by the age of the youngest running job. A look costs
# 3 ms of CPU, and half of the interval is added to how late a result is seen.
TICK_SECONDS = 0.5
_PACE = ((60, TICK_SECONDS), (300, 1.0))
_SLOWEST = 3.0

# The looks of all visitors together take a third of a core at most: of many, each looks less often.
_VISITORS_AT_FULL_PACE = 50

# More rows than this say less than a count.
_MOST_ROWS = 10


def job_panel(visitor: str, runs: Sequence[Run], version: int, modality: Modality | None = None) -> None:
    """Draws the visitor's running jobs; on a modality's page those of the others are only counted.

    `version` is the tracker's number from before `runs` were read: a change in between is not missed.
    """
    if not any(run.is_active for run in runs):
        return
    tracker = studio().tracker
    # Taken once a drawing: were it followed closely, every newcomer would have everybody's page drawn again.
    crowd = crowd_factor(tracker.waiting_visitors())
    interval = _interval(runs) * crowd
    reached = not tracker.connection.trouble

    @st.fragment(run_every=interval)
    def watch() -> None:
        active = [run for run in tracker.runs_of(visitor) if run.is_active]
        # A fragment cannot change its own timer: the page is drawn again, and arms another.
        another_pace = _interval(active) * crowd != interval
        another_frame = reached == bool(tracker.connection.trouble)
        if tracker.version_of(visitor) != version or another_pace or another_frame:
            st.rerun()
        mine = [run for run in active if modality is None or run.order.modality == modality]
        rest = _rest_line(mine[_MOST_ROWS:], [run for run in active if run not in mine])
        running_jobs([_row(run) for run in mine[:_MOST_ROWS]], rest=rest, key=f"running:{modality}")

    watch()


def _interval(runs: Sequence[Run]) -> float:
    """Seconds between two looks at these runs."""
    ages = [elapsed(run, datetime.now(UTC)) for run in runs if run.is_active]
    return next((seconds for age, seconds in _PACE if ages and min(ages) < age), _SLOWEST)


def crowd_factor(visitors: int) -> int:
    """By how much each visitor's looks are slowed down: 1 up to fifty who wait, 2 up to a hundred, …"""
    return max(1, -(-visitors // _VISITORS_AT_FULL_PACE))


def _row(run: Run) -> RunningJob:
    seconds = elapsed(run, datetime.now(UTC))
    return RunningJob(
        id=run.id,
        icon=MODALITY_WORDS[Modality(run.order.modality)].symbol,
        what=shortened(run.order.prompt or run.order.model_name, limit=120),
        state=status_words(run),
        seconds=round(seconds, 1),
        progress=min(1.0, max(0.0, run.job.progress)) if run.job else 0.0,
        note="Still running at Scenario; you may leave this page." if seconds > _LONG_WAIT else "",
    )


# After a quarter of an hour people wonder whether it is lost. It is not.
_LONG_WAIT = 900


def _rest_line(more: Sequence[Run], elsewhere: Sequence[Run]) -> str:
    parts = [f"{len(more)} more here"] if more else []
    for modality, words in MODALITY_WORDS.items():
        count = sum(run.order.modality == modality for run in elsewhere)
        if count:
            parts.append(f"{count} {words.one}{'s' if count > 1 else ''}")
    return f"Also running: {', '.join(parts)}." if parts else ""

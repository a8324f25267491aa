"""The job history: a table in session state, newest first, and the chosen row's results below it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

import pandas as pd
import streamlit as st

from scenario_core.catalog import Modality
from scenario_core.runs import Run
from scenario_ui import state
from scenario_ui.asset_view import file_url
from scenario_ui.job_card import job_card
from scenario_ui.local_time import local
from scenario_ui.plain_text import shortened
from scenario_ui.words import MODALITY_WORDS, elapsed, status_words

_COLUMNS = ["Picture", "Time", "What", "Model", "Prompt", "Status", "CU", "Seconds"]

_ROW = 44  # pixels: a picture can be told from another
_TALLEST = 420


def keep_history(runs: Sequence[Run]) -> pd.DataFrame:
    """The visitor's jobs as a table, one row a run, indexed by its id; kept in session state."""
    now = datetime.now(UTC)
    table = pd.DataFrame.from_records(
        [_row(run, now) for run in runs], index=[run.id for run in runs], columns=_COLUMNS
    )
    state.HISTORY.set(table)
    return table


def history(runs: Sequence[Run], modality: Modality | None = None) -> None:
    """Draws the table of the visitor's jobs, on a modality's page only its own, and the chosen one."""
    table = keep_history(runs)
    mine = [run for run in runs if modality is None or run.order.modality == modality]
    st.subheader("History", anchor=False)
    if not mine:
        st.caption("Your jobs are listed here, running and done.")
        return
    _table_and_choice(table.loc[[run.id for run in mine]], mine, modality)


@st.fragment
def _table_and_choice(table: pd.DataFrame, runs: Sequence[Run], modality: Modality | None) -> None:
    place = modality.value if modality else "all"
    # A new row on top would leave the mark on another run: a longer table is a new one, unmarked.
    key = f"history-table:{place}:{len(table)}"
    st.dataframe(
        table,
        key=key,
        hide_index=True,
        column_order=[name for name in _COLUMNS if modality is None or name != "What"],
        column_config={
            "Picture": st.column_config.ImageColumn(width="small"),
            "Time": st.column_config.DatetimeColumn(format="HH:mm:ss", width="small"),
            "Prompt": st.column_config.TextColumn(width="large"),
            "CU": st.column_config.NumberColumn(format="%g", width="small"),
            "Seconds": st.column_config.NumberColumn(format="%.0f", width="small"),
        },
        height=min(_TALLEST, _ROW * (len(table) + 1) + 2),
        row_height=_ROW,
        placeholder="",
        on_select=partial(_choose, key, [run.id for run in runs], place),
        selection_mode="single-row",
        alt="Your jobs, newest first",
    )
    chosen = state.CHOSEN_RUN.get(place)
    run = next((run for run in runs if run.id == chosen), None)
    if run is None:
        st.caption("Choose a row to see its results and settings.")
        return
    job_card(run, place=f"history-{place}", live_3d=state.LIVE_3D.get(run.order.modality))


def _choose(key: str, run_ids: list[str], place: str) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    state.CHOSEN_RUN.set(run_ids[rows[0]] if rows else None, place)


def _row(run: Run, now: datetime) -> dict[str, object]:
    words = MODALITY_WORDS[Modality(run.order.modality)]
    return {
        "Picture": file_url(run.assets[0].id, "thumbnail")
        if run.assets and run.assets[0].thumbnail
        else None,
        "Time": local(run.started_at).replace(tzinfo=None),
        "What": words.title,
        "Model": shortened(run.order.model_name, limit=40),
        "Prompt": shortened(run.order.prompt, limit=200),
        "Status": status_words(run),
        "CU": float(run.spent_cu) if run.spent_cu is not None else None,
        "Seconds": None if run.is_active else elapsed(run, now),
    }

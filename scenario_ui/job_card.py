"""One run that is over: its results, or why there are none, and the settings that made it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from scenario_core.assets import AssetKind
from scenario_core.catalog import Modality
from scenario_core.runs import Run, SubmissionState
from scenario_ui import state
from scenario_ui.asset_view import asset_view
from scenario_ui.local_time import local
from scenario_ui.plain_text import plain
from scenario_ui.words import MODALITY_WORDS, cu, duration, status_words


def job_card(run: Run, *, place: str, live_3d: str | None = None) -> None:
    """Draws a run. `place` keeps a run that is shown twice apart; `live_3d` is the one view that turns."""
    with st.container(border=True):
        _heading(run)
        if run.failed:
            _failure(run)
        elif not run.assets:
            st.info("It ended without a result to show.", icon=":material/hide_image:")
        else:
            _results(run, place, live_3d)
        with st.expander("Details", icon=":material/tune:", key=f"settings:{place}:{run.id}"):
            settings_table(run)


def view_3d(place: str, asset_id: str) -> str:
    """The name of one 3D view on the page: browsers allow few of them, so only one is live."""
    return f"{place}:{asset_id}"


def newest_3d(runs: list[Run]) -> str | None:
    """The id of the newest 3D asset among the runs, newest first."""
    assets = (asset for run in runs for asset in run.assets)
    return next((asset.id for asset in assets if asset.kind == AssetKind.THREE_D), None)


def settings_table(run: Run) -> None:
    """Shows what was sent, as a table, with its price as quoted and as charged, and the ids for support."""
    told = {
        "price on the button": None if run.order.quoted_cu is None else cu(run.order.quoted_cu),
        "price charged": None if run.charged_cu is None else cu(run.charged_cu),
        "model": run.order.model_id,
        "job": run.job.job_id if run.job else None,
    }
    rows = {**run.order.body, **{name: value for name, value in told.items() if value}}
    table = pd.DataFrame({"Setting": list(rows), "Value": [_cell(value) for value in rows.values()]})
    st.dataframe(table, hide_index=True, alt="The settings of this run")


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)


def _heading(run: Run) -> None:
    words = MODALITY_WORDS[Modality(run.order.modality)]
    st.markdown(f"{words.icon} **{plain(run.order.prompt or run.order.model_name, limit=160)}**")
    facts = [run.order.model_name, f"{local(run.started_at):%H:%M}"]
    if run.job and run.job.seconds is not None:
        facts.append(f"took {duration(run.job.seconds)}")
    if not run.failed:
        facts.append(cu(run.charged_cu))
    st.caption(plain(" · ".join(facts)))


def _results(run: Run, place: str, live_3d: str | None) -> None:
    first, *others = run.assets
    alt = run.order.prompt or run.order.model_name
    live = view_3d(place, first.id) == live_3d
    asset_view(first, alt=alt, live_3d=live, key=f"{place}:{first.id}")
    if first.kind == AssetKind.THREE_D and not live:
        _offer_to_turn(run, view_3d(place, first.id))
    for start in range(0, len(others), 2):
        for column, asset in zip(st.columns(2), others[start : start + 2], strict=False):
            with column:
                asset_view(
                    asset,
                    alt=alt,
                    live_3d=view_3d(place, asset.id) == live_3d,
                    key=f"{place}:{asset.id}",
                )


def _offer_to_turn(run: Run, view: str) -> None:
    if st.button("Turn it in 3D", icon=":material/3d_rotation:", key=f"turn:{view}"):
        state.LIVE_3D.set(view, run.order.modality)
        st.rerun()  # the whole page: the view that was live until now stands elsewhere on it


# What became of the money, by what is known of the submission.
_COST_WORDS: Mapping[SubmissionState, str] = {
    SubmissionState.REFUSED: "Nothing was started and nothing was charged.",
    SubmissionState.NOT_SENT: "Nothing was sent and nothing was charged.",
    SubmissionState.UNKNOWN: (
        "We do not know whether it started. Look at your jobs at Scenario before you ask for the same thing."
    ),
}


def _failure(run: Run) -> None:
    if run.job is None:
        st.error(_COST_WORDS.get(run.state, ""), icon=":material/error:")
        if run.problem:
            st.text(run.problem)
        return
    refunded = (
        "The charge was refunded."
        if run.job.refunded
        else "Scenario does not refund this model's failed runs."
    )
    st.error(f"{plain(status_words(run))}. {refunded}", icon=":material/error:")
    if run.job.metadata.error:
        st.text(run.job.metadata.error)
    if run.job.metadata.hint:
        st.caption(f":material/lightbulb: {plain(run.job.metadata.hint)}")

"""What surrounds every page: the sandbox banner, the notice of a lost connection, and who is done."""

import streamlit as st

from scenario_core.catalog import Modality
from scenario_core.runs import Run
from scenario_core.tracker import Connection
from scenario_ui import state
from scenario_ui.local_time import local
from scenario_ui.plain_text import plain
from scenario_ui.resources import studio
from scenario_ui.visitor import visitor
from scenario_ui.words import MODALITY_WORDS

_CONNECT_A_KEY = """
Whoever runs this app does it once:

1. Make an API key pair in Scenario's web app.
2. Copy `.env.example` to `.env` and fill in `SCENARIO_API_KEY` and `SCENARIO_API_SECRET`.
3. Start the app again.

The pair stays on the server; nobody who opens the app can read it.
"""


def frame() -> None:
    """Draws what stands above the page, and says what has ended since the last look."""
    shared = studio()
    if shared.settings.sandbox_mode:
        _sandbox_banner()
    if shared.quotes.stopped:
        _quoting_notice()
    _connection_notice(shared.tracker.connection)
    _tell_news()
    announce(shared.tracker.runs_of(visitor()))


def _sandbox_banner() -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="sandbox-banner"):
        st.markdown(
            ":violet-badge[:material/science: Sandbox] "
            ":small[Everything here is made on this machine and costs nothing; prices are play money.]",
            width="stretch",
        )
        with st.popover("Connect a key", icon=":material/key:", type="tertiary"):
            st.markdown(_CONNECT_A_KEY)


def _quoting_notice() -> None:
    st.error(
        "Prices are no longer asked for: a question for a price started a paid job. "
        "Tell whoever runs this app; it asks again after a new start.",
        icon=":material/report:",
    )


def _connection_notice(connection: Connection) -> None:
    if not connection.trouble:
        return
    since = f" since {local(connection.last_answer):%H:%M:%S}" if connection.last_answer else ""
    st.caption(
        f":material/cloud_off: Scenario has not answered{since}. Your jobs go on there; "
        f"we keep asking. ({plain(connection.trouble, limit=160)})",
    )


def _tell_news() -> None:
    # Said here and not by the press: what a callback draws has no place on the page.
    if news := state.NEWS.get():
        state.NEWS.set("")
        st.toast(news, icon=":material/rocket_launch:")


def announce(runs: tuple[Run, ...]) -> None:
    """Says once, on whatever page the visitor is, that a run has ended."""
    over = frozenset(run.id for run in runs if not run.is_active)
    known = state.ANNOUNCED.get()
    state.ANNOUNCED.set(over)
    if known is None:
        return
    for run in runs:
        # What ended before it began was already answered where the button was pressed.
        if run.id in over - known and run.job is not None:
            _toast(run)


def _toast(run: Run) -> None:
    words = MODALITY_WORDS[Modality(run.order.modality)]
    about = plain(run.order.prompt or run.order.model_name, limit=60)
    if run.failed:
        st.toast(f"Your {words.one} failed: {about}", icon=":material/error:")
    else:
        st.toast(f"Your {words.one} is ready: {about}", icon=words.icon)

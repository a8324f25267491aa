"""The running jobs of a page as one element, however many there are.

A ticking fragment sends all of its elements again at every tick (measured: 105 messages for twenty rows
of native ones), so that what ticks must be one. Nothing comes back to Python.
"""

import functools
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class RunningJob:
    """One row. `icon` is a Material symbol's name, `progress` 0 to 1, `seconds` since it was asked for.

    The texts are shown as they are: neither Markdown nor HTML is read in them.
    """

    id: str
    icon: str
    what: str
    state: str
    seconds: float
    progress: float
    note: str = ""


def running_jobs(jobs: Sequence[RunningJob], *, rest: str = "", key: str) -> None:
    """Draws the jobs, each with its bar and a clock that runs on in the browser; `rest` is a line below."""
    _component()(key=key, data={"rows": [asdict(job) for job in jobs], "rest": rest})


@functools.cache
def _component() -> ComponentRenderer:
    """The component, registered once a process."""
    return st.components.v2.component(
        "running_jobs", html=_text("running.html"), css=_text("running.css"), js=_text("running.js")
    )


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")

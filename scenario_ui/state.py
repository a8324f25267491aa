"""Every session-state key of the app: its name, its type and its default.

Session state is what a page draws from; it ends with the tab. Widget values live under `input_key`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

import pandas as pd
import streamlit as st

T = TypeVar("T")


@dataclass(frozen=True)
class Slot(Generic[T]):
    """One key of session state, or with `part` a family of keys."""

    name: str
    default: Callable[[], T]

    def key(self, part: str = "") -> str:
        """The name under which Streamlit keeps it; widgets use it as their key."""
        return f"{self.name}:{part}" if part else self.name

    def get(self, part: str = "") -> T:
        """Its value; the default where nothing was set."""
        key = self.key(part)
        if key not in st.session_state:
            return self.default()
        return cast("T", st.session_state[key])

    def set(self, value: T, part: str = "") -> None:
        """Keeps a value."""
        st.session_state[self.key(part)] = value


@dataclass(frozen=True)
class Press:
    """The last press of Generate: what it asked for, and when (monotonic seconds).

    It is fresh until a page was drawn to its end after it: until then nobody can have seen its answer.
    """

    request: str = ""
    at: float = float("-inf")
    fresh: bool = False


@dataclass(frozen=True)
class Refusal:
    """What stands above the button after a press that did not go through: plain words."""

    sentence: str
    cost: str
    raw: str


@dataclass(frozen=True)
class Written:
    """What was last put into the address, what stood there before, and when (monotonic seconds)."""

    model_id: str
    before: str
    at: float


@dataclass(frozen=True)
class LinkNote:
    """What became of a link that names a model which is not on this page; `elsewhere` has its pages."""

    sentence: str
    model_id: str
    elsewhere: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpenPicker:
    """The open dialog that shows all models: on whose page, and what it was opened with.

    As long as this stays the same its message is the same, which Streamlit sends once.
    """

    modality: str
    data: Mapping[str, object]


# The jobs of this visitor as a table, newest first; what the history shows.
HISTORY: Slot[pd.DataFrame] = Slot("history", pd.DataFrame)
# The id of the chosen model of each modality page (part: modality); `model_choice.choose_model` sets it.
MODEL: Slot[str | None] = Slot("model", lambda: None)
# The size preset of a model (part: model id). A widget's key.
SIZE_PRESET: Slot[int | None] = Slot("size", lambda: None)
# Problems by input name after a press that was not sent (part: model id).
PROBLEMS: Slot[dict[str, str]] = Slot("problems", dict)
# Why the last press did not go through (part: model id).
REFUSAL: Slot[Refusal | None] = Slot("refusal", lambda: None)
# Whether the last press was held back because the identical request is under way (part: model id).
HELD: Slot[bool] = Slot("held", lambda: False)
# The run whose row was chosen in the history (part: the table's place).
CHOSEN_RUN: Slot[str | None] = Slot("chosen-run", lambda: None)
LAST_PRESS: Slot[Press] = Slot("last-press", Press)
# Runs whose end was already announced; None before the first look.
ANNOUNCED: Slot[frozenset[str] | None] = Slot("announced", lambda: None)
# The 3D view that the visitor chose to turn (part: modality); else the newest of the feed is live.
LIVE_3D: Slot[str | None] = Slot("live-3d", lambda: None)
# What stands above the chosen model after a link to one that is not here (part: modality).
MODEL_NOTE: Slot[LinkNote | None] = Slot("model-note", lambda: None)
# What was last written into the page's address (part: modality).
ADDRESS: Slot[Written | None] = Slot("address", lambda: None)
# The dialog with all models, while it is open.
PICKER: Slot[OpenPicker | None] = Slot("picker", lambda: None)
# The models with the visitor's star, the latest first; None until they were read from the store.
FAVOURITES: Slot[tuple[str, ...] | None] = Slot("favourites", lambda: None)
# The trained style, its id and its type, that the picker put into a base's inputs (part: the base's id).
STYLE: Slot[tuple[str, str] | None] = Slot("style", lambda: None)

SLOTS: tuple[Slot[object], ...] = cast(
    "tuple[Slot[object], ...]",
    (
        HISTORY,
        MODEL,
        SIZE_PRESET,
        PROBLEMS,
        REFUSAL,
        HELD,
        CHOSEN_RUN,
        LAST_PRESS,
        ANNOUNCED,
        LIVE_3D,
        MODEL_NOTE,
        ADDRESS,
        PICKER,
        FAVOURITES,
        STYLE,
    ),
)


def input_key(model_id: str, name: str) -> str:
    """The widget key of one input of one model: values survive switching the model and coming back."""
    return f"input:{model_id}:{name}"

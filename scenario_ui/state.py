"""Every session-state key of the app: its name, its type and its default.

Session state is what a page draws from; it ends with the tab. Widget values live under `input_key`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar, cast

import pandas as pd
import streamlit as st

from scenario_core.prompt_desk import Question

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
        try:
            return cast("T", st.session_state[self.key(part)])
        except KeyError:
            return self.default()

    def set(self, value: T, part: str = "") -> None:
        """Keeps a value."""
        st.session_state[self.key(part)] = value


@dataclass(frozen=True)
class Press:
    """The last press of Generate: what it asked for, and when (monotonic seconds).

    It is fresh until a page was drawn to its end after it: until then nobody can have seen its answer.
    For `echo` seconds the same press again is taken for the same press.
    """

    request: str = ""
    at: float = float("-inf")
    fresh: bool = False
    echo: float = 0.0


class Why(StrEnum):
    """Why a press was held back."""

    SAME = "the identical request is under way"
    PRICE = "the button showed another price, or none yet"
    DEAR = "it costs more than the threshold"
    UNPRICED = "prices are not asked for any more"
    UNKNOWN = "nobody knows whether the identical request runs already"


@dataclass(frozen=True)
class Held:
    """A press that was held back: nothing was sent. `request` names the wish that it belongs to.

    `accepted` are the reasons that the visitor has waved through for this wish.
    """

    why: Why
    request: str
    total: Decimal | None = None
    accepted: frozenset[Why] = frozenset()


@dataclass(frozen=True)
class Trouble:
    """Why the price of a wish could not be had, in words, and when (monotonic seconds)."""

    request: str = ""
    text: str = ""
    at: float = float("-inf")


@dataclass(frozen=True)
class Refusal:
    """What stands above the button after a press that did not go through: plain words."""

    sentence: str
    cost: str
    raw: str


@dataclass(frozen=True)
class Rows:
    """The rows of one list of a form: a number each, in order, and the number that the next one gets.

    A number is never used twice, so that a new row does not begin with what a removed one held.
    """

    ids: tuple[int, ...] = ()
    next: int = 0


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


@dataclass(frozen=True)
class PromptHelp:
    """The dialog in which a visitor is helped with a prompt: what is asked, and how far it has come.

    `asked` counts the paid questions; a press names the one that it is, so that its echo is known for one.
    `answered_at` (monotonic seconds) is the end of the last one. The suggestions are paid for: a dialog that
    was closed keeps them.
    """

    question: Question
    is_open: bool = True
    asked: int = 0
    answered_at: float = float("-inf")
    suggestions: tuple[str, ...] = ()
    charged: Decimal | None = None
    refusal: Refusal | None = None
    price_trouble: Refusal | None = None


@dataclass(frozen=True)
class Replacement:
    """A prompt that a visitor had replaced: what it was, and what it became."""

    old: str
    new: str


# The jobs of this visitor as a table, newest first; what the history shows.
HISTORY: Slot[pd.DataFrame] = Slot("history", pd.DataFrame)
# The id of the chosen model of each modality page (part: modality); `model_choice.choose_model` sets it.
MODEL: Slot[str | None] = Slot("model", lambda: None)
# The model whose form was drawn last, and what the one before held that it has no place for (part: modality).
FORM_OF: Slot[str | None] = Slot("form-of", lambda: None)
LEFT_BEHIND: Slot[tuple[str, ...]] = Slot("left-behind", tuple)
# The size preset of a model (part: model id). A widget's key.
SIZE_PRESET: Slot[int | None] = Slot("size", lambda: None)
# The rows of a list in a form (part: the list's `input_key`).
ROWS: Slot[Rows | None] = Slot("rows", lambda: None)
# Values that a form had to drop because the model takes them no more, by input name (part: model id).
DROPPED: Slot[dict[str, str]] = Slot("dropped", dict)
# Problems by input name, after a press that was not sent or a question for a price (part: model id).
PROBLEMS: Slot[dict[str, str]] = Slot("problems", dict)
# Those of them that a question for a price brought (part: model id).
VERDICT: Slot[dict[str, str]] = Slot("verdict", dict)
# Whether the last press was not sent because of such problems (part: model id).
STOPPED: Slot[bool] = Slot("stopped", lambda: False)
# Why the last press did not go through (part: model id).
REFUSAL: Slot[Refusal | None] = Slot("refusal", lambda: None)
# The last press that was held back (part: model id).
HELD: Slot[Held | None] = Slot("held", lambda: None)
# The price that the button shows, all runs together (part: model id).
SHOWN_PRICE: Slot[Decimal | None] = Slot("shown-price", lambda: None)
# Why no price could be had for the last wish (part: model id).
PRICE_TROUBLE: Slot[Trouble] = Slot("price-trouble", Trouble)
# How many runs a press makes (part: modality). A widget's key.
RUNS: Slot[int] = Slot("runs", lambda: 1)
# The run whose row was chosen in the history (part: the table's place).
CHOSEN_RUN: Slot[str | None] = Slot("chosen-run", lambda: None)
LAST_PRESS: Slot[Press] = Slot("last-press", Press)
# What the last press started, in words, until the next drawing has said it.
NEWS: Slot[str] = Slot("news", str)
# Runs whose end was already announced; None before the first look.
ANNOUNCED: Slot[frozenset[str] | None] = Slot("announced", lambda: None)
# The 3D view that the visitor chose to turn (part: modality); else the newest of the feed is live.
LIVE_3D: Slot[str | None] = Slot("live-3d", lambda: None)
# The place of the oldest result in the feed of this tab (part: modality).
FEED_START: Slot[int | None] = Slot("feed-start", lambda: None)
# The file dialog that is open: the key of its field, and the name of the dialog.
FILE_DIALOG: Slot[tuple[str, str] | None] = Slot("file-dialog", lambda: None)
# Uploads that the server already holds, as (ticket, name), for a field to follow (part: its key).
FILE_TICKETS: Slot[tuple[tuple[str, str], ...]] = Slot("file-tickets", tuple)
# Tickets whose assets a field has taken (part: its key).
FILE_HANDLED: Slot[tuple[str, ...]] = Slot("file-handled", tuple)
# What the visitor calls the files that were given, by asset id.
FILE_NAMES: Slot[dict[str, str]] = Slot("file-names", dict)
# The page of earlier results that a file dialog shows, from 0.
RESULTS_PAGE: Slot[int] = Slot("results-page", lambda: 0)
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
# The dialog of each kind of help with a prompt, open or closed (part: kind).
PROMPT_HELP: Slot[PromptHelp | None] = Slot("prompt-help", lambda: None)
# Replacements of the prompt that can be taken back, the last one last (part: model id).
REPLACEMENTS: Slot[tuple[Replacement, ...]] = Slot("replacements", tuple)

SLOTS: tuple[Slot[Any], ...] = tuple(slot for slot in globals().copy().values() if isinstance(slot, Slot))


def input_key(model_id: str, name: str) -> str:
    """The widget key of one input of one model: values survive switching the model and coming back."""
    return f"input:{model_id}:{name}"


def reopened(last: PromptHelp | None, question: Question) -> PromptHelp:
    """The dialog for a question: the last one again where it was about the same, with what was paid for."""
    if last is None or last.question != question:
        return PromptHelp(question, asked=last.asked if last else 0)
    return replace(last, is_open=True)

"""Every session-state key of the app: its name, its type and its default.

Session state is what a page draws from; it ends with the tab. Widget values live under `input_key`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar, cast

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
# The chosen model of each modality page (part: modality). A widget's key.
MODEL: Slot[str | None] = Slot("model", lambda: None)
# The size preset of a model (part: model id). A widget's key.
SIZE_PRESET: Slot[int | None] = Slot("size", lambda: None)
# Problems by input name after a press that was not sent (part: model id).
PROBLEMS: Slot[dict[str, str]] = Slot("problems", dict)
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
# Runs whose end was already announced; None before the first look.
ANNOUNCED: Slot[frozenset[str] | None] = Slot("announced", lambda: None)
# The 3D view that the visitor chose to turn (part: modality); else the newest of the feed is live.
LIVE_3D: Slot[str | None] = Slot("live-3d", lambda: None)
# The place of the oldest result in the feed of this tab (part: modality).
FEED_START: Slot[int | None] = Slot("feed-start", lambda: None)
# The dialog of each kind of help with a prompt, open or closed (part: kind).
PROMPT_HELP: Slot[PromptHelp | None] = Slot("prompt-help", lambda: None)
# Replacements of the prompt that can be taken back, the last one last (part: model id).
REPLACEMENTS: Slot[tuple[Replacement, ...]] = Slot("replacements", tuple)

SLOTS: tuple[Slot[object], ...] = cast(
    "tuple[Slot[object], ...]",
    (
        HISTORY,
        MODEL,
        SIZE_PRESET,
        PROBLEMS,
        REFUSAL,
        HELD,
        SHOWN_PRICE,
        PRICE_TROUBLE,
        RUNS,
        CHOSEN_RUN,
        LAST_PRESS,
        ANNOUNCED,
        LIVE_3D,
        FEED_START,
        PROMPT_HELP,
        REPLACEMENTS,
    ),
)


def input_key(model_id: str, name: str) -> str:
    """The widget key of one input of one model: values survive switching the model and coming back."""
    return f"input:{model_id}:{name}"


def reopened(last: PromptHelp | None, question: Question) -> PromptHelp:
    """The dialog for a question: the last one again where it was about the same, with what was paid for."""
    if last is None or last.question != question:
        return PromptHelp(question, asked=last.asked if last else 0)
    return replace(last, is_open=True)

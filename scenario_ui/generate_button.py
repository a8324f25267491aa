"""The honest button: it says what exactly this form costs, and sends nothing before it knows.

It is a fragment of its own: a change of a field draws only it again. After a change it waits for a quiet
moment, asks the price once, and shows it; whatever is typed meanwhile ends the waiting and begins anew.
"""

import time
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

import streamlit as st
from streamlit.errors import StreamlitAPIException

from scenario_core.catalog import Modality, Model
from scenario_core.errors import APIStatusError, InputsError, PaidQuoteError, ScenarioError
from scenario_core.inputs import labels_of
from scenario_ui import prompt_helper, state
from scenario_ui.model_reach import note_refusal
from scenario_ui.notices import raw_words
from scenario_ui.plain_text import plain
from scenario_ui.press import input_of, press, take_over
from scenario_ui.resources import studio
from scenario_ui.state import Held, Why
from scenario_ui.visitor import visitor
from scenario_ui.wish import Wish, wish_of
from scenario_ui.words import cu

FRAGMENT = "price"
# A price is asked for once nobody has changed anything for this long.
QUIET_SECONDS = 0.35
MOST_RUNS = 8
# Where no price was to be had, the next drawing after so long asks again; a press always does.
_TROUBLE_SECONDS = 10.0


@dataclass(frozen=True)
class Price:
    """What the button knows: the total in CU, or why there is none, in words, or that it is being asked."""

    total: Decimal | None = None
    problem: str = ""
    checking: bool = False

    @property
    def label(self) -> str:
        """What the button says."""
        if self.checking:
            return "Checking price"
        return "Generate" if self.total is None else f"Generate · {cu(self.total)}"


def refresh_price() -> None:
    """The change handler of a field on which no other depends: the button and the prompt's helpers follow."""
    st.rerun([prompt_helper.FRAGMENT, FRAGMENT])


@st.fragment(key=FRAGMENT)
def generate_button(model: Model, modality: Modality) -> None:
    """Draws the button with the price of the form, and around it why the last press did not go through.

    Draw it last: where the price is not known yet, it waits at the end, and draws itself again.
    """
    wish, lacking = _wish(model, modality)
    price = _price(wish) if wish else Price(problem=f"No price yet. {lacking}")
    _show_refusal(model)
    with st.container(horizontal=True, gap="small", key=f"generate-row:{modality}"):
        _button(model, modality, price)
        _run_count(modality)
    if price.problem:
        st.caption(f":material/info: {price.problem}")
    _show_held(model, modality, wish)
    if model.disable_refund:
        st.caption(":material/money_off: Failed runs of this model are not refunded.")
    if wish and price.checking:
        _ask(wish)
    state.SHOWN_PRICE.set(price.total, model.id)


def _wish(model: Model, modality: Modality) -> tuple[Wish | None, str]:
    """What the form asks for, and nothing while something is missing: then what, in words."""
    try:
        return wish_of(model, modality), ""
    except InputsError as error:
        place, sentence = next(iter(error.problems.items()))
        titles = labels_of(model.inputs)
        title = titles.get(input_of(place), place)
        more = len(error.problems) - 1
        rest = f" And {more} more." if more else ""
        return None, f"{plain(title, limit=40)}: {plain(sentence, limit=200)}{rest}"


def _button(model: Model, modality: Modality, price: Price) -> None:
    st.button(
        price.label,
        key=f"generate:{modality}",
        type="primary",
        icon="spinner" if price.checking else ":material/auto_awesome:",
        shortcut="Mod+Enter",
        width="stretch",
        on_click=_press,
        args=(model, modality),
    )


def _press(model: Model, modality: Modality, waved: Held | None = None) -> None:
    press(model, modality, waved)
    st.rerun()  # the whole page: fields with problems, and the new job, stand outside of this fragment


def _run_count(modality: Modality) -> None:
    st.selectbox(
        "Runs",
        range(1, MOST_RUNS + 1),
        format_func=lambda count: f"{count} ×",
        key=state.RUNS.key(modality.value),
        help="How many to make at once, each with another seed where the model has one.",
        label_visibility="collapsed",
        width=88,
        persist_state="session",
    )


def _price(wish: Wish) -> Price:
    """What is known of the price of a wish without asking anybody."""
    state.STOPPED.set(False, wish.model.id)  # whatever the last press lacked is there now
    quote = studio().quotes.known(wish.model.id, wish.body)
    if quote is None:
        trouble = state.PRICE_TROUBLE.get(wish.model.id)
        recent = trouble.request == wish.key and time.monotonic() - trouble.at < _TROUBLE_SECONDS
        return Price(problem=trouble.text) if recent else Price(checking=True)
    placed = _place_refusal(wish.model, quote.refusal)
    if quote.refusal:
        note_refusal(wish.model.id, quote.refusal)
        words = "There is no price before the marked field is mended."
        return Price(problem=words if placed else plain(raw_words(quote.refusal), limit=300))
    return Price(total=None if quote.total is None else quote.total * wish.count)


def _ask(wish: Wish) -> NoReturn:
    """Asks the price after a quiet moment, and has the button drawn again with the answer."""
    time.sleep(QUIET_SECONDS)
    st.empty()  # a point at which a run that a newer change has overtaken ends
    try:
        studio().quotes.ask(visitor(), wish.model.id, wish.body)
    except PaidQuoteError as error:
        take_over(wish, error)
        st.rerun()  # the whole page: it has something to say about this, and a job to show
    except ScenarioError as error:
        text = f"The price could not be had just now: {plain(raw_words(error), limit=160)}"
        state.PRICE_TROUBLE.set(state.Trouble(wish.key, text, time.monotonic()), wish.model.id)
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:  # the whole page is being drawn: then the whole page again
        st.rerun()


def _place_refusal(model: Model, refusal: APIStatusError | None) -> bool:
    """Puts the API's verdict on a complete form at the field that it names; False where it names none."""
    named = refusal.input_name if refusal else None
    known = bool(named) and input_of(str(named)) in {entry.name for entry in model.inputs}
    verdict = {str(named): raw_words(refusal)} if refusal and known else {}
    before, told = state.VERDICT.get(model.id), state.PROBLEMS.get(model.id)
    # What a press has brought stays: only an older verdict gives way to this one.
    problems = {at: text for at, text in told.items() if before.get(at) != text} | verdict
    state.VERDICT.set(verdict, model.id)
    if problems != told:
        state.PROBLEMS.set(problems, model.id)
        st.rerun()  # the fields stand outside of this fragment
    return known


def _show_refusal(model: Model) -> None:
    problems = state.PROBLEMS.get(model.id)
    refusal = state.REFUSAL.get(model.id)
    if refusal:
        st.error(f"{refusal.sentence} {refusal.cost}", icon=":material/error:")
        if refusal.raw:
            st.caption(plain(refusal.raw))
    elif problems and state.STOPPED.get(model.id):
        count = "One field needs" if len(problems) == 1 else f"{len(problems)} fields need"
        known = {entry.name for entry in model.inputs}
        hidden = [text for name, text in problems.items() if input_of(name) not in known]
        st.warning(
            " ".join([f"{count} your attention. Nothing was sent.", *map(plain, hidden)]),
            icon=":material/edit:",
        )


# What a press that was held back is answered with, and what the button says that waves it through; a
# reason without such a button is answered by pressing Generate again.
_HELD_WORDS: dict[Why, tuple[str, str]] = {
    Why.SAME: ("Exactly this is already on its way. Nothing was sent.", "Make another one"),
    Why.PRICE: ("This costs {total}. Press Generate to make it.", ""),
    Why.DEAR: ("This costs {total}. Nothing was sent yet.", "Generate for {total}"),
    Why.UNKNOWN: (
        "The answer to exactly this was lost: nobody knows whether it runs already. Nothing was sent now. "
        "Look at your jobs at Scenario first.",
        "Send it all the same",
    ),
    Why.UNPRICED: ("Nobody knows what this costs. Nothing was sent.", "Generate without knowing the price"),
}


def _show_held(model: Model, modality: Modality, wish: Wish | None) -> None:
    held = state.HELD.get(model.id)
    if held is None or wish is None or held.request != wish.key:
        return
    sentence, confirm = (text.format(total=cu(held.total)) for text in _HELD_WORDS[held.why])
    show = st.info if held.why is Why.PRICE else st.warning
    show(sentence, icon=":material/front_hand:")
    if confirm:
        st.button(
            confirm,
            key=f"accept:{modality}",
            on_click=_press,
            args=(model, modality, held),
        )

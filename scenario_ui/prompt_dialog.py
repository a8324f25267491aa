"""The dialog that helps with a prompt: its price, one paid question a press, and the choice what to keep.

Everything about it is in session state: the page may be drawn again beneath it, when a job ends, and it
stays with what was paid for. The paid question is sent in a callback, which no other press can cut short.
"""

import time
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scenario_core.errors import PaidQuoteError, QuotingStoppedError, ScenarioError
from scenario_core.helper_call import HelperKind
from scenario_core.inputs import ModelInput, length_limit
from scenario_core.prompt_desk import Help
from scenario_core.quotes import Quote
from scenario_ui import state
from scenario_ui.notices import HELPING, READING, notice_for, raw_words
from scenario_ui.plain_text import plain
from scenario_ui.resources import studio
from scenario_ui.state import PromptHelp, Refusal
from scenario_ui.visitor import visitor
from scenario_ui.words import cu

# A second click that comes so soon after an answer was meant for what stood there before.
ECHO_SECONDS = 0.8
# A longer text scrolls in its box: the buttons stay in sight.
_LONG_TEXT, _LONG_TEXT_HEIGHT = 700, 260


@dataclass(frozen=True)
class HelpWords:
    """How one kind of help speaks: on the page's button, as a title, and on the button that pays.

    `again` is on the button that pays for another answer; empty where another would say the same.
    """

    button: str
    icon: str
    help: str
    title: str
    verb: str
    again: str = ""


HELPS: dict[HelperKind, HelpWords] = {
    HelperKind.IMPROVE: HelpWords(
        "Improve",
        ":material/auto_fix_high:",
        "Asks Scenario for better words for this model. You see the price first.",
        "Improve the prompt",
        "Improve",
        again="Another wording",
    ),
    HelperKind.TRANSLATE: HelpWords(
        "Translate to English",
        ":material/translate:",
        "Most models understand English best. You see the price first.",
        "Translate the prompt to English",
        "Translate",
    ),
}


def prompt_dialog(prompt: ModelInput, kind: HelperKind) -> None:
    """Draws the dialog. `prompt` is the input that it is about."""
    words = HELPS[kind]
    st.dialog(words.title, width="medium", icon=words.icon, on_dismiss=partial(_close, kind))(_dialog)(
        prompt, kind
    )


def close_help(kind: HelperKind) -> None:
    """Lets the dialog of one kind be closed at the next drawing; what was paid for is kept. For callbacks."""
    help_ = state.PROMPT_HELP.get(kind)
    if help_:
        _keep(replace(help_, is_open=False, refusal=None, price_trouble=None))


def replace_prompt(model_id: str, name: str, text: str) -> None:
    """Writes a prompt into its field, and takes away what was said about the old one. For callbacks."""
    st.session_state[state.input_key(model_id, name)] = text
    problems = {field: said for field, said in state.PROBLEMS.get(model_id).items() if field != name}
    state.PROBLEMS.set(problems, model_id)


def _dialog(prompt: ModelInput, kind: HelperKind) -> None:
    help_ = state.PROMPT_HELP.get(kind)
    if help_ is None or not help_.is_open:
        st.rerun()
    if help_.suggestions:
        _suggestions(prompt, help_)
    else:
        _wording("Your prompt", help_.question.prompt)
    if not help_.suggestions or HELPS[help_.question.kind].again:
        _offer(help_)
    if help_.refusal:
        _show(help_.refusal)


# What it costs


def _offer(help_: PromptHelp) -> None:
    """The button that pays, with its price, once it is known."""
    with st.container(horizontal=True, key="help-offer"):
        slot = st.empty()
        if not help_.suggestions:
            st.button("Cancel", key="help-cancel", on_click=_close, args=(help_.question.kind,))
    below = st.empty()
    quote = studio().prompts.known_price(help_.question)
    if quote is None and help_.price_trouble is None:
        slot.button("Checking price", key="help-checking", icon="spinner", disabled=True)
        quote, help_ = _priced(help_)
    if quote is None or quote.total is None:
        _no_price(help_, quote, slot, below)
    else:
        _pay_button(help_, quote.total, slot)


def _pay_button(help_: PromptHelp, price: Decimal, slot: DeltaGenerator) -> None:
    words, again = HELPS[help_.question.kind], bool(help_.suggestions)
    slot.button(
        f"{words.again if again else words.verb} · {cu(price)}",
        key=f"help-pay:{help_.asked}",
        type="tertiary" if again else "primary",
        icon=words.icon,
        on_click=_pay,
        args=(help_.question.kind, help_.asked, price),
    )


def _priced(help_: PromptHelp) -> tuple[Quote | None, PromptHelp]:
    """The price, asked for now; where none can be had, the dialog with the reason."""
    try:
        return studio().prompts.price(visitor(), help_.question), help_
    except PaidQuoteError:
        st.rerun()  # the whole page: it has something to say about this
    except ScenarioError as error:
        changed = replace(help_, price_trouble=_unpriced(error))
    _keep(changed)
    return None, changed


def _unpriced(error: ScenarioError) -> Refusal:
    if isinstance(error, PaidQuoteError | QuotingStoppedError):
        return Refusal("Prices are no longer asked for, so this help is not sold.", "", str(error))
    words = next(READING[kind] for kind in type(error).__mro__ if kind in READING)
    happened = words.split(". ")[0]
    return Refusal(f"The price could not be had just now. {happened}.", "Nothing was sent.", raw_words(error))


def _no_price(help_: PromptHelp, quote: Quote | None, slot: DeltaGenerator, below: DeltaGenerator) -> None:
    """Why nothing can be bought; another question for the price where it may be answered."""
    if quote is not None and quote.refusal is not None:
        slot.empty()
        refusal: Refusal | None = _refused(quote.refusal)
    else:
        slot.button(
            "Ask for the price again",
            key="help-price",
            on_click=_forget_price_trouble,
            args=(help_.question.kind,),
        )
        refusal = help_.price_trouble
    if refusal:
        with below.container():
            _show(refusal)


def _forget_price_trouble(kind: HelperKind) -> None:
    help_ = state.PROMPT_HELP.get(kind)
    if help_:
        _keep(replace(help_, price_trouble=None))


# The paid question


def _pay(kind: HelperKind, number: int, price: Decimal) -> None:
    """Asks once for one press. `number` is the question that the button stood for: an echo has an old one."""
    help_ = state.PROMPT_HELP.get(kind)
    if help_ is None or not help_.is_open or number != help_.asked or _is_echo(help_):
        return
    begun = replace(help_, asked=number + 1, refusal=None)
    _keep(begun)
    _keep(replace(_bought(begun, price), answered_at=time.monotonic()))


def _bought(help_: PromptHelp, price: Decimal) -> PromptHelp:
    """The dialog after the question; it is not asked where it costs something else than was seen."""
    desk, me = studio().prompts, visitor()
    try:
        if desk.price(me, help_.question).total != price:
            changed = "The price has changed: the button shows the new one."
            return replace(help_, refusal=Refusal(changed, "Nothing was sent.", ""))
    except ScenarioError as error:
        return replace(help_, refusal=_unpriced(error))
    try:
        return _with_answer(help_, desk.ask(me, help_.question, price))
    except ScenarioError as error:
        return replace(help_, refusal=_refused(error))


def _with_answer(help_: PromptHelp, found: Help) -> PromptHelp:
    """The dialog with an answer more, before those that are there: all of them are paid for."""
    charged = None if found.charged_cu is None else found.charged_cu + (help_.charged or 0)
    return replace(
        help_,
        suggestions=tuple(dict.fromkeys((*found.prompts, *help_.suggestions))),
        charged=charged,
    )


def _is_echo(help_: PromptHelp) -> bool:
    return time.monotonic() - help_.answered_at < ECHO_SECONDS


def _refused(error: ScenarioError) -> Refusal:
    notice = notice_for(error, HELPING)
    return Refusal(f"{notice.happened} {notice.next}", notice.cost, raw_words(error))


def _show(refusal: Refusal) -> None:
    st.error(f"{refusal.sentence} {refusal.cost}", icon=":material/error:")
    if refusal.raw:
        st.caption(plain(refusal.raw))


# What came of it


def _suggestions(prompt: ModelInput, help_: PromptHelp) -> None:
    yours = help_.question.prompt
    original, suggested = st.columns(2)
    with original:
        _wording("Your prompt", yours)
        st.button("Keep mine", key="help-keep", on_click=_close, args=(help_.question.kind,))
    with suggested:
        for number, text in enumerate(help_.suggestions):
            _wording("Suggestion", text)
            _length_note(prompt, text)
            if text == yours:
                st.caption(":material/check: The same words: nothing to change.")
                continue
            st.button(
                "Use this",
                key=f"help-use:{number}",
                type="primary",
                icon=":material/check:",
                on_click=_use,
                args=(help_.question.kind, prompt.name, text),
            )
    if help_.charged is not None:
        st.caption(f":material/payments: This cost {cu(help_.charged)}.")


def _wording(title: str, text: str) -> None:
    st.caption(title)
    with st.container(border=True, height=_LONG_TEXT_HEIGHT if len(text) > _LONG_TEXT else "content"):
        # Two spaces keep the text's own line breaks.
        st.markdown("  \n".join(plain(line) for line in text.splitlines()))


def _length_note(prompt: ModelInput, text: str) -> None:
    limit = length_limit(prompt)
    if limit is not None and len(text) > limit:
        st.caption(
            f":orange[:material/warning: {len(text):,} characters, and this model takes up to {limit:,}: "
            "shorten it before you generate.]"
        )


def _use(kind: HelperKind, name: str, text: str) -> None:
    """Puts a suggestion in the prompt's place, and remembers what stood there."""
    help_ = state.PROMPT_HELP.get(kind)
    if help_ is None or _is_echo(help_):
        return
    model_id = help_.question.model_id
    old = st.session_state.get(state.input_key(model_id, name)) or ""
    replace_prompt(model_id, name, text)
    state.REPLACEMENTS.set((*state.REPLACEMENTS.get(model_id), state.Replacement(old, text)), model_id)
    _close(kind)


def _keep(help_: PromptHelp) -> None:
    state.PROMPT_HELP.set(help_, help_.question.kind)


def _close(kind: HelperKind) -> None:
    close_help(kind)
    st.rerun()  # the whole page: the dialog goes, and the prompt may have changed

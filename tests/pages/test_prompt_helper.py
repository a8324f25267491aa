"""Help with the prompt: the price first, one paid question a press, nothing replaced without asking."""

import time
from collections.abc import Iterable
from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from scenario_core.client import Client
from scenario_core.errors import APIConnectionError, PaidQuoteError
from scenario_core.inputs import ModelInput, main_prompt
from scenario_core.runs import SubmissionState
from scenario_ui import prompt_dialog, prompt_helper, state
from scenario_ui.resources import studio
from tests.pages.conftest import open_page
from tests.pages.test_price import IMAGEN, prompt, texts

IMPROVE, TRANSLATE = "POST /generate/prompt", "POST /generate/translate"


@pytest.fixture(autouse=True)
def _slow_fingers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who presses in these tests has read what is there."""
    monkeypatch.setattr(prompt_dialog, "ECHO_SECONDS", 0)


def sent(route: str) -> int:
    shared = studio().sandbox
    assert shared is not None
    return shared.requests[route]


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def keys(app: AppTest) -> set[str]:
    return {str(each.key) for each in app.button}


def written(app: AppTest) -> str:
    return str(app.text_area(key=state.input_key(IMAGEN, "prompt")).value)


def boat(app: AppTest, text: str = "A boat") -> AppTest:
    """The page of pictures with a prompt."""
    return prompt(open_page(app, "image"), text)


def improved(app: AppTest) -> str:
    """The suggestion in the dialog, after it was paid for."""
    help_: state.PromptHelp = app.session_state[state.PROMPT_HELP.key("improve")]
    return help_.suggestions[0]


def test_without_a_prompt_there_is_nothing_to_help_with(app: AppTest) -> None:
    """The helpers say so, and are pressable once there are words."""
    open_page(app, "image")
    assert app.button(key="improve:image").disabled
    assert app.button(key="improve:image").help == "Write a prompt first."

    prompt(app, "A boat")
    assert not app.button(key="improve:image").disabled
    assert "undo-prompt:image" not in keys(app)
    assert sent(f"{IMPROVE}?dryRun") == sent(f"{TRANSLATE}?dryRun") == 0


def test_the_price_is_seen_before_anything_is_sent(app: AppTest) -> None:
    """Opening asks the price, once, and pays nothing; closing leaves everything as it was."""
    boat(app)
    press(app, "improve:image")
    assert app.button(key="help-pay:0").label == "Improve · 3.75 CU"
    app.run()
    assert (sent(f"{IMPROVE}?dryRun"), sent(IMPROVE)) == (1, 0)

    press(app, "help-cancel")
    assert "help-pay:0" not in keys(app)
    assert written(app) == "A boat"
    assert studio().store.helper_calls("ann") == []


def test_a_press_pays_once_and_replaces_nothing(app: AppTest) -> None:
    """The suggestion stands beside the visitor's words; the prompt is theirs."""
    boat(app)
    press(app, "improve:image")
    press(app, "help-pay:0")
    assert sent(IMPROVE) == 1
    assert improved(app) in texts(app)
    assert "This cost 3.75 CU" in texts(app)
    assert written(app) == "A boat"

    press(app, "help-keep")
    assert written(app) == "A boat"
    assert "undo-prompt:image" not in keys(app)
    (call,) = studio().store.helper_calls("ann")
    assert (call.state, call.quoted_cu, call.charged_cu) == (
        SubmissionState.ACCEPTED,
        Decimal("3.75"),
        Decimal("3.75"),
    )


def test_use_this_replaces_and_undo_takes_it_back(app: AppTest) -> None:
    """Two replacements are taken back one after the other; the price is that of the words there."""
    boat(app, "Ein rotes Haus am See")
    press(app, "translate:image")
    assert app.button(key="help-pay:0").label == "Translate · 0.25 CU"
    press(press(app, "help-pay:0"), "help-use:0")
    assert written(app) == "A red house at the lake"
    press(press(press(app, "improve:image"), "help-pay:0"), "help-use:0")
    assert written(app).startswith("A red house at the lake, ")
    assert app.button(key="generate:image").label == "Generate · 10 CU"

    press(app, "undo-prompt:image")
    assert written(app) == "A red house at the lake"
    press(app, "undo-prompt:image")
    assert written(app) == "Ein rotes Haus am See"
    assert "undo-prompt:image" not in keys(app)
    assert (sent(IMPROVE), sent(TRANSLATE)) == (1, 1)


def test_undo_never_throws_away_what_was_typed_since(app: AppTest) -> None:
    boat(app)
    press(press(press(app, "improve:image"), "help-pay:0"), "help-use:0")
    assert "undo-prompt:image" in keys(app)

    prompt(app, f"{written(app)} and rain")
    assert "undo-prompt:image" not in keys(app)


def test_a_closed_dialog_opens_again_with_what_was_paid_for(app: AppTest) -> None:
    """Other help in between does not lose it. Another wording has its own price and press."""
    boat(app)
    press(press(press(app, "improve:image"), "help-pay:0"), "help-keep")
    press(press(app, "translate:image"), "help-cancel")
    press(app, "improve:image")
    assert improved(app) in texts(app)
    assert sent(IMPROVE) == 1

    assert app.button(key="help-pay:1").label == "Another wording · 3.75 CU"
    press(app, "help-pay:1")
    assert sent(IMPROVE) == 2
    assert "This cost 7.5 CU" in texts(app)


def test_a_click_too_soon_after_the_answer_is_an_echo(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was meant for what stood there before: it neither pays nor replaces."""
    monkeypatch.setattr(prompt_dialog, "ECHO_SECONDS", 60)
    boat(app)
    press(press(app, "improve:image"), "help-pay:0")
    assert sent(IMPROVE) == 1

    press(app, "help-pay:1")
    press(app, "help-use:0")
    assert sent(IMPROVE) == 1
    assert written(app) == "A boat"


def test_what_nobody_knows_the_end_of_is_said_and_not_sent_again(app: AppTest) -> None:
    """The connection broke after the request left: it may have been paid."""
    boat(app)
    press(app, "improve:image")
    shared = studio().sandbox
    assert shared is not None
    shared.faults.drop(IMPROVE)
    press(app, "help-pay:0")

    assert sent(IMPROVE) == 1
    assert "The connection broke after the request left." in texts(app)
    assert "We do not know whether it was charged." in texts(app)
    (call,) = studio().store.helper_calls("ann")
    assert call.state is SubmissionState.UNKNOWN
    assert written(app) == "A boat"


def test_a_refusal_costs_nothing_and_is_read_in_full(app: AppTest) -> None:
    boat(app)
    press(app, "improve:image")
    shared = studio().sandbox
    assert shared is not None
    shared.faults.answer(IMPROVE, 403, {"reason": "Your plan <b>lacks</b> this"})
    press(app, "help-pay:0")

    assert "The plan or the key does not allow this help. You can generate without it." in texts(app)
    assert "Nothing was charged." in texts(app)
    assert "Your plan <b>lacks</b> this" in texts(app)
    assert "press Generate" not in texts(app)


def test_no_price_no_help(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not asked again at each drawing, only when the visitor wants it."""
    asked: list[object] = []

    def estimate(_client: Client, _prompt: str, **_more: object) -> None:
        asked.append(_prompt)
        raise APIConnectionError("no route to the API")

    real = Client.estimate_improvement
    monkeypatch.setattr(Client, "estimate_improvement", estimate)
    boat(app)
    press(app, "improve:image").run()
    assert "The price could not be had just now. Scenario could not be reached." in texts(app)
    assert len(asked) == 1
    assert "help-pay:0" not in keys(app)

    monkeypatch.setattr(Client, "estimate_improvement", real)
    press(app, "help-price")
    assert app.button(key="help-pay:0").label == "Improve · 3.75 CU"


def test_another_price_than_the_one_that_was_seen_is_not_paid(app: AppTest) -> None:
    """A price is remembered for minutes; a dialog may stay open for longer."""
    boat(app)
    press(app, "improve:image")
    shared = studio().sandbox
    assert shared is not None
    studio().quotes._known.clear()
    shared.faults.answer(f"{IMPROVE}?dryRun", 269, {"creativeUnitsCost": 5})
    press(app, "help-pay:0")

    assert sent(IMPROVE) == 0
    assert "The price has changed" in texts(app)
    assert app.button(key="help-pay:1").label == "Improve · 5 CU"


def test_a_question_that_is_carried_out_ends_all_questions(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loudly; what was paid is written down, and help is not sold any more."""

    def estimate(_client: Client, _prompt: str, **_more: object) -> None:
        raise PaidQuoteError("Quoting must stop: a job was started (job_1).", "job_1")

    monkeypatch.setattr(Client, "estimate_improvement", estimate)
    boat(app)
    press(app, "improve:image")

    assert not app.exception
    assert "Prices are no longer asked for: a question for a price started a paid job." in texts(app)
    assert "so this help is not sold" in texts(app)
    assert "help-pay:0" not in keys(app)
    (call,) = studio().store.helper_calls("ann")
    assert (call.state, "job_1" in call.problem) == (SubmissionState.ACCEPTED, True)
    prompt(app, "A harbour")
    press(press(app, "help-cancel"), "translate:image")
    assert sent(f"{TRANSLATE}?dryRun") == 0


def test_words_that_are_too_long_for_the_model_say_so(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prompt_dialog, "length_limit", lambda _entry: 20)
    boat(app)
    press(press(app, "improve:image"), "help-pay:0")

    assert "and this model takes up to 20: shorten it before you generate." in texts(app)


def test_a_model_without_the_spark_has_no_helpers(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is offered that the record does not name."""

    def without(inputs: Iterable[ModelInput]) -> ModelInput | None:
        found = main_prompt(inputs)
        return found.model_copy(update={"prompt_spark": False}) if found else None

    monkeypatch.setattr(prompt_helper, "main_prompt", without)
    boat(app)

    assert not app.exception
    assert not {"improve:image", "translate:image"} & keys(app)
    assert written(app) == "A boat"


def test_what_is_left_is_told_quietly(app: AppTest) -> None:
    """The sandbox's is play money; a key that may not read it has no line at all."""
    open_page(app, "image")
    deadline = time.monotonic() + 5
    while "CU of play money left" not in texts(app):
        assert time.monotonic() < deadline
        app.run()

    assert "100,000 CU of play money left" in texts(app)


def test_what_may_not_be_read_is_simply_absent(app: AppTest) -> None:
    """No sentence, no error, no waiting."""
    app.run()
    shared = studio().sandbox
    assert shared is not None
    shared.faults.forbid("GET /teams/{teamId}/limits")
    app.switch_page("../pages/image.py").run()
    studio().allowance.close()
    app.run()

    assert shared.requests["GET /teams/{teamId}/limits"] == 1
    assert not app.exception
    assert "CU of play money left" not in texts(app)

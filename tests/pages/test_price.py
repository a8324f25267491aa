"""The honest button: what it says, when it asks, and when a press is held back."""

from decimal import Decimal
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sandbox.faults import DRY_RUN
from scenario_core.client import Client
from scenario_core.errors import APIConnectionError, BadRequestError, PaidQuoteError
from scenario_ui import state
from scenario_ui.resources import studio
from tests.pages.conftest import open_page, run_until

IMAGEN = "model_imagen4-ultra"


def prompt(app: AppTest, text: str, model_id: str = IMAGEN) -> AppTest:
    """Writes the prompt and leaves the field."""
    return app.text_area(key=state.input_key(model_id, "prompt")).set_value(text).run()


def button(app: AppTest, key: str = "generate:image") -> Any:
    return app.button(key=key)


def texts(app: AppTest) -> str:
    shown = [*app.error, *app.warning, *app.info, *app.caption, *app.markdown]
    return "\n".join(str(element.value) for element in shown).replace("\\", "")


def asked() -> int:
    """How many prices were asked for so far."""
    shared = studio().sandbox
    assert shared is not None
    return shared.requests[DRY_RUN]


def paid() -> int:
    """How many runs were posted so far."""
    shared = studio().sandbox
    assert shared is not None
    return shared.paid_posts


def let_the_press_be_over(app: AppTest) -> None:
    """As if the visitor had taken a moment: what follows is no echo of the press before."""
    app.session_state[state.LAST_PRESS.key()] = state.Press()


def test_the_button_says_what_this_form_costs(app: AppTest) -> None:
    """Nothing is asked while the prompt is missing, and once for each form after that."""
    open_page(app, "image")
    assert button(app).label == "Generate"
    assert "No price yet. Prompt: Write a prompt." in texts(app)
    assert asked() == 0

    prompt(app, "A lighthouse")
    assert button(app).label == "Generate · 10 CU"
    app.run()
    assert asked() == 1
    assert paid() == 0


def test_the_price_on_the_button_is_kept_with_the_run(app: AppTest) -> None:
    """Quoted and charged stand beside each other."""
    open_page(app, "image")
    prompt(app, "A lighthouse")
    button(app).click().run()
    run_until(app, lambda _: all(run.succeeded for run in studio().tracker.runs_of("ann")))
    (run,) = studio().tracker.runs_of("ann")

    assert run.order.quoted_cu == run.charged_cu == Decimal(10)


def test_a_press_before_the_price_was_seen_only_brings_the_price(app: AppTest) -> None:
    """The second press sends."""
    open_page(app, "image")
    app.text_area(key=state.input_key(IMAGEN, "prompt")).set_value("A lighthouse")
    button(app).click().run()
    assert paid() == 0
    assert "This costs 10 CU. Press Generate to make it." in texts(app)
    assert button(app).label == "Generate · 10 CU"

    let_the_press_be_over(app)
    button(app).click().run()
    assert paid() == 1
    assert "This costs" not in texts(app)


def test_new_words_at_the_price_that_was_seen_are_sent_at_once(app: AppTest) -> None:
    """The price belongs to exactly the new text: it was asked for again, and is the one on the button."""
    open_page(app, "image")
    prompt(app, "A lighthouse")
    app.text_area(key=state.input_key(IMAGEN, "prompt")).set_value("A lighthouse at night")
    button(app).click().run()

    assert paid() == 1
    assert asked() == 2
    assert studio().tracker.runs_of("ann")[0].order.prompt == "A lighthouse at night"


def test_several_runs_differ_in_their_seed_and_the_total_is_on_the_button(app: AppTest) -> None:
    """Three presses' worth of money, asked for before, three different seeds."""
    open_page(app, "audio")
    prompt(app, "A calm piano", "model_lyria-2")
    app.selectbox(key=state.RUNS.key("audio")).set_value(3).run()
    assert button(app, "generate:audio").label == "Generate · 22.5 CU"
    button(app, "generate:audio").click().run()

    runs = studio().tracker.runs_of("ann")
    assert paid() == len(runs) == 3
    assert len({run.order.body["seed"] for run in runs}) == 3
    assert {run.order.quoted_cu for run in runs} == {Decimal("7.5")}


def test_the_same_several_runs_are_held_back_while_they_run(app: AppTest) -> None:
    """Their seeds are ours and differ each time; the wish is the same."""
    open_page(app, "audio")
    prompt(app, "A calm piano [stuck]", "model_lyria-2")
    app.selectbox(key=state.RUNS.key("audio")).set_value(2).run()
    button(app, "generate:audio").click().run()
    let_the_press_be_over(app)
    button(app, "generate:audio").click().run()
    assert paid() == 2
    assert "already on its way" in texts(app)

    button(app, "accept:audio").click().run()
    assert paid() == 4


def test_a_lost_answer_is_not_asked_for_again_without_a_question(app: AppTest) -> None:
    """Nobody knows whether it runs: the identical wish waits for the visitor, another one does not."""
    open_page(app, "image")
    shared = studio().sandbox
    assert shared is not None
    prompt(app, "A lighthouse")
    shared.faults.drop()
    button(app).click().run()
    assert [run.state for run in studio().tracker.runs_of("ann")] == ["unknown"]
    before = paid()
    let_the_press_be_over(app)
    button(app).click().run()
    assert paid() == before
    assert "nobody knows whether it runs already" in texts(app)

    prompt(app, "Another lighthouse")
    button(app).click().run()
    assert paid() == before + 1


@pytest.mark.parametrize("threshold", ["9.5", "10"])
def test_a_dear_one_asks_for_one_more_click(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, threshold: str
) -> None:
    """From the price in the settings on, that price itself included; the second click names the price."""
    monkeypatch.setenv("STUDIO_CONFIRM_CU", threshold)
    open_page(app, "image")
    prompt(app, "A lighthouse")
    button(app).click().run()
    assert paid() == 0
    assert button(app, "accept:image").label == "Generate for 10 CU"

    button(app, "accept:image").click().run()
    assert paid() == 1


def test_a_click_that_waved_one_form_through_does_not_wave_another(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a change the question is gone, and the next press asks again."""
    monkeypatch.setenv("STUDIO_CONFIRM_CU", "9.5")
    open_page(app, "image")
    prompt(app, "A lighthouse")
    button(app).click().run()
    prompt(app, "A harbour")
    assert not any(each.key == "accept:image" for each in app.button)

    button(app).click().run()
    assert paid() == 0
    assert button(app, "accept:image").label == "Generate for 10 CU"


def test_a_question_that_starts_a_job_ends_all_questions_and_says_so(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loudly, on every page; the job is paid for, so it is watched."""
    asked_for: list[object] = []

    def estimate(_client: Client, _model_id: str, body: object) -> None:
        asked_for.append(body)
        raise PaidQuoteError("Quoting must stop: a job was started (job_1).", "job_1")

    monkeypatch.setattr(Client, "estimate", estimate)
    open_page(app, "image")
    prompt(app, "A lighthouse")
    prompt(app, "A harbour")

    assert not app.exception
    assert len(asked_for) == 1
    assert "Prices are no longer asked for" in texts(app)
    (run,) = studio().tracker.runs_of("ann")
    assert run.job is not None
    assert run.job.job_id == "job_1"
    let_the_press_be_over(app)
    button(app).click().run()
    assert "Nobody knows what this costs. Nothing was sent." in texts(app)
    assert paid() == 0


def test_a_refused_question_is_shown_at_its_field(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The API's verdict on the form costs nothing; where it is mended, it goes."""
    refusing = [True]
    real = Client.estimate

    def estimate(client: Client, model_id: str, body: Any) -> Any:
        if refusing[0]:
            raise BadRequestError(400, "Input aspectRatio must fit the picture")
        return real(client, model_id, body)

    monkeypatch.setattr(Client, "estimate", estimate)
    open_page(app, "image")
    prompt(app, "A lighthouse")
    assert state.PROBLEMS.key(IMAGEN) in app.session_state
    assert app.session_state[state.PROBLEMS.key(IMAGEN)] == {
        "aspectRatio": "Input aspectRatio must fit the picture"
    }
    assert "There is no price before the marked field is mended." in texts(app)
    assert "Nothing was sent" not in texts(app)  # nobody has pressed anything

    refusing[0] = False
    prompt(app, "A lighthouse at noon")
    assert button(app).label == "Generate · 10 CU"
    assert "no price before" not in texts(app)
    assert paid() == 0


def test_no_price_no_run(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """While the API cannot be asked nothing is sent, and the text is still there."""

    def estimate(_client: Client, _model_id: str, _body: object) -> None:
        raise APIConnectionError("no route to the API")

    monkeypatch.setattr(Client, "estimate", estimate)
    open_page(app, "image")
    prompt(app, "A lighthouse")
    assert "The price could not be had just now" in texts(app)
    button(app).click().run()

    assert not app.exception
    assert paid() == 0
    assert "Nothing was sent and nothing was charged." in texts(app)
    assert "may have started" not in texts(app)
    assert app.text_area(key=state.input_key(IMAGEN, "prompt")).value == "A lighthouse"

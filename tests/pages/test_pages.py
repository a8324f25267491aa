"""Every page, run as Streamlit runs it: through the main script, against the sandbox."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sandbox.server import Sandbox
from scenario_core.catalog import Modality, models_for
from scenario_ui import state
from scenario_ui.examples import EXAMPLES
from scenario_ui.model_picker import FIRST_CHOICE
from scenario_ui.resources import studio
from tests.pages.conftest import choose, open_page, run_until

PAGES = {
    "video": Modality.VIDEO,
    "audio": Modality.AUDIO,
    "three_d": Modality.THREE_D,
    "image": Modality.IMAGE,
}


def _button(app: AppTest, label: str) -> Any:
    """The button of that name; the one that spends carries its price behind it."""
    return next(button for button in app.button if button.label.split(" · ")[0] == label)


def _texts(app: AppTest) -> str:
    elements = [*app.markdown, *app.caption, *app.error, *app.warning, *app.info, *app.text]
    return "\n".join(str(element.value) for element in elements).replace("\\", "")


def _sandbox() -> Sandbox:
    shared = studio().sandbox
    assert shared is not None
    return shared


def _finished(app: AppTest) -> bool:
    runs = studio().tracker.runs_of("ann")
    return bool(runs) and not any(run.is_active for run in runs)


def test_home_invites(app: AppTest) -> None:
    """Four ways in, an empty state that says what will be here, and the sandbox named as such."""
    app.run()

    assert not app.exception
    assert [title.value for title in app.title] == ["What do you want to make?"]
    assert "Nothing here yet" in _texts(app)
    assert "Sandbox" in _texts(app)
    assert _sandbox().paid_posts == 0


@pytest.mark.parametrize("page", PAGES)
def test_a_page_begins_with_the_articles_model(app: AppTest, page: str) -> None:
    """The model of the quick start is chosen, and its three ideas wait as chips."""
    open_page(app, page)

    assert not app.exception
    assert app.session_state[state.MODEL.key(PAGES[page])] == FIRST_CHOICE[PAGES[page]]
    labels = [button.label for button in app.button]
    assert all(example.chip in labels for example in EXAMPLES[PAGES[page]])
    assert "Generate" in labels  # no price while the prompt is missing


@pytest.mark.parametrize("page", PAGES)
def test_a_chip_and_a_press_make_a_result(app: AppTest, page: str) -> None:
    """One press sends one paid request; the result stands on the page and in the history."""
    modality = PAGES[page]
    open_page(app, page)
    _button(app, EXAMPLES[modality][0].chip).click().run()
    assert _sandbox().paid_posts == 0

    _button(app, "Generate").click().run()
    assert not app.exception
    run_until(app, _finished)
    app.run()

    assert not app.exception
    assert _sandbox().paid_posts == 1
    (run,) = studio().tracker.runs_of("ann")
    assert run.succeeded
    assert run.order.prompt == EXAMPLES[modality][0].prompt
    table = app.session_state[state.HISTORY.key()]
    assert list(table["Status"]) == ["Done"]
    assert list(table["Prompt"]) == [run.order.prompt]


def test_an_empty_prompt_is_answered_at_the_field_and_sends_nothing(app: AppTest) -> None:
    """What is missing stands beside its field, in words."""
    open_page(app, "video")
    _button(app, "Generate").click().run()

    assert not app.exception
    assert "One field needs your attention. Nothing was sent." in _texts(app)
    assert _sandbox().paid_posts == 0


def test_a_double_click_pays_once(app: AppTest) -> None:
    """The same request a moment later is the echo of the same press."""
    open_page(app, "image")
    _button(app, "Astronaut").click().run()
    _button(app, "Generate").click().run()
    _button(app, "Generate").click().run()

    assert _sandbox().paid_posts == 1


def test_another_prompt_a_moment_later_is_another_press(app: AppTest) -> None:
    """Only the identical request is held back."""
    open_page(app, "image")
    for chip in ("Astronaut", "Lantern night"):
        _button(app, chip).click().run()
        _button(app, "Generate").click().run()

    assert _sandbox().paid_posts == 2


def test_a_failed_job_says_what_the_api_said_and_what_became_of_the_money(app: AppTest) -> None:
    """Its reason, its hint, and the refund."""
    open_page(app, "image")
    key = state.input_key("model_imagen4-ultra", "prompt")
    app.text_area(key=key).set_value("A boat [fail]").run()
    _button(app, "Generate").click().run()
    run_until(app, _finished)
    app.run()

    assert not app.exception
    (run,) = studio().tracker.runs_of("ann")
    assert run.job is not None
    assert str(run.job.metadata.error) in _texts(app)
    assert str(run.job.metadata.hint) in _texts(app)
    assert "The charge was refunded." in _texts(app)


def test_a_refusal_says_so_and_loses_nothing(app: AppTest) -> None:
    """A model above the plan: the reason in words, the prompt still there, nothing charged."""
    open_page(app, "video")
    choose(app, Modality.VIDEO, "model_veo3-1")
    key = state.input_key("model_veo3-1", "prompt")
    app.text_area(key=key).set_value("A lighthouse")
    _button(app, "Generate").click().run()

    assert not app.exception
    assert "Nothing was charged." in _texts(app)
    assert app.text_area(key=key).value == "A lighthouse"
    assert _sandbox().ledger == {}


def test_values_survive_switching_the_model_and_coming_back(app: AppTest) -> None:
    """What was typed for one model is still there after a look at another."""
    open_page(app, "image")
    key = state.input_key("model_imagen4-ultra", "prompt")
    app.text_area(key=key).set_value("A lighthouse").run()
    choose(app, Modality.IMAGE, "model_bfl-flux-1-dev")
    choose(app, Modality.IMAGE, "model_imagen4-ultra")

    assert not app.exception
    assert app.text_area(key=key).value == "A lighthouse"


def test_every_model_of_the_catalogue_draws_its_form(app: AppTest) -> None:
    """No record of the sandbox breaks a page; models that need a file say that they wait for it."""
    for page, modality in PAGES.items():
        open_page(app, page)
        for model in models_for(studio().client.list_models(), modality):
            choose(app, modality, model.id)
            assert not app.exception, model.id


def test_hostile_text_is_shown_as_text(app: AppTest) -> None:
    """A prompt cannot smuggle a link, an image or HTML into the page."""
    open_page(app, "image")
    key = state.input_key("model_imagen4-ultra", "prompt")
    app.text_area(key=key).set_value(
        "![x](https://evil.example/x.png) <script>alert(1)</script> :red[x]"
    ).run()
    _button(app, "Generate").click().run()
    run_until(app, _finished)
    app.run()

    shown = "\n".join(str(element.value) for element in [*app.markdown, *app.caption])
    assert "evil" in shown
    assert "![x](" not in shown
    assert "<script>" not in shown
    assert ":red[x]" not in shown


def test_half_a_key_is_a_notice_and_no_traceback(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says which half is missing and never shows the other."""
    monkeypatch.setenv("SCENARIO_API_KEY", "api_very_secret_half")
    app.run()

    assert not app.exception
    assert "SCENARIO_API_SECRET is missing" in _texts(app)
    assert "api_very_secret_half" not in _texts(app)


def test_a_wrong_key_is_said_in_words(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the models would be; the page stands, and the key is not on it."""
    with Sandbox.start() as elsewhere:
        monkeypatch.setenv("SCENARIO_API_KEY", "api_wrong_key")
        monkeypatch.setenv("SCENARIO_API_SECRET", "wrong_secret")
        monkeypatch.setenv("SCENARIO_BASE_URL", elsewhere.base_url)
        open_page(app, "video")

    assert not app.exception
    assert "Scenario does not know the API key." in _texts(app)
    assert "api_wrong_key" not in _texts(app)
    assert "Sandbox" not in _texts(app)


def test_an_api_that_is_down_is_said_in_words(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told to press Generate because a list could not be loaded."""
    monkeypatch.setenv("SCENARIO_API_KEY", "api_key_of_ours")
    monkeypatch.setenv("SCENARIO_API_SECRET", "secret_of_ours")
    monkeypatch.setenv("SCENARIO_BASE_URL", "http://127.0.0.1:9/v1")
    open_page(app, "video")

    assert not app.exception
    assert "Scenario could not be reached. Reload the page to try again." in _texts(app)


def test_the_identical_request_is_held_back_while_it_runs(app: AppTest) -> None:
    """However late the second press comes; one more click makes another one all the same."""
    open_page(app, "image")
    key = state.input_key("model_imagen4-ultra", "prompt")
    app.text_area(key=key).set_value("A boat [stuck]").run()
    _button(app, "Generate").click().run()
    app.session_state[state.LAST_PRESS.key()] = state.Press()
    _button(app, "Generate").click().run()
    assert "Exactly this is already on its way. Nothing was sent." in _texts(app)
    assert _sandbox().paid_posts == 1

    app.session_state[state.LAST_PRESS.key()] = state.Press()
    _button(app, "Make another one").click().run()
    assert not app.exception
    assert _sandbox().paid_posts == 2
    assert "already on its way" not in _texts(app)


def test_the_chosen_run_stays_chosen_when_a_new_one_comes(app: AppTest) -> None:
    """The history remembers the run, not the number of its row."""
    open_page(app, "image")
    _button(app, "Astronaut").click().run()
    _button(app, "Generate").click().run()
    run_until(app, _finished)
    (first,) = studio().tracker.runs_of("ann")
    app.session_state[state.CHOSEN_RUN.key("image")] = first.id
    _button(app, "Lantern night").click().run()
    _button(app, "Generate").click().run()

    keys = [expander.label for expander in app.expander if expander.label == "Details"]
    assert not app.exception
    assert len(keys) >= 2
    assert app.session_state[state.CHOSEN_RUN.key("image")] == first.id


def _views_3d(app: AppTest) -> list[str]:
    keys = [str(component.key) for component in app.get("bidi_component")]
    return [key for key in keys if key.endswith("-3d")]


def test_only_one_3d_view_is_live(app: AppTest) -> None:
    """The newest turns; turning an older one makes a picture of the newest."""
    open_page(app, "three_d")
    for chip in ("Treasure chest", "Toy rocket"):
        _button(app, chip).click().run()
        _button(app, "Generate").click().run()
    run_until(app, _finished)
    app.run()
    assert len(_views_3d(app)) == 1

    _button(app, "Turn it in 3D").click().run()
    assert not app.exception
    assert len(_views_3d(app)) == 1


def test_all_running_jobs_are_one_element(app: AppTest) -> None:
    """What ticks is sent again at every tick: two running jobs take no more elements than one."""
    open_page(app, "image")
    for chip in ("Astronaut", "Lantern night"):
        _button(app, chip).click().run()
        key = state.input_key("model_imagen4-ultra", "prompt")
        app.text_area(key=key).set_value(f"{chip} [stuck]").run()
        _button(app, "Generate").click().run()
    boards = [each for each in app.get("bidi_component") if str(each.key).startswith("running:")]

    assert not app.exception
    assert sum(run.is_active for run in studio().tracker.runs_of("ann")) == 2
    assert len(boards) == 1
    assert not app.get("progress")

"""Choosing a model: by the page, by the address, and trained styles through their base."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sandbox.server import Sandbox
from scenario_core.catalog import Modality, models_for
from scenario_core.errors import APIResponseError, PermissionDeniedError
from scenario_core.runs import Order
from scenario_ui import model_picker, resources, state
from scenario_ui.form_values import part_path
from scenario_ui.model_reach import note_refusal, reach_problem
from scenario_ui.resources import catalogue, studio
from tests.pages.conftest import choose, open_page, run_until

FIRST = model_picker.FIRST_CHOICE[Modality.IMAGE]
FLUX = "model_bfl-flux-1-dev"
RISO = "model_sandboxStyleRisoPress01"
PIXELS = "model_sandboxStylePixelQuest01"
MIX = "model_sandboxMixRisoOnPaper01"
LORAS, SCALES = state.input_key(FLUX, "loras"), state.input_key(FLUX, "lorasScale")


def _texts(app: AppTest) -> str:
    elements = [*app.markdown, *app.caption, *app.error, *app.warning, *app.info, *app.text]
    return "\n".join(str(element.value) for element in elements).replace("\\", "")


def _button(app: AppTest, label: str) -> Any:
    return next(button for button in app.button if button.label.replace("\\", "") == label)


def _link(app: AppTest, page: str, model_id: str) -> AppTest:
    """Opens a page by an address that somebody sent."""
    app.run()
    app.switch_page(f"../pages/{page}.py")
    app.query_params["model"] = model_id
    return app.run()


def _chosen(app: AppTest, modality: Modality) -> Any:
    return app.session_state[state.MODEL.key(modality)]


def _styles(app: AppTest) -> list[tuple[str, float]]:
    """The rows of styles in the form of FLUX.1 dev, each with its strength."""

    def part(row: int, name: str) -> Any:
        return app.session_state[state.input_key(FLUX, part_path("loras", row, name))]

    rows = app.session_state[state.ROWS.key(LORAS)].ids
    return [(part(row, "loras"), part(row, "lorasScale")) for row in rows]


def _dialogs(app: AppTest) -> int:
    """How many lists of all models are on the page."""
    return sum("model-browser" in str(each.key) for each in app.get("bidi_component"))


def test_the_chosen_model_stands_in_the_address(app: AppTest) -> None:
    """Also the one that nobody chose: a link to the page is a link to its form."""
    open_page(app, "image")
    assert app.query_params["model"] == FIRST

    choose(app, Modality.IMAGE, FLUX)
    assert app.query_params["model"] == FLUX


def test_a_link_opens_the_model_that_it_names(app: AppTest) -> None:
    _link(app, "image", FLUX)

    assert not app.exception
    assert _chosen(app, Modality.IMAGE) == FLUX
    assert "**FLUX.1 dev**" in _texts(app)


def test_an_unknown_id_is_answered_in_a_sentence_and_the_usual_model(app: AppTest) -> None:
    """Its text is shown as text."""
    _link(app, "image", "model_<b>:red[gone]")

    assert not app.exception
    assert "not in the catalogue" in _texts(app)
    assert "\\<b\\>" in app.info[0].value
    assert _chosen(app, Modality.IMAGE) == FIRST
    assert app.query_params["model"] == FIRST


def test_a_link_to_a_model_of_another_page_says_where_it_is(app: AppTest) -> None:
    _link(app, "image", "model_lyria-2")

    assert not app.exception
    assert "which makes sounds" in _texts(app)
    (link,) = [each.proto for each in app.get("page_link")]
    assert "Audio" in link.label
    assert "model_lyria-2" in str(link)


def test_the_way_back_is_no_link(app: AppTest) -> None:
    """The browser's Back brings the address that another page had: nobody has sent a link."""
    open_page(app, "audio")
    written = app.query_params["model"]
    app.switch_page("../pages/video.py")
    app.query_params["model"] = written
    app.run()

    assert not app.exception
    assert "The link names" not in _texts(app)
    assert _chosen(app, Modality.VIDEO) == model_picker.FIRST_CHOICE[Modality.VIDEO]


def test_the_sentence_goes_once_a_model_is_chosen(app: AppTest) -> None:
    _link(app, "image", "model_gone")
    app.query_params["model"] = FLUX
    app.run()

    assert _chosen(app, Modality.IMAGE) == FLUX
    assert "not in the catalogue" not in _texts(app)


def test_a_star_is_kept_and_taken_away(app: AppTest) -> None:
    """In the store: it outlives the tab."""
    open_page(app, "image")
    _button(app, "☆ Favourite").click().run()
    assert studio().store.preference("ann", "favourite-models") == [FIRST]

    _button(app, "★ Favourite").click().run()
    assert not app.exception
    assert studio().store.preference("ann", "favourite-models") == []


def test_the_dialog_is_drawn_again_by_every_run_until_it_is_closed(app: AppTest) -> None:
    """A job that ends meanwhile draws the page again, which must not take the list away."""
    open_page(app, "image")
    assert _dialogs(app) == 0
    _button(app, "Change model").click().run()
    assert _dialogs(app) == 1
    app.run()

    assert not app.exception
    assert _dialogs(app) == 1

    choose(app, Modality.IMAGE, FLUX)
    app.session_state[state.PICKER.key()] = None
    assert _dialogs(app.run()) == 0


def test_a_dialog_left_behind_does_not_open_on_another_page(app: AppTest) -> None:
    open_page(app, "image")
    _button(app, "Change model").click().run()
    app.switch_page("../pages/video.py").run()

    assert _dialogs(app) == 0
    assert app.session_state[state.PICKER.key()] is None


def test_a_style_runs_through_its_base(app: AppTest) -> None:
    """What is sent goes to the base and names the style with its own strength."""
    open_page(app, "image")
    choose(app, Modality.IMAGE, RISO)
    text = _texts(app)
    assert "**Riso Press**" in text
    assert "Runs through FLUX.1 dev" in text

    app.text_area(key=state.input_key(FLUX, "prompt")).set_value("A boat").run()
    app.button(key="generate:image").click().run()
    run_until(app, lambda _: all(not run.is_active for run in studio().tracker.runs_of("ann")))
    (run,) = studio().tracker.runs_of("ann")
    assert not app.exception
    assert run.succeeded
    assert run.order.model_id == FLUX
    assert run.order.body["loras"] == [RISO]
    assert run.order.body["lorasScale"] == [0.8]


def test_a_mix_goes_where_mixes_go(app: AppTest) -> None:
    open_page(app, "image")
    choose(app, Modality.IMAGE, MIX)

    assert not app.exception
    assert app.session_state[state.input_key(FLUX, "modelId")] == MIX


def test_another_style_takes_the_place_of_the_first(app: AppTest) -> None:
    """What the visitor added by hand stays; the base chosen alone has no style of the picker's."""
    open_page(app, "image")
    choose(app, Modality.IMAGE, RISO)
    app.session_state[LORAS] = [RISO, "model_YQrES2iPys22nYwh3YhVfMh8"]
    app.session_state[SCALES] = [0.8, 0.3]
    choose(app, Modality.IMAGE, PIXELS)
    assert _styles(app) == [(PIXELS, 0.8), ("model_YQrES2iPys22nYwh3YhVfMh8", 0.3)]

    choose(app, Modality.IMAGE, FLUX)
    assert _styles(app) == [("model_YQrES2iPys22nYwh3YhVfMh8", 0.3)]


def test_a_style_taken_out_by_hand_leaves_the_base_chosen(app: AppTest) -> None:
    """The card never names a style that would not be sent."""
    open_page(app, "image")
    choose(app, Modality.IMAGE, RISO)
    app.session_state[LORAS] = []
    app.run()

    assert not app.exception
    assert _chosen(app, Modality.IMAGE) == FLUX
    assert _styles(app) == []
    assert "**Riso Press**" not in _texts(app)


def test_a_retired_model_names_its_successor(app: AppTest) -> None:
    """One press uses it."""
    retired = next(model for model in models_for(catalogue(), Modality.VIDEO) if model.successor)
    open_page(app, "video")
    choose(app, Modality.VIDEO, retired.id)
    assert "This model is retired." in _texts(app)

    next(button for button in app.button if button.label.startswith("Use ")).click().run()
    assert not app.exception
    assert _chosen(app, Modality.VIDEO) == retired.successor


def test_a_model_beyond_the_plan_says_so_before_anything_is_sent(app: AppTest) -> None:
    beyond = next(model for model in models_for(catalogue(), Modality.VIDEO) if model.plan_grade > 50)
    open_page(app, "video")
    choose(app, Modality.VIDEO, beyond.id)

    assert "yours is pro" in _texts(app)


def test_a_refusal_is_remembered_where_the_plan_is_not_known(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.run()
    monkeypatch.setattr("scenario_ui.model_reach.account_plan", lambda: None)
    models = {model.id: model for model in catalogue()}
    beyond = next(model for model in models.values() if model.plan_grade > 50)
    assert reach_problem(beyond) == ""

    note_refusal(FIRST, APIResponseError("odd"))
    assert reach_problem(models[FIRST]) == ""
    note_refusal(FIRST, PermissionDeniedError(403, "no", name="SomethingElse"))
    assert reach_problem(models[FIRST]) == ""
    told = {"currentPlan": "cu-basic", "requiredPlan": "cu-max"}
    note_refusal(FIRST, PermissionDeniedError(403, "no", name="ModelAccessRestrictedError", details=told))
    assert "refused" in reach_problem(models[FIRST])
    assert "yours is starter" in reach_problem(beyond)


def test_a_record_that_cannot_be_read_leaves_the_rest_working(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The card and the way to another model stay."""

    def broken(model_id: str) -> Any:
        raise APIResponseError("The model makes no sense.")

    open_page(app, "image")
    monkeypatch.setattr("scenario_ui.model_picker.model_detail", broken)
    app.run()
    assert not app.exception
    assert "could not be used" in _texts(app)
    assert "Change model" in [button.label for button in app.button]

    monkeypatch.undo()


def test_a_base_that_takes_no_styles_any_more_says_so(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    detail = resources.model_detail

    def without_styles(model_id: str) -> Any:
        found = detail(model_id)
        return found.model_copy(
            update={"inputs": tuple(each for each in found.inputs if not each.model_types)}
        )

    open_page(app, "image")
    monkeypatch.setattr("scenario_ui.model_picker.model_detail", without_styles)
    choose(app, Modality.IMAGE, RISO)

    assert not app.exception
    assert "FLUX.1 dev does not take Riso Press any more." in _texts(app)
    assert "Generate" not in [button.label for button in app.button]


def test_looking_costs_nothing(app: AppTest) -> None:
    """Choosing, starring and browsing send no paid request."""
    open_page(app, "image")
    _button(app, "Change model").click().run()
    choose(app, Modality.IMAGE, RISO)
    shared = studio().sandbox

    assert isinstance(shared, Sandbox)
    assert shared.paid_posts == 0


def test_own_runs_tell_price_and_wait(app: AppTest) -> None:
    """Where the record tells none, what the visitor's own runs took."""
    open_page(app, "image")
    order = Order("ann", "image", FIRST, "Imagen", "A boat", {"prompt": "A boat", "aspectRatio": "1:1"})
    studio().tracker.submit(order)
    run_until(app, lambda _: studio().tracker.runs_of("ann")[0].succeeded)
    _button(app, "Change model").click().run()
    opened = app.session_state[state.PICKER.key()]

    price, wait = opened.data["own"][FIRST]
    assert price.startswith("about ")
    assert wait.endswith(" s")

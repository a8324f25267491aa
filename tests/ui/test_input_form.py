"""The form as Streamlit draws it: every record there is, records nobody has seen, and what leaves it."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sandbox.catalogue import MODELS
from scenario_core.catalog import Model
from scenario_core.inputs import RawJson, default_values, is_defined
from scenario_ui import file_card, file_field, model_options, state
from scenario_ui.form_values import part_path
from scenario_ui.input_form import form_layout
from tests.root import ROOT
from tests.ui.form_case import open_form, texts, values_of
from tests.ui.strange_records import STRANGE

_FILES = [
    *sorted((ROOT / "tests/core/records").glob("*.json")),
    *sorted((ROOT.parent / "shared/data/models").glob("*.json")),
]
FILED = {path.stem: json.loads(path.read_text(encoding="utf-8"))["model"] for path in _FILES}
KNOWN = {**{f"sandbox {model_id}": record for model_id, record in MODELS.items()}, **FILED}


@pytest.fixture(autouse=True)
def _sandbox_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """The models that a form offers, without a server."""
    models = [Model.parse(record) for record in MODELS.values()]
    monkeypatch.setattr(model_options, "catalogue", lambda: models)


@pytest.fixture(autouse=True)
def _unknown_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is known of the files that a form holds: nobody has made or given any."""
    for module in (file_card, file_field):
        monkeypatch.setattr(module, "own_asset", lambda asset_id: None)


def _model(*inputs: dict[str, Any], **ui: Any) -> Model:
    return Model.parse({"id": "m", "type": "custom", "inputs": list(inputs), "uiConfig": ui})


def _key(model: Model, name: str, *inside: Any) -> str:
    path = part_path(name, *inside) if inside else name
    return state.input_key(model.id, path)


def _click(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def _press(app: AppTest) -> Any:
    _click(app, "press")
    assert not app.exception
    return app.session_state["body"]


# --- every record ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("record", KNOWN.values(), ids=KNOWN)
def test_a_known_record_is_drawn_with_its_defaults(record: dict[str, Any]) -> None:
    """A fresh form holds what the model's own record says, and nothing else."""
    model = Model.parse(record)
    app = open_form(model)

    assert not app.exception
    held = {name: value for name, value in values_of(app).items() if is_defined(value)}
    held |= {name: json.loads(value.text) for name, value in held.items() if isinstance(value, RawJson)}
    assert held == {name: value for name, value in default_values(model.inputs).items() if is_defined(value)}
    assert set(values_of(app)) == {entry.name for entry in model.inputs}


@pytest.mark.parametrize("record", STRANGE.values(), ids=STRANGE)
def test_a_strange_record_is_drawn_and_answers_a_press(record: dict[str, Any]) -> None:
    """No record breaks the page, filled or not, and no text of it is read as Markdown."""
    model = Model.parse(record)
    app = open_form(model)
    assert not app.exception
    for button in [each for each in app.button if each.label in ("Add", "Pick a colour")]:
        _click(app, str(button.key))
        assert not app.exception
    _press(app)

    assert "![x](" not in "".join(str(element.value) for element in app.markdown)
    if not model.inputs:
        assert "makes no sense" in texts(app) or "asks for nothing" in texts(app)


def test_every_input_is_drawn_somewhere() -> None:
    """Nothing of a record is dropped: what is not in a section is drawn with another input."""
    for record in [*KNOWN.values(), *STRANGE.values()]:
        model = Model.parse(record)
        layout = form_layout(model, ())
        groups = [entry for entries in layout.groups.values() for entry in entries]
        placed = [
            entry.name for entry in [*layout.prompt, *layout.required, *layout.main, *groups, *layout.folded]
        ]
        assert len(placed) == len(set(placed))
        component, loras = model.ui_config.resolution_component, model.ui_config.loras_component
        with_another = {component and component.height_input, loras and loras.scale_input}
        assert {entry.name for entry in model.inputs} - set(placed) <= with_another


# --- what leaves -----------------------------------------------------------------------------------------

PROMPT = {"name": "prompt", "type": "string", "prompt": True, "required": True}


def test_a_form_of_all_types_is_sent_as_it_was_filled() -> None:
    """By hand, through the widgets, type for type."""
    model = _model(
        PROMPT,
        {"name": "seconds", "type": "string", "allowedValues": ["5", "10"], "default": "5"},
        {"name": "rate", "type": "number", "allowedValues": [23.976, 24]},
        {"name": "steps", "type": "number", "min": 1, "max": 50, "default": 28},
        {"name": "guidance", "type": "number", "min": 0, "max": 10, "step": 0.1, "default": 3.5},
        {"name": "seed", "type": "number"},
        {"name": "loop", "type": "boolean"},
        {"name": "sound", "type": "boolean", "default": True},
        {"name": "maps", "type": "string_array", "allowedValues": ["a", "b"], "default": ["a", "b"]},
        {"name": "voice", "type": "model", "modelTypes": ["flux.1-lora"]},
        {"name": "styles", "type": "model_array", "modelTypes": ["flux.1-lora"], "maxLength": 2},
        {"name": "mood", "type": "hologram"},
        {"name": "picture", "type": "file"},
        {"name": "clips", "type": "file_array", "kind": "video"},
    )
    app = open_form(model, picture="asset_1", clips=["asset_2", "asset_3"])
    app.text_area(key=_key(model, "prompt")).set_value("A boat")
    app.selectbox(key=_key(model, "seconds")).set_value("10")
    app.selectbox(key=_key(model, "rate")).set_value(24)
    app.number_input(key=_key(model, "steps")).set_value(30)
    app.slider(key=_key(model, "guidance")).set_value(0.0)
    app.number_input(key=_key(model, "seed")).set_value(0)
    app.selectbox(key=_key(model, "loop")).set_value(False)
    app.toggle(key=_key(model, "sound")).set_value(False)
    app.multiselect(key=_key(model, "maps")).set_value(["b"])
    app.selectbox(key=_key(model, "voice")).set_value("model_YQrES2iPys22nYwh3YhVfMh8")
    app.multiselect(key=_key(model, "styles")).set_value(["model_sandboxStyleRisoPress01"])
    app.text_area(key=_key(model, "mood")).set_value('{"warm": [1, 0.5, null]}')

    assert json.dumps(_press(app)) == json.dumps({
        "prompt": "A boat", "seconds": "10", "rate": 24, "steps": 30, "guidance": 0, "seed": 0,
        "loop": False, "sound": False, "maps": ["b"], "voice": "model_YQrES2iPys22nYwh3YhVfMh8",
        "styles": ["model_sandboxStyleRisoPress01"], "mood": {"warm": [1, 0.5, None]},
        "picture": "asset_1", "clips": ["asset_2", "asset_3"],
    })  # fmt: skip


def test_what_was_set_can_be_unset_again() -> None:
    """Optional numbers, switches, choices, models and colours go back to: the model decides."""
    model = _model(
        {"name": "seed", "type": "number"},
        {"name": "strength", "type": "number", "min": 0, "max": 1},
        {"name": "loop", "type": "boolean"},
        {"name": "look", "type": "string", "allowedValues": ["ink", "oil"]},
        {"name": "voice", "type": "model"},
        {"name": "tint", "type": "string", "color": True},
    )
    app = open_form(model, seed=3, strength=0.5, loop=True, look="ink", voice="model_x", tint="#112233")
    assert len(_press(app)) == 6

    for name in ("seed", "strength"):
        app.number_input(key=_key(model, name)).set_value(None)
    for name in ("loop", "look", "voice"):
        app.selectbox(key=_key(model, name)).set_value(None)
    _click(app, f"{_key(model, 'tint')}:toggle")

    assert _press(app) == {}
    app.run()
    assert _press(app) == {}


def test_a_colour_with_a_default_can_be_taken_away() -> None:
    """And it stays away."""
    model = _model({"name": "tint", "type": "string", "color": True, "default": "#112233"})
    app = open_form(model)
    assert _press(app) == {"tint": "#112233"}
    _click(app, f"{_key(model, 'tint')}:toggle").run()

    assert _press(app) == {}


def test_json_that_is_none_is_said_at_its_field_and_never_leaves() -> None:
    model = _model({"name": "mood", "type": "hologram"})
    app = open_form(model)
    app.text_area(key=_key(model, "mood")).set_value("{warm")

    assert _press(app) is None
    assert "Write JSON" in texts(app)
    assert "hologram" in texts(app)


# --- rows ------------------------------------------------------------------------------------------------

SHOTS = {
    "name": "shots", "type": "inputs_array", "label": "Shots", "maxLength": 3,
    "inputs": [{**PROMPT, "label": "Words"}, {"name": "seconds", "type": "number", "min": 1, "default": 3}],
}  # fmt: skip


def test_rows_are_added_moved_and_removed() -> None:
    model = _model(SHOTS)
    app = open_form(model)
    key = _key(model, "shots")
    for row, words in enumerate(["one", "two", "three"]):
        _click(app, f"{key}:add")
        app.text_area(key=_key(model, "shots", row, "prompt")).set_value(words).run()
    assert app.button(key=f"{key}:add").disabled
    _click(app, f"{key}:2:up")
    _click(app, f"{key}:0:remove")

    assert _press(app) == {"shots": [{"prompt": "three", "seconds": 3}, {"prompt": "two", "seconds": 3}]}
    _click(app, f"{key}:add")
    assert values_of(app)["shots"][2]["prompt"] == ""


def test_what_is_missing_in_a_row_is_said_in_that_row_and_goes_with_it() -> None:
    model = _model(SHOTS)
    app = open_form(model, shots=[{"prompt": "one"}, {"seconds": 2}])

    assert _press(app) is None
    assert state.PROBLEMS.key("m") in app.session_state
    assert texts(app).count("Write Words.") == 1
    _click(app, f"{_key(model, 'shots')}:1:remove")
    assert "Write Words." not in texts(app)
    assert _press(app) == {"shots": [{"prompt": "one", "seconds": 3}]}


def test_a_list_may_hold_the_same_twice_and_blank_lines_are_left_out() -> None:
    model = _model(
        {"name": "weights", "type": "number_array", "default": [1, 0.5]},
        {"name": "tags", "type": "string_array"},
    )
    app = open_form(model, tags=["a", "a", ""])
    _click(app, f"{_key(model, 'weights')}:add")
    app.number_input(key=_key(model, "weights", 2, "weights")).set_value(0.5)

    assert _press(app) == {"weights": [1, 0.5, 0.5], "tags": ["a", "a"]}


def test_rows_in_rows() -> None:
    inner = {"name": "lines", "type": "inputs_array", "inputs": [{"name": "text", "type": "string"}]}
    model = _model({"name": "scenes", "type": "inputs_array", "inputs": [inner]})
    app = open_form(model)
    _click(app, f"{_key(model, 'scenes')}:add")
    _click(app, f"{_key(model, 'scenes', 0, 'lines')}:add")
    (line,) = app.text_input
    line.set_value("Hello")

    assert _press(app) == {"scenes": [{"lines": [{"text": "Hello"}]}]}


# --- LoRA rows -------------------------------------------------------------------------------------------

LORAS = Model.parse(MODELS["model_bfl-flux-1-dev"])
RISO, WATER = "model_sandboxStyleRisoPress01", "model_sandboxStyleWetPaper01"


def test_loras_and_their_strengths_stay_in_step() -> None:
    """Two lists of the same length and order; a row without a style is in neither."""
    app = open_form(LORAS, prompt="A boat")
    key = _key(LORAS, "loras")
    for row, style in enumerate([RISO, None, WATER]):
        _click(app, f"{key}:add")
        app.selectbox(key=_key(LORAS, "loras", row, "loras")).set_value(style).run()
    app.slider(key=_key(LORAS, "loras", 2, "lorasScale")).set_value(1.5).run()
    body = _press(app)

    assert body["loras"] == [RISO, WATER]
    assert len(body["lorasScale"]) == 2
    assert body["lorasScale"][1] == 1.5
    _click(app, f"{key}:0:remove")
    assert _press(app)["loras"] == [WATER]
    assert _press(app)["lorasScale"] == [1.5]


def test_lists_that_somebody_put_there_become_rows() -> None:
    """A trained style that was chosen in the picker comes with the strength that it suggests."""
    app = open_form(LORAS, prompt="A boat", loras=[RISO], lorasScale=[0.8])

    assert app.selectbox(key=_key(LORAS, "loras", 0, "loras")).value == RISO
    assert app.slider(key=_key(LORAS, "loras", 0, "lorasScale")).value == 0.8
    body = _press(app)
    assert (body["loras"], body["lorasScale"]) == ([RISO], [0.8])


# --- sizes -----------------------------------------------------------------------------------------------

SIZED = _model(
    {"name": "width", "type": "number", "min": 16, "max": 4096, "step": 16},
    {"name": "height", "type": "number", "min": 16, "max": 4096, "step": 16},
    resolutionComponent={"label": "Size", "widthInput": "width", "heightInput": "height", "presets": [
        {"label": "Square", "width": 1024, "height": 1024}, {"label": "Auto"}]},
)  # fmt: skip


def test_a_preset_fills_both_sides_and_the_one_without_a_size_sends_neither() -> None:
    app = open_form(SIZED)
    size = state.SIZE_PRESET.key("m")
    assert app.selectbox(key=size).value == 1
    assert _press(app) == {}
    app.selectbox(key=size).set_value(0).run()
    assert _press(app) == {"width": 1024, "height": 1024}
    app.selectbox(key=size).set_value(1).run()

    assert _press(app) == {}


def test_custom_stays_and_shows_both_fields_at_once() -> None:
    app = open_form(SIZED)
    size = state.SIZE_PRESET.key("m")
    app.selectbox(key=size).set_value(0).run()
    assert not app.number_input
    app.selectbox(key=size).set_value(-1).run()

    assert [field.value for field in app.number_input] == [1024, 1024]
    assert app.run().selectbox(key=size).value == -1
    app.number_input(key=_key(SIZED, "width")).set_value(512).run()
    assert _press(app) == {"width": 512, "height": 1024}


# --- required, stale, alike ------------------------------------------------------------------------------


def test_what_is_required_is_read_again_on_each_change() -> None:
    """Two inputs that name each other: one of them; and a condition on a third."""
    told = {"message": "Say left or right."}
    model = _model(
        {"name": "left", "type": "string", "required": {"ifNotDefined": {"right": told}}},
        {"name": "right", "type": "string", "required": {"ifNotDefined": {"left": "Say left or right."}}},
        {"name": "size", "type": "string", "allowedValues": ["small", "own"], "default": "small"},
        {"name": "side", "type": "number", "required": {"conditional": {"values": {"size": ["own"]}}}},
    )
    app = open_form(model)

    def starred() -> set[str]:
        fields = [*app.text_input, *app.number_input]
        return {field.label.removesuffix(" *") for field in fields if field.label.endswith(" *")}

    assert starred() == {"Left", "Right"}
    assert _press(app) is None
    assert texts(app).count("Say left or right.") == 2
    app.text_input(key=_key(model, "right")).set_value("x").run()
    assert starred() == {"Right"}
    assert "Say left or right." not in texts(app)
    app.selectbox(key=_key(model, "size")).set_value("own").run()
    assert starred() == {"Right", "Side"}


def test_a_value_that_the_model_takes_no_more_is_dropped_and_said() -> None:
    """Streamlit would turn it into another one without a word."""
    model = _model(
        {"name": "share", "type": "number", "min": 0, "max": 1, "default": 0.5},
        {"name": "look", "type": "string", "allowedValues": ["ink", "oil"], "default": "oil"},
    )
    app = open_form(model, share=99, look="neon")

    assert values_of(app) == {"share": 0.5, "look": "oil"}
    assert "99" in texts(app)
    assert "neon" in texts(app)
    app.slider(key=_key(model, "share")).set_value(0.7).run()
    assert "99" not in texts(app)
    assert "neon" in texts(app)


def test_a_number_out_of_its_range_stays_in_sight_and_never_leaves() -> None:
    """The browser must not show one number while another is priced and sent."""
    model = _model({"name": "steps", "type": "number", "min": 1, "max": 10, "step": 1, "default": 4})
    app = open_form(model)
    app.number_input(key=_key(model, "steps")).set_value(99).run()

    assert app.number_input(key=_key(model, "steps")).value == 99
    assert _press(app) is None
    assert "Between 1 and 10." in texts(app)


def test_two_inputs_with_the_same_label_are_told_apart() -> None:
    model = _model(
        {"name": "note", "type": "string", "label": "Note"},
        {"name": "remark", "type": "string", "label": "note"},
    )
    app = open_form(model)

    assert len({field.label.casefold() for field in app.text_input}) == 2
    app.text_input(key=_key(model, "remark")).set_value("x")
    assert _press(app) == {"remark": "x"}


def test_options_that_look_the_same_are_told_apart() -> None:
    """Streamlit knows an option by what it shows."""
    model = _model(
        {"name": "rate", "type": "number", "allowedValues": [1, 2], "default": 1},
        selects={"rate": {"1": "Slow", "2": "Slow"}},
    )
    app = open_form(model)
    app.selectbox(key=_key(model, "rate")).set_value(2)

    assert _press(app) == {"rate": 2}


def test_an_input_that_moves_the_price_is_marked() -> None:
    model = _model(
        {"name": "steps", "type": "number", "costImpact": True}, {"name": "seed", "type": "number"}
    )
    labels = {field.label: field.help for field in open_form(model).number_input}

    (marked,) = (label for label in labels if "price" in label)
    assert marked == "Steps · price"
    assert "moves the price" in str(labels[marked])


def test_a_change_calls_back_unless_others_depend_on_it() -> None:
    """The price is asked for again after each change; where the form itself changes, the page is drawn."""
    model = _model(
        {**PROMPT, "required": {"ifNotDefined": {"note": "x"}}},
        {"name": "note", "type": "string"},
        {"name": "seed", "type": "number"},
        SHOTS,
    )
    app = open_form(model, shots=[{"prompt": "one"}])
    app.number_input(key=_key(model, "seed")).set_value(1).run()
    app.text_area(key=_key(model, "shots", 0, "prompt")).set_value("two").run()
    assert app.session_state["changes"] == 2
    app.text_input(key=_key(model, "note")).set_value("x").run()

    assert app.session_state["changes"] == 2

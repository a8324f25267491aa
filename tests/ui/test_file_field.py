"""A file field shows what is chosen, offers what fits, keeps what it gets, and tells nothing of others."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from scenario_core.assets import Asset, AssetKind
from scenario_core.catalog import Model
from scenario_core.errors import APIConnectionError, NotFoundError, ScenarioError
from scenario_core.file_facts import FileFacts
from scenario_core.inputs import ModelInput
from scenario_core.inputs.files import file_problem
from scenario_ui import file_card, resources, state, visitor
from scenario_ui.chosen_files import ChosenFiles
from scenario_ui.field import Field
from scenario_ui.file_field import _others, _too_large
from scenario_ui.file_problems import file_problems

NOW = datetime(2026, 11, 1, tzinfo=UTC)
KEY = state.input_key("m", "x")


def _asset(
    asset_id: str, kind: str = "image", *, minutes: int = 0, name: str = "", **properties: Any
) -> Asset:
    return Asset(
        id=asset_id,
        kind=kind,
        metadata={"name": name or f"{asset_id}.file"},
        properties=properties,
        created_at=NOW + timedelta(minutes=minutes),
    )


@dataclass
class _Keeper:
    """Whose files are known: the tracker's and the uploads' part of what fields ask."""

    owned: dict[str, list[Asset]] = field(default_factory=dict)
    at_api: dict[str, Asset | ScenarioError] = field(default_factory=dict)

    def asset(self, asset_id: str) -> Asset | None:
        everything = [asset for assets in self.owned.values() for asset in assets]
        return next((asset for asset in everything if asset.id == asset_id), None)

    def may_see(self, who: str, asset_id: str) -> bool:
        return any(asset.id == asset_id for asset in self.owned.get(who, []))

    def assets_of(self, who: str) -> list[Asset]:
        return self.owned.get(who, [])

    def runs_of(self, who: str) -> list[Any]:
        order = SimpleNamespace(prompt="A *bold* boat", model_name="Boats")
        return [SimpleNamespace(order=order, started_at=NOW, assets=self.owned.get(who, []))]

    def adopt(self, who: str, asset_id: str) -> Asset:
        found = self.at_api.get(asset_id, NotFoundError(404, "Asset not found"))
        if isinstance(found, ScenarioError):
            raise found
        self.owned.setdefault(who, []).append(found)
        return found


@dataclass
class _Studio:
    tracker: _Keeper = field(default_factory=_Keeper)
    uploads: _Keeper = field(default_factory=_Keeper)
    settings: Any = field(default_factory=lambda: SimpleNamespace(max_upload_bytes=500_000_000))


@pytest.fixture
def studio(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Studio]:
    """What the process shares, without a process; the visitor is Ann."""
    made = _Studio()
    monkeypatch.setattr(resources, "studio", lambda: made)
    monkeypatch.setattr(visitor, "read_visitor", lambda cookies: "ann")
    st.session_state.clear()
    yield made
    st.session_state.clear()


def _input(**attributes: Any) -> ModelInput:
    return ModelInput.parse({"name": "x", "type": "file", **attributes})


def _page(*records: dict[str, Any], **values: Any) -> AppTest:
    """A page with one field an input, whose values the state holds; run once."""

    def draw(records: list[dict[str, object]]) -> None:
        from scenario_core.catalog import Model
        from scenario_core.inputs import InputType, ModelInput
        from scenario_ui.field import Field
        from scenario_ui.file_field import file_field, files_field

        entries = tuple(ModelInput.parse(record) for record in records)
        for entry in entries:
            draw_it = files_field if entry.type == InputType.FILE_ARRAY else file_field
            draw_it(Field(Model(id="m", inputs=entries), entry, False, "rerun"))

    app = AppTest.from_function(draw, args=(records,))
    for name, value in values.items():
        app.session_state[state.input_key("m", name)] = value
    return app.run()


def _texts(app: AppTest) -> str:
    return "\n".join(str(element.value) for element in [*app.markdown, *app.caption, *app.error, *app.text])


def _press(app: AppTest, label: str, *, index: int = 0) -> AppTest:
    pressed = [button for button in app.button if button.label == label][index]
    app = pressed.click().run()
    assert not app.exception
    return app


def _labels(app: AppTest) -> set[str]:
    return {button.label for button in app.button}


def _chosen(type_: str = "file", **attributes: Any) -> ChosenFiles:
    entry = _input(type=type_, **attributes)
    return ChosenFiles(Field(Model(id="m", inputs=(entry,)), entry, False, "rerun"))


@pytest.mark.parametrize("kind", [*AssetKind, "hologram"])
@pytest.mark.parametrize("type_", ["file", "file_array"])
def test_every_kind_has_its_place(studio: _Studio, kind: str, type_: str) -> None:
    """A kind that nobody knows yet is a file; camera and microphone stand only where they fit."""
    app = _page({"name": "x", "type": type_, "kind": str(kind)})

    assert not app.exception
    assert len(app.get("bidi_component")) == 1
    assert {":small[My results]", ":small[Asset id]"} <= _labels(app)
    assert (":small[Camera]" in _labels(app)) is (kind == AssetKind.IMAGE)
    assert (":small[Microphone]" in _labels(app)) is (kind == AssetKind.AUDIO)


def test_a_kind_that_is_not_told_is_a_picture(studio: _Studio) -> None:
    """As the API means it; the limits stand at the field."""
    app = _page({"name": "x", "type": "file", "maxSize": 20 * 1024 * 1024})

    assert "A picture, up to 20 MB" in _texts(app)
    assert ":small[Camera]" in _labels(app)


def test_every_kind_has_an_icon() -> None:
    """A file without a thumbnail is still seen."""
    assert set(file_card._ICONS) == set(AssetKind)


def test_a_chosen_file_is_shown_and_can_be_let_go(studio: _Studio) -> None:
    """Its name and facts are there instead of the zone; nothing else of the state changes."""
    studio.uploads.owned["ann"] = [_asset("a", name="cat [x](y).png", width=640, height=480, size=2_000_000)]
    app = _page({"name": "x", "type": "file"}, x="a", prompt="A boat")

    assert not app.exception
    assert "640 × 480 · 2.0 MB" in _texts(app)
    assert "cat \\[x\\]\\(y\\)\\.png" in _texts(app)
    assert not app.get("bidi_component")

    app = _press(app, ":small[Remove]")
    assert app.session_state[KEY] is None
    assert app.session_state[state.input_key("m", "prompt")] == "A boat"
    assert app.get("bidi_component")


@pytest.mark.parametrize("owner", ["nobody", "bob"])
def test_a_file_that_is_not_the_visitors_is_an_id(studio: _Studio, owner: str) -> None:
    """It may come from elsewhere, and it may be somebody's: of theirs nothing is told."""
    studio.uploads.owned[owner] = [_asset("theirs", name="secret.png", width=640, height=480)]
    app = _page({"name": "x", "type": "file"}, x="theirs")

    assert not app.exception
    assert "theirs" in _texts(app)
    assert "secret" not in _texts(app)
    assert "640" not in _texts(app)


@pytest.mark.parametrize("value", [7, {"a": 1}, [None, 3], True, ""])
def test_what_is_no_id_is_an_empty_field(studio: _Studio, value: Any) -> None:
    """The state may hold what another model left there."""
    app = _page({"name": "x", "type": "file"}, x=value)

    assert not app.exception
    assert app.get("bidi_component")


def test_a_list_keeps_its_order_until_it_is_changed(studio: _Studio) -> None:
    """Files can be moved and let go; a full list has no zone."""
    app = _page({"name": "x", "type": "file_array", "maxLength": 3}, x=["a", "b", "c"])
    assert not app.get("bidi_component")

    app = _press(app, ":small[Move up]", index=1)
    assert app.session_state[KEY] == ["a", "c", "b"]

    app = _press(app, ":small[Remove]", index=0)
    assert app.session_state[KEY] == ["c", "b"]
    assert app.get("bidi_component")


def test_what_arrived_is_taken_once(studio: _Studio) -> None:
    """The browser repeats itself until it hears that it was understood."""
    chosen = _chosen("file_array", maxLength=2)
    first, second, third = ({"ticket": f"t{n}", "asset_id": f"a{n}", "name": f"{n}.png"} for n in range(1, 4))
    chosen.take_uploaded([first])
    chosen.take_uploaded([first, second])
    chosen.remove(0)
    chosen.take_uploaded([first])

    assert st.session_state[KEY] == ["a2"]
    assert state.FILE_HANDLED.get(KEY) == ("t1", "t2")

    chosen.take_uploaded([third, {"ticket": "t4", "asset_id": "a4", "name": ""}])
    assert st.session_state[KEY] == ["a2", "a3"]


@pytest.mark.parametrize("files", [None, "x", [None], [{"ticket": "t"}], [{"ticket": "t", "asset_id": 3}]])
def test_nonsense_from_the_browser_changes_nothing(studio: _Studio, files: Any) -> None:
    """A component's message is text from outside."""
    chosen = _chosen()
    chosen.add("a")
    chosen.take_uploaded(files)

    assert st.session_state[KEY] == "a"


def test_a_single_file_is_replaced_and_its_complaint_goes(studio: _Studio) -> None:
    """Other fields' complaints stay."""
    state.PROBLEMS.set({"x": "Add a picture.", "y": "Input y is not known"}, "m")
    chosen = _chosen()
    chosen.add("a")
    chosen.add("b")

    assert st.session_state[KEY] == "b"
    assert state.PROBLEMS.get("m") == {"y": "Input y is not known"}


def test_earlier_results_are_offered_newest_first(studio: _Studio) -> None:
    """Of the field's kind and the visitor's own; one press uses one."""
    studio.tracker.owned = {"ann": [_asset("old"), _asset("film", "video")], "bob": [_asset("bobs")]}
    studio.uploads.owned = {"ann": [_asset("new", minutes=5, name="new.png")]}
    app = _press(_page({"name": "x", "type": "file"}), ":small[My results]")

    offered = [button.key for button in app.button if button.label == "Use"]
    assert offered == [f"{KEY}:use:new", f"{KEY}:use:old"]
    assert "A \\*bold\\* boat" in _texts(app)

    app = _press(app, "Use", index=1)
    assert app.session_state[KEY] == "old"
    assert "Use" not in _labels(app)


def test_a_dozen_results_at_a_time(studio: _Studio) -> None:
    """The rest is a press away."""
    studio.uploads.owned = {"ann": [_asset(f"a{n:02}", minutes=n) for n in range(15)]}
    app = _press(_page({"name": "x", "type": "file"}), ":small[My results]")
    assert len([button for button in app.button if button.label == "Use"]) == 12

    app = _press(app, "Older")
    offered = [button.key for button in app.button if button.label == "Use"]
    assert offered == [f"{KEY}:use:a{n:02}" for n in (2, 1, 0)]


def test_a_result_that_breaks_the_limits_cannot_be_used(studio: _Studio) -> None:
    """It is there, so that nobody looks for it, and says why."""
    studio.uploads.owned = {"ann": [_asset("heavy", size=9_000_000)]}
    app = _press(_page({"name": "x", "type": "file", "maxSize": 1_000_000}), ":small[My results]")
    use = next(button for button in app.button if button.label == "Use")

    assert use.disabled
    assert "at most 1 MB" in use.help.replace("\\", "")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type the id"),
        ("nowhere", "knows no file with this id"),
        ("film", "This is a video, but a picture is needed here"),
        ("down", "could not be reached"),
    ],
)
def test_an_id_that_cannot_be_used_says_why(studio: _Studio, typed: str, sentence: str) -> None:
    """In one sentence, and the field stays empty."""
    studio.uploads.at_api = {"film": _asset("film", "video"), "down": APIConnectionError("no route")}
    app = _press(_page({"name": "x", "type": "file"}), ":small[Asset id]")
    app.text_input[0].input(typed)
    app = _press(app, "Use")

    assert sentence in app.error[0].value.replace("\\", "")
    assert app.session_state[KEY] is None if KEY in app.session_state else True


def test_an_id_that_fits_is_used(studio: _Studio) -> None:
    """Typed with the blanks that copying brings."""
    studio.uploads.at_api = {"asset_1": _asset("asset_1")}
    app = _press(_page({"name": "x", "type": "file"}), ":small[Asset id]")
    app.text_input[0].input("  asset_1 ")
    app = _press(app, "Use")

    assert app.session_state[KEY] == "asset_1"


def test_a_dialog_outlives_a_page_that_is_drawn_again(studio: _Studio) -> None:
    """A job that ends meanwhile redraws the page; only the field that opened it shows it."""
    app = _page({"name": "x", "type": "file"}, {"name": "y", "type": "file"})
    app = _press(app, ":small[Asset id]", index=1).run()

    assert not app.exception
    assert len(app.text_input) == 1


def test_a_field_in_a_fragment_opens_its_dialog(studio: _Studio) -> None:
    """A dialog belongs to the page; where the field is drawn does not matter."""

    def draw() -> None:
        import streamlit as st

        from scenario_core.catalog import Model
        from scenario_core.inputs import ModelInput
        from scenario_ui.field import Field
        from scenario_ui.file_field import file_field

        entry = ModelInput.parse({"name": "x", "type": "file"})
        st.fragment(file_field)(Field(Model(id="m", inputs=(entry,)), entry, False, "rerun"))

    studio.uploads.owned = {"ann": [_asset("mine")]}
    app = _press(AppTest.from_function(draw).run(), ":small[My results]")
    app = _press(app, "Use")

    assert app.session_state[KEY] == "mine"
    assert "Use" not in _labels(app)


def test_a_mask_names_its_picture(studio: _Studio) -> None:
    """And so does a field with an opinion on backgrounds."""
    picture = {"name": "pictures", "type": "file_array", "label": "Photos", "backgroundBehavior": "opaque"}
    app = _page(picture, {"name": "x", "type": "file", "maskFrom": "pictures"}, pictures=["a"])

    assert not app.exception
    assert "A mask for “Photos”" in _texts(app)
    assert "no see-through parts" in _texts(app)


def test_a_mask_of_nothing_is_drawn(studio: _Studio) -> None:
    """A record may name an input that it does not have."""
    app = _page({"name": "x", "type": "file", "maskFrom": "gone"})

    assert not app.exception
    assert "gone" in _texts(app)


@pytest.mark.parametrize("most", [20 * 1024 * 1024, 15_000_000, 300_000])
def test_the_browser_refuses_in_the_servers_words(most: int) -> None:
    """With the size put in, counted in its unit and rounded up, it is what the server would say."""
    entry = _input(maxSize=most)
    size = most + most // 2 + 1
    sentence, unit = _too_large(entry)
    figure = f"{math.ceil(size / unit * 10) / 10:g}"

    assert sentence.replace("{size}", figure) == file_problem(entry, FileFacts("image", size=size))


def test_only_what_is_surely_something_else_is_refused_at_once() -> None:
    """A JSON may be meant as a text; a picture is none."""
    refused = " ".join(accept for accept, _ in _others(_input(kind="text")))

    assert "application/json" not in refused
    assert "image/png" in refused
    assert "image/png" not in " ".join(accept for accept, _ in _others(_input()))


def test_limits_are_checked_before_anything_is_sent(studio: _Studio) -> None:
    """Of known files; of the rest Scenario is the judge."""
    studio.uploads.owned = {
        "ann": [_asset("long", "audio", duration=40.0), _asset("short", "audio", duration=5.0)],
        "bob": [_asset("bobs", "audio", duration=90.0)],
    }
    sound = {"type": "file", "kind": "audio", "maxDuration": 30}
    inputs = tuple(
        ModelInput.parse(record)
        for record in (
            {"name": "one", **sound},
            {"name": "many", **sound, "type": "file_array"},
            {"name": "rows", "type": "inputs_array", "inputs": [{"name": "sound", **sound}]},
            {"name": "text", "type": "string"},
        )
    )
    model = Model(id="m", inputs=inputs)
    values = {
        "one": "long",
        "many": ["short", "long"],
        "rows": [{}, {"sound": "long"}, "x"],
        "text": "long",
    }
    problems = file_problems(model, values)

    assert set(problems) == {"one", "many", "rows[1].sound"}
    assert problems["one"].startswith("This lasts 40 s")
    assert problems["many"].startswith("File 2: This lasts 40 s")
    assert problems["rows[1].sound"].startswith("This lasts 40 s")
    assert file_problems(model, {"one": "bobs", "many": ["short", "nobody's"], "rows": None}) == {}

"""What goes along when a visitor switches the model, and what is named as left behind."""

from typing import Any

import pytest

from sandbox.catalogue import MODELS
from scenario_core.catalog import Model
from scenario_core.inputs import Carried, ModelInput, carry_over

Inputs = list[ModelInput]


def _inputs(*records: dict[str, Any]) -> Inputs:
    return [ModelInput.parse({"type": "string", **record}) for record in records]


def _of(model_id: str) -> tuple[ModelInput, ...]:
    return Model.parse(MODELS[model_id]).inputs


PROMPT = {"name": "prompt", "prompt": True}
SECONDS = {"name": "duration", "type": "number", "min": 3, "max": 15, "default": 5}
PICTURE = {"name": "image", "type": "file", "kind": "image"}
PICTURES = {"name": "referenceImages", "type": "file_array", "kind": "image", "maxLength": 2}
WIDTH = {"name": "width", "type": "number", "min": 64, "max": 2048, "step": 16}
HEIGHT = {**WIDTH, "name": "height"}
RATIO = {"name": "aspectRatio", "allowedValues": ["16:9", "1:1", "9:16", "auto"], "default": "auto"}

SHARED: list[tuple[dict[str, Any], Any, dict[str, Any], dict[str, Any]]] = [
    (PROMPT, "A boat", {"name": "text", "required": True}, {"text": "A boat"}),
    ({"name": "negativePrompt"}, "fog", {"name": "negative_prompt"}, {"negative_prompt": "fog"}),
    (SECONDS, 10, {"name": "duration", "allowedValues": ["5", "10"]}, {"duration": "10"}),
    ({"name": "duration", "allowedValues": ["5", "10"]}, "10", SECONDS, {"duration": 10}),
    (SECONDS, 8, {"name": "durationSeconds", "type": "number"}, {"durationSeconds": 8}),
    (
        {"name": "resolution"},
        "4K",
        {"name": "resolution", "allowedValues": ["1080p", "4k"]},
        {"resolution": "4k"},
    ),
    ({"name": "seed", "type": "number"}, 7, {"name": "Seed", "type": "number", "min": 0}, {"Seed": 7}),
    (
        {"name": "numOutputs", "type": "number"},
        3,
        {"name": "numImages", "type": "number", "max": 4},
        {"numImages": 3},
    ),
    (PICTURE, "asset_1", PICTURES, {"referenceImages": ["asset_1"]}),
    (PICTURES, ["asset_1"], PICTURE, {"image": "asset_1"}),
    (RATIO, "16:9", {"name": "ratio", "allowedValues": ["16:9"]}, {"ratio": "16:9"}),
    (
        {"name": "loop", "type": "boolean", "default": False},
        True,
        {"name": "loop", "type": "boolean"},
        {"loop": True},
    ),
    (
        {"name": "tags", "type": "string_array"},
        ["a"],
        {"name": "tags", "type": "string_array"},
        {"tags": ["a"]},
    ),
]


@pytest.mark.parametrize(("old", "value", "new", "values"), SHARED)
def test_the_same_wish_is_carried_in_the_new_models_own_spelling(
    old: dict[str, Any], value: Any, new: dict[str, Any], values: dict[str, Any]
) -> None:
    carried = carry_over(_inputs(old), {old["name"]: value}, _inputs(new))

    assert carried == Carried(values, ())
    assert [type(each) for each in carried.values.values()] == [type(each) for each in values.values()]


LEFT: list[tuple[dict[str, Any], Any, dict[str, Any]]] = [
    (SECONDS, 7, {"name": "duration", "allowedValues": ["5", "10"]}),
    (PROMPT, "A boat at sea", {**PROMPT, "maxLength": 5}),
    (PICTURE, "asset_1", {"name": "image", "type": "file", "kind": "video"}),
    (RATIO, "16:9", {"name": "aspectRatio", "allowedValues": ["1:1"]}),
    ({"name": "style"}, "ink", {"name": "look"}),
    ({"name": "seed", "type": "number"}, 7, {"name": "seed", "type": "boolean"}),
    (
        {"name": "loras", "type": "model_array", "modelTypes": ["a"]},
        ["m"],
        {"name": "loras", "type": "model_array", "modelTypes": ["b"]},
    ),
]


@pytest.mark.parametrize(("old", "value", "new"), LEFT)
def test_what_the_new_model_refuses_is_left_and_named(
    old: dict[str, Any], value: Any, new: dict[str, Any]
) -> None:
    carried = carry_over(_inputs({**old, "label": "The wish"}), {old["name"]: value}, _inputs(new))

    assert carried == Carried({}, ("The wish",))


def test_only_what_the_visitor_changed_is_carried() -> None:
    """The old model's default is nobody's wish."""
    old = _inputs(SECONDS, {"name": "seed", "type": "number"})

    assert carry_over(old, {"duration": 5, "seed": None}, _inputs(SECONDS)) == Carried()


def test_a_list_of_pictures_is_cut_to_the_room_there_is_and_named() -> None:
    old = _inputs({**PICTURES, "maxLength": 9, "label": "Pictures"})

    carried = carry_over(old, {"referenceImages": ["a", "b", "c"]}, _inputs(PICTURES))

    assert carried == Carried({"referenceImages": ["a", "b"]}, ("Pictures",))


def test_pictures_go_where_their_name_is_known_first() -> None:
    old = _inputs({**PICTURE, "name": "startImage"}, {**PICTURE, "name": "endImage"})
    new = _inputs({**PICTURE, "name": "endImage"}, {**PICTURE, "name": "image"})

    carried = carry_over(old, {"startImage": "first", "endImage": "last"}, new)

    assert carried == Carried({"endImage": "last", "image": "first"}, ())


def test_a_mask_goes_only_with_its_picture() -> None:
    mask = {"name": "mask", "type": "file", "kind": "image", "maskFrom": "image"}
    values = {"image": "asset_1", "mask": "asset_2"}

    assert carry_over(_inputs(PICTURE, mask), values, _inputs(PICTURE, mask)).values == values
    assert carry_over(_inputs(PICTURE, mask), {"mask": "asset_2"}, _inputs(PICTURE, mask)).left == ("Mask",)


def test_a_ratio_becomes_the_nearest_size_and_a_size_the_nearest_ratio() -> None:
    size = carry_over(_inputs(RATIO), {"aspectRatio": "16:9"}, _inputs(WIDTH, HEIGHT))
    ratio = carry_over(_inputs(WIDTH, HEIGHT), {"width": 1920, "height": 1088}, _inputs(RATIO))

    assert size.left == ratio.left == ()
    assert size.values["width"] % 16 == size.values["height"] % 16 == 0
    assert size.values["width"] / size.values["height"] == pytest.approx(16 / 9, rel=0.03)
    assert ratio.values == {"aspectRatio": "16:9"}


def test_a_size_that_is_near_no_ratio_is_left() -> None:
    carried = carry_over(_inputs(WIDTH, HEIGHT), {"width": 2048, "height": 256}, _inputs(RATIO))

    assert carried == Carried({}, ("Width", "Height"))


def test_strengths_stay_with_the_styles_they_belong_to() -> None:
    """Another family's styles do not run here; their strengths alone would be refused or misread."""
    values = {"prompt": "A boat", "loras": ["model_1"], "lorasScale": [0.8]}

    carried = carry_over(_of("model_bfl-flux-1-dev"), values, _of("model_bfl-flux-2-dev"))

    assert carried.values == {"prompt": "A boat"}
    assert len(carried.left) == 2


def test_from_one_video_model_to_another() -> None:
    values = {"prompt": "A boat", "duration": "10", "aspectRatio": "9:16", "cfgScale": 0.7}

    carried = carry_over(_of("model_kling-v2-6-t2v-pro"), values, _of("model_bytedance-seedance-2-0"))

    assert carried.values == {"prompt": "A boat", "duration": 10, "aspectRatio": "9:16"}
    assert len(carried.left) == 1

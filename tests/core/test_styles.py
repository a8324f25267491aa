"""Styles go into their base's inputs, beside what is there, and come out again."""

from typing import Any

import pytest

from scenario_core.catalog import Model
from scenario_core.styles import StylePlace, has_style, style_place, with_style, without_style

LORAS = {"name": "loras", "type": "model_array", "modelTypes": ["flux.1-lora"], "maxLength": 3}
SCALES = {"name": "lorasScale", "type": "number_array", "min": 0, "max": 2}
ONE = {"name": "modelId", "type": "model", "modelTypes": ["flux.1-lora", "flux.1-composition"]}
ROWS = {"lorasComponent": {"modelInput": "loras", "scaleInput": "lorasScale"}}


def base(*inputs: dict[str, Any], **more: Any) -> Model:
    return Model.parse({"id": "model_base", "custom": True, "inputs": list(inputs), **more})


def style(model_id: str = "model_s", scale: float | None = 0.65) -> Model:
    concepts = [{"modelId": model_id, "scale": scale}] if scale is not None else []
    return Model.parse({"id": model_id, "type": "flux.1-lora", "concepts": concepts, "status": "trained"})


def place(*inputs: dict[str, Any], style_type: str = "flux.1-lora", **more: Any) -> StylePlace:
    found = style_place(base(*inputs, **more), style_type)
    assert found is not None
    return found


ROWS_PLACE = place(ONE, LORAS, SCALES, uiConfig=ROWS)


def test_the_list_that_is_drawn_as_rows_takes_a_style() -> None:
    assert ROWS_PLACE.input.name == "loras"
    assert ROWS_PLACE.scales is not None
    assert ROWS_PLACE.scales.name == "lorasScale"


@pytest.mark.parametrize(
    ("inputs", "style_type", "name"),
    [
        ((ONE, LORAS), "flux.1-lora", "loras"),
        ((ONE, LORAS), "flux.1-composition", "modelId"),
        ((LORAS,), "flux.1-composition", None),
        ((SCALES,), "flux.1-lora", None),
        (({"name": "loras", "type": "model_array"},), "flux.1-lora", None),
    ],
)
def test_a_style_goes_where_its_type_is_listed(
    inputs: tuple[dict[str, Any], ...], style_type: str, name: str | None
) -> None:
    found = style_place(base(*inputs, uiConfig=ROWS), style_type)

    assert (found.input.name if found else None) == name


def test_a_style_brings_the_strength_that_its_makers_suggest() -> None:
    assert with_style(ROWS_PLACE, style(), {}) == {"loras": ["model_s"], "lorasScale": [0.65]}
    assert with_style(ROWS_PLACE, style(scale=None), {})["lorasScale"] == [0.8]
    assert with_style(ROWS_PLACE, style(scale=9), {})["lorasScale"] == [2.0]


def test_styles_that_were_added_by_hand_stay_with_their_strengths() -> None:
    held = {"loras": ["model_a", "model_b"], "lorasScale": [0.1, 0.2]}
    together = with_style(ROWS_PLACE, style(), held)

    assert together == {"loras": ["model_s", "model_a", "model_b"], "lorasScale": [0.65, 0.1, 0.2]}
    assert with_style(ROWS_PLACE, style(), together) == together
    assert without_style(ROWS_PLACE, "model_s", together) == held
    assert held == {"loras": ["model_a", "model_b"], "lorasScale": [0.1, 0.2]}


def test_no_more_styles_than_the_base_takes() -> None:
    held = {"loras": ["model_a", "model_b", "model_c"], "lorasScale": [0.1]}
    full = with_style(ROWS_PLACE, style(), held)

    assert full == {"loras": ["model_s", "model_a", "model_b"], "lorasScale": [0.65, 0.1, 0.8]}


def test_an_input_for_one_model_holds_one() -> None:
    single = place(ONE)

    assert with_style(single, style(), {"modelId": "model_a"}) == {"modelId": "model_s"}
    assert without_style(single, "model_s", {"modelId": "model_s"}) == {"modelId": ""}
    assert without_style(single, "model_s", {"modelId": "model_a"}) == {"modelId": "model_a"}


@pytest.mark.parametrize("held", [{}, {"loras": None}, {"loras": "model_x"}, {"loras": 5, "lorasScale": {}}])
def test_values_of_a_strange_shape_are_taken_for_none(held: dict[str, Any]) -> None:
    assert with_style(ROWS_PLACE, style(), held) == {"loras": ["model_s"], "lorasScale": [0.65]}
    assert without_style(ROWS_PLACE, "model_s", held) == {"loras": [], "lorasScale": []}


def test_a_style_is_seen_where_it_stands() -> None:
    assert has_style(ROWS_PLACE, "model_s", {"loras": ["model_a", "model_s"]})
    assert has_style(place(ONE), "model_s", {"modelId": "model_s"})
    assert not has_style(ROWS_PLACE, "model_s", {"loras": ["model_a"]})
    assert not has_style(ROWS_PLACE, "model_s", {})

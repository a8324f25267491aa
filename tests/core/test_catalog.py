"""The catalogue: what a model makes, whether it runs, and records with broken parts."""

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from scenario_core.assets import AssetKind
from scenario_core.catalog import (
    _BASES,
    _KINDS,
    _MAKES,
    Catalogue,
    Modality,
    Model,
    Source,
    base_for,
    expected_kinds,
    modalities,
    models_for,
    plan_grade_of,
    plan_name,
    sources,
    within_reach,
)
from scenario_core.inputs import ModelInput

Reader = Callable[[str], Model]
VIDEO, AUDIO, THREE_D, IMAGE = Modality.VIDEO, Modality.AUDIO, Modality.THREE_D, Modality.IMAGE

# The whole enum of contract section 10.
BY_MODALITY: dict[Modality | None, str] = {
    VIDEO: "txt2video img2video video2video audio2video",
    AUDIO: "txt2audio audio2audio video2audio",
    THREE_D: "txt23d img23d video23d 3d23d",
    IMAGE: "txt2img img2img video2img inpaint inpaint_ip_adapter outpaint txt2img_ip_adapter "
    "img2img_ip_adapter txt2img_texture img2img_texture reference reference_texture controlnet "
    "controlnet_img2img controlnet_inpaint controlnet_inpaint_ip_adapter controlnet_ip_adapter "
    "controlnet_reference controlnet_texture",
    None: "txt2txt img2txt audio2txt video2txt txt2smell",
}
CAPABILITIES = [(word, modality) for modality, words in BY_MODALITY.items() for word in words.split()]


def model(**more: Any) -> Model:
    return Model.parse({"id": "model_1", "type": "custom", "custom": True, "status": "trained", **more})


@pytest.mark.parametrize(("capability", "expected"), CAPABILITIES)
def test_every_capability_leads_to_its_modality(capability: str, expected: Modality | None) -> None:
    assert modalities([capability]) == ({expected} if expected else set())


def test_a_model_may_stand_in_several_modalities() -> None:
    both = model(capabilities=["txt2video", "video2audio"])

    assert both.modalities == {VIDEO, AUDIO}
    assert models_for([both], VIDEO) == models_for([both], AUDIO) == [both]
    assert models_for([both], IMAGE) == []


def test_every_modality_has_its_rule_and_its_kinds() -> None:
    assert set(_MAKES) == set(_KINDS) == set(Modality)
    assert expected_kinds(THREE_D) == (AssetKind.THREE_D,)


def test_text_models_stand_in_no_modality() -> None:
    text = model(capabilities=["txt2txt", "img2txt"])

    assert text.makes_text
    assert text.modalities == frozenset()
    assert not model(capabilities=["txt2img"]).makes_text


@pytest.mark.parametrize(
    ("record", "runnable"),
    [
        ({"custom": True, "status": "trained"}, True),
        ({"custom": True, "status": None}, True),
        ({"custom": None, "type": "custom"}, True),
        ({"custom": False, "type": "flux.1-lora"}, False),
        ({"custom": None, "type": "flux.1-lora"}, False),
        ({"custom": True, "status": "training"}, False),
        ({"custom": True, "status": "failed"}, False),
    ],
)
def test_only_finished_models_of_the_custom_endpoint_run(record: dict[str, Any], runnable: bool) -> None:
    one = model(capabilities=["txt2img"], **record)

    assert one.runnable is runnable
    assert bool(models_for([one], IMAGE)) is runnable


def test_models_keep_the_order_of_the_catalogue() -> None:
    models = [model(id=name, capabilities=["txt2img"]) for name in ("model_c", "model_a", "model_b")]

    assert [one.id for one in models_for(models, IMAGE)] == ["model_c", "model_a", "model_b"]


@pytest.mark.parametrize(
    ("grade", "plan"),
    [
        (None, "free"),
        (0, "free"),
        (1, "starter"),
        (25, "starter"),
        (50, "pro"),
        (75, "max"),
        (100, "enterprise"),
        (500, "enterprise"),
    ],
)
def test_the_plan_grade_has_a_name_even_between_two_plans(grade: float | None, plan: str) -> None:
    assert model(accessRestrictions=grade).plan == plan


@pytest.mark.parametrize(
    ("tags", "successor"),
    [
        ([], None),
        (["deprecated:model_2"], "model_2"),
        (["sc:featured"], None),
        (["Deprecated: model_3"], "model_3"),
        (["deprecated:"], None),
    ],
)
def test_a_retired_model_names_its_successor(tags: list[str], successor: str | None) -> None:
    assert model(tags=tags).successor == successor


def test_names_and_makers_are_taken_from_the_record(record: Reader) -> None:
    named = record("video-rules")

    assert (named.title, named.provider) == ("Reel One", "Reel Works")
    assert (model(name="  ").title, model().provider) == ("model_1", None)


def test_broken_parts_are_left_out_and_named_while_the_rest_is_kept(record: Reader) -> None:
    broken = record("broken-parts")

    assert [entry.name for entry in broken.inputs] == ["prompt", "seed"]
    assert broken.ui_config.selects == {"seed": {"1": "One"}}
    assert broken.ui_config.resolution_component is None
    assert broken.problem is not None
    for part in ("number 2", "tempo", "number 4", "prompt is there twice", "resolutionComponent"):
        assert part in broken.problem
    assert "fast" not in broken.problem


def test_a_sound_record_has_no_problem_and_keeps_what_nobody_knows(record: Reader) -> None:
    assert record("video-rules").problem is None
    assert record("broken-parts").inputs[0].model_extra == {"newAttribute": {"a": 1}}
    assert model(surprise="kept").model_extra == {"surprise": "kept"}


@pytest.mark.parametrize("inputs", [None, {}, "text", 5])
def test_inputs_that_are_no_list_leave_a_model_without_inputs(inputs: Any) -> None:
    assert model(inputs=inputs).inputs == ()


def test_a_row_of_the_list_has_neither_inputs_nor_ui_config() -> None:
    row = model()

    assert row.inputs == ()
    assert row.ui_config.selects == {}


@pytest.mark.parametrize("record", [{}, {"id": ""}, {"id": 5}, {"id": "model_1", "capabilities": 5}, []])
def test_what_is_no_model_is_refused(record: Any) -> None:
    with pytest.raises(ValidationError):
        Model.parse(record)


def test_a_models_inputs_are_model_inputs(record: Reader) -> None:
    assert all(isinstance(entry, ModelInput) for entry in record("shots").inputs)


@pytest.mark.parametrize(
    ("capabilities", "modality", "expected"),
    [
        (["img2video", "txt2video"], VIDEO, (Source.TEXT, Source.PICTURE)),
        (["txt23d", "3d23d", "video23d"], THREE_D, (Source.TEXT, Source.VIDEO, Source.THREE_D)),
        (["audio2audio", "txt2video"], AUDIO, (Source.SOUND,)),
        (["inpaint", "controlnet_img2img"], IMAGE, (Source.PICTURE,)),
        (["txt2img_ip_adapter"], IMAGE, (Source.TEXT,)),
        (["smell2img"], IMAGE, ()),
        (["txt2txt"], IMAGE, ()),
    ],
)
def test_what_a_model_begins_with_is_read_from_its_capabilities(
    capabilities: list[str], modality: Modality, expected: tuple[Source, ...]
) -> None:
    assert sources(capabilities, modality) == expected


@pytest.mark.parametrize(
    ("name", "grade"),
    [
        ("cu-basic", 25),
        ("cu-pro-q3-25", 50),
        ("cu-pro-q1-27", 50),
        ("CU-Creator", 25),
        ("cu-team-v2", 75),
        ("cu-max", 75),
        ("enterprise", 100),
        ("free", 0),
        ("cu-promotion", None),
        ("", None),
        ("gold", None),
    ],
)
def test_a_plans_grade_is_read_from_its_name_segment_by_segment(name: str, grade: int | None) -> None:
    assert plan_grade_of(name) == grade


def test_nothing_is_out_of_reach_of_a_plan_that_nobody_knows() -> None:
    pro, most = model(accessRestrictions=50), model(accessRestrictions=100)

    assert within_reach(pro, 50)
    assert not within_reach(pro, 25)
    assert within_reach(most, None)
    assert plan_name(75) == "max"


def style(**more: Any) -> Model:
    record = {"id": "model_s", "type": "flux.1-lora", "custom": False, "capabilities": ["txt2img"]}
    return Model.parse({**record, "status": "trained", **more})


@pytest.mark.parametrize("type_", _BASES)
def test_every_type_of_style_has_a_base_that_must_be_known(type_: str) -> None:
    trained = style(type=type_)

    assert base_for(trained, set(_BASES[type_])) == _BASES[type_][0]
    assert base_for(trained, {"model_other"}) is None


@pytest.mark.parametrize("more", [{"status": "training"}, {"type": "sd-xl-lora"}, {"custom": True}])
def test_what_is_no_finished_style_has_no_base(more: dict[str, Any]) -> None:
    assert base_for(style(**more), {"model_bfl-flux-1-dev"}) is None


def test_a_style_is_offered_where_its_base_is() -> None:
    base = model(id="model_bfl-flux-1-dev", capabilities=["txt2img"])

    assert [one.id for one in models_for([style(), base], IMAGE)] == ["model_s", "model_bfl-flux-1-dev"]
    assert models_for([style()], IMAGE) == []
    assert models_for([style(), base], VIDEO) == []


@pytest.mark.parametrize(
    ("concepts", "scale"),
    [
        ([{"modelId": "model_other", "scale": 0.2}, {"modelId": "model_s", "scale": 0.65}], 0.65),
        ([{"modelId": "model_s"}], None),
        ([{"modelId": "model_s", "scale": "much"}], None),
        ([{"modelId": "model_s", "scale": True}], None),
        ([{"modelId": "model_s", "scale": float("nan")}], None),
        (["odd", None], None),
        (5, None),
        (None, None),
    ],
)
def test_a_styles_suggested_strength_is_its_own_or_none(concepts: Any, scale: float | None) -> None:
    assert style(concepts=concepts).suggested_scale == scale


@pytest.mark.parametrize(
    ("record", "maker"),
    [
        ({"id": "model_google-gemini-3"}, "Google"),
        ({"name": "Kling 2.6"}, "Kling AI"),
        ({"tags": ["Bytedance"]}, "ByteDance"),
        ({"name": "Unheard of"}, None),
        ({"id": "model_bfl-x", "complianceMetadata": {"modelProvider": " Acme "}}, "Acme"),
    ],
)
def test_the_maker_is_told_or_given_away_by_a_name(record: dict[str, Any], maker: str | None) -> None:
    assert model(**record).provider == maker


def test_a_catalogue_is_equal_to_itself_alone() -> None:
    models = (model(), style())

    assert Catalogue(models) != Catalogue(models)
    assert Catalogue(models).by_id["model_s"] == style()
    assert Catalogue(models).runnable_ids == {"model_1"}
    assert len(Catalogue(models)) == 2

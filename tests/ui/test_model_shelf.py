"""What the browser gets of the models: everything that helps to choose, and nothing that is secret."""

import json
from typing import Any

import pytest

from scenario_core.catalog import Catalogue, Modality, Model, Source
from scenario_core.performance import Typical
from scenario_ui.model_shelf import picture_version, shelf
from scenario_ui.model_words import MAKES_WORDS, SOURCE_WORDS, price_words, reach_words, wait_words

SIGNED = "https://cdn.example/thumb?Signature=SIGNED"


def model(model_id: str = "model_1", **more: Any) -> Model:
    record = {"id": model_id, "custom": True, "status": "trained", "capabilities": ["txt2img"], **more}
    return Model.parse(record)


def rows(*models: Model) -> list[dict[str, Any]]:
    return list(json.loads(shelf(Catalogue(models), Modality.IMAGE).rows))


def test_a_row_tells_what_helps_to_choose() -> None:
    stats = {"variants": [{"costPerAssetP50CU": 12, "totalLatencyP50Sec": 40}]}
    (row,) = rows(
        model(
            name="Boat Painter",
            shortDescription="Paints boats.",
            tags=["Boats", "boats", "sc:featured"],
            accessRestrictions=75,
            performanceStats=stats,
            thumbnail={"assetId": "asset_1", "url": SIGNED},
        )
    )

    assert row["n"] == "Boat Painter"
    assert row["l"] == "Paints boats."
    assert row["s"] == ["txt"]
    assert [tag.lower() for tag in row["t"]] == ["boats"]
    assert (row["g"], row["p"]) == (75, "max plan")
    assert (row["c"], row["w"]) == ("about 12 CU", "about 40 s")
    assert row["x"]


def test_no_signed_address_leaves_the_server() -> None:
    text = shelf(Catalogue((model(thumbnail={"assetId": "asset_1", "url": SIGNED}),)), Modality.IMAGE).rows

    assert "SIGNED" not in text
    assert "cdn" not in text


def test_a_row_of_a_bare_record_is_short() -> None:
    assert rows(model()) == [{"i": "model_1", "n": "model_1", "s": ["txt"]}]


def test_retired_models_come_last_and_name_what_replaces_them() -> None:
    old, gone = (
        model("model_old", tags=["deprecated:model_new"]),
        model("model_x", tags=["deprecated:model_y"]),
    )
    found = rows(old, gone, model("model_new", name="The New"))

    assert [row["i"] for row in found] == ["model_new", "model_old", "model_x"]
    assert [row.get("r") for row in found] == [None, "The New", "model_y"]


def test_a_style_tells_the_price_and_plan_of_its_base() -> None:
    stats = {"variants": [{"costPerAssetP50CU": 5}]}
    base = model("model_bfl-flux-1-dev", name="FLUX.1 dev", accessRestrictions=25, performanceStats=stats)
    trained = model("model_s", custom=False, type="flux.1-lora")
    row = next(row for row in rows(trained, base) if row["i"] == "model_s")

    assert (row["k"], row["b"], row["c"]) == ("style", "FLUX.1 dev", "about 5 CU")
    assert (row["g"], row["p"]) == (25, "starter plan")


def test_the_same_catalogue_is_made_ready_once() -> None:
    one, same = Catalogue((model(),)), Catalogue((model(),))

    assert shelf(one, Modality.IMAGE) is shelf(one, Modality.IMAGE)
    assert shelf(one, Modality.IMAGE) is not shelf(same, Modality.IMAGE)
    assert shelf(one, Modality.IMAGE).version == shelf(same, Modality.IMAGE).version


def test_another_picture_has_another_address() -> None:
    first, second = (picture_version(model(thumbnail={"assetId": name})) for name in ("asset_1", "asset_2"))

    assert first != second
    assert picture_version(model(exampleAssetIds=["asset_1"]))
    assert picture_version(model()) == ""


@pytest.mark.parametrize(
    ("cu", "words"), [(12.4, "about 12 CU"), (0.25, "about 0.2 CU"), (4, "about 4 CU"), (None, "")]
)
def test_a_price_in_words(cu: float | None, words: str) -> None:
    assert price_words(Typical(cu=cu)) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "about 1 s"), (45, "about 45 s"), (130, "about 2 min"), (None, "")]
)
def test_a_wait_in_words(seconds: float | None, words: str) -> None:
    assert wait_words(Typical(seconds=seconds)) == words


def test_reach_in_words() -> None:
    assert reach_words(model(accessRestrictions=75), 50) == "Needs the max plan; yours is pro."
    assert reach_words(model(accessRestrictions=50), 50) == ""
    assert reach_words(model(accessRestrictions=75), None) == ""


def test_every_kind_has_its_words() -> None:
    assert set(SOURCE_WORDS) == set(Source)
    assert set(MAKES_WORDS) == set(Modality)

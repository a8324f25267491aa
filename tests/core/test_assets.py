"""Assets: when one is ready, and which of a job's assets is the one that was asked for."""

from typing import Any

import pytest

from scenario_core.assets import Asset, AssetKind, primary_first


def asset(asset_id: str, kind: str = "image", **more: Any) -> Asset:
    return Asset.parse({"id": asset_id, "kind": kind, **more})


@pytest.mark.parametrize("kind", list(AssetKind))
def test_every_kind_of_the_api_is_known(kind: AssetKind) -> None:
    assert asset("asset_1", kind.value).kind is kind


def test_an_unknown_kind_is_kept_as_it_is() -> None:
    assert asset("asset_1", "hologram").kind == "hologram"


@pytest.mark.parametrize(
    ("status", "url", "ready"),
    [("success", "https://x", True), ("success", None, False), ("pending", "https://x", False)],
)
def test_an_asset_is_ready_when_it_succeeded_and_has_an_address(
    status: str, url: str | None, ready: bool
) -> None:
    assert asset("asset_1", status=status, url=url).is_ready is ready


def test_signed_addresses_stay_out_of_the_repr() -> None:
    signed = "https://cdn.cloud.scenario.com/assets/a?Signature=hunter2"
    shown = repr(asset("asset_1", url=signed, thumbnail={"url": signed}, firstFrame={"url": signed}))

    assert "hunter2" not in shown


ORDERS: list[tuple[str, list[Asset], list[AssetKind], list[str]]] = [
    (
        "the expected kind comes first, wherever the API put it",
        [asset("thumb", "image"), asset("chest", "3d")],
        [AssetKind.THREE_D],
        ["chest", "thumb"],
    ),
    (
        "a preview of the right kind comes after the result",
        [asset("b", metadata={"type": "video-preview"}), asset("a", metadata={"type": "txt2img"})],
        [AssetKind.IMAGE],
        ["a", "b"],
    ),
    (
        "then the API's index counts",
        [asset("b", outputIndex=1), asset("a", outputIndex=0)],
        [AssetKind.IMAGE],
        ["a", "b"],
    ),
    (
        "then the size, the larger first",
        [asset("small", properties={"size": 10}), asset("large", properties={"size": 99})],
        [AssetKind.IMAGE],
        ["large", "small"],
    ),
    (
        "what ties keeps the job's order",
        [asset("first", outputIndex=0), asset("second", outputIndex=0)],
        [AssetKind.IMAGE],
        ["first", "second"],
    ),
]


@pytest.mark.parametrize(("rule", "given", "expected", "order"), ORDERS, ids=[row[0] for row in ORDERS])
def test_the_asset_that_was_asked_for_comes_first(
    rule: str, given: list[Asset], expected: list[AssetKind], order: list[str]
) -> None:
    assert [found.id for found in primary_first(given, expected)] == order

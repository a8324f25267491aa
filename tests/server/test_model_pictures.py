"""`/models/{id}/picture`: a thumbnail, an example or a letter; never an address of the CDN."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from scenario_core.assets import Asset
from scenario_core.catalog import Catalogue, Model
from scenario_core.client import Download
from scenario_core.errors import APIConnectionError
from scenario_server import model_pictures
from scenario_server.model_pictures import model_picture_route

PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
LISTED = "https://cdn.example/listed?Signature=SIGNED"
FRESH = "https://cdn.example/fresh?Signature=SIGNED"

Serve = Callable[[Any], str]


@dataclass
class _Client:
    """An API whose addresses are told by the test; what it does not know is refused as expired."""

    files: dict[str, bytes] = field(default_factory=dict)
    assets: dict[str, Asset] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)
    down: bool = False

    def get_assets(self, ids: Any) -> dict[str, Asset]:
        if self.down:
            raise APIConnectionError("down")
        return {each: self.assets[each] for each in ids if each in self.assets}

    @contextmanager
    def open_url(self, url: str) -> Iterator[Download]:
        self.opened.append(url)
        if self.down:
            raise APIConnectionError("down")
        data = self.files.get(url)
        yield Download(403 if data is None else 200, {}, iter([data or b"AccessDenied"]))


@dataclass
class _Studio:
    client: _Client


def model(**more: Any) -> Model:
    return Model.parse({"id": "model_1", "name": "<Boat>", **more})


@pytest.fixture
def client() -> _Client:
    return _Client()


@pytest.fixture
def ask(serve: Serve, client: _Client) -> Callable[..., httpx.Response]:
    """Asks for the picture of a catalogue's one model, or of another id."""
    shown: list[Model] = []
    route = model_picture_route(lambda: _Studio(client), lambda: Catalogue(tuple(shown)), prefix="/studio")
    address = serve(Starlette(routes=[route]))

    def get(known: Model, model_id: str = "model_1", **headers: str) -> httpx.Response:
        shown[:] = [known]
        return httpx.get(f"{address}/studio/models/{model_id}/picture", headers=headers, trust_env=False)

    return get


def test_the_thumbnail_of_the_list_is_sent_for_a_week(client: _Client, ask: Any) -> None:
    client.files[LISTED] = PNG
    answer = ask(model(thumbnail={"assetId": "asset_1", "url": LISTED}))

    assert answer.content == PNG
    assert answer.headers["content-type"] == "image/png"
    assert "max-age=604800" in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "SIGNED" not in str(answer.headers)


def test_it_is_fetched_once_and_known_to_who_has_it(client: _Client, ask: Any) -> None:
    client.files[LISTED] = PNG
    known = model(thumbnail={"assetId": "asset_1", "url": LISTED})
    first = ask(known)
    again = ask(known, **{"If-None-Match": first.headers["etag"]})

    assert again.status_code == 304
    assert client.opened == [LISTED]


def test_an_expired_address_is_asked_for_anew(client: _Client, ask: Any) -> None:
    client.files[FRESH] = PNG
    client.assets["asset_1"] = Asset.parse({"id": "asset_1", "kind": "image", "url": FRESH})

    assert ask(model(thumbnail={"assetId": "asset_1", "url": LISTED})).content == PNG


def test_an_example_stands_in_by_its_thumbnail(client: _Client, ask: Any) -> None:
    client.files[FRESH] = PNG
    video = {"id": "asset_2", "kind": "video", "url": LISTED, "thumbnail": {"url": FRESH}}
    client.assets["asset_2"] = Asset.parse(video)

    assert ask(model(exampleAssetIds=["asset_2"])).content == PNG
    assert client.opened == [FRESH]


@pytest.mark.parametrize("data", [b"<html>not a picture</html>", b"glTF" + bytes(100), b""])
def test_what_is_no_picture_is_never_sent_as_one(client: _Client, ask: Any, data: bytes) -> None:
    client.files[LISTED] = data
    answer = ask(model(thumbnail={"url": LISTED}))

    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert b"glTF" not in answer.content


def test_a_huge_picture_is_left_alone(client: _Client, ask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_pictures, "_LARGEST", 100)
    client.files[LISTED] = PNG

    assert b"<svg" in ask(model(thumbnail={"url": LISTED})).content


@pytest.mark.parametrize("down", [True, False])
def test_a_letter_stands_where_no_picture_can_be_had(client: _Client, ask: Any, down: bool) -> None:
    """The name is text from outside: it must not become markup."""
    client.down = down
    answer = ask(model(thumbnail={"assetId": "asset_1", "url": LISTED}))

    assert answer.status_code == 200
    assert ">&lt;</text>" in answer.text
    assert "max-age=300" in answer.headers["cache-control"]
    assert "sandbox" in answer.headers["content-security-policy"]


def test_a_model_that_nobody_knows_has_none(client: _Client, ask: Any) -> None:
    answer = ask(model(), "model_2")

    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"
    assert client.opened == []


def test_the_memory_for_pictures_is_bounded(client: _Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest goes first, and is fetched again when it is wanted."""
    monkeypatch.setattr(model_pictures, "_KEPT", len(PNG))
    pictures = model_pictures.ModelPictures(lambda: _Studio(client))
    one, two = (model(id=f"model_{n}", thumbnail={"assetId": f"a{n}", "url": f"{LISTED}{n}"}) for n in (1, 2))
    client.files = {f"{LISTED}1": PNG, f"{LISTED}2": PNG}
    for each in (one, two, two, one):
        assert pictures.of(each) is not None

    assert client.opened == [f"{LISTED}1", f"{LISTED}2", f"{LISTED}1"]

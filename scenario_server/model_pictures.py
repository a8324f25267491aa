"""`/models/{model_id}/picture`: a picture of what a model makes, for the picker and the model's card.

The thumbnail of the record, else that of one of its examples; where there is none, or it cannot be had at
the moment, the first letter of the model's name. Models are the same for everybody, and so are these.
"""

import hashlib
import html
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from scenario_core.assets import Asset, AssetKind
from scenario_core.catalog import Catalogue, Model
from scenario_core.errors import ScenarioError
from scenario_core.file_names import HEAD_BYTES, file_type
from scenario_server.file_headers import GUARDS
from scenario_server.upstream import Download

log = logging.getLogger(__name__)

# A list scrolled fast must not take the threads of the visitors' own files.
_THREADS = anyio.CapacityLimiter(8)
_LARGEST = 4_000_000  # bytes; a thumbnail has some ten thousand
_KEPT = 32_000_000  # bytes of pictures in memory: a catalogue's worth of thumbnails
_MOST_EXAMPLES = 4
_MISSING_SECONDS = 300.0  # until a model without a picture is looked at again

_SHOWN = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif", "image/avif"})
_LASTING = {"Cache-Control": "private, max-age=604800"}  # a week; the address changes with the picture
_PASSING = {"Cache-Control": "private, max-age=300"}
_NEVER = {"Cache-Control": "no-store"}


class _Client(Protocol):
    def get_assets(self, ids: Sequence[str]) -> dict[str, Asset]: ...
    def open_url(self, url: str) -> AbstractContextManager[Download]: ...


class Studio(Protocol):
    """What of the process's shared things this door uses."""

    @property
    def client(self) -> _Client: ...


@dataclass(frozen=True)
class _Picture:
    """The bytes of a picture and what they are."""

    data: bytes
    media_type: str


def model_picture_route(
    studio: Callable[[], Studio], catalogue: Callable[[], Catalogue], *, prefix: str = ""
) -> Route:
    """The route; `studio` gives what the process shares, `catalogue` the models as they are known."""
    pictures = ModelPictures(studio)
    return Route(f"{prefix}/models/{{model_id}}/picture", partial(_picture, pictures, catalogue))


async def _picture(
    pictures: "ModelPictures", catalogue: Callable[[], Catalogue], request: Request
) -> Response:
    model_id = request.path_params["model_id"]
    model = await anyio.to_thread.run_sync(partial(_known, catalogue, model_id), limiter=_THREADS)
    if model is None:
        return PlainTextResponse("There is no such picture.", 404, {**GUARDS, **_NEVER})
    found = await anyio.to_thread.run_sync(partial(pictures.of, model), limiter=_THREADS)
    if found is None:
        return Response(_letter(model), headers={**GUARDS, **_PASSING}, media_type="image/svg+xml")
    tag = f'"{hashlib.sha256(found.data).hexdigest()[:24]}"'
    headers = {**GUARDS, **_LASTING, "ETag": tag}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(found.data, headers=headers, media_type=found.media_type)


def _known(catalogue: Callable[[], Catalogue], model_id: str) -> Model | None:
    try:
        return catalogue().by_id.get(model_id)
    except ScenarioError:
        return None


class ModelPictures:
    """Fetches pictures and keeps the latest ones. Safe to share between threads."""

    def __init__(self, studio: Callable[[], Studio], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._studio = studio
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, str], _Picture] = OrderedDict()
        self._size = 0
        # Until when a model is taken to have no picture: one key a model of the catalogue at the most.
        self._missing: dict[tuple[str, str], float] = {}

    def of(self, model: Model) -> _Picture | None:
        """The model's picture; None where it has none, or none can be had at the moment."""
        key = (model.id, _source(model))
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            if self._clock() < self._missing.get(key, 0.0):
                return None
        try:
            found = self._fetched(model)
        except ScenarioError as error:
            log.info("The picture of a model could not be fetched: %s", type(error).__name__)
            found = None
        if found is not None:
            self._keep(key, found)
        else:
            with self._lock:
                self._missing[key] = self._clock() + _MISSING_SECONDS
        return found

    def _fetched(self, model: Model) -> _Picture | None:
        pictures = (self._read(url) for url in self._addresses(model))
        return next((picture for picture in pictures if picture is not None), None)

    def _addresses(self, model: Model) -> Iterator[str]:
        """Where a picture may lie, the likeliest first. The list's own expires; a fresh one costs a look."""
        if model.thumbnail and model.thumbnail.url:
            yield model.thumbnail.url
        named = [model.thumbnail.asset_id] if model.thumbnail and model.thumbnail.asset_id else []
        wanted = [*named, *model.example_asset_ids[:_MOST_EXAMPLES]]
        assets = self._studio().client.get_assets(wanted) if wanted else {}
        for asset in assets.values():
            if asset.thumbnail and asset.thumbnail.url:
                yield asset.thumbnail.url
            if asset.kind == AssetKind.IMAGE and asset.url:
                yield asset.url

    def _read(self, url: str) -> _Picture | None:
        """The picture at an address; None where it is none that a page can show, or is far too large."""
        with self._studio().client.open_url(url) as download:
            if download.status != 200:
                return None
            data = bytearray()
            for piece in download.chunks:
                data += piece
                if len(data) > _LARGEST:
                    return None
        kind = file_type(bytes(data[:HEAD_BYTES]), mime_type="", kind=AssetKind.IMAGE)
        return _Picture(bytes(data), kind.media_type) if kind.media_type in _SHOWN else None

    def _keep(self, key: tuple[str, str], picture: _Picture) -> None:
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = picture
            self._size += len(picture.data)
            while self._size > _KEPT:
                _, oldest = self._kept.popitem(last=False)
                self._size -= len(oldest.data)


def _source(model: Model) -> str:
    """What the picture is known by: another asset is another picture."""
    named = model.thumbnail.asset_id if model.thumbnail else None
    return named or next(iter(model.example_asset_ids), "")


def _letter(model: Model) -> str:
    letter = html.escape(model.title[:1].upper())
    hue = sum(map(ord, model.title)) % 360
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 72">'
        f'<rect width="96" height="72" fill="hsl({hue},45%,42%)"/>'
        '<text x="48" y="46" font-family="sans-serif" font-size="30" font-weight="600" text-anchor="middle" '
        f'fill="#fff">{letter}</text></svg>'
    )

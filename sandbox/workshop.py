"""Where media are made: two threads beside the event loop, from a run's submission on."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import Any

from sandbox import jobs, orders
from sandbox.catalogue import Record
from sandbox.runs import Run
from sandbox.shelf import Asset, Shelf, StoredFile, StoredMedium, new_id

# The machine that runs the sandbox runs the app as well: two threads leave it room.
_THREADS = 2
# Assets are there a moment (seconds) before their job says so.
_STORED_BEFORE = 0.001
MODEL_THUMBNAIL_SIDE = 320


class Workshop:
    """Makes the media of runs and the models' thumbnails, and puts them on the shelf."""

    def __init__(self, shelf: Shelf, clock: Callable[[], float]) -> None:
        self._shelf = shelf
        self._clock = clock
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="sandbox-media")
        self._thumbnails: dict[str, StoredFile] = {}
        self._thumbnail_lock = Lock()

    def begin(self, run: Run, ordered: list[orders.Order]) -> None:
        """Starts making what a run orders. Of a run that ends badly nothing is made."""
        if run.course.ending == "success":
            self._threads.submit(self._make, run, ordered)

    def model_thumbnail(self, record: Record) -> StoredFile:
        """A small picture that stands for a model. Made at the first call, which takes a moment."""
        from sandbox.media.picture import make_picture

        with self._thumbnail_lock:
            if record["id"] not in self._thumbnails:
                says = f"{record['name']} {record['shortDescription']}"
                picture = make_picture(says, len(says), MODEL_THUMBNAIL_SIDE, MODEL_THUMBNAIL_SIDE)
                self._thumbnails[record["id"]] = self._shelf.write(_as_webp(picture.data), "image/webp")
            return self._thumbnails[record["id"]]

    def close(self) -> None:
        """Forgets what has not begun and waits for what has."""
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _make(self, run: Run, ordered: list[orders.Order]) -> None:
        try:
            self._deliver(run, ordered)
            error = ""
        except Exception as exc:  # noqa: BLE001 - whatever a maker raises, the job fails in words
            kind = orders.modality(run.model)
            error = f"The sandbox could not make the {kind}: {type(exc).__name__}: {exc}"
        # Last, and dated now: a success has its assets, and nobody who asks what changed since a later
        # date can miss it.
        run.made = jobs.Made(self._clock() - run.submitted, error)

    def _deliver(self, run: Run, ordered: list[orders.Order]) -> None:
        media = [self._shelf.stored(order.key) or self._fresh(order) for order in ordered]
        stored_at = max(run.course.seconds, self._clock() - run.submitted) - _STORED_BEFORE
        assets = [
            asset
            for index, (order, medium) in enumerate(zip(ordered, media, strict=True))
            for asset in _assets(run, order, medium, index, run.submitted + stored_at)
        ]
        self._shelf.add(*assets)
        run.asset_ids = [asset.asset_id for asset in assets if asset.is_listed]

    def _fresh(self, order: orders.Order) -> StoredMedium:
        return self._shelf.store(order.key, order.make())


def _assets(run: Run, order: orders.Order, medium: StoredMedium, index: int, shown_at: float) -> list[Asset]:
    """The asset of one order, its thumbnail and frames before it."""
    metadata = _metadata(run, order, index)
    stored = {
        "thumbnail": medium.thumbnail,
        "firstFrame": medium.first_frame,
        "lastFrame": medium.last_frame,
    }
    # The word's point: a list of results that does not begin with the result.
    is_listed = jobs.THUMBNAIL_FIRST_WORD in orders.main_text(run.model, run.body)
    companions = {
        key: _companion(run, file, shown_at, is_listed=is_listed and key == "thumbnail")
        for key, file in stored.items()
        if file is not None
    }
    main = Asset(
        new_id("asset"),
        medium.kind,
        medium.file,
        medium.properties,
        metadata,
        shown_at,
        medium.thumbnail,
        {key: companion.asset_id for key, companion in companions.items()},
    )
    return [*companions.values(), main]


def _companion(run: Run, file: StoredFile, shown_at: float, *, is_listed: bool) -> Asset:
    metadata = {"type": "unknown", "parentJobId": run.job_id}
    properties = {"size": file.size, **_sides(file)}
    return Asset(
        new_id("asset"), "image", file, properties, metadata, shown_at, thumbnail=file, is_listed=is_listed
    )


def _sides(file: StoredFile) -> dict[str, int]:
    from PIL import Image

    with Image.open(file.path) as picture:
        return {"width": picture.width, "height": picture.height}


def _metadata(run: Run, order: orders.Order, index: int) -> dict[str, Any]:
    told = {
        "type": order.type,
        "modelId": run.model["id"],
        "parentJobId": run.job_id,
        "seed": str(order.seed),
        "outputIndex": index,
    }
    text = orders.main_text(run.model, run.body)
    return {**told, "prompt": text} if text else told


def _as_webp(png: bytes) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").save(buffer, "WEBP")
    return buffer.getvalue()

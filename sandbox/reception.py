"""Where given files come in: looked at in a thread of its own, then put on the shelf as assets."""

import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from sandbox.intake import NotOfKindError, Taken, inspect_announced
from sandbox.shelf import Asset, Shelf, StoredFile, new_id
from sandbox.uploads import Looked, Upload

# `metadata.type` of what was uploaded (contract section 5.1).
UPLOADED_TYPES = {
    "image": "uploaded",
    "video": "uploaded-video",
    "audio": "uploaded-audio",
    "3d": "uploaded-3d",
    "text": "uploaded-text",
    # Guesses: the API's list of types names none for these kinds.
    "image-hdr": "uploaded",
    "json": "unknown",
    "document": "unknown",
}
_PICTURES = ("image", "image-hdr")
# In a file's name: its upload fails, as the magic words of a prompt make a job fail.
FAIL_WORD = "[fail]"


class Reception:
    """Takes pictures at once and finished uploads one after another. Safe to use from threads."""

    def __init__(self, shelf: Shelf, clock: Callable[[], float]) -> None:
        self._shelf = shelf
        self._clock = clock
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sandbox-intake")

    def take_picture(self, data: bytes, name: str, options: Mapping[str, Any]) -> str:
        """The id of the asset that the bytes of a picture became. Blocks. Raises `NotOfKindError`."""
        path = self._shelf.new_path()
        path.write_bytes(data)
        return self._put(path, "image", name, options, self._clock())

    def begin(self, upload: Upload, failure: str) -> None:
        """Looks at a completed upload in the background; `failure`, if any, is what comes of it."""
        self._thread.submit(self._look, upload, failure)

    def close(self) -> None:
        """Forgets what has not begun and waits for what has."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _look(self, upload: Upload, failure: str) -> None:
        asset_id, error = "", failure
        try:
            asset_id = "" if error else self._import(upload)
        except NotOfKindError as wrong:
            error = str(wrong)
        except Exception as exc:  # noqa: BLE001 - whatever goes wrong, the upload fails in words
            error = f"The sandbox could not import the file: {type(exc).__name__}"
        upload.looked = Looked(self._clock() - (upload.completed or 0.0), asset_id, error)

    def _import(self, upload: Upload) -> str:
        path, asked = _joined(upload), upload.asked
        size = path.stat().st_size
        if size != asked["fileSize"]:
            raise NotOfKindError(f"The file has {size} bytes, {asked['fileSize']} were announced")
        if FAIL_WORD in asked["fileName"]:
            raise NotOfKindError("The file was refused because its name asks for it")
        shown_at = upload.imported_at(self._clock() - (upload.completed or 0.0))
        return self._put(path, asked["kind"], asked["fileName"], asked.get("assetOptions") or {}, shown_at)

    def _put(self, path: Path, announced: str, name: str, options: Mapping[str, Any], shown_at: float) -> str:
        try:
            kind, taken = inspect_announced(path, announced)
        except NotOfKindError:
            path.unlink()
            raise
        file = self._shelf.adopt(path, taken.mime_type)
        assets = _assets(self._shelf, file, kind, name, taken, options, shown_at)
        self._shelf.add(*assets)
        return assets[-1].asset_id


def _joined(upload: Upload) -> Path:
    """The parts as one file, in pieces: no part is held in memory."""
    with upload.place.open("wb") as whole:
        for number in range(1, upload.parts + 1):
            part = upload.part_path(number)
            with part.open("rb") as piece:
                shutil.copyfileobj(piece, whole, 1 << 20)
            part.unlink()
    return upload.place


def _assets(
    shelf: Shelf,
    file: StoredFile,
    kind: str,
    name: str,
    taken: Taken,
    options: Mapping[str, Any],
    shown_at: float,
) -> list[Asset]:
    """The asset of a file, its thumbnail and frames before it."""
    companions = _companions(shelf, taken, shown_at)
    sides = {key: taken.properties[key] for key in ("width", "height") if kind in _PICTURES}
    parent = {"parentId": options["parentId"]} if options.get("parentId") else {}
    hidden, collections = options.get("hide") is True, list(options.get("collectionIds") or [])
    main = Asset(
        new_id("asset"),
        kind,
        file,
        {**taken.properties, "size": file.size},
        {"type": UPLOADED_TYPES[kind], "name": name, **sides, **parent},
        shown_at,
        companions["thumbnail"].file if "thumbnail" in companions else None,
        {key: companion.asset_id for key, companion in companions.items()},
        told={"isHidden": hidden, "collectionIds": collections},
    )
    return [*companions.values(), main]


def _companions(shelf: Shelf, taken: Taken, shown_at: float) -> dict[str, Asset]:
    """The pictures that stand for a file, by their key in its record: assets that lists leave out."""
    stored = {
        "thumbnail": shelf.companion(taken.thumbnail),
        "firstFrame": shelf.companion(taken.first_frame),
        "lastFrame": shelf.companion(taken.last_frame),
    }
    metadata = {"type": "unknown"}
    return {
        key: Asset(
            new_id("asset"), "image", file, {"size": file.size}, metadata, shown_at, file, is_listed=False
        )
        for key, file in stored.items()
        if file is not None
    }

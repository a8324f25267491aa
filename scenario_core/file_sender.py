"""Sends one file to the API, from the disk, and waits until it is an asset there. Knows no visitors.

Source: contract section 6. Small pictures go in one request; everything else in parts, of which never more
than a piece of some hundred kB is in memory.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scenario_core.assets import Asset, AssetKind
from scenario_core.client import Client
from scenario_core.errors import (
    APIResponseError,
    APITimeoutError,
    ImportFailedError,
    NotFoundError,
    PermissionDeniedError,
    ServerError,
)
from scenario_core.file_facts import FileFacts
from scenario_core.file_part import FilePart, parts_of
from scenario_core.remote_upload import RemoteUpload

SMALL_PICTURE = 5_000_000  # bytes: below, a picture goes in one request (section 6.1)
PART = 8 * 1024 * 1024  # bytes: what the official clients use; the least is 5 MB (section 6.2)

# What the API's upload kinds call our kinds. For the last two nothing was ever captured: a guess.
API_KINDS: dict[AssetKind, str] = {
    AssetKind.IMAGE: "image",
    AssetKind.IMAGE_HDR: "image",
    AssetKind.VIDEO: "video",
    AssetKind.AUDIO: "audio",
    AssetKind.THREE_D: "3d",
    AssetKind.TEXT: "text",
    AssetKind.JSON: "asset",
    AssetKind.DOCUMENT: "asset",
}
_ANY_KIND = "asset"

# Seconds between two looks at an import: quick for small files, then what section 6.2 suggests.
_FIRST_LOOK, _SLOWEST_LOOK, _SLOWER = 0.3, 2.5, 1.5
_IMPORT_PATIENCE = 900.0
_ASSET_PATIENCE = 20.0  # for its record, once the import says that it is there


class StoppedError(Exception):
    """The process ends: the file goes no further."""


@dataclass(frozen=True)
class Watch:
    """Who is told how far a file is: bytes gone so far, and once that all are and the API works on them."""

    on_sent: Callable[[int], None]
    on_importing: Callable[[], None]


class FileSender:
    """Sends files for any number of threads, until `stop` is set: then it raises StoppedError."""

    def __init__(self, client: Client, stop: threading.Event) -> None:
        self._client = client
        self._stop = stop

    def send(self, path: Path, name: str, facts: FileFacts, watch: Watch) -> Asset:
        """The asset that the file became. Raises the client's errors, ImportFailedError, StoppedError."""
        size = path.stat().st_size
        if facts.kind == AssetKind.IMAGE and size < SMALL_PICTURE:
            asset = self._client.create_asset(name, path.read_bytes())
            watch.on_sent(size)
            return asset
        upload_id = self._send_parts(path, size, name, facts, watch)
        watch.on_importing()
        self._complete(upload_id)
        return self._asset(self._imported(upload_id))

    def _send_parts(self, path: Path, size: int, name: str, facts: FileFacts, watch: Watch) -> str:
        """The id of an upload whose parts have all arrived."""

        def on_sent(gone: int) -> None:
            if self._stop.is_set():
                raise StoppedError
            watch.on_sent(gone)

        parts = parts_of(path, size, PART, on_sent)
        kind = next((name for known, name in API_KINDS.items() if known == facts.kind), _ANY_KIND)
        upload = self._client.begin_upload(
            name=name, kind=kind, mime_type=facts.mime_type, size=size, parts=len(parts)
        )
        for part in parts:
            upload = self._put(upload, part)
        return upload.id

    def _put(self, upload: RemoteUpload, part: FilePart) -> RemoteUpload:
        """Sends one part; where its address has expired, to a fresh one. Returns the upload as told last."""
        try:
            self._client.put_part(_address(upload, part), part, part.size)
        except PermissionDeniedError:
            upload = self._client.get_upload(upload.id)
            self._client.put_part(_address(upload, part), part, part.size)
        return upload

    def _complete(self, upload_id: str) -> None:
        """Says once that all parts are there; again only where the API then still waits to hear it."""
        try:
            self._client.complete_upload(upload_id)
        except (APITimeoutError, ServerError):
            if self._client.get_upload(upload_id).is_pending:
                self._client.complete_upload(upload_id)

    def _imported(self, upload_id: str) -> str:
        """The id of the asset, once the API has taken the file."""
        began, pause = time.monotonic(), _FIRST_LOOK
        while time.monotonic() - began < _IMPORT_PATIENCE:
            self._pause(pause)
            pause = min(_SLOWEST_LOOK, pause * _SLOWER)
            upload = self._client.get_upload(upload_id)
            if upload.failed:
                raise ImportFailedError(upload.error_message or "it gave no reason")
            if upload.asset_id:
                return upload.asset_id
        raise ImportFailedError("it is still working on the file, after a quarter of an hour")

    def _asset(self, asset_id: str) -> Asset:
        """The record of a fresh asset, which may lag behind the news that it is there."""
        began = time.monotonic()
        while True:
            is_late = time.monotonic() - began > _ASSET_PATIENCE
            try:
                asset = self._client.get_asset(asset_id)
            except NotFoundError:
                if is_late:
                    raise
            else:
                if asset.status != "pending" or is_late:
                    return asset
            self._pause(1.0)

    def _pause(self, seconds: float) -> None:
        if self._stop.wait(seconds):
            raise StoppedError


def _address(upload: RemoteUpload, part: FilePart) -> str:
    address = upload.url_of(part.number)
    if address is None:
        raise APIResponseError(f"The API named no address for part {part.number} of the file.")
    return address

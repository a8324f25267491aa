"""Finished media on disk and the assets that show them; memory holds only their records.

An asset appears when its job succeeds (`shown_at`), not when its bytes are made. Equal media are stored
once: two runs with the same model, inputs and seed share their files.
"""

import hashlib
import secrets
import shutil
import tempfile
import weakref
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from sandbox.media.medium import Medium

_PIECE = 1 << 20
_MIME_BY_MAGIC = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"RIFF": "image/webp"}


@dataclass(frozen=True)
class StoredFile:
    """One file on the shelf: where it lies, what it is, how large, and a digest of its bytes."""

    path: Path
    mime_type: str
    size: int
    digest: str


@dataclass(frozen=True)
class StoredMedium:
    """A medium without its bytes."""

    kind: str
    file: StoredFile
    properties: Mapping[str, object]
    thumbnail: StoredFile | None
    first_frame: StoredFile | None
    last_frame: StoredFile | None


@dataclass(frozen=True)
class Asset:
    """One asset: a stored file, when it appears, and what its record says of it."""

    asset_id: str
    kind: str
    file: StoredFile
    properties: Mapping[str, object]
    metadata: Mapping[str, Any]
    shown_at: float
    thumbnail: StoredFile | None = None
    # Ids of the companions, by their key in the record: thumbnail, firstFrame, lastFrame.
    companions: Mapping[str, str] = field(default_factory=dict)
    # Companions are readable by id and left out of lists.
    is_listed: bool = True
    # What its record says beyond the usual: `isHidden` and `collectionIds` of an upload.
    told: Mapping[str, Any] = field(default_factory=dict)


def new_id(prefix: str) -> str:
    """A fresh id. Random, not seeded: an id from before a restart must never name something else."""
    return f"{prefix}_{secrets.token_hex(12)}"


class Shelf:
    """The assets of one sandbox, in a folder of its own that `close` removes. Safe to use from threads."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="sandbox-"))
        # Also when nobody calls `close`, at the latest as the process ends.
        self._remove = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._assets: dict[str, Asset] = {}
        self._stored: dict[str, StoredMedium] = {}
        self._lock = Lock()

    def stored(self, key: str) -> StoredMedium | None:
        """The medium made for an order's key before, if any."""
        return self._stored.get(key)

    def store(self, key: str, medium: Medium) -> StoredMedium:
        """The medium, written to disk."""
        stored = StoredMedium(
            medium.kind,
            self.write(medium.data, medium.mime_type),
            {**medium.properties, "size": len(medium.data)},
            self.companion(medium.thumbnail),
            self.companion(medium.first_frame),
            self.companion(medium.last_frame),
        )
        self._stored[key] = stored
        return stored

    def write(self, data: bytes, mime_type: str) -> StoredFile:
        """A file of these bytes."""
        path = self.new_path()
        path.write_bytes(data)
        return StoredFile(path, mime_type, len(data), hashlib.blake2b(data, digest_size=16).hexdigest())

    def new_path(self) -> Path:
        """Where a file can be written that is then put on the shelf with `adopt`."""
        return self._folder / secrets.token_hex(12)

    def adopt(self, path: Path, mime_type: str) -> StoredFile:
        """A file that already lies at a `new_path`: it is read once, in pieces, for its digest."""
        digest = hashlib.blake2b(digest_size=16)
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
        return StoredFile(path, mime_type, path.stat().st_size, digest.hexdigest())

    def add(self, *assets: Asset) -> None:
        """Puts assets on the shelf."""
        with self._lock:
            self._assets.update((asset.asset_id, asset) for asset in assets)

    def find(self, asset_id: str, now: float) -> Asset | None:
        """The asset, once it has appeared."""
        asset = self._assets.get(asset_id)
        return asset if asset and asset.shown_at <= now else None

    def listed(self, now: float) -> list[Asset]:
        """All assets that lists show, oldest first."""
        with self._lock:
            assets = list(self._assets.values())
        return [asset for asset in assets if asset.is_listed and asset.shown_at <= now]

    def close(self) -> None:
        """Removes every file."""
        self._remove()

    def companion(self, data: bytes | None) -> StoredFile | None:
        """A thumbnail or a frame, its type read from its bytes; None stays None."""
        if data is None:
            return None
        known = (mime for magic, mime in _MIME_BY_MAGIC.items() if data.startswith(magic))
        return self.write(data, next(known, "application/octet-stream"))

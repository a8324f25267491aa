"""Opens the bytes of one asset where they really lie, behind a signed URL that expires.

The API's record of an asset holds its current URL; the tracker and the uploads keep the last known record,
this file a fresher one for a while. A refusal by the CDN means an expired URL: the record is read once again.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from typing import Protocol, TypeVar

from scenario_core.assets import Asset, AssetKind, AssetLink
from scenario_core.errors import NotFoundError, ScenarioError
from scenario_core.file_names import HEAD_BYTES, FileType, file_type

_K = TypeVar("_K")
_V = TypeVar("_V")

_MOST_RECORDS = 1000  # a record is some 2 kB
_RENEWAL_PAUSE = 10.0  # seconds: a file that stays refused must not become a stream of questions to the API
_CHUNK = 128 * 1024  # bytes a hop between threads: large enough to be cheap, small enough to hold many

_EXPIRED = frozenset({401, 403, 404, 410})
_USABLE = frozenset({200, 206, 416})


class Download(Protocol):
    """An open answer of the CDN: lower-case or case-blind `headers`, bytes in pieces."""

    @property
    def status(self) -> int: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def chunks(self) -> Iterator[bytes]: ...


class _Client(Protocol):
    def get_asset(self, asset_id: str) -> Asset: ...
    def open_url(
        self, url: str, *, headers: Mapping[str, str] | None = None
    ) -> AbstractContextManager[Download]: ...


class _Keeper(Protocol):
    """Who knows assets and whose they are: the tracker what was made, the uploads what was given."""

    def asset(self, asset_id: str) -> Asset | None: ...
    def may_see(self, visitor: str, asset_id: str) -> bool: ...


class Studio(Protocol):
    """What of the process's shared things this door uses."""

    @property
    def client(self) -> _Client: ...
    @property
    def tracker(self) -> _Keeper: ...
    @property
    def uploads(self) -> _Keeper: ...


class NoFileError(Exception):
    """There is nothing to send: a status and one sentence for the visitor."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


_NOT_FOUND = "There is no such file, or it is not yours."
_NOT_READY = "This file is not ready yet, or there is none."
_UNREACHABLE = "The file could not be fetched from Scenario just now. Please try again in a moment."

_LINKS: dict[str, Callable[[Asset], str | None]] = {
    "": lambda asset: asset.url,
    "thumbnail": lambda asset: _url(asset.thumbnail),
    "first-frame": lambda asset: _url(asset.first_frame),
}
PARTS = tuple(name for name in _LINKS if name)


def _url(link: AssetLink | None) -> str | None:
    return link.url if link else None


@dataclass(frozen=True)
class OpenFile:
    """An open file: its record, its type, the CDN's status and headers, the first bytes and the rest."""

    asset: Asset
    kind: FileType
    status: int
    headers: Mapping[str, str]
    first: bytes
    _rest: Iterator[bytes]
    _stack: ExitStack

    def read(self) -> bytes:
        """The next bytes after `first`, about 128 kB; empty at the end. Raises ScenarioError on a break."""
        return _gather(self._rest)

    def close(self) -> None:
        """Hangs up, also in the middle of the file."""
        self._stack.close()


class Upstream:
    """Opens files for visitors. Every method blocks and may be called from any thread."""

    def __init__(self, studio: Callable[[], Studio], clock: Callable[[], float] = time.monotonic) -> None:
        self._studio = studio
        self._clock = clock
        self._lock = threading.Lock()
        self._records: OrderedDict[str, tuple[float, Asset]] = OrderedDict()
        self._kinds: OrderedDict[tuple[str, str], FileType] = OrderedDict()

    def check(self, visitor: str | None, asset_id: str) -> None:
        """Passes where the visitor made or gave the asset. Raises NoFileError (404) in every other case."""
        if visitor is None or not any(keeper.may_see(visitor, asset_id) for keeper in self._keepers()):
            raise NoFileError(404, _NOT_FOUND)

    def open(self, asset_id: str, part: str, headers: Mapping[str, str]) -> OpenFile:
        """The open file; `part` is empty or one of PARTS, `headers` may ask for a range.

        Raises NoFileError: 404 where the API knows no such file, 502 where it cannot be fetched.
        """
        try:
            return self._open(asset_id, part, headers)
        except NotFoundError as error:
            raise NoFileError(404, _NOT_FOUND) from error
        except ScenarioError as error:
            raise NoFileError(502, _UNREACHABLE) from error

    def _open(self, asset_id: str, part: str, headers: Mapping[str, str]) -> OpenFile:
        asset = self._known(asset_id) or self._renewed(asset_id)
        opened = self._try(asset, part, headers)
        if opened is None:
            asset = self._renewed(asset_id)
            opened = self._try(asset, part, headers)
        if opened is None:
            if _LINKS[part](asset) is None:
                raise NoFileError(404, _NOT_READY)
            raise NoFileError(502, _UNREACHABLE)
        return opened

    def _known(self, asset_id: str) -> Asset | None:
        with self._lock:
            fresh = self._records.get(asset_id)
        if fresh:
            return fresh[1]
        known = (keeper.asset(asset_id) for keeper in self._keepers())
        return next((asset for asset in known if asset is not None), None)

    def _keepers(self) -> tuple[_Keeper, _Keeper]:
        studio = self._studio()
        return studio.tracker, studio.uploads

    def _renewed(self, asset_id: str) -> Asset:
        with self._lock:
            fresh = self._records.get(asset_id)
        if fresh and self._clock() - fresh[0] < _RENEWAL_PAUSE:
            return fresh[1]
        asset = self._studio().client.get_asset(asset_id)
        with self._lock:
            _remember(self._records, asset_id, (self._clock(), asset))
        return asset

    def _try(self, asset: Asset, part: str, headers: Mapping[str, str]) -> OpenFile | None:
        """The open file; None where the record's URL is missing or no longer good."""
        url = _LINKS[part](asset)
        if url is None:
            return None
        stack = ExitStack()
        try:
            download = stack.enter_context(self._studio().client.open_url(url, headers=headers))
            if download.status in _EXPIRED:
                stack.close()
                return None
            return self._opened(asset, part, download, stack)
        except BaseException:
            stack.close()
            raise

    def _opened(self, asset: Asset, part: str, download: Download, stack: ExitStack) -> OpenFile:
        if download.status not in _USABLE:
            raise NoFileError(502, _UNREACHABLE)
        rest = iter(download.chunks)
        first = b"" if download.status == 416 else _gather(rest)
        kind = self._kind(asset, part, download, first)
        return OpenFile(asset, kind, download.status, download.headers, first, rest, stack)

    def _kind(self, asset: Asset, part: str, download: Download, first: bytes) -> FileType:
        """The file's type by its first bytes, remembered for requests that start in the middle."""
        key = (asset.id, part)
        at_start = download.status == 200 or download.headers.get("content-range", "").startswith("bytes 0-")
        with self._lock:
            if key in self._kinds:
                return self._kinds[key]
        mime_type, kind = (asset.mime_type, asset.kind) if not part else ("", AssetKind.IMAGE)
        found = file_type(first[:HEAD_BYTES] if at_start else b"", mime_type=mime_type, kind=kind)
        if at_start and len(first) >= min(HEAD_BYTES, asset.size or HEAD_BYTES):
            with self._lock:
                _remember(self._kinds, key, found)
        return found


def _remember(memory: OrderedDict[_K, _V], key: _K, value: _V) -> None:
    memory[key] = value
    memory.move_to_end(key)
    if len(memory) > _MOST_RECORDS:
        memory.popitem(last=False)


def _gather(chunks: Iterator[bytes]) -> bytes:
    """The next pieces, joined until there is enough for one hop."""
    pieces: list[bytes] = []
    length = 0
    for piece in chunks:
        pieces.append(piece)
        length += len(piece)
        if length >= _CHUNK:
            break
    return b"".join(pieces)

"""Files that visitors give: taken from the disk, checked, sent to the API, kept apart by visitor.

One object serves the process. A file lies in a folder of its own until it is an asset, or is refused; then
it is deleted. The same bytes are sent once, whoever gives them: each giver has a right of their own to see
the asset, and nobody else has.
"""

import hashlib
import logging
import secrets
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from scenario_core.assets import Asset, AssetKind
from scenario_core.client import Client
from scenario_core.errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    FileRefusedError,
    ImportFailedError,
    NotFoundError,
    ScenarioError,
)
from scenario_core.file_facts import FileFacts, read_facts
from scenario_core.file_sender import FileSender, StoppedError, Watch
from scenario_core.given_assets import GivenAssets, named
from scenario_core.inputs.files import file_problem
from scenario_core.inputs.record import InputType, ModelInput

log = logging.getLogger(__name__)

MOST_WAITING = 8  # files of one visitor on our disk at a time
KEPT_SECONDS = 15 * 60  # how long the file of a failed upload waits to be sent again
_TOLD_SECONDS = 3600  # how long one can ask what became of an upload
_THREADS = 32  # they mostly wait for the network; one visitor takes a quarter of them at most
_END_SECONDS = 10  # for uploads under way when the process ends
_PIECE = 1024 * 1024
_NAME_LENGTH = 120

Check = Callable[[FileFacts], str | None]


class UploadState(StrEnum):
    """Where an upload is."""

    CHECKING = "checking"
    SENDING = "sending"
    IMPORTING = "importing"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class UploadProgress:
    """How far an upload is, in bytes; `problem` says in plain words why it failed.

    `can_retry`: whether `retry` can send the same file again, without getting it from the visitor anew.
    """

    state: UploadState
    sent: int
    total: int
    asset: Asset | None = None
    facts: FileFacts | None = None
    problem: str = ""
    can_retry: bool = False

    @property
    def is_over(self) -> bool:
        """Whether it goes no further by itself."""
        return self.state in (UploadState.DONE, UploadState.FAILED)


@dataclass(frozen=True)
class _Upload:
    """One upload: whose, from which file, for which kind of input, and how far it is."""

    visitor: str
    path: Path
    name: str
    kind: str
    check: Check | None
    progress: UploadProgress
    ended: float = 0.0

    @property
    def holds_file(self) -> bool:
        return not self.progress.is_over or self.progress.can_retry


class TooManyUploadsError(ScenarioError):
    """A visitor's files fill all the places that one visitor has."""


class Uploads:
    """The uploads and uploaded assets of all visitors. Every public method may be called from any thread."""

    def __init__(self, client: Client, folder: Path) -> None:
        self._client = client
        self._folder = folder
        self._folder.mkdir(parents=True, exist_ok=True)
        self._stop = threading.Event()
        self._sender = FileSender(client, self._stop)
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="upload")
        # Its lock guards everything below; it is notified when bytes that others wait for have been sent.
        self._turn = threading.Condition(threading.RLock())
        self._receiving: dict[Path, str] = {}
        self._uploads: dict[str, _Upload] = {}
        self._running: dict[str, Future[None]] = {}
        self._timers: dict[str, threading.Timer] = {}
        self._busy: set[tuple[str, str]] = set()
        self._by_digest: dict[tuple[str, str], str] = {}
        self._given = GivenAssets()

    # Taking a file

    @contextmanager
    def receiving(self, visitor: str) -> Iterator[Path]:
        """A place to write a visitor's file to; hand it to `begin` before the end, or it is deleted.

        Raises TooManyUploadsError where the visitor has no place left.
        """
        path = self._folder / secrets.token_hex(16)
        with self._turn:
            self._make_room(visitor)
            self._receiving[path] = visitor
        try:
            yield path
        finally:
            with self._turn:
                is_left = self._receiving.pop(path, None) is not None
            if is_left:
                path.unlink(missing_ok=True)

    def begin(self, visitor: str, path: Path, *, name: str, kind: str, check: Check | None = None) -> str:
        """Takes over the file and sends it in the background. Returns the ticket to ask `progress` with.

        `kind` is the kind of file that is wanted; `check` may refuse the file by its facts, with a sentence
        for the visitor, before anything is sent.
        """
        progress = UploadProgress(UploadState.CHECKING, 0, path.stat().st_size)
        ticket = secrets.token_urlsafe(16)
        with self._turn:
            self._forget_old()
            self._receiving.pop(path, None)
            self._uploads[ticket] = _Upload(visitor, path, _clean(name), kind, check, progress)
            self._start(ticket)
        return ticket

    def progress(self, visitor: str, ticket: str) -> UploadProgress | None:
        """How far the visitor's upload is; None for a ticket that is unknown or somebody else's."""
        with self._turn:
            upload = self._uploads.get(ticket)
        return upload.progress if upload and upload.visitor == visitor else None

    def retry(self, visitor: str, ticket: str) -> bool:
        """Sends a failed upload's file again; False where that cannot be done, or is no longer needed."""
        with self._turn:
            upload = self._uploads.get(ticket)
            if not upload or upload.visitor != visitor or not upload.progress.can_retry:
                return False
            self._cancel_timer(ticket)
            fresh = UploadProgress(UploadState.CHECKING, 0, upload.progress.total)
            self._uploads[ticket] = replace(upload, progress=fresh)
            self._start(ticket)
        return True

    # What became of files

    def asset(self, asset_id: str) -> Asset | None:
        """The last known record of an asset that somebody uploaded or named; None for any other id."""
        return self._given.asset(asset_id)

    def may_see(self, visitor: str, asset_id: str) -> bool:
        """Whether the visitor uploaded or named the asset."""
        return self._given.may_see(visitor, asset_id)

    def assets_of(self, visitor: str, kind: AssetKind | str | None = None) -> tuple[Asset, ...]:
        """What the visitor uploaded or named, the latest first; of one kind, where it is given."""
        return self._given.assets_of(visitor, kind)

    def adopt(self, visitor: str, asset_id: str) -> Asset:
        """The asset of an id that the visitor typed; they may see it from now on. Raises the client's errors.

        The key pair decides what can be read: whoever knows the id of one of the team's assets may use it.
        """
        asset = self._client.get_asset(asset_id.strip())
        self._given.grant(visitor, asset)
        return asset

    def close(self) -> None:
        """Ends what is under way, at the latest after ten seconds, and deletes every file."""
        self._stop.set()
        with self._turn:
            self._turn.notify_all()
            running = list(self._running.values())
            for ticket in list(self._timers):
                self._cancel_timer(ticket)
        self._pool.shutdown(wait=False, cancel_futures=True)
        wait(running, timeout=_END_SECONDS)
        shutil.rmtree(self._folder, ignore_errors=True)

    # Places and tickets: called with the lock held

    def _make_room(self, visitor: str) -> None:
        """Lets go of failed uploads' files, oldest first, where the visitor has no place left."""
        mine = {
            key: each for key, each in self._uploads.items() if each.visitor == visitor and each.holds_file
        }
        taken = len(mine) + sum(owner == visitor for owner in self._receiving.values())
        failed = sorted((each.ended, key) for key, each in mine.items() if each.progress.can_retry)
        for _, ticket in failed[: max(0, taken + 1 - MOST_WAITING)]:
            self._let_go(ticket)
            taken -= 1
        if taken >= MOST_WAITING:
            raise TooManyUploadsError(
                f"{MOST_WAITING} of your files are still on their way. Wait for one of them, then try again."
            )

    def _forget_old(self) -> None:
        oldest = time.monotonic() - _TOLD_SECONDS
        for ticket, upload in list(self._uploads.items()):
            if upload.progress.is_over and not upload.holds_file and upload.ended < oldest:
                del self._uploads[ticket]

    def _start(self, ticket: str) -> None:
        self._running[ticket] = self._pool.submit(self._work, ticket)

    def _cancel_timer(self, ticket: str) -> None:
        timer = self._timers.pop(ticket, None)
        if timer is not None:
            timer.cancel()

    def _let_go(self, ticket: str) -> None:
        """Deletes the file of a failed upload: it can no longer be sent again."""
        with self._turn:
            self._cancel_timer(ticket)
            upload = self._uploads.get(ticket)
            if upload is None or not upload.progress.can_retry:
                return
            self._uploads[ticket] = replace(upload, progress=replace(upload.progress, can_retry=False))
        upload.path.unlink(missing_ok=True)

    # In a thread of the pool

    def _work(self, ticket: str) -> None:
        upload = self._uploads[ticket]
        try:
            asset = self._carry_out(ticket, upload)
        except StoppedError:
            self._fail(ticket, "The app was stopped before the file had been sent.", keep=False)
        except FileRefusedError as refused:
            self._fail(ticket, str(refused), keep=False)
        except ScenarioError as error:
            self._fail(ticket, _problem(error), keep=True)
        except Exception:
            # The thread's only way to tell: without it the visitor would wait for ever.
            log.exception("An upload failed")
            self._fail(ticket, "Something went wrong here. Please try again.", keep=True)
        else:
            upload.path.unlink(missing_ok=True)
            self._given.grant(upload.visitor, asset)
            self._note(ticket, state=UploadState.DONE, sent=upload.progress.total, asset=asset)
        finally:
            with self._turn:
                self._running.pop(ticket, None)

    def _carry_out(self, ticket: str, upload: _Upload) -> Asset:
        facts = read_facts(upload.path, wanted=upload.kind)
        self._note(ticket, facts=facts)
        problem = _refusal(upload, facts)
        if problem is not None:
            raise FileRefusedError(problem)
        key = (_digest(upload.path, self._stop), upload.kind)
        with self._alone(key):
            asset = self._known_copy(key)
            if asset is None:
                self._note(ticket, state=UploadState.SENDING)
                asset = self._sender.send(upload.path, upload.name, facts, self._watch(ticket))
                with self._turn:
                    self._by_digest[key] = asset.id
        # Somebody else may have given the same bytes before, under a name that is theirs.
        return named(asset, upload.name)

    @contextmanager
    def _alone(self, key: tuple[str, str]) -> Iterator[None]:
        """Waits while another thread sends the same bytes."""
        with self._turn:
            while key in self._busy and not self._stop.is_set():
                self._turn.wait()
            if self._stop.is_set():
                raise StoppedError
            self._busy.add(key)
        try:
            yield
        finally:
            with self._turn:
                self._busy.discard(key)
                self._turn.notify_all()

    def _known_copy(self, key: tuple[str, str]) -> Asset | None:
        """The asset that the same bytes became before, if the API still has it."""
        with self._turn:
            asset_id = self._by_digest.get(key)
        if asset_id is None:
            return None
        try:
            return self._client.get_asset(asset_id)
        except NotFoundError:
            return None
        except ScenarioError:
            return self.asset(asset_id)

    def _watch(self, ticket: str) -> Watch:
        return Watch(
            on_sent=lambda gone: self._note(ticket, sent=gone),
            on_importing=lambda: self._note(ticket, state=UploadState.IMPORTING),
        )

    def _note(self, ticket: str, **news: Any) -> None:
        """Changes fields of the upload's progress."""
        with self._turn:
            upload = self._uploads[ticket]
            progress = replace(upload.progress, **news)
            self._uploads[ticket] = replace(upload, progress=progress, ended=time.monotonic())

    def _fail(self, ticket: str, problem: str, *, keep: bool) -> None:
        path = self._uploads[ticket].path
        keep = keep and path.exists() and not self._stop.is_set()
        if not keep:
            path.unlink(missing_ok=True)
        with self._turn:
            self._note(ticket, state=UploadState.FAILED, problem=problem, can_retry=keep)
            if keep:
                timer = threading.Timer(KEPT_SECONDS, self._let_go, [ticket])
                timer.daemon = True
                self._timers[ticket] = timer
                timer.start()


def _refusal(upload: _Upload, facts: FileFacts) -> str | None:
    """Why the file is not sent: another kind than the wanted one, or what the caller's check says."""
    wanted = ModelInput(name="file", type=InputType.FILE, kind=upload.kind)
    return file_problem(wanted, facts) or (upload.check(facts) if upload.check else None)


def _digest(path: Path, stop: threading.Event) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            if stop.is_set():
                raise StoppedError
            digest.update(piece)
    return digest.hexdigest()


def _clean(name: str) -> str:
    """A file's name without folders, control characters and excess; its ending stays."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    if len(shown) > _NAME_LENGTH:
        stem, dot, ending = shown.rpartition(".")
        ending = dot + ending if stem and len(ending) <= 8 else ""
        shown = shown[: _NAME_LENGTH - len(ending)] + ending
    return shown or "file"


def _problem(error: ScenarioError) -> str:
    """Why a file did not arrive, in plain words."""
    if isinstance(error, ImportFailedError):
        return f"Scenario could not use the file: {str(error).rstrip('.')}."
    if isinstance(error, APIStatusError):
        return f"Scenario did not take the file: {error.reason.rstrip('.')}."
    if isinstance(error, APITimeoutError):
        return "The connection to Scenario broke while the file was on its way. Please try again."
    if isinstance(error, APIConnectionError):
        return "Scenario could not be reached. Please try again in a moment."
    return "Scenario answered in a way that makes no sense. Please try again."

"""`/uploads`: takes a visitor's file as it comes, onto the disk, and tells how far it is on its way.

The body of the request is the file itself. It is written down piece by piece and never held: Streamlit's
own uploader keeps two copies of it in memory. A request needs a header that no other site can send without
asking first, beside the visitor's cookie.
"""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

import anyio
import anyio.to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from scenario_core.file_facts import FileFacts
from scenario_core.inputs.files import file_problem
from scenario_core.inputs.record import InputType, ModelInput
from scenario_core.uploads import Check, TooManyUploadsError, UploadProgress
from scenario_server.visitors import visitor_of

HEADER = "X-Studio-Upload"

_T = TypeVar("_T")

_KIND = re.compile(r"[a-z0-9-]{1,32}")
_WRITTEN_AT_ONCE = 1024 * 1024  # bytes gathered before a thread writes them: the most that is in memory
_SILENCE = 60.0  # seconds without a byte, after which the sender is taken for gone
_UNCACHED = {"Cache-Control": "no-store"}
# Writing to the disk takes a thread. These are our own, so that slow disks do not hold up Streamlit's pages.
_THREADS = anyio.CapacityLimiter(16)

_NOT_ALLOWED = "Open the app in a browser first, then give it a file there."
_NO_UPLOAD = "There is no such upload, or it is not yours."
_NO_RETRY = "The file is no longer here. Choose it again."
_NO_ROOM = "The file could not be kept here: the disk is full. Please try again later."


class _Uploads(Protocol):
    def receiving(self, visitor: str) -> AbstractContextManager[Path]: ...
    def begin(self, visitor: str, path: Path, *, name: str, kind: str, check: Check | None = None) -> str: ...
    def progress(self, visitor: str, ticket: str) -> UploadProgress | None: ...
    def retry(self, visitor: str, ticket: str) -> bool: ...


class _Settings(Protocol):
    @property
    def max_upload_bytes(self) -> int: ...


class Studio(Protocol):
    """What of the process's shared things this door uses."""

    @property
    def settings(self) -> _Settings: ...
    @property
    def uploads(self) -> _Uploads: ...


class _RefusedError(Exception):
    """A status and one sentence for the visitor."""

    def __init__(self, status: int, problem: str) -> None:
        super().__init__(problem)
        self.status = status
        self.problem = problem


def upload_routes(studio: Callable[[], Studio], *, prefix: str = "") -> list[Route]:
    """The routes; `studio` gives what the process shares."""
    return [
        Route(f"{prefix}/uploads", partial(_told, partial(_take, studio)), methods=["POST"]),
        Route(f"{prefix}/uploads/{{ticket}}", partial(_told, partial(_progress, studio)), methods=["GET"]),
        Route(
            f"{prefix}/uploads/{{ticket}}/retry", partial(_told, partial(_retry, studio)), methods=["POST"]
        ),
    ]


async def _told(work: Callable[[Request], Any], request: Request) -> Response:
    """The answer as JSON that nobody keeps; a refusal is `{"problem": ...}`."""
    try:
        return JSONResponse(await work(request), headers=_UNCACHED)
    except _RefusedError as refused:
        return JSONResponse({"problem": refused.problem}, status_code=refused.status, headers=_UNCACHED)


async def _take(studio: Callable[[], Studio], request: Request) -> dict[str, str]:
    """Writes the body to the disk and hands it on. Answers with the ticket."""
    visitor = _sender(request)
    shared = await _in_thread(studio)
    wanted = _wanted(request)
    most = shared.settings.max_upload_bytes
    _check_size(_announced(request), wanted, most)
    try:
        with shared.uploads.receiving(visitor) as path:
            size = await _write(request, path, partial(_check_size, wanted=wanted, most=most))
            if not size:
                raise _RefusedError(400, "This file is empty. Choose another one.")
            begin = partial(shared.uploads.begin, visitor, path, name=request.query_params.get("name", ""))
            return {"ticket": await _in_thread(partial(begin, kind=wanted.kind, check=_check_of(wanted)))}
    except TooManyUploadsError as full:
        raise _RefusedError(429, str(full)) from None
    except (ClientDisconnect, TimeoutError):
        raise _RefusedError(400, "The file did not arrive whole. Please try again.") from None
    except OSError:
        raise _RefusedError(507, _NO_ROOM) from None


async def _write(request: Request, path: Path, check: Callable[[int], None]) -> int:
    """Writes the body as it comes; `check` may refuse what is there so far. Returns its length."""
    size = 0
    with await _in_thread(lambda: path.open("wb")) as file:
        async for block in _blocks(request):
            size += len(block)
            check(size)
            await _in_thread(partial(file.write, block))
    return size


async def _blocks(request: Request) -> AsyncIterator[bytes]:
    """The body in blocks worth a hop to another thread."""
    pieces: list[bytes] = []
    length = 0
    stream = request.stream()
    while True:
        with anyio.fail_after(_SILENCE):
            piece = await anext(stream, None)
        if piece is None:
            break
        pieces.append(piece)
        length += len(piece)
        if length >= _WRITTEN_AT_ONCE:
            yield b"".join(pieces)
            pieces, length = [], 0
    if pieces:
        yield b"".join(pieces)


async def _progress(studio: Callable[[], Studio], request: Request) -> dict[str, Any]:
    visitor, ticket = visitor_of(request), request.path_params["ticket"]
    shared = await _in_thread(studio)
    progress = shared.uploads.progress(visitor, ticket) if visitor else None
    if progress is None:
        raise _RefusedError(404, _NO_UPLOAD)
    return progress_record(progress)


async def _retry(studio: Callable[[], Studio], request: Request) -> dict[str, str]:
    visitor, ticket = _sender(request), request.path_params["ticket"]
    shared = await _in_thread(studio)
    if shared.uploads.progress(visitor, ticket) is None:
        raise _RefusedError(404, _NO_UPLOAD)
    if not await _in_thread(partial(shared.uploads.retry, visitor, ticket)):
        raise _RefusedError(409, _NO_RETRY)
    return {"ticket": ticket}


def _sender(request: Request) -> str:
    """The visitor, where the request comes from our own page. Raises _RefusedError (403) otherwise."""
    visitor = visitor_of(request)
    if visitor is None or request.headers.get(HEADER) != "1":
        raise _RefusedError(403, _NOT_ALLOWED)
    return visitor


def _wanted(request: Request) -> ModelInput:
    """What the field takes, as its address says. Raises _RefusedError (400) for what makes no sense."""
    given = request.query_params
    limits = {name: given[name] for name in ("max_size", "min_duration", "max_duration") if given.get(name)}
    kind = given.get("kind") or "image"
    if not _KIND.fullmatch(kind):
        raise _RefusedError(400, "There is no such kind of file.")
    try:
        return ModelInput.model_validate({"name": "file", "type": InputType.FILE, "kind": kind, **limits})
    except ValueError:  # pydantic's own is one
        raise _RefusedError(400, "The limits of this field make no sense.") from None


def _announced(request: Request) -> int:
    """The body's length as its header says; 0 where it does not."""
    told = request.headers.get("content-length", "")
    return int(told) if told.isascii() and told.isdigit() else 0


def _check_size(size: int, wanted: ModelInput, most: int) -> None:
    """Raises _RefusedError (413) for more bytes than the field takes, or this server."""
    bounded = wanted.model_copy(update={"max_size": min(wanted.max_size or most, most)})
    problem = file_problem(bounded, FileFacts(wanted.kind, size=size))
    if problem is not None:
        raise _RefusedError(413, problem)


def _check_of(wanted: ModelInput) -> Check:
    return partial(file_problem, wanted)


def progress_record(progress: UploadProgress) -> dict[str, Any]:
    """An upload's progress as the page reads it. No address of the file is in it."""
    asset, facts = progress.asset, progress.facts
    shown = None
    if asset is not None:
        shown = {
            "id": asset.id,
            "kind": str(asset.kind),
            "name": str(asset.metadata.get("name") or ""),
            "mime": asset.mime_type or (facts.mime_type if facts else ""),
            "size": asset.size or (facts.size if facts else None),
            "duration": facts.duration if facts else None,
            "width": facts.width if facts else None,
            "height": facts.height if facts else None,
        }
    return {
        "state": progress.state.value,
        "sent": progress.sent,
        "total": progress.total,
        "asset": shown,
        "problem": progress.problem,
        "can_retry": progress.can_retry,
    }


async def _in_thread(work: Callable[[], _T]) -> _T:
    return await anyio.to_thread.run_sync(work, limiter=_THREADS)

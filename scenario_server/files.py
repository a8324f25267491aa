"""`/files/{asset_id}`: every medium on a page and every download, at an address that never changes.

Bytes are streamed from the CDN (or the sandbox) and never held. A redirect to the real CDN would save
traffic for some kinds, but then the same page would behave in two ways: players keep the redirected
address past its expiry, 3D needs this origin, names and types would be the CDN's. So all are streamed.
"""

import logging
import re
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import TypeVar

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from scenario_core.errors import ScenarioError
from scenario_core.file_names import file_name
from scenario_server import file_headers as headers_of
from scenario_server.upstream import PARTS, NoFileError, OpenFile, Studio, Upstream
from scenario_server.visitors import visitor_of

log = logging.getLogger(__name__)

_T = TypeVar("_T")

_ASSET_ID = re.compile(r"[A-Za-z0-9_-]{1,128}")

# Waiting for the CDN takes a thread. These are our own, so that slow files cannot keep Streamlit from
# serving its pages, which it does from the default ones.
_THREADS = anyio.CapacityLimiter(32)


def file_routes(studio: Callable[[], Studio], *, prefix: str = "") -> list[Route]:
    """The routes; `studio` gives what the process shares. Anything else under /files is 404, not a page."""
    upstream = Upstream(studio)
    parts = [Route(f"{prefix}/files/{{asset_id}}", partial(_file, upstream, ""))]
    parts += [Route(f"{prefix}/files/{{asset_id}}/{part}", partial(_file, upstream, part)) for part in PARTS]
    return [*parts, Route(f"{prefix}/files/{{rest:path}}", _nothing)]


async def _nothing(_request: Request) -> Response:
    return _no_file(NoFileError(404, "There is no such file."))


async def _file(upstream: Upstream, part: str, request: Request) -> Response:
    """The file or a part of it, for the visitor who made it; HEAD gets the same headers."""
    asset_id = request.path_params["asset_id"]
    if not _ASSET_ID.fullmatch(asset_id):
        return await _nothing(request)
    tag = headers_of.entity_tag(asset_id, part)
    try:
        await _in_thread(partial(upstream.check, visitor_of(request), asset_id))
        if headers_of.is_known(request.headers, tag):
            return Response(status_code=304, headers=headers_of.lasting_headers(tag))
        wanted = headers_of.upstream_range(request.headers, tag)
        opened = await _in_thread(partial(upstream.open, asset_id, part, wanted))
    except NoFileError as problem:
        return _no_file(problem)
    return await _answer(opened, part, request, tag)


async def _answer(opened: OpenFile, part: str, request: Request, tag: str) -> Response:
    name = file_name(opened.asset, f"{part}.{opened.kind.extension}" if part else opened.kind.extension)
    download = request.query_params.get("download") == "1"
    described = headers_of.file_headers(opened.headers, opened.kind, name, download=download)
    if opened.status == 416:
        await _in_thread(opened.close)
        return _no_range(described)
    headers = {**described, **headers_of.lasting_headers(tag)}
    if request.method == "HEAD":
        await _in_thread(opened.close)
        return Response(status_code=opened.status, headers=headers)
    return _Relay(opened, headers)


class _Relay(StreamingResponse):
    """Passes an open file on piece by piece, and hangs up whenever either side ends."""

    def __init__(self, opened: OpenFile, headers: dict[str, str]) -> None:
        super().__init__(_pieces(opened), status_code=opened.status, headers=headers)
        self._opened = opened

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            with anyio.CancelScope(shield=True):
                await _in_thread(self._opened.close)

    async def stream_response(self, send: Send) -> None:
        try:
            await super().stream_response(send)
        except ScenarioError as problem:
            # Without a last message the server cuts the connection: the browser sees that bytes are
            # missing and asks for the rest by range, instead of keeping half a file as a whole one.
            log.warning("A file broke off on its way from Scenario: %s", problem)


async def _pieces(opened: OpenFile) -> AsyncIterator[bytes]:
    piece = opened.first
    while piece:
        yield piece
        piece = await _in_thread(opened.read)


async def _in_thread(work: Callable[[], _T]) -> _T:
    return await anyio.to_thread.run_sync(work, limiter=_THREADS)


def _no_file(problem: NoFileError) -> Response:
    return PlainTextResponse(
        problem.sentence,
        status_code=problem.status,
        headers={"Cache-Control": "no-store", **headers_of.GUARDS},
    )


def _no_range(described: dict[str, str]) -> Response:
    span = {name: value for name, value in described.items() if name in ("Content-Range", "Accept-Ranges")}
    return Response(status_code=416, headers={"Cache-Control": "no-store", **headers_of.GUARDS, **span})

"""The table of routes, and what happens around each handler: counting, faults, the key, refusals."""

import asyncio
import base64
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from sandbox import asset_routes, model_routes, prompt_routes, run_routes, team_routes, upload_routes
from sandbox.calls import Call, refused
from sandbox.faults import Fault
from sandbox.signing import CDN_PATH, PARTS_PATH
from sandbox.state import State
from sandbox.validation import RefusalError

KEY = SECRET = "sandbox"  # noqa: S105 - it opens nothing but this stand-in
PREFIX = "/v1"
TRANSPORT = "sandbox.transport"

_Handler = Callable[[Call], Awaitable[Response]]
_EXPECTED = "Basic " + base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()

API_ROUTES: dict[str, _Handler] = {
    "GET /models": model_routes.list_models,
    "GET /models/{modelId}": model_routes.get_model,
    "POST /models/get-bulk": model_routes.get_models,
    "POST /search/models": model_routes.search_models,
    "GET /recommendations/models": model_routes.recommend_models,
    "POST /generate/custom/{modelId}": run_routes.run_model,
    "GET /jobs": run_routes.list_jobs,
    "GET /jobs/{jobId}": run_routes.get_job,
    "POST /jobs/{jobId}/action": run_routes.act_on_job,
    "GET /assets": asset_routes.list_assets,
    "GET /assets/{assetId}": asset_routes.get_asset,
    "POST /assets/get-bulk": asset_routes.get_assets,
    "POST /assets": upload_routes.create_asset,
    "POST /uploads": upload_routes.create_upload,
    "GET /uploads/{uploadId}": upload_routes.get_upload,
    "POST /uploads/{uploadId}/action": upload_routes.act_on_upload,
    "POST /generate/prompt": prompt_routes.improve,
    "POST /generate/translate": prompt_routes.translate,
    "POST /generate/caption": prompt_routes.caption,
    "GET /teams": team_routes.list_teams,
    "GET /teams/{teamId}/limits": team_routes.get_limits,
}
CDN_ROUTES: dict[str, _Handler] = {
    f"GET {CDN_PATH}/{{assetId}}": asset_routes.serve_asset,
    "GET /thumbnails/{assetId}": asset_routes.serve_thumbnail,
    f"PUT {PARTS_PATH}/{{uploadId}}/{{number:int}}": upload_routes.put_part,
}
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def all_routes(state: State) -> list[Route]:
    """Every route of the sandbox, and a last one that tells a 404 from a 401."""
    routes = [_route(state, name, handler, PREFIX) for name, handler in API_ROUTES.items()]
    routes += [_route(state, name, handler, "") for name, handler in CDN_ROUTES.items()]
    rest = _Served(state, "unknown", _not_found, needs_key=True)
    return [*routes, Route(PREFIX + "/{rest:path}", rest.answer, methods=_METHODS)]


def _route(state: State, name: str, handler: _Handler, prefix: str) -> Route:
    method, template = name.split(" ")
    served = _Served(state, name, handler, needs_key=bool(prefix))
    return Route(prefix + template, served.answer, methods=[method])


@dataclass(frozen=True)
class _Served:
    """A handler with everything around it."""

    state: State
    name: str
    handler: _Handler
    needs_key: bool

    async def answer(self, request: Request) -> Response:
        call = Call(request, self.state)
        route = f"{self.name}?dryRun" if call.is_dry_run else self.name
        self.state.count(route)
        fault = self.state.faults.take(route)
        if fault is None:
            return await self._handle(call)
        return await _FAULTS[fault.kind](fault, call, self._handle)

    async def _handle(self, call: Call) -> Response:
        try:
            if self.needs_key:
                _check_key(call.request)
            return await self.handler(call)
        except RefusalError as refusal:
            return refused(refusal)


def _check_key(request: Request) -> None:
    given = request.headers.get("authorization", "")
    if not secrets.compare_digest(given.encode(), _EXPECTED.encode()):
        raise RefusalError(401, "Unauthorized")


async def _not_found(call: Call) -> Response:
    raise RefusalError(404, f"{call.request.method} {call.request.url.path} not found")


# --- faults ----------------------------------------------------------------------------------------------


class _Dropped(Response):
    """No answer: the connection is cut."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - the point
        transport = scope.get(TRANSPORT)
        if transport is None:
            raise ConnectionResetError("the sandbox was told to drop this connection")
        transport.abort()
        # Let the server notice before the request ends, so that it does not answer 500 into the void.
        while (await receive())["type"] != "http.disconnect":
            pass


async def _drop(_fault: Fault, call: Call, handle: _Handler) -> Response:
    await handle(call)
    return _Dropped()


async def _bad_gateway(_fault: Fault, _call: Call, _handle: _Handler) -> Response:
    return HTMLResponse("<html><body><h1>502 Bad Gateway</h1></body></html>", 502)


async def _slow(fault: Fault, call: Call, handle: _Handler) -> Response:
    response = await handle(call)
    await asyncio.sleep(fault.seconds)
    return response


async def _given(fault: Fault, _call: Call, _handle: _Handler) -> Response:
    return JSONResponse(fault.body, fault.status)


async def _empty_page(_fault: Fault, call: Call, _handle: _Handler) -> Response:
    return await run_routes.list_no_jobs(call)


_FAULTS: dict[str, Callable[[Fault, Call, _Handler], Awaitable[Response]]] = {
    "drop": _drop,
    "bad-gateway": _bad_gateway,
    "slow": _slow,
    "answer": _given,
    "empty-page": _empty_page,
}

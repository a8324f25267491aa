"""`/healthz`: whether the server is up, for whoever runs it. Asks nobody else and tells no secret."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from scenario_core.errors import ConfigurationError

_UNCACHED = {"Cache-Control": "no-store"}


class _Settings(Protocol):
    @property
    def sandbox_mode(self) -> bool: ...


class _Studio(Protocol):
    @property
    def settings(self) -> _Settings: ...


def health_route(studio: Callable[[], _Studio], *, prefix: str = "") -> Route:
    """The route; `studio` gives what the process shares."""
    return Route(f"{prefix}/healthz", partial(_health, studio))


async def _health(studio: Callable[[], _Studio], _request: Request) -> JSONResponse:
    """200 with status and mode; 503 where the settings make no sense (the app's page says how)."""
    try:
        shared = await anyio.to_thread.run_sync(studio)
    except ConfigurationError:
        return JSONResponse({"status": "misconfigured"}, status_code=503, headers=_UNCACHED)
    mode = "sandbox" if shared.settings.sandbox_mode else "live"
    return JSONResponse({"status": "ok", "mode": mode}, headers=_UNCACHED)

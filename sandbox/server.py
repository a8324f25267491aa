"""The sandbox over real HTTP: as an ASGI app, and as a server in a thread of this process."""

import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from decimal import Decimal
from typing import Self

import uvicorn
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from sandbox.faults import PAID_RUN, Faults
from sandbox.routes import KEY, PREFIX, SECRET, TRANSPORT, all_routes
from sandbox.state import Options, State, charges, refunds

HOST = "127.0.0.1"
_START_SECONDS = 10.0
_STOP_SECONDS = 10.0
# Longer than any client keeps an idle connection: the server is never the one who hangs up first.
_KEEP_ALIVE_SECONDS = 75


class _App(Starlette):
    """Starlette, and for the dropped-connection fault the transport beneath each request."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # uvicorn's `send` is a method of the request's cycle, which holds the connection's transport.
        scope[TRANSPORT] = getattr(getattr(send, "__self__", None), "transport", None)
        await super().__call__(scope, receive, send)


def create_app(
    *,
    clock: Callable[[], float] = time.time,
    speed: float = 1.0,
    seed: int = 0,
    max_parallel: int = 100,
    asset_ttl: float = 600.0,
    upload_ttl: float = 3600.0,
    extra_models: int = 0,
) -> Starlette:
    """The sandbox as an ASGI app; `app.state.sandbox` holds its state, removed when the app shuts down.

    `clock` gives epoch seconds; `speed` divides every job's time; `seed` begins the series of results;
    more than `max_parallel` jobs at once are refused; signed addresses open for `asset_ttl` seconds, those
    of an upload's parts for `upload_ttl`; `extra_models` rows more make the catalogue as long as a real one.
    """
    state = State(Options(clock, speed, seed, max_parallel, asset_ttl, upload_ttl, extra_models))

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        state.close()

    app = _App(routes=all_routes(state), lifespan=lifespan)
    app.state.sandbox = state
    return app


class Sandbox:
    """A sandbox that serves in a daemon thread of this process until `stop`."""

    key = KEY
    secret = SECRET

    def __init__(self, app: Starlette, port: int) -> None:
        self._state: State = app.state.sandbox
        config = uvicorn.Config(
            app,
            HOST,
            port,
            # No configuration of logging: it belongs to the process, which may be somebody else's.
            log_config=None,
            log_level=None,
            access_log=False,
            ws="none",
            lifespan="on",
            proxy_headers=False,
            timeout_keep_alive=_KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._serve, name="sandbox", daemon=True)
        self._port = port

    @classmethod
    def start(
        cls,
        *,
        port: int = 0,
        speed: float = 1.0,
        seed: int = 0,
        max_parallel: int = 100,
        asset_ttl: float = 600.0,
        upload_ttl: float = 3600.0,
        extra_models: int = 0,
        clock: Callable[[], float] = time.time,
    ) -> Self:
        """A sandbox that listens on 127.0.0.1, on a free port unless one is given.

        Raises RuntimeError where it cannot listen. The other arguments are `create_app`'s.
        """
        app = create_app(
            clock=clock,
            speed=speed,
            seed=seed,
            max_parallel=max_parallel,
            asset_ttl=asset_ttl,
            upload_ttl=upload_ttl,
            extra_models=extra_models,
        )
        sandbox = cls(app, port)
        sandbox._listen()
        return sandbox

    @property
    def base_url(self) -> str:
        """Where the API's routes are, for a client's base URL."""
        return f"http://{HOST}:{self._port}{PREFIX}"

    @property
    def faults(self) -> Faults:
        """The switches for faults to come."""
        return self._state.faults

    @property
    def requests(self) -> Counter[str]:
        """Requests so far, by method and route, for example "GET /jobs/{jobId}"."""
        return self._state.requests()

    @property
    def paid_posts(self) -> int:
        """How often a real run was posted, accepted or not."""
        return self.requests[PAID_RUN]

    @property
    def ledger(self) -> dict[str, Decimal]:
        """CU charged, by job id; `refunds` tells what was given back."""
        return charges(self._state.book.all())

    @property
    def refunds(self) -> dict[str, Decimal]:
        """CU given back for failed jobs, by job id."""
        return refunds(self._state.book.all(), self._state.now())

    @property
    def credentials_at_cdn(self) -> int:
        """How often a client sent its key to the CDN or with a part of an upload, where no key belongs."""
        return self._state.credentials_at_cdn

    def stop(self) -> None:
        """Ends the server and removes its media. Stopping twice is once."""
        self._server.should_exit = True
        self._thread.join(_STOP_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _serve(self) -> None:
        # uvicorn leaves by SystemExit where it cannot listen; `_listen` says it in words.
        with suppress(SystemExit):
            self._server.run()

    def _listen(self) -> None:
        self._thread.start()
        deadline = time.monotonic() + _START_SECONDS
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > deadline:
                self._state.close()
                raise RuntimeError(f"The sandbox cannot listen on {HOST}, port {self._port}")
            time.sleep(0.005)
        self._port = self._server.servers[0].sockets[0].getsockname()[1]

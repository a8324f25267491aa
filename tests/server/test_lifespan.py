"""The process starts what it shares, and ends it."""

import socket
import sys
from collections.abc import Callable
from types import SimpleNamespace

import anyio
import pytest

from scenario_core.errors import ConfigurationError
from scenario_server.lifespan import lifespan, send_small_packets_at_once
from scenario_ui import resources


class _Shared:
    """Counts what is done with it; stands for the cached function and the studio in one."""

    def __init__(self, problem: ConfigurationError | None = None) -> None:
        self.done: list[str] = []
        self.problem = problem
        self.tracker = SimpleNamespace(start=lambda: self.done.append("started"))

    def __call__(self) -> "_Shared":
        if self.problem:
            raise self.problem
        return self

    def clear(self) -> None:
        self.done.append("released")


def _live(shared: _Shared, monkeypatch: pytest.MonkeyPatch, work: Callable[[], None]) -> None:
    monkeypatch.setattr(resources, "studio", shared)

    async def run() -> None:
        async with lifespan(None):
            work()

    anyio.run(run)


def test_the_tracker_runs_while_the_server_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Started before the first visitor, released after the last."""
    shared = _Shared()
    _live(shared, monkeypatch, lambda: shared.done.append("serving"))

    assert shared.done == ["started", "serving", "released"]


def test_settings_that_make_no_sense_do_not_keep_the_server_down(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The page tells the visitor what to set; the log tells it in one line."""
    shared = _Shared(ConfigurationError("SCENARIO_API_SECRET is missing"))
    _live(shared, monkeypatch, lambda: shared.done.append("serving"))

    assert shared.done == ["serving", "released"]
    assert "SCENARIO_API_SECRET is missing" in caplog.text


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells a process its sockets")
def test_listening_sockets_send_small_packets_at_once() -> None:
    """And so do the connections that they accept; other sockets stay as they are."""
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.socket() as idle:
        assert send_small_packets_at_once() >= 1
        with socket.create_connection(listener.getsockname()):
            accepted, _ = listener.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)

        assert not idle.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_where_a_process_cannot_see_its_sockets_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows and macOS have no /proc."""
    monkeypatch.setattr("scenario_server.lifespan._OPEN_FILES", "/nowhere/at/all")

    assert send_small_packets_at_once() == 0

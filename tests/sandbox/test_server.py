"""The sandbox starts and stops cleanly: in this process, and as a command."""

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from sandbox.server import Sandbox
from tests.sandbox.conftest import Api


def test_stopping_ends_the_thread_and_removes_the_media() -> None:
    before = set(threading.enumerate())
    sandbox = Sandbox.start(speed=400)
    api = Api(sandbox)
    api.results("model_scenario-llm", instruction="Name a boat")
    folder = sandbox._state.shelf._folder
    assert list(folder.iterdir())
    sandbox.stop()
    sandbox.stop()
    api.http.close()

    assert not folder.exists()
    deadline = time.monotonic() + 10  # a worker thread ends a moment after the loop that it worked for
    while not set(threading.enumerate()) <= before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert set(threading.enumerate()) <= before
    with pytest.raises(httpx.ConnectError):
        httpx.get(sandbox.base_url, trust_env=False)


def test_a_taken_port_is_told(sandbox: Sandbox) -> None:
    port = httpx.URL(sandbox.base_url).port
    assert port is not None

    with pytest.raises(RuntimeError, match=f"port {port}"):
        Sandbox.start(port=port)


def test_several_sandboxes_know_nothing_of_each_other(sandbox: Sandbox, own: tuple[Sandbox, Api]) -> None:
    other, api = own
    api.run("model_scenario-llm", instruction="Name a boat")

    assert other.base_url != sandbox.base_url
    assert not other.ledger.keys() & sandbox.ledger.keys()


def test_the_command_says_where_it_listens_and_ends_when_told() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "sandbox", "--port", "0", "--speed", "50", "--seed", "3", "--models", "450"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    url = line.split()[2]
    query = {"privacy": "public", "pageSize": "500"}
    answer = httpx.get(f"{url}/models", params=query, auth=("sandbox", "sandbox"), trust_env=False)
    process.send_signal(signal.SIGTERM)
    _, complaints = process.communicate(timeout=20)

    assert line.startswith("Sandbox at http://127.0.0.1:")
    assert len(answer.json()["models"]) == 450
    assert (process.returncode, complaints) == (0, "")

"""What the core's tests share: a clean environment, the project's own model records, a faked API."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from scenario_core.catalog import Model
from scenario_core.client import Client

RECORDS = Path(__file__).parent / "records"
KEY = "api_key-0123456789"
SECRET = "top-secret-abcdef"

Handler = Callable[[httpx.Request], httpx.Response]
ClientMaker = Callable[..., Client]


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key of the developer's, neither from the environment nor from a `.env`."""
    for name in [name for name in os.environ if name.startswith(("SCENARIO_", "STUDIO_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PYTHON_DOTENV_DISABLED", "1")


@pytest.fixture
def record() -> Callable[[str], Model]:
    """Reads one of the project's own model records."""

    def read(name: str) -> Model:
        payload: dict[str, Any] = json.loads((RECORDS / f"model_{name}.json").read_text(encoding="utf-8"))
        return Model.parse(payload["model"])

    return read


@pytest.fixture
def pauses() -> list[float]:
    """The pauses that the client made, in seconds; none of them is waited for."""
    return []


@pytest.fixture
def make_client(pauses: list[float]) -> Iterator[ClientMaker]:
    """Makes clients of a handler that plays the API; closes them after the test."""
    made: list[Client] = []

    def make(handler: Handler, **more: Any) -> Client:
        client = Client(
            base_url=more.pop("base_url", "https://api.cloud.scenario.com/v1"),
            api_key=KEY,
            api_secret=SECRET,
            transport=httpx.MockTransport(handler),
            sleep=pauses.append,
            **more,
        )
        made.append(client)
        return client

    yield make
    for client in made:
        client.close()

"""`/healthz` says whether the server is up and which API it talks to, and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from scenario_core.errors import ConfigurationError
from scenario_core.settings import Settings
from scenario_server.health import health_route


@dataclass
class _Studio:
    settings: Settings = field(default_factory=Settings)


@pytest.mark.parametrize(
    ("settings", "mode"),
    [(Settings(), "sandbox"), (Settings(api_key="a-key-value", api_secret="a-secret-value"), "live")],
)
def test_a_healthy_server_says_its_mode_and_no_secret(
    serve: Callable[[Any], str], settings: Settings, mode: str
) -> None:
    """Nothing of the key pair, nothing kept by a cache."""
    answer = httpx.get(serve(Starlette(routes=[health_route(lambda: _Studio(settings))])) + "/healthz")

    assert answer.json() == {"status": "ok", "mode": mode}
    assert answer.headers["cache-control"] == "no-store"
    assert "value" not in answer.text


def test_settings_that_make_no_sense_are_told_to_whoever_runs_it(serve: Callable[[Any], str]) -> None:
    """503, so that a load balancer waits; the page itself says what to set."""

    def broken() -> _Studio:
        raise ConfigurationError("SCENARIO_API_KEY is set but ...")

    answer = httpx.get(serve(Starlette(routes=[health_route(broken, prefix="/studio")])) + "/studio/healthz")

    assert answer.status_code == 503
    assert answer.json() == {"status": "misconfigured"}

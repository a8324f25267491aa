"""Page tests run the real script against the sandbox, sped up; Streamlit's caches are fresh for each."""

import time
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from scenario_core.catalog import Modality
from scenario_ui import generate_button, generate_page, state, visitor
from tests.root import ROOT

Ready = Callable[[AppTest], bool]


@pytest.fixture
def app(clean_caches: None, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app as a visitor without a key meets it, not run yet."""
    monkeypatch.setenv("SCENARIO_SANDBOX_SPEED", "20")
    # AppTest keeps nothing of a page of which only a fragment was drawn: here a change draws all of it.
    monkeypatch.setattr(generate_page, "refresh_price", lambda: None)
    monkeypatch.setattr(generate_button, "QUIET_SECONDS", 0)
    monkeypatch.setattr(visitor, "read_visitor", lambda cookies: "ann")
    return AppTest.from_file(str(ROOT / "scenario_ui/main.py"), default_timeout=20)


def open_page(app: AppTest, page: str) -> AppTest:
    """Runs the main script and then a page, as a click in the navigation does."""
    app.run()
    return app.switch_page(f"../pages/{page}.py").run()


def choose(app: AppTest, modality: Modality, model_id: str) -> AppTest:
    """Makes it the chosen model of the page and draws the page."""
    app.session_state[state.MODEL.key(modality)] = model_id
    app.run()
    assert app.session_state[state.MODEL.key(modality)] == model_id
    return app


def run_until(app: AppTest, ready: Ready, seconds: float = 20) -> AppTest:
    """Runs the script again, as the panel's timer does, until the page is ready. Fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while not ready(app):
        assert time.monotonic() < deadline, "the page did not get there in time"
        time.sleep(0.2)
        app.run()
    return app

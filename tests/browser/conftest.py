"""A real Chromium against the app as `make run` starts it; skipped where none is installed."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from sandbox.server import Sandbox
from tests.root import ROOT

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Software WebGL: the 3D view is looked at on machines without a graphics card too.
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]
_START_SECONDS = 60
# A machine that is busy with other things is slow, not wrong.
expect.set_options(timeout=30_000)
ARTIFACTS = ROOT / "test-artifacts"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests of this folder, and skips them where there is no Chromium."""
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
            if _chromium() is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium is installed"))


def _chromium() -> str | None:
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


@dataclass
class App:
    """A running app. `sandbox` is there where the test holds the API's side in its own hands."""

    url: str
    log: Path
    sandbox: Sandbox | None = None


@contextmanager
def running_app(log: Path, *, speed: float = 4, sandbox: Sandbox | None = None) -> Iterator[App]:
    """The app in a process of its own on a free port, ended afterwards."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=_environment(speed, sandbox), stdout=output, stderr=subprocess.STDOUT
        )
        try:
            app = App(f"http://127.0.0.1:{port}", log, sandbox)
            _wait_for(app, process)
            yield app
        finally:
            process.terminate()
            process.wait(20)


def _environment(speed: float, sandbox: Sandbox | None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SCENARIO_")}
    keys = (
        {
            "SCENARIO_API_KEY": sandbox.key,
            "SCENARIO_API_SECRET": sandbox.secret,
            "SCENARIO_BASE_URL": sandbox.base_url,
        }
        if sandbox
        else {"SCENARIO_SANDBOX_SPEED": str(speed)}
    )
    return kept | keys | {"PYTHON_DOTENV_DISABLED": "1"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(app: App, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{app.url}/healthz", timeout=2):  # noqa: S310  our own address
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)
    pytest.fail(f"The app did not start:\n{app.log.read_text()}")


@pytest.fixture(scope="session")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app without a key: it runs on its own sandbox, four times faster than life."""
    with running_app(tmp_path_factory.mktemp("newcomer") / "server.log") as app:
        yield app


@pytest.fixture(scope="session")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app with a key, for an API whose ledger the test can read: a sandbox in the test's process."""
    sandbox = Sandbox.start(speed=4)
    try:
        with running_app(tmp_path_factory.mktemp("keyed") / "server.log", sandbox=sandbox) as app:
            yield app
    finally:
        sandbox.stop()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; each test gets a context of its own.

    It ends with this folder's last test: Playwright's event loop runs in the main thread until then.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=_FLAGS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """A browser of somebody: its page, and what its console complained about."""

    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)

    def note(self, message: ConsoleMessage) -> None:
        """Keeps the errors of the console."""
        if message.type == "error":
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")


NewVisitor = Callable[..., Visitor]


@pytest.fixture
def new_visitor(browser: Browser, request: pytest.FixtureRequest) -> Iterator[NewVisitor]:
    """Makes visitors with their own cookies. After the test: no complaint, and a picture if it failed."""
    visitors: list[Visitor] = []

    def make(width: int = 1440, height: int = 900, *, dark: bool = False) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        visitor = Visitor(context, context.new_page())
        visitor.page.set_default_timeout(20_000)
        visitor.page.on("console", visitor.note)
        visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        visitors.append(visitor)
        return visitor

    yield make
    ARTIFACTS.mkdir(exist_ok=True)
    for number, visitor in enumerate(visitors):
        visitor.page.screenshot(path=ARTIFACTS / f"{request.node.name}-{number}.png")
        visitor.context.close()
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    assert not complaints, complaints


@pytest.fixture
def visitor(new_visitor: NewVisitor) -> Visitor:
    """One visitor at a desk."""
    return new_visitor()

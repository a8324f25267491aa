"""`python -m bench.picker [--models 700] [--openings 10]`: opening the picker of the Image page.

The sandbox serves so many models that the page has at least that number to choose from. Each opening is a
new visitor's: the page is loaded, then "Change model" is pressed.

 server  CPU of the app's process from the press to the end of its run, in ms
 first   the same for the first visitor of a fresh process, who has the list made ready for all
 sent    what the press brought the visitor, in kB
 browser CPU of Chromium's main thread from the press until the list stands and half a second longer, in ms;
         nothing where no Chromium is installed
"""

import argparse
import asyncio
import shutil
import time
from statistics import median
from typing import Any

import httpx
from playwright.sync_api import CDPSession, sync_playwright

from bench.app_process import AppProcess, app_process
from bench.percentiles import Spread
from bench.report import json_line, table, within
from bench.streamlit_client import Tab
from sandbox.server import Sandbox
from scenario_core.catalog import Catalogue, Modality
from scenario_core.client import Client
from scenario_ui.model_shelf import shelf

WANTED_MS = 300.0

_PAGE = "image"
_BUTTON = "Change model"
_REST_SECONDS = 0.5
_FEWER = 3  # openings in a real browser: each takes seconds
_STEP = 500  # rows by which the catalogue grows until the page has enough


def main() -> None:
    """Measures and prints what came of it."""
    options = _options()
    with _sandbox(options.models) as sandbox:
        models = _offered(sandbox)
        with app_process(settings=_settings(sandbox)) as app:
            presses = asyncio.run(_presses(app, options.openings))
            browser = _browser(app)
    first, *others = [cpu for cpu, _ in presses]
    server = Spread.of(others)
    row = {
        "models": models,
        "server p50 ms": server.p50,
        "most ms": server.most,
        "first ms": first,
        "sent kB": round(median(size for _, size in presses) / 1000, 1),
        "browser ms": browser,
    }
    both = None if server.p50 is None else server.p50 + (browser or 0.0)
    met = {"opening": within(both, WANTED_MS), "first opening": within(first + (browser or 0.0), WANTED_MS)}
    print(f"{table([row])}\n\nMet: {met}\n")
    figures: dict[str, Any] = {name.replace(" ", "_"): value for name, value in row.items()}
    print(json_line("picker", {**figures, "met": met}))


def _sandbox(wanted: int) -> Sandbox:
    """A sandbox whose Image page has at least so many models."""
    extra = wanted
    while True:
        sandbox = Sandbox.start(extra_models=extra)
        if _offered(sandbox) >= wanted:
            return sandbox
        sandbox.stop()
        extra += _STEP


def _offered(sandbox: Sandbox) -> int:
    with Client(base_url=sandbox.base_url, api_key=sandbox.key, api_secret=sandbox.secret) as client:
        models = client.list_models(types=())
    return len(shelf(Catalogue(tuple(models)), Modality.IMAGE).models)


def _settings(sandbox: Sandbox) -> dict[str, str]:
    return {
        "SCENARIO_API_KEY": sandbox.key,
        "SCENARIO_API_SECRET": sandbox.secret,
        "SCENARIO_BASE_URL": sandbox.base_url,
    }


async def _presses(app: AppProcess, openings: int) -> list[tuple[float, int]]:
    """CPU in ms and bytes of each opening."""
    found = []
    async with httpx.AsyncClient(trust_env=False) as http:
        for _ in range(openings + 1):
            tab = await Tab.open(http, app.base_url, _PAGE)
            await tab.load()
            await asyncio.sleep(_REST_SECONDS)
            before = app.cpu_seconds
            answer = await tab.press(_BUTTON)
            found.append((1000 * (app.cpu_seconds - before), answer.bytes))
            await tab.close()
    return found


def _browser(app: AppProcess) -> float | None:
    """The usual CPU of a browser's main thread for one opening, in ms."""
    chromium = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), None)
    if chromium is None:
        return None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        found = []
        for _ in range(_FEWER):
            page = browser.new_page()
            page.goto(f"{app.base_url}/{_PAGE}")
            button = page.get_by_role("button", name=_BUTTON)
            button.wait_for()
            time.sleep(2)  # the page comes to rest: what follows is the opening alone
            session = page.context.new_cdp_session(page)
            session.send("Performance.enable")
            before = _thread_seconds(session)
            button.click()
            page.locator(".browser .option").first.wait_for()
            time.sleep(_REST_SECONDS)
            found.append(1000 * (_thread_seconds(session) - before))
            page.close()
        browser.close()
    return round(median(found), 1)


def _thread_seconds(session: CDPSession) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(each["value"] for each in metrics if each["name"] == "ThreadTime"))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.picker", description="Opening the picker.")
    parser.add_argument("--models", type=int, default=700, help="how many the page offers at least")
    parser.add_argument("--openings", type=int, default=10, help="how often it is opened")
    return parser.parse_args()


if __name__ == "__main__":
    main()

"""`python -m bench.forms [--redraws 60]`: what it costs to draw a form of forty inputs again.

A page that holds nothing but the form (`bench.form_page`: every kind of input but files, which the browser
draws, with rows in three of its lists) is served by Streamlit as the app is, and one tab presses a button
on it. The CPU is that of the server's process for one press, in user and kernel: the tab's widgets are read,
the script runs, every element is sent. Files are left out: their component is the browser's work.
"""

import argparse
import asyncio
import statistics
from dataclasses import asdict, dataclass

import httpx

from bench.app_process import AppProcess, app_process
from bench.form_page import INPUTS
from bench.report import json_line, table, within
from bench.streamlit_client import Tab

WANTED_CPU_MS = 60.0
_WARM_REDRAWS = 5


@dataclass(frozen=True)
class Figures:
    """What one redraw costs; times in ms."""

    inputs: int
    redraws: int
    cpu_ms: float
    wall_ms: float
    widgets: int
    messages: int
    kilobytes: float


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--redraws", type=int, default=60)
    with app_process("bench/form_page.py") as app:
        figures = asyncio.run(_measure(app, parser.parse_args().redraws))
    met = {"cpu": within(figures.cpu_ms, WANTED_CPU_MS)}
    print(f"{table([asdict(figures)])}\n\nMet: {met} (wanted: {WANTED_CPU_MS:.0f} ms of CPU)\n")
    print(json_line("forms", {**asdict(figures), "met": met}))


async def _measure(app: AppProcess, redraws: int) -> Figures:
    async with httpx.AsyncClient(trust_env=False) as http:
        tab = await Tab.open(http, app.base_url, "")
        try:
            await tab.load()
            for _ in range(_WARM_REDRAWS):
                await tab.press("Redraw")
            before = app.cpu_seconds
            answers = [await tab.press("Redraw") for _ in range(redraws)]
            used = app.cpu_seconds - before
        finally:
            await tab.close()
    return Figures(
        inputs=INPUTS,
        redraws=redraws,
        cpu_ms=round(used / redraws * 1000, 1),
        wall_ms=round(statistics.median(answer.seconds for answer in answers) * 1000, 1),
        widgets=len(tab.page.elements),
        messages=answers[-1].messages,
        kilobytes=round(answers[-1].bytes / 1000, 1),
    )


if __name__ == "__main__":
    main()

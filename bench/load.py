"""`python -m bench.load [--visitors 10,50,100] [--seconds 20]`: many visitors on the real Video page.

For each number of visitors the app is started afresh, as `make run` starts it, on its embedded sandbox.
A first visitor warms it (imports, caches), then the others come, a few a second, through Streamlit's own
websocket protocol: each loads /video, presses an idea, writes a prompt whose job runs throughout, presses
Generate, and from then on sends what the browser's timer sends.

 tick    from sending it to the end of the run that answers it, in ms
 redraw  a tick that found a change and drew the whole page again, from the first visitor's first on: the
         job changes its status in its first seconds, and hardly any are left while ticks are measured
 arrival from asking for the page's HTML to the end of its first run, while others are coming and ticking
 CPU     of the app's process, of one core; a tick's is what is left after what the process uses while the
         visitors stand still (tracker, sandbox), which is shown beside it
 memory  peak while the visitors tick, less what the warmed app held before they came, for each visitor

The visitors share the machine with the app: with a hundred of them this process uses some of a core too.
"""

import argparse
import asyncio
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass

import httpx

from bench.app_process import AppProcess, app_process
from bench.percentiles import Spread
from bench.report import json_line, table, within
from bench.video_visitor import ENDING_PROMPT, RUNNING_PROMPT, Visitor

WANTED_VISITORS = 100
WANTED_P95_MS = 100.0
WANTED_MIB = 1.0
WANTED_TICK_CPU_MS = 8.0

# The embedded sandbox runs as many jobs at once as a plan of the API allows.
MOST_JOBS = 100

_APART_SECONDS = 0.2
_WARM_SECONDS = 7.0  # the warming visitor's job fails after five
_SETTLE_SECONDS = 3.0
_STILL_SECONDS = 5.0
_SAMPLE_SECONDS = 0.25


@dataclass(frozen=True)
class Window:
    """What the app used in a stretch of time: CPU in seconds, memory's peak in MiB."""

    seconds: float
    cpu_seconds: float
    peak_mib: float


@dataclass(frozen=True)
class Figures:
    """What one number of visitors brought; times in ms, memory in MiB, CPU in % of one core."""

    visitors: int
    ticks_wanted: int
    ticks: Spread
    quiet_ticks: Spread
    redraws: Spread
    arrival: Spread
    press: Spread
    tick_bytes: int
    cpu_percent: float
    still_cpu_percent: float
    tick_cpu_ms: float | None
    idle_mib: float
    warm_mib: float
    peak_mib: float
    visitor_mib: float


def main() -> None:
    """Runs every number of visitors and prints what came of it."""
    options = _options()
    found = []
    for count in options.visitors:
        with app_process() as app:
            found.append(asyncio.run(_measure(app, count, options.seconds, options.jobs)))
        print(table([_row(found[-1])]), flush=True)
    figures = {"seconds": options.seconds, "jobs": options.jobs, "runs": [asdict(each) for each in found]}
    print(f"\n{table([_row(each) for each in found])}\n\nMet: {met(found)}\n")
    print(json_line("load", {**figures, "met": met(found)}))


def met(found: list[Figures]) -> dict[str, bool]:
    """Which of the wanted figures were reached; those for 100 visitors where 100 came."""
    told = {
        f"idle tick CPU at {each.visitors}": within(each.tick_cpu_ms, WANTED_TICK_CPU_MS) for each in found
    }
    for each in found:
        if each.visitors >= WANTED_VISITORS:
            told[f"p95 at {each.visitors}"] = within(each.ticks.p95, WANTED_P95_MS)
            told[f"memory at {each.visitors}"] = within(each.visitor_mib, WANTED_MIB)
    return told


async def _measure(app: AppProcess, count: int, seconds: float, jobs: int) -> Figures:
    idle = app.rss_mib
    async with httpx.AsyncClient(trust_env=False, limits=httpx.Limits(max_connections=20)) as http:
        await _warm(http, app)
        warm = app.rss_mib
        ended = asyncio.Event()
        async with asyncio.TaskGroup() as tabs:
            visitors = [Visitor(http, app.base_url) for _ in range(count)]
            for visitor in visitors:
                await visitor.arrive(RUNNING_PROMPT, jobs)
                tabs.create_task(visitor.watch(ended))
                await asyncio.sleep(_APART_SECONDS)
            await asyncio.sleep(_SETTLE_SECONDS)
            began = time.perf_counter()
            ticking = await _window(app, seconds)
            over = time.perf_counter()
            ended.set()
        still = await _window(app, _STILL_SECONDS)
        await asyncio.gather(*(visitor.leave() for visitor in visitors))
    return _figures(visitors, (began, over), ticking, still, (idle, warm))


async def _warm(http: httpx.AsyncClient, app: AppProcess) -> None:
    """A first visitor comes, generates and goes; then the server is let rest."""
    first = Visitor(http, app.base_url)
    await first.arrive(ENDING_PROMPT)
    await asyncio.sleep(_WARM_SECONDS)
    await first.leave()


async def _window(app: AppProcess, seconds: float) -> Window:
    began, cpu, peak = time.perf_counter(), app.cpu_seconds, app.rss_mib
    while time.perf_counter() - began < seconds:
        await asyncio.sleep(_SAMPLE_SECONDS)
        peak = max(peak, app.rss_mib)
    return Window(time.perf_counter() - began, app.cpu_seconds - cpu, peak)


def _figures(
    visitors: list[Visitor],
    measured: tuple[float, float],
    ticking: Window,
    still: Window,
    before: tuple[float, float],
) -> Figures:
    (began, over), (idle, warm) = measured, before
    every_tick = [tick for visitor in visitors for tick in visitor.ticks]
    ticks = [tick for tick in every_tick if began <= tick.at <= over]
    still_share = still.cpu_seconds / still.seconds
    for_ticks = ticking.cpu_seconds - still_share * ticking.seconds
    quiet = [tick for tick in ticks if not tick.answer.whole_page]
    return Figures(
        visitors=len(visitors),
        ticks_wanted=round(sum(ticking.seconds / _interval(visitor) for visitor in visitors)),
        ticks=_spread_ms(tick.answer.seconds for tick in ticks),
        quiet_ticks=_spread_ms(tick.answer.seconds for tick in quiet),
        redraws=_spread_ms(tick.answer.seconds for tick in every_tick if tick.answer.whole_page),
        arrival=_spread_ms(visitor.arrival for visitor in visitors),
        press=_spread_ms(seconds for visitor in visitors for seconds in visitor.presses),
        tick_bytes=round(sum(tick.answer.bytes for tick in quiet) / len(quiet)) if quiet else 0,
        cpu_percent=round(100 * ticking.cpu_seconds / ticking.seconds, 1),
        still_cpu_percent=round(100 * still_share, 1),
        tick_cpu_ms=round(1000 * for_ticks / len(ticks), 2) if ticks else None,
        idle_mib=round(idle, 1),
        warm_mib=round(warm, 1),
        peak_mib=round(ticking.peak_mib, 1),
        visitor_mib=round((ticking.peak_mib - warm) / len(visitors), 3),
    )


def _spread_ms(seconds: Iterable[float]) -> Spread:
    return Spread.of(1000 * each for each in seconds)


def _interval(visitor: Visitor) -> float:
    """Seconds between two of a visitor's ticks, as the server announced them last."""
    assert visitor.tab
    return next(iter(visitor.tab.page.timers.values()))


def _row(each: Figures) -> dict[str, object]:
    return {
        "visitors": each.visitors,
        "ticks": f"{each.ticks.count}/{each.ticks_wanted}",
        "p50 ms": each.ticks.p50,
        "p95 ms": each.ticks.p95,
        "most ms": each.ticks.most,
        "redraw p50 ms": each.redraws.p50,
        "arrival p50 ms": each.arrival.p50,
        "p95 ms ": each.arrival.p95,
        "press p50 ms": each.press.p50,
        "CPU %": each.cpu_percent,
        "still %": each.still_cpu_percent,
        "tick CPU ms": each.tick_cpu_ms,
        "RSS MiB": each.peak_mib,
        "MiB/visitor": each.visitor_mib,
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.load", description="Visitors on the Video page.")
    parser.add_argument("--visitors", type=_counts, default=[10, 50, 100], help="for example 10,50,100")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long each number is measured")
    parser.add_argument("--jobs", type=int, default=1, help="running jobs of each visitor")
    options = parser.parse_args()
    if max(options.visitors) * options.jobs > MOST_JOBS:
        parser.error(f"the sandbox runs at most {MOST_JOBS} jobs at once")
    return options


def _counts(text: str) -> list[int]:
    counts = [int(each) for each in text.split(",")]
    if min(counts) < 1:
        raise argparse.ArgumentTypeError("visitors are counted from 1")
    return counts


if __name__ == "__main__":
    main()

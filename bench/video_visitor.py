"""One visitor of the Video page: comes, presses an idea and Generate, then watches the job."""

import asyncio
import time
from dataclasses import dataclass, field

import httpx

from bench.streamlit_client import Answer, Tab, TabError

PAGE = "video"
CHIP = "City at sunset"
BUTTON = "Generate"
# Jobs of this prompt stay in progress for as long as the benchmark lasts, and make no medium: the sandbox
# lives in the app's process, and a hundred videos would be its work, not the app's.
RUNNING_PROMPT = "A lighthouse in a storm [stuck]"
# The same without a job at the end, for the visitor who only warms the server.
ENDING_PROMPT = "A lighthouse in a storm [fail]"


@dataclass(frozen=True)
class Tick:
    """One tick of the panel: when it was sent (monotonic seconds), and what it brought."""

    at: float
    answer: Answer


@dataclass
class Visitor:
    """What one visitor measured. `arrival`: from the page's load on; `presses`: chips and Generate."""

    http: httpx.AsyncClient
    base_url: str
    arrival: float = 0.0
    presses: list[float] = field(default_factory=list)
    ticks: list[Tick] = field(default_factory=list)
    tab: Tab | None = None

    async def arrive(self, prompt: str, jobs: int = 1) -> None:
        """Opens the page and starts jobs. Raises TabError where the page does not do as it should."""
        began = time.perf_counter()
        self.tab = await Tab.open(self.http, self.base_url, PAGE)
        await self.tab.load()
        self.arrival = time.perf_counter() - began
        await self._press(self.tab, CHIP)
        for number in range(jobs):
            # Words differ, or the page would take the second press for the echo of the first.
            self.tab.write("text_area", f"{prompt} {number}")
            await self._press(self.tab, BUTTON)
        if not self.tab.page.timers:
            raise TabError("Generate was pressed, and nothing is running")

    async def watch(self, until: asyncio.Event) -> None:
        """Sends the panel's ticks at the interval that the server announced, until the event is set.

        As in a browser the timer is the page's: an answer that takes longer than the interval delays the
        next tick and does not pile ticks up.
        """
        assert self.tab
        due = time.perf_counter()
        while not until.is_set():
            timer = next(iter(self.tab.page.timers.items()), None)
            if timer is None:
                raise TabError("the panel stopped ticking while a job was running")
            fragment_id, interval = timer
            due = max(due + interval, time.perf_counter())
            await asyncio.sleep(due - time.perf_counter())
            at = time.perf_counter()
            self.ticks.append(Tick(at, await self.tab.tick(fragment_id)))

    async def leave(self) -> None:
        """Closes the tab."""
        if self.tab is not None:
            await self.tab.close()

    async def _press(self, tab: Tab, label: str) -> None:
        answer = await tab.press(label)
        self.presses.append(answer.seconds)

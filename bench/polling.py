"""`python -m bench.polling [--seconds 60]`: what watching jobs costs the API, and how late one knows.

Three ways to watch the same jobs, one after another against one sandbox in a process of its own:
 (a) the article's: a loop for each visitor and job, `GET /jobs/{id}` every 3 s;
 (b) the official SDK's `jobs.retrieve` in such loops;
 (c) ours: one tracker for all visitors.
Three cases: one visitor with one job (nine trials side by side, one for each kind of job; requests are
the mean of a trial and the most of one), 50 visitors who watch the same 20 jobs, and 50 visitors with 20
jobs each. Jobs begin at the beginning of the minute and take from 2 to 48 s.

"Late" is from the API's own stamp of a job's end (the sandbox runs by this machine's clock, and stamps
the end, not the asking) to the moment at which a visitor's loop sees the run over; in (c) with its assets.
"Requests" are those that watching takes; the paid posts, the same in each way, are counted beside them.
The two larger cases of (a) and (b) are 1000 threads each at full scale. Where the machine cannot keep up,
`unseen` counts the ends that a watcher did not see in time. The CPU is that of all clients together.
"""

import argparse
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

from bench.case import CASES, Case
from bench.foreign_loops import article, make_media, sdk, watch_in_loops
from bench.idle_tracker import idle_costs
from bench.import_time import import_seconds
from bench.minute import Minute, Outcome, outcome
from bench.one_tracker import watch_with_tracker
from bench.report import json_line, table, within
from bench.sandbox_process import Address, sandbox_process

Way = Callable[[Address, Case, int, Minute], None]
WAYS: dict[str, Way] = {
    "article": partial(watch_in_loops, way=article),
    "sdk": partial(watch_in_loops, way=sdk),
    "ours": watch_with_tracker,
}

WANTED_REQUESTS = {CASES[0].name: 65, CASES[1].name: 65, CASES[2].name: 250}
WANTED_P50, WANTED_P95 = 1.0, 2.0  # seconds
WANTED_IMPORT = 0.5  # seconds

# Trials begin this far apart, so that they do not ask in step.
_APART_SECONDS = 0.31


def main() -> None:
    """Runs everything and prints it."""
    options = _options()
    figures: dict[str, Any] = {"seconds": options.seconds, "cases": {}}
    with sandbox_process() as address:
        make_media(address)
        for number in options.cases:
            case = CASES[number - 1]
            # Ours first: the thousand threads of the other two leave a busy machine behind.
            told = {name: _run(address, case, WAYS[name], options.seconds) for name in reversed(WAYS)}
            figures["cases"][case.name] = {name: asdict(told[name]) for name in WAYS}
            print(f"\n{case.name}\n{table([_row(name, told[name]) for name in WAYS])}", flush=True)
    figures["idle"] = idle_costs()
    figures["import_seconds"] = import_seconds(["scenario_core.client", "scenario_core.tracker"])
    figures["met"] = met(figures)
    print(f"\nA look at the tracker: {figures['idle']['look_us']} µs of CPU", end="; ")
    print(f"its idle round: {figures['idle']['idle_round_us']} µs")
    print(f"Importing scenario_core: {figures['import_seconds']} s (wanted: {WANTED_IMPORT})")
    print(f"Met: {figures['met']}\n")
    print(json_line("polling", figures))


def met(figures: dict[str, Any]) -> dict[str, bool]:
    """Which of the wanted figures were reached; cases that did not run are left out."""
    found = {"import": within(figures["import_seconds"], WANTED_IMPORT)}
    for name, ways in figures["cases"].items():
        ours = ways["ours"]
        found[f"{name}: requests"] = within(ours["requests_most"], WANTED_REQUESTS[name])
        found[f"{name}: median"] = within(ours["late"]["p50"], WANTED_P50)
        found[f"{name}: p95"] = within(ours["late"]["p95"], WANTED_P95)
        found[f"{name}: all seen"] = ours["unseen"] == 0 and ours["failed"] == 0
    return found


def _run(address: Address, case: Case, way: Way, seconds: float) -> Outcome:
    """One way in one case, all trials side by side. Raises RuntimeError where a trial broke."""
    minutes = [Minute(seconds) for _ in range(case.trials)]
    broken: list[BaseException] = []

    def trial(number: int) -> None:
        time.sleep(number * _APART_SECONDS)
        try:
            way(address, case, number, minutes[number])
        except Exception as error:  # noqa: BLE001 - whatever broke a trial breaks the benchmark
            broken.append(error)

    threads = [threading.Thread(target=trial, args=(number,)) for number in range(case.trials)]
    cpu = time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if broken:
        raise RuntimeError(f"{case.name}: a trial broke") from broken[0]
    return outcome(minutes, time.process_time() - cpu)


def _row(name: str, each: Outcome) -> dict[str, object]:
    return {
        "way": name,
        "requests": each.requests,
        "most": each.requests_most,
        "posts": each.submissions,
        "late p50 s": each.late.p50,
        "p95 s": each.late.p95,
        "most s": each.late.most,
        "ends seen": each.late.count,
        "unseen": each.unseen,
        "failed": each.failed,
        "client CPU s": each.cpu_seconds,
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.polling", description="Compares ways to watch jobs."
    )
    parser.add_argument("--seconds", type=float, default=60.0, help="length of the measured minute")
    parser.add_argument(
        "--cases", type=_numbers, default=[1, 2, 3], help="which of the three cases, for example 1,3"
    )
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    numbers = [int(each) for each in text.split(",")]
    if not all(1 <= number <= len(CASES) for number in numbers):
        raise argparse.ArgumentTypeError(f"cases are 1 to {len(CASES)}")
    return numbers


if __name__ == "__main__":
    main()

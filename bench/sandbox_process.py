"""The sandbox in a process of its own, so that its work does not slow the clients that are measured.

`python -m bench.sandbox_process` serves until its input ends. It differs from `python -m sandbox` in two
things: it lets a thousand jobs run at once, as `bench.polling` needs them, and its jobs do not take whole
seconds, as real ones do not: in step with clients that ask once in a whole number of seconds, all ends
would be seen equally late, and the figures would be those of chance.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_MOST_JOBS = 100_000
# With this one the ends of the mix fall evenly into an interval of 1 s and into one of 3 s.
SPEED = 0.93
_END_SECONDS = 10


@dataclass(frozen=True)
class Address:
    """Where a sandbox listens, its key pair, and by what it divides the time of its jobs."""

    base_url: str
    key: str
    secret: str
    speed: float = SPEED


@contextmanager
def sandbox_process() -> Iterator[Address]:
    """A running sandbox. Raises RuntimeError where it does not start."""
    command = [sys.executable, "-m", "bench.sandbox_process"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as it:
        assert it.stdin
        assert it.stdout
        try:
            told = it.stdout.readline().split()
            if len(told) != 3:
                raise RuntimeError("the sandbox did not start")
            yield Address(base_url=told[0], key=told[1], secret=told[2])
        finally:
            it.stdin.close()
            try:
                it.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                it.kill()


def main() -> None:
    """Serves until the process that started it closes its input, or dies."""
    from sandbox.server import Sandbox

    sandbox = Sandbox.start(speed=SPEED, max_parallel=_MOST_JOBS)
    print(sandbox.base_url, sandbox.key, sandbox.secret, flush=True)
    sys.stdin.read()
    sandbox.stop()


if __name__ == "__main__":
    main()

"""`python -m sandbox [--port N] [--speed X] [--seed N] [--models N]`: the stand-in for the API, alone."""

import argparse
import signal
import threading

from sandbox.catalogue import MODELS
from sandbox.server import Sandbox

_DEFAULT_PORT = 8601


def main() -> None:
    """Serves until it is interrupted."""
    options = _options()
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    extra = max(0, options.models - len(MODELS))
    sandbox = Sandbox.start(port=options.port, speed=options.speed, seed=options.seed, extra_models=extra)
    print(f"Sandbox at {sandbox.base_url} (key {Sandbox.key}, secret {Sandbox.secret})", flush=True)
    # In slices: on Windows an endless wait would not hear Ctrl+C.
    while not ended.wait(0.5):
        pass
    sandbox.stop()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A stand-in for Scenario's API.")
    parser.add_argument("--port", type=int, default=_DEFAULT_PORT, help="0 takes a free one")
    parser.add_argument(
        "--speed", type=_positive, default=1.0, help="jobs take their usual time divided by this"
    )
    parser.add_argument("--seed", type=int, default=0, help="begins another series of results")
    parser.add_argument(
        "--models", type=int, default=0, help="fills the catalogue up to this many, with copies of its own"
    )
    return parser.parse_args()


def _positive(text: str) -> float:
    speed = float(text)
    if speed <= 0:
        raise argparse.ArgumentTypeError("must be above 0")
    return speed


if __name__ == "__main__":
    main()

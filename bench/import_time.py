"""How long a fresh interpreter takes to import modules."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_PROGRAM = "import time; began = time.perf_counter(); import {}; print(time.perf_counter() - began)"


def import_seconds(modules: Sequence[str], *, tries: int = 5) -> float:
    """Seconds of the quickest of several tries, each in an interpreter of its own."""
    command = [sys.executable, "-c", _PROGRAM.format(", ".join(modules))]
    told = [
        subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True).stdout
        for _ in range(tries)
    ]
    return round(min(map(float, told)), 3)

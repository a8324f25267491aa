"""The core is quick to import, and brings no web framework with it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys, time
start = time.process_time()
import scenario_core.client, scenario_core.inputs, scenario_core.catalog, scenario_core.settings
import scenario_core.uploads
seconds = time.process_time() - start
heavy = {"streamlit", "starlette", "pandas", "numpy", "av", "trimesh"} & set(sys.modules)
print(f"{seconds:.3f}", *sorted(heavy))
"""


def test_the_core_is_imported_within_half_a_second_of_work_and_without_a_web_framework() -> None:
    # The best of three: a busy machine may slow one down, it cannot speed one up.
    printed = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.split()
        for _ in range(3)
    ]

    assert min(float(words[0]) for words in printed) <= 0.5
    assert [words[1:] for words in printed] == [[], [], []]

"""The quick-start article's script succeeds against the sandbox, all four examples."""

import subprocess
import sys
from pathlib import Path

from sandbox.server import Sandbox
from tests.sandbox.article_script import EXAMPLES

SCRIPT = Path(__file__).with_name("article_script.py")


def test_the_articles_four_examples_end_in_success(sandbox: Sandbox) -> None:
    # Side by side: the script sleeps three seconds between its looks, as the article's does.
    running = {
        example: subprocess.Popen(
            [sys.executable, str(SCRIPT), sandbox.base_url, sandbox.key, sandbox.secret, example],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for example in EXAMPLES
    }
    said = {example: process.communicate(timeout=40)[0] for example, process in running.items()}

    for example, (model_id, _) in EXAMPLES.items():
        assert said[example].startswith(f"SUCCESS {model_id} ['asset_"), said[example]

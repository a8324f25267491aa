"""The real app in a process of its own, on its embedded sandbox, and what it uses of the machine."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil  # type: ignore[import-untyped]  # its stubs would be one more dependency

ROOT = Path(__file__).resolve().parent.parent
_MIB = 2**20
_START_SECONDS = 60.0
_END_SECONDS = 15.0


@dataclass(frozen=True)
class AppProcess:
    """A running app: its address, and its process."""

    base_url: str
    process: psutil.Process

    @property
    def cpu_seconds(self) -> float:
        """CPU that it has used so far, in user and kernel."""
        used = self.process.cpu_times()
        return float(used.user + used.system)

    @property
    def rss_mib(self) -> float:
        """Memory that it holds, in MiB."""
        return float(self.process.memory_info().rss) / _MIB


@contextmanager
def app_process(script: str = "app.py", settings: Mapping[str, str] | None = None) -> Iterator[AppProcess]:
    """The app, or another script, answering. Raises RuntimeError with its log where it does not come up.

    `settings` are environment variables of the app's own; without them it runs on its embedded sandbox.
    """
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    environment = {**_environment(), **(settings or {})}
    with (
        tempfile.TemporaryFile() as log,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log) as server,
    ):
        try:
            base_url = f"http://127.0.0.1:{port}"
            if not _comes_up(base_url, server):
                log.seek(0)
                raise RuntimeError(f"the app did not come up:\n{log.read().decode()[-2000:]}")
            yield AppProcess(base_url, psutil.Process(server.pid))
        finally:
            server.terminate()
            try:
                server.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                server.kill()


def _environment() -> dict[str, str]:
    """This process's environment without anybody's key."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SCENARIO_")}
    return {**kept, "PYTHON_DOTENV_DISABLED": "1"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _comes_up(base_url: str, server: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if httpx.get(f"{base_url}/_stcore/health", trust_env=False).status_code == 200:
                return True
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    return False

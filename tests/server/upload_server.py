"""A server of the upload and file routes in a process of its own, so that its memory can be measured.

`python -m tests.server.upload_server BASE_URL KEY SECRET FOLDER` prints its address and serves until its
input ends.
"""

import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from scenario_core.client import Client
from scenario_core.settings import Settings
from scenario_core.uploads import Uploads
from scenario_server.middleware import middleware
from scenario_server.uploads import upload_routes


@dataclass
class _Studio:
    settings: Settings
    uploads: Uploads


def main(base_url: str, key: str, secret: str, folder: str) -> None:
    """Serves until whoever started it closes its input, or dies."""
    with Client(base_url=base_url, api_key=key, api_secret=secret) as client:
        uploads = Uploads(client, Path(folder))
        studio = _Studio(Settings(), uploads)
        app = Starlette(routes=upload_routes(lambda: studio), middleware=middleware())
        server = uvicorn.Server(uvicorn.Config(app, "127.0.0.1", 0, log_config=None, ws="none"))
        threading.Thread(target=server.run, daemon=True).start()
        while not server.started:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        sys.stdout.write(f"http://127.0.0.1:{port}\n")
        sys.stdout.flush()
        sys.stdin.read()
        server.should_exit = True
        uploads.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

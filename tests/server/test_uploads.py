"""`/uploads` takes a visitor's file onto the disk as it comes, from our own pages only."""

import functools
import io
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import psutil  # type: ignore[import-untyped]  # its stubs would be one more dependency
import pytest
from PIL import Image
from starlette.applications import Starlette

from sandbox.media.object3d import make_object
from sandbox.media.sound import make_sound
from sandbox.media.video import make_video
from sandbox.server import Sandbox
from scenario_core.assets import Asset
from scenario_core.client import Client
from scenario_core.settings import Settings
from scenario_core.uploads import MOST_WAITING, Uploads, UploadState
from scenario_server.files import file_routes
from scenario_server.middleware import middleware
from scenario_server.uploads import HEADER, upload_routes
from scenario_ui.visitor import VISITOR_COOKIE, new_visitor
from tests.root import ROOT

MINE = new_visitor()
OURS = {HEADER: "1"}
MOST = 20_000_000


class _NoRuns:
    """The tracker of a process that made nothing."""

    def asset(self, asset_id: str) -> Asset | None:
        return None

    def may_see(self, visitor: str, asset_id: str) -> bool:
        return False


@dataclass
class _Studio:
    settings: Settings
    client: Client
    uploads: Uploads
    tracker: _NoRuns


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox.start(speed=50) as running:
        yield running


@pytest.fixture
def studio(sandbox: Sandbox, tmp_path: Path) -> Iterator[_Studio]:
    with Client(
        base_url=sandbox.base_url, api_key=sandbox.key, api_secret=sandbox.secret, sleep=lambda _: None
    ) as client:
        uploads = Uploads(client, tmp_path / "spool")
        yield _Studio(Settings(max_upload_mb=MOST / 1_000_000), client, uploads, _NoRuns())
        uploads.close()


@pytest.fixture
def me(studio: _Studio, serve: Callable[[Any], str]) -> Iterator[httpx.Client]:
    """A visitor on one of our pages."""
    routes = [*upload_routes(lambda: studio), *file_routes(lambda: studio)]
    with httpx.Client(
        base_url=serve(Starlette(routes=routes, middleware=middleware())),
        cookies={VISITOR_COOKIE: MINE},
        headers=OURS,
        timeout=20,
    ) as client:
        yield client


@functools.cache
def film() -> bytes:
    return make_video("a boat at sea", 1, 160, 90, 1.0, with_sound=False).data


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (120, 80), (200, 30, 30)).save(out, "PNG")
    return out.getvalue()


def ended(me: httpx.Client, ticket: str) -> dict[str, Any]:
    deadline = time.monotonic() + 20
    while True:
        answer = me.get(f"/uploads/{ticket}")
        told: dict[str, Any] = answer.json()
        assert answer.headers["cache-control"] == "no-store"
        if told["state"] in ("done", "failed"):
            return told
        assert time.monotonic() < deadline, told
        time.sleep(0.02)


GIVEN: list[tuple[str, Callable[[], bytes], str]] = [
    ("image", picture, "image/png"),
    ("video", film, "video/mp4"),
    ("audio", lambda: make_sound("rain", 1, 1.0, format="wav").data, "audio/wav"),
    ("3d", lambda: make_object("a crystal", 1, faces=200).data, "model/gltf-binary"),
]


@pytest.mark.parametrize(("kind", "make", "mime_type"), GIVEN)
def test_a_given_file_can_be_looked_at_like_a_result(
    me: httpx.Client, kind: str, make: Callable[[], bytes], mime_type: str
) -> None:
    """The whole way: browser, route, disk, API, and back through /files, by range and with a thumbnail."""
    data = make()
    given = me.post("/uploads", params={"kind": kind, "name": "My boat.x"}, content=data)
    told = ended(me, given.json()["ticket"])

    assert given.headers["cache-control"] == "no-store"
    assert (told["state"], told["sent"], told["total"]) == ("done", len(data), len(data))
    assert (told["asset"]["kind"], told["asset"]["name"]) == (kind, "My boat.x")
    assert (told["asset"]["mime"], told["asset"]["size"]) == (mime_type, len(data))
    assert set(told) == {"state", "sent", "total", "asset", "problem", "can_retry"}
    address = f"/files/{told['asset']['id']}"
    whole, part = me.get(address), me.get(address, headers={"Range": "bytes=3-9"})
    assert (whole.content, part.status_code, part.content) == (data, 206, data[3:10])
    assert whole.headers["content-type"] == mime_type
    assert me.get(f"{address}/thumbnail").headers["content-type"] == "image/webp"


def test_length_and_sides_are_told(me: httpx.Client) -> None:
    ticket = me.post("/uploads?kind=video", content=film()).json()["ticket"]
    asset = ended(me, ticket)["asset"]

    assert (asset["duration"], asset["width"], asset["height"]) == (1.0, 160, 90)


def test_no_signed_address_is_told(me: httpx.Client) -> None:
    ticket = me.post("/uploads", content=picture()).json()["ticket"]
    ended(me, ticket)

    assert "http" not in me.get(f"/uploads/{ticket}").text


@pytest.mark.parametrize("path", ["/uploads?kind=image", "/uploads/some-ticket/retry"])
@pytest.mark.parametrize(
    ("cookie", "headers"),
    [(None, OURS), ("short", OURS), (MINE, {}), (MINE, {HEADER: "0"})],
)
def test_nobody_without_a_page_of_ours_can_post(
    me: httpx.Client,
    sandbox: Sandbox,
    tmp_path: Path,
    path: str,
    cookie: str | None,
    headers: dict[str, str],
) -> None:
    """Another site's form sends the cookie, but can never send the header."""
    me.cookies.clear()
    me.headers.pop(HEADER)
    if cookie:
        me.cookies.set(VISITOR_COOKIE, cookie)
    answer = me.post(path, content=picture(), headers=headers)

    assert answer.status_code == 403
    assert not sandbox.requests
    assert list((tmp_path / "spool").iterdir()) == []


def test_another_site_gets_no_leave_to_send_the_header(me: httpx.Client) -> None:
    """Its browser asks first; nothing in our answer lets it go on."""
    answer = me.options(
        "/uploads",
        headers={
            "Origin": "https://evil.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": HEADER,
        },
    )

    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_another_visitor_learns_nothing_of_it(me: httpx.Client) -> None:
    ticket = me.post("/uploads", content=picture()).json()["ticket"]
    asset_id = ended(me, ticket)["asset"]["id"]
    stranger = {VISITOR_COOKIE: new_visitor()}
    base = str(me.base_url)
    answers = [
        httpx.get(f"{base}/uploads/{ticket}", cookies=stranger),
        httpx.post(f"{base}/uploads/{ticket}/retry", cookies=stranger, headers=OURS),
        httpx.get(f"{base}/files/{asset_id}", cookies=stranger),
        httpx.get(f"{base}/uploads/{ticket}"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404, 404]
    assert answers[0].text == httpx.get(f"{base}/uploads/never-given", cookies=stranger).text


TOO_LARGE = [
    ({"kind": "video"}, MOST + 1, "This file has 20.1 MB; at most 20 MB are taken here."),
    (
        {"kind": "image", "max_size": "1000000"},
        1_500_000,
        "This file has 1.5 MB; at most 1 MB are taken here.",
    ),
    ({"kind": "image", "max_size": str(10**12)}, MOST + 1, "This file has 20.1 MB; at most 20 MB"),
]


@pytest.mark.parametrize(("params", "size", "sentence"), TOO_LARGE)
@pytest.mark.parametrize("announced", [True, False])
def test_a_file_that_is_too_large_is_refused_as_soon_as_it_shows(
    me: httpx.Client, tmp_path: Path, params: dict[str, str], size: int, sentence: str, announced: bool
) -> None:
    """By its announced length, or else while it comes; what came is deleted."""
    content: Any = bytes(size) if announced else (bytes(65_536) for _ in range(size // 65_536 + 1))
    answer = me.post("/uploads", params=params, content=content)

    assert answer.status_code == 413
    # While it comes nobody knows how large it would have become.
    told = sentence if announced else sentence.partition("; ")[2]
    assert told in answer.json()["problem"]
    assert list((tmp_path / "spool").iterdir()) == []


def test_an_announced_length_is_believed_before_a_byte_has_come(me: httpx.Client, tmp_path: Path) -> None:
    """A browser that announces a terabyte is answered at once."""
    where = urlsplit(str(me.base_url))
    head = (
        f"POST /uploads HTTP/1.1\r\nHost: x\r\nCookie: {VISITOR_COOKIE}={MINE}\r\n{HEADER}: 1\r\n"
        f"Content-Length: {10**12}\r\n\r\n"
    )
    with socket.create_connection((where.hostname, where.port), timeout=5) as connection:
        connection.sendall(head.encode())
        answer = connection.recv(4096)

    assert answer.startswith(b"HTTP/1.1 413")


def test_the_fields_limits_are_held_against_the_file_itself(me: httpx.Client, sandbox: Sandbox) -> None:
    """Its length is known only once it is here; nothing is sent on."""
    params = {"kind": "video", "min_duration": "2", "max_duration": "30"}
    told = ended(me, me.post("/uploads", params=params, content=film()).json()["ticket"])

    assert told["problem"] == "This lasts 1 s; it must last at least 2 s. Choose a longer one."
    assert (told["state"], told["asset"], told["can_retry"]) == ("failed", None, False)
    assert not sandbox.requests


@pytest.mark.parametrize(
    "params", [{"kind": "../x"}, {"kind": "A" * 50}, {"max_size": "much"}, {"min_duration": "[]"}]
)
def test_fields_that_make_no_sense_are_refused(me: httpx.Client, params: dict[str, str]) -> None:
    assert me.post("/uploads", params=params, content=picture()).status_code == 400


def test_nothing_is_no_file(me: httpx.Client, tmp_path: Path) -> None:
    answer = me.post("/uploads", content=b"")

    assert (answer.status_code, answer.json()["problem"]) == (400, "This file is empty. Choose another one.")
    assert list((tmp_path / "spool").iterdir()) == []


def test_a_name_is_cleaned_before_anybody_sees_it(me: httpx.Client) -> None:
    params = {"name": "../../<b>\u202ex\r\n.png"}
    ticket = me.post("/uploads", params=params, content=picture()).json()["ticket"]

    assert ended(me, ticket)["asset"]["name"] == "<b>x.png"


def test_a_failed_upload_can_be_tried_again(me: httpx.Client, sandbox: Sandbox) -> None:
    """Without the browser sending the file anew."""
    sandbox.faults.fail_upload("The codec is not supported.")
    ticket = me.post("/uploads?kind=video", content=film()).json()["ticket"]
    failed = ended(me, ticket)
    again = me.post(f"/uploads/{ticket}/retry")
    done = ended(me, ticket)

    assert failed["problem"] == "Scenario could not use the file: The codec is not supported."
    assert failed["can_retry"]
    assert (again.status_code, again.json()) == (200, {"ticket": ticket})
    assert done["state"] == "done"
    assert me.post(f"/uploads/{ticket}/retry").status_code == 409


def test_too_many_files_at_once_are_refused(me: httpx.Client, studio: _Studio) -> None:
    """As long as the others are on their way."""
    places = [studio.uploads.receiving(MINE) for _ in range(MOST_WAITING)]
    for place in places:
        place.__enter__()
    full = me.post("/uploads", content=picture())
    places[0].__exit__(None, None, None)
    free = me.post("/uploads", content=picture())
    for place in places[1:]:
        place.__exit__(None, None, None)

    assert (full.status_code, free.status_code) == (429, 200)
    assert "Wait for one of them" in full.json()["problem"]


def test_a_browser_that_leaves_half_way_leaves_nothing_behind(
    me: httpx.Client, sandbox: Sandbox, tmp_path: Path
) -> None:
    where = urlsplit(str(me.base_url))
    head = (
        f"POST /uploads HTTP/1.1\r\nHost: x\r\nCookie: {VISITOR_COOKIE}={MINE}\r\n{HEADER}: 1\r\n"
        f"Content-Length: 9000000\r\n\r\n"
    )
    with socket.create_connection((where.hostname, where.port), timeout=5) as connection:
        connection.sendall(head.encode() + bytes(2_000_000))
        deadline = time.monotonic() + 5
        while not any(path.stat().st_size for path in (tmp_path / "spool").iterdir()):
            assert time.monotonic() < deadline
            time.sleep(0.01)
    while list((tmp_path / "spool").iterdir()):
        assert time.monotonic() < deadline
        time.sleep(0.01)

    assert not sandbox.requests


def test_a_full_disk_is_told_in_words(
    me: httpx.Client, studio: _Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def full(_visitor: str) -> Iterator[Path]:
        yield Path("/dev/full")

    monkeypatch.setattr(studio.uploads, "receiving", full)
    answer = me.post("/uploads", content=picture())

    assert (answer.status_code, "disk is full" in answer.json()["problem"]) == (507, True)


def test_the_routes_take_a_base_path(studio: _Studio, serve: Callable[[Any], str]) -> None:
    address = serve(Starlette(routes=upload_routes(lambda: studio, prefix="/studio")))
    with httpx.Client(cookies={VISITOR_COOKIE: MINE}, headers=OURS) as client:
        assert client.post(f"{address}/studio/uploads", content=picture()).status_code == 200
        assert client.post(f"{address}/uploads", content=picture()).status_code == 404


# Memory


@contextmanager
def _server(sandbox: Sandbox, folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    command = [
        *(sys.executable, "-m", "tests.server.upload_server"),
        *(sandbox.base_url, sandbox.key, sandbox.secret, str(folder)),
    ]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as it:
        assert it.stdin
        assert it.stdout
        try:
            yield it.stdout.readline().strip(), psutil.Process(it.pid)
        finally:
            it.stdin.close()
            it.wait(15)


def _padded(size: int, on_block: Callable[[], None]) -> Iterator[bytes]:
    """A video of a second with free space behind it."""
    yield film() + struct.pack(">I4s", size, b"free")
    for _ in range((size - 8) // 65_536):
        on_block()
        yield bytes(65_536)


def test_a_file_of_60_mb_passes_through_without_staying_in_memory(sandbox: Sandbox, tmp_path: Path) -> None:
    """Of the whole file a megabyte at a time, in and out; measured from outside, at the worst moment."""
    blocks = 960
    size = 8 + blocks * 65_536
    with (
        _server(sandbox, tmp_path / "spool") as (address, process),
        httpx.Client(base_url=address, cookies={VISITOR_COOKIE: MINE}, headers=OURS, timeout=30) as me,
    ):
        # Once before: what is loaded on first use is not the file's.
        ended(me, me.post("/uploads?kind=video", content=film()).json()["ticket"])
        held = [process.memory_info().rss]

        def note() -> None:
            held.append(process.memory_info().rss)

        seen: set[int] = set()
        length = {"Content-Length": str(len(film()) + size)}
        given = me.post("/uploads?kind=video", content=_padded(size, note), headers=length)
        while (told := me.get(f"/uploads/{given.json()['ticket']}").json())["state"] not in (
            "done",
            "failed",
        ):
            note()
            seen.add(told["sent"])
        note()

    assert told["state"] == UploadState.DONE, told
    assert told["total"] > 60_000_000
    assert len(seen) > 5
    assert len(held) > blocks
    assert max(held) - held[0] < 20_000_000

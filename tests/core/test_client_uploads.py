"""Uploads: what is sent, to whom, how often, and never with our credentials to a foreign host."""

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from scenario_core import errors
from scenario_core.client import Client
from scenario_core.errors import APIResponseError, PermissionDeniedError, ScenarioError
from tests.core.conftest import KEY, SECRET, ClientMaker
from tests.core.test_client_reads import answering, ok

PART = "https://uploads.s3.example/part1?X-Amz-Signature=hunter2"
UPLOAD = {"id": "upload_1", "status": "pending", "parts": [{"number": 1, "url": PART}], "entityId": None}
ASSET = {"id": "asset_1", "kind": "image", "status": "success"}


class Bytes:
    """Bytes in pieces that can be walked again; counts how often they were."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces = pieces
        self.walks = 0

    def __iter__(self) -> Iterator[bytes]:
        self.walks += 1
        yield from self.pieces


def test_a_small_picture_is_sent_as_base64_in_one_request(make_client: ClientMaker) -> None:
    handle, seen = answering(ok({"asset": ASSET}))
    asset = make_client(handle, project_id="proj_1").create_asset("ref.png", b"\x89PNG")

    assert asset.id == "asset_1"
    assert (seen[0].method, seen[0].url.path) == ("POST", "/v1/assets")
    assert seen[0].url.params["projectId"] == "proj_1"
    assert json.loads(seen[0].content) == {
        "name": "ref.png",
        "image": base64.b64encode(b"\x89PNG").decode(),
    }


def test_an_upload_is_announced_with_its_size_and_parts(make_client: ClientMaker) -> None:
    handle, seen = answering(ok({"upload": UPLOAD}))
    upload = make_client(handle).begin_upload(
        name="take1.wav", kind="audio", mime_type="audio/wav", size=1843200, parts=1
    )

    assert (seen[0].method, seen[0].url.path) == ("POST", "/v1/uploads")
    assert json.loads(seen[0].content) == {
        "fileName": "take1.wav",
        "contentType": "audio/wav",
        "kind": "audio",
        "fileSize": 1843200,
        "parts": 1,
    }
    assert (upload.id, upload.is_pending, upload.asset_id) == ("upload_1", True, None)
    assert (upload.url_of(1), upload.url_of(2)) == (PART, None)
    assert "hunter2" not in repr(upload)


@pytest.mark.parametrize(
    "call",
    [
        lambda c: c.create_asset("a.png", b"x"),
        lambda c: c.begin_upload(name="a", kind="video", mime_type="video/mp4", size=1, parts=1),
    ],
)
def test_what_may_leave_a_second_asset_is_sent_twice_at_most(
    make_client: ClientMaker, call: Callable[[Client], Any]
) -> None:
    handle, seen = answering(*[httpx.Response(503) for _ in range(5)])
    with pytest.raises(errors.ServerError):
        call(make_client(handle))

    assert len(seen) == 2


@pytest.mark.parametrize("url", [PART, "https://127.0.0.1:9/x", "https://api.cloud.scenario.com/up/1"])
def test_a_part_goes_to_its_address_without_our_credentials(make_client: ClientMaker, url: str) -> None:
    chunks = Bytes(b"one ", b"two")
    handle, seen = answering(httpx.Response(200, headers={"Set-Cookie": "a=b"}), httpx.Response(204))
    client = make_client(handle, project_id="proj_1")
    client.put_part(url, chunks, 7)
    client.put_part(url, chunks, 7)

    for request in seen:
        request.read()
        assert (request.method, str(request.url), request.content) == ("PUT", url, b"one two")
        # Object stores refuse a body without a length.
        assert request.headers["Content-Length"] == "7"
        assert "Transfer-Encoding" not in request.headers
        sent = str(request.headers.raw)
        assert not {"authorization", "cookie", "content-type"} & set(request.headers)
        assert not [secret for secret in (KEY, SECRET) if secret in sent]


@pytest.mark.parametrize(
    "url",
    [
        "http://uploads.s3.example/part1",
        "http://169.254.169.254/latest",
        "http://api.cloud.scenario.com/v1/x",
        "https://me:secret@uploads.s3.example/part1",
        "ftp://uploads.s3.example/x",
        "file:///etc/passwd",
        "//uploads.s3.example/x",
        "https://",
        "https://[::1",
        "",
    ],
)
def test_bytes_go_to_no_unencrypted_or_odd_address(make_client: ClientMaker, url: str) -> None:
    chunks = Bytes(b"x")
    handle, seen = answering()
    with pytest.raises(APIResponseError) as caught:
        make_client(handle).put_part(url, chunks, 1)

    assert seen == []
    assert chunks.walks == 0
    assert not url or url not in str(caught.value)


def test_the_sandbox_takes_parts_at_its_own_origin_only(make_client: ClientMaker) -> None:
    handle, seen = answering(httpx.Response(200))
    client = make_client(handle, base_url="http://127.0.0.1:8601/v1")
    client.put_part("http://127.0.0.1:8601/upload-parts/u/1?s=1", Bytes(b"x"), 1)
    with pytest.raises(APIResponseError):
        client.put_part("http://127.0.0.1:8602/upload-parts/u/1?s=1", Bytes(b"x"), 1)

    assert len(seen) == 1


@pytest.mark.parametrize("trouble", [httpx.ConnectError("x"), httpx.WriteError("x"), 500, 503])
def test_a_part_is_sent_again_whole_after_passing_trouble(
    make_client: ClientMaker, pauses: list[float], trouble: Exception | int
) -> None:
    chunks = Bytes(b"one ", b"two")
    bodies: list[bytes] = []

    def handle(request: httpx.Request) -> httpx.Response:
        bodies.append(request.read())
        if len(bodies) == 3:
            return httpx.Response(200)
        if isinstance(trouble, Exception):
            raise trouble
        return httpx.Response(trouble, text="<Error>hunter2</Error>")

    make_client(handle).put_part(PART, chunks, 7)

    assert bodies == [b"one two"] * 3
    assert len(pauses) == 2


def test_an_expired_address_is_told_at_once_and_without_itself(
    make_client: ClientMaker, pauses: list[float]
) -> None:
    handle, seen = answering(httpx.Response(403, text="<Error><Signature>hunter2</Signature></Error>"))
    with pytest.raises(PermissionDeniedError) as caught:
        make_client(handle).put_part(PART, Bytes(b"x"), 1)

    assert (len(seen), pauses) == (1, [])
    assert "hunter2" not in str(caught.value)


def test_a_redirect_of_a_part_is_not_followed(make_client: ClientMaker) -> None:
    handle, seen = answering(httpx.Response(307, headers={"Location": "https://evil.example/"}))
    with pytest.raises(APIResponseError):
        make_client(handle).put_part(PART, Bytes(b"x"), 1)

    assert len(seen) == 1


def test_that_all_parts_are_there_is_said_once(make_client: ClientMaker) -> None:
    handle, seen = answering(ok({"upload": {**UPLOAD, "status": "validating"}}))
    upload = make_client(handle).complete_upload("upload_1")

    assert (seen[0].method, seen[0].url.path) == ("POST", "/v1/uploads/upload_1/action")
    assert json.loads(seen[0].content) == {"action": "complete"}
    assert not upload.is_pending


@pytest.mark.parametrize("failure", [httpx.ReadTimeout("x"), httpx.Response(502), httpx.Response(429)])
def test_saying_so_is_not_repeated_before_the_upload_was_read(
    make_client: ClientMaker, pauses: list[float], failure: httpx.Response | Exception
) -> None:
    handle, seen = answering(failure)
    with pytest.raises(ScenarioError):
        make_client(handle).complete_upload("upload_1")

    assert (len(seen), pauses) == (1, [])


@pytest.mark.parametrize(
    ("told", "asset_id", "failed"),
    [
        ({"status": "validating"}, None, False),
        ({"status": "validated", "entityId": "asset_9"}, None, False),
        ({"status": "complete"}, None, False),
        ({"status": "imported", "entityId": "asset_9"}, "asset_9", False),
        ({"status": "imported", "entityId": None}, None, False),
        ({"status": "failed", "errorMessage": "No"}, None, True),
        ({"status": "of tomorrow", "parts": None, "errorMessage": None}, None, False),
    ],
)
def test_only_imported_and_failed_end_an_upload(
    make_client: ClientMaker, told: dict[str, str | None], asset_id: str | None, failed: bool
) -> None:
    handle, _ = answering(ok({"upload": {"id": "upload_1", **told}}))
    upload = make_client(handle).get_upload("upload_1")

    assert (upload.asset_id, upload.failed) == (asset_id, failed)


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"upload": {}}', '{"upload": {"id": "u", "parts": [{}]}}'])
def test_an_upload_that_makes_no_sense_ends_in_our_own_error(make_client: ClientMaker, body: str) -> None:
    handle, _ = answering(httpx.Response(200, text=body))
    with pytest.raises(APIResponseError):
        make_client(handle).get_upload("upload_1")

"""Uploads both ways: what goes in comes back as an asset that tells the truth, or it says why not."""

import base64
import io
import socket
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from PIL import Image

from sandbox.server import Sandbox
from sandbox.uploads import LEAST_PART
from tests.sandbox import samples
from tests.sandbox.conftest import Api, Clock

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _ended(api: Api, upload_id: str) -> dict[str, Any]:
    deadline = time.monotonic() + 20
    while (upload := api.http.get(f"/uploads/{upload_id}").json()["upload"])["status"] not in (
        "imported",
        "failed",
    ):
        assert time.monotonic() < deadline, upload
        time.sleep(0.01)
    return dict(upload)


def _imported(api: Api, kind: str, data: bytes, **more: Any) -> dict[str, Any]:
    upload = _ended(api, samples.send(api, kind, data, **more)["id"])
    assert upload["status"] == "imported", upload
    return api.asset(upload["entityId"])


@pytest.mark.parametrize("prefix", ["", "data:image/png;base64,"])
def test_a_small_picture_becomes_an_asset_in_one_request(api: Api, prefix: str) -> None:
    data = samples.picture()
    body = {"name": "ref.png", "image": prefix + base64.b64encode(data).decode()}
    asset = api.http.post("/assets", json=body).json()["asset"]

    assert (asset["status"], asset["kind"], asset["mimeType"]) == ("success", "image", "image/png")
    assert asset["properties"] == {"width": 120, "height": 80, "size": len(data)}
    assert asset["metadata"] == {
        "kind": "image",
        "type": "uploaded",
        "name": "ref.png",
        "width": 120,
        "height": 80,
    }
    assert httpx.get(asset["url"], trust_env=False).content == data
    assert httpx.get(asset["thumbnail"]["url"], trust_env=False).headers["content-type"] == "image/webp"
    assert asset["id"] in [each["id"] for each in api.http.get("/assets").json()["assets"]]


BAD_PICTURES: list[tuple[dict[str, Any], str]] = [
    ({"image": "AAAA"}, "Input name is required"),
    ({"name": "a.png"}, "Input image is required"),
    ({"name": "a.png", "image": "not base64!"}, "Input image must be base64 or a data URL"),
    ({"name": "a.png", "image": "QUJD"}, "The file is not a picture that can be read"),
    (
        {"name": "a.png", "image": base64.b64encode(bytes(6_000_001)).decode()},
        "Input image must be at most 6 MB, larger files go through /uploads",
    ),
]


@pytest.mark.parametrize(("body", "reason"), BAD_PICTURES)
def test_a_picture_that_is_none_is_refused_in_words(api: Api, body: dict[str, Any], reason: str) -> None:
    if body.get("image") == "AAAA":
        body = {"image": base64.b64encode(samples.picture()).decode()}
    answer = api.http.post("/assets", json=body)

    assert (answer.status_code, answer.json()) == (400, {"reason": reason})


UPLOADED: list[tuple[str, Callable[[], bytes], str, str, dict[str, Any]]] = [
    ("image", lambda: samples.picture(form="JPEG"), "uploaded", "image/jpeg", {"width": 120, "height": 80}),
    (
        "video",
        lambda: samples.video(sound=True),
        "uploaded-video",
        "video/mp4",
        {"width": 160, "height": 90, "duration": 1.0, "frameRate": 24.0, "nbFrames": 24, "codecName": "h264"},
    ),
    (
        "audio",
        samples.audio,
        "uploaded-audio",
        "audio/wav",
        {"duration": 1.0, "sampleRate": 44100, "channels": 2, "codecName": "pcm_s16le"},
    ),
    ("3d", samples.solid, "uploaded-3d", "model/gltf-binary", {"format": "glb", "hasUVs": True}),
    (
        "text",
        lambda: samples.TEXT,
        "uploaded-text",
        "text/plain",
        {"charCount": 42, "wordCount": 9, "hasFullPreview": True, "preview": samples.TEXT.decode()},
    ),
]


@pytest.mark.parametrize(
    ("kind", "make", "type_", "mime_type", "told"), UPLOADED, ids=[each[0] for each in UPLOADED]
)
def test_a_file_of_each_kind_comes_back_as_what_its_bytes_are(
    api: Api, kind: str, make: Callable[[], bytes], type_: str, mime_type: str, told: dict[str, Any]
) -> None:
    data = make()
    asset = _imported(api, kind, data, name="my file")

    assert (asset["kind"], asset["mimeType"], asset["metadata"]["type"]) == (kind, mime_type, type_)
    assert asset["metadata"]["name"] == "my file"
    assert asset["properties"]["size"] == len(data)
    assert {key: asset["properties"][key] for key in told} == told
    assert httpx.get(asset["url"], headers={"Range": "bytes=3-9"}, trust_env=False).content == data[3:10]
    assert ("thumbnail" in asset) == (kind != "text")


ANNOUNCED: list[tuple[str, Callable[[], bytes], str, str]] = [
    ("image", samples.high_range, "image-hdr", "image/vnd.radiance"),
    ("asset", samples.high_range, "image-hdr", "image/vnd.radiance"),
    ("asset", samples.picture, "image", "image/png"),
    ("asset", samples.video, "video", "video/mp4"),
    ("asset", samples.audio, "audio", "audio/wav"),
    ("asset", samples.solid, "3d", "model/gltf-binary"),
    ("asset", lambda: b'{"a": [1]}', "json", "application/json"),
    ("asset", lambda: b"%PDF-1.7 ...", "document", "application/pdf"),
    ("asset", samples.word_document, "document", WORD),
    ("asset", lambda: samples.TEXT, "text", "text/plain"),
    ("text", lambda: b'{"a": [1]}', "text", "text/plain"),
]


@pytest.mark.parametrize(("announced", "make", "kind", "mime_type"), ANNOUNCED)
def test_an_upload_of_a_wide_kind_gets_the_kind_of_its_bytes(
    api: Api, announced: str, make: Callable[[], bytes], kind: str, mime_type: str
) -> None:
    asset = _imported(api, announced, make())

    assert (asset["kind"], asset["mimeType"]) == (kind, mime_type)


def test_files_of_every_kind_can_be_given_to_a_model(api: Api) -> None:
    made = {kind: _imported(api, announced, make())["id"] for announced, make, kind, _ in ANNOUNCED}
    names = {"image-hdr": "imageHdr", "3d": "object"}
    inputs = {names.get(kind, kind): asset_id for kind, asset_id in made.items()}
    body = {"prompt": "A fox", "left": "a", "width": 256, "height": 256, **inputs}
    (picture,) = api.results("model_sandbox-every-input", **body)

    assert len(inputs) == 8
    assert picture["properties"]["width"] == 256


def test_a_part_that_breaks_off_leaves_the_one_before_it(api: Api) -> None:
    asked = {"fileName": "a.txt", "kind": "text", "fileSize": 6, "parts": 1}
    upload = api.http.post("/uploads", json=asked).json()["upload"]
    url = httpx.URL(upload["parts"][0]["url"])
    httpx.put(url, content=b"A boat", trust_env=False)
    with socket.create_connection((url.host, url.port or 80)) as line:
        head = f"PUT {url.raw_path.decode()} HTTP/1.1\r\nHost: {url.host}\r\nContent-Length: 99\r\n\r\n"
        line.sendall(head.encode() + b"A sh")
        time.sleep(0.1)
    time.sleep(0.1)
    api.http.post(f"/uploads/{upload['id']}/action", json={"action": "complete"})
    told = _ended(api, upload["id"])

    assert told["status"] == "imported"
    assert httpx.get(api.asset(told["entityId"])["url"], trust_env=False).content == b"A boat"


def test_a_video_has_a_first_and_a_last_frame(api: Api) -> None:
    asset = _imported(api, "video", samples.video(2.0))

    for key in ("firstFrame", "lastFrame"):
        frame = httpx.get(asset[key]["url"], trust_env=False).content
        assert Image.open(io.BytesIO(frame)).size == (160, 90)


def test_parts_are_put_together_in_order(api: Api) -> None:
    data = samples.picture(64, 64) + bytes(range(256)) * 43_000
    asset = _imported(api, "image", data, part_size=LEAST_PART)

    assert httpx.get(asset["url"], trust_env=False).content == data


def test_an_upload_goes_through_its_statuses_by_the_clock(timed: tuple[Sandbox, Api, Clock]) -> None:
    sandbox, api, clock = timed
    sent = samples.send(api, "text", b"A boat", assetOptions={"hide": True, "parentId": "asset_x"})
    while sandbox._state.upload(sent["id"]).looked is None:
        time.sleep(0.01)
    seen = []
    for _ in range(3):
        seen.append(api.http.get(f"/uploads/{sent['id']}").json()["upload"])
        jobs_status = api.job(sent["jobId"])["status"]
        clock.now += 1.001
    asset = api.asset(seen[-1]["entityId"])

    assert [each["status"] for each in seen] == ["validating", "validated", "imported"]
    assert [each["entityId"] is None for each in seen] == [True, True, False]
    assert "parts" not in seen[0]
    assert jobs_status == "success"
    assert api.job(sent["jobId"])["metadata"]["output"] == {"entityId": asset["id"]}
    assert (asset["isHidden"], asset["metadata"]["parentId"]) == (True, "asset_x")


def test_its_job_is_listed_as_an_upload_and_costs_nothing(own: tuple[Sandbox, Api]) -> None:
    sandbox, api = own
    upload = samples.send(api, "text", b"A boat")
    _ended(api, upload["id"])
    listed = api.http.get("/jobs", params={"types": "upload"}).json()["jobs"]

    assert [(job["jobId"], job["jobType"]) for job in listed] == [(upload["jobId"], "upload")]
    assert api.http.get("/jobs", params={"types": "custom"}).json()["jobs"] == []
    assert sandbox.ledger == {}


WRONG: list[tuple[str, bytes, str]] = [
    ("image", b"GIF89a but not really", "The file is not a picture that can be read"),
    ("video", samples.picture(), "The file is not a video"),
    ("video", b"\0" * 5000, "The file is not a video that can be read"),
    ("audio", b"RIFF1234WAVEjunk", "The file is not a sound"),
    ("3d", b"glTF" + b"\0" * 400, "The file is not a 3D object that can be read"),
    ("3d", samples.picture(), "The file is not a 3D object of a known format"),
    ("text", b"\xff\xfe\x00 binary", "The file is not a text"),
]


@pytest.mark.parametrize(("kind", "data", "reason"), WRONG)
def test_bytes_that_are_not_what_their_kind_says_fail_whatever_their_name(
    api: Api, kind: str, data: bytes, reason: str
) -> None:
    upload = _ended(
        api, samples.send(api, kind, data, name="photo.mp4.glb.png", contentType="image/png")["id"]
    )

    assert upload["status"] == "failed"
    assert upload["errorMessage"].startswith(reason)
    assert upload["entityId"] is None
    assert api.job(upload["jobId"])["metadata"]["error"] == upload["errorMessage"]


def test_a_video_is_no_sound_and_a_sound_no_video(api: Api) -> None:
    sound = _ended(api, samples.send(api, "audio", samples.video(sound=True))["id"])
    clip = _ended(api, samples.send(api, "video", samples.audio())["id"])

    assert sound["errorMessage"] == "The file is not a sound: it is a video"
    assert clip["errorMessage"] == "The file is not a video: it has no moving picture"


def test_a_switch_and_a_magic_name_make_an_upload_fail(own: tuple[Sandbox, Api]) -> None:
    sandbox, api = own
    sandbox.faults.fail_upload("The store is full")
    first = _ended(api, samples.send(api, "text", b"A boat")["id"])
    named = _ended(api, samples.send(api, "text", b"A boat", name="boat [fail].txt")["id"])
    again = _ended(api, samples.send(api, "text", b"A boat")["id"])

    assert (first["status"], first["errorMessage"]) == ("failed", "The store is full")
    assert named["status"] == "failed"
    assert again["status"] == "imported"


def test_a_file_shorter_than_announced_fails(api: Api) -> None:
    upload = api.http.post(
        "/uploads", json={"fileName": "a.txt", "kind": "text", "fileSize": 10, "parts": 1}
    ).json()["upload"]
    httpx.put(upload["parts"][0]["url"], content=b"A boat", trust_env=False)
    api.http.post(f"/uploads/{upload['id']}/action", json={"action": "complete"})

    assert _ended(api, upload["id"])["errorMessage"] == "The file has 6 bytes, 10 were announced"


def test_a_part_takes_no_key_and_the_mistake_is_counted(own: tuple[Sandbox, Api]) -> None:
    sandbox, api = own
    asked = {"fileName": "a.txt", "kind": "text", "fileSize": 6, "parts": 1}
    part = api.http.post("/uploads", json=asked).json()["upload"]["parts"][0]
    answer = api.http.put(part["url"], content=b"A boat")

    assert "/v1/" not in part["url"]
    assert answer.status_code == 400
    assert "Only one auth mechanism allowed" in answer.text
    assert sandbox.credentials_at_cdn == 1
    assert httpx.put(part["url"], content=b"A boat", trust_env=False).status_code == 200


def test_the_address_of_a_part_is_its_own_and_expires(timed: tuple[Sandbox, Api, Clock]) -> None:
    _, api, clock = timed
    asked = {"fileName": "a.txt", "kind": "text", "fileSize": 6, "parts": 2}
    upload = api.http.post("/uploads", json=asked).json()["upload"]
    url = upload["parts"][0]["url"]

    def put(address: str) -> int:
        return httpx.put(address, content=b"A boat", trust_env=False).status_code

    assert put(url.replace(f"{upload['id']}/1?", f"{upload['id']}/2?")) == 403
    assert put(url.split("?")[0]) == 403
    assert put(url) == put(url) == 200
    clock.now += 3601
    assert put(url) == 403
    fresh = api.http.get(f"/uploads/{upload['id']}").json()["upload"]["parts"][0]
    assert put(fresh["url"]) == 200
    assert fresh["expires"] > upload["parts"][0]["expires"]


def test_complete_waits_for_every_part_and_is_taken_once(api: Api) -> None:
    asked = {"fileName": "a.txt", "kind": "text", "fileSize": 12, "parts": 2}
    upload = api.http.post("/uploads", json=asked).json()["upload"]
    action = f"/uploads/{upload['id']}/action"
    assert api.http.post(action, json={"action": "complete"}).json() == {"reason": "Part 1 of 2 is missing"}
    for part in upload["parts"]:
        httpx.put(part["url"], content=b"A boat", trust_env=False)

    assert api.http.post(action, json={"action": "complete"}).json() == {
        "reason": f"Part 1 must be at least {LEAST_PART} bytes"
    }
    assert api.http.post(action, json={"action": "upload-complete"}).status_code == 400
    done = samples.send(api, "text", b"A boat")
    again = api.http.post(f"/uploads/{done['id']}/action", json={"action": "complete"})
    assert again.json()["upload"]["id"] == done["id"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"fileName": None}, "Input fileName is required"),
        ({"fileSize": 0}, "Input fileSize is required"),
        ({"parts": True}, "Input parts is required"),
        ({"parts": 10_001}, "Input parts must be at least 1 and at most 10000"),
        ({"kind": "model"}, "Input kind must be one of image, video, audio, 3d, text, asset in the sandbox"),
    ],
)
def test_an_upload_that_makes_no_sense_is_400(api: Api, change: dict[str, Any], reason: str) -> None:
    asked = {"fileName": "a.txt", "kind": "text", "fileSize": 6, "parts": 1, **change}
    answer = api.http.post("/uploads", json=asked)

    assert (answer.status_code, answer.json()) == (400, {"reason": reason})


def test_an_unknown_upload_is_404(api: Api) -> None:
    assert api.http.get("/uploads/upload_none").json() == {"reason": "Upload upload_none not found"}


def test_a_large_file_goes_to_the_disk_and_not_through_memory(own: tuple[Sandbox, Api]) -> None:
    _, api = own
    size, part_size, piece = 60 << 20, 20 << 20, b"x" * (1 << 16)
    asked = {"fileName": "a.txt", "kind": "text", "fileSize": size, "parts": size // part_size}
    upload = api.http.post("/uploads", json=asked).json()["upload"]
    tracemalloc.start()
    try:
        for part in upload["parts"]:
            pieces = (piece for _ in range(part_size // len(piece)))
            assert httpx.put(part["url"], content=pieces, trust_env=False).status_code == 200
        api.http.post(f"/uploads/{upload['id']}/action", json={"action": "complete"})
        told = _ended(api, upload["id"])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert told["status"] == "imported"
    assert api.asset(told["entityId"])["properties"]["size"] == size
    assert peak < 8 << 20

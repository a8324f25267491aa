"""Visitors' files on their way: checked, sent once, shared by none but their givers, always cleaned up."""

import functools
import io
import struct
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from sandbox.media.object3d import make_object
from sandbox.media.sound import make_sound
from sandbox.media.video import make_video
from sandbox.server import Sandbox
from scenario_core import uploads as uploads_module
from scenario_core.assets import AssetKind
from scenario_core.client import Client
from scenario_core.errors import NotFoundError
from scenario_core.file_facts import FileFacts
from scenario_core.file_sender import API_KINDS, PART, SMALL_PICTURE
from scenario_core.given_assets import named
from scenario_core.uploads import (
    MOST_WAITING,
    TooManyUploadsError,
    UploadProgress,
    Uploads,
    UploadState,
    _clean,
)

ANN, BOB = "ann", "bob"


def picture(red: int = 200) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (120, 80), (red, 30, 30)).save(out, "PNG")
    return out.getvalue()


@functools.cache
def _film() -> bytes:
    return make_video("a boat at sea", 1, 160, 90, 1.0, with_sound=False).data


def film(padding: int = 0) -> bytes:
    """A short video; `padding` bytes of free space make it as large as a long one."""
    data = _film()
    return data + struct.pack(">I4s", padding, b"free") + bytes(padding - 8) if padding else data


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox.start(speed=50) as running:
        yield running


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[Client]:
    with Client(
        base_url=sandbox.base_url, api_key=sandbox.key, api_secret=sandbox.secret, sleep=lambda _: None
    ) as made:
        yield made


@pytest.fixture
def uploads(client: Client, tmp_path: Path) -> Iterator[Uploads]:
    made = Uploads(client, tmp_path / "spool")
    yield made
    made.close()


def give(uploads: Uploads, data: bytes, kind: str, *, visitor: str = ANN, **more: Any) -> str:
    with uploads.receiving(visitor) as path:
        path.write_bytes(data)
        return uploads.begin(visitor, path, name=more.pop("name", "My file"), kind=kind, **more)


def ended(uploads: Uploads, ticket: str, visitor: str = ANN) -> UploadProgress:
    deadline = time.monotonic() + 20
    while True:
        progress = uploads.progress(visitor, ticket)
        assert progress is not None
        if progress.is_over:
            return progress
        assert time.monotonic() < deadline, progress
        time.sleep(0.01)


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def spooled(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "spool").iterdir())


GIVEN: list[tuple[str, Callable[[], bytes], str]] = [
    ("image", picture, "POST /assets"),
    ("video", film, "POST /uploads"),
    ("audio", lambda: make_sound("rain", 1, 1.0, format="wav").data, "POST /uploads"),
    ("3d", lambda: make_object("a crystal", 1, faces=200).data, "POST /uploads"),
    ("text", lambda: "Ein Boot 🚣".encode(), "POST /uploads"),
    ("image", lambda: picture() + bytes(SMALL_PICTURE), "POST /uploads"),
]


@pytest.mark.parametrize(("kind", "make", "way"), GIVEN)
def test_a_file_becomes_an_asset_by_the_way_that_fits_it(
    uploads: Uploads,
    sandbox: Sandbox,
    client: Client,
    tmp_path: Path,
    kind: str,
    make: Callable[[], bytes],
    way: str,
) -> None:
    data = make()
    progress = ended(uploads, give(uploads, data, kind))

    assert progress.state is UploadState.DONE, progress.problem
    assert progress.asset is not None
    assert (progress.sent, progress.total) == (len(data), len(data))
    assert progress.asset.kind == kind
    assert progress.asset.metadata["name"] == "My file"
    assert progress.facts is not None
    assert progress.facts.size == len(data)
    assert {name for name in ("POST /assets", "POST /uploads") if sandbox.requests[name]} == {way}
    with client.open_url(progress.asset.url or "") as download:
        assert b"".join(download.chunks) == data
    assert spooled(tmp_path) == []


def test_a_large_file_goes_in_parts_with_moving_progress_and_no_credentials(
    uploads: Uploads, sandbox: Sandbox, client: Client, tmp_path: Path
) -> None:
    data = film(3 * PART)
    seen: set[int] = set()
    ticket = give(uploads, data, "video")
    while not (progress := uploads.progress(ANN, ticket)) or not progress.is_over:
        seen.add(progress.sent if progress else 0)
    assert progress.state is UploadState.DONE, progress.problem

    assert sandbox.requests["PUT /upload-parts/{uploadId}/{number:int}"] == 4
    assert sandbox.credentials_at_cdn == 0
    assert len(seen) > 5
    assert progress.asset is not None
    with client.open_url(progress.asset.url or "") as download:
        assert b"".join(download.chunks) == data


def test_sending_a_large_file_takes_no_memory_of_its_size(uploads: Uploads) -> None:
    ticket = give(uploads, film(60_000_000), "video")
    tracemalloc.start()
    progress = ended(uploads, ticket)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert progress.state is UploadState.DONE, progress.problem
    # The sandbox, which takes the parts in this very process, is in the figure too.
    assert most < 20_000_000


REFUSED: list[tuple[bytes, str, str]] = [
    (b"", "image", "This file is empty."),
    (picture(), "video", "This is a picture, but a video is needed here."),
    (picture()[:20], "image", "This file is damaged"),
    (b"<html><script>alert(1)</script>", "image", "This is a text, but a picture is needed here."),
    (bytes(range(1, 200)) * 9, "3d", "This file is of a type that is not known here."),
]


@pytest.mark.parametrize(("data", "kind", "sentence"), REFUSED)
def test_what_is_not_wanted_is_refused_before_anything_is_sent(
    uploads: Uploads, sandbox: Sandbox, tmp_path: Path, data: bytes, kind: str, sentence: str
) -> None:
    progress = ended(uploads, give(uploads, data, kind))

    assert progress.state is UploadState.FAILED
    assert progress.problem.startswith(sentence)
    assert not progress.can_retry
    assert progress.asset is None
    assert not sandbox.requests
    assert spooled(tmp_path) == []


def test_the_callers_check_refuses_by_the_facts_of_the_file(uploads: Uploads, sandbox: Sandbox) -> None:
    seen: list[FileFacts] = []

    def check(facts: FileFacts) -> str:
        seen.append(facts)
        return "Too long for this model."

    progress = ended(uploads, give(uploads, film(), "video", check=check))

    assert progress.problem == "Too long for this model."
    assert (seen[0].kind, seen[0].duration, seen[0].width) == (AssetKind.VIDEO, 1.0, 160)
    assert not sandbox.requests


def test_the_same_bytes_are_sent_once_and_each_giver_has_a_right_of_their_own(
    uploads: Uploads, sandbox: Sandbox, tmp_path: Path
) -> None:
    data = picture()
    first = ended(uploads, give(uploads, data, "image"))
    assert first.asset is not None
    asset_id = first.asset.id

    assert uploads.may_see(ANN, asset_id)
    assert not uploads.may_see(BOB, asset_id)
    assert uploads.assets_of(BOB) == ()

    second = ended(uploads, give(uploads, data, "image", visitor=BOB), BOB)

    assert second.asset is not None
    assert second.asset.id == asset_id
    assert sandbox.requests["POST /assets"] == 1
    assert uploads.may_see(BOB, asset_id)
    assert spooled(tmp_path) == []


def test_the_same_bytes_at_the_same_time_are_sent_once(uploads: Uploads, sandbox: Sandbox) -> None:
    data = film()
    tickets = [give(uploads, data, "video") for _ in range(5)]
    found = [ended(uploads, ticket) for ticket in tickets]

    assert {progress.state for progress in found} == {UploadState.DONE}
    assert len({progress.asset.id for progress in found if progress.asset}) == 1
    assert sandbox.requests["POST /uploads"] == 1


def test_bytes_whose_asset_was_deleted_meanwhile_are_sent_again(uploads: Uploads, sandbox: Sandbox) -> None:
    ended(uploads, give(uploads, picture(), "image"))
    sandbox.faults.answer("GET /assets/{assetId}", 404, {"reason": "Asset not found"})
    progress = ended(uploads, give(uploads, picture(), "image"))

    assert progress.state is UploadState.DONE
    assert sandbox.requests["POST /assets"] == 2


def test_a_failed_import_says_why_and_can_be_tried_again(
    uploads: Uploads, sandbox: Sandbox, tmp_path: Path
) -> None:
    sandbox.faults.fail_upload("The codec is not supported.")
    ticket = give(uploads, film(), "video")
    failed = ended(uploads, ticket)

    assert failed.problem == "Scenario could not use the file: The codec is not supported."
    assert failed.can_retry
    assert len(spooled(tmp_path)) == 1
    assert not uploads.retry(BOB, ticket)
    assert uploads.retry(ANN, ticket)

    again = ended(uploads, ticket)

    assert again.state is UploadState.DONE
    assert again.problem == ""
    assert not uploads.retry(ANN, ticket)
    assert spooled(tmp_path) == []


TROUBLE: list[tuple[str, int, Any, str]] = [
    (
        "POST /assets",
        400,
        {"reason": "Input image is odd"},
        "Scenario did not take the file: Input image is odd.",
    ),
    ("POST /assets", 401, {"message": "Unauthorized"}, "Scenario did not take the file: Unauthorized."),
]


@pytest.mark.parametrize(("route", "status", "body", "sentence"), TROUBLE)
def test_a_refusal_of_the_api_is_told_in_its_words(
    uploads: Uploads, sandbox: Sandbox, route: str, status: int, body: Any, sentence: str
) -> None:
    sandbox.faults.answer(route, status, body)
    progress = ended(uploads, give(uploads, picture(), "image"))

    assert (progress.problem, progress.can_retry) == (sentence, True)


def _broken(error: Exception, tmp_path: Path) -> UploadProgress:
    def handle(request: httpx.Request) -> httpx.Response:
        raise error

    with Client(
        base_url="https://api.cloud.scenario.com/v1",
        api_key="a-key-of-ours",
        api_secret="a-secret-of-ours",
        transport=httpx.MockTransport(handle),
        sleep=lambda _: None,
    ) as client:
        uploads = Uploads(client, tmp_path / "spool")
        try:
            return ended(uploads, give(uploads, picture(), "image"))
        finally:
            uploads.close()


def test_an_api_that_is_not_reached_is_told_apart_from_one_that_fell_silent(tmp_path: Path) -> None:
    assert _broken(httpx.ConnectError("x"), tmp_path).problem == (
        "Scenario could not be reached. Please try again in a moment."
    )
    assert "broke while the file was on its way" in _broken(httpx.ReadTimeout("x"), tmp_path).problem


def test_a_mistake_of_ours_is_told_without_its_words(
    uploads: Uploads, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("hunter2")

    monkeypatch.setattr(uploads_module, "read_facts", fail)
    progress = ended(uploads, give(uploads, picture(), "image"))

    assert (progress.problem, progress.can_retry) == ("Something went wrong here. Please try again.", True)
    assert "An upload failed" in caplog.text


def test_a_lost_answer_to_the_last_step_is_looked_into_and_not_taken_for_the_end(
    uploads: Uploads, sandbox: Sandbox
) -> None:
    sandbox.faults.drop("POST /uploads/{uploadId}/action")
    progress = ended(uploads, give(uploads, film(), "video"))

    assert progress.state is UploadState.DONE, progress.problem
    assert sandbox.requests["POST /uploads/{uploadId}/action"] == 1


def test_a_last_step_that_never_arrived_is_taken_again(uploads: Uploads, sandbox: Sandbox) -> None:
    sandbox.faults.bad_gateway("POST /uploads/{uploadId}/action")
    progress = ended(uploads, give(uploads, film(), "video"))

    assert progress.state is UploadState.DONE, progress.problem
    assert sandbox.requests["POST /uploads/{uploadId}/action"] == 2


def test_expired_addresses_of_parts_are_renewed(uploads: Uploads, sandbox: Sandbox) -> None:
    sandbox.faults.answer("PUT /upload-parts/{uploadId}/{number:int}", 403, {"message": "expired"})
    progress = ended(uploads, give(uploads, film(), "video"))

    assert progress.state is UploadState.DONE, progress.problem
    assert sandbox.requests["GET /uploads/{uploadId}"] >= 2


def test_another_visitors_ticket_tells_nothing(uploads: Uploads) -> None:
    ticket = give(uploads, picture(), "image")

    assert uploads.progress(BOB, ticket) is None
    assert uploads.progress(ANN, "no-such-ticket") is None
    assert ended(uploads, ticket).state is UploadState.DONE


def test_assets_are_told_by_kind_the_latest_first(uploads: Uploads) -> None:
    for data, kind in [
        (picture(1), "image"),
        (film(), "video"),
        (picture(2), "image"),
        (picture(1), "image"),
    ]:
        ended(uploads, give(uploads, data, kind))
    kinds = [asset.kind for asset in uploads.assets_of(ANN)]
    pictures = uploads.assets_of(ANN, AssetKind.IMAGE)

    assert kinds == ["image", "image", "video"]
    assert [asset.id for asset in pictures] == [a.id for a in uploads.assets_of(ANN) if a.kind == "image"]
    assert all(uploads.asset(asset.id) == named(asset, "") for asset in pictures)


def test_an_id_typed_by_hand_is_read_and_may_then_be_seen(uploads: Uploads) -> None:
    given = ended(uploads, give(uploads, picture(), "image")).asset
    assert given is not None
    adopted = uploads.adopt(BOB, f" {given.id} ")

    assert adopted.id == given.id
    assert uploads.may_see(BOB, given.id)
    assert [asset.id for asset in uploads.assets_of(BOB)] == [given.id]


@pytest.mark.parametrize("asset_id", ["asset_nowhere", "", "../models", "asset_1/../../models"])
def test_an_id_that_names_nothing_gives_no_right(uploads: Uploads, asset_id: str) -> None:
    with pytest.raises(NotFoundError):
        uploads.adopt(BOB, asset_id)

    assert not uploads.may_see(BOB, asset_id)


def test_a_file_that_is_not_handed_over_is_deleted(uploads: Uploads, tmp_path: Path) -> None:
    with uploads.receiving(ANN) as path:
        path.write_bytes(b"half of a file")
    place = uploads.receiving(ANN)
    place.__enter__().write_bytes(b"half of a file")
    place.__exit__(RuntimeError, RuntimeError(), None)

    assert spooled(tmp_path) == []


def test_one_visitor_cannot_fill_the_disk_and_failed_files_make_room(
    uploads: Uploads, sandbox: Sandbox, tmp_path: Path
) -> None:
    sandbox.faults.answer("POST /assets", 400, {"reason": "No"}, times=2)
    tickets = [give(uploads, picture(red), "image") for red in (1, 2)]
    for ticket in tickets:
        ended(uploads, ticket)
    places = [uploads.receiving(ANN) for _ in range(MOST_WAITING + 1)]
    for place in places[:MOST_WAITING]:
        place.__enter__()
    kept = [progress.can_retry for ticket in tickets if (progress := uploads.progress(ANN, ticket))]

    with pytest.raises(TooManyUploadsError, match="on their way"):
        places[MOST_WAITING].__enter__()
    with uploads.receiving(BOB):
        pass
    for place in places[:MOST_WAITING]:
        place.__exit__(None, None, None)

    assert kept == [False, False]
    assert spooled(tmp_path) == []


def test_a_failed_file_is_kept_for_a_while_only(
    uploads: Uploads, sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads_module, "KEPT_SECONDS", 0.05)
    sandbox.faults.answer("POST /assets", 400, {"reason": "No"})
    ticket = give(uploads, picture(), "image")
    ended(uploads, ticket)
    until(lambda: not spooled(tmp_path))

    assert not uploads.retry(ANN, ticket)
    progress = uploads.progress(ANN, ticket)
    assert progress is not None
    assert (progress.state, progress.problem) == (UploadState.FAILED, "Scenario did not take the file: No.")


def test_closing_ends_what_is_under_way_and_leaves_no_file(
    client: Client, sandbox: Sandbox, tmp_path: Path
) -> None:
    uploads = Uploads(client, tmp_path / "spool")
    sandbox.faults.slow("POST /uploads", 0.3)
    tickets = [give(uploads, film(), "video"), give(uploads, film(), "video")]
    until(lambda: sandbox.requests["POST /uploads"] > 0)
    began = time.monotonic()
    uploads.close()

    assert time.monotonic() - began < 5
    assert not (tmp_path / "spool").exists()
    assert {p.state for ticket in tickets if (p := uploads.progress(ANN, ticket))} == {UploadState.FAILED}
    assert not [t for t in threading.enumerate() if isinstance(t, threading.Timer)]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("boat.png", "boat.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ann\\boat.png", "boat.png"),
        ("a\u202eb\x00\r\n.png", "ab.png"),
        ("  ", "file"),
        ("..", "file"),
        ("x" * 500 + ".png", "x" * 116 + ".png"),
        ("紙の舟.png", "紙の舟.png"),
        ("bad\udcff.png", "bad.png"),
    ],
)
def test_a_file_name_is_told_to_the_api_without_folders_and_tricks(name: str, shown: str) -> None:
    assert _clean(name) == shown


def test_every_kind_has_a_word_for_the_api() -> None:
    assert set(API_KINDS) == set(AssetKind)


def test_what_somebody_calls_a_file_is_told_to_nobody_else(uploads: Uploads) -> None:
    """The same bytes from two visitors are one asset, under a name of each one's own."""
    first = ended(uploads, give(uploads, picture(7), "image", name="layoffs.png")).asset
    second = ended(uploads, give(uploads, picture(7), "image", visitor=BOB, name="logo.png"), BOB).asset
    assert first is not None
    assert second is not None
    told = uploads.asset(first.id)

    assert first.id == second.id
    assert second.metadata["name"] == "logo.png"
    assert [asset.metadata["name"] for asset in uploads.assets_of(ANN)] == ["layoffs.png"]
    assert [asset.metadata["name"] for asset in uploads.assets_of(BOB)] == ["logo.png"]
    assert told is not None
    assert "name" not in told.metadata

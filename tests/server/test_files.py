"""`/files` streams a visitor's own results, with ranges, names, guards and fresh addresses."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
from starlette.applications import Starlette

from scenario_core.assets import Asset
from scenario_core.client import Client
from scenario_server.files import file_routes
from scenario_server.middleware import middleware
from scenario_ui.visitor import VISITOR_COOKIE, new_visitor

KEY, SECRET = "key-of-the-team", "secret-of-the-team"
MINE = new_visitor()
BODY = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00" + bytes(range(256)) * 4000  # an MP4 by its first bytes
ID = "asset_Vd81"
Answer = Callable[[httpx.Request], httpx.Response]


@dataclass
class _Cdn:
    """An API that reads assets and the CDN behind it, over a transport without a network."""

    bodies: dict[str, bytes] = field(default_factory=lambda: {ID: BODY})
    mime_type: str = "video/mp4"
    prompt: str = "A paper boat"
    expired: set[str] = field(default_factory=set)
    answer: Answer | None = None
    requests: list[httpx.Request] = field(default_factory=list)
    reads: int = 0
    signature: int = 1

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.startswith("/v1/assets/"):
            return self._record(request.url.path.rpartition("/")[2])
        self.requests.append(request)
        if request.url.params.get("Signature") in self.expired:
            return httpx.Response(403, text="<Error>AccessDenied</Error>")
        return self.answer(request) if self.answer else self._bytes(request)

    def _record(self, asset_id: str) -> httpx.Response:
        self.reads += 1
        if asset_id not in self.bodies:
            return httpx.Response(404, json={"reason": "Asset not found"})
        self.signature += 1
        return httpx.Response(200, json={"asset": self.record(asset_id)})

    def record(self, asset_id: str) -> dict[str, Any]:
        return {
            "id": asset_id,
            "kind": "video",
            "mimeType": self.mime_type,
            "status": "success",
            "url": f"https://cdn.cloud.scenario.com/assets/{asset_id}?Signature=s{self.signature}",
            "thumbnail": {"url": f"https://cdn.cloud.scenario.com/thumbnails/{asset_id}"},
            "metadata": {"prompt": self.prompt},
            "properties": {"size": len(self.bodies.get(asset_id, b""))},
        }

    def _bytes(self, request: httpx.Request) -> httpx.Response:
        body = b"RIFF\x00\x00\x00\x00WEBPVP8 " if "thumbnails" in request.url.path else self.bodies[ID]
        # The CDN's own type is no guide (contract section 5.2).
        headers = {"Content-Type": "text/html", "ETag": '"theirs"', "Set-Cookie": "cdn=1"}
        wanted = request.headers.get("range")
        if not wanted:
            headers["Content-Length"] = str(len(body))
            return httpx.Response(200, stream=httpx.ByteStream(body), headers=headers)
        first, _, last = wanted.removeprefix("bytes=").partition("-")
        start, end = int(first), min(int(last or len(body) - 1), len(body) - 1)
        if start >= len(body):
            return httpx.Response(416, headers={"Content-Range": f"bytes */{len(body)}"})
        headers["Content-Range"] = f"bytes {start}-{end}/{len(body)}"
        headers["Content-Length"] = str(end + 1 - start)
        return httpx.Response(206, stream=httpx.ByteStream(body[start : end + 1]), headers=headers)


@dataclass
class _Tracker:
    """Knows which visitor made what, and the last record of it."""

    owners: dict[str, str]
    records: dict[str, Asset] = field(default_factory=dict)

    def asset(self, asset_id: str) -> Asset | None:
        return self.records.get(asset_id)

    def may_see(self, visitor: str, asset_id: str) -> bool:
        return self.owners.get(asset_id) == visitor


@dataclass
class _Studio:
    client: Client
    tracker: _Tracker
    uploads: _Tracker = field(default_factory=lambda: _Tracker({}))


@pytest.fixture
def cdn() -> _Cdn:
    return _Cdn()


@pytest.fixture
def studio(cdn: _Cdn) -> Iterator[_Studio]:
    with Client(
        base_url="https://api.cloud.scenario.com/v1",
        api_key=KEY,
        api_secret=SECRET,
        transport=httpx.MockTransport(cdn),
        sleep=lambda _seconds: None,
    ) as client:
        records = {ID: Asset.parse(cdn.record(ID))}
        yield _Studio(client, _Tracker({ID: MINE, "asset_gone": MINE}, records))


@pytest.fixture
def me(studio: _Studio, serve: Callable[[Any], str]) -> Iterator[httpx.Client]:
    """The visitor who made the asset, before a running server."""
    app = Starlette(routes=file_routes(lambda: studio), middleware=middleware())
    with httpx.Client(base_url=serve(app), cookies={VISITOR_COOKIE: MINE}, timeout=10) as client:
        yield client


def test_the_maker_gets_the_bytes_with_their_real_type(me: httpx.Client) -> None:
    """The CDN said text/html; the bytes say MP4."""
    answer = me.get(f"/files/{ID}")

    assert answer.status_code == 200
    assert answer.content == BODY
    assert answer.headers["content-type"] == "video/mp4"
    assert int(answer.headers["content-length"]) == len(BODY)
    assert answer.headers["accept-ranges"] == "bytes"


def test_the_answer_is_guarded_and_private(me: httpx.Client) -> None:
    """No script, no sniffing, no other origin, no shared cache, nothing of the CDN's own."""
    headers = me.get(f"/files/{ID}").headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "private, max-age=31536000, immutable"
    assert headers["etag"] == f'"{ID}"'
    assert "set-cookie" not in headers


def test_who_gave_a_file_sees_it_as_its_maker_would(me: httpx.Client, cdn: _Cdn, studio: _Studio) -> None:
    """Ranges and thumbnails included; another visitor still gets nothing."""
    studio.uploads = _Tracker({ID: MINE}, studio.tracker.records)
    studio.tracker = _Tracker({})
    whole, part = me.get(f"/files/{ID}"), me.get(f"/files/{ID}", headers={"Range": "bytes=5-9"})
    thumbnail = me.get(f"/files/{ID}/thumbnail")
    stranger = httpx.get(f"{me.base_url}/files/{ID}", cookies={VISITOR_COOKIE: new_visitor()})

    assert (whole.content, part.content) == (BODY, BODY[5:10])
    assert thumbnail.headers["content-type"] == "image/webp"
    assert stranger.status_code == 404
    assert cdn.reads == 0


@pytest.mark.parametrize("cookie", [None, "x", "", new_visitor(), MINE + "A"])
def test_nobody_else_gets_anything(me: httpx.Client, cdn: _Cdn, cookie: str | None) -> None:
    """Not even the knowledge that it exists; the CDN is not asked."""
    me.cookies.clear()
    if cookie is not None:
        me.cookies.set(VISITOR_COOKIE, cookie)
    answer, unknown = me.get(f"/files/{ID}"), me.get("/files/asset_neverMade")

    assert answer.status_code == unknown.status_code == 404
    assert answer.text == unknown.text
    assert cdn.requests == []
    assert cdn.reads == 0


@pytest.mark.parametrize(
    "path",
    [
        "/files/..%2f..%2fetc%2fpasswd",
        "/files/%2e%2e",
        "/files/" + "a" * 200,
        "/files/asset_Vd81%00",
        "/files/asset_Vd81/../../app.py",
        "/files/asset_Vd81/secret",
        "/files/https:%2f%2fevil.example%2fx",
        "/files/",
    ],
)
def test_odd_addresses_are_404_and_ask_nobody(me: httpx.Client, cdn: _Cdn, path: str) -> None:
    """An id is letters, digits, dashes and underscores; a part is one that is known."""
    assert me.get(path).status_code == 404
    assert cdn.requests == []


def test_the_key_is_sent_to_the_api_only(me: httpx.Client, cdn: _Cdn) -> None:
    """Neither our credentials nor the visitor's cookie reach the CDN."""
    me.get(f"/files/{ID}", headers={"Authorization": "Basic bWU=", "X-Mine": "1"})

    (request,) = cdn.requests
    sent = str(request.headers.raw).lower()
    assert "authorization" not in request.headers
    assert "cookie" not in request.headers
    assert not any(word.lower() in sent for word in (KEY, SECRET, MINE, "x-mine", "bwu="))


def test_a_range_is_passed_on(me: httpx.Client) -> None:
    """Players seek by it."""
    answer = me.get(f"/files/{ID}", headers={"Range": "bytes=1000-1999"})

    assert answer.status_code == 206
    assert answer.content == BODY[1000:2000]
    assert answer.headers["content-range"] == f"bytes 1000-1999/{len(BODY)}"
    assert answer.headers["content-type"] == "video/mp4"


def test_a_range_past_the_end_is_416(me: httpx.Client) -> None:
    """With the length, so that the player can ask again, and without being kept."""
    answer = me.get(f"/files/{ID}", headers={"Range": "bytes=99999999-"})

    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(BODY)}"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("wanted", ["bytes=0-1,5-9", "lines=1-2", "bytes=-", "bytes=a-b"])
def test_a_range_that_is_none_gives_the_whole_file(me: httpx.Client, wanted: str) -> None:
    """Several ranges at once would come back in an envelope of another type."""
    answer = me.get(f"/files/{ID}", headers={"Range": wanted})

    assert (answer.status_code, len(answer.content)) == (200, len(BODY))


def test_a_resumed_download_goes_on_only_with_our_tag(me: httpx.Client) -> None:
    """If-Range is answered here: the CDN has never heard of our tag."""
    wanted = {"Range": "bytes=10-19"}
    same = me.get(f"/files/{ID}", headers={**wanted, "If-Range": f'"{ID}"'})
    other = me.get(f"/files/{ID}", headers={**wanted, "If-Range": '"something-else"'})

    assert (same.status_code, other.status_code) == (206, 200)


@pytest.mark.parametrize("tag", [f'"{ID}"', f'"a", W/"{ID}"', "*"])
def test_what_the_browser_has_is_not_sent_again(me: httpx.Client, cdn: _Cdn, tag: str) -> None:
    """An asset never changes, so the tag is answered without asking the CDN."""
    answer = me.get(f"/files/{ID}", headers={"If-None-Match": tag})

    assert answer.status_code == 304
    assert cdn.requests == []


def test_a_tag_does_not_open_another_visitors_file(me: httpx.Client) -> None:
    """The check comes first."""
    me.cookies.clear()

    assert me.get(f"/files/{ID}", headers={"If-None-Match": "*"}).status_code == 404


def test_head_says_the_same_without_the_bytes(me: httpx.Client) -> None:
    """Type, length and name are those of GET."""
    head, get = me.head(f"/files/{ID}"), me.get(f"/files/{ID}")
    names = ("content-type", "content-length", "content-disposition", "etag", "accept-ranges")

    assert head.content == b""
    assert [head.headers[name] for name in names] == [get.headers[name] for name in names]


def test_a_download_is_named_by_its_bytes(me: httpx.Client, cdn: _Cdn) -> None:
    """A WAV that is really an MP3 is called MP3."""
    cdn.bodies[ID] = b"ID3\x04" + bytes(4000)
    shown, kept = me.get(f"/files/{ID}"), me.get(f"/files/{ID}?download=1")

    assert shown.headers["content-disposition"] == 'inline; filename="A-paper-boat-Vd81.mp3"'
    assert kept.headers["content-disposition"] == 'attachment; filename="A-paper-boat-Vd81.mp3"'


def test_a_name_in_another_script_is_sent_both_ways(me: httpx.Client, cdn: _Cdn, studio: _Studio) -> None:
    """The plain form for old browsers, the whole one for all others (RFC 5987)."""
    cdn.prompt = '紙の舟 "\r\nSet-Cookie: evil=1'
    studio.tracker.records[ID] = Asset.parse(cdn.record(ID))
    answer = me.get(f"/files/{ID}?download=1")
    plain, _, whole = answer.headers["content-disposition"].partition("filename*=UTF-8''")

    assert plain.isascii()
    assert unquote(whole) == "紙の舟-Set-Cookie-evil-1-Vd81.mp4"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "body",
    [b"<!doctype html><script>alert(document.cookie)</script>", b"<svg onload='alert(1)' xmlns='x'></svg>"],
)
def test_markup_never_runs(me: httpx.Client, cdn: _Cdn, body: bytes) -> None:
    """HTML is plain text; an SVG is a download."""
    cdn.bodies[ID] = body
    headers = me.get(f"/files/{ID}").headers

    is_text = headers["content-type"].startswith("text/plain")
    assert is_text or headers["content-disposition"].startswith("attachment")
    assert "html" not in headers["content-type"]


def test_the_thumbnail_has_an_address_of_its_own(me: httpx.Client) -> None:
    """And a type, a tag and a name of its own."""
    answer = me.get(f"/files/{ID}/thumbnail")

    assert answer.headers["content-type"] == "image/webp"
    assert answer.headers["etag"] == f'"{ID}.thumbnail"'
    assert "thumbnail.webp" in answer.headers["content-disposition"]


def test_a_part_that_is_not_there_is_404_and_asks_once(me: httpx.Client, cdn: _Cdn) -> None:
    """The record is read again for it once, not at every try."""
    answers = [me.get(f"/files/{ID}/first-frame") for _ in range(5)]

    assert {answer.status_code for answer in answers} == {404}
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}
    assert cdn.reads == 1


def test_an_expired_address_is_renewed_once_and_kept(me: httpx.Client, cdn: _Cdn) -> None:
    """The visitor notices nothing, and the next request asks the CDN straight away."""
    cdn.expired = {"s1"}
    first, second = me.get(f"/files/{ID}"), me.get(f"/files/{ID}", headers={"Range": "bytes=0-9"})

    assert (first.status_code, second.status_code) == (200, 206)
    assert cdn.reads == 1
    assert [request.url.params["Signature"] for request in cdn.requests] == ["s1", "s2", "s2"]


def test_a_record_without_an_address_is_read_first(me: httpx.Client, cdn: _Cdn, studio: _Studio) -> None:
    """Addresses are credentials and are not stored, so after a restart there is none."""
    studio.tracker.records.clear()

    assert me.get(f"/files/{ID}").content == BODY
    assert cdn.reads == 1


def test_an_asset_that_the_api_has_lost_is_404(me: httpx.Client) -> None:
    """It was deleted, say."""
    assert me.get("/files/asset_gone").status_code == 404


@pytest.mark.parametrize(
    "answer",
    [
        lambda _request: httpx.Response(403, text="<Error>Signature=abc</Error>"),
        lambda _request: httpx.Response(500, text="<html>upstream trace</html>"),
        lambda _request: httpx.Response(204),
    ],
)
def test_a_failing_cdn_is_one_plain_sentence(me: httpx.Client, cdn: _Cdn, answer: Answer) -> None:
    """502, not kept, and nothing of the CDN's own words."""
    cdn.answer = answer
    refused = me.get(f"/files/{ID}")

    assert refused.status_code == 502
    assert refused.headers["content-type"].startswith("text/plain")
    assert refused.headers["cache-control"] == "no-store"
    assert (
        refused.text == "The file could not be fetched from Scenario just now. Please try again in a moment."
    )


def test_an_unreachable_cdn_is_502(me: httpx.Client, cdn: _Cdn) -> None:
    """No connection is a sentence too."""

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route", request=request)

    cdn.answer = refuse

    assert me.get(f"/files/{ID}").status_code == 502


class _Endless(httpx.SyncByteStream):
    """A file that never ends, and tells when the CDN's side was hung up."""

    def __init__(self) -> None:
        self.given = 0
        self.closed = threading.Event()

    def __iter__(self) -> Iterator[bytes]:
        while True:
            self.given += 65_536
            yield bytes(65_536)

    def close(self) -> None:
        self.closed.set()


def test_when_the_visitor_leaves_the_cdn_is_hung_up_on(me: httpx.Client, cdn: _Cdn) -> None:
    """And no more is read than was asked for: the medium is never held."""
    endless = _Endless()
    cdn.answer = lambda _request: httpx.Response(200, stream=endless, headers={"Content-Length": str(10**12)})
    with me.stream("GET", f"/files/{ID}") as answer:
        next(answer.iter_raw(1000))
        time.sleep(0.3)
        held = endless.given

    assert endless.closed.wait(5)
    assert held < 20_000_000


class _Broken(httpx.SyncByteStream):
    """A file that breaks off half-way."""

    def __iter__(self) -> Iterator[bytes]:
        yield BODY[:200_000]
        raise httpx.ReadError("reset by peer")


def test_a_file_that_breaks_off_is_not_taken_for_whole(
    me: httpx.Client, cdn: _Cdn, caplog: pytest.LogCaptureFixture
) -> None:
    """The connection is cut, so that the browser asks for the rest; the log has a line, no trace."""
    cdn.answer = lambda _request: httpx.Response(
        200, stream=_Broken(), headers={"Content-Length": str(len(BODY))}
    )
    with caplog.at_level(logging.WARNING), pytest.raises(httpx.RemoteProtocolError):
        me.get(f"/files/{ID}")

    assert any("broke off" in record.message for record in caplog.records)
    assert not any(record.exc_info for record in caplog.records)


def test_no_signed_address_reaches_the_visitor_or_the_log(
    me: httpx.Client, cdn: _Cdn, caplog: pytest.LogCaptureFixture
) -> None:
    """Signed addresses are credentials: not in a header, not in a body, not in a line of the log."""
    with caplog.at_level(logging.DEBUG):
        seen = str(me.get(f"/files/{ID}").headers)
        cdn.answer = lambda _request: httpx.Response(403)
        seen += me.get(f"/files/{ID}").text

    assert "Signature" not in seen
    assert "Signature" not in caplog.text


def test_many_files_at_once_are_served(me: httpx.Client) -> None:
    """More than there are threads: each waits its turn and all are whole."""
    lengths: list[int] = []
    threads = [
        threading.Thread(
            target=lambda: lengths.append(
                len(httpx.get(str(me.base_url) + f"/files/{ID}", cookies=me.cookies).content)
            )
        )
        for _ in range(40)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert lengths == [len(BODY)] * 40


def test_the_routes_take_a_base_path(studio: _Studio, serve: Callable[[Any], str]) -> None:
    """Streamlit does not add its own to them."""
    address = serve(Starlette(routes=file_routes(lambda: studio, prefix="/studio")))
    with httpx.Client(cookies={VISITOR_COOKIE: MINE}) as client:
        assert client.get(f"{address}/studio/files/{ID}").status_code == 200
        assert client.get(f"{address}/files/{ID}").status_code == 404

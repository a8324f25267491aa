"""Opening media: without our credentials, from known hosts only, in pieces."""

from collections.abc import Iterator

import httpx
import pytest

from scenario_core.errors import (
    APIConnectionError,
    APIResponseError,
    APITimeoutError,
    ScenarioError,
    ServerError,
)
from tests.core.conftest import ClientMaker

CDN = "https://cdn.cloud.scenario.com/assets/asset_1?Policy=p&Signature=hunter2"


class Pieces(httpx.SyncByteStream):
    """A body that arrives in two pieces, or breaks after the first; it notes when it is closed."""

    def __init__(self, *, breaks: bool = False) -> None:
        self.breaks = breaks
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        yield b"one "
        if self.breaks:
            raise httpx.ReadError("x")
        yield b"two"

    def close(self) -> None:
        self.closed = True


ALLOWED = [
    CDN,
    "https://cdn.scenario.com/x",
    "https://cdn.cloud.scenario.com:443/x",
    "https://CDN.cloud.scenario.com/x",
    "https://api.cloud.scenario.com/v1/x",
]


@pytest.mark.parametrize("url", ALLOWED)
def test_media_are_streamed_from_known_hosts_without_our_credentials(
    make_client: ClientMaker, url: str
) -> None:
    body = Pieces()

    def handle(request: httpx.Request) -> httpx.Response:
        assert "Authorization" not in request.headers
        assert "projectId" not in request.url.params
        assert request.headers["Accept-Encoding"] == "identity"
        return httpx.Response(
            206, headers={"Content-Range": "bytes 0-6/7", "Content-Type": "x/y"}, stream=body
        )

    with make_client(handle, project_id="proj_1").open_url(url) as download:
        assert download.status == 206
        assert download.headers["content-range"] == "bytes 0-6/7"
        assert not body.closed
        assert list(download.chunks) == [b"one ", b"two"]

    assert body.closed


REFUSED = [
    "https://evil.example/assets/x",
    "https://cdn.cloud.scenario.com.evil.example/x",
    "https://evil.example@cdn.cloud.scenario.com/x",
    "https://cdn.cloud.scenario.com@evil.example/x",
    "https://cdn.cloud.scenario.com\\@evil.example/x",
    "http://cdn.cloud.scenario.com/x",
    "https://cdn.cloud.scenario.com:8443/x",
    "https://cdn.cloud.scenario.com./x",
    "http://api.cloud.scenario.com/v1/x",
    "https://api.cloud.scenario.com:8443/v1/x",
    "http://127.0.0.1/x",
    "http://169.254.169.254/latest/meta-data",
    "file:///etc/passwd",
    "//cdn.cloud.scenario.com/x",
    "/etc/passwd",
    "https://",
    "https://[::1",
    "",
]


@pytest.mark.parametrize("url", REFUSED)
def test_other_hosts_are_never_asked(make_client: ClientMaker, url: str) -> None:
    seen: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200)

    with pytest.raises(APIResponseError), make_client(handle).open_url(url):
        pass

    assert [request.url.host for request in seen] == []


@pytest.mark.parametrize("location", [url for url in REFUSED if "://" in url])
def test_a_redirect_to_another_host_is_not_followed(make_client: ClientMaker, location: str) -> None:
    seen: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.host)
        return httpx.Response(302, headers={"Location": location})

    with pytest.raises(ScenarioError), make_client(handle).open_url(CDN):
        pass

    assert set(seen) == {"cdn.cloud.scenario.com"}


def test_a_redirect_between_known_hosts_is_followed_with_the_range(make_client: ClientMaker) -> None:
    def handle(request: httpx.Request) -> httpx.Response:
        assert request.headers["Range"] == "bytes=0-3"
        if request.url.path == "/assets/asset_1":
            return httpx.Response(302, headers={"Location": "/moved", "Set-Cookie": "a=b; Path=/"})
        assert (request.url.host, request.url.path) == ("cdn.cloud.scenario.com", "/moved")
        assert "Cookie" not in request.headers
        return httpx.Response(200, stream=Pieces())

    with make_client(handle).open_url(CDN, headers={"Range": "bytes=0-3"}) as download:
        assert b"".join(download.chunks) == b"one two"


def test_redirects_in_circles_are_ended(make_client: ClientMaker) -> None:
    seen: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(302, headers={"Location": CDN})

    with pytest.raises(APIResponseError, match="circles"), make_client(handle).open_url(CDN):
        pass

    assert len(seen) == 6


def test_the_sandbox_serves_its_own_media_and_no_other_port_of_this_machine(make_client: ClientMaker) -> None:
    client = make_client(lambda _: httpx.Response(200, content=b"x"), base_url="http://127.0.0.1:8601/v1")
    with client.open_url("http://127.0.0.1:8601/media/asset_1?Signature=s") as download:
        assert download.status == 200

    with pytest.raises(APIResponseError), client.open_url("http://127.0.0.1:8602/media/asset_1"):
        pass


def test_only_headers_about_the_bytes_are_passed_on(make_client: ClientMaker) -> None:
    given = {
        "range": "bytes=5-",
        "If-Range": '"e"',
        "Cookie": "visitor",
        "Authorization": "Basic x",
        "Host": "y",
    }

    def handle(request: httpx.Request) -> httpx.Response:
        assert (request.headers["Range"], request.headers["If-Range"]) == ("bytes=5-", '"e"')
        assert not {"cookie", "authorization"} & set(request.headers)
        assert request.headers["Host"] == "cdn.cloud.scenario.com"
        return httpx.Response(206)

    with make_client(handle).open_url(CDN, headers=given) as download:
        assert download.status == 206


@pytest.mark.parametrize("status", [200, 206, 304, 403, 404, 416])
def test_expired_and_odd_answers_are_for_the_caller_to_judge(make_client: ClientMaker, status: int) -> None:
    with make_client(lambda _: httpx.Response(status)).open_url(CDN, method="HEAD") as download:
        assert download.status == status


def test_only_reading_is_possible(make_client: ClientMaker) -> None:
    with (
        pytest.raises(ValueError, match="read"),
        make_client(lambda _: httpx.Response(200)).open_url(CDN, method="DELETE"),
    ):
        pass


@pytest.mark.parametrize("trouble", [httpx.ConnectError("x"), httpx.ReadTimeout("x"), 429, 500, 503])
def test_opening_is_tried_again_as_all_reads_are(
    make_client: ClientMaker, pauses: list[float], trouble: Exception | int
) -> None:
    seen: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        if len(seen) == 3:
            return httpx.Response(200, stream=Pieces())
        if isinstance(trouble, Exception):
            raise trouble
        return httpx.Response(trouble)

    with make_client(handle).open_url(CDN) as download:
        assert b"".join(download.chunks) == b"one two"

    assert len(pauses) == 2


def test_a_host_that_stays_down_ends_in_our_own_error(make_client: ClientMaker) -> None:
    def unreachable(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("x")

    with pytest.raises(ServerError), make_client(lambda _: httpx.Response(502)).open_url(CDN):
        pass
    with pytest.raises(APIConnectionError), make_client(unreachable).open_url(CDN):
        pass


def test_bytes_that_break_off_end_in_our_own_error_and_close_the_connection(make_client: ClientMaker) -> None:
    body = Pieces(breaks=True)
    received = []
    with make_client(lambda _: httpx.Response(200, stream=body)).open_url(CDN) as download:
        received.append(next(download.chunks))
        with pytest.raises(APITimeoutError):
            next(download.chunks)

    assert received == [b"one "]
    assert body.closed


def test_hanging_up_in_the_middle_closes_the_connection(make_client: ClientMaker) -> None:
    body = Pieces()
    with make_client(lambda _: httpx.Response(200, stream=body)).open_url(CDN) as download:
        assert next(iter(download.chunks)) == b"one "

    assert body.closed

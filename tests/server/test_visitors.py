"""Each browser gets an id of its own, once, on a page load."""

from collections.abc import Callable
from http.cookies import Morsel, SimpleCookie
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from scenario_server.middleware import middleware
from scenario_server.visitors import visitor_of
from scenario_ui.visitor import VISITOR_COOKIE, new_visitor, read_visitor

PAGE = {"Accept": "text/html,application/xhtml+xml"}


async def _page(request: Request) -> Response:
    if request.headers.get("if-none-match"):
        return Response(status_code=304)
    return HTMLResponse("<p>hello</p>")


async def _who(request: Request) -> Response:
    return JSONResponse(visitor_of(request))


@pytest.fixture
def site(serve: Callable[[Any], str]) -> str:
    routes = [
        Route("/", _page),
        Route("/who", _who),
        Route("/script.js", lambda _request: PlainTextResponse("1", media_type="text/javascript")),
    ]
    return serve(Starlette(routes=routes, middleware=middleware()))


def _cookie(answer: httpx.Response) -> Morsel[str]:
    return SimpleCookie(answer.headers["set-cookie"])[VISITOR_COOKIE]


def test_the_first_page_brings_the_cookie_and_the_next_does_not(site: str, browser: httpx.Client) -> None:
    """A browser keeps its id for a year, and scripts cannot read it."""
    first = browser.get(site, headers=PAGE)
    second = browser.get(site, headers=PAGE)

    cookie = _cookie(first)
    assert read_visitor({VISITOR_COOKIE: cookie.value}) == cookie.value
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == "31536000"
    assert cookie["path"] == "/"
    assert "set-cookie" not in second.headers
    assert browser.get(f"{site}/who").json() == cookie.value


def test_two_browsers_are_two_visitors(site: str) -> None:
    """Ids are random."""
    assert _cookie(httpx.get(site, headers=PAGE)).value != _cookie(httpx.get(site, headers=PAGE)).value


def test_only_page_loads_bring_it(site: str) -> None:
    """A script, a picture or an API answer may be cached or asked for by another site."""
    assert "set-cookie" not in httpx.get(f"{site}/script.js", headers={"Accept": "*/*"}).headers
    assert "set-cookie" not in httpx.get(f"{site}/script.js", headers=PAGE).headers
    assert "set-cookie" not in httpx.get(f"{site}/who").headers
    assert "set-cookie" not in httpx.post(site, headers=PAGE).headers


def test_a_page_from_the_browsers_own_cache_brings_it_too(site: str) -> None:
    """Somebody who has cleared cookies but not the cache would otherwise stay nobody."""
    assert "set-cookie" in httpx.get(site, headers={**PAGE, "If-None-Match": '"x"'}).headers


@pytest.mark.parametrize("value", ["", "short", "x" * 33, "a" * 31 + "=", "../../../../../../../../../../.."])
def test_an_id_that_we_never_made_is_replaced(site: str, value: str) -> None:
    """It would name nobody."""
    answer = httpx.get(site, headers=PAGE, cookies={VISITOR_COOKIE: value})

    assert read_visitor({VISITOR_COOKIE: value}) is None
    assert _cookie(answer).value != value


def test_behind_https_the_cookie_is_secure(site: str) -> None:
    """The proxy says so; plain http on one's own machine must work without."""
    behind_proxy = httpx.get(site, headers={**PAGE, "X-Forwarded-Proto": "https"})

    assert _cookie(behind_proxy)["secure"]
    assert not _cookie(httpx.get(site, headers=PAGE))["secure"]


def test_ids_are_long_and_random() -> None:
    """24 bytes of randomness, in letters that a cookie holds."""
    ids = {new_visitor() for _ in range(100)}

    assert len(ids) == 100
    assert all(read_visitor({VISITOR_COOKIE: made}) == made for made in ids)


def test_every_answer_carries_the_security_headers(site: str) -> None:
    """Pages, scripts and refusals alike."""
    for path in ("/", "/script.js", "/nowhere"):
        headers = httpx.get(site + path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["content-security-policy"] == "frame-ancestors 'self'"
        assert headers["permissions-policy"].startswith("camera=(self), microphone=(self)")

"""The page tells the front end where its server is; nothing else is touched."""

import httpx
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from scenario_server.front_page import FrontPageMiddleware
from tests.server.conftest import Serve

PAGE = "<!DOCTYPE html><html><head><title>Streamlit</title></head><body>" + "x" * 2000 + "</body></html>"
BROWSER = {"Accept": "text/html", "Accept-Encoding": "gzip"}


def _page(request: Request) -> Response:
    return HTMLResponse(PAGE)


def _text(request: Request) -> Response:
    return PlainTextResponse("<head>")


def _app(prefix: str = "") -> Starlette:
    routes = [Route("/video", _page), Route("/text", _text)]
    middleware = [Middleware(FrontPageMiddleware, prefix=prefix), Middleware(GZipMiddleware)]
    return Starlette(routes=routes, middleware=middleware)


def test_a_page_names_its_server(serve: Serve, browser: httpx.Client) -> None:
    """Also where the server would have compressed it."""
    answer = browser.get(f"{serve(_app())}/video", headers=BROWSER)

    script = 'window.__streamlit = {BACKEND_BASE_URL: location.origin + "/"}'
    assert f"<head><script>{script}</script>" in answer.text
    assert answer.text.endswith("</html>")
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_the_base_path_is_part_of_the_address(serve: Serve, browser: httpx.Client) -> None:
    """An app below a path looks for its server there."""
    answer = browser.get(f"{serve(_app('/studio'))}/video", headers=BROWSER)

    assert 'location.origin + "/studio/"' in answer.text


def test_what_is_no_page_passes_as_it_is(serve: Serve, browser: httpx.Client) -> None:
    """Text, scripts, media: not a byte is changed, and what may be compressed still is."""
    address = serve(_app())
    assert browser.get(f"{address}/text", headers=BROWSER).text == "<head>"
    compressed = browser.get(f"{address}/video", headers={**BROWSER, "Accept": "*/*"})
    assert compressed.text == PAGE
    assert compressed.headers["content-encoding"] == "gzip"

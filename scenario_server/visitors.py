"""Gives each browser a visitor id, and tells whose request it is."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from scenario_ui.visitor import VISITOR_COOKIE, new_visitor, read_visitor

_ONE_YEAR = 365 * 24 * 3600  # seconds


def visitor_of(request: HTTPConnection) -> str | None:
    """The visitor who sends the request; None for somebody who has loaded no page yet."""
    return read_visitor(request.cookies)


class VisitorMiddleware:
    """Sets the visitor cookie on page loads that lack one.

    Plain ASGI rather than Starlette's BaseHTTPMiddleware: that one copies every streamed body. Only page
    loads are answered with a cookie, so that no cached script or picture carries one. The websocket of
    a page is opened after its HTML has come, so the script already sees the cookie.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on; adds the header where it is due."""
        if not _is_page_load(scope) or visitor_of(HTTPConnection(scope)) is not None:
            await self.app(scope, receive, send)
            return

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_page(message):
                MutableHeaders(scope=message).append("set-cookie", _cookie(new_visitor(), _is_https(scope)))
            await send(message)

        await self.app(scope, receive, send_with_cookie)


def _is_page_load(scope: Scope) -> bool:
    return bool(
        scope["type"] == "http"
        and scope["method"] == "GET"
        and "text/html" in Headers(scope=scope).get("accept", "")
    )


def _is_page(message: Message) -> bool:
    """Whether the answer is a page, fresh or (304) as the browser still has it."""
    kind = MutableHeaders(scope=message).get("content-type", "")
    return message["status"] == 304 or (message["status"] == 200 and kind.startswith("text/html"))


def _is_https(scope: Scope) -> bool:
    """Whether the browser came by https, to us or to a proxy before us.

    The proxy's header may be forged, but only by the visitor, whose own cookie is all that it changes.
    """
    return scope.get("scheme") == "https" or Headers(scope=scope).get("x-forwarded-proto") == "https"


def _cookie(value: str, secure: bool) -> str:
    """HttpOnly: no script needs it. Lax: a link from a chat message still finds the visitor's results."""
    flags = "HttpOnly; SameSite=Lax" + ("; Secure" if secure else "")
    return f"{VISITOR_COOKIE}={value}; Path=/; Max-Age={_ONE_YEAR}; {flags}"

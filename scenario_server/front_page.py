"""Tells Streamlit's front end where its server is, in the page that it loads."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEAD = b"<head>"


class FrontPageMiddleware:
    """Writes the server's address into Streamlit's HTML page.

    Opened at /video, the front end looks for its server at /video/_stcore first and at /_stcore after two
    404s that stand in the browser's console. `window.__streamlit`, its hook for hosts that embed it, names
    the address at once. A front end that no longer knows the hook would merely look around again.
    """

    def __init__(self, app: ASGIApp, *, prefix: str = "") -> None:
        self.app = app
        address = f'{{BACKEND_BASE_URL: location.origin + "{prefix}/"}}'
        self._script = f"<script>window.__streamlit = {address}</script>".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on; the page, and only the page, is held back until it is whole."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self.app(scope, receive, send)
            return
        start: Message | None = None
        body = b""

        async def send_with_address(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _is_page(message):
                start = message
            elif start is not None and message["type"] == "http.response.body":
                body += message.get("body", b"")
                if not message.get("more_body", False):
                    await self._send_page(send, start, body)
            else:
                await send(message)

        await self.app(_asking_for_plain_text(scope), receive, send_with_address)

    async def _send_page(self, send: Send, start: Message, body: bytes) -> None:
        page = body.replace(_HEAD, _HEAD + self._script, 1)
        MutableHeaders(scope=start)["content-length"] = str(len(page))
        await send(start)
        await send({"type": "http.response.body", "body": page})


def _asking_for_plain_text(scope: Scope) -> Scope:
    """The same request without leave to compress: a compressed page could not be written into."""
    kept = [(name, value) for name, value in scope["headers"] if name.lower() != b"accept-encoding"]
    return {**scope, "headers": kept}


def _is_page(message: Message) -> bool:
    """Whether the answer is a whole page."""
    headers = MutableHeaders(scope=message)
    return message["status"] == 200 and headers.get("content-type", "").startswith("text/html")

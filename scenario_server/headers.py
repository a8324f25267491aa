"""Headers that close what the app does not need, on every answer."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECURITY_HEADERS = {
    # A file is what its type says, whatever its bytes look like.
    "X-Content-Type-Options": "nosniff",
    # Addresses here may hold ids; other sites learn nothing of them.
    "Referrer-Policy": "same-origin",
    # No other site may lay the app under its own buttons. No more: Streamlit needs inline styles and blobs.
    "Content-Security-Policy": "frame-ancestors 'self'",
    # Camera and microphone are inputs of some models; nothing here asks for the rest.
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()",
}


class SecurityHeadersMiddleware:
    """Adds the headers above where an answer does not set its own. Plain ASGI: nothing is copied."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything on; adds the headers as an answer starts."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)

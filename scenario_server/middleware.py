"""What every request passes through, outermost first."""

from starlette.middleware import Middleware

from scenario_server.base_path import base_path
from scenario_server.front_page import FrontPageMiddleware
from scenario_server.headers import SecurityHeadersMiddleware
from scenario_server.visitors import VisitorMiddleware


def middleware() -> list[Middleware]:
    """The middleware for `st.App`."""
    return [
        Middleware(SecurityHeadersMiddleware),
        Middleware(VisitorMiddleware),
        Middleware(FrontPageMiddleware, prefix=base_path()),
    ]

"""What every request passes on its way in and every answer on its way out, outermost first."""

from starlette.middleware import Middleware

from scenario_server.headers import SecurityHeadersMiddleware
from scenario_server.visitors import VisitorMiddleware


def middleware() -> list[Middleware]:
    """The list for `st.App`; Streamlit's own comes within it."""
    return [Middleware(SecurityHeadersMiddleware), Middleware(VisitorMiddleware)]

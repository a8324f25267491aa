"""Who is looking: a random id that a browser keeps in a cookie, so that its results stay its own.

The server sets the cookie on page loads (`scenario_server/visitors.py`); a script can only read it.
"""

import re
import secrets
from collections.abc import Mapping

import streamlit as st

VISITOR_COOKIE = "studio_visitor"

_BYTES = 24  # of randomness: nobody guesses another visitor's id
_SHAPE = re.compile(r"[A-Za-z0-9_-]{32}")  # what `new_visitor` makes of them


def visitor() -> str:
    """The id of the visitor whose script runs: the cookie's, else one that lasts as long as the session."""
    known = read_visitor(st.context.cookies)
    return known if known is not None else st.session_state.setdefault("visitor", new_visitor())


def read_visitor(cookies: Mapping[str, str]) -> str | None:
    """The id in a request's cookies; None where there is none, or none that we could have made."""
    given = cookies.get(VISITOR_COOKIE, "")
    return given if _SHAPE.fullmatch(given) else None


def new_visitor() -> str:
    """An id for somebody new."""
    return secrets.token_urlsafe(_BYTES)

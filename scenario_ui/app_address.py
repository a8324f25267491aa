"""Where the browser sees the app: the beginning of every address that this app answers itself."""

from urllib.parse import urlsplit

import streamlit as st


def app_address() -> str:
    """The address without a slash at the end; without a browser (a test) that of this machine."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    seen = urlsplit(st.context.url or f"http://localhost:{st.get_option('server.port')}")
    return f"{seen.scheme}://{seen.netloc}" + (f"/{base}" if base else "")

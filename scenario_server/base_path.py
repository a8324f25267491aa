"""The base path that Streamlit runs at."""

import streamlit as st


def base_path() -> str:
    """The path before every address of the app, such as "/studio"; empty at the root.

    Streamlit adds it to its own routes and not to ours.
    """
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""

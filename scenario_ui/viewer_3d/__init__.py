"""A 3D object that turns in the browser: a component of our own on the three.js of trimesh's wheel.

Nothing comes back to Python: what a visitor toggles stays in the browser, so a rerun sends 1.5 kB and
the camera stays where it is. Check a file with `scenario_core.glb.check_glb` before it is shown here.
"""

import functools
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from scenario_ui.viewer_3d.three_js import three_js

_HERE = Path(__file__).resolve().parent


def viewer_3d(*, url: str, token: str, alt: str, height: int = 420, poster: str = "", key: str) -> None:
    """Draws the GLB at `url`, an address of this app, `height` pixels high.

    `token` names the bytes: as long as it stays, the object is not fetched again and the camera stays.
    `alt` says in plain text what is to be seen; `poster` is the address of a picture shown until it is there.
    """
    data = {"token": token, "url": url, "alt": alt, "height": height, "poster": poster}
    _component()(key=key, data=data)


@functools.cache
def _component() -> ComponentRenderer:
    """The component, registered once a process."""
    return st.components.v2.component(
        "viewer_3d",
        html=_text("viewer.html"),
        css=_text("viewer.css"),
        js=three_js() + _text("orbit.js") + _text("viewer.js"),
    )


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")

"""The viewer's script comes out of trimesh's wheel, and Python sends it little."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from scenario_ui import viewer_3d as package
from scenario_ui.viewer_3d.three_js import three_js

HERE = Path(package.__file__).parent
TOGGLES = ("play", "reset", "nearer", "farther", "spin", "wireframe", "background", "fullscreen")


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def test_the_library_is_where_trimesh_keeps_it() -> None:
    """An update of trimesh that moves or changes it fails here, not before a visitor."""
    script = three_js()

    assert 'const e="140"' in script
    assert "THREE.GLTFLoader=GLTFLoader" in script
    assert "PMREMGenerator" in script
    assert "trackball" not in script.rpartition("GLTFLoader=GLTFLoader")[2].lower()
    assert "$B64GLTF" not in script


def test_finding_the_library_does_not_import_trimesh() -> None:
    """It takes a second, and a page that shows a picture has no use for it."""
    code = (
        "import sys; from scenario_ui.viewer_3d.three_js import three_js;"
        "three_js(); print('trimesh' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "False"


@pytest.mark.skipif(shutil.which("node") is None, reason="no node here to read the script with")
def test_the_whole_script_can_be_read_as_a_module(tmp_path: Path) -> None:
    """Library and our own parts joined, as the browser gets them."""
    script = tmp_path / "viewer.mjs"
    script.write_text(three_js() + _text("orbit.js") + _text("viewer.js"), encoding="utf-8")
    checked = subprocess.run(["node", "--check", str(script)], capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stderr


def test_our_script_asks_nobody_and_writes_no_markup() -> None:
    """The only request is for the address that Python names; text from outside is set as text."""
    ours = _text("orbit.js") + _text("viewer.js")

    assert "http" not in ours
    assert ours.count("fetch(") == 1
    assert not any(word in ours for word in ("innerHTML", "insertAdjacentHTML", "eval(", "document.write"))


@pytest.mark.parametrize("name", TOGGLES)
def test_every_button_has_a_name_and_an_act(name: str) -> None:
    """Icons alone tell a screen reader nothing."""
    assert f'data-do="{name}"' in _text("viewer.html")
    names, _, _ = _text("viewer.js").partition("const HOW")
    assert f"{name}:" in names
    assert f"      {name}: () =>" in _text("viewer.js")


def test_colours_are_the_themes() -> None:
    """Only the two chosen backgrounds are our own."""
    own = [line for line in _text("viewer.css").splitlines() if "#" in line and not line.startswith("/*")]

    assert [line.split()[0] for line in own] == [
        '.viewer[data-background="light"]',
        '.viewer[data-background="dark"]',
    ]
    assert "var(--st-primary-color)" in _text("viewer.css")


def _page() -> None:
    from scenario_ui.viewer_3d import viewer_3d

    viewer_3d(
        url="http://localhost:1/files/a", token="a", alt="A chest", poster="http://localhost:1/p", key="one"
    )
    viewer_3d(url="http://localhost:1/files/b", token="b", alt="<b>", height=300, key="two")


def test_python_sends_addresses_and_words_only() -> None:
    """No bytes of a model pass through Streamlit, and two viewers keep apart."""
    at = AppTest.from_function(_page).run()

    assert not at.exception
    sent: list[dict[str, Any]] = [json.loads(element.proto.json) for element in at.get("bidi_component")]
    assert sent[0] == {
        "token": "a",
        "url": "http://localhost:1/files/a",
        "alt": "A chest",
        "height": 420,
        "poster": "http://localhost:1/p",
    }
    assert (sent[1]["token"], sent[1]["height"]) == ("b", 300)

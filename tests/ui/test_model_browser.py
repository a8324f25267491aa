"""The browser's script: what a search finds, in which order; and that text from outside stays text."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from scenario_ui import model_browser as package

HERE = Path(package.__file__).parent
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="no node here to run the script with")

ROWS = [
    {"i": "a", "n": "FLUX.1 dev", "m": "Black Forest Labs", "t": ["Open"], "s": ["txt", "img"]},
    {"i": "b", "n": "Séance Painter", "l": "Paints flux of light", "s": ["txt"]},
    {"i": "c", "n": "Old FLUX", "r": "FLUX.1 dev", "s": ["img"]},
    {"i": "d", "n": "Riso Press", "b": "FLUX.1 dev", "k": "style", "t": ["Print"], "s": ["txt"]},
]
NONE = {"words": "", "maker": "", "tag": "", "styles": False, "sources": []}


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _found(folder: Path, filters: dict[str, Any], favourites: list[str], recent: list[str]) -> list[Any]:
    given = json.dumps([ROWS, {**NONE, **filters}, favourites, recent])
    script = folder / "search.mjs"
    script.write_text(
        _text("search.js") + f"\nconst [rows, filters, liked, recent] = {given};\n"
        "const found = sections(rows, filters, liked, recent);\n"
        "console.log(JSON.stringify(found.map(([title, rows]) => [title, rows.map((row) => row.i)])));\n"
    )
    ran = subprocess.run(["node", str(script)], capture_output=True, text=True, check=True)
    return list(json.loads(ran.stdout))


@needs_node
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"words": "flux"}, ["a", "b", "d", "c"]),
        ({"words": "flux1"}, ["a", "d"]),
        ({"words": "FLUX.1 DEV"}, ["a", "d"]),
        ({"words": "forest open"}, ["a"]),
        ({"words": "seance"}, ["b"]),
        ({"words": "flux nowhere"}, []),
        ({"words": "lora"}, ["d"]),
        ({"words": "  ", "styles": True}, ["d"]),
        ({"sources": ["img"]}, ["a", "c"]),
        ({"sources": ["txt", "img"]}, ["a"]),
        ({"maker": "Black Forest Labs"}, ["a"]),
        ({"tag": "print"}, ["d"]),
        ({"words": ".*["}, []),
    ],
)
def test_a_search_finds_every_word_wherever_it_stands(
    tmp_path: Path, filters: dict[str, Any], expected: list[str]
) -> None:
    """The name weighs most; retired ones stand last."""
    assert [row for _, rows in _found(tmp_path, filters, [], []) for row in rows] == expected


@needs_node
def test_favourites_and_the_latest_stand_first_and_once(tmp_path: Path) -> None:
    assert _found(tmp_path, {}, ["d", "gone"], ["a", "d"]) == [
        ["Favourites", ["d"]],
        ["Chosen lately", ["a"]],
        ["All models", ["b", "c"]],
    ]
    assert _found(tmp_path, {}, [], []) == [["", ["a", "b", "c", "d"]]]


@needs_node
def test_the_whole_script_can_be_read_as_a_module(tmp_path: Path) -> None:
    script = tmp_path / "browser.mjs"
    script.write_text(_text("search.js") + _text("browser.js"), encoding="utf-8")
    checked = subprocess.run(["node", "--check", str(script)], capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stderr


def test_our_script_asks_nobody_and_writes_no_markup() -> None:
    """Names and lines are set as text; pictures come from an address that Python names."""
    ours = _text("search.js") + _text("browser.js")

    assert "http" not in ours
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert way not in ours

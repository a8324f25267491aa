"""Data flows one way: the table of what each room may import, held against the code."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = {"app", "pages", "scenario_core", "scenario_server", "scenario_ui", "sandbox"}

# Room (or file in it) -> the packages it may import beside the standard library and itself.
# The most particular entry wins.
MAY_IMPORT: dict[str, set[str]] = {
    "app.py": {"streamlit", "scenario_server"},
    "pages": {"streamlit", "scenario_ui", "scenario_core"},
    "scenario_ui": {"streamlit", "pandas", "scenario_core"},
    "scenario_ui/resources.py": {"streamlit", "scenario_core", "sandbox"},
    "scenario_server": {"starlette", "anyio", "streamlit", "scenario_core", "scenario_ui"},
    "scenario_core": {"pydantic"},
    "scenario_core/settings.py": {"dotenv"},
    "scenario_core/transport.py": {"httpx"},
    "scenario_core/store.py": {"sqlalchemy"},
    "scenario_core/media_probe.py": {"av"},
    "scenario_core/errors.py": set(),
    "sandbox": {"starlette", "uvicorn", "anyio", "PIL", "numpy", "av", "trimesh"},
}


def _files() -> list[Path]:
    rooms = [ROOT / room for room in sorted({entry.split("/")[0] for entry in MAY_IMPORT})]
    return [path for room in rooms for path in ([room] if room.is_file() else sorted(room.rglob("*.py")))]


def _allowed(path: Path) -> set[str]:
    name = path.relative_to(ROOT).as_posix()
    fitting = [entry for entry in MAY_IMPORT if name == entry or name.startswith(entry + "/")]
    return MAY_IMPORT[max(fitting, key=len)] | {name.split("/")[0]}


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("path", _files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_room_imports_only_what_it_may(path: Path) -> None:
    """Nothing points left, and only the transport beneath the client knows httpx."""
    foreign = _imports(path) - set(sys.stdlib_module_names) - _allowed(path)

    assert not foreign


def test_pages_are_short() -> None:
    """A page is the words special to it and one or two calls."""
    for path in (ROOT / "pages").glob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 50, path.name


def test_the_server_knows_of_the_drawing_room_only_what_is_shared() -> None:
    """Routes and middleware use the shared objects and the visitor, never a page or a widget."""
    allowed = {"scenario_ui.resources", "scenario_ui.visitor"}
    for path in (ROOT / "scenario_server").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("scenario_ui"):
                modules = (
                    {f"scenario_ui.{alias.name}" for alias in node.names}
                    if node.module == "scenario_ui"
                    else {node.module}
                )
                assert modules <= allowed, path.name

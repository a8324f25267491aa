"""three.js with its GLTF loader, as text: read at run time from the page that trimesh's wheel carries.

The wheel of trimesh 5.2 holds release r140 (MIT). Reading it costs the project no copy, no download and
no further dependency; a test holds the marks that the cut relies on.
"""

import functools
import importlib.util
import zipfile
from pathlib import Path

_MARK = "var camera,controls,scene,renderer,tracklight;"  # where the page's own code begins


@functools.cache
def three_js() -> str:
    """Script text that defines `THREE` and `GLTFLoader` and leaves no name on the page.

    About 0.7 MB. Raises RuntimeError where trimesh is missing or its page has changed.
    """
    library, mark, _ = _page_script().partition(_MARK)
    if not mark or "THREE.GLTFLoader=GLTFLoader" not in library:
        raise RuntimeError("trimesh's viewer page has changed: viewer_3d/three_js.py must learn its new form")
    return (
        # Its own mark on the page would make the next viewer warn of a second copy.
        "delete globalThis.__THREE__;\n"
        # The library fills what it takes for a module's exports: a constant of this script.
        "const THREE = {}; { const exports = THREE, module = { exports };\n"
        f"{library}\n}}\n"
        "const GLTFLoader = THREE.GLTFLoader;\n"
    )


def _page_script() -> str:
    """The script of the page in the wheel. trimesh is located, not imported: that takes a second."""
    found = importlib.util.find_spec("trimesh")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("trimesh is not installed: pip install -r requirements.txt")
    archive = Path(found.submodule_search_locations[0]) / "resources" / "templates" / "viewer.zip"
    with zipfile.ZipFile(archive) as files:
        page = files.read("viewer.html.template").decode()
    return page.partition("<script>")[2].rpartition("</script>")[0]

"""3D objects that were given: GLB, glTF, OBJ, PLY and STL through trimesh, FBX by its first bytes."""

import io
import re
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sandbox.intake.taken import NotOfKindError, Taken
from sandbox.media.objects.material import Material
from sandbox.media.objects.mesh import Floats, Part, unit

_MIME_TYPES = {
    "glb": "model/gltf-binary",
    "gltf": "model/gltf+json",
    "obj": "model/obj",
    "ply": "model/ply",
    "stl": "model/stl",
    "stl_ascii": "model/stl",
    "fbx": "application/vnd.autodesk.fbx",
}
_CLAY = Material("Clay", (0.72, 0.70, 0.68), 0.0, 0.7)
_HEAD = 65_536
_DRAWN_FACES = 60_000  # more take too long for a thumbnail; the file keeps all of its own


def inspect_object(path: Path) -> Taken:
    """A 3D object: its format, faces, vertices and sides, and a portrait in plain clay."""
    from sandbox.media.objects.studio import portrait

    form = _format(path)
    if form == "fbx":
        # No reader here: the first bytes are all that can be checked.
        return Taken(_MIME_TYPES[form], {"format": form})
    scene = _scene(path, form)
    parts = parts_of(path)
    told: dict[str, object] = {
        "format": form.removesuffix("_ascii"),
        "faceCount": sum(len(mesh.faces) for mesh in scene.geometry.values()),
        "vertexCount": sum(len(mesh.vertices) for mesh in scene.geometry.values()),
        "dimensions": [round(float(side), 4) for side in scene.extents],
        "hasUVs": any(getattr(mesh.visual, "uv", None) is not None for mesh in scene.geometry.values()),
        "hasNormals": True,
        "hasSkeleton": False,
        "hasAnimations": False,
    }
    return Taken(_MIME_TYPES[form], told, portrait(parts))


def parts_of(path: Path, material: Material = _CLAY) -> list[Part]:
    """The object as one part of a material, about 1.2 m large, standing on y = 0 around the y axis.

    Raises `NotOfKindError` for a file without a surface.
    """
    mesh = _scene(path, _format(path)).to_mesh()
    points = np.asarray(mesh.vertices, dtype=np.float64)
    faces = np.asarray(mesh.faces, dtype=np.int64)
    normals = _normals(points, faces)
    faces = faces[:: max(1, -(-len(faces) // _DRAWN_FACES))]
    low, high = points.min(0), points.max(0)
    middle = (low + high) / 2
    middle[1] = low[1]
    points = (points - middle) * (1.2 / max(float((high - low).max()), 1e-9))
    return [Part("Given object", material, points, normals, points[:, :2].copy(), faces)]


def _normals(points: Floats, faces: NDArray[np.int64]) -> Floats:
    """Smooth normals: at each vertex its faces' own, weighed by area. trimesh would want SciPy for it."""
    corners = points[faces]
    cross = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    owner = faces.ravel()
    sums = [np.bincount(owner, np.repeat(cross[:, axis], 3), len(points)) for axis in range(3)]
    return unit(np.stack(sums, 1))


def _scene(path: Path, form: str) -> Any:
    import trimesh

    if form == "fbx":
        raise NotOfKindError("The sandbox cannot read FBX files")
    with path.open("rb") as file:
        scene = trimesh.load_scene(io.BytesIO(file.read()), file_type=form)
    meshes = {name: mesh for name, mesh in scene.geometry.items() if len(getattr(mesh, "faces", ())) > 0}
    if not meshes:
        raise NotOfKindError("The file is not a 3D object: it has no surface")
    return scene


def _format(path: Path) -> str:
    """The format that the bytes themselves tell."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    size = path.stat().st_size
    if head.startswith(b"glTF"):
        return "glb"
    if head.startswith(b"Kaydara FBX Binary"):
        return "fbx"
    if head.startswith(b"ply"):
        return "ply"
    if len(head) >= 84 and size == 84 + 50 * int.from_bytes(head[80:84], "little"):
        return "stl"
    if head.startswith(b"solid") and b"facet" in head:
        return "stl_ascii"
    if head.lstrip().startswith(b"{") and b'"asset"' in head:
        return "gltf"
    if re.search(rb"^v\s+-?[\d.]", head, re.MULTILINE):
        return "obj"
    raise NotOfKindError("The file is not a 3D object of a known format")

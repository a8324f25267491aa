"""3D objects as GLB files with PBR materials, different for each prompt and seed."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sandbox.media.medium import Medium
from sandbox.media.objects.catalog import BUILDERS, kind_of
from sandbox.media.objects.glb import write_glb
from sandbox.media.objects.material import wished
from sandbox.media.objects.mesh import Part, flattened, rotation, subdivided
from sandbox.media.objects.plinth import HEIGHT, build_plinth
from sandbox.media.objects.relief import build_pillar, build_relief
from sandbox.media.objects.studio import portrait

_LOW_POLY = re.compile(r"low[\s-]?poly|faceted|origami", re.IGNORECASE)
_DETAILS = (0.3, 5.0)  # below, shapes fall apart; above, nobody sees a difference


def make_object(prompt: str, seed: int, *, faces: int | None = None) -> Medium:
    """A GLB of one to two metres that stands on y = 0, its front along +z, with a picture of it.

    `faces` is a wish for the number of triangles: curves get finer or coarser, and what is still
    too coarse is cut up. Equal arguments give equal bytes.
    """
    parts = _built(prompt, seed, 1.0)
    shown = parts
    if faces is not None:
        parts = _with_about(faces, prompt, seed, parts)
        shown = parts if _count(parts) < _count(shown) else shown
    return _medium(parts, shown, prompt)


def make_relief(pictures: Sequence[Path], prompt: str, seed: int, *, faces: int | None = None) -> Medium:
    """A GLB that shows the given pictures: one as a framed relief, several on the sides of a pillar."""
    standing = build_pillar(pictures, faces) if len(pictures) > 1 else build_relief(pictures[0], faces)
    # Another seed turns it a little on its plinth.
    turn = rotation("y", float(np.random.default_rng(seed).uniform(-9, 15)))
    return _on_plinth(_centred([part.turned(turn) for part in standing]), prompt or "Given pictures")


def make_repainted(path: Path, prompt: str, seed: int) -> Medium:
    """A given object in the colour of the prompt, as a GLB. Raises what its reader raises."""
    from sandbox.intake.solid import parts_of

    hue = np.random.default_rng(seed).uniform(0, 1)
    red, green, blue = (float(0.5 + 0.38 * np.cos(2 * np.pi * (hue + shift))) for shift in (0.0, 0.33, 0.67))
    paint = wished(prompt, "Repainted", (red, green, blue), metallic=0.1, roughness=0.42)
    return _on_plinth(parts_of(path, paint), prompt or "Given object")


def _on_plinth(standing: list[Part], title: str) -> Medium:
    reach = max(float(np.hypot(part.vertices[:, 0], part.vertices[:, 2]).max()) for part in standing)
    parts = [part.moved(y=HEIGHT) for part in standing] + build_plinth(reach + 0.16, 1.0)
    return _medium(parts, parts, title)


def _medium(parts: list[Part], shown: list[Part], title: str) -> Medium:
    """The parts as a file, and a portrait of the parts that are shown for them."""
    vertices = np.concatenate([part.vertices for part in parts])
    return Medium(
        kind="3d",
        mime_type="model/gltf-binary",
        extension="glb",
        data=write_glb(parts, title[:80]),
        properties={
            "format": "glb",
            "faceCount": _count(parts),
            "vertexCount": len(vertices),
            "dimensions": [round(float(size), 4) for size in np.ptp(vertices, axis=0)],
            "hasUVs": True,
            "hasNormals": True,
            "hasSkeleton": False,
            "hasAnimations": False,
        },
        thumbnail=portrait(shown),
    )


def _built(prompt: str, seed: int, detail: float) -> list[Part]:
    key = hashlib.sha256(f"{seed}\n{prompt}".encode()).digest()
    rng = np.random.default_rng(int.from_bytes(key[:8]))
    low_poly = _LOW_POLY.search(prompt) is not None
    parts = BUILDERS[kind_of(prompt)](prompt, rng, detail * (0.42 if low_poly else 1.0))
    standing = _centred([flattened(part) for part in parts] if low_poly else parts)
    reach = max(float(np.hypot(part.vertices[:, 0], part.vertices[:, 2]).max()) for part in standing)
    plinth = build_plinth(reach + 0.16, detail)
    return [part.moved(y=HEIGHT) for part in standing] + plinth


def _centred(parts: list[Part]) -> list[Part]:
    """The parts moved together so that they stand on y = 0 around the y axis."""
    points = np.concatenate([part.vertices for part in parts])
    low, high = points.min(0), points.max(0)
    return [part.moved(-(low[0] + high[0]) / 2, -low[1], -(low[2] + high[2]) / 2) for part in parts]


def _count(parts: list[Part]) -> int:
    return sum(len(part.faces) for part in parts)


def _with_about(faces: int, prompt: str, seed: int, usual: list[Part]) -> list[Part]:
    """The object again with about so many triangles, as far as its shapes allow."""
    detail = float(np.clip(np.sqrt(faces / _count(usual)), *_DETAILS))
    parts = _built(prompt, seed, detail)
    while True:
        # The largest part that still fits gains the most by being cut up: one triangle becomes four.
        room = faces * 1.15 - _count(parts)
        fitting = [number for number, part in enumerate(parts) if 3 * len(part.faces) <= room]
        if not fitting:
            return parts
        largest = max(fitting, key=lambda number: len(parts[number].faces))
        parts[largest] = subdivided(parts[largest])

"""Shapes as triangles: a part is a piece of one material, with normals and texture coordinates.

Units are metres, y is up and the front looks along +z, as glTF wants it. Every builder gives
outward-facing, counter-clockwise triangles.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sandbox.media.objects.material import Material

Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Part:
    """A named piece: vertices (n, 3), unit normals (n, 3), texture coordinates (n, 2), faces (m, 3)."""

    name: str
    material: Material
    vertices: Floats = field(repr=False)
    normals: Floats = field(repr=False)
    uvs: Floats = field(repr=False)
    faces: NDArray[np.int64] = field(repr=False)

    def moved(self, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> "Part":
        """The part shifted."""
        return replace(self, vertices=self.vertices + np.array((x, y, z)))

    def turned(self, matrix: Floats) -> "Part":
        """The part under a rotation matrix (3, 3)."""
        return replace(self, vertices=self.vertices @ matrix.T, normals=self.normals @ matrix.T)

    def scaled(self, x: float, y: float, z: float) -> "Part":
        """The part stretched along the axes by positive factors."""
        normals = unit(self.normals / np.array((x, y, z)))
        return replace(self, vertices=self.vertices * np.array((x, y, z)), normals=normals)


def unit(vectors: Floats) -> Floats:
    """The vectors at length one; a zero vector points up."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    up = np.zeros_like(vectors)
    up[..., 1] = 1.0
    return np.where(length > 1e-12, vectors / np.maximum(length, 1e-12), up)


def rotation(axis: str, degrees: float) -> Floats:
    """The matrix that turns counter-clockwise around "x", "y" or "z"."""
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    matrix = np.eye(3)
    first, second = {"x": (1, 2), "y": (2, 0), "z": (0, 1)}[axis]
    matrix[first, first] = matrix[second, second] = cos
    matrix[first, second], matrix[second, first] = -sin, sin
    return matrix


def joined(name: str, parts: Sequence[Part]) -> Part:
    """Several parts as one, in the material of the first."""
    starts = np.cumsum([0] + [len(part.vertices) for part in parts[:-1]])
    return Part(
        name,
        parts[0].material,
        np.concatenate([part.vertices for part in parts]),
        np.concatenate([part.normals for part in parts]),
        np.concatenate([part.uvs for part in parts]),
        np.concatenate([part.faces + start for part, start in zip(parts, starts, strict=True)]),
    )


def faceted(name: str, material: Material, vertices: ArrayLike, faces: ArrayLike) -> Part:
    """Flat faces with hard edges; the texture is laid on from the axis each face looks along most."""
    corners = np.asarray(vertices, dtype=np.float64)[np.asarray(faces, dtype=np.int64)]
    cross = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    keep = np.linalg.norm(cross, axis=1) > 1e-12
    corners, normals = corners[keep], np.repeat(unit(cross[keep]), 3, axis=0)
    points = corners.reshape(-1, 3)
    flat = np.arange(len(points)).reshape(-1, 3)
    return Part(name, material, points, normals, _box_uvs(points, normals), flat)


def _box_uvs(points: Floats, normals: Floats) -> Floats:
    axis = np.abs(normals).argmax(1)
    across = np.where(axis == 0, points[:, 2], points[:, 0])
    along = np.where(axis == 1, points[:, 2], points[:, 1])
    return np.stack([across, along], 1)


def surface(name: str, material: Material, grid: Floats, *, repeat: tuple[float, float] = (1.0, 1.0)) -> Part:
    """A smooth sheet from a grid of points (rows, columns, 3); its outside is where rows x columns points.

    Edges that meet get shared normals, so tubes and balls show no seam.
    """
    rows, columns = grid.shape[:2]
    down, right = _slope(grid, 0), _slope(grid, 1)
    normals = unit(np.cross(down, right))
    for edge in (0, -1):
        if np.ptp(grid[edge], axis=0).max() < 1e-9:  # a pole: every column meets in one point
            normals[edge] = unit(normals[1 if edge == 0 else -2].mean(0))
    v, u = np.meshgrid(np.linspace(0, repeat[1], rows), np.linspace(0, repeat[0], columns), indexing="ij")
    index = np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]
    faces = np.concatenate([np.stack([a, d, b], -1).reshape(-1, 3), np.stack([b, d, c], -1).reshape(-1, 3)])
    points = grid.reshape(-1, 3)
    faces = faces[_has_area(points, faces)]
    return Part(name, material, points, normals.reshape(-1, 3), np.stack([u, v], -1).reshape(-1, 2), faces)


def _slope(grid: Floats, axis: int) -> Floats:
    """Central differences along an axis, around the corner where first and last row coincide."""
    slope = np.gradient(grid, axis=axis)
    first, last = np.take(grid, 0, axis), np.take(grid, -1, axis)
    if np.abs(first - last).max() < 1e-9 and grid.shape[axis] > 3:
        seam = (np.take(grid, 1, axis) - np.take(grid, -2, axis)) / 2
        ends = [slice(None)] * 3
        for end in (0, -1):
            ends[axis] = end  # type: ignore[call-overload]
            slope[tuple(ends)] = seam
    return slope


def _has_area(points: Floats, faces: NDArray[np.int64]) -> NDArray[np.bool_]:
    corners = points[faces]
    cross = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    return np.asarray(np.linalg.norm(cross, axis=1) > 1e-12, dtype=np.bool_)


def flattened(part: Part) -> Part:
    """The part in the low-poly look: every triangle flat, with its texture as it was."""
    corners = part.vertices[part.faces]
    normal = unit(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]))
    count = len(part.faces) * 3
    return replace(
        part,
        vertices=corners.reshape(-1, 3),
        normals=np.repeat(normal, 3, axis=0),
        uvs=part.uvs[part.faces].reshape(-1, 2),
        faces=np.arange(count).reshape(-1, 3),
    )


def subdivided(part: Part) -> Part:
    """The part with every triangle cut into four at the middles of its edges."""
    first, second, third = part.faces.T
    edges = np.sort(
        np.concatenate([part.faces[:, [0, 1]], part.faces[:, [1, 2]], part.faces[:, [2, 0]]]), axis=1
    )
    unique, where = np.unique(edges, axis=0, return_inverse=True)
    ab, bc, ca = where.reshape(3, -1) + len(part.vertices)
    faces = np.concatenate(
        [np.stack(corner, 1) for corner in ((first, ab, ca), (ab, second, bc), (ca, bc, third), (ab, bc, ca))]
    )
    return replace(
        part,
        vertices=_with_middles(part.vertices, unique),
        normals=unit(_with_middles(part.normals, unique)),
        uvs=_with_middles(part.uvs, unique),
        faces=faces,
    )


def _with_middles(values: Floats, edges: NDArray[np.int64]) -> Floats:
    return np.concatenate([values, values[edges].mean(1)])

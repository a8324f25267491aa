"""The shapes that things are built from: boxes, lathed and swept bodies, balls, cut stones."""

from collections.abc import Sequence

import numpy as np

from sandbox.media.objects.material import Material
from sandbox.media.objects.mesh import Floats, Part, faceted, joined, rotation, surface, unit


def steps(detail: float, usual: int, least: int = 5) -> int:
    """How many segments a curve gets at a detail (1 is usual)."""
    return max(least, round(usual * detail))


def box(name: str, material: Material, size: Sequence[float], bevel: float = 0.012) -> Part:
    """A box around the origin with chamfered edges, which catch the light."""
    half = np.asarray(size, dtype=np.float64) / 2
    cut = min(bevel, float(half.min()) * 0.45)
    signs = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], dtype=np.float64)
    points = np.concatenate([signs * (half - cut * (np.arange(3) != axis)) for axis in range(3)])
    faces = [(4, 5, 7, 6), (0, 2, 3, 1), (10, 11, 15, 14), (8, 12, 13, 9), (17, 21, 23, 19), (16, 18, 22, 20)]
    for first, second in ((0, 1), (0, 2), (1, 2)):
        for corner in range(8):
            other = corner ^ (1 << (2 - (3 - first - second)))
            if corner < other:
                faces.append((first * 8 + corner, first * 8 + other, second * 8 + other, second * 8 + corner))
    triangles = [(face[0], face[i], face[i + 1]) for face in faces for i in (1, 2)]
    triangles += [(corner, corner + 8, corner + 16) for corner in range(8)]
    return faceted(name, material, points, _outwards(points, np.array(triangles)))


def _outwards(points: Floats, faces: Floats) -> Floats:
    """The triangles of a body that is convex around the origin, turned so that all look outwards."""
    a, b, c = (points[faces[:, corner]] for corner in range(3))
    inwards = (np.cross(b - a, c - a) * (a + b + c)).sum(1) < 0
    return np.where(inwards[:, None], faces[:, ::-1], faces)


def hull(name: str, material: Material, rings: Sequence[Floats]) -> Part:
    """Flat facets between rings of equally many points, closed at both ends: prisms, gems, roofs.

    Rings are listed from top to bottom; each runs counter-clockwise seen from outside, that is from above.
    """
    count = len(rings[0])
    points = np.concatenate([np.asarray(ring, dtype=np.float64) for ring in rings])
    faces = []
    for ring in range(len(rings) - 1):
        for number in range(count):
            a, b = ring * count + number, ring * count + (number + 1) % count
            faces += [(a, a + count, b), (b, a + count, b + count)]
    last = (len(rings) - 1) * count
    faces += [(0, number, number + 1) for number in range(1, count - 1)]
    faces += [(last, last + number + 1, last + number) for number in range(1, count - 1)]
    return faceted(name, material, points, faces)


def ring(count: int, radius: float, height: float, *, turn: float = 0.0) -> Floats:
    """So many points on a level circle, counter-clockwise from above."""
    angle = -np.linspace(0, 2 * np.pi, count, endpoint=False) - turn
    return np.stack([radius * np.cos(angle), np.full(count, height), radius * np.sin(angle)], 1)


def lathe(
    name: str, material: Material, profile: Sequence[tuple[float, float]], detail: float = 1.0,
    *, around: int = 40, smooth: bool = True, repeat: tuple[float, float] = (1.0, 1.0),
) -> Part:  # fmt: skip
    """A body of revolution around y from (radius, height) points, from bottom to top.

    A smooth profile is rounded into a curve through its points; otherwise its corners stay sharp.
    """
    points = np.asarray(profile, dtype=np.float64)
    count = steps(detail, around, 6)
    if smooth:
        curve = rounded(points, steps(detail, 6, 2))
        curve[:, 0] = np.maximum(curve[:, 0], 0.0)  # rounding must not carry it over its axis
        return _spun(name, material, curve, count, repeat)
    share = np.linalg.norm(np.diff(points, axis=0), axis=1)
    share *= repeat[1] / share.sum()
    pieces = [
        _spun(name, material, points[i : i + 2], count, (repeat[0], float(share[i])))
        for i in range(len(points) - 1)
    ]
    return joined(name, pieces)


def _spun(name: str, material: Material, profile: Floats, count: int, repeat: tuple[float, float]) -> Part:
    angle = np.linspace(0, 2 * np.pi, count + 1)
    radius, height = profile[:, 0, None], profile[:, 1, None]
    level = np.broadcast_to(height, (len(profile), count + 1))
    grid = np.stack([radius * np.cos(angle), level, radius * np.sin(angle)], -1)
    grid[:, -1] = grid[:, 0]
    return surface(name, material, grid, repeat=repeat)


def rounded(points: Floats, pieces: int) -> Floats:
    """A Catmull-Rom curve through the points, so many pieces between two of them."""
    ends = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    share = np.linspace(0, 1, pieces, endpoint=False)[:, None, None]
    a, b, c, d = ends[:-3], ends[1:-2], ends[2:-1], ends[3:]
    curve = 0.5 * (
        2 * b + (c - a) * share + (2 * a - 5 * b + 4 * c - d) * share**2 + (3 * b - a - 3 * c + d) * share**3
    )
    return np.concatenate([curve.transpose(1, 0, 2).reshape(-1, points.shape[1]), points[-1:]])


def ball(name: str, material: Material, radius: float, detail: float = 1.0, *, around: int = 32) -> Part:
    """A sphere around the origin."""
    turn = np.linspace(-np.pi / 2, np.pi / 2, steps(detail, around // 2, 4) + 1)
    profile = np.stack([radius * np.cos(turn), radius * np.sin(turn)], 1)
    profile[[0, -1], 0] = 0.0
    return _spun(name, material, profile, steps(detail, around, 6), (1.0, 1.0))


def tube(
    name: str, material: Material, path: Floats, radius: float | Floats, detail: float = 1.0,
    *, around: int = 12, closed: bool = False,
) -> Part:  # fmt: skip
    """A round tube along a path of points (n, 3); of one radius or one a point. Open tubes get caps."""
    count = steps(detail, around, 5)
    radii = np.broadcast_to(np.asarray(radius, dtype=np.float64), (len(path),))
    if closed:
        path, radii = np.concatenate([path, path[:1]]), np.append(radii, radii[0])
    along = _tangents(path, closed)
    side, up = _frames(along, closed)
    angle = -np.linspace(0, 2 * np.pi, count + 1)[None, :, None]
    circle = np.cos(angle) * side[:, None] + np.sin(angle) * up[:, None]
    grid = path[:, None] + circle * radii[:, None, None]
    grid[:, -1] = grid[:, 0]
    if not closed:
        grid = np.concatenate([np.broadcast_to(path[:1, None], grid[:1].shape), grid,
                               np.broadcast_to(path[-1:, None], grid[:1].shape)])  # fmt: skip
    return surface(name, material, grid, repeat=(1.0, float(len(path)) / 8))


def _tangents(path: Floats, closed: bool) -> Floats:
    along = np.gradient(path, axis=0)
    if closed:
        along[0] = along[-1] = path[1] - path[-2]
    return unit(along)


def _frames(along: Floats, closed: bool) -> tuple[Floats, Floats]:
    """Two directions across the path at every point that turn as little as they can."""
    start = np.eye(3)[np.abs(along[0]).argmin()]
    side = np.empty_like(along)
    side[0] = unit(np.cross(along[0], start))
    for point in range(1, len(along)):
        rest = side[point - 1] - along[point] * (side[point - 1] @ along[point])
        side[point] = unit(rest)
    up = np.cross(along, side)
    if closed:  # spread what is missing to close the loop over its whole length
        twist = np.arctan2(side[-1] @ up[0], side[-1] @ side[0])
        angle = (-twist * np.linspace(0, 1, len(along)))[:, None]
        side, up = side * np.cos(angle) + up * np.sin(angle), up * np.cos(angle) - side * np.sin(angle)
    return side, up


def rod(
    name: str, material: Material, start: Sequence[float], end: Sequence[float],
    radius: float | tuple[float, float], detail: float = 1.0, *, around: int = 16,
) -> Part:  # fmt: skip
    """A straight round bar between two points, of one radius or tapering between two, with sharp ends."""
    thick = radius if isinstance(radius, tuple) else (radius, radius)
    first, last = np.asarray(start, dtype=np.float64), np.asarray(end, dtype=np.float64)
    length = float(np.linalg.norm(last - first))
    profile = [(0.0, 0.0), (thick[0], 0.0), (thick[1], length), (0.0, length)]
    upright = lathe(name, material, profile, detail, around=around, smooth=False)
    return upright.turned(_towards(unit(last - first))).moved(*first)


def _towards(direction: Floats) -> Floats:
    """A rotation that takes y to the direction."""
    helper = np.array((1.0, 0.0, 0.0)) if abs(direction[0]) < 0.9 else np.array((0.0, 0.0, 1.0))
    across = unit(np.cross(helper, direction))
    return np.stack([np.cross(direction, across), direction, across], 1)


def extruded(name: str, material: Material, outline: Sequence[tuple[float, float]], depth: float) -> Part:
    """A star-shaped outline in the x-y plane as thick as `depth` along z."""
    flat = np.asarray(outline, dtype=np.float64)
    if (flat[:, 0] * (np.roll(flat[:, 1], -1) - np.roll(flat[:, 1], 1))).sum() < 0:
        flat = flat[::-1]
    count, centre = len(flat), flat.mean(0)
    front = np.concatenate([np.column_stack([flat, np.full(count, depth / 2)]), [[*centre, depth / 2]]])
    points = np.concatenate([front, front * np.array((1, 1, -1))])
    faces = []
    for here in range(count):
        there, back = (here + 1) % count, count + 1
        faces += [(here, there, count), (there + back, here + back, count + back)]
        faces += [(here, here + back, there), (there, here + back, there + back)]
    return faceted(name, material, points, faces)


def torus(
    name: str, material: Material, radius: float, thick: float, detail: float = 1.0, *, share: float = 1.0
) -> Part:
    """A ring in the x-y plane, or the first `share` of one, counter-clockwise from +x."""
    angle = np.linspace(0, 2 * np.pi * share, steps(detail, 36, 9), endpoint=share < 1.0)
    path = np.stack([radius * np.cos(angle), radius * np.sin(angle), np.zeros_like(angle)], 1)
    return tube(name, material, path, thick, detail, closed=share >= 1.0)


def gem(name: str, material: Material, radius: float, sides: int = 8) -> Part:
    """A brilliant-cut stone, its girdle around the origin."""
    half = np.pi / sides
    rings = [
        ring(sides, radius * 0.55, radius * 0.42),
        ring(sides, radius * 0.86, radius * 0.26, turn=half),
        ring(sides, radius, 0.0),
        ring(sides, radius * 0.6, -radius * 0.45, turn=half),
        ring(sides, radius * 0.02, -radius * 0.9),
    ]
    return hull(name, material, rings)


def placed(part: Part, matrices: Floats, offsets: Floats) -> Part:
    """Many copies of a part as one: one turned by each matrix (k, 3, 3) and moved by each offset (k, 3)."""
    count, size = len(matrices), len(part.vertices)
    vertices = np.einsum("kij,nj->kni", matrices, part.vertices) + offsets[:, None]
    normals = np.einsum("kij,nj->kni", matrices, part.normals)
    faces = part.faces[None] + (np.arange(count) * size)[:, None, None]
    return Part(
        part.name, part.material, vertices.reshape(-1, 3), normals.reshape(-1, 3),
        np.tile(part.uvs, (count, 1)), faces.reshape(-1, 3),
    )  # fmt: skip


def tilts(rng: np.random.Generator, count: int, degrees: float) -> Floats:
    """Random rotations: any turn around y, then a tilt of up to so many degrees."""
    return np.stack(
        [
            rotation("x", float(rng.uniform(-degrees, degrees)))
            @ rotation("z", float(rng.uniform(-degrees, degrees)))
            @ rotation("y", float(rng.uniform(0, 360)))
            for _ in range(count)
        ]
    )

"""How a surface looks: key light with shadows, open sky, a room to mirror, metal and gloss."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sandbox.media.objects.glb import linear, texture_name
from sandbox.media.objects.material import texture_pixels
from sandbox.media.objects.mesh import Floats, Part, unit
from sandbox.media.objects.raster import Seen, rasterise

Pixels: TypeAlias = NDArray[np.float32]

EYE = unit(np.array((0.62, 0.52, 1.0)))  # the direction in which the eye stands
_KEY = unit(np.array((-0.50, 1.0, 0.66)))  # the direction in which the key light stands
_KEY32 = _KEY.astype(np.float32)
_MAP = 384  # pixels of the shadow map's side
_LINEAR = np.array([linear(level / 255) for level in range(256)], dtype=np.float32)


class Shadow:
    """What the key light sees: its depth map, and the soft print of the object on the floor."""

    def __init__(self, whole: Part) -> None:
        right = unit(np.cross((0.0, 1.0, 0.0), _KEY))
        self._axes = np.stack([right, np.cross(_KEY, right), _KEY])
        points = _along(whole.vertices, self._axes)
        self._low = points.min(1)
        self._scale = _MAP * 0.7 / float((points.max(1) - self._low)[:2].max())
        self._depth = rasterise(self._place(whole.vertices).T, whole.faces, _MAP, _MAP).depth
        shape = (self._depth[::2, ::2] > 0).astype(np.float32)
        self._print = np.float32(0.6) * _blurred(shape, 3) + np.float32(0.4) * _blurred(shape, 14)

    def _place(self, points: Floats | Pixels) -> Floats:
        """Points (n, 3) as column, row and nearness in the map, shape (3, n)."""
        place: Floats = _along(points, self._axes) - self._low[:, None]
        place[:2] *= self._scale
        place[0] += _MAP * 0.15
        place[1] = _MAP * 0.85 - place[1]
        place[2] += 0.1
        return place

    def lit(self, points: Pixels) -> Pixels:
        """How much of the key light reaches each point, 0 to 1, from four soft looks at the map."""
        x, y, near = self._place(points).astype(np.float32)
        near = near + np.float32(0.02)
        lit = np.zeros(len(points), dtype=np.float32)
        for right, down in ((0.9, 0.3), (-0.9, -0.3), (0.3, -0.9), (-0.3, 0.9)):
            column, row = (x + np.float32(right)).astype(np.int32), (y + np.float32(down)).astype(np.int32)
            lit += self._depth[row, column] <= near
        return lit * np.float32(0.25)

    def on_floor(self, spots: Floats) -> Pixels:
        """How dark the floor is at places (n, 3)."""
        place = self._place(spots)[:2]
        inside = ((place >= 0) & (place < _MAP)).all(0)
        column, row = (np.clip(place, 0, _MAP - 1) / 2).astype(np.int32)
        return np.where(inside, self._print[row, column], np.float32(0))


def shade(
    whole: Part, parts: Sequence[Part], owner: NDArray[np.int64], seen: Seen, eye: Floats, shadow: Shadow
) -> Pixels:
    """The display colours in 0 to 1 of the visible pixels, shape (pixels, 3); `owner` is their part."""
    mixed = seen.mixed(np.concatenate([whole.normals, whole.vertices, whole.uvs], axis=1), whole.faces)
    normal, point = _unit(mixed[:, :3]), mixed[:, 3:6]
    base = _base_colours(parts, owner, mixed[:, 6:])
    materials = [part.material for part in parts]
    metallic = np.array([material.metallic for material in materials], dtype=np.float32)[owner, None]
    roughness = np.array([material.roughness for material in materials], dtype=np.float32)[owner]
    glow = np.array(
        [[linear(channel) for channel in material.glow] for material in materials], dtype=np.float32
    )
    view = _unit(eye.astype(np.float32) - point)
    key = (np.clip(_dot(normal, _KEY32), 0, 1) * shadow.lit(point))[:, None]
    open_air = _openness(seen)[:, None]
    sky = np.float32(0.42) + np.float32(0.20) * normal[:, 1:2]
    matt = base * (1 - metallic) * (sky * open_air + key * np.float32(1.5))
    facing = np.einsum("ij,ij->i", normal, view)[:, None]
    shine = np.float32(0.04) * (1 - metallic) + base * metallic
    edge = (1 - np.clip(facing, 0, 1)) ** 5 * (1 - roughness[:, None])
    shine += (np.float32(1.0) - shine) * edge
    mirrored = _room(normal * (2 * facing) - view, roughness) * (
        np.float32(0.25) + np.float32(0.75) * open_air
    )
    gloss = _highlight(normal, view, roughness)[:, None] * key
    return _display(matt + shine * (mirrored + gloss) + glow[owner])


# Not `@`: BLAS starts threads for such long thin arrays, which cost more than they save.
def _along(points: Floats | Pixels, axes: Floats) -> Floats:
    return np.asarray(np.einsum("ij,kj->ki", points, axes), dtype=np.float64)


def _dot(vectors: Pixels, direction: Pixels) -> Pixels:
    return np.asarray(np.einsum("ij,j->i", vectors, direction), dtype=np.float32)


def _unit(vectors: Pixels) -> Pixels:
    length = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    return np.asarray(vectors / np.maximum(length, np.float32(1e-6))[:, None], dtype=np.float32)


def _base_colours(parts: Sequence[Part], owner: NDArray[np.int64], uv: Pixels) -> Pixels:
    """The linear base colour of each pixel: the material's, times its texture where it has one."""
    colours = np.array(
        [[linear(channel) for channel in part.material.colour] for part in parts], dtype=np.float32
    )
    base = colours[owner]
    for texture in sorted({part.material.texture for part in parts} - {""}, key=texture_name):
        where = np.flatnonzero(np.array([part.material.texture == texture for part in parts])[owner])
        pixels = texture_pixels(texture)
        size = np.array(pixels.shape[1::-1], dtype=np.float32)
        place = uv[where] - np.floor(uv[where])
        column, row = np.minimum(place * size, size - 1).astype(np.int32).T
        base[where] *= _LINEAR[pixels[row, column]]
    return base


def _openness(seen: Seen) -> Pixels:
    """How open each visible pixel lies, 0 to 1: less where its surroundings are nearer to the eye."""
    step = 3
    depth = seen.depth[::step, ::step]
    there = depth > 0
    if not there.any():
        return np.ones(len(seen.pixels), dtype=np.float32)
    low, high = float(depth[there].min()), float(depth.max())
    near = np.where(there, (depth - low) / max(high - low, 1e-9), 0).astype(np.float32)
    cover, hollow = there.astype(np.float32), np.zeros_like(near)
    for radius, weight in ((1, 6.0), (5, 2.8)):
        around = _blurred(near, radius) / np.maximum(_blurred(cover, radius), np.float32(1e-3))
        hollow += np.clip((around - near) * np.float32(weight), 0, 0.45)
    side = seen.depth.shape[1]
    row, column = seen.pixels // side // step, seen.pixels % side // step
    return np.asarray(1 - np.minimum(hollow, np.float32(0.78))[row, column], dtype=np.float32)


def _blurred(picture: Pixels, radius: int) -> Pixels:
    """Two box blurs, which together fall off like a tent."""
    size = 2 * radius + 1
    for _ in range(2):
        wide = np.pad(picture, ((radius + 1, radius), (0, 0)), mode="edge").cumsum(0, dtype=np.float64)
        picture = (wide[size:] - wide[:-size]) / size
        wide = np.pad(picture, ((0, 0), (radius + 1, radius)), mode="edge").cumsum(1, dtype=np.float64)
        picture = (wide[:, size:] - wide[:, :-size]) / size
    return picture.astype(np.float32)


# Lamps of the mirrored room: where they stand and how bright they are.
_LAMPS = (((-0.7, 0.5, 0.5), 2.6), ((0.85, 0.35, 0.25), 1.6), ((0.0, 0.2, 1.0), 0.6))


def _room(direction: Pixels, roughness: Pixels) -> Pixels:
    """The light that comes from a direction of the studio: bright above, soft boxes, a darker floor."""
    blur = (np.float32(0.12) + roughness) * np.float32(0.45)
    light = np.float32(0.2) + np.float32(0.62) / (1 + np.exp(-direction[:, 1] / blur))
    width = np.float32(0.11) + np.float32(0.35) * roughness * roughness
    for towards, strength in _LAMPS:
        cosine = _dot(direction, unit(np.array(towards)).astype(np.float32))
        light += np.exp((cosine - 1) / width) * (np.float32(strength * 0.11) / width)
    return np.asarray(light[:, None] * np.array((1.0, 0.985, 0.96), dtype=np.float32), dtype=np.float32)


def _highlight(normal: Pixels, view: Pixels, roughness: Pixels) -> Pixels:
    """The glint of the key light (Blinn and Phong, normalised so that rough things glint wide and faint)."""
    half = _unit(view + _KEY32)
    power = 2 / np.maximum(roughness, np.float32(0.12)) ** 4
    cosine = np.clip(np.einsum("ij,ij->i", normal, half), 1e-4, 1)
    glint = (power + 2) / 8 * np.exp(np.log(cosine) * power)
    return np.asarray(np.minimum(glint, np.float32(10.0)), dtype=np.float32)


def _display(light: Pixels) -> Pixels:
    """Linear light as sRGB in 0 to 1, with a filmic shoulder (Narkowicz's fit of ACES)."""
    light = light * np.float32(0.86)
    film = light * (np.float32(2.51) * light + np.float32(0.03))
    film /= light * (np.float32(2.43) * light + np.float32(0.59)) + np.float32(0.14)
    # A square root is close enough to sRGB's curve here, and far quicker than a power.
    return np.asarray(np.sqrt(np.clip(film, 0, 1)), dtype=np.float32)

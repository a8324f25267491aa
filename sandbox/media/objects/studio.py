"""A portrait of an object: its camera, the neutral backdrop, and the picture put together."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sandbox.media.objects.light import EYE, Pixels, Shadow, shade
from sandbox.media.objects.mesh import Floats, Part, joined, unit
from sandbox.media.objects.raster import rasterise

SIDE = 512
_FINE = 704  # rendered larger and reduced, for smooth edges; twice the size would take twice the time
_COARSE = 128  # the floor's shadow is soft: it needs no more pixels


@dataclass(frozen=True)
class Camera:
    """A perspective view: the eye, its axes (right, up, towards the eye), and the fit to a unit picture."""

    eye: Floats
    axes: Floats
    scale: float
    middle: Floats

    def project(self, points: Floats, side: int) -> Floats:
        """Points (n, 3) as x and y in pixels of a square picture, and the nearness."""
        seen = (points - self.eye) @ self.axes.T
        near = -1.0 / seen[:, 2]
        x = (seen[:, 0] * near - self.middle[0]) * self.scale + 0.5
        y = 0.5 - (seen[:, 1] * near - self.middle[1]) * self.scale
        return np.stack([x * side, y * side, near], 1)

    def floor(self, side: int) -> Floats:
        """Where the ray through each pixel meets the floor y = 0, shape (side * side, 3)."""
        place = ((np.arange(side) + 0.5) / side - 0.5) / self.scale
        right, down = np.meshgrid(place + self.middle[0], self.middle[1] - place)
        ray = np.stack([right, down, np.full_like(right, -1.0)], -1).reshape(-1, 3) @ self.axes
        far = np.where(ray[:, 1] < -1e-3, -self.eye[1] / np.minimum(ray[:, 1], -1e-3), 1e3)
        return self.eye + ray * far[:, None]


def portrait(parts: Sequence[Part]) -> bytes:
    """A WebP picture of 512 x 512 pixels of the parts, seen from the front right and a little above."""
    from PIL import Image

    whole = joined("scene", parts)
    owners = np.repeat(np.arange(len(parts)), [len(part.faces) for part in parts])
    camera, shadow = _camera(whole.vertices), Shadow(whole)
    seen = rasterise(camera.project(whole.vertices, _FINE), whole.faces, _FINE, _FINE)
    layer = np.zeros((_FINE * _FINE, 4), dtype=np.uint8)
    colours = shade(whole, parts, owners[seen.triangles], seen, camera.eye, shadow)
    layer[seen.pixels, :3] = colours * np.float32(255) + np.float32(0.5)
    layer[seen.pixels, 3] = 255
    figure = Image.fromarray(layer.reshape(_FINE, _FINE, 4)).resize((SIDE, SIDE), Image.Resampling.HAMMING)
    picture = Image.fromarray(_backdrop(camera, shadow))
    picture.paste(figure, (0, 0), figure)
    file = io.BytesIO()
    picture.save(file, "WEBP", quality=86, method=2)
    return file.getvalue()


def _camera(points: Floats) -> Camera:
    middle = (points.min(0) + points.max(0)) / 2
    reach = float(np.linalg.norm(points - middle, axis=1).max())
    right = unit(np.cross((0.0, 1.0, 0.0), EYE))
    axes = np.stack([right, np.cross(EYE, right), EYE])
    eye = middle + EYE * reach * 4.6
    seen = (points - eye) @ axes.T
    flat = seen[:, :2] / -seen[:, 2:]
    low, high = flat.min(0), flat.max(0)
    return Camera(eye, axes, 0.84 / float((high - low).max()), (low + high) / 2)


def _backdrop(camera: Camera, shadow: Shadow) -> NDArray[np.uint8]:
    """A softly lit neutral studio with the object's shadow on its floor, shape (SIDE, SIDE, 3)."""
    from PIL import Image

    place = np.linspace(-0.5, 0.5, SIDE, dtype=np.float32)
    glow = np.exp(-((place[None, :] * 1.25) ** 2 + (place[:, None] + 0.06) ** 2) * 3.2)
    dark = shadow.on_floor(camera.floor(_COARSE)).reshape(_COARSE, _COARSE)
    soft: Pixels = np.asarray(
        Image.fromarray(dark).resize((SIDE, SIDE), Image.Resampling.BICUBIC), dtype=np.float32
    )
    tone = (0.56 + 0.34 * glow) * (1 - np.float32(0.55) * np.clip(soft, 0, 1))
    tint = np.array((0.965, 0.98, 1.0), dtype=np.float32) * np.float32(255)
    return np.asarray(tone[..., None] * tint, dtype=np.uint8)

"""Layers in motion: plates of YUV 4:2:0 paint that are shifted and laid on each other frame by frame.

All sums are made on 16-bit planes in place: paint is kept multiplied by its alpha (0 to 256), so that one
frame costs three passes a layer and no colour conversion.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import pi, sin

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from sandbox.media.scenes.stage import Layer, Stage, sized, sway

Plane = NDArray[np.uint16]

# RGB to limited-range BT.601, what players assume of an H.264 stream of this size that names no other.
TO_YUV = (0.257, 0.504, 0.098, 16.0, -0.148, -0.291, 0.439, 128.0, 0.439, -0.368, -0.071, 128.0)
# The nearest layer moves two pixels a frame in a film 848 px wide.
_CAMERA_SPEED = 2.0 / 848
# Nearer to the horizon than this nothing is seen to move.
_FIXED_DEPTH = 0.1


@dataclass(frozen=True)
class Canvas:
    """One frame's planes: luma (h, w) and chroma (2, h/2, w/2), values 0..255 in 16 bits."""

    luma: Plane
    chroma: Plane


@dataclass(frozen=True)
class Paint:
    """One plane's paint: value x alpha, and 256 - alpha; from row `solid` down nothing shines through."""

    value: Plane
    through: Plane
    solid: int

    @cached_property
    def opaque(self) -> Plane:
        """The plain values of the solid rows."""
        return self.value[..., self.solid :, :] >> np.uint16(8)


@dataclass(frozen=True)
class Plate:
    """A layer's paint at one sub-pixel position."""

    luma: Paint
    chroma: Paint


def _paint(value: Plane, through: Plane) -> Paint:
    clear = through.any(axis=(0, 2)) if through.ndim == 3 else through.any(axis=1)
    open_rows = np.flatnonzero(clear)
    return Paint(value, through, int(open_rows[-1]) + 1 if len(open_rows) else 0)


def plate_of(picture: Image.Image) -> Plate:
    """The plate of an RGB or RGBA picture of even size."""
    pixels = np.asarray(picture.convert("RGB").convert("RGB", TO_YUV))
    if picture.mode == "RGBA":
        alpha = np.asarray(picture.getchannel("A")).astype(np.uint16)
        alpha += alpha >> 7
    else:
        alpha = np.full(pixels.shape[:2], 256, np.uint16)
    luma = pixels[..., 0] * alpha
    chroma = np.stack([_quartered(pixels[..., band] * alpha) for band in (1, 2)])
    through = np.uint16(256) - _quartered(alpha)
    return Plate(_paint(luma, np.uint16(256) - alpha), _paint(chroma, np.broadcast_to(through, chroma.shape)))


def _quartered(values: Plane) -> Plane:
    """The mean of each 2 x 2 block."""
    rows = (values[0::2] >> np.uint16(1)) + (values[1::2] >> np.uint16(1))
    return (rows[:, 0::2] >> np.uint16(1)) + (rows[:, 1::2] >> np.uint16(1))


@dataclass(frozen=True)
class Shot:
    """The camera's way: `frames` at `rate` a second, drifting one `way` (1 or -1) past the stage."""

    stage: Stage
    frames: int
    rate: int
    way: int

    def shift(self, layer: Layer, frame: int) -> tuple[float, float]:
        """How far a layer has moved at a frame, (x, y) in px in steps of half a pixel."""
        seconds = (frame - (self.frames - 1) / 2) / self.rate
        x = -self.way * self._travel(_camera_steps(layer, self.stage), frame)
        x += _halved(layer.drift * self.stage.width / self.rate) * (frame - (self.frames - 1) / 2)
        y = layer.bob * self.stage.unit * sin(seconds * 1.9 + layer.depth * 5)
        spare = float(self.stage.pad)
        return _halved(max(-spare, min(spare, x))), _halved(y)

    def _travel(self, speed: float, frame: int) -> float:
        """Evenly on where the paint is wide enough, else to its ends with a soft start and stop."""
        reach = speed * (self.frames - 1) / 2
        if reach <= self.stage.pad:
            return speed * frame - reach
        return self.stage.pad * sin(pi * (frame / max(1, self.frames - 1) - 0.5))


def _camera_steps(layer: Layer, stage: Stage) -> float:
    """A depth's speed in px a frame: a half or a whole number, so that edges stay crisp while they move."""
    if layer.depth < _FIXED_DEPTH:
        return 0.0
    wanted = layer.depth * _CAMERA_SPEED * stage.width
    return max(0.5, _halved(wanted)) if wanted < 1 else float(round(wanted))


def _halved(value: float) -> float:
    return round(value * 2) / 2


class Actor:
    """A layer that lays itself on frames. Plates for its sub-pixel positions are made when first needed."""

    def __init__(self, layers: Sequence[Layer], shot: Shot) -> None:
        self.layer = _common(layers)
        self._layers = layers
        self._shot = shot
        self._plates: dict[tuple[int, int], Plate] = {}

    def lay(self, canvas: Canvas, frame: int) -> None:
        """Put the layer in its place at this frame."""
        shift_x, shift_y = self._shot.shift(self.layer, frame)
        x, odd_x = _split(self.layer.left - self._shot.stage.pad + shift_x)
        y, odd_y = _split(self.layer.top + shift_y)
        plate = self._plate(odd_x, odd_y)
        if self.layer.ripple:
            _lay_water(canvas, plate, x, y, self.layer.ripple, frame / self._shot.rate)
        elif self.layer.fall:
            rows = self._shot.stage.height // 2 * 2
            fallen = int(self.layer.fall * self._shot.stage.height * frame / self._shot.rate / 2) * 2 % rows
            _lay_plate(canvas, plate, x, y + fallen)
            _lay_plate(canvas, plate, x, y + fallen - rows)
        else:
            _lay_plate(canvas, plate, x, y)

    def _plate(self, odd_x: int, odd_y: int) -> Plate:
        if (odd_x, odd_y) not in self._plates:
            placed = [(layer, plate_of(_placed(layer, odd_x, odd_y))) for layer in self._layers]
            self._plates[odd_x, odd_y] = placed[0][1] if len(placed) == 1 else _stacked(placed, self.layer)
        return self._plates[odd_x, odd_y]


def _common(layers: Sequence[Layer]) -> Layer:
    """One layer itself; for several the first one's motion at the corner of the box around them all."""
    if len(layers) == 1:
        return layers[0]
    return replace(
        layers[0], left=min(layer.left for layer in layers), top=min(layer.top for layer in layers)
    )


def _stacked(placed: Sequence[tuple[Layer, Plate]], box: Layer) -> Plate:
    """Several plates as one, as large as the box around them."""
    corners = [(int(layer.left - box.left), int(layer.top - box.top)) for layer, _ in placed]
    sizes = [plate.luma.value.shape for _, plate in placed]
    rows = max(y + size[0] for (_, y), size in zip(corners, sizes, strict=True))
    columns = max(x + size[1] for (x, _), size in zip(corners, sizes, strict=True))
    luma = (np.zeros((rows, columns), np.uint16), np.full((rows, columns), 256, np.uint16))
    half = (2, rows // 2, columns // 2)
    chroma = (np.zeros(half, np.uint16), np.full(half, 256, np.uint16))
    for (x, y), (_, plate) in zip(corners, placed, strict=True):
        _stack(luma, plate.luma, x, y)
        _stack(chroma, plate.chroma, x // 2, y // 2)
    return Plate(_paint(*luma), _paint(*chroma))


def _stack(below: tuple[Plane, Plane], paint: Paint, x: int, y: int) -> None:
    """Lay paint on paint: what lies below is dimmed by what still shines through."""
    part = (..., slice(y, y + paint.value.shape[-2]), slice(x, x + paint.value.shape[-1]))
    for plane in below:
        plane[part] = plane[part].astype(np.uint32) * paint.through >> np.uint32(8)
    below[0][part] += paint.value


def _split(place: float) -> tuple[int, int]:
    """A place as an even pixel to the right of it and how many half pixels (0 to 3) it lies before that."""
    halves = round(place * 2)
    even = -(-halves // 4)
    return even * 2, even * 4 - halves


def _placed(layer: Layer, odd_x: int, odd_y: int) -> Image.Image:
    """The layer at frame size, even-sized, its first half pixels cut off."""
    width = int(layer.sheet.width / layer.scale - odd_x / 2) // 2 * 2
    height = int(layer.sheet.height / layer.scale - odd_y / 2) // 2 * 2
    corner = (odd_x / 2 * layer.scale, odd_y / 2 * layer.scale)
    return sized(layer.sheet, layer.scale, corner, (max(2, width), max(2, height)))


def _lay_plate(canvas: Canvas, plate: Plate, x: int, y: int) -> None:
    _lay_paint(canvas.luma, plate.luma, x, y)
    _lay_paint(canvas.chroma, plate.chroma, x // 2, y // 2)


def _lay_paint(plane: Plane, paint: Paint, x: int, y: int) -> None:
    """Paint on a plane at (x, y), cut at its borders: blended rows first, then the solid ones."""
    rows, columns = paint.value.shape[-2:]
    left, right = max(0, x), min(plane.shape[-1], x + columns)
    top, middle, bottom = max(0, y), y + paint.solid, min(plane.shape[-2], y + rows)
    middle = min(max(middle, top), bottom)
    if left >= right or top >= bottom:
        return
    if top < middle:
        target = plane[..., top:middle, left:right]
        part = (..., slice(top - y, middle - y), slice(left - x, right - x))
        np.multiply(target, paint.through[part], out=target)
        np.add(target, paint.value[part], out=target)
        np.right_shift(target, 8, out=target)
    if middle < bottom:
        start = middle - y - paint.solid
        plane[..., middle:bottom, left:right] = paint.opaque[
            ..., start : start + bottom - middle, left - x : right - x
        ]


def _lay_water(canvas: Canvas, plate: Plate, x: int, y: int, amplitude: float, time: float) -> None:
    """A solid layer whose rows sway."""
    for plane, paint, part in ((canvas.luma, plate.luma, 1), (canvas.chroma, plate.chroma, 2)):
        rows = min(paint.value.shape[-2], plane.shape[-2] - y // part)
        shift = np.rint(sway(paint.value.shape[-2], amplitude, time) / part).astype(np.intp)
        _lay_rows(plane[..., y // part : y // part + rows, :], paint.opaque, shift[:rows], -x // part)


def _lay_rows(target: Plane, source: Plane, shift: NDArray[np.intp], start: int) -> None:
    columns, last = target.shape[-1], source.shape[-1] - target.shape[-1]
    for row, first in enumerate(np.clip(shift + start, 0, max(0, last)).tolist()):
        target[..., row, :] = source[..., row, first : first + columns]


def actors(layers: Sequence[Layer], shot: Shot) -> list[Actor]:
    """The layers as actors; neighbours that move alike and cover the same box become one."""
    groups: list[list[Layer]] = []
    for layer in layers:
        if groups and _alike(groups[-1][-1], layer, shot.stage):
            groups[-1].append(layer)
        else:
            groups.append([layer])
    return [Actor(group, shot) for group in groups]


def _alike(first: Layer, second: Layer, stage: Stage) -> bool:
    def motion(layer: Layer) -> tuple[float, ...]:
        return _camera_steps(layer, stage), layer.drift, layer.fall, layer.bob, layer.ripple

    moves = motion(first)
    return moves == motion(second) and not any(moves[1:])

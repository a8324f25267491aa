"""The stage painters work on, the sheets they draw on and the layers they hand back."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from sandbox.media.scenes.brush import Colour, Floats, gradient_image, to_image
from sandbox.media.scenes.palette import Palette
from sandbox.media.words import Reading

Point = tuple[float, float]


@dataclass(frozen=True)
class Stage:
    """A frame of `width` x `height` px with `pad` px of paint to spare on both sides for a moving camera.

    Painters count x from the left end of the paint (0 to `span`) and y from the frame's top.
    Hard shapes are drawn `fine` times larger and reduced, which smooths their edges.
    """

    width: int
    height: int
    pad: int
    fine: int
    palette: Palette
    reading: Reading

    @property
    def span(self) -> int:
        """The painted width."""
        return self.width + 2 * self.pad

    @property
    def unit(self) -> float:
        """What objects are measured in: the frame's short side, less in very long frames."""
        return float(min(self.width, self.height, 0.8 * max(self.width, self.height)))

    def x(self, share: float) -> float:
        """The place `share` of the frame's width from its left edge."""
        return self.pad + share * self.width

    def rng(self, name: str) -> np.random.Generator:
        """A stream of chance of one painter's own, so that one layer's change leaves the others alone."""
        return np.random.default_rng([self.reading.digest, *name.encode()])


@dataclass(frozen=True)
class Layer:
    """A painted sheet in its place. Lengths in frame px, speeds in frame widths a second.

    `depth` 0 stands still, 1 is nearest to the camera. `drift` moves it sideways by itself, `fall` downwards
    (negative: up), coming back round the other edge. `bob` rocks it, `ripple` sways its rows like water.
    """

    sheet: Image.Image
    left: float
    top: float
    scale: float
    depth: float = 0.0
    drift: float = 0.0
    fall: float = 0.0
    bob: float = 0.0
    ripple: float = 0.0


class Sheet:
    """A transparent sheet over the whole stage (or rows `top` to `bottom`), drawn on in stage coordinates."""

    def __init__(self, stage: Stage, top: float = 0, bottom: float | None = None) -> None:
        self.stage = stage
        self.top = even(max(0, top))
        rows = max(2, int(bottom if bottom is not None else stage.height) - self.top)
        self.image = Image.new("RGBA", (stage.span * stage.fine, rows * stage.fine))

    @cached_property
    def draw(self) -> ImageDraw.ImageDraw:
        """PIL's pen, for what the methods below do not cover; wants fine coordinates."""
        return ImageDraw.Draw(self.image)

    def at(self, points: Sequence[Point]) -> list[Point]:
        """Stage points as points of the fine sheet."""
        fine = self.stage.fine
        return [(x * fine, (y - self.top) * fine) for x, y in points]

    def polygon(self, points: Sequence[Point], fill: Colour, alpha: int = 255) -> None:
        """A filled outline."""
        self.draw.polygon(self.at(points), fill=(*fill, alpha))

    def box(
        self, left: float, top: float, right: float, bottom: float, fill: Colour, *, radius: float = 0
    ) -> None:
        """A filled rectangle, its corners rounded by `radius`; nothing where it is inside out."""
        if right <= left or bottom <= top:
            return
        corners = self.at([(left, top), (right, bottom)])
        self.draw.rounded_rectangle([*corners[0], *corners[1]], radius * self.stage.fine, fill=(*fill, 255))

    def oval(self, x: float, y: float, rx: float, ry: float, fill: Colour, alpha: int = 255) -> None:
        """A filled ellipse around (x, y)."""
        corners = self.at([(x - rx, y - ry), (x + rx, y + ry)])
        self.draw.ellipse([*corners[0], *corners[1]], fill=(*fill, alpha))

    def line(self, points: Sequence[Point], width: float, fill: Colour, alpha: int = 255) -> None:
        """A stroke through the points."""
        thick = max(1, round(width * self.stage.fine))
        self.draw.line(self.at(points), fill=(*fill, alpha), width=thick, joint="curve")

    def veil(self, top: float, bottom: float, colour: Colour, first: float, last: float) -> None:
        """Mist over what is already drawn: from share `first` at row `top` to `last` at `bottom`."""
        fine, rows = self.stage.fine, self.image.height
        ends = [(top - self.top) * fine, (bottom - self.top) * fine]
        shares = np.interp(np.arange(rows), ends, [first * 255, last * 255]).astype(np.float32)
        mask = to_image(shares[:, None]).resize(self.image.size, Image.Resampling.NEAREST)
        alpha = self.image.getchannel("A")
        self.image.paste((*colour, 255), (0, 0), mask)
        self.image.putalpha(alpha)
        self.__dict__.pop("draw", None)

    def layer(self, **motion: float) -> Layer:
        """The sheet cut to what is painted on it, as a layer with the given motion."""
        seen = self.image.getbbox()
        fine = self.stage.fine
        if seen is None:
            return Layer(self.image.crop((0, 0, 2 * fine, 2 * fine)), 0, self.top, fine, **motion)
        left, top = seen[0] // (2 * fine) * 2 * fine, seen[1] // (2 * fine) * 2 * fine
        right, bottom = -(-seen[2] // (2 * fine)) * 2 * fine, -(-seen[3] // (2 * fine)) * 2 * fine
        cut = self.image.crop((left, top, right, bottom))
        return Layer(cut, left / fine, self.top + top / fine, fine, **motion)


def even(place: float) -> int:
    """The even pixel at or before a place: layers start on even pixels, where video's colour samples lie."""
    return int(place // 2) * 2


def shape_layer(stage: Stage, outline: Sequence[Point], inks: Sequence[Colour], **motion: float) -> Layer:
    """One outline filled with a top-to-bottom gradient: ridges, hills, waves."""
    top = even(max(0, min(y for _, y in outline)))
    bottom = min(stage.height, int(max(y for _, y in outline)) + 1)
    fine = stage.fine
    size = (stage.span * fine, max(2, bottom - top + (bottom - top) % 2) * fine)
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).polygon([(x * fine, (y - top) * fine) for x, y in outline], fill=255)
    paint = gradient_image(inks, size)
    paint.putalpha(mask)
    return Layer(paint, 0, top, fine, **motion)


def soft_layer(
    colour: Colour | Floats,
    alpha: Floats,
    *,
    top: float = 0,
    left: float = 0,
    scale: float,
    **motion: float,
) -> Layer:
    """Soft paint: alpha (rows, columns) in 0..1 at `scale` samples a px, one colour or one a sample."""
    values = np.empty((*alpha.shape, 4), np.float32)
    values[..., :3] = colour
    values[..., 3] = alpha * 255
    sheet = to_image(values)
    seen = sheet.getbbox() if scale < 1 else None
    if seen is None:
        return Layer(sheet, even(left), even(top), scale, **motion)
    # A margin of clear paint, so that the border is not stretched into an edge.
    box = (
        max(0, seen[0] - 1),
        max(0, seen[1] - 1),
        min(sheet.width, seen[2] + 1),
        min(sheet.height, seen[3] + 1),
    )
    return Layer(sheet.crop(box), even(left) + box[0] / scale, even(top) + box[1] / scale, scale, **motion)


def glow_layer(
    stage: Stage, x: float, y: float, radius: float, colour: Colour, strength: float, **motion: float
) -> Layer:
    """A round glow that fades to nothing at the radius."""
    return glows_layer(stage, [(x, y, radius)], colour, strength, **motion)


def glows_layer(
    stage: Stage,
    spots: Sequence[tuple[float, float, float]],
    colour: Colour,
    strength: float,
    **motion: float,
) -> Layer:
    """Round glows at (x, y, radius) in one layer, painted coarsely: they have no edge to lose."""
    coarse = 4
    alpha = np.zeros((-(-stage.height // coarse), -(-stage.span // coarse)), np.float32)
    for x, y, radius in spots:
        r = max(radius / coarse, 1.0)
        left, top = int(max(0, x / coarse - r)), int(max(0, y / coarse - r))
        part = alpha[top : int(y / coarse + r) + 2, left : int(x / coarse + r) + 2]
        ys = (np.arange(part.shape[0], dtype=np.float32)[:, None] + top - y / coarse) / r
        xs = (np.arange(part.shape[1], dtype=np.float32)[None, :] + left - x / coarse) / r
        part[...] = 1 - (1 - part) * (1 - np.clip(1 - np.sqrt(xs * xs + ys * ys), 0, 1) ** 2 * strength)
    return soft_layer(colour, alpha, scale=1 / coarse, **motion)


def flatten(stage: Stage, layers: Sequence[Layer]) -> Image.Image:
    """The layers laid on each other, RGB, as wide as the paint."""
    sheet = Image.new("RGB", (stage.span, stage.height))
    for layer in layers:
        lay(sheet, layer)
    return sheet


def lay(sheet: Image.Image, layer: Layer) -> None:
    """Put one layer on an RGB sheet, its rows swayed where it is water."""
    size = (round(layer.sheet.width / layer.scale), round(layer.sheet.height / layer.scale))
    picture = sized(layer.sheet, layer.scale, (0, 0), size)
    if layer.ripple:
        picture = _swayed(picture, layer.ripple)
    spot = (round(layer.left), round(layer.top))
    sheet.paste(picture, spot, picture if picture.mode == "RGBA" else None)


def sized(sheet: Image.Image, scale: float, corner: Point, size: tuple[int, int]) -> Image.Image:
    """The part of a sheet that begins at `corner` (sheet px), reduced or enlarged to `size` (frame px)."""
    left, top = corner
    edge = (left, top, min(sheet.width, left + size[0] * scale), min(sheet.height, top + size[1] * scale))
    whole = all(float(value).is_integer() for value in (*edge, scale))
    if whole and (edge[2] - left, edge[3] - top) == (size[0] * scale, size[1] * scale):
        box = (int(edge[0]), int(edge[1]), int(edge[2]), int(edge[3]))
        return sheet.crop(box) if scale == 1 else sheet.reduce(int(scale), box)
    if scale > 1:
        return sheet.resize(size, Image.Resampling.BOX, box=edge)
    # Soft paint has its colour everywhere: without the detour over premultiplied colours it is twice as fast.
    picture = sheet.convert("RGB").resize(size, Image.Resampling.BILINEAR, box=edge)
    if sheet.mode == "RGBA":
        picture.putalpha(sheet.getchannel("A").resize(size, Image.Resampling.BILINEAR, box=edge))
    return picture


def sway(rows: int, amplitude: float, time: float) -> Floats:
    """How far (px) each row of water is pushed sideways at a time in seconds; nearer rows go further."""
    row = np.arange(rows, dtype=np.float32)
    near = 0.25 + 0.75 * row / max(1, rows)
    spread = 9.0 / (0.35 + near)
    waves = np.sin(row / rows * spread * 6.0 - time * 3.1) + 0.6 * np.sin(row / rows * 61.0 + time * 4.3)
    return (waves * near * amplitude * 0.7).astype(np.float32)


def _swayed(picture: Image.Image, amplitude: float) -> Image.Image:
    pixels = np.asarray(picture)
    shift = np.rint(sway(pixels.shape[0], amplitude, 0.0)).astype(np.int32)
    columns = np.clip(np.arange(pixels.shape[1])[None, :] + shift[:, None], 0, pixels.shape[1] - 1)
    return Image.fromarray(np.take_along_axis(pixels, columns[..., None], axis=1))


def blurred(picture: Image.Image, radius: float) -> Image.Image:
    """A soft copy: shrunk, blurred and grown again, which is much faster than a wide blur."""
    shrink = max(1, int(radius / 3))
    small = picture.reduce(shrink) if shrink > 1 else picture
    small = small.filter(ImageFilter.GaussianBlur(radius / shrink))
    return small.resize(picture.size, Image.Resampling.BICUBIC)

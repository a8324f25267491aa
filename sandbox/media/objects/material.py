"""What things are made of: colours from words, metals, and small painted textures."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Colour: TypeAlias = tuple[float, float, float]

_SIZE = 128  # pixels of a texture's side: enough for grain, and small in the file


@dataclass(frozen=True)
class Painting:
    """A given picture as a texture: a name and its JPEG file. It does not tile."""

    name: str
    file: bytes = field(repr=False)


@dataclass(frozen=True)
class Material:
    """A glTF material: sRGB colour in 0 to 1, metalness, roughness, own light, and a texture.

    A texture is the name of one in `TEXTURES`, or a picture of its own.

    The colour multiplies the texture, as glTF has it. `glow` is sRGB light that it gives off itself.
    """

    name: str
    colour: Colour
    metallic: float = 0.0
    roughness: float = 0.7
    texture: str | Painting = ""
    glow: Colour = (0.0, 0.0, 0.0)


COLOURS: dict[str, Colour] = {
    "red": (0.78, 0.14, 0.14), "crimson": (0.66, 0.06, 0.18), "orange": (0.93, 0.47, 0.13),
    "golden": (0.95, 0.73, 0.29), "gold": (0.95, 0.73, 0.29), "yellow": (0.97, 0.82, 0.25),
    "green": (0.24, 0.60, 0.29), "emerald": (0.06, 0.58, 0.38), "teal": (0.12, 0.55, 0.56),
    "turquoise": (0.20, 0.72, 0.72), "blue": (0.17, 0.38, 0.80), "navy": (0.09, 0.16, 0.40),
    "purple": (0.48, 0.25, 0.70), "violet": (0.56, 0.36, 0.84), "pink": (0.94, 0.48, 0.64),
    "white": (0.93, 0.92, 0.90), "black": (0.08, 0.08, 0.10), "grey": (0.50, 0.51, 0.53),
    "gray": (0.50, 0.51, 0.53), "silver": (0.82, 0.83, 0.85), "brown": (0.46, 0.29, 0.17),
    "copper": (0.85, 0.50, 0.34), "bronze": (0.70, 0.50, 0.28),
}  # fmt: skip
_METALS = frozenset({"golden", "gold", "silver", "copper", "bronze"})


def wished(prompt: str, name: str, usual: Colour, *, metallic: float = 0.0, roughness: float = 0.55,
           texture: str = "") -> Material:  # fmt: skip
    """The main material of a thing: in the first colour its prompt names, else the usual one."""
    for word in re.findall(r"[a-z]+", prompt.lower()):
        if word in _METALS:
            return Material(name, COLOURS[word], 1.0, 0.28)
        if word in COLOURS:
            return Material(name, COLOURS[word], metallic, roughness, texture)
    return Material(name, usual, metallic, roughness, texture)


GOLD = Material("Gold", (1.0, 0.75, 0.29), 1.0, 0.25)
BRASS = Material("Brass", (0.88, 0.68, 0.34), 1.0, 0.34)
IRON = Material("Iron", (0.52, 0.53, 0.56), 0.85, 0.46, "brushed")
STEEL = Material("Steel", (0.80, 0.82, 0.85), 1.0, 0.22)
OAK = Material("Oak planks", (1.0, 1.0, 1.0), 0.0, 0.66, "wood")
STONE = Material("Stone", (0.92, 0.92, 0.92), 0.0, 0.88, "stone")
BARK = Material("Bark", (0.72, 0.66, 0.62), 0.0, 0.9, "wood")
DARK = Material("Shadow", (0.05, 0.045, 0.05), 0.0, 0.9)
GLASS = Material("Glass", (0.30, 0.48, 0.60), 0.1, 0.08)
RUBBER = Material("Rubber", (0.07, 0.07, 0.08), 0.0, 0.85)
GRASS = Material("Grass", (0.42, 0.58, 0.27), 0.0, 0.95)


@lru_cache(maxsize=16)
def texture_pixels(texture: str | Painting) -> NDArray[np.uint8]:
    """The sRGB pixels of a texture, shape (height, width, 3); those of `TEXTURES` tile in both directions."""
    if isinstance(texture, Painting):
        from PIL import Image

        with Image.open(io.BytesIO(texture.file)) as picture:
            return np.asarray(picture.convert("RGB"))
    return np.asarray(np.clip(TEXTURES[texture](), 0, 1) * 255, dtype=np.uint8)


@lru_cache(maxsize=16)
def texture_file(texture: str | Painting) -> bytes:
    """The texture as a file, PNG or JPEG."""
    if isinstance(texture, Painting):
        return texture.file
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(texture_pixels(texture)).save(file, "PNG", compress_level=6)
    return file.getvalue()


def _clouds(seed: int, across: float, along: float) -> NDArray[np.float64]:
    """Soft noise in 0 to 1 that tiles; larger numbers make it finer in that direction."""
    rng = np.random.default_rng(seed)
    v, u = np.meshgrid(np.fft.fftfreq(_SIZE) * _SIZE, np.fft.rfftfreq(_SIZE) * _SIZE, indexing="ij")
    shape = 1.0 / (1.0 + (u / across) ** 2 + (v / along) ** 2)
    field = np.fft.irfft2(shape * np.exp(2j * np.pi * rng.random(shape.shape)), (_SIZE, _SIZE))
    field = (field - field.min()) / (field.max() - field.min())
    return np.asarray(field, dtype=np.float64)


def _mixed(share: NDArray[np.float64], low: Colour, high: Colour) -> NDArray[np.float64]:
    return np.asarray(
        share[..., None] * np.array(high) + (1 - share[..., None]) * np.array(low), dtype=np.float64
    )


def _wood() -> NDArray[np.float64]:
    """Long grain along u."""
    rings = 0.5 + 0.5 * np.sin(2 * np.pi * (np.arange(_SIZE)[:, None] / _SIZE * 9 + _clouds(1, 2, 5) * 2.6))
    grain = 0.55 * rings + 0.45 * _clouds(2, 3, 40)
    return _mixed(grain, (0.34, 0.19, 0.10), (0.66, 0.43, 0.25))


def _stone() -> NDArray[np.float64]:
    """Courses of cut blocks with pale joints, every other row shifted by half a block."""
    tone = 0.45 * _clouds(3, 8, 8) + 0.55 * _clouds(4, 30, 30)
    row, column = np.mgrid[0:_SIZE, 0:_SIZE]
    course = row // (_SIZE // 4)
    shifted = (column + (course % 2) * _SIZE // 4) % (_SIZE // 2)
    block = (shifted < 3) | (row % (_SIZE // 4) < 3)
    shade = np.random.default_rng(5).uniform(0.86, 1.06, (4, 2))
    which = ((column + (course % 2) * _SIZE // 4) // (_SIZE // 2)) % 2
    pixels = _mixed(tone, (0.42, 0.41, 0.39), (0.72, 0.70, 0.66)) * shade[course, which][..., None]
    return np.asarray(np.where(block[..., None], pixels * 0.62, pixels), dtype=np.float64)


def _brushed() -> NDArray[np.float64]:
    return _mixed(_clouds(6, 4, 30), (0.72, 0.72, 0.74), (1.0, 1.0, 1.0))


def _planet() -> NDArray[np.float64]:
    """Seas, coasts and land; only brightness, so that the material's colour can tint it."""
    land = _clouds(7, 5, 5) * 0.75 + _clouds(8, 14, 14) * 0.25
    sea = _mixed(np.clip(land * 1.4, 0, 1), (0.06, 0.20, 0.46), (0.16, 0.50, 0.70))
    ground = _mixed(np.clip((land - 0.5) * 3, 0, 1), (0.34, 0.56, 0.26), (0.80, 0.72, 0.52))
    return np.where((land > 0.52)[..., None], ground, sea)


def _tiles() -> NDArray[np.float64]:
    """Rows of roof tiles or shingles."""
    row, column = np.mgrid[0:_SIZE, 0:_SIZE]
    course = row // 16
    edge = (row % 16 < 2) | ((column + course % 2 * 8) % 16 < 1)
    tone = np.random.default_rng(9).uniform(0.72, 1.0, (_SIZE // 16, _SIZE // 16))
    shade = tone[course, ((column + course % 2 * 8) // 16) % 8] * (0.8 + 0.2 * (row % 16) / 16)
    return np.repeat(np.where(edge, shade * 0.55, shade)[..., None], 3, axis=2)


def _letters() -> NDArray[np.float64]:
    """The word that tells a stand-in's object from a real one, dark on brass colour."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("L", (256, 48), 255)
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((5, 5, 250, 42), 6, outline=110, width=2)
    draw.text((128, 24), "S A N D B O X", font=ImageFont.load_default(26), fill=20, anchor="mm")
    return np.repeat(np.asarray(picture, dtype=np.float64)[..., None] / 255, 3, axis=2)


TEXTURES: dict[str, Callable[[], NDArray[np.float64]]] = {
    "wood": _wood,
    "stone": _stone,
    "brushed": _brushed,
    "planet": _planet,
    "tiles": _tiles,
    "letters": _letters,
}

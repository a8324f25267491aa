"""The looks of the sandbox's trained styles: what each does to any picture."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageFilter, ImageOps

from sandbox.media.scenes.brush import soft_noise, to_image

# At the strength that the styles' own records suggest a look is whole.
_WHOLE = 0.8
_PAPER = (246, 240, 226)
_RISO_INKS = (((0, 120, 191), 15.0, (0.0, 0.0)), ((255, 72, 110), 45.0, (0.004, -0.003)))
_INK = (38, 34, 52)

Look = Callable[[Image.Image, float, int], Image.Image]


def in_styles(picture: Image.Image, styles: Sequence[tuple[str, float]], seed: int) -> Image.Image:
    """The RGB picture in each look in turn, as far as its strength: 0 leaves it, 0.8 is the whole look."""
    for name, strength in styles:
        share = min(max(strength / _WHOLE, 0.0), 1.0)
        if share > 0:
            styled = LOOKS[name](picture, max(strength, _WHOLE), seed)
            picture = Image.blend(picture, styled, share) if share < 1 else styled
    return picture


def _pixels(picture: Image.Image, strength: float, _seed: int) -> Image.Image:
    """Few large squares in few colours."""
    cell = max(3, round(min(picture.size) / 112 * strength / _WHOLE))
    size = (max(8, picture.width // cell), max(8, picture.height // cell))
    small = ImageOps.autocontrast(picture.resize(size, Image.Resampling.BOX), cutoff=0.5)
    few = small.quantize(24, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).convert("RGB")
    return few.resize(picture.size, Image.Resampling.NEAREST)


def _risograph(picture: Image.Image, strength: float, _seed: int) -> Image.Image:
    """Two inks in dots on warm paper, one of them a little out of place."""
    sheet = Image.new("RGB", picture.size, _PAPER)
    bands = ImageOps.autocontrast(picture, cutoff=1).split()
    pitch = max(4.0, min(picture.size) / 150 * strength / _WHOLE)
    # The blue ink prints what is dark in red light, the pink one what is dark in green light.
    for band, (ink, angle, (right, down)) in zip(bands, _RISO_INKS, strict=False):
        moved = ImageChops.offset(band, round(right * picture.width), round(down * picture.height))
        dots = _screened(np.asarray(moved, dtype=np.float32), pitch, angle)
        sheet = ImageChops.multiply(sheet, ImageOps.colorize(dots, black=ink, white="white"))
    return sheet


def _screened(grey: NDArray[np.float32], pitch: float, degrees: float) -> Image.Image:
    """A halftone: black dots that grow where the picture is dark."""
    turn = np.float32(np.radians(degrees))
    rows, columns = (np.arange(count, dtype=np.float32) for count in grey.shape)
    step = np.float32(2 * np.pi / pitch)
    # Waves of a sum of row and column, by the rule for sines of sums: no trigonometry a pixel.
    first = _wave(rows * np.sin(turn) * step, columns * np.cos(turn) * step)
    second = _wave(rows * np.cos(turn) * step, -columns * np.sin(turn) * step)
    screen = np.float32(127.5) + np.float32(58) * (first + second)
    return to_image((grey * np.float32(1.1) + np.float32(14) - screen) * np.float32(4) + np.float32(128))


def _wave(rows: NDArray[np.float32], columns: NDArray[np.float32]) -> NDArray[np.float32]:
    wave: NDArray[np.float32] = np.outer(np.sin(rows), np.cos(columns))
    wave += np.outer(np.cos(rows), np.sin(columns))
    return wave


def _watercolour(picture: Image.Image, strength: float, seed: int) -> Image.Image:
    """Soft pools of colour with darker rims on rough paper that stays white at its border."""
    shrink = max(2, round(min(picture.size) / 420 * strength / _WHOLE))
    pools = picture.reduce(shrink).filter(ImageFilter.MedianFilter(5)).filter(ImageFilter.MedianFilter(3))
    rims = ImageOps.invert(pools.convert("L").filter(ImageFilter.FIND_EDGES)).filter(ImageFilter.BoxBlur(1))
    pools = ImageChops.multiply(pools, ImageOps.colorize(rims, black=(96, 92, 112), white="white"))
    rng, size = np.random.default_rng(seed), pools.size
    grain = soft_noise(rng, size, (size[0] / 3, size[1] / 3), 2)
    paper = to_image((np.float32(236) + grain * np.float32(19)).astype(np.float32))
    wash = Image.blend(pools, Image.new("RGB", size, "white"), 0.2)
    washed = ImageChops.multiply(wash, paper.convert("RGB"))
    blank = ImageChops.multiply(Image.new("RGB", size, (253, 251, 245)), paper.convert("RGB"))
    edge = to_image(_border(size, soft_noise(rng, size, (6, 6), 3)))
    return Image.composite(washed, blank, edge).resize(picture.size, Image.Resampling.BICUBIC)


def _border(size: tuple[int, int], noise: NDArray[np.float32]) -> NDArray[np.float32]:
    """255 inside, 0 at the border, with a ragged edge."""
    across, down = (np.minimum(np.arange(count), np.arange(count)[::-1]).astype(np.float32) for count in size)
    near = np.minimum(across[None, :], down[:, None]) / np.float32(min(size))
    border: NDArray[np.float32] = np.clip((near - noise * np.float32(0.085)) * np.float32(4200), 0, 255)
    return border


def _paper(picture: Image.Image, strength: float, _seed: int) -> Image.Image:
    """Sheets of cut paper on each other: flat colours, each with a soft shadow to its lower right."""
    shrink = max(2, round(min(picture.size) / 420 * strength / _WHOLE))
    small = picture.reduce(shrink).filter(ImageFilter.MedianFilter(5)).filter(ImageFilter.MedianFilter(3))
    flat = small.quantize(9, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).convert("RGB")
    flat = flat.resize(picture.size, Image.Resampling.BICUBIC)
    grey = flat.convert("L")
    step = max(2, min(picture.size) // 110)
    shade = ImageChops.subtract(ImageChops.offset(grey, step, step), grey).filter(ImageFilter.BoxBlur(step))
    shadow = ImageOps.invert(shade.point(lambda value: min(150, value * 3)))
    return ImageChops.multiply(flat, Image.merge("RGB", [shadow] * 3))


def _ink(picture: Image.Image, strength: float, _seed: int) -> Image.Image:
    """Fine lines and soft shade of one ink on paper."""
    grey = ImageOps.autocontrast(picture.convert("L"), cutoff=1)
    soft = grey.filter(ImageFilter.BoxBlur(max(2, min(picture.size) / 190 * strength / _WHOLE)))
    light, around = np.asarray(grey, np.float32), np.asarray(soft, np.float32)
    lines = np.clip(light / np.maximum(around, 1) * 1.04, 0, 1) ** 6
    shade = np.float32(0.55) + np.float32(0.45) * np.clip(around / 150, 0, 1)
    return ImageOps.colorize(
        to_image((lines * shade * np.float32(255)).astype(np.float32)), black=_INK, white=_PAPER
    )


LOOKS: Mapping[str, Look] = {
    "pixels": _pixels,
    "risograph": _risograph,
    "watercolour": _watercolour,
    "paper": _paper,
    "ink": _ink,
}

"""A given picture in the inks of a prompt: its hour, its colour, its weather; what it shows stays."""

from pathlib import Path

from PIL import Image, ImageOps

from sandbox.media.scenes.gallery import set_stage
from sandbox.media.scenes.palette import Palette
from sandbox.media.scenes.stage import lay
from sandbox.media.scenes.weather import weather
from sandbox.media.words import Reading

# How much of the inks shows at strength 0 and at strength 1: never nothing, never all of it.
_LEAST, _MOST = 0.18, 0.72


def retouched(picture: Image.Image, prompt: str, seed: int, strength: float) -> Image.Image:
    """The RGB picture re-inked by the prompt; `strength` from 0 (hardly) to 1 (strongly)."""
    stage = set_stage(prompt, seed, picture.width, picture.height, fine=1)
    share = _LEAST + (_MOST - _LEAST) * min(max(strength, 0.0), 1.0)
    changed = Image.blend(picture, inked(picture, stage.palette, stage.reading), share)
    for layer in weather(stage):
        lay(changed, layer)
    return changed


def inked(picture: Image.Image, palette: Palette, reading: Reading) -> Image.Image:
    """The picture's light and dark in three inks; a colour that the prompt names is the middle one."""
    # Which of the hour's inks leads is left to chance, so that two seeds differ.
    middles = (palette.sky[len(palette.sky) // 2], palette.far, palette.leaf, palette.water)
    middle = reading.accent or middles[reading.digest // 11 % len(middles)]
    grey = ImageOps.autocontrast(picture.convert("L"), cutoff=1)
    return ImageOps.colorize(grey, black=palette.near, mid=middle, white=palette.sun)


def masked(before: Image.Image, after: Image.Image, mask: Path) -> Image.Image:
    """`after` where the mask is clear, `before` elsewhere; a mask without transparency lets all change."""
    with Image.open(mask) as opened:
        alpha = opened.convert("RGBA").getchannel("A").resize(before.size, Image.Resampling.BILINEAR)
    if alpha.getextrema() == (255, 255):
        return after
    return Image.composite(before, after, alpha)

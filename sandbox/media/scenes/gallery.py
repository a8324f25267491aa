"""The table from a place to its painter, and the picture's mark."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from sandbox.media.scenes.cabin import paint_cabin
from sandbox.media.scenes.festival import paint_festival
from sandbox.media.scenes.forest import paint_forest
from sandbox.media.scenes.garden import paint_garden
from sandbox.media.scenes.mountains import paint_desert, paint_mountains
from sandbox.media.scenes.ocean import paint_ocean
from sandbox.media.scenes.palette import palette_of
from sandbox.media.scenes.portrait import paint_portrait
from sandbox.media.scenes.reef import paint_reef
from sandbox.media.scenes.skyline import paint_skyline
from sandbox.media.scenes.space import paint_space
from sandbox.media.scenes.stage import Layer, Stage
from sandbox.media.scenes.still import paint_still
from sandbox.media.scenes.street import paint_street
from sandbox.media.words import FIGURES, read_prompt

PAINTERS: Mapping[str, Callable[[Stage], list[Layer]]] = {
    "reef": paint_reef,
    "still": paint_still,
    "festival": paint_festival,
    "cabin": paint_cabin,
    "street": paint_street,
    "skyline": paint_skyline,
    "space": paint_space,
    "garden": paint_garden,
    "ocean": paint_ocean,
    "desert": paint_desert,
    "mountains": paint_mountains,
    "forest": paint_forest,
}


def set_stage(prompt: str, seed: int, width: int, height: int, *, pad: int = 0, fine: int = 2) -> Stage:
    """An empty stage for a prompt: its reading and the inks that go with it."""
    reading = read_prompt(prompt, seed)
    return Stage(width, height, pad, fine, palette_of(reading), reading)


def paint(stage: Stage) -> list[Layer]:
    """The scene in layers, from far to near: a figure before its place, or the place alone."""
    scene = PAINTERS[stage.reading.place]
    if stage.reading.hero in FIGURES:
        return paint_portrait(stage, scene)
    return scene(stage)


@lru_cache(maxsize=8)
def mark(height: int) -> Image.Image:
    """The word "sandbox", small and translucent, for the lower right corner of a frame `height` px high."""
    size = max(9, round(height * 0.021))
    font = ImageFont.load_default(size)
    left, top, right, bottom = (int(edge) for edge in font.getbbox("sandbox"))
    room = size
    shape = Image.new("L", (right - left + 2 * room, bottom - top + 2 * room))
    ImageDraw.Draw(shape).text((room - left, room - top), "sandbox", font=font, fill=255)
    halo = shape.filter(ImageFilter.GaussianBlur(size / 6)).point(lambda value: min(110, value))
    sheet = Image.new("RGBA", shape.size, (10, 12, 24, 0))
    sheet.putalpha(halo)
    text = Image.new("RGBA", shape.size, (255, 255, 255, 0))
    text.putalpha(shape.point(lambda value: int(value * 0.72)))
    return Image.alpha_composite(sheet, text)

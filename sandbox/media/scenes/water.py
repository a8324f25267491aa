"""Water: a mirror of what stands behind it, and the sun's path of glints."""

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageOps

from sandbox.media.scenes.brush import Colour, Floats, gradient, paint_of
from sandbox.media.scenes.stage import Layer, Sheet, Stage, even, flatten


def mirror(
    stage: Stage,
    layers: Sequence[Layer],
    shore: float,
    *,
    bottom: float | None = None,
    tint: float = 0.35,
    depth: float = 0.1,
) -> Layer:
    """What stands above row `shore`, upside down below it: rippled, darker and bluer towards the viewer."""
    floor = int(bottom if bottom is not None else stage.height)
    edge = even(shore)
    rows = max(4, floor - edge)
    world = flatten(stage, layers)
    seen = world.crop((0, max(0, edge - int(rows * 1.35)), stage.span, edge))
    soft = (max(8, stage.span // 3), rows)
    upside = (
        ImageOps.flip(seen)
        .resize(soft, Image.Resampling.BILINEAR)
        .resize((stage.span, rows), Image.Resampling.BILINEAR)
    )
    values = np.asarray(upside).astype(np.float32)
    water = paint_of(stage.palette.water)
    near = np.linspace(tint * 0.4, min(0.95, tint * 1.7), rows, dtype=np.float32)[:, None, None]
    values = (values * 0.93 * (1 - near) + water * 0.72 * near) * np.linspace(
        1.0, 0.72, rows, dtype=np.float32
    )[:, None, None]
    picture = Image.fromarray(values.astype(np.uint8))
    return Layer(picture, 0, edge, 1, depth=depth, ripple=0.008 * stage.unit)


def deep(stage: Stage, top: float, inks: Sequence[Colour], **motion: float) -> Layer:
    """Plain water from row `top` down, a gradient without mirror image."""
    rows = max(4, stage.height - even(top))
    column = gradient(inks, rows, gamma=0.8)[:, None, :]
    picture = Image.fromarray(column.astype(np.uint8)).resize((stage.span, rows), Image.Resampling.NEAREST)
    return Layer(picture, 0, even(top), 1, **motion)


def glints(
    stage: Stage,
    x: float,
    top: float,
    bottom: float,
    colour: Colour,
    *,
    spread: float = 0.06,
    count: int = 150,
    **motion: float,
) -> Layer:
    """Short bright dashes on water around column x, wider apart towards the viewer."""
    sheet = Sheet(stage, top, bottom)
    rng = stage.rng(f"glints{int(top)}{motion}")
    near: Floats = (rng.random(count) ** 1.5).astype(np.float32)
    for share in near:
        y = top + share * (bottom - top)
        reach = (spread + 0.16 * share) * stage.width
        middle = x + rng.normal() * reach * 0.55
        half = (0.006 + 0.042 * share) * stage.unit * rng.uniform(0.3, 1.3)
        thick = max(0.4, 0.0021 * stage.unit * (0.25 + share))
        fade = 1 - min(0.85, abs(middle - x) / (reach * 2.2))
        sheet.oval(middle, y, half, thick, colour, int(230 * fade))
    return sheet.layer(**motion)

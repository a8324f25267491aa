"""What stands on the marble: a perfume bottle, a cup, a vase of flowers."""

from collections.abc import Callable, Mapping

import numpy as np
from PIL import Image, ImageDraw

from sandbox.media.scenes.brush import Colour, gradient, mix, to_image
from sandbox.media.scenes.garden import bloom_colours, plant
from sandbox.media.scenes.stage import Point, Sheet

_WHITE: Colour = (255, 255, 255)


def _column(
    sheet: Sheet, box: tuple[float, float, float, float], radius: float, tones: list[Colour], alpha: int = 255
) -> None:
    """A rounded box shaded from left to right, as glass and glaze are."""
    fine = sheet.stage.fine
    size = (max(2, int((box[2] - box[0]) * fine)), max(2, int((box[3] - box[1]) * fine)))
    shade = to_image(gradient(tones, size[0])[None, :, :]).resize(size)
    shape = Image.new("L", size)
    ImageDraw.Draw(shape).rounded_rectangle([0, 0, size[0] - 1, size[1] - 1], radius * fine, fill=alpha)
    place = sheet.at([(box[0], box[1])])[0]
    shade.putalpha(shape)
    sheet.image.alpha_composite(shade, (max(0, int(place[0])), max(0, int(place[1]))))


def draw_bottle(sheet: Sheet, x: float, foot: float, tall: float, liquid: Colour) -> None:
    """A square perfume flacon: thick glass, coloured scent, metal collar, dark cap, a label."""
    deep, pale = mix(liquid, (60, 20, 30), 0.5), mix(liquid, (255, 250, 240), 0.62)
    grey = (120, 110, 130)
    glass = [mix(pale, grey, 0.45), mix(pale, _WHITE, 0.75), mix(pale, _WHITE, 0.35), mix(pale, grey, 0.35)]
    scent = [deep, mix(liquid, deep, 0.25), pale, liquid, mix(liquid, deep, 0.55)]
    gold = [mix(colour, (226, 178, 108), 0.75) for colour in (deep, _WHITE, deep, _WHITE, deep)]
    cap: list[Colour] = [(30, 26, 36), (96, 90, 104), (40, 36, 48), (66, 60, 74), (22, 18, 28)]
    label: list[Colour] = [(244, 238, 226), (255, 252, 244), (236, 228, 214)]
    # Half width, top and bottom above the foot, corner radius, tones from left to right, opacity.
    parts: tuple[tuple[float, float, float, float, list[Colour], int], ...] = (
        (0.27, 0.66, 0.0, 0.06, glass, 236),
        (0.232, 0.53, 0.06, 0.035, scent, 255),
        (0.232, 0.55, 0.51, 0.02, [liquid, pale, _WHITE, pale, liquid], 210),
        (0.012, 0.64, 0.09, 0.01, [mix(pale, _WHITE, 0.6), pale], 150),
        (0.135, 0.42, 0.2, 0.008, label, 245),
        (0.09, 0.72, 0.656, 0.012, gold, 255),
        (0.125, 0.93, 0.715, 0.022, cap, 255),
    )
    for half, top, bottom, radius, tones, alpha in parts:
        box = (x - half * tall, foot - top * tall, x + half * tall, foot - bottom * tall)
        _column(sheet, box, radius * tall, tones, alpha)
    _bottle_lights(sheet, x, foot, tall)
    for row, reach in ((0.365, 0.07), (0.315, 0.1), (0.265, 0.055)):
        ink = mix(deep, (60, 50, 50), 0.3)
        sheet.box(x - reach * tall, foot - tall * row, x + reach * tall, foot - tall * (row - 0.009), ink)


def _bottle_lights(sheet: Sheet, x: float, foot: float, tall: float) -> None:
    """The window's light on both edges of the glass and on the cap."""
    for left, right, top, bottom, alpha in (
        (-0.251, -0.21, 0.61, 0.05, 150),
        (0.227, 0.243, 0.59, 0.08, 120),
        (-0.1, -0.075, 0.915, 0.735, 90),
    ):
        box = (x + left * tall, foot - top * tall, x + right * tall, foot - bottom * tall)
        _column(sheet, box, tall * 0.012, [_WHITE, _WHITE], alpha)


def draw_cup(sheet: Sheet, x: float, foot: float, tall: float, liquid: Colour) -> None:
    """A cup on a saucer with something hot in it."""
    glaze = mix(liquid, (250, 246, 240), 0.86)
    dark, half, top = mix(glaze, (90, 70, 90), 0.4), tall * 0.34, foot - tall * 0.5
    sheet.oval(x, foot - tall * 0.01, tall * 0.56, tall * 0.075, dark)
    sheet.oval(x, foot - tall * 0.03, tall * 0.55, tall * 0.07, mix(glaze, (255, 255, 255), 0.4))
    for reach, ink in ((0.2, dark), (0.15, mix(glaze, dark, 0.3))):
        sheet.oval(x + half * 1.06, foot - tall * 0.28, tall * reach, tall * reach * 0.95, ink)
    sheet.oval(x + half * 1.06, foot - tall * 0.28, tall * 0.105, tall * 0.1, dark, 0)
    for step in range(48):
        t = step / 47
        a, b = x - half, x + half
        left, right = a + (b - a) * t, a + (b - a) * min(1, t + 0.03)
        shade = mix(mix(glaze, (255, 255, 255), 0.6), dark, abs(t - 0.32) ** 1.2 * 1.35)
        curve: list[Point] = [(x + (left - x) * k, y) for k, y in _bowl(top, foot, tall)]
        back: list[Point] = [(x + (right - x) * k, y) for k, y in reversed(_bowl(top, foot, tall))]
        sheet.polygon([*curve, *back], shade)
    sheet.oval(x, top, half, tall * 0.075, mix(glaze, (255, 255, 255), 0.7))
    sheet.oval(x, top + tall * 0.006, half * 0.93, tall * 0.064, mix(glaze, dark, 0.5))
    sheet.oval(x, top + tall * 0.014, half * 0.9, tall * 0.055, (92, 54, 34))
    sheet.oval(x - half * 0.2, top + tall * 0.012, half * 0.5, tall * 0.026, (178, 124, 82))
    sheet.oval(x - half * 0.15, top + tall * 0.012, half * 0.28, tall * 0.013, (226, 188, 148))


def _bowl(top: float, foot: float, tall: float) -> list[Point]:
    """The outline of a cup: share of the half width, row."""
    return [
        (float(1 - 0.52 * t**3), float(top + (foot - tall * 0.03 - top) * t)) for t in np.linspace(0, 1, 14)
    ]


def draw_vase(sheet: Sheet, x: float, foot: float, tall: float, liquid: Colour) -> None:
    """A ceramic vase full of flowers."""
    rng = sheet.stage.rng("bouquet")
    for step in range(17):
        lean = (step - 8) / 8
        plant(
            sheet,
            x + lean * tall * 0.09,
            foot - tall * 0.45,
            tall * rng.uniform(0.42, 0.72) * (1 - 0.25 * abs(lean)),
            (74, 118, 84),
            rng,
            lean=lean * tall * 0.3,
        )
    glaze = mix(bloom_colours(sheet.stage)[0] if sheet.stage.reading.accent else liquid, (244, 238, 232), 0.6)
    rows = np.linspace(0, 1, 24)
    half = tall * (0.11 + 0.13 * np.sin(np.clip(rows * 1.25, 0, 1) * np.pi) ** 1.1 + 0.03 * (1 - rows) ** 6)
    for step in range(36):
        a, b = step / 18 - 1, min(1.0, step / 18 - 1 + 0.09)
        shade = mix(mix(glaze, (255, 255, 255), 0.45), (70, 50, 80), abs(a + 0.35) ** 1.3 * 0.42)
        left = [
            (float(x + h * a), float(foot - tall * 0.52 * (1 - t))) for h, t in zip(half, rows, strict=True)
        ]
        right = [
            (float(x + h * b), float(foot - tall * 0.52 * (1 - t))) for h, t in zip(half, rows, strict=True)
        ]
        sheet.polygon([*left, *reversed(right)], shade)


VESSELS: Mapping[str, Callable[[Sheet, float, float, float, Colour], None]] = {
    "bottle": draw_bottle,
    "cup": draw_cup,
    "vase": draw_vase,
}

"""A still life on marble: a glass bottle, a cup or a vase in soft window light."""

from collections.abc import Callable, Mapping

import numpy as np
from PIL import Image, ImageOps

from sandbox.media.scenes.brush import Colour, Floats, gradient, mix, radial, rgb, smoothstep, soft_noise, to_image
from sandbox.media.scenes.garden import bloom_colours
from sandbox.media.scenes.stage import Layer, Point, Sheet, Stage, even, glow_layer, soft_layer

# Wall from top to table, then the liquid: four studio moods.
_STUDIOS: tuple[tuple[str, str, str], ...] = (
    ("#e9d3c6", "#c58f84", "#e8a04c"),
    ("#cfdcd6", "#7f9f98", "#e6b65a"),
    ("#d8d3ea", "#8d80b4", "#d878a0"),
    ("#f0ddc0", "#c79a62", "#c8563c"),
)


def paint_still(stage: Stage) -> list[Layer]:
    """Wall with window light, marble table, the object and its mirror image, leaves at the side."""
    top, bottom, liquid = (rgb(text) for text in _STUDIOS[stage.reading.digest // 3 % len(_STUDIOS)])
    if stage.reading.hour in ("night", "dusk"):
        top, bottom = mix(top, (30, 26, 52), 0.62), mix(bottom, (18, 14, 34), 0.7)
    liquid = stage.reading.accent or liquid
    table, x = stage.height * 0.72, stage.x(0.5)
    draw = _OBJECTS.get(stage.reading.hero or "", _bottle)
    foot, tall = stage.height * 0.82, stage.unit * 0.56
    thing = Sheet(stage)
    draw(thing, x, foot, tall, liquid)
    layers = [_wall(stage, top, bottom), _window_light(stage, table), *_leaves(stage, bottom), _marble(stage, table)]
    layers += [_caustic(stage, x, foot, tall, liquid), _shadow(stage, x, foot, tall), _mirrored(stage, thing, foot)]
    layers += [thing.layer(depth=0.4), glow_layer(stage, x - tall * 0.3, foot - tall * 0.8, tall * 0.8, (255, 250, 236), 0.2, depth=0.4)]
    return [*layers, _petals(stage, foot, liquid)]


def _wall(stage: Stage, top: Colour, bottom: Colour) -> Layer:
    size = (stage.span // 4 + 1, stage.height // 4 + 1)
    values: Floats = np.repeat(gradient([mix(top, bottom, 0.35), top, bottom], size[1])[:, None, :], size[0], axis=1)
    spot = radial(size, (stage.x(0.46) / 4, size[1] * 0.36), stage.unit / 4 * 0.8, stretch=1.25)[..., None] ** 1.3
    values += (np.float32(mix(top, (255, 252, 244), 0.75)) - values) * spot * 0.8
    return Layer(to_image(values).resize((stage.span, stage.height), Image.Resampling.BICUBIC), 0, 0, 1)


def _window_light(stage: Stage, table: float) -> Layer:
    """Slanting panes of light that a window throws on the wall."""
    sheet = Sheet(stage, 0, table)
    for column in range(3):
        for row in range(2):
            x, y = stage.x(0.5) + stage.unit * (-0.62 + 0.3 * column), table * 0.1 + row * table * 0.4
            wide, tall, lean = stage.unit * 0.26, table * 0.35, -stage.unit * 0.12
            sheet.polygon([(x, y), (x + wide, y - stage.unit * 0.04), (x + wide + lean, y + tall - stage.unit * 0.04), (x + lean, y + tall)], (255, 250, 232), 62)
    return sheet.layer(drift=0.004)


def _leaves(stage: Stage, ink: Colour) -> list[Layer]:
    """A palm frond's shadow on the wall, and a real sprig at the frame's edge."""
    side = -1 if stage.reading.digest % 2 else 1
    shade, sprig = Sheet(stage), Sheet(stage)
    _frond(shade, (stage.x(0.5 + side * 0.44), stage.height * 0.04), stage.unit * 0.62, side, mix(ink, (40, 30, 50), 0.45), 64)
    _frond(sprig, (stage.x(0.5 - side * 0.56), stage.height * 0.1), stage.unit * 0.5, -side, mix((62, 104, 82), ink, 0.2), 255)
    return [shade.layer(drift=0.006), sprig.layer(depth=0.7, bob=0.003)]


def _frond(sheet: Sheet, root: Point, size: float, side: int, ink: Colour, alpha: int) -> None:
    steps = np.linspace(0, 1, 15)
    spine: list[Point] = [(float(root[0] - side * size * 0.75 * t), float(root[1] + size * (0.25 * t + 0.6 * t * t))) for t in steps]
    for index, (x, y) in enumerate(spine[1:], 1):
        reach = size * 0.34 * np.sin(np.pi * min(0.97, index / 15 + 0.12))
        for way in (-1, 1):
            angle = np.arctan2(0.25 + 1.2 * steps[index], -0.75 * side) + way * 0.75
            tip = (x + np.cos(angle) * reach, y + np.sin(angle) * reach)
            bulge = (-np.sin(angle) * reach * 0.1, np.cos(angle) * reach * 0.1)
            middle = (x + np.cos(angle) * reach * 0.45, y + np.sin(angle) * reach * 0.45)
            tint = mix(ink, (255, 255, 255), 0.1) if way > 0 and alpha == 255 else ink
            sheet.polygon([(x, y), (middle[0] + bulge[0], middle[1] + bulge[1]), tip, (middle[0] - bulge[0], middle[1] - bulge[1])], tint, alpha)
    sheet.line(spine, size * 0.012, ink, alpha)


def _marble(stage: Stage, table: float) -> Layer:
    """A white slab with grey veins and a bright front edge."""
    rows, coarse = stage.height - even(table), 2
    size = (stage.span // coarse, max(4, rows // coarse))
    rng = stage.rng("marble")
    cells = (3.0 * stage.span / stage.unit, 2.4)
    flow = soft_noise(rng, size, cells, 5)
    veins = np.clip(1 - np.abs(flow - 0.5) * 26, 0, 1) ** 1.5 * soft_noise(rng, size, cells, 2)
    fine = np.clip(1 - np.abs(soft_noise(rng, size, (6, 5), 4) - 0.5) * 40, 0, 1) * 0.5
    tone = np.linspace(0.9, 1.0, size[1], dtype=np.float32)[:, None]
    paint = np.float32((246, 243, 240)) * (tone * (1 - 0.1 * smoothstep(flow, 0.4, 0.75)))[..., None]
    paint += (np.float32((140, 136, 146)) - paint) * np.clip(veins * 0.85 + fine * 0.25, 0, 0.8)[..., None]
    if stage.reading.hour in ("night", "dusk"):
        paint *= np.float32((0.5, 0.48, 0.6))
    paint[: max(1, size[1] // 60)] += 14
    return soft_layer(stage, paint, np.ones(flow.shape, np.float32), top=table, scale=1 / coarse, depth=0.25)


def _shadow(stage: Stage, x: float, foot: float, tall: float) -> Layer:
    size = (stage.span // 4, stage.height // 4)
    alpha = radial(size, ((x + tall * 0.1) / 4, (foot + tall * 0.01) / 4), tall * 0.11 / 4, stretch=4.2) ** 0.8 * 0.55
    return soft_layer(stage, (66, 50, 70), alpha.astype(np.float32), scale=0.25, depth=0.4)


def _caustic(stage: Stage, x: float, foot: float, tall: float, liquid: Colour) -> Layer:
    """Light that has passed the object and stains the table."""
    size = (stage.span // 4, stage.height // 4)
    alpha = radial(size, ((x + tall * 0.36) / 4, (foot + tall * 0.05) / 4), tall * 0.12 / 4, stretch=3.6) * 0.75
    return soft_layer(stage, mix(liquid, (255, 244, 214), 0.45), alpha.astype(np.float32), scale=0.25, depth=0.4)


def _mirrored(stage: Stage, thing: Sheet, foot: float) -> Layer:
    """The object's image in the polished stone, fading with depth."""
    fine, edge = stage.fine, even(foot)
    rows = (stage.height - edge) * fine
    upside = ImageOps.flip(thing.image.crop((0, edge * fine - rows, thing.image.width, edge * fine)))
    fade = to_image(np.linspace(88, 0, max(1, rows), dtype=np.float32)[:, None]).resize(upside.size)
    clear = Image.new("L", upside.size, 0)
    upside.putalpha(Image.composite(fade, clear, upside.getchannel("A")))
    return Layer(upside, 0, edge, fine, depth=0.4)


def _column(sheet: Sheet, box: tuple[float, float, float, float], radius: float, tones: list[Colour], alpha: int = 255) -> None:
    """A rounded box shaded from left to right, as glass and glaze are."""
    fine = sheet.stage.fine
    size = (max(2, int((box[2] - box[0]) * fine)), max(2, int((box[3] - box[1]) * fine)))
    shade = to_image(gradient(tones, size[0])[None, :, :]).resize(size)
    shape = Image.new("L", size)
    from PIL import ImageDraw  # noqa: PLC0415

    ImageDraw.Draw(shape).rounded_rectangle([0, 0, size[0] - 1, size[1] - 1], radius * fine, fill=alpha)
    place = sheet.at([(box[0], box[1])])[0]
    shade.putalpha(shape)
    sheet.image.alpha_composite(shade, (max(0, int(place[0])), max(0, int(place[1]))))


def _bottle(sheet: Sheet, x: float, foot: float, tall: float, liquid: Colour) -> None:
    """A square perfume flacon: thick glass, coloured scent, metal collar, dark cap, a label."""
    half, top = tall * 0.27, foot - tall * 0.66
    white, pale, deep = (255, 255, 255), mix(liquid, (255, 250, 240), 0.62), mix(liquid, (60, 20, 30), 0.5)
    gold = [mix(colour, (226, 178, 108), 0.75) for colour in (deep, white, deep, white, deep)]
    glass = [mix(pale, (120, 110, 130), 0.45), mix(pale, white, 0.75), mix(pale, white, 0.35), mix(pale, white, 0.55), mix(pale, (120, 110, 130), 0.35)]
    _column(sheet, (x - half, top, x + half, foot), tall * 0.06, glass, 236)
    _column(sheet, (x - half * 0.86, top + tall * 0.13, x + half * 0.86, foot - tall * 0.06), tall * 0.035, [deep, mix(liquid, deep, 0.25), pale, liquid, mix(liquid, deep, 0.55)])
    _column(sheet, (x - half * 0.86, top + tall * 0.11, x + half * 0.86, top + tall * 0.15), tall * 0.02, [liquid, pale, white, pale, liquid], 210)
    _column(sheet, (x - tall * 0.012, top + tall * 0.02, x + tall * 0.012, foot - tall * 0.09), tall * 0.01, [mix(pale, white, 0.6), pale], 150)
    _column(sheet, (x - half * 0.5, foot - tall * 0.42, x + half * 0.5, foot - tall * 0.2), tall * 0.008, [(244, 238, 226), (255, 252, 244), (236, 228, 214)], 245)
    for row, reach in ((0.365, 0.26), (0.315, 0.38), (0.265, 0.2)):
        sheet.box(x - half * reach, foot - tall * row, x + half * reach, foot - tall * (row - 0.009), mix(deep, (60, 50, 50), 0.3))
    _column(sheet, (x - half * 0.93, top + tall * 0.05, x - half * 0.78, foot - tall * 0.05), tall * 0.02, [white, white], 150)
    _column(sheet, (x + half * 0.84, top + tall * 0.07, x + half * 0.9, foot - tall * 0.08), tall * 0.01, [white, white], 120)
    _column(sheet, (x - tall * 0.09, top - tall * 0.06, x + tall * 0.09, top + tall * 0.004), tall * 0.012, gold)
    cap = [(30, 26, 36), (96, 90, 104), (40, 36, 48), (66, 60, 74), (22, 18, 28)]
    _column(sheet, (x - tall * 0.125, top - tall * 0.27, x + tall * 0.125, top - tall * 0.055), tall * 0.022, list(cap))
    _column(sheet, (x - tall * 0.1, top - tall * 0.255, x - tall * 0.075, top - tall * 0.075), tall * 0.01, [white, white], 90)


def _cup(sheet: Sheet, x: float, foot: float, tall: float, liquid: Colour) -> None:
    """A cup on a saucer with something hot in it."""
    glaze = mix(liquid, (250, 246, 240), 0.86)
    dark, half, top = mix(glaze, (90, 70, 90), 0.4), tall * 0.34, foot - tall * 0.5
    sheet.oval(x, foot - tall * 0.01, tall * 0.56, tall * 0.075, dark)
    sheet.oval(x, foot - tall * 0.03, tall * 0.55, tall * 0.07, mix(glaze, (255, 255, 255), 0.4))
    for reach, ink in ((0.2, dark), (0.15, mix(glaze, dark, 0.3))):
        sheet.oval(x + half * 1.06, foot - tall * 0.28, tall * reach, tall * reach * 0.95, ink)
    sheet.oval(x + half * 1.06, foot - tall * 0.28, tall * 0.105, tall * 0.1, mix(glaze, dark, 0.65))
    for step in range(48):
        t = step / 47
        a, b = x - half * np.cos(0), x + half
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
    return [(float((1 - 0.52 * t**3)), float(top + (foot - tall * 0.03 - top) * t)) for t in np.linspace(0, 1, 14)]


def _vase(sheet: Sheet, x: float, foot: float, tall: float, liquid: Colour) -> None:
    """A ceramic vase full of flowers."""
    from sandbox.media.scenes.garden import plant  # noqa: PLC0415

    rng = sheet.stage.rng("bouquet")
    for step in range(17):
        lean = (step - 8) / 8
        plant(sheet, x + lean * tall * 0.3, foot - tall * 0.42, tall * rng.uniform(0.42, 0.72) * (1 - 0.25 * abs(lean)), (74, 118, 84), rng)
    glaze = mix(bloom_colours(sheet.stage)[0] if sheet.stage.reading.accent else liquid, (244, 238, 232), 0.6)
    rows = np.linspace(0, 1, 24)
    half = tall * (0.11 + 0.13 * np.sin(np.clip(rows * 1.25, 0, 1) * np.pi) ** 1.1 + 0.03 * (1 - rows) ** 6)
    for step in range(36):
        a, b = step / 18 - 1, min(1.0, step / 18 - 1 + 0.09)
        shade = mix(mix(glaze, (255, 255, 255), 0.45), (70, 50, 80), abs(a + 0.35) ** 1.3 * 0.42)
        left = [(float(x + h * a), float(foot - tall * 0.52 * (1 - t))) for h, t in zip(half, rows, strict=True)]
        right = [(float(x + h * b), float(foot - tall * 0.52 * (1 - t))) for h, t in zip(half, rows, strict=True)]
        sheet.polygon([*left, *reversed(right)], shade)


_OBJECTS: Mapping[str, Callable[[Sheet, float, float, float, Colour], None]] = {"bottle": _bottle, "cup": _cup, "vase": _vase}


def _petals(stage: Stage, foot: float, liquid: Colour) -> Layer:
    """A few petals strewn on the stone."""
    sheet, rng = Sheet(stage, foot - stage.height * 0.06), stage.rng("petals")
    for _ in range(9):
        x, y = stage.x(0.5) + rng.choice([-1, 1]) * stage.unit * rng.uniform(0.28, 0.62), foot + stage.height * rng.uniform(-0.03, 0.14)
        s, ink = stage.unit * rng.uniform(0.014, 0.026), mix(liquid, (255, 236, 236), 0.5)
        sheet.oval(x + s * 0.12, y + s * 0.28, s, s * 0.3, (150, 136, 146), 120)
        sheet.oval(x, y, s, s * 0.42, ink)
        sheet.oval(x - s * 0.15, y - s * 0.1, s * 0.6, s * 0.2, mix(ink, (255, 255, 255), 0.4))
    return sheet.layer(depth=0.6)

"""An astronaut's bust: white suit, round helmet, a visor that mirrors what is around it."""

import numpy as np
from PIL import Image, ImageFilter

from sandbox.media.scenes.brush import Colour, Floats, mix, paint_of, smoothstep, to_image
from sandbox.media.scenes.stage import Point, Sheet

_WHITE: Colour = (244, 244, 248)
_SHADE: Colour = (150, 156, 184)


def draw_astronaut(sheet: Sheet, x: float, foot: float, size: float, view: Image.Image) -> None:
    """The bust, `size` px high on row `foot`; `view` is the scene its visor mirrors."""
    inks = sheet.stage.palette
    white, shade = mix(_WHITE, inks.glow, 0.14), mix(_SHADE, inks.shade, 0.35)
    accent = sheet.stage.reading.accent or (232, 98, 58)
    _backpack(sheet, x, foot, size, shade)
    _body(sheet, x, foot, size, white, shade, accent)
    _chest(sheet, x, foot, size, shade, accent)
    y, r = foot - size * 0.63, size * 0.275
    sheet.oval(x, foot - size * 0.385, size * 0.215, size * 0.06, mix(shade, (60, 64, 90), 0.4))
    sheet.oval(x, foot - size * 0.395, size * 0.205, size * 0.05, mix(white, shade, 0.25))
    for side in (-1, 1):
        sheet.oval(x + side * r * 0.99, y + r * 0.06, r * 0.16, r * 0.27, mix(shade, (60, 64, 90), 0.3))
        sheet.oval(x + side * r * 1.02, y + r * 0.04, r * 0.1, r * 0.2, accent)
    _ball(sheet, x, y, r, white, shade)
    _visor(sheet, x, y, r, view)


def _body(
    sheet: Sheet, x: float, foot: float, size: float, white: Colour, shade: Colour, accent: Colour
) -> None:
    """Shoulders, sleeves with stripes, seams."""
    outline = _shoulders(x, foot, size, 1.0)
    sheet.polygon(outline, mix(white, shade, 0.55))
    for share, tone in ((0.965, 0.36), (0.92, 0.2), (0.86, 0.08), (0.78, 0.0)):
        sheet.polygon(
            [
                (px - size * 0.02 * (1 - share) * 6, py + size * 0.012)
                for px, py in _shoulders(x, foot, size, share)
            ],
            mix(white, shade, tone),
        )
    for side in (-1, 1):
        seam: list[Point] = [
            (x + side * size * (0.30 + 0.035 * np.sin(t * 3)), foot - size * 0.3 * (1 - t))
            for t in np.linspace(0, 1, 12)
        ]
        sheet.line(seam, size * 0.008, mix(white, shade, 0.75))
        for row, ink in ((0.13, accent), (0.095, mix(accent, shade, 0.5))):
            sheet.polygon(
                [
                    (x + side * size * 0.325, foot - size * row),
                    (x + side * size * 0.49, foot - size * (row - 0.025)),
                    (x + side * size * 0.495, foot - size * (row - 0.05)),
                    (x + side * size * 0.325, foot - size * (row - 0.026)),
                ],
                ink,
            )
        patch = (x + side * size * 0.405, foot - size * 0.215)
        sheet.oval(patch[0], patch[1], size * 0.038, size * 0.038, (48, 72, 130) if side < 0 else accent)
        sheet.oval(patch[0], patch[1], size * 0.029, size * 0.029, (236, 238, 246))
        sheet.oval(
            patch[0],
            patch[1] + size * 0.006,
            size * 0.018,
            size * 0.014,
            (70, 130, 190) if side < 0 else (240, 180, 70),
        )


def _shoulders(x: float, foot: float, size: float, share: float) -> list[Point]:
    """The outline of the trunk from the left foot over the shoulders to the right one."""
    half: list[tuple[float, float]] = [
        (0.52, 0.0),
        (0.515, 0.12),
        (0.495, 0.22),
        (0.455, 0.295),
        (0.38, 0.345),
        (0.29, 0.375),
        (0.2, 0.395),
        (0.0, 0.4),
    ]
    knots = np.linspace(0, len(half) - 1, 40)
    xs = np.interp(knots, range(len(half)), [p[0] for p in half]) * share
    ys = np.interp(knots, range(len(half)), [p[1] for p in half]) * (0.5 + 0.5 * share)
    left = [(float(x - size * a), float(foot - size * b)) for a, b in zip(xs, ys, strict=True)]
    return [*left, *[(2 * x - px, py) for px, py in reversed(left)]]


def _backpack(sheet: Sheet, x: float, foot: float, size: float, shade: Colour) -> None:
    sheet.box(
        x - size * 0.36,
        foot - size * 0.62,
        x + size * 0.36,
        foot - size * 0.2,
        mix(shade, (50, 54, 80), 0.35),
        radius=size * 0.07,
    )
    sheet.box(
        x - size * 0.345,
        foot - size * 0.605,
        x + size * 0.345,
        foot - size * 0.2,
        mix(shade, (240, 240, 250), 0.2),
        radius=size * 0.06,
    )


def _chest(sheet: Sheet, x: float, foot: float, size: float, shade: Colour, accent: Colour) -> None:
    """The control panel with its lamps and hoses."""
    panel = mix(shade, (236, 238, 246), 0.5)
    for side in (-1, 1):
        hose: list[Point] = [
            (x + side * size * (0.12 + 0.1 * np.sin(t * 3.1)), foot - size * (0.12 + 0.24 * t))
            for t in np.linspace(0, 1, 16)
        ]
        sheet.line(hose, size * 0.03, mix(shade, (50, 54, 80), 0.5))
        sheet.line(hose, size * 0.012, mix(shade, (200, 204, 220), 0.4))
    sheet.box(
        x - size * 0.14,
        foot - size * 0.235,
        x + size * 0.14,
        foot - size * 0.06,
        mix(shade, (60, 64, 96), 0.4),
        radius=size * 0.022,
    )
    sheet.box(
        x - size * 0.132,
        foot - size * 0.228,
        x + size * 0.132,
        foot - size * 0.07,
        panel,
        radius=size * 0.018,
    )
    _panel(sheet, x, foot, size, accent)


def _panel(sheet: Sheet, x: float, foot: float, size: float, accent: Colour) -> None:
    """A screen with a pulse, three lamps, a stripe."""
    corner = size * 0.007
    screen = (x - size * 0.11, foot - size * 0.208, x - size * 0.01, foot - size * 0.148)
    sheet.box(*screen, (28, 44, 66), radius=corner)
    wave: list[Point] = [
        (x - size * (0.1 - 0.08 * t), foot - size * (0.178 + 0.014 * np.sin(t * 17)))
        for t in np.linspace(0, 1, 24)
    ]
    sheet.line(wave, size * 0.005, (110, 236, 190))
    for step, ink in enumerate(((232, 74, 66), (246, 190, 66), (84, 190, 120))):
        lamp, y = x + size * (0.03 + 0.034 * step), foot - size * 0.178
        sheet.oval(lamp, y, size * 0.0125, size * 0.0125, ink)
        sheet.oval(lamp - size * 0.003, y - size * 0.004, size * 0.004, size * 0.004, (255, 255, 255))
    sheet.box(
        x - size * 0.11, foot - size * 0.125, x + size * 0.11, foot - size * 0.095, accent, radius=corner
    )


def _ball(sheet: Sheet, x: float, y: float, r: float, white: Colour, shade: Colour) -> None:
    """The helmet's shell: a ball lit from the upper left."""
    u, v, reach = _disc(int(r * 2) + 4, r)
    z = np.sqrt(np.clip(1 - reach * reach, 0, 1))
    light = np.clip(0.32 - u * 0.42 - v * 0.5 + z * 0.62, 0, 1.1)
    paint: Floats = (
        paint_of(mix(shade, (70, 74, 110), 0.4))
        + (paint_of(white) - paint_of(mix(shade, (70, 74, 110), 0.4))) * light[..., None]
    )
    paint += 255 * (smoothstep(light, 1.0, 1.12) * 0.3)[..., None]
    _paste(sheet, paint, np.clip((1 - reach) * r, 0, 1), x, y)


def _visor(sheet: Sheet, x: float, y: float, r: float, view: Image.Image) -> None:
    """Dark gold glass: the scene bent round a ball, darker at its rim, with two highlights."""
    u, v, _ = _disc(int(r * 2) + 4, r)
    v = v - 0.04
    form = (np.abs(u / 0.78) ** 2.5 + np.abs(v / 0.64) ** 2.5) ** (1 / 2.5)
    seen = view.resize((max(8, view.width // 2), max(8, view.height // 2))).filter(
        ImageFilter.GaussianBlur(0.8)
    )
    pixels = np.asarray(seen).astype(np.float32)
    bend = 0.42 * (0.62 + 0.75 * np.clip(form, 0, 1) ** 2)
    columns = np.clip(
        (0.5 - u * bend * seen.height / seen.width * 1.5) * seen.width, 0, seen.width - 1
    ).astype(np.intp)
    rows = np.clip((0.5 + v * bend * 1.6) * seen.height, 0, seen.height - 1).astype(np.intp)
    mirror = pixels[rows, columns]
    glass = paint_of((24, 22, 48)) + (mirror * paint_of((1.0, 0.9, 0.74)) - paint_of((24, 22, 48))) * 0.84
    glass *= (1.06 - 0.5 * smoothstep(form, 0.55, 1.0))[..., None]
    for hx, hy, hr, strength in ((-0.36, -0.33, 0.2, 0.85), (0.4, 0.3, 0.1, 0.35)):
        spot = np.clip(1 - np.sqrt(((u - hx) / 1.5) ** 2 + (v - hy) ** 2) / hr, 0, 1) ** 1.4
        glass += (255 - glass) * (spot * strength)[..., None]
    crescent = smoothstep(form, 0.8, 0.9) * smoothstep(form, 0.985, 0.93) * np.clip(-u - v * 0.7, 0, 1)
    glass += (255 - glass) * (crescent * 0.6)[..., None]
    rim = np.clip((1.075 - form) * r * 0.7, 0, 1)
    _paste(sheet, np.broadcast_to(paint_of((92, 88, 112)), glass.shape), rim, x, y)
    _paste(sheet, glass, np.clip((1 - form) * r * 0.7, 0, 1), x, y)


def _disc(side: int, radius: float) -> tuple[Floats, Floats, Floats]:
    axis = (np.arange(side, dtype=np.float32) - side / 2 + 0.5) / np.float32(radius)
    u, v = np.meshgrid(axis, axis)
    return u, v, np.sqrt(u * u + v * v)


def _paste(sheet: Sheet, paint: Floats, alpha: Floats, x: float, y: float) -> None:
    """Soft paint centred on (x, y), laid over what the sheet holds."""
    side = alpha.shape[0] * sheet.stage.fine
    place = sheet.at([(x, y)])[0]
    corner = (int(place[0] - side / 2), int(place[1] - side / 2))
    ball, cover = (
        to_image(part).resize((side, side), Image.Resampling.BICUBIC) for part in (paint, alpha * 255)
    )
    sheet.image.paste(ball, corner, cover)
    solid = Image.new("L", cover.size, 255)
    whole = sheet.image.getchannel("A")
    whole.paste(solid, corner, cover)
    sheet.image.putalpha(whole)
    sheet.__dict__.pop("draw", None)

"""Space: a nebula full of stars, a ringed planet, a moon, and a rocket where one is asked for."""

import numpy as np
from PIL import Image, ImageDraw

from sandbox.media.scenes.boats import rocket
from sandbox.media.scenes.brush import Colour, Floats, mix, paint_of, rgb, smoothstep, soft_noise, to_image
from sandbox.media.scenes.stage import Layer, Sheet, Stage, glow_layer, soft_layer

# Nebula inks (deep, first cloud, second cloud) and planet inks (light, band, dark), which go together.
_MOODS: tuple[tuple[tuple[str, str, str], tuple[str, str, str]], ...] = (
    (("#07081c", "#3a2a86", "#c04a90"), ("#ffc88a", "#d8784e", "#5a2440")),
    (("#04101e", "#12607a", "#5a4ab8"), ("#b8ecdc", "#4aa6a0", "#123a56")),
    (("#0c0618", "#7a2452", "#e08a4a"), ("#d8c8ff", "#8a76d0", "#2c1e58")),
)


def paint_space(stage: Stage) -> list[Layer]:
    """Nebula, stars, planets, and sometimes a rocket."""
    deep, planet = _MOODS[stage.reading.digest // 3 % len(_MOODS)]
    rng = stage.rng("planets")
    side = 1 if rng.random() < 0.5 else -1
    x, y, r = stage.x(0.5 + side * 0.17), stage.height * 0.46, stage.unit * 0.29
    moon_x, moon_y = stage.x(0.5 - side * 0.3), stage.height * 0.24
    inks = tuple(rgb(text) for text in planet)
    if stage.reading.accent:
        inks = (
            mix(stage.reading.accent, (255, 250, 240), 0.5),
            stage.reading.accent,
            mix(stage.reading.accent, (8, 6, 30), 0.75),
        )
    grey = mix(inks[0], (214, 214, 226), 0.6)
    layers = [_nebula(stage, [rgb(text) for text in deep]), *_stars(stage)]
    layers += [glow_layer(stage, x, y, r * 1.9, inks[1], 0.5, depth=0.2)]
    layers += [
        _ring(stage, x, y, r, inks[0], front=False),
        _planet(stage, x, y, r, (inks[0], inks[1], inks[2])),
    ]
    layers += [_ring(stage, x, y, r, inks[0], front=True)]
    layers += [
        _planet(stage, moon_x, moon_y, r * 0.26, (grey, mix(grey, inks[2], 0.4), inks[2]), depth=0.1),
        _ground(stage, inks[2], inks[1]),
    ]
    if stage.reading.hero == "rocket":
        layers.append(rocket(stage, stage.x(0.5 - side * 0.2), stage.height * 0.48, stage.unit * 0.26))
    return layers


def _nebula(stage: Stage, inks: list[Colour]) -> Layer:
    """Clouds in two colours on a deep ground, painted at a quarter of the size."""
    size = (stage.span // 4 + 1, stage.height // 4 + 1)
    rng, wide = stage.rng("nebula"), stage.span / stage.unit
    first, second = (smoothstep(soft_noise(rng, size, (2.4 * wide, 2.4), 5), 0.38, 0.8) for _ in range(2))
    values: Floats = np.zeros((size[1], size[0], 3), np.float32) + paint_of(inks[0])
    values += (paint_of(inks[1]) - values) * first[..., None] * 0.85
    values += (paint_of(inks[2]) - values) * (second * (0.25 + 0.75 * first))[..., None] * 0.9
    bright = smoothstep(first * second, 0.3, 0.8)[..., None]
    values += (np.float32(255.0) - values) * bright * 0.35
    return Layer(to_image(values).resize((stage.span, stage.height), Image.Resampling.BICUBIC), 0, 0, 1)


def _stars(stage: Stage) -> list[Layer]:
    """Two depths of stars; the brightest have rays."""
    layers = []
    for name, count, size, depth in (("faint", 420, 0.0012, 0.0), ("bright", 46, 0.0028, 0.1)):
        sheet, rng = Sheet(stage), stage.rng(name)
        for _ in range(int(count * stage.span / stage.width)):
            x, y = rng.random() * stage.span, rng.random() * stage.height
            r = stage.unit * size * (0.5 + rng.random() ** 2)
            tint = mix(
                (255, 255, 255), ((255, 206, 160), (170, 206, 255))[int(rng.integers(2))], rng.random() * 0.6
            )
            sheet.oval(x, y, r, r, tint, int(rng.uniform(120, 255)))
            if r > stage.unit * 0.0034:
                for dx, dy in ((r * 5, r * 0.3), (r * 0.3, r * 5)):
                    sheet.oval(x, y, dx, dy, tint, 190)
        layers.append(sheet.layer(depth=depth))
    return layers


def _planet(
    stage: Stage, x: float, y: float, r: float, inks: tuple[Colour, Colour, Colour], *, depth: float = 0.2
) -> Layer:
    """A ball with cloud bands, lit from the upper left."""
    scale = 1.0
    side = int(r * 2 * scale) // 4 * 4 + 8
    axis = (np.arange(side, dtype=np.float32) - side / 2) / (r * scale)
    u, v = axis[None, :], axis[:, None]
    reach = np.sqrt(u * u + v * v)
    z = np.sqrt(np.clip(1 - reach * reach, 0, 1))
    rng = stage.rng(f"planet{int(r)}")
    swirl = soft_noise(rng, (side, side), (2, 7), 4)
    bands = soft_noise(rng, (4, side), (1, 9), 3)[:, :1]
    tone = smoothstep(bands * 0.6 + swirl * 0.4, 0.3, 0.7)
    light = np.clip(-u * 0.52 - v * 0.42 + z * 0.74, 0, 1)
    paint = paint_of(inks[0]) + (paint_of(inks[1]) - paint_of(inks[0])) * tone[..., None]
    paint = paint_of(inks[2]) * 0.5 + (paint - paint_of(inks[2]) * 0.5) * (light**0.8)[..., None]
    rim = smoothstep(reach, 0.82, 1.0) * np.clip(light * 1.5, 0, 1)
    paint += (paint_of(inks[0]) - paint) * (rim * 0.6)[..., None]
    alpha = np.clip((1 - reach) * r * scale, 0, 1)
    return soft_layer(
        paint,
        alpha,
        top=y - side / scale / 2,
        left=x - side / scale / 2,
        scale=scale,
        depth=depth,
        bob=0.002,
    )


def _ring(stage: Stage, x: float, y: float, r: float, ink: Colour, *, front: bool) -> Layer:
    """One half of a tilted ring, the far one behind the planet."""
    scale, half = stage.fine, int(r * 2.15) // 2 * 2
    mask = Image.new("L", (half * 2 * scale, half * 2 * scale))
    pen, middle = ImageDraw.Draw(mask), half * scale
    for reach, alpha in ((2.05, 90), (1.93, 0), (1.88, 190), (1.62, 120), (1.5, 30), (1.45, 160), (1.3, 0)):
        a, b = r * reach * scale, r * reach * scale * 0.24
        pen.ellipse([middle - a, middle - b, middle + a, middle + b], fill=alpha)
    pen.rectangle([0, 0, 2 * middle, middle] if front else [0, middle, 2 * middle, 2 * middle], fill=0)
    mask = mask.rotate(-16, Image.Resampling.BILINEAR)
    sheet = Image.new("RGBA", mask.size, (*mix(ink, (255, 255, 255), 0.2), 0))
    sheet.putalpha(mask)
    left, top = int(x - half) // 2 * 2, int(y - half) // 2 * 2
    return Layer(sheet, left, top, scale, depth=0.2, bob=0.002)


def _ground(stage: Stage, dark: Colour, light: Colour) -> Layer:
    """The curve of a near moon along the lower edge, with craters."""
    sheet, rng = Sheet(stage, stage.height * 0.74), stage.rng("craters")
    reach, x = stage.span * 1.25, stage.span / 2
    top = stage.height * 0.86
    soil = mix(dark, (22, 18, 40), 0.35)
    sheet.oval(x, top + reach, reach * 1.004, reach * 1.008, mix(light, (255, 255, 255), 0.25))
    sheet.oval(x, top + reach, reach, reach, soil)
    for _ in range(26):
        cx, share = rng.random() * stage.span, rng.random()
        cy = stage.height * (0.9 + 0.12 * share) + ((cx - x) / reach) ** 2 * reach * 0.5
        a = stage.unit * rng.uniform(0.012, 0.05) * (0.5 + share)
        sheet.oval(cx, cy, a, a * 0.26, mix(soil, light, 0.22))
        sheet.oval(cx + a * 0.06, cy + a * 0.05, a * 0.88, a * 0.2, mix(soil, (0, 0, 0), 0.35))
    return sheet.layer(depth=0.6)

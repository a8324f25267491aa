"""Things that stand or float in a landscape: boats, a lighthouse, balloons, a rocket."""

import numpy as np

from sandbox.media.scenes.brush import Colour, mix
from sandbox.media.scenes.stage import Layer, Point, Sheet, Stage

_LAMP: Colour = (255, 240, 190)


def paper_boat(stage: Stage, x: float, base: float, size: float, *, mirrored: bool = True) -> list[Layer]:
    """A folded boat `size` px wide on the water line `base`, with its mirror image and rings."""
    paper = stage.reading.accent or (250, 246, 238)
    layers = [_rings(stage, x, base, size)]
    if mirrored:
        image = Sheet(stage, base - size * 0.2, min(stage.height, base + size))
        _paper_hull(image, x, base + size * 0.03, size, mix(paper, stage.palette.water, 0.45), -0.8)
        layers.append(image.layer(depth=0.5, bob=0.006))
    sheet = Sheet(stage, base - size, min(stage.height, base + size * 0.2))
    _paper_hull(sheet, x, base, size, paper, 1.0)
    return [*layers, sheet.layer(depth=0.5, bob=0.008)]


def _paper_hull(sheet: Sheet, x: float, base: float, size: float, paper: Colour, up: float) -> None:
    """Its folds: sail in light and shadow, hull with a darker inside."""
    glow, dark = mix(paper, sheet.stage.palette.glow, 0.22), mix(paper, sheet.stage.palette.shade, 0.42)

    def spot(dx: float, dy: float) -> Point:
        return x + dx * size, base - dy * size * up

    sheet.polygon(
        [spot(-0.5, 0.3), spot(0.0, 0.18), spot(0.5, 0.3), spot(0.0, 0.36)], mix(dark, (30, 24, 50), 0.3)
    )
    sheet.polygon([spot(0.0, 0.72), spot(-0.25, 0.2), spot(0.04, 0.16)], glow)
    sheet.polygon([spot(0.0, 0.72), spot(0.04, 0.16), spot(0.25, 0.2)], dark)
    sheet.polygon(
        [spot(-0.5, 0.3), spot(0.03, 0.15), spot(0.0, -0.03), spot(-0.28, -0.03)],
        mix(paper, (255, 255, 255), 0.3),
    )
    sheet.polygon(
        [spot(0.5, 0.3), spot(0.03, 0.15), spot(0.0, -0.03), spot(0.28, -0.03)], mix(paper, dark, 0.55)
    )
    sheet.line([spot(0.03, 0.15), spot(0.0, -0.03)], size * 0.006, dark)


def _rings(stage: Stage, x: float, base: float, size: float) -> Layer:
    sheet = Sheet(stage, base - size * 0.2, min(stage.height, base + size * 0.4))
    pale = mix(stage.palette.haze, (255, 255, 255), 0.4)
    for step in range(4):
        rx, ry = size * (0.42 + 0.2 * step), size * (0.05 + 0.035 * step)
        fine = stage.fine
        corners = sheet.at([(x - rx, base - ry), (x + rx, base + ry)])
        sheet.draw.ellipse(
            [*corners[0], *corners[1]],
            outline=(*pale, 150 - 34 * step),
            width=max(1, int(0.003 * stage.unit * fine)),
        )
    return sheet.layer(depth=0.5)


def sailboat(stage: Stage, x: float, base: float, size: float) -> Layer:
    """A sloop `size` px high on the water line `base`."""
    sheet = Sheet(stage, base - size * 1.1, min(stage.height, base + size * 0.2))
    inks, sail = stage.palette, stage.reading.accent or mix((255, 250, 240), stage.palette.glow, 0.3)
    hull = mix(inks.near, (120, 60, 40), 0.35)
    sheet.polygon(
        [
            (x - size * 0.42, base - size * 0.1),
            (x + size * 0.46, base - size * 0.13),
            (x + size * 0.32, base + size * 0.03),
            (x - size * 0.32, base + size * 0.03),
        ],
        hull,
    )
    sheet.line(
        [(x - size * 0.42, base - size * 0.09), (x + size * 0.46, base - size * 0.12)],
        size * 0.02,
        mix(hull, (255, 255, 255), 0.6),
    )
    sheet.line([(x, base - size * 0.1), (x, base - size)], size * 0.016, hull)
    main = _sail(
        (x + size * 0.02, base - size * 0.98),
        (x + size * 0.42, base - size * 0.17),
        (x + size * 0.02, base - size * 0.17),
        size * 0.09,
    )
    fore = _sail(
        (x - size * 0.02, base - size * 0.9),
        (x - size * 0.38, base - size * 0.17),
        (x - size * 0.03, base - size * 0.17),
        -size * 0.06,
    )
    sheet.polygon(main, sail)
    sheet.polygon(fore, mix(sail, inks.shade, 0.3))
    sheet.polygon(
        [(x, base - size), (x + size * 0.12, base - size * 0.97), (x, base - size * 0.94)], (214, 60, 60)
    )
    return sheet.layer(depth=0.45, bob=0.008)


def _sail(head: Point, clew: Point, tack: Point, belly: float) -> list[Point]:
    steps = np.linspace(0, 1, 12)
    leech = [
        (
            float(head[0] + (clew[0] - head[0]) * t + belly * np.sin(np.pi * t)),
            float(head[1] + (clew[1] - head[1]) * t),
        )
        for t in steps
    ]
    return [*leech, tack]


def lighthouse(stage: Stage, x: float, base: float, size: float) -> list[Layer]:
    """A striped tower on a rock, its lamp throwing two beams."""
    sheet, inks = Sheet(stage, base - size * 1.2, stage.height), stage.palette
    rock = [(-0.7, -0.1), (-0.4, 0.08), (-0.15, 0.14), (0.2, 0.11), (0.5, 0.0), (0.8, -0.1)]
    sheet.polygon([(x + dx * size, base - dy * size) for dx, dy in rock], mix(inks.near, inks.far, 0.25))
    _tower(sheet, x, base, size)
    sheet.box(x - size * 0.1, base - size * 0.88, x + size * 0.1, base - size * 0.85, inks.near)
    sheet.box(x - size * 0.05, base - size * 0.97, x + size * 0.05, base - size * 0.88, _LAMP)
    roof = [(-0.075, 0.97), (0.0, 1.06), (0.075, 0.97)]
    sheet.polygon([(x + dx * size, base - dy * size) for dx, dy in roof], inks.near)
    beam, y = Sheet(stage, 0, base), base - size * 0.925
    for end in (x - stage.width, x + stage.width):
        beam.polygon([(x, y), (end, y - size * 0.28), (end, y + size * 0.16)], _LAMP, 46)
    return [beam.layer(depth=0.4), sheet.layer(depth=0.4)]


def _tower(sheet: Sheet, x: float, base: float, size: float) -> None:
    """Six tapering bands in red and white, their right side in shadow."""
    inks = sheet.stage.palette
    for band in range(6):
        rows = [base - size * (0.1 + 0.75 * (band + step) / 6) for step in (0, 1)]
        halves = [size * (0.12 - 0.05 * (band + step) / 6) for step in (0, 1)]
        paint = mix((196, 52, 48) if band % 2 else (244, 238, 228), inks.haze, 0.2)
        for left, shade in ((-1.0, 0.0), (0.2, 0.3)):
            corners = [(left, 0), (1.0, 0), (1.0, 1), (left, 1)]
            sheet.polygon(
                [(x + side * halves[k], rows[k]) for side, k in corners], mix(paint, inks.near, shade)
            )


def balloon(stage: Stage, x: float, y: float, size: float, ink: Colour, *, depth: float) -> Layer:
    """A hot-air balloon with gores in two colours, its envelope centred on (x, y)."""
    sheet = Sheet(stage, y - size * 0.6, y + size)
    pale = mix(ink, (255, 246, 224), 0.75)
    sheet.polygon(
        [
            (x - size * 0.36, y + size * 0.2),
            (x - size * 0.07, y + size * 0.62),
            (x + size * 0.07, y + size * 0.62),
            (x + size * 0.36, y + size * 0.2),
        ],
        mix(ink, pale, 0.15),
    )
    for index, share in enumerate((1.0, 0.74, 0.44, 0.16)):
        paint = mix(ink, pale, float(index % 2))
        sheet.oval(x, y, size * 0.44 * share, size * 0.46, paint)
        sheet.polygon(
            [
                (x - size * 0.37 * share, y + size * 0.19),
                (x - size * 0.06 * share, y + size * 0.6),
                (x + size * 0.06 * share, y + size * 0.6),
                (x + size * 0.37 * share, y + size * 0.19),
            ],
            paint,
        )
    for side in (-1, 1):
        sheet.line(
            [(x + side * size * 0.06, y + size * 0.6), (x + side * size * 0.05, y + size * 0.76)],
            size * 0.01,
            (70, 46, 36),
        )
    sheet.box(
        x - size * 0.07, y + size * 0.75, x + size * 0.07, y + size * 0.86, (120, 76, 46), radius=size * 0.015
    )
    return sheet.layer(depth=depth, bob=0.012, drift=0.008)


def rocket(stage: Stage, x: float, y: float, size: float) -> Layer:
    """A rocket with a porthole and a tail of fire, pointing up, its middle at (x, y)."""
    sheet = Sheet(stage, y - size, y + size * 1.3)
    body, red = (240, 240, 246), stage.reading.accent or (222, 62, 60)
    for reach, ink in ((1.15, (255, 140, 60)), (0.95, (255, 206, 92)), (0.78, (255, 250, 220))):
        half = size * 0.13 * (1.5 - reach * 0.5)
        sheet.polygon([(x - half, y + size * 0.45), (x, y + size * reach), (x + half, y + size * 0.45)], ink)
    for side in (-1, 1):
        sheet.polygon(
            [
                (x + side * size * 0.14, y + size * 0.1),
                (x + side * size * 0.34, y + size * 0.52),
                (x + side * size * 0.1, y + size * 0.44),
            ],
            mix(red, (60, 10, 40), 0.25 if side > 0 else 0),
        )
    hull = [
        (float(side * size * 0.2 * np.cos(t * 1.25) ** 0.8), float(y + size * 0.45 - size * 1.2 * t))
        for side in (-1,)
        for t in np.linspace(0, 1, 20)
    ]
    sheet.polygon(
        [
            *[(x + dx, row) for dx, row in hull],
            (x, y - size * 0.86),
            *[(x - dx, row) for dx, row in reversed(hull)],
        ],
        body,
    )
    sheet.polygon(
        [
            *[(x - dx, row) for dx, row in hull],
            (x, y - size * 0.86),
            *[(x - dx * 0.35, row) for dx, row in reversed(hull)],
        ],
        mix(body, (120, 120, 160), 0.45),
    )
    sheet.oval(x, y - size * 0.12, size * 0.1, size * 0.1, red)
    sheet.oval(x, y - size * 0.12, size * 0.072, size * 0.072, (70, 130, 190))
    sheet.oval(x - size * 0.02, y - size * 0.145, size * 0.025, size * 0.02, (220, 244, 255))
    return sheet.layer(depth=0.4, bob=0.012)

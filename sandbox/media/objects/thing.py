"""Swords, chairs, vessels, and an abstract sculpture for what has no builder of its own."""

import numpy as np

from sandbox.media.objects.material import BRASS, DARK, GOLD, OAK, STEEL, STONE, Material, wished
from sandbox.media.objects.mesh import Floats, Part, joined, rotation
from sandbox.media.objects.shape import ball, box, gem, hull, lathe, rod, rounded, steps, torus, tube


def build_sword(prompt: str, rng: np.random.Generator, detail: float) -> list[Part]:
    """A sword stuck in a rock, its blade ridged, a jewel in the pommel."""
    jewel = wished(prompt, "Jewel", (0.80, 0.08, 0.14), roughness=0.08)
    lens = np.array([(-1, 0), (-0.3, 0.42), (0.3, 0.42), (1, 0), (0.3, -0.42), (-0.3, -0.42)])
    rings = [
        _section(lens, wide, high)
        for high, wide in ((1.02, 0.062), (0.6, 0.056), (0.2, 0.052), (-0.06, 0.002))
    ]
    blade = hull("Blade", STEEL, rings)
    guard = np.stack(
        [np.linspace(-0.24, 0.24, 13), 1.05 - 0.05 * np.cos(np.linspace(-2.4, 2.4, 13)), np.zeros(13)], 1
    )
    cross = tube("Guard", BRASS, guard, 0.024 + 0.012 * np.abs(np.linspace(-1, 1, 13)), detail)
    leather = Material("Leather", (0.26, 0.13, 0.08), 0.0, 0.8)
    grip = rod("Grip", leather, (0, 1.06, 0), (0, 1.34, 0), 0.027, detail)
    turns = np.linspace(0, 2 * np.pi * 7, 90)
    wire = np.stack([0.029 * np.cos(turns), 1.07 + 0.26 * turns / turns[-1], 0.029 * np.sin(turns)], 1)
    pommel = ball("Pommel", BRASS, 0.052, detail, around=24).moved(0, 1.38, 0)
    stone = gem("Jewel", jewel, 0.034).turned(rotation("x", 90)).moved(0, 1.38, 0.046)
    parts = [blade, cross, grip, tube("Wire", GOLD, wire, 0.005, detail, around=6), pommel, stone]
    lean = rotation("z", float(rng.uniform(-9, 9)))
    return [part.turned(lean).moved(0, 0.2, 0) for part in parts] + [_rock(rng, detail)]


def _section(flat: Floats, wide: float, high: float) -> Floats:
    return np.column_stack([flat[:, 0] * wide, np.full(len(flat), high), flat[:, 1] * wide * 0.55])


def _rock(rng: np.random.Generator, detail: float) -> Part:
    rock = ball("Rock", STONE, 0.42, detail, around=26)
    bumps = np.sin(rock.vertices * 9 + rng.uniform(0, 6, 3)).sum(1, keepdims=True)
    rock.vertices[:] *= 1 + 0.07 * bumps
    rock.vertices[:, 1] = np.maximum(rock.vertices[:, 1] * 0.85, 0.0)
    return rock


def build_chair(prompt: str, rng: np.random.Generator, detail: float) -> list[Part]:
    """A wooden chair with a cushion, turned legs and a slatted back."""
    cloth = wished(prompt, "Cushion", (0.66, 0.22, 0.20), roughness=0.9)
    leg = [(0.0, 0.0), (0.022, 0.0), (0.03, 0.1), (0.024, 0.16), (0.04, 0.3), (0.034, 0.46), (0.0, 0.47)]
    legs = [
        lathe("Legs", OAK, leg, detail, around=16).moved(x, 0, z)
        for x in (-0.26, 0.26)
        for z in (-0.24, 0.24)
    ]
    rails = [rod("Rails", OAK, (-0.26, 0.17, z), (0.26, 0.17, z), 0.016, detail) for z in (-0.24, 0.24)]
    rails += [rod("Rails", OAK, (x, 0.22, -0.24), (x, 0.22, 0.24), 0.016, detail) for x in (-0.26, 0.26)]
    seat = box("Seat", OAK, (0.64, 0.055, 0.60), 0.02).moved(0, 0.49, 0)
    pad = ball("Cushion", cloth, 0.3, detail, around=36)
    pad.vertices[:] = np.sign(pad.vertices) * np.abs(pad.vertices / 0.3) ** 0.5 * (0.27, 0.05, 0.25)
    lean = rotation("x", -9)
    slats = int(rng.integers(3, 6))
    back = [rod("Back", OAK, (x, 0, 0), (x, 0.66, 0), 0.028, detail) for x in (-0.27, 0.27)]
    back += [
        box("Back", OAK, (0.04, 0.5, 0.022)).moved(float(x), 0.32, 0) for x in np.linspace(-0.18, 0.18, slats)
    ]
    back += [
        box("Back", OAK, (0.64, 0.13, 0.045), 0.02).moved(0, 0.63, 0),
        box("Back", OAK, (0.56, 0.05, 0.035)).moved(0, 0.08, 0),
    ]
    knobs = [ball("Back", OAK, 0.035, detail, around=14).moved(x, 0.69, 0) for x in (-0.27, 0.27)]
    rest = joined("Back", [*back, *knobs]).turned(lean).moved(0, 0.5, -0.26)
    return [joined("Legs and rails", [*legs, *rails]), seat, pad.moved(0, 0.555, 0), rest]


def build_teapot(prompt: str, rng: np.random.Generator, detail: float) -> list[Part]:
    """A round pot with spout, handle and lid."""
    glaze = wished(prompt, "Glaze", (0.16, 0.42, 0.52), roughness=0.16)
    fat = float(rng.uniform(0.94, 1.06))
    belly = [
        (0.0, 0.0),
        (0.22, 0.0),
        (0.24, 0.03),
        (0.43, 0.2),
        (0.46, 0.36),
        (0.36, 0.54),
        (0.2, 0.62),
        (0.0, 0.63),
    ]
    body = lathe("Pot", glaze, belly, detail, around=56).scaled(fat, 1, fat)
    lid = lathe(
        "Lid",
        glaze,
        [(0.22, 0.61), (0.23, 0.63), (0.17, 0.68), (0.05, 0.715), (0.03, 0.74), (0.06, 0.78), (0.0, 0.82)],
        detail,
    )
    band = torus("Band", GOLD, 0.215, 0.014, detail).turned(rotation("x", 90)).moved(0, 0.62, 0)
    way = np.array([(0.36, 0.22), (0.50, 0.26), (0.58, 0.38), (0.64, 0.52), (0.73, 0.58)])
    spout = _bent("Spout", glaze, way, np.array((0.11, 0.09, 0.07, 0.055, 0.05)), detail)
    grip = np.array([(-0.34, 0.52), (-0.52, 0.58), (-0.66, 0.48), (-0.64, 0.3), (-0.52, 0.18), (-0.38, 0.16)])
    handle = _bent("Handle", glaze, grip, np.array((0.04, 0.036, 0.034, 0.034, 0.036, 0.04)), detail)
    return [body, lid, band, spout, handle]


def _bent(name: str, material: Material, way: Floats,
          thick: Floats, detail: float) -> Part:  # fmt: skip
    """A tube through points in the x-y plane, rounded."""

    course = rounded(np.column_stack([way, np.zeros(len(way)), thick]), steps(detail, 5, 2))
    return tube(name, material, course[:, :3], course[:, 3], detail, around=20)


def build_vase(prompt: str, rng: np.random.Generator, detail: float) -> list[Part]:
    """A thrown vase with a hollow neck and painted bands."""
    glaze = wished(prompt, "Glaze", (0.72, 0.34, 0.20), roughness=0.22)
    belly, neck = float(rng.uniform(0.34, 0.46)), float(rng.uniform(0.12, 0.18))
    outside = [
        (0.0, 0.0),
        (0.2, 0.0),
        (0.22, 0.03),
        (belly, 0.42),
        (belly * 0.9, 0.66),
        (neck, 0.95),
        (neck, 1.06),
    ]
    inside = [
        (neck + 0.09, 1.18),
        (neck + 0.075, 1.185),
        (neck - 0.03, 1.05),
        (neck - 0.04, 0.95),
        (0.0, 0.9),
    ]
    bands = [
        torus("Bands", GOLD, radius, 0.011, detail).turned(rotation("x", 90)).moved(0, high, 0)
        for radius, high in ((belly * 1.002 + 0.004, 0.46), (neck + 0.004, 1.0), (0.215, 0.03))
    ]
    return [lathe("Vase", glaze, outside + inside, detail, around=56), joined("Bands", bands)]


def build_bottle(prompt: str, rng: np.random.Generator, detail: float) -> list[Part]:
    """A potion bottle with a cork, a label and a collar of gold."""
    glass = wished(prompt, "Glass", (0.10, 0.42, 0.30), roughness=0.06)
    glow = tuple(0.12 * channel for channel in glass.colour)
    glass = Material("Glass", glass.colour, glass.metallic, glass.roughness, glow=glow)  # type: ignore[arg-type]
    wide = float(rng.uniform(0.30, 0.40))
    profile = [
        (0.0, 0.0),
        (wide * 0.8, 0.0),
        (wide, 0.08),
        (wide, 0.2),
        (wide, 0.36),
        (wide, 0.5),
        (wide * 0.7, 0.7),
        (0.12, 0.84),
        (0.11, 1.06),
        (0.0, 1.06),
    ]
    collar = torus("Collar", GOLD, 0.115, 0.026, detail).turned(rotation("x", 90)).moved(0, 1.05, 0)
    cork = lathe("Cork", OAK, [(0.0, 1.03), (0.09, 1.03), (0.105, 1.2), (0.0, 1.2)], detail, smooth=False)
    paper = Material("Label", (0.90, 0.83, 0.66), 0.0, 0.85)
    label = lathe(
        "Label", paper, [(wide + 0.012, 0.16), (wide + 0.012, 0.4)], detail, around=56, smooth=False
    )
    seal = gem("Seal", GOLD, 0.06, 10).turned(rotation("x", 90)).moved(0, 0.29, wide + 0.016)
    return [lathe("Bottle", glass, profile, detail, around=56), collar, cork, label, seal]


def build_sculpture(prompt: str, rng: np.random.Generator, detail: float) -> list[Part]:
    """A knot, interlocked rings or a turned column with orbiting balls, chosen by the prompt and the seed."""
    hue = rng.uniform(0, 1)
    usual = tuple(float(0.5 + 0.4 * np.cos(2 * np.pi * (hue + shift))) for shift in (0.0, 0.33, 0.67))
    main = wished(prompt, "Enamel", usual, metallic=0.35, roughness=0.2)  # type: ignore[arg-type]
    figure = (_knot, _rings, _column)[int(rng.integers(3))](main, rng, detail)
    low = [
        (0.0, 0.0),
        (0.34, 0.0),
        (0.34, 0.05),
        (0.27, 0.08),
        (0.27, 0.2),
        (0.31, 0.23),
        (0.31, 0.27),
        (0.0, 0.27),
    ]
    foot = lathe("Pedestal", STONE, low, detail, around=44, smooth=False, repeat=(2, 1.4))
    return [*figure, foot]


def _knot(main: Material, rng: np.random.Generator, detail: float) -> list[Part]:
    wind, turns = ((2, 3), (3, 2), (2, 5), (3, 4))[int(rng.integers(4))]
    angle = np.linspace(0, 2 * np.pi, steps(detail, 220, 40), endpoint=False)
    reach = 0.36 + 0.15 * np.cos(turns * angle)
    path = np.stack(
        [reach * np.cos(wind * angle), 0.84 + reach * np.sin(wind * angle), 0.17 * np.sin(turns * angle)], 1
    )
    bead = ball("Core", GOLD, 0.12, detail, around=28).moved(0, 0.84, 0)
    return [tube("Knot", main, path, 0.062, detail, around=16, closed=True), bead]


def _rings(main: Material, rng: np.random.Generator, detail: float) -> list[Part]:
    parts = [ball("Core", GOLD, 0.16, detail, around=30).moved(0, 0.86, 0)]
    for number, radius in enumerate((0.28, 0.4, 0.52)):
        hoop = torus("Hoop", (main, STEEL, main)[number], radius, 0.032, detail * 1.3)
        parts.append(
            hoop.turned(rotation("x", float(rng.uniform(0, 180))))
            .turned(rotation("y", 60.0 * number))
            .moved(0, 0.86, 0)
        )
    return [*parts, rod("Stem", DARK, (0, 0.26, 0), (0, 0.74, 0), 0.02, detail)]


def _column(main: Material, rng: np.random.Generator, detail: float) -> list[Part]:
    heights = np.linspace(0.26, 1.3, 8)
    profile = [(0.0, 0.26), *((float(rng.uniform(0.07, 0.3)), float(high)) for high in heights), (0.0, 1.4)]
    orbit = [
        ball("Satellites", GOLD, 0.05, detail, around=18).moved(
            0.44 * np.cos(turn), 0.6 + 0.09 * number, 0.44 * np.sin(turn)
        )
        for number, turn in enumerate(np.linspace(0, 5.2, 7))
    ]
    return [lathe("Column", main, profile, detail, around=48), joined("Satellites", orbit)]

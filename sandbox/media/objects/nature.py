"""Trees, mushrooms, crystals and planets."""

import numpy as np

from sandbox.media.objects.material import BARK, GRASS, STONE, Material, wished
from sandbox.media.objects.mesh import Part, joined, rotation
from sandbox.media.objects.shape import ball, hull, lathe, ring, rod, torus, tube


def build_tree(prompt: str, rng: np.random.Generator, detail: float) -> list[Part]:
    """A fir in five skirts where the prompt says so, else a broad tree of many crowns."""
    firs = ("pine", "fir", "christmas", "spruce", "conifer")
    parts = (
        _fir(prompt, rng, detail)
        if any(word in prompt.lower() for word in firs)
        else _broad(prompt, rng, detail)
    )
    return [*parts, _mound(detail)]


def _mound(detail: float) -> Part:
    return lathe(
        "Ground", GRASS, [(0.0, 0.06), (0.25, 0.05), (0.5, 0.02), (0.62, 0.0)][::-1], detail, around=40
    )


def _fir(prompt: str, rng: np.random.Generator, detail: float) -> list[Part]:
    needles = wished(prompt, "Needles", (0.16, 0.40, 0.24), roughness=0.85)
    skirts = []
    for level in range(5):
        wide, low = 0.52 - 0.085 * level, 0.3 + 0.27 * level
        profile = [
            (0.02, low + 0.03),
            (wide * 0.8, low),
            (wide, low - 0.05),
            (wide * 0.55, low + 0.17),
            (0.0, low + 0.42),
        ]
        skirt = lathe("Branches", needles, profile, detail, around=18)
        wave = 1 + 0.12 * np.sin(
            np.arctan2(skirt.vertices[:, 2], skirt.vertices[:, 0]) * 9 + float(rng.uniform(0, 6))
        )
        skirt.vertices[:, [0, 2]] *= wave[:, None]
        skirts.append(skirt)
    trunk = lathe(
        "Trunk", BARK, [(0.0, 0.0), (0.1, 0.0), (0.075, 0.12), (0.06, 0.4), (0.0, 0.5)], detail, around=16
    )
    return [trunk, joined("Branches", skirts)]


def _broad(prompt: str, rng: np.random.Generator, detail: float) -> list[Part]:
    usual = (
        (0.93, 0.62, 0.72)
        if any(w in prompt.lower() for w in ("cherry", "sakura", "blossom"))
        else (0.29, 0.52, 0.22)
    )
    leaves = wished(prompt, "Leaves", usual, roughness=0.85)
    crowns, limbs = [], []
    trunk = np.array([(0, 0, 0), (0.02, 0.2, 0.01), (-0.03, 0.42, 0.0), (0.01, 0.66, 0.02), (0.0, 0.9, 0.0)])
    limbs.append(tube("Trunk", BARK, trunk, np.array((0.14, 0.09, 0.075, 0.06, 0.03)), detail, around=14))
    for number in range(9):
        turn = number * 2.4 + float(rng.uniform(-0.3, 0.3))
        reach, high = float(rng.uniform(0.24, 0.42)), 0.78 + 0.055 * number
        spot = np.array((reach * np.cos(turn), high, reach * np.sin(turn)))
        limbs.append(rod("Limb", BARK, (0, high - 0.28, 0), tuple(spot), (0.04, 0.015), detail, around=8))
        crowns.append(_crown(leaves, float(rng.uniform(0.20, 0.28)), rng, detail).moved(*spot))
    crowns.append(_crown(leaves, 0.3, rng, detail).moved(0, 1.28, 0))
    return [joined("Trunk and limbs", limbs), joined("Leaves", crowns)]


def _crown(leaves: Material, radius: float, rng: np.random.Generator, detail: float) -> Part:
    """A ball with bumps, which keeps its seam closed since the bumps depend on place alone."""
    crown = ball("Leaves", leaves, radius, detail, around=22)
    phase = rng.uniform(0, 6, 3)
    bumps = np.sin(crown.vertices * (13 / radius * 0.22) + phase).prod(1)
    crown.vertices[:] *= (1 + 0.16 * bumps)[:, None]
    return crown.scaled(1.0, 0.85, 1.0)


def build_mushroom(prompt: str, rng: np.random.Generator, detail: float) -> list[Part]:
    """A toadstool with white dots, and two small ones beside it."""
    cap = wished(prompt, "Cap", (0.80, 0.12, 0.10), roughness=0.35)
    glow = tuple(0.35 * channel for channel in cap.colour) if "glow" in prompt.lower() else (0.0, 0.0, 0.0)
    cap = Material(cap.name, cap.colour, cap.metallic, cap.roughness, glow=glow)  # type: ignore[arg-type]
    parts = _toadstool(cap, rng, detail)
    for x, z, size in ((0.42, 0.22, 0.46), (-0.40, 0.26, 0.34)):
        small = _toadstool(cap, rng, detail * 0.7)
        parts += [
            part.scaled(size, size, size).turned(rotation("z", -12 * x)).moved(x, 0.01, z) for part in small
        ]
    return [*parts, _mound(detail)]


def _toadstool(cap: Material, rng: np.random.Generator, detail: float) -> list[Part]:
    pale = Material("Stem", (0.93, 0.88, 0.78), 0.0, 0.7)
    stem = lathe(
        "Stem", pale, [(0.0, 0.0), (0.19, 0.0), (0.17, 0.12), (0.11, 0.4), (0.12, 0.62), (0.0, 0.66)], detail
    )
    skirt = lathe("Ring", pale, [(0.11, 0.44), (0.21, 0.40), (0.20, 0.42), (0.11, 0.5)], detail)
    gills = lathe(
        "Gills",
        Material("Gills", (0.86, 0.76, 0.62), 0.0, 0.8),
        [(0.1, 0.66), (0.3, 0.62), (0.5, 0.60)],
        detail,
    )
    gills = _turned_over(gills)
    hood = lathe(
        "Cap",
        cap,
        [(0.48, 0.59), (0.52, 0.62), (0.49, 0.74), (0.36, 0.92), (0.18, 1.01), (0.0, 1.03)],
        detail,
    )
    return [stem, skirt, gills, hood, _dots(rng, detail)]


def _turned_over(part: Part) -> Part:
    """The sheet seen from its other side."""
    part.normals[:] *= -1
    part.faces[:] = part.faces[:, ::-1]
    return part


def _dots(rng: np.random.Generator, detail: float) -> Part:
    white, dots = Material("Dots", (0.96, 0.94, 0.88), 0.0, 0.6), []
    for level, count in ((0.16, 5), (0.34, 9), (0.46, 12)):
        height = float(np.interp(level, (0.0, 0.18, 0.36, 0.49), (1.03, 1.01, 0.92, 0.74)))
        for number in range(count):
            turn = 2 * np.pi * (number + float(rng.uniform(-0.2, 0.2))) / count
            size = float(rng.uniform(0.03, 0.055))
            dot = ball("Dot", white, size, detail, around=9).scaled(1, 0.5, 1)
            dot = dot.turned(rotation("z", -float(level) * 130)).turned(
                rotation("y", -float(np.degrees(turn)))
            )
            dots.append(dot.moved(level * float(np.cos(turn)), height - 0.005, level * float(np.sin(turn))))
    return joined("Dots", dots)


def build_crystal(prompt: str, rng: np.random.Generator, detail: float) -> list[Part]:
    """A cluster of six-sided crystals that grow out of a rock and glow faintly."""
    made = wished(prompt, "Crystal", (0.46, 0.32, 0.92), roughness=0.1)
    glow = tuple(0.28 * channel for channel in made.colour)
    stone = Material("Crystal", made.colour, 0.0, 0.08, glow=glow)  # type: ignore[arg-type]
    shards = [_shard(stone, 0.17, 1.25, 0.0, 0.0)]
    for number in range(9):
        tall, turn = float(rng.uniform(0.4, 0.95)), number * 40 + float(rng.uniform(-12, 12))
        shards.append(_shard(stone, 0.06 + tall * 0.085, tall, float(rng.uniform(18, 44)), turn))
    rock = ball("Rock", STONE, 0.46, detail, around=20)
    rock.vertices[:] *= 1 + 0.10 * np.sin(rock.vertices * 11 + rng.uniform(0, 6, 3)).sum(1, keepdims=True)
    rock.vertices[:, 1] = np.maximum(rock.vertices[:, 1] * 0.5, 0.0)
    return [joined("Crystals", shards), rock]


def _shard(stone: Material, wide: float, tall: float, lean: float, turn: float) -> Part:
    rings = [ring(6, wide * 0.06, tall), ring(6, wide, tall * 0.78), ring(6, wide * 0.8, 0.0)]
    out = 0.16 if lean else 0.0
    upright = hull("Crystal", stone, rings).moved(out, 0.05, 0)
    return upright.turned(rotation("z", -lean)).turned(rotation("y", turn))


def build_planet(prompt: str, rng: np.random.Generator, detail: float) -> list[Part]:
    """A globe with seas and land, a ring of dust and two moons, on a slim stand."""
    globe = wished(prompt, "Planet", (1.0, 1.0, 1.0), roughness=0.5, texture="planet")
    tilt = rotation("z", float(rng.uniform(12, 24)))
    planet = ball("Planet", globe, 0.56, detail, around=56)
    planet.uvs[:] *= (2.0, 1.0)
    dust = Material("Ring", (0.86, 0.76, 0.58), 0.1, 0.5)
    bands = [
        torus("Ring", dust, radius, 0.03, detail * 1.4).scaled(1, 1, 0.12).turned(rotation("x", 90))
        for radius in (0.74, 0.815, 0.88)
    ]
    moons = [
        ball("Moon", STONE, size, detail, around=20).moved(*at)
        for size, at in ((0.09, (0.72, 0.42, 0.3)), (0.05, (-0.66, -0.3, 0.52)))
    ]
    stand = Material("Stand", (0.80, 0.82, 0.85), 1.0, 0.25)
    foot = lathe(
        "Stand",
        stand,
        [(0.0, 0.0), (0.26, 0.0), (0.24, 0.03), (0.05, 0.07), (0.025, 0.2), (0.03, 0.36), (0.0, 0.36)],
        detail,
    )
    whole = [planet, joined("Rings", bands), joined("Moons", moons)]
    return [part.turned(tilt).moved(0, 0.86, 0) for part in whole] + [foot]

"""What every object of the sandbox stands on: a thin round base with a plate that says so."""

import numpy as np

from sandbox.media.objects.material import Material
from sandbox.media.objects.mesh import Part, surface
from sandbox.media.objects.shape import lathe

HEIGHT = 0.05
_SLATE = Material("Plinth", (0.24, 0.25, 0.28), 0.0, 0.55)
_PLATE = Material("Sandbox plate", (0.93, 0.78, 0.50), 0.55, 0.42, "letters")


def build_plinth(radius: float, detail: float) -> list[Part]:
    """A disc of the radius from y = 0 to `HEIGHT`, with SANDBOX on its front edge."""
    profile = [(0.0, 0.0), (radius, 0.0), (radius, HEIGHT * 0.62), (radius - 0.024, HEIGHT), (0.0, HEIGHT)]
    disc = lathe("Plinth", _SLATE, profile, detail, around=72, smooth=False)
    return [disc, _plate(radius)]


def _plate(radius: float) -> Part:
    """A strip on the top that follows the front edge, readable from the front."""
    wide = min(0.62, radius * 0.75)
    towards = 0.42  # radians: where portraits are taken from
    angle = np.linspace(-wide / 2, wide / 2, 17) / radius + towards
    rings = np.array((radius - 0.15, radius - 0.15 + wide * 48 / 256))[::-1, None]
    grid = np.stack([rings * np.sin(angle), np.full((2, 17), HEIGHT + 0.002), rings * np.cos(angle)], -1)
    return surface("Sandbox plate", _PLATE, grid[::-1])

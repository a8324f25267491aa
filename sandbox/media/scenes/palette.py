"""The colours of an hour of the day, mixed by hand like a poster's inks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sandbox.media.scenes.brush import Colour, mix, rgb
from sandbox.media.words import Reading


@dataclass(frozen=True)
class Palette:
    """Inks from the sky down to the nearest ground. `sun_height` is above the horizon, in sky heights."""

    sky: tuple[Colour, ...]
    sun: Colour
    glow: Colour
    haze: Colour
    far: Colour
    near: Colour
    leaf: Colour
    water: Colour
    light: Colour
    cloud: Colour
    shade: Colour
    sun_height: float
    stars: float = 0.0


def _inks(sky: str, rest: str, sun_height: float, stars: float = 0.0) -> Palette:
    sun, glow, haze, far, near, leaf, water, light, cloud, shade = (rgb(text) for text in rest.split())
    return Palette(
        sky=tuple(rgb(text) for text in sky.split()),
        sun=sun,
        glow=glow,
        haze=haze,
        far=far,
        near=near,
        leaf=leaf,
        water=water,
        light=light,
        cloud=cloud,
        shade=shade,
        sun_height=sun_height,
        stars=stars,
    )


# After the sky: sun, glow, haze, far, near, leaf, water, light, cloud, shade.
_HOURS: Mapping[str, tuple[Palette, ...]] = {
    "dawn": (
        _inks(
            "#43548c #7f7db4 #d79ab0 #fbbf9f #ffe2b8",
            "#fff6df #ffd9a8 #f6c3b4 #8d86b4 #2a2c4e #4d6a5c #7a86b4 #ffd28c #ffe6d2 #b48fb0",
            0.22,
        ),
        _inks(
            "#3a6aa4 #82a4d2 #d3c2da #fbd0b4 #ffe6ba",
            "#fffbe6 #ffe0a4 #f2d2c6 #7c90b8 #1f3350 #4a7d5c #6c8cbe #ffd894 #fff0e2 #a6a4c4",
            0.26,
        ),
    ),
    "day": (
        _inks(
            "#1f78d1 #4fa4ea #9fd3f5 #e0f4f6",
            "#fffdf0 #fff3c8 #d8eef4 #8ab4d0 #1d4550 #4f9a4c #2f86b8 #fff0b4 #ffffff #b9d3e6",
            0.72,
        ),
        _inks(
            "#2c8fb8 #66bfd4 #b4e2dc #f2f2d8",
            "#fffbe0 #fff0b0 #e2f0e0 #86bcb8 #1b4a48 #5fa548 #2b93a4 #fff0b4 #fffdf4 #b4d0cc",
            0.62,
        ),
    ),
    "sunset": (
        _inks(
            "#2b1f5e #6b2f80 #c8456f #ff7f55 #ffc06a",
            "#fff0b8 #ffb060 #ff9a6e #85467f #1c1238 #3d4a3a #a8476a #ffcf70 #ffb27a #8a3f78",
            0.3,
        ),
        _inks(
            "#173a63 #4a5f8a #c07c78 #f79a52 #ffd47c",
            "#fff6c8 #ffc868 #f7a468 #6d5a7e #1a1a30 #4a5230 #8c6684 #ffd878 #ffc890 #6f5476",
            0.32,
        ),
        _inks(
            "#3a1450 #8a2068 #e23d62 #ff6a4a #ffab5e",
            "#ffe8a8 #ff8f58 #ff8468 #8a3a78 #220c30 #45402f #b03a66 #ffc26a #ff9a78 #8c2c6c",
            0.28,
        ),
    ),
    "dusk": (
        _inks(
            "#101a48 #2c3b80 #64569c #b8749e #f0a08c",
            "#fff0d8 #f79c86 #a87ca6 #54508e #0d1030 #26403f #3d4280 #ffc56e #c78bae #3c3f80",
            0.06,
            0.35,
        ),
        _inks(
            "#0c2340 #1f4a70 #4f7d96 #bfa49a #f2bf8e",
            "#fff4d8 #f7bf8a #a49ea4 #3f6280 #0a1a2c #234540 #2f5a78 #ffcc78 #b4a4ac #2f5070",
            0.06,
            0.3,
        ),
    ),
    "night": (
        _inks(
            "#050a22 #0c1a44 #1b3468 #3a5a8c",
            "#fbf6dc #8fb0e0 #34548a #1e3866 #040816 #123432 #14305c #ffc45c #5f7fb4 #142a58",
            0.74,
            1.0,
        ),
        _inks(
            "#0a0620 #1c1048 #3c2272 #6a3f8e",
            "#fdf0dc #b08ae0 #543884 #33225e #080414 #1a2c38 #2a1c58 #ffb85c #7f64b0 #24164e",
            0.7,
            1.0,
        ),
    ),
}
HOUR_NAMES = tuple(_HOURS)


def palette_of(reading: Reading) -> Palette:
    """The inks for a reading: its hour, one of that hour's moods by digest, dulled by its weather."""
    moods = _HOURS[reading.hour]
    inks = moods[reading.digest // 7 % len(moods)]
    if reading.weather == "snow":
        return _snowed(inks)
    if reading.weather in ("rain", "mist"):
        return _dulled(inks)
    return inks


def _snowed(inks: Palette) -> Palette:
    cool = mix(inks.haze, (226, 236, 250), 0.35)
    return replace(
        inks,
        haze=cool,
        leaf=mix(inks.leaf, (40, 74, 92), 0.6),
        sky=(*inks.sky[:-1], mix(inks.sky[-1], cool, 0.4)),
    )


def _dulled(inks: Palette) -> Palette:
    sky = tuple(mix(colour, inks.haze, 0.35) for colour in inks.sky)
    return replace(inks, sky=sky, stars=0.0, glow=mix(inks.glow, inks.haze, 0.5))

"""How large a medium comes out: pixels of a picture and a clip, seconds of a clip and a sound.

Explicit widths and heights are honoured to the pixel. Where the API leaves the size to the model, the
sandbox makes what is quick to make, and the asset's `properties` tell the truth about it, as the API's do.
"""

import math
from collections.abc import Mapping
from typing import Any

Inputs = Mapping[str, Any]
Sides = tuple[int, int]

_LONG_SIDE = 896  # of a picture whose size nobody asked for: painted in 0.3 s
_LONG_SIDES = {"512": 512, "1K": 1024, "2K": 2048, "4K": 3840}
_CLIP_LONG_SIDE, _CLIP_PIXELS = 848, 848 * 480
_MOST_RATIO = 4.0  # of a clip: a banner's strip is cut to this
_AUTO_SECONDS = 5.0
_MUSIC_SECONDS = 15.0
# A text can be an hour long; the sandbox reads out its beginning.
MOST_SPOKEN_SECONDS = 60.0


def picture_size(inputs: Inputs, given: Sides | None = None) -> tuple[int, int]:
    """Width and height of a picture: the asked ones, else about a megapixel in the asked ratio.

    Where no ratio is asked either, that of the `given` picture.
    """
    if inputs.get("width") or inputs.get("height"):
        return int(inputs.get("width", 1024)), int(inputs.get("height", 1024))
    long_side = _LONG_SIDES.get(inputs.get("resolution", ""), _LONG_SIDE)
    otherwise = f"{given[0]}:{given[1]}" if given else "1:1"
    return _fit(_ratio(inputs, otherwise), long_side, long_side * long_side)


def clip_size(inputs: Inputs, given: Sides | None = None) -> tuple[int, int]:
    """Width and height of a clip, about 480p whatever resolution was asked.

    Its ratio is that of the `given` first picture (a model keeps it whatever was asked), else the asked one.
    """
    ratio = given[0] / given[1] if given else _ratio(inputs, "16:9")
    return _fit(min(max(ratio, 1 / _MOST_RATIO), _MOST_RATIO), _CLIP_LONG_SIDE, _CLIP_PIXELS)


def fitted(given: Sides, long_side: int) -> tuple[int, int]:
    """The sides of a given picture, none longer than `long_side`."""
    share = min(1.0, long_side / max(given))
    return max(16, round(given[0] * share)), max(16, round(given[1] * share))


def clip_seconds(inputs: Inputs, given: float | None = None) -> float:
    """Seconds of a clip; where the model decides (-1, or nothing said) those of what is given, else five."""
    seconds = float(inputs.get("duration", given or _AUTO_SECONDS))
    return seconds if seconds > 0 else given or _AUTO_SECONDS


def sound_seconds(inputs: Inputs) -> float:
    """Seconds of a sound: the asked ones, else a short piece of music."""
    return float(inputs.get("durationSeconds", _MUSIC_SECONDS))


def _ratio(inputs: Inputs, otherwise: str) -> float:
    asked = inputs.get("aspectRatio", otherwise)
    width, height = (asked if ":" in asked else otherwise).split(":")
    return int(width) / int(height)


def _fit(ratio: float, long_side: int, pixels: int) -> tuple[int, int]:
    """The largest even sides of a ratio within a long side and a number of pixels."""
    width = min(math.sqrt(pixels * ratio), long_side, long_side * ratio)
    return _even(width), _even(width / ratio)


def _even(side: float) -> int:
    return max(2, round(side / 2) * 2)

"""How large a medium comes out: pixels of a picture and a clip, seconds of a clip and a sound.

Explicit widths and heights are honoured to the pixel. Where the API leaves the size to the model, the
sandbox makes what is quick to make, and the asset's `properties` tell the truth about it, as the API's do.
"""

import math
from collections.abc import Mapping
from typing import Any

Inputs = Mapping[str, Any]

_LONG_SIDE = 896  # of a picture whose size nobody asked for: painted in 0.3 s
_LONG_SIDES = {"512": 512, "1K": 1024, "2K": 2048, "4K": 3840}
_CLIP_LONG_SIDE, _CLIP_PIXELS = 848, 848 * 480
_AUTO_SECONDS = 5.0
_MUSIC_SECONDS = 15.0
# A text can be an hour long; the sandbox reads out its beginning.
MOST_SPOKEN_SECONDS = 60.0


def picture_size(inputs: Inputs) -> tuple[int, int]:
    """Width and height of a picture: the asked ones, else about a megapixel in the asked ratio."""
    if inputs.get("width") or inputs.get("height"):
        return int(inputs.get("width", 1024)), int(inputs.get("height", 1024))
    long_side = _LONG_SIDES.get(inputs.get("resolution", ""), _LONG_SIDE)
    return _fit(_ratio(inputs, "1:1"), long_side, long_side * long_side)


def clip_size(inputs: Inputs) -> tuple[int, int]:
    """Width and height of a clip in the asked ratio, about 480p whatever resolution was asked."""
    return _fit(_ratio(inputs, "16:9"), _CLIP_LONG_SIDE, _CLIP_PIXELS)


def clip_seconds(inputs: Inputs) -> float:
    """Seconds of a clip; a model that decides by itself (-1) makes five."""
    seconds = float(inputs.get("duration", _AUTO_SECONDS))
    return seconds if seconds > 0 else _AUTO_SECONDS


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

"""What a run makes: one order an asset, each a pure recipe with the key of its result.

Equal model, inputs and seed give equal orders, and equal orders give equal bytes.
"""

import hashlib
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sandbox import sizes
from sandbox.catalogue import Record
from sandbox.jobs import without_magic
from sandbox.media.medium import Medium

Inputs = Mapping[str, Any]

# Rendering more pixels than this takes too long; larger pictures are rendered smaller and enlarged.
_RENDERED_PIXELS = 1_100_000
_SUFFIX_MODALITIES = {"2video": "video", "2audio": "audio", "23d": "3d", "2txt": "text"}
# PATINA's map → `metadata.type`; its `texture-smoothness` really holds roughness (contract section 15.2).
_MAP_TYPES = {
    "basecolor": "texture-albedo",
    "normal": "texture-normal",
    "roughness": "texture-smoothness",
    "metalness": "texture-metallic",
    "height": "texture-height",
}
_SPEECH_TAG = "TTS"
# Where the model leaves no choice: nothing needs less time to encode.
_SOUND_FORMAT = "wav_44100_0"
_SHORT_KINDS = {"image": "img", "text": "txt"}


@dataclass(frozen=True)
class Order:
    """One asset to make: the key of its bytes, its `metadata.type`, its seed, and the recipe."""

    key: str
    type: str
    seed: int
    make: Callable[[], Medium]


def modality(record: Record) -> str:
    """What a model makes: video, audio, 3d, text or image, from its first capability."""
    first = record["capabilities"][0]
    return next((kind for suffix, kind in _SUFFIX_MODALITIES.items() if first.endswith(suffix)), "image")


def orders(record: Record, inputs: Inputs, seed: int, said_before: str = "") -> list[Order]:
    """The assets of one run. `said_before`: the prompt of what its inputs refer to, where it has none."""
    subject = without_magic(main_text(record, inputs)) or without_magic(said_before)
    return _RECIPES[modality(record)](record, inputs, seed, subject)


def main_text(record: Record, inputs: Inputs) -> str:
    """The words that say what to make: the first prompt, else the first required text, else the shots'."""
    strings = [each for each in record["inputs"] if each["type"] == "string"]
    prompts = [each["name"] for each in strings if each.get("prompt")]
    required = [each["name"] for each in strings if "required" in each]
    name = next(iter([*prompts, *required]), "")
    shots = inputs.get("multiPrompt")
    if not inputs.get(name) and isinstance(shots, list):
        return ", ".join(str(shot.get("prompt", "")) for shot in shots)
    return str(inputs.get(name, ""))


def _order(
    record: Record, inputs: Inputs, seed: int, index: int, make: Callable[[int], Medium], type_: str = ""
) -> Order:
    told = json.dumps([record["id"], dict(inputs), seed, index], sort_keys=True)
    digest = hashlib.blake2b(told.encode(), digest_size=16)
    media_seed = int.from_bytes(digest.digest()[:4], "big") >> 1
    return Order(digest.hexdigest(), type_ or _type(record, inputs), seed, lambda: make(media_seed))


def _type(record: Record, inputs: Inputs) -> str:
    """`metadata.type`: what was put in (text, or the first file's kind) to what came out."""
    kinds = {each["name"]: each.get("kind", "image") for each in record["inputs"] if "kind" in each}
    source = next((kind for name, kind in kinds.items() if inputs.get(name)), "text")
    result = modality(record)
    told = f"{_SHORT_KINDS.get(source, source)}2{_SHORT_KINDS.get(result, result)}"
    return told if told in record["capabilities"] else str(record["capabilities"][0])


# --- recipes, one a modality; the makers are imported when first used: numpy and PyAV take their time ------


def _pictures(record: Record, inputs: Inputs, seed: int, subject: str) -> list[Order]:
    width, height = sizes.picture_size(inputs)
    if "maps" in inputs:
        return [
            _order(record, inputs, seed, index, _map_maker(subject, seed, name), _MAP_TYPES[name])
            for index, name in enumerate(inputs["maps"])
        ]
    return [
        _order(record, inputs, seed, index, lambda media_seed: _picture(subject, media_seed, width, height))
        for index in range(int(inputs.get("numOutputs", 1)))
    ]


def _picture(subject: str, seed: int, width: int, height: int) -> Medium:
    from sandbox.media.picture import make_picture

    scale = (_RENDERED_PIXELS / (width * height)) ** 0.5
    if scale >= 1:
        return make_picture(subject, seed, width, height)
    return _enlarged(make_picture(subject, seed, round(width * scale), round(height * scale)), width, height)


def _enlarged(medium: Medium, width: int, height: int) -> Medium:
    from PIL import Image

    with Image.open(io.BytesIO(medium.data)) as small:
        large = small.convert("RGB").resize((width, height), Image.Resampling.BICUBIC)
    buffer = io.BytesIO()
    large.save(buffer, "PNG", compress_level=1)
    properties = {**medium.properties, "width": width, "height": height}
    return Medium("image", "image/png", "png", buffer.getvalue(), properties, medium.thumbnail)


def _map_maker(subject: str, seed: int, name: str) -> Callable[[int], Medium]:
    def make(_media_seed: int) -> Medium:
        from sandbox.maps import make_map

        # All maps of a run describe one surface: they share the run's seed, not their own.
        return make_map(_surface(subject, seed), name)

    return make


@lru_cache(maxsize=2)
def _surface(subject: str, seed: int) -> Medium:
    """The surface whose maps are made one after another: painted once, not five times."""
    return _picture(subject, seed, 1024, 1024)


def _clip(record: Record, inputs: Inputs, seed: int, subject: str) -> list[Order]:
    width, height = sizes.clip_size(inputs)
    seconds, with_sound = sizes.clip_seconds(inputs), bool(inputs.get("generateAudio"))

    def make(media_seed: int) -> Medium:
        from sandbox.media.video import make_video

        return make_video(subject, media_seed, width, height, seconds, with_sound=with_sound)

    return [_order(record, inputs, seed, 0, make)]


def _sound(record: Record, inputs: Inputs, seed: int, subject: str) -> list[Order]:
    # "mp3_44100_128": the file's type, its sample rate in hertz and its kilobits a second.
    kind, rate, kilobits = str(inputs.get("outputFormat", _SOUND_FORMAT)).split("_")

    def make(media_seed: int) -> Medium:
        from sandbox.media.sound import make_sound, spoken_seconds

        is_speech = _SPEECH_TAG in record["tags"]
        spoken = min(spoken_seconds(subject), sizes.MOST_SPOKEN_SECONDS) if is_speech else None
        return make_sound(
            subject,
            media_seed,
            spoken or sizes.sound_seconds(inputs),
            format=kind,
            voice=is_speech,
            sample_rate=int(rate),
            bit_rate=int(kilobits) * 1000,
        )

    return [_order(record, inputs, seed, 0, make)]


def _object(record: Record, inputs: Inputs, seed: int, subject: str) -> list[Order]:
    asked = inputs.get("targetPolycount") if inputs.get("shouldRemesh") else inputs.get("faceLimit")
    faces = int(asked) if asked else None

    def make(media_seed: int) -> Medium:
        from sandbox.media.object3d import make_object

        return make_object(subject, media_seed, faces=faces)

    return [_order(record, inputs, seed, 0, make)]


def _text(record: Record, inputs: Inputs, seed: int, subject: str) -> list[Order]:
    def make(media_seed: int) -> Medium:
        from sandbox.media.text import make_text

        return make_text(subject, media_seed)

    return [_order(record, inputs, seed, index, make) for index in range(int(inputs.get("numOutputs", 1)))]


_RECIPES: dict[str, Callable[[Record, Inputs, int, str], list[Order]]] = {
    "image": _pictures,
    "video": _clip,
    "audio": _sound,
    "3d": _object,
    "text": _text,
}

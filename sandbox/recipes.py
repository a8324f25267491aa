"""The recipes, one a modality. The makers are imported when first used: numpy and PyAV take their time."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sandbox import sizes
from sandbox.ask import Ask, Order
from sandbox.media.medium import Medium

if TYPE_CHECKING:
    from PIL import Image

# Rendering more pixels than this takes too long; larger pictures are rendered smaller and enlarged.
_RENDERED_PIXELS = 1_100_000
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
_SURFACE_SIDE = 1024
_LONGEST_CLIP = 15.0
_LONGEST_SOUND = 30.0


def pictures(ask: Ask) -> list[Order]:
    """Pictures: painted from words, or the given one in the inks of the words; maps of a surface."""
    if "maps" in ask.inputs:
        return [
            ask.order(index, _map_maker(ask, name), _MAP_TYPES[name])
            for index, name in enumerate(ask.inputs["maps"])
        ]
    count = int(ask.inputs.get("numOutputs", 1))
    return [ask.order(index, lambda media_seed: _picture(ask, media_seed)) for index in range(count)]


def _picture(ask: Ask, seed: int) -> Medium:
    from PIL import Image

    from sandbox.media.looks import in_styles
    from sandbox.media.picture import finished

    width, height = sizes.picture_size(ask.inputs, _side_lengths(ask.stills))
    share = min(1.0, (_RENDERED_PIXELS / (width * height)) ** 0.5)
    picture = _drawn(ask, seed, max(16, round(width * share)), max(16, round(height * share)))
    picture = in_styles(picture, ask.styles, seed)
    if picture.size != (width, height):
        picture = picture.resize((width, height), Image.Resampling.BICUBIC)
    return finished(picture)


def _drawn(ask: Ask, seed: int, width: int, height: int) -> "Image.Image":
    from sandbox.media.photo import covering
    from sandbox.media.picture import painted
    from sandbox.media.retouch import masked, retouched

    if not ask.stills:
        return painted(ask.subject, seed, width, height)
    before = covering(ask.stills[0], width, height)
    strength = float(ask.inputs.get("strength", 0.6))
    after = retouched(before, ask.subject, seed, strength)
    return masked(before, after, ask.mask) if ask.mask else after


def _side_lengths(stills: list[Path]) -> tuple[int, int] | None:
    from sandbox.media.photo import side_lengths

    return side_lengths(stills[0]) if stills else None


def _map_maker(ask: Ask, name: str) -> Callable[[int], Medium]:
    def make(_media_seed: int) -> Medium:
        from sandbox.maps import make_map

        # All maps of a run describe one surface: they share the run's seed, not their own.
        still = ask.stills[0] if ask.stills else None
        return make_map(_surface(ask.subject, ask.seed, still), name)

    return make


@lru_cache(maxsize=2)
def _surface(subject: str, seed: int, still: Path | None) -> Medium:
    """The surface whose maps are made one after another: painted or opened once, not five times."""
    from sandbox.media.photo import covering, side_lengths
    from sandbox.media.picture import finished, make_picture

    if still is None:
        return make_picture(subject, seed, _SURFACE_SIDE, _SURFACE_SIDE)
    return finished(covering(still, *sizes.fitted(side_lengths(still), _SURFACE_SIDE)))


def clip(ask: Ask) -> list[Order]:
    """A clip: painted from words, a given picture that the camera moves over, or a given clip in new inks."""
    return [ask.order(0, lambda media_seed: _clip(ask, media_seed))]


def _clip(ask: Ask, seed: int) -> Medium:
    from sandbox.media.pan import make_pan
    from sandbox.media.tint import make_tinted
    from sandbox.media.video import make_video

    video, with_sound = ask.first("video"), bool(ask.inputs.get("generateAudio"))
    if video:
        long_enough = min(video.seconds or _LONGEST_CLIP, _LONGEST_CLIP)
        return make_tinted(video.path, ask.subject, seed, sizes.clip_seconds(ask.inputs, long_enough))
    audio = ask.first("audio")
    heard_seconds = min(audio.seconds, _LONGEST_CLIP) if audio else None
    seconds = sizes.clip_seconds(ask.inputs, heard_seconds)
    if not ask.stills:
        width, height = sizes.clip_size(ask.inputs)
        return make_video(ask.subject, seed, width, height, seconds, with_sound=with_sound)
    width, height = sizes.clip_size(ask.inputs, _side_lengths(ask.stills))
    sound = audio.path if audio else with_sound
    return make_pan(
        ask.stills[0], ask.subject, seed, (width, height), seconds, last=ask.last_still, sound=sound
    )


def sound(ask: Ask) -> list[Order]:
    """A sound: music, noises or speech."""
    return [ask.order(0, lambda media_seed: _sound(ask, media_seed))]


def _sound(ask: Ask, seed: int) -> Medium:
    from sandbox.media.sound import make_sound, spoken_seconds

    # "mp3_44100_128": the file's type, its sample rate in hertz and its kilobits a second.
    kind, rate, kilobits = str(ask.inputs.get("outputFormat", _SOUND_FORMAT)).split("_")
    source = ask.first("video") or ask.first("audio")
    is_speech = _SPEECH_TAG in ask.record["tags"]
    seconds = min(spoken_seconds(ask.subject), sizes.MOST_SPOKEN_SECONDS) if is_speech else None
    if source and source.seconds:
        seconds = min(source.seconds, _LONGEST_SOUND)
    return make_sound(
        ask.subject,
        seed,
        seconds or sizes.sound_seconds(ask.inputs),
        format=kind,
        voice=is_speech,
        sample_rate=int(rate),
        bit_rate=int(kilobits) * 1000,
    )


def solid(ask: Ask) -> list[Order]:
    """An object: built from words, a given one in new colours, or given pictures on a standing piece."""
    return [ask.order(0, lambda media_seed: _solid(ask, media_seed))]


def _solid(ask: Ask, seed: int) -> Medium:
    from sandbox.media.object3d import make_object, make_relief, make_repainted

    wished = (
        ask.inputs.get("targetPolycount") if ask.inputs.get("shouldRemesh") else ask.inputs.get("faceLimit")
    )
    # A limit below one has no meaning of its own: the coarsest object is what comes nearest.
    faces = max(1, int(wished)) if wished else None
    given = ask.first("3d")
    if given:
        return make_repainted(given.path, ask.subject, seed)
    if ask.stills:
        return make_relief(ask.stills, ask.subject, seed, faces=faces)
    return make_object(ask.subject, seed, faces=faces)


def text(ask: Ask) -> list[Order]:
    """Answers in words, with a line about each given picture."""

    def make(media_seed: int) -> Medium:
        from sandbox.media.caption import described
        from sandbox.media.text import make_text

        return make_text(ask.subject, media_seed, [described(still) for still in ask.stills])

    return [ask.order(index, make) for index in range(int(ask.inputs.get("numOutputs", 1)))]

"""The videos: exact to a frame, repeatable, moving, with sound where it is wanted."""

import io

import av
import av.container
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from sandbox.media.medium import Medium
from sandbox.media.video import make_video
from sandbox.media.words import PLACES


def _video(
    prompt: str = "a city at sunset", seed: int = 0, seconds: float = 0.5, *, sound: bool = False
) -> Medium:
    return make_video(prompt, seed, 320, 180, seconds, with_sound=sound)


def _opened(medium: Medium) -> av.container.InputContainer:
    return av.open(io.BytesIO(medium.data), "r")


def _frames(medium: Medium) -> NDArray[np.float64]:
    with _opened(medium) as container:
        return np.stack([frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]).astype(
            float
        )


@pytest.mark.parametrize(("seconds", "rate"), [(0.5, 24), (1.0, 30), (0.99, 24), (5.0, 24)])
def test_the_film_is_exact_to_a_frame(seconds: float, rate: int) -> None:
    medium = make_video("a city at sunset", 0, 256, 144, seconds, with_sound=False, frame_rate=rate)
    wanted = round(seconds * rate)

    with _opened(medium) as container:
        stream = container.streams.video[0]
        assert stream.codec_context.name == "h264"
        assert stream.codec_context.pix_fmt == "yuv420p"
        assert stream.average_rate == rate
        assert stream.duration is not None
        assert stream.time_base is not None
        assert float(stream.duration * stream.time_base) == pytest.approx(wanted / rate)
        assert not container.streams.audio
        assert len(list(container.decode(video=0))) == wanted
    assert medium.properties["nbFrames"] == wanted
    assert medium.properties["duration"] == wanted / rate


def test_the_properties_are_those_of_the_file() -> None:
    medium = _video()

    assert medium.properties["bitrate"] == round(len(medium.data) * 8 / 0.5)
    assert {name: medium.properties[name] for name in ("width", "height", "frameRate", "codecName")} == {
        "width": 320,
        "height": 180,
        "frameRate": 24,
        "codecName": "h264",
    }
    assert (medium.kind, medium.mime_type, medium.extension) == ("video", "video/mp4", "mp4")


def test_the_sound_track_is_stereo_and_as_long_as_the_film() -> None:
    medium = _video("ocean waves at sunset", seconds=2.0, sound=True)

    with _opened(medium) as container:
        track = container.streams.audio[0]
        assert (track.codec_context.name, track.codec_context.layout.name) == ("aac", "stereo")
        samples = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)
    assert samples.shape[1] / 44_100 == pytest.approx(2.0, abs=0.06)
    assert np.abs(samples).max() > 0.02


@pytest.mark.parametrize("sound", [False, True])
def test_equal_arguments_give_equal_bytes(sound: bool) -> None:
    assert _video(sound=sound) == _video(sound=sound)


def test_another_prompt_or_seed_gives_a_different_film() -> None:
    base = _frames(_video())

    assert np.abs(base - _frames(_video(seed=1))).mean() > 4
    assert np.abs(base - _frames(_video("a garden at noon"))).mean() > 10


@pytest.mark.parametrize(
    "prompt", [*(signs.split()[0] for signs in PLACES.values()), "portrait of an astronaut in a garden"]
)
def test_every_scene_moves_and_none_is_flat(prompt: str) -> None:
    frames = _frames(_video(prompt, seconds=1.0))

    assert frames[0].std() > 20
    assert (np.abs(frames[-1] - frames[0]).max(axis=2) > 12).mean() > 0.02
    steps = np.abs(np.diff(frames, axis=0)).mean(axis=(1, 2, 3))
    # It goes on moving, and no step is a jump.
    assert np.median(steps) > 0.05
    assert steps.max() < 16


def test_the_first_and_last_frame_are_given_as_stills() -> None:
    frames = _frames(_video("mountains at dawn"))
    medium = _video("mountains at dawn")

    for still, frame in ((medium.first_frame, frames[0]), (medium.last_frame, frames[-1])):
        assert still is not None
        picture = Image.open(io.BytesIO(still))
        assert (picture.format, picture.size) == ("JPEG", (320, 180))
        assert np.abs(np.asarray(picture).astype(float) - frame).mean() < 6


def test_the_thumbnail_is_the_middle_frame_as_webp() -> None:
    medium = make_video("a city at sunset", 0, 848, 480, 0.5, with_sound=False)
    assert medium.thumbnail is not None
    thumbnail = Image.open(io.BytesIO(medium.thumbnail))

    assert (thumbnail.format, max(thumbnail.size)) == ("WEBP", 512)
    middle = Image.fromarray(_frames(medium)[6].astype(np.uint8)).resize(thumbnail.size)
    assert np.abs(np.asarray(thumbnail.convert("RGB")).astype(float) - np.asarray(middle)).mean() < 8


def test_the_index_stands_before_the_pictures_so_that_playing_starts_at_once() -> None:
    data = _video(seconds=5.0, sound=True).data

    assert 0 < data.find(b"moov") < data.find(b"mdat")


@pytest.mark.parametrize("size", [(256, 256), (270, 480), (1120, 480), (853, 479), (1280, 720)])
def test_any_ratio_is_made_at_the_asked_even_size(size: tuple[int, int]) -> None:
    medium = make_video("a paper boat on a flooded street", 0, *size, 0.25, with_sound=False)
    even = (size[0] // 2 * 2, size[1] // 2 * 2)

    with _opened(medium) as container:
        assert (container.streams.video[0].width, container.streams.video[0].height) == even
    assert (medium.properties["width"], medium.properties["height"]) == even


def test_a_film_without_a_frame_is_refused() -> None:
    with pytest.raises(ValueError, match="too small"):
        make_video("a city", 0, 320, 180, 0.0, with_sound=False)

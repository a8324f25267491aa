"""The sandbox's sounds: different for each prompt and seed, playable, and never a beep or silence."""

import io
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from sandbox.media.medium import Medium
from sandbox.media.sound import NOISE_WORDS, NOISES, make_sound, render_sound, spoken_seconds
from sandbox.media.sound.drums import DRUMS
from sandbox.media.sound.instruments import INSTRUMENTS
from sandbox.media.sound.mood import MOODS, SCALES, read_prompt
from sandbox.media.sound.score import compose, make_plan

PROMPTS = ("calm ambient piano", "epic orchestral battle", "country song", "808 trap beat", "a red fox")


def _decoded(medium: Medium) -> tuple[np.ndarray, int]:
    with av.open(io.BytesIO(medium.data), "r") as file:
        stream = file.streams.audio[0]
        frames: list[Any] = [frame.to_ndarray() for frame in file.decode(stream)]
        rate, channels = stream.rate, stream.channels
    samples = np.concatenate(frames, axis=1)
    if samples.dtype == np.int16:
        samples = samples.reshape(-1, channels).T / 32_768
    return samples.astype(np.float64), rate


@pytest.mark.parametrize("format", ["mp3", "wav", "opus"])
def test_equal_arguments_give_equal_bytes(format: str) -> None:
    first, again = (make_sound("rainy jazz", 5, 1.2, format=format) for _ in range(2))

    assert first == again


@pytest.mark.parametrize("prompt", [*PROMPTS, "rain on a window"])
def test_another_seed_gives_another_sound(prompt: str) -> None:
    one, other = (render_sound(prompt, seed, 2.0) for seed in (1, 2))

    assert np.abs(one - other).mean() > 0.02


def test_every_prompt_sounds_different() -> None:
    sounds = [render_sound(prompt, 1, 2.0) for prompt in (*PROMPTS, "ocean waves", "sci-fi door")]

    for number, one in enumerate(sounds):
        assert all(np.abs(one - other).mean() > 0.02 for other in sounds[:number])


@pytest.mark.parametrize(("format", "mime_type", "extension", "rate"), [
    ("mp3", "audio/mpeg", "mp3", 44_100),
    ("wav", "audio/wav", "wav", 44_100),
    ("opus", "audio/ogg", "ogg", 48_000),
])  # fmt: skip
def test_each_format_decodes_to_loud_unclipped_stereo_of_the_asked_length(
    format: str, mime_type: str, extension: str, rate: int
) -> None:
    medium = make_sound("country song with steel guitar", 3, 3.0, format=format)
    samples, decoded_rate = _decoded(medium)

    assert (medium.kind, medium.mime_type, medium.extension) == ("audio", mime_type, extension)
    assert decoded_rate == rate == medium.properties["sampleRate"]
    assert samples.shape[0] == medium.properties["channels"] == 2
    assert samples.shape[1] / rate == pytest.approx(
        3.0, abs=0.06
    )  # a lossy codec pads its first and last frame
    assert medium.properties["duration"] == 3.0
    assert samples.std() > 0.05
    assert np.abs(samples).max() < 1.0
    assert np.corrcoef(samples)[0, 1] < 0.98


def test_the_properties_name_the_codec_and_its_bit_rate() -> None:
    mp3, wav = make_sound("drums", 1, 1.0), make_sound("drums", 1, 1.0, format="wav")

    assert (mp3.properties["codecName"], mp3.properties["bitrate"]) == ("mp3", 192_000)
    assert (wav.properties["codecName"], wav.properties["bitrate"]) == ("pcm_s16le", 1_411_200)


def test_a_sound_takes_the_sample_rate_and_bit_rate_it_is_asked_for() -> None:
    small = make_sound("drums", 1, 2.0, sample_rate=22_050, bit_rate=32_000)

    assert _decoded(small)[1] == 22_050
    assert len(small.data) < len(make_sound("drums", 1, 2.0).data) / 3


@pytest.mark.parametrize("noise", NOISES)
def test_every_noise_fills_its_time_in_stereo_without_clipping(noise: str) -> None:
    samples = render_sound(f"the sound of a {sorted(NOISE_WORDS[noise])[0]}", 4, 4.0)

    assert samples.shape == (176_400, 2)
    assert samples.dtype == np.float32
    assert np.isfinite(samples).all()
    assert samples.std() > 0.03
    assert np.abs(samples).max() <= 0.9
    assert np.abs(samples[:, 0] - samples[:, 1]).mean() > 0.001


@pytest.mark.parametrize("mood", MOODS)
def test_every_mood_makes_music_in_stereo_without_clipping(mood: str) -> None:
    samples = render_sound(f"{MOODS[mood].words[0]} music", 4, 4.0)

    assert read_prompt(f"{MOODS[mood].words[0]} music", 4).mood == mood
    assert samples.std() > 0.05
    assert np.abs(samples).max() <= 0.9
    assert np.abs(samples[:, 0] - samples[:, 1]).mean() > 0.001


@pytest.mark.parametrize("mood", MOODS)
def test_every_mood_names_instruments_scales_and_patterns_that_exist(mood: str) -> None:
    notes = compose(make_plan(MOODS[mood], 40.0, np.random.default_rng(1)))

    assert MOODS[mood].scale in SCALES
    assert {note.instrument for note in notes} <= set(INSTRUMENTS) | set(DRUMS)
    assert len({round(note.pitch) for note in notes}) > 7


def test_the_words_for_noises_and_the_noises_are_the_same_set() -> None:
    assert set(NOISE_WORDS) == set(NOISES)


@pytest.mark.parametrize(("prompt", "with_music", "noises"), [
    ("rain on a window", False, ("rain",)),
    ("calm piano music with rain", True, ("rain",)),
    ("an astronaut", True, ()),
    ("a rainbow over train tracks", True, ()),
])  # fmt: skip
def test_the_prompt_decides_between_music_and_noises(
    prompt: str, with_music: bool, noises: tuple[str, ...]
) -> None:
    reading = read_prompt(prompt, 0)

    assert (reading.with_music, reading.noises) == (with_music, noises)


def test_high_and_low_scenes_sound_high_and_low() -> None:
    def middle(prompt: str) -> float:
        power = np.abs(np.fft.rfft(render_sound(prompt, 1, 4.0)[:, 0])) ** 2
        return float((power * np.fft.rfftfreq(176_400, 1 / 44_100)).sum() / power.sum())

    assert middle("thunder") < 400 < 2000 < middle("birds")


def test_a_sound_begins_and_ends_in_silence_so_that_it_does_not_click() -> None:
    samples = render_sound("techno", 2, 5.0)

    assert np.abs(samples[:10]).max() < 0.02
    assert np.abs(samples[-10:]).max() < 0.02


def test_a_voice_follows_the_text_and_leaves_pauses() -> None:
    hello, other = (
        render_sound(text, 1, 3.0, voice=True) for text in ("Hello you. Good day!", "A tiny red umbrella?")
    )
    loudness = np.abs(hello[:132_000, 0]).reshape(-1, 1_320).max(1)

    assert np.abs(hello - other).mean() > 0.01
    assert loudness.max() > 0.5
    assert np.percentile(loudness, 15) < 0.1 * loudness.max()


def test_a_longer_text_takes_longer_to_say() -> None:
    assert spoken_seconds("Hello.") < spoken_seconds("Hello, this is a much longer sentence than that.") < 10


@pytest.mark.parametrize("text", ["", "123 456", "…", "नमस्ते"])
def test_a_text_without_latin_letters_still_gives_a_voice(text: str) -> None:
    assert render_sound(text, 1, 1.0, voice=True).std() > 0.02


def test_the_thumbnail_is_a_transparent_waveform_with_a_tint() -> None:
    thumbnail = make_sound("epic battle music", 1, 2.0).thumbnail

    assert thumbnail is not None
    picture = np.asarray(Image.open(io.BytesIO(thumbnail)).convert("RGBA"))
    assert picture.shape == (160, 512, 4)
    assert 0.1 < (picture[..., 3] > 128).mean() < 0.7
    solid = picture[picture[..., 3] > 200][:, :3]
    assert solid[:, 0].mean() > solid[:, 2].mean() + 40


def test_very_short_and_odd_lengths_are_made_as_asked() -> None:
    assert render_sound("bell", 1, 0.01).shape == (441, 2)
    assert render_sound("whoosh", 1, 0.333).shape == (14_685, 2)
    assert render_sound("piano", 1, 0.2, 8_000).shape == (1_600, 2)


@pytest.mark.parametrize("seconds", [0.0, -1.0])
def test_a_sound_without_length_is_refused(seconds: float) -> None:
    with pytest.raises(ValueError, match="above 0 seconds"):
        render_sound("bell", 1, seconds)


def test_an_unknown_format_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="'flac'"):
        make_sound("bell", 1, 1.0, format="flac")

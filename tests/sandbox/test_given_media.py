"""What is made from a given file visibly is made from it: in the picture, the video, on the object."""

import io
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from sandbox.catalogue.styles import COMPOSITION_ID, PIXELS_ID, RISO_ID, WATER_ID, styles_of
from sandbox.intake import inspect
from sandbox.media.caption import described
from sandbox.media.looks import LOOKS, in_styles
from sandbox.media.medium import Medium
from sandbox.media.object3d import make_relief, make_repainted
from sandbox.media.pan import make_pan
from sandbox.media.photo import covering, side_lengths
from sandbox.media.picture import painted
from sandbox.media.retouch import masked, retouched
from sandbox.media.tint import make_tinted
from tests.sandbox import samples
from tests.sandbox.samples import Pixels, alike


@pytest.fixture
def fox(tmp_path: Path) -> Path:
    """A picture of 320 x 240 px."""
    path = tmp_path / "fox"
    painted("a fox in a forest", 1, 320, 240).save(path, "PNG")
    return path


@pytest.fixture
def sea(tmp_path: Path) -> Path:
    """A picture of 240 x 320 px."""
    path = tmp_path / "sea"
    painted("a lighthouse by the sea at night", 1, 240, 320).save(path, "PNG")
    return path


def _pixels(picture: Image.Image | Path) -> Pixels:
    if isinstance(picture, Path):
        with Image.open(picture) as opened:
            return np.asarray(opened.convert("RGB")).astype(float)
    return np.asarray(picture.convert("RGB")).astype(float)


def _frames(medium: Medium) -> Pixels:
    with av.open(io.BytesIO(medium.data), "r") as container:
        return np.stack([frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]).astype(
            float
        )


def test_the_first_frame_is_the_picture_and_the_last_one_has_moved(fox: Path) -> None:
    frames = _frames(make_pan(fox, "calm", 1, (320, 240), 2.0))
    given = _pixels(fox)
    without_mark = (slice(0, 220), slice(0, 260))

    assert np.abs(frames[0] - given)[without_mark].mean() < 6
    assert np.abs(frames[-1] - given)[without_mark].mean() > 8
    assert alike(frames[24], given) > 0.7
    steps = np.abs(np.diff(frames, axis=0)).mean(axis=(1, 2, 3))
    assert steps.max() < 12


def test_the_weather_of_the_prompt_comes_up_slowly_before_the_picture(fox: Path) -> None:
    clear, snow = (_frames(make_pan(fox, prompt, 1, (320, 240), 2.0)) for prompt in ("calm", "calm snow"))
    differs = np.abs(clear - snow).mean(axis=(1, 2, 3))

    assert differs[0] < 3
    assert differs[30] > differs[0]


def test_a_last_picture_is_what_the_clip_ends_with(fox: Path, sea: Path) -> None:
    frames = _frames(make_pan(fox, "calm", 1, (320, 240), 2.0, last=sea))
    ending = _pixels(covering(sea, 320, 240))

    assert alike(frames[0], _pixels(fox)) > 0.95
    assert alike(frames[-1], ending) > 0.95


@pytest.mark.parametrize("size", [(16, 16), (853 // 2 * 2, 478), (270, 480)])
def test_a_clip_of_a_picture_is_exact_in_size_and_length(fox: Path, size: tuple[int, int]) -> None:
    medium = make_pan(fox, "rain", 3, size, 0.5)

    assert _frames(medium).shape == (12, size[1], size[0], 3)
    assert (medium.properties["width"], medium.properties["height"]) == size
    assert medium == make_pan(fox, "rain", 3, size, 0.5)


def test_a_given_sound_is_heard_in_the_clip(fox: Path, tmp_path: Path) -> None:
    path = tmp_path / "rain"
    path.write_bytes(samples.audio(1.0))
    medium = make_pan(fox, "calm", 1, (160, 120), 1.0, sound=path)

    with av.open(io.BytesIO(medium.data), "r") as container:
        heard = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)
    assert heard.shape[1] == pytest.approx(44_100, rel=0.05)
    assert np.abs(heard).max() > 0.02


def test_a_clip_too_small_to_make_is_refused(fox: Path) -> None:
    with pytest.raises(ValueError, match="too small"):
        make_pan(fox, "calm", 1, (8, 8), 1.0)


def test_a_given_video_keeps_its_motion_and_takes_the_inks(tmp_path: Path) -> None:
    path = tmp_path / "boat"
    path.write_bytes(samples.video(1.0, sound=True))
    given = _frames(Medium("video", "video/mp4", "mp4", path.read_bytes()))
    red, teal = (_frames(make_tinted(path, prompt, 1, 1.0)) for prompt in ("red", "teal"))

    assert red.shape == given.shape
    assert alike(red[5], given[5]) > 0.9
    assert (red - teal)[..., 0].mean() > 10
    assert np.abs(red[0] - red[-1]).mean() > 1


def test_a_video_shorter_than_asked_begins_again(tmp_path: Path) -> None:
    path = tmp_path / "boat"
    path.write_bytes(samples.video(1.0))
    medium = make_tinted(path, "red", 1, 2.0)

    assert medium.properties["nbFrames"] == 48
    assert np.abs(_frames(medium)[24] - _frames(medium)[0]).mean() < 6


@pytest.mark.parametrize("strength", [0.0, 0.6, 1.0])
def test_a_retouched_picture_is_recognised(fox: Path, strength: float) -> None:
    before = covering(fox, 320, 240)
    purple, green = (_pixels(retouched(before, prompt, 1, strength)) for prompt in ("purple", "green"))

    assert alike(purple, _pixels(before)) > 0.75
    assert np.abs(purple - _pixels(before)).mean() > 3
    assert (purple - green).mean(axis=(0, 1))[2] > 2


def test_a_mask_says_where_the_picture_may_change(fox: Path, tmp_path: Path) -> None:
    alpha = np.full((240, 320, 4), 255, np.uint8)
    alpha[:, :160, 3] = 0
    mask = tmp_path / "mask"
    Image.fromarray(alpha).save(mask, "PNG")
    before = covering(fox, 320, 240)
    after = _pixels(masked(before, Image.new("RGB", before.size, "red"), mask))

    assert (after[:, :158] == (255, 0, 0)).all()
    assert (after[:, 162:] == _pixels(before)[:, 162:]).all()


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_changes_a_picture_as_far_as_its_strength_and_keeps_what_it_shows(look: str) -> None:
    before = painted("a castle by the sea at sunset", 1, 256, 256)
    half, whole = (_pixels(in_styles(before, [(look, scale)], 1)) for scale in (0.4, 0.8))
    given = _pixels(before)

    assert 3 < np.abs(half - given).mean() < np.abs(whole - given).mean()
    # Watercolour leaves the border white.
    middle = (slice(48, -48), slice(48, -48))
    assert alike(whole[middle], given[middle]) > 0.5
    assert _pixels(in_styles(before, [(look, 0.0), (look, -1.0)], 1)).tolist() == given.tolist()


def test_no_two_looks_arealike() -> None:
    before = painted("a garden at noon", 1, 256, 256)
    styled = [_pixels(in_styles(before, [(look, 0.8)], 1)) for look in LOOKS]

    assert all(np.abs(one - other).mean() > 6 for i, one in enumerate(styled) for other in styled[:i])


def test_the_pixel_look_is_made_of_squares_in_few_colours() -> None:
    styled = in_styles(painted("a garden at noon", 1, 448, 448), [("pixels", 0.8)], 1)

    assert len(styled.getcolors(448 * 448) or []) <= 24
    assert (np.diff(_pixels(styled)[2::4, 2::4], axis=0) != 0).any()


def test_styles_are_read_from_loras_their_strengths_and_compositions() -> None:
    assert styles_of({"loras": [PIXELS_ID, RISO_ID], "lorasScale": [0.4]}) == [
        ("pixels", 0.4),
        ("risograph", 0.8),
    ]
    assert styles_of({"modelId": COMPOSITION_ID, "loras": [WATER_ID], "lorasScale": [1.2]}) == [
        ("paper", 0.8),
        ("risograph", 0.5),
        ("watercolour", 1.2),
    ]
    assert styles_of({"modelId": "", "loras": []}) == []


def test_the_picture_is_on_the_front_of_the_object(fox: Path) -> None:
    medium = make_relief([fox], "", 1)
    texture = Image.open(io.BytesIO(_jpegs(medium.data)[0]))
    assert medium.thumbnail is not None
    portrait = _pixels(Image.open(io.BytesIO(medium.thumbnail)))

    assert medium.data.startswith(b"glTF")
    assert alike(_pixels(texture), _pixels(fox)) > 0.98
    # The fox is orange; the studio around it is grey.
    assert ((portrait[..., 0] - portrait[..., 2]) > 60).mean() > 0.04


def test_several_pictures_are_on_the_sides_of_a_pillar(fox: Path, sea: Path) -> None:
    textures = _jpegs(make_relief([fox, sea], "", 1).data)

    assert len(textures) == 4
    assert alike(_pixels(Image.open(io.BytesIO(textures[0]))), _pixels(covering(fox, 240, 240))) > 0.95
    assert alike(_pixels(Image.open(io.BytesIO(textures[1]))), _pixels(covering(sea, 240, 240))) > 0.95


def test_a_relief_has_about_as_many_faces_as_wished(fox: Path) -> None:
    counts = [
        int(str(make_relief([fox], "", 1, faces=wish).properties["faceCount"])) for wish in (2000, 30000)
    ]

    assert counts[0] < 3500
    assert 20_000 < counts[1] < 40_000


def test_a_given_object_is_taken_over_in_the_colour_of_the_prompt(tmp_path: Path) -> None:
    path = tmp_path / "crystal"
    path.write_bytes(samples.solid())
    red, blue = (make_repainted(path, prompt, 1) for prompt in ("red", "blue"))
    given = inspect(path, "3d").properties

    assert red.data != blue.data
    assert int(str(red.properties["faceCount"])) > int(str(given["faceCount"])) > 100
    assert red.thumbnail is not None
    assert blue.thumbnail is not None
    warm, cold = (
        _pixels(Image.open(io.BytesIO(each))).mean(axis=(0, 1)) for each in (red.thumbnail, blue.thumbnail)
    )
    assert warm[0] - warm[2] > cold[0] - cold[2] + 5


def test_a_turned_photograph_is_seen_upright(tmp_path: Path) -> None:
    path = tmp_path / "photo"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.open(io.BytesIO(samples.picture())).save(path, "JPEG", exif=exif.tobytes())

    assert side_lengths(path) == (80, 120)
    assert inspect(path, "image").properties == {"width": 80, "height": 120}
    assert described(path).startswith("A tall")


def test_a_clear_picture_lies_on_white(tmp_path: Path) -> None:
    path = tmp_path / "clear"
    Image.new("RGBA", (40, 40), (255, 0, 0, 0)).save(path, "PNG")

    assert covering(path, 20, 20).getpixel((5, 5)) == (255, 255, 255)


def _jpegs(glb: bytes) -> list[bytes]:
    """The JPEG files in a GLB, in order."""
    return [b"\xff\xd8\xff" + each for each in glb.split(b"\xff\xd8\xff")[1:]]

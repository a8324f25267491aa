"""Sizes of pictures come from their headers alone."""

import io
import time

import pytest
from PIL import Image

from scenario_core.picture_size import picture_size


def _picture(form: str, **options: object) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (321, 123), "teal").save(held, form, **options)
    return held.getvalue()


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("PNG", {}),
        ("GIF", {}),
        ("JPEG", {}),
        ("JPEG", {"progressive": True, "exif": b"Exif\x00\x00" + b"x" * 30_000}),
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
        ("WEBP", {"exif": b"Exif\x00\x00MM\x00*"}),
    ],
)
def test_the_size_is_read_without_decoding(form: str, options: dict[str, object]) -> None:
    """For every form of the formats that glTF allows, and GIF."""
    assert picture_size(_picture(form, **options)) == (321, 123)


@pytest.mark.parametrize("form", ["PNG", "GIF", "JPEG", "WEBP"])
def test_a_cut_header_has_no_size(form: str) -> None:
    """No prefix of a picture raises."""
    data = _picture(form)

    sizes = {picture_size(data[:length]) for length in range(min(len(data), 700))}
    assert sizes <= {None, (321, 123)}
    assert picture_size(data[:9]) is None


def test_bytes_that_are_no_picture_have_no_size() -> None:
    """Whatever they are."""
    assert picture_size(b"") is None
    assert picture_size(b"<svg width='9' height='9'>") is None


def test_a_jpeg_of_fill_bytes_does_not_hold_us_up() -> None:
    """Fifty megabytes that any walk from marker to marker would take seconds for."""
    started = time.perf_counter()

    assert picture_size(b"\xff\xd8" + b"\xff" * 50_000_000) is None
    assert time.perf_counter() - started < 0.5

"""Small files of every kind, made on the spot, and the steps of an upload."""

import io
import zipfile
from typing import Any

import httpx
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from sandbox.media.object3d import make_object
from sandbox.media.sound import make_sound
from sandbox.media.video import make_video
from tests.sandbox.conftest import Api

Pixels = NDArray[np.float64]


def picture(width: int = 120, height: int = 80, form: str = "PNG") -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[:, : width // 2] = (220, 30, 30)
    pixels[:, width // 2 :] = (30, 30, 220)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, form)
    return out.getvalue()


def video(seconds: float = 1.0, *, sound: bool = False) -> bytes:
    """An MP4 of 160 x 90 px."""
    return make_video("a boat at sea", 1, 160, 90, seconds, with_sound=sound).data


def audio(seconds: float = 1.0) -> bytes:
    """A stereo WAV."""
    return make_sound("rain", 1, seconds, format="wav").data


def solid() -> bytes:
    """A GLB."""
    return make_object("a crystal", 1, faces=200).data


def high_range(width: int = 64, height: int = 32) -> bytes:
    """A Radiance picture (HDR), brighter towards the right."""
    pixels = np.full((height, width, 4), 128, np.uint8)
    pixels[..., 3] = np.linspace(124, 134, width).astype(np.uint8)
    head = f"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y {height} +X {width}\n"
    return head.encode() + pixels.tobytes()


def word_document() -> bytes:
    """A file with the parts of a Word document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("word/document.xml", "<document/>")
    return out.getvalue()


TEXT = "Ein Boot 🚣 aus Papier.\nAnd a second line.\n".encode()


def send(
    api: Api, kind: str, data: bytes, name: str = "file.bin", part_size: int | None = None, **more: Any
) -> dict[str, Any]:
    """An upload whose parts were sent and which was said to be complete."""
    size = part_size or len(data)
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    asked = {"fileName": name, "kind": kind, "fileSize": len(data), "parts": len(pieces), **more}
    upload: dict[str, Any] = api.http.post("/uploads", json=asked).json()["upload"]
    for part, piece in zip(upload["parts"], pieces, strict=True):
        assert httpx.put(part["url"], content=piece, trust_env=False).status_code == 200
    told = api.http.post(f"/uploads/{upload['id']}/action", json={"action": "complete"})
    assert told.status_code == 200, told.text
    completed: dict[str, Any] = told.json()["upload"]
    return completed


def alike(one: Pixels, other: Pixels) -> float:
    """How alike light and dark lie in two pictures: 1 the same, 0 by chance."""
    sizes = (48, 36)
    grey = [
        np.asarray(Image.fromarray(each.astype(np.uint8)).convert("L").resize(sizes), float).ravel()
        for each in (one, other)
    ]
    return float(np.corrcoef(grey)[0, 1])

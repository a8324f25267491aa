"""The safety check passes what the viewer can show and refuses what would harm a browser."""

import base64
import io
import json
import struct
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import trimesh
from PIL import Image

from scenario_core.glb import MAX_DEPTH, MAX_NODES, check_glb

Document = dict[str, Any]


def _glb(document: Document | bytes, binary: bytes = b"") -> bytes:
    """A GLB of a document and a binary chunk, padded as the format wants."""
    text = document if isinstance(document, bytes) else json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    binary += b"\x00" * (-len(binary) % 4)
    chunks = struct.pack("<II", len(text), 0x4E4F534A) + text
    if binary:
        chunks += struct.pack("<II", len(binary), 0x004E4942) + binary
    return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks


_TRIANGLE = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]], dtype="<f4").tobytes()


def _triangle() -> Document:
    """The smallest document that may be shown."""
    return {
        "asset": {"version": "2.0"},
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}],
        "accessors": [
            {
                "bufferView": 0,
                "componentType": 5126,
                "count": 3,
                "type": "VEC3",
                "min": [0, 0, 0],
                "max": [1, 1, 0],
            }
        ],
        "bufferViews": [{"buffer": 0, "byteLength": 36}],
        "buffers": [{"byteLength": 36}],
    }


def _with(change: Callable[[Document], object]) -> bytes:
    document = _triangle()
    change(document)
    return _glb(document, _TRIANGLE)


def _png(width: int, height: int) -> bytes:
    """The start of a PNG that says how large it is."""
    return (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + b"\x08\x02\x00\x00\x00"
    )


def _texture(picture: bytes) -> Callable[[Document], None]:
    uri = "data:image/png;base64," + base64.b64encode(picture).decode()
    return lambda document: document.update(images=[{"uri": uri}])


def _shared_views() -> Document:
    """Sixty accessors that each claim the same megabyte: a graphics chip would get it sixty times."""
    document = _triangle()
    accessor = {**document["accessors"][0], "count": 100_000}
    size = {"byteLength": 1_200_000}
    document.update(accessors=[accessor] * 60, bufferViews=[{"buffer": 0, **size}], buffers=[size])
    return document


def test_the_smallest_model_passes() -> None:
    """One triangle, counted."""
    report = check_glb(_glb(_triangle(), _TRIANGLE))

    assert report.refusal is None
    assert (report.triangles, report.vertices, report.textures) == (1, 3, 0)


def test_a_textured_model_of_trimesh_passes_with_its_stats() -> None:
    """What real tools write: texture, normals, indices."""
    mesh = trimesh.creation.uv_sphere(count=[16, 16])
    uv = np.random.default_rng(1).random((len(mesh.vertices), 2))
    picture = Image.new("RGB", (256, 128), "orange")
    material = trimesh.visual.material.PBRMaterial(baseColorTexture=picture)  # type: ignore[no-untyped-call]
    mesh.visual = trimesh.visual.TextureVisuals(uv=uv, material=material)  # type: ignore[no-untyped-call]
    report = check_glb(trimesh.Scene([mesh]).export(file_type="glb"))  # type: ignore[no-untyped-call]

    assert report.refusal is None
    assert report.triangles == len(mesh.faces)
    assert (report.textures, report.texture_side, report.materials) == (1, 256, 1)


_HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "not a GLB"),
    "a web page": (b"<html><script>alert(1)</script></html>", "not a GLB"),
    "version 1": (b"glTF" + struct.pack("<IIII", 1, 24, 4, 0x4E4F534A) + b"{}  ", "version"),
    "cut off": (_glb(_triangle(), _TRIANGLE)[:-8], "damaged"),
    "cut within the header": (b"glTF\x02\x00\x00\x00", "not a GLB"),
    "no JSON": (_glb(b"\xff\xfe\x00 nonsense"), "damaged"),
    "a list for a document": (_glb(b"[1, 2, 3]"), "damaged"),
    "JSON nested without end": (_glb(b"[" * 200_000), "damaged"),
    "a number of ten thousand digits": (_glb(b'{"nodes": ' + b"9" * 10_000 + b"}"), "damaged"),
    "nodes that are words": (_with(lambda d: d.update(nodes="many")), "damaged"),
    "a node that is a number": (_with(lambda d: d.update(nodes=[7])), "damaged"),
    "a cycle": (
        _with(lambda d: d.update(nodes=[{"children": [1], "mesh": 0}, {"children": [0]}])),
        "tangled",
    ),
    "its own child": (_with(lambda d: d.update(nodes=[{"children": [0], "mesh": 0}])), "tangled"),
    "a cycle beside a good root": (
        _with(lambda d: d.update(nodes=[{"mesh": 0}, {"children": [2]}, {"children": [1]}])),
        "tangled",
    ),
    "children shared by doubling": (
        _with(lambda d: d.update(nodes=[*({"children": [i + 1, i + 1]} for i in range(40)), {"mesh": 0}])),
        "tangled",
    ),
    "children shared by two parents": (
        _with(lambda d: d.update(nodes=[{"children": [2]}, {"children": [2]}, {"mesh": 0}])),
        "tangled",
    ),
    "a root that is also a child": (
        _with(lambda d: d.update(nodes=[{"children": [1]}, {"mesh": 0}], scenes=[{"nodes": [0, 1]}])),
        "tangled",
    ),
    "a root many times": (_with(lambda d: d.update(scenes=[{"nodes": [0] * 9}])), "tangled"),
    "too deep": (
        _with(
            lambda d: d.update(nodes=[*({"children": [i + 1]} for i in range(MAX_DEPTH + 1)), {"mesh": 0}])
        ),
        "nested too deeply",
    ),
    "too many nodes": (_with(lambda d: d.update(nodes=[{"mesh": 0}] * (MAX_NODES + 1))), "20,001 parts"),
    "a child that is not there": (_with(lambda d: d.update(nodes=[{"children": [9]}])), "not there"),
    "a count without bytes": (_with(lambda d: d["accessors"][0].update(count=150_000_000)), "promises"),
    "a count without a view": (
        _with(lambda d: d["accessors"].append({"componentType": 5126, "count": 150_000_000, "type": "VEC3"})),
        "promises",
    ),
    "one view used for many numbers": (_glb(_shared_views(), bytes(1_200_000)), "promises"),
    "a description without end": (_with(lambda d: d.update(extras="x" * 17_000_000)), "description alone"),
    "a negative count": (_with(lambda d: d["accessors"][0].update(count=-3)), "makes no sense"),
    "an endless count": (_with(lambda d: d["accessors"][0].update(count=1e308)), "makes no sense"),
    "an offset past the end": (_with(lambda d: d["bufferViews"][0].update(byteOffset=2**40)), "too early"),
    "a buffer larger than the file": (_with(lambda d: d["buffers"][0].update(byteLength=2**40)), "too early"),
    "a texture elsewhere": (
        _with(lambda d: d.update(images=[{"uri": "https://evil.example/x.png"}])),
        "files elsewhere",
    ),
    "a texture on the disk": (
        _with(lambda d: d.update(images=[{"uri": "../../secret.png"}])),
        "files elsewhere",
    ),
    "a buffer elsewhere": (
        _with(lambda d: d["buffers"][0].update(uri="http://evil.example/a")),
        "files elsewhere",
    ),
    "a texture too wide": (_with(_texture(_png(8193, 4))), "8,193 pixels"),
    "a texture of no known form": (_with(_texture(b"not a picture at all")), "texture"),
    "a texture that is no base64": (
        _with(lambda d: d.update(images=[{"uri": "data:image/png;base64,%%%"}])),
        "makes no sense",
    ),
    "too many pixels in all": (
        _with(lambda d: (_texture(_png(8192, 8192))(d), d.update(images=d["images"] * 5))),
        "textures",
    ),
    "no bounds": (_with(lambda d: d["accessors"][0].pop("min")), "no size"),
    "endless bounds": (_with(lambda d: d["accessors"][0].update(max=[1e999, 0, 0])), "no size"),
    "bounds that are no numbers": (_with(lambda d: d["accessors"][0].update(max=["1", 0, 0])), "no size"),
    "nothing to see": (_with(lambda d: d.update(nodes=[{}])), "nothing"),
    "a mesh that is not there": (_with(lambda d: d.update(nodes=[{"mesh": 5}])), "not there"),
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_a_harmful_file_is_refused_in_a_sentence_and_at_once(name: str) -> None:
    """The sentence says why, quotes nothing of the file, and comes before a browser would hang."""
    data, why = _HOSTILE[name]
    started = time.process_time()
    report = check_glb(data)
    spent = time.process_time() - started

    assert report.refusal is not None
    assert why in report.refusal
    assert "evil" not in report.refusal
    assert spent < 0.6


def test_a_small_mesh_at_too_many_places_is_refused() -> None:
    """Faces are counted as often as they would be drawn."""
    document = _triangle()
    strip = {**document["accessors"][0], "count": 3000}
    document.update(
        accessors=[strip],
        bufferViews=[{"buffer": 0, "byteLength": 36_000}],
        buffers=[{"byteLength": 36_000}],
        meshes=[{"primitives": [{"attributes": {"POSITION": 0}, "mode": 5}] * 2}],
        nodes=[{"mesh": 0}] * 10_000,
    )
    report = check_glb(_glb(document, bytes(36_000)))

    assert report.refusal is not None
    assert "faces" in report.refusal


@pytest.mark.parametrize(
    ("extension", "decoder"),
    [
        ("KHR_draco_mesh_compression", "Draco"),
        ("EXT_meshopt_compression", "Meshopt"),
        ("KHR_texture_basisu", "KTX2"),
    ],
)
def test_compression_that_the_viewer_cannot_read_is_named(extension: str, decoder: str) -> None:
    """The page can then say what the download needs."""
    report = check_glb(_with(lambda document: document.update(extensionsRequired=[extension])))

    assert report.needs_decoder == decoder
    assert report.refusal is not None
    assert decoder in report.refusal


def test_sparse_numbers_are_allowed_as_far_as_they_are_backed() -> None:
    """Morph targets of real exporters have no view of their own."""
    sparse = {
        "count": 1,
        "indices": {"bufferView": 0, "componentType": 5123},
        "values": {"bufferView": 0},
    }
    target = {"componentType": 5126, "count": 3, "type": "VEC3", "sparse": sparse}
    good = check_glb(_with(lambda d: d["accessors"].append(target)))
    bad = check_glb(_with(lambda d: d["accessors"].append({**target, "sparse": {**sparse, "count": 99}})))

    assert good.refusal is None
    assert bad.refusal is not None


def test_every_damaged_byte_ends_in_a_report() -> None:
    """Flipping any byte of a good file never raises."""
    data = bytearray(_glb(_triangle(), _TRIANGLE))
    for index in range(len(data)):
        flipped = bytes(data[:index]) + bytes([data[index] ^ 0x55]) + bytes(data[index + 1 :])
        assert check_glb(flipped).size == len(data)


def test_a_large_file_is_checked_at_once() -> None:
    """Forty megabytes in well under the time that a visitor would notice."""
    count = 3_300_000
    document = _triangle()
    document["accessors"][0].update(count=count)
    document.update(
        bufferViews=[{"buffer": 0, "byteLength": 12 * count}], buffers=[{"byteLength": 12 * count}]
    )
    data = _glb(document, bytes(12 * count))
    started = time.process_time()
    report = check_glb(data)

    assert time.process_time() - started < 0.2
    assert report.refusal is None
    assert report.triangles == count // 3


def test_a_real_picture_inside_the_file_is_measured() -> None:
    """A texture may lie in the binary chunk, as most tools write it."""
    held = io.BytesIO()
    Image.new("RGB", (64, 32)).save(held, "JPEG")
    picture = held.getvalue()
    document = _triangle()
    document["bufferViews"].append({"buffer": 0, "byteOffset": 36, "byteLength": len(picture)})
    document["buffers"] = [{"byteLength": 36 + len(picture)}]
    document["images"] = [{"bufferView": 1, "mimeType": "image/jpeg"}]

    assert check_glb(_glb(document, _TRIANGLE + picture)).texture_side == 64

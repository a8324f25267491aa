"""Writing parts as a binary glTF 2.0 file: one node and mesh a part, materials with embedded textures."""

import json
import struct
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sandbox.media.objects.material import Material, Painting, texture_file
from sandbox.media.objects.mesh import Part

_FLOAT, _UINT = 5126, 5125  # glTF component types
_ARRAY, _ELEMENTS = 34962, 34963  # glTF buffer view targets


class _File:
    """The JSON and the binary chunk while they grow together."""

    def __init__(self) -> None:
        self.views: list[dict[str, Any]] = []
        self.accessors: list[dict[str, Any]] = []
        self.chunks: list[bytes] = []
        self.length = 0

    def view(self, data: bytes, target: int | None = None) -> int:
        entry: dict[str, Any] = {"buffer": 0, "byteOffset": self.length, "byteLength": len(data)}
        self.views.append(entry | ({"target": target} if target else {}))
        padded = data + b"\0" * (-len(data) % 4)
        self.chunks.append(padded)
        self.length += len(padded)
        return len(self.views) - 1

    def floats(self, values: NDArray[np.float64], kind: str) -> int:
        packed = np.ascontiguousarray(values, dtype="<f4")
        view = self.view(packed.tobytes(), _ARRAY)
        accessor: dict[str, Any] = {
            "bufferView": view,
            "componentType": _FLOAT,
            "count": len(packed),
            "type": kind,
        }
        if kind == "VEC3":
            accessor |= {"min": packed.min(0).tolist(), "max": packed.max(0).tolist()}
        self.accessors.append(accessor)
        return len(self.accessors) - 1

    def indices(self, faces: NDArray[np.int64]) -> int:
        view = self.view(np.ascontiguousarray(faces, dtype="<u4").tobytes(), _ELEMENTS)
        self.accessors.append(
            {"bufferView": view, "componentType": _UINT, "count": int(faces.size), "type": "SCALAR"}
        )
        return len(self.accessors) - 1


def write_glb(parts: Sequence[Part], title: str) -> bytes:
    """The parts as a GLB file whose scene bears the title; equal parts give equal bytes."""
    file = _File()
    materials = list(dict.fromkeys(part.material for part in parts))
    textures = sorted({material.texture for material in materials if material.texture}, key=texture_name)
    document: dict[str, Any] = {
        "asset": {"version": "2.0", "generator": "sandbox"},
        "scene": 0,
        "scenes": [{"name": title, "nodes": list(range(len(parts)))}],
        "nodes": [{"name": part.name, "mesh": number} for number, part in enumerate(parts)],
        "meshes": [_mesh(file, part, materials.index(part.material)) for part in parts],
        "materials": [_material(material, textures) for material in materials],
    }
    if textures:
        document |= {
            "images": [_image(file, texture) for texture in textures],
            "samplers": [{"magFilter": 9729, "minFilter": 9987, "wrapS": 10497, "wrapT": 10497}],
            "textures": [{"source": number, "sampler": 0} for number in range(len(textures))],
        }
    document |= {
        "accessors": file.accessors,
        "bufferViews": file.views,
        "buffers": [{"byteLength": file.length}],
    }
    return _container(document, b"".join(file.chunks))


def texture_name(texture: str | Painting) -> str:
    """What a texture is called in the file."""
    return texture.name if isinstance(texture, Painting) else texture


def _image(file: _File, texture: str | Painting) -> dict[str, Any]:
    mime_type = "image/jpeg" if isinstance(texture, Painting) else "image/png"
    return {
        "bufferView": file.view(texture_file(texture)),
        "mimeType": mime_type,
        "name": texture_name(texture),
    }


def _mesh(file: _File, part: Part, material: int) -> dict[str, Any]:
    attributes = {
        "POSITION": file.floats(part.vertices, "VEC3"),
        "NORMAL": file.floats(part.normals, "VEC3"),
        "TEXCOORD_0": file.floats(part.uvs, "VEC2"),
    }
    primitive = {"attributes": attributes, "indices": file.indices(part.faces), "material": material}
    return {"name": part.name, "primitives": [primitive]}


def _material(material: Material, textures: Sequence[str | Painting]) -> dict[str, Any]:
    surface: dict[str, Any] = {
        "baseColorFactor": [*(round(linear(channel), 5) for channel in material.colour), 1.0],
        "metallicFactor": material.metallic,
        "roughnessFactor": material.roughness,
    }
    if material.texture:
        surface["baseColorTexture"] = {"index": textures.index(material.texture)}
    entry: dict[str, Any] = {"name": material.name, "pbrMetallicRoughness": surface}
    if any(material.glow):
        entry["emissiveFactor"] = [round(linear(channel), 5) for channel in material.glow]
    return entry


def linear(channel: float) -> float:
    """The linear light of an sRGB channel in 0 to 1: glTF's factors are linear, its textures are not."""
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _container(document: dict[str, Any], binary: bytes) -> bytes:
    text = json.dumps(document, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    head = struct.pack("<4sII", b"glTF", 2, 12 + 8 + len(text) + 8 + len(binary))
    return b"".join(
        (
            head,
            struct.pack("<I4s", len(text), b"JSON"),
            text,
            struct.pack("<I4s", len(binary), b"BIN\0"),
            binary,
        )
    )

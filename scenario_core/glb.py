"""Whether a GLB may be shown in a visitor's browser, and what it holds. Pure, standard library only.

Nothing is decoded: a check reads the header, the JSON and the headers of the textures. It refuses what
was measured to hang a tab or to fill its memory (a kilobyte is enough: a cycle of nodes, a count of 150
million without bytes behind it), what points at files elsewhere, and what the viewer cannot draw.
Values of vertices are not checked: the viewer copes with wrong ones.
"""

import base64
import binascii
import json
import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scenario_core.picture_size import picture_size

MAX_NODES = 20_000  # 200,000 made a page too slow to close
MAX_DEPTH = 200  # deeper trees exhaust the stack of the scripts that walk them
MAX_TEXTURE_SIDE = 8192  # what graphics chips commonly take
_MAX_PIXELS = 4 * MAX_TEXTURE_SIDE**2  # of all textures together: 1 GB once decoded
_MAX_JSON = 8_000_000  # bytes, twice what 20,000 nodes take; the worst of them are checked in half a second
_MAX_DRAWN = 20_000_000  # triangles, repeats counted: a small mesh may stand at many nodes
_MAX_PARTS = 50_000  # draw calls, repeats counted
_MAX_IMAGES = 1_000
_FREE_BYTES = 16_000_000  # of numbers beyond four times the file: zeros under sparse data, shared views

_COMPONENT_BYTES = {5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4}
_COMPONENTS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}

_DECODERS = {
    "KHR_draco_mesh_compression": "Draco",
    "EXT_meshopt_compression": "Meshopt",
    "KHR_meshopt_compression": "Meshopt",
    "KHR_texture_basisu": "KTX2",
}


@dataclass(frozen=True)
class GlbReport:
    """What a GLB holds, and in `refusal` one sentence why it is not shown (None: it may be shown).

    `triangles` and `vertices` count each mesh once; `texture_side` is the longest side of a texture in
    pixels; `needs_decoder` names the compression that the viewer cannot read. A refused file reports
    what was read before the refusal.
    """

    size: int
    triangles: int = 0
    vertices: int = 0
    materials: int = 0
    textures: int = 0
    texture_side: int = 0
    animations: int = 0
    extensions: tuple[str, ...] = ()
    needs_decoder: str | None = None
    refusal: str | None = None


class _RefusedError(Exception):
    """One sentence for the visitor."""


_DAMAGED = "This 3D file is damaged: {}."
_LARGE = "This 3D object is too large for a browser: {}."


def check_glb(data: bytes) -> GlbReport:
    """The report on a GLB's bytes. Never raises, whatever the bytes.

    Takes milliseconds for real files of any size, half a second for the worst that are made to hold it up.
    """
    facts: dict[str, Any] = {"size": len(data)}
    try:
        document, binary = _chunks(data)
        facts |= _summary(document)
        _Check(document, binary, len(data)).run(facts)
    except _RefusedError as refused:
        return GlbReport(**facts, refusal=str(refused))
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError, RecursionError):
        # A document of wrong shapes fails wherever it is read first; all of it means the same.
        return GlbReport(**facts, refusal=_DAMAGED.format("its description makes no sense"))
    return GlbReport(**facts)


def _chunks(data: bytes) -> tuple[dict[str, Any], memoryview]:
    """The JSON document and the binary chunk (empty where there is none)."""
    if len(data) < 20 or data[:4] != b"glTF":
        raise _RefusedError("This is not a GLB file.")
    version, length, json_length, json_kind = struct.unpack_from("<IIII", data, 4)
    if version != 2:
        raise _RefusedError("This 3D file is of a version that the viewer cannot read.")
    if length > len(data) or 20 + json_length > length or json_kind != 0x4E4F534A:
        raise _RefusedError(_DAMAGED.format("it ends too early"))
    if json_length > _MAX_JSON:
        raise _RefusedError(_LARGE.format("its description alone is over 8 MB"))
    document = json.loads(data[20 : 20 + json_length])
    if not isinstance(document, dict):
        raise _RefusedError(_DAMAGED.format("its description makes no sense"))
    return document, _binary(data, 20 + json_length, length)


def _binary(data: bytes, at: int, end: int) -> memoryview:
    if at + 8 > end:
        return memoryview(b"")
    length, kind = struct.unpack_from("<II", data, at)
    if at + 8 + length > end:
        raise _RefusedError(_DAMAGED.format("it ends too early"))
    return memoryview(data)[at + 8 : at + 8 + length] if kind == 0x004E4942 else memoryview(b"")


def _summary(document: dict[str, Any]) -> dict[str, Any]:
    """What can be told at once; text from the file is kept only where it is a known word."""
    used = {
        str(name) for name in [*document.get("extensionsUsed", []), *document.get("extensionsRequired", [])]
    }
    return {
        "materials": len(document.get("materials", [])),
        "textures": len(document.get("images", [])),
        "animations": len(document.get("animations", [])),
        "extensions": tuple(sorted(used)),
        "needs_decoder": next((_DECODERS[name] for name in sorted(used) if name in _DECODERS), None),
    }


def _whole(value: object, below: int | None = None) -> int:
    """A non-negative integer of the file; `below` bounds an index."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**53:
        raise _RefusedError(_DAMAGED.format("a number in it makes no sense"))
    if below is not None and value >= below:
        raise _RefusedError(_DAMAGED.format("it refers to a part that is not there"))
    return value


class _Check:
    """One walk over one document; each step raises `_RefusedError` where the file must not be shown."""

    def __init__(self, document: dict[str, Any], binary: memoryview, size: int) -> None:
        self.document = document
        self.size = size
        self.binary = binary
        self.promised = 0

    def run(self, facts: dict[str, Any]) -> None:
        """All steps, cheap ones first; adds the counts to `facts` as they become known."""
        self.nodes()
        if facts["needs_decoder"]:
            # Its numbers are compressed, so no count can be held against bytes.
            raise _RefusedError(
                f"This 3D object is compressed with {facts['needs_decoder']}, which the viewer cannot read."
            )
        buffers = [self.buffer(index, entry) for index, entry in enumerate(self.all("buffers"))]
        self.views(buffers)
        for accessor in self.all("accessors"):
            self.accessor(accessor)
        facts["vertices"], facts["triangles"] = self.meshes()
        facts["texture_side"] = self.images(buffers)

    def all(self, name: str) -> list[dict[str, Any]]:
        entries = self.document.get(name, [])
        if not isinstance(entries, list):
            raise _RefusedError(_DAMAGED.format("its description makes no sense"))
        return entries

    def nodes(self) -> None:
        """Nodes must be trees under the scenes' roots: what is reached twice is built twice, or for ever."""
        nodes = self.all("nodes")
        if len(nodes) > MAX_NODES:
            raise _RefusedError(_LARGE.format(f"it has {len(nodes):,} parts"))
        children = [[_whole(child, len(nodes)) for child in node.get("children", [])] for node in nodes]
        depth = [0] * len(nodes)
        with_parent = {child for family in children for child in family}
        if sum(map(len, children)) != len(with_parent):
            raise _RefusedError(_DAMAGED.format("its parts are tangled"))
        self.roots(with_parent)
        waiting = [index for index in range(len(nodes)) if index not in with_parent]
        reached = len(waiting)
        while waiting:
            parent = waiting.pop()
            if depth[parent] >= MAX_DEPTH:
                raise _RefusedError(_LARGE.format("its parts are nested too deeply"))
            for child in children[parent]:
                depth[child] = depth[parent] + 1
                reached += 1
            waiting += children[parent]
        if reached != len(nodes):  # what no root reaches is a ring
            raise _RefusedError(_DAMAGED.format("its parts are tangled"))

    def roots(self, with_parent: set[int]) -> None:
        for scene in self.all("scenes"):
            roots = [_whole(root, len(self.all("nodes"))) for root in scene.get("nodes", [])]
            if len(set(roots)) != len(roots) or not with_parent.isdisjoint(roots):
                raise _RefusedError(_DAMAGED.format("its parts are tangled"))

    def buffer(self, index: int, entry: dict[str, Any]) -> memoryview:
        """The bytes of one buffer: the file's own or, for a data address, the decoded ones."""
        uri = entry.get("uri")
        held = self.binary if uri is None and index == 0 else _data_uri(uri)
        if _whole(entry["byteLength"]) > len(held):
            raise _RefusedError(_DAMAGED.format("it ends too early"))
        return held

    def views(self, buffers: list[memoryview]) -> None:
        for view in self.all("bufferViews"):
            buffer = buffers[_whole(view["buffer"], len(buffers))]
            if _whole(view.get("byteOffset", 0)) + _whole(view["byteLength"]) > len(buffer):
                raise _RefusedError(_DAMAGED.format("it ends too early"))

    def accessor(self, accessor: dict[str, Any]) -> None:
        """Numbers must lie in the file; promised zeros and bytes used twice may not add up to much."""
        count = _whole(accessor["count"])
        element = _COMPONENT_BYTES[accessor["componentType"]] * _COMPONENTS[accessor["type"]]
        sparse = accessor.get("sparse")
        if sparse is not None:
            amount = _whole(sparse["count"])
            self.within(sparse["indices"], amount, _COMPONENT_BYTES[sparse["indices"]["componentType"]])
            self.within(sparse["values"], amount, element)
        if "bufferView" in accessor:
            self.within(accessor, count, element)
        self.promised += count * element
        if self.promised > 4 * self.size + _FREE_BYTES:
            raise _RefusedError(_DAMAGED.format("it promises more than it holds"))

    def within(self, part: dict[str, Any], count: int, element: int) -> None:
        view = self.all("bufferViews")[_whole(part["bufferView"], len(self.all("bufferViews")))]
        stride = _whole(view.get("byteStride", element)) or element
        needed = _whole(part.get("byteOffset", 0)) + (stride * (count - 1) + element if count else 0)
        if needed > _whole(view["byteLength"]):
            raise _RefusedError(_DAMAGED.format("it promises more than it holds"))

    def meshes(self) -> tuple[int, int]:
        """Vertices and triangles, each mesh once; refuses what would draw too much at all its places."""
        if sum(len(mesh["primitives"]) for mesh in self.all("meshes")) > _MAX_PARTS:
            raise _RefusedError(_LARGE.format("it has too many parts"))
        sizes = [_mesh_size(mesh, self.all("accessors")) for mesh in self.all("meshes")]
        placed = [sizes[_whole(node["mesh"], len(sizes))] for node in self.all("nodes") if "mesh" in node]
        if not placed:
            raise _RefusedError("This 3D file holds nothing that could be seen.")
        parts, triangles = sum(size[0] for size in placed), sum(size[2] for size in placed)
        if parts > _MAX_PARTS or triangles > _MAX_DRAWN:
            raise _RefusedError(_LARGE.format(f"it draws {triangles:,} faces in {parts:,} parts"))
        return sum(size[1] for size in sizes), sum(size[2] for size in sizes)

    def images(self, buffers: list[memoryview]) -> int:
        """The longest side of all textures; refuses textures of unknown or too large size."""
        if len(self.all("images")) > _MAX_IMAGES:
            raise _RefusedError(_LARGE.format("it has too many textures"))
        sizes = [picture_size(self.image(image, buffers)) for image in self.all("images")]
        known = [size for size in sizes if size is not None]
        if len(known) != len(sizes):
            raise _RefusedError("This 3D object has a texture that the viewer cannot read.")
        longest = max((max(size) for size in known), default=0)
        if longest > MAX_TEXTURE_SIDE or sum(width * height for width, height in known) > _MAX_PIXELS:
            raise _RefusedError(_LARGE.format(f"its textures reach {longest:,} pixels"))
        return longest

    def image(self, image: dict[str, Any], buffers: list[memoryview]) -> memoryview:
        if "bufferView" not in image:
            return _data_uri(image.get("uri"))
        view = self.all("bufferViews")[_whole(image["bufferView"], len(self.all("bufferViews")))]
        held, start = buffers[_whole(view["buffer"])], _whole(view.get("byteOffset", 0))
        return held[start : start + _whole(view["byteLength"])]


def _mesh_size(mesh: dict[str, Any], accessors: list[dict[str, Any]]) -> tuple[int, int, int]:
    """Draw calls, vertices and triangles of one mesh; its positions must have finite bounds."""
    vertices = triangles = 0
    for primitive in mesh["primitives"]:
        position = accessors[_whole(primitive["attributes"]["POSITION"], len(accessors))]
        if not all(_finite(bound) for bound in _bounds(position)):
            raise _RefusedError(_DAMAGED.format("it has no size"))
        order = primitive.get("indices")
        drawn = position if order is None else accessors[_whole(order, len(accessors))]
        vertices += position["count"]
        triangles += _triangles(drawn["count"], primitive.get("mode", 4))
    return len(mesh["primitives"]), vertices, triangles


def _bounds(position: dict[str, Any]) -> Iterator[object]:
    """The six numbers of a position's box; glTF 2.0 requires both corners (section 3.7.2.1)."""
    for corner in (position.get("min"), position.get("max")):
        if not isinstance(corner, list) or len(corner) != 3:
            raise _RefusedError(_DAMAGED.format("it has no size"))
        yield from corner


def _finite(value: object) -> bool:
    """Whether a browser can reckon with it: graphics chips hold single precision, up to 3.4e38."""
    return isinstance(value, int | float) and math.isfinite(value) and abs(value) < 1e37


def _triangles(count: int, mode: int) -> int:
    """Faces drawn from `count` corners: separate triangles, or strips and fans; lines and points none."""
    return {4: count // 3, 5: max(0, count - 2), 6: max(0, count - 2)}.get(mode, 0)


def _data_uri(uri: object) -> memoryview:
    """The bytes inside a data address. Any other address would make the browser ask a stranger."""
    if not isinstance(uri, str) or not uri.startswith("data:"):
        raise _RefusedError("This 3D file refers to files elsewhere, which the viewer does not fetch.")
    head, comma, body = uri.partition(",")
    if not comma or not head.endswith(";base64"):
        raise _RefusedError(_DAMAGED.format("its description makes no sense"))
    try:
        return memoryview(base64.b64decode(body, validate=True))
    except binascii.Error as problem:
        raise _RefusedError(_DAMAGED.format("its description makes no sense")) from problem

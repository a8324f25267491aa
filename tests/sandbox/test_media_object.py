"""The sandbox's 3D objects: valid GLB files with materials, and portraits of them."""

import io
import json
import struct
from typing import Any

import numpy as np
import pytest
import trimesh
from PIL import Image

from sandbox.media.medium import Medium
from sandbox.media.object3d import make_object
from sandbox.media.objects.catalog import BUILDERS, kind_of
from sandbox.media.objects.material import TEXTURES, texture_pixels
from sandbox.media.objects.mesh import Part

CHEST = "treasure chest with gold coins"


def _document(medium: Medium) -> dict[str, Any]:
    magic, version, length = struct.unpack("<4sII", medium.data[:12])
    size, kind = struct.unpack("<I4s", medium.data[12:20])
    assert (magic, version, length, kind) == (b"glTF", 2, len(medium.data), b"JSON")
    document: dict[str, Any] = json.loads(medium.data[20 : 20 + size])
    return document


def _faces(document: dict[str, Any]) -> int:
    accessors, meshes = document["accessors"], document["meshes"]
    return sum(int(accessors[one["indices"]]["count"]) for mesh in meshes for one in mesh["primitives"]) // 3


def _scene(medium: Medium) -> Any:
    return trimesh.load_scene(io.BytesIO(medium.data), file_type="glb")


def _picture(medium: Medium) -> np.ndarray:
    assert medium.thumbnail is not None
    return np.asarray(Image.open(io.BytesIO(medium.thumbnail)).convert("RGB"), dtype=np.float64)


def _parts(kind: str) -> list[Part]:
    return BUILDERS[kind](f"a {kind}", np.random.default_rng(1), 1.0)


def test_equal_arguments_give_equal_bytes() -> None:
    assert make_object(CHEST, 7) == make_object(CHEST, 7)


@pytest.mark.parametrize("prompt", [CHEST, "a robot", "an idea"])
def test_another_seed_gives_another_object_and_another_picture(prompt: str) -> None:
    one, other = make_object(prompt, 1), make_object(prompt, 2)

    assert one.data != other.data
    assert np.abs(_picture(one) - _picture(other)).mean() > 0.2


def test_every_kind_of_object_looks_different() -> None:
    pictures = [_picture(make_object(kind, 1)) for kind in ("chest", "house", "tree", "rocket", "vase")]

    for number, one in enumerate(pictures):
        assert all(np.abs(one - other).mean() > 3 for other in pictures[:number])


@pytest.mark.parametrize("kind", BUILDERS)
def test_every_kind_is_a_sound_file_of_about_two_metres_standing_on_the_floor(kind: str) -> None:
    medium = make_object(f"a {kind}", 3)
    document = _document(medium)
    scene = _scene(medium)
    low, high = scene.bounds

    assert (medium.kind, medium.mime_type, medium.extension) == ("3d", "model/gltf-binary", "glb")
    assert np.isfinite(scene.bounds).all()
    assert low[1] == pytest.approx(0, abs=1e-6)
    assert (high + low)[[0, 2]] == pytest.approx([0, 0], abs=0.02)
    assert 0.7 < (high - low).max() < 2.7
    assert medium.properties["dimensions"] == pytest.approx(list(high - low), abs=1e-3)
    assert medium.properties["faceCount"] == _faces(document)
    assert len(document["materials"]) > 2
    assert document["images"]


@pytest.mark.parametrize("kind", BUILDERS)
def test_every_kind_has_unit_normals_that_agree_with_its_triangles(kind: str) -> None:
    for part in _parts(kind):
        corners = part.vertices[part.faces]
        cross = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        agree = (cross * part.normals[part.faces].mean(1)).sum(1) > 0

        assert np.linalg.norm(part.normals, axis=1) == pytest.approx(1, abs=1e-6), part.name
        assert agree.mean() > 0.95, part.name
        assert part.faces.max() < len(part.vertices) == len(part.normals) == len(part.uvs)


@pytest.mark.parametrize("kind", BUILDERS)
def test_every_kind_has_a_portrait_that_fills_the_picture(kind: str) -> None:
    picture = _picture(make_object(f"a {kind}", 3))

    assert picture.shape == (512, 512, 3)
    assert picture[120:400, 120:400].std() > 18
    assert picture[:30].std() < 25  # the backdrop stays calm


def test_a_treasure_chest_has_planks_iron_a_lock_a_lid_and_gold_coins() -> None:
    document = _document(make_object(CHEST, 1))
    names = {node["name"] for node in document["nodes"]}
    materials = {material["name"]: material["pbrMetallicRoughness"] for material in document["materials"]}

    assert {
        "Chest body",
        "Lid planks",
        "Iron bands",
        "Lock",
        "Coin",
        "Spilled coins",
        "Sandbox plate",
    } <= names
    assert {mesh["name"] for mesh in document["meshes"]} == names
    assert materials["Gold"]["metallicFactor"] == 1.0
    assert materials["Oak planks"]["metallicFactor"] == 0.0
    assert "baseColorTexture" in materials["Oak planks"]
    assert {"Ruby", "Emerald", "Sapphire", "Amethyst"} & set(materials)


def test_the_coins_lie_inside_the_chest_and_rise_above_its_rim() -> None:
    parts = {part.name: part for part in _parts("chest")}
    body, coins = parts["Chest body"].vertices, parts["Coin"].vertices

    assert (coins[:, [0, 2]].min(0) > body[:, [0, 2]].min(0)).all()
    assert (coins[:, [0, 2]].max(0) < body[:, [0, 2]].max(0)).all()
    assert coins[:, 1].max() > body[:, 1].max() + 0.05


def test_the_textures_are_pictures_inside_the_file() -> None:
    scene = _scene(make_object(CHEST, 1))
    wood = next(
        mesh.visual.material for mesh in scene.geometry.values() if mesh.visual.material.name == "Oak planks"
    )

    assert wood.baseColorTexture.size == (128, 128)
    assert wood.roughnessFactor == pytest.approx(0.66)


@pytest.mark.parametrize("name", TEXTURES)
def test_every_texture_has_contrast(name: str) -> None:
    pixels = texture_pixels(name)

    assert pixels.dtype == np.uint8
    assert pixels.shape[2] == 3
    assert pixels.std() > 5


@pytest.mark.parametrize("faces", [3_000, 12_000, 60_000, 200_000])
def test_the_wished_number_of_faces_is_roughly_kept(faces: int) -> None:
    medium = make_object("a blue vase", 1, faces=faces)

    assert medium.properties["faceCount"] == _faces(_document(medium))
    assert medium.properties["faceCount"] == pytest.approx(faces, rel=0.5)


def test_the_smallest_wish_gives_the_coarsest_object_that_still_looks_like_one() -> None:
    coarse, usual = make_object(CHEST, 1, faces=100), make_object(CHEST, 1)

    assert _faces(_document(coarse)) < _faces(_document(usual)) / 2
    assert np.isfinite(_scene(coarse).bounds).all()


def test_low_poly_objects_have_few_flat_faces() -> None:
    smooth, low = make_object("a mushroom", 1), make_object("a low-poly mushroom", 1)
    scene = _scene(low)
    cap = next(mesh for name, mesh in scene.geometry.items() if name == "Cap")

    assert _faces(_document(low)) < _faces(_document(smooth)) / 2
    assert len(cap.vertices) == 3 * len(cap.faces)


def test_the_first_colour_of_the_prompt_paints_the_object() -> None:
    red, gold = _document(make_object("a red car", 1)), _document(make_object("a golden car", 1))
    paint = {
        name: next(one for one in document["materials"] if one["name"] == "Paint")["pbrMetallicRoughness"]
        for name, document in (("red", red), ("gold", gold))
    }

    assert paint["red"]["baseColorFactor"][0] > 5 * paint["red"]["baseColorFactor"][1]
    assert paint["gold"]["metallicFactor"] == 1.0


@pytest.mark.parametrize(("prompt", "kind"), [
    (CHEST, "chest"), ("A cosy log cabin", "house"), ("robots beside a tree", "robot"),
    ("three potions", "bottle"), ("something indescribable", "sculpture"), ("a scary carpet", "sculpture"),
])  # fmt: skip
def test_the_first_known_word_chooses_the_kind(prompt: str, kind: str) -> None:
    assert kind_of(prompt) == kind


def test_text_in_a_prompt_stays_data_in_the_file() -> None:
    prompt = '"}]</script><script>alert(1)</script> ☃'

    assert _document(make_object(prompt, 1))["scenes"][0]["name"] == prompt

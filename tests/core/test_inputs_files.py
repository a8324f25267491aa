"""The limits of a file input in words, and files that do not keep them."""

from typing import Any

import pytest

from scenario_core.assets import AssetKind
from scenario_core.file_facts import FileFacts
from scenario_core.inputs.files import FILE_KINDS, file_kind, file_problem, limits_words
from scenario_core.inputs.record import ModelInput

MIB = 1024 * 1024


def entry(**more: Any) -> ModelInput:
    return ModelInput.parse({"name": "file", "type": "file", **more})


WORDS = [
    ({}, "A picture"),
    ({"kind": None}, "A picture"),
    ({"kind": "hologram"}, "A file"),
    ({"maxSize": 20_000_000}, "A picture, up to 20 MB"),
    ({"maxSize": 20 * MIB}, "A picture, up to 20 MB"),
    ({"maxSize": 1_500_000}, "A picture, up to 1.5 MB"),
    ({"maxSize": 500_000}, "A picture, up to 500 kB"),
    ({"kind": "audio", "minDuration": 2, "maxDuration": 30}, "A sound of 2 to 30 s"),
    ({"kind": "audio", "maxDuration": 30.5}, "A sound of at most 30.5 s"),
    ({"kind": "video", "minDuration": 2.5, "maxSize": 50 * MIB}, "A video of at least 2.5 s, up to 50 MB"),
    ({"kind": "3d"}, "A 3D object"),
    ({"kind": "image-hdr"}, "An HDR picture"),
    ({"kind": "json"}, "A JSON file"),
    ({"type": "file_array"}, "Pictures"),
    ({"type": "file_array", "maxLength": 1}, "A picture"),
    ({"type": "file_array", "maxLength": 5}, "Up to 5 pictures"),
    ({"type": "file_array", "maxLength": 5, "maxSize": 20 * MIB}, "Up to 5 pictures, each up to 20 MB"),
    (
        {"type": "file_array", "kind": "audio", "maxLength": 3, "maxDuration": 30, "maxSize": 5 * MIB},
        "Up to 3 sounds, each of at most 30 s, up to 5 MB",
    ),
    ({"type": "file_array", "kind": "3d"}, "3D objects"),
]


@pytest.mark.parametrize(("limits", "words"), WORDS)
def test_the_limits_stand_at_the_field_in_plain_words(limits: dict[str, Any], words: str) -> None:
    assert limits_words(entry(**limits)) == words


FITTING = [
    ({}, FileFacts(AssetKind.IMAGE)),
    ({}, FileFacts("image", size=10**9)),
    ({"maxSize": 20 * MIB}, FileFacts(AssetKind.IMAGE, size=20 * MIB)),
    ({"maxSize": 5}, FileFacts(AssetKind.IMAGE)),
    ({"kind": "audio", "maxDuration": 30}, FileFacts(AssetKind.AUDIO, duration=30.0)),
    ({"kind": "audio", "minDuration": 2}, FileFacts(AssetKind.AUDIO, duration=2.0)),
    ({"kind": "audio", "minDuration": 2, "maxDuration": 3}, FileFacts(AssetKind.AUDIO)),
    ({"kind": "hologram"}, FileFacts(AssetKind.VIDEO)),
    ({"kind": "hologram"}, FileFacts("hologram")),
]


@pytest.mark.parametrize(("limits", "facts"), FITTING)
def test_what_keeps_the_limits_or_is_not_known_passes(limits: dict[str, Any], facts: FileFacts) -> None:
    assert file_problem(entry(**limits), facts) is None


REFUSED = [
    ({}, FileFacts(AssetKind.VIDEO), "This is a video, but a picture is needed here. Choose a picture."),
    ({}, FileFacts("hologram"), "This is a file, but a picture is needed here. Choose a picture."),
    ({"kind": "image"}, FileFacts("image-hdr"), "This is an HDR picture, but a picture is needed here."),
    ({"maxSize": 20 * MIB}, FileFacts("image", size=20 * MIB + 1), "This file has 20.1 MB; at most 20 MB"),
    ({"maxSize": 20_000_000}, FileFacts("image", size=31_000_000), "This file has 31 MB; at most 20 MB"),
    ({"maxSize": 100}, FileFacts("image", size=50_000), "This file has 50 kB; at most 0.1 kB"),
    (
        {"kind": "audio", "maxDuration": 30},
        FileFacts("audio", duration=30.001),
        "This lasts 30.01 s; at most 30 s are taken here. Cut it first.",
    ),
    (
        {"kind": "audio", "maxDuration": 30},
        FileFacts("audio", duration=754),
        "This lasts 12:34 min; at most 30 s",
    ),
    (
        {"kind": "video", "minDuration": 2},
        FileFacts("video", duration=1.999),
        "This lasts 1.99 s; it must last at least 2 s. Choose a longer one.",
    ),
]


@pytest.mark.parametrize(("limits", "facts", "sentence"), REFUSED)
def test_what_breaks_a_limit_is_refused_with_what_to_do(
    limits: dict[str, Any], facts: FileFacts, sentence: str
) -> None:
    problem = file_problem(entry(**limits), facts)

    assert problem is not None
    assert problem.startswith(sentence)


def test_every_kind_of_the_api_has_words_and_files_to_choose() -> None:
    assert set(FILE_KINDS) == set(AssetKind)
    for kind in FILE_KINDS.values():
        assert kind.extensions
        assert kind.mime_types
        assert all(part.startswith(".") or "/" in part for part in kind.accept.split(","))


def test_an_unknown_kind_lets_any_file_be_chosen() -> None:
    assert file_kind("hologram").accept == ""

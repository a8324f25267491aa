"""Trained styles: LoRAs and a composition. Their records' shape is captured, the styles are the sandbox's.

A trained style's record has neither inputs nor uiConfig, and a direct run of it is refused (contract 9.6).
"""

from collections.abc import Mapping
from typing import Any

from sandbox.catalogue.record import Record, model, original_id

LORA_ID = "model_YQrES2iPys22nYwh3YhVfMh8"
PIXELS_ID = "model_sandboxStylePixelQuest01"
RISO_ID = "model_sandboxStyleRisoPress01"
WATER_ID = "model_sandboxStyleWetPaper01"
INK_ID = "model_sandboxStyleInkAndPen01"
BLOCKS_ID = "model_sandboxEditBlockMaker01"
COMPOSITION_ID = "model_sandboxMixRisoOnPaper01"

_CAPABILITIES = ["txt2img", "img2img", "inpaint", "controlnet", "reference", "txt2img_ip_adapter"]


# A style's type → the names that its record gives its bases. Captured for the first; the others are guesses.
_BASES = {
    "flux.1-lora": ["flux.1-dev", "flux.1-schnell"],
    "flux.2-dev-lora": ["flux.2-dev"],
    "flux.1-kontext-lora": ["flux.1-kontext"],
}


def _trained(
    model_id: str,
    name: str,
    says: str,
    concepts: list[tuple[str, float]],
    type_: str,
    bases: list[str],
    tag: str,
) -> Record:
    return {
        **model(model_id, name, _CAPABILITIES, [], says=says, grade=0, tags=[tag]),
        "type": type_,
        "custom": False,
        "source": "scenario",
        "concepts": [{"modelId": concept, "scale": scale} for concept, scale in concepts],
        "compliantModelIds": bases,
    }


def _lora(model_id: str, name: str, says: str, type_: str = "flux.1-lora") -> Record:
    return _trained(model_id, name, says, [(model_id, 0.8)], type_, _BASES[type_], "style")


MODELS: list[Record] = [
    _lora(LORA_ID, "Paper Garden", "A trained style of cut paper and soft shadows, for FLUX.1 dev."),
    _lora(PIXELS_ID, "Pixel Quest", "A trained style of large pixels in few colours, for FLUX.1 dev."),
    _lora(RISO_ID, "Riso Press", "A trained style of two inks in dots on warm paper, for FLUX.1 dev."),
    _lora(WATER_ID, "Wet Paper", "A trained style of watercolour with rough borders, for FLUX.1 dev."),
    _lora(
        INK_ID, "Ink and Pen", "A trained style of fine lines in one ink, for FLUX.2 dev.", "flux.2-dev-lora"
    ),
    _lora(
        BLOCKS_ID,
        "Block Maker",
        "A trained edit that turns a picture into large pixels, for FLUX Kontext.",
        "flux.1-kontext-lora",
    ),
    _trained(
        COMPOSITION_ID,
        "Riso on Cut Paper",
        "Two trained styles mixed: cut paper, printed in two inks. For FLUX.1 dev.",
        [(LORA_ID, 0.8), (RISO_ID, 0.5)],
        "flux.1-composition",
        ["flux.1-dev"],
        "composition",
    ),
]
_CONCEPTS = {
    record["id"]: [(each["modelId"], each["scale"]) for each in record["concepts"]] for record in MODELS
}
# A style → the look that the sandbox gives it.
LOOK_OF = {
    LORA_ID: "paper",
    PIXELS_ID: "pixels",
    RISO_ID: "risograph",
    WATER_ID: "watercolour",
    INK_ID: "ink",
    BLOCKS_ID: "pixels",
}


def styles_of(inputs: Mapping[str, Any]) -> list[tuple[str, float]]:
    """The looks and strengths that a run's `modelId`, `loras` and `lorasScale` ask for.

    A style without a strength of its own gets the one its record suggests.
    """
    asked = list(_CONCEPTS.get(original_id(str(inputs.get("modelId", ""))), []))
    scales = inputs.get("lorasScale") or []
    for index, model_id in enumerate(inputs.get("loras") or []):
        for concept, suggested in _CONCEPTS.get(original_id(model_id), []):
            asked.append((concept, float(scales[index]) if index < len(scales) else suggested))
    return [(LOOK_OF[concept], scale) for concept, scale in asked]

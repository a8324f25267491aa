"""What a run costs, in compute units (CU): one small function a model, and the quote is the charge.

Measured prices (contract's model notes): Imagen 10, Gemini 3.1 from 11, GPT Image 2 from 11 and 44 in high
quality, FLUX.1 dev 9, FLUX.2 dev 16 a picture, ElevenLabs sound effects 30, Tripo 75, Scenario LLM 0.5.
No price of a video model, Lyria, Meshy, PATINA or a TTS model was found: those are plausible inventions.
Which inputs move a price is the record's `costImpact`; a test holds the two together.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from sandbox.catalogue import original_id

Inputs = Mapping[str, Any]
_Price = Callable[[Inputs], Decimal]

_QUARTER = Decimal("0.25")


def price(model_id: str, inputs: Inputs) -> Decimal:
    """CU of one run with these inputs (defaults filled in), in steps of a quarter."""
    cost = _PRICES[original_id(model_id)](inputs)
    return max(_QUARTER, (cost / _QUARTER).quantize(Decimal(1)) * _QUARTER)


def priced_models() -> frozenset[str]:
    """Ids of the models that have a price."""
    return frozenset(_PRICES)


def _d(value: Any) -> Decimal:
    return Decimal(str(value))


def _seconds(inputs: Inputs, auto: int = 5) -> Decimal:
    """The asked length; a negative one lets the model decide and is charged as `auto` seconds."""
    seconds = _d(inputs.get("duration", auto))
    return seconds if seconds > 0 else _d(auto)


def _count(inputs: Inputs, name: str) -> int:
    value = inputs.get(name)
    return len(value) if isinstance(value, list) else int(value is not None)


def _kling_2_6(inputs: Inputs) -> Decimal:
    return _seconds(inputs) * (_d("8.75") if inputs["generateAudio"] else _d("4.5"))


def _kling_3_omni(inputs: Inputs) -> Decimal:
    rate = {"standard": _d("5.25"), "pro": _d("7.25"), "4k": _d("15.5")}[inputs["mode"]]
    return _seconds(inputs) * rate * (_d("1.5") if inputs["generateAudio"] else 1)


def _kling_3(inputs: Inputs) -> Decimal:
    return _seconds(inputs) * (_d("10.25") if inputs["generateAudio"] else _d("7.25"))


def _seedance(inputs: Inputs) -> Decimal:
    rate = {"480p": _d("5.5"), "720p": _d("12.75"), "1080p": _d("27.25"), "4k": _d("60")}
    return _seconds(inputs) * rate[inputs["resolution"]] + 10 * _count(inputs, "referenceVideos")


def _veo(rate: str) -> _Price:
    def cost(inputs: Inputs) -> Decimal:
        sharp = _d("1.5") if inputs["resolution"] == "1080p" else _d(1)
        sound = _d(2) if inputs["generateAudio"] else _d(1)
        return _seconds(inputs) * _d(rate) * sharp * sound

    return cost


def _flat(cost: str) -> _Price:
    return lambda _inputs: _d(cost)


def _a_thousand_letters(cost: str) -> _Price:
    """A text's price: the cost a thousand letters, each hundred begun paid for."""
    return lambda inputs: -(-len(inputs.get("text", "")) // 100) * _d(cost) / 10


_TEXTURE = {"2k": _d(0), "4k": _d("12.5"), "8k": _d(30)}


def _meshy(inputs: Inputs) -> Decimal:
    return _d("57.5") + _TEXTURE[inputs["textureResolution"]]


def _meshy_7(inputs: Inputs) -> Decimal:
    painted = _TEXTURE[inputs["textureResolution"]] + 10 if inputs.get("shouldTexture", True) else _d(0)
    return _d("62.5") + painted + (45 if inputs["ultraMode"] else 0)


def _tripo(inputs: Inputs) -> Decimal:
    quality = {"standard": _d(0), "detailed": _d(15), "extreme": _d("32.5")}[inputs["textureQuality"]]
    paint = quality + 20 if inputs["texture"] else _d(0)
    shape = _d(40) if inputs["geometryQuality"] == "detailed" else _d(0)
    extras: int = 5 * inputs["quad"] + 10 * inputs["smartLowPoly"] + 20 * inputs["generateParts"]
    return _d(55) + paint + shape + extras


def _gpt_image(inputs: Inputs) -> Decimal:
    each = {"auto": _d(11), "low": _d("3.5"), "medium": _d(11), "high": _d(44)}[inputs["quality"]]
    # Medium was measured at 11 for any canvas; that high grows beyond 3 megapixels is invented.
    pixels = _d(inputs.get("width", 1024)) * _d(inputs.get("height", 1024))
    large = _d("1.5") if inputs["quality"] == "high" and pixels > 3_200_000 else _d(1)
    return _d(inputs["numOutputs"]) * (each * large + _count(inputs, "referenceImages"))


def _gemini(inputs: Inputs) -> Decimal:
    each = {"512": _d(11), "1K": _d("11.5"), "2K": _d("17.25"), "4K": _d("26.5")}[inputs["resolution"]]
    watched = _d(2) * _d(inputs["videoFps"]) if inputs.get("video") else _d(0)
    looked_up = _d("2.5") if inputs["useGoogleSearch"] else _d(0)
    attached = _count(inputs, "referenceImages") + _count(inputs, "video")
    return _d(inputs["numOutputs"]) * (each + attached) + watched + looked_up


def _steps(cost: str) -> _Price:
    """A picture's price at 28 steps, in proportion to its steps and the number of pictures."""
    return lambda inputs: _d(inputs["numOutputs"]) * _d(cost) * _d(inputs["numInferenceSteps"]) / 28


def _kontext(inputs: Inputs) -> Decimal:
    """Measured: 11, and 16 with a LoRA; what more pictures and less quality cost is invented."""
    each = _d(11) if inputs["quality"] == "high" else _d(7)
    more = max(0, _count(inputs, "referenceImages") - 1)
    return _d(inputs["numOutputs"]) * (each + more + 5 * _count(inputs, "loras"))


def _seedance_mini(inputs: Inputs) -> Decimal:
    tall = _d("1.25") if inputs["aspectRatio"] in ("9:16", "3:4") else _d(1)
    clips = 5 * _count(inputs, "referenceVideos")
    return _seconds(inputs) * {"480p": _d("2.5"), "720p": _d("5.25")}[inputs["resolution"]] * tall + clips


def _patina(inputs: Inputs) -> Decimal:
    return _d("1.5") * len(inputs["maps"]) * _count(inputs, "image")


_PRICES: dict[str, _Price] = {
    "model_kling-v2-6-t2v-pro": _kling_2_6,
    "model_kling-v3-omni-video": _kling_3_omni,
    "model_kling-v3-t2v-pro": _kling_3,
    "model_bytedance-seedance-2-0": _seedance,
    "model_veo3-1": _veo("25"),
    "model_veo3-1-fast": _veo("8.75"),
    "model_lyria-2": _flat("7.5"),
    "model_elevenlabs-sound-effects-v2": _flat("30"),
    "model_elevenlabs-tts-v3": _a_thousand_letters("12.5"),
    "model_google-gemini-3-1-flash-tts": _a_thousand_letters("5"),
    "model_meshy-txt23d": _meshy,
    "model_meshy-7-txt23d": _meshy_7,
    "model_meshy-7-img23d": _meshy_7,
    "model_tripo-v3-1-image-to-3d": _tripo,
    "model_imagen4-ultra": _flat("10"),
    "model_google-gemini-3-1-flash": _gemini,
    "model_openai-gpt-image-2": _gpt_image,
    "model_bfl-flux-1-dev": _steps("9"),
    "model_bfl-flux-2-dev": _steps("16"),
    "model_patina": _patina,
    "model_flux-kontext-editing": _kontext,
    "model_bytedance-seedance-2-0-mini": _seedance_mini,
    "model_bytedance-seedance-1-pro": lambda inputs: (
        _seconds(inputs) * {"480p": _d(3), "1080p": _d(14)}[inputs["resolution"]]
    ),
    "model_sandbox-talking-picture": _flat("20"),
    "model_mm-audio-2-v2a": _flat("1"),
    "model_elevenlabs-voice-changer": _flat("10"),
    "model_cartwheel-text-to-motion": lambda inputs: _seconds(inputs) * 6,
    "model_rodin-hyper3d-bang": _flat("60"),
    "model_sandbox-every-input": _flat("1"),
    "model_scenario-llm": lambda inputs: _d("0.5") * inputs["numOutputs"],
}

"""Who makes a model, read out of its id, name and tags where the record does not say. Pure.

Most records of the public list name no maker (contract section 7.2: `complianceMetadata` is rare), but
nearly all name the family. The table is ours; a family that it does not know has no maker.
"""

import re
from collections.abc import Iterator

# A word of an id, a name or a tag → its maker. A product line stands for the company that makes it.
_MAKERS = {
    "bfl": "Black Forest Labs",
    "flux": "Black Forest Labs",
    "bria": "Bria",
    "bytedance": "ByteDance",
    "seedance": "ByteDance",
    "seedream": "ByteDance",
    "cartwheel": "Cartwheel",
    "elevenlabs": "ElevenLabs",
    "google": "Google",
    "gemini": "Google",
    "imagen": "Google",
    "imagen4": "Google",
    "lyria": "Google",
    "veo": "Google",
    "veo3": "Google",
    "hunyuan": "Tencent",
    "tencent": "Tencent",
    "ideogram": "Ideogram",
    "kling": "Kling AI",
    "krea": "Krea",
    "ltx": "Lightricks",
    "luma": "Luma",
    "meshy": "Meshy",
    "minimax": "MiniMax",
    "hailuo": "MiniMax",
    "openai": "OpenAI",
    "gpt": "OpenAI",
    "sora": "OpenAI",
    "patina": "Patina AI",
    "pixverse": "PixVerse",
    "qwen": "Alibaba",
    "wan": "Alibaba",
    "recraft": "Recraft",
    "rodin": "Hyper3D",
    "hyper3d": "Hyper3D",
    "runway": "Runway",
    "sonilo": "Sonilo",
    "stability": "Stability AI",
    "stable": "Stability AI",
    "suno": "Suno",
    "topaz": "Topaz Labs",
    "trellis": "Microsoft",
    "tripo": "Tripo",
    "xai": "xAI",
    "grok": "xAI",
    "vidu": "Vidu",
}


def maker_in(*texts: str) -> str | None:
    """The maker that the first known word of these texts gives away; None where none does."""
    return next((_MAKERS[word] for word in _words(texts) if word in _MAKERS), None)


def _words(texts: tuple[str, ...]) -> Iterator[str]:
    for text in texts:
        yield from re.findall(r"[a-z0-9]+", text.lower())

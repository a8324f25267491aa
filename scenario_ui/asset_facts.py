"""Size, length and shape of an asset in plain words. Numbers only: nothing here is text from outside."""

from collections.abc import Callable

from scenario_core.assets import Asset, AssetKind


def asset_facts(asset: Asset) -> str:
    """One line such as `1280 × 720 · 5.0 s · 2.3 MB`; empty where the API tells nothing."""
    facts = [fact(asset) for fact in _FACTS.get(asset.kind, ())]
    return " · ".join(fact for fact in [*facts, _weight(asset)] if fact)


def size_words(size: int) -> str:
    """A number of bytes such as `2.3 MB`, in powers of ten as file managers count."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} kB" if size < 999_500 else f"{size / 1_000_000:.1f} MB"


def _number(asset: Asset, name: str) -> float:
    """A positive number among the asset's properties, 0 where there is none that makes sense."""
    value = asset.properties.get(name)
    return value if isinstance(value, int | float) and 0 < value < 1e15 else 0


def _pixels(asset: Asset) -> str:
    width, height = _number(asset, "width"), _number(asset, "height")
    return f"{width:.0f} × {height:.0f}" if width and height else ""


def _seconds(asset: Asset) -> str:
    length = _number(asset, "duration")
    if not length:
        return ""
    return f"{length:.1f} s" if length < 60 else f"{int(length) // 60}:{int(length) % 60:02} min"


def _faces(asset: Asset) -> str:
    faces = _number(asset, "faceCount")
    return f"{faces:,.0f} faces" if faces else ""


def _words(asset: Asset) -> str:
    count = _number(asset, "wordCount")
    return f"{count:,.0f} words" if count else ""


def _weight(asset: Asset) -> str:
    size = asset.size
    return size_words(size) if size is not None and size > 0 else ""


_FACTS: dict[AssetKind | str, tuple[Callable[[Asset], str], ...]] = {
    AssetKind.IMAGE: (_pixels,),
    AssetKind.IMAGE_HDR: (_pixels,),
    AssetKind.VIDEO: (_pixels, _seconds),
    AssetKind.AUDIO: (_seconds,),
    AssetKind.THREE_D: (_faces,),
    AssetKind.TEXT: (_words,),
    AssetKind.JSON: (),
    AssetKind.DOCUMENT: (),
}

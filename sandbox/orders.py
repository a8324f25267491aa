"""What a run makes: one order an asset, each a pure recipe with the key of its result.

Equal model, inputs, files and seed give equal orders, and equal orders give equal bytes.
"""

from collections.abc import Callable, Mapping

from sandbox import recipes
from sandbox.ask import Ask, Inputs, Order, main_text, modality
from sandbox.catalogue import Record
from sandbox.given import Given

_RECIPES: dict[str, Callable[[Ask], list[Order]]] = {
    "image": recipes.pictures,
    "video": recipes.clip,
    "audio": recipes.sound,
    "3d": recipes.solid,
    "text": recipes.text,
}


def orders(
    record: Record, inputs: Inputs, seed: int, given: Mapping[str, Given] | None = None
) -> list[Order]:
    """The assets of one run. `given`: the files behind the asset ids among its inputs."""
    return _RECIPES[modality(record)](Ask(record, inputs, seed, given or {}))


__all__ = ["Order", "main_text", "modality", "orders"]

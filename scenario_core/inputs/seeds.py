"""Several runs of one form: the same body with different seeds, where the model has a seed. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from scenario_core.inputs.record import InputType, ModelInput
from scenario_core.inputs.values import is_number

# Where the record names no highest seed: what fits a signed 32-bit number fits every seed that was seen.
_HIGHEST = 2**31 - 1


def seed_input(inputs: Iterable[ModelInput]) -> ModelInput | None:
    """The input that makes two runs of the same settings differ; None where the model has none."""
    numbers = (entry for entry in inputs if entry.type == InputType.NUMBER and not entry.allowed_values)
    return next((entry for entry in numbers if entry.name.lower() == "seed"), None)


def with_seeds(
    inputs: Sequence[ModelInput],
    body: Mapping[str, object],
    count: int,
    pick: Callable[[int, int], int],
) -> list[dict[str, object]]:
    """`count` bodies that differ in their seed: counted up from the given one, else picked at random.

    `pick` gives a whole number between two, both included. One run is left as it is, and so is a model
    without a seed: its runs differ by themselves.
    """
    entry = seed_input(inputs)
    if entry is None or count == 1:
        return [dict(body) for _ in range(count)]
    low, high = int(entry.min or 0), int(entry.max if entry.max is not None else _HIGHEST)
    step = int(entry.step or 1)
    given = body.get(entry.name)
    start = (
        int(given)
        if is_number(given) and isinstance(given, int | float) and given >= low
        else pick(low, high)
    )
    places = max(1, (high - low) // step + 1)
    first = (start - low) // step
    return [{**body, entry.name: low + (first + number) % places * step} for number in range(count)]

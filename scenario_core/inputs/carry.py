"""What two models share when a visitor switches from one to the other. Pure.

Models spell the same wish in different ways (contract section 9.4): seconds as `"5"`, `5` or under another
name, a shape as a ratio or as width and height, a picture alone or in a list. Only what the visitor changed
is carried over, and only as far as the new model takes it.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scenario_core.errors import InputsError
from scenario_core.inputs.body import default_values, to_body
from scenario_core.inputs.record import InputType, ModelInput
from scenario_core.inputs.values import (
    is_defined,
    is_number,
    labels_of,
    main_prompt,
    plain_text,
)

Values = Mapping[str, Any]

# Names under which models ask for the same thing, in letters and digits alone.
_SAME_WISH: dict[str, frozenset[str]] = {
    "negative prompt": frozenset({"negativeprompt", "negative"}),
    "ratio": frozenset({"aspectratio", "ratio"}),
    "seconds": frozenset({"duration", "durationseconds", "durationinseconds", "seconds"}),
    "seed": frozenset({"seed"}),
    "count": frozenset({"numoutputs", "numimages", "numsamples", "numvideos", "count"}),
    "resolution": frozenset({"resolution"}),
    "width": frozenset({"width", "imagewidth"}),
    "height": frozenset({"height", "imageheight"}),
}
_FILES = (InputType.FILE, InputType.FILE_ARRAY)
_SCALARS = {InputType.STRING, InputType.NUMBER}

# How far a ratio may be from a size, as a logarithm: 4:3 and 3:2 are 0.12 apart.
_NEAR = 0.06
_SIDE = 1024  # of a square, where the new model names no size of its own
_LONGEST_SIDE = 100_000


@dataclass(frozen=True)
class Carried:
    """Values for the new model's form, and the titles of those that it has no place for."""

    values: dict[str, Any] = field(default_factory=dict)
    left: tuple[str, ...] = ()


def carry_over(old: Sequence[ModelInput], values: Values, new: Sequence[ModelInput]) -> Carried:
    """What the visitor changed in the form of the old model, as the new model takes it."""
    switch = _Switch(old, new, _changed(old, values))
    for carry in (_wishes, _shape, _files, _masks, _names):
        carry(switch)
    titles = labels_of(old)
    left = (name for name in switch.changed if name not in switch.settled)
    return Carried(switch.found, tuple(titles[name] for name in left))


def _changed(inputs: Sequence[ModelInput], values: Values) -> dict[str, Any]:
    defaults = default_values(inputs)
    held = {entry.name: values[entry.name] for entry in inputs if entry.name in values}
    return {name: value for name, value in held.items() if is_defined(value) and value != defaults.get(name)}


@dataclass(frozen=True)
class _Switch:
    """From which form to which; `found` and `settled` (names of the old form) fill step by step."""

    old: Sequence[ModelInput]
    new: Sequence[ModelInput]
    changed: Values
    found: dict[str, Any] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)

    @property
    def rest(self) -> list[ModelInput]:
        """What still waits for a place."""
        return [entry for entry in self.old if entry.name in self.changed and entry.name not in self.settled]

    @property
    def free(self) -> list[ModelInput]:
        """The places that nothing took yet."""
        return [entry for entry in self.new if entry.name not in self.found]

    def take(self, entries: Iterable[ModelInput], taken: Values, *, whole: bool = True) -> None:
        """Keeps values for the new form; where it is not the whole of them, the old stays unsettled."""
        if taken and not set(taken) & set(self.found):
            self.found.update(taken)
            self.settled.update(entry.name for entry in entries if whole)


def _wish(inputs: Sequence[ModelInput], entry: ModelInput) -> str:
    """What an input asks for, whatever its model calls it; empty where only its own name says."""
    prompt = main_prompt(inputs)
    if prompt is not None and entry.name == prompt.name:
        return "prompt"
    letters = _letters(entry.name)
    return next((wish for wish, names in _SAME_WISH.items() if letters in names), "")


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _wishes(switch: _Switch) -> None:
    places = _first_of(switch.free, lambda entry: _wish(switch.new, entry))
    for entry in switch.rest:
        place = places.get(_wish(switch.old, entry))
        if place is not None and _alike(entry, place):
            switch.take([entry], _fitted(place, switch.changed[entry.name]))


def _names(switch: _Switch) -> None:
    places = _first_of(switch.free, lambda entry: _letters(entry.name))
    # Lists of models before the strengths that belong to them.
    for entry in sorted(switch.rest, key=lambda entry: entry.type is InputType.NUMBER_ARRAY):
        place = places.get(_letters(entry.name))
        if place is not None and _alike(entry, place) and not _leans_on_the_left(switch, entry):
            switch.take([entry], _fitted(place, switch.changed[entry.name]))


def _alike(entry: ModelInput, place: ModelInput) -> bool:
    """Whether a value of the one may mean the same in the other. Files are matched by their kind instead."""
    if entry.type in _FILES or place.type in _FILES:
        return False
    return {entry.type, place.type} <= _SCALARS or (
        entry.type == place.type and set(entry.model_types) <= set(place.model_types or entry.model_types)
    )


def _leans_on_the_left(switch: _Switch, entry: ModelInput) -> bool:
    """Whether an input holds the strengths of models that were left behind (`lorasScale` of `loras`)."""
    models = (other for other in switch.rest if other.type is InputType.MODEL_ARRAY)
    return entry.type is InputType.NUMBER_ARRAY and any(entry.name.startswith(m.name) for m in models)


def _first_of(entries: Iterable[ModelInput], key: Callable[[ModelInput], str]) -> dict[str, ModelInput]:
    places: dict[str, ModelInput] = {}
    for entry in entries:
        places.setdefault(key(entry), entry)
    places.pop("", None)
    return places


def _fitted(place: ModelInput, value: Any) -> dict[str, Any]:
    """The value under the name and in the type of its new place; empty where that refuses it."""
    for candidate in _spellings(place, value):
        try:
            return to_body([place], {place.name: candidate})
        except InputsError:
            continue
    return {}


def _spellings(place: ModelInput, value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, str):
        folded = value.strip().casefold()
        yield from (each for each in place.allowed_values if plain_text(each).casefold() == folded)


# --- the shape: a ratio on one model, width and height on the other --------------------------------------


def _shape(switch: _Switch) -> None:
    here, there = (
        _first_of(entries, lambda entry: _wish([], entry)) for entries in (switch.rest, switch.free)
    )
    if "ratio" in here and {"width", "height"} <= set(there):
        ratio = _ratio_of(switch.changed[here["ratio"].name])
        if ratio is not None:
            switch.take([here["ratio"]], _size(there["width"], there["height"], ratio))
    elif {"width", "height"} <= set(here) and "ratio" in there:
        sides = [here["width"], here["height"]]
        width, height = (switch.changed[side.name] for side in sides)
        if _is_length(width) and _is_length(height):
            switch.take(sides, _nearest_ratio(there["ratio"], width / height))


def _is_length(value: Any) -> bool:
    return is_number(value) and 1 <= value <= _LONGEST_SIDE


def _ratio_of(value: Any) -> float | None:
    found = re.fullmatch(r"\s*(\d{1,5})\s*[:x/]\s*(\d{1,5})\s*", value) if isinstance(value, str) else None
    width, height = (int(found[1]), int(found[2])) if found else (0, 0)
    return width / height if width and height else None


def _nearest_ratio(place: ModelInput, ratio: float) -> dict[str, Any]:
    known = [(each, _ratio_of(each)) for each in place.allowed_values]
    apart = [(abs(math.log(other / ratio)), each) for each, other in known if other]
    distance, nearest = min(apart, key=lambda pair: pair[0], default=(math.inf, None))
    return _fitted(place, nearest) if distance <= _NEAR else {}


def _size(width: ModelInput, height: ModelInput, ratio: float) -> dict[str, Any]:
    """The size of about the usual area that is nearest to a ratio."""
    usual = [entry.default if _is_length(entry.default) else _SIDE for entry in (width, height)]
    across = _side(width, math.sqrt(usual[0] * usual[1] * ratio))
    # Clipped to what the model takes, the other side follows as far as it can.
    along = _side(height, across / ratio)
    found = _fitted(width, _side(width, along * ratio)) | _fitted(height, along)
    return found if len(found) == 2 else {}


def _side(entry: ModelInput, wanted: float) -> float:
    """The length nearest to the wanted one that the input takes."""
    sizes = [each for each in entry.allowed_values if _is_length(each)]
    if sizes:
        return min(map(float, sizes), key=lambda size: abs(size - wanted))
    step = entry.step if entry.step and entry.step >= 1 else 1
    least = math.ceil(max(entry.min or 1, 1) / step) * step
    most = math.floor(min(entry.max or _LONGEST_SIDE, _LONGEST_SIDE) / step) * step
    return min(max(round(wanted / step) * step, least), most)


# --- files: by their kind, alone or in a list ------------------------------------------------------------


def _files(switch: _Switch) -> None:
    """Files go where their name is known, else to the first place of their kind."""
    for same_name in (True, False):
        for entry in switch.rest:
            if entry.type in _FILES and not entry.mask_from:
                places = (
                    place
                    for place in switch.free
                    if place.type in _FILES and place.kind == entry.kind and not place.mask_from
                )
                place = next((p for p in places if p.name == entry.name or not same_name), None)
                if place is not None:
                    _take_files(switch, entry, place)


def _take_files(switch: _Switch, entry: ModelInput, place: ModelInput) -> None:
    """All files that the place has room for, or the first."""
    value = switch.changed[entry.name]
    files = [each for each in (value if isinstance(value, list | tuple) else [value]) if is_defined(each)]
    room = 1 if place.type is InputType.FILE else place.max_length or len(files)
    kept: Any = files[0] if place.type is InputType.FILE else files[:room]
    switch.take([entry], _fitted(place, kept), whole=len(files) <= room)


def _masks(switch: _Switch) -> None:
    """A mask goes with the picture that it was made for."""
    places = {place.name: place for place in switch.free if place.mask_from in switch.found}
    for entry in switch.rest:
        place = places.get(entry.name)
        if entry.mask_from and place is not None and (place.type, place.kind) == (entry.type, entry.kind):
            switch.take([entry], _fitted(place, switch.changed[entry.name]))

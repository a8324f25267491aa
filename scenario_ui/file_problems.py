"""What is wrong with the chosen files of a form, as far as their facts are known, before it is sent."""

from collections.abc import Iterable, Mapping
from typing import Any

from scenario_core.catalog import Model
from scenario_core.file_facts import facts_of
from scenario_core.inputs import InputType, ModelInput
from scenario_core.inputs.files import file_problem
from scenario_ui.own_assets import own_asset


def file_problems(model: Model, values: Mapping[str, Any]) -> dict[str, str]:
    """One sentence for each input whose files break its limits, by input name; empty where all fit.

    A file that we know nothing of is left to Scenario to judge.
    """
    return _problems(model.inputs, values)


def _problems(inputs: Iterable[ModelInput], values: Mapping[str, Any]) -> dict[str, str]:
    found = ((entry.name, _problem(entry, values.get(entry.name))) for entry in inputs)
    return {name: problem for name, problem in found if problem}


def _problem(entry: ModelInput, value: Any) -> str | None:
    items = value if isinstance(value, list | tuple) else [value]
    if entry.type in (InputType.FILE, InputType.FILE_ARRAY):
        return _first("File", [_of_file(entry, item) for item in items])
    if entry.type == InputType.INPUTS_ARRAY:
        rows = [item if isinstance(item, Mapping) else {} for item in items]
        return _first("Part", [next(iter(_problems(entry.inputs, row).values()), None) for row in rows])
    return None


def _of_file(entry: ModelInput, asset_id: Any) -> str | None:
    asset = own_asset(asset_id) if isinstance(asset_id, str) and asset_id else None
    return file_problem(entry, facts_of(asset)) if asset else None


def _first(word: str, problems: list[str | None]) -> str | None:
    """The first problem; among several items with the number of the one that has it."""
    told = ((number, problem) for number, problem in enumerate(problems, 1) if problem)
    number, problem = next(told, (0, None))
    return f"{word} {number}: {problem}" if problem and len(problems) > 1 else problem

"""What is wrong with the chosen files of a form, as far as their facts are known, before it is sent."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scenario_core.catalog import Model
from scenario_core.file_facts import facts_of
from scenario_core.inputs import InputType, ModelInput
from scenario_core.inputs.files import file_problem
from scenario_ui.own_assets import own_asset


def file_problems(model: Model, values: Mapping[str, Any]) -> dict[str, str]:
    """One sentence for each input whose files break its limits, by place; empty where all fit.

    A place is an input's name, or `shots[0].image` for one in a row. A file that we know nothing of is left
    to Scenario to judge.
    """
    return dict(_problems(model.inputs, values))


def _problems(inputs: Iterable[ModelInput], values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for entry in inputs:
        value = values.get(entry.name)
        items = value if isinstance(value, list | tuple) else [value]
        if entry.type == InputType.INPUTS_ARRAY:
            yield from _in_rows(entry, items)
        elif entry.type in (InputType.FILE, InputType.FILE_ARRAY):
            problem = _first([_of_file(entry, item) for item in items])
            if problem:
                yield entry.name, problem


def _in_rows(entry: ModelInput, rows: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for index, row in enumerate(rows):
        if isinstance(row, Mapping):
            for place, problem in _problems(entry.inputs, row):
                yield f"{entry.name}[{index}].{place}", problem


def _of_file(entry: ModelInput, asset_id: Any) -> str | None:
    asset = own_asset(asset_id) if isinstance(asset_id, str) and asset_id else None
    return file_problem(entry, facts_of(asset)) if asset else None


def _first(problems: list[str | None]) -> str | None:
    """The first problem; among several files with the number of the one that has it."""
    told = ((number, problem) for number, problem in enumerate(problems, 1) if problem)
    number, problem = next(told, (0, None))
    return f"File {number}: {problem}" if problem and len(problems) > 1 else problem

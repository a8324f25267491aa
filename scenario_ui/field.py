"""One input on the page, as the widget functions see it."""

from dataclasses import dataclass
from typing import Literal

from scenario_core.catalog import Model
from scenario_core.inputs import ModelInput, label_of
from scenario_ui import state
from scenario_ui.plain_text import plain

Change = Literal["ignore", "rerun"]


@dataclass(frozen=True)
class Field:
    """One input on the page."""

    model: Model
    input: ModelInput
    required: bool
    change: Change

    @property
    def key(self) -> str:
        """Its widget's key."""
        return state.input_key(self.model.id, self.input.name)

    @property
    def label(self) -> str:
        """Its title, with a star where it must be filled."""
        star = " \\*" if self.required else ""
        return f"{plain(label_of(self.input), limit=60)}{star}"

    @property
    def help(self) -> str | None:
        """What its makers say about it."""
        return plain(self.input.hint or self.input.description) or None

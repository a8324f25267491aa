"""One input on the page, as the widget functions see it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from scenario_core.catalog import Model
from scenario_core.inputs import InputType, ModelInput, check, label_of, plain_text
from scenario_ui import state
from scenario_ui.form_values import form_values
from scenario_ui.plain_text import plain

# What a change of the field's value does: draw the whole page again, nothing, or what a callback does
# (one that reruns a keyed fragment spares the page).
Change = Literal["rerun", "ignore"] | Callable[[], None]

# In words: labels are read out, and icons in them would be read as their names.
PRICE_MARK = "· price"


@dataclass(frozen=True)
class Field:
    """One input on the page. In a row of a list it has a `path` (for its key) and a `spot` (for messages)."""

    model: Model
    input: ModelInput
    required: bool
    change: Change
    title: str = ""
    path: str = ""
    spot: str = ""

    @cached_property
    def key(self) -> str:
        """Its widget's key."""
        return state.input_key(self.model.id, self.path or self.input.name)

    @property
    def place(self) -> str:
        """What messages call it: its name, or `shots[0].prompt`."""
        return self.spot or self.input.name

    @property
    def label(self) -> str:
        """Its title and marks."""
        return f"{plain(self.title or label_of(self.input), limit=60)}{self.marks}"

    @property
    def marks(self) -> str:
        """A star where it must be filled, and a word where it moves the price."""
        star = " *" if self.required else ""
        return f"{star} {PRICE_MARK}" if self.input.cost_impact else star

    @property
    def help(self) -> str | None:
        """What its makers say about it, its range, and what the mark means."""
        told = [plain(text) for text in (self.input.description, self.input.hint) if text.strip()]
        mark = ["It moves the price."] if self.input.cost_impact else []
        return "\n\n".join([*dict.fromkeys(told), *self._range, *mark]) or None

    @property
    def _range(self) -> list[str]:
        low, high = self.input.min, self.input.max
        is_free = self.input.type == InputType.NUMBER and not self.input.allowed_values
        if not is_free or low is None or high is None or low > high:
            return []
        return [f"From {plain_text(low)} to {plain_text(high)}."]

    @cached_property
    def problem(self) -> str | None:
        """What is wrong with its value, since the last press."""
        return state.PROBLEMS.get(self.model.id).get(self.place)

    @property
    def dropped(self) -> str | None:
        """The value that it held and that the model takes no more."""
        return state.DROPPED.get(self.model.id).get(self.place)

    @property
    def on_change(self) -> Change:
        """What its widget does after a change; where something is said about the old value, that goes too."""
        return self.settle if self.problem or self.dropped else self.change

    def settle(self) -> None:
        """Takes away what was said about its old value, and what the new one has mended elsewhere."""
        model_id = self.model.id
        wrong = check(self.model.inputs, form_values(self.model))
        # What the API refused begins with "Input": only another press can tell whether it still would.
        problems = {
            at: text
            for at, text in state.PROBLEMS.get(model_id).items()
            if not self._holds(at) and (at in wrong or text.startswith("Input "))
        }
        state.PROBLEMS.set(problems, model_id)
        dropped = state.DROPPED.get(model_id).items()
        state.DROPPED.set({at: value for at, value in dropped if not self._holds(at)}, model_id)

    def _holds(self, place: str) -> bool:
        return place == self.place or place.startswith(f"{self.place}[")

    def within(
        self,
        part: ModelInput,
        *,
        path: str,
        spot: str,
        title: str = "",
        required: bool = False,
        change: Change | None = None,
    ) -> "Field":
        """The field of an input inside this one."""
        return Field(self.model, part, required, change or self.change, title, path, spot)

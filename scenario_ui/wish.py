"""What a press of the button would send now: the model, the exact body, how many runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from scenario_core.catalog import Modality, Model
from scenario_core.errors import InputsError
from scenario_core.inputs import main_prompt, to_body
from scenario_core.quotes import request_key
from scenario_core.runs import Order
from scenario_ui import state
from scenario_ui.file_problems import file_problems
from scenario_ui.input_form import form_values, seed_values
from scenario_ui.visitor import visitor


@dataclass(frozen=True)
class Wish:
    """One form, complete and checked."""

    model: Model
    modality: Modality
    body: Mapping[str, object]
    count: int

    @property
    def key(self) -> str:
        """A short name of exactly this wish."""
        return f"{request_key(self.model.id, self.body)}:{self.count}"

    def order(self, body: Mapping[str, object], quoted: Decimal | None) -> Order:
        """The order of one of its runs, whose body may differ in its seed. `quoted` is that run's price."""
        prompt = main_prompt(self.model.inputs)
        return Order(
            visitor=visitor(),
            modality=self.modality.value,
            model_id=self.model.id,
            model_name=self.model.title,
            prompt=str(body.get(prompt.name, "")) if prompt else "",
            body=body,
            quoted_cu=quoted,
        )


def wish_of(model: Model, modality: Modality) -> Wish:
    """What the form asks for now. Raises InputsError with what is missing or wrong."""
    seed_values(model)
    values = form_values(model)
    body = to_body(model.inputs, values)
    if unfit := file_problems(model, values):
        raise InputsError(unfit)
    return Wish(model, modality, body, state.RUNS.get(modality.value))

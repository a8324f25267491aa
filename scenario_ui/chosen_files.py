"""What is chosen in a file field: read from and written to session state, as the body wants it."""

from dataclasses import dataclass

import streamlit as st

from scenario_core.inputs import InputType
from scenario_ui import state
from scenario_ui.field import Field

# A list whose makers state no length: more would be a mistake, and unpleasant to look at.
_MANY = 20
_REMEMBERED = 100  # tickets; they only have to outlast a message on its way


@dataclass(frozen=True)
class ChosenFiles:
    """The files of one field: an asset id or None for a `file`, a list of ids for a `file_array`."""

    field: Field

    @property
    def is_list(self) -> bool:
        """Whether the field takes several."""
        return self.field.input.type == InputType.FILE_ARRAY

    @property
    def most(self) -> int:
        """How many fit."""
        return (self.field.input.max_length or _MANY) if self.is_list else 1

    @property
    def ids(self) -> list[str]:
        """The chosen asset ids, in order; whatever else the state may hold is passed over."""
        value = st.session_state.get(self.field.key)
        values = value if isinstance(value, list | tuple) else [value]
        return [asset_id for asset_id in values if isinstance(asset_id, str) and asset_id]

    @property
    def room(self) -> int:
        """How many more fit."""
        return max(0, self.most - len(self.ids))

    def add(self, asset_id: str, name: str = "") -> None:
        """Takes a file: a list appends it where there is room, a single one is replaced."""
        if name:
            state.FILE_NAMES.set({**state.FILE_NAMES.get(), asset_id: name})
        ids = self.ids
        if not self.is_list:
            self._set([asset_id])
        elif asset_id not in ids and self.room:
            self._set([*ids, asset_id])

    def remove(self, index: int) -> None:
        """Lets go of the file at a place."""
        self._set([asset_id for place, asset_id in enumerate(self.ids) if place != index])

    def move_up(self, index: int) -> None:
        """Exchanges the file at a place with the one before it."""
        ids = self.ids
        if 0 < index < len(ids):
            ids[index - 1], ids[index] = ids[index], ids[index - 1]
            self._set(ids)

    def take_uploaded(self, files: object) -> None:
        """Takes what arrived from the browser, `[{ticket, asset_id, name}]`; each ticket once."""
        handled = state.FILE_HANDLED.get(self.field.key)
        for ticket, asset_id, name in _read(files):
            if ticket not in handled:
                self.add(asset_id, name)
                handled = (*handled, ticket)
        state.FILE_HANDLED.set(handled[-_REMEMBERED:], self.field.key)
        waiting = state.FILE_TICKETS.get(self.field.key)
        state.FILE_TICKETS.set(tuple(pair for pair in waiting if pair[0] not in handled), self.field.key)

    def _set(self, ids: list[str]) -> None:
        st.session_state[self.field.key] = ids if self.is_list else next(iter(ids), None)
        self.field.settle()


def _read(files: object) -> list[tuple[str, str, str]]:
    """What the component sent, entry by entry; anything else than three texts is passed over."""
    entries = files if isinstance(files, list) else []
    found = [
        tuple(entry.get(name) for name in ("ticket", "asset_id", "name"))
        for entry in entries
        if isinstance(entry, dict)
    ]
    return [(str(a), str(b), str(c)) for a, b, c in found if a and b and isinstance(b, str)]

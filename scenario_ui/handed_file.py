"""A picture or a sound that the visitor made on the page, handed to the uploads like a dropped file."""

import shutil
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from scenario_core.inputs.files import file_problem
from scenario_ui import resources, state
from scenario_ui.field import Field
from scenario_ui.visitor import visitor


@dataclass(frozen=True)
class Handed:
    """What was made: its bytes, a name for its file, and what the button says that uses it."""

    data: BinaryIO
    name: str
    verb: str


def hand_in(field: Field, handed: Handed) -> None:
    """Gives the bytes to the uploads, with the field's own checks; its zone follows them from there.

    Raises TooManyUploadsError where the visitor has no place left for another file.
    """
    uploads, me = resources.studio().uploads, visitor()
    with uploads.receiving(me) as path:
        with path.open("wb") as file:
            handed.data.seek(0)
            shutil.copyfileobj(handed.data, file)
        check = partial(file_problem, field.input)
        ticket = uploads.begin(me, path, name=handed.name, kind=field.input.kind, check=check)
    waiting = state.FILE_TICKETS.get(field.key)
    state.FILE_TICKETS.set((*waiting, (ticket, handed.name)), field.key)

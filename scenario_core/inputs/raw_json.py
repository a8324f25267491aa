"""JSON that somebody typed: the value of an input whose type this app does not know. Pure."""

import json
from dataclasses import dataclass
from typing import Any, NoReturn


@dataclass(frozen=True)
class RawJson:
    """What stands in the text box, read only when it is checked or sent."""

    text: str

    def read(self) -> Any:
        """The value that the text means. Raises ValueError where it means none that can be sent."""
        try:
            return sendable(json.loads(self.text, parse_constant=_refuse))
        except RecursionError:
            raise ValueError("nested too deep") from None

    @classmethod
    def of(cls, value: Any) -> "RawJson":
        """The text that means a value; empty where there is none."""
        return cls("" if value is None else json.dumps(value, ensure_ascii=False))


def sendable(value: Any) -> Any:
    """The value itself. Raises ValueError where JSON, or the wire, has no way to write it."""
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, RecursionError) as error:
        raise ValueError(str(error)) from None
    return value


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")

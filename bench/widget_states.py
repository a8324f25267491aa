"""What a tab sends for each widget on its page: the value that the visitor sees in it."""

from collections.abc import Callable
from typing import Any

from streamlit.proto.Element_pb2 import Element
from streamlit.proto.WidgetStates_pb2 import WidgetState


class UnknownWidgetError(ValueError):
    """An element that is no widget with a value of its own."""


def _text(widget: Any, state: WidgetState) -> None:
    if widget.set_value or widget.HasField("default"):
        state.string_value = widget.value if widget.set_value else widget.default


def _selectbox(widget: Any, state: WidgetState) -> None:
    if widget.set_value and widget.HasField("raw_value"):
        state.string_value = widget.raw_value
    elif not widget.set_value and widget.HasField("default"):
        state.string_value = widget.options[widget.default]


def _number(widget: Any, state: WidgetState) -> None:
    if widget.set_value and widget.HasField("value"):
        state.double_value = widget.value
    elif not widget.set_value and widget.HasField("default"):
        state.double_value = widget.default


def _slider(widget: Any, state: WidgetState) -> None:
    state.double_array_value.data.extend(widget.value if widget.set_value else widget.default)


def _checkbox(widget: Any, state: WidgetState) -> None:
    state.bool_value = widget.value if widget.set_value else widget.default


def _multiselect(widget: Any, state: WidgetState) -> None:
    chosen = widget.raw_values if widget.set_value else [widget.options[index] for index in widget.default]
    state.string_array_value.data.extend(chosen)


# Kind of element → how its first value is read from the server's message. Other kinds send nothing by
# themselves: buttons only when they are pressed, a table once a row is chosen.
VALUES: dict[str, Callable[[Any, WidgetState], None]] = {
    "text_area": _text,
    "text_input": _text,
    "selectbox": _selectbox,
    "number_input": _number,
    "slider": _slider,
    "checkbox": _checkbox,
    "multiselect": _multiselect,
}


def kind_and_widget(element: Element) -> tuple[str, Any]:
    """The kind of an element and what it holds. Raises UnknownWidgetError where it is not a widget."""
    kind = element.WhichOneof("type")
    widget = getattr(element, kind) if kind else None
    if not kind or not getattr(widget, "id", ""):
        raise UnknownWidgetError(kind or "empty")
    return kind, widget


def first_state(element: Element) -> WidgetState | None:
    """What a tab sends for a widget that it has just drawn; None for one without a value."""
    try:
        kind, widget = kind_and_widget(element)
    except UnknownWidgetError:
        return None
    if kind not in VALUES:
        return None
    state = WidgetState(id=widget.id)
    VALUES[kind](widget, state)
    return state if state.WhichOneof("value") else None


def is_set_by_server(element: Element) -> bool:
    """Whether the server writes the widget's value over what the visitor had in it."""
    kind = element.WhichOneof("type")
    return bool(kind and getattr(getattr(element, kind), "set_value", False))

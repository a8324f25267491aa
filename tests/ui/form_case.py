"""A page that holds nothing but the form of one model, for tests and for a person's eye."""

from typing import Any

from streamlit.testing.v1 import AppTest

from scenario_core.catalog import Model
from scenario_ui import state


def open_form(model: Model, **held: Any) -> AppTest:
    """The form of a model, drawn; `held` lies in session state before, by input name."""
    app = AppTest.from_function(_form, kwargs={"model": model}, default_timeout=30)
    for name, value in held.items():
        app.session_state[state.input_key(model.id, name)] = value
    return app.run()


def values_of(app: AppTest) -> dict[str, Any]:
    """What the form holds."""
    values: dict[str, Any] = app.session_state["values"]
    return values


def texts(app: AppTest) -> str:
    """Everything that is said on the page beside the labels."""
    elements = [*app.markdown, *app.caption, *app.warning, *app.error]
    return "\n".join(str(element.value) for element in elements).replace("\\", "")


def _form(model: "Model") -> None:
    import streamlit as st

    from scenario_core.errors import InputsError
    from scenario_core.inputs import to_body
    from scenario_ui import state
    from scenario_ui.input_form import form_values, prompt_fields, settings_fields

    def note_change() -> None:
        st.session_state["changes"] = st.session_state.get("changes", 0) + 1

    def press() -> None:
        state.PROBLEMS.set({}, model.id)
        try:
            st.session_state["body"] = to_body(model.inputs, form_values(model))
        except InputsError as error:
            st.session_state["body"] = None
            state.PROBLEMS.set(error.problems, model.id)

    prompt_fields(model, note_change)
    st.button("Generate", key="press", on_click=press)
    settings_fields(model, note_change)
    st.session_state["values"] = form_values(model)

"""The tab's side of Streamlit's protocol, over messages that are made by hand."""

import pytest
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.streamlit_client import Page, TabError
from bench.widget_states import VALUES, first_state


def _new_run(*fragment_ids: str) -> ForwardMsg:
    message = ForwardMsg()
    message.new_session.page_script_hash = "main"
    message.metadata.run.fragment_ids.extend(fragment_ids)
    return message


def _drawn(element: Element) -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.CopyFrom(element)
    return message


def _finished(status: int = ForwardMsg.FINISHED_SUCCESSFULLY) -> ForwardMsg:
    return ForwardMsg(script_finished=ForwardMsg.ScriptFinishedStatus.Name(status))


def _timer(fragment_id: str) -> ForwardMsg:
    message = ForwardMsg()
    message.auto_rerun.fragment_id = fragment_id
    message.auto_rerun.interval = 1.0
    return message


def _prompt(value: str = "", *, by_server: bool = False) -> Element:
    element = Element()
    element.text_area.id, element.text_area.label = "prompt-id", "Prompt"
    element.text_area.default = ""
    element.text_area.value, element.text_area.set_value = value, by_server
    return element


def _button(label: str) -> Element:
    element = Element()
    element.button.id, element.button.label = f"id of {label}", label
    return element


def _page(*messages: ForwardMsg) -> Page:
    page = Page()
    for message in messages:
        page.take(message)
    return page


def test_a_widget_is_found_by_the_beginning_of_its_label() -> None:
    page = _page(_new_run(), _drawn(_button("City at sunset")), _drawn(_button("Generate · 12 CU")))

    assert page.widget("button", "Generate").id == "id of Generate · 12 CU"
    with pytest.raises(TabError, match="Cancel"):
        page.widget("button", "Cancel")


def test_what_the_visitor_wrote_stays_until_the_server_writes_over_it() -> None:
    page = _page(_new_run(), _drawn(_prompt()), _finished())
    page.states["prompt-id"].string_value = "mine"

    page.take(_drawn(_prompt()))
    assert page.states["prompt-id"].string_value == "mine"

    page.take(_drawn(_prompt("an example", by_server=True)))
    assert page.states["prompt-id"].string_value == "an example"


def test_widgets_that_a_whole_run_no_longer_draws_are_gone() -> None:
    page = _page(_new_run(), _drawn(_prompt()), _drawn(_button("Generate")), _finished())

    for message in (_new_run(), _drawn(_button("Generate")), _finished()):
        page.take(message)

    assert set(page.elements) == {"id of Generate"}
    assert page.states == {}


def test_a_fragments_run_keeps_the_other_widgets_and_the_timers() -> None:
    page = _page(_new_run(), _drawn(_prompt()), _timer("panel"), _finished())

    for message in (_new_run("panel"), _finished(ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)):
        page.take(message)

    assert page.timers == {"panel": 1.0}
    assert set(page.elements) == {"prompt-id"}


def test_a_timer_ends_with_a_whole_run_that_does_not_set_it_again() -> None:
    page = _page(_new_run(), _timer("panel"), _finished(), _new_run())

    assert page.timers == {}


def test_a_timer_ends_when_the_server_says_so() -> None:
    stop = ForwardMsg()
    stop.stop_auto_rerun.fragment_ids.append("panel")

    assert _page(_new_run(), _timer("panel"), stop).timers == {}


def test_the_navigation_tells_which_page_is_shown() -> None:
    chosen = ForwardMsg()
    chosen.navigation.page_script_hash = "video"

    assert _page(_new_run(), chosen, _new_run("panel")).script_hash == "video"


def _widget(kind: str) -> Element:
    """A widget of a kind, as the server sends it with a default."""
    element = Element()
    widget = getattr(element, kind)
    widget.id = "some-id"
    if kind in ("selectbox", "multiselect"):
        widget.options.extend(["first", "second"])
    if kind in ("slider", "multiselect"):
        widget.default.append(1)
    else:
        widget.default = _DEFAULTS[kind]
    return element


_DEFAULTS: dict[str, object] = {
    "text_area": "text",
    "text_input": "text",
    "selectbox": 1,
    "number_input": 2.5,
    "checkbox": True,
}
_SENT: dict[str, object] = {
    "text_area": "text",
    "text_input": "text",
    "selectbox": "second",
    "number_input": 2.5,
    "checkbox": True,
    "slider": [1.0],
    "multiselect": ["second"],
}


@pytest.mark.parametrize("kind", VALUES)
def test_each_kind_of_widget_sends_the_value_that_is_seen_in_it(kind: str) -> None:
    state = first_state(_widget(kind))

    assert state is not None
    value = getattr(state, state.WhichOneof("value") or "")
    assert (list(value.data) if hasattr(value, "data") else value) == _SENT[kind]


def test_buttons_and_texts_send_nothing_by_themselves() -> None:
    text = Element()
    text.markdown.body = "words"

    assert first_state(text) is None
    assert first_state(_button("Generate")) is None

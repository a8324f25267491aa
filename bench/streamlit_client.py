"""A browser tab without a browser: Streamlit's own websocket protocol, by the installed wheel's messages.

A tab sends one message (`BackMsg`) for a press or a timer and reads messages (`ForwardMsg`) until the run
that it caused has ended. It keeps what a real tab keeps: the widgets on the page with their values, which
go with every message, and the timers of the fragments that refresh themselves.
"""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from bench.widget_states import first_state, is_set_by_server

_SUBPROTOCOL = Subprotocol("streamlit")
_RUN_SECONDS = 60.0
_BROKEN = (ForwardMsg.FINISHED_WITH_COMPILE_ERROR,)


class TabError(Exception):
    """The page did not do what the benchmark needs: an exception, a missing widget, no answer in time."""


@dataclass(frozen=True)
class Answer:
    """What one message brought: seconds until its run ended, and whether that drew the whole page."""

    seconds: float
    whole_page: bool
    messages: int
    bytes: int


@dataclass
class Page:
    """The widgets and timers that a tab holds."""

    script_hash: str = ""
    elements: dict[str, Any] = field(default_factory=dict)
    states: dict[str, WidgetState] = field(default_factory=dict)
    timers: dict[str, float] = field(default_factory=dict)
    exception: str = ""
    _drawn: set[str] = field(default_factory=set)

    def take(self, message: ForwardMsg) -> None:
        """Brings the page up to date with one message."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._begin(message)
        elif kind == "navigation":
            # The run's own hash is that of the whole script; this is the page that it chose.
            self.script_hash = message.navigation.page_script_hash
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._draw(message.delta.new_element)
        elif kind == "auto_rerun":
            self.timers[message.auto_rerun.fragment_id] = message.auto_rerun.interval
        elif kind == "stop_auto_rerun":
            for fragment_id in message.stop_auto_rerun.fragment_ids:
                self.timers.pop(fragment_id, None)
        elif kind == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
            self._forget_undrawn()

    def widget(self, kind: str, label: str) -> Any:
        """The widget of this kind with this label. Raises TabError where it is not on the page."""
        for element in self.elements.values():
            if element.WhichOneof("type") == kind and getattr(element, kind).label.startswith(label):
                return getattr(element, kind)
        raise TabError(f"no {kind} {label!r} on the page")

    def first(self, kind: str) -> Any:
        """The first widget of this kind. Raises TabError where there is none."""
        return self.widget(kind, "")

    def _begin(self, message: ForwardMsg) -> None:
        """A run begins; one of the whole page clears every timer, and each is set again by its caller."""
        self.script_hash = self.script_hash or message.new_session.page_script_hash
        if not message.metadata.run.fragment_ids:
            self.timers.clear()
            self._drawn.clear()

    def _draw(self, element: Any) -> None:
        if element.WhichOneof("type") == "exception":
            self.exception = f"{element.exception.type}: {element.exception.message}"
        widget_id = getattr(getattr(element, element.WhichOneof("type") or "", None), "id", "")
        if not widget_id:
            return
        self._drawn.add(widget_id)
        self.elements[widget_id] = element
        if widget_id not in self.states or is_set_by_server(element):
            state = first_state(element)
            if state is not None:
                self.states[widget_id] = state

    def _forget_undrawn(self) -> None:
        self.elements = {key: each for key, each in self.elements.items() if key in self._drawn}
        self.states = {key: each for key, each in self.states.items() if key in self._drawn}


class Tab:
    """One visitor's open page. `open` it, `close` it."""

    def __init__(self, base_url: str, page_name: str, socket: ClientConnection) -> None:
        self.page = Page()
        self._base_url = base_url
        self._page_name = page_name
        self._socket = socket

    @classmethod
    async def open(cls, http: httpx.AsyncClient, base_url: str, page_name: str) -> Self:
        """Loads the page's HTML for its cookie, as a browser does, then opens the websocket with it."""
        html = await http.get(f"{base_url}/{page_name}", headers={"Accept": "text/html"})
        html.raise_for_status()
        cookies = "; ".join(f"{name}={value}" for name, value in html.cookies.items())
        socket = await connect(
            f"ws://{urlsplit(base_url).netloc}/_stcore/stream",
            subprotocols=[_SUBPROTOCOL],
            origin=Origin(base_url),
            additional_headers={"Cookie": cookies},
            max_size=None,
            proxy=None,
        )
        return cls(base_url, page_name, socket)

    async def load(self) -> Answer:
        """The page's first run."""
        return await self._send(self._rerun())

    async def press(self, label: str) -> Answer:
        """Presses the button whose label begins so. Raises TabError where it is not on the page."""
        message = self._rerun()
        message.rerun_script.widget_states.widgets.add(
            id=self.page.widget("button", label).id, trigger_value=True
        )
        return await self._send(message)

    async def tick(self, fragment_id: str) -> Answer:
        """What the timer of a fragment sends."""
        message = self._rerun()
        message.rerun_script.fragment_id = fragment_id
        message.rerun_script.is_auto_rerun = True
        return await self._send(message)

    def write(self, kind: str, text: str) -> None:
        """Writes into the first widget of this kind; the text goes with the next message."""
        widget_id = self.page.first(kind).id
        self.page.states[widget_id] = WidgetState(id=widget_id, string_value=text)

    async def close(self) -> None:
        """Closes the tab."""
        await self._socket.close()

    def _rerun(self) -> BackMsg:
        message = BackMsg()
        state = message.rerun_script
        state.page_script_hash = self.page.script_hash
        # The name tells a new session its page; later the hash does.
        state.page_name = "" if self.page.script_hash else self._page_name
        state.widget_states.widgets.extend(self.page.states.values())
        state.context_info.url = f"{self._base_url}/{self._page_name}"
        state.context_info.timezone = "Europe/Paris"
        state.context_info.locale = "en-GB"
        return message

    async def _send(self, message: BackMsg) -> Answer:
        """Sends a message and reads until its run has ended. Raises TabError after a minute of waiting."""
        began = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        try:
            async with asyncio.timeout(_RUN_SECONDS):
                return await self._answer(began)
        except TimeoutError:
            raise TabError(f"no answer in {_RUN_SECONDS:.0f} s") from None

    async def _answer(self, began: float) -> Answer:
        messages = size = 0
        whole_page = False
        while True:
            data = await self._socket.recv(decode=False)
            message = ForwardMsg.FromString(data)
            messages, size = messages + 1, size + len(data)
            self.page.take(message)
            kind = message.WhichOneof("type")
            if kind == "new_session" and not message.metadata.run.fragment_ids:
                whole_page = True
            # A run that ends early for another one is followed by it: the answer ends with that one.
            if kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                self._check(message)
                return Answer(time.perf_counter() - began, whole_page, messages, size)

    def _check(self, finished: ForwardMsg) -> None:
        if self.page.exception or finished.script_finished in _BROKEN:
            raise TabError(f"the page broke: {self.page.exception or 'it does not compile'}")

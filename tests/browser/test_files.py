"""Files reach a form by hand: chosen, dropped, pasted or used again, and nothing else in it is lost."""

import base64
import io
import wave
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, JSHandle, Locator, Page, Request, expect

from scenario_core.catalog import Modality
from scenario_ui.examples import EXAMPLES
from tests.browser.conftest import App, NewVisitor, Visitor
from tests.browser.steps import (
    PATIENCE,
    choose_model,
    go_to,
    no_traceback,
    pick,
    press_generate,
    prompt,
)

WORDS = "A boat that must not be lost"
# Takes one sound of at most 20 MB and 60 s, and one picture.
MODEL = "Moving Picture with Sound"

_TRANSFER = """([name, type, data]) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], name, { type }));
    return transfer;
}"""
_PASTE = """(clipboardData) => document.activeElement.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true, composed: true }))"""


def picture(colour: str) -> bytes:
    """A small PNG; each colour is a file of its own."""
    held = io.BytesIO()
    Image.new("RGB", (320, 200), colour).save(held, "PNG")
    return held.getvalue()


def sound() -> bytes:
    """Two seconds of silence."""
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(2 * 2 * 8000))
    return held.getvalue()


def payload(name: str, mime_type: str, data: bytes) -> FilePayload:
    """A file as a file chooser gives it."""
    return {"name": name, "mimeType": mime_type, "buffer": data}


def transfer(page: Page, name: str, mime_type: str, data: bytes) -> JSHandle:
    """A file as a drag or the clipboard carries it."""
    return page.evaluate_handle(_TRANSFER, [name, mime_type, base64.b64encode(data).decode()])


def zone(page: Page, verb: str) -> Locator:
    """The place that says `verb`, such as "Choose a picture"."""
    return page.locator(".drop").filter(has=page.get_by_role("button", name=verb))


def card(page: Page, name: str) -> Locator:
    """The chosen file of that name."""
    return page.get_by_test_id("stMain").get_by_text(name, exact=True)


@pytest.fixture
def form(newcomer: App, visitor: Visitor) -> Page:
    """A form that takes a picture and a sound, with a prompt typed."""
    page = visitor.page
    page.goto(newcomer.url)
    go_to(page, "Video")
    choose_model(page, MODEL)
    expect(zone(page, "Choose a picture")).to_be_visible()
    prompt(page).fill(WORDS)
    return page


def the_prompt_is_still_there(page: Page) -> None:
    """What was typed before stands in the form, and nothing broke."""
    expect(prompt(page)).to_have_value(WORDS)
    no_traceback(page)


def test_a_file_is_chosen(form: Page) -> None:
    """It goes from the browser to Scenario, and stands in the form with its picture and facts."""
    zone(form, "Choose a picture").locator("input").set_input_files(
        payload("red.png", "image/png", picture("red"))
    )

    expect(card(form, "red.png")).to_be_visible(timeout=PATIENCE)
    expect(form.get_by_text("320 × 200")).to_be_visible()
    thumbnail = form.get_by_test_id("stImage").locator("img").first
    form.wait_for_function(
        "image => image.complete && image.naturalWidth > 0", arg=thumbnail.element_handle()
    )
    the_prompt_is_still_there(form)


def test_a_file_is_dropped(form: Page) -> None:
    """And can be let go again: the place is free for another one."""
    given = transfer(form, "blue.png", "image/png", picture("blue"))
    zone(form, "Choose a picture").locator(".zone").dispatch_event("drop", {"dataTransfer": given})
    expect(card(form, "blue.png")).to_be_visible(timeout=PATIENCE)

    form.get_by_role("button", name="Remove", exact=True).click()
    expect(zone(form, "Choose a picture")).to_be_visible()
    expect(card(form, "blue.png")).to_have_count(0)
    the_prompt_is_still_there(form)


def test_a_picture_is_pasted(form: Page) -> None:
    """The only place for a picture takes it, wherever the focus is, except where one types."""
    given = transfer(form, "pasted.png", "image/png", picture("green"))
    prompt(form).focus()
    form.evaluate(_PASTE, given)
    expect(form.locator(".uploads li")).to_have_count(0)

    prompt(form).blur()
    form.evaluate(_PASTE, given)
    expect(card(form, "pasted.png")).to_be_visible(timeout=PATIENCE)
    the_prompt_is_still_there(form)


def test_what_cannot_be_used_is_refused_at_once(form: Page, tmp_path: Path) -> None:
    """In a sentence at the field; not a byte is sent."""
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            sent.append(request.url)

    form.on("request", note)
    given = transfer(form, "song.wav", "audio/wav", sound())
    place = zone(form, "Choose a picture")
    place.locator(".zone").dispatch_event("drop", {"dataTransfer": given})
    expect(place.get_by_role("alert")).to_have_text(
        "This is a sound, but a picture is needed here. Choose a picture."
    )

    large = tmp_path / "large.wav"
    with large.open("wb") as file:
        file.truncate(25 * 1024 * 1024)
    zone(form, "Choose a sound").locator("input").set_input_files(large)
    expect(zone(form, "Choose a sound").get_by_role("alert")).to_contain_text("25 MB; at most 20 MB")

    assert not sent
    the_prompt_is_still_there(form)


def test_a_failed_upload_can_be_tried_again(form: Page) -> None:
    """It says why; another file may take its place."""
    place = zone(form, "Choose a sound")
    place.locator("input").set_input_files(payload("[fail].wav", "audio/wav", sound()))
    expect(place.get_by_text("its name asks for it").first).to_be_visible(timeout=PATIENCE)
    with form.expect_response(lambda answer: answer.url.endswith("/retry") and answer.ok):
        place.get_by_role("button", name="Try again").click()
    expect(place.get_by_text("its name asks for it").first).to_be_visible(timeout=PATIENCE)

    place.locator("input").set_input_files(payload("fine.wav", "audio/wav", sound() + b"\0\0"))
    expect(card(form, "fine.wav")).to_be_visible(timeout=PATIENCE)
    the_prompt_is_still_there(form)


def test_an_earlier_result_is_used(newcomer: App, new_visitor: NewVisitor) -> None:
    """A picture made a minute ago begins a video; somebody else is not offered it."""
    ann, bob = new_visitor(), new_visitor()
    ann.page.goto(newcomer.url)
    go_to(ann.page, "Image")
    pick(ann.page, EXAMPLES[Modality.IMAGE][0].chip)
    press_generate(ann.page)
    expect(ann.page.get_by_role("link", name="Download").first).to_be_visible(timeout=PATIENCE)
    bob.page.goto(newcomer.url)
    for somebody in (ann, bob):
        go_to(somebody.page, "Video")
        choose_model(somebody.page, MODEL)
        prompt(somebody.page).fill(WORDS)
        somebody.page.get_by_role("button", name="My results").last.click()
    expect(bob.page.get_by_role("dialog").get_by_text("There are no pictures of yours")).to_be_visible()

    ann.page.get_by_role("dialog").get_by_role("button", name="Use", exact=True).first.click()
    expect(ann.page.get_by_role("dialog")).to_have_count(0)
    expect(ann.page.get_by_role("button", name="Remove", exact=True)).to_be_visible()
    the_prompt_is_still_there(ann.page)

"""The main job: pick a kind, press an idea, press Generate, look at the result."""

import io
from collections.abc import Callable
from urllib.parse import urljoin

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from scenario_core.catalog import Modality
from scenario_ui.examples import EXAMPLES
from tests.browser.conftest import App, NewVisitor, Visitor
from tests.browser.steps import NAMES, PATIENCE, go_to, no_traceback, pick, pictures, press_generate

PAGES = {
    "video": Modality.VIDEO,
    "audio": Modality.AUDIO,
    "three_d": Modality.THREE_D,
    "image": Modality.IMAGE,
}


def the_video_plays(page: Page) -> None:
    """Its time grows once it is played."""
    video = page.locator("video").first
    expect(video).to_be_visible(timeout=PATIENCE)
    video.evaluate("video => { video.muted = true; return video.play() }")
    page.wait_for_function("document.querySelector('video').currentTime > 0.5")

    assert video.evaluate("video => video.videoWidth") > 200
    assert video.evaluate("video => video.duration") == pytest.approx(5, abs=0.1)


def the_sound_has_a_length(page: Page) -> None:
    """The player knows how long it is, and its waveform is there."""
    expect(page.locator("audio").first).to_be_visible(timeout=PATIENCE)
    page.wait_for_function("document.querySelector('audio').duration > 1")

    picture = pictures(page).first
    page.wait_for_function(
        "image => image.complete && image.naturalWidth > 100", arg=picture.element_handle()
    )


def the_object_is_drawn(page: Page) -> None:
    """The canvas shows more than its background."""
    canvas = page.locator("canvas.view, .viewer canvas, canvas[aria-label]").first
    expect(canvas).to_be_visible(timeout=PATIENCE)

    def colours() -> int:
        shot = Image.open(io.BytesIO(canvas.screenshot())).convert("RGB").resize((96, 64))
        return len(set(shot.get_flattened_data()))

    for _ in range(40):
        if colours() > 200:
            break
        page.wait_for_timeout(500)
    assert colours() > 200


def the_picture_is_there(page: Page) -> None:
    """It has arrived in its own size."""
    picture = pictures(page).first
    expect(picture).to_be_visible(timeout=PATIENCE)
    page.wait_for_function(
        "image => image.complete && image.naturalWidth > 500", arg=picture.element_handle()
    )


SEEN: dict[str, Callable[[Page], None]] = {
    "video": the_video_plays,
    "audio": the_sound_has_a_length,
    "three_d": the_object_is_drawn,
    "image": the_picture_is_there,
}


@pytest.mark.parametrize("name", PAGES)
def test_a_newcomer_makes_one(newcomer: App, visitor: Visitor, name: str) -> None:
    """From the home page to a result that is looked at, without a key and without a traceback."""
    page = visitor.page
    page.goto(newcomer.url)
    expect(page.get_by_text("Sandbox").first).to_be_visible()
    go_to(page, NAMES[name])
    pick(page, EXAMPLES[PAGES[name]][0].chip)
    press_generate(page)

    SEEN[name](page)
    no_traceback(page)


def test_all_four_at_once(newcomer: App, visitor: Visitor) -> None:
    """Four jobs run while the visitor walks from page to page; home shows all four results."""
    page = visitor.page
    page.goto(newcomer.url)
    for name, modality in PAGES.items():
        go_to(page, NAMES[name])
        pick(page, EXAMPLES[modality][1].chip)
        press_generate(page)
    page.get_by_test_id("stTopNavLink").filter(has_text="Home").click()

    tiles = pictures(page)
    expect(tiles).to_have_count(4, timeout=PATIENCE)
    no_traceback(page)


def test_every_result_can_be_taken_home(newcomer: App, visitor: Visitor) -> None:
    """The download is the file itself, named by what it really is."""
    page = visitor.page
    page.goto(newcomer.url)
    go_to(page, "Image")
    pick(page, EXAMPLES[Modality.IMAGE][2].chip)
    press_generate(page)
    link = page.get_by_role("link", name="Download").first
    expect(link).to_be_visible(timeout=PATIENCE)
    answer = visitor.context.request.get(urljoin(newcomer.url, link.get_attribute("href") or ""))

    assert answer.ok
    assert ".png" in answer.headers["content-disposition"]
    assert answer.body().startswith(b"\x89PNG")


def test_nobody_else_may_fetch_it(newcomer: App, new_visitor: NewVisitor) -> None:
    """The address of a result is of no use to another browser."""
    ann, bob = new_visitor(), new_visitor()
    ann.page.goto(newcomer.url)
    go_to(ann.page, "Image")
    pick(ann.page, EXAMPLES[Modality.IMAGE][0].chip)
    press_generate(ann.page)
    the_picture_is_there(ann.page)
    address = pictures(ann.page).first.get_attribute("src") or ""
    bob.page.goto(newcomer.url)

    assert ann.context.request.get(urljoin(newcomer.url, address)).ok
    assert bob.context.request.get(urljoin(newcomer.url, address)).status == 404


def test_a_reload_loses_nothing(newcomer: App, visitor: Visitor) -> None:
    """The job goes on, and its result is on the page that was loaded again."""
    page = visitor.page
    page.goto(newcomer.url)
    go_to(page, "Image")
    pick(page, EXAMPLES[Modality.IMAGE][0].chip)
    press_generate(page)
    page.reload()

    the_picture_is_there(page)
    no_traceback(page)

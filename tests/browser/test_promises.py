"""What must never happen: a second payment, a restarted video, a lost prompt, a page alone."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from scenario_core.catalog import Modality
from scenario_ui.examples import EXAMPLES
from tests.browser.conftest import App, NewVisitor, Visitor, running_app
from tests.browser.steps import (
    NAMES,
    PATIENCE,
    generate_button,
    go_to,
    no_traceback,
    open_address,
    pick,
    pictures,
    press_generate,
    prompt,
    wait_for_price,
)


def test_the_keyboard_sends_the_text_that_is_seen_once(keyed: App, visitor: Visitor) -> None:
    """Ctrl and Enter, held down, right after the last letter: one request, with the last letter."""
    assert keyed.sandbox
    page = visitor.page
    open_address(page, f"{keyed.url}/image")
    before = keyed.sandbox.paid_posts
    prompt(page).click()
    prompt(page).press_sequentially("A lighthouse", delay=5)
    wait_for_price(page)
    prompt(page).press_sequentially(" in a storm", delay=5)
    page.keyboard.down("Control")
    for _ in range(8):
        page.keyboard.down("Enter")
        page.wait_for_timeout(40)
    page.keyboard.up("Enter")
    page.keyboard.up("Control")

    expect(page.get_by_text("A lighthouse in a storm").last).to_be_visible()
    expect(page.get_by_role("link", name="Download").first).to_be_visible(timeout=PATIENCE)
    assert keyed.sandbox.paid_posts == before + 1


def test_a_double_click_pays_once(keyed: App, visitor: Visitor) -> None:
    """Two clicks of one impatient hand are one press."""
    assert keyed.sandbox
    page = visitor.page
    open_address(page, f"{keyed.url}/image")
    pick(page, EXAMPLES[Modality.IMAGE][1].chip)
    wait_for_price(page)
    before = keyed.sandbox.paid_posts
    generate_button(page).dblclick()

    expect(page.get_by_role("link", name="Download").first).to_be_visible(timeout=PATIENCE)
    assert keyed.sandbox.paid_posts == before + 1


def test_a_broken_connection_is_not_sent_again(keyed: App, visitor: Visitor) -> None:
    """The answer to a paid request is lost: the app says that it does not know, and asks no second time."""
    assert keyed.sandbox
    page = visitor.page
    open_address(page, f"{keyed.url}/image")
    prompt(page).fill("A bridge in the fog")
    wait_for_price(page)
    before = keyed.sandbox.paid_posts
    keyed.sandbox.faults.drop()
    generate_button(page).click()

    expect(page.get_by_text("We do not know whether it was charged").first).to_be_visible(timeout=PATIENCE)
    page.wait_for_timeout(3000)
    assert keyed.sandbox.paid_posts == before + 1
    expect(prompt(page)).to_have_value("A bridge in the fog")
    no_traceback(page)


def test_a_playing_video_goes_on_while_another_is_made(newcomer: App, visitor: Visitor) -> None:
    """A second job runs and ends; the first one's player is the same element, still playing."""
    page = visitor.page
    page.goto(newcomer.url)
    go_to(page, "Video")
    pick(page, EXAMPLES[Modality.VIDEO][0].chip)
    press_generate(page)
    first = page.locator("video").first
    expect(first).to_be_visible(timeout=PATIENCE)
    first.evaluate("video => { video.muted = true; video.dataset.mark = 'first'; return video.play() }")
    pick(page, EXAMPLES[Modality.VIDEO][1].chip)
    wait_for_price(page)
    generate_button(page).click()
    expect(page.locator("video")).to_have_count(2, timeout=PATIENCE)

    marked = page.locator("video[data-mark=first]")
    expect(marked).to_have_count(1)
    assert not marked.evaluate("video => video.paused")
    played = marked.evaluate("video => video.played.length")
    assert played >= 1
    # The new one stands above it.
    assert page.locator("video").first.get_attribute("data-mark") is None


def test_what_is_being_typed_survives_a_result(newcomer: App, visitor: Visitor) -> None:
    """A result arrives while the next prompt is written: no letter and no focus is lost."""
    page = visitor.page
    page.goto(newcomer.url)
    go_to(page, "Image")
    pick(page, EXAMPLES[Modality.IMAGE][0].chip)
    press_generate(page)
    text = "A quiet harbour before the boats come home, " * 3
    prompt(page).fill("")
    prompt(page).press_sequentially(text, delay=25)
    expect(page.get_by_role("link", name="Download").first).to_be_visible(timeout=PATIENCE)

    expect(prompt(page)).to_have_value(text)
    expect(prompt(page)).to_be_focused()


@pytest.mark.parametrize(
    ("word", "said"), [("[fail]", "The charge was refunded."), ("[moderated]", "The charge was refunded.")]
)
def test_a_failing_job_says_why(newcomer: App, visitor: Visitor, word: str, said: str) -> None:
    """What the API said, what became of the money, and no traceback; the next press works."""
    page = visitor.page
    page.goto(newcomer.url)
    go_to(page, "Image")
    prompt(page).fill(f"A boat {word}")
    press_generate(page)

    expect(page.get_by_text(said).first).to_be_visible(timeout=PATIENCE)
    no_traceback(page)
    pick(page, EXAMPLES[Modality.IMAGE][0].chip)
    wait_for_price(page)
    generate_button(page).click()
    expect(page.get_by_role("link", name="Download").first).to_be_visible(timeout=PATIENCE)


def test_the_result_comes_before_its_thumbnail(newcomer: App, visitor: Visitor) -> None:
    """The right asset by its kind, not by its order."""
    page = visitor.page
    page.goto(newcomer.url)
    go_to(page, "Video")
    prompt(page).fill("A harbour [thumbnail-first]")
    press_generate(page)

    expect(page.locator("video").first).to_be_visible(timeout=PATIENCE)
    video = page.locator("video").first.bounding_box()
    picture = pictures(page).first.bounding_box()
    assert video
    assert picture
    assert video["y"] < picture["y"]


@pytest.mark.parametrize("path", ["", *NAMES])
def test_a_page_opened_by_its_own_address_first_has_its_frame(
    path: str, visitor: Visitor, tmp_path: Path
) -> None:
    """On a server that nobody has visited: the main script runs first, with navigation and banner."""
    with running_app(tmp_path / "server.log") as app:
        visitor.page.goto(f"{app.url}/{path}")

        expect(visitor.page.get_by_text("Everything here is made on this machine")).to_be_visible()
        expect(visitor.page.get_by_test_id("stTopNavLink")).to_have_count(5)
        no_traceback(visitor.page)
        visitor.page.goto("about:blank")  # before the server goes away


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_no_page_scrolls_sideways(newcomer: App, new_visitor: NewVisitor, width: int, dark: bool) -> None:
    """At a desk, on a tablet, on a phone; by day and by night."""
    visitor = new_visitor(width, 844, dark=dark)
    for path in ("", *NAMES):
        visitor.page.goto(f"{newcomer.url}/{path}")
        expect(visitor.page.get_by_role("heading", level=1)).to_be_visible()
        visitor.page.wait_for_timeout(300)
        wider = visitor.page.evaluate(
            "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
        )

        assert wider <= 0, path
        no_traceback(visitor.page)

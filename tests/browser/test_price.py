"""The honest button in a real browser: the price is there before the press, and nothing goes without it."""

from pathlib import Path

from playwright.sync_api import expect

from sandbox.faults import DRY_RUN
from sandbox.server import Sandbox
from tests.browser.conftest import App, NewVisitor, Visitor
from tests.browser.steps import (
    PATIENCE,
    generate_button,
    no_traceback,
    open_address,
    pick,
    press_generate,
    prompt,
    wait_for_price,
)


def _api(app: App) -> Sandbox:
    assert app.sandbox is not None
    return app.sandbox


def test_two_hundred_letters_cause_few_questions(keyed: App, visitor: Visitor) -> None:
    """Nothing is asked between the letters; the price is there without leaving the field."""
    page, before = visitor.page, _api(keyed).requests[DRY_RUN]
    open_address(page, f"{keyed.url}/image")
    text = ("A lighthouse in a storm, painted, with gulls. " * 5)[:200]
    prompt(page).click()
    for start in range(0, 200, 50):
        prompt(page).press_sequentially(text[start : start + 50], delay=40)
        page.wait_for_timeout(300)
    wait_for_price(page)

    assert _api(keyed).requests[DRY_RUN] - before <= 3
    expect(prompt(page)).to_have_value(text)
    expect(prompt(page)).to_be_focused()


def test_a_press_before_the_price_brings_the_price_and_sends_nothing(keyed: App, visitor: Visitor) -> None:
    """Typed and pressed in one breath: the words stay, the next press sends them."""
    page = visitor.page
    open_address(page, f"{keyed.url}/audio")
    before = _api(keyed).paid_posts
    prompt(page).click()
    page.keyboard.type("A calm piano in one breath")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Press Generate to make it")).to_be_visible()
    assert _api(keyed).paid_posts == before

    page.wait_for_timeout(1000)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("link", name="Download").first).to_be_visible(timeout=PATIENCE)
    assert _api(keyed).paid_posts == before + 1
    no_traceback(page)


def test_two_tabs_send_what_was_pressed_and_no_more(keyed: App, visitor: Visitor) -> None:
    """The same form in two tabs: the second press is held back while the first is under way."""
    first = visitor.page
    second = visitor.context.new_page()
    for page in (first, second):
        open_address(page, f"{keyed.url}/image")
        prompt(page).fill("One boat in two tabs [slow]")
        wait_for_price(page)
    before = _api(keyed).paid_posts
    generate_button(first).click()
    expect(first.get_by_role("progressbar").first).to_be_visible()
    generate_button(second).click()

    expect(second.get_by_text("Exactly this is already on its way")).to_be_visible()
    assert _api(keyed).paid_posts == before + 1
    second.get_by_role("button", name="Make another one").click()
    second.wait_for_timeout(1500)
    assert _api(keyed).paid_posts == before + 2
    second.close()


def test_several_runs_are_as_many_posts(keyed: App, visitor: Visitor) -> None:
    """The total stands on the button before; the seeds differ."""
    page = visitor.page
    open_address(page, f"{keyed.url}/audio")
    pick(page, "Chase")
    wait_for_price(page)
    page.locator("[class*=st-key-runs] input").click()
    page.get_by_role("option", name="3 ×").click()
    expect(generate_button(page)).to_contain_text("22.5 CU")
    before = _api(keyed).paid_posts
    press_generate(page)

    page.wait_for_timeout(2000)
    assert _api(keyed).paid_posts == before + 3
    no_traceback(page)


def test_a_number_that_is_seen_is_the_number_that_counts(keyed: App, visitor: Visitor) -> None:
    """Out of its range it stays in sight, has no price, and is not sent as another one."""
    page = visitor.page
    open_address(page, f"{keyed.url}/video?model=model_kling-v3-omni-video")
    prompt(page).fill("A lighthouse")
    wait_for_price(page)
    seconds = page.locator("[class*=st-key-input-model_kling-v3-omni-video-duration] input")
    seconds.fill("99")
    seconds.press("Tab")
    expect(page.get_by_text("No price yet. Duration")).to_be_visible()
    before = _api(keyed).paid_posts
    generate_button(page).click()

    expect(page.get_by_text("Nothing was sent.").first).to_be_visible()
    expect(seconds).to_have_value("99")
    assert _api(keyed).paid_posts == before


def test_the_button_reads_well_on_a_phone(newcomer: App, new_visitor: NewVisitor, tmp_path: Path) -> None:
    """Its price and its run count fit beside each other at 390 pixels."""
    phone = new_visitor(390, 844)
    open_address(phone.page, f"{newcomer.url}/image")
    pick(phone.page, "Astronaut")
    wait_for_price(phone.page)
    box, runs = generate_button(phone.page).bounding_box(), phone.page.locator("[class*=st-key-runs]")
    beside = runs.first.bounding_box()

    assert box
    assert beside
    assert box["width"] > 180
    assert beside["x"] + beside["width"] <= 390

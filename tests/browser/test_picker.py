"""Any model of the catalogue, found and chosen by the keyboard, the pointer or a link."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from sandbox.server import Sandbox
from scenario_core.client import Client
from tests.browser.conftest import App, NewVisitor, Visitor, running_app
from tests.browser.steps import PATIENCE, no_traceback, open_address, press_generate, prompt


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """An app whose API has some seven hundred models."""
    with Sandbox.start(speed=4, extra_models=650) as sandbox:
        folder = tmp_path_factory.mktemp("crowded")
        with running_app(folder / "server.log", sandbox=sandbox) as app:
            yield app


def open_models(page: Page) -> Locator:
    """Opens the dialog by the keyboard; its search has the focus."""
    button = page.get_by_role("button", name="Change model")
    button.focus()
    expect(button).to_be_focused()  # not while a dialog that closes still holds the page
    page.keyboard.press("Enter")
    search = page.get_by_role("combobox", name="Search models")
    expect(search).to_be_focused()
    return search


def options(page: Page) -> Locator:
    """The models of the list, as far as they are drawn; the filters have options too."""
    return page.get_by_role("listbox", name="Models").get_by_role("option")


def card(page: Page) -> Locator:
    """The chosen model on the page."""
    return page.locator("[class*=st-key-model-card]")


def test_a_model_is_found_and_chosen_by_the_keyboard_alone(crowded: App, visitor: Visitor) -> None:
    """Typed at once, walked to with the arrows, chosen with Enter; the address follows, a reload keeps it."""
    page = visitor.page
    open_address(page, f"{crowded.url}/image")
    open_models(page)
    page.keyboard.type("ink pen")
    first = options(page).first
    expect(first).to_contain_text("Ink and Pen")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    active = page.get_by_role("combobox", name="Search models").get_attribute("aria-activedescendant")
    assert active == first.get_attribute("id")
    page.keyboard.press("Enter")

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(card(page)).to_contain_text("Ink and Pen")
    expect(card(page)).to_contain_text("Runs through FLUX.2 dev")
    expect(page).to_have_url(re.compile(r"model=model_sandboxStyleInkAndPen01$"))
    page.reload()
    expect(card(page)).to_contain_text("Ink and Pen")
    no_traceback(page)


def test_a_star_makes_a_model_the_first(crowded: App, visitor: Visitor) -> None:
    """From the next opening on; the list stays as it is while it is open."""
    page = visitor.page
    open_address(page, f"{crowded.url}/image")
    open_models(page)
    option = options(page).filter(has_text="FLUX Kontext").first
    option.locator(".star").click()
    expect(option.get_by_label("has your star")).to_be_visible()
    page.keyboard.type("kontext")
    expect(page.get_by_role("combobox", name="Search models")).to_have_value("kontext")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    open_models(page)

    expect(options(page).first).to_contain_text("FLUX Kontext")
    expect(page.get_by_role("group", name="Favourites")).to_be_visible()
    no_traceback(page)


def test_filters_narrow_the_list_and_can_be_cleared(crowded: App, visitor: Visitor) -> None:
    """Hundreds are there, and only what is looked at is drawn."""
    page = visitor.page
    open_address(page, f"{crowded.url}/video")
    open_models(page)
    count = page.locator(".browser .count")
    total = int(count.inner_text().split()[0])
    drawn = options(page).count()
    page.get_by_role("button", name="From a video").click()
    expect(count).to_have_text(re.compile(rf"^\d+ of {total} models$"))
    page.get_by_role("combobox", name="Search models").fill("zzzz")
    expect(page.get_by_text("Nothing matches")).to_be_visible()
    page.get_by_role("button", name="Clear search and filters").click()

    expect(count).to_have_text(f"{total} models")
    assert total > 150
    assert drawn == 60
    page.locator(".browser .list").evaluate("list => list.scrollTo(0, list.scrollHeight)")
    expect(options(page).nth(100)).to_be_attached()


def test_a_model_beyond_the_plan_is_chosen_by_a_second_press_only(crowded: App, visitor: Visitor) -> None:
    """The first press says why it would be refused."""
    page = visitor.page
    open_address(page, f"{crowded.url}/video")
    before = card(page).inner_text()
    open_models(page)
    page.locator(".option.beyond .name").first.click()
    expect(page.locator(".browser .notice")).to_contain_text("yours is pro")
    assert card(page).inner_text() == before
    page.locator(".option.beyond .name").first.click()

    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("Scenario will refuse to run it.")).to_be_visible()


def test_a_picture_in_a_trained_style(crowded: App, visitor: Visitor) -> None:
    """From a link to the style to the finished picture; what was sent names the style."""
    page = visitor.page
    open_address(page, f"{crowded.url}/image?model=model_sandboxStyleRisoPress01")
    expect(card(page)).to_contain_text("Riso Press")
    prompt(page).fill("A paper boat on a lake")
    press_generate(page)

    expect(page.get_by_role("link", name="Download").first).to_be_visible(timeout=PATIENCE)
    no_traceback(page)
    assert crowded.sandbox is not None
    api = crowded.sandbox
    with Client(base_url=api.base_url, api_key=api.key, api_secret=api.secret) as client:
        (job,) = client.list_jobs().jobs
    sent = job.metadata.input or {}
    assert sent["loras"] == ["model_sandboxStyleRisoPress01"]
    assert sent["lorasScale"] == [0.8]


def test_the_list_fits_a_phone(crowded: App, new_visitor: NewVisitor) -> None:
    """Nothing runs out of the window, and a tap chooses."""
    phone = new_visitor(390, 844, dark=True)
    open_address(phone.page, f"{crowded.url}/image")
    open_models(phone.page)
    option = options(phone.page).filter(has_text="GPT Image 2").first
    box = option.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    option.click()

    expect(card(phone.page)).to_contain_text("GPT Image 2")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390

"""What a person does, in a person's words."""

from playwright.sync_api import Locator, Page, expect

from scenario_ui.examples import EXAMPLES

# Enough for the slowest medium on a busy machine.
PATIENCE = 60_000  # milliseconds

_PROMPTS = {example.chip: example.prompt for examples in EXAMPLES.values() for example in examples}

NAMES = {"video": "Video", "audio": "Audio", "three_d": "3D", "image": "Image"}


def go_to(page: Page, name: str) -> None:
    """Opens a page by the navigation and waits for its form."""
    page.get_by_test_id("stTopNavLink").filter(has_text=name).click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    expect(generate_button(page)).to_be_enabled()


def open_address(page: Page, url: str) -> None:
    """Opens a page by its own address and waits for its form."""
    page.goto(url)
    expect(generate_button(page)).to_be_enabled()


def generate_button(page: Page) -> Locator:
    """The button that spends."""
    return page.get_by_test_id("stBaseButton-primary").filter(has_text="Generate")


def prompt(page: Page) -> Locator:
    """The large text."""
    return page.get_by_test_id("stTextArea").first.locator("textarea")


def pick(page: Page, chip: str) -> None:
    """Presses an idea and waits until its words stand in the prompt."""
    page.get_by_role("button", name=chip).click()
    expect(prompt(page)).to_have_value(_PROMPTS[chip])


def press_generate(page: Page) -> None:
    """Presses the button, once it tells a price, and waits until the page shows what came of it."""
    wait_for_price(page)
    generate_button(page).click()
    toast = page.get_by_text("You may go on working")
    # A toast is a passing thing, and a picture may be there before anybody looked for it.
    began = toast.or_(page.get_by_role("progressbar")).or_(page.get_by_text("Details", exact=True))
    expect(began.first).to_be_visible()


def choose_model(page: Page, name: str) -> None:
    """Chooses a model from the list of all, and waits until the page shows it."""
    page.get_by_role("button", name="Change model").click()
    search = page.get_by_role("combobox", name="Search models")
    expect(search).to_be_focused()
    search.fill(name)
    expect(page.get_by_role("listbox", name="Models").get_by_role("option").first).to_contain_text(name)
    page.keyboard.press("Enter")
    expect(page.locator("[class*=st-key-model-card]")).to_contain_text(name)


def wait_for_price(page: Page) -> None:
    """Waits until the button says what the form costs."""
    expect(generate_button(page)).to_contain_text("CU")


def pictures(page: Page) -> Locator:
    """The pictures of results; the card of the chosen model has one of its own."""
    return page.locator("[data-testid=stImage] img:not([alt^='Example by'])")


def no_traceback(page: Page) -> None:
    """Nothing on the page is an exception."""
    expect(page.get_by_test_id("stException")).to_have_count(0)

"""Help with the prompt, with a real mouse: a double click pays once, and the visitor's words stay theirs."""

from playwright.sync_api import expect

from tests.browser.conftest import App, Visitor
from tests.browser.steps import no_traceback, open_address, prompt

IMPROVE = "POST /generate/prompt"


def test_a_double_click_on_improve_pays_once_and_replaces_nothing(keyed: App, visitor: Visitor) -> None:
    """Use this replaces, Undo takes it back, and a dialog that was closed keeps what was paid for."""
    assert keyed.sandbox is not None
    page, paid = visitor.page, keyed.sandbox.requests[IMPROVE]
    open_address(page, f"{keyed.url}/image")
    prompt(page).fill("A paper boat")
    prompt(page).blur()
    page.get_by_role("button", name="Improve").click()
    page.get_by_role("button", name="Improve · 3.75 CU").dblclick()
    use = page.get_by_role("button", name="Use this")
    expect(use).to_be_visible()
    assert keyed.sandbox.requests[IMPROVE] == paid + 1
    expect(prompt(page)).to_have_value("A paper boat")

    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stDialog")).to_have_count(0)
    page.get_by_role("button", name="Improve").click()
    page.wait_for_timeout(1000)  # a click too soon after an answer is taken for an echo
    use.click()
    expect(prompt(page)).not_to_have_value("A paper boat")
    page.get_by_role("button", name="Undo").click()
    expect(prompt(page)).to_have_value("A paper boat")
    assert keyed.sandbox.requests[IMPROVE] == paid + 1
    no_traceback(page)

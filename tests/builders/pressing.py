"""A press in a browser that leads to another page."""

from playwright.sync_api import Locator, Page


def press(page: Page, what: str | Locator) -> None:
    """Press a link, or a button that sends its form, and wait for the page it leads to: what was sent is done by then.

    `what`: the element, or its name (the first of that name). Not for a press that changes only a part of the page, or unfolds
    something: no other page comes, and this would wait in vain.
    """
    with page.expect_navigation():
        (page.locator(f'[data-test="{what}"]').first if isinstance(what, str) else what).click()

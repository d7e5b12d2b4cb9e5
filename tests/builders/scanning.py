"""A card scanner: a keyboard that types too fast for a person."""

import time

from playwright.sync_api import Page

ENTER = {"key": "Enter", "text": "\r", "code": "Enter", "windowsVirtualKeyCode": 13}
GAP = 0.004  # s between two letters, as a wedge scanner of a counter sends them


def scan(page: Page, text: str) -> None:
    """Letters, then Enter, each with the time at which a scanner would have sent it, however busy this machine is."""
    line = page.context.new_cdp_session(page)
    at = time.time()
    for letter in [*text, "Enter"]:
        at += GAP
        said = ENTER if letter == "Enter" else {"key": letter, "text": letter}
        line.send("Input.dispatchKeyEvent", {"type": "keyDown", "timestamp": at, **said})
        line.send("Input.dispatchKeyEvent", {"type": "keyUp", "timestamp": at, **{k: v for k, v in said.items() if k != "text"}})
    line.detach()

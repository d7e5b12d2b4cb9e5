"""Calls of the hall in a real browser with short clips: one after the other, twice each, never two at once."""

import io
import json
import shutil
import wave
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from thanthien.doors import hall

SCRIPT = Path(hall.__file__).parents[1] / "static" / "parts" / "call.js"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-dev-shm-usage"]
WITH_SOUND, AFTER_A_TAP = "--autoplay-policy=no-user-gesture-required", "--autoplay-policy=document-user-activation-required"
NAMES = ["chime", "moi-so", "den", "quay", *"ABK", *"0123456789", "10", "11", "12"]
START = """
window.shown = [];
window.caller = ThanThien.caller({base: "http://hall.test/voice/", onStart(call) { shown.push("+" + call.label); },
  onEnd(call) { shown.push("-" + call.label); }, onSound(state) { window.sound = state; }});
"""


def clip(milliseconds: int) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(b"\0\0" * (8 * milliseconds))
    return out.getvalue()


def serve(page: Page, *, voice: str | None) -> None:
    """A page without a server: every address of hall.test is answered from here."""
    names = NAMES if voice else ["chime"]
    manifest = {
        "voice": voice,
        "language": "vi",
        "clips": {name: {"file": f"{name}.wav", "ms": 40, "text": name} for name in names},
    }

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix("http://hall.test/")
        if path == "voice/manifest.json":
            route.fulfill(body=json.dumps(manifest), content_type="application/json")
        elif path.endswith(".wav"):
            route.fulfill(body=clip(40), content_type="audio/wav")
        else:
            # in the page itself: what is evaluated from outside counts as a tap
            route.fulfill(
                body=f"<!doctype html><script>{SCRIPT.read_text()}{START}</script>", content_type="text/html; charset=utf-8"
            )

    page.route("http://hall.test/**", answer)
    page.goto("http://hall.test/")
    page.wait_for_function("window.sound !== undefined")


@pytest.fixture
def hall_page(request, play):
    browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=[*FLAGS, *request.param])
    yield browser.new_page()
    browser.close()


@pytest.mark.thread("FQM#138")
@pytest.mark.browser
@pytest.mark.parametrize("hall_page", [[WITH_SOUND]], indirect=True)
def test_three_calls_at_once_are_said_in_order_twice_and_never_together(hall_page):
    serve(hall_page, voice="test")
    hall_page.evaluate("for (const [label, counter] of [['A020', 2], ['B007', 1], ['A021', 12]]) caller.say({label, counter})")
    hall_page.evaluate("caller.say({label: 'B007', counter: 1})")  # the officer presses again while it still waits: one call
    hall_page.wait_for_function("caller.history.length === 3", timeout=30_000)
    history = hall_page.evaluate("caller.history")
    assert [(call["label"], call["counter"], call["times"]) for call in history] == [
        ("A020", 2, 2),
        ("B007", 1, 2),
        ("A021", 12, 2),
    ]
    assert all(one["to"] <= other["from"] for one, other in zip(history, history[1:], strict=False))
    assert all(call["to"] - call["from"] > 1200 for call in history)  # the gap between the two times
    assert hall_page.evaluate("shown") == ["+A020", "-A020", "+B007", "-B007", "+A021", "-A021"]
    assert hall_page.evaluate("sound") == {"on": True, "voice": "test"}


@pytest.mark.browser
@pytest.mark.parametrize("hall_page", [[WITH_SOUND]], indirect=True)
def test_a_call_taken_back_is_not_said_and_a_crowd_is_called_once_each(hall_page):
    serve(hall_page, voice="test")
    hall_page.evaluate("for (let n = 1; n <= 5; n += 1) caller.say({label: 'K00' + n, counter: n})")
    hall_page.evaluate("caller.drop('K003')")
    hall_page.wait_for_function("caller.history.length === 4", timeout=30_000)
    history = hall_page.evaluate("caller.history")
    assert [call["label"] for call in history] == ["K001", "K002", "K004", "K005"]
    assert history[0]["times"] == 1 and history[-1]["times"] == 2  # with three waiting each is said once


@pytest.mark.browser
@pytest.mark.parametrize("hall_page", [[WITH_SOUND]], indirect=True)
def test_a_burst_after_a_lost_network_says_only_what_still_holds(hall_page):
    serve(hall_page, voice="test")
    hall_page.evaluate(
        "for (let n = 1; n <= 9; n += 1) { caller.drop('A00' + (n - 1)); caller.say({label: 'A00' + n, counter: 1}); }"
    )
    hall_page.wait_for_function("caller.history.some(call => call.label === 'A009')", timeout=30_000)
    assert [call["label"] for call in hall_page.evaluate("caller.history") if call["times"]] == ["A009"]


@pytest.mark.browser
@pytest.mark.parametrize("hall_page", [[WITH_SOUND]], indirect=True)
def test_without_a_voice_there_is_the_chime_and_the_page_knows(hall_page):
    serve(hall_page, voice=None)
    hall_page.evaluate("caller.say({label: 'A020', counter: 2})")
    hall_page.wait_for_function("caller.history.length === 1", timeout=30_000)
    assert hall_page.evaluate("sound") == {"on": True, "voice": None}
    assert hall_page.evaluate("caller.history[0].times") == 0


@pytest.mark.browser
@pytest.mark.parametrize("hall_page", [[AFTER_A_TAP]], indirect=True)
def test_before_the_first_tap_numbers_are_shown_in_silence(hall_page):
    serve(hall_page, voice="test")
    assert hall_page.evaluate("sound.on") is False
    hall_page.evaluate("caller.say({label: 'A020', counter: 2})")
    hall_page.wait_for_function("shown.length === 1")
    hall_page.mouse.click(10, 10)
    hall_page.evaluate("caller.unlock()")
    hall_page.wait_for_function("sound.on === true")

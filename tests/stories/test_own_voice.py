"""The office records its voice in a browser with a microphone, lets the hall use it, and the display says a call with it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from queueing.test_recording import noise, tone, wav
from stories.conftest import CHROMIUM, FLAGS, Server

pytestmark = pytest.mark.browser
UNIT = "15148"
MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]

ADMINISTRATOR = f"""
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.conf import settings
from thanthien.people import actions as people
from thanthien.people.models import Officer
from thanthien.people.rules import Role
from thanthien.people.scoping import in_unit
from thanthien.shared.actor import system
from thanthien.shared.clock import now
with in_unit("{UNIT}"):
    officer = Officer.objects.filter(login="giong.qt").first() or people.add_officer(
        unit="{UNIT}", login="giong.qt", name="Lương Văn An", roles=(Role.ADMIN,), by=system("{UNIT}"), at=now())
session = SessionStore()
session[SESSION_KEY] = str(officer.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
session[HASH_SESSION_KEY] = officer.get_session_auth_hash()
session.save()
print(session.session_key)
"""
CALL = f"""
from thanthien.people.actions import open_counter
from thanthien.people.models import Counter
from thanthien.people.queries import actor_for, officers_with
from thanthien.people.rules import Role
from thanthien.people.scoping import in_unit
from thanthien.queueing import actions, queries
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of, now
with in_unit("{UNIT}"):
    counter = Counter.objects.filter(unit_id="{UNIT}", number=1).first()
    if counter.officer is None:
        free = officers_with(unit="{UNIT}", role=Role.ONE_STOP, on=now().date())[0]
        counter = open_counter(counter=counter, officer=free, by=actor_for(free, on=now().date()), at=now())
    by = actor_for(counter.officer, on=now().date())
    for service in queries.services(unit="{UNIT}", day=day_of(now())):
        if counter.number in service.counters:
            actions.take_ticket(unit="{UNIT}", service=service.service, channel="guide", by=by, at=now())
            break
    if queries.present(counter=counter):
        actions.finish(counter=counter, by=by, at=now())
    called = actions.call_next(counter=counter, by=by, at=now())
    print(called.label, counter.number)
"""


@pytest.fixture(scope="module")
def with_microphone(play: Playwright) -> Iterator[Browser]:
    started = play.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *MICROPHONE])
    yield started
    started.close()


@pytest.fixture
def signed_in(server: Server, with_microphone: Browser) -> Iterator[Page]:
    """A page of the administrator that fails the test when a script of ours fails or the policy of the page is broken."""
    key = server.python(ADMINISTRATOR).strip().splitlines()[-1]
    context = with_microphone.new_context(viewport={"width": 1280, "height": 800})
    context.add_cookies([{"name": "sessionid", "value": key, "url": server.address}])
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda said: broken.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    context.close()
    assert broken == []


def spoken(name: str) -> bytes:
    return wav(noise(0.2) + tone(0.35, loud=5_000, pitch=180 + 7 * len(name)) + noise(0.2))


def said_on(display: Page, label: str) -> dict:
    """What the display noted of the call of `label`, once it has been said."""
    for _ in range(120):
        for call in display.evaluate("window.ThanThien.spoken"):
            if call["label"] == label:
                return call
        display.wait_for_timeout(250)
    raise AssertionError(f"{label} was not said")


def test_recorded_in_the_browser_and_said_on_the_display(server: Server, signed_in: Page):
    page = signed_in
    page.goto(f"{server.address}/quan-tri/giong-noi")
    need = int(re.search(r"/ (\d+)", page.get_by_test_id("progress").inner_text())[1])
    expect(page.get_by_test_id("switch")).to_be_disabled()

    # two sentences through the microphone: it beeps each second
    for at, name in enumerate(("moi-so", "den"), 1):
        page.get_by_test_id("record").click()
        page.wait_for_timeout(2_300)
        page.get_by_test_id("record").click()
        expect(page.get_by_test_id(f"clip-{name}")).to_have_class(re.compile("have"))
        expect(page.get_by_test_id("progress")).to_contain_text(f"{at} /")
    expect(page.get_by_test_id("text")).to_have_text("quầy")  # the next one that is missing stands ready
    expect(page.get_by_test_id("listen")).to_be_enabled()
    page.get_by_test_id("listen").click()

    # the rest as files, decoded in the page
    missing = page.evaluate("Array.from(document.querySelectorAll('[data-clip]:not(.have)'), clip => clip.dataset.clip)")
    for at, name in enumerate(missing[: need - 2], 3):
        page.get_by_test_id(f"file-{name}").set_input_files(
            files=[{"name": f"{name}.wav", "mimeType": "audio/wav", "buffer": spoken(name)}]
        )
        expect(page.get_by_test_id("progress")).to_contain_text(f"{at} /")
    expect(page.get_by_test_id("progress")).to_contain_text(f"{need} / {need}")

    page.get_by_test_id("try").click()
    expect(page.get_by_test_id("tried")).to_contain_text("mời số a không một hai đến quầy ba")
    page.get_by_test_id("switch").click()
    expect(page.get_by_test_id("voice-now")).to_contain_text("giọng của xã")

    display = page.context.new_page()
    fetched: list[str] = []
    display.on("response", lambda answer: fetched.append(answer.url) if answer.ok else None)
    display.goto(f"{server.address}/sanh/{UNIT}/man-hinh")
    expect(display.locator("[data-sound]")).to_have_attribute("data-sound", "voice", timeout=20_000)
    own = [url for url in fetched if re.search(r"/giong/(moi-so|den|quay)-[0-9a-f]{16}\.wav$", url)]
    assert len(own) == 3
    label, counter = server.python(CALL).split()[-2:]
    said = said_on(display, label)
    assert said["times"] >= 1 and str(said["counter"]) == counter

    # and the machine's voice again, without touching the display
    page.get_by_test_id("switch").click()
    expect(page.get_by_test_id("voice-now")).to_contain_text("giọng máy")
    manifest = page.request.get(f"{server.address}/sanh/{UNIT}/giong/manifest.json").json()
    assert manifest["clips"]["moi-so"]["file"] == "moi-so.wav"


def test_a_recording_of_silence_is_refused_in_words_and_the_page_goes_on(server: Server, signed_in: Page):
    page = signed_in
    page.goto(f"{server.address}/quan-tri/giong-noi")
    before = page.get_by_test_id("progress").inner_text()
    page.get_by_test_id("file-Z").set_input_files(files=[{"name": "z.wav", "mimeType": "audio/wav", "buffer": wav([0] * 16_000)}])
    expect(page.get_by_test_id("voice-wrong")).to_have_text("Chưa nghe thấy tiếng. Nói gần micrô hơn rồi thu lại.")
    page.get_by_test_id("file-Z").set_input_files(
        files=[{"name": "z.mp3", "mimeType": "audio/mpeg", "buffer": b"not sound at all"}]
    )
    expect(page.get_by_test_id("voice-wrong")).to_contain_text("Máy này không mở được tệp ấy")
    assert page.get_by_test_id("progress").inner_text() == before

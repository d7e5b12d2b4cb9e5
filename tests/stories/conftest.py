"""Stories in a real browser: a real server on its own port, its own database, the demonstration commune without history."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from builders.pressing import press
from builders.serving import ROOT, Server, running_office

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync", "--disable-dev-shm-usage", "--autoplay-policy=no-user-gesture-required",
]  # fmt: skip


RESULTS = ROOT / "test-results"
FAILED: pytest.StashKey[list[bool]] = pytest.StashKey()
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)  # as long as a page waits for an element


@pytest.fixture(scope="session")
def prepared(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("office") / "home"


@pytest.fixture(scope="module")
def server(prepared: Path) -> Iterator[Server]:
    """An office for the stories of one file; what they leave behind disturbs nobody."""
    with running_office(prepared) as running:
        yield running


@pytest.fixture(scope="session")
def browser(play: Playwright) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("Chromium is missing: it is in deploy/debian-packages")
    started = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield started
    started.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    item.stash.setdefault(FAILED, []).append(report.failed)
    return report


@pytest.fixture
def open_page(browser: Browser, server: Server, request):
    """Open a page in a fresh browser context (its own cookies); fails the story on a script error or a broken content policy."""
    contexts, errors = [], []

    def make(path: str = "/", *, width: int = 1280, height: int = 800, **more) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, base_url=server.address, locale="vi-VN", **more
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if "Content Security Policy" in line.text else None)
        page.goto(path)
        return page

    yield make
    for number, context in enumerate(contexts):
        if any(request.node.stash.get(FAILED, [])):
            context.pages[0].screenshot(path=RESULTS / f"{request.node.name}-{number}.png")
        context.close()
    assert not errors, errors


@pytest.fixture
def enter(open_page):
    """Log in as an officer of the demonstration and arrive at a page."""

    def make(login: str, path: str = "", **more) -> Page:
        page = open_page("/demo", **more)
        press(page, f"enter-{login}")
        if path:
            page.goto(path)
        return page

    return make

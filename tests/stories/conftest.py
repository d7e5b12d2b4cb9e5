"""Stories in a real browser: a real server on its own port, its own database, the demonstration commune without history."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync", "--disable-dev-shm-usage", "--autoplay-policy=no-user-gesture-required",
]  # fmt: skip


RESULTS = ROOT / "test-results"
FAILED: pytest.StashKey[list[bool]] = pytest.StashKey()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Server:
    """A running office: `address`, and the environment to run commands in it."""

    address: str
    env: dict[str, str]
    process: subprocess.Popen

    def run(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "thanthien", *command], env=self.env, cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def python(self, code: str) -> str:
        """Run a few lines inside the office (another process of the same installation)."""
        start = "from thanthien.config.sqlite import use_bundled_sqlite; use_bundled_sqlite()\nimport django; django.setup()\n"
        done = subprocess.run([sys.executable, "-c", start + code], env=self.env, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def _database(home: Path) -> str | None:
    """On PostgreSQL the stories get a database of their own beside the tests'."""
    address = os.environ.get("THANTHIEN_DATABASE", "")
    if not address.startswith("postgres"):
        return None
    import psycopg

    head, _, tail = address.partition("?")
    name = f"story_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as line:
        line.execute(f"DROP DATABASE IF EXISTS {name}")
        line.execute(f"CREATE DATABASE {name}")
    return f"{head.rsplit('/', 1)[0]}/{name}?{tail}"


@contextmanager
def running_office(**more: str) -> Iterator[Server]:
    """A server process with the demonstration commune; stopped and removed afterwards."""
    home = Path(tempfile.mkdtemp(prefix="thanthien-story-"))
    port = free_port()
    env = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "THANTHIEN_DATABASE", "THANTHIEN_ANCHORS"}}
    env |= {
        "PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "thanthien.config.settings", "THANTHIEN_HOME": str(home),
        "THANTHIEN_DEMO": "1", "PORT": str(port), **more,
    }  # fmt: skip
    database = _database(home)
    if database:
        env["THANTHIEN_DATABASE"] = database
    prepare = subprocess.run(
        [sys.executable, "-m", "thanthien", "demo", "--days", "0", "--no-serve"],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert prepare.returncode == 0, prepare.stdout + prepare.stderr
    log = (home / "server.log").open("w")
    process = subprocess.Popen(
        [sys.executable, "-m", "thanthien", "serve", "--host", "127.0.0.1"], env=env, cwd=ROOT, stdout=log, stderr=log
    )
    server = Server(f"http://127.0.0.1:{port}", env, process)
    try:
        _wait(server, home / "server.log")
        yield server
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
        text = (home / "server.log").read_text()
        shutil.rmtree(home, ignore_errors=True)
        assert "Traceback" not in text, text[-4000:]


def _wait(server: Server, log: Path) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(server.address + "/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            assert server.process.poll() is None, log.read_text()
            time.sleep(0.1)
    raise AssertionError("the office did not become ready")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with running_office() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("Chromium is missing: it is in deploy/debian-packages")
    with sync_playwright() as play:
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
        page.set_default_timeout(15000)
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
        page.locator(f'[data-test="enter-{login}"]').click()
        page.wait_for_load_state()
        if path:
            page.goto(path)
        return page

    return make

"""Offices that run for a story: a real server on its own port, its own home, its own database."""

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
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_counted = count(1)


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
        start += "from django_scopes import scopes_disabled; everything = scopes_disabled(); everything.__enter__()\n"
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
    name = f"story_{os.getpid()}_{next(_counted)}"
    with psycopg.connect(address, autocommit=True) as line:
        line.execute(f"DROP DATABASE IF EXISTS {name}")
        line.execute(f"CREATE DATABASE {name}")
    return f"{head.rsplit('/', 1)[0]}/{name}?{tail}"


@contextmanager
def environment(**more: str) -> Iterator[tuple[Path, dict[str, str]]]:
    """An empty home of its own, and the variables with which commands run in it; removed afterwards."""
    home = Path(tempfile.mkdtemp(prefix="thanthien-story-"))
    env = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "THANTHIEN_DATABASE", "THANTHIEN_ANCHORS"}}
    env |= {
        "PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "thanthien.config.settings", "THANTHIEN_HOME": str(home),
        "THANTHIEN_DEMO": "1", "PORT": str(free_port()), **more,
    }  # fmt: skip
    database = _database(home)
    if database:
        env["THANTHIEN_DATABASE"] = database
    try:
        yield home, env
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def serving(home: Path, env: dict[str, str], command: list[str], *, kind: type[Server] = Server) -> Iterator[Server]:
    """The server process of a home; stopped afterwards, and its console holds no traceback."""
    log = (home / "server.log").open("w")
    process = subprocess.Popen(command, env=env, cwd=ROOT, stdout=log, stderr=log)
    server = kind(f"http://127.0.0.1:{env['PORT']}", env, process)
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
        assert "Traceback" not in text, text[-4000:]


@contextmanager
def running_office(prepared: Path | None = None, **more: str) -> Iterator[Server]:
    """A server process with the demonstration commune; stopped and removed afterwards.

    `prepared`: a folder that keeps the commune as it stands in the beginning, filled by whoever comes first (SQLite only).
    """
    with environment(**more) as (home, env):
        if prepared is not None and prepared.exists():
            shutil.copytree(prepared, home, dirs_exist_ok=True)
        else:
            command = [sys.executable, "-m", "thanthien", "demo", "--days", "0", "--no-serve"]
            done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr
            if prepared is not None and "THANTHIEN_DATABASE" not in env:
                shutil.copytree(home, prepared)
        with serving(home, env, [sys.executable, "-m", "thanthien", "serve", "--host", "127.0.0.1"]) as server:
            yield server


def _wait(server: Server, log: Path) -> None:
    """Until the office answers, or its process ends; many times what a start takes where other work fills the cores."""
    for _ in range(1_800):
        try:
            with urllib.request.urlopen(server.address + "/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            assert server.process.poll() is None, log.read_text()
            time.sleep(0.1)
    raise AssertionError("the office did not become ready")

"""An office that may be killed, people who press its buttons over HTTP, and a look into its tables from outside."""

import atexit
import fcntl
import http.client
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [path for path in (str(ROOT / "src"), str(ROOT / "tests")) if path not in sys.path]

from builders.serving import environment  # noqa: E402

UNIT = "15148"
START_SECONDS = 60
# A matter of every day at counter 1: a copy from the register, one paper, whose broken name the first officer wrote out
MATTER = "2.000635"


@dataclass
class Office:
    """The commune of the demonstration, empty of people, whose server process can be started and killed at will."""

    home: Path
    env: dict[str, str]
    process: subprocess.Popen | None = None
    starts: list[float] = field(default_factory=list)

    @property
    def port(self) -> int:
        return int(self.env["PORT"])

    @property
    def on_sqlite(self) -> bool:
        return not self.env.get("THANTHIEN_DATABASE")

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess:
        """One command of the office in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "thanthien", *command], env=self.env, cwd=ROOT, capture_output=True, text=True, check=False
        )
        if check and done.returncode:
            raise AssertionError(f"{command}: {done.stdout}{done.stderr}")
        return done

    def start(self, *, before: list[str] | None = None) -> float:
        """Start the server; seconds until it first answered 200. `before`: words in front of the command."""
        began = time.monotonic()
        with (self.home / "server.log").open("a") as log:
            command = [*(before or []), sys.executable, "-m", "thanthien", "serve", "--host", "127.0.0.1"]
            self.process = subprocess.Popen(command, env=self.env, cwd=ROOT, stdout=log, stderr=log)
        while time.monotonic() - began < START_SECONDS:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5) as answer:  # noqa: S310
                    if answer.status == 200:
                        self.starts.append(time.monotonic() - began)
                        return self.starts[-1]
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.02)
        raise AssertionError("the office did not start:\n" + (self.home / "server.log").read_text()[-4000:])

    def kill(self) -> None:
        """SIGKILL: nothing is closed, nothing is said."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """A polite stop, as systemd does it."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(how)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    @contextmanager
    def tables(self) -> Iterator["Tables"]:
        """A reader of the tables beside the server."""
        if self.on_sqlite:
            from thanthien.config.sqlite import use_bundled_sqlite

            use_bundled_sqlite()
            import sqlite3

            line = sqlite3.connect(self.home / "office.sqlite3", timeout=20)
        else:
            import psycopg

            line = psycopg.connect(self.env["THANTHIEN_DATABASE"], autocommit=True)
        try:
            yield Tables(line, self.on_sqlite)
        finally:
            line.close()

    def last_words(self) -> set[str]:
        """The errors of the server's console, without where they happened."""
        lines = (self.home / "server.log").read_text().splitlines()
        return {line for line in lines if line[:1].isalpha() and "Error" in line.split(":")[0]}

    def tracebacks(self) -> int:
        return (self.home / "server.log").read_text().count("Traceback")


@dataclass
class Tables:
    """Plain questions to either engine."""

    line: object
    on_sqlite: bool

    def rows(self, question: str, *values: object) -> list[tuple]:
        cursor = self.line.cursor()
        cursor.execute(question if self.on_sqlite else question.replace("?", "%s"), values)
        return cursor.fetchall()

    def one(self, question: str, *values: object) -> object:
        return self.rows(question, *values)[0][0]

    def change(self, order: str, *values: object) -> None:
        """What somebody does behind the office's back."""
        self.line.cursor().execute(order if self.on_sqlite else order.replace("?", "%s"), values)
        if self.on_sqlite:
            self.line.commit()

    def whole(self) -> bool:
        """SQLite's own check of every page and index; PostgreSQL has no such question, its recovery says so itself."""
        return not self.on_sqlite or self.one("PRAGMA integrity_check") == "ok"


@contextmanager
def built(*, sqlite: bool = False, **more: str) -> Iterator[Office]:
    """The commune as it opens in the morning; killed and removed afterwards. On PostgreSQL when THANTHIEN_DATABASE says so,
    unless `sqlite`.
    """
    with environment(**more) as (home, env):
        if sqlite:
            env.pop("THANTHIEN_DATABASE", None)
        office = Office(home, env)
        open_in_the_morning(office)
        try:
            yield office
        finally:
            office.kill()


def open_in_the_morning(office: Office) -> None:
    """The commune as it stands before anybody comes; on SQLite made once and copied afterwards."""
    if not office.on_sqlite:
        office.run("demo", "--days", "0", "--no-serve")
        return
    folder = _morning_folder()
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several processes of one test run share it: one makes it, the others wait
        if not (folder / "whole").exists():
            office.run("demo", "--days", "0", "--no-serve")
            shutil.copytree(office.home, folder / "part")
            (folder / "part").rename(folder / "whole")
            return
    shutil.copytree(folder / "whole", office.home, dirs_exist_ok=True)


@cache
def _morning_folder() -> Path:
    """Where the morning is kept: the folder that THANTHIEN_CRASH_MORNING names, else one of this process."""
    if given := os.environ.get("THANTHIEN_CRASH_MORNING"):
        Path(given).mkdir(parents=True, exist_ok=True)
        return Path(given)
    folder = Path(tempfile.mkdtemp(prefix="thanthien-morning-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


class Refused(Exception):
    """The office answered, and not as hoped."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__(f"{status}: {body[:300]}")
        self.status, self.body = status, body


class Person:
    """One browser without scripts. Raises OSError or HTTPException when the office is not there."""

    def __init__(self, office: Office, login: str, *, counter: int | None = None) -> None:
        self.office, self.login, self.cookies = office, login, {}
        self.line: http.client.HTTPConnection | None = None
        self.ask("GET", "/demo")
        self.ask("POST", f"/demo/vao/{login}", {})
        if counter is not None:
            with office.tables() as tables:
                seat = tables.one("SELECT id FROM people_counter WHERE unit_id = ? AND number = ?", UNIT, counter)
            self.ask("POST", "/quay/mo", {"counter": str(seat)})

    def ask(self, verb: str, path: str, data: dict[str, str] | None = None, **headers: str) -> tuple[int, dict, str]:
        """(status, headers, body); a status of 400 or more raises Refused."""
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", self.office.port, timeout=30)
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **headers}
        if verb == "POST":
            sent |= {"X-CSRFToken": self.cookies.get("csrftoken", ""), "Content-Type": "application/x-www-form-urlencoded"}
        try:
            self.line.request(verb, path, urlencode(data) if data is not None else None, sent)
            answer = self.line.getresponse()
            body = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            self.line.close()
            self.line = None
            raise
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, rest = value.partition(";")[0].partition("=")
                self.cookies[cookie] = rest
        if answer.status >= 400:
            raise Refused(answer.status, body)
        return answer.status, dict(answer.getheaders()), body

    def press(self, kind: str, key: str, letter: str = "A") -> str:
        """A number at the door or a reception at the counter; the code or the row that the answer showed."""
        return self.take_number(key, letter) if kind == "number" else self.receive(key)

    def take_number(self, key: str, letter: str = "A") -> str:
        """The code of a new number, taken at the kiosk's page with this key."""
        status, headers, body = self.ask("POST", f"/sanh/{UNIT}/lay-so", {"service": letter, "once": key})
        if status != 302:
            raise Refused(status, body)
        return urlsplit(headers["location"]).path.rsplit("/", 1)[-1]

    def receive(self, key: str, **more: str) -> str:
        """The row of a new dossier, received at this officer's counter with this key."""
        form = {
            "name": "Trương Thị Hiền", "id_number": "038192004317", "birth": "14/08/1992", "sex": "Nữ",
            "address": "Thôn Lương Thuận", "procedure": MATTER, "party": "self", "sets": "1", "channel": "counter",
            "payment": "cash", "once": key, **{f"paper-{n}": "ok" for n in mandatory(self.office)}, **more,
        }  # fmt: skip
        _, _, body = self.ask("POST", "/quay/nhan", form, **{"HX-Request": "true"})
        mark = body.find("/quay/huy/")
        if mark < 0:
            raise Refused(200, body)
        return body[mark + len("/quay/huy/") :].split('"')[0].split("&")[0]


def mandatory(office: Office) -> list[int]:
    """The papers that the matter asks for; read once an office."""
    if "MANDATORY" not in office.env:
        with office.tables() as tables:
            asked = tables.rows(
                'SELECT p."order" FROM procedures_procedurepaper p JOIN procedures_procedure q ON q.id = p.procedure_id '
                "WHERE q.code = ? AND p.mandatory = 'true'", MATTER,
            )  # fmt: skip
        office.env["MANDATORY"] = ",".join(str(row[0]) for row in asked)
    return [int(n) for n in office.env["MANDATORY"].split(",") if n]


def new_key() -> str:
    return uuid.uuid4().hex


class Acknowledged:
    """The list that outlives the fault: one line for each answer that a person saw, on the disk before the next is asked."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self.news = threading.Event()

    def note(self, kind: str, key: str, what: str) -> None:
        os.write(self.handle, f"{kind}\t{key}\t{what}\n".encode())
        os.fsync(self.handle)
        self.news.set()

    def wait_for_news(self) -> None:
        """Until somebody sees an answer, or a quarter of a minute."""
        self.news.clear()
        self.news.wait(15)

    def read(self) -> list[tuple[str, str, str]]:
        return [tuple(line.split("\t")) for line in self.path.read_text().splitlines()]

    def close(self) -> None:
        os.close(self.handle)

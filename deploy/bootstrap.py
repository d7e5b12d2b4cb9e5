"""Prepare a bare Debian 12 for the office (`run`) or also for its tests (`test`): python3 deploy/bootstrap.py run|test

Standard library only. Debian's packages, Python's and the pages' are fetched side by side; each is left alone when its list
has not changed, so a second run takes a moment. What cannot be had is said in one sentence with the line to type.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from progress import Board, seconds

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PURPOSES = ("run", "test")
REQUIREMENTS = {"run": ["requirements.txt"], "test": ["requirements.txt", "requirements-dev.txt"]}
OLDEST = (3, 11)


class SetupError(Exception):
    """A step that cannot be finished; the text says what to do, in Vietnamese and English."""


def follow(command: list, share_of, move, advice: str, **more) -> list:
    """Run `command`, hand every line to `share_of(line)` → share or None; the lines, or SetupError with advice and the tail."""
    tail: deque = deque(maxlen=400)
    try:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            errors="replace",
            cwd=ROOT,
            **more,
        )
    except FileNotFoundError:
        raise SetupError(advice) from None
    for line in process.stdout:
        tail.append(line.rstrip())
        share = share_of(line)
        if share is not None:
            move(share)
    if process.wait() != 0:
        raise SetupError(advice + "\n" + "\n".join("      " + line for line in list(tail)[-12:]))
    return list(tail)


def digest(*names: str) -> dict:
    """{name: SHA-256 of the file}, for files named from the top of the tree."""
    return {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in names}


def is_current(stamp: Path, wanted: dict) -> bool:
    """True when `stamp` already records all that is `wanted`; it may record more (tests contain the office)."""
    try:
        known = json.loads(stamp.read_text())
    except (OSError, ValueError):
        return False
    return all(known.get(name) == value for name, value in wanted.items())


def listed(text: str, purpose: str) -> list:
    """Package names of deploy/debian-packages that `purpose` needs; tests need the office's too."""
    rows = [line.split(None, 2) for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [row[0] for row in rows if row[1] in PURPOSES[: PURPOSES.index(purpose) + 1]]


def missing(wanted: list) -> list:
    """Those of `wanted` that dpkg does not know as installed; all of them where there is no dpkg."""
    if not shutil.which("dpkg-query"):
        return list(wanted)
    answer = subprocess.run(
        ["dpkg-query", "-W", "-f=${Package} ${db:Status-Status}\n", *wanted], capture_output=True, text=True, check=False
    )
    there = {line.split()[0] for line in answer.stdout.splitlines() if line.endswith(" installed")}
    return [name for name in wanted if name not in there]


def compiled(*folders: Path) -> None:
    """Bytecode of every module beside it. The service may not write where its code lies, and would compile 2,000 modules at each
    start. A package may carry a file that is no Python of today: nothing else follows from that.
    """
    command = [PYTHON, "-m", "compileall", "-q", "-j", "0", *folders]
    subprocess.run([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


class Setup:
    """One run: the steps of `purpose`, told on `board`."""

    def __init__(self, purpose: str, board: Board) -> None:
        self.purpose, self.board, self.notes = purpose, board, []

    def debian(self) -> None:
        title = "Gói Debian · Debian packages"
        wanted = missing(listed((ROOT / "deploy/debian-packages").read_text(), self.purpose))
        if not wanted:
            return self.board.done(title, "có sẵn · ready")
        line = "apt-get update && apt-get install -y --no-install-recommends " + " ".join(wanted)
        if os.geteuid() != 0 or not shutil.which("apt-get"):
            self.notes.append(
                f"Máy còn thiếu vài gói. Gõ dòng này rồi chạy lại (type this, then run again):\n\n    sudo sh -c '{line}'\n"
            )
            return self.board.done(title, "còn thiếu, đi tiếp · missing, going on", "!")
        self.board.start(title)
        try:
            self._apt(title, wanted)
        except SetupError as error:
            if self.purpose == "test":
                raise
            self.notes.append(f"{error}\n    Làm tay (by hand): {line}")
            return self.board.done(title, "chưa cài được, đi tiếp · not installed, going on", "!")
        return self.board.done(title)

    def _apt(self, title: str, wanted: list) -> None:
        # RUNLEVEL=1: a database server that comes as a package must not start by itself
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1", "LC_ALL": "C.UTF-8"}
        state = {"all": 60, "seen": 0}

        def share(line: str):
            count = re.search(r"(\d+) newly installed", line)
            if count:
                state["all"] = max(1, 3 * int(count.group(1)))
            elif line.startswith(("Get:", "Unpacking ", "Setting up ")):
                state["seen"] += 1
                return 0.05 + 0.95 * state["seen"] / state["all"]
            return None

        def move(value: float) -> None:
            self.board.move(title, value)

        advice = "Không tải được gói Debian; máy có mạng không? (Debian packages could not be fetched: is there a network?)"
        apt = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"]
        follow([*apt, "update"], lambda line: None, move, advice, env=env)
        follow([*apt, "install", "-y", "--no-install-recommends", *wanted], share, move, advice, env=env)

    def python(self) -> None:
        title = "Thư viện Python · Python packages"
        stamp, wanted = VENV / "setup-stamp.json", digest(*REQUIREMENTS[self.purpose])
        if not PYTHON.exists():
            self._venv()
        site = self._link()
        if is_current(stamp, wanted):
            compiled(ROOT / "src")
            return self.board.done(title, "có sẵn · ready")
        self.board.start(title)
        total = sum((ROOT / name).read_text().count("==") for name in wanted)
        state = {"seen": 0}

        def share(line: str):
            if line.startswith(("Collecting ", "Requirement already")):
                state["seen"] += 1
            return 0.95 if line.startswith("Installing collected") else 0.9 * state["seen"] / max(1, total)

        files = [part for name in wanted for part in ("-r", name)]
        quiet = [
            "--no-input",
            "--disable-pip-version-check",
            "--progress-bar",
            "off",
            "--no-warn-script-location",
            "--no-compile",
        ]
        follow(
            [PYTHON, "-m", "pip", "install", "--require-hashes", *quiet, *files],
            share,
            lambda value: self.board.move(title, value),
            "Không tải được thư viện Python; máy có mạng không? (Python packages could not be fetched: is there a network?)",
        )
        self.board.move(title, 0.97)
        compiled(site, ROOT / "src")
        stamp.write_text(json.dumps(wanted))
        return self.board.done(title)

    def _venv(self) -> None:
        title = "Thư mục .venv · virtual environment"
        self.board.start(title)
        follow(
            [sys.executable, "-m", "venv", "--clear", VENV],
            lambda line: None,
            lambda share: None,
            "Không tạo được .venv. Trên Debian, gõ (on Debian, type): apt-get install python3-venv",
        )
        self.board.done(title)

    def _link(self) -> Path:
        """Make `thanthien` importable and a command: a path file and a launcher, which need neither a build nor the network.
        Returns the folder of the packages.
        """
        site = next((VENV / "lib").glob("python3*")) / "site-packages"
        launcher = f"#!{PYTHON}\nimport sys\n\nfrom thanthien.__main__ import main\n\nsys.exit(main())\n"
        for path, text in ((site / "thanthien.pth", f"{ROOT / 'src'}\n"), (VENV / "bin" / "thanthien", launcher)):
            if not path.exists() or path.read_text() != text:
                path.write_text(text)
        (VENV / "bin" / "thanthien").chmod(0o755)
        return site

    def pages(self) -> None:
        title = "Gói của trang web · front-end packages"
        stamp = ROOT / "node_modules" / ".setup-stamp.json"
        wanted = {**digest("package.json", "package-lock.json"), **({"dev": True} if self.purpose == "test" else {})}
        if is_current(stamp, wanted):
            return self.board.done(title, "có sẵn · ready")
        self.board.start(title)
        follow(
            [
                "npm",
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--loglevel=error",
                *([] if "dev" in wanted else ["--omit=dev"]),
            ],
            lambda line: None,
            lambda share: None,
            "Không tải được gói của trang web; máy có nodejs, npm và mạng không? (npm could not fetch the front-end packages)",
        )
        stamp.write_text(json.dumps(wanted))
        return self.board.done(title)

    def assets(self) -> None:
        title = "Chữ, hình, giọng đọc · fonts and voice"
        self.board.start(title)

        def share(line: str):
            step = re.match(r"(\d+)/(\d+) ", line)
            return int(step.group(1)) / int(step.group(2)) if step else None

        lines = follow(
            [PYTHON, "-m", "thanthien.config.assets"],
            share,
            lambda value: self.board.move(title, value),
            "Chưa chuẩn bị được phông chữ và giọng đọc. (Fonts and voice could not be prepared.)",
        )
        self.notes += [line[2:] for line in lines if line.startswith("! ")]
        self.board.done(title, "" if any("/" in line for line in lines) else "có sẵn · ready")


def prepare(purpose: str, board: Board) -> int:
    """All steps; 0, or 1 after the sentences of what failed."""
    setup, began = Setup(purpose, board), time.monotonic()
    board.say("Thân Thiện · chuẩn bị máy · setting up")
    errors = []
    with ThreadPoolExecutor(3) as pool:
        lanes = [pool.submit(step) for step in (setup.debian, setup.python, setup.pages)]
        errors = [lane.exception() for lane in lanes if lane.exception()]
    if not errors:
        try:
            setup.assets()
        except SetupError as error:
            errors.append(error)
    for note in setup.notes:
        board.say(f"  ! {note}")
    for error in errors:
        if not isinstance(error, SetupError):
            raise error
        board.say(f"  ✗ {error}")
    board.say(f"  = {'chưa xong · not ready' if errors else 'xong · ready'}, {seconds(time.monotonic() - began)}")
    return 1 if errors else 0


def main(arguments: list) -> int:
    if sys.version_info < OLDEST:
        print("Cần Python 3.11 trở lên, như của Debian 12. (Python 3.11 or newer is needed.)")
        return 1
    if len(arguments) != 1 or arguments[0] not in PURPOSES:
        print("python3 deploy/bootstrap.py run|test")
        return 2
    handle = os.open(ROOT / "deploy", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)  # two terminals must not install into one .venv at once
    return prepare(arguments[0], Board())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""A PostgreSQL of one's own for the tests: python tests/postgres.py -- pytest …

Finds Debian's binaries, makes a database cluster in a new folder, listens on a Unix socket in it and nowhere else, runs the
command with THANTHIEN_DATABASE set, then stops the server and removes the folder. Without a command it prints the address and
runs until it is interrupted. PostgreSQL refuses to run as root, so root hands it to the user `postgres` (or `nobody`).
"""

import contextlib
import ctypes
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

NAME = "office"
START_SECONDS = 30


def binaries(top: Path = Path("/usr/lib/postgresql")) -> Path:
    """The folder of the newest `initdb` and `postgres` on this machine."""
    found = sorted(top.glob("*/bin/initdb"), key=lambda path: [int(n) for n in re.findall(r"\d+", path.parts[-3])])
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    raise SystemExit("PostgreSQL is not installed: apt-get install postgresql")


def server_user() -> dict:
    """How to start a child as somebody who is not root; empty when we are not root ourselves."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise SystemExit("root cannot run PostgreSQL and there is no user postgres or nobody")


def run_quietly(*command: object, **more: object) -> None:
    """Run to the end; raises SystemExit with what it said when it fails."""
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)
    if done.returncode:
        raise SystemExit(f"{command[0]} failed:\n{done.stdout}")


def die_with_parent() -> None:
    """Runs in the child before `exec`: should the tests be killed, Linux stops the server too (PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGINT)


def wait_until_ready(bin_dir: Path, folder: Path, server: subprocess.Popen) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        ready = subprocess.run([bin_dir / "pg_isready", "-q", "-h", folder, "-U", NAME, "-d", "postgres"], check=False)
        if ready.returncode == 0:
            return
        if server.poll() is not None:
            break
        time.sleep(0.05)
    raise SystemExit("PostgreSQL did not start:\n" + (folder / "log").read_text())


@contextlib.contextmanager
def running() -> Iterator[str]:
    """Yields the address of an empty database on a new server with its own durable settings (fsync on)."""
    bin_dir, user = binaries(), server_user()
    folder = Path(tempfile.mkdtemp(prefix="office-pg-"))
    server = None
    try:
        if user:
            os.chown(folder, user["user"], user["group"])
        run_quietly(
            bin_dir / "initdb", "-D", folder / "data", "-U", NAME, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N",
            cwd=folder, **user,
        )  # fmt: skip
        with (folder / "log").open("w") as log:
            server = subprocess.Popen(
                [bin_dir / "postgres", "-D", folder / "data", "-k", folder, "-c", "listen_addresses="],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=folder, start_new_session=True, preexec_fn=die_with_parent,
                **user,
            )  # fmt: skip
        wait_until_ready(bin_dir, folder, server)
        run_quietly(bin_dir / "createdb", "-h", folder, "-U", NAME, NAME, cwd=folder)
        yield f"postgresql://{NAME}@/{NAME}?host={folder}"
    finally:
        if server and server.poll() is None:
            server.send_signal(signal.SIGINT)  # "fast shutdown": ends sessions, writes a checkpoint, leaves
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: list[str]) -> int:
    # a polite stop must still stop the server
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    with running() as address:
        print(f"THANTHIEN_DATABASE={address}", flush=True)
        if command:
            return subprocess.run(command, env={**os.environ, "THANTHIEN_DATABASE": address}, check=False).returncode
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

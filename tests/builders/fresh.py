"""A machine without any office: prepared, served, its clock at an hour when offices work, its console read."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from builders.serving import ROOT, Server, environment, serving
from thanthien.shared.clock import VIETNAM

MORNING = datetime(2026, 11, 26, 8, 5, tzinfo=VIETNAM)  # a Thursday; the hall gives numbers only while it is open
AS_IF = """
import datetime, sys, time
import time_machine
from zoneinfo import ZoneInfo
start = datetime.datetime.fromtimestamp({moment} + time.time() - {begun}, tz=ZoneInfo("Asia/Ho_Chi_Minh"))
time_machine.travel(start, tick=True).start()
"""


class FreshServer(Server):
    """The same as any office, but its clock began at MORNING when the machine was started."""

    begun: float
    log: Path

    @property
    def clock(self) -> str:
        return AS_IF.format(moment=MORNING.timestamp(), begun=self.begun)

    def now(self) -> float:
        """The machine's present moment, as seconds since 1970: what a telephone beside it would show."""
        return MORNING.timestamp() + time.time() - self.begun

    def python(self, code: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", self.clock + "from thanthien.config.sqlite import use_bundled_sqlite; use_bundled_sqlite()\n"
             "import django; django.setup()\n" + code],
            env=self.env, cwd=ROOT, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def console_code(self) -> str:
        """The code that the console of the fresh machine shows."""
        return re.search(r"Mã cài đặt:\s+([0-9A-Z]{4}-[0-9A-Z]{4})", self.log.read_text())[1]


@contextmanager
def fresh_machine(**more: str) -> Iterator[FreshServer]:
    """`thanthien start` on an empty home; stopped and removed afterwards."""
    with environment(THANTHIEN_DEMO="0", **more) as (home, env):
        begun = time.time()
        run = AS_IF.format(moment=MORNING.timestamp(), begun=begun) + (
            'sys.argv = ["thanthien", "start", "--host", "127.0.0.1"]\nfrom thanthien.__main__ import main\nmain()\n'
        )
        with serving(home, env, [sys.executable, "-c", run], kind=FreshServer) as server:
            server.begun, server.log = begun, home / "server.log"
            yield server

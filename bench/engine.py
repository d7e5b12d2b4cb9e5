"""One engine measured: python -m bench.engine FILE seconds squeeze dossiers. THANTHIEN_HOME and THANTHIEN_DATABASE say where;
FILE gets JSON.
"""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bench.client import Ask, load
from bench.controls import commits
from bench.rows import Stage, counted, measure

SETTLED_S = 3  # the first tick of an office that has just started is over
SETTLED_FULL_S = 60  # with the clock's acts of the days between and, at night, the look at how 22 GB of tables are filled
ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running(command: list[str], port: int, path: str) -> Iterator[tuple[str, subprocess.Popen, float]]:
    """A server, once it answers; its address, process, and the seconds until the first answer."""
    log = Path(os.environ["THANTHIEN_HOME"]) / "server.log"
    start = time.monotonic()
    with log.open("ab") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PORT": str(port)}, stdout=out, stderr=out)
    address = f"http://127.0.0.1:{port}"
    try:
        while True:
            with contextlib.suppress(OSError), urllib.request.urlopen(address + path, timeout=5) as answer:
                if answer.status == 200:
                    break
            if process.poll() is not None or time.monotonic() - start > 60:
                raise SystemExit(f"the server did not start:\n{log.read_text()[-3000:]}")
            time.sleep(0.02)
        yield address, process, time.monotonic() - start
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()


def server(port: int, application: str, small: bool) -> list[str]:
    """How this engine is served: one process with threads for the small office, two WSGI workers for the province."""
    if small and application == "office":
        return [sys.executable, "-m", "thanthien", "serve", "--host", "127.0.0.1", "--port", str(port)]
    if small:
        return [sys.executable, "-m", "uvicorn", "bench.hello:application", "--port", str(port), "--log-level", "warning"]
    target = "thanthien.config.wsgi:application" if application == "office" else "bench.hello:pages"
    return [
        "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2", "--blocking-threads", "4",
        "--no-ws", "--log-level", "warning", target,
    ]  # fmt: skip


def prepare() -> None:
    from thanthien.config.sqlite import use_bundled_sqlite

    use_bundled_sqlite()
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def filled(dossiers: int) -> tuple[list[str], list[dict]]:
    """The office filled in bulk, now or before: its communes, and a row of how long that took and how large the database is."""
    from bench.bulk.__main__ import FILLED, size

    before = Path(os.environ["THANTHIEN_HOME"]) / FILLED
    if before.exists():
        made = json.loads(before.read_text(encoding="utf-8"))
        return made.pop("units"), [{"row": "filled", "clients": 0, **made}]
    if not dossiers:
        return [], []
    from bench.bulk.filling import fill
    from bench.bulk.living import lived
    from thanthien.config.loading import load_all
    from thanthien.journal.verify import verify
    from thanthien.shared.clock import now

    load_all()
    start = time.monotonic()
    mould = lived()
    lived_s = time.monotonic() - start
    codes = fill(mould, count=dossiers, until=now())
    filled_s = time.monotonic() - start - lived_s
    fault = verify()
    if fault is not None:
        raise SystemExit(f"the filled office does not verify: {fault}")
    verify_s = time.monotonic() - start - lived_s - filled_s
    made = {"lived": lived_s, "filled": filled_s, "verified": verify_s, "megabytes": size(), "dossiers": counted()}
    print(f"  {made}", flush=True)
    return codes, [{"row": "filled", "clients": 0, **made}]


def main(out: str, seconds: float, squeeze: float, dossiers: int) -> None:
    small = not os.environ.get("THANTHIEN_DATABASE", "")
    rows = commits(seconds=min(seconds, 3.0))
    port = free_port()
    with running(server(port, "hello", small), port, "/") as (address, _, _):
        ask = Ask("GET", "/", {})
        seen = load(address, [lambda n: ask] * 8, seconds=min(seconds, 3.0))
        rows.append({"row": "hello", "clients": 8, "rate": seen.rate, "p50": seen.percentile(0.5), "p99": seen.percentile(0.99)})
    prepare()
    from django.db import connections

    from bench.office import build

    codes, made = filled(dossiers)
    rows += made
    stage = Stage(communes=build(codes), seconds=seconds, small=small, squeeze=squeeze, filled=bool(made))
    connections.close_all()
    port = free_port()
    with running(server(port, "office", small), port, "/health") as (address, process, started):
        stage.address, stage.server = address, process.pid
        time.sleep(SETTLED_FULL_S if made else SETTLED_S)
        rows += measure(stage, process, started)
    Path(out).write_text(json.dumps(rows, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]))

"""Measure and write the page: python -m bench [--seconds 5] [--dossiers 100000 | --filled HOME] [--whole]
[--only sqlite|postgres] [--no-write].

As it is, a small office. With `--dossiers` each engine is measured a second time in an office that the bulk generator has filled
(10,000 dossiers took 22 s and 213 MB on SQLite, 26 s and 240 MB on PostgreSQL); with `--filled` SQLite is, in the home that
`python -m bench.bulk` has filled before (10⁶ dossiers take an hour to make). With `--whole` the loads of DIGIT last as long as
theirs did: twenty minutes for each office. With `--only` the other parts of the page stay as they are.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench.report import joined, page

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docs" / "generated" / "bench.md"
SQUEEZE = 6.0  # how many times shorter DIGIT's loads are than they were


def environment(home: Path) -> dict[str, str]:
    """The office's variables of a run: durable as ever, no second step at the door, nobody is written to."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("THANTHIEN_")}
    return kept | {
        "THANTHIEN_HOME": str(home), "THANTHIEN_MFA_REQUIRED": "0", "DJANGO_SETTINGS_MODULE": "thanthien.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "PATH": f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}",
    }  # fmt: skip


def run(engine: str, seconds: float, squeeze: float, dossiers: int = 0, home: Path | None = None) -> list[dict]:
    """One engine from nothing to its rows; with `dossiers` in an office that is filled before, or in `home` that was."""
    with tempfile.TemporaryDirectory(prefix="thanthien-bench-") as folder:
        out = Path(folder) / "rows.json"
        command = [sys.executable, "-m", "bench.engine", str(out), str(seconds), str(squeeze), str(dossiers)]
        if engine == "postgres":
            command = [sys.executable, str(ROOT / "tests" / "postgres.py"), "--", *command]
        print(engine, dossiers or "", flush=True)
        subprocess.run(command, cwd=ROOT, env=environment(home or Path(folder)), check=True)
        return json.loads(out.read_text())


def inside() -> list[dict]:
    """Where the processor's time of one request goes, measured in one process without a network."""
    with tempfile.TemporaryDirectory(prefix="thanthien-bench-") as folder:
        out = Path(folder) / "inside.json"
        command = [sys.executable, "-m", "bench.inside", "--json", str(out)]
        subprocess.run(command, cwd=ROOT, env=environment(Path(folder)), check=True)
        return json.loads(out.read_text())


def machine() -> str:
    """Cores, memory, system, and how busy it was when the run began."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.machine()}, load {load:.1f} at the start"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=5.0, help="of each row")
    asked.add_argument("--dossiers", type=int, default=0, help="measure a filled office beside the small one")
    asked.add_argument("--filled", type=Path, help="a home that bench.bulk has filled, measured on SQLite")
    asked.add_argument("--whole", action="store_true", help="the peers' loads at their full length")
    asked.add_argument("--only", choices=("sqlite", "postgres"))
    asked.add_argument("--no-write", action="store_true", help="print the page, leave docs/ as it is")
    given = asked.parse_args()
    where, when = machine(), datetime.now(UTC)
    squeeze = 1.0 if given.whole else SQUEEZE
    engines = [engine for engine in ("sqlite", "postgres") if given.only in (None, engine)]
    found = {engine: run(engine, given.seconds, squeeze) for engine in engines}
    filled = {engine: run(engine, given.seconds, squeeze, given.dossiers) for engine in engines if given.dossiers}
    if given.filled:
        filled["sqlite"] = run("sqlite", given.seconds, squeeze, home=given.filled.resolve())
    command = " ".join(["python -m bench", *sys.argv[1:]])
    text = page(found, filled, inside(), command=command, machine=where, when=when, seconds=given.seconds, squeeze=squeeze)
    if given.no_write:
        print(text)
    else:
        before = OUT.read_text(encoding="utf-8") if given.only and OUT.exists() else ""
        OUT.write_text(joined(before, text) if before else text, encoding="utf-8")
        print(OUT.relative_to(ROOT))


if __name__ == "__main__":
    main()

"""The faults at full length, one after another, and the report: python -m bench.crash [short] [NAME=SIZE …]

Without names all of them run (about an hour on two cores); with names only these, and the report says what was not run.
On PostgreSQL: python tests/postgres.py -- python -m bench.crash kill restoring tamper …
"""

import os
import platform
import sys
import time
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "docs" / "generated" / "crash.md"
# Module → what it is, in the order in which they run; a module without sizes has one
NAMES = (
    "kill", "library", "restoring", "power", "broken", "clock", "printer", "migrating", "tamper", "replay", "race", "full",
    "litestream",
)  # fmt: skip
HEAD = """# What the office lives through · Những hỏng hóc văn phòng chịu được

Each row is made by `python -m bench.crash NAME=SIZE` (`make torture` makes all at full length); last on {machine}, {when} UTC.
Times are of whatever else the machine did meanwhile.
"""


def machine() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    system = f"{platform.system()} {platform.release().split('-')[0]}, Python {platform.python_version()}"
    return f"{os.cpu_count()} cores ({model}), {gib:.0f} GiB, {system}"


def main(words: list[str]) -> int:
    short = "short" in words
    sizes = dict(word.partition("=")[::2] for word in words if word != "short")
    rows, bad = [], 0
    for name in [one for one in NAMES if not sizes or one in sizes]:
        module = import_module(f"bench.crash.{name}")
        size = int(sizes.get(name) or (module.SHORT if short else module.LONG)) if hasattr(module, "LONG") else None
        began = time.monotonic()
        print(f"{name} {size or ''} …", flush=True)
        found = module.run(size) if size else module.run()
        bad += bool(found.faults)
        made_by = f"`{name}={size}`" if size else f"`{name}`"
        rows.append((*found.row(), made_by, f"{time.monotonic() - began:.0f} s"))
        print("  " + " | ".join(rows[-1]), flush=True)
        write(rows)
    return bad


def write(rows: list[tuple]) -> None:
    """The report so far. Rows of the other engine, and of faults that were not run now, stay as they were."""
    old = [line for line in REPORT.read_text().splitlines() if line.startswith("| R")] if REPORT.exists() else []
    new = ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in rows]
    firsts = {line.split("|")[1] for line in new}
    lines = sorted([*(line for line in old if line.split("|")[1] not in firsts), *new], key=_place)
    text = HEAD.format(machine=machine(), when=f"{datetime.now(UTC):%Y-%m-%d %H:%M}")
    REPORT.write_text("\n".join([text, "| fault | done | found | made by | took |", "|---|---|---|---|---|", *lines, ""]))


def _place(line: str) -> tuple[int, str]:
    name = line.split("|")[1].split()[0]
    return int(name.lstrip("R")), line


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""R19: somebody with the database file in their hands changes one thing. `verify` must see it, each time, and nothing when clean.

A way of tampering is drawn by dice: a column of an entry or of a witnessed row changed, a row deleted, doubled, swapped, the tail
cut with its head. It is done inside a transaction, looked at by the same `verify` that the command runs, and rolled back.
"""

import json
import subprocess
import sys
from dataclasses import dataclass, field

from bench.crash.office import ROOT, Office, built

SHORT, LONG = 60, 10_000
CLEAN_EACH = 10


@dataclass
class Found:
    engine: str
    tried: dict[str, int] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    clean: int = 0
    alarms: int = 0

    @property
    def faults(self) -> list[str]:
        return [f"not seen: {what}" for what in self.missed] + ([f"{self.alarms} false alarms"] if self.alarms else [])

    def row(self) -> tuple[str, str, str]:
        ways = ", ".join(f"{count} {how}" for how, count in sorted(self.tried.items()))
        total = sum(self.tried.values())
        seen = f"{total - len(self.missed)} of {total} seen, {self.alarms} false alarms in {self.clean} clean looks"
        return f"R19 tampering, {self.engine}", ways, f"**{self.faults[:5]}**" if self.faults else seen


def run(times: int, *, seed: int = 19) -> Found:
    """Let an office live some days, then tamper `times` times."""
    with built() as office:
        office.run("demo", "--days", "2" if times > SHORT else "1", "--no-serve")
        facts = _inside(office, times, seed)
        return Found("SQLite" if office.on_sqlite else "PostgreSQL", **facts)


def _inside(office: Office, times: int, seed: int) -> dict:
    """The tampering itself runs in a process of the office, with its keys and its anchors."""
    program = "from bench.crash import tampering; tampering.main()"
    env = office.env | {
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
        "TAMPER": json.dumps({"times": times, "seed": seed, "clean": CLEAN_EACH}),
    }
    done = subprocess.run([sys.executable, "-c", program], env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(done.stdout + done.stderr)
    return json.loads(done.stdout.splitlines()[-1])

"""Fourteen months of letters in seventeen made-up communes, in an office of their own: python -m bench.letters

Prints a page: letters by kind and commune beside the published ones, how many can be traced to their event. Ends with 1 when the
proportions are not the published ones or a letter has no event. Several minutes; `--out FILE` keeps the page.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from datetime import time as hour
from pathlib import Path

from thanthien.simulation.letters_rules import COMMUNES, FIRST, LAST

ROOT = Path(__file__).resolve().parents[1]


def lived(count: int, start: date, end: date, seed: str) -> bool:
    """Live it in the office that this process's environment names; prints the page."""
    from thanthien.config.sqlite import use_bundled_sqlite

    use_bundled_sqlite()
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from thanthien.config.loading import load_units
    from thanthien.journal.verify import verify
    from thanthien.shared.clock import VIETNAM
    from thanthien.simulation.district import open_district
    from thanthien.simulation.letters import Commune
    from thanthien.simulation.letters_report import report, sum_up

    call_command("migrate", verbosity=0, interactive=False)
    settings.ANCHORS = "hand"
    load_units()
    homes = open_district(count=count, at=datetime.combine(start - timedelta(days=1), hour(8), VIETNAM), seed=seed)
    for home in homes:
        began = time.monotonic()
        happened = Commune(home, seed=seed, start=start).live(start=start, end=end)
        print(f"{home.unit}: {happened} events, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    found = sum_up([home.unit for home in homes])
    print(report(found, start=start, end=end, seed=seed))
    print(f"\nThe journal: {verify() or 'nothing wrong'}.")
    return found.fits


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--communes", type=int, default=COMMUNES)
    asked.add_argument("--from", dest="start", type=date.fromisoformat, default=FIRST)
    asked.add_argument("--to", dest="end", type=date.fromisoformat, default=LAST)
    asked.add_argument("--seed", default="2023")
    asked.add_argument("--out", type=Path)
    asked.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.here:
        sys.exit(0 if lived(given.communes, given.start, given.end, given.seed) else 1)
    with tempfile.TemporaryDirectory(prefix="thanthien-letters-") as folder:
        env = os.environ | {
            "THANTHIEN_HOME": folder, "DJANGO_SETTINGS_MODULE": "thanthien.config.settings",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }  # fmt: skip
        command = [sys.executable, "-m", "bench.letters", "--here", "--communes", str(given.communes), "--seed", given.seed]
        command += ["--from", given.start.isoformat(), "--to", given.end.isoformat()]
        done = subprocess.run(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    print(done.stdout)
    if given.out:
        given.out.write_text(done.stdout, encoding="utf-8")
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()

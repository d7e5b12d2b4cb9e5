"""A process that serves people does not stop everybody to look at what it read in before the first of them came."""

import json
import subprocess
import sys
from pathlib import Path

from thanthien.config.cycles import THRESHOLDS

ROOT = Path(__file__).parents[2]
ASKED = """
import gc, json
import thanthien.config.wsgi
left = len(gc.get_objects())
print(json.dumps({"frozen": gc.get_freeze_count(), "left": left, "often": gc.get_threshold()}))
"""


def test_what_a_server_has_read_in_is_looked_at_no_more(tmp_path):
    env = {"PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin", "THANTHIEN_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", ASKED], env=env, cwd=ROOT, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert told["frozen"] > 100_000 and told["left"] < 10_000, told
    assert tuple(told["often"]) == THRESHOLDS

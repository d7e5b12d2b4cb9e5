"""Packages that a fault needs and the office does not: fetched into a folder of their own and thrown away at the end."""

import atexit
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path


@cache
def fetched(package: str) -> Path | None:
    """The folder with `package` and nothing else in it; None when it cannot be had here (no network)."""
    folder = Path(tempfile.mkdtemp(prefix="thanthien-fetched-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder), package],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return None if done.returncode else folder

"""Pictures of docs/guides/admin.md, taken by the story that follows the guide:  python docs/make_admin_pictures.py"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STORY = "tests/stories/test_set_up_commune.py"


def admin_pictures(folder: Path = ROOT / "docs" / "pictures") -> list[Path]:
    """Play the story with a camera; the pictures that it took, by name. Raises CalledProcessError when the story fails."""
    folder.mkdir(exist_ok=True)
    env = os.environ | {"THANTHIEN_PICTURES": str(folder)}
    subprocess.run([sys.executable, "-m", "pytest", STORY, "-q"], cwd=ROOT, env=env, check=True)  # noqa: S603
    return sorted(folder.glob("admin-*.png"))


if __name__ == "__main__":
    for picture in admin_pictures():
        print(picture.relative_to(ROOT))

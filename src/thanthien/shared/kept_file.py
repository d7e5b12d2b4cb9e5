"""A file that a row of the database names: whole on the disk before the row is, also when the power goes or a write fails."""

import os
import tempfile
from pathlib import Path


def keep_file(path: Path, content: bytes, *, mode: int = 0o644) -> None:
    """Write `content` to `path`: beside it first, synced, then under its name, and the folder synced. Raises OSError, and then
    whatever stood under the name is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(part).chmod(mode)
        os.replace(part, path)  # noqa: PTH105  named so that a test of failing disks finds it
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

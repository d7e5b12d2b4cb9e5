"""A secret that a machine makes once: whole on the disk before anybody uses it, also when the power goes or two start at once."""

import contextlib
import os
import tempfile
from pathlib import Path


def made_once(path: Path, content: bytes) -> bytes:
    """What stands in `path`; when nothing does, `content`, written for its owner only. The first writer wins."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        handle, part = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            with contextlib.suppress(FileExistsError):
                os.link(part, path)
        finally:
            Path(part).unlink()
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return path.read_bytes()

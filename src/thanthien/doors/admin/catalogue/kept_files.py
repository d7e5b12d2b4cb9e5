"""A file that waits between its preview and being taken in: under its own digest, for a day."""

import hashlib
import time
from pathlib import Path

from django.conf import settings

from thanthien.shared.kept_file import keep_file

A_DAY = 86_400


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "imports"


def keep(content: bytes) -> str:
    """Put a file by; returns its digest. Older ones go."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in folder.iterdir():
        if time.time() - old.stat().st_mtime > A_DAY:
            old.unlink(missing_ok=True)
    digest = hashlib.sha256(content).hexdigest()
    keep_file(folder / digest, content, mode=0o600)
    return digest


def kept(digest: str) -> bytes | None:
    """The file with this digest, or None when it is gone or the digest is none."""
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        return None
    try:
        return (_folder() / digest).read_bytes()
    except FileNotFoundError:
        return None


def forget(digest: str) -> None:
    (_folder() / digest).unlink(missing_ok=True)

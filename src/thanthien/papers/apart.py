"""Asking the worker: one process for one file, few at once, ended when it takes too long."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

from thanthien.papers.cleaning import Clean
from thanthien.papers.rules import FileRefused, refusal, sniff

SOURCES = Path(__file__).resolve().parents[2]
PATIENCE_S = 60
_few = threading.BoundedSemaphore(2)


def cleaned(content: bytes) -> Clean:
    """The file as it may be kept. Raises PapersError with what to do instead."""
    try:
        sniff(content)
    except FileRefused as error:
        raise refusal(error.code) from None
    head, body = _asked(["clean"], content)
    return Clean(str(head["media"]), int(head["pages"]), body)


def drawn(content: bytes, *, number: int, width: int) -> bytes:
    """Page `number` (from 1) of a kept PDF as JPEG. Raises PapersError."""
    return _asked(["page", str(number), str(width)], content)[1]


def _asked(job: list[str], content: bytes) -> tuple[dict, bytes]:
    env = {"PYTHONPATH": str(SOURCES), "PATH": os.environ.get("PATH", ""), "PYTHONDONTWRITEBYTECODE": "1"}
    with _few:
        try:
            done = subprocess.run(  # noqa: S603  our own module, no shell, no word of a user
                [sys.executable, "-m", "thanthien.papers.worker", *job], input=content, capture_output=True, env=env,
                timeout=PATIENCE_S, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise refusal("too_much") from None
    line, _, body = done.stdout.partition(b"\n")
    try:
        head = json.loads(line) if done.returncode == 0 else {"refused": "too_much"}
    except ValueError:
        head = {"refused": "too_much"}
    if "refused" in head:
        raise refusal(head["refused"])
    return head, body

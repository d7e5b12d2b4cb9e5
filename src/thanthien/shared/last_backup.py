"""When the last backup was made, and where: a note beside the data, outside what a backup copies: a restored office has none."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from thanthien.shared.kept_file import keep_file
from thanthien.shared.wording import Sentence, say

FOLDER = "backups"
MOST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LastBackup:
    """One finished backup: its moment, its folder, whether that lies on the same disk as the data."""

    at: datetime
    place: str
    same_disk: bool


def _file(home: Path) -> Path:
    return home / FOLDER / "last.json"


def note(*, home: Path, made: Path, at: datetime) -> None:
    """Write down that `made` is finished and whole. Raises OSError."""
    same = made.stat().st_dev == home.stat().st_dev
    text = json.dumps({"at": at.isoformat(timespec="seconds"), "place": str(made), "same_disk": same}, ensure_ascii=False)
    keep_file(_file(home), text.encode(), mode=0o600)


def last(*, home: Path) -> LastBackup | None:
    """The last one noted; None when there was none, or when the note cannot be read."""
    try:
        told = json.loads(_file(home).read_text(encoding="utf-8"))
        return LastBackup(datetime.fromisoformat(told["at"]), str(told["place"]), bool(told["same_disk"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def age(backup: LastBackup, *, at: datetime) -> timedelta:
    """How old it is; none for one that a clock set back puts into the future."""
    return max(at - backup.at, timedelta(0))


def warning(*, home: Path, at: datetime) -> Sentence | None:
    """What the administrator should do about backups; None when the last one is not older than a day."""
    backup = last(home=home)
    if backup is None:
        return say("Chưa có bản sao lưu nào. Nếu máy hỏng hôm nay, mọi hồ sơ mất theo.")
    days = age(backup, at=at) // MOST
    return (
        say("Bản sao lưu gần nhất đã {n} ngày tuổi. Nếu máy hỏng hôm nay, việc từ đó đến nay mất theo.", n=days) if days else None
    )

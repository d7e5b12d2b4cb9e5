"""What the machine under the office is good for: its SQLite library, its disk, the kind of its file system. No Django here."""

import shutil
import sqlite3
from pathlib import Path

from thanthien.shared.wording import Sentence, say

# 3.7.0 to 3.51.2 can corrupt a WAL database that several connections reset at once
WAL_SAFE = (3, 51, 3)
# Locks of these are promises of another machine: SQLite's own documentation says that they are not kept
OVER_THE_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "fuse.sshfs", "fuse.rclone"}
)
NEARLY_FULL = 85
MOUNTS = Path("/proc/self/mountinfo")


def journal_mode() -> str:
    """'WAL' when the loaded library is free of the reset bug, else 'TRUNCATE' (slower, safe)."""
    return "WAL" if sqlite3.sqlite_version_info >= WAL_SAFE else "TRUNCATE"


def file_system(path: Path, *, mounts: str | None = None) -> str:
    """The kind of file system that holds `path` ('ext4', 'nfs4'); '' where the machine does not tell."""
    try:
        table = MOUNTS.read_text() if mounts is None else mounts
    except OSError:
        return ""
    found: dict[str, str] = {}
    for line in table.splitlines():
        before, _, after = line.partition(" - ")
        if after:
            found[before.split()[4].replace("\\040", " ")] = after.split()[0]
    real = path.resolve()
    return next((found[str(folder)] for folder in (real, *real.parents) if str(folder) in found), "")


def share_used(path: Path) -> int:
    """How full the disk under `path` is, in per cent of what this user may fill."""
    room = shutil.disk_usage(path)
    return round(100 * room.used / (room.used + room.free)) if room.used + room.free else 100


def refusals(*, database: Path, mounts: str | None = None) -> list[Sentence]:
    """Why an office must not start on this SQLite file at all; empty = it may."""
    kind = file_system(database.parent, mounts=mounts)
    if kind in OVER_THE_NETWORK:
        return [
            say(
                "Cơ sở dữ liệu đang nằm trên ổ mạng ({kind}), ở đó SQLite có thể hỏng. "
                "Đặt THANTHIEN_HOME trên ổ của chính máy này, hoặc dùng PostgreSQL.",
                kind=kind,
            )
        ]
    return []


def notices(*, home: Path, on_sqlite: bool) -> list[Sentence]:
    """What the administrator should know of the machine; the office runs all the same."""
    told = []
    if on_sqlite and journal_mode() != "WAL":
        told.append(
            say(
                "SQLite {version} cũ hơn 3.51.3 nên máy chạy ở chế độ TRUNCATE: chậm hơn, vẫn an toàn. "
                "Chạy lại make run để có bản mới.",
                version=sqlite3.sqlite_version,
            )
        )
    used = share_used(home)
    if used >= NEARLY_FULL:
        told.append(say("Ổ đĩa đã đầy {used} %. Dọn chỗ trước khi máy ngừng ghi.", used=used))
    return told

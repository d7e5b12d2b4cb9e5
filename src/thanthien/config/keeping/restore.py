"""Bringing an office back from a backup, and proving that it is the same."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from thanthien import __version__
from thanthien.config.keeping import engines, manifest
from thanthien.config.keeping.backup import ASIDE, BACKUPS, whole_ones
from thanthien.config.keeping.engines import KeepingError
from thanthien.config.keeping.manifest import Manifest
from thanthien.shared.wording import say

Tell = Callable[[str], None]


def found_in(folder: Path) -> Path:
    """The backup that is meant: the folder itself, or the newest one in it."""
    if (folder / manifest.NAME).exists():
        return folder
    inside = whole_ones(folder) if folder.is_dir() else []
    if not inside:
        raise KeepingError(say("Trong {folder} không có bản sao lưu nào.", folder=folder))
    return inside[-1]


def restore(folder: Path, *, at: datetime, replace: bool, tell: Tell) -> list[str]:
    """Bring the office of a backup into this empty home; what is not right afterwards, [] = all is. Raises KeepingError when it
    did not begin: nothing has changed then.

    `replace`: an office that is there is put beside first.
    """
    listed = manifest.read(folder)
    _may_begin(listed, folder, replace)
    wrong = list(manifest.check(folder, listed))
    if wrong:
        return wrong
    tell(say("{count} tệp của bản sao lưu đúng với danh sách", count=len(listed.files)))
    if not engines.is_empty():
        aside = Path(settings.HOME) / f"{ASIDE}{at:%Y%m%d-%H%M%S}"
        where = engines.set_aside(aside, at=at)
        _move_files(aside)
        tell(say("Dữ liệu đang có đã cất sang {where}", where=where))
    _copy_files(folder, listed)
    engines.load(folder / listed.database)
    return _prove(listed, tell)


def _may_begin(listed: Manifest, folder: Path, replace: bool) -> None:
    if _numbers(listed.version) > _numbers(__version__):
        raise KeepingError(
            say(
                "Bản sao lưu của phiên bản {theirs}, máy này chạy {ours}. Lên bản mới trước.",
                theirs=listed.version,
                ours=__version__,
            )
        )
    if listed.engine != connection.vendor:
        raise KeepingError(
            say(
                "Bản sao lưu từ {theirs}, máy này dùng {ours}. Sửa THANTHIEN_DATABASE.",
                theirs=listed.engine,
                ours=connection.vendor,
            )
        )
    if _answers(settings.PORT):
        raise KeepingError(say("Cổng {port} đang có chương trình chạy. Dừng máy rồi phục hồi.", port=settings.PORT))
    if not engines.is_empty() and not replace:
        raise KeepingError(say("Ở đây đã có dữ liệu. Muốn thay thì thêm --replace; dữ liệu cũ vẫn được cất bên cạnh."))
    need = sum(length for length, _ in listed.files.values())
    if shutil.disk_usage(settings.HOME).free < need * (2 if folder.is_relative_to(settings.HOME) else 1):
        raise KeepingError(say("Ổ đĩa không đủ chỗ để phục hồi, cần {need} MB.", need=(need >> 20) + 1))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _move_files(aside: Path) -> None:
    """The files of the present office go beside with its database; backups stay where they are."""
    home = Path(settings.HOME)
    aside.mkdir(exist_ok=True)
    for path in sorted(home.iterdir()):
        if path.name != BACKUPS and not path.name.startswith(ASIDE) and path != Path(settings.STATIC_ROOT):
            path.rename(aside / path.name)


def _copy_files(folder: Path, listed: Manifest) -> None:
    for name in listed.files:
        if name.startswith("home/"):
            target = Path(settings.HOME) / name.removeprefix("home/")
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copy2(folder / name, target)


def _prove(listed: Manifest, tell: Tell) -> list[str]:
    """The office that stands now against the manifest and against its own journal."""
    wrong = listed.contents.differences(engines.contents())
    if engines.on_sqlite():
        with connection.cursor() as cursor:
            checked = cursor.execute("PRAGMA integrity_check").fetchone()[0]
        if checked != "ok":
            wrong.append(checked)
    for name, (_, digest) in listed.files.items():
        if name.startswith("home/") and manifest.digest_of(Path(settings.HOME) / name.removeprefix("home/")) != digest:
            wrong.append(str(say("{name}: nội dung đã khác", name=name)))
    if wrong:
        return wrong
    tell(
        say(
            "{tables} bảng, {rows} dòng đúng với bản sao lưu",
            tables=len(listed.contents.counts),
            rows=sum(listed.contents.counts.values()),
        )
    )
    # in a process of its own: this one may have read the keys of the office that was here before
    for command in (("migrate", "--no-input", "-v", "0"), ("verify",)):
        done = subprocess.run([sys.executable, "-m", "thanthien", *command], capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            return [(done.stderr or done.stdout).strip()[-600:]]
    return []

"""Making a backup beside a running office."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from thanthien import __version__
from thanthien.config.keeping import engines
from thanthien.config.keeping.engines import KeepingError
from thanthien.config.keeping.manifest import DATABASES, NAME, Manifest, digest_of, sync_folder
from thanthien.doors.desk import printing
from thanthien.shared import last_backup
from thanthien.shared.wording import say

BACKUPS, ASIDE = last_backup.FOLDER, "before-restore-"
MARGIN = 16 << 20
MIB = 1 << 20


def files_of_home(home: Path, *, but: Path | None = None) -> Iterator[Path]:
    """Every file of the office, relative, in order: no database, nothing that is made anew or printed just now, no backups."""
    static, database = Path(settings.STATIC_ROOT), set(engines.beside()) if engines.on_sqlite() else set()
    for path in sorted(home.rglob("*")):
        inside = path.relative_to(home)
        if (
            inside.parts[0] in (BACKUPS, printing.FOLDER)
            or inside.parts[0].startswith(ASIDE)
            or path in database
            or path.is_relative_to(static)
        ):
            continue
        if path.is_file() and not path.is_symlink() and not (but and path.is_relative_to(but)) and path.suffix != ".part":
            yield inside


def make(place: Path, *, at: datetime, keep: int = 0) -> Path:
    """A new backup of this office in the folder `place`; its own folder is named by the moment. Raises KeepingError.

    The anchors go first and the database after them, so that no anchor speaks of an entry that the copy has not; the other files
    come last, because a row names a file that was written before it. `keep` > 0 leaves only so many backups.
    """
    home = Path(settings.HOME)
    _room(home, place)
    final = place / f"{at:%Y-%m-%d-%H%M%S}"
    part = place / f"{final.name}.part"
    if final.exists():
        raise KeepingError(say("Đã có bản sao lưu {name}. Chờ một giây rồi làm lại.", name=final.name))
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700, parents=True)
    try:
        _copy(home, part, [one for one in files_of_home(home, but=place) if one.parts[0] == "anchors"])
        database = part / DATABASES[connection.vendor]
        held = engines.dump(database)
        _copy(home, part, [one for one in files_of_home(home, but=place) if one.parts[0] != "anchors"])
        files = {
            str(path.relative_to(part)): [path.stat().st_size, digest_of(path)]
            for path in sorted(part.rglob("*"))
            if path.is_file()
        }
        elsewhere = ["THANTHIEN_SECRET"] if os.environ.get("THANTHIEN_SECRET") else []
        Manifest(__version__, connection.vendor, at.isoformat(timespec="seconds"), held, files, elsewhere).write(part)
        part.rename(final)
        sync_folder(place)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise KeepingError(say("Không ghi được bản sao lưu: {why}. Chưa có gì thay đổi.", why=error.strerror or error)) from None
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    with contextlib.suppress(OSError):  # the backup is whole; a home without room for a note says so elsewhere
        last_backup.note(home=home, made=final, at=at)
    _drop_old(place, keep)
    return final


def _room(home: Path, place: Path) -> None:
    """Refuse before anything is written when the disk is too short for the copy."""
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise KeepingError(say("Không tạo được thư mục {place}: {why}.", place=place, why=error.strerror)) from None
    need = engines.size() + sum((home / one).stat().st_size for one in files_of_home(home, but=place)) + MARGIN
    free = shutil.disk_usage(place).free
    if free < need:
        text = say("Ổ đĩa của {place} còn {free} MB, bản sao lưu cần {need} MB. Dọn chỗ hoặc chọn ổ khác.",
                   place=place, free=free // MIB, need=need // MIB + 1)  # fmt: skip
        raise KeepingError(text)


def _copy(home: Path, part: Path, files: list[Path]) -> None:
    """Copy files of the home, each on the disk before the next; one that vanished meanwhile is nobody's any more."""
    for one in files:
        target = part / "home" / one
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copy2(home / one, target)
        except FileNotFoundError:
            continue
        with target.open("rb+") as handle:
            os.fsync(handle.fileno())


def whole_ones(place: Path) -> list[Path]:
    """The finished backups in a folder, oldest first."""
    return sorted(path.parent for path in place.glob(f"*/{NAME}"))


def _drop_old(place: Path, keep: int) -> None:
    for old in whole_ones(place)[:-keep] if keep > 0 else []:
        shutil.rmtree(old)

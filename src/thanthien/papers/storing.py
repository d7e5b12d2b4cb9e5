"""Files on the disk, each under the digest of its bytes, for the office's own user alone. Nothing is ever served by its path."""

import hashlib
import shutil
from pathlib import Path

from django.conf import settings

from thanthien.papers.rules import MEGABYTE, PapersError
from thanthien.shared.kept_file import keep_file
from thanthien.shared.wording import say

FOLDER, INCOMING = "papers", "incoming"
# What must stay free beside a new file, so that the database can still write.
MARGIN = 256 * MEGABYTE


def root(folder: str = FOLDER) -> Path:
    return Path(settings.MEDIA_ROOT) / folder


def path_of(digest: str) -> Path:
    return root() / digest[:2] / digest


def keep(content: bytes) -> str:
    """Put `content` on the disk, whole or not at all; returns its digest. Raises PapersError when there is no room."""
    digest = hashlib.sha256(content).hexdigest()
    path = path_of(digest)
    if not (path.exists() and path.stat().st_size == len(content)):
        put(path, content)
    return digest


def put(path: Path, content: bytes) -> None:
    """One file, 0600, synced, under its name only when it is whole. Raises PapersError when the disk does not take it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if shutil.disk_usage(path.parent).free < len(content) + MARGIN:
            raise no_room()
        keep_file(path, content, mode=0o600)
    except OSError as error:
        raise no_room() from error


def no_room() -> PapersError:
    return PapersError(say("Máy hết chỗ nên chưa cất được tệp; chưa có gì bị ghi dở. Gọi quản trị dọn ổ đĩa rồi gửi lại."))


def check_quota(*, used: int, more: int) -> None:
    """Raises PapersError when the office has kept as much as it may (THANTHIEN_PAPERS_MB)."""
    most = settings.PAPERS_MB
    if used + more > most * MEGABYTE:
        raise PapersError(
            say("Kho giấy tờ đã đầy {most} MB được cấp nên chưa nhận thêm. Báo quản trị tăng chỗ.", most=most)
        )  # fmt: skip


def read(digest: str) -> bytes:
    """The bytes kept under `digest`; raises PapersError when they are gone or are not the same any more."""
    try:
        content = path_of(digest).read_bytes()
    except OSError as error:
        raise PapersError(say("Không thấy tệp này trên đĩa. Báo quản trị xem bản sao lưu.")) from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise PapersError(say("Tệp trên đĩa đã khác lúc cất nên không mở. Báo quản trị lấy lại từ bản sao lưu."))
    return content

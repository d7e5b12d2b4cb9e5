"""A file that comes in pieces, each checked by its own digest; what is there is kept over a cut of the net. No act, no entry:
the act is the scan that comes of it.
"""

import hashlib
import shutil
from datetime import datetime
from pathlib import Path

from django.db import transaction

from thanthien.journal.actions import write_turn
from thanthien.papers import rules, storing
from thanthien.papers.models import Upload
from thanthien.papers.rules import PapersError
from thanthien.shared.wording import say

LOST = say("Tệp đến nơi không khớp lúc gửi đi. Gửi lại; phần đã đến đủ sẽ không phải gửi lần nữa.")


def start(*, unit: str, owner: str, target: dict, name: str, size: int, digest: str, at: datetime) -> Upload:
    """The upload of this file, new or the one that was cut off: the same owner, target, size and digest go on where they were.

    Raises PapersError for a size that is not taken, and when the owner has too many under way.
    """
    rules.pieces_of(size)
    digest = rules.tidy_digest(digest)
    with write_turn(), transaction.atomic():
        mine = Upload.objects.filter(unit_id=unit, owner=owner, expires_at__gt=at)
        for row in mine.filter(digest=digest, size=size, scan__isnull=True):
            if row.target == target:
                return row
        if mine.filter(scan__isnull=True).count() >= rules.MOST_OPEN_UPLOADS:
            raise PapersError(say("Đang có quá nhiều tệp gửi dở. Chờ gửi xong rồi gửi tiếp."))
        return Upload.objects.create(
            unit_id=unit, owner=owner, target=target, name=rules.tidy_name(name), size=size, digest=digest, made_at=at,
            expires_at=at + rules.UPLOAD_FOR,
        )  # fmt: skip


def find(*, unit: str, owner: str, code: str, at: datetime) -> Upload | None:
    """The owner's upload that has not run out, or None."""
    return Upload.objects.filter(unit_id=unit, owner=owner, code=code, expires_at__gt=at).first()


def have(upload: Upload) -> list[int]:
    """The numbers of the pieces that are there, whole."""
    folder = _folder(upload)
    names = [path.name for path in folder.iterdir()] if folder.exists() else []
    return sorted(int(name) for name in names if name.isdigit())


def put(upload: Upload, *, number: int, content: bytes, digest: str) -> None:
    """Keep one piece; the same piece again changes nothing. Raises PapersError when it is not as long as it must be, or was
    changed on its way.
    """
    if len(content) != rules.length_of(upload.size, number) or hashlib.sha256(content).hexdigest() != rules.tidy_digest(digest):
        raise PapersError(LOST)
    if upload.scan_id is None:
        storing.put(_folder(upload) / str(number), content)


def whole(upload: Upload) -> bytes:
    """The file put together. Raises PapersError while pieces are missing, and when the whole is not what was announced: then
    everything is dropped, so that sending again begins anew.
    """
    missing = rules.missing_pieces(upload.size, set(have(upload)))
    if missing:
        raise PapersError(say("Tệp chưa đến đủ, còn thiếu {n} mảnh. Gửi tiếp.", n=len(missing)))
    content = b"".join((_folder(upload) / str(n)).read_bytes() for n in range(rules.pieces_of(upload.size)))
    if hashlib.sha256(content).hexdigest() != upload.digest:
        drop(upload)
        raise PapersError(LOST)
    return content


def drop(upload: Upload) -> None:
    """Forget the pieces."""
    shutil.rmtree(_folder(upload), ignore_errors=True)


def sweep(*, unit: str, at: datetime) -> int:
    """Uploads that ran out go, with their pieces; how many."""
    old = list(Upload.objects.filter(unit_id=unit, expires_at__lte=at)[:200])
    for row in old:
        drop(row)
    if old:
        with write_turn(), transaction.atomic():
            Upload.objects.filter(pk__in=[row.pk for row in old]).delete()
    return len(old)


def _folder(upload: Upload) -> Path:
    return storing.root(storing.INCOMING) / upload.code

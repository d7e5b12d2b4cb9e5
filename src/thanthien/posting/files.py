"""Files of what is posted: cleaned and kept by the room of papers, named here by a row of their subject."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from thanthien.journal.actions import Deed, act
from thanthien.papers.actions import KeptFile, keep_file
from thanthien.papers.rules import PapersError, tidy_name
from thanthien.posting import access
from thanthien.posting.models_public import PostedFile
from thanthien.posting.rules import PostingError
from thanthien.shared.actor import Actor
from thanthien.shared.wording import say

MOST_FILES = 10
JPEG = "image/jpeg"


@dataclass(frozen=True, slots=True)
class Coming:
    """A clean file on the disk that no row names yet, with its name as it came."""

    name: str
    file: KeptFile


def take(*, unit: str, name: str, content: bytes, field: str = "files", photo: bool = False) -> Coming:
    """Clean a file and put it on the disk; it may take seconds, so it is done before the act. Raises PostingError."""
    try:
        kept = keep_file(unit=unit, content=content)
    except PapersError as error:
        raise PostingError(error.args[0], field) from error
    if photo and kept.media != JPEG:
        raise PostingError(say("Ở đây chỉ nhận ảnh chụp. Chọn ảnh JPEG, PNG hoặc WebP."), field)
    return Coming(tidy_name(name), kept)


def attach(deed: Deed, *, subject: str, coming: Sequence[Coming]) -> list[PostedFile]:
    """Rows for files that belong to `subject`, within an act that enters them. The same file again is the one that is there."""
    there = {row.digest: row for row in PostedFile.objects.filter(unit_id=deed.unit, subject=subject, withdrawn_at__isnull=True)}
    made = []
    for one in coming:
        if one.file.digest in there:
            continue
        if len(there) >= MOST_FILES:
            raise PostingError(say("Đã có {n} tệp. Bỏ bớt tệp thừa rồi thêm.", n=MOST_FILES), "files")
        row = deed.create(
            PostedFile, unit_id=deed.unit, subject=subject, name=one.name, digest=one.file.digest, media=one.file.media,
            size=one.file.size, pages=one.file.pages, added_at=deed.at,
        )  # fmt: skip
        there[row.digest] = row
        made.append(row)
    return made


def drop_file(*, file: PostedFile, by: Actor, at: datetime) -> PostedFile:
    """The file no longer belongs to its subject; it stays on the disk. Entry `file.dropped`."""
    return _turn(file, by, at, dropped=True)


def restore_file(*, file: PostedFile, by: Actor, at: datetime) -> PostedFile:
    """Take that back. Entry `file.restored`."""
    return _turn(file, by, at, dropped=False)


def _turn(file: PostedFile, by: Actor, at: datetime, *, dropped: bool) -> PostedFile:
    access.check_may_write(by=by, unit=file.unit_id)
    with act(unit=file.unit_id, by=by, at=at) as deed:
        row = deed.lock(PostedFile, pk=file.pk, unit_id=file.unit_id)
        if (row.withdrawn_at is not None) != dropped:
            row.withdrawn_at = at if dropped else None
            deed.save(row)
            deed.enter("file.dropped" if dropped else "file.restored", subject=row, data={"of": row.subject})
    return row

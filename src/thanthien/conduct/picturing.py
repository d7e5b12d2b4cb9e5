"""Photos of supervision visits: cleaned by the papers' worker, kept by digest, taken away and brought back on the day."""

from collections.abc import Sequence
from datetime import datetime

from thanthien.conduct import access
from thanthien.conduct import record_rules as rules
from thanthien.conduct.models_record import SupervisionVisit, VisitPhoto
from thanthien.conduct.rules import ConductError
from thanthien.journal.actions import act
from thanthien.papers.actions import KeptFile, keep_file
from thanthien.papers.rules import JPEG, PapersError
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

MOST = 6


def clean(*, unit: str, contents: Sequence[bytes]) -> list[KeptFile]:
    """The photos drawn anew and on the disk, before the act that names them. Raises ConductError: all or none is kept."""
    if len(contents) > MOST:
        raise ConductError(say("Mỗi buổi kiểm tra giữ nhiều nhất {n} ảnh. Bỏ bớt ảnh.", n=MOST), "photo")
    kept = []
    for content in contents:
        try:
            kept.append(keep_file(unit=unit, content=content))
        except PapersError as error:
            raise ConductError(error.args[0], "photo") from None
    if any(file.media != JPEG for file in kept):
        raise ConductError(say("Ở đây chỉ nhận ảnh. Chụp hoặc chọn tệp ảnh JPEG, PNG hay WebP."), "photo")
    return kept


def add_photos(*, visit: SupervisionVisit, files: Sequence[KeptFile], by: Actor, at: datetime) -> list[VisitPhoto]:
    """The photos belong to the visit; the same one again is the one that is there. Entry `conduct.photo_added` for each."""
    access.check_may_lead(by=by, unit=visit.unit_id)
    made = []
    with act(unit=visit.unit_id, by=by, at=at) as deed:
        row = deed.lock(SupervisionVisit, pk=visit.pk, unit_id=visit.unit_id)
        there = {one.digest for one in row.photos.filter(withdrawn_at__isnull=True)}
        fresh = list({file.digest: file for file in files if file.digest not in there}.values())
        if len(there) + len(fresh) > MOST:
            raise ConductError(say("Mỗi buổi kiểm tra giữ nhiều nhất {n} ảnh. Bỏ bớt ảnh.", n=MOST), "photo")
        for file in fresh:
            photo = deed.create(
                VisitPhoto, unit_id=row.unit_id, visit=row, digest=file.digest, size=file.size, added_by=str(by), added_at=at
            )  # fmt: skip
            deed.enter("conduct.photo_added", subject=photo, data={"visit": row.pk})
            made.append(photo)
    return made


def turn_photo(*, photo: VisitPhoto, withdrawn: bool, by: Actor, at: datetime) -> VisitPhoto:
    """Taken away (a face, a wrong picture), any day; brought back on the day. Entry `conduct.photo_withdrawn` or
    `conduct.photo_restored`.
    """
    access.check_may_lead(by=by, unit=photo.unit_id)
    with act(unit=photo.unit_id, by=by, at=at) as deed:
        row = deed.lock(VisitPhoto, pk=photo.pk, unit_id=photo.unit_id)
        if not withdrawn and row.withdrawn_at is not None:
            rules.check_same_day(done=day_of(row.withdrawn_at), today=day_of(at))
        if (row.withdrawn_at is not None) != withdrawn:
            row.withdrawn_at = at if withdrawn else None
            deed.save(row)
            kind = "conduct.photo_withdrawn" if withdrawn else "conduct.photo_restored"
            deed.enter(kind, subject=row, data={"visit": row.visit_id})
    return row

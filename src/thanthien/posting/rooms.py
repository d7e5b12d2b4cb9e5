"""The monthly look at the reception room: a thing is looked at, what is not right stays open until it is mended."""

from collections.abc import Sequence
from datetime import datetime

from thanthien.journal.actions import Deed, act
from thanthien.law.posted import ROOM, listed_on
from thanthien.people.models import Officer
from thanthien.posting import access, files, room_rules
from thanthien.posting.files import Coming
from thanthien.posting.models_news import RoomFinding, RoomSeen
from thanthien.posting.room_rules import Seen
from thanthien.posting.rules import PostingError
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


def look(
    *, unit: str, code: str, seen: str, note: str, by: Actor, looker: Officer, at: datetime, photos: Sequence[Coming] = ()
) -> RoomSeen:
    """One thing of the room as it is this month; seen again in the month, the newer word holds. Entry `room.seen`.

    What is not right opens a finding (`room.found`) unless one is open; what is right again mends it (`room.mended`).
    Raises PostingError with its `field`.
    """
    access.check_may_look(by=by, unit=unit)
    today = day_of(at)
    if code not in listed_on(ROOM, today):
        raise PostingError(say("Mục này không có trong bảng. Tải lại trang để xem."))
    what, said = room_rules.check_seen(seen, note)
    month = room_rules.month_of(today)
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        row = RoomSeen.objects.select_for_update(of=("self",)).filter(unit_id=unit, month=month, code=code).first()
        new = row is None
        row = row or RoomSeen(unit_id=unit, month=month, code=code)
        row.seen, row.note, row.seen_by, row.seen_at = what, said, looker, at
        deed.save(row, new=new)
        files.attach(deed, subject=row.subject, coming=photos)
        deed.enter("room.seen", subject=row, data={"item": code, "seen": what, "month": month.isoformat(), "photos": len(photos)})
        _follow(deed, code, what, said)
    return row


def _follow(deed: Deed, code: str, seen: Seen, note: str) -> None:
    """Open or mend the finding of a thing."""
    rows = RoomFinding.objects.select_for_update(of=("self",))
    found = rows.filter(unit_id=deed.unit, code=code, mended_at__isnull=True).first()
    if seen is Seen.OK and found is not None:
        _mend(deed, found)
    elif seen is not Seen.OK and found is None:
        made = deed.create(RoomFinding, unit_id=deed.unit, code=code, what=note, found_at=deed.at)
        deed.enter("room.found", subject=made, data={"item": code, "seen": seen})
    elif seen is not Seen.OK and found is not None and note and found.what != note:
        found.what = note
        deed.save(found)
        deed.enter("room.found", subject=found, data={"item": code, "seen": seen})


def _mend(deed: Deed, found: RoomFinding) -> None:
    found.mended_at = deed.at
    deed.save(found)
    deed.enter("room.mended", subject=found, data={"item": found.code})


def mend(*, finding: RoomFinding, by: Actor, at: datetime) -> RoomFinding:
    """Mended. Entry `room.mended`."""
    access.check_may_look(by=by, unit=finding.unit_id)
    with act(unit=finding.unit_id, by=by, at=at) as deed:
        row = deed.lock(RoomFinding, pk=finding.pk, unit_id=finding.unit_id)
        if row.mended_at is None:
            _mend(deed, row)
    return row


def unmend(*, finding: RoomFinding, by: Actor, at: datetime) -> RoomFinding:
    """Not mended after all. Entry `room.unmended`. Raises PostingError when the same thing was found again since."""
    access.check_may_look(by=by, unit=finding.unit_id)
    with act(unit=finding.unit_id, by=by, at=at) as deed:
        row = deed.lock(RoomFinding, pk=finding.pk, unit_id=finding.unit_id)
        if row.mended_at is None:
            return row
        if RoomFinding.objects.filter(unit_id=row.unit_id, code=row.code, mended_at__isnull=True).exists():
            raise PostingError(say("Mục này đã có một việc mới đang mở."))
        row.mended_at = None
        deed.save(row)
        deed.enter("room.unmended", subject=row, data={"item": row.code})
    return row

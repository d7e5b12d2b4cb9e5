"""Dossiers of one event of life, received together: noted, taken back, found again. (Writes of the room.)"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from thanthien.dossiers import access, steps
from thanthien.dossiers.models import Dossier, Together, TogetherLine
from thanthien.dossiers.rules import DossierError, Outcome
from thanthien.journal.actions import act
from thanthien.journal.asking import composed
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

MOST = 8  # more matters than one family brings in one visit


def note_together(*, event: str, dossiers: Sequence[Dossier], by: Actor, at: datetime) -> Together:
    """Write down that these were received together, in the order of doing. Entry `dossier.together`, codes only.

    One alone is possible: the others were unticked. Raises DossierError for none, more than MOST, or another unit's.
    """
    if not 1 <= len(dossiers) <= MOST:
        raise DossierError(say("Nhận một lần cho nhiều nhất {most} việc. Bỏ bớt dấu rồi nhận làm hai lần.", most=MOST))
    unit = dossiers[0].unit_id
    for one in dossiers:
        access.check_may_receive(by=by, unit=unit, field=one.field, on=day_of(at))
        if one.unit_id != unit or one.received_at is None:
            raise DossierError(say("Chỉ gom hồ sơ vừa nhận ở cùng một xã. Tải lại trang rồi nhận lại."))
    with act(unit=unit, by=by, at=at) as deed:
        row = deed.create(Together, unit_id=unit, event=event[:40], received_at=at, received_by=steps.acting_officer(by))
        lines = [TogetherLine(together=row, dossier=one, order=n) for n, one in enumerate(dossiers, start=1)]
        deed.create_all(lines)
        data = {"event": row.event, "codes": [one.code for one in dossiers]}
        deed.enter("dossier.together", subject=row, visit=dossiers[0].visit_id, data=data)
    return row


def take_back_together(*, together: Together, by: Actor, at: datetime) -> Together:
    """The whole reception was a mistake; its dossiers are annulled by their own acts. Entry `dossier.together_back`."""
    with act(unit=together.unit_id, by=by, at=at) as deed:
        row = deed.lock(Together, pk=together.pk)
        access.check_unit(by, row.unit_id)
        if row.received_by.login != by.code:
            raise DossierError(say("Lần nhận này do người khác làm. Nhờ {who} hoàn tác.", who=row.received_by.name))
        if row.taken_back_at is not None:
            raise DossierError(say("Lần nhận này đã hoàn tác rồi. Tải lại trang."))
        row.taken_back_at = at
        deed.save(row)
        deed.enter("dossier.together_back", subject=row, data={"event": row.event})
    return row


def together(*, pk: int, unit: str) -> Together | None:
    """One reception of a unit, with its dossiers at hand."""
    rows = Together.objects.filter(pk=pk, unit_id=unit).select_related("received_by")
    return rows.prefetch_related("lines__dossier__procedure", "lines__dossier__papers").first()


def siblings(*, dossier: Dossier) -> list[Dossier]:
    """The others of the same reception in the order of doing, without what was annulled; [] when it came alone. One query."""
    return _siblings.rows(dossier=dossier.pk)


@composed
def _siblings(dossier: int) -> QuerySet[Dossier]:
    rows = Dossier.objects.filter(together_line__together__lines__dossier_id=dossier).exclude(pk=dossier)
    return rows.exclude(outcome=Outcome.ANNULLED).order_by("together_line__order")

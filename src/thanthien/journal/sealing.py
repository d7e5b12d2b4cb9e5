"""Accesses are rows outside the chain (reading is not an act); once their ten minutes are over they are sealed into it by the
batch.
"""

from datetime import datetime, timedelta

from thanthien.journal.actions import act
from thanthien.journal.models import Access, Entry
from thanthien.journal.verify import digest_of_accesses
from thanthien.shared.actor import clock
from thanthien.shared.clock import local

LAG = timedelta(minutes=12)
EPOCH = "1970-01-01T00:00:00+00:00"


def seal_accesses(*, unit: str, at: datetime) -> int:
    """Seal every finished slot of `unit` that no entry covers yet; returns how many accesses. Entry `accesses.sealed`."""
    last = Entry.objects.filter(unit=unit, kind="accesses.sealed").order_by("-seq").first()
    after = last.data["until"] if last else EPOCH
    until = local(at - LAG).isoformat()
    rows = list(Access.objects.filter(unit=unit, slot__gt=after, slot__lte=until))
    if not rows:
        return 0
    with act(unit=unit, by=clock(unit), at=at) as deed:
        deed.chain(unit)
        data = {"after": after, "until": until, "count": len(rows), "digest": digest_of_accesses(rows)}
        deed.enter("accesses.sealed", subject=f"unit:{unit}", data=data)
    return len(rows)

"""Closed dossiers whose points are known: one plain, one that was asked about; the follower brought up to date."""

from datetime import datetime

from builders.dossiers import SINGLE, apologised, holder, received
from builders.office import SmallOffice
from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.models import Dossier
from thanthien.indicators.scoring import NAME
from thanthien.journal import followers
from thanthien.people.models import Officer


def worked(office: SmallOffice, dossier: Dossier, others: dict[str, Officer], *, at: datetime) -> Dossier:
    """To the result, each step by its holder."""
    while dossier.state < 9:
        apologised(office, dossier, at=at)
        dossier = dossiers.complete_step(dossier=dossier, by=office.actor(holder(office, dossier, others)), at=at)
    return dossier


def closed(office: SmallOffice, others: dict[str, Officer], *, asked: int = 0, at: datetime | None = None) -> Dossier:
    """A dossier of three days with its result on the first; `asked` times something was missing."""
    at = at or office.at
    dossier = received(office, SINGLE, at=at)
    by, counter = office.actor(office.ha), office.actor(office.hanh)
    for number in range(asked):
        told = {"items": [{"name": "Giấy xác nhận"}], "reason": "Còn thiếu giấy xác nhận", "by": by, "at": at}
        law = {"exception": "Điều 5 khoản 2 Nghị định mẫu"} if number else {}
        dossiers.ask_supplement(dossier=dossier, **told, **law)
        dossier = dossiers.take_supplement(dossier=Dossier.objects.get(pk=dossier.pk), by=counter, at=at)
    return worked(office, dossier, others, at=at)


def folded(unit: str) -> None:
    """What the running office does a moment after each act."""
    followers.catch_up(name=NAME, unit=unit)

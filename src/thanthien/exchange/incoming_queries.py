"""Every read of what came from the national portal."""

from datetime import date

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Coalesce

from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import OPEN, PAUSED
from thanthien.exchange import incoming_rules
from thanthien.exchange.incoming_rules import IncomingState, Wish
from thanthien.exchange.models import Incoming
from thanthien.exchange.national_codes import codes_of
from thanthien.shared.codes import keyed_digest


def record_digest(row: object) -> str:
    """The keyed digest of a record, the same for the same content."""
    return keyed_digest(incoming_rules.canonical(row), purpose="national-record")


def person_kinds(*, on: date) -> dict[str, str]:
    """Our word for the kind of an owner → the portal's code, on a day."""
    return dict(codes_of(endpoint=settings.NATIONAL["endpoint"], on=on).person_kinds)


def incoming(*, pk: int, unit: str) -> Incoming | None:
    """One record of the unit, or None."""
    return _whole().filter(pk=pk, unit_id=unit).first()


def waiting(*, unit: str, limit: int = 200) -> list[Incoming]:
    """What an officer has to answer and what waits for its owner, the most pressing first."""
    rows = _whole().filter(unit_id=unit, state__in=(IncomingState.WAITING, IncomingState.ASKED))
    return list(rows.order_by("-state", "answer_by", "pk")[:limit])


def wishes(*, unit: str, limit: int = 200) -> list[Incoming]:
    """Accepted dossiers still in work whose owner wants them back, the oldest wish first."""
    rows = _whole().filter(unit_id=unit, wish=Wish.ASKED, dossier__state__in=(*OPEN, *PAUSED))
    return list(rows.order_by("wish_at", "pk")[:limit])


def taken_back(*, unit: str, limit: int = 200) -> list[Incoming]:
    """What owners took back or wanted back and was settled, the newest first."""
    settled = ~Q(wish="") & ~Q(wish=Wish.ASKED, dossier__state__in=(*OPEN, *PAUSED))
    rows = _whole().filter(Q(state=IncomingState.WITHDRAWN) | settled, unit_id=unit)
    return list(rows.annotate(taken_at=Coalesce("wish_at", "decided_at")).order_by("-taken_at", "-pk")[:limit])


def aside(*, unit: str, limit: int = 200) -> list[Incoming]:
    """What could not become a dossier, the oldest first."""
    return list(Incoming.objects.filter(unit_id=unit, state=IncomingState.ASIDE).order_by("came_at", "pk")[:limit])


def of_dossier(*, dossier: Dossier) -> Incoming | None:
    """The record from which a dossier came, or None."""
    return Incoming.objects.filter(unit_id=dossier.unit_id, dossier_id=dossier.pk).first()


def is_online(*, unit: str, dossier: int) -> bool:
    """Whether a dossier came from the portal."""
    return Incoming.objects.filter(unit_id=unit, dossier_id=dossier).exists()


def dossier_of(row: Incoming) -> Dossier:
    """The dossier of a record that has one."""
    assert row.dossier is not None
    return row.dossier


def known(*, unit: str, keys: list[str]) -> set[str]:
    """Which of these codes of the portal are here already."""
    return set(Incoming.objects.filter(unit_id=unit, key__in=keys).values_list("key", flat=True))


def _whole():
    return Incoming.objects.select_related(
        "dossier__procedure", "dossier__applicant", "dossier__organisation", "dossier__submitter"
    )

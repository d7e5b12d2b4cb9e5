"""Who may."""

from datetime import date

from thanthien.dossiers import access as dossiers
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import RECEIVERS
from thanthien.exchange.rules import ExchangeError
from thanthien.people.access import may_manage
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.wording import say


def check_may_connect(*, by: Actor, unit: str) -> None:
    """The administrator says whom the unit tells; raises ExchangeError for anybody else."""
    if not may_manage(by=by, unit=unit):
        raise ExchangeError(say("Nơi nhận tin: việc của Quản trị. Nhờ quản trị của xã."))


def may_take_in(*, by: Actor, unit: str) -> bool:
    """True for who receives dossiers, for the administrator, and for the courier of the machine itself."""
    if by.unit != unit:
        return False
    return by.kind == ActorKind.SYSTEM or (by.kind == ActorKind.OFFICER and by.has(*RECEIVERS)) or may_manage(by=by, unit=unit)


def check_may_take_in(*, by: Actor, unit: str) -> None:
    """Raises ExchangeError unless `may_take_in`."""
    if not may_take_in(by=by, unit=unit):
        raise ExchangeError(say("Hồ sơ nộp qua mạng: việc của Một cửa. Nhờ cán bộ một cửa của xã."))


def check_may_answer(*, by: Actor, dossier: Dossier, on: date) -> None:
    """Who may receive such a dossier at the counter answers it here too. Raises DossierError."""
    dossiers.check_may_receive(by=by, unit=dossier.unit_id, field=dossier.field, on=on)

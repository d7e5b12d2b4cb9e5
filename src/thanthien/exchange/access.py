"""Who may."""

from thanthien.exchange.rules import ExchangeError
from thanthien.people.access import may_manage
from thanthien.shared.actor import Actor
from thanthien.shared.wording import say


def check_may_connect(*, by: Actor, unit: str) -> None:
    """The administrator says whom the unit tells; raises ExchangeError for anybody else."""
    if not may_manage(by=by, unit=unit):
        raise ExchangeError(say("Nơi nhận tin: việc của Quản trị. Nhờ quản trị của xã."))

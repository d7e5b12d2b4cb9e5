"""Who may put another commune on this installation, and its first administrator."""

from datetime import date, datetime

from thanthien.journal.actions import act
from thanthien.people import queries
from thanthien.people.access import check_may_manage
from thanthien.people.models import Office, Officer, RoleGrant, Unit
from thanthien.people.officers import add_officer
from thanthien.people.rules import PeopleError, Role
from thanthien.people.scoping import everywhere
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.wording import say

COUNTRY = "VN"


def appoint_administrator(
    *, unit: str, login: str, name: str, by: Actor, at: datetime, password: str | None = None, installation: bool = False,
) -> Officer:  # fmt: skip
    """The first administrator of a commune. With `installation` they may also open further communes on this machine: the same
    role, held for the country. Entries `officer.added` and `installation.entrusted`.
    """
    with act(unit=unit, by=by, at=at):
        officer = add_officer(
            unit=unit, login=login, name=name, roles=(Role.ADMIN,), password=password, position=str(say("Quản trị")), by=by, at=at
        )
        if installation:
            entrust_installation(officer=officer, by=by, at=at)
    return officer


def entrust_installation(*, officer: Officer, by: Actor, at: datetime) -> RoleGrant:
    """`officer` may open further communes on this machine from today. Entry `installation.entrusted`."""
    if by.kind != ActorKind.SYSTEM:
        check_may_manage(by=by, unit=COUNTRY)
    with act(unit=officer.unit_id, by=by, at=at) as deed:
        if not Unit._default_manager.filter(pk=COUNTRY).exists():
            raise PeopleError(say("Chưa nạp danh mục đơn vị. Chạy lệnh thanthien load rồi làm lại."))
        grant = deed.create(RoleGrant, officer=officer, role=Role.ADMIN, unit_id=COUNTRY, valid_from=at.date())
        deed.enter("installation.entrusted", subject=officer, data={"login": officer.login})
    return grant


def opener(officer: Officer, *, on: date) -> Actor | None:
    """The officer as who opens communes: for the country when the machine was entrusted to them, for their province when they
    administer one; None for everybody else.
    """
    with everywhere():  # the grant stands in a unit above the officer's own
        held = set(queries.grants_on(on).filter(officer=officer, role=Role.ADMIN).values_list("unit_id", flat=True))
    if COUNTRY in held:
        return Actor(ActorKind.OFFICER, officer.login, COUNTRY, frozenset({Role.ADMIN}))
    own = Unit._default_manager.filter(pk=officer.unit_id).values_list("kind", flat=True).first()
    if officer.unit_id in held and own in ("country", "province", "city"):
        return Actor(ActorKind.OFFICER, officer.login, officer.unit_id, frozenset({Role.ADMIN}))
    return None


def withdraw_office(*, unit: str, by: Actor, at: datetime) -> None:
    """The wrong commune was chosen: its office goes again, as long as nobody works there. Entry `office.withdrawn`."""
    check_may_manage(by=by, unit=unit)
    with act(unit=unit, by=by, at=at) as deed:
        office = deed.lock(Office, pk=unit)
        if Officer.objects.filter(unit_id=unit).exists():
            raise PeopleError(say("Xã này đã có cán bộ nên không bỏ được nữa."))
        deed.delete(office)
        deed.enter("office.withdrawn", subject=f"office:{unit}")

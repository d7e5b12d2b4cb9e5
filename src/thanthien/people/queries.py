"""Finding units, officers, counters, devices and persons."""

from datetime import date

from django.db.models import Q, QuerySet

from thanthien.people.models import Citizen, Counter, Device, Office, Officer, RoleGrant, Unit
from thanthien.people.rules import PeopleError
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.codes import keyed_digest


def unit(code: str) -> Unit:
    """The unit with this statistical code; raises PeopleError."""
    found = Unit.objects.filter(code=code).first()
    if found is None:
        raise PeopleError(f"Chưa có đơn vị mang mã {code}. Xem lại năm chữ số của mã xã.")
    return found


def office(unit_code: str) -> Office:
    """The office run for this unit; raises PeopleError when the unit has not begun."""
    found = Office.objects.select_related("unit__parent").filter(pk=unit_code).first()
    if found is None:
        raise PeopleError("Xã này chưa mở bộ phận Một cửa trên máy này.")
    return found


def offices() -> QuerySet[Office]:
    """Every office of this installation."""
    return Office.objects.select_related("unit").order_by("pk")


def roles_of(officer: Officer, *, on: date) -> frozenset[str]:
    """The roles that `officer` holds on a day."""
    grants = RoleGrant.objects.filter(officer=officer, valid_from__lte=on).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    return frozenset(grants.values_list("role", flat=True))


def actor_for(officer: Officer, *, on: date) -> Actor:
    """The officer as the `by=` of an act on a day."""
    return Actor(ActorKind.OFFICER, officer.login, officer.unit_id, roles_of(officer, on=on))


def device_actor(device: Device) -> Actor:
    """A kiosk, display or tablet as the `by=` of an act."""
    return Actor(ActorKind.DEVICE, device.code, device.unit_id, frozenset({f"device:{device.kind}"}))


def counters(unit_code: str) -> QuerySet[Counter]:
    """The counters of the hall in their order, with who sits there."""
    return Counter.objects.filter(unit_id=unit_code).select_related("officer").order_by("number")


def officers_with(*, unit: str, role: str, on: date, field: str | None = None) -> list[Officer]:
    """Officers who hold `role` in `unit` on a day; with `field`, those who answer for it or for all fields."""
    grants = RoleGrant.objects.filter(unit_id=unit, role=role, valid_from__lte=on, officer__is_active=True)
    grants = grants.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).select_related("officer").order_by("officer__login")
    return [g.officer for g in grants if field is None or not g.fields or field in g.fields]


def device_by_token(token: str) -> Device | None:
    """The enrolled, unrevoked device that holds this token, or None."""
    if not token:
        return None
    digest = keyed_digest(token, purpose="device-token")
    return Device.objects.select_related("unit", "counter").filter(token_digest=digest, revoked_at__isnull=True).first()


def citizen_by_id(*, unit: str, id_number: str) -> Citizen | None:
    """The person with this 12-digit number known to the office, or None."""
    return (
        Citizen.objects.filter(unit_id=unit, id_digest=keyed_digest(id_number, purpose="citizen-id")).first()
        if id_number
        else None
    )

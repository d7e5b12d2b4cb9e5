"""Finding units, officers, counters, devices and persons."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q, QuerySet

from thanthien.journal.asking import composed
from thanthien.journal.models import Entry
from thanthien.journal.settled import ALL, kept
from thanthien.people.models import (
    Absence,
    ApiToken,
    Citizen,
    Counter,
    Delegation,
    Device,
    Office,
    Officer,
    RoleGrant,
    Substitute,
    Unit,
)
from thanthien.people.rules import GOVERNMENT, ROLE_NAMES, PeopleError, Role, UnitKind
from thanthien.people.scoping import everywhere
from thanthien.shared.actor import Actor, ActorKind, logins
from thanthien.shared.codes import keyed_digest
from thanthien.shared.wording import say


def unit(code: str) -> Unit:
    """The unit with this statistical code; raises PeopleError."""
    found = kept(code, ("unit",), lambda: _unit.first(code=code), hall=False)
    if found is None:
        raise PeopleError(say("Chưa có đơn vị mang mã {code}. Xem lại năm chữ số của mã xã.", code=code))
    return found


@composed
def _unit(code: str) -> QuerySet[Unit]:
    return Unit.objects.filter(code=code).order_by()[:1]


def above(code: str) -> list[str]:
    """The codes of the units above this one, nearest first; [] for the top. One query: a tree of government is not deep."""
    found = Unit.objects.filter(pk=code).select_related("parent__parent__parent__parent__parent").first()
    codes: list[str] = []
    while found is not None and found.parent_id and found.parent_id not in codes:
        codes.append(found.parent_id)
        found = found.parent if "parent" in found._state.fields_cache else Unit.objects.get(pk=found.parent_id)
    return codes


def governing(unit: Unit) -> str:
    """The unit of government that a unit is or belongs to; it keeps the journal of its parts."""
    while unit.kind not in GOVERNMENT and unit.parent_id:
        unit = unit.parent
    return unit.pk


def parts_of(code: str, *, on: date, kinds: Iterable[str] = ()) -> QuerySet[Unit]:
    """The units directly under this one that stand on a day, by name; only of these kinds when some are named."""
    found = Unit.objects.filter(parent_id=code).filter(Q(valid_from=None) | Q(valid_from__lte=on))
    found = found.filter(Q(valid_to=None) | Q(valid_to__gte=on)).order_by("name_fold", "pk")
    wanted = list(kinds)
    return found.filter(kind__in=wanted) if wanted else found


def successor_of(code: str, *, on: date) -> str:
    """The unit that carries on for `code` on a day: itself while it stands, else its successor, and the successor's."""
    seen: set[str] = set()
    while code not in seen:
        seen.add(code)
        found = unit(code)
        if found.successor_id is None or found.valid_to is None or found.valid_to >= on:
            return code
        code = found.successor_id
    return code


def office(unit_code: str) -> Office:
    """The office run for this unit; raises PeopleError when the unit has not begun."""
    found = office_or_none(unit_code)
    if found is None:
        raise PeopleError(say("Xã này chưa mở bộ phận Một cửa trên máy này."))
    return found


def office_or_none(unit_code: str) -> Office | None:
    """The office run for this unit, with its unit and the one above; None when the unit has not begun."""
    return kept(unit_code, ("office",), lambda: _office.first(unit=unit_code), hall=False)


@composed
def _office(unit: str) -> QuerySet[Office]:
    return Office.objects.select_related("unit__parent").filter(pk=unit).order_by()[:1]


def offices() -> QuerySet[Office]:
    """Every office of this installation."""
    return Office.objects.select_related("unit").order_by("pk")


def beside(unit: Unit) -> tuple[Office, ...]:
    """The other offices of the same place, kept: a commune's police beside its people's committee, and the other way round."""
    return kept(unit.pk, ("beside",), lambda: _beside(unit), hall=False)


def _beside(unit: Unit) -> tuple[Office, ...]:
    home = governing(unit)
    found = offices().filter(Q(pk=home) | Q(unit__parent_id=home, unit__kind=UnitKind.POLICE))
    return tuple(found.exclude(pk=unit.pk))


def grants_on(on: date) -> QuerySet[RoleGrant]:
    """The roles in force on a day, whoever holds them."""
    return RoleGrant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


def roles_of(officer: Officer, *, on: date) -> frozenset[str]:
    """The roles that `officer` holds on a day, delegated ones too."""
    return frozenset(grants_on(on).filter(officer=officer).values_list("role", flat=True))


def actor_for(officer: Officer, *, on: date) -> Actor:
    """The officer as the `by=` of an act on a day. Roles held only by delegation name whose they are."""
    held = kept(officer.unit_id, ("actor", officer.pk, on), lambda: _held(officer, on), hall=False)
    own = {role for role, giver in held if giver is None}
    lent = {role: giver for role, giver in held if giver is not None and role not in own}
    roles = frozenset(role for role, _ in held)
    return Actor(ActorKind.OFFICER, officer.login, officer.unit_id, roles, tuple(sorted(lent.items())))


def _held(officer: Officer, on: date) -> list[tuple[str, str | None]]:
    """(role, login of who lent it) of each grant in force on a day."""
    return _roles.rows(officer=officer.pk, on=on)


@composed
def _roles(officer: int, on: date) -> QuerySet[RoleGrant]:
    return grants_on(on).filter(officer_id=officer).values_list("role", "delegation__giver__login").order_by("pk")


def role_names(roles: Iterable[str]) -> str:
    """Roles as a person reads them: `Lãnh đạo, Tiếp công dân`."""
    return ", ".join(str(ROLE_NAMES[Role(role)]) for role in roles)


def device_actor(device: Device) -> Actor:
    """A kiosk, display or tablet as the `by=` of an act."""
    return Actor(ActorKind.DEVICE, device.code, device.unit_id, frozenset({f"device:{device.kind}"}))


def counters(unit_code: str) -> QuerySet[Counter]:
    """The counters of the hall in their order, with who sits there."""
    return Counter.objects.filter(unit_id=unit_code, active=True).select_related("officer").order_by("number")


def hall_of(unit_code: str) -> tuple[Counter, ...]:
    """The counters as `counters` gives them, kept: to read."""
    return kept(unit_code, ("counters",), lambda: tuple(counters(unit_code)))


def colleagues(unit_code: str) -> tuple[Officer, ...]:
    """Everybody who works in the unit, by name, kept: to read."""
    rows = Officer.objects.filter(unit_id=unit_code, is_active=True).order_by("name_fold", "pk")
    return kept(unit_code, ("colleagues",), lambda: tuple(rows), hall=False)


def counter_of(officer: Officer) -> Counter | None:
    """Where the officer sits now, or None."""
    return next((one for one in hall_of(officer.unit_id) if one.officer_id == officer.pk), None)


def officers_with(*, unit: str, role: str, on: date, field: str | None = None) -> list[Officer]:
    """Officers who hold `role` in `unit` on a day; with `field`, those who answer for it or for all fields."""
    held = _with_role.rows(unit=unit, role=str(role), on=on)
    return list(dict.fromkeys(g.officer for g in held if field is None or not g.fields or field in g.fields))


@composed
def _with_role(unit: str, role: str, on: date) -> QuerySet[RoleGrant]:
    grants = grants_on(on).filter(unit_id=unit, role=role, officer__is_active=True)
    return grants.select_related("officer").order_by("officer__login", "pk")


@composed
def _enrolled(digest: str) -> QuerySet[Device]:
    return Device.objects.filter(token_digest=digest, revoked_at__isnull=True).order_by("pk")[:1]


def device_by_token(token: str) -> Device | None:
    """The enrolled, unrevoked device that holds this token, or None."""
    if not token:
        return None
    digest = keyed_digest(token, purpose="device-token")
    return _enrolled.first(digest=digest)


def citizen_by_id(*, unit: str, id_number: str) -> Citizen | None:
    """The person with this 12-digit number known to the office, or None."""
    return _known.first(unit=unit, digest=keyed_digest(id_number, purpose="citizen-id")) if id_number else None


WITH_ID = ~Q(id_digest="")  # said in the question, SQLite may use the index that says the same of its rows


@composed
def _known(unit: str, digest: str) -> QuerySet[Citizen]:
    return Citizen.objects.filter(WITH_ID, unit_id=unit, id_digest=digest).order_by()[:1]


def officers_named(*, logins: Iterable[str]) -> dict[str, Officer]:
    """Login → officer, of whatever unit; those who are not known are left out."""
    wanted = tuple(sorted(set(logins)))
    return {officer.login: officer for officer in _named.rows(logins=wanted)} if wanted else {}


@composed
def _named(logins: tuple[str, ...]) -> QuerySet[Officer]:
    return Officer.objects.filter(login__in=logins)


@dataclass(frozen=True, slots=True)
class Seat:
    """One officer of the unit on a day: where they sit now, whether they are away and who takes over, what they are for."""

    officer: Officer
    counter: Counter | None
    absence: Absence | None
    roles: tuple[str, ...]

    @property
    def stand_in(self) -> Officer | None:
        return self.absence.stand_in if self.absence else None


def away_on(*, unit: str, on: date) -> QuerySet[Absence]:
    """Who of the unit is away on a day."""
    rows = Absence.objects.filter(unit_id=unit, ended_at=None, first_day__lte=on, last_day__gte=on)
    return rows.select_related("officer", "stand_in", "counter").order_by("officer__name_fold", "pk")


def roster(*, unit: str, on: date) -> list[Seat]:
    """Everybody of the unit on a day in the order of counters, then of names. Four queries, however many they are."""
    seats = {counter.officer_id: counter for counter in Counter.objects.filter(unit_id=unit, officer__isnull=False)}
    absences = {row.officer_id: row for row in away_on(unit=unit, on=on)}
    held: dict[int, list[str]] = {}
    for officer, role in grants_on(on).filter(unit_id=unit).order_by("pk").values_list("officer_id", "role"):
        if role not in held.setdefault(officer, []):
            held[officer].append(role)
    people = Officer.objects.filter(unit_id=unit, is_active=True).order_by("name_fold", "pk")
    rows = [Seat(o, seats.get(o.pk), absences.get(o.pk), tuple(held.get(o.pk, ()))) for o in people]
    return sorted(rows, key=lambda seat: seat.counter.number if seat.counter else 100)


def stand_ins_for(*, officer: Officer, on: date) -> list[Officer]:
    """Who may take over for `officer` on a day, as named, without those who are away or have left themselves."""
    away = set(away_on(unit=officer.unit_id, on=on).values_list("officer_id", flat=True))
    rows = Substitute.objects.filter(officer=officer, stand_in__is_active=True).select_related("stand_in")
    return [row.stand_in for row in rows if row.stand_in_id not in away]


def delegations(*, unit: str, on: date) -> QuerySet[Delegation]:
    """Delegations of the unit that run or will run, the first to begin first."""
    rows = Delegation.objects.filter(unit_id=unit, withdrawn_at=None, valid_to__gte=on)
    return rows.select_related("giver", "taker").order_by("valid_from", "pk")


def absences_ahead(*, officer: Officer, on: date) -> QuerySet[Absence]:
    """Absences of an officer that run or will come."""
    rows = Absence.objects.filter(officer=officer, ended_at=None, last_day__gte=on)
    return rows.select_related("stand_in", "counter", "officer").order_by("first_day", "pk")


def first_office() -> Office | None:
    """The office that speaks where nobody has said which: a real one before a demonstration; None before one is set up."""
    return kept(ALL, ("first office",), Office.objects.select_related("unit__parent").order_by("demo", "pk").first)


def officer_by_login(login: str) -> Officer | None:
    """The officer with this login, or None."""
    return Officer.objects.select_related("unit").filter(login=login).first() if login else None


def officers_of(*, unit: str) -> QuerySet[Officer]:
    """Who works for the unit, by name."""
    return Officer.objects.filter(unit_id=unit, is_active=True).order_by("name_fold", "pk")


def grants_ahead(*, officer: Officer, on: date) -> QuerySet[RoleGrant]:
    """The roles of an officer that run or will run, the first to begin first."""
    rows = RoleGrant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), officer=officer)
    return rows.select_related("delegation__giver", "place").order_by("valid_from", "pk")


def absence(*, pk: int, unit: str) -> Absence | None:
    """One absence of the unit, or None."""
    return Absence.objects.select_related("officer", "stand_in").filter(pk=pk, unit_id=unit).first()


def api_token(text: str, *, at: datetime) -> ApiToken | None:
    """The token with this text while it holds: not taken back, not run out, its officer at work, its device not shut out."""
    digest = keyed_digest(text, purpose="api-token")
    with everywhere():  # the token says which unit it is
        found = ApiToken.objects.select_related("officer", "device").filter(digest=digest).first()
    if found is None or found.revoked_at is not None or found.expires_at <= at:
        return None
    if found.officer is not None:
        return found if found.officer.is_active and found.officer.unit_id == found.unit_id else None
    return found if found.device.revoked_at is None else None


def token_actor(token: ApiToken, *, on: date) -> Actor:
    """Who acts when this token is used: the officer with the roles of the day, or the device, and that it came through it."""
    holder = actor_for(token.officer, on=on) if token.officer else device_actor(token.device)
    return replace(holder, through=f"token:{token.pk}")


def token_names(marks: Iterable[str]) -> dict[str, str]:
    """`token:7` → which programme holds it."""
    pks = {int(mark.partition(":")[2]): mark for mark in marks if mark}
    return {pks[pk]: name for pk, name in ApiToken.objects.filter(pk__in=pks).values_list("pk", "name")} if pks else {}


def api_tokens(*, unit: str) -> list[ApiToken]:
    """The tokens of a unit, the newest first."""
    return list(ApiToken.objects.filter(unit_id=unit).select_related("officer", "device").order_by("-made_at", "-pk"))


@dataclass(frozen=True, slots=True)
class Lent:
    """A token in an officer's name as that officer sees it. `issuer` = name of who made it, "" = the set-up of the machine."""

    token: ApiToken
    issuer: str
    at: datetime

    @property
    def holds(self) -> bool:
        return self.token.revoked_at is None and self.token.expires_at > self.at


def tokens_in_name_of(*, officer: Officer, at: datetime) -> list[Lent]:
    """The tokens that act in the officer's name, those that hold first and the newest first; who made each is in the journal."""
    tokens = list(ApiToken.objects.filter(officer=officer).order_by("-made_at", "-pk"))
    made = Entry.objects.filter(kind="token.issued", subject__in=[f"apitoken:{one.pk}" for one in tokens])
    by = {subject: logins(actor)[0] for subject, actor in made.values_list("subject", "actor")} if tokens else {}
    names = dict(Officer.objects.filter(login__in=set(by.values())).values_list("login", "name")) if by else {}
    found = [Lent(one, names.get(by.get(f"apitoken:{one.pk}", ""), ""), at) for one in tokens]
    return sorted(found, key=lambda one: not one.holds)


def token_of(*, officer: Officer, pk: int) -> ApiToken | None:
    """One token in this officer's name, or None."""
    return ApiToken.objects.filter(pk=pk, officer=officer).first()

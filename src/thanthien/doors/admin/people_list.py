"""The people of a unit as the administrator's list shows them, filtered and named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from thanthien.doors.parts.tables import Column, Table
from thanthien.people import queries
from thanthien.people.models import Absence, Counter, Officer, RoleGrant
from thanthien.people.rules import ABSENCE_NAMES, ROLE_NAMES, AbsenceKind, Role
from thanthien.shared.folding import fold
from thanthien.shared.wording import said, say

STATES = (("here", say("Đang làm")), ("away", say("Vắng hôm nay")), ("left", say("Đã nghỉ")), ("idle", say("Chưa có vai trò")))


@dataclass(frozen=True, slots=True)
class Person:
    """One officer of the list on a day."""

    officer: Officer
    grants: tuple[RoleGrant, ...]
    absence: Absence | None
    counter: Counter | None

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(grant.role for grant in self.grants))

    @property
    def role_names(self) -> str:
        return ", ".join(str(ROLE_NAMES[Role(role)]) for role in self.roles)

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(sorted({name for grant in self.grants for name in grant.fields}))

    @property
    def kind(self) -> str:
        """here, away, left, idle."""
        if not self.officer.is_active:
            return "left"
        return "away" if self.absence else "here" if self.grants else "idle"

    @property
    def state(self) -> str:
        """The class of `.st`."""
        return {"left": "na", "away": "pause", "here": "ok", "idle": "open"}[self.kind]

    @property
    def word(self) -> str:
        if self.absence:
            return ABSENCE_NAMES[AbsenceKind(self.absence.kind)]
        if self.counter:
            return say("Ở quầy {n}", n=self.counter.number)
        return dict(STATES)[self.kind]


def people_of(unit: str, on: date) -> list[Person]:
    """Everybody who works or worked for the unit, by name. Four queries, however many they are."""
    grants: dict[int, list[RoleGrant]] = {}
    for grant in queries.grants_on(on).filter(unit_id=unit).order_by("pk"):
        grants.setdefault(grant.officer_id, []).append(grant)
    away = {row.officer_id: row for row in queries.away_on(unit=unit, on=on)}
    seats = {counter.officer_id: counter for counter in Counter.objects.filter(unit_id=unit, officer__isnull=False)}
    rows = Officer.objects.filter(unit_id=unit).order_by("-is_active", "name_fold", "pk")
    return [Person(o, tuple(grants.get(o.pk, ())), away.get(o.pk), seats.get(o.pk)) for o in rows]


def filtered(rows: list[Person], *, text: str, role: str, state: str) -> list[Person]:
    """Those whose name, login, position or phone holds every word, who hold the role, who are in the state."""
    words = fold(text).split()

    def fits(one: Person) -> bool:
        o = one.officer
        hay = f"{o.name_fold} {o.login} {fold(o.position)} {o.phone.replace(' ', '')}"
        return all(word in hay for word in words) and (not role or role in one.roles) and (not state or state == one.kind)

    return [one for one in rows if fits(one)]


# The same headings go out and come in: what is exported can be changed and imported.
HEADINGS: Mapping[str, str] = {
    "Họ và tên": "name", "Tên đăng nhập": "login", "Chức vụ": "position", "Vai trò": "roles", "Lĩnh vực": "fields",
    "Điện thoại": "phone", "Thư điện tử": "email",
}  # fmt: skip


def table(rows: list[Person], field_names: Mapping[str, str], filters: Mapping[str, str]) -> Table:
    """The list as it leaves the screen, and as an import reads it."""
    columns = (
        Column(say("Họ và tên"), lambda r: r.officer.name, width=26),
        Column(say("Tên đăng nhập"), lambda r: r.officer.login, width=18),
        Column(say("Chức vụ"), lambda r: r.officer.position, width=30),
        Column(say("Vai trò"), lambda r: r.role_names, width=30),
        Column(say("Lĩnh vực"), lambda r: ", ".join(field_names.get(name, name) for name in r.fields), width=40),
        Column(say("Điện thoại"), lambda r: r.officer.phone, width=16),
        Column(say("Thư điện tử"), lambda r: r.officer.email, width=28),
        Column(say("Trạng thái"), lambda r: said(r.word), width=18),
    )
    return Table("can-bo", say("Cán bộ của đơn vị"), columns, rows, filters)

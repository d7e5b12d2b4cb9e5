"""Reading a list of officers: each row a new colleague or a change of one; a wrong row says which cell and how to mend it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from thanthien.doors.admin.forms import Wrong, email, phone
from thanthien.doors.admin.people_list import HEADINGS
from thanthien.journal.actions import act
from thanthien.people import actions as people
from thanthien.people import queries
from thanthien.people.models import Officer
from thanthien.people.rules import ROLE_NAMES, PeopleError, Role, check_login, login_of
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.folding import fold
from thanthien.shared.tables_in import Row, read_rows
from thanthien.shared.wording import say

FACTS = ("name", "position", "phone", "email")


@dataclass
class Entry:
    """What one row asks for. `new` = nobody has the login yet; `changes` names what would change of a known colleague."""

    row: int
    login: str
    facts: dict[str, str]
    roles: list[str]
    fields: list[str]
    new: bool
    changes: list[str] = field(default_factory=list)

    @property
    def role_names(self) -> str:
        return ", ".join(str(ROLE_NAMES[Role(role)]) for role in self.roles)

    @property
    def state(self) -> str:
        return "ok" if self.new else "wait" if self.changes else "done"

    @property
    def word(self) -> str:
        if self.new:
            return say("Người mới")
        return say("Đổi: {what}", what=", ".join(map(str, self.changes))) if self.changes else say("Không đổi gì")


@dataclass(frozen=True, slots=True)
class Fault:
    """A wrong cell: the row as the spreadsheet counts, the column, the sentence."""

    row: int
    column: str
    text: str


def read(
    *, name: str, content: bytes, unit: str, field_names: Mapping[str, str], at: datetime
) -> tuple[list[Entry], list[Fault]]:
    """Entries of the right rows and faults of the wrong ones; with one fault nothing is to be taken. Raises FileRefused."""
    rows = read_rows(name=name, content=content, columns=HEADINGS, needed=("name",))
    known = {o.login: o for o in Officer.objects.filter(unit_id=unit)}
    logins = set(Officer.objects.values_list("login", flat=True))
    entries, faults, used = [], [], set()
    for row in rows:
        wrong: list[Fault] = []
        entry = _entry(row, wrong, field_names, known, logins, used)
        used.add(entry.login)
        if entry.login in known and not wrong:
            entry.changes = _changes(entry, known[entry.login], at)
        faults += wrong
        entries.append(entry)
    return entries, faults


def _entry(
    row: Row, wrong: list[Fault], field_names: Mapping[str, str], known: Mapping[str, Officer], logins: set[str], used: set[str]
) -> Entry:
    cells = row.cells
    titles = {ours: title for title, ours in HEADINGS.items()}

    def fault(column: str, sentence: object) -> None:
        wrong.append(Fault(row.number, titles[column], str(sentence)))

    facts = {name: cells[name] for name in FACTS}
    if not facts["name"]:
        fault("name", say("Ghi họ và tên."))
    for column, check in (("phone", phone), ("email", email)):
        try:
            facts[column] = check(facts[column]) if facts[column] else ""
        except Wrong as error:
            fault(column, error)
    login = cells["login"].lower()
    if not login:
        login = _free(login_of(facts["name"]), logins | used)
    elif login in used:
        fault("login", say("Tên đăng nhập {login} có hai dòng. Giữ một dòng.", login=login))
    elif login in logins and login not in known:
        fault("login", say("Tên đăng nhập {login} đã có người ở đơn vị khác. Đặt tên khác.", login=login))
    try:
        check_login(login or "x")
    except PeopleError as error:
        fault("login", error)
    known_roles = {fold(word): str(role) for role, name in ROLE_NAMES.items() for word in (name, str(name))}
    roles = _named(cells["roles"], known_roles, "roles", fault)
    fields = _named(cells["fields"], {fold(name): code for code, name in field_names.items()}, "fields", fault)
    return Entry(row.number, login, facts, roles, fields, login not in known)


def _named(cell: str, known: Mapping[str, str], column: str, fault) -> list[str]:
    """A cell of names, parted by ; or , (a name may itself hold a comma: the longest known one wins)."""
    found: list[str] = []
    left = [part.strip() for part in cell.replace(";", ",").split(",") if part.strip()]
    while left:
        for size in range(len(left), 0, -1):
            code = known.get(fold(", ".join(left[:size]))) or known.get(fold(" ".join(left[:size])))
            if code is not None:
                found.append(code)
                left = left[size:]
                break
        else:
            fault(column, say("Không có “{name}”. Viết như trong danh sách ở trang này.", name=left[0]))
            left = left[1:]
    return list(dict.fromkeys(found))


def _free(base: str, taken: set[str]) -> str:
    return base if base not in taken else next(f"{base}{n}" for n in range(2, 10_000) if f"{base}{n}" not in taken)


def _changes(entry: Entry, officer: Officer, at: datetime) -> list[str]:
    titles = {ours: title for title, ours in HEADINGS.items()}
    changed = [titles[name] for name in FACTS if entry.facts[name] and entry.facts[name] != getattr(officer, name)]
    held = queries.roles_of(officer, on=day_of(at))
    return [*changed, *([titles["roles"]] if set(entry.roles) - held else [])]


def take(*, entries: list[Entry], unit: str, by: Actor, at: datetime) -> list[Officer]:
    """Add and change, all in one act; returns the new officers. Roles are added, never taken away by a list."""
    made: list[Officer] = []
    with act(unit=unit, by=by, at=at):
        for entry in entries:
            roles = tuple(Role(role) for role in entry.roles)
            if entry.new:
                rest = {name: value for name, value in entry.facts.items() if name != "name"}
                made.append(
                    people.add_officer(
                        unit=unit,
                        login=entry.login,
                        name=entry.facts["name"],
                        roles=roles,
                        fields=tuple(entry.fields),
                        by=by,
                        at=at,
                        **rest,
                    )
                )
            elif entry.changes:
                _change(entry, roles, unit, by, at)
    return made


def _change(entry: Entry, roles: tuple[Role, ...], unit: str, by: Actor, at: datetime) -> None:
    officer = Officer.objects.get(login=entry.login, unit_id=unit)
    people.change_officer(officer=officer, by=by, at=at, **{name: value for name, value in entry.facts.items() if value})
    held = queries.roles_of(officer, on=day_of(at))
    for role in roles:
        if role not in held:
            people.grant_role(officer=officer, role=role, valid_from=day_of(at), fields=tuple(entry.fields), by=by, at=at)


def packed(entries: list[Entry]) -> list[dict]:
    return [asdict(entry) for entry in entries]


def unpacked(data: list[dict]) -> list[Entry]:
    return [Entry(**one) for one in data]

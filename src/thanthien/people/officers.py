"""Writes about officers: joining and leaving, what they are for, their password and second step."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, UNUSABLE_PASSWORD_SUFFIX_LENGTH
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q

from thanthien.journal.actions import Deed, act
from thanthien.people import queries
from thanthien.people.access import check_may_act_for, check_may_manage, is_self
from thanthien.people.editing import put
from thanthien.people.models import Counter, Delegation, Officer, RoleGrant, Unit
from thanthien.people.rules import WITH_FIELDS, InUse, PeopleError, Rank, Role, UnitKind, check_days, check_login
from thanthien.shared import chance
from thanthien.shared.actor import Actor
from thanthien.shared.folding import fold
from thanthien.shared.wording import say

OFFICER_FACTS = frozenset({"name", "position", "phone", "email", "avatar", "rank"})
OWN_FACTS = frozenset({"phone", "email"})
# Letters of a password that is shown once and copied by hand: none that people mix up.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def add_officer(
    *, unit: str, login: str, name: str, by: Actor, at: datetime, roles: tuple[Role, ...] = (), fields: tuple[str, ...] = (),
    password: str | None = None, **facts: object,
) -> Officer:  # fmt: skip
    """A new officer with roles from today. Without a password nobody can log in as them. Entry `officer.added`."""
    check_may_manage(by=by, unit=unit)
    check_login(login)
    _check_name(name)
    with act(unit=unit, by=by, at=at) as deed:
        if Officer.objects.filter(login=login).exists():
            raise PeopleError(say("Tên đăng nhập {login} đã có người dùng. Thêm chữ hoặc số, như {login}2.", login=login))
        officer = Officer(login=login, unit_id=unit, name=name.strip(), name_fold=fold(name), **facts)
        if password is None:  # as Django marks one that nobody has
            officer.password = f"{UNUSABLE_PASSWORD_PREFIX}{chance.code(UNUSABLE_PASSWORD_SUFFIX_LENGTH)}"
        else:
            officer.set_password(password)
        deed.save(officer, new=True)
        for role in roles:
            kept = list(fields) if role in WITH_FIELDS else []
            deed.create(RoleGrant, officer=officer, role=role, unit_id=unit, fields=kept, valid_from=at.date())
        deed.enter("officer.added", subject=officer, data={"login": login, "roles": sorted(roles), "fields": sorted(fields)})
    return officer


def change_officer(*, officer: Officer, by: Actor, at: datetime, seen: str = "", **facts: object) -> Officer:
    """Change name, position, phone, email, avatar, rank; one's own phone and email may be changed by oneself.

    Entry `officer.changed` with the names of what changed.
    """
    if not (is_self(by=by, officer=officer) and set(facts) <= OWN_FACTS):
        check_may_manage(by=by, unit=officer.unit_id)
    with act(unit=officer.unit_id, by=by, at=at) as deed:
        officer = deed.lock(Officer, pk=officer.pk, seen=seen)
        changed = put(officer, facts, allowed=OFFICER_FACTS)
        _check_name(officer.name)
        if officer.rank and officer.rank not in set(Rank):
            raise PeopleError(say("Không có cấp hàm này. Chọn trong danh sách."))
        if officer.rank and "rank" in changed and Role.POLICE not in queries.roles_of(officer, on=at.date()):
            raise PeopleError(say("Cấp hàm chỉ ghi cho công an. Giao việc công an trước, rồi ghi cấp hàm."))
        if changed:
            officer.name, officer.name_fold = officer.name.strip(), fold(officer.name)
            deed.save(officer)
            deed.enter("officer.changed", subject=officer, data={"login": officer.login, "fields": changed})
    return officer


def deactivate_officer(*, officer: Officer, by: Actor, at: datetime, where_used: Iterable[str] = ()) -> Officer:
    """The officer works here no more: no login, roles end today. Entry `officer.left`.

    `where_used`: what other rooms say still leans on them. Raises InUse with every place, PeopleError for the last administrator.
    """
    check_may_manage(by=by, unit=officer.unit_id)
    with act(unit=officer.unit_id, by=by, at=at) as deed:
        deed.chain(deed.unit)  # two administrators at once: the second sees what the first did
        officer = deed.lock(Officer, pk=officer.pk)
        places = [*_leaning(officer, at.date()), *where_used]
        if places:
            raise InUse(say("Chưa cho {name} nghỉ được.", name=officer.name), places)
        _check_not_last_admin(officer, at.date())
        officer.is_active = False
        deed.save(officer)
        deed.enter("officer.left", subject=officer, data={"login": officer.login})
    return officer


def reactivate_officer(*, officer: Officer, by: Actor, at: datetime) -> Officer:
    """The officer is back, with the roles whose days still run. Entry `officer.returned`."""
    check_may_manage(by=by, unit=officer.unit_id)
    with act(unit=officer.unit_id, by=by, at=at) as deed:
        officer = deed.lock(Officer, pk=officer.pk)
        if not officer.is_active:
            officer.is_active = True
            deed.save(officer)
            deed.enter("officer.returned", subject=officer, data={"login": officer.login})
    return officer


def _leaning(officer: Officer, on: date) -> list[str]:
    """What in this room still needs the officer."""
    places: list[str] = []
    counter = Counter.objects.filter(officer=officer).first()
    if counter is not None:
        places.append(say("đang ngồi ở quầy {n}", n=counter.number))
    lent = Delegation.objects.filter(giver=officer, withdrawn_at=None, valid_to__gte=on).select_related("taker")
    places += [say("đang ủy quyền cho {name} theo {document}", name=d.taker.name, document=d.document) for d in lent]
    return places


def _check_not_last_admin(officer: Officer, on: date) -> None:
    """Raises PeopleError when nobody else would administer the unit from `on` on."""
    mine = queries.grants_on(on).filter(unit_id=officer.unit_id, role=Role.ADMIN)
    if not mine.filter(officer=officer).exists():
        return
    others = mine.exclude(officer=officer).filter(officer__is_active=True, delegation=None, valid_to=None)
    if not others.exists():
        raise PeopleError(say("Đây là quản trị cuối cùng của đơn vị. Giao việc quản trị cho người khác trước."))


def grant_role(
    *, officer: Officer, role: Role, by: Actor, at: datetime, valid_from: date, valid_to: date | None = None,
    fields: tuple[str, ...] = (), place: Unit | None = None,
) -> RoleGrant:  # fmt: skip
    """`officer` holds `role` from a day to a day; a hamlet head for a hamlet (`place`). Entry `role.granted`.

    Raises PeopleError.
    """
    check_may_manage(by=by, unit=officer.unit_id)
    check_days(valid_from, valid_to)
    role = Role(role)
    if place is not None and queries.governing(place) != officer.unit_id:
        raise PeopleError(say("{name} thuộc đơn vị khác. Chọn trong đơn vị của người này.", name=place.name))
    if role == Role.HAMLET_HEAD and place is not None and place.kind != UnitKind.HAMLET:
        raise PeopleError(say("{name} không phải thôn, ấp hay tổ dân phố.", name=place.name))
    with act(unit=officer.unit_id, by=by, at=at) as deed:
        deed.chain(deed.unit)
        if _overlapping(officer, role, place, valid_from, valid_to):
            raise PeopleError(say("{name} đã được giao việc này trong những ngày ấy rồi.", name=officer.name))
        grant = deed.create(
            RoleGrant, officer=officer, role=role, unit_id=officer.unit_id, valid_from=valid_from, valid_to=valid_to,
            fields=sorted(fields) if role in WITH_FIELDS else [], place=place,
        )  # fmt: skip
        days = {"from": valid_from.isoformat(), "to": valid_to.isoformat() if valid_to else None}
        deed.enter("role.granted", subject=officer, data={"login": officer.login, "role": role, **days})
    return grant


def _overlapping(officer: Officer, role: Role, place: Unit | None, start: date, end: date | None) -> bool:
    same = RoleGrant.objects.filter(officer=officer, role=role, place=place, delegation=None)
    same = same.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=start))
    return (same.filter(valid_from__lte=end) if end else same).exists()


def change_fields(*, grant: RoleGrant, fields: tuple[str, ...], by: Actor, at: datetime, seen: str = "") -> RoleGrant:
    """Which fields of procedures a specialist answers for; empty = all. Entry `role.changed`."""
    check_may_manage(by=by, unit=grant.unit_id)
    with act(unit=grant.unit_id, by=by, at=at) as deed:
        grant = deed.lock(RoleGrant, pk=grant.pk, seen=seen)
        if put(grant, {"fields": sorted(fields)}, allowed={"fields"}):
            deed.save(grant)
            deed.enter("role.changed", subject=grant.officer, data={"login": grant.officer.login, "fields": sorted(fields)})
    return grant


def end_role(*, grant: RoleGrant, on: date, by: Actor, at: datetime) -> RoleGrant | None:
    """`on` is the last day of the role; a day before it began takes the grant away (None). Entry `role.ended`.

    Raises PeopleError for the last administrator and for a role that came by a delegation.
    """
    check_may_manage(by=by, unit=grant.unit_id)
    with act(unit=grant.unit_id, by=by, at=at) as deed:
        deed.chain(deed.unit)
        grant = deed.lock(RoleGrant, pk=grant.pk)
        if grant.delegation_id:
            raise PeopleError(say("Việc này có do ủy quyền. Thu hồi ủy quyền thay vì thôi giao việc."))
        if grant.role == Role.ADMIN:
            _check_not_last_admin(grant.officer, on + timedelta(days=1))
        return shorten(deed, grant, on)


def shorten(deed: Deed, grant: RoleGrant, on: date) -> RoleGrant | None:
    """Within an act: `on` becomes the last day of the grant, or the grant goes when it had not begun by then."""
    data = {"login": grant.officer.login, "role": grant.role, "on": on.isoformat()}
    officer, kept = grant.officer, on >= grant.valid_from
    if kept:
        grant.valid_to = on
        deed.save(grant)
    else:
        deed.delete(grant)
    deed.enter("role.ended", subject=officer, data=data)
    return grant if kept else None


def set_password(*, officer: Officer, password: str, by: Actor, at: datetime) -> Officer:
    """One's own new password; what an administrator gives has to be changed at the next login. Entry `officer.password_set`.

    Raises PeopleError with what is wrong with it.
    """
    if not is_self(by=by, officer=officer):
        check_may_manage(by=by, unit=officer.unit_id)
    try:
        validate_password(password, officer)
    except ValidationError as error:
        raise PeopleError(" ".join(map(str, error.messages))) from None
    with act(unit=officer.unit_id, by=by, at=at) as deed:
        officer = deed.lock(Officer, pk=officer.pk)
        officer.set_password(password)
        officer.must_change = not is_self(by=by, officer=officer)
        deed.save(officer)
        deed.enter("officer.password_set", subject=officer, data={"login": officer.login})
    return officer


def reset_password(*, officer: Officer, by: Actor, at: datetime) -> str:
    """A password for one login, shown once; their sessions end, the login asks for an own one. Entry `officer.password_reset`."""
    check_may_manage(by=by, unit=officer.unit_id)
    given = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
    with act(unit=officer.unit_id, by=by, at=at) as deed:
        officer = deed.lock(Officer, pk=officer.pk)
        officer.set_password(given)
        officer.must_change = True
        deed.save(officer)
        deed.enter("officer.password_reset", subject=officer, data={"login": officer.login})
    return given


def note_sign_in(*, officer: Officer, done: str, by: Actor, at: datetime) -> None:
    """Something of how the officer signs in was changed. `done`: set, off, codes (second step), unlocked. `officer.sign_in`."""
    check_may_act_for(by=by, officer=officer)
    with act(unit=officer.unit_id, by=by, at=at) as deed:
        deed.enter("officer.sign_in", subject=officer, data={"login": officer.login, "done": done})


def put_photo(*, officer: Officer, photo: str, by: Actor, at: datetime) -> Officer:
    """`photo` is the name of the file in the office's home; "" = the drawn avatar again. Entry `officer.photo`."""
    if not is_self(by=by, officer=officer):
        check_may_manage(by=by, unit=officer.unit_id)
    with act(unit=officer.unit_id, by=by, at=at) as deed:
        officer = deed.lock(Officer, pk=officer.pk)
        officer.photo = photo
        deed.save(officer)
        deed.enter("officer.photo", subject=officer, data={"login": officer.login, "kept": bool(photo)})
    return officer


def _check_name(name: str) -> None:
    if not name.strip():
        raise PeopleError(say("Chưa có họ tên. Gõ họ tên đầy đủ của cán bộ."))

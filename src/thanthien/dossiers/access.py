"""Who may. `check_may_x()` raises DossierError with a sentence for the officer; `may_x()` is its bool twin.

The actor carries unit and roles; the fields of a specialist or police officer are read from their grants.
"""

from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import Q, QuerySet

from thanthien.dossiers.models import Dossier, DossierStep, Elsewhere, Fee, Opinion, Stage
from thanthien.dossiers.rules import RECEIVERS, Act, DossierError, move
from thanthien.dossiers.rules_elsewhere import Move as Turned
from thanthien.dossiers.rules_elsewhere import Place
from thanthien.journal.asking import composed
from thanthien.journal.settled import kept
from thanthien.people.models import Counter, Officer, RoleGrant
from thanthien.people.queries import unit as unit_of
from thanthien.people.rules import ROLE_NAMES, Role
from thanthien.people.scoping import in_unit
from thanthien.shared.actor import Actor
from thanthien.shared.wording import say

# Steps that another body does, or that only wait: whoever holds the file in the hall or in the section notes them as done.
FILE_HOLDERS = frozenset({Role.ONE_STOP, Role.SPECIALIST, Role.POLICE})
READERS = frozenset({Role.ONE_STOP, Role.GUIDE, Role.LEADER, Role.SEAL_CLERK, Role.INSPECTOR})
ANSWERERS = (Role.SPECIALIST, Role.LEADER, Role.ONE_STOP, Role.POLICE)
BY_FIELD = frozenset({Role.SPECIALIST, Role.POLICE})


def grants_in(unit: str, on: date, *, login: str = "") -> list[RoleGrant]:
    """The roles held in `unit` on a day: those of one officer, else of everybody who still works there."""

    def read() -> list[RoleGrant]:
        return _of_officer.rows(unit=unit, on=on, login=login) if login else _of_all.rows(unit=unit, on=on)

    with in_unit(unit):  # the officer's own unit, also where they work on another office's dossier
        return kept(unit, ("grants", on, login), read, hall=False)


@composed
def _of_officer(unit: str, on: date, login: str) -> QuerySet[RoleGrant]:
    return _valid(on).filter(unit_id=unit, officer__login=login)


@composed
def _of_all(unit: str, on: date) -> QuerySet[RoleGrant]:
    return _valid(on).filter(unit_id=unit, officer__is_active=True)


def _valid(on: date) -> QuerySet[RoleGrant]:
    return RoleGrant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


def stages_of(dossier: Dossier) -> list[Stage]:
    """The stages of a dossier that goes through several bodies, in order; [] for all others, without asking the database."""
    if dossier.process_version is None:
        return []
    with in_unit(dossier.unit_id):
        return list(Stage.objects.filter(dossier_id=dossier.pk))


def place_of(dossier: Dossier, step: int) -> str:
    """The unit that does a step: the dossier's own, unless the step belongs to another body's stage."""
    return next((row.unit_id for row in stages_of(dossier) if row.covers(step)), dossier.unit_id)


def holds(by: Actor, role: str, *, field: str, on: date) -> bool:
    """True when the actor has `role`, and for roles that go by field, this field of procedures."""
    if role not in by.roles:
        return False
    if role not in BY_FIELD:
        return True
    return any(g.role == role and (not g.fields or field in g.fields) for g in grants_in(by.unit, on, login=by.code))


def roles_for(step_role: str, held: Iterable[str]) -> frozenset[str]:
    """The roles that may do a step; `held` = the roles that somebody of the unit holds.

    A role that nobody holds (a small commune without a seal clerk), another body and a mere wait go to those who hold the file.
    """
    return frozenset({step_role}) if step_role in set(held) else frozenset(FILE_HOLDERS)


def check_unit(by: Actor, unit: str) -> None:
    if by.unit != unit:
        raise DossierError(say("Hồ sơ này của đơn vị khác. Nhờ đơn vị ấy, hoặc đăng nhập đúng đơn vị."))


def _check_any(by: Actor, roles: frozenset[str], act: Act, *, field: str, on: date) -> None:
    if any(holds(by, role, field=field, on=on) for role in sorted(roles)):
        return
    who = ", ".join(str(ROLE_NAMES[Role(role)]) for role in sorted(roles))
    if roles & by.roles:
        raise DossierError(
            say("{act}: việc này thuộc lĩnh vực khác. Chuyển cho đồng nghiệp phụ trách lĩnh vực ấy.", act=act.label)
        )
    raise DossierError(
        say("{act}: việc của {who}. Nhờ người giữ việc ấy, hoặc xin quản trị giao thêm việc.", act=act.label, who=who)
    )


def check_may_receive(*, by: Actor, unit: str, field: str, on: date, counter: Counter | None = None) -> None:
    """A one-stop officer (any field) or police officer (own fields), at the counter where they sit."""
    check_unit(by, unit)
    _check_any(by, frozenset(RECEIVERS), Act.RECEIVE, field=field, on=on)
    if counter is None:
        return
    check_unit(by, counter.unit_id)
    if counter.officer is None or counter.officer.login != by.code:
        raise DossierError(
            say("Quầy {number} chưa mở dưới tên người đang đăng nhập. Mở quầy rồi nhận hồ sơ.", number=counter.number)
        )


def check_may_work(*, by: Actor, dossier: Dossier, step: DossierStep, act: Act, on: date) -> None:
    """The holder of the step's role and the dossier's field; a step that somebody holds is theirs, or their delegate's."""
    place = place_of(dossier, step.order)
    if by.unit == dossier.unit_id != place:
        raise DossierError(say("Hồ sơ đang ở {unit}, nơi ấy làm bước này. Chờ hồ sơ về rồi làm tiếp.", unit=name_of(place)))
    check_unit(by, place)
    if not holds(by, step.role, field=dossier.field, on=on):
        held = {grant.role for grant in grants_in(place, on)}
        _check_any(by, roles_for(step.role, held), act, field=dossier.field, on=on)
    if step.officer is not None and step.officer.login not in (by.code, by.acting_as(step.role).behalf):
        raise DossierError(
            say(
                "Bước “{name}” đang do {who} giữ. Trao đổi với {who}, hoặc nhờ lãnh đạo giao lại.",
                name=step.name,
                who=step.officer.name,
            )
        )


def check_may_give(*, by: Actor, dossier: Dossier, step: DossierStep) -> None:
    """A leader gives a step to an officer; whoever holds it may hand it to a colleague."""
    check_unit(by, place_of(dossier, step.order))
    if Role.LEADER not in by.roles and (step.officer is None or step.officer.login != by.code):
        raise DossierError(say("Giao việc cho người khác: việc của Lãnh đạo. Nhờ lãnh đạo giao, hoặc tự nhận việc."))


def check_may(*, by: Actor, dossier: Dossier, act: Act, on: date) -> None:
    """Acts on the dossier as a whole: the roles of its line in the state table."""
    check_unit(by, dossier.unit_id)
    _check_any(by, move(dossier.state, act).who, act, field=dossier.field, on=on)


def check_may_correct(*, by: Actor, fee: Fee, dossier: Dossier, on: date) -> None:
    """A line of the book of fees: the counter and the leader of the unit that took the money, whosever the dossier is."""
    if by.unit != fee.unit_id and by.unit == dossier.unit_id:
        told = {"number": fee.number, "unit": name_of(fee.unit_id)}
        raise DossierError(say("Biên lai {number} ở sổ của {unit}. Nhờ nơi ấy sửa, hoặc đề nghị hoàn trả.", **told))
    check_unit(by, fee.unit_id)
    _check_any(by, move(dossier.state, Act.CORRECT_FEE).who, Act.CORRECT_FEE, field=dossier.field, on=on)


def check_may_see(*, by: Actor, dossier: Dossier, on: date) -> None:
    """The hall, the leader, the seal and the inspector; specialists and police within their fields. Each opening is an access."""
    check_unit(by, by.unit if has_passed(dossier, by.unit) else dossier.unit_id)
    if by.has(*READERS) or any(holds(by, role, field=dossier.field, on=on) for role in BY_FIELD):
        return
    raise DossierError(say("Hồ sơ này ngoài phần việc được giao. Cần xem, xin lãnh đạo giao việc."))


def check_may_hand_over(*, by: Actor, dossier: Dossier, on: date) -> None:
    """The unit's own counter; where another unit received it and the result went back there, that unit's counter alone."""
    if dossier.received_at_unit_id is None:
        return check_may(by=by, dossier=dossier, act=Act.HAND_OVER, on=on)
    with in_unit(dossier.received_at_unit_id):
        row = Elsewhere.objects.get(dossier_id=dossier.pk)
    if row.place not in (Place.RESULT_SENT, Place.RESULT_HERE):
        return check_may(by=by, dossier=dossier, act=Act.HAND_OVER, on=on)
    if row.place == Place.RESULT_SENT or by.unit != row.unit_id:
        raise DossierError(say("Kết quả đã gửi về {unit}, nơi ấy trao cho người dân.", unit=name_of(row.unit_id)))
    return _check_any(by, move(dossier.state, Act.HAND_OVER).who, Act.HAND_OVER, field=dossier.field, on=on)


def check_may_turn(*, by: Actor, row: Elsewhere, line: Turned, what: str, on: date) -> None:
    """An act on a dossier received for another unit: by the unit whose turn it is, and there by the roles of the table."""
    check_unit(by, row.unit_id if line.receiving else row.competent_id)
    if not any(holds(by, role, field=row.field, on=on) for role in sorted(line.who)):
        who = ", ".join(str(ROLE_NAMES[Role(role)]) for role in sorted(line.who))
        raise DossierError(
            say("{act}: việc của {who}. Nhờ người giữ việc ấy, hoặc xin quản trị giao thêm việc.", act=what, who=who)
        )


def check_may_see_elsewhere(*, by: Actor, row: Elsewhere, on: date) -> None:
    """Readers of the unit that received it, and of the competent one once it was sent there; nobody else."""
    there = by.unit == row.competent_id and row.place not in (Place.HERE, Place.CANCELLED)
    check_unit(by, by.unit if there else row.unit_id)
    if by.has(*READERS) or any(holds(by, role, field=row.field, on=on) for role in BY_FIELD):
        return
    raise DossierError(say("Hồ sơ này ngoài phần việc được giao. Cần xem, xin lãnh đạo giao việc."))


def check_may_read_opinion(*, by: Actor, row: Opinion) -> None:
    """Of another office's dossier the asked body reads the request, while it stands; nobody else does."""
    if by.unit != row.asked_unit_id or row.withdrawn_at is not None:
        raise DossierError(say("Yêu cầu này của đơn vị khác, hoặc đã rút. Trở về danh sách."))
    if not by.has(*ANSWERERS):
        raise DossierError(say("Trả lời ý kiến: việc của chuyên môn hoặc lãnh đạo. Nhờ người giữ việc ấy."))


def check_may_answer(*, by: Actor, dossier: Dossier, row: Opinion, on: date) -> bool:
    """The asked body itself; or whoever does the step, noting the letter of a body. True when it is noted."""
    if row.asked_unit_id and by.unit == row.asked_unit_id:
        check_may_read_opinion(by=by, row=row)
        return False
    with in_unit(dossier.unit_id):
        step = DossierStep.objects.get(dossier_id=dossier.pk, order=row.step)
    check_may_work(by=by, dossier=dossier, step=step, act=Act.COMPLETE, on=on)
    return True


def has_passed(dossier: Dossier, unit: str) -> bool:
    """True when the dossier is or was at a stage of `unit`: then its officers may open it."""
    return any(row.unit_id == unit and row.handed_at is not None for row in stages_of(dossier))


def name_of(unit: str) -> str:
    return str(unit_of(unit).name)


def open_to(officer: Officer, unit: str, on: date) -> Q:
    """Steps that the officer may take: by role, for specialists and police by field, and what no role of the unit covers."""
    grants = grants_in(unit, on)
    own = [grant for grant in grants if grant.officer_id == officer.pk]
    fits = Q(pk__in=[])
    for grant in own:
        fields = Q(dossier__field__in=grant.fields) if grant.role in BY_FIELD and grant.fields else Q()
        fits |= Q(role=grant.role) & fields
    if any(grant.role == Role.ONE_STOP for grant in own):
        fits |= ~Q(role__in={grant.role for grant in grants})
    return fits


def fields_seen(*, by: Actor, on: date) -> frozenset[str] | None:
    """The fields of procedures whose dossiers the actor may see on a day; None = all of them, empty = none."""
    if by.has(*READERS):
        return None
    own = [grant for grant in grants_in(by.unit, on, login=by.code) if grant.role in BY_FIELD]
    if any(not grant.fields for grant in own):
        return None
    return frozenset(field for grant in own for field in grant.fields)


def check_may_recount(*, by: Actor, unit: str) -> None:
    """What was promised to people is moved, or held against a changed calendar, by the leader's word alone."""
    check_unit(by, unit)
    if Role.LEADER not in by.roles:
        raise DossierError(say("Dời ngày đã hẹn: việc của Lãnh đạo. Nhờ lãnh đạo xem danh sách này rồi quyết."))


def _may(check: Callable[..., None]) -> Callable[..., bool]:
    def twin(**asked: object) -> bool:
        try:
            check(**asked)
        except DossierError:
            return False
        return True

    return twin


may_receive = _may(check_may_receive)
may_work = _may(check_may_work)
may_give = _may(check_may_give)
may = _may(check_may)
may_see = _may(check_may_see)
may_correct = _may(check_may_correct)
may_recount = _may(check_may_recount)
may_turn = _may(check_may_turn)
may_answer = _may(check_may_answer)

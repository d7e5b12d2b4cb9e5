"""Every write of home service: a request, its answer, its slot and team, what came of the visit; who may have it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from thanthien.journal.actions import Deed, act
from thanthien.outreach import access, home_queries, queries
from thanthien.outreach import home_rules as rules
from thanthien.outreach.home_rules import Channel, HomeAct, HomeError, HomeState, Proof
from thanthien.outreach.models_home import HomeRule, HomeVisit
from thanthien.outreach.rules import tidy_name, tidy_phone
from thanthien.people.models import Officer, Unit
from thanthien.people.queries import actor_for
from thanthien.procedures.models import Procedure
from thanthien.programmes import actions as programmes
from thanthien.programmes.queries import on_day
from thanthien.programmes.rules import Kind, Standing, WhyNot
from thanthien.shared.actor import Actor, ActorKind, clock
from thanthien.shared.clock import day_of, local
from thanthien.shared.wording import say

AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as typed: the act puts it right or refuses it. `tasks`: codes of `home_rules.Task`; `hamlet`: its code."""

    name: str
    phone: str
    address: str
    group: str
    tasks: Sequence[str] = (rules.Task.DECLARE,)
    matter: str = ""
    hamlet: str = ""
    note: str = ""


def ask_home(
    *, unit: str, asked: Asked, channel: Channel, by: Actor, at: datetime, procedure: Procedure | None = None, address: str = ""
) -> HomeVisit:  # fmt: skip
    """Somebody asks for a visit at home. Entry `home.asked` (number, group, channel, day). `address`: of the net, for the
    limit. Raises HomeError or BookingError, whose `field` says what to mend.
    """
    access.check_may_ask_home(by=by, unit=unit, channel=channel)
    name, phone, where = tidy_name(asked.name), tidy_phone(asked.phone), rules.tidy_address(asked.address)
    group = rules.check_group(asked.group, entitled=home_queries.entitled(unit=unit, on=day_of(at)).groups)
    tasks, digest = rules.tasks_of(asked.tasks), queries.phone_digest(phone)
    hamlet, matter = _hamlet(unit, asked.hamlet), _matter(procedure, asked.matter)
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        _check_limits(unit, digest, address, channel=channel, at=at)
        row = deed.create(
            HomeVisit, unit_id=unit, number=deed.number("home"), procedure=procedure, matter=matter, group=group,
            tasks=sorted(tasks), channel=channel, hamlet=hamlet, name=name, phone=phone, phone_digest=digest, address=where,
            address_digest=queries.address_digest(address), note=rules.tidy_note(asked.note), asked_on=day_of(at), asked_at=at,
        )  # fmt: skip
        deed.enter("home.asked", subject=row, data=_facts(row) | {"group": str(group), "channel": str(channel)})
    return row


def _matter(procedure: Procedure | None, words: str) -> str:
    matter = procedure.title if procedure else " ".join(words.split())
    if len(matter) < 3:
        raise HomeError(say("Ghi cần làm việc gì, hoặc chọn thủ tục."), field="matter")
    return matter[:200]


def _hamlet(unit: str, code: str) -> Unit | None:
    if not code:
        return None
    found = Unit.objects.filter(parent_id=unit, kind="hamlet", pk=code).first()
    if found is None:
        raise HomeError(say("Thôn này không có trong danh sách của xã. Chọn lại, hoặc để trống."), field="hamlet")
    return found


def _check_limits(unit: str, digest: str, address: str, *, channel: str, at: datetime) -> None:
    """One open request a telephone from the public site, and few from one address of the net."""
    if channel != Channel.PORTAL:
        return
    if HomeVisit.objects.filter(unit_id=unit, phone_digest=digest, state__in=rules.OPEN).exists():
        raise HomeError(say("Số điện thoại này đã có một yêu cầu đang chờ. Xã sẽ gọi lại; cần gấp thì gọi xã."), field="phone")
    quota = queries.quota(unit=unit, on=day_of(at))
    net = queries.address_digest(address)
    recent = HomeVisit.objects.filter(unit_id=unit, address_digest=net, asked_at__gt=at - timedelta(hours=1))
    if net and recent.count() >= quota.per_address:
        raise HomeError(say("Vừa có quá nhiều yêu cầu từ nơi này. Chờ một giờ rồi gửi tiếp, hoặc gọi xã."))


def _facts(row: HomeVisit) -> dict[str, object]:
    """What each entry of a request says."""
    return {"number": row.number, "day": row.day.isoformat() if row.day else "", "half": str(row.half)}


def _locked(deed: Deed, visit: HomeVisit, doing: HomeAct) -> HomeVisit:
    row = deed.lock(HomeVisit, pk=visit.pk, unit_id=deed.unit)
    access.check_may_act_home(by=deed.by, visit=row, act=doing)
    return row


def _moved(deed: Deed, row: HomeVisit, doing: HomeAct, standing: Standing | None, **data: object) -> HomeVisit:
    """Bring a locked request where the table says, write the entry, and say how it stands in the figures of home service."""
    line = rules.home_move(row.state, doing, name=row.label)
    row.state = line.to
    row.ended_at = None if line.to in (HomeState.REQUESTED, HomeState.ACCEPTED, HomeState.PLANNED) else deed.at
    deed.save(row)
    deed.enter(line.kind, subject=row, data=_facts(row) | data)
    if standing is not None:
        _stand(deed, row, standing)
    return row


def _stand(deed: Deed, row: HomeVisit, standing: Standing) -> None:
    held = on_day(unit=deed.unit, day=row.day) if row.day else []
    programme = next((one for one in held if one.kind == Kind.HOME), None)
    programmes.stand(
        unit=deed.unit,
        subject=f"homevisit:{row.pk}",
        kind=Kind.HOME,
        standing=standing,
        programme=programme,
        by=deed.by,
        at=deed.at,
    )


def accept_home(*, visit: HomeVisit, by: Actor, at: datetime) -> HomeVisit:
    """The office will come. Entry `home.accepted`; from now on it counts as owed."""
    with act(unit=visit.unit_id, by=by, at=at) as deed:
        row = _locked(deed, visit, HomeAct.ACCEPT)
        return _moved(deed, row, HomeAct.ACCEPT, Standing(True, None))


def refuse_home(*, visit: HomeVisit, reason: str, by: Actor, at: datetime) -> HomeVisit:
    """The office does not come; the person reads why. Entry `home.refused`, without the words."""
    words = rules.tidy_reason(reason)
    with act(unit=visit.unit_id, by=by, at=at) as deed:
        row = _locked(deed, visit, HomeAct.REFUSE)
        row.reason = words
        return _moved(deed, row, HomeAct.REFUSE, Standing(False, False, WhyNot.REFUSED))


def plan_home(*, visit: HomeVisit, day: date, half: str, team: Iterable[str], by: Actor, at: datetime) -> HomeVisit:
    """A half day and the officers who go; planned again it moves. Entry `home.planned` (day, half, team). Raises HomeError."""
    here = local(at)
    slot = rules.check_slot(day=day, half=half, today=day_of(at), minute=here.hour * 60 + here.minute)
    going = _team(visit.unit_id, team, day)
    with act(unit=visit.unit_id, by=by, at=at) as deed:
        row = _locked(deed, visit, HomeAct.PLAN)
        row.day, row.half, row.team, row.why_failed = day, slot, going, ""
        return _moved(deed, row, HomeAct.PLAN, Standing(True, None), team=going)


def _team(unit: str, logins: Iterable[str], day: date) -> list[str]:
    wanted = list(dict.fromkeys(logins))
    if not wanted or len(wanted) > rules.TEAM_MOST:
        raise HomeError(say("Chọn từ một đến {most} cán bộ đi cùng nhau.", most=rules.TEAM_MOST), field="team")
    officers = {one.login: one for one in Officer.objects.filter(unit_id=unit, is_active=True, login__in=wanted)}
    for login in wanted:
        if login not in officers or not actor_for(officers[login], on=day).has(*access.HOME_ROLES):
            raise HomeError(say("Có người trong tổ không còn làm ở xã. Chọn lại."), field="team")
    away = home_queries.away(unit=unit, on=day)
    gone = next((officers[login].name for login in wanted if login in away), "")
    if gone:
        raise HomeError(say("{name} vắng hôm ấy. Chọn người khác hoặc ngày khác.", name=gone), field="team")
    return wanted


def finish_home(*, visit: HomeVisit, proof: Proof, by: Actor, at: datetime) -> HomeVisit:
    """It was done at the house, with its proof. Entry `home.done` (what was done, how it was signed). Raises HomeError."""
    with act(unit=visit.unit_id, by=by, at=at) as deed:
        row = _locked(deed, visit, HomeAct.FINISH)
        rules.home_move(row.state, HomeAct.FINISH, name=row.label)
        _check_came(row, at)
        told = rules.tidy_proof(proof, asked=row.tasks)
        row.receiver, row.done, row.signed = told.receiver, sorted(told.tasks), told.signed
        row.witness_name, row.proof_note, row.done_by = told.witness, told.note, by.code
        return _moved(deed, row, HomeAct.FINISH, Standing(True, True), done=row.done, signed=str(row.signed))


def _check_came(row: HomeVisit, at: datetime) -> None:
    if row.day is not None and row.day > day_of(at):
        raise HomeError(say("Chưa đến ngày đi. Đi sớm hơn thì xếp lại lịch trước."), field="day")


def fail_home(*, visit: HomeVisit, why: str, note: str = "", by: Actor, at: datetime) -> HomeVisit:
    """The team came and could not do it; it is planned again or cancelled. Entry `home.failed` (why). Raises HomeError."""
    if why not in tuple(rules.WhyFailed):
        raise HomeError(say("Chọn vì sao chưa làm được."), field="why")
    words = rules.tidy_note(note)
    with act(unit=visit.unit_id, by=by, at=at) as deed:
        row = _locked(deed, visit, HomeAct.FAIL)
        rules.home_move(row.state, HomeAct.FAIL, name=row.label)
        _check_came(row, at)
        row.why_failed, row.proof_note, row.done_by = why, words, by.code
        return _moved(deed, row, HomeAct.FAIL, Standing(True, False, WhyNot.FAILED), why=why)


def cancel_home(*, visit: HomeVisit, by: Actor, at: datetime, wanted: bool = False) -> HomeVisit:
    """Not needed any more. `wanted`: the person asked the officer for it. Entry `home.cancelled` (whose). What the office gives
    up itself counts as not kept, what the person gives up is owed no more. Twice changes nothing.
    """
    with act(unit=visit.unit_id, by=by, at=at) as deed:
        row = _locked(deed, visit, HomeAct.CANCEL)
        if row.state == HomeState.CANCELLED:
            return row
        owed = row.state != HomeState.REQUESTED
        row.whose = "person" if wanted or by.kind == ActorKind.CITIZEN else "office"
        kept = Standing(row.whose == "office", False, WhyNot.CANCELLED) if owed else None
        return _moved(deed, row, HomeAct.CANCEL, kept, whose=row.whose)


def reopen_home(*, visit: HomeVisit, by: Actor, at: datetime) -> HomeVisit:
    """The last answer was a mistake: what was noted of the visit goes. Entry `home.reopened` (`was`)."""
    with act(unit=visit.unit_id, by=by, at=at) as deed:
        row = _locked(deed, visit, HomeAct.REOPEN)
        was = row.state
        came = was in (HomeState.DONE, HomeState.FAILED)
        row.reason = row.whose = row.why_failed = row.receiver = row.signed = row.witness_name = row.proof_note = row.done_by = ""
        row.done = []
        if not came:
            row.day, row.half, row.team = None, "", []
        _moved(deed, row, HomeAct.REOPEN, Standing(True, None) if came else None, was=str(was))
        if not came and was != HomeState.REQUESTED:
            programmes.drop(unit=deed.unit, subject=f"homevisit:{row.pk}", by=by, at=at)
        return row


def set_home(*, unit: str, groups: Iterable[str], source: str, confirmed: bool, by: Actor, at: datetime) -> HomeRule:
    """Who may have it, from today on; requests that came before keep their answer. Entry `home.set` (groups, confirmed)."""
    access.check_may_set_home(by=by, unit=unit)
    told = rules.check_entitled(groups=groups, source=source, confirmed=confirmed)
    with act(unit=unit, by=by, at=at) as deed:
        row = deed.create(HomeRule, unit_id=unit, valid_from=day_of(at), data=told.as_data(), set_by=str(by), set_at=at)
        data = {"valid_from": row.valid_from.isoformat(), "groups": [str(one) for one in told.groups], "confirmed": confirmed}
        deed.enter("home.set", subject=row, data=data)
    return row


def forget_home(*, unit: str, at: datetime) -> int:
    """What ended long ago is forgotten: name, telephone, way and words go, the figures stay. Some at a time; how many. Entry
    `home.forgotten`.
    """
    before = at - timedelta(days=rules.KEEP_DAYS)
    rows = HomeVisit.objects.filter(unit_id=unit, forgotten=False, state__in=rules.ENDED, ended_at__lt=before)
    old = list(rows.order_by("ended_at", "pk")[:AT_ONCE])
    for visit in old:
        with act(unit=unit, by=clock(unit), at=at) as deed:
            row = deed.lock(HomeVisit, pk=visit.pk, unit_id=unit)
            row.name = row.phone = row.address = row.note = row.reason = ""
            row.receiver = row.witness_name = row.proof_note = ""
            row.forgotten = True
            deed.save(row)
            deed.enter("home.forgotten", subject=row, data=_facts(row))
    return len(old)

"""Every write of visits to families: planned or noted, what was brought and heard, undone, a letter asked for, forgotten.

Entries, subject `familycall:<pk>`: `familycall.planned` `.made` `.cancelled` `.reopened` `.letter_wished` `.forgotten`, each with
number, hamlet, reason, day, team and the gift's kind, value and source; never a name or what was said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from thanthien.journal.actions import Deed, act
from thanthien.outreach import access, ears_data, ears_queries, ears_rules
from thanthien.outreach.ears_rules import CallState, EarsError, Gift
from thanthien.outreach.models import FamilyCall
from thanthien.people.models import Officer
from thanthien.shared.actor import Actor, clock
from thanthien.shared.clock import day_of
from thanthien.shared.codes import keyed_digest
from thanthien.shared.folding import fold
from thanthien.shared.wording import say

AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Told:
    """A visit as typed: the act puts it right or refuses it. `made`: they have been there already."""

    hamlet: str
    name: str
    reason: str
    day: str
    team: Sequence[str]
    made: bool = False
    gift: str = "none"
    gift_value: str = ""
    gift_goods: str = ""
    gift_source: str = ""
    heard: str = ""


def note_call(*, unit: str, told: Told, by: Actor, at: datetime) -> FamilyCall:
    """A visit that is planned, or was made. Entry `familycall.planned` or `.made`. Raises EarsError with the field."""
    access.check_may_call(by=by, unit=unit)
    place = ears_queries.hamlet(unit=unit, code=told.hamlet)
    name = ears_rules.tidy_family(told.name)
    if told.reason not in ears_data.choices("reasons"):
        raise EarsError(say("Chọn vì sao đến thăm."), field="reason")
    day = ears_rules.read_day(told.day, field="day")
    ears_rules.check_call_day(day, today=day_of(at), made=told.made)
    team = _team(unit, told.team, day if not told.made else None)
    gift, heard = _gift(told), ears_rules.tidy(told.heard, field="heard", most=ears_rules.HEARD_MOST)
    with act(unit=unit, by=by, at=at) as deed:
        row = FamilyCall(
            unit_id=unit, number=deed.number("familycalls"), hamlet=place, name=name, person=person_of(place.pk, name),
            reason=told.reason, state=CallState.MADE if told.made else CallState.PLANNED, day=day, team=team, heard=heard,
            noted_at=at, noted_by=by.code,
        )  # fmt: skip
        _bring(row, gift)
        deed.save(row, new=True)
        deed.enter("familycall.made" if told.made else "familycall.planned", subject=row, data=_facts(row))
    return row


def person_of(hamlet: str, name: str) -> str:
    """By which the same family of a hamlet is known again, without its name."""
    return keyed_digest(f"{hamlet}\0{fold(name)}", purpose="outreach.family")


def _gift(told: Told) -> Gift:
    return ears_rules.tidy_gift(
        kind=told.gift, value=told.gift_value, goods=told.gift_goods, source=told.gift_source,
        kinds=ears_data.choices("gifts"), sources=ears_data.choices("sources"),
    )  # fmt: skip


def _bring(row: FamilyCall, gift: Gift) -> None:
    row.gift, row.gift_value, row.gift_goods, row.gift_source = gift.kind, gift.value, gift.goods, gift.source


def _team(unit: str, logins: Sequence[str], day: date | None) -> list[str]:
    """Who goes: officers of the unit; on a day ahead nobody who is away then. Raises EarsError."""
    wanted = list(dict.fromkeys(logins))
    if not wanted or len(wanted) > ears_rules.TEAM_MOST:
        raise EarsError(say("Chọn từ một đến {most} người cùng đi.", most=ears_rules.TEAM_MOST), field="team")
    known = dict(Officer.objects.filter(unit_id=unit, is_active=True, login__in=wanted).values_list("login", "name"))
    if set(wanted) - set(known):
        raise EarsError(say("Có người trong danh sách không còn làm ở xã. Chọn lại."), field="team")
    gone = ears_queries.away(unit=unit, on=day) & set(wanted) if day else set()
    if gone:
        raise EarsError(say("{name} vắng hôm ấy. Chọn người khác hoặc ngày khác.", name=known[min(gone)]), field="team")
    return wanted


def _facts(row: FamilyCall) -> dict[str, object]:
    """What each entry says."""
    return {
        "number": row.number, "hamlet": row.hamlet_id, "reason": row.reason, "day": row.day.isoformat(), "team": list(row.team),
        "gift": row.gift, "value": row.gift_value, "source": row.gift_source,
    }  # fmt: skip


def _moved(deed: Deed, call: FamilyCall, doing: str) -> tuple[FamilyCall, str]:
    """The visit locked and brought where the table says, not saved yet; the kind of its entry."""
    access.check_may_call(by=deed.by, unit=deed.unit)
    row = deed.lock(FamilyCall, pk=call.pk, unit_id=deed.unit)
    line = ears_rules.move("call", row.state, doing, name=row.label)
    row.state = line.to
    return row, line.kind


def finish_call(*, call: FamilyCall, told: Told, by: Actor, at: datetime) -> FamilyCall:
    """They have been there: the day, who went, what was brought and heard; writing again corrects it. Entry
    `familycall.made`. Of `told` family, hamlet and reason stay as they are. Raises EarsError.
    """
    day = ears_rules.read_day(told.day, field="day")
    ears_rules.check_call_day(day, today=day_of(at), made=True)
    team, gift = _team(call.unit_id, told.team, None), _gift(told)
    heard = ears_rules.tidy(told.heard, field="heard", most=ears_rules.HEARD_MOST)
    with act(unit=call.unit_id, by=by, at=at) as deed:
        row, kind = _moved(deed, call, "finish")
        row.day, row.team, row.heard = day, team, heard
        _bring(row, gift)
        deed.save(row)
        deed.enter(kind, subject=row, data=_facts(row))
    return row


def cancel_call(*, call: FamilyCall, by: Actor, at: datetime) -> FamilyCall:
    """Nobody goes, or it was noted by mistake. Entry `familycall.cancelled`. Twice is once."""
    return _turned(call, "cancel", CallState.CANCELLED, by, at)


def reopen_call(*, call: FamilyCall, by: Actor, at: datetime) -> FamilyCall:
    """It was no mistake, or they have not been there yet: planned again. Entry `familycall.reopened`. Twice is once."""
    return _turned(call, "reopen", CallState.PLANNED, by, at)


def _turned(call: FamilyCall, doing: str, to: CallState, by: Actor, at: datetime) -> FamilyCall:
    with act(unit=call.unit_id, by=by, at=at) as deed:
        there = deed.lock(FamilyCall, pk=call.pk, unit_id=deed.unit)
        if there.state == to:
            access.check_may_call(by=by, unit=deed.unit)
            return there
        row, kind = _moved(deed, call, doing)
        deed.save(row)
        deed.enter(kind, subject=row, data=_facts(row))
    return row


def letter_wished(*, call: FamilyCall, letter: str, by: Actor, at: datetime) -> FamilyCall:
    """What was heard led to a letter (`letter:<pk>`). Entry `familycall.letter_wished`."""
    access.check_may_call(by=by, unit=call.unit_id)
    with act(unit=call.unit_id, by=by, at=at) as deed:
        row = deed.lock(FamilyCall, pk=call.pk, unit_id=deed.unit)
        row.letter = letter
        deed.save(row)
        deed.enter("familycall.letter_wished", subject=row, data={"number": row.number, "letter": letter})
    return row


def forget_calls(*, unit: str, at: datetime) -> int:
    """A year later the name and what was heard go, the figures stay. Some at a time; how many. Entry `familycall.forgotten`."""
    before = day_of(at) - timedelta(days=ears_rules.KEEP_DAYS)
    rows = FamilyCall.objects.filter(unit_id=unit, forgotten=False, day__lt=before).order_by("day", "pk")
    keys = list(rows.values_list("pk", flat=True)[:AT_ONCE])
    for pk in keys:
        with act(unit=unit, by=clock(unit), at=at) as deed:
            row = deed.lock(FamilyCall, pk=pk, unit_id=unit)
            row.name = row.heard = row.gift_goods = ""
            row.forgotten = True
            deed.save(row)
            deed.enter("familycall.forgotten", subject=row, data={"number": row.number})
    return len(keys)

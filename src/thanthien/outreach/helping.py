"""Help online: a case noted by one key, taken back, the day's target; figures by day, officer and kind. (Writes and reads.)"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count

from thanthien.journal.actions import act
from thanthien.outreach import access, help_rules
from thanthien.outreach.help_rules import HelpError, HelpKind
from thanthien.outreach.models import HelpCase, HelpTarget
from thanthien.people.models import Officer, Unit
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

USUAL_TARGET = 5  # before the unit has decided one of its own


def note_help(
    *, unit: str, kind: str, consent: bool, by: Actor, at: datetime, hamlet: str = "", note: str = ""
) -> HelpCase:  # fmt: skip
    """One case. Entry `help.given` (kind, hamlet, day). Raises HelpError without consent, or for a note like a password."""
    access.check_may_help(by=by, unit=unit)
    what, words = help_rules.kind_of(kind), help_rules.tidy_note(note)
    if not consent:
        raise HelpError(say("Hỏi người dân có đồng ý ghi lại không. Chưa đồng ý thì không ghi gì."), field="consent")
    place = _hamlet(unit, hamlet)
    with act(unit=unit, by=by, at=at) as deed:
        row = deed.create(
            HelpCase, unit_id=unit, kind=what, hamlet=place, consent=True, note=words, officer=Officer.objects.get(login=by.code),
            day=day_of(at), at=at,
        )  # fmt: skip
        deed.enter("help.given", subject=row, data=_facts(row))
    return row


def annul_help(*, case: HelpCase, by: Actor, at: datetime) -> HelpCase:
    """It was noted by mistake. Twice changes nothing. Entry `help.annulled`. Raises HelpError for another's or an older one."""
    with act(unit=case.unit_id, by=by, at=at) as deed:
        row = deed.lock(HelpCase, pk=case.pk, unit_id=deed.unit)
        access.check_may_annul_help(by=by, case=row, on=day_of(at))
        if row.annulled_at is None:
            row.annulled_at = max(at, row.at)
            deed.save(row)
            deed.enter("help.annulled", subject=row, data=_facts(row))
    return row


def set_help_target(*, unit: str, per_day: str, valid_from: date, by: Actor, at: datetime) -> HelpTarget:
    """So many cases a day, from a day on. Entry `help.target_set`. Raises HelpError for the past."""
    access.check_may_set_help_target(by=by, unit=unit)
    wanted = help_rules.tidy_target(per_day)
    if valid_from < day_of(at):
        raise HelpError(say("Chỉ tiêu mới có từ hôm nay trở đi. Ngày đã qua giữ chỉ tiêu cũ."), field="valid_from")
    with act(unit=unit, by=by, at=at) as deed:
        row = deed.create(HelpTarget, unit_id=unit, valid_from=valid_from, per_day=wanted, set_by=by.code, set_at=at)
        deed.enter("help.target_set", subject=row, data={"from": valid_from.isoformat(), "per_day": wanted})
    return row


def _hamlet(unit: str, code: str) -> Unit | None:
    if not code:
        return None
    found = next((one for one in hamlets(unit=unit) if one.pk == code), None)
    if found is None:
        raise HelpError(say("Thôn này không có trong danh sách của xã. Chọn lại, hoặc để trống."), field="hamlet")
    return found


def _facts(row: HelpCase) -> dict:
    return {"kind": str(row.kind), "hamlet": row.hamlet_id or "", "day": row.day.isoformat()}


# ── reading ──


@dataclass(frozen=True, slots=True)
class HelpDay:
    """A day's cases by kind, and what it should have been."""

    day: date
    counts: dict[str, int]
    target: int

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def reached(self) -> bool:
        return self.total >= self.target


@dataclass(frozen=True, slots=True)
class HelpFigure:
    """How many cases of one kind an officer had on a day."""

    day: date
    officer: str
    kind: HelpKind
    n: int


def hamlets(*, unit: str) -> list[Unit]:
    """The hamlets of the unit, in the order of their codes."""
    return list(Unit.objects.filter(parent_id=unit, kind="hamlet").order_by("pk"))


def help_case(*, unit: str, pk: int) -> HelpCase | None:
    """One case of the unit, or None."""
    return HelpCase.objects.filter(unit_id=unit, pk=pk).first()


def help_days(*, unit: str, until: date, days: int = 7) -> list[HelpDay]:
    """The last days with their cases and targets, the oldest first; two queries."""
    first = until - timedelta(days=days - 1)
    counted: Counter = Counter()
    rows = HelpCase.objects.filter(unit_id=unit, day__gte=first, day__lte=until, annulled_at__isnull=True)
    for day, kind, n in rows.values_list("day", "kind").annotate(n=Count("pk")):
        counted[day, kind] = n
    rules = list(
        HelpTarget.objects.filter(unit_id=unit, valid_from__lte=until)
        .order_by("valid_from", "pk")
        .values_list("valid_from", "per_day")
    )
    wanted = [first + timedelta(days=number) for number in range(days)]
    return [
        HelpDay(day, {str(kind): counted[day, str(kind)] for kind in HelpKind}, target_on(rules, day)) for day in wanted
    ]  # fmt: skip


def target_on(rules: Iterable[tuple[date, int]], day: date) -> int:
    """The target of a day; `rules` in the order of their days and decisions."""
    return next((n for since, n in reversed(list(rules)) if since <= day), USUAL_TARGET)


def help_figures(*, unit: str, first: date, last: date) -> list[HelpFigure]:
    """Cases by day, officer and kind; one query."""
    rows = HelpCase.objects.filter(unit_id=unit, day__gte=first, day__lte=last, annulled_at__isnull=True)
    counted = rows.values_list("day", "officer__name", "kind").annotate(n=Count("pk")).order_by("day", "officer__name", "kind")
    return [HelpFigure(day, name, HelpKind(kind), n) for day, name, kind, n in counted]

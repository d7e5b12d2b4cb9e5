"""What the law wants public: entered with its due day, posted in each form with its proof, taken down, withdrawn."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from thanthien.journal.actions import Deed, act
from thanthien.law.posted import ITEMS, listed_on
from thanthien.law.queries import rule
from thanthien.posting import access, files, public_rules
from thanthien.posting.files import Coming
from thanthien.posting.models_public import PublicItem, PublicRun
from thanthien.posting.public_rules import Facts, Form, Run
from thanthien.posting.rules import PostingError
from thanthien.posting.texts import one_line
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.folding import fold
from thanthien.shared.wording import say
from thanthien.worktime.moments import add_working_days
from thanthien.worktime.queries import calendar_of_unit


def due_day(*, unit: str, decided_on: date) -> date:
    """The last day on which an item of that day may still be made public, by the calendar of the unit. Raises WorktimeError."""
    days = rule(code="democracy.publish_within", on=decided_on).number
    return add_working_days(day=decided_on, count=days, calendar=calendar_of_unit(unit=unit))


def add_item(*, unit: str, facts: Facts, by: Actor, at: datetime, coming: Sequence[Coming] = ()) -> PublicItem:
    """An item with its due day. Entry `public.added`. Raises PostingError, whose `field` says what to mend."""
    access.check_may_write(by=by, unit=unit)
    today = day_of(at)
    said = public_rules.check_facts(facts, today=today, codes=listed_on(ITEMS, facts.decided_on))
    with act(unit=unit, by=by, at=at) as deed:
        row = PublicItem(unit_id=unit, written_by=by.code, written_at=at)
        _put(row, said)
        deed.save(row, new=True)
        files.attach(deed, subject=f"publicitem:{row.pk}", coming=coming)
        deed.enter("public.added", subject=row, data={"item": row.code, "due": row.due_on.isoformat(), "files": len(coming)})
    return row


def change_item(
    *, item: PublicItem, facts: Facts, by: Actor, at: datetime, seen: str = "", coming: Sequence[Coming] = ()
) -> PublicItem:
    """Other words, another day; more files. Entry `public.changed`. Raises PostingError, ChangedMeanwhile."""
    access.check_may_write(by=by, unit=item.unit_id)
    said = public_rules.check_facts(facts, today=day_of(at), codes=listed_on(ITEMS, facts.decided_on))
    with act(unit=item.unit_id, by=by, at=at) as deed:
        row = deed.lock(PublicItem, seen=seen, pk=item.pk, unit_id=item.unit_id)
        first = PublicRun.objects.filter(item=row, annulled_at__isnull=True).order_by("since").first()
        if first is not None and said.decided_on > first.since:
            raise PostingError(say("Nội dung đã đăng từ {day:%d/%m/%Y}, trước ngày này.", day=first.since), "decided_on")
        before = row.witness()
        _put(row, said)
        added = files.attach(deed, subject=f"publicitem:{row.pk}", coming=coming)
        if row.witness() != before:
            deed.save(row)
        if added or row.witness() != before:
            deed.enter("public.changed", subject=row, data={"item": row.code, "due": row.due_on.isoformat(), "files": len(added)})
    return row


def _put(row: PublicItem, said: Facts) -> None:
    row.code, row.title, row.body, row.document, row.decided_on = said.code, said.title, said.body, said.document, said.decided_on
    row.title_fold = fold(said.title)[:160]
    row.due_on = due_day(unit=row.unit_id, decided_on=said.decided_on)


def withdraw_item(*, item: PublicItem, by: Actor, at: datetime) -> PublicItem:
    """Entered by mistake: off every list and page. Entry `public.withdrawn`."""
    return _turn(item, by, at, withdrawn=True)


def restore_item(*, item: PublicItem, by: Actor, at: datetime) -> PublicItem:
    """Take that back. Entry `public.restored`."""
    return _turn(item, by, at, withdrawn=False)


def _turn(item: PublicItem, by: Actor, at: datetime, *, withdrawn: bool) -> PublicItem:
    access.check_may_write(by=by, unit=item.unit_id)
    with act(unit=item.unit_id, by=by, at=at) as deed:
        row = deed.lock(PublicItem, pk=item.pk, unit_id=item.unit_id)
        if (row.withdrawn_at is not None) != withdrawn:
            row.withdrawn_at = at if withdrawn else None
            deed.save(row)
            deed.enter("public.withdrawn" if withdrawn else "public.restored", subject=row, data={"item": row.code})
    return row


def post(*, item: PublicItem, run: Run, by: Actor, at: datetime, place: str = "", proof: Sequence[Coming] = ()) -> PublicRun:
    """The item is posted in one form since a day; what is read on the loudspeaker has its last day too. Entry `public.posted`."""
    access.check_may_write(by=by, unit=item.unit_id)
    public_rules.check_run(run, decided_on=item.decided_on, today=day_of(at))
    if run.form is Form.LOUDSPEAKER and run.until is None:
        raise PostingError(say("Ghi ngày phát cuối cùng trên loa."), "until")
    where = one_line(place, field="place", most=80)
    with act(unit=item.unit_id, by=by, at=at) as deed:
        row = deed.lock(PublicItem, pk=item.pk, unit_id=item.unit_id)
        if row.withdrawn_at is not None:
            raise PostingError(say("Nội dung này đã bỏ khỏi sổ. Đưa lại vào sổ rồi đăng."))
        _check_no_other(deed, row, run)
        made = deed.create(
            PublicRun, unit_id=row.unit_id, item=row, form=run.form, since=run.since, until=run.until, place=where,
            noted_by=by.code, noted_at=at,
        )  # fmt: skip
        files.attach(deed, subject=made.subject, coming=proof)
        data = {"item": row.code, "form": run.form, "from": run.since.isoformat(), "to": _iso(run.until), "proof": len(proof)}
        deed.enter("public.posted", subject=made, data=data)
    return made


def _check_no_other(deed: Deed, item: PublicItem, run: Run) -> None:
    """Raises PostingError when the same form is posted on one of these days already."""
    others = PublicRun.objects.filter(item=item, form=run.form, annulled_at__isnull=True)
    meets = Q(until__isnull=True) | Q(until__gte=run.since)
    found = others.filter(meets if run.until is None else meets & Q(since__lte=run.until)).first()
    if found is not None:
        raise PostingError(say("Đã ghi một lần đăng như thế từ {day:%d/%m/%Y}.", day=found.since), "since")


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def prove(*, run: PublicRun, proof: Sequence[Coming], by: Actor, at: datetime) -> PublicRun:
    """A photo that shows it posted. Entry `public.proved`."""
    access.check_may_write(by=by, unit=run.unit_id)
    if not proof:
        raise PostingError(say("Chưa chọn ảnh. Bấm Chọn tệp rồi gửi."), "proof")
    with act(unit=run.unit_id, by=by, at=at) as deed:
        row = deed.lock(PublicRun, pk=run.pk, unit_id=run.unit_id)
        if made := files.attach(deed, subject=row.subject, coming=proof):
            deed.enter("public.proved", subject=row, data={"form": row.form, "files": [one.pk for one in made]})
    return row


def take_down(*, run: PublicRun, until: date, by: Actor, at: datetime) -> PublicRun:
    """It was there up to a day. Entry `public.taken_down`; `put_back` takes that back."""
    access.check_may_write(by=by, unit=run.unit_id)
    if until > day_of(at):
        raise PostingError(say("Ngày gỡ còn ở phía trước. Gỡ xong rồi ghi."), "until")
    if until < run.since:
        raise PostingError(say("Ngày gỡ trước ngày đăng. Xem lại ngày."), "until")
    with act(unit=run.unit_id, by=by, at=at) as deed:
        row = deed.lock(PublicRun, pk=run.pk, unit_id=run.unit_id)
        if row.until is None and row.annulled_at is None:
            row.until = until
            deed.save(row)
            deed.enter("public.taken_down", subject=row, data={"form": row.form, "to": until.isoformat()})
    return row


def put_back(*, run: PublicRun, by: Actor, at: datetime) -> PublicRun:
    """It was not taken down after all. Entry `public.put_back`. Raises PostingError when it hangs again already."""
    access.check_may_write(by=by, unit=run.unit_id)
    with act(unit=run.unit_id, by=by, at=at) as deed:
        row = deed.lock(PublicRun, pk=run.pk, unit_id=run.unit_id)
        later = PublicRun.objects.filter(item_id=row.item_id, form=row.form, annulled_at__isnull=True, since__gt=row.since)
        if later.exists():
            raise PostingError(say("Nội dung này đã đăng lại lần khác. Không cần đưa lần cũ lên nữa."))
        if row.until is not None and row.annulled_at is None:
            row.until = None
            deed.save(row)
            deed.enter("public.put_back", subject=row, data={"form": row.form})
    return row


def annul(*, run: PublicRun, by: Actor, at: datetime) -> PublicRun:
    """Noted by mistake: it was not posted. Entry `public.annulled`."""
    access.check_may_write(by=by, unit=run.unit_id)
    with act(unit=run.unit_id, by=by, at=at) as deed:
        row = deed.lock(PublicRun, pk=run.pk, unit_id=run.unit_id)
        if row.annulled_at is None:
            row.annulled_at = at
            deed.save(row)
            deed.enter("public.annulled", subject=row, data={"form": row.form})
    return row

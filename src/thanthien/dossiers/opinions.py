"""Other bodies are asked beside a step: asked, answered, taken back, withdrawn, late without an answer. (Writes of the room.)

Each act stands in the chain of the dossier's unit and in that of the body, where it works on this system, under one act id.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from thanthien.dossiers import access, rules, rules_opinion, rules_turns, steps
from thanthien.dossiers.models import Dossier, DossierStep, Opinion
from thanthien.dossiers.rules import OPEN, PAUSED, Act, DossierError
from thanthien.dossiers.rules_opinion import Ask, Standing
from thanthien.dossiers.timing import timing_of
from thanthien.journal.actions import Deed, act, record_access
from thanthien.journal.asking import composed
from thanthien.people.models import Unit
from thanthien.people.scoping import everywhere, in_unit
from thanthien.shared.actor import Actor, clock
from thanthien.shared.clock import day_of, local
from thanthien.shared.wording import say
from thanthien.worktime import moments

ASK_QUESTION = say("Ghi hỏi điều gì, để nơi được hỏi trả lời đúng chỗ.")
ASK_WITHDRAW = say("Ghi vì sao rút, nơi được hỏi đọc lý do này.")


def ask_opinions(
    *, dossier: Dossier, bodies: Sequence[Ask], question: str, by: Actor, at: datetime, step: int | None = None
) -> list[Opinion]:
    """Ask bodies side by side, each with its own term; whoever does the running step. Entry `opinion.asked` in each chain."""
    asked = rules_opinion.asks(bodies)
    question = rules_turns.said(question, field="question", ask=ASK_QUESTION)
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier, _, here = steps.at_step(deed, dossier, step, Act.COMPLETE)
        access.check_may_work(by=by, dossier=dossier, step=here, act=Act.COMPLETE, on=day_of(at))
        before = list(dossier.opinions.all())
        _check_new(asked, before, own=access.place_of(dossier, here.order))
        rows = [
            Opinion(
                dossier=dossier, number=len(before) + place, step=here.order, body=one.body, asked_unit_id=one.unit or None,
                question=question[:500], days=one.days, silence=one.silence[:160], asked_at=at,
                asked_by=steps.acting_officer(by), due_at=_due(dossier, here, one.days, at),
            )
            for place, one in enumerate(asked, 1)
        ]  # fmt: skip
        deed.create_all(rows)
        here.asked += len(rows)
        deed.save(here)
        data = {"code": dossier.code, "step": here.order, "field": dossier.field, "officer": by.code}
        deed.enter("opinion.asked", subject=dossier, visit=dossier.visit_id, data=data | {"asked": [_short(r) for r in rows]})
        for row in rows:
            if row.asked_unit_id:
                deed.enter("opinion.asked", subject=row, unit=row.asked_unit_id, data=data | {"asked": [_short(row)]})
    return rows


def _check_new(asked: Sequence[Ask], before: Sequence[Opinion], *, own: str) -> None:
    waiting = {row.body.casefold() for row in before if row.open}
    known = set(Unit.objects.filter(pk__in=[one.unit for one in asked if one.unit]).values_list("pk", flat=True))
    for one in asked:
        if one.body.casefold() in waiting:
            raise DossierError(say("{body} đang được hỏi rồi. Chờ trả lời, hoặc rút rồi hỏi lại.", body=one.body), field="body")
        if one.unit and (one.unit not in known or one.unit == own):
            raise DossierError(say("Chọn nơi được hỏi là một cơ quan khác có trên máy này."), field="unit")


def _due(dossier: Dossier, here: DossierStep, days: int, at: datetime) -> datetime:
    """The same hour so many working days later, by the calendar of the office that asks; asked outside its hours, from the next
    opening.
    """
    timing = timing_of(access.place_of(dossier, here.order))
    moment = moments.next_working_moment(at=at, calendar=timing.calendar, hours=timing.hours)
    day = moments.add_working_days(day=moment.date(), count=days, calendar=timing.calendar)
    return moment.replace(year=day.year, month=day.month, day=day.day)


def _short(row: Opinion) -> dict:
    return {"opinion": row.pk, "unit": row.asked_unit_id or "", "due_at": rules.stamp(row.due_at), "silence": bool(row.silence)}


def give_opinion(*, opinion: Opinion, answer: str, text: str, by: Actor, at: datetime, paper: str = "") -> Opinion:
    """The body says what it thinks; a body without this system sends a letter, and whoever does the step notes it with `paper`.

    Entry `opinion.given` in each chain, without the words. Raises DossierError when it was answered or withdrawn before.
    """
    said, words = rules_opinion.answer(answer, text)
    with act(unit=opinion.dossier.unit_id, by=by, at=at) as deed:
        dossier, row = _locked(deed, opinion)
        noted = access.check_may_answer(by=by, dossier=dossier, row=row, on=day_of(at))
        paper = " ".join(paper.split())[:120]
        if noted and not paper:
            raise DossierError(say("Ghi số và ngày của văn bản trả lời, để đối chiếu được."), field="paper")
        if not row.open:
            raise DossierError(say("Yêu cầu này đã có trả lời hoặc đã rút. Tải lại trang để xem."))
        row.answer, row.text, row.paper = said, words, paper if noted else ""
        row.answered_at, row.answered_by = max(at, row.asked_at), steps.acting_officer(by)
        _both(
            deed, dossier, row, "opinion.given", {"answer": str(said), "in_time": row.answered_at <= row.due_at, "noted": noted}
        )
    return row


def take_back_opinion(*, opinion: Opinion, by: Actor, at: datetime) -> Opinion:
    """An answer given by mistake, taken back while the step beside which it runs is not done. Entry `opinion.taken_back`."""
    with act(unit=opinion.dossier.unit_id, by=by, at=at) as deed:
        dossier, row = _locked(deed, opinion)
        access.check_may_answer(by=by, dossier=dossier, row=row, on=day_of(at))
        if row.answered_at is None:
            raise DossierError(say("Yêu cầu này chưa có trả lời. Tải lại trang để xem."))
        if dossier.step != row.step or dossier.state not in (*OPEN, *PAUSED):
            raise DossierError(say("Hồ sơ đã đi tiếp theo ý kiến này, không lấy lại được. Báo nơi hỏi bằng văn bản."))
        row.answer, row.text, row.paper, row.answered_at, row.answered_by = "", "", "", None, None
        _both(deed, dossier, row, "opinion.taken_back", {})
    return row


def withdraw_opinion(*, opinion: Opinion, reason: str, by: Actor, at: datetime) -> Opinion:
    """The office asks no more. Entry `opinion.withdrawn` in each chain."""
    reason = rules_turns.said(reason, field="reason", ask=ASK_WITHDRAW)[:300]
    with act(unit=opinion.dossier.unit_id, by=by, at=at) as deed:
        dossier, row = _locked(deed, opinion)
        here = dossier.steps.get(order=row.step)
        access.check_may_work(by=by, dossier=dossier, step=here, act=Act.COMPLETE, on=day_of(at))
        if not row.open:
            raise DossierError(say("Yêu cầu này đã có trả lời hoặc đã rút. Tải lại trang để xem."))
        row.withdrawn_at, row.withdrawn_why = at, reason
        _both(deed, dossier, row, "opinion.withdrawn", {})
    return row


def note_opened(*, opinion: Opinion, by: Actor, at: datetime) -> bool:
    """Write down, before the answer, that an officer of the asked body opens the request; raises DossierError if they may not."""
    of = opinion.dossier
    access.check_may_read_opinion(by=by, row=opinion)
    person = f"citizen:{of.applicant_id}" if of.applicant_id else f"organisation:{of.organisation_id}"
    return record_access(
        unit=by.unit, officer=by.code, person=person, subject=f"dossier:{of.pk}", reason="work", at=at, through=by.through
    )


def check_in(dossier: Dossier, here: DossierStep, at: datetime) -> None:
    """The step goes on when all who were asked beside it have answered, or their time is over. Raises DossierError that names
    whom it waits for.
    """
    rows = [row for row in dossier.opinions.all() if row.step == here.order] if here.asked else []
    waiting = [row for row in rows if standing_of(row, at) is Standing.WAITING]
    if waiting and not rules_opinion.may_go_on([standing_of(row, at) for row in rows]):
        names = ", ".join(f"{row.body} ({local(row.due_at):%d/%m})" for row in waiting)
        raise DossierError(say("Còn chờ ý kiến: {names}. Chờ trả lời hoặc hết hạn, hoặc rút yêu cầu kèm lý do.", names=names))


def standing_of(row: Opinion, at: datetime) -> Standing:
    """How one request stands at a moment."""
    return rules_opinion.standing(
        due=row.due_at, answered=row.answered_at is not None, withdrawn=row.withdrawn_at is not None, silence=row.silence, at=at
    )


def tick(*, unit: str, at: datetime) -> int:
    """Requests of the unit's dossiers whose time is over without an answer: `opinion.became_late` in each chain, once each."""
    with in_unit(unit):
        found = _silent.rows(unit=unit, at=at)
    return sum(_strike(unit, pk, due) for pk, due in found)


@composed
def _silent(unit: str, at: datetime) -> QuerySet[Opinion]:
    rows = Opinion.objects.filter(
        dossier__unit_id=unit, dossier__state__in=[*OPEN, *PAUSED], answered_at__isnull=True, withdrawn_at__isnull=True,
        late_since__isnull=True, due_at__lt=at,
    )  # fmt: skip
    return rows.order_by("due_at", "pk").values_list("pk", "due_at")


def _strike(unit: str, pk: int, moment: datetime) -> bool:
    with act(unit=unit, by=clock(unit), at=moment) as deed:
        dossier, row = _locked(deed, Opinion.objects.select_related("dossier").get(pk=pk))
        if not row.open or row.late_since is not None:
            return False
        row.late_since = moment
        _both(deed, dossier, row, "opinion.became_late", {"silence": bool(row.silence)})
    return True


def _locked(deed: Deed, opinion: Opinion) -> tuple[Dossier, Opinion]:
    """The dossier's row orders all acts on it; the request under it."""
    with in_unit(opinion.dossier.unit_id):
        dossier = deed.lock(Dossier, pk=opinion.dossier_id)
        return dossier, deed.lock(Opinion, pk=opinion.pk)


def _both(deed: Deed, dossier: Dossier, row: Opinion, kind: str, data: dict) -> None:
    deed.save(row)
    told = {"code": dossier.code, "opinion": row.pk, "unit": row.asked_unit_id or "", "field": dossier.field} | data
    deed.enter(kind, subject=dossier, visit=dossier.visit_id, data=told)
    if row.asked_unit_id and row.asked_unit_id != dossier.unit_id:
        deed.enter(kind, subject=row, unit=row.asked_unit_id, data=told)


# --- reads -------------------------------------------------------------------------------------------------


def of_dossier(*, dossier: Dossier) -> list[Opinion]:
    """Every request of a dossier with who asked and who answered, in order."""
    with in_unit(dossier.unit_id):
        return list(Opinion.objects.filter(dossier_id=dossier.pk).select_related("asked_by", "answered_by", "asked_unit"))


def asked_of(*, unit: str, limit: int = 200) -> list[Opinion]:
    """What other offices ask of this one: those without an answer first, the soonest due first, then the last answered."""
    with everywhere():  # the dossiers are the asking offices'
        rows = Opinion.objects.filter(asked_unit_id=unit, withdrawn_at__isnull=True)
        rows = rows.select_related("dossier__unit", "dossier__applicant", "dossier__organisation", "answered_by")
        waiting = list(
            rows.filter(answered_at__isnull=True, dossier__state__in=[*OPEN, *PAUSED]).order_by("due_at", "pk")[:limit]
        )
        return waiting + list(rows.filter(answered_at__isnull=False).order_by("-answered_at", "-pk")[:20])


def one(*, pk: int) -> Opinion | None:
    """One request with its dossier, whichever unit's."""
    with everywhere():  # two offices read it; the door asks access
        rows = Opinion.objects.select_related("dossier__unit", "dossier__applicant", "dossier__organisation", "asked_by")
        return rows.select_related("dossier__submitter", "answered_by", "asked_unit").filter(pk=pk).first()


def late_by_body(*, unit: str, start: datetime, end: datetime) -> list[tuple[str, int]]:
    """(name of the body, requests) that became late between two moments in the unit's own dossiers, the most first."""
    with in_unit(unit):
        rows = Opinion.objects.filter(dossier__unit_id=unit, late_since__gte=start, late_since__lt=end).values_list(
            "body", flat=True
        )
        counted: dict[str, int] = {}
        for body in rows:
            counted[body] = counted.get(body, 0) + 1
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))


def late_body(dossier: Dossier, at: datetime) -> str:
    """The code of a body on this system whose answer is missing beyond its term; "" when none is."""
    rows = [row for row in dossier.opinions.all() if row.asked_unit_id and row.step == dossier.step]
    return next((row.asked_unit_id for row in rows if standing_of(row, at) in (Standing.LATE, Standing.SILENT)), "")

"""Writes of surveys: the unit's own forms, rounds, slips, answers by web and from paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from thanthien.journal.actions import Deed, act
from thanthien.people.models import Officer
from thanthien.people.scoping import everywhere
from thanthien.ratings import access, survey_rules
from thanthien.ratings.models import SurveyAnswer, SurveyForm, SurveyRound, SurveyTicket
from thanthien.ratings.survey_forms import forms_on
from thanthien.ratings.survey_rules import FORMULA, MOST_TICKETS, Channel, Form, SurveyError
from thanthien.shared.actor import Actor, citizen
from thanthien.shared.clock import day_of
from thanthien.shared.codes import random_code, tidy_code
from thanthien.shared.wording import say


@dataclass(frozen=True, slots=True)
class Written:
    """A form as it is typed."""

    title: str
    audience: str
    body: str
    staff: bool = False


def keep_form(*, unit: str, written: Written, by: Actor, at: datetime, form: SurveyForm | None = None) -> SurveyForm:
    """A new form of the unit's own, or the same with other words; rounds that run keep theirs. Entry `survey.form_kept`."""
    access.check_may_keep(by=by, unit=unit)
    title, audience, body = survey_rules.check_form(title=written.title, audience=written.audience, body=written.body)
    with act(unit=unit, by=by, at=at) as deed:
        row = deed.lock(SurveyForm, pk=form.pk, unit_id=unit) if form else SurveyForm(unit_id=unit)
        row.title, row.audience, row.body, row.staff = title, audience, body, written.staff
        row.changed_by, row.changed_at = str(by), at
        deed.save(row, new=form is None)
        asked = len(survey_rules.questions_of(survey_rules.parts_of(body)))
        deed.enter("survey.form_kept", subject=row, data={"questions": asked, "new": form is None})
    return row


def drop_form(*, form: SurveyForm, dropped: bool, by: Actor, at: datetime) -> SurveyForm:
    """It is offered no more, or again. Entry `survey.form_dropped` or `survey.form_restored`."""
    access.check_may_keep(by=by, unit=form.unit_id)
    with act(unit=form.unit_id, by=by, at=at) as deed:
        row = deed.lock(SurveyForm, pk=form.pk, unit_id=deed.unit)
        if row.dropped != dropped:
            row.dropped = dropped
            deed.save(row)
            deed.enter("survey.form_dropped" if dropped else "survey.form_restored", subject=row, data={})
    return row


def open_round(
    *, unit: str, code: str, first: date, last: date, population: int | None, by: Actor, at: datetime
) -> SurveyRound:  # fmt: skip
    """A round of a form that ships (`sipas`, `pks02` …) or of the unit's own (`own:7`). Entry `survey.opened`."""
    access.check_may_keep(by=by, unit=unit)
    survey_rules.check_span(first=first, last=last, today=day_of(at))
    with act(unit=unit, by=by, at=at) as deed:
        form, own = _form(unit, code, on=day_of(at))
        row = deed.create(
            SurveyRound, unit_id=unit, code="" if own else form.code, form=own, title=form.title, audience=form.audience,
            staff=form.staff, body=form.body, document=form.document, confirmed=form.confirmed, note=form.note, formula=FORMULA,
            first=first, last=last, population=population, opened_by=str(by), opened_at=at,
        )  # fmt: skip
        deed.enter("survey.opened", subject=row, data={
            "code": row.code, "form": own.pk if own else None, "first": first.isoformat(), "last": last.isoformat(),
            "population": population, "formula": FORMULA,
        })  # fmt: skip
    return row


def _form(unit: str, code: str, *, on: date) -> tuple[Form, SurveyForm | None]:
    """The form and, when it is the unit's own, its row. Raises SurveyError."""
    if code.startswith("own:"):
        pk = code.removeprefix("own:")
        rows = SurveyForm.objects.filter(unit_id=unit, dropped=False, pk=int(pk) if pk.isdigit() else 0)
        if own := rows.first():
            return Form("", own.title, own.audience, own.staff, survey_rules.parts_of(own.body)), own
    found = next((one for one in forms_on(on) if one.code == code), None)
    if found is None:
        raise SurveyError(say("Chọn một phiếu trong danh sách."), "form")
    return found, None


def end_round(*, survey: SurveyRound, ended: bool, by: Actor, at: datetime) -> SurveyRound:
    """Ended before its last day, or going on after all. Entry `survey.ended` or `survey.resumed`."""
    access.check_may_keep(by=by, unit=survey.unit_id)
    with act(unit=survey.unit_id, by=by, at=at) as deed:
        row = deed.lock(SurveyRound, pk=survey.pk, unit_id=deed.unit)
        if (row.ended_at is not None) != ended:
            row.ended_at = at if ended else None
            deed.save(row)
            deed.enter("survey.ended" if ended else "survey.resumed", subject=row, data={})
    return row


def issue_tickets(*, survey: SurveyRound, count: int, by: Actor, at: datetime) -> list[SurveyTicket]:
    """Slips with a QR each, numbered on. Entry `survey.tickets` (how many, from which number)."""
    access.check_may_keep(by=by, unit=survey.unit_id)
    with act(unit=survey.unit_id, by=by, at=at) as deed:
        row = deed.lock(SurveyRound, pk=survey.pk, unit_id=deed.unit)
        before = SurveyTicket.objects.filter(round=row).count()
        if before + count > MOST_TICKETS:
            raise SurveyError(say("Một đợt có nhiều nhất {most} mã, đã có {n}.", most=MOST_TICKETS, n=before), "count")
        survey_rules.check_running(
            first=min(row.first, day_of(at)), last=row.last, ended=row.ended_at is not None, today=day_of(at)
        )
        made = [
            SurveyTicket(unit_id=row.unit_id, round=row, number=number, code=random_code())
            for number in range(before + 1, before + count + 1)
        ]
        deed.create_all(made)
        deed.enter("survey.tickets", subject=row, data={"count": count, "from": before + 1})
    return made


def ticket_by_code(*, code: str) -> SurveyTicket | None:
    """The slip with this code, or None."""
    with everywhere():  # the code says which unit it is
        return SurveyTicket.objects.filter(code=tidy_code(code)).select_related("round").first()


def answer(
    *, code: str, given: Mapping[str, str], at: datetime, remark: str = "", seconds: int | None = None, officer_here: str = ""
) -> SurveyAnswer:
    """By the web, once for each slip. Entry `survey.answered`.

    Raises SurveyError for an unknown or used slip, a round that does not run, levels outside 1–5.
    """
    ticket = ticket_by_code(code=code)
    if ticket is None:
        raise SurveyError(say("Mã phiếu này xã chưa thấy. Xin quét lại mã trên tờ phiếu."))
    with act(unit=ticket.unit_id, by=citizen(ticket.unit_id), at=at) as deed:
        row = deed.lock(SurveyTicket, pk=ticket.pk, unit_id=deed.unit)
        if row.used:
            raise SurveyError(say("Mã này đã trả lời rồi, mỗi mã một lần. Xã cảm ơn ông/bà."))
        survey = row.round
        told = _checked(survey, given, remark, at)
        row.used = True
        deed.save(row)
        aside = survey_rules.verdict(
            channel=Channel.WEB, staff=survey.staff, own_device=bool(officer_here), seconds=seconds, answered=len(told[0]),
            asked=told[2],
        )  # fmt: skip
        return _kept(deed, survey, Channel.WEB, told, aside or "", None)


def type_answer(
    *, survey: SurveyRound, given: Mapping[str, str], remark: str, by: Actor, typist: Officer, at: datetime
) -> SurveyAnswer:
    """From paper, by an officer. Entry `survey.answered`. Raises SurveyError."""
    access.check_may_type(by=by, unit=survey.unit_id)
    with act(unit=survey.unit_id, by=by, at=at) as deed:
        row = deed.lock(SurveyRound, pk=survey.pk, unit_id=deed.unit)
        told = _checked(row, given, remark, at)
        aside = survey_rules.verdict(
            channel=Channel.PAPER, staff=row.staff, own_device=False, seconds=None, answered=len(told[0]), asked=told[2]
        )
        return _kept(deed, row, Channel.PAPER, told, aside or "", typist)


def annul_answer(*, given: SurveyAnswer, by: Actor, at: datetime) -> SurveyAnswer:
    """A paper typed by mistake, on the day it was typed, by whom typed it. Entry `survey.answer_annulled`. Raises SurveyError."""
    access.check_may_type(by=by, unit=given.unit_id)
    with act(unit=given.unit_id, by=by, at=at) as deed:
        row = deed.lock(SurveyAnswer, pk=given.pk, unit_id=deed.unit)
        if row.typed_by is None or row.typed_by.login != by.code or day_of(row.at) != day_of(at):
            raise SurveyError(say("Chỉ bỏ được phiếu giấy mình vừa nhập hôm nay."))
        if row.annulled_at is None:
            row.annulled_at = at
            deed.save(row)
            deed.enter("survey.answer_annulled", subject=row, data={"round": row.round_id})
    return row


Told = tuple[dict[str, int], str, int]


def _checked(survey: SurveyRound, given: Mapping[str, str], remark: str, at: datetime) -> Told:
    """Levels, remark, how many questions there are. Raises SurveyError."""
    survey_rules.check_running(first=survey.first, last=survey.last, ended=survey.ended_at is not None, today=day_of(at))
    asked = survey_rules.questions_of(survey_rules.parts_of(survey.body))
    words = remark.strip()
    if len(words) > survey_rules.LONGEST_REMARK:
        raise SurveyError(say("Lời góp ý dài quá {n} chữ. Xin rút ngắn.", n=survey_rules.LONGEST_REMARK), "remark")
    return survey_rules.check_levels(given, asked), words, len(asked)


def _kept(deed: Deed, survey: SurveyRound, channel: Channel, told: Told, aside: str, typist: Officer | None) -> SurveyAnswer:
    levels, remark, _ = told
    row = deed.create(
        SurveyAnswer, unit_id=survey.unit_id, round=survey, channel=channel, levels=levels, remark=remark, set_aside=aside,
        typed_by=typist, at=deed.at,
    )  # fmt: skip
    deed.enter("survey.answered", subject=row, data={
        "round": survey.pk, "channel": channel, "answered": len(levels), "set_aside": aside,
    })  # fmt: skip
    return row

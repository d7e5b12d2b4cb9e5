"""Reads of surveys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q

from thanthien.ratings import survey_rules
from thanthien.ratings.models import SurveyAnswer, SurveyForm, SurveyRound, SurveyTicket
from thanthien.ratings.survey_rules import Channel, Result
from thanthien.shared.clock import day_of


@dataclass(frozen=True, slots=True)
class Listed:
    """A round in the list: how many answers count, how many slips there are."""

    survey: SurveyRound
    counted: int
    set_aside: int
    issued: int

    def state(self, *, on: date) -> str:
        return state_of(self.survey, on=on)


class Given(NamedTuple):
    """One answer as a figure counts it: question → level, why it is set aside ("" = it counts), by which way it came."""

    levels: Mapping[str, int]
    aside: str
    channel: str


def state_of(survey: SurveyRound, *, on: date) -> str:
    """`coming`, `running` or `over`."""
    if survey.ended_at is not None or survey.last < on:
        return "over"
    return "coming" if on < survey.first else "running"


def own_forms(*, unit: str) -> list[SurveyForm]:
    """The unit's own forms that are offered."""
    return list(SurveyForm.objects.filter(unit_id=unit, dropped=False))


def form(*, unit: str, pk: int) -> SurveyForm | None:
    """One form of the unit, or None."""
    return SurveyForm.objects.filter(unit_id=unit, pk=pk).first()


def rounds(*, unit: str, limit: int = 50) -> list[Listed]:
    """The newest rounds with their counts. Three queries."""
    rows = list(SurveyRound.objects.filter(unit_id=unit)[:limit])
    answers = SurveyAnswer.objects.filter(unit_id=unit, round__in=rows, annulled_at__isnull=True).order_by()
    counted = {
        row["round_id"]: row
        for row in answers.values("round_id").annotate(
            good=Count("pk", filter=Q(set_aside="")), aside=Count("pk", filter=~Q(set_aside=""))
        )
    }
    issued = dict(
        SurveyTicket.objects.filter(unit_id=unit, round__in=rows).order_by().values_list("round_id").annotate(n=Count("pk"))
    )
    none = {"good": 0, "aside": 0}
    return [
        Listed(row, counted.get(row.pk, none)["good"], counted.get(row.pk, none)["aside"], issued.get(row.pk, 0)) for row in rows
    ]


def running(*, unit: str, on: date) -> list[SurveyRound]:
    """The rounds that may be answered on a day."""
    return list(SurveyRound.objects.filter(unit_id=unit, first__lte=on, last__gte=on, ended_at__isnull=True))


def survey(*, unit: str, pk: int) -> SurveyRound | None:
    """One round of the unit, or None."""
    return SurveyRound.objects.filter(unit_id=unit, pk=pk).first()


def tickets(*, survey: SurveyRound) -> list[SurveyTicket]:
    """The slips nobody has used yet, by number."""
    return list(SurveyTicket.objects.filter(round=survey, used=False))


def issued(*, survey: SurveyRound) -> list[int]:
    """The numbers of all slips that were made, by number; which of them were used is not told."""
    return list(SurveyTicket.objects.filter(round=survey).order_by("number").values_list("number", flat=True))


def given(*, survey: SurveyRound) -> list[Given]:
    """Every answer that stands, those set aside too, without a person and without a time. One query."""
    rows = SurveyAnswer.objects.filter(round=survey, annulled_at__isnull=True).order_by()
    return [Given(*row) for row in rows.values_list("levels", "set_aside", "channel")]


def result_of(*, survey: SurveyRound, answers: Sequence[Given] | None = None) -> Result:
    """The figures of a round, of `answers` when they were read already. Two queries."""
    rows = given(survey=survey) if answers is None else answers
    issued = SurveyTicket.objects.filter(round=survey).count()
    parts = survey_rules.parts_of(survey.body)
    return survey_rules.result(parts=parts, answers=rows, issued=issued, population=survey.population)


def remarks(*, survey: SurveyRound, limit: int = 200) -> list[str]:
    """What people added in words, without order of time, so that none is tied to an hour."""
    rows = SurveyAnswer.objects.filter(round=survey, annulled_at__isnull=True).exclude(remark="")
    return sorted(rows.values_list("remark", flat=True)[:limit])


def typed_today(*, survey: SurveyRound, login: str, on: date) -> list[SurveyAnswer]:
    """The paper answers of an officer's day, newest first."""
    rows = SurveyAnswer.objects.filter(
        round=survey, channel=Channel.PAPER, typed_by__login=login, annulled_at__isnull=True
    )  # fmt: skip
    return [one for one in rows[:200] if day_of(one.at) == on]


def answer(*, unit: str, pk: int) -> SurveyAnswer | None:
    """One answer of the unit, or None."""
    return SurveyAnswer.objects.select_related("round").filter(unit_id=unit, pk=pk).first()

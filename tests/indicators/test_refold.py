"""`thanthien refold`: figures follow from the journal alone; one that somebody wrote by hand is named and put right."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from builders.dossiers import add_officers, load_small_catalogue
from builders.scores import closed, folded
from thanthien.indicators.models import DailyTally, DossierScore, ScoreDay

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(office) -> str:
    load_small_catalogue()
    office.others = add_officers(office)
    closed(office, office.others)
    folded(office.unit)
    return office.unit


def told(*more: str) -> tuple[str, int]:
    out = StringIO()
    try:
        call_command("refold", *more, stdout=out)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


def test_what_the_journal_says_stays_as_it_is(unit):
    first, code = told()
    count = sum(table.objects.count() for table in (DailyTally, DossierScore, ScoreDay))
    assert DailyTally.objects.exists() and DossierScore.objects.exists()
    assert code == 0 and f"ĐÚNG  {count} số, đơn vị {unit}" in first
    alone, code = told("--unit", unit)
    assert code == 0 and alone in first and "\n" not in alone.strip()


def test_a_figure_written_by_hand_is_named_and_put_right(unit):
    told()
    row = DailyTally.objects.filter(value__gt=0).order_by("pk")[0]
    right = row.value
    DailyTally.objects.filter(pk=row.pk).update(value=right + 7)
    DossierScore.objects.update(p1=2, mistakes=3)
    said, code = told("--unit", unit)
    assert code == 1 and "SAI" in said and "dailytally" in said and "dossierscore" in said
    again = DailyTally.objects.get(unit=row.unit, day=row.day, key=row.key, part=row.part)
    assert again.value == right and not DossierScore.objects.filter(mistakes=3).exists()
    assert told("--unit", unit)[1] == 0


def test_a_unit_without_a_journal_is_refused_and_the_others_are_named(unit):
    with pytest.raises(CommandError, match=f"99999 chưa có nhật ký.*{unit}"):
        told("--unit", "99999")

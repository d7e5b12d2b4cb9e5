"""The bulk generator leaves an office that stands every check: chains, rows, figures, codes, finding, and acts after it."""

from datetime import datetime

import pytest
from django.db import connection, transaction

from bench.bulk import filling
from bench.bulk.holes import written
from bench.bulk.living import lived
from builders.office import _unit
from thanthien.dossiers.models import Dossier, Fee
from thanthien.dossiers.queries import find
from thanthien.dossiers.rules import OPEN, Status
from thanthien.indicators import fold
from thanthien.journal.models import Chain, Entry, Follower, Serial
from thanthien.journal.verify import verify
from thanthien.people.models import Citizen, Counter, Office, Officer
from thanthien.people.queries import actor_for
from thanthien.procedures.actions import load_catalogue
from thanthien.queueing import actions as queueing
from thanthien.queueing.models import Service, Ticket
from thanthien.shared.clock import VIETNAM

pytestmark = pytest.mark.django_db
UNITS = ["15148", "15150"]
UNTIL = datetime(2026, 11, 25, 10, tzinfo=VIETNAM)
END = datetime(2026, 11, 23, tzinfo=VIETNAM)


@pytest.fixture(scope="module")
def mould(django_db_setup, django_db_blocker):
    """One day with ten visitors and the week after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        province = _unit("38", "Tỉnh Thanh Hóa", "province")
        for code, name in zip(UNITS, ("Xã Cẩm Tú", "Xã Cẩm Thạch"), strict=True):
            _unit(code, name, "commune", province)
        load_catalogue()
        yield lived(seed=3, days=1, drain=10, visitors=10)
        transaction.set_rollback(True)


@pytest.fixture
def filled(mould):
    return filling.fill(mould, count=5 * mould.dossiers, until=UNTIL, units=2, seed=3)


def test_living_the_week_leaves_nothing_behind(mould):
    assert mould.dossiers >= 5
    assert not Office.objects.exists() and not Entry.objects.exists() and not Citizen.objects.exists()


def test_verify_finds_nothing_wrong(mould, filled):
    assert filled == UNITS and filling.dossiers() == 5 * mould.dossiers
    assert Entry.objects.filter(unit="15150").count() > 200
    assert verify() is None
    connection.check_constraints()


@pytest.mark.parametrize("column", ["sets", "tracking_code", "due_at"])
def test_verify_sees_one_changed_copy(filled, column):
    last = Dossier.objects.filter(unit_id="15150").order_by("-pk").first()
    values = {"sets": 9, "tracking_code": "0" * 12, "due_at": UNTIL}
    Dossier.objects.filter(pk=last.pk).update(**{column: values[column]})
    assert f"dossiers.dossier:{last.pk}" in str(verify())


def test_the_figures_are_those_of_the_journal(filled):
    before = filling.figures(UNITS)
    assert len(before) > 200
    fold.rebuild()
    assert filling.figures(UNITS) == before


def test_followers_have_nothing_left_to_read(filled):
    heads = dict(Chain.objects.values_list("unit", "seq"))
    assert {(row.unit, row.seq) for row in Follower.objects.all()} == set(heads.items())


def test_series_go_on_where_the_copies_end(filled):
    for unit in UNITS:
        codes = list(Dossier.objects.filter(unit_id=unit, code__isnull=False).values_list("code", flat=True))
        tickets = list(Ticket.objects.filter(unit_id=unit).values_list("day", "letter", "number"))
        receipts = list(Fee.objects.filter(unit_id=unit).values_list("day__year", "number"))
        for series, found in (("dossier:", codes), ("ticket:", tickets), ("receipt:", receipts)):
            counted = sum(Serial.objects.filter(unit=unit, name__startswith=series).values_list("value", flat=True))
            assert len(set(found)) == len(found) == counted


def test_each_copy_has_people_of_its_own(filled):
    for column in ("id_digest", "phone_digest"):
        found = list(Citizen.objects.values_list(column, flat=True))
        assert len(set(found)) == len(found)
    assert not Citizen.objects.filter(unit_id="15150", address__contains="Cẩm Tú").exists()


def test_the_chain_is_in_the_order_of_time_and_ends_before_the_present_week(filled):
    for unit in UNITS:
        received = list(Entry.objects.filter(unit=unit, kind="dossier.received").order_by("seq").values_list("at", flat=True))
        assert received == sorted(received)
    assert Entry.objects.filter(at__gte=END).count() == 0


def test_the_last_week_left_work_open_and_older_ones_are_done(mould, filled):
    newest = Dossier.objects.order_by("-received_at").first().received_at
    assert newest.astimezone(VIETNAM).date().isoformat() == "2026-11-16"
    states = set(Dossier.objects.filter(received_at=newest, code__isnull=False).values_list("state", flat=True))
    assert states <= {*OPEN, Status.READY, Status.RETURNED}
    latest = Dossier.objects.filter(received_at__date="2026-11-16", code__isnull=False)
    assert latest.exclude(state=Status.RETURNED).exists()
    done = mould.last.values()
    returned = sum(snap.table == "dossiers.dossier" and snap.values["state"] == Status.RETURNED for snap in done)
    before = Dossier.objects.filter(received_at__date="2026-11-09", state=Status.RETURNED)
    assert before.count() == returned * before.values("unit_id").distinct().count() > 0
    assert not Counter.objects.exclude(state="closed").exists()


def test_copies_are_found_by_words_and_by_number(filled):
    dossier = Dossier.objects.filter(unit_id="15150", applicant__isnull=False, code__isnull=False).order_by("pk").first()
    for text in (dossier.applicant.name, dossier.code[-11:], dossier.code, dossier.applicant.phone, dossier.tracking_code):
        assert dossier.pk in [one.pk for one in find(text=text, unit="15150", at=UNTIL)]
    for text in (dossier.code, dossier.applicant.phone, dossier.tracking_code):
        assert find(text=text, unit="15148", at=UNTIL) == []


def test_the_same_seed_gives_the_same_chains(mould):
    heads = []
    for seed in (3, 3, 4):
        with transaction.atomic():
            filling.fill(mould, count=3 * mould.dossiers, until=UNTIL, units=2, seed=seed)
            heads.append(set(Chain.objects.values_list("unit", "seq", "head")))
            transaction.set_rollback(True)
    assert heads[0] == heads[1] != heads[2]


def test_the_office_works_on(filled):
    guide = actor_for(Officer.objects.get(login="ngoc.ct.15150"), on=UNTIL.date())
    service = Service.objects.get(unit_id="15150", letter="A")
    ticket = queueing.take_ticket(unit="15150", service=service, channel="guide", by=guide, at=UNTIL)
    assert ticket.label == "A001"
    assert verify() is None


def test_an_office_that_is_there_is_not_written_over(mould, filled):
    with pytest.raises(ValueError, match="have offices already"):
        filling.fill(mould, count=10, until=UNTIL, units=2, seed=3)


@pytest.mark.parametrize(("units", "count", "weeks"), [(2, 50, [3, 2]), (2, 1, [1, 1]), (3, 60, [2, 2, 2]), (3, 61, [3, 2, 2])])
def test_weeks_are_shared_so_that_at_least_the_count_is_reached(units, count, weeks):
    assert filling.shares(count, 10, units) == weeks


def test_days_and_marks_are_holes():
    text = written('{"order":"<#order 5#>","label":"<:label 5:>","due":"2026-09-07T17:00:00","paper":"07/09/2026"}')
    assert text.holes == ("order 5", "label 5", "2026-09-07", "07/09/2026")
    known = {"order 5": "17", "label 5": "A001", "2026-09-07": "2026-09-14", "07/09/2026": "14/09/2026"}
    assert text.fill(known) == '{"order":17,"label":"A001","due":"2026-09-14T17:00:00","paper":"14/09/2026"}'


@pytest.mark.parametrize("text", ["188/1999/QĐ-TTg", "Điều 2026-09", "0038-2026-09-071", "không có gì"])
def test_other_figures_stay(text):
    assert written(text).fill({}) == text

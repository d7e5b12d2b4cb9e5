"""Receiving: one entry, the code last, the date with its whole explanation, the right parties, all papers seen."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from builders.dossiers import BIRTH, CIVIL, COOPERATIVE, LODGING, PLANNING, SINGLE, all_marked, company, person, received
from thanthien.dossiers import actions
from thanthien.dossiers.checklist import Mark, PaperState
from thanthien.dossiers.models import Dossier, DossierPaper, DossierStep
from thanthien.dossiers.rules import DossierError, RefusalReason, Status
from thanthien.journal.actions import act
from thanthien.journal.models import Entry, Serial
from thanthien.people.models import Unit
from thanthien.procedures.queries import procedure
from thanthien.shared.clock import VIETNAM
from thanthien.visits import actions as visits
from thanthien.worktime.deadline import Deadline

pytestmark = pytest.mark.django_db


def nov(day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


WEDNESDAY_25, FRIDAY_27 = 25, 27


def test_a_reception_leaves_exactly_one_entry_with_the_agreed_data(hall, at):
    owner = person(hall)
    before = Entry.objects.count()
    dossier = received(hall, SINGLE, applicant=owner, counter=hall.counters[0])
    assert Entry.objects.count() == before + 1
    entry = Entry.objects.latest("pk")
    assert (entry.kind, entry.subject, entry.actor) == ("dossier.received", f"dossier:{dossier.pk}", "officer:hanh")
    assert entry.data == {
        "code": "MAU.151.48-261123-0001",
        "procedure": SINGLE,
        "field": "ho_tich",
        "due_at": "2026-11-27T08:30:00+07:00",
        "term": "3 ngày làm việc",
        "counter": 1,
        "officer": "hanh",
        "fee": None,
        "channel": "counter",
        "route_default": False,
    }


@pytest.mark.thread("opencps-v2 PR#1145")
def test_the_due_date_leaps_over_the_holiday_and_explains_itself(hall):
    dossier = received(hall, SINGLE)
    assert dossier.due_at == dossier.due_first == nov(FRIDAY_27, 8, 30)
    deadline = Deadline.from_dict(Dossier.objects.get(pk=dossier.pk).deadline)
    assert deadline.adds_up()
    assert [(row.day.day, row.counted) for row in deadline.days] == [(23, False), (24, False), (25, True), (26, True), (27, True)]
    assert "Ngày Văn hóa" in deadline.days[1].why


@pytest.mark.thread("opencps-v2 PR#2099")
@pytest.mark.parametrize(("minute", "due"), [(nov(23, 14, 59), nov(23, 17, 30)), (nov(23, 15, 1), nov(25, 17, 30))])
def test_a_same_day_matter_after_three_on_monday_is_due_on_wednesday_because_tuesday_is_off(hall, minute, due):
    assert received(hall, BIRTH, at=minute).due_at == due


def test_codes_run_by_unit_and_day_of_vietnam(hall):
    first, second = received(hall), received(hall)
    # 00:30 on Wednesday in Vietnam is still Tuesday in UTC.
    third = received(hall, at=nov(WEDNESDAY_25, 0, 30))
    assert [d.code for d in (first, second, third)] == [
        "MAU.151.48-261123-0001",
        "MAU.151.48-261123-0002",
        "MAU.151.48-261125-0001",
    ]


def test_a_unit_known_to_the_portal_uses_its_portal_code(hall):
    Unit.objects.filter(pk=hall.unit).update(portal_code="H56.327")
    assert received(hall).code == "H56.327-261123-0001"


@pytest.mark.thread("opencps#275")
def test_what_is_refused_by_a_rule_uses_no_number(hall):
    papers = all_marked(procedure(code=SINGLE)) | {2: Mark(PaperState.MISSING)}
    with pytest.raises(DossierError, match="Còn thiếu"):
        received(hall, papers=papers)
    assert received(hall).code.endswith("-0001")


@pytest.mark.thread("open-forms#1183")
def test_a_transaction_that_fails_after_the_reception_leaves_no_hole_in_the_numbers(hall, at):
    by = hall.actor(hall.hanh)
    with pytest.raises(ZeroDivisionError), act(unit=hall.unit, by=by, at=at):
        received(hall)
        raise ZeroDivisionError
    assert not Dossier.objects.exists()
    assert received(hall).code.endswith("-0001")


def test_the_code_is_the_last_thing_taken(hall):
    owner = person(hall)
    with CaptureQueriesContext(connection) as seen:
        received(hall, applicant=owner)
    written = [query["sql"].split('"')[1] for query in seen if query["sql"].startswith(("INSERT", "UPDATE"))]
    taken = written.index("journal_serial")
    assert set(written[:taken]) == {"dossiers_dossier", "dossiers_dossierpaper", "dossiers_dossierstep"}
    assert set(written[taken:]) == {"journal_serial", "dossiers_dossier", "journal_entry", "journal_chain"}
    assert written[taken:].count("dossiers_dossier") == 1


def test_papers_are_kept_as_they_were_marked(hall):
    papers = all_marked(procedure(code=SINGLE)) | {2: Mark(PaperState.LOOK, note="Số quyết định mờ", copy=1)}
    dossier = received(hall, papers=papers)
    rows = list(dossier.papers.all())
    assert [row.state for row in rows] == ["ok", "look", "na", "na", "na", "na"]
    assert (rows[1].note, rows[1].copy) == ("Số quyết định mờ", 1)


def test_the_reception_step_is_done_at_the_counter_and_the_next_begins_at_once(hall):
    dossier = received(hall, SINGLE)
    first, second, *rest = dossier.steps.all()
    assert (first.kind, first.started_at, first.done_at, first.officer) == ("receive", hall.at, hall.at, hall.hanh)
    assert (second.kind, second.started_at, second.done_at, second.officer) == ("handle", hall.at, None, hall.ha)
    assert all(step.started_at is None for step in rest)
    assert (dossier.step, dossier.state) == (2, Status.RECEIVED)


@pytest.mark.thread("opencps#1280")
def test_the_minutes_of_the_steps_add_up_to_the_working_time_until_the_due_date(hall):
    dossier = received(hall, SINGLE)
    minutes = [step.allowed_minutes for step in dossier.steps.all()]
    day = 8 * 60
    assert sum(minutes) == 3 * day
    assert minutes == [day // 2, day, day // 2, day // 2, day // 2]


def test_a_step_that_two_may_do_waits_for_one_of_them_to_take_it(hall, others):
    assert received(hall, SINGLE).steps.get(order=2).officer is None


def test_a_procedure_without_steps_gets_the_usual_ones_and_says_so(hall):
    dossier = received(hall, PLANNING)
    assert dossier.route_default
    assert [step.kind for step in dossier.steps.all()] == ["receive", "handle", "approve", "hand_over"]
    assert Entry.objects.latest("pk").data["route_default"] is True


def test_an_unconfirmed_zero_fee_reads_so_and_a_known_one_is_kept(hall):
    assert [(d.fee_vnd, d.fee_text) for d in (received(hall, SINGLE), received(hall, CIVIL))] == [
        (None, "chưa xác nhận"),
        (8000, "8.000 đồng"),
    ]


@pytest.mark.thread("CCRS#1028")
def test_a_procedure_without_a_term_is_not_promised_a_date(hall):
    with pytest.raises(DossierError, match="chưa ghi thời hạn"):
        received(hall, COOPERATIVE)


def test_the_clock_will_warn_one_working_day_before_at_the_same_hour(hall):
    assert received(hall, SINGLE).warn_at == nov(26, 8, 30)
    assert received(hall, BIRTH).warn_at is None


def test_the_visit_runs_through(hall, at):
    visit = visits.begin(unit=hall.unit, origin="kiosk", by=hall.actor(hall.hanh), at=at)
    dossier = received(hall, visit=visit)
    assert dossier.visit == visit
    assert Entry.objects.latest("pk").visit == visit.pk.hex


class TestParties:
    def test_a_company_comes_by_a_representative_with_a_mandate(self, hall):
        dossier = received(
            hall, PLANNING, organisation=company(hall), submitter=person(hall), mandate="Giấy giới thiệu số 12 ngày 20/11/2026"
        )
        assert (dossier.applicant, dossier.organisation.name) == (None, "Công ty TNHH Mía đường Cẩm Tú")
        assert (dossier.submitter.name, dossier.mandate) == ("Trương Thị Hiền", "Giấy giới thiệu số 12 ngày 20/11/2026")

    def test_a_company_without_a_mandate_is_asked_for_it(self, hall):
        with pytest.raises(DossierError, match="giấy giới thiệu"):
            received(hall, PLANNING, organisation=company(hall), submitter=person(hall))

    def test_no_name_number_phone_or_address_gets_into_the_journal(self, hall):
        received(hall, PLANNING, organisation=company(hall), submitter=person(hall), mandate="Giấy giới thiệu số 12")
        text = " ".join(e.body + e.subject + e.actor for e in Entry.objects.all())
        for secret in ("Hiền", "038192004317", "0912555408", "Lương Thuận", "Mía đường", "2801234567", "giới thiệu"):
            assert secret not in text

    def test_the_database_refuses_a_dossier_of_nobody_and_of_two(self, hall):
        dossier = received(hall)
        for columns in ({"applicant": None}, {"organisation": company(hall)}, {"submitter": person(hall), "mandate": ""}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Dossier.objects.filter(pk=dossier.pk).update(**columns)


class TestWho:
    @pytest.mark.parametrize(("login", "says"), [("ha", "việc của"), ("ngoc", "việc của"), ("la", "đơn vị khác")])
    def test_colleague_and_stranger_may_not(self, hall, login, says):
        with pytest.raises(DossierError, match=says):
            received(hall, by=getattr(hall, login))

    def test_only_at_the_counter_where_one_sits(self, hall):
        with pytest.raises(DossierError, match="Quầy 2 chưa mở dưới tên"):
            received(hall, counter=hall.counters[1])
        with pytest.raises(DossierError, match="Quầy 3 chưa mở"):
            received(hall, counter=hall.counters[2])

    def test_the_police_receive_in_their_own_field_only(self, hall, others):
        assert received(hall, LODGING, by=others["police"]).received_by == others["police"]
        with pytest.raises(DossierError, match="lĩnh vực khác"):
            received(hall, SINGLE, by=others["police"])


class TestWords:
    @pytest.mark.parametrize(
        ("more", "says"),
        [
            ({"return_channel": "chim"}, "Chọn nơi nhận kết quả"),
            ({"fee_paid": "gà"}, "Chọn cách thu lệ phí"),
            ({"sets": 0}, "Số bộ hồ sơ"),
        ],
    )
    def test_other_words_are_refused_kindly(self, hall, more, says):
        with pytest.raises(DossierError, match=says):
            received(hall, **more)

    def test_post_needs_an_address(self, hall, at):
        from thanthien.people.actions import register_citizen

        nowhere = register_citizen(unit=hall.unit, name="Vi Văn Hiếu", by=hall.actor(hall.hanh), at=at)
        with pytest.raises(DossierError, match="cần địa chỉ"):
            received(hall, applicant=nowhere, return_channel="post")
        assert received(hall, return_channel="post").return_channel == "post"


class TestRefusal:
    def test_a_refused_dossier_has_no_code_and_leaves_one_entry(self, hall, at):
        owner, before = person(hall), Entry.objects.count()
        dossier = actions.refuse(
            unit=hall.unit, procedure=procedure(code=SINGLE), reason=RefusalReason.NOT_COMPETENT, applicant=owner,
            note="Nơi cư trú ở xã Cẩm Thạch", by=hall.actor(hall.hanh), at=at,
        )  # fmt: skip
        assert (dossier.code, dossier.state, dossier.due_at) == (None, Status.REFUSED, None)
        assert dossier.result_note == "Không thuộc thẩm quyền giải quyết. Nơi cư trú ở xã Cẩm Thạch"
        assert Entry.objects.count() == before + 1
        entry = Entry.objects.latest("pk")
        assert (entry.kind, entry.data) == ("dossier.refused", {"procedure": SINGLE, "reason_code": "not_competent"})
        assert not Serial.objects.filter(name__startswith="dossier:").exists()

    def test_another_reason_must_be_said(self, hall, at):
        with pytest.raises(DossierError, match="Ghi rõ lý do"):
            actions.refuse(
                unit=hall.unit, procedure=procedure(code=SINGLE), reason=RefusalReason.OTHER, applicant=person(hall),
                by=hall.actor(hall.hanh), at=at,
            )  # fmt: skip

    def test_nothing_is_done_to_a_refused_dossier(self, hall, at):
        refused = actions.refuse(
            unit=hall.unit, procedure=procedure(code=SINGLE), reason=RefusalReason.INCOMPLETE, applicant=person(hall),
            by=hall.actor(hall.hanh), at=at,
        )  # fmt: skip
        with pytest.raises(DossierError, match="khép lại"):
            actions.hand_over(dossier=refused, by=hall.actor(hall.hanh), at=at + timedelta(hours=1))


def test_the_database_refuses_work_without_a_code_and_a_code_without_reception(hall):
    dossier = received(hall)
    for columns in (
        {"code": None},
        {"received_at": None},
        {"due_first": None},
        {"state": 1},
        {"state": 11},
        {"state": 9},
        {"state": 10},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Dossier.objects.filter(pk=dossier.pk).update(**columns)
    with pytest.raises(IntegrityError), transaction.atomic():
        DossierPaper.objects.filter(dossier=dossier, order=1).update(state="lost")
    with pytest.raises(IntegrityError), transaction.atomic():
        DossierStep.objects.filter(dossier=dossier, order=2).update(done_at=dossier.received_at - timedelta(minutes=1))

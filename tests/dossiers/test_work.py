"""The work step by step: taking, giving, completing, sending back; the result; each act one entry, nothing lost when two meet."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django_scopes import scopes_disabled

from builders.dossiers import ADOPTION, BIRTH, CIVIL, LODGING, holder, ready, received, worked_to
from thanthien.dossiers import actions
from thanthien.dossiers.collecting import Receiver
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import DossierError, Outcome, Status
from thanthien.journal.models import Access, Entry
from thanthien.people import actions as people
from thanthien.people.rules import AbsenceKind
from thanthien.shared.actor import clock
from thanthien.shared.clock import VIETNAM
from thanthien.visits import actions as visits

pytestmark = pytest.mark.django_db


def nov(day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


MONDAY, WEDNESDAY, THURSDAY, FRIDAY = 23, 25, 26, 27


def new_entries(before: int) -> list[Entry]:
    return list(Entry.objects.order_by("pk")[before:])


class TestTaking:
    def test_taking_leaves_one_entry_and_the_dossier_is_being_worked_on(self, hall, others):
        dossier, before = received(hall), Entry.objects.count()
        dossier = actions.take_step(dossier=dossier, by=hall.actor(others["second"]), at=nov(MONDAY, 9))
        assert (dossier.state, dossier.steps.get(order=2).officer) == (Status.PROCESSING, others["second"])
        (entry,) = new_entries(before)
        assert (entry.kind, entry.data) == ("step.taken", {"code": dossier.code, "step": 2, "officer": "lan.hc", "before": ""})

    def test_taking_ones_own_step_again_changes_nothing(self, hall, others):
        dossier = actions.take_step(dossier=received(hall), by=hall.actor(hall.ha), at=nov(MONDAY, 9))
        before = Entry.objects.count()
        actions.take_step(dossier=dossier, by=hall.actor(hall.ha), at=nov(MONDAY, 10))
        assert Entry.objects.count() == before

    def test_the_second_to_take_it_hears_who_holds_it(self, hall, others):
        seen_by_both = received(hall)
        actions.take_step(dossier=seen_by_both, by=hall.actor(hall.ha), at=nov(MONDAY, 9))
        with pytest.raises(DossierError, match="đang do Bùi Thị Thu Hà giữ"):
            actions.take_step(dossier=seen_by_both, by=hall.actor(others["second"]), at=nov(MONDAY, 9))

    @pytest.mark.parametrize(
        ("login", "says"), [("tuan", "lĩnh vực khác"), ("hanh", "việc của Chuyên môn"), ("la", "đơn vị khác")]
    )
    def test_other_fields_other_roles_and_strangers_may_not(self, hall, login, says):
        with pytest.raises(DossierError, match=says):
            actions.take_step(dossier=received(hall), by=hall.actor(getattr(hall, login)), at=nov(MONDAY, 9))

    def test_the_leader_gives_it_to_somebody_who_can_do_it(self, hall, others):
        dossier, before = received(hall), Entry.objects.count()
        leader = hall.actor(hall.nghia)
        with pytest.raises(DossierError, match="Hà Minh Tuấn chưa được giao việc này"):
            actions.give_step(dossier=dossier, officer=hall.tuan, by=leader, at=nov(MONDAY, 9))
        with pytest.raises(DossierError, match="việc của Lãnh đạo"):
            actions.give_step(dossier=dossier, officer=hall.ha, by=hall.actor(hall.ha), at=nov(MONDAY, 9))
        dossier = actions.give_step(dossier=dossier, officer=others["second"], by=leader, at=nov(MONDAY, 9))
        (entry,) = new_entries(before)
        assert (entry.kind, entry.actor, entry.data["officer"]) == ("step.taken", "officer:nghia", "lan.hc")

    def test_the_leader_takes_a_step_from_one_and_gives_it_to_another(self, hall, others):
        dossier = actions.take_step(dossier=received(hall), by=hall.actor(hall.ha), at=nov(MONDAY, 9))
        dossier = actions.give_step(dossier=dossier, officer=others["second"], by=hall.actor(hall.nghia), at=nov(MONDAY, 10))
        assert dossier.steps.get(order=2).officer == others["second"]


class TestAway:
    """Who is away that day gets no new work; what they hold already stays with them until somebody gives it away."""

    def away(self, hall, officer):
        people.note_absence(
            officer=officer, kind=AbsenceKind.SICK, first_day=hall.at.date(), last_day=hall.at.date(), stand_in=None,
            counter=None, by=hall.actor(officer), at=hall.at,
        )  # fmt: skip

    def test_the_only_one_there_gets_it(self, hall, others):
        self.away(hall, hall.ha)
        assert received(hall).steps.get(order=2).officer == others["second"]

    def test_nobody_there_leaves_it_to_whom_the_leader_names(self, hall):
        self.away(hall, hall.ha)
        dossier = received(hall)
        assert dossier.steps.get(order=2).officer is None
        dossier = actions.give_step(dossier=dossier, officer=hall.ha, by=hall.actor(hall.nghia), at=hall.at)
        assert dossier.steps.get(order=2).officer == hall.ha

    def test_what_was_held_before_stays(self, hall):
        dossier = received(hall)
        self.away(hall, hall.ha)
        assert dossier.steps.get(order=2).officer == hall.ha


class TestCompleting:
    def test_a_step_done_leaves_one_entry_with_its_working_minutes(self, hall, others):
        dossier, before = received(hall), Entry.objects.count()
        dossier = actions.complete_step(dossier=dossier, by=hall.actor(hall.ha), at=nov(WEDNESDAY, 9), note="khớp sổ")
        (entry,) = new_entries(before)
        # Monday 08:30–12:00 and 13:30–17:30, Tuesday is off, Wednesday 08:00–09:00
        assert entry.kind == "step.done"
        assert entry.data == {
            "code": dossier.code, "step": 2, "name_code": "handle", "role": "specialist", "officer": "ha", "allowed": 480,
            "used": 510,
            "verdict": "late", "next": 3, "next_role": "leader", "next_officer": "nghia",
        }  # fmt: skip
        assert (dossier.step, dossier.state) == (3, Status.PROCESSING)
        assert dossier.steps.get(order=2).note == "khớp sổ"

    def test_the_next_step_begins_at_that_moment_with_its_own_clock(self, hall, others):
        dossier = actions.complete_step(dossier=received(hall), by=hall.actor(hall.ha), at=nov(MONDAY, 14))
        step = dossier.steps.get(order=3)
        assert (step.started_at, step.due_at, step.allowed_minutes) == (nov(MONDAY, 14), nov(WEDNESDAY, 8, 30), 240)

    def test_somebody_elses_role_may_not(self, hall, others):
        dossier = worked_to(hall, received(hall), 3, at=nov(MONDAY, 10), others=others)
        with pytest.raises(DossierError, match="việc của Lãnh đạo"):
            actions.complete_step(dossier=dossier, by=hall.actor(hall.ha), at=nov(MONDAY, 11))

    def test_an_outcome_is_only_said_at_the_last_step(self, hall):
        with pytest.raises(DossierError, match="Kết quả ghi ở bước cuối"):
            actions.complete_step(dossier=received(hall), by=hall.actor(hall.ha), at=nov(MONDAY, 10), outcome="granted")

    def test_the_step_on_an_old_screen_is_not_done_twice(self, hall, others):
        old_screen = received(hall)
        actions.complete_step(dossier=old_screen, by=hall.actor(hall.ha), at=nov(MONDAY, 9, 41))
        before = Entry.objects.count()
        with pytest.raises(DossierError, match="Bùi Thị Thu Hà đã làm xong bước .* lúc 09:41. Hồ sơ đang ở: Xem xét, ký duyệt"):
            actions.complete_step(dossier=old_screen, by=hall.actor(others["second"]), at=nov(MONDAY, 9, 42))
        assert Entry.objects.count() == before

    def test_the_door_may_say_which_step_its_page_showed(self, hall, others):
        dossier = worked_to(hall, received(hall), 3, at=nov(MONDAY, 10), others=others)
        with pytest.raises(DossierError, match="đã làm xong bước"):
            actions.complete_step(dossier=dossier, step=2, by=hall.actor(hall.nghia), at=nov(MONDAY, 11))

    def test_a_role_that_nobody_holds_is_noted_by_those_who_hold_the_file(self, hall):
        dossier = received(hall)
        dossier = actions.complete_step(dossier=dossier, by=hall.actor(hall.ha), at=nov(MONDAY, 9))
        dossier = actions.complete_step(dossier=dossier, by=hall.actor(hall.nghia), at=nov(MONDAY, 10))
        assert dossier.steps.get(order=dossier.step).role == "seal_clerk"
        with pytest.raises(DossierError, match="việc của"):
            actions.complete_step(dossier=dossier, by=hall.actor(hall.nghia), at=nov(MONDAY, 11))
        dossier = actions.complete_step(dossier=dossier, by=hall.actor(hall.hanh), at=nov(MONDAY, 11))
        assert dossier.state == Status.READY

    def test_a_wait_that_nobody_does_is_ended_by_the_section(self, hall, others):
        kinds = [step.kind for step in received(hall, ADOPTION).steps.all()]
        assert "wait" in kinds
        from thanthien.people.actions import grant_role
        from thanthien.people.rules import Role
        from thanthien.shared.actor import system

        grant_role(officer=hall.ngoc, role=Role.SPECIALIST, by=system(hall.unit), at=hall.at, valid_from=hall.at.date())
        dossier = received(hall, ADOPTION)
        dossier = actions.complete_step(dossier=dossier, by=hall.actor(hall.ngoc), at=nov(WEDNESDAY, 9))
        assert dossier.steps.get(order=dossier.step).role == "nobody"
        dossier = actions.complete_step(dossier=dossier, by=hall.actor(hall.ngoc), at=nov(FRIDAY, 9))
        assert dossier.steps.get(order=dossier.step).kind == "handle"

    def test_a_device_or_the_clock_does_no_officers_work(self, hall):
        with pytest.raises(DossierError):
            actions.complete_step(dossier=received(hall), by=clock(hall.unit), at=nov(MONDAY, 9))


class TestSendingBack:
    def test_the_step_before_runs_on_with_what_was_left_of_its_minutes(self, hall, others):
        dossier = actions.complete_step(dossier=received(hall), by=hall.actor(hall.ha), at=nov(MONDAY, 10, 30))
        before = Entry.objects.count()
        dossier = actions.send_back(dossier=dossier, reason="Thiếu ngày ly hôn", by=hall.actor(hall.nghia), at=nov(MONDAY, 11))
        step = dossier.steps.get(order=2)
        assert (dossier.step, step.done_at, step.came_back, step.officer) == (2, None, "Thiếu ngày ly hôn", hall.ha)
        # two of eight hours were used: six are left from 11:00, one before lunch, four in the afternoon, one on Wednesday
        assert (step.used_minutes, step.due_at) == (120, nov(WEDNESDAY, 9))
        (entry,) = new_entries(before)
        assert (entry.kind, entry.data) == (
            "step.sent_back",
            {"code": dossier.code, "step": 3, "to": 2, "officer": "nghia", "used": 30},
        )

    def test_the_minutes_of_both_runs_are_counted(self, hall, others):
        dossier = actions.complete_step(dossier=received(hall), by=hall.actor(hall.ha), at=nov(MONDAY, 10, 30))
        dossier = actions.send_back(dossier=dossier, reason="Thiếu ngày ly hôn", by=hall.actor(hall.nghia), at=nov(MONDAY, 11))
        actions.complete_step(dossier=dossier, by=hall.actor(hall.ha), at=nov(MONDAY, 11, 15))
        assert Entry.objects.latest("pk").data["used"] == 135

    def test_a_reason_is_asked_for_and_the_first_step_has_nobody_before_it(self, hall):
        dossier = received(hall)
        with pytest.raises(DossierError, match="Ghi lý do trả lại"):
            actions.send_back(dossier=dossier, reason=" ", by=hall.actor(hall.ha), at=nov(MONDAY, 9))
        with pytest.raises(DossierError, match="Đây là bước đầu"):
            actions.send_back(dossier=dossier, reason="thiếu", by=hall.actor(hall.ha), at=nov(MONDAY, 9))


class TestResult:
    def test_the_last_step_makes_the_result_ready(self, hall, others):
        dossier = worked_to(hall, received(hall), 4, at=nov(WEDNESDAY, 9), others=others)
        before = Entry.objects.count()
        dossier = actions.complete_step(
            dossier=dossier, by=hall.actor(others["seal"]), at=nov(WEDNESDAY, 10), result_note="Số 214/UBND-XNTTHN"
        )
        done, finished = new_entries(before)
        assert (done.kind, done.act) == ("step.done", finished.act)
        assert (finished.kind, finished.data) == (
            "dossier.finished",
            {
                "code": dossier.code, "due_at": "2026-11-27T08:30:00+07:00", "finished_at": "2026-11-25T10:00:00+07:00",
                "verdict": "early", "verdict_first": "early", "verdict_law": "early",
                "outcome": "granted", "field": "ho_tich", "officer": "thu.vt",
                "rule": "date-1", "apologised": False,
            },
        )  # fmt: skip
        assert (dossier.state, dossier.shelf, dossier.result_note) == (Status.READY, "Ngăn 0", "Số 214/UBND-XNTTHN")
        last = dossier.steps.get(order=5)
        assert (dossier.step, last.started_at, last.done_at) == (5, nov(WEDNESDAY, 10), None)

    def test_finish_names_what_is_still_to_be_done(self, hall, others):
        with pytest.raises(DossierError, match="còn các bước: .*; Xem xét, ký duyệt; Đóng dấu"):
            actions.finish(dossier=received(hall), by=hall.actor(hall.ha), at=nov(MONDAY, 9))

    def test_finish_completes_the_last_step_and_a_refusal_is_a_result_too(self, hall, others):
        dossier = worked_to(hall, received(hall), 4, at=nov(WEDNESDAY, 9), others=others)
        dossier = actions.finish(dossier=dossier, outcome="refused", by=hall.actor(others["seal"]), at=nov(WEDNESDAY, 9))
        assert (dossier.state, dossier.outcome) == (Status.READY, Outcome.REFUSED)

    def test_another_word_is_no_outcome(self, hall, others):
        dossier = worked_to(hall, received(hall), 4, at=nov(WEDNESDAY, 9), others=others)
        with pytest.raises(DossierError, match="Kết quả là"):
            actions.finish(dossier=dossier, outcome="annulled", by=hall.actor(others["seal"]), at=nov(WEDNESDAY, 9))

    @pytest.mark.parametrize(
        ("moment", "verdict", "late"),
        [
            (nov(THURSDAY, 17), "early", False),
            (nov(FRIDAY, 8, 30), "on_time", False),
            (nov(FRIDAY, 16), "on_time", True),
            (nov(28, 9), "late", True),
        ],
    )
    def test_the_verdict_goes_by_the_day_the_confession_by_the_hour(self, hall, others, moment, verdict, late):
        dossier = ready(hall, received(hall), at=moment, others=others)
        assert Entry.objects.get(kind="dossier.finished").data["verdict"] == verdict
        confessed = Entry.objects.filter(kind="dossier.became_late")
        assert [entry.at for entry in confessed] == ([nov(FRIDAY, 8, 30)] if late else [])
        assert Dossier.objects.get(pk=dossier.pk).late_since == (nov(FRIDAY, 8, 30) if late else None)

    @pytest.mark.thread("opencrvs#10208")
    def test_a_same_day_matter_is_received_worked_and_handed_over_within_the_hour(self, hall, others):
        dossier = received(hall, BIRTH)
        dossier = ready(hall, dossier, at=nov(MONDAY, 9), others=others)
        dossier = actions.hand_over(dossier=dossier, by=hall.actor(hall.hanh), at=nov(MONDAY, 9, 5))
        assert dossier.state == Status.RETURNED
        assert Entry.objects.get(kind="dossier.finished").data["verdict"] == "on_time"

    def test_the_police_handle_their_own_matters(self, hall, others):
        dossier = ready(hall, received(hall, LODGING), at=nov(WEDNESDAY, 9), others=others)
        assert dossier.steps.get(order=2).officer == others["police"]


class TestHandOver:
    def test_it_leaves_one_entry_in_the_visit_of_the_fetching(self, hall, others):
        dossier = ready(hall, received(hall), at=nov(WEDNESDAY, 9), others=others)
        visit = visits.begin(unit=hall.unit, origin="kiosk", by=hall.actor(hall.hanh), at=nov(THURSDAY, 9))
        before = Entry.objects.count()
        dossier = actions.hand_over(
            dossier=dossier, by=hall.actor(hall.dinh), at=nov(THURSDAY, 9), visit=visit,
            receiver=Receiver(name="Lê Văn Hùng", relation="spouse", paper="Giấy chứng nhận kết hôn số 12/2019"),
        )  # fmt: skip
        (entry,) = new_entries(before)
        assert (entry.kind, entry.data, entry.visit) == (
            "dossier.returned",
            {"code": dossier.code, "channel": "counter", "as": "other", "by_card": False},
            visit.pk.hex,
        )
        assert (dossier.state, dossier.collected_by, dossier.returned_in) == (Status.RETURNED, "Lê Văn Hùng", visit)
        last = dossier.steps.get(order=5)
        assert (last.done_at, last.officer, dossier.step) == (nov(THURSDAY, 9), hall.dinh, 0)

    def test_unless_said_the_owner_fetched_it(self, hall, others):
        dossier = ready(hall, received(hall), at=nov(WEDNESDAY, 9), others=others)
        assert actions.hand_over(dossier=dossier, by=hall.actor(hall.hanh), at=nov(THURSDAY)).collected_by == "Trương Thị Hiền"

    def test_it_happens_once_and_the_second_hears_when_and_to_whom(self, hall, others):
        dossier = ready(hall, received(hall), at=nov(WEDNESDAY, 9), others=others)
        actions.hand_over(dossier=dossier, by=hall.actor(hall.hanh), at=nov(THURSDAY, 9, 40))
        with pytest.raises(DossierError, match="đã trao lúc 09:40 ngày 26/11 cho Trương Thị Hiền"):
            actions.hand_over(dossier=dossier, by=hall.actor(hall.dinh), at=nov(THURSDAY, 9, 41))

    def test_what_is_not_ready_is_not_handed_over(self, hall):
        with pytest.raises(DossierError, match="không làm được: Trả kết quả"):
            actions.hand_over(dossier=received(hall), by=hall.actor(hall.hanh), at=nov(MONDAY, 9))

    def test_a_known_fee_is_settled_first(self, hall, others):
        dossier = ready(hall, received(hall, CIVIL), at=nov(WEDNESDAY, 9), others=others)
        with pytest.raises(DossierError, match="Chưa thu lệ phí 8.000 đồng"):
            actions.hand_over(dossier=dossier, by=hall.actor(hall.hanh), at=nov(THURSDAY))
        assert actions.hand_over(dossier=dossier, fee_paid="cash", by=hall.actor(hall.hanh), at=nov(THURSDAY)).fee_paid == "cash"

    def test_a_fee_paid_at_reception_is_not_asked_for_again(self, hall, others):
        dossier = ready(hall, received(hall, CIVIL, fee_paid="qr"), at=nov(WEDNESDAY, 9), others=others)
        assert actions.hand_over(dossier=dossier, by=hall.actor(hall.hanh), at=nov(THURSDAY)).fee_paid == "qr"

    def test_a_specialist_does_not_hand_over_past_the_one_stop(self, hall, others):
        dossier = ready(hall, received(hall), at=nov(WEDNESDAY, 9), others=others)
        with pytest.raises(DossierError, match="việc của"):
            actions.hand_over(dossier=dossier, by=hall.actor(hall.ha), at=nov(THURSDAY))


class TestAnnulling:
    def test_the_number_stays_used_and_one_entry_explains_the_hole(self, hall):
        dossier, before = received(hall), None
        before = Entry.objects.count()
        dossier = actions.annul(dossier=dossier, reason="Nhận nhầm thủ tục", by=hall.actor(hall.hanh), at=nov(MONDAY, 9))
        (entry,) = new_entries(before)
        assert (entry.kind, entry.data) == ("dossier.annulled", {"code": dossier.code})
        assert (dossier.state, dossier.outcome, dossier.result_note) == (Status.STOPPED, "annulled", "Nhận nhầm thủ tục")
        assert received(hall).code.endswith("-0002")

    def test_once_somebody_works_on_it_only_the_leader(self, hall):
        dossier = actions.take_step(dossier=received(hall), by=hall.actor(hall.ha), at=nov(MONDAY, 9))
        with pytest.raises(DossierError, match="việc của Lãnh đạo"):
            actions.annul(dossier=dossier, reason="nhầm", by=hall.actor(hall.hanh), at=nov(MONDAY, 10))
        assert (
            actions.annul(dossier=dossier, reason="nhầm", by=hall.actor(hall.nghia), at=nov(MONDAY, 10)).state == Status.STOPPED
        )

    def test_never_without_a_reason(self, hall):
        with pytest.raises(DossierError, match="Ghi lý do hủy"):
            actions.annul(dossier=received(hall), reason="", by=hall.actor(hall.hanh), at=nov(MONDAY, 9))


class TestPapersAndReading:
    def test_a_print_is_an_entry_and_changes_nothing_else(self, hall):
        dossier, before = received(hall), Entry.objects.count()
        actions.form_printed(dossier=dossier, copy=2, by=hall.actor(hall.hanh), at=nov(MONDAY, 9))
        (entry,) = new_entries(before)
        assert (entry.kind, entry.data, entry.rows) == ("dossier.form_printed", {"form": "01", "copy": 2}, "{}")

    def test_a_cut_name_is_written_out_once_and_for_this_dossier(self, hall):
        dossier, before = received(hall), Entry.objects.count()
        with pytest.raises(DossierError, match="cho trọn câu"):
            actions.name_paper(dossier=dossier, order=1, name="Tờ khai theo m…", by=hall.actor(hall.hanh), at=nov(MONDAY, 9))
        with pytest.raises(DossierError, match="không có giấy số 77"):
            actions.name_paper(dossier=dossier, order=77, name="Tờ khai", by=hall.actor(hall.hanh), at=nov(MONDAY, 9))
        paper = actions.name_paper(
            dossier=dossier, order=1, name="Tờ khai  theo mẫu", by=hall.actor(hall.hanh), at=nov(MONDAY, 9)
        )
        (entry,) = new_entries(before)
        assert (entry.kind, entry.data, paper.name) == (
            "dossier.paper_named",
            {"code": dossier.code, "paper": 1},
            "Tờ khai theo mẫu",
        )

    def test_opening_a_file_is_one_access_in_ten_minutes_and_no_entry(self, hall):
        dossier, before = received(hall), Entry.objects.count()
        opened = [
            actions.note_opened(dossier=dossier, by=hall.actor(hall.ha), at=nov(MONDAY, 9, minute)) for minute in (1, 9, 10)
        ]
        assert opened == [True, False, True]
        assert Entry.objects.count() == before
        access = Access.objects.earliest("at")
        assert (access.officer, access.subject, access.person) == (
            "ha",
            f"dossier:{dossier.pk}",
            f"citizen:{dossier.applicant_id}",
        )

    @pytest.mark.parametrize(("login", "says"), [("tuan", "ngoài phần việc"), ("la", "đơn vị khác")])
    def test_who_may_not_see_leaves_no_access(self, hall, login, says):
        with pytest.raises(DossierError, match=says):
            actions.note_opened(dossier=received(hall), by=hall.actor(getattr(hall, login)), at=nov(MONDAY, 9))
        assert not Access.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_the_same_moment_one_does_it_the_other_hears_so(hall, others):
    dossier = received(hall)
    start, said = threading.Barrier(2), []

    @scopes_disabled()
    def complete(officer) -> None:
        by = hall.actor(officer)
        start.wait()
        try:
            actions.complete_step(dossier=dossier, by=by, at=nov(MONDAY, 9, 41))
            said.append("xong")
        except DossierError as error:
            said.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=complete, args=(officer,)) for officer in (hall.ha, others["second"])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(said) == 2 and said.count("xong") == 1
    assert any("đã làm xong bước" in sentence and "09:41" in sentence for sentence in said)
    assert Entry.objects.filter(kind="step.done").count() == 1
    assert holder(hall, Dossier.objects.get(pk=dossier.pk), others) == hall.nghia


@pytest.mark.thread("open-zaak#1574")
@pytest.mark.django_db(transaction=True)
def test_eight_receptions_at_once_get_eight_different_numbers_without_a_hole(hall):
    applicant = received(hall).applicant
    codes, start = [], threading.Barrier(8)

    @scopes_disabled()
    def receive() -> None:
        start.wait()
        codes.append(received(hall, applicant=applicant, at=hall.at + timedelta(minutes=1)).code)
        connection.close()

    threads = [threading.Thread(target=receive) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(codes) == [f"MAU.151.48-261123-{n:04d}" for n in range(2, 10)]

"""Supplements and duties: asked once and whole, the clock stands still, the present date moves and the first promise stays."""

from datetime import date, datetime

import pytest

from builders.dossiers import ADOPTION, BIRTH, SINGLE, apologised, received, worked_to
from thanthien.dossiers import actions
from thanthien.dossiers.models import ClockStop, Dossier, Supplement
from thanthien.dossiers.queries import dossier_page
from thanthien.dossiers.rules import DossierError, Outcome, Status
from thanthien.indicators.models import DailyTally
from thanthien.journal.followers import catch_up
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.shared.actor import system
from thanthien.shared.clock import VIETNAM
from thanthien.worktime.deadline import Deadline

pytestmark = pytest.mark.django_db
ITEMS = [{"name": "Giấy xác nhận nơi cư trú", "why": "bản nộp thiếu dấu", "original": "1", "copy": ""}]


def nov(day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


def dec(day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=VIETNAM)


def last() -> Entry:
    return Entry.objects.order_by("pk").last()


def asked(hall, dossier, *, at=None, by=None, **more) -> Supplement:
    more.setdefault("items", ITEMS)
    more.setdefault("reason", "Giấy xác nhận chưa có dấu của thôn.")
    return actions.ask_supplement(dossier=dossier, by=hall.actor(by or hall.ha), at=at or nov(23, 10), **more)


def fresh(dossier) -> Dossier:
    return Dossier.objects.get(pk=dossier.pk)


class TestSupplement:
    @pytest.mark.thread("open-zaak#747", "Frappe #1554")
    def test_the_clock_stands_still_and_nothing_becomes_late(self, hall, others):
        dossier = received(hall)
        asked(hall, dossier)
        assert fresh(dossier).state == Status.SUPPLEMENT and last().kind == "dossier.supplement_asked"
        assert actions.tick(unit=hall.unit, at=dec(10)) == 0
        assert fresh(dossier).late_since is None

    @pytest.mark.thread("Frappe #1675")
    def test_asked_in_time_the_term_starts_again_from_zero(self, hall, others):
        """Decree 61/2018 article 19(4): three working days anew from the day on which the dossier is complete."""
        dossier = received(hall)
        first = dossier.due_first
        asked(hall, dossier, at=nov(23, 10))
        dossier = actions.take_supplement(dossier=dossier, by=hall.actor(hall.hanh), at=nov(30, 9))
        assert dossier.state == Status.PROCESSING and dossier.due_first == first
        assert dossier.due_at == dec(3, 9)
        assert Deadline.from_dict(dossier.deadline).adds_up()
        assert dossier.warn_at == dec(2, 9) and dossier.warned_at is None

    def test_the_running_step_goes_on_with_what_it_had_left(self, hall, others):
        dossier = received(hall)
        asked(hall, dossier, at=nov(23, 10, 30))
        step = dossier.steps.get(order=2)
        assert (step.used_minutes, step.started_at) == (120, None)
        actions.take_supplement(dossier=dossier, by=hall.actor(hall.hanh), at=nov(30, 9))
        step.refresh_from_db()
        assert (step.used_minutes, step.started_at) == (120, nov(30, 9))

    @pytest.mark.thread("open-zaak#885", "gemma-zaken#1953")
    def test_asked_after_the_laws_days_the_office_gains_nothing_but_the_stop(self, hall, others):
        dossier = received(hall, ADOPTION)  # 30 calendar days from 23 November
        before = dossier.due_at
        able = people.add_officer(
            unit=hall.unit, login="nga.cn", name="Lê Thị Nga", roles=(Role.SPECIALIST,), fields=(dossier.field,),
            by=system(hall.unit), at=nov(20),
        )  # fmt: skip
        found = asked(hall, dossier, at=nov(30, 10), by=able)
        assert (found.asked_in_time, found.clock) == (False, "pause")
        dossier = actions.take_supplement(dossier=dossier, by=hall.actor(hall.hanh), at=dec(2, 10))
        assert before < dossier.due_at < dec(31)

    def test_a_late_dossier_is_not_healed_by_a_request(self, hall, others):
        dossier = received(hall)
        actions.tick(unit=hall.unit, at=nov(27, 9))
        asked(hall, dossier, at=nov(27, 10))
        dossier = actions.take_supplement(dossier=dossier, by=hall.actor(hall.hanh), at=nov(30, 9))
        assert dossier.due_at == nov(27, 8, 30) and dossier.late_since == nov(27, 8, 30)

    def test_a_second_one_needs_the_law(self, hall, others):
        dossier = received(hall)
        asked(hall, dossier)
        actions.take_supplement(dossier=dossier, by=hall.actor(hall.hanh), at=nov(25, 9))
        with pytest.raises(DossierError, match="luật chỉ cho 1 lần") as refusal:
            asked(hall, dossier, at=nov(25, 10))
        assert refusal.value.field == "exception" and fresh(dossier).state == Status.PROCESSING
        second = asked(hall, dossier, at=nov(25, 10), exception="Điều 12(3) Nghị định 123/2015/NĐ-CP")
        assert second.number == 2 and last().data["beyond"] is True
        catch_up(name="tallies", unit=hall.unit)
        keys = dict(DailyTally.objects.filter(unit=hall.unit, part="").values_list("key", "value"))
        assert keys["supplement.beyond"] == 1

    def test_only_one_at_a_time(self, hall, others):
        dossier = received(hall)
        asked(hall, dossier)
        with pytest.raises(DossierError, match="Yêu cầu bổ sung giấy tờ"):
            asked(hall, dossier, at=nov(23, 11))

    @pytest.mark.parametrize(
        ("items", "reason", "words"),
        [
            ([], "Thiếu giấy tờ cần thiết.", "Chưa ghi cần bổ sung gì"),
            ([{"name": "", "why": "thiếu dấu"}], "Thiếu giấy tờ cần thiết.", "chưa ghi giấy nào"),
            (ITEMS, "  ", "vì sao phải bổ sung"),
            ([{"name": "Đơn", "copy": "nhiều"}], "Thiếu giấy tờ cần thiết.", "từ 0 đến 99"),
            ([{"name": f"Giấy {n}"} for n in range(31)], "Thiếu giấy tờ cần thiết.", "nhiều nhất 30"),
        ],
    )
    def test_what_is_not_said_is_not_asked(self, hall, others, items, reason, words):
        dossier = received(hall)
        with pytest.raises(DossierError, match=words):
            asked(hall, dossier, items=items, reason=reason)
        assert not Supplement.objects.exists() and fresh(dossier).state == Status.RECEIVED

    def test_only_who_does_the_step_asks_and_only_the_counter_takes(self, hall, others):
        dossier = received(hall)
        for who in (hall.hanh, hall.la):
            with pytest.raises(DossierError):
                asked(hall, dossier, by=who)
        asked(hall, dossier)
        with pytest.raises(DossierError, match="Nhận giấy bổ sung: việc của"):
            actions.take_supplement(dossier=dossier, by=hall.actor(hall.ha), at=nov(24, 9))

    def test_half_of_it_does_not_start_the_clock(self, hall, others):
        dossier = received(hall)
        asked(hall, dossier)
        with pytest.raises(DossierError, match="Mới nộp một phần"):
            actions.take_supplement(dossier=dossier, by=hall.actor(hall.hanh), at=nov(25, 9), complete=False)
        assert fresh(dossier).state == Status.SUPPLEMENT

    def test_a_request_taken_back_costs_the_office_the_time(self, hall, others):
        dossier = received(hall)
        before = dossier.due_at
        asked(hall, dossier, at=nov(23, 10, 30))
        dossier = actions.drop_supplement(
            dossier=dossier, reason="Có trong cơ sở dữ liệu.", by=hall.actor(hall.ha), at=nov(23, 11)
        )
        assert (dossier.state, dossier.due_at) == (Status.PROCESSING, before)
        assert dossier.steps.get(order=2).used_minutes == 150
        again = asked(hall, dossier, at=nov(23, 14))  # the one taken back does not count against the citizen
        assert again.number == 2 and last().data["beyond"] is False

    def test_the_journal_knows_no_word_of_what_was_asked(self, hall, others):
        asked(hall, received(hall))
        assert "cư trú" not in last().body and "dấu" not in last().body

    def test_the_figures_and_the_journal_agree(self, hall, others):
        dossier = received(hall)
        asked(hall, dossier)
        actions.take_supplement(dossier=dossier, by=hall.actor(hall.hanh), at=nov(25, 9))
        catch_up(name="tallies", unit=hall.unit)
        keys = dict(DailyTally.objects.filter(unit=hall.unit, part="field:ho_tich").values_list("key", "value"))
        assert keys["dossier.supplement_asked"] == keys["dossier.supplemented"] == 1
        verify()

    def test_the_page_stands_still_too(self, hall, others):
        dossier = received(hall)
        asked(hall, dossier)
        page = dossier_page(dossier=fresh(dossier), at=dec(20))
        assert page.standing is None and page.minutes_left == 0


class TestDuty:
    def test_the_time_of_paying_is_not_the_offices(self, hall, others):
        dossier = received(hall)
        before = dossier.due_at
        duty = actions.ask_duty(
            dossier=dossier, what="Lệ phí trước bạ nhà đất", amount_vnd=1_250_000, by=hall.actor(hall.ha), at=nov(23, 10)
        )
        assert fresh(dossier).state == Status.FINANCE and duty.settled_at is None
        assert actions.tick(unit=hall.unit, at=dec(10)) == 0
        dossier = actions.settle_duty(
            dossier=dossier, paper="Giấy nộp tiền 0012 ngày 26/11", by=hall.actor(hall.hanh), at=nov(26, 10)
        )
        assert dossier.state == Status.PROCESSING and dossier.due_first == before < dossier.due_at
        assert Deadline.from_dict(dossier.deadline).pauses[0].reason == "chờ người nộp làm nghĩa vụ tài chính"

    @pytest.mark.parametrize(
        ("more", "words"),
        [
            ({"what": ""}, "phải nộp khoản gì"),
            ({"amount_vnd": 0}, "lớn hơn 0"),
            ({"pay_by": date(2026, 11, 1)}, "Hạn nộp đã qua"),
        ],
    )
    def test_a_duty_says_what_and_how_much(self, hall, others, more, words):
        asked = {"what": "Thuế thu nhập cá nhân"} | more
        with pytest.raises(DossierError, match=words):
            actions.ask_duty(dossier=received(hall), by=hall.actor(hall.ha), at=nov(23, 10), **asked)

    def test_paid_means_a_paper(self, hall, others):
        dossier = received(hall)
        actions.ask_duty(dossier=dossier, what="Lệ phí trước bạ", by=hall.actor(hall.ha), at=nov(23, 10))
        with pytest.raises(DossierError, match="chứng từ"):
            actions.settle_duty(dossier=dossier, paper="", by=hall.actor(hall.hanh), at=nov(26, 10))
        assert ClockStop.objects.get().ended_at is None


class TestEnds:
    def test_a_person_takes_it_back(self, hall, others):
        dossier = received(hall)
        dossier = actions.withdraw(
            dossier=dossier, reason="Nộp lại ở xã khác.", asked_on=date(2026, 11, 24), by=hall.actor(hall.hanh), at=nov(24, 14)
        )
        assert (dossier.state, dossier.step, dossier.outcome) == (Status.WITHDRAWN, 0, Outcome.WITHDRAWN)
        assert dossier.ending.stage == dossier.steps.get(order=2).name
        with pytest.raises(DossierError, match="khép lại"):
            actions.complete_step(dossier=dossier, by=hall.actor(hall.ha), at=nov(24, 15))

    def test_while_papers_are_awaited_too_and_they_are_awaited_no_longer(self, hall, others):
        dossier = received(hall)
        found = asked(hall, dossier)
        actions.withdraw(dossier=dossier, reason="Không cần nữa.", by=hall.actor(hall.hanh), at=nov(25, 9))
        found.refresh_from_db()
        assert found.dropped_at == nov(25, 9) and ClockStop.objects.get().ended_at == nov(25, 9)
        verify()

    def test_a_leader_stops_what_nobody_supplemented(self, hall, others):
        dossier = received(hall)
        asked(hall, dossier)
        with pytest.raises(DossierError, match="Dừng giải quyết: việc của"):
            actions.stop(dossier=dossier, ground="no_supplement", reason="Quá hạn.", by=hall.actor(hall.ha), at=dec(20))
        dossier = actions.stop(
            dossier=dossier, ground="no_supplement", reason="Đã chờ đến 15/12.", by=hall.actor(hall.nghia), at=dec(20)
        )
        assert (dossier.state, dossier.outcome, dossier.ending.kind) == (Status.STOPPED, Outcome.STOPPED, "stopped")

    def test_the_ground_fits_where_it_stands(self, hall, others):
        dossier = received(hall)
        for ground in ("no_supplement", "no_duty"):
            with pytest.raises(DossierError, match="không khớp"):
                actions.stop(dossier=dossier, ground=ground, reason="Quá hạn chờ.", by=hall.actor(hall.nghia), at=nov(25))
        with pytest.raises(DossierError, match="căn cứ"):
            actions.stop(dossier=dossier, ground="", reason="Quá hạn chờ.", by=hall.actor(hall.nghia), at=nov(25))


class TestApology:
    def test_what_will_be_late_is_foreseen_a_day_before(self, hall, others):
        """Decree 61/2018 article 19(9): one day before, at the latest."""
        dossier = received(hall)  # due on the 27th at 8:30, nobody begins
        assert actions.tick(unit=hall.unit, at=nov(26, 8, 29)) == 0
        actions.tick(unit=hall.unit, at=nov(26, 8, 31))
        assert {e.kind for e in Entry.objects.order_by("-pk")[:2]} == {"dossier.due_soon", "dossier.will_be_late"} and fresh(
            dossier
        ).apology.reason == ""
        assert actions.tick(unit=hall.unit, at=nov(26, 9)) == 0

    def test_a_matter_of_one_day_as_soon_as_a_step_eats_the_rest(self, hall, others):
        dossier = received(hall, BIRTH)
        assert actions.tick(unit=hall.unit, at=nov(23, 8, 31)) == 0
        actions.tick(unit=hall.unit, at=nov(23, 16))
        assert [e.kind for e in Entry.objects.filter(subject=f"dossier:{dossier.pk}")][-1] == "dossier.will_be_late"

    @pytest.mark.thread("gemma-zaken#1953")
    def test_signed_once_the_promise_moves_and_the_first_one_stays(self, hall, others):
        dossier = received(hall)
        actions.draft_apology(
            dossier=dossier, cause="verify", reason="Phải hỏi thêm nơi cư trú cũ.", new_due=dec(1, 9), by=hall.actor(hall.ha),
            at=nov(26, 9),
        )  # fmt: skip
        assert fresh(dossier).due_at == nov(27, 8, 30)
        actions.sign_apology(dossier=dossier, by=hall.actor(hall.nghia), at=nov(26, 10))
        dossier = fresh(dossier)
        assert (dossier.due_first, dossier.due_at, dossier.late_since) == (nov(27, 8, 30), dec(1, 9), None)
        assert last().kind == "dossier.redated" and last().data["was_late"] is False
        with pytest.raises(DossierError, match="một lần"):
            actions.sign_apology(dossier=dossier, by=hall.actor(hall.nghia), at=nov(30, 9))
        with pytest.raises(DossierError, match="một lần"):
            actions.draft_apology(
                dossier=dossier, cause="verify", reason="Chưa có trả lời.", new_due=dec(4, 9), by=hall.actor(hall.ha), at=nov(30)
            )

    @pytest.mark.parametrize(
        ("new_due", "words"),
        [
            (None, "Chọn ngày giờ"),
            (nov(25, 9), "đã qua"),
            (nov(27, 8, 30), "phải sau ngày đã hẹn"),
            (nov(28, 9), "không làm việc"),  # a Saturday
            (dec(1, 12, 30), "không làm việc"),  # at noon
        ],
    )
    def test_the_new_date_is_one_on_which_the_office_works(self, hall, others, new_due, words):
        with pytest.raises(DossierError, match=words):
            actions.draft_apology(
                dossier=received(hall), cause="verify", reason="Phải hỏi thêm.", new_due=new_due, by=hall.actor(hall.ha),
                at=nov(26, 9),
            )  # fmt: skip

    def test_a_late_dossier_goes_to_the_leader_only_with_its_apology(self, hall, others):
        dossier = received(hall)
        by = hall.actor(hall.ha)
        with pytest.raises(DossierError, match="Mẫu 04"):
            actions.complete_step(dossier=dossier, by=by, at=nov(27, 9))
        assert fresh(dossier).step == 2
        apologised(hall, dossier, at=nov(27, 9))
        assert actions.complete_step(dossier=dossier, by=by, at=nov(27, 9)).step == 3

    def test_an_empty_draft_of_the_clock_is_not_enough(self, hall, others):
        dossier = received(hall)
        actions.tick(unit=hall.unit, at=nov(27, 9))
        with pytest.raises(DossierError, match="Mẫu 04"):
            actions.complete_step(dossier=dossier, by=hall.actor(hall.ha), at=nov(27, 9, 1))

    def test_late_without_a_signed_apology_is_counted_as_such(self, hall, others):
        dossier = received(hall)
        worked_to(hall, dossier, 99, at=dec(1, 9), others=others)  # drafted, never signed
        other = received(hall, at=nov(23, 9))
        actions.tick(unit=hall.unit, at=nov(27, 10))
        apologised(hall, other, at=nov(27, 10))
        actions.sign_apology(dossier=other, by=hall.actor(hall.nghia), at=nov(27, 11))
        worked_to(hall, other, 99, at=dec(1, 9), others=others)
        catch_up(name="tallies", unit=hall.unit)
        keys = dict(DailyTally.objects.filter(unit=hall.unit, part="").values_list("key", "value"))
        assert dict(
            DailyTally.objects.filter(unit=hall.unit, part="", key="dossier.late_unapologised").values_list("key", "value")
        ) == {"dossier.late_unapologised": 1}
        assert keys["apology.after_the_date"] == 1
        verify()

    def test_only_a_leader_signs_and_only_what_is_whole(self, hall, others):
        dossier = received(hall)
        actions.tick(unit=hall.unit, at=nov(26, 9))
        with pytest.raises(DossierError, match="việc của"):
            actions.sign_apology(dossier=dossier, by=hall.actor(hall.ha), at=nov(26, 10))
        with pytest.raises(DossierError, match="còn thiếu lý do"):
            actions.sign_apology(dossier=dossier, by=hall.actor(hall.nghia), at=nov(26, 10))


class TestMistakes:
    def test_a_wrong_result_is_counted_at_its_step_and_mended(self, hall, others):
        dossier = worked_to(hall, received(hall), 99, at=nov(25, 9), others=others)
        mistake = actions.report_mistake(
            dossier=dossier, kind="wrong_result", what="Ghi sai ngày sinh.", step=2, by=hall.actor(hall.hanh), at=nov(26, 9)
        )
        assert last().data["role"] == "specialist" and "sinh" not in last().body
        mistake = actions.mend_mistake(mistake=mistake, how="In lại, trao tại nhà.", by=hall.actor(hall.ha), at=nov(26, 10))
        with pytest.raises(DossierError, match="đã ghi là sửa xong"):
            actions.mend_mistake(mistake=mistake, how="In lại lần nữa.", by=hall.actor(hall.ha), at=nov(26, 11))
        catch_up(name="tallies", unit=hall.unit)
        parts = dict(DailyTally.objects.filter(unit=hall.unit, key="mistake.reported").values_list("part", "value"))
        assert parts[""] == parts["role:specialist"] == parts["kind:wrong_result"] == 1

    def test_no_result_no_wrong_result_but_a_lost_paper_at_any_time(self, hall, others):
        dossier = received(hall)
        with pytest.raises(DossierError, match="chưa có kết quả"):
            actions.report_mistake(
                dossier=dossier, kind="wrong_result", what="Ghi sai tên.", by=hall.actor(hall.hanh), at=nov(24)
            )
        actions.report_mistake(
            dossier=dossier, kind="lost_paper", what="Mất bản sao hộ khẩu.", by=hall.actor(hall.hanh), at=nov(24)
        )
        assert last().kind == "mistake.reported"

    def test_what_the_person_stated_wrongly_is_not_the_offices(self, hall, others):
        dossier = worked_to(hall, received(hall), 99, at=nov(25, 9), others=others)
        actions.report_mistake(
            dossier=dossier,
            kind="wrong_result",
            what="Người dân khai nhầm tên.",
            ours=False,
            by=hall.actor(hall.hanh),
            at=nov(26),
        )
        catch_up(name="tallies", unit=hall.unit)
        keys = set(DailyTally.objects.filter(unit=hall.unit).values_list("key", flat=True))
        assert "mistake.theirs" in keys and "mistake.reported" not in keys


class TestOriginals:
    def test_they_go_back_once(self, hall, others):
        dossier = received(hall, SINGLE)
        paper = dossier.papers.filter(original__gt=0).first()
        if paper is None:
            pytest.skip("this procedure takes no original")
        actions.give_back(dossier=dossier, papers=[paper.order], receiver="Trương Thị Hiền", by=hall.actor(hall.hanh), at=nov(24))
        assert last().data["papers"] == [paper.order] and "Hiền" not in last().body
        with pytest.raises(DossierError, match="đã trả rồi"):
            actions.give_back(dossier=dossier, papers=[paper.order], receiver="Hiền", by=hall.actor(hall.hanh), at=nov(24))

    def test_nothing_chosen_nobody_named(self, hall, others):
        dossier = received(hall, SINGLE)
        with pytest.raises(DossierError, match="ít nhất một giấy"):
            actions.give_back(dossier=dossier, papers=[], receiver="Hiền", by=hall.actor(hall.hanh), at=nov(24))
        with pytest.raises(DossierError, match="ai nhận lại"):
            actions.give_back(dossier=dossier, papers=[1], receiver=" ", by=hall.actor(hall.hanh), at=nov(24))

"""One dossier: the look is written down before the answer, the explanation adds up, acts are offered to who may, Form 01
prints.
"""

import io

import pytest
from django.test import Client
from pdfminer.high_level import extract_text

from builders.desk import logged_in
from builders.dossiers import ADOPTION, CIVIL, SINGLE, company, person, ready, received
from thanthien.dossiers import actions
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import Status
from thanthien.journal import followers
from thanthien.journal.models import Access, Entry
from thanthien.messaging import calling, queries
from thanthien.messaging.models import Message
from thanthien.messaging.rules import Event, Outcome, State


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def ha(desk):
    return logged_in(desk.office.ha)


@pytest.fixture
def dossier(desk):
    return received(desk.office, CIVIL, fee_paid="cash")


def test_opening_is_an_access_with_its_reason_and_the_citizen_sees_it(desk, ha, dossier):
    page = text_of(ha.get(f"/ho-so/{dossier.pk}/"))
    access = Access.objects.get()
    assert (access.officer, access.reason, access.subject) == ("ha", "work", f"dossier:{dossier.pk}")
    assert "Trương Thị Hiền" in page and "038192004317" in page
    assert "Ai đã xem" in page and "Bùi Thị Thu Hà</td>" in page and "Giải quyết hồ sơ</td>" in page
    desk.later(minutes=1)
    ha.get(f"/ho-so/{dossier.pk}/")
    assert Access.objects.count() == 1  # one row in ten minutes


@pytest.mark.parametrize(
    ("login", "reason"), [("hanh", "reception"), ("dinh", "question"), ("nghia", "lead"), ("ngoc", "question")]
)
def test_the_reason_follows_from_who_opens(desk, dossier, login, reason):
    assert logged_in(getattr(desk.office, login)).get(f"/ho-so/{dossier.pk}/").status_code == 200
    assert Access.objects.get().reason == reason


def test_who_may_not_open_it_learns_nothing(desk, dossier):
    path = f"/ho-so/{dossier.pk}/"
    assert Client().get(path).status_code == 302
    assert desk.stranger.get(path).status_code == 404
    outside = logged_in(desk.office.tuan).get(path)
    assert outside.status_code == 422 and "ngoài phần việc được giao" in text_of(outside)
    assert "Trương" not in text_of(outside)
    assert desk.hanh.get("/ho-so/999999/").status_code == 404
    assert not Access.objects.exists()


def test_no_page_of_a_person_is_kept_by_the_browser(desk, ha, dossier):
    assert "no-store" in ha.get(f"/ho-so/{dossier.pk}/")["Cache-Control"]
    assert "no-store" in desk.hanh.get("/quay/")["Cache-Control"]


@pytest.mark.parametrize("code", [CIVIL, SINGLE, ADOPTION])
def test_the_sum_adds_up_to_the_days_between_and_each_line_has_its_source(desk, code):
    from thanthien.doors.desk.explain import why_of

    made = received(desk.office, code)
    why = why_of(made.deadline, today=desk.at.date())
    days = (made.due_at.date() - made.received_at.date()).days
    assert int(why.total) == days == sum(line.days for line in why.ledger)
    assert all(line.source for line in why.ledger)
    assert sum(line.days for line in why.ledger[:1]) == made.deadline["amount"]
    assert sum("due" in cell.look for week in why.weeks for cell in week) == 1


def test_the_page_shows_calendar_sum_steps_and_papers(desk, ha, dossier):
    page = text_of(ha.get(f"/ho-so/{dossier.pk}/"))
    assert "27/11 hẹn" in page and "23 nhận" in page and "nghỉ Ngày Văn hóa Việt Nam" in page
    assert page.count('data-test="ledger-line"') >= 3 and "ngày sau 23/11: 08:30 thứ Sáu 27/11" in page
    assert 'aria-current="step"' in page and "8.000\u00a0đồng, tiền mặt" in page
    assert "Lê Thị Hạnh nhận, hẹn 08:30 27/11" in page


def test_an_organisation_is_shown_with_its_representative(desk):
    made = received(
        desk.office, CIVIL, organisation=company(desk.office), submitter=person(desk.office), mandate="Giấy giới thiệu 12"
    )
    page = text_of(desk.hanh.get(f"/ho-so/{made.pk}/"))
    assert "Công ty TNHH Mía đường Cẩm Tú" in page and "Trương Thị Hiền nộp thay" in page and "Giấy giới thiệu 12" in page


def test_take_complete_finish_and_the_keys_that_each_may_press(desk, ha, dossier):
    path = f"/ho-so/{dossier.pk}/"
    page = text_of(ha.get(path))
    assert 'data-test="take"' in page and 'data-test="hand-over"' not in page
    taken = text_of(desk.post(f"{path}nhan-viec", {"step": dossier.step, "once": "a" * 32}, by=ha))
    assert "Đã nhận việc." in taken and 'data-test="take"' not in taken and "Bùi Thị Thu Hà nhận việc" in taken
    done = text_of(desk.post(f"{path}xong", {"step": dossier.step, "once": "b" * 32}, by=ha))
    assert "Xong bước này" in done and "Đang chờ " in done
    while Dossier.objects.get().state != Status.READY:
        now_at = Dossier.objects.get()
        holder = {"seal_clerk": desk.others["seal"], "leader": desk.office.nghia, "one_stop": desk.office.hanh}.get(
            now_at.steps.get(order=now_at.step).role, desk.office.ha
        )
        client = logged_in(holder)
        page = text_of(client.get(path))
        last = 'data-test="finish-open"' in page
        act = "co-ket-qua" if last else "xong"
        answer = desk.post(
            f"{path}{act}", {"step": now_at.step, "once": f"{now_at.step:032d}", "outcome": "granted" if last else ""}, by=client
        )
        assert answer.status_code == 200, text_of(answer)
    assert 'data-test="to-hand-over"' in text_of(desk.hanh.get(path))
    assert 'data-test="to-hand-over"' not in text_of(ha.get(path))


def test_a_finished_dossier_says_how_it_ended(desk, ha, dossier):
    desk.later(hours=3)
    ready(desk.office, dossier, at=desk.at, others=desk.others)
    page = text_of(ha.get(f"/ho-so/{dossier.pk}/"))
    assert "Trước hạn" in page and "Có kết quả, đã giải quyết" in page and "Ngăn 0" in page


def test_a_refusal_after_appraisal_is_a_result_too(desk, dossier):
    while True:
        dossier.refresh_from_db()
        step = dossier.steps.get(order=dossier.step)
        by = {"seal_clerk": desk.others["seal"], "leader": desk.office.nghia}.get(step.role, desk.office.ha)
        client = logged_in(by)
        if 'data-test="finish-open"' in text_of(client.get(f"/ho-so/{dossier.pk}/")):
            break
        actions.complete_step(dossier=dossier, by=desk.office.actor(by), at=desk.at)
    data = {"step": dossier.step, "once": "c" * 32, "outcome": "refused", "result_note": "Không có trong sổ"}
    assert desk.post(f"/ho-so/{dossier.pk}/co-ket-qua", data, by=client).status_code == 200
    dossier.refresh_from_db()
    assert (dossier.outcome, dossier.result_note) == ("refused", "Không có trong sổ")


def test_sending_back_wants_a_reason_and_the_step_says_why(desk, dossier):
    actions.complete_step(dossier=dossier, by=desk.office.actor(desk.office.ha), at=desk.at)
    dossier.refresh_from_db()
    holder = {"seal_clerk": desk.others["seal"], "leader": desk.office.nghia}[dossier.steps.get(order=dossier.step).role]
    client, path = logged_in(holder), f"/ho-so/{dossier.pk}/tra-lai"
    lacking = desk.post(path, {"step": dossier.step, "reason": " ", "once": "d" * 32}, by=client)
    assert lacking.status_code == 422 and "Ghi lý do trả lại" in text_of(lacking)
    sent = text_of(desk.post(path, {"step": dossier.step, "reason": "Thiếu chữ ký", "once": "e" * 32}, by=client))
    assert "trả lại: Thiếu chữ ký" in sent and "trả lại bước: " in sent


def test_two_officers_on_one_dossier_the_second_sees_what_the_first_did(desk, ha, dossier):
    step = dossier.step
    actions.complete_step(dossier=dossier, by=desk.office.actor(desk.others["second"]), at=desk.at)
    answer = desk.post(f"/ho-so/{dossier.pk}/xong", {"step": step, "once": "f" * 32}, by=ha)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "Quách Thị Lan đã làm xong bước" in page and 'data-test="refusal"' in page
    assert Entry.objects.filter(kind="step.done").count() == 1


def test_the_inside_of_the_page_comes_again_when_a_colleague_acted(desk, ha, dossier):
    page = text_of(ha.get(f"/ho-so/{dossier.pk}/"))
    assert f'data-code="{dossier.code}"' in page and f'data-part="/ho-so/{dossier.pk}/phan"' in page
    actions.take_step(dossier=dossier, by=desk.office.actor(desk.others["second"]), at=desk.at)
    part = text_of(desk.get(f"/ho-so/{dossier.pk}/phan", by=ha))
    assert "Quách Thị Lan nhận việc" in part and 'data-test="complete"' not in part and "<!doctype" not in part
    assert desk.get(f"/ho-so/{dossier.pk}/phan", by=desk.stranger).status_code == 404


@pytest.mark.parametrize("step", ["", "x", "99999", "-1"])
def test_an_old_page_is_told_to_load_again(desk, ha, dossier, step):
    answer = desk.post(f"/ho-so/{dossier.pk}/xong", {"step": step}, by=ha)
    assert answer.status_code == 422 and "Trang này đã cũ" in text_of(answer)


def test_acts_of_strangers_change_nothing(desk, dossier):
    for act in ("nhan-viec", "xong", "co-ket-qua", "tra-lai"):
        path = f"/ho-so/{dossier.pk}/{act}"
        assert Client().post(path, {"step": dossier.step}).status_code == 302
        assert desk.post(path, {"step": dossier.step, "reason": "x"}, by=desk.stranger).status_code == 404
        assert desk.post(path, {"step": dossier.step, "reason": "x"}, by=logged_in(desk.office.tuan)).status_code == 422
    dossier.refresh_from_db()
    assert dossier.state == Status.RECEIVED and Entry.objects.filter(kind__startswith="step.").count() == 0


# --- Form 01
# -----------------------------------------------------------------------------------------------------------------------------


def test_form_01_prints_counts_its_copies_and_may_stand_in_our_frame(desk, dossier):
    answer = desk.hanh.get(f"/ho-so/{dossier.pk}/mau-01.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["X-Frame-Options"] == "SAMEORIGIN" and "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert dossier.code in extract_text(io.BytesIO(answer.content))
    desk.hanh.get(f"/ho-so/{dossier.pk}/mau-01.pdf")
    copies = [entry.data["copy"] for entry in Entry.objects.filter(kind="dossier.form_printed").order_by("seq")]
    assert copies == [1, 2]


def test_form_01_is_refused_in_a_sentence(desk, ha, dossier):
    answer = ha.get(f"/ho-so/{dossier.pk}/mau-01.pdf")
    assert answer.status_code == 422 and answer["Content-Type"].startswith("text/plain")
    assert "In giấy hẹn: việc của" in text_of(answer)
    assert desk.stranger.get(f"/ho-so/{dossier.pk}/mau-01.pdf").status_code == 404
    assert not Entry.objects.filter(kind="dossier.form_printed").exists()


# --- find ---------------------------------------------------------------------------------------------------------------------
# -----------


@pytest.mark.parametrize("asked", ["0001", "1123-0001", "truong thi hien", "Trương Thị Hiền", "0912555408", "408", "A001"])
def test_the_slash_key_finds_by_what_people_say(desk, asked):
    ticket = desk.call()
    made = received(desk.office, CIVIL, visit=ticket.visit)
    page = text_of(desk.post("/ho-so/tim", {"q": asked}))
    assert f'href="/ho-so/{made.pk}/"' in page and "Trương Thị H••••" in page and "Hiền" not in page
    assert not Access.objects.exists()


def test_finding_nothing_says_what_to_try_and_finds_nothing_of_others(desk, dossier):
    page = text_of(desk.post("/ho-so/tim", {"q": "ngyen van <b>"}))
    assert "Chưa thấy gì khớp “ngyen van &lt;b&gt;”" in page and "Thử bốn số cuối" in page
    assert "hit" not in text_of(desk.post("/ho-so/tim", {"q": "0001"}, by=desk.stranger)).replace("no-hit", "")
    assert 'data-test="hit"' not in text_of(desk.post("/ho-so/tim", {"q": "0001"}, by=logged_in(desk.office.tuan)))
    assert text_of(desk.post("/ho-so/tim", {"q": "x"})).strip() == ""


def test_finding_costs_the_same_for_one_and_for_three(desk, dossier, django_assert_num_queries):
    desk.post("/ho-so/tim", {"q": "truong"})
    with django_assert_num_queries(FOUND):
        desk.post("/ho-so/tim", {"q": "truong"})
    received(desk.office, CIVIL)
    received(desk.office, CIVIL)
    desk.post("/ho-so/tim", {"q": "truong"})
    with django_assert_num_queries(FOUND):
        answer = desk.post("/ho-so/tim", {"q": "truong"})
    assert text_of(answer).count('href="/ho-so/') == 3


def test_the_page_costs_the_same_with_one_and_three_looks(desk, ha, dossier, django_assert_num_queries):
    desk.post(f"/ho-so/{dossier.pk}/nhan-viec", {"step": dossier.step, "once": "1" * 32}, by=ha)
    ha.get(f"/ho-so/{dossier.pk}/")
    with django_assert_num_queries(PAGE):
        ha.get(f"/ho-so/{dossier.pk}/")
    desk.hanh.get(f"/ho-so/{dossier.pk}/")
    desk.dinh.get(f"/ho-so/{dossier.pk}/")
    ha.get(f"/ho-so/{dossier.pk}/")
    with django_assert_num_queries(PAGE):
        ha.get(f"/ho-so/{dossier.pk}/")


# session, officer, roles, names, the words typed, dossiers, procedures, officers
PAGE, FOUND = 13, 4


def follow(desk):
    """The journal read by the follower of messages, as the clock does."""
    followers.catch_up(name="messages", unit=desk.office.unit)
    return list(Message.objects.order_by("seq"))


def test_the_page_shows_what_the_person_was_told_and_how(desk, dossier):
    assert 'data-test="told"' not in text_of(desk.hanh.get(f"/ho-so/{dossier.pk}/"))
    ready(desk.office, dossier, at=desk.at, others=desk.others)
    (message,) = follow(desk)
    page = text_of(desk.hanh.get(f"/ho-so/{dossier.pk}/"))
    assert 'data-test="told"' in page and "chờ gọi điện" in page
    assert 'data-test="tell"' not in page, "a call that waits is not asked for twice"
    line = queries.person_of(message=message, at=desk.at)
    by = desk.office.actor(desk.office.hanh)
    calling.hold(message=line.first, by=by, at=desk.at)
    calling.end(message=line.first, outcome=Outcome.REACHED, by=by, at=desk.at)
    page = text_of(desk.hanh.get(f"/ho-so/{dossier.pk}/"))
    assert "đã báo qua điện thoại" in page and 'data-test="tell"' in page


def test_the_person_is_told_again_in_one_press_and_not_twice(desk, ha, dossier):
    path = f"/ho-so/{dossier.pk}/"
    ready(desk.office, dossier, at=desk.at, others=desk.others)
    follow(desk)
    Message.objects.update(state=State.TOLD)
    desk.later(minutes=1)
    answer = text_of(desk.post(f"{path}bao-nguoi-nop", {"once": "t" * 32}, by=desk.hanh))
    assert "Đã xếp việc báo" in answer and "Lê Thị Hạnh nhờ báo: Có kết quả" in answer and 'data-test="tell"' not in answer
    desk.post(f"{path}bao-nguoi-nop", {"once": "t" * 32}, by=desk.hanh)
    assert Entry.objects.filter(kind="message.asked").count() == 1
    assert [(one.event, one.state) for one in follow(desk)] == [(Event.READY, State.TOLD), (Event.READY, State.CALLING)]
    assert 'data-test="tell"' not in text_of(desk.hanh.get(path))


def test_nothing_new_is_not_told_and_who_may_not_ask_is_offered_nothing(desk, dossier):
    path = f"/ho-so/{dossier.pk}/"
    assert 'data-test="tell"' not in text_of(desk.hanh.get(path))
    answer = desk.post(f"{path}bao-nguoi-nop", {"once": "n" * 32}, by=desk.hanh)
    assert answer.status_code == 422 and "chưa có gì mới để báo" in text_of(answer)
    ready(desk.office, dossier, at=desk.at, others=desk.others)
    guide = logged_in(desk.office.ngoc)
    assert 'data-test="tell"' not in text_of(guide.get(path))
    answer = desk.post(f"{path}bao-nguoi-nop", {"once": "g" * 32}, by=guide)
    assert answer.status_code == 422 and "việc của người giải quyết hồ sơ" in text_of(answer)
    assert desk.post(f"{path}bao-nguoi-nop", {"once": "s" * 32}, by=desk.stranger).status_code == 404
    assert not Entry.objects.filter(kind="message.asked").exists()


def test_a_late_dossier_is_told_as_late(desk, dossier):
    desk.later(minutes=60 * 24 * 14)
    ha = logged_in(desk.office.ha)
    assert "Chưa xong đúng hẹn" in text_of(ha.get(f"/ho-so/{dossier.pk}/"))
    desk.post(f"/ho-so/{dossier.pk}/bao-nguoi-nop", {"once": "l" * 32}, by=ha)
    assert Entry.objects.get(kind="message.asked").data == {"event": "late"}

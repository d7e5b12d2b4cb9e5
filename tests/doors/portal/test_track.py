"""Tracking: the code alone opens; what to do next; who looked; guessing is slowed, and no log or cache keeps a code."""

import logging
from datetime import timedelta

import icalendar
import pytest

from builders.dossiers import add_officers, load_small_catalogue, ready, received
from thanthien.config.logs import scrubbed
from thanthien.doors.parts import throttle
from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.models import Dossier
from thanthien.posting import actions as posting
from thanthien.posting.rules import Group
from thanthien.shared.actor import system

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def dossier(office, time_machine):
    time_machine.move_to(office.at, tick=False)
    load_small_catalogue()
    return received(office)


def track(client, dossier, **more):
    return client.get(f"/t/{dossier.tracking_code}", **more)


def test_what_to_do_now_is_mostly_nothing(client, office, dossier):
    assert "Bà con không phải làm gì thêm" in text(track(client, dossier))


def test_a_late_dossier_says_sorry_how_late_and_that_nothing_is_handed_in_again(client, office, dossier, time_machine):
    time_machine.move_to(dossier.due_at + timedelta(days=3), tick=False)
    shown = text(track(client, dossier))
    assert "Xã xin lỗi" in shown and "Lỗi không phải của ông/bà" in shown and "không phải nộp lại" in shown
    assert "Trễ " in shown and "ngày làm việc." in shown and "hen.ics" not in shown


def test_a_ready_result_says_where_and_with_what(client, office, dossier):
    done = ready(office, dossier, at=office.at + timedelta(hours=1), others=add_officers(office))
    Dossier.objects.filter(pk=done.pk).update(shelf="Ngăn 3")
    shown = text(track(client, done))
    assert "Mời ông/bà đến nhận" in shown and "giấy ủy quyền" in shown
    assert "Kết quả để ở Ngăn 3." in shown, "the name of the place says itself that it is a shelf"
    assert "Chờ người nhận việc" not in shown, "what is ready waits for the citizen, for no officer"
    assert client.get(f"/t/{dossier.tracking_code}/hen.ics").status_code == 404


def test_a_result_fetched_late_says_when_it_was_ready(client, office, dossier):
    done = ready(office, dossier, at=office.at + timedelta(hours=1), others=add_officers(office))
    dossiers.hand_over(
        dossier=done, by=office.actor(office.hanh), at=office.at + timedelta(days=9), collected_by="Trương Thị Hiền"
    )
    shown = text(track(client, done))
    assert "Trả thứ Tư, 2/12/2026" in shown and "Có kết quả thứ Hai, 23/11/2026, hẹn" in shown


def test_who_did_the_steps_is_not_denied_where_nobody_else_looked(client, office, dossier):
    shown = text(track(client, dossier))
    assert "Ngoài những người làm các bước ở trên, chưa có ai mở." in shown and 'data-test="seen"' not in shown


def test_the_law_s_date_stands_beside_the_unit_s_own(client, office, dossier):
    assert 'data-test="promises"' not in text(track(client, dossier))
    Dossier.objects.filter(pk=dossier.pk).update(due_law=dossier.due_at + timedelta(days=4))
    shown = text(track(client, dossier))
    assert 'data-test="promises"' in shown and "là ngày cuối luật cho phép" in shown


def test_a_moved_date_keeps_the_first_one_in_sight(client, office, dossier):
    Dossier.objects.filter(pk=dossier.pk).update(due_at=dossier.due_at + timedelta(days=2))
    assert "Lời hẹn đầu tiên là" in text(track(client, dossier))


def test_each_look_says_who_when_and_why_in_kind_words(client, office, dossier):
    for officer, reason in ((office.ha, "work"), (office.nghia, "lead"), (office.hanh, "question")):
        dossiers.note_opened(dossier=dossier, by=office.actor(officer), at=office.at, reason=reason)
    shown = text(track(client, dossier))
    assert "Bùi Thị Thu Hà" in shown and "Giải quyết hồ sơ" in shown
    assert "Lãnh đạo xem việc có đúng hẹn" in shown and "Trả lời bà con hỏi" in shown and "23/11 08:30" in shown
    assert "officer:" not in shown and ">nghia<" not in shown


def test_the_same_officer_on_one_day_is_one_line_and_long_lists_are_folded(client, office, dossier):
    for n in range(3):
        moment = office.at + timedelta(minutes=11 * n)
        dossiers.note_opened(dossier=dossier, by=office.actor(office.ha), at=moment, reason="work")
    shown = text(track(client, dossier))
    assert "(3 lần)" in shown and shown.count("Bùi Thị Thu Hà<small>") == 1 and 'data-test="seen-more"' not in shown
    for n in range(1, 8):
        moment = office.at + timedelta(days=n)
        dossiers.note_opened(dossier=dossier, by=office.actor(office.ha), at=moment, reason="work")
    assert 'data-test="seen-more"' in text(track(client, dossier))


def test_the_holder_s_phone_is_shown_only_when_published(client, office, dossier):
    type(office.ha).objects.filter(pk=office.ha.pk).update(phone="0912 000 111")
    assert "0912 000 111" not in text(track(client, dossier))
    made = posting.list_contact(unit=office.unit, officer=office.ha, group=Group.OFFICER, by=system(office.unit), at=office.at)
    posting.publish_phone(contact=made, phone="0237 300 0011", by=system(office.unit), at=office.at)
    step = next(step for step in dossier.steps.all() if step.started_at and not step.done_at)
    type(step).objects.filter(pk=step.pk).update(officer=office.ha)
    assert "0237 300 0011" in text(track(client, dossier))


def test_nothing_personal_is_kept_or_passed_on(client, office, dossier):
    answer = track(client, dossier)
    assert answer["Cache-Control"] == "no-store, private" and answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"] and 'name="robots" content="noindex' in text(answer)
    assert not answer.cookies


def test_the_calendar_file_is_read_by_another_programme(client, office, dossier):
    read = icalendar.Calendar.from_ical(client.get(f"/t/{dossier.tracking_code}/hen.ics").content)
    (event,) = read.walk("VEVENT")
    assert event.decoded("dtstart") == dossier.due_at and dossier.code in str(event["description"])
    (alarm,) = read.walk("VALARM")
    reminder = event.decoded("dtstart") + alarm.decoded("trigger")
    assert reminder.hour in (12, 19) and (dossier.due_at - reminder) < timedelta(days=2)
    assert "Hiền" not in read.to_ical().decode()


@pytest.mark.parametrize("path", ["/t/{}", "/t/{}/hen.ics", "/tra-cuu?ma={}"])
def test_guessing_is_slowed_on_every_way_in_and_a_right_code_waits_too(client, office, dossier, path):
    for n in range(throttle.MISSES):
        assert client.get(path.format(f"KHONGCO{n:05d}")).status_code == 404
    waiting = client.get(path.format(dossier.tracking_code))
    assert waiting.status_code == 429 and waiting["Retry-After"] == "600" and "Chờ 10 phút" in text(waiting)
    assert dossier.code not in text(waiting)


def test_another_address_is_not_made_to_wait(client, office, dossier):
    for n in range(throttle.MISSES):
        client.get(f"/t/KHONGCO{n:05d}", REMOTE_ADDR="113.160.1.1")
    assert client.get(f"/t/{dossier.tracking_code}", REMOTE_ADDR="113.160.1.1").status_code == 429
    assert client.get(f"/t/{dossier.tracking_code}", REMOTE_ADDR="113.160.1.2").status_code == 200


def test_behind_the_proxy_of_the_office_each_reader_is_one_address(client, office, dossier, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(throttle.MISSES):
        client.get(f"/t/KHONGCO{n:05d}", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="1.1.1.1, 113.160.1.1")
    one = client.get(f"/t/{dossier.tracking_code}", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="9.9.9.9, 113.160.1.1")
    other = client.get(f"/t/{dossier.tracking_code}", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="113.160.1.3")
    assert (one.status_code, other.status_code) == (429, 200)


def test_a_header_from_outside_cannot_change_the_address(client, office, dossier):
    for n in range(throttle.MISSES):
        client.get(f"/t/KHONGCO{n:05d}", REMOTE_ADDR="113.160.1.1", HTTP_X_FORWARDED_FOR=f"8.8.8.{n}")
    assert client.get(f"/t/{dossier.tracking_code}", REMOTE_ADDR="113.160.1.1").status_code == 429


def test_reading_one_s_own_dossier_is_never_counted_as_guessing(client, office, dossier):
    for _ in range(throttle.MISSES + 5):
        assert track(client, dossier).status_code == 200


def test_after_the_wait_it_opens_again(client, office, dossier, time_machine):
    for n in range(throttle.MISSES):
        client.get(f"/t/KHONGCO{n:05d}")
    assert track(client, dossier).status_code == 429
    time_machine.move_to(office.at + timedelta(seconds=throttle.WAIT_S + 1), tick=False)
    assert track(client, dossier).status_code == 200


def test_what_was_tried_is_in_no_log(client, office, dossier, caplog):
    with caplog.at_level(logging.DEBUG):
        client.get("/t/KHONGCODAU12")
        client.get("/tra-cuu", {"ma": "KHONGCODAU34"})
    assert "KHONGCODAU" not in caplog.text


@pytest.mark.parametrize(
    "path", ["/t/ABCDEFGH1234", "/t/ABCDEFGH1234/hen.ics", "/cham-diem/ABCDEFGH1234", "/tra-cuu?ma=ABCDEFGH1234"]
)
def test_a_line_of_a_log_loses_the_code(path):
    assert "ABCDEFGH1234" not in scrubbed(f"Not Found: {path} from somewhere") and "from somewhere" in scrubbed(
        f"{path} from somewhere"
    )


class TestTurns:
    """Who waits for whom is said as it is: a clock that stands still is not late, an ended dossier is not being worked on."""

    def asked(self, office, dossier):
        dossiers.ask_supplement(
            dossier=dossier, items=[{"name": "Giấy xác nhận nơi cư trú", "why": "thiếu dấu"}],
            reason="Giấy chưa có dấu của thôn.",
            by=office.actor(office.ha), at=office.at + timedelta(hours=1),
        )  # fmt: skip

    def test_what_is_missing_stands_there_and_nothing_is_late(self, client, office, dossier, time_machine):
        self.asked(office, dossier)
        time_machine.move_to(dossier.due_at + timedelta(days=9), tick=False)
        shown = text(track(client, dossier))
        assert "Chờ ông/bà bổ sung giấy tờ" in shown and "Giấy xác nhận nơi cư trú" in shown and "thiếu dấu" in shown
        assert "Xã xin lỗi" not in shown and "còn trong hẹn" not in shown and "hen.ics" not in shown

    def test_complete_again_the_new_date_and_the_first_promise(self, client, office, dossier):
        self.asked(office, dossier)
        dossiers.take_supplement(dossier=dossier, by=office.actor(office.hanh), at=office.at + timedelta(days=2))
        shown = text(track(client, dossier))
        assert 'data-test="wanted"' not in shown and "còn trong hẹn" in shown and 'data-test="moved"' in shown

    def test_what_is_to_be_paid(self, client, office, dossier):
        at = office.at + timedelta(hours=1)
        dossiers.ask_duty(dossier=dossier, what="Lệ phí trước bạ", amount_vnd=1_250_000, by=office.actor(office.ha), at=at)
        shown = text(track(client, dossier))
        assert "Lệ phí trước bạ" in shown and "1.250.000" in shown and "mang chứng từ" in shown

    @pytest.mark.parametrize(("how", "words"), [("withdraw", "đã rút theo ý ông/bà"), ("stop", "Xã đã dừng giải quyết")])
    def test_an_end_without_a_result_says_why(self, client, office, dossier, time_machine, how, words):
        told = {"reason": "Người dân không làm nữa.", "at": office.at + timedelta(hours=1)}
        if how == "withdraw":
            dossiers.withdraw(dossier=dossier, by=office.actor(office.hanh), **told)
        else:
            dossiers.stop(dossier=dossier, ground="asked", by=office.actor(office.nghia), **told)
        time_machine.move_to(dossier.due_at + timedelta(days=9), tick=False)
        shown = text(track(client, dossier))
        assert words in shown and "Người dân không làm nữa." in shown and "Xã xin lỗi" not in shown

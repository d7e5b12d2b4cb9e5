"""Messages as the administrator sets them: channels, quiet hours, words with preview and history, troubles; closed to others."""

import re
from datetime import timedelta

import pytest

from builders.dossiers import BIRTH, load_small_catalogue, person, received
from builders.dossiers import add_officers as more_officers
from builders.dossiers import ready as make_ready
from builders.mail import post_office
from thanthien.journal import followers
from thanthien.messaging import queries, sending
from thanthien.messaging.models import Message, Sending, TextVersion
from thanthien.messaging.rules import Channel, Event, State
from thanthien.people.models import Officer

PAGE = "/quan-tri/tin-nhan"
TEXT = f"{PAGE}/loi-nhan/ready"
NO_MAIL = {"host": "", "port": 587, "user": "", "password": "", "security": "starttls", "sender": "", "authority": ""}
OFF = {"address": "", "token": ""}


@pytest.fixture(autouse=True)
def _real_office(settings):
    settings.DEMO, settings.PUBLIC_ADDRESS = False, "https://camtu.example"
    settings.SMTP, settings.SMS_GATEWAY, settings.ZALO_GATEWAY = dict(NO_MAIL), dict(OFF), dict(OFF)


def text_of(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def filled(**more) -> dict:
    return {"channels": ["mail"], "calls": "1", "quiet_to": "07:00", "quiet_from": "20:00", "together": "60"} | more


def seen_in(answer) -> str:
    return re.search(r'name="seen" value="(\w*)"', text_of(answer))[1]


def words(**more) -> dict:
    parts = {
        "subject": "Tin về {ma}",
        "body": "Hồ sơ {ma} xong. {xem}",
        "short": "{xa}: {ma} xong",
        "script": "Thưa, {ma} xong ạ.",
    }
    return parts | more


def test_as_it_comes_everything_is_off(administration):
    page = text_of(administration.admin.get(PAGE))
    assert page.count(">tắt<") == 3 and "THANTHIEN_SMTP_HOST" in page and "Chưa có tin nào" in page
    assert 'aria-current="page">Kênh gửi tin' in page


def test_a_demonstration_says_that_nothing_leaves(administration, settings):
    settings.DEMO = True
    assert "Bản trình diễn không gửi gì ra ngoài" in text_of(administration.admin.get(PAGE))


def test_switching_on_is_kept_and_said(administration, settings):
    answer = administration.admin.post(PAGE, filled(quiet_from="19h30", together="30"), follow=True)
    page = text_of(answer)
    assert "Đã lưu cách gửi tin." in page and "đã bật, máy chưa khai báo" in page and 'value="19:30"' in page
    assert (Sending.objects.get().together, Sending.objects.get().mail_since) == (30, administration.office.at)
    settings.SMTP = NO_MAIL | {"host": "mail.example"}
    assert "đang gửi" in text_of(administration.admin.get(PAGE))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"quiet_from": ""}, "Ghi giờ như 20:00."),
        ({"quiet_from": "tối"}, "Ghi giờ như 07:30."),
        ({"quiet_from": "06:00"}, "Giờ bắt đầu nhắn phải trước giờ thôi nhắn"),
        ({"together": "1441"}, "Ghi một số từ 0 đến 1440."),
        ({"together": "=1+1"}, "Ghi một số từ 0 đến 1440."),
    ],
)
def test_a_wrong_field_says_how_to_mend_it_and_keeps_the_rest(administration, typed, said):
    answer = administration.admin.post(PAGE, filled(rest_days="1", **typed))
    page = text_of(answer)
    assert answer.status_code == 422 and said in page
    assert 'name="rest_days" value="1" checked' in page and 'value="mail" checked' in page and not Sending.objects.exists()


def test_two_administrators_at_once_lose_nothing(administration):
    administration.admin.post(PAGE, filled())
    seen = seen_in(administration.admin.get(PAGE))
    administration.admin.post(PAGE, filled(together="15", seen=seen))
    late = administration.admin.post(PAGE, filled(quiet_from="21:00", seen=seen))
    page = text_of(late)
    assert late.status_code == 422 and "Lương Văn An vừa lưu mục này" in page and "Người kia đã lưu: <b>15</b>" in page
    assert 'value="21:00"' in page and Sending.objects.get().together == 15
    administration.admin.post(PAGE, filled(quiet_from="21:00", together="15", seen=seen_in(late)))
    assert str(Sending.objects.get().quiet_from) == "21:00:00"


def test_a_test_mail_goes_to_oneself_or_says_why_not(administration, settings, tmp_path):
    refused = administration.admin.post(f"{PAGE}/thu", {"event": "late"})
    assert refused.status_code == 422 and "Chưa khai báo máy chủ thư" in text_of(refused)
    with post_office(tmp_path) as server:
        settings.SMTP = server.settings
        assert "chưa có địa chỉ thư" in text_of(administration.admin.post(f"{PAGE}/thu", {"event": "late"}))
        officer = Officer.objects.get(login="an.lv")
        officer.email = "an@camtu.example"
        officer.save()
        answer = administration.admin.post(f"{PAGE}/thu", {"event": "late"}, follow=True)
        assert "Thư thử đã đi" in text_of(answer)
        assert [mail["To"] for mail in server.got] == ["an@camtu.example"] and "xin lỗi" in server.got[0]["Subject"]


def test_words_are_shown_as_they_will_be_read(administration):
    page = text_of(administration.admin.get(TEXT))
    assert "Hồ sơ 1118-0023: đã có kết quả" in page and "https://camtu.example/t/" in page
    assert "{hotline}" in page and "Lời có sẵn của phần mềm" in page and re.search(r"\d+ chữ, tính \d tin", page)


def test_a_preview_saves_nothing_and_names_faults(administration):
    answer = administration.admin.post(f"{TEXT}/xem", words(body="Chào {ten}"))
    page = text_of(answer)
    assert "Tin về 1118-0023" in page and "“ten” máy chưa biết" in page and not TextVersion.objects.exists()


def test_own_words_with_history_and_undo(administration):
    answer = administration.admin.post(TEXT, words(), follow=True)
    page = text_of(answer)
    assert "Đã đổi lời nhắn" in page and "Lương Văn An" in page and page.count("đang dùng") == 1
    undo = re.search(r'action="(/quan-tri/tin-nhan/loi-nhan/ready/dung/0)" data-test="toast"', page)[1]
    administration.admin.post(undo)
    page = text_of(administration.admin.get(TEXT))
    assert "Hồ sơ 1118-0023: đã có kết quả" in page
    own = TextVersion.objects.get(shipped=False)
    administration.admin.post(f"{TEXT}/dung/{own.pk}")
    assert "Tin về 1118-0023" in text_of(administration.admin.get(TEXT))
    assert TextVersion.objects.count() == 3


def test_wrong_words_stand_beside_their_part(administration):
    answer = administration.admin.post(TEXT, words(short="", script="Gọi 0912555408"))
    page = text_of(answer)
    assert answer.status_code == 422 and "Còn trống" in page and "Không ghi số giấy tờ" in page
    assert 'value="Tin về {ma}"' in page and not TextVersion.objects.exists()


def test_somebody_elses_words_are_not_written_over_unseen(administration):
    administration.admin.post(TEXT, words())
    late = administration.admin.post(TEXT, words(subject="Khác {ma}"))
    assert late.status_code == 422 and "vừa lưu mục này" in text_of(late) and TextVersion.objects.count() == 1
    administration.admin.post(TEXT, words(subject="Khác {ma}", seen=seen_in(late)))
    assert TextVersion.objects.count() == 2


def test_words_of_nothing_are_not_there(administration):
    assert administration.admin.get(f"{PAGE}/loi-nhan/la").status_code == 404
    assert administration.admin.post(f"{TEXT}/dung/999").status_code == 404


@pytest.fixture
def trouble(administration, settings, tmp_path):
    """A mail that the server refused."""
    load_small_catalogue()
    others = more_officers(administration.office)
    with post_office(tmp_path) as server:
        settings.SMTP = server.settings
        administration.admin.post(PAGE, filled())
        who = person(administration.office)
        who = _with_mail(administration)
        dossier = received(administration.office, BIRTH, applicant=who)
        make_ready(administration.office, dossier, at=administration.office.at, others=others)
        followers.catch_up(name="messages", unit=administration.unit)
        server.says = ["550 Không có"]
        sending.deliver(at=administration.office.at)
        yield Message.objects.get()


def _with_mail(administration):
    from thanthien.people import actions as people

    return people.register_citizen(
        unit=administration.unit, name="Trương Thị Hiền", id_number="038192004317", email="hien@example.test",
        by=administration.office.actor(administration.office.hanh), at=administration.office.at,
    )  # fmt: skip


def test_what_failed_is_listed_with_its_reason_and_sent_again(administration, trouble):
    page = text_of(administration.admin.get(f"{PAGE}/loi"))
    assert "Máy chủ thư trả lời 550" in page and "Có kết quả" in page and "chờ gọi điện" in page
    assert "Trương" not in page and "hien@" not in page
    assert "1 tin vướng" in text_of(administration.admin.get(PAGE))
    answer = administration.admin.post(f"{PAGE}/gui-lai/{trouble.pk}", follow=True)
    assert "Đã xếp gửi lại" in text_of(answer) and "Không có tin nào vướng" in text_of(answer)
    trouble.refresh_from_db()
    assert trouble.state == State.WAITING
    again = administration.admin.post(f"{PAGE}/gui-lai/{trouble.pk}", follow=True)
    assert "không còn chờ gửi" in text_of(again)


def test_troubles_leave_as_a_file(administration, trouble):
    lines = administration.admin.get(f"{PAGE}/loi?xuat=csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Lúc,Việc báo,Mã,Kênh,Vì sao,Bây giờ" and "trả lời 550" in lines[1]


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}/loi", TEXT])
def test_only_the_administrator(administration, path):
    assert administration.colleague.get(path).status_code == 403
    assert administration.admin.get(path).status_code == 200


def test_a_stranger_reaches_nothing_of_the_unit(administration, trouble):
    assert administration.stranger.post(f"{PAGE}/gui-lai/{trouble.pk}").status_code == 404
    assert "550" not in text_of(administration.stranger.get(f"{PAGE}/loi"))
    administration.stranger.post(PAGE, filled(together="5"))
    assert queries.sending_of(unit=administration.unit).together == 60


def test_the_pages_cost_the_same_for_one_and_for_three(administration, trouble, django_assert_num_queries):
    administration.admin.get(f"{PAGE}/loi")
    with django_assert_num_queries(TROUBLES):
        administration.admin.get(f"{PAGE}/loi")
    for n in range(2):
        Message.objects.create(
            unit_id=administration.unit, seq=90_000 + n, event=Event.READY, subject=trouble.subject, dossier=trouble.dossier,
            channel=Channel.CALL, state=State.CALLING, tried=Channel.MAIL, error="x", at=trouble.at + timedelta(minutes=n),
            send_at=trouble.at,
        )  # fmt: skip
    administration.admin.get(f"{PAGE}/loi")
    with django_assert_num_queries(TROUBLES):
        administration.admin.get(f"{PAGE}/loi")


TROUBLES = 2

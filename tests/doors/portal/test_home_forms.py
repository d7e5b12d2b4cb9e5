"""A declaration written at home through the pages: from the procedure's page to the counter, without script."""

import re

import pytest

from builders.dossiers import load_small_catalogue, received
from builders.eforms import BIRTH
from builders.playing import logged_in
from thanthien.doors.parts import throttle
from thanthien.eforms import home_rules
from thanthien.eforms.forms import form_of
from thanthien.eforms.models import Answers, HomeDraft
from thanthien.journal.models import Access

PATH, PROCEDURE = "/to-khai-nha", "1.001193"
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


@pytest.fixture
def home(office, client, time_machine):
    time_machine.move_to(office.at, tick=False)
    load_small_catalogue()
    return client


@pytest.fixture
def begun(home):
    home.post(f"{PATH}/moi", {"form": "khai-sinh", "procedure": PROCEDURE})
    return CODE.search(page(home.get(f"{PATH}/viet"))).group(0)


def page(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:1500]
    return answer.content.decode()


def answered(client, answers=BIRTH):
    """Every page answered as in `answers`; the addresses that were asked."""
    form, asked, where = form_of(code="khai-sinh"), [], f"{PATH}/viet"
    while where.startswith(f"{PATH}/viet"):
        draft = HomeDraft.objects.get()
        key = where.partition("o=")[2]
        pages = home_rules.pages(form, draft.data)
        shown = home_rules.page_of(pages, key) or pages[0]
        typed = {one.key: answers.get(one.key, "") for one in shown.fields}
        answer = client.post(where, typed | {"page": shown.key, "do": "next"})
        assert answer.status_code == 302, answer.content.decode()[:3000]
        where = answer["Location"]
        asked.append(where)
    return asked


def test_chosen_on_the_page_of_the_procedure(home):
    assert f'{PATH}?thu-tuc={PROCEDURE}"' in page(home.get(f"/thu-tuc/{PROCEDURE}"))
    text = page(home.get(f"{PATH}?thu-tuc={PROCEDURE}"))
    assert text.count('data-test="form-') == 1 and 'data-test="form-khai-sinh"' in text
    assert page(home.get(PATH)).count('data-test="form-') == 11
    assert page(home.get(f"{PATH}?thu-tuc=9.9")).count('data-test="form-') == 11


def test_the_code_is_in_a_cookie_and_on_the_page_never_in_an_address(home):
    answer = home.post(f"{PATH}/moi", {"form": "khai-sinh"})
    cookie = answer.cookies["to-khai"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and not cookie["max-age"]
    assert answer["Location"] == f"{PATH}/viet"
    assert home_rules.spaced(cookie.value) in page(home.get(f"{PATH}/viet"))


def test_from_the_first_question_to_the_paper(home, begun):
    asked = answered(home)
    assert asked[-1] == f"{PATH}/xem" and not any("Nga" in one or "038190" in one for one in asked)
    text = page(home.get(f"{PATH}/xem"))
    assert "Phạm Gia Bảo" in text and "me_dan_toc" not in text
    assert home.get(f"{PATH}/xong")["Location"] == f"{PATH}/xem"
    assert home.get(f"{PATH}/to-khai.pdf")["Location"] == f"{PATH}/xem"
    assert home.post(f"{PATH}/xem")["Location"] == f"{PATH}/xong"
    assert begun in page(home.get(f"{PATH}/xong")) and home.get(f"{PATH}/to-khai.pdf").content.startswith(b"%PDF")


def test_what_is_wrong_is_said_at_its_place_and_what_was_typed_stays(home, begun):
    typed = {"page": "nyc_ho_ten", "do": "next", "nyc_ho_ten": "Phạm Thị Nga", "nyc_ngay_sinh": "32/13"}
    text = page(home.post(f"{PATH}/viet?o=nyc_ho_ten", typed), 422)
    assert 'href="#nyc_ngay_sinh"' in text and 'value="32/13"' in text and 'value="Phạm Thị Nga"' in text
    answer = home.post(f"{PATH}/viet?o=nyc_ho_ten", typed | {"do": "later"})
    assert answer.status_code == 302 and HomeDraft.objects.get().data["nyc_ngay_sinh"] == "32/13"


def test_a_change_leads_back_to_the_answers_and_the_check_names_what_is_missing(home, begun):
    text = page(home.post(f"{PATH}/xem"), 422)
    assert "Họ, chữ đệm, tên: Còn trống ô này" in text and "ve=xem" in text
    answer = home.post(f"{PATH}/viet?o=tre_ho_ten&ve=xem", {"page": "tre_ho_ten", "do": "later", "tre_ho_ten": "Bảo"})
    assert answer["Location"] == f"{PATH}/xem"


def test_kept_while_one_types(home, begun):
    answer = home.post(f"{PATH}/luu", {"page": "nyc_ho_ten", "nyc_ho_ten": "Phạm"})
    assert answer.json() == {"said": "Đã lưu"} and HomeDraft.objects.get().data["nyc_ho_ten"] == "Phạm"
    del home.cookies["to-khai"]
    assert home.post(f"{PATH}/luu", {"nyc_ho_ten": "x"}).status_code == 404


def test_resumed_on_another_machine_closed_and_forgotten_here(home, begun):
    home.post(f"{PATH}/dong")
    assert home.get(f"{PATH}/viet")["Location"] == f"{PATH}?het=1"
    assert "không còn giữ" in page(home.get(f"{PATH}?het=1"))
    assert home.post(f"{PATH}/mo", {"code": begun.lower()})["Location"] == f"{PATH}/viet"
    assert home.get(f"{PATH}/viet").status_code == 200


def test_a_wrong_code_is_said_and_guessing_is_slowed(home, begun):
    text = page(home.post(f"{PATH}/mo", {"code": "AAAA-BBBB-CCCC"}), 422)
    assert "so lại từng nhóm bốn" in text and 'value="AAAA-BBBB-CCCC"' in text
    for _ in range(throttle.MISSES):
        answer = home.post(f"{PATH}/mo", {"code": "AAAA-BBBB-CCCC"})
    assert "Chờ 10 phút" in page(answer, 429)
    assert home.post(f"{PATH}/mo", {"code": begun}).status_code == 429


def test_too_many_begun_is_said(home):
    for _ in range(home_rules.BEGUN_AN_HOUR):
        assert home.post(f"{PATH}/moi", {"form": "ct01"}).status_code == 302
    assert "Chờ một giờ" in page(home.post(f"{PATH}/moi", {"form": "ct01"}), 422)


def test_deleted_and_taken_back(home, begun):
    assert home.post(f"{PATH}/xoa")["Location"] == f"{PATH}/xong"
    assert "Đã xóa tờ khai" in page(home.get(f"{PATH}/xong")) and home.get(f"{PATH}/viet")["Location"] == f"{PATH}/xong"
    assert home.post(f"{PATH}/lay-lai")["Location"] == f"{PATH}/xem"


def test_opened_at_the_counter_for_a_dossier_as_an_access(home, begun, office):
    answered(home)
    dossier = received(office)
    hanh = logged_in(office.hanh)
    assert 'data-test="home-code"' in page(hanh.get(f"/to-khai/?ho-so={dossier.pk}"))
    answer = hanh.post("/to-khai/o-nha", {"code": begun, "dossier": dossier.pk})
    made = Answers.objects.get()
    assert answer["Location"] == f"/to-khai/{made.pk}/" and made.about == f"dossier:{dossier.pk}"
    assert Access.objects.filter(subject=f"homedraft:{HomeDraft.objects.get().pk}", officer=office.hanh.login).count() == 1
    assert "Cán bộ đã mở" in page(home.get(f"{PATH}/xong"))
    assert "cán bộ đã mở" in page(hanh.post("/to-khai/o-nha", {"code": begun}, follow=True))


def test_opened_without_a_dossier_and_attached_by_its_code(home, begun, office):
    hanh, dossier = logged_in(office.hanh), received(office)
    assert "Chưa thấy tờ khai" in page(hanh.post("/to-khai/o-nha", {"code": "x"}, follow=True))
    hanh.post("/to-khai/o-nha", {"code": begun})
    row = Answers.objects.get()
    assert "Chưa thấy hồ sơ" in page(hanh.post(f"/to-khai/{row.pk}/gan", {"dossier_code": "x"}, follow=True))
    hanh.post(f"/to-khai/{row.pk}/gan", {"dossier_code": dossier.code})
    row.refresh_from_db()
    assert row.about == f"dossier:{dossier.pk}"

"""Receiving at the counter: the card fills the form, the matter brings papers and date, Enter receives once; bad input keeps
everything.
"""

import logging
import re

import pytest
from django.contrib.sessions.models import Session

from builders.desk import CARD, logged_in, once_of
from builders.dossiers import BIRTH, CIVIL, COOPERATIVE, PLANNING, SINGLE
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import Status
from thanthien.journal.models import Access, Entry
from thanthien.people.models import Citizen
from thanthien.procedures.models import ProcedurePaper
from thanthien.queueing import actions as queueing


def text_of(answer) -> str:
    return answer.content.decode()


def received(desk, ticket=None, code=SINGLE, **more):
    """A reception by the counter's officer; its dossier."""
    answer = desk.post("/quay/nhan", desk.form(ticket, code, **more))
    assert answer.status_code == 200, text_of(answer)
    return Dossier.objects.latest("pk")


# --- the card
# ----------------------------------------------------------------------------------------------------------------------------


def test_a_scanned_card_fills_the_person_and_lands_at_the_matter(desk):
    ticket = desk.call()
    page = text_of(desk.post("/quay/quet", {"text": CARD, "ticket": ticket.pk}))
    for value in ("Trương Thị Hiền", "038192004317", "14/08/1992", "Nữ, 34 tuổi", "Thẻ quét lúc 08:30"):
        assert value in page
    assert 'id="proc"' in page and page.index("data-land") > page.index('id="proc"')


def test_the_scanned_text_is_kept_nowhere(desk, caplog):
    ticket = desk.call()
    with caplog.at_level(logging.DEBUG):
        page = text_of(desk.post("/quay/quet", {"text": CARD, "ticket": ticket.pk}))
    assert CARD not in page and "||" not in page
    assert CARD not in caplog.text and "038192004317" not in caplog.text
    for session in Session.objects.all():
        assert CARD not in str(session.get_decoded()) and "||" not in str(session.get_decoded())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Máy quét chưa đọc được gì"),
        ("038192004317", "Mới đọc được số"),
        ("038192004317|172345678|Trương", "Máy quét mới đọc được một phần thẻ"),
        ("0381920043||Trương Thị Hiền|14081992|Nữ|Thôn Lương Thuận|10052021", "Số định danh cần đủ 12 chữ số"),
        ("https://vnexpress.net/x", "Đây không phải mã trên thẻ căn cước"),
        ("00020101021238", "Đây không phải mã trên thẻ căn cước"),
        ("x" * 5000, "Chuỗi quét dài quá một tấm thẻ"),
    ],
)
def test_a_scan_that_is_no_card_says_what_to_do_and_keeps_what_was_typed(desk, text, says):
    ticket = desk.call()
    answer = desk.post("/quay/quet", {"text": text, "ticket": ticket.pk, "name": "Bùi Văn Thực", "phone": "0912"})
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert 'value="Bùi Văn Thực"' in text_of(answer) and 'value="0912"' in text_of(answer)
    assert len(text) < 20 or text not in text_of(answer)


def test_a_card_that_contradicts_its_number_fills_in_and_warns(desk):
    ticket = desk.call()
    page = text_of(desk.post("/quay/quet", {"text": CARD.replace("14081992", "14081993"), "ticket": ticket.pk}))
    assert "Năm sinh khác với số định danh" in page and "14/08/1993" in page


def test_a_known_person_is_recognised_and_the_look_is_written_down(desk):
    received(desk, desk.call())
    desk.later(minutes=20)
    page = text_of(desk.post("/quay/quet", {"text": CARD, "ticket": desk.call().pk}))
    assert "Lần trước 23/11/2026: Cấp Giấy xác nhận tình trạng hôn nhân." in page
    assert 'value="0912555408"' in page  # the card has no telephone, the office knows it
    access = Access.objects.get()
    assert (access.officer, access.reason, access.subject) == ("hanh", "reception", f"citizen:{Citizen.objects.get().pk}")


def test_a_card_is_never_mixed_into_the_data_of_the_person_before(desk):
    """A colleague or a quick F2 called the next one while the page still showed the one before."""
    before = desk.call()
    served = desk.call()
    typed = {"ticket": before.pk, "name": "Bùi Văn Thực", "phone": "0912000111", "id_number": "038095000123"}
    answer = desk.post("/quay/quet", {"text": CARD} | typed)
    page = text_of(answer)
    assert answer.status_code == 422
    assert f"Quầy đang tiếp {served.label}." in page and f'name="ticket" value="{served.pk}"' in page
    for other in ("Trương Thị Hiền", "Bùi Văn Thực", "0912000111", "038095000123"):
        assert other not in page
    assert not Access.objects.exists()


def test_a_card_read_when_nobody_is_there_any_more_fills_nobodys_form(desk):
    before = desk.call()
    queueing.finish(counter=desk.office.counters[0], by=desk.office.actor(desk.office.hanh), at=desk.at)
    page = text_of(desk.post("/quay/quet", {"text": CARD, "ticket": before.pk}))
    assert "Quầy không còn tiếp vé vừa nãy" in page and "Trương Thị Hiền" not in page


def test_the_telephone_of_another_number_does_not_stay_when_a_card_is_read(desk):
    """The husband's card was read first, or somebody stepped aside: his phone is not hers."""
    ticket = desk.call()
    other = {"ticket": ticket.pk, "name": "Bùi Văn Thực", "id_number": "038 095 000 123", "phone": "0912000111"}
    assert "0912000111" not in text_of(desk.post("/quay/quet", {"text": CARD} | other))
    same = other | {"id_number": "038192004317"}
    assert 'value="0912000111"' in text_of(desk.post("/quay/quet", {"text": CARD} | same))
    typed_first = {"ticket": ticket.pk, "phone": "0912000111"}
    assert 'value="0912000111"' in text_of(desk.post("/quay/quet", {"text": CARD} | typed_first))


def test_the_square_of_a_receipt_opens_its_dossier(desk):
    made = received(desk, desk.call())
    answer = desk.post("/quay/quet", {"text": f"http://mot-cua.vn/t/{made.tracking_code}"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, f"/ho-so/{made.pk}/")


# --- the matter
# --------------------------------------------------------------------------------------------------------------------------


def test_two_letters_find_the_birth_registration_first(desk):
    page = text_of(desk.post("/quay/thu-tuc", {"typed": "ks"}))
    assert page.index(BIRTH) == page.index('data-code="') + len('data-code="')
    assert "Đăng ký <u>k</u>hai <u>s</u>inh" in page
    assert "<script>" not in text_of(desk.post("/quay/thu-tuc", {"typed": "<script>"}))


def test_nothing_found_says_what_to_try(desk):
    assert "Chưa thấy việc nào khớp “zzzz”" in text_of(desk.post("/quay/thu-tuc", {"typed": "zzzz"}))


def test_the_matter_brings_papers_date_and_what_enter_will_do(desk):
    ticket = desk.call()
    page = text_of(
        desk.post("/quay/viec", {"ticket": ticket.pk, "procedure": SINGLE, "typed": "tthn", "name": "Trương Thị Hiền"})
    )
    assert "Cấp Giấy xác nhận <u>t</u>ình <u>t</u>rạng <u>h</u>ôn <u>n</u>hân" in page
    assert "thứ Sáu 27/11" in page and "trước 08:30" in page  # the 24th is a day off
    assert "24/11 nghỉ Ngày Văn hóa Việt Nam" in page
    assert "chưa xác nhận" in page and "0 đồng" not in page
    assert "chuyển " in page and "cấp mã, in Mẫu 01" in page
    # a paper of some cases starts as "không áp dụng"; the first paper not looked at has the focus
    assert 'value="na" checked' in page
    assert page.count("data-land") == 1 and 'data-mandatory="true" data-land' in page


@pytest.mark.thread("CCRS#1028")
def test_a_procedure_without_a_term_says_why_there_is_no_date(desk):
    page = text_of(desk.post("/quay/viec", {"ticket": desk.call().pk, "procedure": COOPERATIVE}))
    assert "Thủ tục này chưa ghi thời hạn giải quyết" in page
    assert 'data-test="promise-problem"' in page and 'data-test="receive" disabled' in page.replace("  ", " ")


def test_an_unknown_code_is_said_at_the_field(desk):
    page = text_of(desk.post("/quay/viec", {"ticket": desk.call().pk, "procedure": "9.999999"}))
    assert "Chưa có thủ tục mang mã này" in page


# --- drafts
# ------------------------------------------------------------------------------------------------------------------------------


def test_a_draft_survives_a_reload_and_goes_with_the_reception(desk):
    ticket = desk.call()
    saved = desk.post(
        "/quay/nhap",
        {"ticket": ticket.pk, "name": "Trương Thị Hiền", "procedure": SINGLE, "paper-1": "look", "paper-1-note": "mờ"},
    )
    assert text_of(saved) == "Đã lưu nháp 08:30:00"
    page = text_of(desk.hanh.get("/quay/"))
    assert 'value="Trương Thị Hiền"' in page and 'value="look" checked' in page and 'value="mờ"' in page
    received(desk, ticket)
    after = text_of(desk.hanh.get("/quay/"))
    assert 'data-test="no-procedure"' in after and 'value="Trương Thị Hiền"' in after  # the person stays for the next matter


def test_a_draft_is_seen_by_nobody_else(desk):
    ticket = desk.call()
    desk.post("/quay/nhap", {"ticket": ticket.pk, "name": "Trương Thị Hiền"})
    assert "Trương Thị Hiền" not in text_of(desk.dinh.get("/quay/"))


# --- receive
# -----------------------------------------------------------------------------------------------------------------------------


def test_enter_receives_with_code_date_and_printing(desk):
    ticket = desk.call()
    answer = desk.post("/quay/nhan", desk.form(ticket, payment="cash"))
    page, made = text_of(answer), Dossier.objects.get()
    assert answer.status_code == 200
    assert (made.state, made.applicant.name, made.received_by.login, made.counter_number) == (2, "Trương Thị Hiền", "hanh", 1)
    assert (made.visit_id, made.visit.citizen_id, made.fee_paid) == (ticket.visit_id, made.applicant_id, "cash")
    assert f'data-print="/ho-so/{made.pk}/mau-01.pdf" data-print-now' in page
    assert "Đã nhận 1123-0001, hẹn 08:30 thứ Sáu 27/11" in page and f'hx-post="/quay/huy/{made.pk}"' in page
    assert made.code.rsplit("-", 1)[0] + "-<b>0001</b>" in page
    ticket.refresh_from_db()
    assert ticket.state == "called"  # the person may have another matter


@pytest.mark.thread("opencrvs#2936")
def test_enter_twice_is_one_dossier_and_the_same_answer(desk):
    ticket = desk.call()
    form = desk.form(ticket)
    first, second = (desk.post("/quay/nhan", form) for _ in range(2))
    assert Dossier.objects.count() == 1
    assert first.status_code == second.status_code == 200
    assert "Đã nhận 1123-0001" in text_of(second)


def test_each_rendered_form_has_its_own_key(desk):
    desk.call()
    assert once_of(desk.hanh.get("/quay/")) != once_of(desk.hanh.get("/quay/"))


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", "", "Chưa có họ tên"),
        ("id_number", "03819200431", "Số này có 11 chữ số, số định danh cần 12"),
        ("birth", "31/02/1992", "Ngày sinh chưa đọc được. Gõ như 14/08/1992"),
        ("birth", "14/08/2031", "Ngày sinh đang ở sau hôm nay"),
        ("phone", "091255540", "Số điện thoại này có 9 chữ số, cần 10 số"),
        ("procedure", "", "Chưa chọn việc"),
        ("procedure", "9.999999", "Chưa có thủ tục mang mã này"),
    ],
)
def test_a_wrong_field_is_said_at_its_place_and_everything_typed_stays(desk, field, value, says):
    ticket = desk.call()
    answer = desk.post("/quay/nhan", desk.form(ticket, address="Thôn Đồng Chạ", **{field: value}))
    page = text_of(answer)
    assert answer.status_code == 422 and says in page
    if value != "9.999999":  # that one is found wrong only by the catalogue
        where = re.search(r"<input[^>]*data-land", page)[0]
        assert f'name="{field}"' in where or (field == "procedure" and 'id="proc"' in where)
    assert 'value="Thôn Đồng Chạ"' in page
    assert not value or f'value="{value}"' in page
    assert Dossier.objects.count() == 0 and Citizen.objects.count() == 0


@pytest.mark.parametrize(
    ("state", "says"),
    [("missing", "Còn thiếu: "), ("", "Chưa xem giấy: "), ("na", "Giấy bắt buộc: "), ("oops", "Chưa xem giấy: ")],
)
def test_a_paper_that_is_not_in_order_is_named_and_no_number_is_used(desk, state, says):
    ticket = desk.call()
    order = ProcedurePaper.objects.filter(procedure__code=SINGLE, mandatory="true").first().order
    answer = desk.post("/quay/nhan", desk.form(ticket, **{f"paper-{order}": state}))
    assert answer.status_code == 422 and says in text_of(answer)
    assert 'data-test="refusal"' in text_of(answer)
    assert Dossier.objects.count() == 0 and not Entry.objects.filter(kind__startswith="citizen").exists()


def test_a_cut_paper_name_is_asked_for_once_and_then_known(desk):
    paper = ProcedurePaper.objects.get(procedure__code=SINGLE, order=4)
    assert not paper.can_print
    ticket = desk.call()
    asked = desk.post("/quay/nhan", desk.form(ticket, **{"paper-4": "ok"}))
    assert asked.status_code == 422
    assert "Tên giấy 4 trong danh mục bị cắt giữa chừng" in text_of(asked)
    other = desk.post("/quay/nhan", desk.form(ticket, **{"paper-4": "ok", "paper-4-name": "Giấy khác", "once": "e" * 32}))
    assert other.status_code == 422 and "giữ phần đầu" in text_of(other)
    assert 'value="Giấy khác"' in text_of(other) and f'<b class="nm">{paper.name}</b>' in text_of(other)
    whole = paper.name.rstrip("…") + " và nơi cư trú"
    made = received(desk, ticket, **{"paper-4": "ok", "paper-4-name": whole, "once": "f" * 32})
    assert made.papers.get(order=4).name == whole
    paper.refresh_from_db()
    assert paper.completed_name == whole
    page = text_of(desk.post("/quay/viec", {"ticket": ticket.pk, "procedure": SINGLE}))
    assert 'data-test="paper-note-4"' in page and 'data-test="paper-name-4"' not in page


def test_an_organisation_acts_through_its_representative(desk):
    lacking = desk.post("/quay/nhan", desk.form(desk.call(), CIVIL, party="organisation"))
    assert lacking.status_code == 422
    assert "Chưa có tên tổ chức" in text_of(lacking) and "Tổ chức nộp qua người đại diện" in text_of(lacking)
    made = received(
        desk, None, CIVIL, party="organisation", org_name="HTX Cẩm Tú", tax_code="2801234567",
        org_mandate="Giấy giới thiệu 12/GT",
        once="1" * 32,
    )  # fmt: skip
    assert (made.organisation.name, made.submitter.name, made.mandate) == (
        "HTX Cẩm Tú",
        "Trương Thị Hiền",
        "Giấy giới thiệu 12/GT",
    )
    assert made.applicant is None


def test_somebody_hands_in_for_another(desk):
    made = received(desk, desk.call(), CIVIL, party="other", owner_name="Trương Văn Khoa", mandate="Giấy ủy quyền 20/11/2026")
    assert (made.applicant.name, made.submitter.name) == ("Trương Văn Khoa", "Trương Thị Hiền")
    assert made.visit.citizen.name == "Trương Thị Hiền"  # who is here, not whose matter it is


def test_by_post_needs_an_address(desk):
    answer = desk.post("/quay/nhan", desk.form(desk.call(), channel="post", address=""))
    assert answer.status_code == 422 and "Trả qua bưu chính cần địa chỉ" in text_of(answer)


@pytest.mark.parametrize("sets", ["0", "100", "hai", ""])
def test_a_wrong_number_of_sets_is_said(desk, sets):
    answer = desk.post("/quay/nhan", desk.form(desk.call(), sets=sets))
    assert answer.status_code == 422 and "Số bộ hồ sơ từ 1 đến 99" in text_of(answer)


@pytest.mark.thread("opencrvs#6140")
def test_the_same_matter_of_the_same_person_is_pointed_out(desk):
    ticket = desk.call()
    received(desk, ticket)
    page = text_of(desk.post("/quay/viec", desk.form(ticket)))
    assert "Đang có hồ sơ 1123-0001 cùng việc này, hẹn 27/11." in page


def test_a_ticket_that_a_colleague_moved_is_refused_with_everything_typed(desk):
    ticket = desk.call()
    form = desk.form(ticket)
    desk.post("/quay/vang")
    answer = desk.post("/quay/nhan", form)
    assert answer.status_code == 422 and "Số A001 không còn ở quầy này" in text_of(answer)
    assert Dossier.objects.count() == 0


def test_a_dossier_can_be_received_with_nobody_called(desk):
    assert received(desk).visit is None


# --- undo and refuse
# ---------------------------------------------------------------------------------------------------------------------


def test_ctrl_z_annuls_the_reception_and_gives_the_form_back(desk):
    ticket = desk.call()
    made = received(desk, ticket, payment="qr")
    answer = desk.post(f"/quay/huy/{made.pk}", {"once": "2" * 32})
    page = text_of(answer)
    made.refresh_from_db()
    assert answer.status_code == 200 and made.state == Status.STOPPED and made.outcome == "annulled"
    assert "Đã hủy 1123-0001, số ấy không dùng lại." in page
    assert f'name="procedure" value="{SINGLE}"' in page and 'value="qr" checked' in page and 'value="ok" checked' in page
    assert received(desk, ticket, once="3" * 32).code.endswith("-0002")


def test_ctrl_z_is_for_ten_seconds_and_for_oneself(desk):
    made = received(desk, desk.call())
    assert desk.post(f"/quay/huy/{made.pk}", by=desk.dinh).status_code == 422
    desk.later(seconds=20)
    late = desk.post(f"/quay/huy/{made.pk}")
    assert late.status_code == 422 and "Đã quá 10 giây" in text_of(late)
    made.refresh_from_db()
    assert made.state == Status.RECEIVED


def test_a_refusal_keeps_the_reason_and_uses_no_code(desk):
    ticket = desk.call()
    answer = desk.post("/quay/tu-choi", desk.form(ticket, reason="not_competent"))
    made = Dossier.objects.get()
    assert answer.status_code == 200 and "Đã từ chối: không thuộc thẩm quyền" in text_of(answer)
    assert (made.state, made.code, made.applicant.name) == (Status.REFUSED, None, "Trương Thị Hiền")


@pytest.mark.parametrize("reason", ["", "other", "because"])
def test_a_refusal_without_a_reason_is_refused(desk, reason):
    answer = desk.post("/quay/tu-choi", desk.form(desk.call(), reason=reason))
    assert answer.status_code == 422 and Dossier.objects.count() == 0


# --- who ----------------------------------------------------------------------------------------------------------------------
# -----------

ACTS = ("/quay/quet", "/quay/viec", "/quay/nhap", "/quay/nhan", "/quay/tu-choi", "/quay/thu-tuc")


@pytest.mark.parametrize("path", ACTS)
def test_a_leader_and_a_stranger_receive_nothing_here(desk, path):
    form = desk.form(desk.call())
    assert desk.post(path, form, by=logged_in(desk.office.nghia)).status_code == 403
    assert desk.post(path, form, by=desk.stranger).status_code in (404, 422) or path == "/quay/thu-tuc"
    assert Dossier.objects.count() == 0


def test_a_police_officer_receives_only_their_own_field(desk):
    from thanthien.people import actions as people

    police = desk.others["police"]
    people.open_counter(counter=desk.office.counters[2], officer=police, by=desk.office.actor(police), at=desk.at)
    answer = desk.post("/quay/nhan", desk.form(None, PLANNING), by=logged_in(police))
    assert answer.status_code == 422 and "việc này thuộc lĩnh vực khác" in text_of(answer)


@pytest.mark.parametrize("ticket", ["abc", "999999", "-1", "1" * 40])
def test_a_wrong_ticket_never_breaks_the_page(desk, ticket):
    answer = desk.post("/quay/nhan", desk.form(None) | {"ticket": ticket})
    assert answer.status_code in (404, 422)


def test_the_screen_costs_the_same_with_one_and_three_papers_and_people(desk, django_assert_num_queries):
    ticket = desk.call()
    desk.take()
    received(desk, ticket)
    desk.post("/quay/viec", desk.form(ticket))
    desk.hanh.get("/quay/")
    with django_assert_num_queries(SCREEN):
        desk.hanh.get("/quay/")
    for _ in range(2):
        desk.take()
    received(desk, ticket, once="4" * 32)
    received(desk, ticket, once="5" * 32)
    desk.post("/quay/viec", desk.form(ticket))
    desk.hanh.get("/quay/")
    with django_assert_num_queries(SCREEN):
        desk.hanh.get("/quay/")


SCREEN = 9

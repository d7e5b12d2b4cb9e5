"""The catalogue in the browser: the list, one procedure, versions, the unit's decisions, the province's fees, holes."""

import re
from datetime import date, timedelta

import pytest

from builders.dossiers import BIRTH, SINGLE, received
from builders.playing import logged_in
from thanthien.people import actions as people
from thanthien.people.models import Officer
from thanthien.people.rules import Role
from thanthien.procedures.actions import load_catalogue
from thanthien.procedures.models import Procedure, ProcedurePaper, ProvinceFee, UnitProcedure
from thanthien.procedures.queries import HoleKind, holes, offer_of, procedure
from thanthien.shared.actor import system

WITHOUT_TERM = "2.002226"
LIST = "/quan-tri/thu-tuc/"


@pytest.fixture
def home(administration):
    load_catalogue()
    return administration


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def at(home, code: str) -> str:
    return f"{LIST}{code}/"


def own_form(**more: object) -> dict:
    return {
        "term_value": "2", "term_unit": "working_day", "decision_no": "45/QĐ-UBND", "valid_from": "24/11/2026", "publish": "1",
        "once": "o" * 32,
    } | more  # fmt: skip


def test_the_list_shows_every_procedure_with_what_it_lacks(home) -> None:
    page = text(home.admin.get(LIST))
    assert "155 trong 155 thủ tục" in page
    assert "Đăng ký khai sinh" in page and "tên giấy bị cắt" in page


@pytest.mark.parametrize(
    ("query", "count"),
    [("?q=khai+sinh", None), ("?linh-vuc=ho_tich", 32), ("?thieu=no_term", 5), ("?rieng=1", 0), ("?q=zzzz", 0)],
)
def test_the_list_is_narrowed(home, query: str, count: int | None) -> None:
    page = text(home.admin.get(LIST + query, headers={"HX-Request": "true"}))
    assert "<html" not in page
    if count:
        assert f"{count} trong 155 thủ tục" in page
    elif count == 0:
        assert 'data-test="empty"' in page
    else:
        assert page.index("Đăng ký khai sinh") < page.index("Đăng ký lại khai sinh")


def test_what_is_filtered_is_what_is_exported(home) -> None:
    rows = home.admin.get(LIST + "?thieu=no_term&xuat=csv").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 6 and rows[0].startswith("Mã,Thủ tục")
    assert home.admin.get(LIST + "?xuat=xlsx").content[:2] == b"PK"


@pytest.mark.parametrize("path", ["", "con-thieu/", f"{SINGLE}/"])
def test_leader_and_counter_read_and_a_guide_does_not(home, path: str) -> None:
    assert logged_in(home.office.nghia).get(LIST + path).status_code == 200
    assert home.colleague.get(LIST + path).status_code == 200
    assert logged_in(home.office.ngoc).get(LIST + path).status_code == 403


@pytest.mark.parametrize("path", [f"{SINGLE}/rieng", f"{SINGLE}/phi", "nap"])
def test_only_the_administrator_writes(home, path: str) -> None:
    for client in (home.colleague, logged_in(home.office.nghia), logged_in(home.office.ha)):
        assert client.get(LIST + path).status_code == 403
    assert home.admin.get(LIST + path).status_code == 200


def test_the_list_costs_the_same_with_one_and_three_decisions(home, django_assert_num_queries) -> None:
    def decided(code: str, n: int) -> None:
        home.admin.post(f"{LIST}{code}/rieng", own_form(once=str(n) * 32))

    decided(SINGLE, 1)
    home.admin.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        home.admin.get(LIST)
    decided("1.004222", 2)
    decided("1.001022", 3)
    assert UnitProcedure.objects.count() == 3
    home.admin.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        home.admin.get(LIST)


LIST_QUERIES = 9


def test_an_unknown_procedure_is_404(home) -> None:
    for path in ("9.999999/", "9.999999/ban-moi", "9.999999/rieng", "9.999999/phi", "9.999999/thoi-han"):
        assert home.admin.get(LIST + path).status_code == 404


# --- the unit's decisions -------------------------------------------------------------------------------


def test_a_shorter_term_is_published_and_shown_beside_the_laws(home) -> None:
    answer = home.admin.post(at(home, SINGLE) + "rieng", own_form(), follow=True)
    page = text(answer)
    assert "Đã công bố" in page and "45/QĐ-UBND" in page
    tomorrow = home.office.at.date() + timedelta(days=1)
    offer = offer_of(procedure=procedure(code=SINGLE), unit=home.unit, on=tomorrow)
    assert (str(offer.term.words), str(offer.law_term.words)) == ("2 ngày làm việc", "3 ngày làm việc")


def test_a_term_that_is_not_shorter_is_refused_and_what_was_typed_stays(home) -> None:
    answer = home.admin.post(at(home, SINGLE) + "rieng", own_form(term_value="3", note="Nói thêm"))
    page = text(answer)
    assert answer.status_code == 422
    assert "phải ngắn hơn luật" in page and 'value="Nói thêm"' in page and 'value="45/QĐ-UBND"' in page
    assert not UnitProcedure.objects.exists()


def test_a_paper_is_not_asked_by_its_line_in_the_list(home) -> None:
    home.admin.post(at(home, SINGLE) + "rieng", own_form(term_value="", term_unit="", dropped=["2"]))
    row = UnitProcedure.objects.get()
    assert row.dropped == [ProcedurePaper.objects.get(procedure__code=SINGLE, order=2).name]
    assert "xã không đòi" in text(home.admin.get(at(home, SINGLE))) or row.valid_from > home.office.at.date()


def test_a_draft_has_no_effect_and_is_changed(home) -> None:
    home.admin.post(at(home, SINGLE) + "rieng", own_form(publish=""))
    row = UnitProcedure.objects.get()
    assert row.published_at is None
    page = text(home.admin.get(at(home, SINGLE) + f"rieng/{row.pk}"))
    seen = re.search(r'name="seen" value="([0-9a-f]{32})"', page)[1]
    home.admin.post(at(home, SINGLE) + f"rieng/{row.pk}", own_form(term_value="1", seen=seen, once="p" * 32))
    row.refresh_from_db()
    assert (row.term_value, row.published_at is not None) == (1, True)


def test_two_administrators_at_once_lose_nothing(home) -> None:
    home.admin.post(at(home, SINGLE) + "rieng", own_form(publish=""))
    row = UnitProcedure.objects.get()
    path = at(home, SINGLE) + f"rieng/{row.pk}"
    seen = re.search(r'name="seen" value="([0-9a-f]{32})"', text(home.admin.get(path)))[1]
    home.admin.post(path, own_form(publish="", term_value="1", seen=seen, once="q" * 32))
    answer = home.admin.post(path, own_form(publish="", term_value="2", note="của tôi", seen=seen, once="r" * 32))
    page = text(answer)
    assert answer.status_code == 422
    assert "vừa lưu mục này" in page and 'value="của tôi"' in page and "Người kia đã lưu: <b>1</b>" in page
    row.refresh_from_db()
    assert row.term_value == 1


def test_the_law_applies_again(home) -> None:
    today = f"{home.office.at:%d/%m/%Y}"
    home.admin.post(at(home, SINGLE) + "rieng", own_form(valid_from=today))
    row = UnitProcedure.objects.get()
    answer = home.admin.post(at(home, SINGLE) + f"rieng/{row.pk}/thoi", {"once": "e" * 32}, follow=True)
    assert "theo luật" in text(answer)
    assert not UnitProcedure.objects.exists()


def test_a_strangers_decision_is_404(home) -> None:
    home.admin.post(at(home, SINGLE) + "rieng", own_form())
    row = UnitProcedure.objects.get()
    assert home.stranger.get(at(home, SINGLE) + f"rieng/{row.pk}").status_code == 404
    assert home.stranger.post(at(home, SINGLE) + f"rieng/{row.pk}/thoi").status_code == 404
    assert UnitProcedure.objects.count() == 1


# --- versions -------------------------------------------------------------------------------------------


def version_form(home, code: str, client=None, **more: object) -> dict:
    """The form as the browser would send it back, with some fields changed."""
    page = (client or home.admin).get(at(home, code) + "ban-moi").content.decode()
    form: dict[str, str] = {}
    for tag in re.findall(r"<input [^>]*>", page):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value and ("checkbox" not in tag or " checked" in tag):
            form[name[1]] = unescaped(value[1])
    for name, body in re.findall(r'<textarea name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.S):
        form[name] = unescaped(body)
    for name, body in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'value="([^"]*)" selected', body)
        form[name] = chosen[1] if chosen else ""
    form.pop("q", None)
    return form | more


def unescaped(value: str) -> str:
    from html import unescape

    return unescape(value)


def test_the_form_sent_back_as_it_is_changes_nothing(home) -> None:
    today = f"{Procedure.objects.get(code=BIRTH).valid_from:%d/%m/%Y}"
    answer = home.admin.post(at(home, BIRTH) + "ban-moi", version_form(home, BIRTH, valid_from=today))
    assert answer.status_code == 422 and "Chưa có gì khác" in text(answer)


def test_a_new_version_from_a_day_with_undo(home) -> None:
    form = version_form(home, SINGLE, term_value="2", valid_from="01/01/2027")
    page = text(home.admin.post(at(home, SINGLE) + "ban-moi", form, follow=True))
    assert "Đã lưu bản áp dụng từ 01/01/2027" in page
    assert procedure(code=SINGLE, on=date(2026, 12, 31)).term_value == 3
    assert procedure(code=SINGLE, on=date(2027, 1, 1)).term_value == 2
    assert "<del>3</del><ins>2</ins>" in page
    undo = re.search(r'action="(/quan-tri/thu-tuc/lan-sua/\d+/lay-lai)"', page)[1]
    assert "Đã lấy lại bản trước" in text(home.admin.post(undo, {"once": "u" * 32}, follow=True))
    assert Procedure.objects.filter(code=SINGLE).count() == 1
    assert procedure(code=SINGLE).valid_to is None


def test_a_coming_version_is_changed_in_place(home) -> None:
    home.admin.post(at(home, SINGLE) + "ban-moi", version_form(home, SINGLE, term_value="2", valid_from="01/01/2027"))
    page = text(home.admin.get(at(home, SINGLE) + "ban-moi?tu=2027-01-01"))
    assert "Sửa bản sắp áp dụng" in page and 'value="01/01/2027"' in page


def test_wrong_fields_stand_beside_their_field_and_nothing_is_lost(home) -> None:
    form = version_form(home, SINGLE, term_value="nhiều", term_note="gõ dở", valid_from="hôm nào")
    answer = home.admin.post(at(home, SINGLE) + "ban-moi", form)
    assert answer.status_code == 422 and "Ghi ngày như" in text(answer) and "gõ dở" in text(answer)
    answer = home.admin.post(at(home, SINGLE) + "ban-moi", form | {"valid_from": "01/01/2027", "once": "w" * 32})
    page = text(answer)
    assert answer.status_code == 422 and "Ghi một số nguyên" in page and 'value="nhiều"' in page and "gõ dở" in page


def test_somebody_who_changed_it_meanwhile_is_named(home) -> None:
    mine = version_form(home, SINGLE, valid_from="01/03/2027", term_note="của tôi")
    paper = ProcedurePaper.objects.filter(procedure__code=SINGLE, name_cut=True).first()
    home.colleague.post(at(home, SINGLE) + f"giay/{paper.order}", {"name": paper.name.rstrip("…") + "ịch", "once": "n" * 32})
    answer = home.admin.post(at(home, SINGLE) + "ban-moi", mine)
    page = text(answer)
    assert answer.status_code == 422 and 'data-test="clash"' in page and "của tôi" in page
    assert Procedure.objects.filter(code=SINGLE).count() == 1


def test_a_specialist_makes_a_version_and_a_leader_does_not(home) -> None:
    ha = logged_in(home.office.ha)
    form = version_form(home, SINGLE, ha, term_value="2", valid_from="01/01/2027")
    assert ha.post(at(home, SINGLE) + "ban-moi", form).status_code == 302
    assert logged_in(home.office.nghia).get(at(home, SINGLE) + "ban-moi").status_code == 403


def test_a_term_where_the_source_has_none_opens_the_counter(home) -> None:
    before = [hole.code for hole in holes() if hole.kind is HoleKind.NO_TERM]
    form = {"value": "5", "unit": "working_day", "document": "Quyết định 12/QĐ-UBND", "confirmed": "1",
            "valid_from": f"{home.office.at:%d/%m/%Y}", "once": "t" * 32}  # fmt: skip
    page = text(home.admin.post(at(home, WITHOUT_TERM) + "thoi-han", form, follow=True))
    assert "5 ngày làm việc" in page
    after = [hole.code for hole in holes() if hole.kind is HoleKind.NO_TERM]
    assert set(before) - set(after) == {WITHOUT_TERM}
    one = procedure(code=WITHOUT_TERM, on=home.office.at.date())
    assert one.is_confirmed("time_limit") and "Quyết định 12/QĐ-UBND" in one.legal_bases


def test_a_term_needs_its_document(home) -> None:
    answer = home.admin.post(at(home, WITHOUT_TERM) + "thoi-han", {"value": "5", "unit": "day", "valid_from": "24/11/2026"})
    assert answer.status_code == 422 and "Ghi số văn bản" in text(answer)


# --- names, fees, holes ---------------------------------------------------------------------------------


def test_a_cut_name_is_completed_where_it_stands(home) -> None:
    paper = ProcedurePaper.objects.filter(procedure__code=BIRTH, name_cut=True).first()
    path = at(home, BIRTH) + f"giay/{paper.order}"
    refused = home.colleague.post(path, {"name": "Khác hẳn", "once": "1" * 32})
    assert refused.status_code == 422 and "bắt đầu như tên đang có" in text(refused) and ">Khác hẳn</textarea>" in text(refused)
    whole = paper.name.rstrip("…") + "ịch"
    assert home.colleague.post(path, {"name": whole, "once": "2" * 32}).status_code == 302
    paper.refresh_from_db()
    assert paper.text == whole
    assert home.colleague.post(at(home, BIRTH) + "giay/99", {"name": "x"}).status_code == 404


def fee_form(**more: object) -> dict:
    return {"channel": "any", "amount": "8.000 đồng", "document": "Nghị quyết 12/NQ-HĐND", "confirmed": "1",
            "valid_from": "23/11/2026", "once": "f" * 32} | more  # fmt: skip


def test_a_provinces_fee_is_written_and_shown(home) -> None:
    page = text(home.admin.post(at(home, BIRTH) + "phi", fee_form(), follow=True))
    assert "8.000\u00a0đồng" in page or "8.000 đồng" in page
    offer = offer_of(procedure=procedure(code=BIRTH), unit=home.unit, on=home.office.at.date())
    assert (offer.fee().amount, offer.fee().text) == (8000, "8.000 đồng")
    assert BIRTH not in [h.code for h in holes(unit=home.unit, on=home.office.at.date()) if h.kind is HoleKind.FEE_UNCONFIRMED]
    row = ProvinceFee.objects.get(province="38")
    home.admin.post(at(home, BIRTH) + f"phi/{row.pk}/bo", {"once": "g" * 32})
    assert not ProvinceFee.objects.filter(province="38").exists()


@pytest.mark.parametrize(
    ("more", "says"), [({"amount": "tám nghìn"}, "Ghi số tiền bằng chữ số"), ({"document": ""}, "Ghi số nghị quyết"),
                       ({"amount": ""}, "ghi bằng lời")]
)  # fmt: skip
def test_a_wrong_fee_is_told(home, more: dict, says: str) -> None:
    answer = home.admin.post(at(home, BIRTH) + "phi", fee_form(**more))
    assert answer.status_code == 422 and says in text(answer)


def test_a_fee_of_another_province_is_404(home) -> None:
    row = ProvinceFee.objects.filter(province="92").first()
    assert home.admin.post(at(home, row.code) + f"phi/{row.pk}/bo").status_code == 404


def test_holes_fall_at_once_and_each_has_its_mend(home) -> None:
    page = text(home.admin.get(LIST + "con-thieu/"))
    assert re.search(r'hole-no_term.*?data-test="count">5<', page)
    assert f'href="{at(home, WITHOUT_TERM)}thoi-han"' in page
    assert re.search(r'hole-paper_name_cut.*?data-test="count">158<', page)


def test_the_procedure_page_says_which_version_dossiers_use(home) -> None:
    received(home.office, SINGLE)
    page = text(home.admin.get(at(home, SINGLE)))
    assert "có hồ sơ dùng bản này" in page and "theo tệp danh mục" in page


def test_an_administrator_of_no_province_is_told(home) -> None:
    from thanthien.people.models import Unit

    Unit.objects.filter(pk=home.unit).update(parent=None)
    answer = home.admin.post(at(home, BIRTH) + "phi", fee_form())
    assert answer.status_code == 422 and "chưa gắn với tỉnh" in text(answer)


def test_the_administrator_may_also_be_somebody_else(home) -> None:
    """Roles add up: an officer who is administrator too prints and writes."""
    hanh = Officer.objects.get(login=home.office.hanh.login)
    people.grant_role(officer=hanh, role=Role.ADMIN, valid_from=home.office.at.date(), by=system(home.unit), at=home.office.at)
    assert logged_in(hanh).get(at(home, SINGLE) + "rieng").status_code == 200

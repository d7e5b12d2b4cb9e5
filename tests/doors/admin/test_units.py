"""Units: the tree, parts added many at once, merging with a preview, another commune on this machine."""

import re
from datetime import date

import pytest

from builders.office import _unit
from builders.playing import logged_in
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.people import opening
from thanthien.people.models import Office, Officer, Unit
from thanthien.people.rules import Role, UnitKind
from thanthien.shared.actor import system

LIST = "/quan-tri/don-vi"
HAMLETS = "Thôn Lương Thuận\n  Thôn  Cẩm Hoa \n\nThôn Lương Thuận\nThôn Én"


def page(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def hamlets(administration) -> dict[str, Unit]:
    """Three hamlets of Cẩm Tú."""
    administration.admin.post(f"{LIST}/them", {"kind": "hamlet", "names": HAMLETS, "valid_from": "1/7/2025"})
    return {unit.name: unit for unit in Unit.objects.filter(kind="hamlet")}


@pytest.mark.parametrize("path", [LIST, f"{LIST}/them", f"{LIST}/sap-nhap"])
def test_pages_are_the_administrators(administration, path):
    assert administration.admin.get(path).status_code == 200
    assert administration.colleague.get(path).status_code == 403


def test_the_list_begins_with_where_the_commune_stands_and_helps_when_empty(administration):
    text = page(administration.admin.get(LIST))
    assert "Tỉnh Thanh Hóa ›" in text and "<b>Xã Cẩm Tú</b>" in text and "Chưa có thôn" in text


def test_many_hamlets_are_added_at_once_each_with_its_own_code(hamlets):
    assert sorted(hamlets) == ["Thôn Cẩm Hoa", "Thôn Lương Thuận", "Thôn Én"]
    assert sorted(unit.pk for unit in hamlets.values()) == ["15148-T01", "15148-T02", "15148-T03"]
    assert hamlets["Thôn Én"].valid_from == date(2025, 7, 1)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"names": " \n "}, "Ghi ít nhất một tên."),
        ({"names": "thôn én"}, "Đã có: thôn én."),
        ({"kind": ""}, "Chọn loại đơn vị."),
        ({"names": "x" * 121}, "Tên dài quá 120 chữ."),
        ({"valid_from": "hôm qua"}, "Ghi ngày như 25/11/2026."),
    ],
)
def test_wrong_parts_add_nothing(administration, hamlets, change, sentence):
    typed = {"kind": "hamlet", "names": "Thôn Mới", "valid_from": "1/7/2025"}
    answer = administration.admin.post(f"{LIST}/them", typed | change)
    assert answer.status_code == 422 and sentence in page(answer)
    assert Unit.objects.filter(kind="hamlet").count() == 3


def test_a_part_is_found_without_marks_changed_and_leaves_in_a_file(administration, hamlets):
    en = hamlets["Thôn Én"]
    assert [row.unit.name for row in administration.admin.get(f"{LIST}?q=luong").context["rows"]] == ["Thôn Lương Thuận"]
    changed = {
        "name": "Thôn Én Mới",
        "kind": "hamlet",
        "parent_id": administration.unit,
        "valid_from": "1/7/2025",
        "valid_to": "",
    }
    administration.admin.post(f"{LIST}/{en.pk}", changed)
    assert Unit.objects.get(pk=en.pk).name == "Thôn Én Mới"
    assert "Thôn Én Mới" in administration.admin.get(f"{LIST}?xuat=csv").content.decode("utf-8-sig")
    wrong = administration.admin.post(f"{LIST}/{en.pk}", changed | {"valid_to": "1/1/2020"})
    assert wrong.status_code == 422 and "đứng trước ngày bắt đầu" in page(wrong)


def test_another_communes_part_and_units_of_government_are_not_there(administration, hamlets):
    for code in (hamlets["Thôn Én"].pk, "15148", "38"):
        assert administration.stranger.get(f"{LIST}/{code}").status_code == 404, code
        assert administration.stranger.post(f"{LIST}/{code}", {"name": "x"}).status_code == 404, code
    assert administration.admin.get(f"{LIST}/15148").status_code == 404


def merging(hamlets, **more) -> dict:
    return {"codes": [hamlets["Thôn Én"].pk], "into": hamlets["Thôn Cẩm Hoa"].pk, "on": "1/12/2026"} | more


def test_a_merge_shows_first_what_moves_then_does_it(administration, hamlets):
    en = hamlets["Thôn Én"]
    head = people.add_officer(
        unit=administration.unit, login="chinh", name="Bùi Văn Chinh", by=system(administration.unit), at=administration.office.at
    )
    people.grant_role(
        officer=head,
        role=Role.HAMLET_HEAD,
        place=en,
        valid_from=date(2026, 11, 1),
        by=system(administration.unit),
        at=administration.office.at,
    )
    answer = administration.admin.post(f"{LIST}/sap-nhap", merging(hamlets))
    text = page(answer)
    assert "hoạt động đến hết 30/11/2026" in text and "Đang giữ việc ở đây: Bùi Văn Chinh" in text
    assert Unit.objects.get(pk=en.pk).successor is None
    done = administration.admin.post(f"{LIST}/sap-nhap", merging(hamlets, sure="1"), follow=True)
    assert "1 đơn vị đã nhập vào Thôn Cẩm Hoa." in page(done) and "nhập vào Thôn Cẩm Hoa" in page(done)
    assert Unit.objects.get(pk=en.pk).valid_to == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"codes": []}, "Đánh dấu ít nhất một đơn vị."),
        ({"into": ""}, "Chọn đơn vị kế tục."),
        ({"on": ""}, "Ghi ngày quyết định"),
        ({"into": "15148-T03"}, "không thể vừa thôi hoạt động"),
    ],
)
def test_a_merge_that_makes_no_sense_is_refused(administration, hamlets, change, sentence):
    typed = merging(hamlets) | change
    if typed["into"] == "15148-T03":
        typed["codes"] = ["15148-T03"]
    answer = administration.admin.post(f"{LIST}/sap-nhap", typed)
    assert answer.status_code == 422 and sentence in page(answer)
    assert not Unit.objects.exclude(successor=None).exists()


# --- another commune ----------------------------------------------------------------------------------------

OPENING = {
    "centre": "Trung tâm Phục vụ hành chính công xã Trường Long Tây",
    "address": "Ấp Trường Thọ",
    "hotline": "0292 384 9999",
    "place": "Trường Long Tây",
    "morning_from": "7:00",
    "morning_to": "11:00",
    "afternoon_from": "13:00",
    "afternoon_to": "17:00",
    "name": "Nguyễn Văn Bình",
    "login": "",
}


@pytest.fixture
def keeper(administration):
    """An administrates the whole machine too; Trường Long Tây waits in the list."""
    country = _unit("VN", "Việt Nam", "country")
    province = _unit("92", "Thành phố Cần Thơ", "city", country)
    _unit("31348", "Xã Trường Long Tây", "commune", province)
    Unit.objects.filter(pk="38").update(parent=country)
    opening.entrust_installation(officer=administration.an, by=system(administration.unit), at=administration.office.at)
    return administration


def test_only_who_keeps_the_machine_may_open_a_commune(keeper):
    assert "Các đơn vị trên máy này" in page(keeper.admin.get(LIST))
    assert keeper.admin.get(f"{LIST}/mo-xa").status_code == 200
    assert "Các đơn vị trên máy này" not in page(keeper.stranger.get(LIST))
    for path in (f"{LIST}/mo-xa", f"{LIST}/mo-xa/31348"):
        assert keeper.stranger.get(path).status_code == 404
        assert keeper.colleague.get(path).status_code == 403
    assert keeper.stranger.post(f"{LIST}/mo-xa/31348", OPENING).status_code == 404
    assert not Office.objects.filter(pk="31348").exists()


def test_a_second_commune_opens_beside_the_first_with_its_own_administrator(keeper):
    found = keeper.admin.get(f"{LIST}/mo-xa?q=truong+long+tay").context["found"]
    assert [(one.code, one.open) for one in found] == [("31348", False)]
    answer = keeper.admin.post(f"{LIST}/mo-xa/31348", OPENING | {"portal_code": "H13.08"})
    assert Unit.objects.get(pk="31348").portal_code == "H13.08"
    password = re.search(r'data-test="once-password">([^<]+)<', page(answer))[1]
    bình = Officer.objects.get(login="binh.nv")
    assert bình.unit_id == "31348" and bình.check_password(password) and bình.must_change
    assert Office.objects.get(pk="31348").hours["mon"] == [["07:00", "11:00"], ["13:00", "17:00"]]
    assert logged_in(bình).get("/quan-tri/").status_code == 200
    assert "15148" not in page(logged_in(bình).get(LIST))
    assert 'data-test="office-31348"' in page(keeper.admin.get(LIST))


def test_a_wrong_opening_opens_nothing(keeper):
    answer = keeper.admin.post(f"{LIST}/mo-xa/31348", OPENING | {"hotline": ""})
    assert answer.status_code == 422 and 'value="Nguyễn Văn Bình"' in page(answer)
    taken = keeper.admin.post(f"{LIST}/mo-xa/31348", OPENING | {"login": "hanh"})
    assert taken.status_code == 422 and "đã có người dùng" in page(taken)
    assert not Office.objects.filter(pk="31348").exists()


def test_an_open_commune_is_not_opened_twice(keeper):
    assert "đã mở trên máy này" in page(keeper.admin.get(f"{LIST}/mo-xa/15148"))
    answer = keeper.admin.post(f"{LIST}/mo-xa/15148", OPENING)
    assert answer.status_code == 422 and "đã mở bộ phận Một cửa rồi" in page(answer)


def test_the_keeper_of_the_machine_merges_communes_and_sees_what_stands_there(keeper):
    answer = keeper.admin.post(f"{LIST}/sap-nhap", {"codes": ["15151"], "into": "15148", "on": "1/1/2027"})
    assert "Có Một cửa trên máy này: 2 cán bộ, 0 hồ sơ." in page(answer)
    keeper.admin.post(f"{LIST}/sap-nhap", {"codes": ["15151"], "into": "15148", "on": "1/1/2027", "sure": "1"})
    assert Unit.objects.get(pk="15151").successor_id == "15148"


def test_the_own_parts_stand_alone_and_communes_one_press_away(keeper, hamlets):
    own = keeper.admin.get(f"{LIST}/sap-nhap")
    assert {one.kind for one in own.context["units"]} == {"hamlet"} and 'data-test="communes"' in page(own)
    assert 'value="15151"' not in page(own)
    other = keeper.admin.get(f"{LIST}/sap-nhap?xa=1")
    assert 'value="15151"' in page(other) and "Thôn Én" not in page(other) and 'data-test="parts"' in page(other)
    assert 'data-test="communes"' not in page(keeper.stranger.get(f"{LIST}/sap-nhap"))


def test_a_commune_administrator_cannot_merge_communes(administration):
    typed = {"codes": ["15151"], "into": "15148", "on": "1/1/2027", "sure": "1"}
    assert administration.admin.post(f"{LIST}/sap-nhap", typed).status_code == 422
    assert Unit.objects.get(pk="15151").successor is None
    assert UnitKind(Unit.objects.get(pk="15151").kind) == UnitKind.COMMUNE


NEW = {"kind": "commune", "name": "Xã Trường Long Mới", "code": "31999", "parent": "92", "valid_from": "1/1/2027"}


def test_a_commune_of_a_new_decision_is_added_and_others_merge_into_it(keeper):
    path = f"{LIST}/hanh-chinh-moi"
    assert keeper.stranger.get(path).status_code == 404
    assert keeper.stranger.post(path, NEW).status_code == 404
    assert "Đã thêm Xã Trường Long Mới." in page(keeper.admin.post(path, NEW, follow=True))
    made = Unit.objects.get(pk="31999")
    assert (made.parent_id, made.valid_from, made.by_act) == ("92", date(2027, 1, 1), True)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"code": "31348"}, "đã có đơn vị mang"), ({"code": "abc"}, "năm chữ số cho xã"), ({"parent": "VN"}, "Chọn lại cấp trên"),
        ({"name": ""}, "Ghi tên như trong quyết định."), ({"parent": "15148"}, "Chọn một mục trong danh sách."),
    ],
)  # fmt: skip
def test_a_wrong_new_commune_is_refused(keeper, change, sentence):
    answer = keeper.admin.post(f"{LIST}/hanh-chinh-moi", NEW | change)
    assert answer.status_code == 422 and sentence in page(answer)
    assert not Unit.objects.filter(pk="31999").exists()


@pytest.fixture
def police(administration) -> Unit:
    administration.admin.post(f"{LIST}/them", {"kind": "police", "names": "Công an xã Cẩm Tú", "valid_from": "1/7/2025"})
    return Unit.objects.get(kind="police")


def test_the_commune_opens_its_police_with_an_administrator_of_its_own(administration, police):
    assert f"{LIST}/{police.pk}/mo-tru-so" in page(administration.admin.get(LIST))
    asked = page(administration.admin.get(f"{LIST}/{police.pk}/mo-tru-so"))
    assert 'value="Trụ sở Công an xã Cẩm Tú"' in asked and "Người quản trị của Công an xã" in asked and 'value="Cẩm Tú"' in asked
    answer = administration.admin.post(f"{LIST}/{police.pk}/mo-tru-so", OPENING | {"portal_code": "H56.99"})
    password = re.search(r'data-test="once-password">([^<]+)<', page(answer))[1]
    binh = Officer.objects.get(login="binh.nv")
    assert (binh.unit_id, binh.check_password(password)) == (police.pk, True)
    assert Office.objects.get(pk=police.pk).hours["mon"] == [["07:00", "11:00"], ["13:00", "17:00"]]
    assert Unit.objects.get(pk=police.pk).portal_code == "H56.99"
    shown = page(logged_in(binh).get("/quan-tri/can-bo"))
    assert "Nguyễn Văn Bình" in shown and "Lê Thị Hạnh" not in shown
    assert "Nguyễn Văn Bình" not in page(administration.admin.get("/quan-tri/can-bo"))
    assert "đã mở trên máy này" in page(administration.admin.get(f"{LIST}/{police.pk}/mo-tru-so"))
    listed = page(administration.admin.get(LIST))
    assert "đã mở trụ sở" in listed and "mo-tru-so" not in listed
    assert verify() is None


def test_only_the_communes_own_police_is_opened_there(administration, police):
    hamlet = people.add_unit(
        name="Thôn Én", kind=UnitKind.HAMLET, parent=administration.unit, by=system(administration.unit),
        at=administration.office.at,
    )  # fmt: skip
    for code in (hamlet.pk, administration.unit, "15151", "khong-co"):
        assert administration.admin.get(f"{LIST}/{code}/mo-tru-so").status_code == 404
    assert administration.colleague.get(f"{LIST}/{police.pk}/mo-tru-so").status_code == 403
    assert administration.stranger.post(f"{LIST}/{police.pk}/mo-tru-so", OPENING).status_code == 404
    wrong = administration.admin.post(f"{LIST}/{police.pk}/mo-tru-so", OPENING | {"name": ""})
    assert wrong.status_code == 422 and not Office.objects.filter(pk=police.pk).exists()

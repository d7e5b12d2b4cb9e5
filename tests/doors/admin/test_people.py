"""Officers: the list, a new one, roles with dates, delegations, substitutes, passwords for one login, lists that come in."""

import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from builders.dossiers import load_small_catalogue
from builders.playing import logged_in
from thanthien.people import actions as people
from thanthien.people.models import Delegation, Officer, RoleGrant, Substitute
from thanthien.people.queries import roles_of
from thanthien.people.rules import Role
from thanthien.shared.actor import system

LIST = "/quan-tri/can-bo"
NEW = {"name": "Nguyễn Thị Út", "login": "", "position": "Công chức", "phone": "0912 345 678", "email": "", "roles": ["one_stop"]}


def page(answer) -> str:
    return answer.content.decode()


def officer(login: str) -> Officer:
    return Officer.objects.get(login=login)


@pytest.mark.parametrize("path", [LIST, f"{LIST}/them", f"{LIST}/nap", f"{LIST}/hanh"])
def test_pages_are_the_administrators(administration, path):
    assert administration.admin.get(path).status_code == 200
    assert administration.colleague.get(path).status_code == 403


def test_another_communes_officer_is_not_there(administration):
    grant = RoleGrant.objects.get(officer=officer("hanh"))
    assert administration.stranger.get(f"{LIST}/hanh").status_code == 404
    for act in ("", "/mat-khau", "/nghi", "/lam-lai"):
        assert administration.stranger.post(f"{LIST}/hanh{act}", {"form": "facts", "name": "x"}).status_code == 404, act
    assert administration.stranger.post(f"{LIST}/vai-tro/{grant.pk}/thoi").status_code == 404
    assert "hanh" not in page(administration.stranger.get(LIST))
    assert officer("hanh").name == "Lê Thị Hạnh"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=hanh", ["hanh"]), ("q=HẠNH+le", ["hanh"]), ("vai=leader", ["nghia"]), ("vai=specialist&q=tuan", ["tuan"]),
        ("trang-thai=left", []), ("q=khong-ai", []),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_without_marks_by_role_and_state(administration, asked, found):
    answer = administration.admin.get(f"{LIST}?{asked}")
    assert [row.officer.login for row in answer.context["rows"]] == found
    assert ("Không có ai như vậy" in page(answer)) == (not found)


def test_what_is_filtered_is_what_leaves(administration):
    text = administration.admin.get(f"{LIST}?vai=leader&xuat=csv").content.decode("utf-8-sig")
    assert "Phạm Văn Nghĩa" in text and "Lê Thị Hạnh" not in text


def test_the_list_takes_the_same_queries_for_more_people(administration):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        administration.admin.get(LIST)  # what seldom changes is kept from then on
        with CaptureQueriesContext(connection) as captured:
            administration.admin.get(LIST)
        return len(captured)

    few = queries()
    for n in (1, 2, 3):
        people.add_officer(
            unit=administration.unit,
            login=f"them{n}",
            name=f"Người Thêm {n}",
            roles=(Role.GUIDE,),
            by=system(administration.unit),
            at=administration.office.at,
        )
    assert queries() == few


def test_a_new_officer_gets_a_login_from_the_name_and_a_password_for_one_login(administration):
    answer = administration.admin.post(f"{LIST}/them", NEW)
    text = page(answer)
    made = officer("ut.nt")
    assert made.must_change and roles_of(made, on=administration.office.at.date()) == {Role.ONE_STOP}
    password = re.search(r'data-test="once-password">([^<]+)<', text)[1]
    assert made.check_password(password) and "/dang-nhap" in text
    assert password not in page(administration.admin.get(f"{LIST}/ut.nt"))


def test_the_second_of_a_name_gets_a_number(administration):
    administration.admin.post(f"{LIST}/them", NEW)
    administration.admin.post(f"{LIST}/them", NEW | {"name": "Ngô Thị Út"})
    assert officer("ut.nt2").name == "Ngô Thị Út"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Ghi họ và tên."), ({"login": "Út!"}, "Tên đăng nhập chỉ gồm"), ({"login": "hanh"}, "đã có người dùng"),
        ({"phone": "abc"}, "bằng chữ số"), ({"email": "abc"}, "Ghi địa chỉ thư"),
    ],
)  # fmt: skip
def test_a_wrong_new_officer_is_nobody_and_everything_typed_stays(administration, change, sentence):
    before = Officer.objects.count()
    answer = administration.admin.post(f"{LIST}/them", NEW | change)
    assert answer.status_code == 422 and sentence in page(answer)
    assert 'value="Công chức"' in page(answer) and 'value="one_stop" checked' in page(answer)
    assert Officer.objects.count() == before


def test_facts_are_changed_and_two_administrators_lose_nothing(administration):
    path = f"{LIST}/hanh"
    facts = {"form": "facts", "name": "Lê Thị Hạnh", "position": "Công chức", "phone": "", "email": ""}
    seen = administration.admin.get(path).context["forms"]["facts"].seen
    other = people.add_officer(
        unit=administration.unit, login="thu.pt", name="Phạm Thị Thu", roles=(Role.ADMIN,), by=system(administration.unit),
        at=administration.office.at,
    )  # fmt: skip
    logged_in(other).post(path, facts | {"phone": "0911 111 111"})
    answer = administration.admin.post(path, facts | {"phone": "0922 222 222", "seen": seen})
    assert answer.status_code == 422
    assert "Phạm Thị Thu vừa lưu mục này" in page(answer) and "Người kia đã lưu: <b>0911 111 111</b>" in page(answer)
    assert 'value="0922 222 222"' in page(answer)
    assert officer("hanh").phone == "0911 111 111"


def test_a_role_with_dates_is_given_ended_and_given_back(administration):
    path = f"{LIST}/hanh"
    role = {"form": "role", "role": "guide", "valid_from": "23/11/2026", "valid_to": "31/12/2026"}
    assert "Đã giao: Hướng dẫn." in page(administration.admin.post(path, role, follow=True))
    grant = RoleGrant.objects.get(officer__login="hanh", role=Role.GUIDE)
    assert grant.valid_to == date(2026, 12, 31)
    answer = administration.admin.post(f"{LIST}/vai-tro/{grant.pk}/thoi", follow=True)
    assert "Đã thôi giao: Hướng dẫn." in page(answer)
    assert not RoleGrant.objects.filter(pk=grant.pk).exists()
    back = re.search(r'action="(/quan-tri/can-bo/vai-tro/giao-lai\?k=[^"]+)"', page(answer))[1]
    administration.admin.post(back)
    assert RoleGrant.objects.get(officer__login="hanh", role=Role.GUIDE).valid_to == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"valid_from": ""}, "Ghi ngày bắt đầu."), ({"valid_from": "32/1/2026"}, "Ghi ngày như 25/11/2026."),
        ({"valid_to": "1/1/2026"}, "đứng trước ngày bắt đầu"), ({"role": "one_stop"}, "đã được giao việc này"),
    ],
)  # fmt: skip
def test_a_wrong_role_says_what_to_do(administration, change, sentence):
    role = {"form": "role", "role": "guide", "valid_from": "23/11/2026", "valid_to": ""}
    answer = administration.admin.post(f"{LIST}/hanh", role | change)
    assert answer.status_code == 422 and sentence in page(answer) and answer.context["open"] == "role"


def test_the_last_administrator_stays(administration):
    grant = RoleGrant.objects.get(officer__login="an.lv", role=Role.ADMIN)
    assert "quản trị cuối cùng" in page(administration.admin.post(f"{LIST}/vai-tro/{grant.pk}/thoi", follow=True))
    assert "quản trị cuối cùng" in page(administration.admin.post(f"{LIST}/an.lv/nghi", follow=True))
    assert officer("an.lv").is_active


def test_a_leader_is_stood_in_for_and_it_is_taken_back(administration):
    typed = {
        "form": "delegation",
        "taker": "hanh",
        "roles": ["leader"],
        "from": "23/11/2026",
        "to": "30/11/2026",
        "document": "12/UQ",
    }
    assert "làm thay" in page(administration.admin.post(f"{LIST}/nghia", typed, follow=True))
    given = Delegation.objects.get()
    assert Role.LEADER in roles_of(officer("hanh"), on=date(2026, 11, 24))
    answer = administration.admin.post(f"{LIST}/uy-quyen/{given.pk}/thu-hoi", {"back": "nghia"}, follow=True)
    assert "Đã thu hồi ủy quyền 12/UQ." in page(answer)
    back = re.search(r'action="(/quan-tri/can-bo/uy-quyen/co-lai\?k=[^"]+)"', page(answer))[1]
    administration.admin.post(back)
    assert Role.LEADER in roles_of(officer("hanh"), on=date(2026, 11, 24))
    wrong = administration.admin.post(f"{LIST}/nghia", typed | {"document": ""})
    assert wrong.status_code == 422 and "Ghi số văn bản" in page(wrong)


def test_substitutes_are_named_in_order(administration):
    typed = {"form": "substitutes", "stand_in_1": "dinh", "stand_in_2": "ngoc", "stand_in_3": ""}
    administration.admin.post(f"{LIST}/hanh", typed)
    assert list(Substitute.objects.order_by("order").values_list("stand_in__login", flat=True)) == ["dinh", "ngoc"]


def test_an_officer_leaves_and_comes_back(administration):
    answer = administration.admin.post(f"{LIST}/ha/nghi", follow=True)
    assert "đã nghỉ" in page(answer) and f'action="{LIST}/ha/lam-lai"' in page(answer)
    assert not officer("ha").is_active
    administration.admin.post(f"{LIST}/ha/lam-lai")
    assert officer("ha").is_active


def test_who_sits_at_a_counter_stays_and_it_is_said_where(administration):
    assert "đang ngồi ở quầy 1" in page(administration.admin.post(f"{LIST}/hanh/nghi", follow=True))
    assert officer("hanh").is_active


def test_a_password_for_one_login_is_shown_once(administration):
    answer = administration.admin.post(f"{LIST}/hanh/mat-khau")
    password = re.search(r'data-test="once-password">([^<]+)<', page(answer))[1]
    assert officer("hanh").check_password(password) and officer("hanh").must_change
    assert "no-store" in answer["Cache-Control"]


HEAD = "Họ và tên,Tên đăng nhập,Chức vụ,Vai trò,Lĩnh vực,Điện thoại,Thư điện tử\n"


def send(administration, text: str, name: str = "can-bo.csv"):
    file = SimpleUploadedFile(name, text.encode("utf-8-sig"))
    return administration.admin.post(f"{LIST}/nap", {"file": file})


def packed(answer) -> str:
    return re.search(r'name="packed" value="([^"]+)"', page(answer))[1]


def test_a_list_is_previewed_then_taken_in_and_the_new_get_slips(administration):
    load_small_catalogue()
    before = Officer.objects.count()
    text = HEAD + 'Phan Văn Tư,,Công chức,"Một cửa, Hướng dẫn",,0912 000 111,\nLê Thị Hạnh,hanh,Phó phòng,Một cửa,,,\n'
    answer = send(administration, text)
    assert "1 người mới, 1 người có đổi" in page(answer) and "Đổi: Chức vụ" in page(answer)
    assert Officer.objects.count() == before
    done = administration.admin.post(f"{LIST}/nap", {"packed": packed(answer), "once": "d" * 32})
    assert 'data-test="slip-tu.pv"' in page(done) and 'data-test="slip-hanh"' not in page(done)
    assert roles_of(officer("tu.pv"), on=administration.office.at.date()) == {Role.ONE_STOP, Role.GUIDE}
    assert officer("hanh").position == "Phó phòng"
    again = administration.admin.post(f"{LIST}/nap", {"packed": packed(answer), "once": "d" * 32})
    assert again.status_code == 302 and Officer.objects.count() == before + 1


def test_a_list_with_wrong_rows_tells_row_and_mend_and_takes_nothing(administration):
    before = Officer.objects.count()
    text = HEAD + "Phan Văn Tư,,,,,,\n,,,,,,\n,tu2,,,,,\nHà Văn Bảy,,,Giám đốc,,abc,\nMai,la,,,,,\nHai,bay2,,,,,\nBa,bay2,,,,,\n"
    answer = send(administration, text)
    rows = [(fault.row, fault.column) for fault in answer.context["faults"]]
    assert rows == [(4, "Họ và tên"), (5, "Điện thoại"), (5, "Vai trò"), (6, "Tên đăng nhập"), (8, "Tên đăng nhập")]
    assert "Không có “Giám đốc”." in page(answer) and "đã có người ở đơn vị khác" in page(answer)
    assert answer.status_code == 422 and 'name="packed"' not in page(answer)
    assert Officer.objects.count() == before


def test_what_was_exported_comes_in_and_changes_nothing(administration):
    load_small_catalogue()
    out = administration.admin.get(f"{LIST}?xuat=xlsx").content
    file = SimpleUploadedFile("can-bo.xlsx", io.BytesIO(out).getvalue())
    answer = administration.admin.post(f"{LIST}/nap", {"file": file})
    assert answer.status_code == 200 and "0 người mới, 0 người có đổi" in page(answer)


def test_the_sample_has_the_headings(administration):
    text = administration.admin.get(f"{LIST}/nap?xuat=csv").content.decode("utf-8-sig")
    assert text.startswith("Họ và tên,Tên đăng nhập,Chức vụ,Vai trò")


@pytest.mark.parametrize(("sent", "sentence"), [({}, "Chọn tệp trước."), ({"packed": "made-up"}, "Bản xem trước đã cũ.")])
def test_nothing_or_something_made_up_is_refused(administration, sent, sentence):
    answer = administration.admin.post(f"{LIST}/nap", sent)
    assert answer.status_code == 422 and sentence in page(answer)


def test_a_list_that_left_the_page_in_english_comes_back_in(administration):
    load_small_catalogue()
    administration.admin.cookies["thanthien_lang"] = "en"
    out = administration.admin.get(f"{LIST}?xuat=csv").content
    assert out.decode("utf-8-sig").startswith("Full name,")
    answer = administration.admin.post(f"{LIST}/nap", {"file": SimpleUploadedFile("staff.csv", out)})
    assert answer.status_code == 200 and not answer.context["faults"]
    assert (answer.context["new"], answer.context["changed"]) == (0, 0)
    text = HEAD + "Phan Văn Tư,,Công chức,Một cửa,,,\n"
    assert send(administration, text).context["new"] == 1, "a list with Vietnamese headings is known in English too"

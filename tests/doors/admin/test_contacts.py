"""The public list as its administrator keeps it: three people, wrong input, two at once, a way back, the journal."""

import pytest

from builders.playing import logged_in
from thanthien.journal.models import Entry
from thanthien.people.models import Officer
from thanthien.posting import actions
from thanthien.posting.models import Contact, Reception
from thanthien.posting.rules import Group

LINE = {"group": "leader", "position": "", "duty": "Đất đai", "phone": "", "order": "5"}
DAY = {"weekday": "3", "week": "0", "opens": "08:00", "closes": "11:30", "place": "Tầng 1", "since": "2026-11-01"}


def page(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def listed(administration) -> Contact:
    office = administration.office
    return actions.list_contact(
        unit=office.unit, officer=office.nghia, group=Group.LEADER, by=office.actor(administration.an), at=office.at
    )


def shown(administration) -> str:
    """What everybody reads."""
    return page(administration.stranger.get("/xa/15148/lien-he"))


@pytest.mark.parametrize("path", ["/quan-tri/lien-he", "/quan-tri/lien-he/them"])
def test_pages_are_the_administrators(administration, path):
    assert administration.admin.get(path).status_code == 200
    assert administration.colleague.get(path).status_code == 403


def test_the_empty_list_says_how_to_begin(administration):
    assert "Chưa công bố ai" in page(administration.admin.get("/quan-tri/lien-he"))


def test_somebody_is_listed_without_a_phone_unless_one_is_written(administration):
    office = administration.office
    Officer.objects.filter(pk=office.nghia.pk).update(phone="0912 000 111")
    form = page(administration.admin.get("/quan-tri/lien-he/them"))
    assert "Phạm Văn Nghĩa" in form and "0912 000 111" not in form
    answer = administration.admin.post("/quan-tri/lien-he/them", LINE | {"officer": str(office.nghia.pk)})
    assert answer.status_code == 302
    made = Contact.objects.get()
    assert (made.officer, made.group, made.duty, made.phone, made.order) == (office.nghia, "leader", "Đất đai", "", 5)
    assert "Phạm Văn Nghĩa" in shown(administration) and "0912" not in shown(administration)


def test_a_phone_is_published_and_hidden_again(administration, listed):
    address = f"/quan-tri/lien-he/{listed.pk}"
    assert administration.admin.post(address, LINE | {"phone": "02373000001", "seen": listed.witness()}).status_code == 302
    assert "0237 300 0001" in shown(administration)
    assert administration.admin.post(f"{address}/an-so").status_code == 302
    assert "0237 300 0001" not in shown(administration) and "Phạm Văn Nghĩa" in shown(administration)
    told = "".join(entry.body for entry in Entry.objects.all())
    assert "300 0001" not in told and "02373000001" not in told


def test_emptying_the_field_withdraws_the_phone(administration, listed):
    office = administration.office
    row = actions.publish_phone(contact=listed, phone="0237 300 0001", by=office.actor(administration.an), at=office.at)
    answer = administration.admin.post(f"/quan-tri/lien-he/{row.pk}", LINE | {"seen": row.witness()})
    assert answer.status_code == 302 and Contact.objects.get().phone == ""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"phone": "091255"}, "6 chữ số"),
        ({"phone": "abc"}, "chỉ gồm chữ số"),
        ({"group": "x"}, "Chọn một mục trong danh sách"),
        ({"order": "nhiều"}, "Ghi một số từ 0 đến 999"),
        ({"duty": "a" * 201}, "Dài quá 200 chữ"),
    ],
)
def test_wrong_input_is_said_beside_the_field_and_kept(administration, listed, wrong, said):
    answer = administration.admin.post(f"/quan-tri/lien-he/{listed.pk}", LINE | wrong | {"seen": listed.witness()})
    assert answer.status_code == 422 and said in page(answer)
    assert Contact.objects.get().duty == "" and "Đất đai" in page(answer) or "aaa" in page(answer)


def test_two_administrators_at_once_the_second_sees_both(administration, listed):
    seen = listed.witness()
    first = administration.admin.post(f"/quan-tri/lien-he/{listed.pk}", LINE | {"duty": "Mọi việc", "seen": seen})
    second = administration.admin.post(f"/quan-tri/lien-he/{listed.pk}", LINE | {"duty": "Góp ý", "seen": seen})
    assert (first.status_code, second.status_code) == (302, 422)
    assert "Góp ý" in page(second) and "Mọi việc" in page(second) and Contact.objects.get().duty == "Mọi việc"


def test_the_same_person_is_not_offered_twice(administration, listed):
    assert "Phạm Văn Nghĩa" not in page(administration.admin.get("/quan-tri/lien-he/them"))
    again = administration.admin.post("/quan-tri/lien-he/them", LINE | {"officer": str(listed.officer_id)})
    assert again.status_code == 422 and Contact.objects.count() == 1


def test_off_the_list_and_back(administration, listed):
    address = f"/quan-tri/lien-he/{listed.pk}"
    answer = administration.admin.post(f"{address}/bo", follow=True)
    assert f'action="{address}/co-lai"' in page(answer) and "Phạm Văn Nghĩa" not in shown(administration)
    assert administration.admin.post(f"{address}/co-lai").status_code == 302
    assert "Phạm Văn Nghĩa" in shown(administration)
    assert administration.admin.post(f"{address}/co-lai").status_code == 404


def test_a_double_click_lists_once(administration):
    form = LINE | {"officer": str(administration.office.nghia.pk), "once": "k1"}
    for _ in range(2):
        administration.admin.post("/quan-tri/lien-he/them", form)
    assert Contact.objects.count() == 1


def test_reception_days_are_added_taken_away_and_given_back(administration, listed):
    address = f"/quan-tri/lien-he/{listed.pk}/buoi-tiep"
    assert administration.admin.get(address).status_code == 200
    assert administration.admin.post(address, DAY).status_code == 302
    made = Reception.objects.get()
    assert (made.weekday, made.week, made.place) == (3, 0, "Tầng 1")
    assert "Tiếp công dân thứ Năm hằng tuần, 8:00–11:30, Tầng 1" in shown(administration)
    administration.admin.post(f"/quan-tri/lien-he/buoi-tiep/{made.pk}/thoi")
    assert "thứ Năm hằng tuần" not in shown(administration)
    administration.admin.post(f"/quan-tri/lien-he/buoi-tiep/{made.pk}/giu")
    assert "thứ Năm hằng tuần" in shown(administration)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"closes": "07:00"}, "Giờ hết tiếp phải sau giờ bắt đầu"),
        ({"opens": "sáng"}, "Ghi giờ như 08:00"),
        ({"opens": ""}, "Ghi giờ bắt đầu"),
        ({"weekday": "9"}, "Chọn một mục trong danh sách"),
        ({"since": "mai"}, "Ghi ngày như"),
    ],
)
def test_a_wrong_reception_day_is_said_and_kept(administration, listed, wrong, said):
    answer = administration.admin.post(f"/quan-tri/lien-he/{listed.pk}/buoi-tiep", DAY | wrong)
    assert answer.status_code == 422 and said in page(answer) and "Tầng 1" in page(answer)
    assert not Reception.objects.exists()


def test_the_same_reception_day_twice_is_refused(administration, listed):
    for status in (302, 422):
        assert administration.admin.post(f"/quan-tri/lien-he/{listed.pk}/buoi-tiep", DAY).status_code == status


def test_another_communes_contact_is_not_there(administration, listed):
    administration.admin.post(f"/quan-tri/lien-he/{listed.pk}/buoi-tiep", DAY)
    day = Reception.objects.get()
    for path in ("", "/buoi-tiep"):
        assert administration.stranger.get(f"/quan-tri/lien-he/{listed.pk}{path}").status_code == 404
    for path in ("", "/an-so", "/bo", "/co-lai", "/buoi-tiep"):
        assert administration.stranger.post(f"/quan-tri/lien-he/{listed.pk}{path}", LINE | DAY).status_code == 404
    for path in ("thoi", "giu"):
        assert administration.stranger.post(f"/quan-tri/lien-he/buoi-tiep/{day.pk}/{path}").status_code == 404


def test_the_list_leaves_as_a_table_of_what_is_public(administration, listed):
    office = administration.office
    Officer.objects.filter(pk=office.nghia.pk).update(phone="0912 000 111")
    actions.publish_phone(contact=listed, phone="0237 300 0001", by=office.actor(administration.an), at=office.at)
    table = administration.admin.get("/quan-tri/lien-he?xuat=csv").content.decode("utf-8-sig")
    assert "Phạm Văn Nghĩa" in table and "0237 300 0001" in table and "0912" not in table


def test_a_leader_may_not_enter_the_administration(administration):
    assert logged_in(administration.office.nghia).get("/quan-tri/lien-he").status_code == 403


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_costs_the_same_with_one_and_with_three(administration, listed, more, django_assert_num_queries):
    office = administration.office
    for officer in (office.ha, office.tuan)[:more]:
        told = {"by": office.actor(administration.an), "at": office.at}
        actions.list_contact(unit=office.unit, officer=officer, group=Group.OFFICER, **told)
    administration.admin.get("/quan-tri/lien-he")
    with django_assert_num_queries(4):
        administration.admin.get("/quan-tri/lien-he")

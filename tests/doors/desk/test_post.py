"""`/buu-chinh/`: a result whose person asked for the post appears by itself, gets its number, goes with the postman, arrives."""

import csv
import io

import pytest

from builders.dossiers import CIVIL, SINGLE, person, ready, received
from builders.playing import logged_in
from thanthien.dossiers.models import Dossier
from thanthien.journal.models import Access, Entry
from thanthien.outreach.models import PostalItem

PAGE, NUMBER = "/buu-chinh/", "CB123456789VN"


def text_of(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def finished(desk, code=SINGLE, **more) -> Dossier:
    return ready(desk.office, received(desk.office, code, **more), at=desk.at, others=desk.others)


@pytest.fixture
def waiting(desk):
    """One result for the post, one for the counter."""
    finished(desk)
    return finished(desk, return_channel="post")


def prepare(desk, dossier, tracking=NUMBER, fee="26.500"):
    return desk.hanh.post(f"{PAGE}ho-so/{dossier.pk}", {"tracking": tracking, "fee": fee}, follow=True)


def test_an_empty_page_says_that_results_come_by_themselves(desk):
    assert "tự hiện ở đây" in text_of(desk.hanh.get(PAGE))


def test_a_result_for_the_post_appears_masked_and_others_do_not(desk, waiting):
    page = text_of(desk.hanh.get(PAGE))
    assert page.count('data-test="waiting"') == 1 and "Trương Thị Hiền" not in page


def test_number_postman_receipt(desk, waiting):
    page = text_of(prepare(desk, waiting))
    assert NUMBER in page and 'data-test="undo"' in page and "26.500" in page and 'data-test="none-waiting"' in page
    row = PostalItem.objects.get()
    page = text_of(desk.hanh.post(f"{PAGE}giao", {"item": [row.pk]}, follow=True))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.return_channel) == (10, "post") and 'data-state="sent"' in page
    acts = dict(Entry.objects.values_list("kind", "act"))
    assert acts["mail.sent"] == acts["dossier.returned"]
    page = text_of(desk.hanh.post(f"{PAGE}{row.pk}/den-tay", {"receiver": "Bùi Thị Là"}, follow=True))
    assert 'data-state="delivered"' in page and "đến tay 1" in page


def test_undo_takes_the_number_away_again(desk, waiting):
    prepare(desk, waiting)
    row = PostalItem.objects.get()
    page = text_of(desk.hanh.post(f"{PAGE}{row.pk}/rut", follow=True))
    assert page.count('data-test="waiting"') == 1
    assert text_of(desk.hanh.post(f"{PAGE}{row.pk}/co-lai", follow=True)).count('data-test="waiting"') == 0


@pytest.mark.parametrize(("tracking", "fee", "said"), [("CB1", "", "từ 8 chữ và số"), (NUMBER, "rẻ", "26.500")])
def test_what_is_wrong_is_said_at_its_field_and_stays(desk, waiting, tracking, fee, said):
    answer = desk.hanh.post(f"{PAGE}ho-so/{waiting.pk}", {"tracking": tracking, "fee": fee})
    page = text_of(answer)
    assert answer.status_code == 422 and said in page and f'value="{tracking}"' in page and not PostalItem.objects.exists()


def test_a_form_sent_twice_writes_one_letter(desk, waiting):
    for _ in range(2):
        desk.hanh.post(f"{PAGE}ho-so/{waiting.pk}", {"tracking": NUMBER, "fee": "", "once": "e" * 32})
    assert PostalItem.objects.count() == 1


def test_a_fee_that_is_not_settled_holds_its_letter_and_not_the_others(desk, waiting):
    unpaid = finished(desk, CIVIL, return_channel="post")
    prepare(desk, waiting)
    prepare(desk, unpaid, "CB000000001VN")
    page = text_of(desk.hanh.post(f"{PAGE}giao", {"item": [row.pk for row in PostalItem.objects.all()]}, follow=True))
    assert "CB000000001VN" in page and "Chưa thu lệ phí" in page
    assert set(PostalItem.objects.values_list("tracking", "state")) == {(NUMBER, "sent"), ("CB000000001VN", "ready")}


def test_the_postman_takes_nothing_when_nothing_is_ticked(desk, waiting):
    prepare(desk, waiting)
    assert "Chưa chọn bưu gửi nào" in text_of(desk.hanh.post(f"{PAGE}giao", {"item": ["x", "-1"]}, follow=True))


def test_without_a_name_nothing_was_delivered(desk, waiting):
    prepare(desk, waiting)
    row = PostalItem.objects.get()
    desk.hanh.post(f"{PAGE}giao", {"item": [row.pk]})
    answer = desk.hanh.post(f"{PAGE}{row.pk}/den-tay", {"receiver": ""})
    assert answer.status_code == 422 and 'data-test="field-error"' in text_of(answer)
    assert "trả về xã" in text_of(desk.hanh.post(f"{PAGE}{row.pk}/tra-ve", follow=True))
    assert 'data-state="sent"' in text_of(desk.hanh.post(f"{PAGE}{row.pk}/mo-lai", follow=True))


def test_what_people_sent_is_written_down_and_wrong_input_stays(desk):
    given = {"tracking": "EA000000001VN", "sender": "", "matter": "Trích lục khai sinh"}
    answer = desk.hanh.post(f"{PAGE}den", given)
    assert answer.status_code == 422 and 'value="Trích lục khai sinh"' in text_of(answer)
    page = text_of(desk.hanh.post(f"{PAGE}den", given | {"sender": "Bùi Thị Là"}, follow=True))
    assert page.count('data-test="came"') == 1 and "Bùi Thị Là" in page


def test_the_list_of_the_day_has_names_so_each_file_on_it_is_opened(desk, waiting):
    prepare(desk, waiting)
    assert not Access.objects.filter(reason="return").exists()
    page = text_of(desk.hanh.get(f"{PAGE}danh-sach"))
    assert "Trương Thị Hiền" in page and "Thôn Lương Thuận" in page and "Cộng 1 bưu gửi" in page
    assert Access.objects.filter(subject=f"dossier:{waiting.pk}", reason="return").count() == 1
    assert 'data-test="empty"' in text_of(desk.hanh.get(f"{PAGE}danh-sach?ngay=2020-01-01"))
    assert desk.hanh.get(f"{PAGE}danh-sach?ngay=mai").status_code == 200


def test_the_list_leaves_as_a_file(desk, waiting):
    prepare(desk, waiting)
    rows = list(csv.reader(io.StringIO(desk.hanh.get(f"{PAGE}?xuat=csv").content.decode("utf-8-sig"))))
    assert any(row and row[0] == NUMBER for row in rows)


@pytest.mark.parametrize("how_many", [1, 3])
def test_it_costs_the_same_for_one_and_for_three(desk, how_many, django_assert_num_queries):
    for n in range(how_many):
        owner = person(desk.office, number=f"03819200431{n}", phone="")
        prepare(desk, finished(desk, return_channel="post", applicant=owner), f"CB00000000{n}VN")
        finished(desk, return_channel="post", applicant=owner)
    desk.hanh.get(PAGE)
    with django_assert_num_queries(8):
        page = text_of(desk.hanh.get(PAGE))
    assert page.count('data-test="ready"') == page.count('data-test="waiting"') == how_many


def test_others_stay_outside(desk, waiting):
    prepare(desk, waiting)
    row = PostalItem.objects.get()
    assert logged_in(desk.office.ha).get(PAGE).status_code == 403
    assert desk.stranger.post(f"{PAGE}{row.pk}/rut").status_code == 404
    assert desk.stranger.post(f"{PAGE}ho-so/{waiting.pk}").status_code == 404
    assert 'data-test="ready"' not in text_of(desk.stranger.get(PAGE))

"""The head of a hamlet by telephone: letters to carry, given or brought back, news told; other hamlets stay closed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from builders.letters import signed, wrote
from builders.papers import photo
from thanthien.journal.models import Access
from thanthien.letters import carrying, queries
from thanthien.letters.models import Letter
from thanthien.letters.rules import State
from thanthien.people import actions as people
from thanthien.people.rules import UnitKind
from thanthien.shared.actor import system

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def town(office, tmp_path, settings):
    settings.MEDIA_ROOT, town = tmp_path, office
    told = {"kind": UnitKind.HAMLET, "parent": town.unit, "by": system(town.unit), "at": town.at}
    town.hamlets = [people.add_unit(name=name, **told) for name in ("Thôn Lương Thuận", "Thôn Đồng Chạ")]
    link = carrying.link_hamlet(unit=town.unit, hamlet=town.hamlets[0].pk, by=town.actor(town.hanh), at=town.at)
    town.link, town.page = link, f"/thu-cua-thon/{carrying.secret_of(link)}"
    return town


def carried(town, hamlet: int = 0, **more) -> Letter:
    return signed(town, wrote(town, hamlet=town.hamlets[hamlet].pk, **more))


def test_an_empty_page_says_what_comes_and_how_to_tell_news(town, client):
    page = text(client.get(town.page))
    assert "Không có thư nào phải mang" in page and "Có người mất" in page and "05/12/2026" in page
    assert 'content="noindex"' in page


def test_letters_of_the_hamlet_are_shown_by_name_and_each_opening_is_written_down(town, client):
    letter = carried(town)
    carried(town, 1, recipient="Bà Ở Thôn Khác", deed="việc khác")
    page = text(client.get(town.page))
    assert "Gia đình ông Lường Văn Ún" in page and "Bà Ở Thôn Khác" not in page
    access = Access.objects.get()
    assert (access.officer, access.subject) == (f"thon-{town.hamlets[0].pk}", f"letter:{letter.pk}")


def test_given_with_a_photo(town, client):
    letter = carried(town)
    sent = SimpleUploadedFile("x.jpg", photo(exif=True), content_type="image/jpeg")
    page = text(client.post(f"{town.page}/{letter.pk}/trao", {"receiver": "con gái", "photo": sent}, follow=True))
    assert "Đã ghi là trao" in page and "L•••• V•••• Ú••••" not in page and "đã trao" in page
    letter.refresh_from_db()
    assert letter.state == State.HANDED and letter.proof == "con gái" and queries.photo_of(letter=letter)


def test_a_file_that_is_no_picture_is_refused_at_its_letter(town, client):
    letter = carried(town)
    sent = SimpleUploadedFile("x.jpg", b"no picture at all", content_type="image/jpeg")
    answer = client.post(f"{town.page}/{letter.pk}/trao", {"photo": sent})
    assert answer.status_code == 422 and 'data-test="error"' in text(answer)
    assert Letter.objects.get().state == State.SIGNED


def test_it_came_back(town, client):
    letter = carried(town)
    answer = client.post(f"{town.page}/{letter.pk}/quay-lai")
    assert answer.status_code == 422 and "Chọn vì sao thư quay lại" in text(answer)
    page = text(client.post(f"{town.page}/{letter.pk}/quay-lai", {"back": "absent"}, follow=True))
    assert "Mang thư về trụ sở" in page and "Lần trước quay lại: không gặp ai ở nhà" in page


def test_a_letter_of_another_hamlet_or_way_is_not_there(town, client):
    other = carried(town, 1)
    by_post = signed(town, wrote(town, hamlet=town.hamlets[0].pk, way="post", deed="x"))
    for letter in (other, by_post):
        for what in ("trao", "quay-lai"):
            assert client.post(f"{town.page}/{letter.pk}/{what}", {"back": "absent"}).status_code == 404


def test_a_letter_that_a_guard_holds_is_not_to_be_carried(town, client):
    signed(town, wrote(town, "birth", hamlet=town.hamlets[0].pk, way="home"))
    wrote(town, "condolence", deceased="Phạm Gia Bảo", age_known="2026-11-10", stillborn="no")
    page = text(client.get(town.page))
    assert "Khoan mang thư này" in page and 'data-test="given"' not in page


def test_news_of_a_death_is_told_and_the_office_asks_back(town, client):
    page = text(client.get(f"{town.page}/bao-tin?viec=condolence"))
    assert "Có người mất" in page and "Kính gửi ai" in page
    typed = {"kind": "condolence", "deceased": "Hoàng Thị Nết", "died_on": "hôm qua", "noted": "nhà đầu thôn"}
    answer = client.post(f"{town.page}/bao-tin", typed)
    assert answer.status_code == 422 and "Chưa đọc được ngày" in text(answer) and "nhà đầu thôn" in text(answer)
    assert "Xã đã nhận tin" in text(client.post(f"{town.page}/bao-tin", typed | {"died_on": "20/11/2026"}, follow=True))
    letter = Letter.objects.get()
    assert (letter.source, letter.hamlet_id) == ("note", town.hamlets[0].pk) and letter.facts["noted"] == "nhà đầu thôn"


@pytest.mark.parametrize("kind", ["birth", "wedding", "thanks", "condolence", "x"])
def test_every_kind_of_news_has_its_form_and_asks_for_a_name(town, client, kind):
    assert client.get(f"{town.page}/bao-tin?viec={kind}").status_code == 200
    answer = client.post(f"{town.page}/bao-tin", {"kind": kind})
    assert answer.status_code == 422 and "Ghi tên người trong thư" in text(answer)


def test_pressed_twice_it_is_told_once(town, client):
    for _ in range(2):
        client.post(f"{town.page}/bao-tin", {"kind": "thanks", "recipient": "Ông Tư", "once": "k1"})
    assert Letter.objects.count() == 1


def test_a_closed_or_invented_link_opens_nothing(town, client):
    carrying.close_link(link=town.link, by=town.actor(town.hanh), at=town.at)
    for page in (town.page, "/thu-cua-thon/ABCDEFGH12345678"):
        answer = client.get(page)
        assert answer.status_code == 404 and "không còn dùng được" in text(answer)
        assert client.post(f"{page}/bao-tin", {"kind": "thanks"}).status_code == 404

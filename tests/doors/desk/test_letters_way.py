"""Letters on their way, at the desk: signed digitally, links of hamlets, what came back, the photo of a hand-over."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from builders.dossiers import CODES, MARRIAGE, load_small_catalogue
from builders.letters import DEATH, signed, wrote
from builders.papers import photo
from builders.playing import logged_in
from thanthien.journal.models import Access
from thanthien.letters.models import HamletLink, Letter
from thanthien.letters.rules import State
from thanthien.people import actions as people
from thanthien.people.rules import UnitKind
from thanthien.shared.actor import system

pytestmark = pytest.mark.django_db
PAGE = "/thu-cua-xa/"


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def town(desk, tmp_path, settings):
    load_small_catalogue((*CODES, MARRIAGE, DEATH))
    settings.MEDIA_ROOT, settings.KEYS = tmp_path / "files", tmp_path / "keys"
    town = desk.office
    town.hamlets = [
        people.add_unit(name=name, kind=UnitKind.HAMLET, parent=town.unit, by=system(town.unit), at=town.at)
        for name in ("Thôn Lương Thuận", "Thôn Đồng Chạ")
    ]
    return town


@pytest.fixture
def hanh(town):
    return logged_in(town.hanh)


def test_a_hamlet_gets_its_link_of_the_month_and_a_wrong_one_is_closed(town, hanh):
    page = text(hanh.get(f"{PAGE}thon/"))
    assert "Thôn Lương Thuận" in page and "Mở đường" in page
    path = f"{PAGE}thon/{town.hamlets[0].pk}"
    assert "Tháng này chưa mở đường cho thôn" in text(hanh.get(path))
    page = text(hanh.post(path, follow=True))
    assert "/thu-cua-thon/" in page and "<svg" in page and "05/12/2026" in page
    assert "Đường cũ đã khóa" in text(hanh.post(f"{path}/khoa", follow=True))
    assert HamletLink.objects.get().closed_at is not None
    assert hanh.get(f"{PAGE}thon/15148-T99").status_code == 404


def test_a_commune_without_hamlets_says_what_comes_first(desk):
    assert "Xã chưa ghi thôn nào" in text(logged_in(desk.office.hanh).get(f"{PAGE}thon/"))


def test_the_list_of_hamlets_asks_as_much_for_one_as_for_three(town, hanh, django_assert_max_num_queries):
    for number in range(3):
        signed(town, wrote(town, hamlet=town.hamlets[0].pk, deed=f"việc {number}"))
    hanh.get(f"{PAGE}thon/")
    with django_assert_max_num_queries(8):
        assert 'class="num">3<' in text(hanh.get(f"{PAGE}thon/"))


def test_handed_over_with_a_photo_that_is_shown_and_is_an_access(town, hanh):
    letter = signed(town, wrote(town))
    sent = SimpleUploadedFile("x.jpg", photo(), content_type="image/jpeg")
    page = text(hanh.post(f"{PAGE}{letter.pk}/trao", {"way": "home", "photo": sent}, follow=True))
    assert "Ảnh lúc trao" in page
    answer = logged_in(town.ha).get(f"{PAGE}{letter.pk}/anh.jpg")
    assert answer["Content-Type"] == "image/jpeg" and answer.content[:2] == b"\xff\xd8"
    assert Access.objects.filter(officer="ha", subject=f"letter:{letter.pk}").count() == 1
    assert hanh.get(f"{PAGE}{signed(town, wrote(town, deed='x')).pk}/anh.jpg").status_code == 404


def test_a_letter_that_came_back_says_so_on_its_page_and_on_the_round(town, hanh):
    letter = signed(town, wrote(town, hamlet=town.hamlets[0].pk))
    answer = hanh.post(f"{PAGE}{letter.pk}/quay-lai", {"back": ""})
    assert answer.status_code == 422 and "Chọn vì sao thư quay lại" in text(answer)
    page = text(hanh.post(f"{PAGE}{letter.pk}/quay-lai", {"back": "refused"}, follow=True))
    assert "Thư đã quay lại" in page and "Không nhận thư" in page
    assert "đã quay lại: gia đình không nhận" in text(hanh.get(f"{PAGE}trao-tai-nha"))


def test_ticked_letters_are_signed_digitally_and_their_file_is_kept(town, hanh):
    leader, letter = logged_in(town.nghia), wrote(town)
    assert "Ký số các thư đã chọn" in text(leader.get(PAGE))
    page = text(leader.post(f"{PAGE}ky-so", {"thu": letter.pk}, follow=True))
    assert "Đã ký số 1 thư" in page and "Mở tệp đã ký số" in page
    answer = hanh.get(f"{PAGE}{letter.pk}/da-ky.pdf")
    assert answer["Content-Type"] == "application/pdf" and b"/ByteRange" in answer.content
    assert Letter.objects.get().state == State.SIGNED
    assert "Chưa chọn thư nào" in text(leader.post(f"{PAGE}ky-so", follow=True))
    assert "A5 và thư công" in text(leader.post(f"{PAGE}ky-so", {"thu": letter.pk, "kieu": "folded"}, follow=True))
    assert hanh.post(f"{PAGE}ky-so", {"thu": letter.pk}).status_code == 403
    assert hanh.get(f"{PAGE}{wrote(town, deed='x').pk}/da-ky.pdf").status_code == 422


def test_who_told_of_it_is_asked_and_shown(town, hanh):
    page = text(hanh.get(f"{PAGE}moi?loai=thanks"))
    assert "Biết tin từ" in page and "chuyến thăm gia đình" in page
    told = {"kind": "thanks", "recipient": "Ông Tư", "source": "visit"}
    page = text(hanh.post(f"{PAGE}moi", told, follow=True))
    assert "Biết tin từ: chuyến thăm gia đình" in page
    assert "chuyến thăm gia đình" in text(hanh.get(f"{PAGE}so"))
    assert hanh.post(f"{PAGE}moi", told | {"source": "dream"}).status_code == 422
    logged_in(town.nghia).post(f"{PAGE}moi", {"kind": "thanks", "recipient": "Ông Năm"})
    assert Letter.objects.order_by("-pk").first().source == "wish"


def test_kinds_are_named_in_english_for_who_reads_english(town, hanh):
    wrote(town)
    assert "Letter of thanks" in text(hanh.get(f"{PAGE}so?lang=en")) and "Thư cảm ơn" in text(hanh.get(f"{PAGE}so"))

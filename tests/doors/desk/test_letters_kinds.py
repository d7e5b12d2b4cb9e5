"""The pages of kinds: listed, worded, looked at, used, ended and taken up again; a refusal keeps what was typed."""

import pytest

from builders.playing import logged_in
from thanthien.letters.models import OwnKind
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.shared.actor import system

pytestmark = pytest.mark.django_db
PAGE = "/thu-cua-xa/loai/"
TYPED = {
    "base": "joy", "name": "Thư mừng thọ", "name_en": "Letter of long life", "title": "Kính chúc thọ", "ornament": "rice-ear",
    "occasion": "Ngày người cao tuổi", "closing": "", "text": ["Kính chúc {call} mạnh khỏe.", "Vui cùng con cháu."],
    "heading": "Sống khỏe", "intro": "", "lead": ["Đi bộ."], "point": ["Mỗi sáng một vòng sân."], "quiet": "",
}  # fmt: skip


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def nghia(desk):
    return logged_in(desk.office.nghia)


def test_the_kinds_that_ship_are_listed_and_their_words_shown(nghia):
    page = text(nghia.get(PAGE))
    assert "Thư chia buồn" in page and "mẫu của chương trình" in page and "Thêm một loại thư của xã" in page
    page = text(nghia.get(f"{PAGE}condolence"))
    assert "chỉ in khi người mất là trẻ em" in page and "{died_words}" in page and "ngày mất" in page
    assert "lời khuyên sức khỏe" in text(nghia.get(f"{PAGE}birth"))
    for side, status in ((1, 200), (2, 200), (3, 404)):
        assert nghia.get(f"{PAGE}wedding/mat-{side}.png").status_code == status
    assert nghia.get(f"{PAGE}nothing").status_code == 404


def test_a_new_kind_is_drafted_looked_at_used_ended_and_taken_up_again(desk, nghia):
    assert "Loại thư mới, giọng Chúc mừng" in text(nghia.get(f"{PAGE}moi?giong=joy"))
    page = text(nghia.post(f"{PAGE}moi", TYPED, follow=True))
    assert "Đã lưu nháp" in page and "nháp, bản 1" in page and "Dùng lời này từ bây giờ" in page
    assert nghia.get(f"{PAGE}own-1/mat-1.png")["Content-Type"] == "image/png"
    assert "nháp, chưa dùng" in text(nghia.get(PAGE))
    assert "đang dùng bản 1 của xã" in text(nghia.post(f"{PAGE}own-1/dung", follow=True))
    assert "Thư mừng thọ" in text(logged_in(desk.office.hanh).get("/thu-cua-xa/moi?loai=own-1"))
    page = text(nghia.post(f"{PAGE}own-1/thoi", follow=True))
    assert "Hoàn tác" in page and "đã thôi dùng" in page
    assert "của xã, bản 1" in text(nghia.post(f"{PAGE}own-1/lai", follow=True))
    assert nghia.post(f"{PAGE}own-1/dung").status_code == 404


def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(nghia):
    answer = nghia.post(f"{PAGE}moi", TYPED | {"text": ["Chào {nickname}.", "Vui cùng con cháu."]})
    page = text(answer)
    assert answer.status_code == 422 and "{nickname} mà máy không biết" in page and "Vui cùng con cháu." in page
    assert 'id="text-1-e"' in page and not OwnKind.objects.exists()
    answer = nghia.post(f"{PAGE}wedding", TYPED | {"title": "Kính 不"})
    assert answer.status_code == 422 and 'id="title-e"' in text(answer)


def test_pressed_twice_it_is_one_draft(nghia):
    for _ in range(2):
        nghia.post(f"{PAGE}moi", TYPED | {"once": "k1"})
    assert OwnKind.objects.count() == 1


def test_the_administrator_words_letters_too_and_the_counter_does_not(desk):
    office = desk.office
    admin = people.add_officer(
        unit=office.unit, login="quan", name="Lương Văn An", roles=(Role.ADMIN,), by=system(office.unit), at=office.at
    )
    assert logged_in(admin).get(PAGE).status_code == 200
    assert logged_in(office.hanh).get(PAGE).status_code == 403
    assert "Lời mẫu" not in text(logged_in(office.hanh).get("/thu-cua-xa/"))


def test_the_words_are_read_in_english_too(nghia):
    nghia.post(f"{PAGE}moi", TYPED)
    assert '<h1 id="ki-h">Letter of long life' in text(nghia.get(f"{PAGE}own-1?lang=en"))

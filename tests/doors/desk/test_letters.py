"""The pages of letters: the day's list, one letter, signed and handed over, printed as one file, the register, the round."""

import io

import pikepdf
import pytest

from builders.dossiers import BIRTH, CODES, MARRIAGE, load_small_catalogue
from builders.letters import CHILD, DEATH, FACTS, letter_of, registered, signed, wrote
from builders.playing import logged_in
from thanthien.journal.models import Access, Entry
from thanthien.letters.models import AdviceRead, Letter, NoLetters
from thanthien.letters.rules import State
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.shared.actor import system

pytestmark = pytest.mark.django_db
PAGE = "/thu-cua-xa/"


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def town(desk):
    load_small_catalogue((*CODES, MARRIAGE, DEATH))
    desk.office.others = desk.others
    return desk.office


@pytest.fixture
def hanh(town):
    return logged_in(town.hanh)


@pytest.fixture
def nghia(town):
    return logged_in(town.nghia)


def test_an_empty_day_says_where_letters_come_from(hanh):
    page = text(hanh.get(PAGE))
    assert "Không có thư nào chờ ký" in page and "Chọn một lá thư để đọc" in page


def test_the_list_masks_names_and_is_no_access(town, hanh):
    wrote(town)
    wrote(town, "wedding")
    page = text(hanh.get(PAGE))
    assert "Gia đình ông Lường Văn Ú••••" in page and "Nguyễn Hoàng M•••• và Lò Thị Mai P••••" in page
    assert not Access.objects.exists()


def test_opening_a_letter_is_an_access(town, hanh):
    letter = wrote(town)
    assert "Lường Văn Ún" in text(hanh.get(f"{PAGE}{letter.pk}/"))
    assert Access.objects.get().reason == "letter"


def test_from_the_registered_birth_to_the_letter_handed_over(town, hanh, nghia):
    letter = letter_of(registered(town, BIRTH))
    page = text(hanh.get(f"{PAGE}{letter.pk}/"))
    assert "chưa biết 4" in page and "Cháu có đang khỏe mạnh không" in page
    page = text(hanh.post(f"{PAGE}{letter.pk}/tra-loi", CHILD | {"born_on": "10/11/2026", "way": "result"}, follow=True))
    assert "Đã ghi." in page and "chưa biết" not in page and 'data-test="sign-one"' not in page
    page = text(nghia.post(f"{PAGE}ky", {"thu": letter.pk}, follow=True))
    assert "Đã ký 1 thư" in page
    page = text(hanh.post(f"{PAGE}{letter.pk}/trao", {"way": "result", "receiver": "mẹ cháu"}, follow=True))
    assert "Đã ghi là trao." in page
    letter.refresh_from_db()
    assert letter.state == State.HANDED and letter.proof == "mẹ cháu"
    page = text(nghia.post(f"{PAGE}{letter.pk}/rut", {"why": "nhầm"}, follow=True))
    assert "Đã rút thư." in page


def test_a_refusal_keeps_what_was_typed(town, hanh):
    letter = wrote(town)
    answer = hanh.post(f"{PAGE}{letter.pk}/tra-loi", {"deed": "đắp đường", "event_on": "hôm qua"})
    assert answer.status_code == 422 and "Chưa đọc được ngày" in text(answer) and "đắp đường" in text(answer)
    answer = hanh.post(f"{PAGE}{letter.pk}/dung", {"why": ""})
    assert answer.status_code == 422 and 'id="why-e"' in text(answer)


def test_a_word_is_changed_and_taken_back(town, nghia):
    letter = wrote(town)
    page = text(nghia.post(f"{PAGE}{letter.pk}/loi", {"text": ["Cảm ơn bác rất nhiều.", ""]}, follow=True))
    assert "Đã đổi lời thư." in page and "Cảm ơn bác rất nhiều." in page
    assert "Việc ấy không ai giao" in text(nghia.post(f"{PAGE}{letter.pk}/loi", {"lai": "1"}, follow=True))


def test_two_who_change_one_letter_do_not_overwrite_each_other(town, hanh):
    letter = wrote(town)
    old = letter.witness()
    hanh.post(f"{PAGE}{letter.pk}/loi", {"text": ["Một."], "seen": old})
    answer = hanh.post(f"{PAGE}{letter.pk}/loi", {"text": ["Hai."], "seen": old})
    assert answer.status_code == 422 and "Người khác vừa sửa" in text(answer)


def test_a_held_letter_says_why_and_a_leader_lets_it_go(town, hanh, nghia):
    wrote(town, "condolence", deceased="Phạm Thị Nga", age_known="1990-03-05")
    letter = wrote(town, "birth", mother="Phạm Thị Nga", mother_born="1990")
    page = text(hanh.get(f"{PAGE}{letter.pk}/"))
    assert "Nhà đang có tang từ 20/11/2026" in page and 'data-test="release"' not in page
    assert "Đã cho gửi" in text(nghia.post(f"{PAGE}{letter.pk}/cho-gui", follow=True))
    letter.refresh_from_db()
    assert letter.state == State.DRAFT


def test_ticked_letters_that_cannot_be_signed_say_why(town, nghia):
    letter = letter_of(registered(town, BIRTH))
    page = text(nghia.post(f"{PAGE}ky", {"thu": letter.pk}, follow=True))
    assert "Thư chúc mừng sinh con: Còn phải hỏi: Họ tên cháu." in page
    assert "Chưa chọn thư nào" in text(nghia.post(f"{PAGE}ky", follow=True))


def test_signed_by_mistake_is_unsigned(town, nghia):
    letter = signed(town, wrote(town))
    assert "Đã bỏ chữ ký" in text(nghia.post(f"{PAGE}{letter.pk}/bo-ky", follow=True))


def test_both_sides_are_pictures_and_the_letter_a_pdf(town, hanh):
    letter = wrote(town)
    for side in (1, 2):
        assert hanh.get(f"{PAGE}{letter.pk}/mat-{side}.png")["Content-Type"] == "image/png"
    assert hanh.get(f"{PAGE}{letter.pk}/mat-3.png").status_code == 404
    assert hanh.get(f"{PAGE}{letter.pk}.pdf?kieu=official&muc=den")["Content-Type"] == "application/pdf"
    assert hanh.get(f"{PAGE}{letter.pk}.pdf?kieu=x").status_code == 422


def test_many_are_printed_as_one_file_and_written_down_once(town, hanh):
    letters = [signed(town, wrote(town, kind)) for kind in ("thanks", "wedding")]
    bad = wrote(town, deed="việc chưa ký")
    keys = ",".join(str(one.pk) for one in [*letters, bad])
    assert hanh.post(f"{PAGE}in/gom", {"hs": keys, "mau": "card-den", "batch": "abcdefgh1"}).json() == {"n": 3}
    made = hanh.post(f"{PAGE}in/dan", {"batch": "abcdefgh1"}).json()
    assert made["n"] == 2 and "chưa ký nên chưa in" in made["told"]
    for _ in range(2):
        with pikepdf.open(io.BytesIO(hanh.get(made["file"]).content)) as pdf:
            assert len(pdf.pages) == 4
    assert Entry.objects.filter(kind="letter.printed").count() == 2
    assert logged_in(town.ha).get(made["file"]).status_code == 404


def test_a_printing_may_be_stopped_and_needs_letters_of_the_unit(town, hanh):
    assert hanh.post(f"{PAGE}in/gom", {"hs": "999999", "batch": "abcdefgh2"}).status_code == 404
    assert hanh.post(f"{PAGE}in/dan", {"batch": "abcdefgh2"}).status_code == 422
    assert hanh.post(f"{PAGE}in/thoi", {"batch": "abcdefgh2"}).status_code == 204


def test_the_head_of_a_hamlet_tells_of_a_death_by_telephone(town):
    head = people.add_officer(
        unit=town.unit, login="truong", name="Hà Văn Trưởng", roles=(Role.HAMLET_HEAD,), by=system(town.unit), at=town.at
    )
    client = logged_in(head)
    assert client.get(PAGE).status_code == 403
    answer = client.post(f"{PAGE}moi", FACTS["condolence"] | {"kind": "condolence", "died_on": "20/11"})
    assert answer.status_code == 422 and "Chưa đọc được ngày" in text(answer) and "Hoàng Thị Nết" in text(answer)
    page = text(client.post(f"{PAGE}moi", FACTS["condolence"] | {"kind": "condolence"}, follow=True))
    assert "Lãnh đạo sẽ xem và ký" in page and Letter.objects.get().made_by == "truong"


def test_pressed_twice_it_is_one_letter(town, hanh):
    for _ in range(2):
        hanh.post(f"{PAGE}moi", FACTS["thanks"] | {"kind": "thanks", "once": "k1"})
    assert Letter.objects.count() == 1


def test_the_register_counts_and_says_which_events_got_none(town, hanh, nghia):
    letter = signed(town, wrote(town))
    hanh.post(f"{PAGE}{letter.pk}/trao", {"way": "ceremony"})
    wrote(town, "birth", child_lives="no")
    page = text(hanh.get(f"{PAGE}so"))
    assert "Thư cảm ơn <b>1</b>" in page and "Phạm Văn Nghĩa <b>1</b>" in page and "trao tại lễ <b>1</b>" in page
    assert "một nửa trong vòng 42 ngày" in page and "cháu bé đã mất <b>1</b>" in page
    assert "Phạm Gia Bảo" not in page
    assert hanh.get(f"{PAGE}so?xuat=csv").content.decode("utf-8-sig").count("\n") == 3
    assert "Tháng này chưa có thư nào" in text(hanh.get(f"{PAGE}so?thang=2025-01"))


@pytest.mark.parametrize(("path", "queries"), [("", 8), ("so", 6)])
def test_lists_ask_as_much_for_three_as_for_one(town, hanh, django_assert_num_queries, path, queries):
    signed(town, wrote(town, "wedding", man_born="1998-04-05"))
    hanh.get(f"{PAGE}{path}")
    with django_assert_num_queries(queries):
        hanh.get(f"{PAGE}{path}")
    for kind in ("thanks", "condolence"):
        signed(town, wrote(town, kind))
    with django_assert_num_queries(queries):
        hanh.get(f"{PAGE}{path}")


def test_the_round_is_by_hamlet_and_each_name_an_access(town, hanh):
    place = people.add_unit(parent=town.unit, name="Thôn Lương Thuận", kind="hamlet", by=system(town.unit), at=town.at)
    assert "Không có thư nào phải mang" in text(hanh.get(f"{PAGE}trao-tai-nha"))
    signed(town, wrote(town, "condolence", hamlet=place.pk))
    page = text(hanh.get(f"{PAGE}trao-tai-nha"))
    assert "Thôn Lương Thuận" in page and "Gia đình ông Hoàng Văn Tư" in page and Access.objects.count() == 1


def test_who_wants_no_letters(town, hanh):
    answer = hanh.post(f"{PAGE}khong-nhan", {"name": "Nguyễn Văn An"})
    assert answer.status_code == 422 and "trùng tên" in text(answer) and 'value="Nguyễn Văn An"' in text(answer)
    page = text(hanh.post(f"{PAGE}khong-nhan", {"name": "Nguyễn Văn An", "born": "1990"}, follow=True))
    assert "Đã ghi: không gửi thư" in page and "Nguyễn Văn A••••" in page
    row = NoLetters.objects.get()
    assert "Đã bỏ lời từ chối" in text(hanh.post(f"{PAGE}khong-nhan/{row.pk}/bo", follow=True))


def test_lines_about_health_are_printed_after_the_health_station_read_them(town, nghia):
    assert "Trạm Y tế chưa xem" in text(nghia.get(f"{PAGE}khong-nhan"))
    page = text(nghia.post(f"{PAGE}loi-khuyen", {"kind": "birth", "reader": "Bác sĩ Hà"}, follow=True))
    assert "Bác sĩ Hà (Trạm Y tế) đã xem" in page and AdviceRead.objects.count() == 1

"""The pages of visits to families: noted, opened as an access, corrected, undone, led to a proposal and to a letter."""

from datetime import timedelta

import pytest

from builders.ears import called, hamlet_of
from builders.playing import logged_in
from thanthien.journal.models import Access, Entry
from thanthien.letters.models import Letter
from thanthien.outreach.models import FamilyCall, Proposal

pytestmark = pytest.mark.django_db
PAGE = "/tham-gia-dinh/"
QUERIES = 5


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:2000]
    return " ".join(answer.content.decode().split())


@pytest.fixture
def place(desk):
    return hamlet_of(desk.office)


@pytest.fixture
def hanh(desk):
    return logged_in(desk.office.hanh)


@pytest.fixture
def typed(place):
    return {
        "name": "Phạm Thị Nga", "hamlet": place.pk, "reason": "ill", "day": "2026-11-23", "team": ["hanh", "ha"], "made": "1",
        "gift": "goods", "gift_value": "300.000", "gift_goods": "Sữa, gạo", "gift_source": "poor_fund",
        "heard": "Mong có thẻ bảo hiểm y tế",
    }  # fmt: skip


def test_without_hamlets_the_page_says_what_to_do(hanh):
    assert "Quản trị thêm thôn" in text(hanh.get(f"{PAGE}moi")) and "Chưa có nhà nào sẽ đến" in text(hanh.get(PAGE))


def test_noted_once_opened_corrected_and_taken_back(hanh, typed):
    page = text(hanh.post(f"{PAGE}moi", typed | {"once": "k"}, follow=True))
    hanh.post(f"{PAGE}moi", typed | {"once": "k"})
    row = FamilyCall.objects.get()
    assert "Đã ghi chuyến thăm T-1." in page and "Phạm Thị Nga" in page and "300.000 đồng" in page.replace("\xa0", " ")
    assert f'action="{PAGE}{row.pk}/bo"' in page and "Quỹ Vì người nghèo" in page
    page = text(hanh.post(f"{PAGE}{row.pk}/xong", typed | {"gift": "none", "heard": "Bà đã khỏe"}, follow=True))
    assert "Bà đã khỏe" in page and "không mang quà" in page
    page = text(hanh.post(f"{PAGE}{row.pk}/bo", follow=True))
    assert "T-1 đã bỏ." in page and f'action="{PAGE}{row.pk}/mo-lai"' in page
    assert "trở lại danh sách sẽ đi" in text(hanh.post(f"{PAGE}{row.pk}/mo-lai", follow=True))


@pytest.mark.parametrize(
    ("more", "words"),
    [({"name": ""}, "Ghi tên chủ hộ"), ({"team": []}, "từ một đến"), ({"gift_value": "ít"}, "500.000"), ({"day": "x"}, "ngày")],
)
def test_a_refusal_keeps_what_was_typed(hanh, typed, more, words):
    page = text(hanh.post(f"{PAGE}moi", typed | more), 422)
    assert words in page and "Mong có thẻ bảo hiểm y tế" in page and 'value="Sữa, gạo"' in page
    assert not FamilyCall.objects.exists()


def test_lists_and_files_show_no_name_and_opening_is_an_access(desk, hanh, place):
    row = called(desk.office, place)
    called(desk.office, place, made=False, gift="none", day=(desk.office.at + timedelta(days=1)).date().isoformat())
    for address in (PAGE, f"{PAGE}?xuat=csv"):
        page = hanh.get(address).content.decode("utf-8-sig")
        assert "Phạm Thị N••••" in page and "Thị Nga" not in page and "bảo hiểm" not in page, address
    assert not Access.objects.exists()
    assert "Phạm Thị Nga" in text(hanh.get(f"{PAGE}{row.pk}/"))
    assert Access.objects.get().subject == f"familycall:{row.pk}" and Access.objects.get().reason == "family"


def test_what_was_heard_becomes_a_proposal_with_undo(desk, hanh, place):
    row = called(desk.office, place)
    wish = {"text": "Làm thẻ bảo hiểm cho hộ cận nghèo", "owner": "ha", "due": "2026-12-08"}
    page = text(hanh.post(f"{PAGE}{row.pk}/de-xuat", wish | {"owner": ""}), 422)
    assert "Chọn người phụ trách" in page and "Làm thẻ bảo hiểm" in page
    page = text(hanh.post(f"{PAGE}{row.pk}/de-xuat", wish | {"once": "k"}, follow=True))
    made = Proposal.objects.get()
    assert "Đã lập đề xuất DX-1." in page and f'action="/nghe-dan/de-xuat/{made.pk}/bo"' in page and made.call == row


def test_it_leads_to_a_letter_and_says_which(desk, hanh, place):
    row = called(desk.office, place, reason="grief", gift="none")
    page = text(hanh.get(f"{PAGE}{row.pk}/"))
    address = f"/thu-cua-xa/moi?loai=condolence&amp;tham={row.pk}"
    assert address in page
    form = text(hanh.get(address.replace("&amp;", "&")))
    assert "Thư sau chuyến thăm T-1" in form and f'<option value="{place.pk}" selected>' in form
    told = {"kind": "condolence", "tham": row.pk, "hamlet": place.pk, "deceased": "Hoàng Thị Nết", "died_on": "20/11/2026"}
    hanh.post("/thu-cua-xa/moi", told)
    letter = Letter.objects.get()
    row.refresh_from_db()
    assert row.letter == f"letter:{letter.pk}" and letter.hamlet == place
    assert f'href="/thu-cua-xa/{letter.pk}/"' in text(hanh.get(f"{PAGE}{row.pk}/"))
    acts = set(Entry.objects.filter(kind__in=["letter.written", "letter.held", "familycall.letter_wished"]).values_list("act"))
    assert len(acts) == 1, "one act, two rooms"
    other = logged_in(desk.office.la)
    assert other.post("/thu-cua-xa/moi", told | {"hamlet": ""}).status_code == 302
    row.refresh_from_db()
    assert row.letter == f"letter:{letter.pk}", "a visit of another unit is not there"


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(desk, hanh, place, n, django_assert_num_queries):
    for k in range(n):
        called(desk.office, place, name=f"Phạm Thị {'ABC'[k]}n")
    hanh.get(PAGE)
    with django_assert_num_queries(QUERIES):
        assert text(hanh.get(PAGE)).count('data-test="call"') == n


def test_a_stranger_finds_nothing(desk, place):
    row, stranger = called(desk.office, place), logged_in(desk.office.la)
    assert "T-1" not in text(stranger.get(PAGE)) and stranger.get(f"{PAGE}{row.pk}/").status_code == 404
    assert stranger.post(f"{PAGE}{row.pk}/bo").status_code == 404

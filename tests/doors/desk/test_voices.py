"""The pages of what hamlets say and of proposals: the telephone, the sorted lists, answers that come back, figures, undo."""

import pytest

from builders.ears import hamlet_of, head_of, proposed, voiced
from builders.playing import logged_in
from thanthien.outreach.models import Proposal, Voice

pytestmark = pytest.mark.django_db
PAGE = "/nghe-dan/"
SAID = {"subject": "road", "text": "Đường vào bản sạt lở sau mưa", "households": "12", "day": "2026-11-22"}


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:2000]
    return " ".join(answer.content.decode().split())


@pytest.fixture
def place(desk):
    return hamlet_of(desk.office)


@pytest.fixture
def head(desk, place):
    return logged_in(head_of(desk.office, place))


@pytest.fixture
def ha(desk):
    return logged_in(desk.office.ha)


def test_the_head_of_a_hamlet_tells_and_reads_the_answer(desk, place, head, ha):
    assert head.get(PAGE).status_code == 403
    page = text(head.get(f"{PAGE}ghi"))
    assert "Thôn Lương Thuận" in page and "Chưa ghi ý kiến nào" in page
    told = SAID | {"hamlet": place.pk, "once": "k"}
    page = text(head.post(f"{PAGE}ghi", told | {"text": "ồn"}), 422)
    assert "một hai câu" in page and 'value="12"' in page and ">ồn</textarea>" in page
    for _ in range(2):
        head.post(f"{PAGE}ghi", told)
    row = Voice.objects.get()
    assert (row.hamlet, row.noted_by) == (place, "truong")
    assert "Xã xem và trả lời ở đây" in text(head.get(f"{PAGE}ghi"))
    assert text(ha.post(f"{PAGE}{row.pk}/tra-loi", {"answer": ""}), 422).count("nói lại cho bà con") >= 1
    page = text(ha.post(f"{PAGE}{row.pk}/tra-loi", {"answer": "Tuần tới xã cho san lại"}, follow=True))
    assert "Y-1: đã trả lời" in page and f'action="{PAGE}{row.pk}/mo-lai"' in page
    assert "Tuần tới xã cho san lại" in text(head.get(f"{PAGE}ghi"))


def test_the_head_takes_back_their_own_and_nothing_else(desk, place, head):
    mine = voiced(desk.office, place, by=desk.office.ngoc)
    assert "do người khác ghi" in text(head.post(f"{PAGE}{mine.pk}/rut", follow=True))
    head.post(f"{PAGE}ghi", SAID | {"hamlet": place.pk})
    own = Voice.objects.latest("pk")
    page = text(head.post(f"{PAGE}{own.pk}/rut", follow=True))
    assert f"{own.label} đã rút." in page
    head.post(f"{PAGE}{own.pk}/mo-lai")
    own.refresh_from_db()
    assert own.state == "new"
    assert "Một cửa, chuyên môn" in text(head.post(f"{PAGE}{own.pk}/biet", follow=True))


def test_the_list_filters_counts_and_leaves_as_a_file(desk, place, ha):
    en = hamlet_of(desk.office, "Thôn Én")
    voiced(desk.office, place, ago=2)
    voiced(desk.office, en, ago=20, subject="water", text="Nước sinh hoạt đục cả tuần")
    page = text(ha.get(PAGE))
    assert page.index("Nước sinh hoạt") < page.index("Đường vào bản"), "the oldest unanswered first"
    assert "chờ 20 ngày" in page and "lâu nhất 20 ngày" in page and page.index("Thôn Én</a><b>") < page.index("Thuận</a><b>")
    page = text(ha.get(f"{PAGE}?thon={en.pk}&viec=water"))
    assert "Nước sinh hoạt" in page and "Đường vào bản" not in page
    file = ha.get(f"{PAGE}?viec=road&xuat=csv").content.decode("utf-8-sig")
    assert "Đường vào bản" in file and "Nước sinh hoạt" not in file and "Đường, cầu" in file
    assert "Không còn ý kiến nào" not in page and "Nhóm này chưa có" in text(ha.get(f"{PAGE}?xem=biet"))


def test_known_by_one_key_and_back(desk, place, ha):
    row = voiced(desk.office, place)
    assert 'data-key="b"' in text(ha.get(f"{PAGE}{row.pk}/"))
    assert "xã đã biết" in text(ha.post(f"{PAGE}{row.pk}/biet", {"once": "k"}, follow=True))
    assert "Xem lại từ đầu" in text(ha.get(f"{PAGE}{row.pk}/"))
    ha.post(f"{PAGE}{row.pk}/mo-lai")
    row.refresh_from_db()
    assert row.state == "new"


def test_ticked_ones_become_one_proposal_others_join_it(desk, place, ha):
    one, two, three = (voiced(desk.office, place, ago=n) for n in (3, 2, 1))
    wish = {"text": "Sửa đoạn đường sạt", "owner": "ha", "due": "2026-12-08", "also": [two.pk]}
    page = text(ha.post(f"{PAGE}{one.pk}/de-xuat", wish | {"due": ""}), 422)
    assert f'value="{two.pk}" checked' in page and f'value="{three.pk}" checked' not in page
    page = text(ha.post(f"{PAGE}{one.pk}/de-xuat", wish, follow=True))
    made = Proposal.objects.get()
    assert "Đã lập đề xuất DX-1." in page and made.voices.count() == 2
    assert f'name="join" value="{made.pk}"' in text(ha.get(f"{PAGE}{three.pk}/"))
    assert "Đã gộp vào DX-1." in text(ha.post(f"{PAGE}{three.pk}/de-xuat", {"join": made.pk}, follow=True))
    assert made.voices.count() == 3
    assert "Không thấy đề xuất" in text(ha.post(f"{PAGE}{voiced(desk.office, place).pk}/de-xuat", {"join": "x"}), 422)


def test_a_proposal_from_its_list_to_its_answer_and_back(desk, place, ha):
    made, late = proposed(desk.office, voices=[voiced(desk.office, place)]), proposed(desk.office, days=0, owner="hanh")
    address = f"{PAGE}de-xuat/"
    page = text(ha.get(address))
    assert page.index(late.label) < page.index(made.label) and ">1 ý kiến</a>" in page and ">12 hộ</a>" in page
    assert (
        late.label not in text(ha.get(f"{address}?xem=toi")) and "chưa có đề xuất" in text(ha.get(f"{address}?xem=xong")).lower()
    )
    assert "Sửa đoạn đường sạt" in ha.get(f"{address}?xuat=csv").content.decode("utf-8-sig")
    assert "Lê Thị Hạnh phụ trách" in text(ha.post(f"{address}{late.pk}/tra-loi", {"answer": "Đã làm xong"}), 422)
    page = text(ha.post(f"{address}{made.pk}/tra-loi", {"answer": "Đã san xong đoạn đường"}, follow=True))
    assert "DX-1: đã trả lời." in page and f'action="{address}{made.pk}/mo-lai"' in page
    assert "Đã san xong" in text(ha.get(f"{PAGE}?xem=xong")), "the answer reaches the voices"
    chief = logged_in(desk.office.nghia)
    assert "mở lại" in text(chief.post(f"{address}{made.pk}/mo-lai", follow=True))
    assert "đã đổi người" in text(chief.post(f"{address}{made.pk}/giao", {"owner": "hanh", "due": "2026-12-20"}, follow=True))
    assert "đã bỏ" in text(chief.post(f"{address}{made.pk}/bo", follow=True))
    assert "Đường vào bản" in text(ha.get(PAGE))


def test_who_holds_a_proposal_sees_it_beside_their_work(desk, ha):
    assert 'data-test="owed"' not in text(ha.get("/viec/"))
    proposed(desk.office)
    assert "Anh chị giữ 1 đề xuất" in text(ha.get("/viec/"))
    assert 'data-test="owed"' not in text(logged_in(desk.office.hanh).get("/viec/"))


def test_figures_of_a_month(desk, place, ha):
    voiced(desk.office, place)
    page = text(ha.get(f"{PAGE}so-lieu?thang=2026-11"))
    assert "Ý kiến các thôn tháng 11/2026" in page and "12</a></dd>" in page
    assert "Đường, cầu, chiếu sáng" in ha.get(f"{PAGE}so-lieu?xuat=csv").content.decode("utf-8-sig")
    assert "chưa thôn nào nói gì" in text(ha.get(f"{PAGE}so-lieu?thang=2026-01"))


def test_empty_pages_say_what_to_do(desk, ha):
    assert "Không còn ý kiến nào chờ" in text(ha.get(PAGE)) and "Xã chưa khai thôn nào" in text(ha.get(PAGE))
    assert "Chưa có thôn nào để ghi" in text(ha.get(f"{PAGE}ghi"))
    assert "Không có đề xuất nào đang làm" in text(ha.get(f"{PAGE}de-xuat/"))


def test_in_english_the_lists_are_english(desk, place, ha):
    voiced(desk.office, place)
    ha.get("/ngon-ngu/en", {"ve": PAGE})
    assert "Roads, bridges, lights" in text(ha.get(PAGE))


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize(("path", "cost"), [("", 5), ("de-xuat/", 2), ("so-lieu", 4), ("ghi", 3)])
def test_lists_cost_the_same_for_one_and_three(desk, place, ha, n, path, cost, django_assert_num_queries):
    for _ in range(n):
        proposed(desk.office, voices=[voiced(desk.office, place)])
    ha.get(f"{PAGE}{path}")
    with django_assert_num_queries(cost):
        ha.get(f"{PAGE}{path}")


def test_a_stranger_finds_nothing(desk, place):
    row, made, stranger = voiced(desk.office, place), proposed(desk.office), logged_in(desk.office.la)
    assert "Đường vào bản" not in text(stranger.get(PAGE))
    for address in (f"{PAGE}{row.pk}/", f"{PAGE}de-xuat/{made.pk}/"):
        assert stranger.get(address).status_code == 404
    for address in (f"{PAGE}{row.pk}/biet", f"{PAGE}de-xuat/{made.pk}/khep"):
        assert stranger.post(address).status_code == 404

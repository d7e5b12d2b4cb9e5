"""A person tries a benefit's conditions at home: no name, nothing kept, nothing in an address."""

import pytest

from builders.benefits import MERIT, PENSION, load_funerals
from builders.dossiers import SINGLE, load_small_catalogue
from thanthien.dossiers.models import Appraisal
from thanthien.journal.models import Access, Entry

pytestmark = pytest.mark.django_db
PAGE = f"/thu-tuc/{MERIT}/xem-dieu-kien"
ALL = {"day": "2026-11-03", "q-dien": "chua-huong", "q-bhxh": "khong", "q-lo": "co"}


def text_of(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:800]
    return answer.content.decode().replace("\u00a0", " ")


@pytest.fixture
def morning(office, time_machine):
    time_machine.move_to(office.at, tick=False)
    load_small_catalogue()
    load_funerals()
    return office


def test_the_procedures_page_leads_to_it_only_where_there_is_a_table(client, morning):
    assert PAGE in text_of(client.get(f"/thu-tuc/{MERIT}"))
    assert "xem-dieu-kien" not in text_of(client.get(f"/thu-tuc/{SINGLE}"))
    assert client.get(f"/thu-tuc/{SINGLE}/xem-dieu-kien").status_code == 404
    assert client.get("/thu-tuc/9.999999/xem-dieu-kien").status_code == 404


def test_one_question_a_page_until_the_result(client, morning):
    page = text_of(client.get(PAGE))
    assert "Không hỏi tên, không lưu lại gì." in page and 'name="day"' in page
    page = text_of(client.post(PAGE, {"day": "2026-11-03", "do": "day"}))
    assert "Người mất thuộc diện nào?" in page and page.count("<h1") == 1
    page = text_of(client.post(PAGE, ALL))
    assert "25.300.000 đồng" in page and "Mang theo 3 giấy" in page and "không thay quyết định" in page
    assert "Điều 65" in page and "chưa đối chiếu" in page and "10 × 2.530.000" in page


def test_one_answer_that_decides_ends_it(client, morning):
    page = text_of(client.post(PAGE, {"day": "2026-11-03", "q-dien": "khong"}))
    assert "Không thuộc diện mai táng phí người có công" in page and 'data-test="question"' not in page and "đồng</b>" not in page


def test_an_answer_is_changed_and_those_after_it_are_asked_again(client, morning):
    page = text_of(client.post(PAGE, {**ALL, "redo": "bhxh"}))
    assert "Cơ quan bảo hiểm xã hội có trả" in page and 'name="q-dien" value="chua-huong"' in page and 'name="q-lo"' not in page


@pytest.mark.parametrize(
    ("day", "said"), [("", "cần đủ ngày"), ("02/02/2027", "chưa đến"), ("30/06/2025", "01/07/2025"), ("3/2026", "cần đủ ngày")]
)
def test_a_day_that_is_wrong_says_what_to_do(client, morning, day, said):
    page = text_of(client.post(f"/thu-tuc/{PENSION}/xem-dieu-kien", {"day": day, "do": "day"}), 422)
    assert said in page and f'value="{day}"' in page


def test_nothing_is_kept_and_nothing_stands_in_an_address(client, morning):
    entries = Entry.objects.count()
    page = text_of(client.post(PAGE, ALL))
    assert 'method="post"' in page and "no-store" in client.post(PAGE, ALL).headers["Cache-Control"]
    assert Entry.objects.count() == entries and not Access.objects.exists() and not Appraisal.objects.exists()
    assert 'data-test="begin"' in text_of(client.get(PAGE, ALL)), "answers in an address are not read"
    assert "sessionid" not in client.cookies


def test_it_carries_no_script(client, morning):
    assert "<script" not in text_of(client.post(PAGE, ALL)).replace('<script type="application/json"', "")

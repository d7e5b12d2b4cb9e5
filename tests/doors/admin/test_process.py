"""`/quan-tri/quy-trinh/`: a file is shown before it is taken, faults with their lines, versions that can come back."""

import pytest

from builders.dossiers import SINGLE, load_small_catalogue
from thanthien.procedures.models import Process
from thanthien.procedures.queries import process_of

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/quy-trinh/"
GOOD = f"""procedure: "{SINGLE}"
steps:
- {{name: Tiếp nhận, kind: receive, role: one_stop, hours: 4}}
- {{name: Thẩm tra, kind: handle, role: specialist}}
- {{name: Trả kết quả, kind: hand_over, role: one_stop}}
"""


@pytest.fixture
def home(administration):
    load_small_catalogue()
    return administration


def send(home, text: str, act: str = "preview", *, day: str = "", once: str = "p" * 32):
    return home.admin.post(LIST + "nap", {"text": text, "act": act, "day": day, "once": once})


def body(answer) -> str:
    return answer.content.decode()


def test_an_empty_list_says_what_it_is_for(home):
    assert 'data-test="empty"' in body(home.admin.get(LIST))


def test_a_preview_writes_nothing_and_taking_it_makes_a_version(home):
    shown = body(send(home, GOOD))
    assert "Thêm" in shown and "Bỏ" in shown and 'data-test="take"' in shown
    assert not Process.objects.exists()
    assert send(home, GOOD, "take").status_code == 302
    row = Process.objects.get()
    assert (row.version, [work.name for work in row.works]) == (1, ["Tiếp nhận", "Thẩm tra", "Trả kết quả"])


def test_the_same_form_twice_makes_one_version(home):
    assert [send(home, GOOD, "take").status_code for _ in range(2)] == [302, 302]
    assert Process.objects.count() == 1


def test_a_fault_names_its_line_and_keeps_the_text(home):
    answer = send(home, GOOD.replace("kind: handle", "kind: think"), "take")
    shown = body(answer)
    assert answer.status_code == 422 and '<b class="bigno">4</b>' in shown and "“think” lạ" in shown
    assert "kind: think" in shown and not Process.objects.exists()


@pytest.mark.parametrize(("day", "says"), [("01/01/2020", "từ hôm nay trở đi"), ("mai", "")])
def test_a_day_that_is_none_is_refused_beside_its_field(home, day, says):
    answer = send(home, GOOD, "take", day=day)
    assert answer.status_code == 422 and 'data-test="day-error"' in body(answer) and says in body(answer)


def test_a_version_goes_out_as_the_file_that_came_in(home):
    send(home, GOOD, "take")
    out = home.admin.get(f"{LIST}{SINGLE}/1.yaml").content.decode()
    assert 'data-test="same"' in body(send(home, out))


def test_an_older_version_comes_back_as_a_new_number(home):
    send(home, GOOD, "take")
    send(home, GOOD.replace("hours: 4", "hours: 2"), "take", once="q" * 32)
    home.admin.post(f"{LIST}{SINGLE}/1/dung-lai", {"once": "r" * 32})
    on = home.office.at.date()
    now = process_of(unit=home.unit, code=SINGLE, on=on)
    assert now.version == 3 and now.works[0].hours == 4


def test_back_to_the_catalogues_steps(home):
    send(home, GOOD, "take")
    home.admin.post(f"{LIST}{SINGLE}/thoi", {"once": "s" * 32})
    assert process_of(unit=home.unit, code=SINGLE, on=home.office.at.date()) is None


def test_a_sample_begins_from_the_steps_of_today(home):
    assert "Tiếp nhận" in body(home.admin.get(f"{LIST}mau?ma={SINGLE}&mo=1"))
    answer = home.admin.get(f"{LIST}mau?ma=9.9&mo=1")
    assert answer.status_code == 422 and 'data-test="sample-error"' in body(answer)


def test_only_the_administrator_and_only_of_this_unit(home):
    send(home, GOOD, "take")
    assert home.colleague.get(LIST).status_code == 403
    assert home.stranger.get(f"{LIST}{SINGLE}/1.yaml").status_code == 404
    assert home.stranger.post(f"{LIST}{SINGLE}/thoi", {}).status_code == 404

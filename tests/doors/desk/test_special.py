"""A special day at the counter and in the lists: what is said, who writes, what is printed, who comes first."""

import pytest

from builders.dossiers import BIRTH, SINGLE, received
from builders.playing import logged_in
from builders.programmes import programme_of
from thanthien.dossiers.models import Dossier
from thanthien.journal.models import Entry
from thanthien.programmes.models import DossierProgramme
from thanthien.programmes.rules import Kind


def text_of(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


@pytest.fixture
def writes(desk):
    return programme_of(desk.office, Kind.NO_WRITING)


@pytest.fixture
def at_once(desk):
    return programme_of(desk.office, signer=desk.office.nghia)


def test_an_ordinary_day_says_nothing(desk):
    page = text_of(desk.post("/quay/viec", desk.form(desk.call())))
    assert 'data-test="special"' not in page and 'data-test="wrote"' not in page and "Nhận và in" in page


def test_the_screen_says_what_the_day_is(desk, writes, at_once):
    desk.call()
    page = text_of(desk.get("/quay/"))
    assert "Ngày không viết" in page and "Ngày không hẹn" in page and 'data-test="wrote"' not in page, "no matter is chosen yet"


def test_a_complete_dossier_prints_no_slip_and_says_to_wait(desk, at_once):
    ticket = desk.call()
    page = text_of(desk.post("/quay/viec", desk.form(ticket)))
    assert "Nhận, làm ngay" in page and "trình Phạm Văn Nghĩa ký" in page
    answer = text_of(desk.post("/quay/nhan", desk.form(ticket)))
    assert 'data-test="waits"' in answer and "data-print-now" not in answer and "In giấy hẹn" in answer
    assert not Entry.objects.filter(kind="dossier.form_printed").exists()
    assert DossierProgramme.objects.get().done is None


def test_with_a_paper_to_look_at_it_is_a_usual_dossier_with_its_slip(desk, at_once):
    ticket = desk.call()
    form = desk.form(ticket)
    papers = [name for name in form if name.startswith("paper-")]
    form |= {papers[0]: "look", f"{papers[0]}-note": "Mờ"}
    answer = text_of(desk.post("/quay/nhan", form))
    assert "data-print-now" in answer and DossierProgramme.objects.get().why_not == "papers"


def test_the_officer_writes_and_the_person_signs(desk, writes):
    ticket = desk.call()
    assert 'data-test="wrote"' in text_of(desk.post("/quay/viec", desk.form(ticket)))
    desk.post("/quay/nhan", desk.form(ticket, writing="officer", signed="pen", witness="bị bỏ qua"))
    row = DossierProgramme.objects.get()
    assert (row.done, row.signed, row.seen_by) == (True, "pen", "")


def test_a_thumbprint_without_a_witness_comes_back_at_its_field_with_all_that_was_typed(desk, writes):
    form = desk.form(desk.call(), writing="officer", signed="thumb", phone="0912555408")
    answer = desk.post("/quay/nhan", form)
    page = text_of(answer)
    assert answer.status_code == 422 and "người ấy" in page and 'value="0912555408"' in page
    assert 'value="thumb" checked' in page and not Dossier.objects.exists()
    assert desk.post("/quay/nhan", form | {"witness": "BÙI THỊ LÀ", "once": "b" * 32}).status_code == 200
    assert DossierProgramme.objects.get().seen_by == "Bùi Thị Là"


def test_who_wrote_themselves_is_counted_as_such(desk, writes):
    desk.post("/quay/nhan", desk.form(desk.call(), writing="self", signed="thumb"))
    assert DossierProgramme.objects.get().why_not == "wrote"


def test_a_second_press_marks_once(desk, writes):
    form = desk.form(desk.call())
    desk.post("/quay/nhan", form)
    desk.post("/quay/nhan", form)
    assert DossierProgramme.objects.count() == 1


def test_what_was_written_is_read_back_and_kept_nowhere(desk, writes):
    entries = Entry.objects.count()
    page = text_of(desk.post("/quay/doc-lai", desk.form()))
    assert "Trương Thị Hiền" in page and "14/08/1992" in page and "038192004317" in page and "Thôn Lương Thuận" in page
    assert "Giấy tờ đã đưa" in page and "điểm chỉ" in page and Entry.objects.count() == entries


def test_reading_back_an_empty_form_says_what_is_missing(desk, writes):
    assert "Chưa chọn việc" in text_of(desk.post("/quay/doc-lai", {"name": "<b>x</b>"}))
    assert "<b>x</b>" not in text_of(desk.post("/quay/doc-lai", {"name": "<b>x</b>"}))


def test_taken_back_at_the_counter_it_counts_no_more(desk, writes):
    desk.post("/quay/nhan", desk.form(desk.call()))
    desk.post(f"/quay/huy/{Dossier.objects.get().pk}", {"once": "c" * 32})
    assert DossierProgramme.objects.get().why_not == "annulled"


@pytest.fixture
def hurried(desk):
    """A usual dossier with an earlier date, and one whose person waits."""
    usual = received(desk.office, BIRTH)
    programme_of(desk.office, signer=desk.office.nghia)
    desk.post("/quay/nhan", desk.form(desk.call(), SINGLE))
    return usual, Dossier.objects.exclude(pk=usual.pk).get()


def test_whose_person_waits_stands_first_in_the_specialists_work(desk, hurried):
    usual, waiting = hurried
    assert usual.due_at < waiting.due_at
    page = text_of(logged_in(desk.office.ha).get("/viec/"))
    assert "Không hẹn, người dân đang chờ" in page
    assert page.index(f'data-id="{waiting.pk}"') < page.index(f'data-id="{usual.pk}"')


def test_and_first_in_the_leaders_list_with_a_mark(desk, hurried):
    usual, waiting = hurried
    page = text_of(logged_in(desk.office.nghia).get("/lanh-dao/dang-mo"))
    assert page.index(f'href="/ho-so/{waiting.pk}/"') < page.index(f'href="/ho-so/{usual.pk}/"')
    assert page.count('data-test="waits"') == 1
    only = text_of(logged_in(desk.office.nghia).get("/lanh-dao/dang-mo?xem=dang-cho"))
    assert f'href="/ho-so/{waiting.pk}/"' in only and f'href="/ho-so/{usual.pk}/"' not in only


def test_in_the_afternoon_nobody_waits_any_more(desk, hurried):
    desk.later(hours=6)
    assert "người dân đang chờ" not in text_of(logged_in(desk.office.ha).get("/viec/"))

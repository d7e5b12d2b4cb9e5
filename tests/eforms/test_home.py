"""A declaration is written at home: a few questions a page, kept, whole, opened at the counter, deleted in time."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from builders.eforms import BIRTH
from thanthien.eforms import home, home_queries, home_rules, rules
from thanthien.eforms.forms import all_forms, form_of
from thanthien.eforms.home_rules import HomeState
from thanthien.eforms.models import Answers, HomeDraft
from thanthien.eforms.rules import EformError
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.shared.actor import citizen
from thanthien.shared.codes import tidy_code

TODAY = date(2026, 11, 23)
FORM = form_of(code="khai-sinh")


@pytest.fixture
def by(office):
    return citizen(office.unit)


@pytest.fixture
def begun(office, by):
    return home.begin(unit=office.unit, form="khai-sinh", by=by, at=office.at, procedure="1.001193", address="10.0.0.7")


def whole(office, begun, by, **more):
    return home.save(draft=begun.draft, typed=BIRTH | more, keys={one.key for one in FORM.fields}, by=by, at=office.at)


# --- pages ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.code)
def test_the_pages_ask_everything_once_and_nothing_that_hangs_on_its_neighbour(form):
    pages = home_rules.pages(form, {})
    asked = [one.key for page in pages for one in page.fields]
    shown = [one.key for _, fields in rules.shown(form, {}) for one in fields]
    assert sorted(asked) == sorted(shown) and len(set(asked)) == len(asked)
    for page in pages:
        keys = {one.key for one in page.fields}
        assert 0 < len(keys) <= home_rules.MOST_FIELDS and page.key == page.fields[0].key
        assert not any({one.waived_by, one.when[0] if one.when else ""} & keys for one in page.fields)


def test_a_number_takes_away_the_questions_that_come_after_it():
    def keys(answers):
        return [one.key for page in home_rules.pages(FORM, answers) for one in page.fields]

    assert "me_dan_toc" in keys({}) and keys({}).index("me_so_dinh_danh") < keys({}).index("me_dan_toc")
    assert "me_dan_toc" not in keys({"me_so_dinh_danh": "038190000017"})


def test_before_and_after_a_page():
    pages = home_rules.pages(FORM, {})
    assert home_rules.before(pages, pages[0].key) is None and home_rules.after(pages, pages[-1].key) is None
    assert home_rules.after(pages, pages[0].key) == pages[1] and home_rules.before(pages, pages[1].key) == pages[0]
    assert home_rules.page_of(pages, "xyz") is None and home_rules.after(pages, "xyz") == pages[0]


def test_only_the_questions_of_the_page_change():
    kept = {"nyc_ho_ten": "Phạm Thị Nga", "tre_ho_ten": "Phạm Gia Bảo"}
    merged = home_rules.merged(FORM, kept, {"nyc_ho_ten": "", "tre_ho_ten": "khác"}, keys={"nyc_ho_ten"})
    assert merged == {"tre_ho_ten": "Phạm Gia Bảo"}


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("tre_ho_ten", "", "Để sau"),
        ("tre_gioi_tinh", "", "Chọn một câu trả lời"),
        ("tre_ngay_sinh", "32/13", "ngày/tháng/năm"),
        ("me_so_dinh_danh", "0381", "12 chữ số"),
    ],
)
def test_what_is_wrong_is_said_to_whom_writes_alone(key, value, said):
    assert said in home_rules.problems(FORM, BIRTH | {key: value}, today=TODAY)[key]


def test_nothing_wrong_and_what_only_officers_look_at_is_not_said():
    late = BIRTH | {"tre_ngay_sinh": "10/01/2026"}
    assert home_rules.problems(FORM, late, today=TODAY) == {} and home_rules.hints(FORM, late, today=TODAY) == {}
    other = BIRTH | {"me_ngay_sinh": "05/03/1991"}
    assert "sinh năm 1990" in home_rules.hints(FORM, other, today=TODAY)["me_so_dinh_danh"]


# --- acts ----------------------------------------------------------------------------------------------------


def test_the_code_opens_it_however_it_is_typed_and_is_kept_nowhere(office, begun):
    code = begun.code
    typed = home_rules.spaced(code).lower()
    assert len(code) == 12 and home_queries.by_code(unit=office.unit, code=typed, at=office.at) == begun.draft
    row, entry = HomeDraft.objects.values().get(), Entry.objects.get(kind="eform.home_begun")
    assert code not in str(row) + entry.body + entry.rows + entry.subject
    assert home_queries.by_code(unit="15151", code=code, at=office.at) is None
    assert home_queries.by_code(unit=office.unit, code=tidy_code(code)[:-1], at=office.at) is None


def test_kept_right_or_wrong_once_and_nothing_of_it_in_the_journal(office, begun, by):
    for _ in range(2):
        home.save(
            draft=begun.draft, typed={"nyc_ho_ten": "Phạm Thị Nga", "tre_ho_ten": "x"}, keys={"nyc_ho_ten"}, by=by, at=office.at
        )
    data = HomeDraft.objects.get().data
    assert data["nyc_ho_ten"] == "Phạm Thị Nga" and "tre_ho_ten" not in data
    entry = Entry.objects.get(kind="eform.home_saved")
    assert set(entry.data) == {"form", "version", "state"} and "Nga" not in entry.body + entry.rows


def test_ready_when_whole_and_writing_again_after_a_change(office, begun, by):
    with pytest.raises(EformError) as refused:
        home.finish(draft=begun.draft, by=by, at=office.at)
    assert "nyc_ho_ten" in refused.value.problems
    whole(office, begun, by)
    for _ in range(2):
        assert home.finish(draft=begun.draft, by=by, at=office.at).state == HomeState.READY
    assert Entry.objects.filter(kind="eform.home_ready").count() == 1
    assert whole(office, begun, by, tre_ho_ten="Phạm Gia Huy").state == HomeState.WRITING


@pytest.mark.parametrize("about", ["", "dossier:12"])
def test_opened_at_the_counter_it_is_the_offices(office, begun, by, about):
    whole(office, begun, by)
    made = home.take(draft=begun.draft, officer=office.hanh, by=office.actor(office.hanh), at=office.at, about=about)
    assert made.data["tre_ho_ten"] == "Phạm Gia Bảo" and (made.about, made.officer) == (about, office.hanh)
    assert HomeDraft.objects.get().data == {} and HomeDraft.objects.get().state == HomeState.TAKEN
    for again in (lambda: whole(office, begun, by), lambda: home.drop(draft=begun.draft, by=by, at=office.at)):
        with pytest.raises(EformError, match="ở quầy"):
            again()
    with pytest.raises(EformError, match="ở quầy"):
        home.take(draft=begun.draft, officer=office.hanh, by=office.actor(office.hanh), at=office.at)
    assert Answers.objects.count() == 1 and verify() is None


def test_a_leader_a_stranger_and_its_writer_do_not_take_it(office, begun, by):
    for other in (office.actor(office.nghia), office.actor(office.la), by):
        with pytest.raises(EformError, match="viết giúp"):
            home.take(draft=begun.draft, officer=office.hanh, by=other, at=office.at)


def test_attached_to_one_dossier_and_no_other(office, begun):
    by = office.actor(office.hanh)
    made = home.take(draft=begun.draft, officer=office.hanh, by=by, at=office.at)
    for _ in range(2):
        assert home.attach(answers=made, about="dossier:5", by=by, at=office.at).about == "dossier:5"
    assert Entry.objects.filter(kind="eform.attached").count() == 1
    with pytest.raises(EformError, match="hồ sơ khác"):
        home.attach(answers=made, about="dossier:6", by=by, at=office.at)


def test_put_away_taken_back_and_deleted_after_a_day(office, begun, by):
    home.drop(draft=begun.draft, by=by, at=office.at)
    with pytest.raises(EformError, match="Lấy lại"):
        whole(office, begun, by)
    assert home.restore(draft=begun.draft, by=by, at=office.at).state == HomeState.WRITING
    assert home.restore(draft=begun.draft, by=by, at=office.at).state == HomeState.WRITING
    home.drop(draft=begun.draft, by=by, at=office.at)
    later = office.at + timedelta(days=1)
    assert home_queries.by_code(unit=office.unit, code=begun.code, at=later) is None
    assert home.tick(unit=office.unit, at=later - timedelta(minutes=1)) == 0
    assert home.tick(unit=office.unit, at=later) == 1 and home.tick(unit=office.unit, at=later) == 0
    assert not HomeDraft.objects.exists() and verify() is None


@pytest.mark.parametrize(("days", "left"), [(29, 1), (30, 0)])
def test_what_nobody_touches_is_deleted_after_a_month(office, begun, days, left):
    home.tick(unit=office.unit, at=office.at + timedelta(days=days))
    assert HomeDraft.objects.count() == left


def test_one_address_begins_twenty_an_hour(office, begun, by):
    def more(**where):
        return home.begin(unit=office.unit, form="ct01", by=by, **({"at": office.at, "address": "10.0.0.7"} | where))

    for _ in range(home_rules.BEGUN_AN_HOUR - 1):
        more()
    with pytest.raises(EformError, match="Chờ một giờ"):
        more()
    assert more(address="10.0.0.8") and more(at=office.at + timedelta(hours=1)) and more(address="")


def test_a_form_that_is_not_there(office, by):
    with pytest.raises(EformError, match="Không có mẫu"):
        home.begin(unit=office.unit, form="xyz", by=by, at=office.at)


def test_a_change_by_hand_is_found_and_what_was_taken_holds_no_words(office, begun):
    assert verify() is None
    with pytest.raises(IntegrityError), transaction.atomic():
        HomeDraft.objects.update(state=HomeState.TAKEN, data={"nyc_ho_ten": "còn"})
    HomeDraft.objects.update(data={"tre_ho_ten": "khác"})
    assert verify() is not None

"""The catalogue in the database: loaded twice, changed, versioned, searched, and honest about its holes."""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from thanthien.procedures.actions import complete_paper_name, load_catalogue
from thanthien.procedures.catalogue import CatalogueError, Loader
from thanthien.procedures.fees import Channel
from thanthien.procedures.models import CatalogueLoad, Procedure, ProcedurePaper, ProcedureStep
from thanthien.procedures.queries import HoleKind, holes, papers_of, procedure, route_of, search
from thanthien.procedures.rules import ProcedureError, StepKind
from thanthien.shared.actor import Actor, ActorKind, clock

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[2] / "src/thanthien/procedures/data/procedures.yaml"
SOURCE = {item["code"]: item for item in yaml.load(DATA.read_text(encoding="utf-8"), Loader=Loader)["procedures"]}
BIRTH, SINGLE, RESIDENCE = "1.001193", "1.004873", "1.004222"
OFFICER = Actor(ActorKind.OFFICER, "hanh.lt", "15148", frozenset({"one_stop"}))


@pytest.fixture
def catalogue() -> None:
    load_catalogue()


@pytest.fixture
def birth(file) -> None:
    """A catalogue of one procedure: the birth registration."""
    file(SOURCE[BIRTH])


@pytest.fixture
def file(tmp_path: Path):
    """Writes a small catalogue file and loads it."""

    def load(*entries: dict):
        path = tmp_path / "small.yaml"
        path.write_text(yaml.safe_dump({"procedures": list(entries)}, allow_unicode=True), encoding="utf-8")
        return load_catalogue(path=path)

    return load


def changed(code: str, **values: object) -> dict:
    return SOURCE[code] | values


def holes_of_names() -> int:
    return sum(hole.count for hole in holes() if hole.kind is HoleKind.PAPER_NAME_CUT)


def cut_paper() -> ProcedurePaper:
    return ProcedurePaper.objects.filter(procedure__code=BIRTH, name_cut=True).first()


def test_the_first_load_brings_everything() -> None:
    report = load_catalogue()
    assert (report.procedures, report.papers, report.created, report.updated, report.unchanged) == (155, 680, 155, 0, 0)
    assert (Procedure.objects.count(), ProcedurePaper.objects.count(), ProcedureStep.objects.count()) == (155, 680, report.steps)
    assert report.steps == 393 + 76 * 4
    assert report.absent == ()


def test_the_second_load_changes_nothing(catalogue) -> None:
    before = list(Procedure.objects.values()), list(ProcedurePaper.objects.values()), list(ProcedureStep.objects.values())
    report = load_catalogue()
    assert (report.created, report.updated, report.unchanged) == (0, 0, 155)
    assert before == (
        list(Procedure.objects.values()),
        list(ProcedurePaper.objects.values()),
        list(ProcedureStep.objects.values()),
    )
    assert CatalogueLoad.objects.count() == 1


def test_the_holes_are_counted(catalogue) -> None:
    found = holes()
    assert Counter(hole.kind for hole in found) == {
        HoleKind.NO_STEPS: 76,
        HoleKind.NO_HOURS: 21,
        HoleKind.PAPER_NAME_CUT: 72,
        HoleKind.CASE_CUT: 14,
        HoleKind.TITLE_CUT: 3,
        HoleKind.NO_TERM: 5,
        HoleKind.FEE_UNCONFIRMED: 102,
        HoleKind.PAPERS_LEFT_OUT: 5,
        HoleKind.CODE_UNCONFIRMED: 27,
    }
    assert holes_of_names() == 158


def test_holes_are_one_query_for_one_procedure_and_for_all(file, django_assert_num_queries) -> None:
    file(SOURCE[BIRTH])
    with django_assert_num_queries(1):
        holes()
    load_catalogue()
    with django_assert_num_queries(1):
        holes()


def test_a_changed_entry_is_changed_in_place(file) -> None:
    file(SOURCE[BIRTH], SOURCE[SINGLE])
    before = procedure(code=SINGLE)
    papers = {paper.order: paper.pk for paper in papers_of(procedure=before)}
    shorter = SOURCE[SINGLE]["dossier"][:-1]
    report = file(SOURCE[BIRTH], changed(SINGLE, dossier=shorter, time_limit={"value": 2, "unit": "working_day"}))
    assert (report.created, report.updated, report.unchanged) == (0, 1, 1)
    after = procedure(code=SINGLE)
    assert (after.pk, after.term_text) == (before.pk, "2 ngày làm việc")
    assert {paper.order: paper.pk for paper in papers_of(procedure=after)} == {
        k: v for k, v in papers.items() if k <= len(shorter)
    }


def test_a_route_that_becomes_known_replaces_the_usual_one(file) -> None:
    file(SOURCE[RESIDENCE])
    assert len(route_of(procedure=procedure(code=RESIDENCE))) == 4
    file(changed(RESIDENCE, internal_steps=SOURCE[SINGLE]["internal_steps"]))
    steps = route_of(procedure=procedure(code=RESIDENCE))
    assert [step.is_default for step in steps] == [False] * 5


def test_a_code_that_left_the_file_stays_and_is_named(file) -> None:
    file(SOURCE[BIRTH], SOURCE[SINGLE])
    assert file(SOURCE[BIRTH]).absent == (SINGLE,)
    assert procedure(code=SINGLE).code == SINGLE


def test_a_wrong_file_changes_nothing(file, tmp_path: Path) -> None:
    file(SOURCE[BIRTH])
    with pytest.raises(CatalogueError):
        file(changed(BIRTH, name="Khác"), {"code": "9"})
    assert procedure(code=BIRTH).title == "Đăng ký khai sinh"


NEW_YEAR = date(2027, 1, 1)
MARCH = date(2027, 3, 1)
FASTER = {"value": 1, "unit": "working_day"}
FASTEST = {"value": 0, "unit": "same_day"}


def test_a_later_version_ends_the_earlier_one(file) -> None:
    file(SOURCE[SINGLE])
    first = procedure(code=SINGLE)
    file(SOURCE[SINGLE], changed(SINGLE, valid_from=NEW_YEAR, time_limit=FASTER))
    assert procedure(code=SINGLE, on=date(2026, 12, 31)) == first
    assert procedure(code=SINGLE, on=date(2026, 12, 31)).term_text == "3 ngày làm việc"
    assert procedure(code=SINGLE, on=NEW_YEAR).term_text == "1 ngày làm việc"
    assert procedure(code=SINGLE).valid_from == NEW_YEAR


def test_versions_loaded_in_any_order_follow_one_another(file) -> None:
    old, middle, new = (
        SOURCE[SINGLE],
        changed(SINGLE, valid_from=NEW_YEAR, time_limit=FASTER),
        changed(SINGLE, valid_from=MARCH, time_limit=FASTEST),
    )
    file(new)
    file(old)
    file(new, middle, old)
    file(new, middle, changed(SINGLE, fee_note="sửa lại"))
    spans = list(Procedure.objects.order_by("valid_from").values_list("valid_from", "valid_to"))
    assert spans == [(date(2025, 7, 1), NEW_YEAR), (NEW_YEAR, MARCH), (MARCH, None)]
    assert [procedure(code=SINGLE, on=day).term_text for day in (date(2026, 1, 1), NEW_YEAR, MARCH)] == [
        "3 ngày làm việc",
        "1 ngày làm việc",
        "trong ngày",
    ]


def test_a_procedure_that_is_not_there(birth) -> None:
    with pytest.raises(ProcedureError, match="Chưa có thủ tục mang mã này"):
        procedure(code="9.999999")
    with pytest.raises(ProcedureError, match="không áp dụng ngày 30/6/2025"):
        procedure(code=BIRTH, on=date(2025, 6, 30))


def test_a_code_may_be_typed_with_spaces(birth) -> None:
    assert procedure(code=f" {BIRTH} ").code == BIRTH


def test_terms_and_fees_in_words(catalogue) -> None:
    asked = {code: procedure(code=code) for code in (BIRTH, SINGLE, RESIDENCE, "2.000635", "2.000815", "2.000908", "2.002165")}
    assert {code: (one.term_text, one.fee().text) for code, one in asked.items()} == {
        BIRTH: ("trong ngày", "chưa xác nhận"),
        SINGLE: ("3 ngày làm việc", "chưa xác nhận"),
        RESIDENCE: ("7 ngày làm việc", "20.000 đồng"),
        "2.000635": ("trong ngày", "8.000 đồng"),
        "2.000815": ("trong ngày", "2.000 đồng/trang"),
        "2.000908": ("trong ngày", "không thu"),
        "2.002165": ("chưa công bố thời hạn", "không thu"),
    }
    assert asked[RESIDENCE].fee(Channel.ONLINE).amount == 10_000


def test_no_unconfirmed_zero_is_ever_called_free(catalogue) -> None:
    for one in Procedure.objects.all():
        for channel in (Channel.COUNTER, Channel.ONLINE, Channel.POST):
            fee = one.fee(channel)
            assert fee.text != "không thu" or one.is_confirmed("fee"), one
            assert (fee.amount == 0) is (fee.text == "không thu"), one


def test_every_procedure_has_a_route_that_fills_its_term(catalogue) -> None:
    for one in Procedure.objects.prefetch_related("steps"):
        steps = route_of(procedure=one)
        assert sum(step.share for step in steps) == 1, one
        assert (steps[0].kind, steps[-1].kind) == (StepKind.RECEIVE, StepKind.HAND_OVER), one
        hours = [step.hours for step in steps]
        if one.term.hours is None:
            assert hours == [None] * 4, one
        else:
            # the source rounds; a tenth of an hour is what its own sums are off by
            assert abs(sum(hours) - one.term.hours) < Decimal("0.1"), one
            assert all(hour > 0 for hour in hours), one


def test_a_route_comes_with_its_procedure(birth, django_assert_num_queries) -> None:
    one = procedure(code=BIRTH)
    with django_assert_num_queries(0):
        route_of(procedure=one)


def test_the_search_of_the_counter(catalogue) -> None:
    hits = search(text="tth", limit=3)
    assert len(hits) == 3
    assert (hits[0].code, hits[0].title) == (SINGLE, "Cấp Giấy xác nhận tình trạng hôn nhân")
    assert (hits[0].field, hits[0].field_name, hits[0].term_text) == ("ho_tich", "Hộ tịch", "3 ngày làm việc")
    assert [hits[0].title[start:end] for start, end in hits[0].marks] == ["t", "t", "h"]


def test_a_search_asks_the_catalogue_once_whatever_is_found(catalogue, django_assert_num_queries) -> None:
    search(text="khai sinh")
    for text in ("zzz", "tth", "dang ky"):
        with django_assert_num_queries(0):
            search(text=text)


def test_the_search_sees_a_new_load_at_once(file) -> None:
    file(SOURCE[BIRTH])
    assert [hit.code for hit in search(text="hon nhan")] == []
    file(SOURCE[BIRTH], SOURCE[SINGLE])
    assert [hit.code for hit in search(text="hon nhan")] == [SINGLE]
    file(SOURCE[BIRTH], changed(SINGLE, time_limit=FASTEST))
    assert [hit.term_text for hit in search(text="hon nhan")] == ["trong ngày"]


def test_the_search_of_another_day(file) -> None:
    file(SOURCE[SINGLE], changed(SINGLE, valid_from=NEW_YEAR, time_limit=FASTER))
    assert [hit.term_text for hit in search(text="tth")] == ["1 ngày làm việc"]
    assert [hit.term_text for hit in search(text="tth", on=date(2026, 11, 23))] == ["3 ngày làm việc"]
    assert search(text="tth", on=date(2020, 1, 1)) == []
    for month in range(1, 13):
        assert len(search(text="tth", on=date(2026, month, 1))) == 1


def test_an_empty_catalogue_finds_nothing() -> None:
    assert search(text="tth") == []
    assert holes() == []


def test_a_cut_name_is_completed_by_an_officer(birth, at) -> None:
    paper = cut_paper()
    cut = holes_of_names()
    assert (paper.can_print, paper.text) == (False, paper.name)
    whole = paper.name.removesuffix("…") + "ịch theo quy định"
    complete_paper_name(paper=paper, name=f"  {whole} ", by=OFFICER, at=at)
    paper.refresh_from_db()
    assert (paper.can_print, paper.text, paper.completed_by, paper.completed_at) == (True, whole, "hanh.lt", at)
    assert holes_of_names() == cut - 1


def test_a_completed_name_survives_a_load_and_goes_with_the_name_it_completed(file, at) -> None:
    file(SOURCE[BIRTH])
    paper = cut_paper()
    whole = paper.name.removesuffix("…") + "ịch"
    complete_paper_name(paper=paper, name=whole, by=OFFICER, at=at)
    file(changed(BIRTH, fee_note="khác"))
    paper.refresh_from_db()
    assert paper.text == whole
    dossier = [
        line | ({"name": "Giấy khác hẳn, cũng bị c…"} if line["name"] == paper.name else {}) for line in SOURCE[BIRTH]["dossier"]
    ]
    file(changed(BIRTH, dossier=dossier))
    paper.refresh_from_db()
    assert (paper.text, paper.completed_by, paper.completed_at) == ("Giấy khác hẳn, cũng bị c…", "", None)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "còn dở"),
        ("Hộ chiếu/Thẻ căn cước…", "còn dở"),
        ("Giấy chứng sinh", "bắt đầu như tên đang có"),
    ],
)
def test_a_completion_that_completes_nothing(birth, at, name: str, sentence: str) -> None:
    with pytest.raises(ProcedureError, match=sentence):
        complete_paper_name(paper=cut_paper(), name=name, by=OFFICER, at=at)
    assert cut_paper().completed_name == ""


def test_a_completion_too_long_for_its_place(birth, at) -> None:
    paper = cut_paper()
    with pytest.raises(ProcedureError, match="dài quá"):
        complete_paper_name(paper=paper, name=paper.name.removesuffix("…") + "ịch " * 300, by=OFFICER, at=at)


def test_a_whole_name_needs_no_completion(birth, at) -> None:
    whole = ProcedurePaper.objects.filter(procedure__code=BIRTH, name_cut=False).first()
    with pytest.raises(ProcedureError, match="đã đủ"):
        complete_paper_name(paper=whole, name="Khác", by=OFFICER, at=at)


@pytest.mark.parametrize(
    "stranger",
    [
        Actor(ActorKind.OFFICER, "ngoc.ct", "15148", frozenset({"guide"})),
        Actor(ActorKind.DEVICE, "kiosk-1", "15148", frozenset({"one_stop"})),
        clock("15148"),
    ],
)
def test_only_those_who_work_on_dossiers_complete_a_name(birth, at, stranger: Actor) -> None:
    with pytest.raises(ProcedureError, match="một cửa hoặc chuyên môn"):
        complete_paper_name(paper=cut_paper(), name="x", by=stranger, at=at)

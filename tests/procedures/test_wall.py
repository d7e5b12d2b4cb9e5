"""Sheets for the wall: what they say, who prints, which hang that are not true any more, and taking that note back."""

from datetime import timedelta

import pytest

from builders.dossiers import BIRTH, SINGLE
from builders.paper import codes_in, drawn, words_of
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.procedures import actions
from thanthien.procedures.actions import Decision, FeeLine, load_catalogue
from thanthien.procedures.models import ProcedurePaper, WallSheet
from thanthien.procedures.queries import hanging, sheets_for
from thanthien.procedures.rules import ProcedureError
from thanthien.procedures.wall import changes, split_name, whole_sentences
from thanthien.shared.actor import Actor, system

pytestmark = pytest.mark.django_db
ADDRESS = "https://camtu.example"
MARRIAGE = "1.000894"


@pytest.fixture
def admin(office) -> Actor:
    load_catalogue()
    for paper in ProcedurePaper.objects.filter(name_cut=True, procedure__code__in=(BIRTH, SINGLE, MARRIAGE)):
        actions.complete_paper_name(
            paper=paper, name=paper.name.rstrip("…") + "ịch", by=office.actor(office.hanh), at=office.at
        )  # fmt: skip
    an = people.add_officer(
        unit=office.unit, login="an.lv", name="Lương Văn An", roles=(Role.ADMIN,), by=system(office.unit), at=office.at
    )
    return office.actor(an)


def printed(office, by: Actor, *codes: str, at=None):
    return actions.print_sheets(unit=office.unit, codes=codes, address=ADDRESS, by=by, at=at or office.at)


def test_a_sheet_says_what_the_page_says_and_its_code_leads_there(admin, office, tmp_path) -> None:
    made = printed(office, admin, SINGLE)
    words = words_of(made.pdf)
    for text in ("Cấp Giấy xác nhận tình trạng hôn nhân", "3 ngày làm việc", "Chưa xác nhận", "UBND cấp xã", "0237 300 0000"):
        assert text in words
    assert f"{ADDRESS}/thu-tuc/{SINGLE}" in [code for page in drawn(made.pdf, tmp_path) for code in codes_in(page)]


def test_the_units_own_term_stands_beside_the_laws(admin, office) -> None:
    decision = Decision(valid_from=office.at.date(), term_value=2, term_unit="working_day", decision_no="45/QĐ-UBND")
    actions.decide(unit=office.unit, code=SINGLE, decision=decision, publish=True, by=admin, at=office.at)
    words = words_of(printed(office, admin, SINGLE).pdf)
    assert "2 ngày làm việc" in words and "Luật cho 3 ngày làm việc. Xã rút ngắn theo 45/QĐ-UBND." in words


def test_each_printing_is_an_act(admin, office) -> None:
    printed(office, admin, SINGLE, BIRTH)
    entries = Entry.objects.filter(kind="sheet.printed").order_by("seq")
    assert [entry.data["code"] for entry in entries] == [BIRTH, SINGLE]
    assert [entry.data["digest"] for entry in entries] == list(WallSheet.objects.order_by("pk").values_list("digest", flat=True))
    assert verify() is None


def test_a_cut_name_is_never_printed_and_is_named(admin, office) -> None:
    with pytest.raises(ProcedureError, match="tên giấy tờ còn bị cắt"):
        printed(office, admin, "2.000528")
    made = printed(office, admin, "2.000528", SINGLE)
    assert [row.code for row in made.sheets] == [SINGLE]
    assert [one.code for one in made.left_out] == ["2.000528"] and "…" in made.left_out[0].names[0]
    assert "…" not in words_of(made.pdf)


def test_no_sheet_that_can_be_printed_has_a_cut_name(admin, office) -> None:
    ready, left = sheets_for(unit=office.unit, on=office.at.date(), address=ADDRESS)
    assert len(ready) + len(left) == 155
    for sheet in ready:
        names = [paper.name + paper.rest for paper in sheet.bring] + [case.title for case in sheet.cases]
        names += [paper.name + paper.rest for case in sheet.cases for paper in case.papers]
        assert not any(name.endswith("…") for name in names) and not sheet.who.endswith("…"), sheet.code


def test_what_the_unit_does_not_offer_has_no_sheet(admin, office) -> None:
    decision = Decision(valid_from=office.at.date(), offered=False, decision_no="46/QĐ-UBND")
    actions.decide(unit=office.unit, code=SINGLE, decision=decision, publish=True, by=admin, at=office.at)
    with pytest.raises(ProcedureError, match="Chưa có tờ nào"):
        printed(office, admin, SINGLE)


def test_who_prints(admin, office) -> None:
    for by in (office.actor(office.hanh), office.actor(office.ngoc), office.actor(office.nghia)):
        assert printed(office, by, SINGLE).sheets
    for by in (office.actor(office.ha), office.actor(office.la), system(office.unit)):
        with pytest.raises(ProcedureError, match="in tờ niêm yết"):
            printed(office, by, SINGLE)


def changed_fee(office, admin) -> None:
    line = FeeLine(code=SINGLE, channel="any", amount=10_000, document="NQ 12", confirmed=True, valid_from=office.at.date())
    actions.set_province_fee(unit=office.unit, line=line, by=admin, at=office.at)


def test_a_changed_fee_makes_the_hanging_sheet_untrue_and_says_how(admin, office) -> None:
    printed(office, admin, SINGLE, BIRTH)
    assert not any(row.is_stale for row in hanging(unit=office.unit, on=office.at.date()))
    changed_fee(office, admin)
    stale = [row for row in hanging(unit=office.unit, on=office.at.date()) if row.is_stale]
    assert [row.sheet.code for row in stale] == [SINGLE]
    (change,) = stale[0].changes
    assert (str(change.title), change.old.splitlines()[0], change.new) == ("Phí, lệ phí", "Chưa xác nhận", "10.000 đồng")


def test_a_sheet_printed_again_is_true_and_the_old_one_is_taken_down(admin, office) -> None:
    old = printed(office, admin, SINGLE).sheets[0]
    changed_fee(office, admin)
    later = office.at + timedelta(minutes=5)
    printed(office, admin, SINGLE, at=later)
    stale = [row for row in hanging(unit=office.unit, on=office.at.date()) if row.is_stale]
    assert [(row.sheet.pk, row.reprinted_at) for row in stale] == [(old.pk, later)]
    actions.mark_replaced(unit=office.unit, rows=[old.pk], by=admin, at=later)
    assert [row.is_stale for row in hanging(unit=office.unit, on=office.at.date())] == [False]
    actions.mark_hanging(unit=office.unit, rows=[old.pk], by=admin, at=later)
    assert len(hanging(unit=office.unit, on=office.at.date())) == 2
    kinds = list(Entry.objects.filter(kind__startswith="sheet.").order_by("seq").values_list("kind", flat=True))
    assert kinds == ["sheet.printed", "sheet.printed", "sheet.replaced", "sheet.hangs"]
    assert verify() is None


def test_a_mark_twice_is_told(admin, office) -> None:
    row = printed(office, admin, SINGLE).sheets[0]
    actions.mark_replaced(unit=office.unit, rows=[row.pk], by=admin, at=office.at)
    with pytest.raises(ProcedureError, match="được ghi rồi"):
        actions.mark_replaced(unit=office.unit, rows=[row.pk], by=admin, at=office.at)


def test_a_procedure_that_ended_makes_its_sheet_untrue(admin, office) -> None:
    printed(office, admin, SINGLE)
    decision = Decision(valid_from=office.at.date(), offered=False, decision_no="46/QĐ-UBND")
    actions.decide(unit=office.unit, code=SINGLE, decision=decision, publish=True, by=admin, at=office.at)
    (row,) = hanging(unit=office.unit, on=office.at.date())
    assert row.is_stale and "không còn tiếp nhận" in row.changes[0].new


def test_the_walls_list_costs_the_same_for_one_and_for_three(admin, office, django_assert_num_queries) -> None:
    printed(office, admin, SINGLE)
    hanging(unit=office.unit, on=office.at.date())
    with django_assert_num_queries(6):
        hanging(unit=office.unit, on=office.at.date())
    printed(office, admin, BIRTH, MARRIAGE)
    with django_assert_num_queries(6):
        hanging(unit=office.unit, on=office.at.date())


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Giấy chứng sinh", ("Giấy chứng sinh", "")),
        ("Bản chính giấy tờ, " + "văn bản làm cơ sở " * 6, ("Bản chính giấy tờ", ", " + "văn bản làm cơ sở " * 6)),
        ("Một tên rất dài không có chỗ nghỉ nào cả " * 3, ("", "Một tên rất dài không có chỗ nghỉ nào cả " * 3)),
    ],
)
def test_a_long_name_is_parted_and_stays_whole(name: str, parts: tuple[str, str]) -> None:
    assert split_name(name) == parts and "".join(parts) == name


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Cha hoặc mẹ.", "Cha hoặc mẹ."),
        ("Người có nhu cầu và đủ mọi điều kiện của luật. Hai là ngườ…",
         "Người có nhu cầu và đủ mọi điều kiện của luật. Xem đủ ở trang quét mã, hoặc hỏi cán bộ."),
        ("dở da…", "Xem đủ ở trang quét mã, hoặc hỏi cán bộ."),
    ],
)  # fmt: skip
def test_what_the_source_broke_off_is_not_printed(text: str, shown: str) -> None:
    assert whole_sentences(text, most=330) == shown


def test_only_the_lines_that_differ_are_shown() -> None:
    old = {"bring": [{"name": "A", "rest": "", "note": ""}, {"name": "B", "rest": "", "note": "1 bản chính"}], "phone": "1"}
    new = {"bring": [{"name": "A", "rest": "", "note": ""}, {"name": "C", "rest": "", "note": ""}], "phone": "1"}
    assert [(str(c.title), c.old, c.new) for c in changes(old, new)] == [("Giấy tờ", "B (1 bản chính)", "C")]

"""Versions by date and the changes of the catalogue: made, changed, taken back, brought in by a file; dossiers keep theirs."""

from datetime import date, timedelta

import pytest

from builders.dossiers import BIRTH, SINGLE, received
from thanthien.journal.models import Entry
from thanthien.journal.rules import ChangedMeanwhile
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.procedures import actions
from thanthien.procedures.actions import WrongEntry, load_catalogue
from thanthien.procedures.entries import differences, entry_of
from thanthien.procedures.exporting import WRITERS
from thanthien.procedures.importing import Status
from thanthien.procedures.models import CatalogueLoad, Procedure, ProcedurePaper
from thanthien.procedures.queries import exported_entries, preview, procedure, search, versions_of
from thanthien.procedures.rules import ProcedureError
from thanthien.shared.actor import Actor, clock, system

pytestmark = pytest.mark.django_db
NEW_YEAR, MARCH = date(2027, 1, 1), date(2027, 3, 1)
FIRST = date(2025, 7, 1)


@pytest.fixture
def admin(office) -> Actor:
    load_catalogue()
    an = people.add_officer(
        unit=office.unit, login="an.lv", name="Lương Văn An", roles=(Role.ADMIN,), by=system(office.unit), at=office.at
    )
    return office.actor(an)


def make(admin: Actor, at, day: date = NEW_YEAR, *, code: str = SINGLE, based_on: date = FIRST, seen: str = "", **changes):
    return actions.make_version(code=code, based_on=based_on, changes=changes, valid_from=day, by=admin, at=at, seen=seen)


def spans(code: str = SINGLE) -> list[tuple[date, date | None]]:
    return list(Procedure.objects.filter(code=code).order_by("valid_from").values_list("valid_from", "valid_to"))


def test_a_new_version_begins_where_the_old_one_ends(admin, at) -> None:
    make(admin, at, term_value=2)
    assert spans() == [(FIRST, NEW_YEAR), (NEW_YEAR, None)]
    assert [str(procedure(code=SINGLE, on=day).term_text) for day in (date(2026, 12, 31), NEW_YEAR)] == [
        "3 ngày làm việc",
        "2 ngày làm việc",
    ]
    (entry,) = Entry.objects.filter(kind="catalogue.version")
    assert (entry.data["code"], entry.data["from"], entry.data["changed"]) == (SINGLE, "2027-01-01", ["term_value"])
    assert verify() is None


def test_a_version_between_two_fits_in(admin, at) -> None:
    make(admin, at, MARCH, term_value=1)
    make(admin, at, NEW_YEAR, term_value=2)
    assert spans() == [(FIRST, NEW_YEAR), (NEW_YEAR, MARCH), (MARCH, None)]


def test_the_search_and_the_list_see_the_new_version_on_its_day(admin, at) -> None:
    make(admin, at, name="Cấp giấy phép bay khinh khí cầu", term_value=2)
    assert SINGLE not in [hit.code for hit in search(text="khinh khi cau", on=date(2026, 12, 1))]
    assert [hit.code for hit in search(text="khinh khi cau", on=NEW_YEAR)] == [SINGLE]


def test_papers_fees_and_steps_of_a_version(admin, at) -> None:
    papers = [{"name": "Đơn theo mẫu", "original": 1, "copy": 0, "mandatory": True, "case": "", "form_name": "Mẫu 01"}]
    steps = [
        {"name": "Tiếp nhận", "kind": "receive", "role": "one_stop", "role_text": "Một cửa", "hours": "2"},
        {"name": "Giải quyết", "kind": "handle", "role": "specialist", "role_text": "", "hours": "6"},
    ]
    fees = [{"channel": "counter", "amount": 5000, "note": ""}]
    made = make(admin, at, papers=papers, fees=fees, steps=steps)
    assert [(p.name, p.is_mandatory, p.form_name) for p in made.papers.all()] == [("Đơn theo mẫu", True, "Mẫu 01")]
    assert [(s.kind, int(s.hours)) for s in made.steps.all()] == [("receive", 2), ("handle", 6)]
    assert made.fees == fees
    assert Procedure.objects.get(code=SINGLE, valid_from=FIRST).papers.count() > 1


def test_without_steps_the_usual_ones_stand(admin, at) -> None:
    made = make(admin, at, steps=[])
    assert [step.is_default for step in made.steps.all()] == [True] * 4


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"name": ""}, "Tên thủ tục"),
        ({"term_value": "ba"}, "Thời hạn"),
        ({"term_unit": ""}, "Đơn vị thời hạn"),
        ({"term_value": 0}, "Thời hạn"),
        ({"cutoff_15h": True}, "Nhận sau 15 giờ trả hôm sau"),
        ({"channels": ["pigeon"]}, "Cách nộp"),
        ({"papers": [{"name": ""}]}, "Tên giấy tờ"),
        ({"papers": ["x"]}, "papers"),
        ({"papers": [{"name": "x"}] * 201}, ""),
        ({"route_hours": "-1"}, "Tổng giờ quy trình"),
    ],
)
def test_a_wrong_version_names_the_field_and_writes_nothing(admin, at, changes: dict, column: str) -> None:
    with pytest.raises(WrongEntry) as wrong:
        make(admin, at, **changes)
    assert column in [str(fault.column) for fault in wrong.value.faults]
    assert len(spans()) == 1 and not Entry.objects.filter(kind="catalogue.version").exists()


def test_the_past_stays_as_it_was(admin, at) -> None:
    with pytest.raises(ProcedureError, match="từ hôm nay"):
        make(admin, at, at.date() - timedelta(days=1), term_value=2)
    with pytest.raises(ProcedureError, match="Chưa có gì khác"):
        make(admin, at, FIRST)


@pytest.mark.thread("Frappe #2214")
def test_a_version_from_today_counts_for_the_next_dossier_and_not_for_the_last(admin, office, at) -> None:
    before = received(office)
    make(admin, at, at.date(), term_value=2)
    after = received(office)
    before.refresh_from_db()
    assert (before.procedure.valid_from, before.term_text) == (FIRST, "3 ngày làm việc")
    assert (after.procedure.valid_from, after.term_text) == (at.date(), "2 ngày làm việc")


def test_a_version_that_dossiers_use_is_not_changed_in_place(admin, office, at) -> None:
    make(admin, at, at.date(), term_value=2)
    received(office)
    with pytest.raises(ProcedureError, match="đã có hồ sơ"):
        make(admin, at, at.date(), based_on=at.date(), term_value=1)
    assert make(admin, at, at.date() + timedelta(days=1), based_on=at.date(), term_value=1).term_value == 1


def test_another_coming_version_of_that_day_is_not_overwritten(admin, at) -> None:
    make(admin, at, term_value=2)
    with pytest.raises(ProcedureError, match="Đã có bản áp dụng từ 01/01/2027"):
        make(admin, at, term_value=1)
    assert make(admin, at, based_on=NEW_YEAR, term_value=1).term_value == 1


def test_the_second_of_two_is_told_who_changed_it(admin, at) -> None:
    seen = actions.stamp_of(Procedure.objects.get(code=SINGLE))
    paper = ProcedurePaper.objects.filter(procedure__code=SINGLE, name_cut=True).first()
    actions.complete_paper_name(paper=paper, name=paper.name.rstrip("…") + "ịch", by=admin, at=at)
    with pytest.raises(ChangedMeanwhile):
        make(admin, at, seen=seen, term_value=2)
    make(admin, at, seen=actions.stamp_of(Procedure.objects.get(code=SINGLE)), term_value=2)


def test_only_administrators_and_specialists_make_versions(admin, office, at) -> None:
    for by in (office.actor(office.hanh), office.actor(office.nghia), clock(office.unit)):
        with pytest.raises(ProcedureError, match="Quản trị hoặc cán bộ chuyên môn"):
            make(by, at, term_value=2)
    assert make(office.actor(office.ha), at, term_value=2).term_value == 2


def test_the_history_says_what_changed(admin, at) -> None:
    make(admin, at, term_value=2)
    newest, first = versions_of(code=SINGLE, on=at.date())
    assert [(d.name, str(d.old), str(d.new)) for d in newest.changes] == [("term_value", "3", "2")]
    assert (newest.future, newest.can_edit, newest.made.by) == (True, True, "an.lv")
    assert (first.in_force, first.can_edit, first.made, first.changes) == (True, False, None, ())


def test_a_change_is_taken_back_while_no_dossier_uses_it(admin, at) -> None:
    before = entry_of(Procedure.objects.get(code=SINGLE))
    make(admin, at, term_value=2)
    change = CatalogueLoad.objects.order_by("-pk").first()
    actions.undo_change(change=change.pk, by=admin, at=at)
    assert spans() == [(FIRST, None)]
    assert entry_of(Procedure.objects.get(code=SINGLE)) == before
    with pytest.raises(ProcedureError, match="không còn để lấy lại"):
        actions.undo_change(change=change.pk, by=admin, at=at)
    assert [e.data["what"] for e in Entry.objects.filter(kind="catalogue.undone")] == ["version"]


def test_a_change_of_a_coming_version_goes_back_to_what_it_was(admin, at) -> None:
    make(admin, at, term_value=2)
    make(admin, at, based_on=NEW_YEAR, term_value=1)
    actions.undo_change(change=CatalogueLoad.objects.order_by("-pk").first().pk, by=admin, at=at)
    assert procedure(code=SINGLE, on=NEW_YEAR).term_value == 2


def test_a_change_with_a_later_one_or_with_a_dossier_stays(admin, office, at) -> None:
    make(admin, at, term_value=2)
    first = CatalogueLoad.objects.order_by("-pk").first().pk
    make(admin, at, based_on=NEW_YEAR, term_value=1)
    with pytest.raises(ProcedureError, match="được sửa tiếp"):
        actions.undo_change(change=first, by=admin, at=at)
    make(admin, at, at.date(), code=BIRTH, term_note="mới")
    received(office, BIRTH)
    with pytest.raises(ProcedureError, match="Đã có hồ sơ nhận theo bản mới"):
        actions.undo_change(change=CatalogueLoad.objects.order_by("-pk").first().pk, by=admin, at=at)


def test_the_package_loaded_again_leaves_versions_made_by_hand(admin, at) -> None:
    make(admin, at, term_value=2)
    report = load_catalogue()
    assert (report.created, report.updated) == (0, 0)
    assert spans() == [(FIRST, NEW_YEAR), (NEW_YEAR, None)]


# --- files ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["xlsx", "csv", "yaml"])
def test_the_whole_catalogue_goes_out_and_in_and_nothing_changes(admin, at, kind: str) -> None:
    content = WRITERS[kind](exported_entries(on=at.date()))
    made = preview(name=f"a.{kind}", content=content, day=NEW_YEAR)
    assert made.faults == []
    assert {status: made.count(status) for status in Status} == {
        Status.NEW: 0, Status.CHANGED: 0, Status.SAME: 155, Status.ABSENT: 0,
    }  # fmt: skip
    assert not made.can_apply
    with pytest.raises(ProcedureError, match="giống hệt"):
        actions.apply_import(name=f"a.{kind}", content=content, day=NEW_YEAR, by=admin, at=at)


def table(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def test_a_preview_says_new_changed_same_and_absent(admin, at) -> None:
    content = table(
        "Mã thủ tục,Tên thủ tục,Mã lĩnh vực,Lĩnh vực,Thời hạn,Đơn vị thời hạn",
        f"{SINGLE},Thủ tục cấp Giấy xác nhận tình trạng hôn nhân,ho_tich,Hộ tịch,2,working_day",
        f"{BIRTH},Thủ tục đăng ký khai sinh,ho_tich,Hộ tịch,0,same_day",
        "9.000001,Đăng ký việc mới,ho_tich,Hộ tịch,1,working_day",
    )
    made = preview(name="a.csv", content=content, day=NEW_YEAR)
    lines = {line.code: line for line in made.lines}
    assert made.faults == []
    assert [lines[code].status for code in (SINGLE, BIRTH, "9.000001")] == [Status.CHANGED, Status.SAME, Status.NEW]
    assert [(d.name, str(d.old), str(d.new)) for d in lines[SINGLE].changes] == [("term_value", "3", "2")]
    assert made.count(Status.ABSENT) == 153
    assert len(spans()) == 1, "a preview changes nothing"


def test_what_a_file_does_not_say_stays(admin, at) -> None:
    content = table("Mã thủ tục,Thời hạn,Đơn vị thời hạn", f"{SINGLE},2,working_day")
    actions.apply_import(name="a.csv", content=content, day=NEW_YEAR, by=admin, at=at)
    old, new = (entry_of(procedure(code=SINGLE, on=day)) for day in (at.date(), NEW_YEAR))
    assert [d.name for d in differences(old, new)] == ["term_value"]
    assert (old["papers"], old["steps"]) == (new["papers"], new["steps"])


def test_one_broken_row_and_nothing_is_taken(admin, at) -> None:
    content = table("Mã thủ tục,Thời hạn,Đơn vị thời hạn", f"{SINGLE},2,working_day", f"{BIRTH},hai,working_day")
    made = preview(name="a.csv", content=content, day=NEW_YEAR)
    assert [(fault.row, str(fault.column)) for fault in made.faults] == [(3, "Thời hạn")] and not made.can_apply
    with pytest.raises(ProcedureError, match="chưa nhận gì"):
        actions.apply_import(name="a.csv", content=content, day=NEW_YEAR, by=admin, at=at)
    assert len(spans()) == 1


def test_a_new_procedure_needs_its_name_and_field(admin, at) -> None:
    made = preview(name="a.csv", content=table("Mã thủ tục,Thời hạn", "9.000001,2"), day=NEW_YEAR)
    assert {str(fault.column) for fault in made.faults} == {"Tên thủ tục", "Mã lĩnh vực", "Lĩnh vực", "Đơn vị thời hạn"}


def test_a_file_is_taken_back_whole(admin, at) -> None:
    content = table(
        "Mã thủ tục,Tên thủ tục,Mã lĩnh vực,Lĩnh vực,Thời hạn,Đơn vị thời hạn",
        f"{SINGLE},Thủ tục cấp Giấy xác nhận tình trạng hôn nhân,ho_tich,Hộ tịch,2,working_day",
        "9.000001,Đăng ký việc mới,ho_tich,Hộ tịch,1,working_day",
    )
    load = actions.apply_import(name="a.csv", content=content, day=NEW_YEAR, by=admin, at=at)
    assert (load.counts["new"], load.counts["changed"]) == (1, 1)
    assert procedure(code="9.000001", on=NEW_YEAR).title == "Đăng ký việc mới"
    actions.undo_change(change=load.pk, by=admin, at=at)
    assert spans() == [(FIRST, None)] and not Procedure.objects.filter(code="9.000001").exists()
    assert [e.kind for e in Entry.objects.filter(kind__startswith="catalogue.").order_by("seq")] == [
        "catalogue.imported",
        "catalogue.undone",
    ]


def test_a_preview_that_is_not_true_any_more_is_not_applied(admin, at) -> None:
    content = table("Mã thủ tục,Thời hạn,Đơn vị thời hạn", f"{SINGLE},2,working_day")
    seen = preview(name="a.csv", content=content, day=NEW_YEAR).version
    make(admin, at, term_value=1, code=BIRTH, term_unit="working_day", cutoff_15h=False)
    with pytest.raises(ProcedureError, match="vừa được sửa sau khi so sánh"):
        actions.apply_import(name="a.csv", content=content, day=NEW_YEAR, by=admin, at=at, version=seen)


def test_a_file_for_a_day_that_dossiers_use_is_told(admin, office, at) -> None:
    make(admin, at, at.date(), term_value=2)
    received(office)
    content = table("Mã thủ tục,Thời hạn,Đơn vị thời hạn", f"{SINGLE},1,working_day")
    assert ["đã có hồ sơ" in f.text for f in preview(name="a.csv", content=content, day=at.date()).faults] == [True]


def test_only_the_administrator_brings_a_file_in(admin, office, at) -> None:
    content = table("Mã thủ tục,Thời hạn,Đơn vị thời hạn", f"{SINGLE},2,working_day")
    with pytest.raises(ProcedureError, match="quản trị"):
        actions.apply_import(name="a.csv", content=content, day=NEW_YEAR, by=office.actor(office.ha), at=at)
    with pytest.raises(ProcedureError, match="từ hôm nay"):
        actions.apply_import(name="a.csv", content=content, day=at.date() - timedelta(days=1), by=admin, at=at)


def test_another_unit_takes_nothing_back(admin, office, at) -> None:
    make(admin, at, term_value=2)
    change = CatalogueLoad.objects.order_by("-pk").first().pk
    with pytest.raises(ProcedureError, match="không còn để lấy lại"):
        actions.undo_change(change=change, by=office.actor(office.la), at=at)
    assert len(spans()) == 2

"""The file of a process with its faults, its branches, what a new version changes, and which version a dossier keeps."""

from datetime import timedelta
from decimal import Decimal

import pytest

from builders.dossiers import SINGLE, load_small_catalogue, received
from builders.partners import build_partners
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.procedures import actions
from thanthien.procedures.process_file import read, written
from thanthien.procedures.process_rules import Opinion, Work, chosen, preview, questions
from thanthien.procedures.queries import process_of
from thanthien.procedures.rules import ProcedureError, StepKind, StepRole

ONE = Work("Tiếp nhận", StepKind.RECEIVE, StepRole.ONE_STOP, hours=Decimal(4))
TWO = Work("Thẩm tra", StepKind.HANDLE, StepRole.SPECIALIST, opinions=(Opinion("Phòng Kinh tế", 3),))
TAX = Work("Tính thuế", StepKind.HANDLE, StepRole.SPECIALIST, "38-P01", Decimal("7.5"), ("co_thue", "co"))
END = Work("Ký", StepKind.APPROVE, StepRole.LEADER)
OUT = Work("Trả kết quả", StepKind.HAND_OVER, StepRole.ONE_STOP)
WHOLE = (ONE, TWO, TAX, END, OUT)
FILE = """procedure: "1.004873"
steps:
- {name: Tiếp nhận, kind: receive, role: one_stop}
- {name: Thẩm tra, kind: handle, role: specialist}
- {name: Trả kết quả, kind: hand_over, role: one_stop}
"""


def test_what_is_written_is_read_back():
    assert read(written("1.004873", WHOLE)).works == WHOLE


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("kind: handle", "kind: think", 4, "“think” lạ"),
        ("role: specialist", "role: wizard", 4, "“wizard” lạ"),
        ("name: Thẩm tra, ", "", 4, "chưa có tên"),
        ("name: Thẩm tra", "name: Tiếp nhận", 4, "ghi hai lần"),
        ("role: specialist", "role: specialist, hours: -1", 4, "Số giờ"),
        ("role: specialist", "role: specialist, colour: red", 4, "không có trong mẫu"),
        ("role: specialist", "role: specialist, opinions: [{body: A}]", 4, "số ngày làm việc"),
        ("role: specialist", "role: specialist, unit: 38-P01", 4, "phải về xã"),
        ("role: specialist", "role: specialist, when: {a: b}", 4, "không đặt điều kiện"),
        ("kind: hand_over, role: one_stop", "kind: hand_over, role: one_stop, unit: 38-P01", 5, "là việc của xã"),
        ("kind: receive, role: one_stop", "kind: receive, role: one_stop, unit: 38-P01", 3, "Bước đầu do chính xã"),
        ('procedure: "1.004873"', "procedure: ''", 1, "Thiếu mã"),
        ("- {name: Thẩm tra", "- {name: [Thẩm tra", 4, "chưa đọc được"),
    ],
)
def test_each_fault_names_its_line(old, new, line, says):
    found = read(FILE.replace(old, new, 1)).faults
    assert any(fault.line == line and says in str(fault.text) for fault in found), [(f.line, str(f.text)) for f in found]


@pytest.mark.parametrize("text", ["", "- 1", "steps: 3", "x: !!python/object/apply:os.getcwd []", "\x00"])
def test_a_file_that_is_none_is_refused_and_nothing_runs(text):
    assert read(text).faults and read(text).works == ()


def test_a_branch_runs_only_for_its_answer():
    assert chosen(WHOLE, {}) == chosen(WHOLE, {"co_thue": "khong"}) == (ONE, TWO, END, OUT)
    assert chosen(WHOLE, {"co_thue": "co"}) == WHOLE
    assert questions(WHOLE) == {"co_thue": ("co",)}


def test_the_preview_tells_what_is_added_removed_changed_and_moved():
    later = Work(END.name, END.kind, StepRole.SPECIALIST)
    found = {(c.what, c.name): [(o, n) for _, o, n in c.parts] for c in preview((ONE, TWO, END, OUT), (ONE, TAX, later, OUT))}
    assert found == {("added", "Tính thuế"): [], ("changed", "Ký"): [("leader", "specialist")], ("removed", "Thẩm tra"): []}
    assert {c.name for c in preview((ONE, TWO, END), (ONE, END, TWO))} == {"Thẩm tra", "Ký"}
    assert preview(WHOLE, WHOLE) == []


@pytest.mark.django_db
class TestVersions:
    @pytest.fixture
    def make(self, office):
        load_small_catalogue()
        partners = build_partners(office)
        by = partners.actor(partners.admin, office)

        def made(text: str = FILE, *, days: int = 0, who=by):
            on = office.at.date() + timedelta(days=days)
            return actions.make_process(unit=office.unit, text=text, valid_from=on, by=who, at=office.at)

        return made

    def test_a_dossier_keeps_the_version_it_was_received_under(self, office, make):
        make()
        first = received(office)
        make(FILE.replace("Thẩm tra", "Xem xét"))
        first.refresh_from_db()
        second = received(office, applicant=first.applicant)
        assert (first.process_version, second.process_version) == (1, 2)
        assert [step.name for step in first.steps.all()][1] == "Thẩm tra"
        assert [step.name for step in second.steps.all()][1] == "Xem xét"
        assert verify() is None

    def test_a_version_to_come_waits_for_its_day(self, office, make):
        make()
        make(FILE.replace("Thẩm tra", "Xem xét"), days=3)
        today = office.at.date()
        number = {n: process_of(unit=office.unit, code=SINGLE, on=today + timedelta(days=n)).version for n in (0, 2, 3)}
        assert number == {0: 1, 2: 1, 3: 2}

    def test_one_entry_with_codes_only(self, make):
        make()
        (entry,) = Entry.objects.filter(kind="process.made")
        assert (entry.data["code"], entry.data["version"], entry.data["steps"]) == (SINGLE, 1, 3)

    @pytest.mark.parametrize(
        ("text", "says"),
        [(FILE.replace("1.004873", "9.999999"), "không có thủ tục"),
         (FILE.replace("name: Thẩm tra", "name: A, unit: 38-X9"), "Dòng 4")],
    )  # fmt: skip
    def test_unknown_procedures_and_units_are_refused(self, make, text, says):
        with pytest.raises(ProcedureError, match=says):
            make(text)

    def test_the_same_steps_again_are_no_version(self, make):
        make()
        with pytest.raises(ProcedureError, match="giống hệt"):
            make()

    def test_nobody_but_the_administrator_makes_one(self, office, make):
        with pytest.raises(ProcedureError, match="quản trị"):
            make(who=office.actor(office.hanh))

    def test_not_for_days_that_are_over(self, make):
        with pytest.raises(ProcedureError, match="từ hôm nay"):
            make(days=-1)

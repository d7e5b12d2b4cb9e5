"""`thanthien simulate`: lives days, or says in a sentence why not and what to do; then nothing is written."""

from datetime import date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.people.models import Counter, Device, Office, Officer, RoleGrant
from thanthien.queueing.models import Service, Ticket
from thanthien.shared.actor import system
from thanthien.shared.clock import VIETNAM, day_of
from thanthien.simulation import demo
from thanthien.simulation.readiness import SimulationError, check_ready

UNIT = demo.UNIT


@pytest.fixture
def hall(cam_tu, time_machine, settings):
    """Xã Cẩm Tú, opened on 1 October; today is the 20th."""
    time_machine.move_to(datetime(2026, 10, 20, 9, tzinfo=VIETNAM))
    settings.ANCHORS = "hand"
    return cam_tu


def simulate(start: str, end: str, *more: str, unit: str = UNIT) -> str:
    out = StringIO()
    call_command("simulate", "--unit", unit, "--from", start, "--to", end, *more, stdout=out)
    return out.getvalue().strip()


def refused(start: str, end: str, *more: str, unit: str = UNIT) -> str:
    before = Entry.objects.count()
    with pytest.raises(CommandError) as told:
        simulate(start, end, *more, unit=unit)
    assert Entry.objects.count() == before
    return str(told.value)


def test_it_lives_the_days_and_says_so_in_one_line(hall):
    said = simulate("2026-10-05", "2026-10-06", "--seed", "3", "--visitors", "5")
    tickets = Ticket.objects.count()
    assert said.startswith(f"2 ngày làm việc, {tickets} lượt, ")
    assert "lượt đánh giá, ngày không viết " in said, "6 October is a Tuesday"
    assert {row.day for row in Ticket.objects.all()} == {date(2026, 10, 5), date(2026, 10, 6)}
    lived = Entry.objects.filter(kind="ticket.taken")
    assert {day_of(entry.written_at) for entry in lived} == {date(2026, 10, 5), date(2026, 10, 6)}, "written when it was lived"
    assert verify() is None


def test_the_next_days_go_on_from_there(hall):
    simulate("2026-10-05", "2026-10-05", "--visitors", "3")
    assert "từ ngày 06/10/2026 trở đi" in refused("2026-10-05", "2026-10-07")
    assert simulate("2026-10-06", "2026-10-06", "--visitors", "3").startswith("1 ngày làm việc")


def test_a_sunday_is_lived_without_anybody(hall):
    assert simulate("2026-10-04", "2026-10-04") == "0 ngày làm việc, 0 lượt, 0 hồ sơ, 0 lượt đánh giá"


@pytest.mark.parametrize(("start", "end", "says"), [
    ("2026-10-19", "2026-10-20", "Mô phỏng đến ngày 19/10/2026 thôi"),
    ("2026-10-19", "2027-10-20", "chưa qua hết"),
    ("2026-10-06", "2026-10-05", "đứng trước ngày đầu"),
    ("2026-09-30", "2026-10-05", "từ ngày 02/10/2026 trở đi"),
    ("hôm qua", "2026-10-05", "như 2026-09-01"),
])  # fmt: skip
def test_days_that_cannot_be_lived(hall, start, end, says):
    assert says in refused(start, end)


def test_units_that_cannot_be_lived_in(hall):
    assert "Chưa có đơn vị mang mã 99999" in refused("2026-10-05", "2026-10-05", unit="99999")
    assert "--open để dựng xã mẫu" in refused("2026-10-05", "2026-10-05", unit="38")
    assert "mở ở trang /bat-dau" in refused("2026-10-05", "2026-10-05", "--open", unit="38")


def turned(*, demo: bool) -> None:
    row = Office.objects.get(pk=UNIT)
    row.demo = demo
    row.save()


def test_a_real_office_gets_no_made_up_people(hall, settings):
    settings.DEMO = False
    turned(demo=False)
    assert "là văn phòng thật" in refused("2026-10-05", "2026-10-05")
    turned(demo=True)
    assert simulate("2026-10-05", "2026-10-05", "--visitors", "2").startswith("1 ngày làm việc")


def test_a_year_without_a_sure_calendar(hall):
    def check(day: date) -> None:
        check_ready(unit=UNIT, start=day, end=day, today=date(2040, 1, 1), demonstration=True)

    with pytest.raises(SimulationError, match="năm 2027 còn tạm tính"):
        check(date(2027, 1, 5))
    with pytest.raises(SimulationError, match="Chưa có lịch nghỉ năm 2039"):
        check(date(2039, 3, 1))
    check(date(2026, 12, 30))


def test_an_office_that_is_not_furnished(hall):
    def says(words: str) -> None:
        assert words in refused("2026-10-05", "2026-10-05")

    RoleGrant.objects.filter(role="leader").delete()
    says("chưa có ai giữ việc lãnh đạo. Thêm ở Quản trị, mục Cán bộ")
    Officer.objects.filter(grants__role="one_stop").update(is_active=False)
    says("chưa có ai giữ việc một cửa")
    Counter.objects.update(active=False)
    says("Sảnh chưa có quầy nào")
    Service.objects.update(active=False)
    says("Sảnh chưa có việc nào để lấy số")


def test_a_machine_without_tables(hall, monkeypatch):
    from django.db import connection

    monkeypatch.setattr(connection.introspection, "table_names", lambda: [])
    assert "Máy này chưa có cơ sở dữ liệu" in refused("2026-10-05", "2026-10-05")


def test_an_office_of_another_furniture_can_be_lived_in_too(hall):
    """Seats and counters need not be those of the demonstration."""
    told = {"by": system(UNIT), "at": datetime(2026, 10, 2, 8, tzinfo=VIETNAM)}
    people.remove_device(device=Device.objects.get(unit_id=UNIT, code="tablet-4"), **told)
    people.remove_counter(counter=Counter.objects.get(unit_id=UNIT, number=4), **told)
    assert simulate("2026-10-05", "2026-10-05", "--visitors", "4").startswith("1 ngày làm việc")
    assert verify() is None

"""Whether days can be lived in an office: asked before anything is written, answered with what to do."""

from datetime import date, timedelta

from thanthien.journal.models import Entry
from thanthien.people import queries as people
from thanthien.people.models import Office
from thanthien.people.rules import PeopleError, Role
from thanthien.people.scoping import in_unit
from thanthien.queueing.models import Service
from thanthien.shared.clock import day_of
from thanthien.shared.wording import Refusal, say
from thanthien.simulation.place import Place
from thanthien.worktime.day_table import Calendar, Status, WorktimeError
from thanthien.worktime.queries import office_time

# The longest terms of the usual matters end within so many days.
LONGEST_TERM = timedelta(days=90)


class SimulationError(Refusal):
    """Days cannot be lived there; the sentence says what to do first."""


def check_ready(*, unit: str, start: date, end: date, today: date, demonstration: bool) -> None:
    """Raises SimulationError unless the days from `start` to `end` can be lived in the office of `unit`.

    `demonstration`: this whole machine is one; else only an office that was built as a demonstration may have made-up people,
    because nothing that an act wrote can be taken out again.
    """
    if end < start:
        raise SimulationError(
            say("Ngày cuối {end:%d/%m/%Y} đứng trước ngày đầu {start:%d/%m/%Y}. Đổi lại.", end=end, start=start)
        )
    if end >= today:
        raise SimulationError(
            say(
                "Ngày {end:%d/%m/%Y} chưa qua hết. Mô phỏng đến ngày {last:%d/%m/%Y} thôi.",
                end=end,
                last=today - timedelta(days=1),
            )
        )
    try:
        named = people.unit(unit).name
        office = people.office(unit)
    except PeopleError as error:
        raise SimulationError(
            say("{error} Thêm --open để dựng xã mẫu (15148), hoặc mở xã ở trang /bat-dau.", error=str(error))
        ) from error
    with in_unit(unit):
        _check_made_up(office, named, demonstration)
        _check_not_lived(unit, start)
        _check_calendar(office_time(unit=unit).calendar, start, end)
        _check_hall(unit, start)


def _check_made_up(office: Office, named: str, demonstration: bool) -> None:
    if not (office.demo or demonstration):
        raise SimulationError(
            say(
                "{named} là văn phòng thật: người và hồ sơ mô phỏng đã vào sổ thì không lấy ra được. Dùng một máy riêng, "
                "với THANTHIEN_HOME khác và THANTHIEN_DEMO=1.",
                named=named,
            )
        )


def _check_not_lived(unit: str, start: date) -> None:
    last = Entry.objects.filter(unit=unit).order_by("-at").values_list("at", flat=True).first()
    if last is not None and day_of(last) >= start:
        raise SimulationError(
            say(
                "Sổ của xã đã ghi đến ngày {last:%d/%m/%Y}. Mô phỏng từ ngày {next:%d/%m/%Y} trở đi.",
                last=day_of(last),
                next=day_of(last) + timedelta(days=1),
            )
        )


def _check_calendar(calendar: Calendar, start: date, end: date) -> None:
    for year in range(start.year, (end + LONGEST_TERM).year + 1):
        known = calendar.years.get(year)
        if known is None:
            raise SimulationError(say("Chưa có lịch nghỉ năm {year}. Quản trị mở năm ấy ở mục Lịch năm rồi chạy lại.", year=year))
        if known.status is not Status.OFFICIAL and year <= end.year:
            raise SimulationError(
                say("Lịch nghỉ năm {year} còn tạm tính. Quản trị xác nhận ở mục Lịch năm rồi chạy lại.", year=year)
            )


def _check_hall(unit: str, start: date) -> None:
    if not Service.objects.filter(unit_id=unit, active=True).exists():
        raise SimulationError(say("Sảnh chưa có việc nào để lấy số. Thêm ở Quản trị, mục Việc ở sảnh."))
    if not people.counters(unit).exists():
        raise SimulationError(say("Sảnh chưa có quầy nào. Thêm ở Quản trị, mục Quầy."))
    roles = {Role.ONE_STOP: say("một cửa"), Role.SPECIALIST: say("chuyên môn"), Role.LEADER: say("lãnh đạo")}
    for role, words in roles.items():
        if not people.officers_with(unit=unit, role=role, on=start):
            raise SimulationError(
                say("Ngày {day:%d/%m/%Y} chưa có ai giữ việc {words}. Thêm ở Quản trị, mục Cán bộ.", day=start, words=words)
            )
    try:
        matters = Place(unit=unit).matters
    except WorktimeError as error:
        raise SimulationError(str(error)) from error
    if not matters:
        raise SimulationError(say("Chưa việc nào của sảnh khớp với danh mục thủ tục. Chạy thanthien load, rồi xem lại các việc."))

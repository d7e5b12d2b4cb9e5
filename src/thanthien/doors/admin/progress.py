"""What is set up in a commune and what is missing: one line a thing, in the order in which a new commune does them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thanthien.doors.templatetags.administration import address_of
from thanthien.people.models import Device, Office, RoleGrant
from thanthien.people.queries import counters, offices
from thanthien.people.rules import ROLE_NAMES, DeviceKind, Role
from thanthien.procedures.models import ProcedureStep
from thanthien.procedures.queries import HoleKind, holes, in_force
from thanthien.queueing.models import Service, ServiceCounter
from thanthien.shared.wording import said, say
from thanthien.worktime.day_table import Status
from thanthien.worktime.queries import known_years, own_hours

NEEDED_DEVICES = (DeviceKind.KIOSK, DeviceKind.DISPLAY)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to set up: `have` of `need` are done; `text` says what is there or what comes next."""

    name: str
    url: str
    title: str
    text: str
    have: int
    need: int

    @property
    def state(self) -> str:
        """The class of `.st`: ok, today (begun), open (nothing yet)."""
        return "ok" if self.have >= self.need else "today" if self.have else "open"

    @property
    def word(self) -> str:
        return {"ok": say("Xong"), "today": say("Đang dở"), "open": say("Chưa làm")}[self.state]


def lines(*, unit: str, on: date) -> list[Line]:
    """The lines of the unit's page; a line whose page this installation does not have is left out."""
    office = offices().filter(pk=unit).first()
    made = [
        _office(office), _hall_counters(unit), _services(unit), _people(unit, on), _devices(unit), _hours(office), _year(on),
        _papers(),
    ]  # fmt: skip
    return [line for line in made if line.url]


def done(made: Iterable[Line]) -> tuple[int, int]:
    """(lines that are done, all lines)."""
    kept = list(made)
    return sum(line.state == "ok" for line in kept), len(kept)


def _line(name: str, title: str, text: str, have: int, need: int) -> Line:
    return Line(name, address_of(f"admin:{name}"), title, text, have, need)


def _missing(words: Iterable[object], fine: str) -> str:
    """A sentence with what is missing, or the one that says that nothing is."""
    listed = ", ".join(str(said(str(word))) for word in words)
    return say("Còn thiếu: {what}.", what=listed) if listed else fine


def _office(office: Office | None) -> Line:
    facts = {
        say("tên trung tâm"): office.centre, say("địa chỉ"): office.address, say("đường dây nóng"): office.hotline,
        say("địa danh"): office.place,
    } if office else {}  # fmt: skip
    empty = [name for name, value in facts.items() if not value]
    text = _missing(empty, say("Tên, địa chỉ, đường dây nóng đều có trên giấy hẹn và trang xã."))
    if office and not office.demo and not office.unit.portal_code:
        facts[code := say("mã trên Cổng Dịch vụ công")] = ""
        empty.append(code)
        text = say("Còn thiếu: {what}. Chưa có mã thì giấy hẹn in chữ BẢN MẪU.", what=", ".join(map(str, empty)))
    return _line("office", say("Thông tin Một cửa"), text, len(facts) - len(empty), max(len(facts), 1))


def needed_roles() -> list[Role]:
    """The administrator, and every role that a step of a procedure in force is given to."""
    used = set(ProcedureStep.objects.filter(procedure__in=in_force()).values_list("role", flat=True).distinct())
    return [role for role in Role if role == Role.ADMIN or role in used]


def _people(unit: str, on: date) -> Line:
    grants = RoleGrant.objects.filter(unit_id=unit, valid_from__lte=on, officer__is_active=True).exclude(valid_to__lt=on)
    held = set(grants.values_list("role", flat=True))
    needed = needed_roles()
    absent = [ROLE_NAMES[role] for role in needed if role not in held]
    fine = say("Bước nào của thủ tục cũng có người làm.")
    return _line("people", say("Cán bộ và vai trò"), _missing(absent, fine), len(needed) - len(absent), len(needed))


def _hall_counters(unit: str) -> Line:
    numbers = [counter.number for counter in counters(unit)]
    text = say("Quầy {list}.", list=", ".join(map(str, numbers))) if numbers else say("Mỗi bàn nhận hồ sơ là một quầy có số.")
    return _line("counters", say("Quầy"), text, len(numbers), max(len(numbers), 1))


def _services(unit: str) -> Line:
    offered = list(Service.objects.filter(unit_id=unit, active=True))
    served = set(ServiceCounter.objects.filter(service__in=offered).values_list("service_id", flat=True))
    idle = [service.name for service in offered if service.pk not in served]
    homeless = _uncovered(offered) if offered else []
    if not offered:
        text = say("Chưa có việc nào để chọn ở máy lấy số.")
    elif idle:
        text = say("Chưa có quầy nhận: {what}.", what=", ".join(idle))
    else:
        text = _missing(homeless, say("Việc nào cũng có quầy nhận, thủ tục nào cũng có chỗ lấy số."))
    return _line("services", say("Việc ở sảnh"), text, len(offered) - len(idle), max(len(offered) + bool(homeless), 1))


def _uncovered(offered: list[Service]) -> list[str]:
    """Fields of procedures in force that no service of the hall takes, by name."""
    covered = {name for service in offered for name in service.fields}
    rows = in_force().exclude(field__in=covered).order_by("field_name").values_list("field_name", flat=True)
    return sorted(set(rows))


def _devices(unit: str) -> Line:
    known = list(Device.objects.filter(unit_id=unit, revoked_at__isnull=True))
    live = [device for device in known if device.enrolled_at is not None]
    kinds = {device.kind for device in live}
    words = {DeviceKind.KIOSK: say("máy lấy số"), DeviceKind.DISPLAY: say("màn hình sảnh")}
    absent = [words[kind] for kind in NEEDED_DEVICES if kind not in kinds]
    fine = say("Đã ghép {n} máy.", n=len(live))
    need = max(len(known), len(live) + len(absent))
    return _line("devices", say("Thiết bị"), _missing(absent, fine), len(live), need)


def _hours(office: Office | None) -> Line:
    own = bool(office and (office.hours or own_hours(unit=office.pk)))
    text = say("Giờ của xã đã ghi.") if own else say("Đang dùng giờ thường lệ. Xem lại và ghi giờ của xã.")
    return _line("hours", say("Giờ làm việc"), text, int(own), 1)


def _year(on: date) -> Line:
    known = {year.year: year for year in known_years()}
    sure = on.year in known and known[on.year].status == Status.OFFICIAL
    text = (
        say("Lịch nghỉ năm {year} đã có thông báo.", year=on.year)
        if sure
        else say("Lịch nghỉ năm {year} chưa chắc.", year=on.year)
    )
    return _line("calendar", say("Lịch năm"), text, int(sure), 1)


def _papers() -> Line:
    cut = sum(hole.count for hole in holes() if hole.kind == HoleKind.PAPER_NAME_CUT)
    total = in_force().count()
    fine = say("{n} thủ tục đang áp dụng.", n=total)
    text = say("{n} thủ tục; {cut} tên giấy tờ bị cắt ở nguồn, ghi đủ khi dùng tới.", n=total, cut=cut) if cut else fine
    return _line("catalogue", say("Danh mục thủ tục"), text, int(total > 0), 1)

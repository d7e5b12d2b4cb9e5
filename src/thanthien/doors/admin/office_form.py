"""The facts of an office that a commune tells first: what stands on every receipt and every public page."""

from datetime import datetime, time

from thanthien.doors.admin.forms import Field, Form, Wrong, phone
from thanthien.dossiers.rules import DEMO_PREFIX, is_code
from thanthien.people import actions as people
from thanthien.people.models import Office, Unit
from thanthien.people.rules import UnitKind
from thanthien.shared.actor import Actor
from thanthien.shared.wording import say
from thanthien.worktime.office_hours import DAY_KEYS
from thanthien.worktime.queries import default_hours

FACTS = ("centre", "address", "hotline", "place")
HOURS = ("morning_from", "morning_to", "afternoon_from", "afternoon_to")


def hour(text: str) -> str:
    """`7:30`, `7h30` or `07.30` as `07:30`; raises Wrong."""
    tidy = text.lower().replace("h", ":").replace(".", ":").replace("g", ":").strip(":")
    parts = tidy.split(":")
    if len(parts) == 1:
        parts.append("0")
    try:
        return time(int(parts[0]), int(parts[1])).strftime("%H:%M")
    except (ValueError, IndexError):
        raise Wrong(say("Ghi giờ như 07:30.")) from None


def portal_code(text: str) -> str:
    """The unit's part of its dossier codes, as the portal gave it (H56.327); raises Wrong."""
    tidy = text.replace(" ", "").upper()
    if "." not in tidy or not is_code(f"{tidy}-260101-0001") or tidy.startswith(f"{DEMO_PREFIX}."):
        raise Wrong(say("Ghi mã như H56.327: ba chữ và số, dấu chấm, rồi hai hoặc ba chữ và số."))
    return tidy


def keep_portal_code(unit: Unit, form: Form, *, by: Actor, at: datetime) -> None:
    """Write the code down when another one was typed. Raises PeopleError, and ChangedMeanwhile when the form is old."""
    typed = str(form.values["portal_code"])
    if typed != (unit.portal_code or ""):
        people.change_unit(code=unit.pk, portal_code=typed or None, seen=str(form.values["unit_seen"]), by=by, at=at)


def unit_facts(unit: Unit) -> dict[str, object]:
    """What the form keeps at the unit itself."""
    return {"portal_code": unit.portal_code or "", "unit_seen": unit.witness()}


def proposed(unit: Unit) -> dict[str, str]:
    """What the form proposes for a commune or its police: everything that follows from its name, and the usual hours."""
    if unit.kind == UnitKind.POLICE and unit.parent is not None:
        home = proposed(unit.parent)
        return home | {"centre": f"Trụ sở {unit.name}", "address": f"{unit.name}, {unit.parent.name}"}
    place = unit.name.split(" ", 1)[1] if unit.name.startswith(("Xã ", "Phường ")) else unit.name.removeprefix("Đặc khu ")
    above = unit.parent.name if unit.parent else ""
    said = unit.name[0].lower() + unit.name[1:]
    usual = default_hours().days[0]
    morning, afternoon = usual[0], usual[-1]
    return {
        "centre": f"Trung tâm Phục vụ hành chính công {said}", "place": place,
        "address": f"Trụ sở UBND {said}, {above[0].lower() + above[1:] if above else ''}".strip(", "),
        "morning_from": _clock(morning[0]), "morning_to": _clock(morning[1]),
        "afternoon_from": _clock(afternoon[0]), "afternoon_to": _clock(afternoon[1]),
    }  # fmt: skip


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def fact_fields() -> list[Field]:
    """Name, address, hotline, place, code on the portal."""
    return [
        Field(
            "centre",
            say("Tên nơi tiếp nhận"),
            hint=say("In trên giấy hẹn và đầu trang xã."),
            need=say("Ghi tên nơi tiếp nhận."),
            most=160,
        ),
        Field("address", say("Địa chỉ"), need=say("Ghi địa chỉ để người dân tìm đến."), most=200),
        Field(
            "hotline",
            say("Đường dây nóng"),
            kind="tel",
            size="mid",
            most=20,
            check=phone,
            need=say("Ghi số điện thoại có người nghe."),
            hint=say("Số có người nghe trong giờ làm việc."),
        ),
        Field(
            "place",
            say("Địa danh"),
            size="mid",
            hint=say("Như trong “Cẩm Tú, ngày …” trên giấy tờ."),
            need=say("Ghi địa danh."),
            most=80,
        ),
        Field(
            "portal_code",
            say("Mã trên Cổng Dịch vụ công"),
            size="mid",
            most=20,
            check=portal_code,
            hint=say("Phần đứng trước ngày trong mã hồ sơ, như H56.327. Chưa ghi thì giấy hẹn còn in chữ BẢN MẪU."),
        ),
        Field("unit_seen", "", kind="hidden", most=64),
    ]


def hour_fields() -> list[Field]:
    """One day for the whole week; other weeks are told at Giờ làm việc."""
    need = say("Ghi giờ như 07:30.")
    return [
        Field(
            "morning_from",
            say("Sáng mở cửa"),
            size="short",
            check=hour,
            need=need,
            most=8,
            group=say("Giờ tiếp dân, thứ Hai đến thứ Sáu"),
        ),
        Field("morning_to", say("Sáng nghỉ"), size="short", check=hour, need=need, most=8),
        Field("afternoon_from", say("Chiều mở cửa"), size="short", check=hour, need=need, most=8),
        Field("afternoon_to", say("Chiều nghỉ"), size="short", check=hour, need=need, most=8),
    ]


def opening_form(unit: Unit, office: Office | None = None) -> Form:
    """The form of a commune that begins: filled with what is saved, or with what follows from its name."""
    values: dict[str, object] = proposed(unit) | unit_facts(unit)
    if office is not None:
        values |= {name: getattr(office, name) for name in FACTS}
        spans = office.hours.get("mon") or []
        if len(spans) == 2:
            values |= dict(zip(HOURS, [*spans[0], *spans[1]], strict=True))
    return Form([*fact_fields(), *hour_fields()]).fill(values)


def weekly(form: Form) -> dict[str, object] | None:
    """The hours as a unit keeps them; None with the error at its field when they do not follow each other."""
    times = [str(form.values[name]) for name in HOURS]
    for before, after, name in zip(times, times[1:], HOURS[1:], strict=False):
        if before >= after:
            form.fail(say("Giờ này phải sau {before}.", before=before), name)
            return None
    spans = [[times[0], times[1]], [times[2], times[3]]]
    return dict.fromkeys(DAY_KEYS, spans) | {"saturday_openings": [], "source": str(say("Ghi khi cài đặt"))}

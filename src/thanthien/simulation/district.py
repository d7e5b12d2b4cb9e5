"""Made-up communes as they were before July 2025: their officers and hamlets, a small catalogue and a calendar of those years."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import yaml

from thanthien.people import actions as people
from thanthien.people.models import Counter, Officer, Unit
from thanthien.people.rules import Role, UnitKind
from thanthien.people.scoping import in_unit
from thanthien.procedures import catalogue
from thanthien.procedures.actions import load_catalogue
from thanthien.shared import chance
from thanthien.shared.actor import system
from thanthien.simulation.persons import HAMLETS
from thanthien.worktime import actions as worktime
from thanthien.worktime.day_table import CalendarDay, DayKind
from thanthien.worktime.queries import national_calendar

PROVINCE = "38"
BIRTH, MARRIAGE, DEATH = "1.001193", "1.000894", "1.000656"
AGAIN, GROWN, SINGLE = "1.004884", "1.004772", "1.004873"
CODES = (BIRTH, MARRIAGE, DEATH, AGAIN, GROWN, SINGLE)
FILE = Path(catalogue.__file__).parent / "data" / "procedures.yaml"
SINCE = date(2023, 1, 1)
PEOPLE = (
    ("mot.cua", "Lê Thị Hạnh", (Role.ONE_STOP,), "Công chức Một cửa"),
    ("ho.tich", "Bùi Thị Thu Hà", (Role.SPECIALIST,), "Tư pháp, Hộ tịch"),
    ("van.thu", "Đinh Thị Thư", (Role.SEAL_CLERK,), "Văn thư"),
    ("chu.tich", "Phạm Văn Nghĩa", (Role.LEADER,), "Chủ tịch UBND xã"),
)
HEADS = ("Bùi Văn Chinh", "Hà Thị Mận", "Quách Văn Sự")
# Days off of 2023 from Monday to Friday (month, day, name, English name): entered by the simulated province for its units.
OFF_2023 = (
    (1, 2, "Tết Dương lịch", "New Year's Day"), (1, 20, "Tết Nguyên đán", "Tết"), (1, 23, "Tết Nguyên đán", "Tết"),
    (1, 24, "Tết Nguyên đán", "Tết"), (1, 25, "Tết Nguyên đán", "Tết"), (1, 26, "Tết Nguyên đán", "Tết"),
    (5, 1, "Quốc tế Lao động", "Labour Day"),
    (5, 2, "Giỗ Tổ Hùng Vương", "Hung Kings"), (5, 3, "Ngày Chiến thắng", "Victory Day"),
    (9, 1, "Quốc khánh", "National Day"), (9, 4, "Quốc khánh", "National Day"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Furnished:
    """A commune and who works in it."""

    unit: str
    counter: Counter
    desk: Officer
    leader: Officer
    hamlets: tuple[Unit, ...]
    heads: tuple[Officer, ...]


def open_district(*, count: int, at: datetime, seed: str) -> list[Furnished]:
    """`count` communes of the province as they stand at `at`, with the catalogue and the calendar of 2023 and 2024."""
    load_civil_status()
    open_2023(at=at)
    return [_commune(number, at, seed) for number in range(1, count + 1)]


def load_civil_status() -> None:
    """What the letters of families answer to, dated before the simulated days; without the rest of the catalogue."""
    entries = yaml.load(FILE.read_text(encoding="utf-8"), Loader=catalogue.Loader)["procedures"]  # noqa: S506  a safe loader
    wanted = [entry | {"valid_from": SINCE} for entry in entries if entry["code"] in CODES]
    with tempfile.TemporaryDirectory(prefix="thanthien-catalogue-") as folder:
        path = Path(folder) / "civil.yaml"
        path.write_text(yaml.safe_dump({"procedures": wanted}, allow_unicode=True), encoding="utf-8")
        load_catalogue(path=path)


def open_2023(*, at: datetime) -> None:
    """The province enters the year that the programme does not ship, unless it is there."""
    if 2023 in national_calendar().years:
        return
    told, basis = {"unit": PROVINCE, "by": system(PROVINCE), "at": at}, "Nhập để mô phỏng, chưa đối chiếu thông báo nghỉ lễ"
    days = [CalendarDay(date(2023, month, day), DayKind.HOLIDAY, name, english, basis) for month, day, name, english in OFF_2023]
    with in_unit(PROVINCE):
        worktime.open_year(year=2023, days=days, **told)
        worktime.confirm_year(year=2023, document=basis, **told)


def _commune(number: int, at: datetime, seed: str) -> Furnished:
    code, name = f"{99000 + number}", f"Xã Mẫu {number:02d}"
    people.add_unit(name=name, kind=UnitKind.COMMUNE, parent=PROVINCE, code=code, by=system(PROVINCE), at=at)
    root = system(code)
    with in_unit(code), fated(code, seed, at):
        people.open_office(
            unit=code, centre=f"Bộ phận Một cửa {name}", place=f"Mẫu {number:02d}", by=root, at=at, demo=True,
            hotline="0237 000 1900",
        )  # fmt: skip
        hired = {
            login: people.add_officer(
                unit=code, login=f"{login}.{code}", name=who, roles=roles, position=position, by=root, at=at,
                fields=("ho_tich",) if Role.SPECIALIST in roles else (),
            )
            for login, who, roles, position in PEOPLE
        }  # fmt: skip
        heads = tuple(
            people.add_officer(
                unit=code, login=f"thon{n}.{code}", name=who, roles=(Role.HAMLET_HEAD,), position="Trưởng thôn", by=root, at=at
            )
            for n, who in enumerate(HEADS, start=1)
        )  # fmt: skip
        counter = people.add_counter(unit=code, number=1, name="Hộ tịch", by=root, at=at)
        counter = people.open_counter(counter=counter, officer=hired["mot.cua"], by=root, at=at)
        hamlets = tuple(
            people.add_unit(name=f"Thôn {place}", kind=UnitKind.HAMLET, parent=code, by=root, at=at) for place in HAMLETS[:3]
        )
    return Furnished(code, counter, hired["mot.cua"], hired["chu.tich"], hamlets, heads)


@contextmanager
def fated(unit: str, seed: str, at: datetime) -> Iterator[None]:
    """Chance of the commune follows from the seed while it opens."""
    with chance.seeded(seed=seed, unit=unit, clock=lambda: at):
        yield

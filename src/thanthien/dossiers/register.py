"""The register of a year (Form 07): its rows, its numbers, its closing.

A dossier's number is its place among those received in the year, in the order of reception: no act at the counter pays for it.
No number is missing: an annulled dossier keeps its line. Closing lays down how many there are and a digest of which is which.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractMonth

from thanthien.dossiers import rules, steps
from thanthien.dossiers.access import check_unit
from thanthien.dossiers.forms import unit_of_form
from thanthien.dossiers.models import Dossier, RegisterYear
from thanthien.dossiers.rules import DossierError
from thanthien.journal.actions import act
from thanthien.journal.asking import composed
from thanthien.journal.settled import kept
from thanthien.people.queries import office as office_of
from thanthien.people.rules import Role
from thanthien.shared.actor import Actor
from thanthien.shared.clock import VIETNAM, day_of, local
from thanthien.shared.paper.forms import SPECIMEN
from thanthien.shared.paper.forms_books import Form07, RegisterRow, form07
from thanthien.shared.wording import say

VOLUME = 500  # lines of one printed volume; numbers run on
PERSONS = ("applicant", "organisation")


@dataclass(frozen=True, slots=True)
class Book:
    """A year's register: how many lines, how many in each month (1–12), and its closing when it is closed."""

    year: int
    total: int
    months: dict[int, int]
    closed: RegisterYear | None

    @property
    def volumes(self) -> int:
        return max(1, -(-self.total // VOLUME))

    def before(self, month: int) -> int:
        """Lines of the months before `month`."""
        return sum(count for one, count in self.months.items() if one < month)


def lines(*, unit: str, year: int) -> QuerySet[Dossier]:
    """The dossiers of the book, in the order of their numbers."""
    first, after = (datetime(which, 1, 1, tzinfo=VIETNAM) for which in (year, year + 1))
    rows = Dossier.objects.filter(unit_id=unit, code__isnull=False, received_at__gte=first, received_at__lt=after)
    return rows.order_by("received_at", "pk")


def book(*, unit: str, year: int) -> Book:
    """The book of a year."""
    counted = lines(unit=unit, year=year).order_by().annotate(month=ExtractMonth("received_at", tzinfo=VIETNAM))
    months = dict(counted.values_list("month").annotate(count=Count("pk")))
    return Book(year, sum(months.values()), months, closed_years(unit).get(year))


def page(*, unit: str, of: Book, start: int, stop: int) -> list[tuple[int, Dossier]]:
    """Lines `start` (from 0) to before `stop`, each with its number."""
    rows = lines(unit=unit, year=of.year).select_related(*PERSONS)[start:stop]
    return list(enumerate(rows, start=start + 1))


def years(*, unit: str, at: datetime) -> list[int]:
    """From the year of the first dossier to this one, the newest first."""
    first = Dossier.objects.filter(unit_id=unit, code__isnull=False).order_by("received_at").values_list("received_at", flat=True)
    now = local(at).year
    oldest = first.first()
    return list(range(now, (local(oldest).year if oldest else now) - 1, -1))


def closed_years(unit: str) -> dict[int, RegisterYear]:
    """Year → its closing."""
    return kept(unit, ("registers",), lambda: {row.year: row for row in _closings.rows(unit=unit)}, hall=False)


@composed
def _closings(unit: str) -> QuerySet[RegisterYear]:
    return RegisterYear.objects.filter(unit_id=unit).select_related("closed_by")


def check_open(*, unit: str, day: date) -> None:
    """Raises DossierError when the book of that day's year is closed: no line comes behind the last signature."""
    if day.year in closed_years(unit):
        raise DossierError(say("Sổ theo dõi năm {year} đã khóa. Xem lại ngày giờ của máy.", year=str(day.year)))


def close_register(*, unit: str, year: int, by: Actor, at: datetime) -> RegisterYear:
    """The leader closes a year that is over. Entry `register.closed`. Raises DossierError."""
    check_unit(by, unit)
    if not by.has(Role.LEADER):
        raise DossierError(say("Khóa sổ: việc của lãnh đạo. Nhờ lãnh đạo khóa."))
    if year >= day_of(at).year:
        raise DossierError(say("Năm {year} chưa hết nên chưa khóa sổ được. Khóa từ ngày 1 tháng 1 năm sau.", year=str(year)))
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        if RegisterYear.objects.filter(unit_id=unit, year=year).exists():
            raise DossierError(say("Sổ năm {year} đã khóa rồi. Tải lại trang để xem.", year=str(year)))
        total, digest = _sum(unit, year)
        if not total:
            raise DossierError(say("Năm {year} không có hồ sơ nào trong sổ.", year=str(year)))
        row = deed.create(
            RegisterYear, unit_id=unit, year=year, last_number=total, digest=digest, closed_at=at,
            closed_by=steps.acting_officer(by),
        )  # fmt: skip
        deed.enter("register.closed", subject=row, data={"year": year, "last": total, "digest": digest})
    return row


def intact(row: RegisterYear) -> bool:
    """True while the closed book holds the same dossiers under the same numbers."""
    return _sum(row.unit_id, row.year) == (row.last_number, row.digest)


def _sum(unit: str, year: int) -> tuple[int, str]:
    total, sha = 0, hashlib.sha256()
    for total, code in enumerate(lines(unit=unit, year=year).values_list("code", flat=True).iterator(), start=1):  # noqa: B007
        sha.update(f"{total} {code}\n".encode())
    return total, sha.hexdigest()


def form07_pdf(*, unit: str, year: int, volume: int, at: datetime) -> bytes:
    """One volume of the book as PDF; raises DossierError when there is no such volume."""
    of = book(unit=unit, year=year)
    if not 1 <= volume <= of.volumes:
        raise DossierError(say("Sổ năm {year} không có quyển này. Chọn quyển khác.", year=str(year)))
    office, closed = office_of(unit), of.closed
    _, demo = rules.code_prefix(portal_code=office.unit.portal_code, unit_code=unit)
    start = (volume - 1) * VOLUME
    rows = page(unit=unit, of=of, start=start, stop=start + VOLUME)
    first = rows[0][1].received_at if rows else at
    return form07(
        Form07(
            year=year, volume=volume, opened_on=day_of(first) if volume > 1 else date(year, 1, 1), signed_on=day_of(at),
            rows=tuple(_row(number, of, f"Bộ phận Một cửa {office.unit.name}") for number, of in rows), printed_at=at,
            unit=unit_of_form(office), closed_on=day_of(closed.closed_at) if closed else None, last_number=of.total,
            specimen=SPECIMEN if demo or office.demo else "",
        )
    )  # fmt: skip


def _row(number: int, of: Dossier, counter: str) -> RegisterRow:
    party = of.applicant or of.organisation
    return RegisterRow(
        number=number, code=of.code or "", procedure=of.procedure_name, sets=of.sets, owner=party.name, office=counter,
        contact=", ".join(part for part in (party.address, party.phone) if part), received_at=of.received_at, due_at=of.due_at,
        returned_at=of.returned_at, way=str(WAYS[of.return_channel]), note=str(note_of(of)),
    )  # fmt: skip


WAYS = {"counter": say("tại quầy"), "post": say("bưu chính"), "online": say("trực tuyến")}


def note_of(of: Dossier) -> str:
    """The last column: how it ended, or whether its result was late."""
    if of.outcome == "annulled":
        return str(say("Đã hủy"))
    if of.finished_at is None:
        return ""
    if of.outcome == "refused":
        return str(say("Từ chối"))
    early, due = day_of(of.finished_at), day_of(of.due_first)
    return str(say("Trước hạn") if early < due else say("Đúng hạn") if early == due else say("Quá hạn"))

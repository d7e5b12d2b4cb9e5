"""`/quan-tri/lich/hen-lech`: running dossiers whose date would be another if it were promised today. Shows, changes nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.dossiers.queries import promised
from thanthien.law.queries import law_book
from thanthien.law.rules import LawError
from thanthien.people.rules import Role
from thanthien.shared.wording import say
from thanthien.worktime.day_table import WorktimeError
from thanthien.worktime.deadline import Deadline
from thanthien.worktime.queries import office_time
from thanthien.worktime.replay import moved_by


@dataclass(frozen=True, slots=True)
class Moved:
    """A dossier, its promise, what would come out now and why in one sentence."""

    code: str
    procedure: str
    promised: datetime
    now: datetime
    earlier: bool
    why: str


def moved(unit: str) -> Iterator[Moved]:
    """The dossiers that would move; one whose promise cannot be counted again (a year taken away) keeps its date."""
    office, law = office_time(unit=unit), law_book()
    for dossier in promised(unit=unit):
        if not dossier.deadline:
            continue
        deadline = Deadline.from_dict(dossier.deadline)
        try:
            again = moved_by(deadline=deadline, office=office, law=law)
        except (WorktimeError, LawError):
            continue
        if again is not None:
            yield Moved(
                dossier.code, dossier.procedure_name, deadline.due_at, again.due_at, again.due_at < deadline.due_at, again.summary
            )


@never_cache
@officer_required(Role.ADMIN, Role.LEADER)
@require_GET
def replay(request: HttpRequest) -> HttpResponse:
    """The list, also as a file."""
    columns = (
        Column(say("Hồ sơ"), lambda row: row.code, width=30), Column(say("Thủ tục"), lambda row: row.procedure, width=44),
        Column(say("Đã hẹn"), lambda row: row.promised, Kind.MOMENT),
        Column(say("Tính lại hôm nay"), lambda row: row.now, Kind.MOMENT),
        Column(say("Vì sao"), lambda row: row.why, width=60),
    )  # fmt: skip
    table = Table("hen-lech", say("Hồ sơ có ngày hẹn khác với lịch hôm nay"), columns, list(moved(request.user.unit_id)))
    return exported(request, table) or render(request, "admin/time/replay.html", {"rows": table.rows})

"""What the leader's page of conduct shows."""

from datetime import datetime

from thanthien.conduct import queries
from thanthien.conduct.rules import REVIEW_NAMES, Review, review_of
from thanthien.doors.parts.opening import off_days
from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.dossiers.waiting import apologies_signed
from thanthien.people.models import Officer
from thanthien.people.queries import office
from thanthien.posting.queries import contacts, meetings
from thanthien.shared.clock import day_of, local
from thanthien.shared.wording import say


def context(*, officer: Officer, at: datetime) -> dict:
    """The rules that hold, the draft, all versions, how the review stands; the leader's own example."""
    unit, today = officer.unit_id, day_of(at)
    year = local(at).replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    own = [one for one in contacts(unit=unit, on=today) if one.officer_id == officer.pk]
    current = queries.current(unit=unit, on=today)
    draft = queries.draft(unit=unit)
    base = draft or current
    review = review_of(review_by=current.review_by, today=today) if current else Review.FINE
    return {
        "today": today, "current": current, "draft": draft, "versions": queries.versions(unit=unit),
        "review": review, "review_name": REVIEW_NAMES[review], "wrong": "", "said": "",
        "sorry": apologies_signed(unit=unit, since=year).get(officer.pk, 0), "year": today.year,
        "meetings": meetings(own, since=today, is_off=off_days(office(unit)), limit=3),
        "typed": {
            "title": base.title if base else "", "body": base.body if base else "", "document": draft.document if draft else "",
            "valid_from": today.isoformat(),
        },
    }  # fmt: skip


def table(page: dict) -> Table:
    """Every version with its days."""
    columns = (
        Column(say("Bản"), lambda row: row.version, Kind.NUMBER),
        Column(say("Tên"), lambda row: row.title, width=44),
        Column(say("Quyết định"), lambda row: row.document, width=24),
        Column(say("Áp dụng từ"), lambda row: row.valid_from, Kind.DAY),
        Column(say("Xem lại trước"), lambda row: row.review_by, Kind.DAY),
        Column(say("Đã xem lại"), lambda row: row.reviewed_on, Kind.DAY),
    )
    return Table(name="quy-tac-ung-xu", title=say("Quy tắc ứng xử, các bản"), columns=columns, rows=page["versions"])

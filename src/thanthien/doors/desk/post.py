"""What `/buu-chinh/` shows: results for the post, what is on its way, what came. Names are masked: a list is no access."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from thanthien.doors.desk.words import short_code
from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.queries import owner_masked
from thanthien.outreach import mail_queries
from thanthien.outreach.models_mail import PostalItem
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

MONTH = timedelta(days=29)


def subject_of(dossier: Dossier) -> str:
    return f"dossier:{dossier.pk}"


def context(*, unit: str, at: datetime) -> dict:
    """Everything of the page. A result whose person asked for the post appears by itself when it is ready."""
    wanted = [of for of in dossiers.ready_for_return(unit=unit) if of.return_channel == "post"]
    have = mail_queries.with_letter(unit=unit, subjects=[subject_of(of) for of in wanted])
    ready, gone, today = mail_queries.ready(unit=unit), mail_queries.gone(unit=unit), day_of(at)
    known = _dossiers(unit, [*ready, *gone])
    return {
        "waiting": [_line(of) | {"since": of.finished_at, "fee": _unpaid(of)} for of in wanted if subject_of(of) not in have],
        "ready": [_letter(row, known) for row in ready], "gone": [_letter(row, known) for row in gone],
        "came": mail_queries.came(unit=unit), "today": today,
        "figures": mail_queries.figures(unit=unit, since=today - MONTH, until=today),
    }  # fmt: skip


def _unpaid(of: Dossier) -> str:
    return of.fee_text if of.fee_vnd and not of.fee_paid else ""


def _line(of: Dossier) -> dict:
    head, short = short_code(of.code)
    return {"pk": of.pk, "who": owner_masked(of), "what": of.procedure_name, "head": head, "short": short, "code": of.code}


def _letter(row: PostalItem, known: dict[str, Dossier]) -> dict:
    of = known.get(row.subject)
    return {"row": row, **(_line(of) if of else {"who": "", "what": "", "head": "", "short": "", "code": "", "pk": 0})}


def _dossiers(unit: str, rows: Sequence[PostalItem]) -> dict[str, Dossier]:
    """The dossiers of these letters, by subject; one query."""
    keys = [int(row.subject.partition(":")[2]) for row in rows]
    found = Dossier.objects.filter(unit_id=unit, pk__in=keys).select_related("applicant", "organisation", "submitter")
    return {subject_of(of): of for of in found}


def day_list(*, unit: str, day) -> list[tuple[PostalItem, Dossier]]:
    """The letters of a day with their dossiers, whole: for the list that the postman signs."""
    rows = mail_queries.of_day(unit=unit, day=day)
    known = _dossiers(unit, rows)
    return [(row, known[row.subject]) for row in rows if row.subject in known]


def table(page: dict) -> Table:
    """Letters to people, as a file."""
    columns = (
        Column(say("Số bưu gửi"), lambda one: one["row"].tracking, width=20),
        Column(say("Mã hồ sơ"), lambda one: one["code"], width=24),
        Column(say("Chủ hồ sơ"), lambda one: one["who"], width=24),
        Column(say("Thủ tục"), lambda one: one["what"], width=44),
        Column(say("Cước"), lambda one: one["row"].fee_vnd, Kind.DONG),
        Column(say("Giao bưu tá"), lambda one: one["row"].sent_at, Kind.MOMENT),
        Column(say("Trạng thái"), lambda one: one["row"].label, width=16),
        Column(say("Xong lúc"), lambda one: one["row"].ended_at, Kind.MOMENT),
    )
    return Table("buu-chinh", say("Trả kết quả qua bưu chính"), columns, [*page["ready"], *page["gone"]])

"""The book of certified copies put into words, and its file. No rules."""

from datetime import date

from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.law.queries import rule
from thanthien.law.rules import LawError
from thanthien.papers import queries
from thanthien.papers.models import CertifiedCopy
from thanthien.people.card import mask_name
from thanthien.people.models import Officer
from thanthien.people.queries import grants_on
from thanthien.people.rules import Role
from thanthien.shared.wording import say

FIELDS = ("title", "requester", "copies", "pages", "fee", "signer")
SHOWN = 500


def signers(*, unit: str, on: date) -> list[Officer]:
    """The leaders of the unit on a day, by name."""
    held = grants_on(on).filter(unit_id=unit, role=Role.LEADER, officer__is_active=True).select_related("officer")
    return sorted({grant.officer for grant in held}, key=lambda one: one.name_fold)


def context(*, unit: str, year: int, text: str, today: date) -> dict:
    """A year's lines with what they add up to, and what the form offers."""
    lines = list(queries.book(unit=unit, year=year, text=text)[: SHOWN + 1])
    try:
        source = rule(code="copies.fee_first_pages", on=today).citation
    except LawError:
        source = ""
    return {
        "lines": lines[:SHOWN], "more": len(lines) > SHOWN, "year": year, "text": text, "sums": queries.sums(lines),
        "years": sorted({today.year, *queries.years(unit=unit)}, reverse=True), "is_now": year == today.year,
        "signers": signers(unit=unit, on=today), "tariff": queries.tariff(on=today), "tariff_source": source,
    }  # fmt: skip


def _struck(line: CertifiedCopy) -> str:
    return str(say("Đã gạch: {why}", why=line.annulled_why)) if line.annulled_at else ""


COLUMNS = (
    Column(say("Số"), lambda one: one.label, width=12),
    Column(say("Ngày"), lambda one: one.day, Kind.DAY, width=12),
    Column(say("Người yêu cầu"), lambda one: mask_name(one.requester), width=26),
    Column(say("Bản chính"), lambda one: one.title, width=48),
    Column(say("Người ký"), lambda one: one.signer.name, width=26),
    Column(say("Số bản sao"), lambda one: one.copies, Kind.NUMBER, width=12),
    Column(say("Số trang"), lambda one: one.pages, Kind.NUMBER, width=10),
    Column(say("Phí (đồng)"), lambda one: one.fee_vnd, Kind.DONG, width=14),
    Column(say("Ghi chú"), _struck, width=40),
)


def table(context: dict) -> Table:
    """The book as a file: what is filtered on the screen, masked as on the screen."""
    chosen = {say("Năm"): str(context["year"]), say("Tìm"): context["text"]}
    return Table(name=f"so-chung-thuc-{context['year']}", title=say("Sổ chứng thực bản sao"), columns=COLUMNS,
                 rows=context["lines"], filters=chosen)  # fmt: skip

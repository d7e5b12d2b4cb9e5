"""The page of opinions in words: which period, whose line, how many were set aside and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote

from thanthien.doors.parts.days import month_in
from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.indicators.opinions import Opinion, Opinions, opinions, ordered
from thanthien.people.queries import officers_of
from thanthien.procedures.queries import in_force
from thanthien.ratings.queries import MANY
from thanthien.ratings.rules import SET_ASIDE_WORDS, USUAL_PUBLISHING, Share, share_text
from thanthien.shared.wording import say

LONGEST_MONTHS = 36


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months, both included; `since` the first day, `until` the last."""

    first: str
    last: str
    since: date
    until: date


def period_of(first: str, last: str, *, today: date) -> Period:
    """From two `YYYY-MM`; what is no month is this one, turned round when the second comes first, at most three years."""
    this = today.replace(day=1)
    begin, end = month_in(first) or this, month_in(last) or month_in(first) or this
    begin, end = min(begin, end), max(begin, end)
    months = (end.year - begin.year) * 12 + end.month - begin.month
    if months >= LONGEST_MONTHS:
        begin = _back(end, LONGEST_MONTHS - 1)
    return Period(f"{begin:%Y-%m}", f"{end:%Y-%m}", begin, _back(end, -1) - timedelta(days=1))


def _back(first: date, months: int) -> date:
    """The first of the month `months` before."""
    place = first.year * 12 + first.month - 1 - months
    return date(place // 12, place % 12 + 1, 1)


def shortcuts(*, today: date) -> list[tuple[str, str]]:
    """(words, query) of the usual periods."""
    this = today.replace(day=1)
    quarter, year = _back(this, (today.month - 1) % 3), date(today.year, 1, 1)
    spans = (
        (say("Tháng này"), this, this), (say("Tháng trước"), _back(this, 1), _back(this, 1)), (say("Quý này"), quarter, this),
        (say("Năm nay"), year, this),
    )  # fmt: skip
    return [(str(name), f"?tu={begin:%Y-%m}&den={end:%Y-%m}") for name, begin, end in spans]


def context(*, unit: str, period: Period, today: date) -> dict:
    """Everything of `leader/opinions.html`."""
    found = opinions(unit=unit, since=period.since, until=period.until)
    names = {one.login: one.name for one in officers_of(unit=unit)}
    return {
        "period": period, "shortcuts": shortcuts(today=today),
        "whole": line(found.whole, str(say("Cả đơn vị")), behind_of(period.since, period.until)),
        "groups": _groups(found, names, field_names(on=today)), "least": USUAL_PUBLISHING.least, "firm": USUAL_PUBLISHING.firm,
    }  # fmt: skip


def field_names(*, on: date) -> dict[str, str]:
    """Code of a field → its name; one query."""
    return dict(in_force(on=on).values_list("field", "field_name")) | {MANY: str(say("Nhiều lĩnh vực một lượt"))}


def _groups(found: Opinions, names: dict[str, str], fields: dict[str, str]) -> list[dict]:
    days = behind_of(found.since, found.until)
    officers = [line(one, names.get(one.of, one.of), f"{days}&cua={quote(one.of)}") for one in ordered(found.officers)]
    by_field = [line(one, fields.get(one.of, one.of), f"{days}&linh-vuc={quote(one.of)}") for one in ordered(found.fields)]
    months = [line(one, f"{first:%m/%Y}", behind_of(first, _back(first, -1) - timedelta(days=1)))
              for one in found.months for first in [date.fromisoformat(one.of)]]  # fmt: skip
    return [
        {"code": "officers", "title": say("Từng cán bộ"), "of": say("lượt đã tiếp"), "rows": officers},
        {"code": "fields", "title": say("Từng lĩnh vực"), "of": say("hồ sơ nhận và trả"), "rows": by_field},
        {"code": "months", "title": say("Từng tháng"), "of": say("lượt đã tiếp"), "rows": months},
    ]


def behind_of(since: date, until: date) -> str:
    """The days of a figure, as the address of its list asks for them."""
    return f"?tu={since:%Y-%m-%d}&den={until:%Y-%m-%d}"


def line(one: Opinion, name: str, behind: str) -> dict:
    """A row of a table; `behind` asks for the slips of its figures."""
    cells = {
        "attitude": _cell(one.attitude) | {"so": "thai-do", "n": one.attitude.n},
        "work": _cell(one.work) | {"so": "cong-viec", "n": one.work.n},
        "index": _pooled(one.index, one.rated) | {"so": "chi-so", "n": one.attitude.n + one.work.n},
    }
    return {
        "behind": behind,
        "one": one, "name": name, **cells, "cells": list(cells.values()),
        "response": share_text(one.response.part, one.response.n), "aside": aside_words(one),
        "reached": one.asked > 0 and one.rated >= one.needed,
    }  # fmt: skip


def _cell(share: Share) -> dict:
    return {
        "text": share.text,
        "band": share.band_text,
        "n": share.n,
        "thin": share.published and share.thin,
        "shown": share.published,
    }


def _pooled(share: Share, people: int) -> dict:
    """The index: thin by its people, without an interval, because the answers of one person go together."""
    return _cell(share) | {"band": "", "thin": share.published and people < USUAL_PUBLISHING.firm}


def aside_words(one: Opinion) -> str:
    """ "chấm nhanh quá, chưa kịp đọc câu hỏi (1); …", or "" when none was set aside."""
    return "; ".join(f"{SET_ASIDE_WORDS[rule]} ({n})" for rule, n in one.aside.items())


def table(page: dict) -> Table:
    """All groups one under another, each line with its group."""
    rows: Iterable[tuple[str, dict]] = [(str(say("Cả đơn vị")), page["whole"])] + [
        (str(group["title"]), row) for group in page["groups"] for row in group["rows"]
    ]
    columns = (
        Column(say("Nhóm"), lambda row: row[0]),
        Column(say("Của ai"), lambda row: row[1]["name"], width=30),
        Column(say("Đã chấm"), lambda row: row[1]["one"].rated, Kind.NUMBER),
        Column(say("Trên tổng số"), lambda row: row[1]["one"].asked, Kind.NUMBER),
        Column(say("Tỷ lệ chấm"), lambda row: row[1]["response"]),
        Column(say("Thái độ"), lambda row: row[1]["attitude"]["text"]),
        Column(say("Thái độ, khoảng tin cậy 95 %"), lambda row: row[1]["attitude"]["band"], width=24),
        Column(say("Thái độ, số phiếu"), lambda row: row[1]["attitude"]["n"], Kind.NUMBER),
        Column(say("Công việc"), lambda row: row[1]["work"]["text"]),
        Column(say("Công việc, khoảng tin cậy 95 %"), lambda row: row[1]["work"]["band"], width=24),
        Column(say("Công việc, số phiếu"), lambda row: row[1]["work"]["n"], Kind.NUMBER),
        Column(say("Chỉ số hài lòng"), lambda row: row[1]["index"]["text"]),
        Column(say("Cỡ mẫu cần"), lambda row: row[1]["one"].needed, Kind.NUMBER),
        Column(say("Để riêng, vì sao"), lambda row: row[1]["aside"], width=50),
    )
    period = page["period"]
    title = say("Ý kiến người dân {first} đến {last}", first=period.first, last=period.last)
    return Table(name="y-kien-nguoi-dan", title=title, columns=columns, rows=rows)

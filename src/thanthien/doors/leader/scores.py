"""What the leader's pages of points show: the table of officers and of the agency, one record, the agency's own."""

from datetime import date

from django.http import HttpRequest

from thanthien.doors.parts import scores as shown
from thanthien.doors.parts.score_words import told
from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.indicators import score_queries as queries
from thanthien.indicators.score_queries import Score
from thanthien.indicators.score_rules import Period, period_of
from thanthien.law.scoring import Scheme, scheme_on
from thanthien.people.models import Officer
from thanthien.people.queries import officers_of
from thanthien.shared.wording import say


def period_in(request: HttpRequest, *, on: date) -> Period:
    """The period that an address or a form asks for; none that has not begun."""
    given = request.POST if request.method == "POST" else request.GET
    period = period_of(given.get("ky", "")[:8], on=on)
    return period if period.first <= on else period_of("", on=on)


def table_page(*, unit: str, period: Period, on: date) -> dict:
    """Every officer who had a dossier, and the agency above them."""
    links = shown.period_links(period, on=on)
    scheme = scheme_on(period.last)
    if scheme is None:
        return links | {"scheme": None, "rows": [], "agency": None}
    found = queries.whole(unit=unit, period=period, scheme=scheme, on=on)
    waiting = queries.unreplied(unit=unit)
    rows = [
        _row(one.name, found.officers[one.login], scheme, one, waiting[one.login])
        for one in officers_of(unit=unit)
        if one.login in found.officers
    ]
    return links | {
        "scheme": shown.scheme_told(scheme), "rows": rows, "agency": _row("", found.agency, scheme, None, 0),
        "numbers": [(n, told(scheme.index(n).short), told(scheme.index(n).name)) for n in scheme.agency],
        "officer_numbers": [(n, told(scheme.index(n).short), told(scheme.index(n).name)) for n in scheme.officer],
        "dropped_notes": [(n, told(scheme.index(n).name), told(scheme.index(n).note)) for n in found.agency.total.dropped],
        "notes": [(n, told(scheme.index(n).name), told(scheme.index(n).note)) for n in scheme.agency],
    }  # fmt: skip


def _row(name: str, one: Score, scheme: Scheme, officer: Officer | None, waits: int) -> dict:
    numbers = scheme.officer if officer else scheme.agency
    counted = {n: one.counted.get(n, one.dossiers if n == queries.PUBLIC else None) for n in numbers}
    return {
        "name": name, "officer": officer, "one": one, "total": shown.total_of(one.total), "beside": shown.beside(one),
        "cells": [(n, shown.tenths(one.means.get(n)), told(scheme.index(n).short), counted[n]) for n in numbers],
        "known": sum(one.means.get(n) is not None for n in numbers), "waits": waits,
    }  # fmt: skip


def table(page: dict) -> Table:
    """The agency first, then officers; an index that does not belong to officers stays empty for them."""
    rows = [*([page["agency"] | {"name": str(say("Cả đơn vị"))}] if page["agency"] else []), *page["rows"]]

    def points(number: int):
        def value(row: dict) -> float | None:
            mean = row["one"].means.get(number) if number in [n for n, *_ in row["cells"]] else None
            return None if mean is None else mean / 10

        return value

    columns = (
        Column(say("Cán bộ"), lambda row: row["name"], width=28),
        Column(say("Hồ sơ"), lambda row: row["one"].dossiers, Kind.NUMBER, width=10),
        *(Column(f"{n}. {short}", points(n), Kind.DECIMAL, width=12) for n, short, _ in page.get("numbers", ())),
        Column(say("Tổng"), lambda row: _tenth(row["one"].total.tenths), Kind.DECIMAL, width=10),
        Column(say("Tối đa"), lambda row: row["total"]["most"], Kind.NUMBER, width=10),
        Column(say("Xếp loại"), lambda row: row["total"]["grade"], width=36),
        Column(say("Bỏ chỉ số"), lambda row: row["total"]["dropped"], width=12),
        Column(say("Trước và đúng hạn"), lambda row: row["beside"]["speed"], width=16),
        Column(say("Sai sót"), lambda row: row["one"].mistakes, Kind.NUMBER, width=10),
        Column(say("Bị trả lại"), lambda row: row["one"].backs, Kind.NUMBER, width=10),
        Column(say("Không phải đi lại"), lambda row: row["beside"]["open"], width=16),
    )
    filters = {say("Kỳ"): str(page["period"].name)}
    if page["scheme"]:
        filters[say("Theo")] = page["scheme"]["citation"]
    return Table(name="cham-diem", title=say("Chấm điểm chín chỉ số"), columns=columns, rows=rows, filters=filters)


def _tenth(value: int | None) -> float | None:
    return None if value is None else value / 10


def officer_page(*, officer: Officer, asked: shown.Asked, scheme: Scheme, on: date) -> dict:
    """One officer's record."""
    one = queries.officer_score(officer=officer, period=asked.period, scheme=scheme)
    answers = queries.answers_of(officer=officer)
    page = shown.record(
        unit=officer.unit_id, one=one, scheme=scheme, asked=asked, numbers=scheme.officer, answers=answers
    )  # fmt: skip
    return shown.period_links(asked.period, on=on) | page | {"officer": officer}


def agency_page(*, unit: str, asked: shown.Asked, scheme: Scheme, on: date) -> dict:
    """The agency's own record."""
    found = queries.whole(unit=unit, period=asked.period, scheme=scheme, on=on)
    page = shown.record(
        unit=unit, one=found.agency, scheme=scheme, asked=asked, numbers=scheme.agency, answers=[], behind=found.behind
    )  # fmt: skip
    return shown.period_links(asked.period, on=on) | page | {"officer": None}

"""Sheets for the wall, A4 or A3. Paper is in Vietnamese."""

from collections.abc import Sequence
from datetime import datetime

from thanthien.conduct.models import ConductRules, YearSet
from thanthien.conduct.rules import Part
from thanthien.people.queries import office
from thanthien.shared.paper.engine import render

SIZES = ("a4", "a3")


def rules_sheet(*, version: ConductRules, size: str, at: datetime) -> bytes:
    """The PDF of a version; a draft says that it is one."""
    place = office(version.unit_id)
    if version.valid_from is None:
        when = "Bản nháp, chưa áp dụng."
    else:
        by = f" theo {version.document}" if version.document else ""
        when = f"Áp dụng từ {version.valid_from:%d/%m/%Y}{by}. Xem lại trước {version.review_by:%d/%m/%Y}."
    hotline = f" Thấy chưa đúng, gọi {place.hotline_whole}." if place.hotline else ""
    return sheet(agency=place.centre, title=version.title, parts=version.parts, foot=when + hotline, size=size, at=at)


def sheet(*, agency: str, title: str, parts: Sequence[Part], foot: str, size: str, at: datetime) -> bytes:
    """A titled page of headed lines."""
    data = {
        "agency": agency, "title": title, "foot": foot, "paper": size if size in SIZES else SIZES[0],
        "parts": [{"heading": part.heading, "items": list(part.items)} for part in parts],
    }  # fmt: skip
    return render(template="conduct.typ", data=data, at=at)


def pledge_sheet(*, chosen: YearSet, size: str, at: datetime) -> bytes:
    """The PDF of a set of a year, as it hangs on the wall."""
    place = office(chosen.unit_id)
    foot = f"Ký năm {chosen.year}." + (f" Gọi {place.hotline_whole} khi thấy chưa đúng." if place.hotline else "")
    return sheet(agency=place.centre, title=chosen.title, parts=chosen.parts, foot=foot, size=size, at=at)

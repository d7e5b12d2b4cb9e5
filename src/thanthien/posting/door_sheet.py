"""The sheet on the door that announces special days."""

from collections.abc import Sequence
from datetime import datetime

from thanthien.people.queries import office as office_of
from thanthien.posting.rules import PostingError
from thanthien.procedures.queries import in_force
from thanthien.programmes.models import Programme
from thanthien.programmes.queries import programmes
from thanthien.shared.clock import day_of
from thanthien.shared.paper.engine import render
from thanthien.shared.wording import say

TITLE = "Những ngày xã làm khác"
MOST_NAMES = 8


def door_sheet(*, unit: str, at: datetime) -> bytes:
    """The PDF of the programmes that hold now or will; raises PostingError when there is none. Paper is in Vietnamese."""
    today = day_of(at)
    rows = [row for row in programmes(unit=unit) if row.valid_to is None or row.valid_to >= today]
    if not rows:
        raise PostingError(say("Chưa có ngày đặc biệt nào để in. Đặt ngày trước."))
    office = office_of(unit)
    hotline = f" Hỏi thêm: {office.hotline}." if office.hotline else ""
    data = {
        "title": TITLE, "agency": office.centre, "programmes": [_lines(row) for row in named(rows, at=at)],
        "foot": f"In ngày {today:%d/%m/%Y}.{hotline}",
    }  # fmt: skip
    return render(template="special-days.typ", data=data, at=at)


def named(rows: Sequence[Programme], *, at: datetime) -> list[tuple[Programme, list[str]]]:
    """Each programme with the names of its matters: fields, then single procedures; nothing = all."""
    known = list(in_force(on=day_of(at)).values_list("field", "field_name", "code", "title"))
    fields, titles = {field: name for field, name, _, _ in known}, {code: title for _, _, code, title in known}
    return [
        (row, [fields.get(code, code) for code in row.fields] + [titles.get(code, code) for code in row.procedures])
        for row in rows
    ]  # fmt: skip


def _lines(named_row: tuple[Programme, list[str]]) -> dict[str, str]:
    row, names = named_row
    more = f" và {len(names) - MOST_NAMES} việc khác" if len(names) > MOST_NAMES else ""
    matters = f"Cho: {'; '.join(names[:MOST_NAMES])}{more}." if names else "Cho mọi thủ tục của xã."
    until = f"Từ {row.valid_from:%d/%m/%Y}" + (f" đến hết {row.valid_to:%d/%m/%Y}." if row.valid_to else ".")
    return {
        "name": str(row.name), "when": row.when, "promise": str(row.promise), "matters": matters, "until": until,
    }  # fmt: skip

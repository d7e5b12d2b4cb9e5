"""What the desk's pages of the posted office share: files that come, days that are typed, the public address, pages as rows."""

from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from thanthien.doors.parts.days import day_in
from thanthien.doors.parts.reach import outside
from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.law.posted import Listed
from thanthien.papers.rules import MOST_BYTES, MOST_MEGABYTES
from thanthien.people.queries import first_office
from thanthien.posting.files import Coming, take
from thanthien.posting.public_queries import Shown
from thanthien.posting.public_rules import FORM_NAMES, STANDING_NAMES, Form, FormStand
from thanthien.posting.rules import PostingError
from thanthien.shared.wording import say

MOST_AT_ONCE = 5


def coming(request: HttpRequest, field: str, *, photo: bool = False) -> list[Coming]:
    """The files of a form, cleaned and on the disk. Raises PostingError; the act that names them comes after."""
    sent = [one for one in request.FILES.getlist(field) if one.size]
    if len(sent) > MOST_AT_ONCE:
        raise PostingError(say("Gửi mỗi lần nhiều nhất {n} tệp.", n=MOST_AT_ONCE), field)
    for one in sent:
        if one.size > MOST_BYTES:
            raise PostingError(say("Tệp nặng quá {n} MB. Chọn tệp nhỏ hơn.", n=MOST_MEGABYTES), field)
    unit = request.user.unit_id
    return [take(unit=unit, name=one.name or "", content=one.read(), field=field, photo=photo) for one in sent]


def typed_day(text: str, *, field: str, need: str) -> date:
    """The day of a box. Raises PostingError."""
    found = maybe_day(text, field=field)
    if found is None:
        raise PostingError(need, field)
    return found


def maybe_day(text: str, *, field: str) -> date | None:
    """The day of a box that may stay empty. Raises PostingError."""
    if not text.strip():
        return None
    found = day_in(text)
    if found is None:
        raise PostingError(say("Ghi ngày như 25/11/2026."), field)
    return found


def public_address(request: HttpRequest, name: str, *args: object) -> str:
    """The address of a page of the portal as people at home open it, of this officer's unit."""
    base = outside(request)
    first, unit = first_office(), request.user.unit_id
    prefix = "" if first is not None and first.pk == unit else f"/xa/{unit}"
    return f"{base}{prefix}{reverse(name, args=args)}"


def law_title(law: Listed) -> str:
    """The line of the law's list in the reader's language."""
    return law.title_en if get_language() == "en" else law.title


def register_table(rows: list[Shown]) -> Table:
    """The register as a file: a line an item, a column a form."""

    def of(form: Form):
        def words(row: Shown) -> str:
            stand = next((one for one in row.stands if one.form is form), None)
            return form_words(stand, row) if stand else ""

        return words

    columns = (
        Column(say("Nội dung"), lambda row: row.item.title, width=48),
        Column(say("Mục"), lambda row: law_title(row.law), width=40),
        Column(say("Căn cứ"), lambda row: row.law.citation, width=40),
        Column(say("Số văn bản"), lambda row: row.item.document, width=22),
        Column(say("Ngày quyết định"), lambda row: row.item.decided_on, Kind.DAY),
        Column(say("Hạn công khai"), lambda row: row.item.due_on, Kind.DAY),
        *(Column(FORM_NAMES[form], of(form), width=32) for form in Form),
        Column(say("Tình trạng"), lambda row: STANDING_NAMES[row.standing]),
        Column(say("Đúng hạn"), lambda row: say("đúng") if row.in_time else say("chưa"), width=10),
    )
    return Table(name="so-cong-khai", title=say("Sổ công khai để Nhân dân biết"), columns=columns, rows=rows)


def form_words(stand: FormStand, row: Shown) -> str:
    """`20/11/2026 đến 22/12/2026`, or that it waits."""
    runs = [run for run in row.runs if run.form == stand.form]
    if not runs:
        return str(STANDING_NAMES[stand.standing])
    return "; ".join(
        str(say("{since:%d/%m/%Y} đến {until:%d/%m/%Y}", since=run.since, until=run.until)) if run.until
        else str(say("từ {since:%d/%m/%Y}", since=run.since))
        for run in runs
    )  # fmt: skip

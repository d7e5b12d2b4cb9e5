"""What stands behind the figures of the leader's day: dossiers, papers that wait, the hall. Each list is as long as its figure.

The figures that the journal counts (received, returned, ready, called, by appointment) are in `day_counted`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse

from thanthien.doors.leader import hall, today
from thanthien.doors.leader.behind import names_of_logins
from thanthien.doors.parts.behind import Line, Listed, page_in, written
from thanthien.doors.parts.numbers import number_in
from thanthien.doors.parts.templatetags.words import day_full, hour
from thanthien.law.posted import ROOM
from thanthien.law.posted import line as law_line
from thanthien.letters import queries as letters
from thanthien.letters.rules import SIGNS, Base
from thanthien.posting import news_queries, public_queries
from thanthien.posting.public_rules import STANDING_NAMES
from thanthien.ratings.queries import served_of
from thanthien.receptions import queries as receptions
from thanthien.receptions.access import may_keep, may_open
from thanthien.receptions.models import ReceptionLine
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import Sentence, say


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figure, who reads, when; `words`: what else the address says (`quay`, `giong`, `tu`, `den`, `trang`)."""

    by: Actor
    so: str
    at: datetime
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def unit(self) -> str:
        return self.by.unit

    @property
    def today(self) -> date:
        return day_of(self.at)

    def listed(self, title: Sentence, lines: Iterable[Line], *, of: object = "", note: object = "") -> Listed:
        """The list of the day's page, of today unless `of` says other."""
        return Listed(
            title=title, of=str(of or say("Cả đơn vị, lúc {hour} {day}", hour=hour(self.at), day=day_full(self.at))),
            lines=list(lines), note=str(note), page=page_in(self.words.get("trang", "")),
            back=(str(say("Hôm nay")), reverse("leader:today")), none=say("Không có gì trong mục này lúc này"),
        )  # fmt: skip


# --- dossiers --------------------------------------------------------------------------------------------------

HOT: Mapping[str, tuple[Sentence, str]] = {
    "tre": (say("Hồ sơ đã trễ"), "late"), "de-tre": (say("Hồ sơ dễ trễ hôm nay"), "risk"),
}  # fmt: skip
DUE: Mapping[str, tuple[Sentence, Callable[[dict], bool]]] = {
    "den-han": (say("Hồ sơ đến hạn hôm nay"), lambda row: True),
    "da-xong": (say("Hồ sơ đến hạn hôm nay, đã xong"), lambda row: row["done"]),
    "dang-kip": (say("Hồ sơ đến hạn hôm nay, đang kịp"), lambda row: not row["done"] and row["tone"] == "ok"),
}  # fmt: skip


def hot(asked: Asked) -> Listed:
    """Late, or likely to be late: who holds it and why. Names masked."""
    title, kind = HOT[asked.so]
    rows = [row for row in today.context(unit=asked.unit, at=asked.at)["day"]["hot"] if row.kind == kind]
    lines = []
    for row in rows:
        what = say("Hồ sơ {code}, {what}", code=row.tail, what=row.what)
        says = say("{who}; {why}; hẹn {when}", who=row.who, why=row.why, when=row.due)
        lines.append(Line(what=str(what), more=row.left, says=str(says), href=f"/ho-so/{row.pk}/", tone=row.tone))
    return asked.listed(title, lines)


def due(asked: Asked) -> Listed:
    """What was promised for today: still under way, or ready."""
    title, wanted = DUE[asked.so]
    lines = []
    for row in today.context(unit=asked.unit, at=asked.at)["day"]["due"]:
        if not wanted(row):
            continue
        what = say("Hồ sơ {code}, {what}", code=row["tail"], what=row["what"])
        says = say("{who}; {holder} đang giữ", who=row["who"], holder=row["holder"]) if row["holder"] else row["who"]
        lines.append(Line(str(what), str(says), f"/ho-so/{row['pk']}/", str(row["mark"]), row["tone"]))
    return asked.listed(title, lines)


# --- papers that wait ------------------------------------------------------------------------------------------


def to_sign(asked: Asked) -> Listed:
    """Letters of the office that wait for a signature, of one voice (`giong`) or of all; nobody is named."""
    base = asked.words.get("giong", "")
    rows = [row for row in letters.waiting(unit=asked.unit, limit=None) if base in ("", str(row.base))]
    opens = asked.by.has(*SIGNS)
    lines = []
    for row in rows:
        more = say("việc ngày {day}", day=day_full(row.event_on)) if row.event_on else ""
        says = say("máy hoặc cán bộ soạn {day}", day=day_full(row.made_at))
        href = reverse("desk:letter", args=[row.pk]) if opens else ""
        lines.append(Line(what=str(Base(row.base).label), more=str(more), says=str(says), href=href))
    return asked.listed(say("Thư của xã chờ ký"), lines, note=say("Thư viết cho ai chỉ hiện ở trang thư."))


def posting_late(asked: Asked) -> Listed:
    """What the law wants public and is late."""
    lines = [
        Line(
            what=one.item.title, more=str(STANDING_NAMES[one.standing]), tone="late",
            says=str(say("hạn công khai {day}", day=day_full(one.item.due_on))),
            href=reverse("desk:public-one", args=[one.item.pk]),
        )
        for one in public_queries.late(unit=asked.unit, on=asked.today)
    ]  # fmt: skip
    return asked.listed(say("Nội dung công khai quá hạn"), lines)


def to_mend(asked: Asked) -> Listed:
    """What somebody found in the reception room and nobody has mended."""
    rows = news_queries.open_findings(unit=asked.unit)
    lines = []
    for row in rows:
        law = law_line(ROOM, row.code)
        says = say("từ {day}", day=day_full(row.found_at))
        lines.append(Line(what=law.title if law else row.code, more=row.what, says=str(says), href=reverse("desk:room")))
    return asked.listed(say("Chỗ chờ sửa ở phòng tiếp dân"), lines)


# --- the hall and the book -------------------------------------------------------------------------------------


def waits(asked: Asked) -> Listed:
    """Numbers that wait now, those of one counter (`quay`) that it could call; the one that waits longest first."""
    number = number_in(asked.words.get("quay", ""))
    rows = hall.who_waits(unit=asked.unit, at=asked.at, counter=number)
    lines = []
    for row in rows:
        minutes = int((asked.at - row.taken_at).total_seconds() // 60)
        says = say("lấy số {hour}", hour=hour(row.taken_at))
        lines.append(Line(what=row.label, more=str(say("chờ {n} ph, {what}", n=minutes, what=row.service.name)), says=str(says)))
    of = say("Quầy {n} gọi được, lúc {hour}", n=number, hour=hour(asked.at)) if number is not None else ""
    note = say("Một số nhiều quầy cùng gọi được thì tính ở mỗi quầy ấy.") if number is not None else ""
    return asked.listed(say("Người đang chờ"), lines, of=of, note=note)


def served(asked: Asked) -> Listed:
    """Visits of today that came to a counter, a number each."""
    rows = served_of(unit=asked.unit, since=asked.today, until=asked.today)
    names = names_of_logins(row.officer_login for row in rows)
    lines = []
    for row in rows:
        who = names.get(row.officer_login, row.officer_login) or say("chưa rõ cán bộ")
        more = say("quầy {n}", n=row.counter.number) if row.counter else ""
        called = hour(row.called_at) if row.called_at else ""
        lines.append(Line(what=row.label, more=str(more), says=str(say("{who} tiếp, gọi {hour}", who=who, hour=called))))
    return asked.listed(say("Lượt đã tiếp hôm nay"), lines)


def book(asked: Asked) -> Listed | None:
    """Lines of the police's book, for its keepers: number, hour, who received. Whose they are opens with the line only."""
    if not may_keep(by=asked.by, unit=asked.unit):
        return None
    if asked.so == "tiep-cong-dan":
        title, rows = say("Lượt tiếp công dân hôm nay"), receptions.lines_of_day(unit=asked.unit, day=asked.today)
    else:
        title, rows = say("Việc chờ kết quả trong sổ tiếp công dân"), receptions.open_lines(unit=asked.unit)
    return asked.listed(title, [_booked(row, asked) for row in rows])


def _booked(row: ReceptionLine, asked: Asked) -> Line:
    what = say("Sổ tiếp công dân, dòng {n}/{year}", n=row.number, year=row.year)
    href = reverse("desk:received-one", args=[row.pk]) if may_open(by=asked.by, line=row) else ""
    return Line(what=str(what), more=f"{row.at:%H:%M}", says=str(written(row.officer.name, day_full(row.day))), href=href)


OF: Mapping[str, Callable[[Asked], Listed | None]] = (
    dict.fromkeys(HOT, hot) | dict.fromkeys(DUE, due) | dict.fromkeys(("tiep-cong-dan", "viec-cho"), book)
    | {"thu": to_sign, "cong-khai": posting_late, "cho-sua": to_mend, "dang-cho": waits, "luot-tiep": served}
)  # fmt: skip

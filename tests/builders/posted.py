"""What a commune posts, made through the acts: a public item, a posting, a story, a line of the roster, a thing of the room."""

from datetime import date, datetime, timedelta

from builders.office import SmallOffice
from builders.papers import photo
from thanthien.posting import duties, files, news, public_items, rooms
from thanthien.posting.models import Duty, News, PostedFile, PublicItem, PublicRun, RoomFinding
from thanthien.posting.news_rules import Story
from thanthien.posting.public_rules import Facts, Form, Run
from thanthien.shared.clock import day_of

BUDGET = "d11-02"
FEES = "d11-07"  # on the loudspeaker too
SUMMARY = "Thú y xã đến từng thôn, bà con nhốt trâu bò trước 7 giờ."
BODY = "# Lịch\n- Thôn Cẩm Hoa: 27/11\n\nMang sổ tiêm."


def item_of(
    office: SmallOffice, *, title: str = "Quyết toán ngân sách năm 2025", code: str = BUDGET, decided_on: date | None = None,
    body: str = "Tổng thu 12,4 tỷ đồng", at: datetime | None = None, coming: tuple[files.Coming, ...] = (),
) -> PublicItem:  # fmt: skip
    """An item decided today, by the leader."""
    at = at or office.at
    facts = Facts(code, title, body, "12/QĐ-UBND", decided_on or day_of(at))
    return public_items.add_item(unit=office.unit, facts=facts, coming=coming, by=office.actor(office.nghia), at=at)


def run_of(
    office: SmallOffice, item: PublicItem, form: Form = Form.WEB, *, since: date | None = None, until: date | None = None,
    at: datetime | None = None, proof: tuple[files.Coming, ...] = (),
) -> PublicRun:  # fmt: skip
    """The item posted in one form since today."""
    at = at or office.at
    run = Run(form, since or day_of(at), until)
    return public_items.post(item=item, run=run, proof=proof, by=office.actor(office.nghia), at=at)


def photo_of(office: SmallOffice, text: str = "BANG TIN") -> files.Coming:
    """A clean photograph that is on the disk."""
    return files.take(unit=office.unit, name="bang-tin.jpg", content=photo(text=text))


def story_of(
    office: SmallOffice, *, title: str = "Tiêm phòng cho trâu bò từ 27/11", body: str = BODY,
    kind: str = "news", first_day: date | None = None, last_day: date | None = None, at: datetime | None = None,
    coming: tuple[files.Coming, ...] = (), number: str = "",
) -> News:  # fmt: skip
    """A story that everybody may read from today on."""
    at = at or office.at
    told = Story(kind, title, SUMMARY, body, number, first_day or day_of(at), last_day)
    return news.write(unit=office.unit, story=told, coming=coming, by=office.actor(office.nghia), at=at)


def duty_of(office: SmallOffice, *, day: date | None = None, part: str = "all_day", task: str = "Trực lãnh đạo") -> Duty:
    """The leader is on duty today."""
    told = {"day": day or day_of(office.at), "part": part, "officer": office.nghia, "task": task}
    return duties.add_duty(unit=office.unit, **told, by=office.actor(office.nghia), at=office.at)


def finding_of(office: SmallOffice, *, code: str = "water", note: str = "Bình nước hỏng") -> RoomFinding:
    """Something of the room that waits to be mended."""
    told = {"unit": office.unit, "code": code, "seen": "not", "note": note, "looker": office.ngoc}
    rooms.look(**told, by=office.actor(office.ngoc), at=office.at)
    return RoomFinding.objects.get(unit_id=office.unit, code=code, mended_at__isnull=True)


def file_of(office: SmallOffice, *, text: str = "TIN") -> PostedFile:
    """The picture of a story that everybody may read."""
    made = story_of(office, title=f"Bài có ảnh {text}", coming=(photo_of(office, text),))
    return PostedFile.objects.get(subject=made.subject)


def later(office: SmallOffice, days: int) -> datetime:
    """The moment of the office some days on."""
    return office.at + timedelta(days=days)

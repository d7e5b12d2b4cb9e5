"""Sheets of what is posted: an item for the board, the roster of a week, the picture of a story. Paper is in Vietnamese."""

from collections.abc import Sequence
from datetime import date, datetime

from thanthien.people.models import Office
from thanthien.posting.duty_rules import PART_NAMES, Part
from thanthien.posting.models_news import News
from thanthien.posting.news_queries import DutyDay, OnDuty
from thanthien.posting.public_queries import Shown
from thanthien.shared.clock import day_of
from thanthien.shared.paper.engine import pictures, render
from thanthien.shared.qr import qr_svg
from thanthien.worktime.wording import WEEKDAYS

SIZES = ("a4", "a3")
SHARED_PPI = 144.0  # 600 × 315 points = 1200 × 630 dots, what Zalo and Facebook show beside a link


def item_sheet(*, shown: Shown, office: Office, address: str, since: date, at: datetime) -> bytes:
    """The A4 sheet of a public item for the board, with a QR to its page; what does not fit goes on to a second leaf."""
    item = shown.item
    document = f"{item.document}, ngày {item.decided_on:%d/%m/%Y}" if item.document else f"Ngày {item.decided_on:%d/%m/%Y}"
    files = [f"{one.name or 'Tệp'} ({one.pages} trang)" for one in shown.files]
    hotline = f" Hỏi thêm: {office.hotline_whole}." if office.hotline else ""
    data = {
        "agency": office.centre, "unit": office.unit.name, "title": item.title, "item": shown.law.title, "document": document,
        "law": f"{shown.law.article} {shown.law.document}", "files": files, "blocks": _blocks(item.blocks),
        "foot": f"Niêm yết từ {since:%d/%m/%Y}. In ngày {day_of(at):%d/%m/%Y}.{hotline}",
    }  # fmt: skip
    return render(template="public-item.typ", data=data, drawings={"qr": qr_svg(address, border=0, mask=None)}, at=at)


def _blocks(blocks: Sequence) -> list[dict]:
    return [{"kind": one.kind, "lines": list(one.lines)} for one in blocks]


def duty_sheet(*, week: Sequence[DutyDay], office: Office, size: str, at: datetime) -> bytes:
    """The roster of a week on one page, A4 or A3."""
    first, last = week[0].day, week[-1].day
    hotline = f"Đường dây nóng: {office.hotline_whole}. " if office.hotline else ""
    data = {
        "agency": office.centre, "paper": size if size in SIZES else SIZES[0],
        "title": "Lịch trực trong tuần", "when": f"Từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}",
        "days": [
            {"name": _capital(WEEKDAYS[one.day.weekday()]), "date": f"{one.day:%d/%m}", "lines": list(map(_line, one.lines))}
            for one in week
        ],
        "foot": f"{hotline}In ngày {day_of(at):%d/%m/%Y}.",
    }  # fmt: skip
    return render(template="duty.typ", data=data, at=at)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _line(line: OnDuty) -> dict[str, str]:
    officer = line.duty.officer
    part = "".join(PART_NAMES[Part(line.duty.part)])  # joined, a sentence is not translated: paper is in Vietnamese
    return {"part": _capital(part), "name": officer.name, "task": line.duty.task or officer.position, "phone": line.phone}


def story_picture(*, news: News, office: Office) -> bytes:
    """The PNG (1200 × 630) that goes with a story into Zalo or Facebook."""
    data = {
        "unit": office.unit.name, "title": news.title, "summary": news.summary, "day": f"{news.first_day:%d/%m/%Y}",
        "kind": "Văn bản" if news.kind == "document" else "Tin của xã", "number": news.number, "hotline": office.hotline,
    }  # fmt: skip
    return pictures(template="story.typ", data=data, ppi=SHARED_PPI)[0]

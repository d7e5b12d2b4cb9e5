"""Head and foot of the portal's pages: opening hours, notice of a day off, visits, the switch of languages. A page needs to
hand over nothing but its `office`.
"""

from datetime import date, timedelta

from django import template
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse, set_script_prefix
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import get_language

from thanthien.doors.parts.opening import Opening, opening_of
from thanthien.doors.parts.paper_names import paper_parts
from thanthien.doors.parts.templatetags.words import weekday, weekday_short
from thanthien.law.posted import Listed
from thanthien.people.scoping import in_unit
from thanthien.posting import counting
from thanthien.posting.queries import visits
from thanthien.posting.rules import WEEK_WORDS, Visits
from thanthien.shared.clock import now
from thanthien.shared.wording import say

register = template.Library()
MONDAY = date(2024, 1, 1)  # only its weekday is read
MOBILE = 10  # digits of a mobile number
SHORT_NAMES = {
    "1.001193": say("Khai sinh"), "1.004884": say("Khai sinh lại"), "1.000894": say("Kết hôn"), "1.000656": say("Khai tử"),
    "1.004873": say("Giấy độc thân"), "2.000635": say("Trích lục hộ tịch"), "1.004859": say("Cải chính hộ tịch"),
    "2.000815": say("Sao y bản chính"), "2.000884": say("Chứng thực chữ ký"), "2.001035": say("Chứng thực hợp đồng"),
    "1.004222": say("Đăng ký thường trú"), "1.004194": say("Đăng ký tạm trú"), "1.010041": say("Xác nhận cư trú"),
    "1.014061": say("Làm căn cước"), "1.014063": say("Đổi căn cước"), "3.000228": say("VNeID mức 2"),
    "1.001612": say("Mở hộ kinh doanh"), "1.013978": say("Sổ đỏ lần đầu"), "1.013225": say("Xin phép xây nhà"),
    "1.014027": say("Trợ cấp hưu trí xã hội"), "1.001776": say("Trợ cấp hằng tháng"), "1.001699": say("Giấy khuyết tật"),
}  # fmt: skip


@register.simple_tag(takes_context=True)
def opening(context: template.Context) -> Opening | None:
    """When the office of the page is open; None without an office or without its calendar."""
    office = context.get("office")
    return opening_of(office, at=now()) if office is not None else None


@register.inclusion_tag("portal/_foot.html", takes_context=True)
def portal_foot(context: template.Context) -> dict:
    """The foot: hotline, hours, who to tell, how often the pages are visited."""
    office = context.get("office")
    counts = None
    if office is not None:
        counts = counted(office.unit_id)
    return {"office": office, "visits": counts, "hours": opening(context)}


def counted(unit: str) -> Visits:
    """The visits of a commune's pages, shared by all who read in the same ten seconds."""
    key = f"portal-visits:{unit}"
    kept = cache.get(key)
    if kept is None:
        with in_unit(unit):
            kept = visits(unit=unit, at=now())
        cache.set(key, kept, counting.EVERY_S)
    return kept


@register.simple_tag(takes_context=True)
def language_link(context: template.Context) -> dict[str, str] | None:
    """The other language: `code`, `name` and the `url` that changes to it and comes back to this page. None without the page."""
    code, name = ("vi", "Tiếng Việt") if get_language() == "en" else ("en", "English")
    request: HttpRequest | None = context.get("request")
    address = at_root("language", code)
    if request is None or not address:
        return None
    return {"code": code, "name": name, "url": f"{address}?{urlencode({'ve': request.get_full_path()})}"}


def at_root(name: str, *args: object) -> str:
    """The address of a page of the whole installation, without the commune of the present page; "" when there is none."""
    before = get_script_prefix()
    set_script_prefix(before.split("xa/")[0] if "/xa/" in before else before)
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
    finally:
        set_script_prefix(before)


@register.simple_tag
def root_url(name: str, *args: object) -> str:
    """`at_root` for templates."""
    return at_root(name, *args)


@register.filter
def marked(hit: object) -> list[tuple[str, bool]]:
    """The title of a search hit in parts: (text, found). Neighbouring marks stand apart only by what lies between them."""
    title, parts, end = hit.title, [], 0
    for start, stop in hit.marks:
        if start > end:
            parts.append((title[end:start], False))
        parts.append((title[max(start, end) : stop], True))
        end = stop
    return [*parts, (title[end:], False)] if end < len(title) else parts


@register.filter
def listed_title(law: Listed) -> str:
    """A line of the law's list in the reader's language."""
    return law.title_en if get_language() == "en" else law.title


@register.filter
def map_link(office: object) -> str:
    """An open map that searches for the office's address; nothing of it is loaded before somebody presses."""
    place = office.address or f"UBND {office.unit.name}, {office.unit.parent.name if office.unit.parent else ''}"
    return "https://www.openstreetmap.org/search?" + urlencode({"query": place})


@register.filter
def weekday_name(number: int) -> str:
    """thứ Hai for 0."""
    return weekday(MONDAY + timedelta(days=number))


@register.filter
def weekday_chip(day: date) -> str:
    """Thứ Tư on the small sheet of a day; in English, whose names are too long for it, Wed."""
    return weekday_short(day) if get_language() == "en" else weekday(day)


@register.filter
def month_chip(day: date) -> str:
    """tháng 11; Nov."""
    return day.strftime("%b") if get_language() == "en" else f"tháng {day.month}"


@register.filter
def share_said(text: str) -> str:
    """99,1 % as the language of the screen writes it."""
    return text.replace(",", ".").replace("\u00a0%", "%") if get_language() == "en" else text


@register.filter
def phone_groups(phone: str) -> str:
    """0912 345 678, so that one's own number can be read over; anything else stays as it was typed."""
    return f"{phone[:4]} {phone[4:7]} {phone[7:]}" if len(phone) == MOBILE and phone.isdigit() else phone


@register.filter
def week_words(number: int) -> str:
    """hằng tuần for 0, tuần đầu của tháng for 1."""
    return str(WEEK_WORDS[number])


@register.filter
def short_name(code: str, title: str) -> str:
    """What people call a procedure in two or three words, for the few that are asked most; else the beginning of its title."""
    return str(SHORT_NAMES.get(code) or Truncator(title).words(5))


register.filter("paper_parts", paper_parts)

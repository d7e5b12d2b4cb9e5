"""The left navigation of the administration: only what resolves in this installation."""

from django import template
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from thanthien.shared.wording import say

register = template.Library()
GROUPS = (
    ("", (("admin:home", say("Việc cài đặt")),)),
    (
        say("Xã và người"),
        (
            ("admin:office", say("Thông tin Một cửa")),
            ("admin:account", say("Tài khoản thu")),
            ("admin:people", say("Cán bộ")),
            ("admin:units", say("Đơn vị")),
            ("admin:contacts", say("Liên hệ công bố")),
        ),
    ),
    (
        say("Sảnh"),
        (
            ("admin:counters", say("Quầy")),
            ("admin:services", say("Việc ở sảnh")),
            ("admin:bookings", say("Hẹn trước")),
            ("admin:devices", say("Thiết bị")),
            ("admin:voice", say("Giọng gọi số")),
            ("admin:scenery", say("Cảnh màn hình")),
        ),
    ),
    (
        say("Thời gian"),
        (
            ("admin:hours", say("Giờ làm việc")),
            ("admin:calendar", say("Lịch năm")),
            ("admin:programmes", say("Ngày đặc biệt")),
        ),
    ),
    (
        say("Thủ tục"),
        (
            ("admin:catalogue", say("Danh mục thủ tục")),
            ("admin:holes", say("Chỗ còn thiếu")),
            ("admin:processes", say("Quy trình riêng")),
            ("admin:sheets", say("Tờ niêm yết")),
        ),
    ),
    (say("Tin nhắn"), (("admin:messaging", say("Kênh gửi tin")), ("desk:letter-kinds", say("Lời mẫu của thư")))),
    (say("Phần mềm khác"), (("admin:connections", say("Kết nối")), ("admin:national", say("Cổng quốc gia")))),
)


def address_of(name: str) -> str:
    """The address of a page without parameters, or "" when this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def sections(path: str) -> list[dict]:
    """The groups with their pages; the page whose address is the longest beginning of `path` is the current one."""
    groups = []
    for title, pages in GROUPS:
        found = [{"name": name, "title": words, "url": address_of(name)} for name, words in pages]
        groups.append({"title": title, "pages": [page for page in found if page["url"]]})
    every = [page["url"] for group in groups for page in group["pages"] if path.startswith(page["url"])]
    here = max(every, key=len, default="")
    for group in groups:
        for page in group["pages"]:
            page["here"] = page["url"] == here
    return [group for group in groups if group["pages"]]


@register.inclusion_tag("admin/_sections.html", takes_context=True)
def admin_sections(context: template.Context) -> dict:
    """The navigation of the page being shown."""
    request: HttpRequest = context["request"]
    return {"groups": sections(request.path)}

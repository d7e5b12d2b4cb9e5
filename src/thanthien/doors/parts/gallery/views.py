"""`/bo-phan`: the components of staff pages; `/bo-phan/nguoi-dan`: those of citizens. Drawn people, no row of any office."""

from collections.abc import Callable
from functools import wraps
from itertools import product

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from thanthien.doors.parts.policies import anybody
from thanthien.doors.templatetags.drawings import ICONS, SCENERIES
from thanthien.people.models import Officer
from thanthien.shared.clock import now
from thanthien.shared.wording import say

WHY = "drawings and made-up examples only; outside a demonstration an officer must be signed in"
# Shape, word and colour always go together: each state with an example of what it says.
STATES = (
    ("late", say("trễ 1 g 42"), say("trễ, sai, chặn")),
    ("today", say("còn 48 ph"), say("hôm nay, phải xem")),
    ("wait", say("chờ bổ sung"), say("chờ người dân")),
    ("pause", say("tạm dừng"), say("ở cơ quan khác, vắng")),
    ("ok", say("đúng hẹn"), say("tốt, đáng nói")),
    ("done", say("xong 10:30"), say("đã xong")),
    ("open", say("chưa làm"), say("chưa đến lượt")),
    ("na", say("không áp dụng"), say("không cần")),
)
TAGS = (
    ("", say("liên thông")),
    ("late", say("quá bước")),
    ("today", say("cần xem")),
    ("wait", say("thiếu giấy")),
    ("ok", say("ưu tiên")),
)
CLOCKS = (("", 35), ("today", 88), ("late", 100), ("wait", 50), ("pause", 60), ("ok", 20))
DAYS = (
    ("now", "23/11"),
    ("off", "24/11"),
    ("count", "25/11"),
    ("count", "26/11"),
    ("hold", "27/11"),
    ("we", "28/11"),
    ("due", "30/11"),
)
PAPERS = ("sheet", "card", "birth", "receipt")
HAIRS = ("bun", "bob", "long", "tail", "side", "crew", "swept", "neat")
SHIRTS = ("aodai", "white", "tie", "youth", "police")


def looked_at(view: Callable[[HttpRequest], HttpResponse]) -> Callable:
    """Everybody in a demonstration, any officer elsewhere."""

    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        if not settings.DEMO and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request)

    return anybody(WHY)(checked)


def drawn_people() -> list[Officer]:
    """One drawn officer for each hair and shirt; none of them is in any office."""
    looks = list(zip(HAIRS, (shirt for shirt, _ in product(SHIRTS, range(2))), strict=False))
    return [
        Officer(login=f"mau-{n}", name=f"Mẫu {n}", avatar={"hair": hair, "shirt": shirt, "glasses": n % 3 == 0})
        for n, (hair, shirt) in enumerate(looks, 1)
    ]


@require_GET
@looked_at
def staff(request: HttpRequest) -> HttpResponse:
    """Keys, states, buttons, tables, clocks, days, fields with errors, empty, waiting and broken; drawings."""
    page = {
        "states": STATES, "tags": TAGS, "clocks": CLOCKS, "days": DAYS, "at": now(), "people": drawn_people(),
        "icons": sorted(ICONS), "papers": PAPERS, "levels": (1, 2, 3, 4, 5), "lands": list(SCENERIES.items()),
        "labels": ("A024", "B007", "K112"), "shown": "staff",
    }  # fmt: skip
    return render(request, "parts/gallery/staff.html", page)


@require_GET
@looked_at
def citizens(request: HttpRequest) -> HttpResponse:
    """Fields with errors, buttons, notices, done, empty, pictograms, papers, faces, lands with their bands."""
    page = {
        "people": drawn_people(), "icons": sorted(ICONS), "papers": PAPERS, "levels": (1, 2, 3, 4, 5),
        "lands": list(SCENERIES.items()), "shown": "citizens",
    }  # fmt: skip
    return render(request, "parts/gallery/citizens.html", page)

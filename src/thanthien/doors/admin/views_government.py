"""`/quan-tri/don-vi/hanh-chinh-moi`: a commune or province that a new decision makes, before others are merged into it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from thanthien.doors.admin.forms import Field, Form, Wrong
from thanthien.doors.admin.saving import administers, save, tell
from thanthien.doors.admin.views_open import opener_or_404
from thanthien.people import actions as people
from thanthien.people import finding
from thanthien.people.opening import COUNTRY
from thanthien.people.rules import KIND_NAMES, UnitKind
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say

KINDS = (UnitKind.COMMUNE, UnitKind.WARD, UnitKind.SPECIAL_ZONE, UnitKind.PROVINCE, UnitKind.CITY)


def code_of(text: str) -> str:
    """The statistical code of a decision: two digits of a province, five of a commune; raises Wrong."""
    if not (text.isascii() and text.isdigit() and len(text) in (2, 5)):
        raise Wrong(say("Ghi mã trong quyết định: hai chữ số cho tỉnh, năm chữ số cho xã."))
    return text


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new unit of government; for who opens communes, below their own level."""
    who = opener_or_404(request)
    above = [(one.pk, one.name) for one in finding.provinces() if who.unit in (COUNTRY, one.pk)]
    if who.unit == COUNTRY:
        above.append((COUNTRY, str(say("Trực thuộc Trung ương"))))
    form = Form(
        [
            Field("kind", say("Loại"), kind="select", choices=[(str(k), KIND_NAMES[k]) for k in KINDS], size="mid"),
            Field("name", say("Tên đầy đủ"), need=say("Ghi tên như trong quyết định."), most=120, hint=say("Như Xã Cẩm Tú.")),
            Field("code", say("Mã đơn vị hành chính"), size="short", need=say("Ghi mã trong quyết định."), check=code_of, most=5),
            Field("parent", say("Thuộc"), kind="select", choices=above, size="mid", need=say("Chọn cấp trên.")),
            Field("valid_from", say("Từ ngày"), kind="date", size="short", need=say("Ghi ngày có hiệu lực.")),
        ]
    ).fill({"valid_from": day_of(now()), "parent": above[0][0] if len(above) == 1 else ""})
    if request.method == "POST" and form.read(request.POST):
        value = form.values

        def do() -> dict:
            made = people.add_unit(
                name=str(value["name"]), kind=UnitKind(str(value["kind"])), parent=str(value["parent"]), code=str(value["code"]),
                valid_from=value["valid_from"], by=who, at=now(),
            )  # fmt: skip
            return {"code": made.pk}

        if save(request, form, do, scope="unit-government", name="code") is not None:
            tell(request, say("Đã thêm {name}. Giờ có thể mở Một cửa, hoặc sáp nhập đơn vị khác vào.", name=value["name"]))
            return redirect("admin:units")
    page = {
        "form": form,
        "title": say("Thêm đơn vị hành chính mới"),
        "intro": say(
            "Khi có quyết định lập xã, phường mới. Nếu là sáp nhập thì thêm đơn vị mới ở đây trước, rồi sang trang Sáp nhập."
        ),
        "button": say("Thêm đơn vị"),
        "back": reverse("admin:units"),
        "back_title": say("Đơn vị"),
    }
    return render(request, "admin/form.html", page, status=200 if form.right else 422)

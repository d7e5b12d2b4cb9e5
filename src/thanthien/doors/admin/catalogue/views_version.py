"""A new version of a procedure from a day on, a coming one changed, the law's term set, a change taken back."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from thanthien.doors.admin.catalogue import version_form
from thanthien.doors.admin.catalogue.facts import TERM_UNITS, procedure_or_404
from thanthien.doors.admin.catalogue.version_form import VersionForm
from thanthien.doors.admin.forms import Field, Form, Wrong, as_date, name_of, whole
from thanthien.doors.admin.saving import attempt, save
from thanthien.doors.parts.days import day_in
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.templatetags.words import hour
from thanthien.journal.rules import ChangedMeanwhile
from thanthien.people.rules import Role
from thanthien.procedures import actions
from thanthien.procedures import queries as catalogue
from thanthien.procedures.entries import entry_of
from thanthien.procedures.models import CatalogueLoad, Procedure
from thanthien.procedures.writing import used
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, say

makes_versions = officer_required(Role.ADMIN, Role.SPECIALIST)


def _base(request: HttpRequest, code: str) -> Procedure:
    """The version that the form starts from: that of `?tu=`, else today's; Http404."""
    typed = request.POST.get("based_on") or request.GET.get("tu", "")
    if not typed:
        return procedure_or_404(code, on=day_of(now()))
    found = Procedure.objects.filter(code=code, valid_from=day_in(typed)).first()
    if found is None:
        raise Http404
    return found


@never_cache
@makes_versions
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """The form of a version."""
    base, today = _base(request, code), day_of(now())
    coming = base.valid_from > today and not used(base)
    form = VersionForm(
        entry_of(base), base.valid_from if coming else today + timedelta(days=1), actions.stamp_of(base), base.valid_from
    )
    if request.method == "POST":
        made = _save(request, base, form)
        if made is not None:
            return made
    wrong = bool(form.errors or form.others or form.clash)
    page = {"one": base, "form": form, "coming": coming, "today": today}
    return render(request, "admin/catalogue/version.html", page, status=422 if wrong else 200)


def _save(request: HttpRequest, base: Procedure, form: VersionForm) -> HttpResponse | None:
    """Save what was typed; None with the reasons in the form, and everything typed still there."""
    raw = version_form.read(request.POST)
    form.entry = form.entry | raw
    form.seen = request.POST.get("seen", "")[:64]
    try:
        form.day = as_date(request.POST.get("valid_from", "").strip())
    except Wrong as wrong:
        form.day = None
        form.errors["valid_from"] = str(wrong)
        return None
    if form.day is None:
        form.errors["valid_from"] = str(say("Ghi ngày bắt đầu áp dụng."))
        return None

    def do() -> dict:
        actions.make_version(
            code=base.code, based_on=base.valid_from, changes=raw, valid_from=form.day, by=request.actor, at=now(), seen=form.seen
        )
        return {"change": catalogue.last_change(code=base.code).pk}

    try:
        result, _ = once(request, scope="version", unit=request.user.unit_id, by=request.actor, do=do)
    except actions.WrongEntry as wrong:
        form.blame(wrong.faults)
    except ChangedMeanwhile as other:
        who = name_of(other.by) if other.by else ""
        form.clash = str(say("{who} vừa sửa bản này lúc {hour}.", who=who, hour=hour(other.at)) if who else other)
        form.seen = actions.stamp_of(base)
    except Refusal as error:
        form.others.append(str(error))
    else:
        return _done(request, base.code, result["change"], say("Đã lưu bản áp dụng từ {day}.", day=f"{form.day:%d/%m/%Y}"))
    return None


def _done(request: HttpRequest, code: str, change: int, text: object) -> HttpResponse:
    messages.success(request, str(text), extra_tags=reverse("admin:catalogue-undo", kwargs={"change": change}))
    return redirect(reverse("admin:procedure", kwargs={"code": code}) + "#ban")


@never_cache
@makes_versions
@require_POST
def take_back(request: HttpRequest, change: int) -> HttpResponse:
    """Undo a version or an import while no dossier uses what it made."""
    made = CatalogueLoad.objects.filter(pk=change, unit=request.user.unit_id).first()
    if made is None:
        raise Http404
    attempt(
        request, lambda: actions.undo_change(change=change, by=request.actor, at=now()), scope="catalogue-undo",
        done=say("Đã lấy lại bản trước."),
    )  # fmt: skip
    if made.kind == CatalogueLoad.Kind.IMPORT:
        return redirect("admin:catalogue-import")
    return redirect("admin:procedure", code=made.source)


@never_cache
@makes_versions
@require_http_methods(["GET", "POST"])
def term(request: HttpRequest, code: str) -> HttpResponse:
    """The law's term of a procedure that has none, with the document that says so."""
    one, today = procedure_or_404(code, on=day_of(now())), day_of(now())
    form = Form(
        [
            Field("value", say("Thời hạn theo luật"), kind="number", size="short", most=4, check=whole(1, 3650),
                  hint=say("Trả trong ngày thì để trống số.")),
            Field("unit", say("Đơn vị"), kind="select", size="mid", choices=[("", say("chọn")), *TERM_UNITS],
                  need=say("Chọn đơn vị của thời hạn.")),
            Field("document", say("Văn bản quy định"), most=160, need=say("Ghi số văn bản, điều khoản quy định thời hạn."),
                  hint=say("Như: Quyết định 1723/QĐ-BNV; Điều 9 Nghị định 07/2021/NĐ-CP.")),
            Field("confirmed", say("Tôi đã đọc văn bản này, thời hạn ghi đúng"), kind="tick"),
            Field("valid_from", say("Áp dụng từ"), kind="date", size="short", most=10, need=say("Ghi ngày bắt đầu áp dụng."),
                  value=today),
        ]
    )  # fmt: skip
    if request.method == "POST" and form.read(request.POST):
        values = form.values

        def do() -> dict:
            actions.set_term(
                code=code, value=values["value"] or None, unit=str(values["unit"]), document=str(values["document"]),
                confirmed=bool(values["confirmed"]), valid_from=values["valid_from"], by=request.actor, at=now(),
            )  # fmt: skip
            return {"change": catalogue.last_change(code=code).pk}

        made = save(request, form, do, scope="law-term")
        if made is not None:
            return _done(request, code, made["change"], say("Đã ghi thời hạn. Quầy nhận được việc này từ ngày áp dụng."))
    page = {
        "title": say("Thời hạn theo luật"), "intro": one.title, "form": form, "button": say("Lưu thời hạn"), "multipart": False,
        "back": reverse("admin:procedure", kwargs={"code": code}), "back_title": one.title,
    }  # fmt: skip
    return render(request, "admin/form.html", page, status=200 if form.right else 422)

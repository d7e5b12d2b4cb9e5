"""The catalogue as a file: out to be changed, in with a preview, all of it or nothing."""

from datetime import date, timedelta

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.admin.catalogue import kept_files, listing
from thanthien.doors.admin.catalogue.views_list import reads
from thanthien.doors.admin.forms import Wrong, as_date, name_of
from thanthien.doors.admin.saving import administers
from thanthien.doors.parts.once import once
from thanthien.procedures import actions
from thanthien.procedures import queries as catalogue
from thanthien.procedures.exporting import TYPES, WRITERS
from thanthien.procedures.importing import Preview, Status
from thanthien.procedures.incoming import MOST_MB
from thanthien.shared.clock import day_of, now
from thanthien.shared.files_in import MEGABYTE
from thanthien.shared.wording import Refusal, say

SALT = "admin.catalogue.import"


@never_cache
@reads
@require_GET
def taken_out(request: HttpRequest, kind: str) -> HttpResponse:
    """The whole catalogue or the filtered list as a file that can come back."""
    if kind not in WRITERS:
        raise Http404
    today, asked = day_of(now()), listing.Asked.of(request.GET)
    codes = None
    if asked != listing.Asked():
        rows = listing.narrowed(listing.rows_of(unit=request.user.unit_id, on=today), asked, on=today)
        codes = [row.card.code for row in rows]
    content = WRITERS[kind](catalogue.exported_entries(on=today, codes=codes))
    answer = HttpResponse(content, content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="danh-muc-thu-tuc-{today:%Y-%m-%d}.{kind}"'
    return answer


def _page(request: HttpRequest, **more: object) -> dict:
    made = [
        {"load": load, "who": name_of(f"officer:{load.by}"), "own": load.unit == request.user.unit_id}
        for load in catalogue.changes_of_catalogue()
    ]
    tomorrow = day_of(now()) + timedelta(days=1)
    return {"changes": made, "day": tomorrow, "error": "", "preview": None, "name": "", "most": MOST_MB} | more


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """The file first, then what it would change."""
    if request.method == "GET":
        return render(request, "admin/catalogue/import.html", _page(request))
    upload = request.FILES.get("file")
    if upload is None:
        return _refused(request, say("Chọn tệp trước."))
    if upload.size > MOST_MB * MEGABYTE:
        return _refused(request, say("Tệp lớn quá {most} MB. Bỏ hình ảnh và trang tính thừa rồi nạp lại.", most=MOST_MB))
    try:
        day = as_date(request.POST.get("day", "").strip()) or day_of(now()) + timedelta(days=1)
        if day < day_of(now()):
            raise Wrong(say("Chọn ngày áp dụng từ hôm nay trở đi."))
        content = upload.read()
        preview = catalogue.preview(name=upload.name, content=content, day=day)
    except (Wrong, Refusal) as error:
        return _refused(request, error)
    return _shown(request, upload.name, content, preview)


def _refused(request: HttpRequest, error: object, **more: object) -> HttpResponse:
    return render(request, "admin/catalogue/import.html", _page(request, error=str(error), **more), status=422)


def _shown(request: HttpRequest, name: str, content: bytes, preview: Preview, *, error: str = "") -> HttpResponse:
    digest = kept_files.keep(content) if preview.can_apply else ""
    ticket = signing.dumps(
        {"name": name[:200], "day": preview.day.isoformat(), "version": preview.version, "unit": request.user.unit_id}, salt=SALT
    )
    lines = [line for line in preview.lines if line.status in (Status.NEW, Status.CHANGED)]
    page = _page(
        request, preview=preview, day=preview.day, name=name, lines=lines, digest=digest, ticket=ticket, error=error,
        counts=[(status.label, preview.count(status)) for status in Status],
    )  # fmt: skip
    return render(request, "admin/catalogue/import.html", page, status=422 if preview.faults or error else 200)


@never_cache
@administers
@require_POST
def apply(request: HttpRequest, digest: str) -> HttpResponse:
    """Take in what was previewed."""
    content = kept_files.kept(digest)
    try:
        ticket = signing.loads(request.POST.get("ticket", ""), salt=SALT, max_age=kept_files.A_DAY)
    except signing.BadSignature:
        ticket = {}
    if content is None or ticket.get("unit") != request.user.unit_id:
        return _refused(request, say("Bản xem trước đã cũ. Chọn tệp lại."))
    day = date.fromisoformat(ticket["day"])

    def do() -> dict:
        made = actions.apply_import(
            name=ticket["name"], content=content, day=day, by=request.actor, at=now(), version=ticket["version"]
        )
        return {"change": made.pk, "written": made.counts["new"] + made.counts["changed"]}

    try:
        result, _ = once(request, scope="catalogue-import", unit=request.user.unit_id, by=request.actor, do=do, asked=digest)
    except Refusal as error:
        preview = catalogue.preview(name=ticket["name"], content=content, day=day)
        return _shown(request, ticket["name"], content, preview, error=str(error))
    kept_files.forget(digest)
    text = say("Đã nhận {n} thủ tục, áp dụng từ {day}.", n=result["written"], day=f"{day:%d/%m/%Y}")
    messages.success(request, str(text), extra_tags=reverse("admin:catalogue-undo", kwargs={"change": result["change"]}))
    return redirect("admin:catalogue-import")

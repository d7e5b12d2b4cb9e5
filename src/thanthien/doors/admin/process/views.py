"""`/quan-tri/quy-trinh/`: versions of each process, the file out and in; what a file would change is shown before it is taken."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.admin.forms import Wrong, as_date
from thanthien.doors.admin.saving import administers, attempt
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import Column, Table, exported
from thanthien.people.queries import unit as unit_of
from thanthien.procedures import actions
from thanthien.procedures import queries as catalogue
from thanthien.procedures.models import Process
from thanthien.procedures.process_file import MOST_BYTES, written
from thanthien.procedures.process_rules import Question, Work, hours_text
from thanthien.procedures.rules import ProcedureError
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, said, say

WHAT = {"added": say("Thêm"), "removed": say("Bỏ"), "changed": say("Sửa")}
TONES = {"added": "ok", "removed": "late", "changed": "today"}


def _state(row: Process, today: date) -> tuple[str, str]:
    """(word, tone): in force, to come, over."""
    if row.applies(today):
        return str(say("đang dùng")), "ok"
    coming = row.valid_from > today and row.valid_to is None
    return (str(say("sắp dùng")), "today") if coming else (str(say("đã thôi")), "na")


@never_cache
@administers
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Every version of the unit, by procedure."""
    today = day_of(now())
    rows = [
        {"row": row, "title": title, "state": _state(row, today), "steps": len(row.steps.all()), "bodies": _bodies(row.works)}
        for row, title in catalogue.processes_of(unit=request.user.unit_id)
    ]
    columns = (
        Column(say("Mã thủ tục"), lambda r: r["row"].code, width=14), Column(say("Thủ tục"), lambda r: r["title"], width=60),
        Column(say("Bản"), lambda r: r["row"].version, width=6), Column(say("Từ ngày"), lambda r: r["row"].valid_from, width=12),
        Column(say("Số bước"), lambda r: r["steps"], width=8), Column(say("Tình trạng"), lambda r: r["state"][0], width=12),
    )  # fmt: skip
    file = exported(request, Table("quy-trinh", say("Quy trình riêng"), columns, rows))
    return file or render(request, "admin/process/list.html", {"rows": rows})


def _bodies(works: tuple[Work, ...]) -> int:
    """Through how many other bodies it goes."""
    return len({work.unit for work in works if work.unit})


def _found(request: HttpRequest, code: str, version: int) -> Process:
    row = catalogue.version_numbered(unit=request.user.unit_id, code=code, version=version)
    if row is None:
        raise Http404
    return row


def _file(code: str, works: tuple[Work, ...], name: str, words: tuple[Question, ...] = ()) -> HttpResponse:
    answer = HttpResponse(written(code, works, words), content_type="application/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return answer


@never_cache
@administers
@require_GET
def taken_out(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """One version as a file that can come back."""
    row = _found(request, code, version)
    return _file(code, row.works, f"quy-trinh-{code}-ban-{version}", row.words)


@never_cache
@administers
@require_GET
def sample(request: HttpRequest) -> HttpResponse:
    """The steps of a procedure as they are today, to begin from; an unknown code leads back with a sentence."""
    code = request.GET.get("ma", "").strip()[:12]
    try:
        works = catalogue.steps_now(unit=request.user.unit_id, code=code, on=day_of(now()))
    except ProcedureError:
        error = say("Danh mục không có thủ tục {code}. Gõ đúng mã, như 1.013831.", code=code or "…")
        return _shown(request, code=code, sample_error=str(error), status=422)
    own = catalogue.process_of(unit=request.user.unit_id, code=code, on=day_of(now()))
    words = own.words if own is not None else ()
    if request.GET.get("mo"):
        return _shown(request, text=written(code, works, words), code=code)
    return _file(code, works, f"quy-trinh-{code}", words)


def _shown(request: HttpRequest, *, status: int = 200, **more: object) -> HttpResponse:
    page = {"text": "", "day": day_of(now()), "code": "", "preview": None, "error": "", "day_error": "", "sample_error": ""}
    return render(request, "admin/process/import.html", page | more, status=status)


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """The file or what was typed, first shown, then taken; faults stand beside it with their lines."""
    if request.method == "GET":
        return _shown(request)
    typed = request.POST.get("day", "").strip()
    try:
        text = _text(request)
    except ProcedureError as error:
        return _shown(request, text=request.POST.get("text", ""), day=typed, error=str(error), status=422)
    try:
        day = as_date(typed) or day_of(now())
        if day < day_of(now()):
            raise Wrong(say("Chọn ngày áp dụng từ hôm nay trở đi."))
    except (Wrong, Refusal) as error:
        return _shown(request, text=text, day=typed, day_error=str(error), status=422)
    if request.POST.get("act") == "take":
        return _take(request, text, day)
    return _previewed(request, text, day)


def _text(request: HttpRequest) -> str:
    """What the file says; without a file what stands in the box."""
    upload = request.FILES.get("file")
    if upload is None:
        text = request.POST.get("text", "")
    elif upload.size > MOST_BYTES:
        raise ProcedureError(say("Tệp lớn quá 200 KB. Một tệp chỉ ghi một quy trình."))
    else:
        try:
            text = upload.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ProcedureError(say("Tệp không phải bảng mã UTF-8. Lưu lại bằng UTF-8 rồi nạp lại.")) from None
    if not text.strip():
        raise ProcedureError(say("Chọn tệp, hoặc dán nội dung vào ô."))
    return text.replace("\r\n", "\n")


def _previewed(request: HttpRequest, text: str, day: date, *, error: str = "") -> HttpResponse:
    unit = request.user.unit_id
    preview = catalogue.preview_process(unit=unit, text=text, on=day)
    own = unit_of(unit).name
    changes = [
        {
            "word": WHAT[c.what],
            "tone": TONES[c.what],
            "place": c.place,
            "name": c.name,
            "parts": [(said(p), o, n) for p, o, n in c.parts],
        }
        for c in preview.changes
    ]
    works = [
        (work, preview.units.get(work.unit, work.unit) if work.unit else own, hours_text(work.hours)) for work in preview.works
    ]
    return _shown(
        request, text=text, day=day, preview=preview, changes=changes, works=works, error=error,
        status=422 if preview.faults or error else 200,
    )  # fmt: skip


def _take(request: HttpRequest, text: str, day: date) -> HttpResponse:
    def do() -> dict:
        made = actions.make_process(unit=request.user.unit_id, text=text, valid_from=day, by=request.actor, at=now())
        return {"code": made.code, "version": made.version}

    try:
        result, _ = once(request, scope="process", unit=request.user.unit_id, by=request.actor, do=do)
    except Refusal as error:
        return _previewed(request, text, day, error=str(error))
    _told(request, result["code"], result["version"])
    return redirect("admin:processes")


def _told(request: HttpRequest, code: str, version: int) -> None:
    """Said with the way back: the version before again, or the catalogue's steps."""
    before = catalogue.version_numbered(unit=request.user.unit_id, code=code, version=version - 1) if version > 1 else None
    undo = (
        reverse("admin:process-again", kwargs={"code": code, "version": before.version})
        if before
        else reverse("admin:process-end", kwargs={"code": code})
    )
    text = say("Đã nhận quy trình {code}, bản {version}. Hồ sơ đang làm vẫn theo bản cũ.", code=code, version=version)
    messages.success(request, str(text), extra_tags=undo)


@never_cache
@administers
@require_POST
def again(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """An older version again, for dossiers from today on."""
    row = _found(request, code, version)
    attempt(
        request, lambda: actions.use_again(process=row, valid_from=day_of(now()), by=request.actor, at=now()),
        scope=f"process-again.{code}.{version}", done=say("Đã dùng lại bản {version} của {code}.", version=version, code=code),
    )  # fmt: skip
    return redirect("admin:processes")


@never_cache
@administers
@require_POST
def end(request: HttpRequest, code: str) -> HttpResponse:
    """Back to the catalogue's own steps from today on."""
    unit = request.user.unit_id
    newest = next((row for row, _ in catalogue.processes_of(unit=unit) if row.code == code), None)
    if newest is None:
        raise Http404
    undo = reverse("admin:process-again", kwargs={"code": code, "version": newest.version})
    attempt(
        request, lambda: actions.end_process(unit=unit, code=code, on=day_of(now()), by=request.actor, at=now()),
        scope=f"process-end.{code}", done=say("Thủ tục {code} theo lại các bước của danh mục.", code=code), undo=undo,
    )  # fmt: skip
    return redirect("admin:processes")

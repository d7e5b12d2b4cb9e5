"""`/niem-yet/`: what the law wants public: the register, late ones first; an item, how it was posted, with its proof."""

from collections.abc import Callable

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.desk import posted
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.pdf import pdf_answer
from thanthien.doors.parts.tables import exported
from thanthien.law.posted import ITEMS, listed_on
from thanthien.law.queries import rule
from thanthien.papers import storing
from thanthien.people.queries import office
from thanthien.posting import files, public_items
from thanthien.posting import public_queries as queries
from thanthien.posting.access import READERS, ROOM_READERS, WRITERS, may_write
from thanthien.posting.models import PublicItem, PublicRun
from thanthien.posting.public_rules import FORM_NAMES, STANDING_NAMES, Facts, Form, Run, Standing
from thanthien.posting.sheets import item_sheet
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, Sentence, say

reads = officer_required(*READERS)
writes = officer_required(*WRITERS)
# The proof of a posting is for who reads the register, a photo of the room for who walks through it.
opens = officer_required(*dict.fromkeys((*READERS, *ROOM_READERS)))
FILE_POLICY = {"default-src": ["'none'"], "sandbox": []}
BOXES = ("code", "title", "body", "document", "decided_on")
TONES = {Standing.LATE: "late", Standing.SHORT: "late", Standing.WAITING: "today", Standing.UP: "ok", Standing.DONE: "done"}


@require_GET
@never_cache
@reads
def page(request: HttpRequest) -> HttpResponse:
    """The register; `?xuat=` the same rows as a file."""
    rows = queries.register(unit=request.user.unit_id, on=day_of(now()))
    answer = exported(request, posted.register_table(rows))
    if answer is not None:
        return answer
    lines = [_line(row) for row in rows]
    context = {
        "rows": lines, "all": len(rows), "late": sum(row.standing in (Standing.LATE, Standing.SHORT) for row in rows),
        "in_time": sum(row.in_time for row in rows), "may": may_write(by=request.actor, unit=request.user.unit_id),
    }  # fmt: skip
    return render(request, "desk/public.html", context)


def _line(row: queries.Shown) -> dict:
    return {
        "row": row, "law": posted.law_title(row.law), "tone": TONES[row.standing], "standing": STANDING_NAMES[row.standing],
        "forms": [
            {"stand": one, "name": FORM_NAMES[one.form], "tone": TONES[one.standing], "words": posted.form_words(one, row)}
            for one in row.stands
        ],
    }  # fmt: skip


def _shown(request: HttpRequest, pk: int) -> queries.Shown:
    found = queries.shown(unit=request.user.unit_id, pk=pk, on=day_of(now()))
    if found is None:
        raise Http404
    return found


def _one(request: HttpRequest, pk: int, *, errors: dict[str, str] | None = None, status: int = 200) -> HttpResponse:
    row, today = _shown(request, pk), day_of(now())
    runs = [
        {"run": run, "name": FORM_NAMES[Form(run.form)], "proofs": row.proofs.get(run.pk, []),
         "wrong": (errors or {}).get(f"run-{run.pk}", "")}
        for run in row.runs
    ]  # fmt: skip
    typed = {name: request.POST.get(name, "")[:100] for name in ("form", "since", "until", "place")}
    context = {
        "one": _line(row), "item": row.item, "runs": runs, "today": today, "errors": errors or {},
        "may": may_write(by=request.actor, unit=request.user.unit_id),
        "forms": [(form, FORM_NAMES[Form(form)]) for form in row.law.forms],
        "typed": typed | {"since": typed["since"] or today.isoformat()}, "web": posted.public_address(request, "public-item", pk),
        "rules": [rule(code=code, on=row.item.decided_on) for code in ("democracy.publish_within", *queries.NEEDS.values())],
    }  # fmt: skip
    return render(request, "desk/public_one.html", context, status=status)


@require_GET
@never_cache
@reads
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """An item: what, due when, how it was posted."""
    return _one(request, pk)


def _form(request: HttpRequest, item: PublicItem | None, *, errors: dict[str, str] | None = None, seen: str = "") -> HttpResponse:
    today = day_of(now())
    new = dict.fromkeys(BOXES, "") | {"decided_on": today.isoformat()}
    saved = {name: str(getattr(item, name)) for name in BOXES} if item else new
    typed = {name: request.POST.get(name, "")[:21_000] for name in BOXES} if request.method == "POST" else saved
    kept = queries.files_of(unit=request.user.unit_id, subjects=[f"publicitem:{item.pk}"]) if item else {}
    context = {
        "item": item, "typed": typed, "errors": errors or {}, "seen": seen or (item.witness() if item else ""),
        "laws": [(one.code, posted.law_title(one), one) for one in listed_on(ITEMS, today).values()],
        "files": next(iter(kept.values()), []),
    }  # fmt: skip
    return render(request, "desk/public_form.html", context, status=422 if errors else 200)


def _facts(request: HttpRequest) -> Facts:
    told = {name: request.POST.get(name, "") for name in BOXES}
    day = posted.typed_day(told["decided_on"], field="decided_on", need=say("Ghi ngày quyết định, văn bản được ban hành."))
    return Facts(told["code"], told["title"], told["body"], told["document"], day)


@require_http_methods(["GET", "POST"])
@never_cache
@writes
def add(request: HttpRequest) -> HttpResponse:
    """Enter an item; its due day is reckoned."""
    if request.method == "GET":
        return _form(request, None)
    unit, by, at = request.user.unit_id, request.actor, now()
    try:
        facts, coming = _facts(request), posted.coming(request, "files")
        made, _ = once(request, scope="public.add", unit=unit, by=by, do=lambda: {
            "item": public_items.add_item(unit=unit, facts=facts, coming=coming, by=by, at=at).pk
        })  # fmt: skip
    except Refusal as error:
        return _form(request, None, errors={getattr(error, "field", "") or "form": str(error)})
    messages.success(request, str(say("Đã vào sổ. Đăng xong hình thức nào, ghi ở đây.")))
    return redirect("desk:public-one", pk=made["item"])


def _item(request: HttpRequest, pk: int) -> PublicItem:
    found = queries.item(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@never_cache
@writes
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words, another day, more files."""
    item, by, at = _item(request, pk), request.actor, now()
    if request.method == "GET":
        return _form(request, item)
    seen = request.POST.get("seen", "")[:64]
    try:
        facts, coming = _facts(request), posted.coming(request, "files")
        public_items.change_item(item=item, facts=facts, coming=coming, seen=seen, by=by, at=at)
    except Refusal as error:
        return _form(request, item, errors={getattr(error, "field", "") or "form": str(error)})
    messages.success(request, str(say("Đã lưu.")))
    return redirect("desk:public-one", pk=pk)


@require_POST
@never_cache
@writes
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """It is posted in one form, with a photo if there is one."""
    item, by, at, typed = _item(request, pk), request.actor, now(), request.POST
    try:
        if typed.get("form", "") not in set(Form):
            return _one(request, pk, errors={"form": str(say("Chọn hình thức."))}, status=422)
        since = posted.typed_day(typed.get("since", ""), field="since", need=say("Ghi ngày đăng."))
        until = posted.maybe_day(typed.get("until", ""), field="until")
        run, proof = Run(Form(typed["form"]), since, until), posted.coming(request, "proof", photo=True)
        made, _ = once(request, scope="public.post", unit=item.unit_id, by=by, asked=str(pk), do=lambda: {
            "run": public_items.post(item=item, run=run, place=typed.get("place", ""), proof=proof, by=by, at=at).pk
        })  # fmt: skip
    except Refusal as error:
        return _one(request, pk, errors={getattr(error, "field", "") or "post": str(error)}, status=422)
    undo = reverse("desk:public-run", args=(made["run"], "huy"))
    messages.success(request, str(say("Đã ghi: {form}.", form=FORM_NAMES[run.form])), extra_tags=undo)
    return redirect("desk:public-one", pk=pk)


@require_POST
@never_cache
@writes
def turn(request: HttpRequest, pk: int, turn: str) -> HttpResponse:
    """Off the register (`bo`), or back (`lai`)."""
    item = _item(request, pk)
    act = public_items.restore_item if turn == "lai" else public_items.withdraw_item
    act(item=item, by=request.actor, at=now())
    if turn == "lai":
        messages.success(request, str(say("Đã đưa lại vào sổ.")))
        return redirect("desk:public-one", pk=pk)
    messages.success(
        request, str(say("Đã bỏ khỏi sổ và trang của xã.")), extra_tags=reverse("desk:public-turn", args=(pk, "lai"))
    )
    return redirect("desk:public")


def _taken_down(request: HttpRequest, run: PublicRun) -> tuple[Sentence, str]:
    today = day_of(now())
    until = posted.maybe_day(request.POST.get("until", ""), field="until") or today
    public_items.take_down(run=run, until=until, by=request.actor, at=now())
    return say("Đã ghi ngày gỡ."), "len"


def _put_back(request: HttpRequest, run: PublicRun) -> tuple[Sentence, str]:
    public_items.put_back(run=run, by=request.actor, at=now())
    return say("Lần đăng này vẫn còn treo."), ""


def _annulled(request: HttpRequest, run: PublicRun) -> tuple[Sentence, str]:
    public_items.annul(run=run, by=request.actor, at=now())
    return say("Đã bỏ lần đăng ghi nhầm."), ""


def _proved(request: HttpRequest, run: PublicRun) -> tuple[Sentence, str]:
    public_items.prove(run=run, proof=posted.coming(request, "proof", photo=True), by=request.actor, at=now())
    return say("Đã giữ ảnh làm chứng."), ""


TURNS: dict[str, Callable[[HttpRequest, PublicRun], tuple[Sentence, str]]] = {
    "go": _taken_down, "len": _put_back, "huy": _annulled, "anh": _proved,
}  # fmt: skip


@require_POST
@never_cache
@writes
def run(request: HttpRequest, pk: int, turn: str) -> HttpResponse:
    """One posting: taken down (`go`), there after all (`len`), noted by mistake (`huy`), proved by a photo (`anh`)."""
    found, act = queries.run(unit=request.user.unit_id, pk=pk), TURNS.get(turn)
    if found is None or act is None:
        raise Http404
    try:
        text, back = act(request, found)
    except Refusal as error:
        return _one(request, found.item_id, errors={f"run-{pk}": str(error)}, status=422)
    messages.success(request, str(text), extra_tags=reverse("desk:public-run", args=(pk, back)) if back else "")
    return redirect("desk:public-one", pk=found.item_id)


@require_GET
@never_cache
@reads
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The A4 sheet for the board."""
    row, at = _shown(request, pk), now()
    board = next((run for run in reversed(row.runs) if run.form == Form.BOARD), None)
    pdf = item_sheet(
        shown=row, office=office(request.user.unit_id), address=posted.public_address(request, "public-item", pk),
        since=board.since if board else day_of(at), at=at,
    )  # fmt: skip
    return pdf_answer(pdf, name=f"niem-yet-{pk}")


@require_GET
@never_cache
@opens
@csp_replace(FILE_POLICY)
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """A file of something posted: a photo is shown, a PDF is a download."""
    found = queries.file(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    answer = HttpResponse(storing.read(found.digest), content_type=found.media)
    if found.is_pdf:
        answer["Content-Disposition"] = f'attachment; filename="tep-{pk}.pdf"'
    return answer


@require_POST
@never_cache
@writes
def file_turn(request: HttpRequest, pk: int, turn: str) -> HttpResponse:
    """A file no longer belongs here (`bo`), or does (`lai`)."""
    found = queries.file(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    back = turn != "lai"
    (files.drop_file if back else files.restore_file)(file=found, by=request.actor, at=now())
    undo = reverse("desk:posted-file-turn", args=(pk, "lai")) if back else ""
    messages.success(request, str(say("Đã bỏ tệp.") if back else say("Tệp đã có lại.")), extra_tags=undo)
    what, _, owner = found.subject.partition(":")
    if what == "news":
        return redirect("desk:news-one", pk=owner)
    return redirect("desk:public-change", pk=owner) if what == "publicitem" else redirect("desk:public")

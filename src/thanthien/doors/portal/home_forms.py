"""`/to-khai-nha`: a declaration written at home before one comes, a few questions a page, without account and without script.

No name, no number and no code ever stands in an address: the code of the draft is a cookie of this browser, and on paper.
"""

from collections.abc import Callable
from functools import wraps

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.parts import throttle
from thanthien.doors.parts.addresses import address_of
from thanthien.doors.parts.declarations import paper_of
from thanthien.doors.parts.pdf import PDF_POLICY, pdf_answer
from thanthien.doors.parts.policies import anybody
from thanthien.doors.portal import home_form
from thanthien.doors.portal.place import the_office, unit_of
from thanthien.eforms import home, home_queries, home_rules
from thanthien.eforms.forms import for_procedure, forms_on
from thanthien.eforms.home_rules import HomeState
from thanthien.eforms.models import HomeDraft
from thanthien.eforms.rules import EformError
from thanthien.procedures.queries import procedure
from thanthien.procedures.rules import ProcedureError
from thanthien.shared.actor import citizen
from thanthien.shared.clock import day_of, now
from thanthien.shared.codes import tidy_code
from thanthien.shared.paper.declaration import declaration
from thanthien.shared.wording import say

COOKIE = "to-khai"
WHY = "to write a declaration at home, without an account; the code of the draft is the key"


def _draft(request: HttpRequest) -> HomeDraft | None:
    """The draft of this browser's cookie."""
    code = request.COOKIES.get(COOKIE, "")
    if not code or throttle.must_wait(request):
        return None
    found = home_queries.by_code(unit=unit_of(request), code=code[:40], at=now())
    if found is None:
        throttle.missed(request)
    return found


def _mine(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the draft that this browser writes; without one, the page that asks for the code."""

    @wraps(view)
    def page(request: HttpRequest) -> HttpResponse:
        found = _draft(request)
        if found is None:
            answer = redirect(reverse("home-forms") + "?het=1")
            answer.delete_cookie(COOKIE)
            return answer
        if found.state in (HomeState.TAKEN, HomeState.DROPPED) and view.__name__ not in ("done", "restore", "close"):
            return redirect("home-form-done")
        return view(request, found)

    return page


def _keep(answer: HttpResponse, request: HttpRequest, code: str) -> HttpResponse:
    """The code stays in this browser until it is closed."""
    answer.set_cookie(COOKIE, tidy_code(code), httponly=True, samesite="Lax", secure=request.is_secure())
    return answer


@require_GET
@never_cache
@anybody(WHY, unit=unit_of)
def start(request: HttpRequest) -> HttpResponse:
    """Which declaration (`?thu-tuc=` those of one procedure), or on with one that was begun."""
    return _start(request)


def _start(request: HttpRequest, *, error: str = "", typed: str = "", status: int = 200) -> HttpResponse:
    today, code = day_of(now()), (request.POST.get("procedure") or request.GET.get("thu-tuc", ""))[:40]
    try:
        wanted = procedure(code=code, on=today) if code else None
    except ProcedureError:
        wanted = None
    forms = for_procedure(procedure=wanted.code, on=today) if wanted else []
    page = {
        "office": the_office(request), "procedure": wanted if forms else None, "forms": forms or forms_on(today), "error": error,
        "typed": typed, "gone": request.GET.get("het") == "1", "mine": bool(request.COOKIES.get(COOKIE)),
        "days": home_rules.KEPT_DAYS,
    }  # fmt: skip
    return render(request, "portal/home_form_start.html", page, status=status)


@require_POST
@never_cache
@anybody(WHY, unit=unit_of)
def begin(request: HttpRequest) -> HttpResponse:
    """A new draft; its code goes into this browser and is shown on its first page."""
    unit = unit_of(request)
    try:
        made = home.begin(
            unit=unit, form=request.POST.get("form", "")[:40], procedure=request.POST.get("procedure", "")[:40], by=citizen(unit),
            at=now(), address=address_of(request),
        )  # fmt: skip
    except EformError as error:
        return _start(request, error=str(error), status=422)
    return _keep(redirect("home-form"), request, made.code)


@require_POST
@never_cache
@anybody(WHY, unit=unit_of)
def resume(request: HttpRequest) -> HttpResponse:
    """On with the draft whose code was typed."""
    typed = request.POST.get("code", "").strip()[:40]
    if throttle.must_wait(request):
        error = say("Từ mạng này thử sai nhiều lần quá. Chờ 10 phút rồi nhập lại mã ghi trên giấy.")
        return _start(request, error=str(error), typed=typed, status=429)
    found = home_queries.by_code(unit=unit_of(request), code=typed, at=now())
    if found is None:
        throttle.missed(request)
        error = say(
            "Chưa thấy tờ khai mang mã này. Mã có 12 chữ và số, so lại từng nhóm bốn; quá {n} ngày không viết thì tờ đã xóa.",
            n=home_rules.KEPT_DAYS,
        )
        return _start(request, error=str(error), typed=typed, status=422)
    where = "home-form" if found.state == HomeState.WRITING else "home-form-done"
    return _keep(redirect(where), request, typed)


@require_http_methods(["GET", "POST"])
@never_cache
@anybody(WHY, unit=unit_of)
@_mine
def write(request: HttpRequest, draft: HomeDraft) -> HttpResponse:
    """One page of questions (`?o=` its first). POST keeps it; `do=next` goes on when all is right, `do=later` in any case."""
    key, back = request.GET.get("o", "")[:60], request.GET.get("ve") == "xem"
    if request.method == "GET":
        page = home_form.page(draft, key=key, at=now())
        return render(request, "portal/home_form_page.html", _around(request, draft, page, back=back))
    shown = home_form.asked(draft, request.POST.get("page", "")[:60])
    keys = {one.key for one in shown.fields}
    draft = home.save(draft=draft, typed=request.POST.dict(), keys=keys, by=citizen(draft.unit_id), at=now())
    form = home_queries.form_for(draft)
    wrong = {key: text for key, text in home_form.problems(draft, at=now()).items() if key in keys}
    if wrong and request.POST.get("do") != "later":
        page = home_form.page(draft, key=shown.key, at=now(), wrong=wrong)
        return render(request, "portal/home_form_page.html", _around(request, draft, page, back=back), status=422)
    following = home_rules.after(home_rules.pages(form, draft.data), shown.key)
    if back or following is None:
        return redirect("home-form-check")
    return redirect(f"{reverse('home-form')}?o={following.key}")


def _around(request: HttpRequest, draft: HomeDraft, page: dict, *, back: bool = False) -> dict:
    code = home_rules.spaced(request.COOKIES.get(COOKIE, ""))
    more = {"office": the_office(request), "draft": draft, "code": code, "back_to_check": back}
    return page | more | {"form": home_queries.form_for(draft), "until": home_queries.expires_at(draft)}


@require_POST
@anybody(WHY, unit=unit_of)
def save(request: HttpRequest) -> HttpResponse:
    """What is typed is kept while one types; only an improvement, the buttons keep it too."""
    draft = _draft(request)
    if draft is None:
        said = say("Tờ này không còn trên máy của xã. Chữ đang gõ vẫn còn ở đây, chép lại trước khi đóng.")
        return JsonResponse({"said": str(said)}, status=404)
    shown = home_form.asked(draft, request.POST.get("page", "")[:60])
    try:
        keys = {one.key for one in shown.fields}
        home.save(draft=draft, typed=request.POST.dict(), keys=keys, by=citizen(draft.unit_id), at=now())
    except EformError as error:
        return JsonResponse({"said": str(error)}, status=409)
    return JsonResponse({"said": str(say("Đã lưu"))})


@require_http_methods(["GET", "POST"])
@never_cache
@anybody(WHY, unit=unit_of)
@_mine
def check(request: HttpRequest, draft: HomeDraft) -> HttpResponse:
    """All answers to look at, each with its way back; POST: they are right."""
    wrong: dict[str, str] = {}
    if request.method == "POST":
        try:
            home.finish(draft=draft, by=citizen(draft.unit_id), at=now())
            return redirect("home-form-done")
        except EformError as error:
            wrong = error.problems
    page = home_form.answers(draft, at=now(), wrong=wrong)
    return render(request, "portal/home_form_check.html", _around(request, draft, page), status=422 if wrong else 200)


@require_GET
@never_cache
@anybody(WHY, unit=unit_of)
@_mine
def done(request: HttpRequest, draft: HomeDraft) -> HttpResponse:
    """The code for the counter, big and as a QR; the paper; or that it was opened or deleted."""
    if draft.state == HomeState.WRITING:
        return redirect("home-form-check")
    return render(request, "portal/home_form_done.html", _around(request, draft, home_form.done(draft, request.COOKIES[COOKIE])))


@require_GET
@never_cache
@xframe_options_sameorigin
@csp_replace(PDF_POLICY)
@anybody(WHY, unit=unit_of)
@_mine
def paper(request: HttpRequest, draft: HomeDraft) -> HttpResponse:
    """The declaration on the layout of its form, once it is whole."""
    if draft.state != HomeState.READY:
        return redirect("home-form-check")
    sheet = paper_of(home_queries.form_for(draft), draft.data, the_office(request), at=draft.changed_at)
    return pdf_answer(declaration(sheet, at=draft.changed_at), name=f"to-khai-{draft.form}")


@require_POST
@anybody(WHY, unit=unit_of)
@_mine
def drop(request: HttpRequest, draft: HomeDraft) -> HttpResponse:
    """Its writer deletes it; the next page offers to take it back."""
    home.drop(draft=draft, by=citizen(draft.unit_id), at=now())
    return redirect("home-form-done")


@require_POST
@anybody(WHY, unit=unit_of)
@_mine
def restore(request: HttpRequest, draft: HomeDraft) -> HttpResponse:
    """The draft is back."""
    home.restore(draft=draft, by=citizen(draft.unit_id), at=now())
    return redirect("home-form-check")


@require_POST
@anybody("forgets in this browser which declaration was written; nothing else", unit=unit_of)
def close(request: HttpRequest) -> HttpResponse:
    """Nothing stays in this browser: for a telephone that is lent, the machine of the library."""
    answer = redirect("home-forms")
    answer.delete_cookie(COOKIE)
    return answer

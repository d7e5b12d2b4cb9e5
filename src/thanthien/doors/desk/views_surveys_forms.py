"""`/khao-sat/mau/`: the unit's own survey forms, a question a line."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from thanthien.doors.desk.views_surveys import keeps
from thanthien.doors.parts.once import once
from thanthien.ratings import survey_queries as kept
from thanthien.ratings import survey_rules, surveying
from thanthien.ratings.models import SurveyForm
from thanthien.ratings.survey_rules import SurveyError
from thanthien.shared.clock import now
from thanthien.shared.wording import say


def _form(request: HttpRequest, pk: int) -> SurveyForm:
    found = kept.form(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, form: SurveyForm | None) -> HttpResponse:
    """The empty form, one's own words, or what was typed and why it was refused."""
    context: dict = {"form": form, "wrong": "", "said": "", "most": survey_rules.MOST_QUESTIONS}
    known = form or SurveyForm()
    context["typed"] = {"title": known.title, "audience": known.audience, "body": known.body, "staff": known.staff}
    if request.method == "GET":
        return render(request, "desk/survey_form.html", context)
    staff = request.POST.get("staff") == "1"
    told = {name: request.POST.get(name, "")[:12_000] for name in ("title", "audience", "body")}

    def do() -> dict:
        written = surveying.Written(**told, staff=staff)
        made = surveying.keep_form(unit=request.user.unit_id, written=written, by=request.actor, at=now(), form=form)
        return {"form": made.pk}

    try:
        once(request, scope=f"survey.form.{form.pk if form else 0}", unit=request.user.unit_id, by=request.actor, do=do)
    except SurveyError as error:
        context |= {"typed": told | {"staff": staff}, "wrong": error.field, "said": str(error)}
        return render(request, "desk/survey_form.html", context, status=422)
    messages.success(request, str(say("Đã giữ mẫu phiếu. Đợt đang hỏi không đổi lời.")))
    return redirect("desk:surveys")


@never_cache
@require_http_methods(["GET", "POST"])
@keeps
def new(request: HttpRequest) -> HttpResponse:
    """A form of the unit's own."""
    return _page(request, None)


@never_cache
@require_http_methods(["GET", "POST"])
@keeps
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The same form with other words."""
    return _page(request, _form(request, pk))


@never_cache
@require_POST
@keeps
def turn(request: HttpRequest, pk: int, turn: str) -> HttpResponse:
    """Offered no more (`thoi`), or again (`lai`)."""
    form, dropped = _form(request, pk), turn != "lai"
    surveying.drop_form(form=form, dropped=dropped, by=request.actor, at=now())
    undo = reverse("desk:survey-form-turn", args=(pk, "lai")) if dropped else ""
    messages.success(request, str(say("Mẫu này không dùng nữa.") if dropped else say("Mẫu này lại dùng được.")), extra_tags=undo)
    return redirect("desk:surveys")

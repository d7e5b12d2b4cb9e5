"""`/lanh-dao/danh-gia/`: low ratings to follow up, one opened (an access), what was done, what came of it; the figures."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.leader import opinions
from thanthien.doors.leader.ratings import listing, shown, table_of
from thanthien.doors.leader.views import leads
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import exported
from thanthien.people.queries import officer_by_login
from thanthien.ratings import follow_queries as kept
from thanthien.ratings import following
from thanthien.ratings.follow_rules import FollowError, outcome_of, way_of
from thanthien.ratings.models import FollowStep, FollowUp
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Sentence, say


@require_GET
@never_cache
@leads
def page(request: HttpRequest) -> HttpResponse:
    """The list: overdue first, then by day; `?muc=` ended ones. Nobody's name who rated."""
    only_late = request.GET.get("han") == "qua"
    context = listing(unit=request.user.unit_id, state=request.GET.get("muc", ""), today=day_of(now()), only_late=only_late)
    return exported(request, table_of(context)) or render(request, "leader/ratings.html", context)


@require_GET
@never_cache
@leads
def figures(request: HttpRequest) -> HttpResponse:
    """Opinions over whole months, by officer, field and month."""
    today = day_of(now())
    period = opinions.period_of(request.GET.get("tu", "")[:7], request.GET.get("den", "")[:7], today=today)
    context = opinions.context(unit=request.user.unit_id, period=period, today=today)
    return exported(request, opinions.table(context)) or render(request, "leader/opinions.html", context)


def _of(request: HttpRequest, pk: int) -> FollowUp:
    found = kept.follow_up(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    return found


def _shown(request: HttpRequest, row: FollowUp, *, status: int = 200, wrong: str = "", said: str = "") -> HttpResponse:
    """One low rating; the access is written before the answer."""
    moment = now()
    try:
        opened = following.open_rating(follow_up=row, by=request.actor, at=moment)
    except FollowError as error:
        messages.error(request, str(error))
        return redirect("leader:ratings")
    context = shown(row, opened, today=day_of(moment), post=request.POST, me=request.user.login)
    return render(request, "leader/rating.html", context | {"wrong": wrong, "said": said}, status=status)


@require_GET
@never_cache
@leads
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One low rating opened: an access."""
    return _shown(request, _of(request, pk))


def _act(
    request: HttpRequest, row: FollowUp, scope: str, do: Callable[[], object], text: Sentence, *, undo: str = ""
) -> HttpResponse:
    """One act; a refusal shows the page again with what was typed."""

    def run() -> dict:
        do()
        return {"follow_up": row.pk}

    try:
        once(request, scope=f"followup.{scope}.{row.pk}", unit=row.unit_id, by=request.actor, do=run)
    except FollowError as error:
        return _shown(request, row, status=422, wrong=error.field or scope, said=str(error))
    messages.success(request, str(text), extra_tags=undo)
    return redirect("leader:rating", row.pk)


@never_cache
@require_POST
@leads
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """To a leader of the unit; the button "for me" posts the own login."""
    row, moment = _of(request, pk), now()

    def do() -> None:
        owner = officer_by_login(request.POST.get("owner", "")[:40])
        if owner is None:
            raise FollowError(say("Chọn một lãnh đạo của xã."), "owner")
        following.give(follow_up=row, owner=owner, by=request.actor, at=moment)

    return _act(request, row, "owner", do, say("Đã giao."))


@never_cache
@require_POST
@leads
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Something was done."""
    row, moment = _of(request, pk), now()

    def do() -> None:
        way = way_of(request.POST.get("way", ""))
        note = request.POST.get("note", "")
        following.note_step(follow_up=row, way=way, note=note, by=request.actor, doer=request.user, at=moment)

    return _act(request, row, "way", do, say("Đã ghi việc vừa làm."))


def _step(request: HttpRequest, pk: int) -> FollowStep:
    found = kept.step(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    return found


@never_cache
@require_POST
@leads
def step_back(request: HttpRequest, pk: int) -> HttpResponse:
    """It was noted by mistake."""
    found, moment = _step(request, pk), now()
    row = _of(request, found.follow_up_id)
    do = lambda: following.take_back_step(step=found, by=request.actor, at=moment)  # noqa: E731
    return _act(request, row, "way", do, say("Đã bỏ việc vừa ghi."))


@never_cache
@require_POST
@leads
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of it."""
    row, moment = _of(request, pk), now()

    def do() -> None:
        outcome = outcome_of(request.POST.get("outcome", ""))
        said = request.POST.get("said", "")
        following.close(follow_up=row, outcome=outcome, said=said, by=request.actor, closer=request.user, at=moment)

    return _act(request, row, "outcome", do, say("Đã khép."), undo=reverse("leader:rating-reopen", args=(pk,)))


@never_cache
@require_POST
@leads
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo of closing."""
    row, moment = _of(request, pk), now()
    do = lambda: following.reopen(follow_up=row, by=request.actor, at=moment)  # noqa: E731
    return _act(request, row, "outcome", do, say("Đã mở lại."))

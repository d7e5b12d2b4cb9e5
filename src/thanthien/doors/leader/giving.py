"""Work given to somebody else, several at once, and taken back within ten minutes. What was given stays in the session."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest

from thanthien.doors.parts.once import once
from thanthien.dossiers import actions as acts
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import UNDO_FOR, DossierError, code_tail
from thanthien.people.models import Officer
from thanthien.shared.clock import now
from thanthien.shared.wording import Refusal, say

KEY, MOST, TOLD = "leader.gave", 100, 6


def chosen(request: HttpRequest) -> list[tuple[Dossier, int]]:
    """What is ticked (`key:step`), only of the leader's unit. Raises DossierError for an empty or broken choice."""
    found = []
    for text in request.POST.getlist("item")[:MOST]:
        pk, _, step = text.partition(":")
        if not (pk.isascii() and pk.isdigit() and step.isascii() and step.isdigit() and len(text) < 24):
            raise DossierError(say("Danh sách vừa đổi. Tải lại trang rồi chọn lại."))
        one = dossiers.dossier(pk=int(pk), unit=request.user.unit_id)
        if one is not None:
            found.append((one, int(step)))
    if not found:
        raise DossierError(say("Chưa chọn hồ sơ nào. Đánh dấu những hồ sơ cần giao rồi bấm Giao."))
    return found


def give(request: HttpRequest) -> None:
    """One act each; a refusal of one leaves the others given and is told by its dossier."""
    login = request.POST.get("officer", "")
    taker = Officer.objects.filter(login=login, unit_id=request.user.unit_id, is_active=True).first()
    if taker is None:
        raise DossierError(say("Chọn người nhận việc trong danh sách."))
    given, problems = [], []
    for one, step in chosen(request):

        def do(one: Dossier = one, step: int = step) -> dict:
            acts.give_step(dossier=one, officer=taker, step=step, by=request.actor, at=now())
            return {"dossier": one.pk}

        try:
            once(request, scope=f"give.{one.pk}.{step}.{login}", unit=one.unit_id, by=request.actor, do=do)
            given.append(one.pk)
        except Refusal as error:
            problems.append(f"{code_tail(one.code)}: {error}")
    for problem in problems[:TOLD]:
        messages.error(request, problem)
    if len(problems) > TOLD:
        messages.error(request, str(say("Còn {n} hồ sơ nữa chưa giao được.", n=len(problems) - TOLD)))
    if given:
        text = say("Đã giao {n} hồ sơ cho {name}", n=len(given), name=taker.name)
        request.session[KEY] = {"text": str(text), "at": now().isoformat(), "items": given}


def latest(request: HttpRequest) -> dict | None:
    """What can still be taken back: its words and when it was done."""
    kept = request.session.get(KEY)
    if kept is None or datetime.fromisoformat(kept["at"]) + UNDO_FOR <= now():
        return None
    return kept


def take_back(request: HttpRequest) -> None:
    """Everything of the last batch that nobody has gone on with; what is past that is told by its dossier."""
    kept = latest(request)
    request.session.pop(KEY, None)
    if kept is None:
        raise DossierError(say("Không còn việc nào hoàn tác được: đã quá 10 phút."))
    count = 0
    for pk in kept["items"]:
        one = dossiers.dossier(pk=pk, unit=request.user.unit_id)
        if one is None:
            continue
        try:
            acts.release_step(dossier=one, by=request.actor, at=now())
            count += 1
        except Refusal as error:
            messages.error(request, f"{code_tail(one.code)}: {error}")
    if count:
        messages.success(request, str(say("Đã hoàn tác {n} hồ sơ.", n=count)))

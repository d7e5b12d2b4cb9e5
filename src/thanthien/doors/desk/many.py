"""Doing the same to several dossiers: one act each, every refusal told by its dossier, one undo for all within ten minutes.

What a batch did is kept in the officer's session on the server (keys and what stood there before), the newest few only.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from thanthien.doors.desk import answers
from thanthien.doors.desk.finding import of_unit
from thanthien.doors.parts.once import once
from thanthien.doors.parts.templatetags.words import as_moment
from thanthien.dossiers import actions as acts
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import UNDO_FOR, DossierError, Status, code_tail
from thanthien.people.models import Officer
from thanthien.shared.actor import Actor
from thanthien.shared.clock import now
from thanthien.shared.wording import Refusal, Sentence, say

KEY, MOST_KEPT, MOST_AT_ONCE, TOLD = "batches", 3, 200, 8
Item = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that can be done to many. `do` returns what undo needs to know, None when nothing was changed."""

    code: str
    done: Callable[[int], Sentence]
    do: Callable[[Dossier, int, "Wish"], str | None]
    undo: Callable[[Dossier, str, Actor, datetime], object]


@dataclass(frozen=True, slots=True)
class Wish:
    """Who asks, when, and what else the act needs: to whom, on which shelf."""

    by: Actor
    at: datetime
    officer: Officer | None = None
    shelf: str = ""


@dataclass(slots=True)
class Outcome:
    """What became of a batch so far. `items`: dossier and what stood there before."""

    items: list[list] = field(default_factory=list)
    count: int = 0
    problems: list[str] = field(default_factory=list)


def _take(one: Dossier, step: int, wish: Wish) -> str | None:
    held = one.state == Status.PROCESSING and one.steps.filter(order=step, officer__login=wish.by.code).exists()
    acts.take_step(dossier=one, step=step, by=wish.by, at=wish.at)
    return None if held else ""


def _complete(one: Dossier, step: int, wish: Wish) -> str:
    acts.complete_step(dossier=one, step=step, by=wish.by, at=wish.at)
    return ""


def _ready(one: Dossier, step: int, wish: Wish) -> str:
    acts.finish(dossier=one, by=wish.by, at=wish.at, shelf=wish.shelf)
    return ""


def _give(one: Dossier, step: int, wish: Wish) -> str:
    if wish.officer is None:
        raise DossierError(say("Chưa chọn người nhận việc. Chọn một đồng nghiệp trong danh sách."))
    acts.give_step(dossier=one, officer=wish.officer, step=step or None, by=wish.by, at=wish.at)
    return ""


def _shelve(one: Dossier, step: int, wish: Wish) -> str | None:
    before = one.shelf
    acts.shelve(dossier=one, shelf=wish.shelf, by=wish.by, at=wish.at)
    return None if before == wish.shelf else before


def _release(one: Dossier, before: str, by: Actor, at: datetime) -> object:
    return acts.release_step(dossier=one, by=by, at=at)


def _reopen(one: Dossier, before: str, by: Actor, at: datetime) -> object:
    return acts.reopen_step(dossier=one, by=by, at=at)


def _put_back(one: Dossier, before: str, by: Actor, at: datetime) -> object:
    return acts.shelve(dossier=one, shelf=before, by=by, at=at)


KINDS = {
    kind.code: kind
    for kind in (
        Kind("nhan", lambda n: say("Đã nhận {n} việc", n=n), _take, _release),
        Kind("xong", lambda n: say("Xong {n} bước", n=n), _complete, _reopen),
        Kind("co-ket-qua", lambda n: say("Đã báo {n} kết quả", n=n), _ready, _reopen),
        Kind("giao", lambda n: say("Đã giao {n} việc", n=n), _give, _release),
        Kind("ngan", lambda n: say("Đã ghi ngăn cho {n} kết quả", n=n), _shelve, _put_back),
    )
}


def items_of(request: HttpRequest) -> list[Item]:
    """What is ticked, as `key:step`; raises DossierError for a broken or empty choice."""
    items = [_item(text) for text in request.POST.getlist("item")][:MOST_AT_ONCE]
    if not items:
        raise DossierError(say("Chưa chọn hồ sơ nào. Đi đến hồ sơ bằng J K, hoặc chọn bằng Space."))
    return items


def _item(text: str) -> Item:
    pk, _, step = text.partition(":")
    if not (pk.isascii() and pk.isdigit() and (step or "0").isascii() and (step or "0").isdigit() and len(text) < 24):
        raise DossierError(say("Danh sách vừa đổi. Tải lại trang rồi chọn lại."))
    return int(pk), int(step or 0)


def run(request: HttpRequest, kind: Kind, *, wish: Wish) -> HttpResponse:
    """One part of a batch, or the whole. Parts (`more`) of the same `batch` are counted together; the last one tells."""
    outcome = _earlier(request)
    for pk, step in items_of(request):
        found = of_unit(request, pk)

        def do(found: Dossier = found, step: int = step) -> dict:
            return {"dossier": found.pk, "before": kind.do(found, step, wish)}

        try:
            result, _ = once(request, scope=f"{kind.code}.{pk}.{step}", unit=found.unit_id, by=wish.by, do=do)
        except Refusal as error:
            outcome.problems.append(f"{code_tail(found.code)}: {error}")
            continue
        outcome.count += 1
        if result["before"] is not None:
            outcome.items.append([pk, result["before"]])
    _keep(request, kind, outcome, at=wish.at)
    if request.POST.get("more"):
        return HttpResponse(status=204)
    return told(request, _sentence(kind.done(outcome.count) if outcome.count else "", outcome.problems), undo=bool(outcome.items),
                bad=bool(outcome.problems), status=200 if outcome.count else 422)  # fmt: skip


def _sentence(done: str, problems: list[str]) -> str:
    parts = [f"{done}."] if done else []
    parts += problems[:TOLD]
    if len(problems) > TOLD:
        parts.append(str(say("Còn {n} hồ sơ nữa chưa làm được.", n=len(problems) - TOLD)))
    return " ".join(parts)


def told(request: HttpRequest, text: str, *, undo: bool, bad: bool, status: int = 200) -> HttpResponse:
    """A toast with its undo, the line that keeps it for ten minutes, and the word to the lists to fetch themselves again."""
    inside = answers.toast(request, text, tone="err" if bad else "", undo="/nhieu/hoan-tac" if undo else "", undo_target="#say")
    inside += render_to_string("desk/_undo.html", {"undoing": latest(request), "oob": True}, request=request)
    answer = HttpResponse(inside, status=status)
    answer["HX-Reswap"] = "none"
    if status == 200:
        answer["HX-Trigger"] = '{"dossiers-moved": "", "batch-done": ""}'
    return answer


# --- what can be taken back ------------------------------------------------------------------------------


def _batch_of(request: HttpRequest) -> str:
    return request.POST.get("batch", "")[:40] or request.POST.get("once", "")[:40] or "one"


def _earlier(request: HttpRequest) -> Outcome:
    """What earlier parts of the same batch did."""
    kept = request.session.get(KEY, {}).get(_batch_of(request)) if request.POST.get("batch") else None
    return Outcome(list(kept["items"]), kept["count"], list(kept["problems"])) if kept else Outcome()


def _keep(request: HttpRequest, kind: Kind, outcome: Outcome, *, at: datetime) -> None:
    batches = dict(request.session.get(KEY, {}))
    batches.pop(_batch_of(request), None)
    if outcome.items or request.POST.get("more"):
        batches[_batch_of(request)] = {
            "kind": kind.code, "at": at.isoformat(), "items": outcome.items, "count": outcome.count, "problems": outcome.problems,
        }  # fmt: skip
    while len(batches) > MOST_KEPT:
        batches.pop(next(iter(batches)))
    request.session[KEY] = batches


def remember(request: HttpRequest, code: str, pk: int, *, at: datetime) -> None:
    """One act on one page can be taken back the same way."""
    _keep(request, KINDS[code], Outcome([[pk, ""]], 1), at=at)


def latest(request: HttpRequest) -> dict | None:
    """The newest batch that can still be taken back: what to say of it."""
    name, batch = _newest(request)
    if not batch or not batch["items"] or now() - as_moment(batch["at"]) > UNDO_FOR:
        return None
    return {"text": KINDS[batch["kind"]].done(len(batch["items"])), "at": as_moment(batch["at"])}


def _newest(request: HttpRequest) -> tuple[str, dict]:
    batches = request.session.get(KEY, {})
    return next(reversed(batches.items()), ("", {}))


def take_back(request: HttpRequest, *, by: Actor, at: datetime) -> HttpResponse:
    """Undo the newest batch, the last act first; what cannot be taken back any more is told by its dossier."""
    name, batch = _newest(request)
    if not batch or not batch["items"]:
        raise DossierError(say("Không còn việc nào để hoàn tác."))
    if at - as_moment(batch["at"]) > UNDO_FOR:
        raise DossierError(say("Đã quá 10 phút nên không hoàn tác được. Mở từng hồ sơ để sửa."))
    kind, count, problems = KINDS[batch["kind"]], 0, []
    for pk, before in reversed(batch["items"]):
        found = of_unit(request, pk)
        try:
            kind.undo(found, before, by, at)
            count += 1
        except DossierError as error:
            problems.append(f"{code_tail(found.code)}: {error}")
    request.session[KEY] = {key: one for key, one in request.session.get(KEY, {}).items() if key != name}
    done = say("Đã hoàn tác {n} hồ sơ", n=count) if count else ""
    return told(request, _sentence(done, problems), undo=False, bad=bool(problems), status=200 if count else 422)

"""Reading the journal: entries after a position, the answer kept for a key, who looked at a file."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from django.db.models import QuerySet

from thanthien.journal.asking import Question, composed
from thanthien.journal.models import Access, Answer, Chain, Entry
from thanthien.journal.rules import JournalError
from thanthien.shared.codes import keyed_digest
from thanthien.shared.wording import say

MOST_ABOUT = 200


def after(*, unit: str, seq: int, limit: int = 500) -> list[Entry]:
    """Entries of `unit` behind position `seq`, in order."""
    return _after(limit).rows(unit=unit, seq=seq)


@cache
def _after(limit: int) -> Question[Entry]:
    def entries(unit: str, seq: int) -> QuerySet[Entry]:
        return Entry.objects.filter(unit=unit, seq__gt=seq).order_by("seq")[:limit]

    return composed(entries)


def head(*, unit: str) -> int:
    """The position of the newest entry of `unit`, 0 when it has none."""
    return Chain.objects.filter(unit=unit).values_list("seq", flat=True).first() or 0


def heads() -> dict[str, int]:
    """Unit code → newest position."""
    return dict(Chain.objects.values_list("unit", "seq"))


def about(*, subject: str, limit: int = MOST_ABOUT) -> list[Entry]:
    """The entries of one subject (`dossier:12`), oldest first; MOST_ABOUT at most."""
    return _about.rows(subject=subject)[:limit]


def told_once(entries: Iterable[Entry], *, unit: str) -> list[Entry]:
    """What stands in the chains of two units under one act is told once, by the entry of `unit`; the rest stay in their order."""
    rows = list(entries)
    own = {(one.act, one.kind) for one in rows if one.unit == unit}
    return [one for one in rows if one.unit == unit or (one.act, one.kind) not in own]


@composed
def _about(subject: str) -> QuerySet[Entry]:
    return Entry.objects.filter(subject=subject).order_by("seq")[:MOST_ABOUT]


@composed
def _kept_for(scope: str, key: str) -> QuerySet[Answer]:
    return Answer.objects.filter(scope=scope, key=key).order_by()[:1]


def of_kind(*, subjects: Iterable[str], kind: str) -> list[Entry]:
    """The entries of one kind about any of `subjects`, oldest first; one query."""
    return list(Entry.objects.filter(subject__in=list(subjects), kind=kind).order_by("unit", "seq"))


def remembered(*, scope: str, key: str, asked: str = "") -> dict | None:
    """The answer kept for `key`, or None; raises JournalError when the same key came with another request."""
    answer = _kept_for.first(scope=scope, key=key)
    if answer is None:
        return None
    if answer.asked != keyed_digest(asked, purpose="answer"):
        raise JournalError(say("Mã chống gửi trùng này đã dùng cho một yêu cầu khác. Tải lại trang rồi làm lại."))
    return answer.result


def accesses_of(*, subjects: Iterable[str]) -> list[Access]:
    """Who opened these files, newest first."""
    return _accesses.rows(subjects=tuple(subjects))


@composed
def _accesses(subjects: tuple[str, ...]) -> QuerySet[Access]:
    return Access.objects.filter(subject__in=subjects).order_by("-at")


def looks_of_day(*, unit: str, start: datetime, end: datetime, officer: str = "", limit: int = 2000) -> list[Access]:
    """Who opened what between two moments (slots of ten minutes), newest first; of one officer when named."""
    rows = Access.objects.filter(unit=unit, slot__gte=start, slot__lt=end)
    return list((rows.filter(officer=officer) if officer else rows).order_by("-at", "-pk")[:limit])

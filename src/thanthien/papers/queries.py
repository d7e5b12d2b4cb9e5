"""Every read of the room worth a name."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Q, QuerySet, Sum

from thanthien.journal.asking import composed
from thanthien.law.queries import rule
from thanthien.law.rules import LawError
from thanthien.papers.models import CertifiedCopy, PhoneLink, Scan
from thanthien.papers.rules import CopyFee, Kind, Reading, Source, State
from thanthien.people.scoping import everywhere
from thanthien.shared.codes import keyed_digest, tidy_code
from thanthien.shared.folding import fold

KEPT = Q(state=State.KEPT)


def scan(*, pk: int, unit: str) -> Scan | None:
    """One scan of the unit, also a withdrawn one; None when there is none."""
    return Scan.objects.filter(pk=pk, unit_id=unit).first()


def of_subject(*, unit: str, subject: str) -> list[Scan]:
    """The scans of a subject in the order of the checklist, without what was withdrawn."""
    return list(Scan.objects.filter(KEPT, unit_id=unit, subject=subject).defer("text_fold").order_by("order", "added_at", "pk"))


def counted(*, unit: str, subject: str) -> Mapping[int, int]:
    """Line of the checklist → how many scans it has; 0 = those of no line."""
    return Counter(_orders.rows(unit=unit, subject=subject))


@composed
def _orders(unit: str, subject: str) -> QuerySet[Scan]:
    return Scan.objects.filter(KEPT, unit_id=unit, subject=subject).order_by().values_list("order", flat=True)


def same(unit: str, subject: str, *, kind: str, order: int, digest: str) -> Scan | None:
    """The kept scan of this very file at this very place."""
    return Scan.objects.filter(KEPT, unit_id=unit, subject=subject, kind=kind, order=order, digest=digest).first()


def kept_results(*, unit: str, person: str, but: str) -> list[Scan]:
    """What the office issued to a person and kept, newest first, without what belongs to subject `but`."""
    if not person:
        return []
    rows = Scan.objects.filter(KEPT, unit_id=unit, person=person, kind=Kind.RESULT).exclude(subject=but)
    return list(rows.defer("text_fold").order_by("-added_at", "-pk")[:50])


def reused_in(*, unit: str, subject: str) -> set[int]:
    """The kept results that stand already for a paper of this subject."""
    rows = Scan.objects.filter(KEPT, unit_id=unit, subject=subject, source=Source.STORE)
    return set(rows.values_list("reused_from_id", flat=True))


def bytes_kept(*, unit: str) -> int:
    """How much of the disk the scans of a unit take; a reused one takes nothing more."""
    return Scan.objects.filter(unit_id=unit).exclude(source=Source.STORE).aggregate(all=Sum("size"))["all"] or 0


def search(*, unit: str, text: str, limit: int = 100) -> list[Scan]:
    """Scans whose title, file's name or letters have every word of `text`, newest first; without words the newest."""
    rows = Scan.objects.filter(KEPT, unit_id=unit)
    for word in fold(text).split()[:8]:
        rows = rows.filter(Q(text_fold__contains=word) | Q(title__icontains=word))
    return list(rows.order_by("-added_at", "-pk")[:limit])


def to_read(*, limit: int = 20) -> list[Scan]:
    """Scans of every office that the machine has not read yet, the oldest first."""
    with everywhere():  # one reader for the whole installation; it writes into each row's own unit only
        return list(Scan.objects.filter(KEPT, reading=Reading.DUE).order_by("pk")[:limit])


# --- a telephone --------------------------------------------------------------------------------------------


def link_of(*, token: str, at: datetime) -> PhoneLink | None:
    """The link that this secret opens at a moment, or None."""
    digest = keyed_digest(tidy_code(token), purpose="phone-link")
    with everywhere():  # the secret says which unit it is
        return PhoneLink.objects.filter(digest=digest, made_at__lte=at, expires_at__gt=at).first()


def open_link(*, unit: str, subject: str, at: datetime) -> PhoneLink | None:
    """The newest link of a subject that still works."""
    rows = PhoneLink.objects.filter(unit_id=unit, subject=subject, made_at__lte=at, expires_at__gt=at)
    return rows.order_by("-made_at", "-pk").first()


# --- the book -----------------------------------------------------------------------------------------------


def tariff(*, on: date) -> CopyFee | None:
    """The fees of certified copies on a day, or None when the law data has none."""
    try:
        first, further, most = (
            rule(code=f"copies.{name}", on=on).number for name in ("fee_first_pages", "fee_further_pages", "fee_most")
        )
    except LawError:
        return None
    return CopyFee(first, further, most)


def book(*, unit: str, year: int, text: str = "") -> QuerySet[CertifiedCopy]:
    """The lines of a year, the last number first; `text`: words of the original's name, or a number."""
    rows = CertifiedCopy.objects.filter(unit_id=unit, year=year)
    number = text.strip().split("/")[0].lstrip("0")
    if number.isascii() and number.isdigit() and len(number) < 9:
        rows = rows.filter(number=int(number))
    else:
        for word in fold(text).split()[:8]:
            rows = rows.filter(title_fold__contains=word)
    return rows.order_by("-number")


def years(*, unit: str) -> list[int]:
    """The years that have a book, newest first."""
    return sorted(set(CertifiedCopy.objects.filter(unit_id=unit).values_list("year", flat=True)), reverse=True)


def sums(lines: Iterable[CertifiedCopy]) -> dict[str, int]:
    """Originals, copies and fees of the lines that were not struck out."""
    valid = [line for line in lines if line.annulled_at is None]
    return {"lines": len(valid), "copies": sum(one.copies for one in valid), "fee": sum(one.fee_vnd for one in valid)}


def line(*, pk: int, unit: str) -> CertifiedCopy | None:
    """One line of the unit's book."""
    return CertifiedCopy.objects.filter(pk=pk, unit_id=unit).first()

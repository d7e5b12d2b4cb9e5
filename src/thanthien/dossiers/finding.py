"""Finding dossiers: by what people say (`find`), and by filters (`filtered`). Both cost the same for one row and for many."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from thanthien.dossiers import words
from thanthien.dossiers.models import Dossier, DossierPaper
from thanthien.dossiers.rules import OPEN, Status
from thanthien.dossiers.search import Sort, Wanted, backwards, readings, slips, words_of
from thanthien.people.models import Citizen, Organisation
from thanthien.shared.clock import VIETNAM
from thanthien.shared.codes import keyed_digest
from thanthien.visits.models import Visit

PERSONS = ("applicant", "organisation", "submitter")
# The end of a telephone number is looked up among the dossiers received last only.
LATELY = 2000
# One telephone may serve a whole hamlet.
MANY = 200


@dataclass(frozen=True, slots=True)
class Filter:
    """What the page of results narrows down by; empty = everything. `since`, `until`: days of reception, both included."""

    field: str = ""
    state: str = ""  # a portal state, or "open", "late"
    officer: int | None = None  # who received it or holds the running step
    since: date | None = None
    until: date | None = None


def listed(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """With what a line of a list shows."""
    return rows.select_related(*PERSONS)


def of_pks(*, pks: Iterable[int], unit: str) -> list[Dossier]:
    """The dossiers of the unit with these keys, as a list shows them."""
    return list(listed(Dossier.objects.filter(pk__in=list(pks), unit_id=unit)))


def paper_names(*, pks: Iterable[int], unit: str) -> dict[tuple[int, int], str]:
    """(dossier, line of the checklist) → the paper's name."""
    rows = DossierPaper.objects.filter(dossier_id__in=list(pks), dossier__unit_id=unit)
    return {(dossier, order): name for dossier, order, name in rows.values_list("dossier_id", "order", "name")}


def find(*, text: str, unit: str, at: datetime, visits: Iterable[Visit] = (), limit: int = 20) -> list[Dossier]:
    """Dossiers of the unit that the text may mean, newest first: by code or any tail of it, telephone, identity number, tracking
    code, or words of names and matter in any order, with one typing slip. Two queries when the first reading finds something.

    `visits` are those that the caller found by a queue number of today (the queue is another room).
    """
    found = keys(text=text, unit=unit, visits=visits, limit=limit)
    if not found:
        return []
    return list(listed(Dossier.objects.filter(pk__in=found, unit_id=unit)).order_by("-received_at", "-pk")[:limit])


def keys(*, text: str, unit: str, visits: Iterable[Visit] = (), limit: int = 20) -> list[int]:
    """The keys of what `find` finds, each once."""
    found: dict[int, None] = {}
    visits = list(visits)
    if visits:
        rows = Dossier.objects.filter(Q(visit__in=visits) | Q(returned_in__in=visits), unit_id=unit)
        found |= dict.fromkeys(rows.order_by("-pk").values_list("pk", flat=True)[:limit])
    for reading in readings(text):
        if reading.sort is Sort.TICKET:
            continue
        if reading.sort is Sort.NAME:
            found |= dict.fromkeys([] if found else _by_words(reading.value, unit, limit))
        else:
            found |= dict.fromkeys(_by_figures(reading, unit, limit))
    return list(found)[:limit]


def _by_words(folded: str, unit: str, limit: int) -> list[int]:
    """Names first; then names and matters together; then with one slip."""
    typed = words_of(folded)
    if not typed:
        return []
    plain = [[word] for word in typed]
    for names_only in (True, False):
        found = words.matches(unit=unit, words=plain, names_only=names_only, limit=limit)
        if found:
            return found
    return _with_a_slip(typed, unit, limit)


def _with_a_slip(typed: list[str], unit: str, limit: int) -> list[int]:
    found: dict[int, None] = {}
    meant = slips(typed, words.terms())
    for names_only in (True, False):
        for groups in meant:
            found |= dict.fromkeys(words.matches(unit=unit, words=groups, names_only=names_only, limit=limit))
        if found:
            break
    return sorted(found, reverse=True)[:limit]


def _by_figures(reading: Wanted, unit: str, limit: int) -> list[int]:
    rows = Dossier.objects.filter(unit_id=unit)
    value = reading.value
    if reading.sort is Sort.CODE:
        rows = rows.filter(code=value)
    elif reading.sort is Sort.TRACKING:
        rows = rows.filter(tracking_code=value)
    elif reading.sort in (Sort.DAY_TAIL, Sort.SHORT):
        found = _keys(rows.filter(_tail(value)), limit)
        return found if reading.sort is Sort.DAY_TAIL else [*found, *_by_phone_tail(value, unit, limit)]
    elif reading.sort is Sort.PHONE:
        return _by_people(Q(phone_digest=keyed_digest(value, purpose="citizen-phone")), unit, limit, phone=value)
    elif reading.sort is Sort.ID_NUMBER:
        return _by_people(Q(id_digest=keyed_digest(value, purpose="citizen-id")), unit, limit)
    return _keys(rows, limit)


def _keys(rows: QuerySet[Dossier], limit: int) -> list[int]:
    return list(rows.order_by("-received_at", "-pk").values_list("pk", flat=True)[:limit])


def _tail(text: str) -> Q:
    """Codes that end in these figures. Figures only, so ":" (the sign behind 9) ends the range in every collation."""
    back = backwards(text)
    return Q(code_back__gte=back, code_back__lt=back + ":")


def _by_phone_tail(value: str, unit: str, limit: int) -> list[int]:
    lately = Dossier.objects.filter(unit_id=unit).order_by("-received_at").values("pk")[:LATELY]
    tail = Q(applicant__phone__endswith=value) | Q(submitter__phone__endswith=value)
    return _keys(Dossier.objects.filter(tail, pk__in=lately), limit)


def _by_people(found: Q, unit: str, limit: int, *, phone: str = "") -> list[int]:
    """The dossiers of the persons found by a keyed digest (an index), and of organisations by their public telephone."""
    people = list(Citizen.objects.filter(found, unit_id=unit).values_list("pk", flat=True)[:MANY])
    bodies = list(Organisation.objects.filter(phone=phone, unit_id=unit).values_list("pk", flat=True)[:MANY]) if phone else []
    found_keys: set[int] = set()
    for column, keys_of in (("applicant", people), ("submitter", people), ("organisation", bodies)):
        if keys_of:  # one index at a time: an OR over three reads the whole table
            rows = Dossier.objects.filter(**{f"{column}__in": keys_of})
            found_keys |= set(rows.order_by("-pk").values_list("pk", flat=True)[:limit])
    return sorted(found_keys, reverse=True)[:limit]


# --- the page of results ---------------------------------------------------------------------------------


def received_before(
    rows: QuerySet[Dossier], *, limit: int, moment: datetime | None = None, pk: int = 0
) -> tuple[list[Dossier], bool]:
    """One stretch of `filtered` rows behind the one received at `moment` with this key (from the first without); True when more
    follow. A dossier received meanwhile neither hides a row nor shows one twice.
    """
    if moment is not None:
        rows = rows.filter(Q(received_at__lt=moment) | Q(received_at=moment, pk__lt=pk))
    found = list(rows[: limit + 1])
    return found[:limit], len(found) > limit


def filtered(*, unit: str, at: datetime, by: Filter, among: Iterable[int] | None = None, fields: frozenset[str] | None = None) \
        -> QuerySet[Dossier]:  # fmt: skip
    """Received dossiers of the unit, newest first. `among`: only these keys; `fields`: only these fields (a specialist's)."""
    rows = listed(Dossier.objects.filter(unit_id=unit, received_at__isnull=False))
    if among is not None:
        rows = rows.filter(pk__in=list(among))
    if fields is not None:
        rows = rows.filter(field__in=fields)
    if by.field:
        rows = rows.filter(field=by.field)
    if by.state == "open":
        rows = rows.filter(state__in=OPEN)
    elif by.state == "late":
        rows = rows.filter(state__in=OPEN, due_at__lt=at)
    elif by.state.isdigit() and int(by.state) in set(Status):
        rows = rows.filter(state=int(by.state))
    if by.officer is not None:
        holds = Dossier.objects.filter(unit_id=unit, state__in=OPEN, steps__officer_id=by.officer, steps__done_at__isnull=True)
        rows = rows.filter(Q(received_by_id=by.officer) | Q(pk__in=holds.values("pk")))
    if by.since:
        rows = rows.filter(received_at__gte=datetime.combine(by.since, time(), tzinfo=VIETNAM))
    if by.until:
        rows = rows.filter(received_at__lt=datetime.combine(by.until, time(), tzinfo=VIETNAM) + timedelta(days=1))
    return rows.order_by("-received_at", "-pk")

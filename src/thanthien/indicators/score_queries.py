"""Reads of points: means and totals of officers and of the agency over a period, and the dossiers that made a figure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Q, QuerySet, Sum

from thanthien.dossiers.rules import OPEN
from thanthien.exchange.models import Incoming
from thanthien.indicators import score_rules as rules
from thanthien.indicators.models import DossierScore, ScoreAnswer, ScoreDay, ScoreNote
from thanthien.indicators.score_facts import AGENCY, BACKS, SLIPS
from thanthien.indicators.score_rules import OF_DOSSIER, Period, Total
from thanthien.journal.models import Entry
from thanthien.law.scoring import Scheme
from thanthien.people.models import Officer
from thanthien.procedures.models import WallSheet
from thanthien.procedures.offers import Offer, offers
from thanthien.shared.clock import VIETNAM

PAGE = 50
PUBLIC = 6
HERE = "xã"  # the catalogue's word for procedures that the commune decides itself


@dataclass(frozen=True, slots=True)
class Score:
    """Of an officer or of the agency over a period. `means`: index → tenths, None = no data; `counted`: index → dossiers in it.

    Beside the points: results in time of those judged (speed), dossiers without a call for more papers (openness), the office's
    mistakes and steps sent back (accuracy).
    """

    who: str
    dossiers: int
    means: Mapping[int, int | None]
    counted: Mapping[int, int]
    total: Total
    kept: int
    judged: int
    whole: int
    mistakes: int
    backs: int


def _rows(unit: str, period: Period) -> QuerySet[DossierScore]:
    return DossierScore.objects.filter(unit=unit, day__range=(period.first, period.last))


def _days(unit: str, period: Period) -> QuerySet[ScoreDay]:
    return ScoreDay.objects.filter(unit=unit, day__range=(period.first, period.last))


SUMS = ("n", "kept", "whole", "slips", "sent", *(f"{mark}{n}" for n in OF_DOSSIER for mark in "sn"))


def _sums(unit: str, period: Period, who: str | None = None) -> dict[str, dict]:
    """who → sums and counts of the points, from the sums of the days; one query."""
    rows = _days(unit, period) if who is None else _days(unit, period).filter(who=who)
    found = rows.order_by("who").values_list("who").annotate(*(Sum(name) for name in SUMS))
    return {who: dict(zip(SUMS, sums, strict=True)) for who, *sums in found}


def _score(who: str, row: Mapping, more: Mapping[int, int | None], total: Total) -> Score:
    means = {n: rules.mean(points=row[f"s{n}"], dossiers=row[f"n{n}"]) for n in OF_DOSSIER}
    return Score(
        who, row["n"], means | more, {n: row[f"n{n}"] for n in OF_DOSSIER}, total, row["kept"], row["n1"], row["whole"],
        row["slips"], row["sent"],
    )  # fmt: skip


def _officer(who: str, row: Mapping, scheme: Scheme) -> Score:
    bare = _score(who, row, {}, rules.total({}, of=(), grades=()))
    return Score(
        who, bare.dossiers, bare.means, bare.counted, rules.officer_total(bare.means, scheme), bare.kept, bare.judged,
        bare.whole, bare.mistakes, bare.backs,
    )  # fmt: skip


NOTHING: dict[str, int] = dict.fromkeys(SUMS, 0)


def officer_score(*, officer: Officer, period: Period, scheme: Scheme) -> Score:
    """One officer; without dossiers every index is None. One query."""
    found = _sums(officer.unit_id, period, officer.login)
    return _officer(officer.login, found.get(officer.login, NOTHING), scheme)


@dataclass(frozen=True, slots=True)
class Whole:
    """The agency, what is behind its own indices, and every officer who had a dossier, by login."""

    agency: Score
    behind: "Behind"
    officers: dict[str, Score]


def whole(*, unit: str, period: Period, scheme: Scheme, on: date) -> Whole:
    """Everything of the leader's table. `on`: today; a running period is judged as it stands. Seven queries at most."""
    found = _sums(unit, period)
    behind = agency_facts(unit=unit, period=period, on=on)
    row = found.pop(AGENCY, NOTHING)
    bare = _score(AGENCY, row, behind.points(scheme), rules.total({}, of=(), grades=()))
    agency = Score(
        AGENCY, bare.dossiers, bare.means, bare.counted, rules.agency_total(bare.means, scheme), bare.kept, bare.judged,
        bare.whole, bare.mistakes, bare.backs,
    )  # fmt: skip
    return Whole(agency, behind, {who: _officer(who, one, scheme) for who, one in found.items()})


# --- the agency's own indices ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Behind:
    """What indices 5, 6 and 9 are counted from. Index 8 has no data: no book of complaints is kept yet."""

    listed: int = 0
    not_received: tuple[Offer, ...] = ()
    elsewhere: tuple[Offer, ...] = ()
    procedures: tuple[Offer, ...] = ()
    online_offers: tuple[Offer, ...] = ()
    unsolved: tuple[int, ...] = ()
    dossiers: int = 0
    posted: int = 0
    online_dossiers: int = 0
    online_late: int = 0
    answers_known: bool = field(default=False)

    @property
    def late_closed(self) -> int:
        """Of the dossiers handed in online, those with a result after their day."""
        return self.online_late - len(self.unsolved)

    def points(self, scheme: Scheme) -> dict[int, int | None]:
        """Index → tenths."""
        received = self.listed - len(self.not_received)
        five = rules.at_one_stop(listed=self.listed, received=received, decided_here=self.listed - len(self.elsewhere))
        eight = rules.answered(known=self.answers_known, received=0, in_time=0, prolonged=0, least=scheme.answers_one)
        nine = rules.online_service(
            procedures=(len(self.online_offers), received), dossiers=(self.online_dossiers, self.dossiers),
            late=self.online_late, shares=scheme.online,
        )  # fmt: skip
        six = rules.mean(
            points=self.posted * rules.made_public(posted=True, online=True)
            + (self.dossiers - self.posted) * rules.made_public(posted=False, online=True),
            dossiers=self.dossiers,
        )
        return {5: _tenths(five), 6: six, 8: _tenths(eight), 9: _tenths(nine)}


def _tenths(points: int | None) -> int | None:
    return None if points is None else 10 * points


def agency_facts(*, unit: str, period: Period, on: date) -> Behind:
    """By the catalogue on the period's last day (or today), the sheets on the wall, and the dossiers of the period."""
    listed = offers(unit=unit, on=min(period.last, on), papers=False)
    offered = [one for one in listed if one.offered]
    groups = [group for day in _days(unit, period).filter(who=AGENCY).values_list("groups", flat=True) for group in day]
    hanging, unsolved = sheets(unit=unit, until=period.last), _unsolved(unit, period)
    return Behind(
        listed=len(listed), not_received=tuple(one for one in listed if not one.offered),
        elsewhere=tuple(one for one in offered if one.procedure.level != HERE),
        procedures=tuple(listed), online_offers=tuple(one for one in offered if "online" in one.procedure.channels),
        dossiers=sum(row[2] for row in groups), unsolved=unsolved,
        posted=sum(row[2] for row in groups if posted(hanging, row[0], _day(row[1]))),
        online_dossiers=sum(row[3] for row in groups),
        online_late=sum(row[4] for row in groups) + len(unsolved),
    )  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


Sheets = dict[str, list[tuple[date, date | None]]]


def sheets(*, unit: str, until: date) -> Sheets:
    """Procedure → the days from and to which a sheet hung (None = still)."""
    end = datetime.combine(until + timedelta(days=1), datetime.min.time(), tzinfo=VIETNAM)
    rows = WallSheet.objects.filter(unit_id=unit, printed_at__lt=end).order_by("pk")
    found: Sheets = {}
    for code, begins, ends in rows.values_list("code", "printed_at", "replaced_at"):
        span = (begins.astimezone(VIETNAM).date(), ends.astimezone(VIETNAM).date() if ends else None)
        found.setdefault(code, []).append(span)
    return found


def posted(hanging: Sheets, code: str, on: date | None) -> bool:
    """True when a sheet of the procedure hung on the day."""
    return on is not None and any(
        begins <= on and (ends is None or on <= ends) for begins, ends in hanging.get(code, ())
    )  # fmt: skip


def _unsolved(unit: str, period: Period) -> tuple[int, ...]:
    """Dossiers handed in online, due in the period, and still without a result."""
    begins = datetime.combine(period.first, datetime.min.time(), tzinfo=VIETNAM)
    ends = datetime.combine(period.last + timedelta(days=1), datetime.min.time(), tzinfo=VIETNAM)
    found = Incoming.objects.filter(
        unit_id=unit, dossier__state__in=[int(one) for one in OPEN], dossier__due_at__gte=begins, dossier__due_at__lt=ends,
        dossier__late_since__isnull=False,
    )  # fmt: skip
    return tuple(found.order_by("dossier_id").values_list("dossier_id", flat=True))


# --- what a figure was made from -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """A page of dossiers, those with fewest points first; `entries`: position → entry; `notes` of these dossiers."""

    rows: list[DossierScore]
    more: bool
    total: int
    entries: dict[int, Entry]
    notes: dict[int, list[ScoreNote]]


class Only(StrEnum):
    """A part of the dossiers, by which a figure beside the points was counted."""

    ALL = "tat-ca"
    KEPT = "dung-han"
    WHOLE = "khong-di-lai"
    SLIPS = "sai-sot"
    BACKS = "tra-lai"
    POSTED = "niem-yet"
    ONLINE = "qua-mang"
    ONLINE_LATE = "qua-mang-tre"


WHERE: dict[Only, Q] = {
    Only.ALL: Q(), Only.KEPT: Q(p1__gte=1), Only.WHOLE: Q(p3=2), Only.SLIPS: Q(mistakes__gt=0), Only.BACKS: Q(backs__gt=0),
    Only.ONLINE: Q(online=True), Only.ONLINE_LATE: Q(online=True, p1=0),
}  # fmt: skip


def _posted_rows(rows: QuerySet[DossierScore], unit: str, until: date) -> QuerySet[DossierScore]:
    """Those on whose day a sheet of the procedure hung."""
    hanging = sheets(unit=unit, until=until)
    found = rows.order_by().values_list("pk", "procedure", "received_on")
    return rows.filter(pk__in=[pk for pk, code, on in found if posted(hanging, code, on)])


def evidence(*, unit: str, who: str, period: Period, index: int, page: int = 1, only: Only | None = None) -> Evidence:
    """The dossiers behind index `index` of `who`, or those of `only`. Index 5, 8, 9 have none; 0 = those with mistakes or steps
    sent back. Four queries, however many dossiers; six for the sheets on the wall.
    """
    rows = _rows(unit, period).filter(who=who)
    if only is Only.POSTED:
        rows = _posted_rows(rows, unit, period.last).order_by("-day", "dossier")
    elif only is not None:
        rows = rows.filter(WHERE[only]).order_by("-day", "dossier")
    elif index == 0:
        rows = rows.filter(Q(mistakes__gt=0) | Q(backs__gt=0)).order_by("-mistakes", "-backs", "-day", "dossier")
    elif index in OF_DOSSIER:
        rows = rows.filter(**{f"p{index}__isnull": False}).order_by(f"p{index}", "-day", "dossier")
    else:
        rows = rows.order_by("-day", "dossier") if index == PUBLIC else rows.none()
    start = PAGE * (max(page, 1) - 1)
    shown = list(rows[start : start + PAGE + 1])
    more, shown = len(shown) > PAGE, shown[:PAGE]
    total = rows.count() if more or page > 1 else len(shown)
    seqs = {seq for row in shown for seq in seqs_of(row, index, only)}
    return Evidence(shown, more, total, _entries(unit, seqs), _notes(unit, [row.dossier for row in shown], index))


def seqs_of(row: DossierScore, index: int, only: Only | None = None) -> list[int]:
    """Positions of the entries that gave a dossier's point, or its mistakes and steps sent back."""
    slips = {Only.SLIPS: (SLIPS,), Only.BACKS: (BACKS,)}.get(only, (SLIPS, BACKS)) if only else (SLIPS, BACKS)
    marks = slips if index == 0 else (str(index),)
    return [seq for mark in marks for seq in row.facts.get(mark, ())]


def _entries(unit: str, seqs: Iterable[int]) -> dict[int, Entry]:
    wanted = sorted(seqs)
    return {one.seq: one for one in Entry.objects.filter(unit=unit, seq__in=wanted)} if wanted else {}


def _notes(unit: str, ids: list[int], index: int) -> dict[int, list[ScoreNote]]:
    """Those of this index, also the ones that were taken back."""
    grounds = [one for one in rules.Ground if one.number == index]
    found: dict[int, list[ScoreNote]] = {}
    if ids and grounds:
        rows = ScoreNote.objects.filter(unit_id=unit, dossier_id__in=ids, ground__in=grounds).select_related("by", "undone_by")
        for one in rows:
            found.setdefault(one.dossier_id, []).append(one)
    return found


def answers_of(*, officer: Officer, limit: int = 200) -> list[ScoreAnswer]:
    """What an officer answered to figures and dossiers, the newest first."""
    rows = ScoreAnswer.objects.filter(unit_id=officer.unit_id, officer=officer)
    return list(rows.select_related("replied_by", "dossier")[:limit])


def unreplied(*, unit: str) -> Counter[str]:
    """Login → answers that no leader has replied to."""
    rows = ScoreAnswer.objects.filter(unit_id=unit, replied_at__isnull=True)
    return Counter(rows.values_list("officer__login", flat=True))


def people_of(*, unit: str, dossiers: Iterable[int]) -> dict[int, list[str]]:
    """Dossier → logins of those who took part."""
    found: dict[int, list[str]] = {}
    rows = DossierScore.objects.filter(unit=unit, dossier__in=list(dossiers)).exclude(who=AGENCY).order_by("pk")
    for dossier, who in rows.values_list("dossier", "who"):
        found.setdefault(dossier, []).append(who)
    return found


def score_of(*, unit: str, dossier: int, who: str = AGENCY) -> DossierScore | None:
    """One dossier's points, or None while its result is not ready."""
    return DossierScore.objects.filter(unit=unit, dossier=dossier, who=who).first()


def note(*, unit: str, pk: int) -> ScoreNote | None:
    """One note of the unit, or None."""
    return ScoreNote.objects.filter(unit_id=unit, pk=pk).first()


def answer(*, unit: str, pk: int) -> ScoreAnswer | None:
    """One answer of the unit, or None."""
    return ScoreAnswer.objects.select_related("officer").filter(unit_id=unit, pk=pk).first()

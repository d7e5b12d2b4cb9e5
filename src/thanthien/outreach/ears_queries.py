"""Every read of visits to families, of what hamlets say and of proposals."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet, Sum

from thanthien.outreach import helping
from thanthien.outreach.access import EARS_ROLES
from thanthien.outreach.ears_rules import CallState, EarsError, ProposalState, VoiceState
from thanthien.outreach.models import FamilyCall, Proposal, Voice
from thanthien.people.models import Officer, Unit
from thanthien.people.queries import away_on, grants_on
from thanthien.people.rules import Role
from thanthien.shared.actor import Actor
from thanthien.shared.wording import say

SHOWN = 300
# What the office has not answered yet: nobody has looked, or its proposal is still under way.
WAITS = Q(state=VoiceState.NEW) | Q(state=VoiceState.PROPOSED, proposal__state=ProposalState.OPEN)


def hamlet(*, unit: str, code: str) -> Unit:
    """A hamlet of the unit. Raises EarsError."""
    found = next((one for one in helping.hamlets(unit=unit) if one.pk == code), None)
    if found is None:
        raise EarsError(say("Chọn thôn trong danh sách của xã."), field="hamlet")
    return found


def places(*, by: Actor, unit: str, on: date) -> list[Unit]:
    """The hamlets for which somebody may tell: officers for all, the head of a hamlet for their own."""
    every = helping.hamlets(unit=unit)
    if by.has(*EARS_ROLES):
        return every
    held = grants_on(on).filter(unit_id=unit, officer__login=by.code, role=Role.HAMLET_HEAD).values_list("place_id", flat=True)
    own = set(held)
    return every if None in own else [one for one in every if one.pk in own]


def owners(*, unit: str, on: date) -> list[Officer]:
    """Who may go to a family and who may hold a proposal: officers of the unit, by name."""
    held = grants_on(on).filter(unit_id=unit, role__in=EARS_ROLES, officer__is_active=True).values("officer_id")
    return list(Officer.objects.filter(unit_id=unit, pk__in=held).order_by("name_fold", "pk"))


def away(*, unit: str, on: date) -> set[str]:
    """Logins of who is away on a day."""
    return set(away_on(unit=unit, on=on).values_list("officer__login", flat=True))


def names(*, unit: str, logins: Iterable[str]) -> dict[str, str]:
    """Login → name."""
    return dict(Officer.objects.filter(unit_id=unit, login__in=set(logins)).values_list("login", "name"))


# ── visits to families ──
def call(*, unit: str, pk: int) -> FamilyCall | None:
    """A visit of the unit, or None."""
    return FamilyCall.objects.filter(unit_id=unit, pk=pk).select_related("hamlet").first()


def planned_calls(*, unit: str) -> list[FamilyCall]:
    """Visits that are ahead, or were and nobody has noted them; the soonest first."""
    rows = FamilyCall.objects.filter(unit_id=unit, state=CallState.PLANNED).select_related("hamlet")
    return list(rows.order_by("day", "pk")[:SHOWN])


def made_calls(*, unit: str, first: date, last: date) -> list[FamilyCall]:
    """Visits that were made between two days, the newest first."""
    rows = FamilyCall.objects.filter(unit_id=unit, state=CallState.MADE, day__gte=first, day__lte=last)
    return list(rows.select_related("hamlet").order_by("-day", "-pk")[:5_000])


def due_calls(*, unit: str, today: date) -> list[FamilyCall]:
    """Visits planned for today or earlier that nobody has noted, the one that waits longest first."""
    rows = FamilyCall.objects.filter(unit_id=unit, state=CallState.PLANNED, day__lte=today)
    return list(rows.select_related("hamlet").order_by("day", "pk"))


def calls_of_family(*, call: FamilyCall) -> list[FamilyCall]:
    """Other visits that were made to the same family, the newest first."""
    rows = FamilyCall.objects.filter(unit_id=call.unit_id, person=call.person, state=CallState.MADE).exclude(pk=call.pk)
    return list(rows.order_by("-day", "-pk")[:20])


@dataclass(frozen=True, slots=True)
class CallSum:
    """Visits of one reason: how many, how many with a gift, what the gifts were worth (đồng)."""

    reason: str
    n: int
    gifts: int
    value: int


def call_sums(*, unit: str, first: date, last: date) -> list[CallSum]:
    """Visits that were made between two days by reason, most first; one query."""
    rows = FamilyCall.objects.filter(unit_id=unit, state=CallState.MADE, day__gte=first, day__lte=last)
    sums = rows.values("reason").annotate(n=Count("pk"), gifts=Count("pk", filter=~Q(gift="none")), value=Sum("gift_value"))
    return [CallSum(row["reason"], row["n"], row["gifts"], row["value"] or 0) for row in sums.order_by("-n", "reason")]


# ── what hamlets say ──
def voice(*, unit: str, pk: int) -> Voice | None:
    """One of them, of the unit, or None."""
    return Voice.objects.filter(unit_id=unit, pk=pk).select_related("hamlet", "proposal__owner").first()


def voices(*, unit: str) -> QuerySet[Voice]:
    """What was said and not taken back, with hamlet and proposal."""
    rows = Voice.objects.filter(unit_id=unit).exclude(state=VoiceState.TAKEN_BACK)
    return rows.select_related("hamlet", "proposal__owner")


def heard(
    *, unit: str, view: str, hamlet: str = "", subject: str = "", first: date | None = None, last: date | None = None,
    proposal: int = 0, limit: int | None = SHOWN,
) -> list[Voice]:  # fmt: skip
    """`view`: `waits` (not answered, the oldest first), `known`, `done` (answered, also by a proposal) or all, newest first;
    narrowed to a hamlet, a subject, what was said between two days, what hangs on a proposal.
    """
    rows = _narrowed(voices(unit=unit), hamlet, subject)
    if first and last:
        rows = rows.filter(day__gte=first, day__lte=last)
    if proposal:
        rows = rows.filter(proposal_id=proposal)
    if view == "waits":
        return list(rows.filter(WAITS).order_by("day", "pk")[:limit])
    if view == "known":
        rows = rows.filter(state=VoiceState.KNOWN)
    elif view == "done":
        rows = rows.exclude(state=VoiceState.KNOWN).exclude(WAITS)
    return list(rows.order_by("-day", "-pk")[:limit])


def _narrowed(rows: QuerySet[Voice], hamlet: str, subject: str) -> QuerySet[Voice]:
    if hamlet:
        rows = rows.filter(hamlet_id=hamlet)
    return rows.filter(subject=subject) if subject else rows


def told_by(*, unit: str, hamlets: Iterable[str], limit: int = 50) -> list[Voice]:
    """What was said in these hamlets and what became of it, the newest first: for who noted it."""
    rows = voices(unit=unit).filter(hamlet_id__in=list(hamlets))
    return list(rows.order_by("-day", "-pk")[:limit])


def said_alike(*, voice: Voice) -> list[Voice]:
    """Others of the same subject that nobody has sorted yet; the oldest first."""
    rows = voices(unit=voice.unit_id).filter(state=VoiceState.NEW, subject=voice.subject).exclude(pk=voice.pk)
    return list(rows.order_by("day", "pk")[:50])


@dataclass(frozen=True, slots=True)
class Said:
    """One hamlet and subject: how many voices, how many of them wait, households behind those that wait, the oldest day."""

    hamlet: str
    subject: str
    n: int
    waits: int
    households: int
    oldest: date | None


def matrix(*, unit: str, first: date | None = None, last: date | None = None) -> list[Said]:
    """By hamlet and subject; of all times, or of what was said between two days; one query."""
    rows = Voice.objects.filter(unit_id=unit).exclude(state=VoiceState.TAKEN_BACK)
    if first and last:
        rows = rows.filter(day__gte=first, day__lte=last)
    waits = {
        "waits": Count("pk", filter=WAITS),
        "households": Sum("households", filter=WAITS),
        "oldest": Min("day", filter=WAITS),
    }
    told = rows.values("hamlet_id", "subject").annotate(n=Count("pk"), **waits)
    return [
        Said(row["hamlet_id"], row["subject"], row["n"], row["waits"], row["households"] or 0, row["oldest"])
        for row in told.order_by("hamlet_id", "subject")
    ]


def counted(*, unit: str, hamlet: str = "", subject: str = "") -> Counter:
    """How many stand under each view (waits, known, done), of a hamlet or a subject when one is named; one query."""
    rows = _narrowed(Voice.objects.filter(unit_id=unit).exclude(state=VoiceState.TAKEN_BACK), hamlet, subject)
    told = rows.aggregate(waits=Count("pk", filter=WAITS), known=Count("pk", filter=Q(state=VoiceState.KNOWN)), every=Count("pk"))
    return Counter({"waits": told["waits"], "known": told["known"], "done": told["every"] - told["waits"] - told["known"],
                    "every": told["every"]})  # fmt: skip


@dataclass(frozen=True, slots=True)
class MonthOfVoices:
    """What was said in a month, by how many households, and what has become of it."""

    n: int
    households: int
    known: int
    answered: int
    waits: int


def month_of_voices(*, unit: str, first: date, last: date) -> MonthOfVoices:
    """One query."""
    rows = Voice.objects.filter(unit_id=unit, day__gte=first, day__lte=last).exclude(state=VoiceState.TAKEN_BACK)
    told = rows.aggregate(
        n=Count("pk"), households=Sum("households"), known=Count("pk", filter=Q(state=VoiceState.KNOWN)),
        waits=Count("pk", filter=WAITS),
    )  # fmt: skip
    answered = told["n"] - told["known"] - told["waits"]
    return MonthOfVoices(told["n"], told["households"] or 0, told["known"], answered, told["waits"])


# ── proposals ──
def proposal(*, unit: str, pk: int) -> Proposal | None:
    """One of the unit, or None."""
    return Proposal.objects.filter(unit_id=unit, pk=pk).select_related("owner", "call__hamlet").first()


def proposals(*, unit: str, open_only: bool = True, owner: str = "", limit: int | None = SHOWN) -> list[Proposal]:
    """Open ones by due day; else the ended ones, the newest first. `n` of each: how many voices ask for it."""
    counted = {"n": Count("voices"), "asked": Sum("voices__households")}
    rows = Proposal.objects.filter(unit_id=unit).select_related("owner").annotate(**counted)
    if owner:
        rows = rows.filter(owner__login=owner)
    if open_only:
        return list(rows.filter(state=ProposalState.OPEN).order_by("due", "pk")[:limit])
    ended = rows.filter(state__in=[ProposalState.ANSWERED, ProposalState.CLOSED])
    return list(ended.order_by("-ended_at", "-pk")[:limit])


def voices_of(*, proposal: Proposal) -> list[Voice]:
    """What hangs on a proposal, by hamlet."""
    rows = Voice.objects.filter(proposal=proposal).select_related("hamlet", "proposal")
    return list(rows.order_by("hamlet_id", "day", "pk"))


def proposals_of(*, call: FamilyCall) -> list[Proposal]:
    """What came of a visit, but what was dropped."""
    rows = Proposal.objects.filter(unit_id=call.unit_id, call=call).exclude(state=ProposalState.DROPPED)
    return list(rows.select_related("owner").order_by("pk"))


@dataclass(frozen=True, slots=True)
class Ears:
    """What waits for the office: voices not answered with the day of the oldest, proposals under way and those past their day,
    visits of today that nobody has noted.
    """

    waits: int
    oldest: date | None
    proposals: int
    late: int
    calls: int

    @property
    def anything(self) -> bool:
        return bool(self.waits or self.proposals or self.calls)


def ears(*, unit: str, today: date) -> Ears:
    """Three queries."""
    said = Voice.objects.filter(WAITS, unit_id=unit).aggregate(n=Count("pk"), oldest=Min("day"))
    due = Proposal.objects.filter(unit_id=unit, state=ProposalState.OPEN)
    held = due.aggregate(n=Count("pk"), late=Count("pk", filter=Q(due__lt=today)))
    calls = FamilyCall.objects.filter(unit_id=unit, state=CallState.PLANNED, day__lte=today).count()
    return Ears(said["n"], said["oldest"], held["n"], held["late"], calls)


def owed(*, unit: str, login: str, today: date) -> tuple[int, int]:
    """Proposals that an officer holds, and how many of them are past their day; one query."""
    rows = Proposal.objects.filter(unit_id=unit, owner__login=login, state=ProposalState.OPEN)
    told = rows.aggregate(n=Count("pk"), late=Count("pk", filter=Q(due__lt=today)))
    return told["n"], told["late"]

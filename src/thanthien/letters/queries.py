"""Every read of letters."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from thanthien.dossiers.models import Dossier
from thanthien.journal.asking import composed
from thanthien.letters import catalogue, words
from thanthien.letters.models import AdviceRead, HamletLink, Letter, LetterPerson, NoLetters
from thanthien.letters.rules import Base, State, Stop, Way, held_by, unanswered
from thanthien.letters.words import Kind, Office, Written
from thanthien.papers.models import Scan
from thanthien.papers.queries import of_subject as scans_of
from thanthien.people.queries import office as office_of
from thanthien.people.scoping import everywhere
from thanthien.shared.clock import day_of
from thanthien.shared.codes import keyed_digest, tidy_code


@dataclass(frozen=True, slots=True)
class Looked:
    """A letter as it is looked at on a day: its kind, what still must be asked, what holds it back."""

    letter: Letter
    kind: Kind
    asks: tuple[str, ...]
    missing: tuple[str, ...]
    stop: Stop | None

    @property
    def may_sign(self) -> bool:
        return self.letter.state == State.DRAFT and not self.missing and self.stop is None

    @property
    def name(self) -> str:
        return words.title_of(self.kind, self.letter.facts)


def kind_on(letter: Letter) -> Kind:
    """The kind as it was when the letter was made: its words do not change under a reader."""
    return catalogue.kind_of(unit=letter.unit_id, code=letter.kind, at=letter.made_at)


def looked(*, letters: Sequence[Letter], on: date) -> list[Looked]:
    """Each with its guards; four queries for one as for all."""
    rows = list(letters)
    if not rows:
        return []
    unit = rows[0].unit_id
    people: dict[int, list[LetterPerson]] = defaultdict(list)
    for person in LetterPerson.objects.filter(unit_id=unit, letter_id__in=[row.pk for row in rows]):
        people[person.letter_id].append(person)
    wanted = {person.digest for found in people.values() for person in found}
    beside = _beside(unit, wanted)
    refusing = [set(row.digests) for row in refusals(unit=unit)]
    same = _rivals(unit, rows)
    return [_look(row, people[row.pk], beside, refusing, same, on) for row in rows]


def look(*, letter: Letter, on: date) -> Looked:
    return looked(letters=[letter], on=on)[0]


def _beside(unit: str, digests: set[str]) -> list[tuple[str, str, int, date]]:
    """(digest, role, letter, day of the death) of everybody in a letter of condolence who is also in `digests`."""
    rows = LetterPerson.objects.filter(unit_id=unit, digest__in=digests, letter__base="grief").exclude(
        letter__state=State.WITHDRAWN
    )
    rows = rows.select_related("letter")
    return [(row.digest, row.role, row.letter_id, row.letter.event_on) for row in rows if row.letter.event_on]


def _rivals(unit: str, rows: Sequence[Letter]) -> dict[tuple[str, str], list[int]]:
    marks = {row.same for row in rows if row.same}
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    live = Letter.objects.filter(unit_id=unit, same__in=marks).filter(~Q(state=State.STOPPED) | Q(stop="person"))
    for pk, kind, same in live.values_list("pk", "kind", "same"):
        found[kind, same].append(pk)
    return found


def _look(
    row: Letter, people: list[LetterPerson], beside: list[tuple[str, str, int, date]], refusing: list[set[str]],
    same: dict[tuple[str, str], list[int]], on: date,
) -> Looked:  # fmt: skip
    kind = kind_on(row)
    own = {person.digest for person in people if person.role == "self"}
    all_of = {person.digest for person in people}
    died = tuple(day for digest, role, _, day in beside if role == "deceased" and digest in own)
    mourned = [day for digest, _, letter, day in beside if digest in all_of and letter != row.pk]
    rival = any(pk < row.pk for pk in same.get((row.kind, row.same), ())) if row.same else False
    case = words.case_of(
        kind, row.facts, today=on, procedure=row.facts.get("procedure_code", ""), died=died, rival=rival,
        mourning=max(mourned, default=None), refused=any(all_of & marks for marks in refusing),
    )  # fmt: skip
    asks = words.to_ask(kind, row.facts, today=on)
    return Looked(row, kind, asks, unanswered(asks, row.facts), held_by(case, let=frozenset(row.let)))


def letters(*, unit: str) -> QuerySet[Letter]:
    return Letter.objects.filter(unit_id=unit).select_related("hamlet", "signed_by", "dossier")


def letter(*, pk: int, unit: str) -> Letter | None:
    return letters(unit=unit).filter(pk=pk).first()


def waiting(*, unit: str, limit: int | None = 500) -> list[Letter]:
    """Drafts that wait for the leader, the oldest first."""
    return list(letters(unit=unit).filter(state=State.DRAFT).order_by("made_at", "pk")[:limit])


def waiting_by_voice(*, unit: str) -> dict[Base, int]:
    """How many drafts of each voice wait for the leader, the most first; one query."""
    rows = Letter.objects.filter(unit_id=unit, state=State.DRAFT).order_by().values_list("base").annotate(n=Count("pk"))
    return {Base(base): n for base, n in sorted(rows, key=lambda row: -row[1])}


def held(*, unit: str, limit: int = 100) -> list[Letter]:
    """Letters that a guard or a person holds back, the newest first."""
    return list(letters(unit=unit).filter(state=State.STOPPED).order_by("-made_at", "-pk")[:limit])


def to_give(*, unit: str, limit: int = 500) -> list[Letter]:
    """Signed and not handed over yet, by hamlet."""
    return list(letters(unit=unit).filter(state=State.SIGNED).order_by("hamlet_id", "signed_at", "pk")[:limit])


def with_result(*, dossier: Dossier) -> list[Letter]:
    """Signed and printed letters that are given together with the result of this dossier."""
    return _with_result.rows(unit=dossier.unit_id, dossier=dossier.pk)


@composed
def _with_result(unit: str, dossier: int) -> QuerySet[Letter]:
    rows = letters(unit=unit).filter(dossier_id=dossier, state=State.SIGNED, way=Way.RESULT, printed_at__isnull=False)
    return rows.order_by("pk")


def of_dossier(*, dossier: Dossier) -> list[Letter]:
    """The letters that a dossier led to."""
    return list(letters(unit=dossier.unit_id).filter(dossier=dossier).order_by("pk"))


def made_between(*, unit: str, first: datetime, last: datetime) -> QuerySet[Letter]:
    """For the register: made from one moment to before another."""
    return letters(unit=unit).filter(made_at__gte=first, made_at__lt=last).order_by("-made_at", "-pk")


def signed_by(*, unit: str, officers: Iterable[int], base: str, since: datetime, until: datetime) -> list[Letter]:
    """Letters of one voice that these officers signed from a moment to before another, the newest first; one query."""
    rows = Letter.objects.filter(unit_id=unit, base=base, signed_by_id__in=list(officers))
    rows = rows.filter(signed_at__gte=since, signed_at__lt=until).exclude(state=State.WITHDRAWN)
    return list(rows.order_by("-signed_at", "-pk"))


def refusals(*, unit: str) -> list[NoLetters]:
    """Who wants no letters, the latest first."""
    return list(NoLetters.objects.filter(unit_id=unit, lifted_at__isnull=True).order_by("-at", "-pk"))


def refusal(*, pk: int, unit: str) -> NoLetters | None:
    return NoLetters.objects.filter(pk=pk, unit_id=unit).first()


def advice_read(*, unit: str) -> dict[str, AdviceRead]:
    """By kind, when the health station read its lines."""
    return {row.kind: row for row in AdviceRead.objects.filter(unit_id=unit)}


def hamlet_link(*, unit: str, hamlet: str, month: date) -> HamletLink | None:
    """The open link of a hamlet for a month (its first day)."""
    return HamletLink.objects.filter(unit_id=unit, hamlet_id=hamlet, month=month, closed_at__isnull=True).first()


def open_links(*, unit: str, at: datetime) -> dict[str, HamletLink]:
    """By hamlet, the link of this month."""
    rows = HamletLink.objects.filter(unit_id=unit, month=day_of(at).replace(day=1), closed_at__isnull=True)
    return {row.hamlet_id: row for row in rows}


def link_of(*, token: str, at: datetime) -> HamletLink | None:
    """The link that this secret opens at a moment, or None."""
    digest = keyed_digest(tidy_code(token), purpose="hamlet-link")
    with everywhere():  # the secret says which unit it is
        rows = HamletLink.objects.select_related("hamlet")
        return rows.filter(digest=digest, made_at__lte=at, expires_at__gt=at, closed_at__isnull=True).first()


def to_carry(*, unit: str, hamlet: str) -> list[Letter]:
    """What lies signed for the houses of a hamlet, the oldest first."""
    return list(letters(unit=unit).filter(state=State.SIGNED, way=Way.HOME, hamlet_id=hamlet).order_by("signed_at", "pk"))


def waits_by_hamlet(*, unit: str) -> dict[str, int]:
    """How many letters lie signed for the houses of each hamlet."""
    rows = Letter.objects.filter(unit_id=unit, state=State.SIGNED, way=Way.HOME, hamlet__isnull=False)
    return dict(rows.order_by().values_list("hamlet_id").annotate(n=Count("pk")))


def told_by_hamlet(*, unit: str, hamlet: str, since: datetime) -> list[Letter]:
    """What was handed over or came back there, the newest first."""
    rows = letters(unit=unit).filter(hamlet_id=hamlet).filter(Q(handed_at__gte=since) | Q(back_at__gte=since))
    return list(rows.order_by("-handed_at", "-back_at", "-pk")[:50])


def photo_of(*, letter: Letter) -> Scan | None:
    """The latest photo that proves the hand-over."""
    kept = [row for row in scans_of(unit=letter.unit_id, subject=f"letter:{letter.pk}") if row.state == "kept"]
    return kept[-1] if kept else None


def office_words(*, unit: str) -> Office:
    """What a letter says of the office."""
    office = office_of(unit)
    name = office.unit.name
    return Office(short=name[:1].lower() + name[1:], kind=name.split()[0].lower(), hotline=office.hotline)


def written(*, letter: Letter) -> Written:
    """The letter in words. Raises LetterError for a word that no letter knows."""
    approved = letter.kind in advice_read(unit=letter.unit_id)
    return words.written(kind_on(letter), letter.facts, office_words(unit=letter.unit_id), own=letter.text, approved=approved)

"""The page of one event of life at the counter: which matters are ticked, and one list of papers for all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from thanthien.doors.desk.typed import LONGEST
from thanthien.doors.desk.words import split_code
from thanthien.doors.parts.life import Shared, shared_papers
from thanthien.dossiers.checklist import Mark, PaperState
from thanthien.dossiers.models import Together
from thanthien.dossiers.rules import DossierError, Status
from thanthien.dossiers.timing import timing_of
from thanthien.indicators.queries import breakdown
from thanthien.journeys.receive_together import Matter
from thanthien.procedures.packages import Package, covered_twice, packages
from thanthien.procedures.queries import Card, Offer, offers, procedure, published
from thanthien.shared.wording import say


@dataclass(frozen=True, slots=True)
class Row:
    """One paper as the officer marks it."""

    paper: Shared
    state: str
    note: str
    typed_name: str

    @property
    def serves(self) -> int:
        return len(self.paper.titles)


def events(*, unit: str, on: date) -> list[Package]:
    """The events whose first matter the unit offers."""
    there = {card.code for card in published(unit=unit, on=on).cards}
    return [one for one in packages().values() if there & {*one.ticked, *one.offered}]


PAST = timedelta(days=89)


def times(*, unit: str, on: date) -> dict[str, tuple[int, int]]:
    """Event → (how often it was received, dossiers that came of it) in the last ninety days."""
    span = {"unit": unit, "since": on - PAST, "until": on, "by": "event"}
    made = breakdown(key="together.dossiers", **span)
    return {event: (count, made.get(event, 0)) for event, count in breakdown(key="together.times", **span).items()}


def cards(*, unit: str, on: date, slug: str) -> tuple[list[Card], list[Card]]:
    """The matters of the event that the unit offers: those ticked at first, and the others. Raises KeyError for no event."""
    package = packages()[slug]
    there = {card.code: card for card in published(unit=unit, on=on).cards}
    return [there[c] for c in package.ticked if c in there], [there[c] for c in package.offered if c in there]


def chosen_of(asked: Sequence[str], *, among: Sequence[Card]) -> list[str]:
    """The ticked procedures in the order of the page; whatever the event has not is dropped."""
    wanted = set(asked)
    return [card.code for card in among if card.code in wanted]


def offered(*, unit: str, on: date, codes: Sequence[str]) -> list[Offer]:
    """What the unit asks for these, in their order; nothing for none."""
    found = {one.procedure.code: one for one in offers(unit=unit, on=on, codes=codes)} if codes else {}
    return [found[code] for code in codes if code in found]


def rows_of(asked: Sequence[Offer], typed: Mapping[str, str], *, event: str) -> list[Row]:
    """The one list; a paper of some cases starts as "không áp dụng", the others unlooked at."""
    return [_row(paper, typed) for paper in shared_papers(asked, event)]


def _row(paper: Shared, typed: Mapping[str, str]) -> Row:
    def said(what: str, most: int) -> str:
        return " ".join(str(typed.get(f"{paper.field}{what}", "")).split())[:most]

    state = said("", 10) if paper.field in typed else "" if paper.mandatory else "na"
    return Row(paper, state if state in set(PaperState) else "", said("-note", 300), said("-name", LONGEST) or paper.name)


def matters_of(asked: Sequence[Offer], rows: Sequence[Row], *, on: date) -> list[Matter]:
    """Each matter with the marks of its own papers. A paper without a mark is left out, so the room asks for it."""
    marks: dict[str, dict[int, Mark]] = {one.procedure.code: {} for one in asked}
    for row in rows:
        if row.state:
            name = row.typed_name if row.paper.cut and row.state in ("ok", "look") else ""
            for code, order in row.paper.lines:
                marks[code][order] = Mark(PaperState(row.state), name=name, note=row.note)
    return [Matter(procedure(code=one.procedure.code, on=on), marks[one.procedure.code]) for one in asked]


def check_chosen(asked: Sequence[Offer]) -> None:
    """Raises DossierError when a linked procedure stands beside one that it already contains."""
    titles = {one.procedure.code: one.procedure.title for one in asked}
    twice = covered_twice(titles)
    if twice is not None:
        linked, part = (titles[code] for code in twice)
        raise DossierError(
            say("“{linked}” đã gồm “{part}”. Bỏ dấu một trong hai, kẻo đăng ký hai lần.", linked=linked, part=part)
        )


def cut_name(rows: Sequence[Row]) -> Row | None:
    """The first paper that is handed in under a name that the catalogue cut, as Form 01 would print it."""
    for row in rows:
        if row.paper.cut and row.state in ("ok", "look") and row.typed_name == row.paper.name:
            return row
    return None


def promises(asked: Sequence[Offer], *, unit: str, at: datetime) -> dict[str, datetime | str]:
    """Procedure → when its result would be ready, or why there is no date."""
    told: dict[str, datetime | str] = {}
    for one in asked:
        try:
            told[one.procedure.code] = timing_of(unit).promised(offer=one, received_at=at).deadline.due_at
        except DossierError as error:
            told[one.procedure.code] = str(error)
    return told


def same_of(together: Together) -> dict[tuple[str, int], str]:
    """(procedure, order) → key of the paper, for the receipt that names each paper once."""
    asked = [Offer(line.dossier.procedure) for line in together.lines.all()]
    return {line: paper.key for paper in shared_papers(asked, together.event) for line in paper.lines}


def received_lines(together: Together) -> list[dict]:
    """The dossiers of a reception as the page after it shows them."""
    lines = []
    for line in together.lines.all():
        of = line.dossier
        head, short = split_code(of.code)
        lines.append({
            "pk": of.pk, "head": head, "short": short, "what": of.procedure_name, "due_at": of.due_at, "fee": of.fee_text,
            "live": of.state not in (Status.WITHDRAWN, Status.STOPPED) and of.outcome != "annulled",
        })  # fmt: skip
    return lines

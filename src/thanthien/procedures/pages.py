"""Everything that people read about a procedure on the portal, on the wall sheet and in lists, from the same data."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import get_language

from thanthien.journal.settled import kept
from thanthien.procedures import rules
from thanthien.procedures.fee_rows import CHANNEL_WORDS, FeeRow, exempt, fee_rows
from thanthien.procedures.fees import UNCONFIRMED, Channel, Fee, of_this_place
from thanthien.procedures.life import LIFE_EVENTS, LifeEvent, event_of
from thanthien.procedures.models import Procedure, ProcedurePaper
from thanthien.procedures.offers import Offer, offer_of, offers
from thanthien.procedures.versions import procedure as version_of
from thanthien.shared.folding import fold
from thanthien.shared.wording import Sentence, say

NO_CONDITION = "khong co dieu kien rieng"
EVERYBODY = ("giay to phai nop", "giay to phai xuat trinh", "thanh phan ho so")


@dataclass(frozen=True, slots=True)
class Card:
    """One procedure in a list. `papers` = how many papers everybody brings (0 with `by_case`: it depends on the case).

    `shorter` = the unit's own term beats the law's.
    """

    code: str
    title: str
    field: str
    field_name: str
    event: str
    term_text: str
    law_term_text: str
    shorter: bool
    fee_text: str
    papers: int
    by_case: bool
    online: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Cards under one heading, a field or a life event."""

    slug: str
    title: str
    lead: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """What a unit publishes on a day, in the order of the catalogue."""

    cards: tuple[Card, ...]

    def by_field(self) -> list[Group]:
        """Fields in the order in which the catalogue first names them."""
        groups: dict[str, list[Card]] = defaultdict(list)
        for card in self.cards:
            groups[card.field].append(card)
        return [Group(slug, cards[0].field_name, "", tuple(cards)) for slug, cards in groups.items()]

    def by_event(self) -> list[Group]:
        """Life events that have a procedure, in the order in which people look for them; what fits none comes last."""
        groups: dict[str, list[Card]] = defaultdict(list)
        for card in self.cards:
            groups[card.event].append(card)
        found = [Group(e.slug, e.title, e.lead, tuple(groups[e.slug])) for e in LIFE_EVENTS if groups[e.slug]]
        return found + ([Group("", say("Việc khác"), "", tuple(groups[""]))] if groups[""] else [])


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper to bring. `whole` False = the name is still cut and must not be printed."""

    order: int
    name: str
    copies: str
    case: str
    mandatory: bool
    form: str
    whole: bool


@dataclass(frozen=True, slots=True)
class CaseOfPapers:
    """Papers that only some people bring, under the heading of the source ("" = said in the names themselves)."""

    title: str
    papers: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step inside the office; `hours` is None when the term is not published."""

    order: int
    name: str
    who: str
    hours: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class Page:
    """One procedure as a unit offers it on a day: all that the page and the sheet show."""

    code: str
    title: str
    name: str
    field: str
    field_name: str
    level: str
    event: LifeEvent | None
    offered: bool
    has_term: bool
    term_text: str
    law_term_text: str
    shorter: bool
    cutoff_15h: bool
    term_note: str
    own_note: str
    own_decision: str
    fee: Fee
    fee_confirmed: bool
    fees: tuple[FeeRow, ...]
    exempt: tuple[str, ...]
    fee_note: str
    fee_rule: str
    bring: tuple[PaperLine, ...]
    cases: tuple[CaseOfPapers, ...]
    not_asked: tuple[str, ...]
    papers_more: int
    how: tuple[Sentence, ...]
    route: tuple[StepLine, ...]
    who: str
    subjects: str
    decides: str
    results: tuple[str, ...]
    legal_bases: tuple[str, ...]
    channels: tuple[Sentence, ...]
    online: bool
    online_level: str
    decision_no: str
    change_note: str
    notes: str
    valid_from: date
    unconfirmed: tuple[str, ...]

    @property
    def cut_names(self) -> list[str]:
        """Papers whose names are cut: nothing is printed while there is one."""
        lines = [*self.bring, *(line for case in self.cases for line in case.papers)]
        return [line.name for line in sorted(lines, key=lambda line: line.order) if not line.whole]

    @property
    def cut_cases(self) -> list[str]:
        """Headings of cases that the source broke off; a new version of the procedure mends them."""
        return [case.title for case in self.cases if rules.is_cut(case.title)]


def published(*, unit: str, on: date) -> Published:
    """What the unit offers on a day with its own terms, papers and fees; the same number of queries whatever there is."""
    return kept(
        unit, ("published", on, get_language()),
        lambda: Published(tuple(card(offer) for offer in offers(unit=unit, on=on) if offer.offered)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cut:
    """What a unit does with less of: its term beside the law's, papers that it does not ask, by which decision and since when."""

    code: str
    title: str
    term: str
    law_term: str
    shorter: bool
    papers: tuple[str, ...]
    decision_no: str
    since: date


def cuts(*, unit: str, on: date) -> list[Cut]:
    """The procedures of which the unit cut the term or papers by a published decision, the latest decision first."""
    found = [
        one for one in offers(unit=unit, on=on) if one.own is not None and one.offered and (one.is_shorter or one.not_asked())
    ]
    lines = [
        Cut(
            one.procedure.code, one.procedure.title, str(one.term.words), str(one.law_term.words), one.is_shorter,
            tuple(paper.text for paper in one.not_asked()), one.own.decision_no, one.own.valid_from,
        )
        for one in found if one.own is not None
    ]  # fmt: skip
    return sorted(lines, key=lambda one: (-one.since.toordinal(), one.title))


def life_events(*, unit: str, on: date) -> list[Group]:
    """Life events with the procedures that the unit offers for each."""
    return published(unit=unit, on=on).by_event()


def to_bring(*, procedure: Procedure | None, unit: str, on: date) -> list[PaperLine]:
    """What to have ready for a matter, as its page says it; nothing for none, and for one that is no longer done."""
    if procedure is None:
        return []
    try:
        return list(page_of(code=procedure.code, unit=unit, on=on).bring)
    except rules.ProcedureError:
        return []


def page_of(*, code: str, unit: str, on: date) -> Page:
    """The whole page of one procedure; raises ProcedureError when no version applies on that day."""
    version = version_of(code=code, on=on)
    return kept(
        unit, ("page", version.pk, on, get_language()), lambda: page(offer_of(procedure=version, unit=unit, on=on))
    )  # fmt: skip


def card(offer: Offer) -> Card:
    one = offer.procedure
    bring, cases = _sorted_out([_paper(paper) for paper in offer.papers()])
    event = event_of(one.life_event)
    return Card(
        code=one.code, title=one.title, field=one.field, field_name=one.field_name, event=event.slug if event else "",
        term_text=offer.term.words, law_term_text=offer.law_term.words, shorter=offer.is_shorter, fee_text=offer.fee().text,
        papers=len(bring), by_case=not bring and bool(cases), online=Channel.ONLINE in one.channels,
    )  # fmt: skip


def page(offer: Offer) -> Page:
    one, own = offer.procedure, offer.own
    bring, cases = _sorted_out([_paper(paper) for paper in offer.papers()])
    fee = offer.fee()
    who = one.eligibility
    return Page(
        code=one.code, title=one.title, name=one.name, field=one.field, field_name=one.field_name, level=one.level,
        event=event_of(one.life_event), offered=offer.offered, has_term=offer.term.hours is not None,
        term_text=offer.term.words, law_term_text=offer.law_term.words, shorter=offer.is_shorter,
        cutoff_15h=one.cutoff_15h and not offer.is_shorter, term_note=one.term_note, own_note=own.note if own else "",
        own_decision=own.decision_no if own else "", fee=fee, fee_confirmed=UNCONFIRMED not in fee.text,
        fees=tuple(fee_rows(offer)), exempt=exempt(offer),
        fee_note=of_this_place(one.fee_note, province=offer.province), fee_rule=one.fee_rule,
        bring=bring, cases=cases,
        not_asked=tuple(paper.text for paper in offer.not_asked()), papers_more=one.papers_more,
        how=tuple(_how(offer)), route=tuple(_route(offer)), who="" if fold(who).startswith(NO_CONDITION) else who,
        subjects=one.subjects, decides=one.deciding_agency, results=tuple(one.results), legal_bases=tuple(one.legal_bases),
        channels=tuple(CHANNEL_WORDS[Channel(channel)] for channel in one.channels), online=Channel.ONLINE in one.channels,
        online_level=one.online_level, decision_no=one.decision_no, change_note=one.change_note, notes=one.notes,
        valid_from=one.valid_from, unconfirmed=tuple(one.unconfirmed),
    )  # fmt: skip


def _paper(paper: ProcedurePaper) -> PaperLine:
    return PaperLine(
        paper.order, paper.text, copies_of(paper), paper.case.strip().rstrip(":").strip(), paper.is_mandatory, paper.form_name,
        paper.can_print,
    )  # fmt: skip


def copies_of(paper: ProcedurePaper) -> str:
    """ "1 bản chính, 2 bản sao"; "" when the source counts none."""
    parts = [say("1 bản chính") if paper.original == 1 else say("{n} bản chính", n=paper.original)] if paper.original else []
    parts += [say("1 bản sao") if paper.copy == 1 else say("{n} bản sao", n=paper.copy)] if paper.copy else []
    return ", ".join(map(str, parts))


def _sorted_out(lines: list[PaperLine]) -> tuple[tuple[PaperLine, ...], tuple[CaseOfPapers, ...]]:
    """What everybody brings, and what is brought in some cases only.

    "Papers to hand in" and "papers to show" are headings for everybody; several other headings are cases of which one applies,
    even for what the wording calls mandatory.
    """
    headings = {line.case for line in lines if not _for_everybody(line.case)}
    bring, groups = [], defaultdict(list)
    for line in lines:
        if line.mandatory and (_for_everybody(line.case) or len(headings) == 1):
            bring.append(line)
        else:
            groups["" if _for_everybody(line.case) else line.case].append(line)
    return tuple(bring), tuple(CaseOfPapers(title, tuple(found)) for title, found in groups.items())


def _for_everybody(heading: str) -> bool:
    return not heading or fold(heading).startswith(EVERYBODY)


def _how(offer: Offer) -> list[Sentence]:
    """What the person does, in order: the same few steps for every procedure, from its data."""
    one = offer.procedure
    result = one.results[0] if one.results else say("kết quả")
    lines = [say("Lấy số, ngồi chờ gọi. Người già, phụ nữ có thai, người bế con nhỏ được mời trước.")]
    if offer.papers():
        lines.append(say("Đưa giấy tờ cho cán bộ xem. Thiếu gì, cán bộ nói một lần cho đủ."))
    else:
        lines.append(say("Nói việc cần làm với cán bộ. Cán bộ ghi giúp, bà con đọc lại rồi ký."))
    if offer.term.unit is rules.TermUnit.SAME_DAY:
        lines.append(say("Nhận {result} ngay trong ngày.", result=result))
    elif offer.term.hours is None:
        lines.append(say("Nhận giấy hẹn. Xong việc, xã báo để đến nhận {result}.", result=result))
    else:
        lines.append(say("Nhận giấy hẹn. Trong {term}, đến nhận {result}.", term=offer.term.words, result=result))
    return lines


def _route(offer: Offer) -> list[StepLine]:
    """The office's steps; with a shorter term of the unit each keeps its share of the time."""
    one = offer.procedure
    route = rules.route([step.step for step in one.steps.all()], term=one.term, total=one.route_hours)
    whole = offer.term.hours if offer.is_shorter else None
    lines = []
    for step in route:
        hours = step.hours if whole is None else round(Decimal(step.share.numerator) / step.share.denominator * whole, 2)
        lines.append(StepLine(step.order, step.name, step.role_text, "" if hours is None else _hours(hours), step.is_default))
    return lines


def _hours(hours: Decimal) -> str:
    return say("{n} giờ", n=f"{hours.normalize():f}".replace(".", ","))

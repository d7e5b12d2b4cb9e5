"""What one unit offers on a day: the version in force, the unit's own term and papers, the province's fees."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from thanthien.journal.asking import composed
from thanthien.journal.settled import kept
from thanthien.people.models import Unit
from thanthien.procedures import fees as pricing
from thanthien.procedures.models import Procedure, ProcedurePaper, ProvinceFee, UnitProcedure
from thanthien.procedures.own import is_shorter
from thanthien.procedures.rules import Term
from thanthien.procedures.versions import in_force


@dataclass(frozen=True, slots=True)
class Offer:
    """One procedure as a unit offers it on a day. `own` is the unit's published decision, `fees` the province's lines,
    `province` its name.
    """

    procedure: Procedure
    own: UnitProcedure | None = None
    fees: tuple[ProvinceFee, ...] = field(default=())
    province: str = ""

    @property
    def offered(self) -> bool:
        return self.own is None or self.own.offered

    @property
    def law_term(self) -> Term:
        return self.procedure.term

    @property
    def term(self) -> Term:
        """The term that the unit promises: its own, else the law's."""
        own = self.own.term if self.own else None
        return own if own is not None and self.is_shorter else self.procedure.term

    @property
    def is_shorter(self) -> bool:
        """False also when a later version of the law is as short as what the unit once decided."""
        own = self.own.term if self.own else None
        return own is not None and is_shorter(own, self.procedure.term)

    @property
    def dropped(self) -> frozenset[str]:
        """Names of papers that the unit does not ask."""
        return frozenset(self.own.dropped) if self.own else frozenset()

    def papers(self) -> list[ProcedurePaper]:
        """The papers that the unit asks, in the order of the source."""
        return [paper for paper in self.procedure.papers.all() if paper.name not in self.dropped]

    def not_asked(self) -> list[ProcedurePaper]:
        return [paper for paper in self.procedure.papers.all() if paper.name in self.dropped]

    def council_lines(self) -> list[pricing.CouncilLine]:
        return [
            pricing.CouncilLine(pricing.Channel(line.channel), line.amount, line.case, line.note, line.confirmed)
            for line in self.fees
        ]

    def fee(self, channel: pricing.Channel = pricing.Channel.COUNTER) -> pricing.Fee:
        """What it costs by `channel`: the province's line before the national one; an unconfirmed zero is never free."""
        return pricing.council_fee(self.council_lines(), channel=channel) or self.procedure.fee(channel)


def _province(unit: str) -> Unit | None:
    return kept(unit, ("province",), lambda: _province_above(unit), hall=False)


def _province_above(unit: str) -> Unit | None:
    here = _with_above.first(unit=unit)
    while here is not None and here.kind != "province":
        here = here.parent
    return here


@composed
def _with_above(unit: str) -> QuerySet[Unit]:
    return Unit.objects.select_related("parent__parent").filter(code=unit).order_by()[:1]


def province_of(unit: str) -> str:
    """The code of the province above a unit, "" when the tree does not reach one."""
    above = _province(unit)
    return above.code if above else ""


def province_fees(*, province: str, on: date, codes: Iterable[str] | None = None) -> QuerySet[ProvinceFee]:
    """The province's lines that apply on a day."""
    found = ProvinceFee.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), province=province, valid_from__lte=on)
    return found if codes is None else found.filter(code__in=codes)


def own_decisions(*, unit: str, on: date) -> QuerySet[UnitProcedure]:
    """The unit's published decisions that apply on a day."""
    return UnitProcedure.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), unit_id=unit, valid_from__lte=on, published_at__isnull=False
    )


def offer_of(*, procedure: Procedure, unit: str, on: date) -> Offer:
    """One procedure as the unit offers it on a day."""
    code = procedure.code
    own = kept(unit, ("decision", code, on), lambda: _decision.first(unit=unit, on=on, code=code), hall=False)
    above = _province(unit)
    province = above.code if above else ""
    lines = kept(unit, ("fees", code, on), lambda: tuple(_fees.rows(province=province, on=on, code=code)), hall=False)
    return Offer(procedure, own, lines, above.name if above else "")


@composed
def _decision(unit: str, on: date, code: str) -> QuerySet[UnitProcedure]:
    return own_decisions(unit=unit, on=on).filter(code=code)[:1]


@composed
def _fees(province: str, on: date, code: str) -> QuerySet[ProvinceFee]:
    return province_fees(province=province, on=on).filter(code=code)


def offers(*, unit: str, on: date, codes: Iterable[str] | None = None, papers: bool = True, steps: bool = False) -> list[Offer]:
    """Every procedure in force as the unit offers it, in the order of the catalogue; a fixed number of queries.

    `papers`, `steps` = bring these along.
    """
    own = {one.code: one for one in own_decisions(unit=unit, on=on)}
    lines: dict[str, list[ProvinceFee]] = defaultdict(list)
    above = _province(unit)
    for line in province_fees(province=above.code if above else "", on=on):
        lines[line.code].append(line)
    found = in_force(on=on).prefetch_related(*(name for name, wanted in (("papers", papers), ("steps", steps)) if wanted))
    if codes is not None:
        found = found.filter(code__in=list(codes))
    return [Offer(one, own.get(one.code), tuple(lines[one.code]), above.name if above else "") for one in found]

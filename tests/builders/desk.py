"""A counter that works: services in the hall, a small catalogue with the usual paper names completed, a clock that stands at
`at`.
"""

import re
from dataclasses import dataclass, field

import time_machine
from django.test import Client

from builders.dossiers import BIRTH, CIVIL, SINGLE, add_officers, load_small_catalogue
from builders.office import SmallOffice
from builders.playing import Playing, logged_in, offered
from thanthien.people.models import Officer
from thanthien.procedures.actions import complete_paper_name
from thanthien.procedures.models import ProcedurePaper
from thanthien.queueing import actions as queueing
from thanthien.queueing.models import Ticket

CARD = "038192004317||Trương Thị Hiền|14081992|Nữ|Thôn Lương Thuận, Cẩm Tú, Cẩm Thủy, Thanh Hóa|10052021"
OFFERED = (("A", "Hộ tịch", "intake", (1, 2)), ("B", "Chứng thực", "intake", (2,)), ("K", "Nhận kết quả", "return", (1, 2)))
HTMX = {"HTTP_HX_REQUEST": "true"}


@dataclass
class Desk(Playing):
    """The office, its clock, and a browser for each of three people: `hanh` at counter 1, her colleague, a stranger of another
    commune.
    """

    others: dict[str, Officer]
    hanh: Client
    dinh: Client
    stranger: Client
    clients: dict[str, Client] = field(default_factory=dict)

    def call(self) -> Ticket:
        """A number taken and called to counter 1."""
        self.take()
        called = queueing.call_next(counter=self.office.counters[0], by=self.office.actor(self.office.hanh), at=self.at)
        assert called is not None
        return called

    def post(self, path: str, data: dict | None = None, *, by: Client | None = None, **more: object):
        """As the page posts: with htmx's header."""
        return (by or self.hanh).post(path, data or {}, **HTMX, **more)

    def get(self, path: str, *, by: Client | None = None):
        return (by or self.hanh).get(path, **HTMX)

    def form(self, ticket: Ticket | None = None, code: str = SINGLE, **more: str) -> dict[str, str]:
        """A filled form as the browser would send it: the mandatory papers are there."""
        filled = {
            "ticket": str(ticket.pk) if ticket else "", "name": "Trương Thị Hiền", "id_number": "038192004317",
            "birth": "14/08/1992", "sex": "Nữ", "address": "Thôn Lương Thuận", "phone": "0912555408", "procedure": code,
            "party": "self", "sets": "1",
            "channel": "counter", "once": "a" * 32,
        }  # fmt: skip
        for paper in ProcedurePaper.objects.filter(procedure__code=code, mandatory="true"):
            filled[f"paper-{paper.order}"] = "ok"
        return filled | more


def once_of(answer) -> str:
    """The key that the form of a page carries."""
    return re.search(r'name="once" value="([0-9a-f]{32})"', answer.content.decode())[1]


def _complete_names(office: SmallOffice) -> None:
    """What officers did on their first day: the cut names of the usual papers are written out."""
    cut = ProcedurePaper.objects.filter(name_cut=True, mandatory="true", procedure__code__in=(BIRTH, SINGLE, CIVIL))
    for paper in cut:
        complete_paper_name(paper=paper, name=f"{paper.name.rstrip('…')}ịch", by=office.actor(office.hanh), at=office.at)


def build_desk(office: SmallOffice, clock: time_machine.Traveller) -> Desk:
    """Everything of the counter's morning."""
    load_small_catalogue()
    others = add_officers(office)
    _complete_names(office)
    people = (office.hanh, office.dinh, office.la)
    return Desk(office, offered(office, OFFERED), clock, others, *(logged_in(one) for one in people))

"""The list behind a figure: its rows count up to the figure, each says who says so and when; an empty one says there is none.

In a page a figure is `<a data-figure="12" href="…">`; where it leads, the elements with `data-evidence="n"` count up to 12.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from thanthien.doors.parts.numbers import number_in
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.shared.wording import Sentence, say

PAGE = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One act, dossier, slip or day. `n`: how many of the figure it stands for; `says`: who says so and when."""

    what: str
    says: str = ""
    href: str = ""
    more: str = ""
    tone: str = ""
    n: int = 1


@dataclass(frozen=True, slots=True)
class Listed:
    """`title` names the figure, `of` whose and which days; `note`: how it was counted, or what is kept closed here and why."""

    title: str
    of: str
    lines: Sequence[Line]
    back: tuple[str, str]
    note: str = ""
    none: str = ""
    page: int = 1

    @property
    def figure(self) -> int:
        return sum(line.n for line in self.lines)

    @property
    def shown(self) -> Sequence[Line]:
        return self.lines[PAGE * (self.page - 1) : PAGE * self.page]

    @property
    def pages(self) -> int:
        return -(-len(self.lines) // PAGE) or 1

    @property
    def first(self) -> int:
        return PAGE * (self.page - 1) + 1


def table(found: Listed) -> Table:
    """All rows as a file, not only those of the page."""
    columns = (
        Column(say("Việc"), lambda line: line.what, width=46),
        Column(say("Thêm"), lambda line: line.more, width=30),
        Column(say("Ai ghi, khi nào"), lambda line: line.says, width=44),
        Column(say("Tính"), lambda line: line.n, Kind.NUMBER, width=8),
    )
    return Table(name="can-cu", title=found.title, columns=columns, rows=list(found.lines), filters={say("Của"): found.of})


def answer(request: HttpRequest, found: Listed | None, template: str) -> HttpResponse:
    """The list as a page of a door, or as the file that `?xuat=` asks for. Raises Http404 for a figure that is none."""
    if found is None:
        raise Http404
    query = urlencode([(name, value) for name, value in request.GET.items() if name not in ("trang", "xuat")])
    return exported(request, table(found)) or render(request, template, {"listed": found, "query": query})


def page_in(text: str) -> int:
    """A page number of an address; 1 for anything else."""
    return number_in(text, least=1, most=9_999) or 1


def written(name: str, when: str) -> Sentence:
    """ "Bùi Thị Thu Hà ghi, 08:30 23/11/2026"."""
    return say("{name} ghi, {when}", name=name, when=when)

"""`/quan-tri/thu-tuc/`: the list, and what it lacks."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from thanthien.doors.admin.catalogue import listing
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.tables import exported
from thanthien.people.rules import Role
from thanthien.procedures import queries as catalogue
from thanthien.procedures.access import may_make_version
from thanthien.procedures.exporting import WRITERS
from thanthien.procedures.queries import HoleKind
from thanthien.shared.clock import day_of, now

reads = officer_required(Role.ADMIN, Role.LEADER, Role.SPECIALIST, Role.ONE_STOP, Role.POLICE)

# Where each kind of hole is mended.
MENDED_AT = {
    HoleKind.NO_TERM: "admin:procedure-term",
    HoleKind.FEE_UNCONFIRMED: "admin:procedure-fee",
    HoleKind.OWN_NOT_SHORTER: "admin:procedure-own",
    HoleKind.PAPER_NAME_CUT: "admin:procedure",
}


@never_cache
@reads
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """All procedures in force; typing narrows them."""
    today, asked = day_of(now()), listing.Asked.of(request.GET)
    every = listing.rows_of(unit=request.user.unit_id, on=today)
    rows, fields = listing.narrowed(every, asked, on=today), listing.fields_of(every)
    file = exported(request, listing.table(rows, asked.words(fields)))
    if file:
        return file
    page = {
        "rows": rows, "every": len(every), "asked": asked, "fields": fields.items(), "kinds": list(HoleKind),
        "may_import": request.actor.has(Role.ADMIN), "files": list(WRITERS), "query": request.GET.urlencode(),
    }  # fmt: skip
    alone = bool(request.headers.get("HX-Request"))
    return render(request, "admin/catalogue/_list.html" if alone else "admin/catalogue/list.html", page)


@dataclass(frozen=True, slots=True)
class Lacking:
    """A hole and the page that mends it."""

    hole: catalogue.Hole

    @property
    def url(self) -> str:
        address = reverse(MENDED_AT.get(self.hole.kind, "admin:procedure-version"), kwargs={"code": self.hole.code})
        return f"{address}#giay-to" if self.hole.kind is HoleKind.PAPER_NAME_CUT else address


@never_cache
@reads
@require_GET
def lacking(request: HttpRequest) -> HttpResponse:
    """Holes by kind, each with the page that mends it."""
    found = catalogue.holes(unit=request.user.unit_id, on=day_of(now()))
    groups = [
        {"kind": kind, "lines": lines, "count": sum(line.hole.count for line in lines)}
        for kind in HoleKind
        if (lines := [Lacking(hole) for hole in found if hole.kind is kind])
    ]
    page = {"groups": groups, "total": len(found), "may_mend": may_make_version(request.actor)}
    return render(request, "admin/catalogue/holes.html", page)

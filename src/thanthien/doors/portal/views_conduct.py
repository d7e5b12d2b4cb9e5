"""What officers promise: the rules in force, the sets that they sign and how many did, how often leaders apologised."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from thanthien.conduct import queries
from thanthien.conduct.leader_rules import DAY_NAMES, STANDING_NAMES
from thanthien.conduct.sheets import rules_sheet
from thanthien.doors.parts.opening import off_days
from thanthien.doors.parts.pdf import pdf_answer
from thanthien.doors.parts.policies import anybody
from thanthien.doors.portal.place import counted, the_office, unit_of
from thanthien.dossiers.waiting import apologies_since
from thanthien.journeys import leader_record
from thanthien.shared.clock import day_of, now


@anybody("what the commune publishes", unit=unit_of)
@counted
def page(request: HttpRequest) -> HttpResponse:
    """The rules in force, since when, when they are looked at again."""
    place, moment = the_office(request), now()
    today = day_of(moment)
    year = moment.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    who = leader_record.leaders(unit=place.unit_id, on=today)
    told = {"unit": place.unit_id, "year": today.year, "today": today, "is_off": off_days(place)}
    leaders = leader_record.records(officers=who, **told)
    page = {
        "office": place, "current": queries.current(unit=place.unit_id, on=today), "year": today.year,
        "counts": queries.set_counts(unit=place.unit_id, year=today.year), "leaders": leaders,
        "apologies": apologies_since(unit=place.unit_id, since=year), "standing_names": STANDING_NAMES, "day_names": DAY_NAMES,
    }  # fmt: skip
    return render(request, "portal/conduct.html", page)


@anybody("what the commune publishes", unit=unit_of)
def sheet(request: HttpRequest, size: str) -> HttpResponse:
    """The sheet of the rules in force; 404 while there are none."""
    place, moment = the_office(request), now()
    current = queries.current(unit=place.unit_id, on=day_of(moment))
    if current is None:
        raise Http404
    return pdf_answer(rules_sheet(version=current, size=size, at=moment), name=f"quy-tac-ung-xu-{size}")

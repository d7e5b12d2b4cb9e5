"""Who was honoured, by whose decision: what the commune chose to post."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thanthien.doors.parts.policies import anybody
from thanthien.doors.portal.place import counted, the_office, unit_of
from thanthien.rollout import awards, queries
from thanthien.rollout.rules import RECIPIENT_NAMES, STANDING_NAMES, Recipient
from thanthien.shared.clock import day_of, now


@anybody("what the commune publishes", unit=unit_of)
@counted
def page(request: HttpRequest) -> HttpResponse:
    """The posted awards of a year, and the campaigns under way."""
    place, today = the_office(request), day_of(now())
    years = awards.years(unit=place.unit_id, public=True)
    wanted = request.GET.get("nam", "")
    year = int(wanted) if wanted.isdigit() and len(wanted) == 4 and int(wanted) in years else (years[0] if years else today.year)
    rows = awards.awards(unit=place.unit_id, year=year, public=True)
    context = {
        "office": place, "year": year, "years": years,
        "rows": [{"row": row, "kind": RECIPIENT_NAMES[Recipient(row.recipient)]} for row in rows],
        "campaigns": [
            {"one": one, "standing": STANDING_NAMES[one.standing]}
            for one in queries.campaigns(unit=place.unit_id, on=today, only_open=True)
        ],
    }  # fmt: skip
    return render(request, "portal/awards.html", context)

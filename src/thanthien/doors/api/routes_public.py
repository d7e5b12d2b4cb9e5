"""What everybody may read: where a dossier is (with its tracking code), when something would be due and why, procedures."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from thanthien.doors.api import schemas, showing
from thanthien.doors.api.entry import open_to_all
from thanthien.doors.api.problems import Problem
from thanthien.doors.parts import throttle
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.timing import promise
from thanthien.people.queries import offices
from thanthien.people.scoping import in_unit
from thanthien.procedures import queries as catalogue
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say

router = Router(tags=["public"])
YEARS = range(2020, 2100)


@router.get("track/{str:tracking_code}", response=schemas.Track, url_name="api-track")
@open_to_all("the tracking code on the receipt is the key; guessing is slowed")
def track_dossier(request: HttpRequest, response: HttpResponse, tracking_code: str):
    """Tra hồ sơ bằng mã tra cứu. Where it is and when it is due; nobody's name."""
    if throttle.must_wait(request):
        raise Problem("too-many", headers={"Retry-After": str(throttle.WAIT_S)})
    found = dossiers.by_tracking(code=tracking_code)
    if found is None or found.received_at is None:
        throttle.missed(request)
        raise Problem(
            "not-found", say("Chưa thấy hồ sơ nào có mã này. Mã tra cứu có 12 chữ và số, in dưới mã vuông trên giấy hẹn.")
        )
    response["Cache-Control"], response["Referrer-Policy"] = "private, no-store", "no-referrer"
    with in_unit(found.unit_id):
        return showing.track(dossiers.dossier_page(dossier=found, at=now()))


@router.get("due", response=schemas.Due, url_name="api-due")
@open_to_all("terms, calendar and law are public")
def due_date(request: HttpRequest, asked: schemas.DueAsked = Query(...)):
    """Ngày hẹn trả và vì sao. What the unit would promise for a procedure received then: each day, its reason, its article."""
    if asked.received_at.year not in YEARS:
        errors = [{"field": "query/received_at", "code": "year", "detail": str(say("Năm từ 2020 đến 2099."))}]
        raise Problem("invalid", errors=errors)
    if not offices().filter(pk=asked.unit).exists():
        raise Problem("not-found", say("Xã này chưa mở bộ phận Một cửa trên máy này."))
    with in_unit(asked.unit):
        return showing.due(asked, promise(unit=asked.unit, code=asked.procedure, received_at=asked.received_at))


@router.get("procedures", response=schemas.FoundProcedures, url_name="api-procedures")
@open_to_all("what the country publishes")
def find_procedures(
    request: HttpRequest, q: Annotated[str, Field(min_length=1, max_length=80, pattern=schemas.PLAIN)] = Query(...),
    limit: Annotated[int, Field(ge=1, le=50)] = Query(10),
):  # fmt: skip
    """Tìm thủ tục. As people type: no marks, everyday names, first letters, one slip; the best first."""
    on = day_of(now())
    codes = [code for code, _ in catalogue.asked(text=q, limit=limit, on=on)][:limit]
    rows = {row.code: row for row in catalogue.in_force(on=on).filter(code__in=codes)}
    found = [
        schemas.FoundProcedure(code=row.code, name=row.title, field=row.field, field_name=row.field_name, term=row.term_text)
        for row in (rows[code] for code in codes if code in rows)
    ]
    return schemas.FoundProcedures(procedures=found)

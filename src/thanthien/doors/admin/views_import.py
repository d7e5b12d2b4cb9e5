"""`/quan-tri/can-bo/nap`: a list of officers comes in: preview, wrong rows told, all of it or nothing, slips for the new ones."""

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from thanthien.doors.admin import people_import, people_list
from thanthien.doors.admin.saving import administers, tell
from thanthien.doors.admin.views_people import slips
from thanthien.doors.admin.views_services import field_names
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import exported
from thanthien.people.models import Officer, RoleGrant
from thanthien.people.rules import ROLE_NAMES
from thanthien.shared.clock import now
from thanthien.shared.wording import Refusal, say

SALT = "admin.people.import"
AN_HOUR = 3600


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """First the file, then what it would do, then doing it."""
    unit, names = request.user.unit_id, field_names()
    sample = exported(request, people_list.table([], names, {}))  # an empty list with its headings is the sample
    if sample:
        return sample
    page = {"roles": list(ROLE_NAMES.values()), "fields": list(names.values()), "error": "", "entries": None}
    if request.method == "GET":
        return render(request, "admin/import.html", page)
    if request.POST.get("packed"):
        return _do(request, page)
    upload = request.FILES.get("file")
    if upload is None:
        return render(request, "admin/import.html", page | {"error": say("Chọn tệp trước.")}, status=422)
    try:
        entries, faults = people_import.read(
            name=upload.name, content=upload.read(2 * 1024 * 1024 + 1), unit=unit, field_names=_known(unit, names), at=now()
        )
    except Refusal as error:
        return render(request, "admin/import.html", page | {"error": str(error)}, status=422)
    shown = page | {
        "entries": entries,
        "faults": faults,
        "new": sum(e.new for e in entries),
        "changed": sum(bool(e.changes) for e in entries),
        "packed": ""
        if faults
        else signing.dumps({"unit": unit, "rows": people_import.packed(entries)}, salt=SALT, compress=True),
    }
    return render(request, "admin/import.html", shown, status=422 if faults else 200)


def _known(unit: str, names: dict[str, str]) -> dict[str, str]:
    """Fields of the catalogue by name, and by code those that somebody here answers for although no procedure has them now."""
    held = {code for fields in RoleGrant.objects.filter(unit_id=unit).values_list("fields", flat=True) for code in fields}
    return {code: code for code in held} | names


def _do(request: HttpRequest, page: dict) -> HttpResponse:
    """Take the previewed rows in; slips for the new people are printed at once."""
    unit = request.user.unit_id
    try:
        kept = signing.loads(request.POST["packed"], salt=SALT, max_age=AN_HOUR)
        if kept["unit"] != unit:
            raise signing.BadSignature("another unit")
    except signing.BadSignature:
        return render(request, "admin/import.html", page | {"error": say("Bản xem trước đã cũ. Chọn tệp lại.")}, status=422)

    def do() -> dict:
        made = people_import.take(entries=people_import.unpacked(kept["rows"]), unit=unit, by=request.actor, at=now())
        return {"logins": [officer.login for officer in made]}

    try:
        result, fresh = once(request, scope="people-import", unit=unit, by=request.actor, do=do)
    except Refusal as error:
        return render(request, "admin/import.html", page | {"error": str(error)}, status=422)
    made = list(Officer.objects.filter(unit_id=unit, login__in=result["logins"]).order_by("name_fold"))
    if made and fresh:
        return slips(request, made)
    tell(request, say("Đã nạp danh sách cán bộ."))
    return redirect("admin:people")

"""`Xem hồ sơ` at the kiosk: hold the receipt before the scanner or type its code; where the dossier is stands on the glass.

Nobody's name is shown, because others stand behind; the code is posted and never part of an address.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from thanthien.doors.hall import showing
from thanthien.doors.hall.language import spoken
from thanthien.doors.parts import throttle
from thanthien.doors.parts.devices import device_required
from thanthien.doors.parts.told import headline, next_words
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import DossierError
from thanthien.people.rules import DeviceKind
from thanthien.shared.clock import day_of, now
from thanthien.shared.codes import CROCKFORD
from thanthien.shared.wording import Refusal, say


@never_cache
@device_required(DeviceKind.KIOSK)
@require_http_methods(["GET", "POST"])
def sought(request: HttpRequest, unit: str) -> HttpResponse:
    """The keypad; a good code is answered on the same address with the state of its dossier."""
    typed, error, found, at = request.POST.get("code", "")[:80], "", None, now()
    if request.method == "POST":
        try:
            found = _found(request, typed)
        except Refusal as refusal:
            error = str(refusal)
    page = {**showing.place(unit, at=at), **spoken(request), "guide": showing.guide_of(unit, on=day_of(at))}
    if found is None:
        page |= {"typed": typed, "error": error, "letters": CROCKFORD}
        return render(request, "hall/kiosk_sought.html", page, status=422 if error else 200)
    page |= {"dossier": found, "told": headline(found, at=at), "next": next_words(found, at=at)}
    return render(request, "hall/kiosk_found.html", page)


def _found(request: HttpRequest, typed: str) -> Dossier:
    """The dossier of a typed code or of the scanned address of its page; raises what to tell the person."""
    if throttle.must_wait(request):
        raise DossierError(say("Mã sai đã nhiều lần. Mời ông/bà gặp bàn hướng dẫn, cán bộ tìm giúp."))
    found = dossiers.by_tracking(code=typed.rstrip("/").rpartition("/")[2])
    if found is None:
        throttle.missed(request)
        raise DossierError(say("Chưa thấy hồ sơ mang mã này. Mã có 12 chữ và số, in dưới mã vuông trên giấy hẹn."))
    return found

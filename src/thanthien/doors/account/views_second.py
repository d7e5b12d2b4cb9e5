"""One's own second step: set up by a QR, codes for a lost telephone, taken off; and the question again before such things."""

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from thanthien.doors.account import first_things
from thanthien.doors.parts.first_page import first_page
from thanthien.doors.parts.officers import officer_required
from thanthien.people import actions as people
from thanthien.people.models import Officer
from thanthien.shared.clock import now
from thanthien.shared.qr import qr_svg


def _noted(request: HttpRequest, done: str) -> None:
    people.note_sign_in(officer=request.user, done=done, by=request.actor, at=now())


class SetUp(ActivateTOTPView):
    """Scan, type the first six digits. The secret as text is for who cannot scan."""

    template_name = "account/second_set.html"

    def get_context_data(self, **kwargs) -> dict:
        page = super().get_context_data(**kwargs)
        secret = page["form"].secret
        spaced = " ".join(secret[n : n + 4] for n in range(0, len(secret), 4))
        must = first_things.must_have_second_step(self.request.user)
        return page | {"qr": qr_svg(page["totp_url"], title="QR"), "secret": spaced, "must": must}

    def form_valid(self, form) -> HttpResponse:
        answer = super().form_valid(form)
        first_things.done(self.request, first_things.SECOND)
        _noted(self.request, "set")
        return answer


class TakeOff(DeactivateTOTPView):
    """Without the second step again; not for administrators and leaders."""

    template_name = "account/second_off.html"

    def get_success_url(self) -> str:
        return reverse("me")

    def form_valid(self, form) -> HttpResponse:
        answer = super().form_valid(form)
        _noted(self.request, "off")
        return answer


class Codes(ViewRecoveryCodesView):
    """The codes that open when the telephone is lost; each once."""

    template_name = "account/codes.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {
            "go_on": first_things.next_page(self.request) or first_page(self.request.user)
        }


class NewCodes(GenerateRecoveryCodesView):
    """Ten new codes; the old ones open nothing any more."""

    template_name = "account/codes_new.html"

    def form_valid(self, form) -> HttpResponse:
        answer = super().form_valid(form)
        _noted(self.request, "codes")
        return answer


class PasswordAgain(ReauthenticateView):
    template_name = "account/again.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"next": self.get_next_url() or ""}


class CodeAgain(CodeAgainView):
    template_name = "account/again.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"next": self.get_next_url() or ""}


def _mine(view):
    return never_cache(officer_required()(view.as_view()))


set_up, take_off, codes, new_codes = _mine(SetUp), _mine(TakeOff), _mine(Codes), _mine(NewCodes)
password_again, code_again = _mine(PasswordAgain), _mine(CodeAgain)


def state_of(officer: Officer) -> dict:
    """What the page of one's own says of the second step: since when, how many codes are left."""
    rows = {row.type: row for row in Authenticator.objects.filter(user=officer)}
    totp, kept = rows.get(Authenticator.Type.TOTP), rows.get(Authenticator.Type.RECOVERY_CODES)
    return {
        "since": totp.created_at if totp else None,
        "codes": len(kept.wrap().get_unused_codes()) if kept else 0,
        "must": first_things.must_have_second_step(officer),
    }

"""How the login library (django-allauth) meets our officers: no sign-up, no e-mail, our words, secrets sealed."""

import time
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from thanthien.doors.account import first_things
from thanthien.doors.parts.addresses import address_of
from thanthien.doors.parts.first_page import first_page
from thanthien.people.models import Officer
from thanthien.people.queries import first_office, officer_by_login
from thanthien.shared.codes import sealed, unsealed
from thanthien.shared.wording import say

PURPOSE = "second-step"
WRONG_CODE = say("Mã chưa đúng hoặc đã đổi. Chờ mã mới hiện trên điện thoại rồi gõ lại.")


class OfficerAccounts(DefaultAccountAdapter):
    """Passwords and sessions of officers."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": say("Tên đăng nhập hoặc mật khẩu chưa đúng. Xem phím Caps Lock và bộ gõ tiếng Việt."),
        "invalid_login": say("Tên đăng nhập hoặc mật khẩu chưa đúng. Xem phím Caps Lock và bộ gõ tiếng Việt."),
        "too_many_login_attempts": say("Nhiều lần gõ sai từ nơi này. Chờ một phút rồi thử lại."),
        "incorrect_password": say("Mật khẩu chưa đúng. Xem phím Caps Lock và bộ gõ tiếng Việt."),
        "rate_limited": say("Nhiều lần gõ sai. Chờ một phút rồi thử lại."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> bool:
        request = self.request
        return url_has_allowed_host_and_scheme(url or "", allowed_hosts={request.get_host()}, require_https=request.is_secure())

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return first_page(request.user)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The library's own words of success are not shown: the page that follows says it."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who gave a password or code within the last minutes is not asked again."""
        records = get_authentication_records(self.request, self.request.user)
        fresh = records and time.time() - records[-1]["at"] < account_settings.REAUTHENTICATION_TIMEOUT
        return not fresh and super().is_reauthentication_required(app=app, **kwargs)

    def post_login(self, request: HttpRequest, user: Officer, **kwargs: Any) -> HttpResponse:
        by_password = not (kwargs.get("signal_kwargs") or {}).get("sociallogin")
        first_things.begin(request, user, by_password=by_password)
        return super().post_login(request, user, **kwargs)


class SecondStep(DefaultMFAAdapter):
    """The key of a telephone is sealed with the key of the office: a stolen database alone opens nothing."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": say("Quản trị và lãnh đạo phải có bước thứ hai. Đổi điện thoại thì nhờ quản trị đặt lại."),
    }

    def get_totp_label(self, user: Officer) -> str:
        return user.login

    def get_totp_issuer(self) -> str:
        office = first_office()
        return str(say("Một cửa {place}", place=office.place)) if office else "Thân Thiện"

    def encrypt(self, text: str) -> str:
        return sealed(text, purpose=PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        return unsealed(encrypted_text, purpose=PURPOSE)

    def build_totp_svg(self, url: str) -> str:
        """Not used: the page draws the QR itself (parts of the door)."""
        return ""

    def can_delete_authenticator(self, authenticator) -> bool:
        return not first_things.must_have_second_step(authenticator.user)


class OfficerIdentities(DefaultSocialAccountAdapter):
    """Who comes with the word of the province's identity server: an officer known by their login, or nobody."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def list_apps(self, request: HttpRequest | None, provider=None, client_id=None) -> list[SocialApp]:
        oidc = settings.OIDC
        if not oidc["issuer"]:
            return []
        app = SocialApp(
            provider="openid_connect", provider_id="oidc", name=oidc["name"], client_id=oidc["client"], secret=oidc["secret"],
            settings={"server_url": oidc["issuer"], "oauth_pkce_enabled": True},
        )  # fmt: skip
        return [app]

    def get_provider(self, request: HttpRequest, provider, client_id=None):
        from thanthien.doors.account.oidc import OfficeIdentity

        return OfficeIdentity(request, app=self.get_app(request, provider=provider))

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the officer: by the link made earlier, else by the claim that holds their login. Anybody else gets a page."""
        claimed = sociallogin.account.extra_data.get("login", "")
        officer = sociallogin.user if sociallogin.is_existing else officer_by_login(claimed)
        if officer is None or not officer.is_active:
            page = {"name": settings.OIDC["name"], "office": first_office()}
            raise ImmediateHttpResponse(render(request, "account/unknown.html", page, status=403))
        if not sociallogin.is_existing:
            sociallogin.connect(request, officer)

    def on_authentication_error(self, request: HttpRequest, provider, error=None, exception=None, extra_context=None) -> None:
        page = {"name": settings.OIDC["name"], "office": first_office()}
        raise ImmediateHttpResponse(render(request, "account/oidc_failed.html", page, status=403))

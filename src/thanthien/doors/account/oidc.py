"""Signing in by OpenID Connect: authorization code with PKCE, state and nonce; the token's signature, issuer, audience, end and
nonce are all checked (OpenID Connect Core 1.0, 3.1.3.7).
"""

import hashlib
import hmac
from typing import Any

import jwt
import requests
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

SIGNED_BY = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"})


def nonce_of(verifier: str) -> str:
    """The nonce that belongs to a PKCE verifier: the verifier never leaves the session before the code comes back."""
    return hashlib.sha256(b"nonce\0" + verifier.encode()).hexdigest()


class OfficeTokens(OpenIDConnectOAuth2Adapter):
    """The exchange of the code for the token, and the checks."""

    @property
    def openid_config(self) -> dict:
        """What the server says of itself; raises OAuth2Error when it names another issuer than the office wrote down."""
        config = super().openid_config
        if config.get("issuer", "").rstrip("/") != settings.OIDC["issuer"]:
            raise OAuth2Error("the server names another issuer")
        return config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("oidc-back"))

    def get_access_token_data(self, request: HttpRequest, app: SocialApp, client, pkce_code_verifier: str | None = None) -> dict:
        self.nonce = nonce_of(pkce_code_verifier or "")
        return super().get_access_token_data(request, app, client, pkce_code_verifier=pkce_code_verifier)

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        written = kwargs["response"].get("id_token", "")
        claims = self._checked(app, written)
        wanted = settings.OIDC["claim"]
        if wanted not in claims and self.openid_config.get("userinfo_endpoint"):
            told = self._fetch_user_info(token.token)
            if told.get("sub") != claims["sub"]:
                raise OAuth2Error("userinfo speaks of somebody else")
            claims = {**told, **claims}
        person = {"sub": claims["sub"], "login": str(claims.get(wanted, "")).strip().lower()}
        return self.get_provider().sociallogin_from_response(request, person)

    def _checked(self, app: SocialApp, written: str) -> dict:
        """The claims of an ID token that passed every check; raises OAuth2Error."""
        try:
            algorithm = jwt.get_unverified_header(written)["alg"]
        except (jwt.PyJWTError, KeyError) as error:
            raise OAuth2Error("no ID token") from error
        if algorithm not in SIGNED_BY:
            raise OAuth2Error("signed in a way that is not accepted")
        config = self.openid_config
        claims = jwtkit.verify_and_decode(
            credential=written, keys_url=config["jwks_uri"], issuer=config["issuer"], audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )  # fmt: skip
        if not hmac.compare_digest(str(claims.get("nonce", "")), self.nonce):
            raise OAuth2Error("the token answers another request")
        if not claims.get("sub"):
            raise OAuth2Error("the token names nobody")
        return claims


class OfficeIdentity(OpenIDConnectProvider):
    """The identity server of the office; nothing of the person is kept but the server's number of them and their login."""

    oauth2_adapter_class = OfficeTokens

    def get_pkce_params(self) -> dict:
        params = super().get_pkce_params()
        return params | {"nonce": nonce_of(params["code_verifier"])}

    def get_default_scope(self) -> list[str]:
        return ["openid", "profile"]

    def get_auth_params_from_request(self, request: HttpRequest, action) -> dict:
        """Nothing that a link could add: the address is ours alone."""
        return self.get_auth_params()

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        return self.get_scope()

    def extract_uid(self, data: dict) -> str:
        return data["sub"]

    def extract_extra_data(self, data: dict) -> dict:
        return {"login": data["login"]}

    def extract_common_fields(self, data: dict) -> dict:
        return {}

    def extract_email_addresses(self, data: dict) -> list:
        return []


def go(request: HttpRequest) -> HttpResponse:
    """To the identity server; when it does not answer, a page that says so."""
    tokens = OfficeTokens(request, "oidc")
    try:
        return OAuth2LoginView.adapter_view(tokens)(request)
    except (OAuth2Error, requests.RequestException) as error:
        return render_authentication_error(request, tokens.get_provider(), exception=error)


def back(request: HttpRequest) -> HttpResponse:
    """The way back from it: a login whose token passed every check, else a page that says that it did not."""
    tokens = OfficeTokens(request, "oidc")
    try:
        return OAuth2CallbackView.adapter_view(tokens)(request)
    except (OAuth2Error, requests.RequestException, KeyError, ValueError) as error:
        return render_authentication_error(request, tokens.get_provider(), exception=error)

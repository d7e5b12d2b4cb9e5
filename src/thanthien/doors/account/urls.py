"""Addresses of one's own account. Some names are those that the login library asks for."""

from django.urls import path
from django.views.generic import RedirectView

from thanthien.doors.account import (
    views_absence,
    views_help,
    views_login,
    views_me,
    views_oidc,
    views_photo,
    views_second,
    views_tokens,
)
from thanthien.doors.parts.policies import anybody

_to_me = anybody("leads to one's own page, which asks for a login")(RedirectView.as_view(url="/toi/"))

urlpatterns = [
    path("dang-nhap", views_login.login, name="login"),
    path("dang-nhap", views_login.login, name="account_login"),
    path("dang-nhap/buoc-hai", views_login.second_step, name="mfa_authenticate"),
    path("dang-nhap/da-nghi", views_login.inactive, name="account_inactive"),
    path("dang-nhap/oidc", views_oidc.go, name="oidc"),
    path("dang-nhap/oidc/ve", views_oidc.back, name="oidc-back"),
    path("dang-xuat", views_login.leave, name="logout"),
    path("toi/", views_me.me, name="me"),
    path("toi", _to_me, name="mfa_index"),
    path("toi/lien-he", views_me.contact, name="me-contact"),
    path("toi/mat-khau", views_me.password, name="me-password"),
    path("toi/phien/<int:pk>/thoat", views_me.end_session, name="me-end-session"),
    path("toi/khoa/da-xem", views_tokens.noted, name="me-tokens-noted"),
    path("toi/khoa/<int:pk>/thu-hoi", views_tokens.shut_out, name="me-token-revoke"),
    path("toi/khoa/<int:pk>/hoan-tac", views_tokens.again, name="me-token-again"),
    path("toi/anh", views_photo.mine, name="me-photo"),
    path("toi/vang", views_absence.mine, name="me-away"),
    path("toi/buoc-hai/bat", views_second.set_up, name="mfa_activate_totp"),
    path("toi/buoc-hai/tat", views_second.take_off, name="mfa_deactivate_totp"),
    path("toi/buoc-hai/ma", views_second.codes, name="mfa_view_recovery_codes"),
    path("toi/buoc-hai/ma-moi", views_second.new_codes, name="mfa_generate_recovery_codes"),
    path("toi/xac-nhan", views_second.password_again, name="account_reauthenticate"),
    path("toi/xac-nhan-ma", views_second.code_again, name="mfa_reauthenticate"),
    path("nhan-su/vang/<int:pk>/ve", views_absence.back, name="away-back"),
    path("nhan-su/<str:login>/vang", views_absence.of, name="staff-away"),
    path("nhan-su/<str:login>/anh", views_photo.of, name="staff-photo"),
    path("nhan-su/<str:login>/mo-khoa", views_help.unlock, name="staff-unlock"),
    path("nhan-su/<str:login>/bo-buoc-hai", views_help.lost_phone, name="staff-lost-phone"),
]

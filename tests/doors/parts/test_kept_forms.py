"""A form that the page sends itself is told where to go; everybody else is led there."""

import pytest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.test import Client, RequestFactory

from thanthien.doors.parts.kept_forms import KeptForms


def asked(answer: HttpResponse, **headers: str) -> HttpResponse:
    return KeptForms(lambda request: answer)(RequestFactory().post("/toi/", headers=headers))


@pytest.mark.parametrize("permanent", [False, True])
def test_a_redirect_is_told(permanent):
    told = asked(redirect("/viec/", permanent=permanent), **{"X-Kept-Form": "1"})
    assert (told.status_code, told["X-Go-To"]) == (204, "/viec/") and "Location" not in told


def test_who_does_not_ask_is_led(client):
    led = asked(redirect("/viec/"))
    assert (led.status_code, led["Location"]) == (302, "/viec/") and "X-Go-To" not in led


@pytest.mark.parametrize("status", [200, 422, 404, 500])
def test_a_page_stays_a_page(status):
    page = asked(HttpResponse("x", status=status), **{"X-Kept-Form": "1"})
    assert page.status_code == status and "X-Go-To" not in page


@pytest.mark.django_db
def test_it_stands_before_every_view():
    told = Client().get("/viec/", headers={"X-Kept-Form": "1"})
    assert told.status_code == 204 and told["X-Go-To"].startswith("/dang-nhap")

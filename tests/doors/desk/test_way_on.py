"""Nobody ends on a blank page: a form's own address opened by itself, a login inside a form, an officer's error page."""

import pytest
from django.test import Client

from builders.desk import logged_in


@pytest.fixture
def form_address(desk) -> str:
    """An address that takes only a form."""
    address = "/thu-cua-xa/ky"
    assert desk.hanh.get(address).status_code == 405
    return address


def test_a_forms_own_address_opened_by_itself_says_so_and_leads_to_the_officers_first_page(desk, form_address):
    answer = desk.hanh.get(form_address)
    page = answer.content.decode()
    assert answer["Allow"] == "POST"
    assert "chỉ nhận phiếu gửi đi" in page and 'href="/quay/"' in page


def test_a_program_that_asks_for_json_hears_it_as_before(desk, form_address):
    answer = desk.hanh.get(form_address, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.content) == (405, b"")


@pytest.mark.parametrize(
    ("before", "back"),
    [
        ("http://testserver/thu-cua-xa/?loc=1", "/dang-nhap?next=/thu-cua-xa/%3Floc%3D1"),
        ("http://testserver/thu-cua-xa/", "/dang-nhap?next=/thu-cua-xa/"),
        ("https://evil.example/thu-cua-xa/", "/dang-nhap"),
        ("", "/dang-nhap"),
    ],
)
def test_a_form_sent_after_the_login_ran_out_leads_back_to_the_page_on_which_it_stood(db, before, back):
    answer = Client().post("/thu-cua-xa/ky", headers={"Referer": before} if before else {})
    assert (answer.status_code, answer["Location"]) == (302, back)


def test_error_pages_lead_an_officer_to_their_own_day_and_citizens_to_the_front_page(desk):
    assert 'href="/viec/"' in logged_in(desk.office.ha).get("/quay/").content.decode()
    assert 'href="/viec/"' in logged_in(desk.office.ha).get("/khong-co-trang-nay").content.decode()
    assert 'data-test="first"' not in Client().get("/khong-co-trang-nay").content.decode()

"""Vietnamese unless the person chose English; the choice survives, and cannot be used to send people elsewhere."""

import pytest
from django.utils import translation

from thanthien.doors.parts.templatetags import words

pytestmark = pytest.mark.django_db
COOKIE = "thanthien_lang"


def test_a_browser_set_to_english_still_gets_vietnamese(client, office):
    page = client.get("/dang-nhap", HTTP_ACCEPT_LANGUAGE="en-US,en")
    assert page["Content-Language"] == "vi" and '<html lang="vi"' in page.content.decode()


def test_the_choice_is_kept_and_taken_back(client, office):
    answer = client.get("/ngon-ngu/en", {"ve": "/dang-nhap"})
    assert answer.status_code == 302 and answer["Location"] == "/dang-nhap"
    assert client.cookies[COOKIE].value == "en"
    page = client.get("/dang-nhap")
    assert page["Content-Language"] == "en" and '<html lang="en"' in page.content.decode()
    client.get("/ngon-ngu/vi")
    assert client.get("/dang-nhap")["Content-Language"] == "vi"


def test_one_page_in_english_by_its_address_alone(client, office):
    assert client.get("/dang-nhap", {"lang": "en"})["Content-Language"] == "en"
    assert client.get("/dang-nhap")["Content-Language"] == "vi"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)", "\\\\example.org"])
def test_it_never_sends_anybody_elsewhere(client, office, elsewhere):
    assert client.get("/ngon-ngu/en", {"ve": elsewhere})["Location"] == "/"


def test_a_language_that_is_not_spoken_here(client, office):
    assert client.get("/ngon-ngu/fr").status_code == 404
    assert client.get("/dang-nhap", {"lang": "fr"})["Content-Language"] == "vi"


def test_an_error_page_is_in_the_language_too(client, office):
    client.cookies[COOKIE] = "en"
    page = client.get("/khong-co-trang-nay")
    assert page.status_code == 404 and '<html lang="en"' in page.content.decode()


def test_figures_are_written_as_the_reader_expects():
    assert (words.thousands(2380), words.decimal_comma(97.4)) == ("2.380", "97,4")
    with translation.override("en"):
        assert (words.thousands(2380), words.decimal_comma(97.4)) == ("2,380", "97.4")

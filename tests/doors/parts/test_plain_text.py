"""No text with the sign NUL reaches a table: in addresses it is an unknown sign, forms are refused in words."""

import pytest

from builders.playing import logged_in
from thanthien.journal.models import Entry


@pytest.mark.parametrize(
    ("path", "status"),
    [("/thu-tuc/1.00%001193", 404), ("/t/%00", 404), ("/tim?q=%00", 200), ("/tim/danh-sach?q=lan&x=%00", 200)],
)
def test_in_an_address_it_is_an_unknown_sign(office, path, status):
    assert logged_in(office.hanh).get(path).status_code == status


def test_what_was_asked_besides_is_kept(office, client):
    assert 'value="khai sinh"' in client.get("/thu-tuc?x=%00&q=khai+sinh").content.decode()


@pytest.mark.parametrize("field", [{"name": "Lê\x00 Lan"}, {"na\x00me": "Lan"}])
def test_a_form_with_it_is_refused_and_nothing_written(office, field):
    client, before = logged_in(office.hanh), Entry.objects.count()
    answer = client.post("/toi/", {"phone": "0912555408", **field})
    assert answer.status_code == 400 and "gõ lại" in answer.content.decode() and Entry.objects.count() == before


def test_a_form_without_it_goes_on(office):
    assert logged_in(office.hanh).post("/quay/goi", {}).status_code != 400


def test_the_stream_of_a_programme_is_left_to_its_own_reader(office, client):
    answer = client.post("/api/v1/tickets/1/rating", {"token": "x"})
    assert answer.status_code == 400 and answer["Content-Type"] == "application/problem+json"

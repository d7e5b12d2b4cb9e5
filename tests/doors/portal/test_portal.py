"""The portal: a dossier by its tracking code only, the queue now, rating by phone; all without script."""

import gzip
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from builders.dossiers import load_small_catalogue, received
from thanthien.dossiers import actions as dossiers
from thanthien.journal.models import Access

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(office):
    load_small_catalogue()
    return received(office)


def text(answer) -> str:
    return answer.content.decode()


def test_the_first_page_shows_who_sits_where(client, office):
    page = text(client.get("/"))
    assert "Lê Thị Hạnh" in page and "Quầy 3" in page and "Chưa mở" in page


def test_the_tracking_code_opens_the_dossier_and_hides_the_name(client, office, dossier):
    page = text(client.get(f"/t/{dossier.tracking_code}"))
    assert dossier.code in page and "Trương Thị H••••" in page and "Hiền" not in page
    for secret in ("038192004317", "0912555408", "Lương Thuận"):
        assert secret not in page


@pytest.mark.parametrize(
    "shape", [str.lower, lambda c: f"{c[:4]} {c[4:8]}-{c[8:]}", lambda c: c.replace("0", "O").replace("1", "I")]
)
def test_a_code_may_be_typed_as_people_type(client, office, dossier, shape):
    answer = client.get("/tra-cuu", {"ma": shape(dossier.tracking_code)})
    assert answer.status_code == 302 and answer.url == f"/t/{dossier.tracking_code}"


def test_the_official_number_opens_nothing_and_says_where_the_code_stands(client, office, dossier):
    answer = client.get("/tra-cuu", {"ma": dossier.code})
    assert answer.status_code == 404 and "12 ký tự in dưới mã vuông" in text(answer) and dossier.code in text(answer)


def test_a_wrong_code_keeps_what_was_typed(client, office):
    answer = client.get("/tra-cuu", {"ma": "KHONGCODAU12"})
    assert answer.status_code == 404 and 'value="KHONGCODAU12"' in text(answer) and "Chưa thấy hồ sơ" in text(answer)
    assert client.get("/t/KHONGCODAU12").status_code == 404


def test_the_date_is_explained_day_by_day_with_its_law(client, office, dossier):
    page = text(client.get(f"/t/{dossier.tracking_code}"))
    for row in dossier.deadline["days"]:
        if row["source"]:
            assert row["source"] in page
    assert dossier.deadline["summary"] in page


def test_who_opened_the_file_is_shown(client, office, dossier):
    dossiers.note_opened(dossier=dossier, by=office.actor(office.ha), at=office.at, reason="work")
    assert Access.objects.count() == 1
    page = text(client.get(f"/t/{dossier.tracking_code}"))
    assert "Bùi Thị Thu Hà" in page and "Giải quyết hồ sơ" in page


def test_a_late_dossier_says_sorry_and_not_whose_fault(client, office, dossier, time_machine):
    time_machine.move_to(dossier.due_at + timedelta(days=3), tick=False)
    page = text(client.get(f"/t/{dossier.tracking_code}"))
    assert "Xã xin lỗi, hồ sơ đã quá ngày hẹn" in page


def test_the_due_date_as_a_calendar_file(client, office, dossier):
    answer = client.get(f"/t/{dossier.tracking_code}/hen.ics")
    body = text(answer)
    assert answer["Content-Type"].startswith("text/calendar") and body.startswith("BEGIN:VCALENDAR\r\n")
    assert f"DTSTART:{dossier.due_at.astimezone(UTC):%Y%m%dT%H%M%SZ}" in body and "Hiền" not in body


def test_the_page_of_a_dossier_stays_small(client, office, dossier):
    page = gzip.compress(client.get(f"/t/{dossier.tracking_code}").content)
    sheets = b"".join(
        Path(finders.find(name)).read_bytes() for name in ("parts/tokens.css", "parts/portal.css", "portal/portal.css")
    )
    assert len(page) + len(gzip.compress(sheets)) <= 45 * 1024
    assert b"htmx" not in client.get(f"/t/{dossier.tracking_code}").content


def test_the_number_of_queries_does_not_grow_with_steps_or_looks(client, office, dossier, django_assert_num_queries):
    address = f"/t/{dossier.tracking_code}"
    client.get(address)
    dossiers.note_opened(dossier=dossier, by=office.actor(office.ha), at=office.at, reason="work")
    client.get(address)
    with django_assert_num_queries(8):
        client.get(address)
    for n in range(3):
        dossiers.note_opened(
            dossier=dossier, by=office.actor(office.ha), at=office.at + timedelta(minutes=11 * (n + 1)), reason="work"
        )
    client.get(address)
    with django_assert_num_queries(8):
        client.get(address)


def test_the_queue_now(client, office):
    page = client.get("/hang-cho")
    assert page.status_code == 200 and "Hàng chờ lúc" in text(page)
    assert client.get("/hang-cho/00000").status_code == 404


def test_health_says_ready(client, db):
    answer = client.get("/health")
    facts = answer.json()
    assert answer.status_code == 200 and facts["version"]
    # the tests' own SQLite is opened without FULL for speed, and /health must notice
    assert facts["wrong"] == (["synchronous phải là FULL"] if facts["database"] == "sqlite" else [])
    assert facts["ok"] is not bool(facts["wrong"])


def test_nobody_gets_an_officers_stream_without_being_one(client, office):
    assert client.get("/su-kien/khoa/hall/15148").status_code == 200
    assert client.get("/su-kien/khoa/leader/15148").status_code == 403
    client.force_login(office.nghia)
    assert client.get("/su-kien/khoa/leader/15148").status_code == 200
    client.force_login(office.la)
    assert client.get("/su-kien/khoa/leader/15148").status_code == 403


def test_a_page_that_is_not_there_is_said_kindly(client, office):
    answer = client.get("/khong-co")
    assert answer.status_code == 404 and "Không tìm thấy trang này" in text(answer)

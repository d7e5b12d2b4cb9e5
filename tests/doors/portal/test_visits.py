"""Which readings count, what the foot says, and that a page writes nothing."""

import pytest
from django.core.cache import cache

from builders.dossiers import load_small_catalogue
from builders.playing import logged_in
from thanthien.posting import counting
from thanthien.posting.models import Lately, VisitDay

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36"


@pytest.fixture
def morning(office, time_machine):
    time_machine.move_to(office.at, tick=False)
    load_small_catalogue()
    return office


def noted() -> int:
    return sum(batch.views for batch in counting._pending.values())


@pytest.mark.parametrize(
    "path", ["/", "/thu-tuc", "/viec-doi", "/viec-doi/sinh-con", "/lien-he", "/hang-cho", "/luot-truy-cap", "/cach-dung"]
)
def test_a_person_reading_is_noted(client, morning, path):
    client.get(path, HTTP_USER_AGENT=PHONE)
    assert noted() == 1 and VisitDay.objects.count() == 0


@pytest.mark.parametrize(
    "more",
    [
        {"HTTP_USER_AGENT": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"HTTP_USER_AGENT": ""},
        {"HTTP_USER_AGENT": PHONE, "HTTP_SEC_PURPOSE": "prefetch;prerender"},
    ],
)
def test_machines_and_what_is_loaded_in_advance_are_not(client, morning, more):
    client.get("/", **more)
    assert noted() == 0


def test_officers_at_work_missing_pages_and_posts_are_not(client, morning):
    logged_in(morning.hanh).get("/", HTTP_USER_AGENT=PHONE)
    client.get("/viec-doi/khong-co", HTTP_USER_AGENT=PHONE)
    client.head("/", HTTP_USER_AGENT=PHONE)
    assert noted() == 0


def test_personal_pages_are_not_counted(client, morning):
    from builders.dossiers import received

    client.get(f"/t/{received(morning).tracking_code}", HTTP_USER_AGENT=PHONE)
    client.get("/tra-cuu", HTTP_USER_AGENT=PHONE)
    assert noted() == 0


def test_each_commune_has_its_own_count(client, morning):
    client.get("/xa/15151/lien-he", HTTP_USER_AGENT=PHONE)
    assert [unit for unit, _ in counting._pending] == ["15151"]


def test_no_cookie_is_set(client, morning):
    for path in ("/", "/lien-he", "/thu-tuc", "/hang-cho"):
        assert not client.get(path, HTTP_USER_AGENT=PHONE).cookies


def test_a_page_view_writes_nothing(client, morning, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        client.get("/", HTTP_USER_AGENT=PHONE)
    assert not [line["sql"] for line in seen if line["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]


def test_the_foot_and_the_page_say_the_figures(client, morning):
    for n in range(3):
        client.get("/", HTTP_USER_AGENT=PHONE, REMOTE_ADDR=f"113.160.1.{n}")
    counting.flush(at=morning.at)
    cache.clear()
    shown = client.get("/lien-he").content.decode()
    assert "đang xem 3" in shown and "hôm nay 3" in shown and "tuần này 3" in shown and "tất cả 3" in shown
    told = client.get("/luot-truy-cap").content.decode()
    assert "Không đặt cookie" in told and "30 phút" in told and ">3<" in told


def test_a_restart_loses_only_what_was_not_written(client, morning):
    client.get("/", HTTP_USER_AGENT=PHONE)
    counting.flush(at=morning.at)
    counting._pending.clear()  # the process is gone
    client.get("/", HTTP_USER_AGENT=PHONE)
    counting.flush(at=morning.at)
    row = VisitDay.objects.get()
    assert (row.views, row.visits) == (2, 1) and Lately.objects.count() == 1

"""The page of the national portal: what was not taken, why, and sending it again."""

from datetime import timedelta

import pytest

from builders.dossiers import load_small_catalogue, received
from thanthien.exchange import national
from thanthien.exchange.national_rules import WAITS
from thanthien.journal import followers
from thanthien.journal.models import Delivery
from thanthien.simulation.national import portal

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/cong-quoc-gia"


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def untaken(administration, settings, dossiers: int) -> list[str]:
    """So many dossiers whose record the portal refused at every try."""
    load_small_catalogue()
    with portal() as server:
        settings.NATIONAL = settings.NATIONAL | {"address": server.address}
        codes = [received(administration.office).code for _ in range(dossiers)]
        followers.catch_up(name=national.NAME, unit=administration.unit)
        server.faults = ["DongBoHoSoMC:error"] * (len(WAITS) + 1) * dossiers
        moment = administration.office.at + timedelta(days=3650)
        for wait in (0, *WAITS):
            moment += timedelta(seconds=wait)
            while national.deliver(at=moment):
                pass
    return codes


def test_nothing_untaken_says_so(administration):
    page = text(administration.admin.get(PAGE))
    assert "Không có bản ghi nào bị trả lại" in page and "Chưa khai địa chỉ" in page


def test_what_was_not_taken_is_named_with_its_reason_and_sent_again(administration, settings):
    first, second = untaken(administration, settings, 2)
    page = text(administration.admin.get(PAGE))
    assert "2 bản ghi cổng chưa nhận" in page and first in page and "Cổng không nhận bản ghi, mã 7" in page
    assert second in administration.admin.get(f"{PAGE}?xuat=csv").content.decode("utf-8-sig")
    row = Delivery.objects.filter(state="dead").order_by("seq").first()
    page = text(administration.admin.post(f"{PAGE}/{row.pk}/gui-lai", follow=True))
    assert "1 bản ghi đang chờ gửi lại" in page and first not in page and second in page
    assert "Không còn bản ghi nào" in text(administration.admin.post(f"{PAGE}/{row.pk}/gui-lai", follow=True))
    assert "1 bản ghi đang chờ" in text(administration.admin.post(f"{PAGE}/gui-lai-het", follow=True))
    assert not Delivery.objects.filter(state="dead").exists()


def test_only_the_administrator_of_the_unit(administration, settings):
    (code,) = untaken(administration, settings, 1)
    row = Delivery.objects.get(state="dead")
    assert administration.colleague.get(PAGE).status_code == 403
    assert code not in text(administration.stranger.get(PAGE))
    assert administration.stranger.post(f"{PAGE}/{row.pk}/gui-lai").status_code == 404


@pytest.mark.parametrize("dossiers", [1, 3])
def test_the_list_costs_the_same_however_long(administration, settings, dossiers, django_assert_num_queries):
    untaken(administration, settings, dossiers)
    administration.admin.get(PAGE)
    with django_assert_num_queries(5):
        assert len(administration.admin.get(PAGE).context["rows"]) == dossiers

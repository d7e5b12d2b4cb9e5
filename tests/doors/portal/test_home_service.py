"""Asking that the office comes to the house, from the public site, and the page behind the link."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from builders.desk import build_desk
from thanthien.doors.portal.booking_form import FASTEST_S, stamp
from thanthien.outreach import actions
from thanthien.outreach.home_rules import Proof
from thanthien.outreach.models import HomeVisit

pytestmark = pytest.mark.django_db
PAGE = "/phuc-vu-tai-nha"
ASKED = {"name": "Bùi Thị Mận", "phone": "0912000001", "address": "Cuối ngõ nhà văn hóa", "group": "ill",
         "matter": "Hưởng trợ cấp tuổi già", "tasks": ["declare"]}  # fmt: skip


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def desk(office):
    """A counter that works, with its clock standing at `office.at`."""
    with time_machine.travel(office.at, tick=False) as clock:
        yield build_desk(office, clock)


@pytest.fixture
def sent(desk):
    """Sends the form as somebody who read it for a while."""

    def send(**more):
        at = desk.office.at
        with time_machine.travel(at - timedelta(seconds=FASTEST_S + 5), tick=False):
            luc = stamp()
        return Client().post(PAGE, ASKED | {"luc": luc} | more, follow=True)

    return send


def test_asked_from_home_the_page_of_the_link_tells_what_became_of_it(desk, sent):
    office = desk.office
    page = text(sent())
    row = HomeVisit.objects.get()
    assert "Đã gửi yêu cầu" in page and "0912 ••• 001" in page and "Bùi Thị Mận" not in page and row.channel == "portal"
    told = {"by": office.actor(office.hanh), "at": office.at}
    actions.accept_home(visit=row, **told)
    assert "Xã đã nhận" in text(Client().get(f"{PAGE}/{row.token}"))
    actions.plan_home(visit=row, day=office.at.date(), half="afternoon", team=[office.hanh.login], **told)
    page = text(Client().get(f"{PAGE}/{row.token}"))
    assert "Xã sẽ đến nhà" in page and office.hanh.name in page and "Không cần nữa" in page
    actions.finish_home(visit=row, proof=Proof("Bùi Thị Mận"), **told)
    page = text(Client().get(f"{PAGE}/{row.token}"))
    assert "Đã làm xong tại nhà" in page and "Không cần nữa" not in page


def test_a_refusal_is_read_with_its_reason(desk, sent):
    sent()
    row = HomeVisit.objects.get()
    actions.refuse_home(
        visit=row, reason="Nhà ở xã bên, xã ấy phục vụ.", by=desk.office.actor(desk.office.hanh), at=desk.office.at
    )
    assert "xã ấy phục vụ" in text(Client().get(f"{PAGE}/{row.token}"))


def test_the_person_needs_it_no_more(desk, sent):
    sent()
    row = HomeVisit.objects.get()
    assert "Đã hủy yêu cầu" in text(Client().post(f"{PAGE}/{row.token}/huy", follow=True))
    assert HomeVisit.objects.get().whose == "person"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"phone": "1"}, "bắt đầu bằng 0"), ({"group": "remote"}, "Chọn một trong các đối tượng"),
        ({"address": ""}, "Ghi nhà ở đâu"), ({"website": "x"}, "cần để trống"), ({"luc": "x"}, "mở đã lâu"),
    ],
)  # fmt: skip
def test_every_fault_stands_at_its_field_and_nothing_is_lost(desk, sent, more, words):
    answer = sent(**more)
    assert answer.status_code == 422 and words in text(answer) and 'value="Bùi Thị Mận"' in text(answer)
    assert not HomeVisit.objects.exists()


def test_two_faults_are_told_together(desk, sent):
    assert "Còn 2 chỗ cần sửa" in text(sent(phone="", address=""))


def test_a_second_request_of_one_telephone_waits_for_the_first(desk, sent):
    sent()
    answer = sent()
    assert answer.status_code == 422 and "đang chờ" in text(answer) and HomeVisit.objects.count() == 1


def test_a_wrong_link_opens_nothing_and_the_first_page_leads_here(desk):
    assert Client().get(f"{PAGE}/aaaaaaaaaaaa").status_code == 404
    assert f'href="{PAGE}"' in text(Client().get("/"))

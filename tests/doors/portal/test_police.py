"""The public page of the commune police: its own hall, people with ranks, procedures, figures; beside the committee's page."""

from datetime import date, time

import pytest
from django.core.cache import cache

from builders.desk import logged_in
from builders.dossiers import load_small_catalogue
from builders.paper import words_of
from builders.police import Police, build_police
from thanthien.people import actions as people
from thanthien.people.scoping import in_unit
from thanthien.posting import actions as posting
from thanthien.posting.contact_sheet import contact_sheet
from thanthien.posting.rules import Group, PostingError, ReceptionRule
from thanthien.queueing import actions as queueing
from thanthien.shared.actor import system

pytestmark = pytest.mark.django_db


@pytest.fixture
def police(office, time_machine) -> Police:
    time_machine.move_to(office.at, tick=False)
    load_small_catalogue()
    made = build_police(office)
    root = system(made.unit)
    told = {"by": root, "at": office.at}
    with in_unit(made.unit):
        counter = people.add_counter(unit=made.unit, number=1, name="Cư trú", **told)
        people.open_counter(counter=counter, officer=made.hoai, by=made.actor(made.hoai), at=office.at)
        queueing.offer_service(
            unit=made.unit, letter="A", name="Cư trú", counters=[counter], kind="intake", examples="Tạm trú", fields=["cu_tru"],
            order=1, **told,
        )  # fmt: skip
        chief = posting.list_contact(unit=made.unit, officer=made.viet, group=Group.LEADER, duty="Mọi việc", **told)
        posting.publish_phone(contact=chief, phone="0237 300 0021", **told)
        rule = ReceptionRule(2, 0, time(8), time(11, 30), date(2026, 11, 1))
        posting.add_reception(contact=chief, rule=rule, place="Phòng tiếp công dân", **told)
    return made


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_speaks_of_the_police(client, police):
    shown = page(client, f"/xa/{police.unit}/")
    assert "Công an xã Cẩm Tú" in shown and "Một cửa công an" not in shown
    matters = shown.split("own-matters")[1].split("</section>")[0]
    assert "Thủ tục làm ở Công an xã" in matters and "/thu-tuc/1.004194" in matters and "/thu-tuc/1.001193" not in matters
    assert "Đại úy Nguyễn Thị Hoài" in shown and "Thiếu tá Lê Quốc Việt" in shown and "Gặp chỉ huy Công an xã" in shown
    assert "Lê Thị Hạnh" not in shown, "nobody of the committee's hall"


def test_its_figures_count_its_own_book(client, police):
    police.line()
    police.line(course="answered")
    shown = page(client, f"/xa/{police.unit}/")
    assert "Tiếp công dân tháng 11: 2 lượt. Việc thụ lý hoặc chuyển đi: đã trả lời 0 trên 1." in shown
    cache.clear()
    assert 'data-test="received"' not in page(client, "/")


def test_the_committees_page_is_as_it_was(client, police):
    shown = page(client, "/")
    assert "Gặp lãnh đạo xã" in shown and "Nhà mình có việc" in shown and "Lê Quốc Việt" not in shown
    assert "Máy này còn phục vụ 1 xã khác" in shown, "the neighbour; the police is no commune"


def test_the_boards_of_contacts_lead_to_each_other(client, police):
    theirs = page(client, f"/xa/{police.unit}/lien-he")
    assert "Chỉ huy Công an xã" in theirs and "Thiếu tá Lê Quốc Việt" in theirs and f"/xa/{police.office.unit}/lien-he" in theirs
    ours = page(client, "/lien-he")
    assert f"/xa/{police.unit}/lien-he" in ours and "Lê Quốc Việt" not in ours


def test_the_sheet_for_the_door_names_ranks(police):
    with in_unit(police.unit):
        words = words_of(contact_sheet(unit=police.unit, at=police.office.at))
    for said in ("Thiếu tá Lê Quốc Việt", "thứ Tư hằng tuần, 8:00 đến 11:30", "0237 300 0021", "Trụ sở Công an xã Cẩm Tú"):
        assert said in words


def test_the_sheet_is_in_vietnamese_whoever_prints_it(police, settings):
    from django.utils import translation

    with in_unit(police.unit), translation.override("en"):
        assert "Thiếu tá Lê Quốc Việt" in words_of(contact_sheet(unit=police.unit, at=police.office.at))


def test_nobody_published_gives_no_sheet(police):
    with in_unit(police.office.unit), pytest.raises(PostingError, match="Ghi danh sách liên hệ trước"):
        contact_sheet(unit=police.office.unit, at=police.office.at)
    assert logged_in(police.office.nghia).get("/lien-he-dan-cua.pdf").status_code == 422
    assert logged_in(police.viet).get("/lien-he-dan-cua.pdf").content.startswith(b"%PDF")

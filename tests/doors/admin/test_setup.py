"""The administrator's first page: what is set up, what is missing, the navigation, and who may see them."""

from datetime import timedelta

import pytest

from thanthien.people import actions as people
from thanthien.people.rules import DeviceKind, Role
from thanthien.procedures.actions import load_catalogue
from thanthien.queueing import offering
from thanthien.shared import last_backup
from thanthien.shared.actor import system


def line(answer, name: str):
    return next(line for line in answer.context["lines"] if line.name == name)


def state(administration, name: str) -> str:
    found = line(administration.admin.get("/quan-tri/"), name)
    return f"{found.state} {found.have}/{found.need}: {found.text}"


def test_only_the_administrator_enters(administration):
    assert administration.admin.get("/quan-tri/").status_code == 200
    assert administration.colleague.get("/quan-tri/").status_code == 403


def test_the_navigation_names_the_page_where_one_is(administration):
    text = administration.admin.get("/quan-tri/").content.decode()
    assert '<a href="/quan-tri/" aria-current="page">' in text
    assert 'data-test="nav-admin"' in text
    assert 'data-test="nav-admin"' not in administration.colleague.get("/toi/").content.decode()
    deeper = administration.admin.get("/quan-tri/quay/them").content.decode()
    assert '<a href="/quan-tri/quay" aria-current="page">' in deeper and deeper.count('aria-current="page"') == 2


def test_facts_that_are_missing_are_named(administration):
    unit, by, at = administration.unit, system(administration.unit), administration.office.at
    assert state(administration, "office") == (
        "today 3/5: Còn thiếu: địa chỉ, mã trên Cổng Dịch vụ công. Chưa có mã thì giấy hẹn in chữ BẢN MẪU."
    )
    people.change_unit(code=unit, portal_code="H56.327", by=by, at=at)
    assert state(administration, "office") == "today 3/4: Còn thiếu: địa chỉ."
    people.change_office(unit=unit, address="Thôn 1", by=by, at=at)
    assert state(administration, "office").startswith("ok 4/4")


def test_the_lines_stand_in_the_order_of_the_guide(administration):
    shown = [line.name for line in administration.admin.get("/quan-tri/").context["lines"]]
    assert shown[:5] == ["office", "counters", "services", "people", "devices"]


def test_roles_that_steps_of_procedures_need_are_named(administration):
    load_catalogue()
    assert state(administration, "people") == "today 4/6: Còn thiếu: Công an xã, Văn thư."
    for login, role in (("ca", Role.POLICE), ("vt", Role.SEAL_CLERK)):
        people.add_officer(
            unit=administration.unit,
            login=login,
            name=login,
            roles=(role,),
            by=system(administration.unit),
            at=administration.office.at,
        )
    assert state(administration, "people").startswith("ok 6/6")


def test_a_role_that_has_ended_does_not_count(administration):
    load_catalogue()
    people.deactivate_officer(officer=administration.office.nghia, by=system(administration.unit), at=administration.office.at)
    assert "Lãnh đạo" in state(administration, "people")


def test_services_without_a_counter_and_fields_without_a_service_are_named(administration):
    load_catalogue()
    office = administration.office
    assert state(administration, "services") == "open 0/1: Chưa có việc nào để chọn ở máy lấy số."
    by, at = system(office.unit), office.at
    first = offering.offer_service(unit=office.unit, letter="A", name="Hộ tịch", counters=[], by=by, at=at)
    assert state(administration, "services") == "open 0/2: Chưa có quầy nhận: Hộ tịch."
    offering.change_service(service=first, counters=office.counters[:1], fields=["ho_tich"], by=by, at=at)
    told = state(administration, "services")
    assert told.startswith("today 1/2: Còn thiếu: ") and "Chứng thực" in told and "Hộ tịch," not in told


def test_devices_that_a_hall_needs_are_named(administration):
    assert state(administration, "devices") == "open 0/2: Còn thiếu: máy lấy số, màn hình sảnh."
    office = administration.office
    for kind in (DeviceKind.KIOSK, DeviceKind.DISPLAY):
        device = people.add_device(unit=office.unit, kind=kind, code=f"{kind}-1", name=kind, by=system(office.unit), at=office.at)
        digits = people.issue_enrol_code(device=device, by=system(office.unit), at=office.at)
        people.enrol(digits=digits, at=office.at)
    assert state(administration, "devices") == "ok 2/2: Đã ghép 2 máy."


def test_own_hours_and_the_year_are_told(administration):
    assert state(administration, "hours").startswith("open 0/1")
    assert state(administration, "calendar") == "ok 1/1: Lịch nghỉ năm 2026 đã có thông báo."


def test_the_next_thing_to_do_is_one_press_away(administration):
    answer = administration.admin.get("/quan-tri/")
    assert answer.context["next"].name == "office"
    assert 'href="/quan-tri/mot-cua" data-key="Enter"' in answer.content.decode()


def test_the_age_of_the_last_backup_is_told_with_how_to_make_one(administration, settings, tmp_path):
    settings.HOME = tmp_path
    page = administration.admin.get("/quan-tri/").content.decode()
    assert 'data-test="backup" data-state="none"' in page and "Chưa có bản sao lưu nào" in page
    assert "thanthien backup /srv/sao-luu" in page and 'href="/huong-dan/cai-dat"' in page
    for hours, state, says in ((20, "ok", "cùng ổ đĩa"), (50, "old", "đã 2 ngày tuổi")):
        last_backup.note(home=tmp_path, made=tmp_path, at=administration.office.at - timedelta(hours=hours))
        page = administration.admin.get("/quan-tri/").content.decode()
        assert f'data-state="{state}"' in page and says in page and str(tmp_path) in page
        assert ('data-test="backup-warning"' in page) == (state == "old")
    assert "bản gần nhất 06:30" in page


@pytest.mark.parametrize("times", [1, 3])
def test_more_counters_cost_no_more_queries(administration, django_assert_max_num_queries, times):
    for number in range(times):
        people.add_counter(
            unit=administration.unit, number=50 + number, by=system(administration.unit), at=administration.office.at
        )
    with django_assert_max_num_queries(45):
        administration.admin.get("/quan-tri/")

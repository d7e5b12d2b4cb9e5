"""`/toi/vang` and `/nhan-su/<login>/vang`: noted by oneself or a leader, kept when wrong, taken back by one press."""

import pytest

from builders.desk import once_of
from thanthien.people.models import Absence, Counter

FORM = {"kind": "leave", "first_day": "23/11/2026", "last_day": "23/11/2026", "stand_in": ""}


def text(answer) -> str:
    return answer.content.decode()


def sits_at(number: int) -> str:
    officer = Counter.objects.get(unit_id="15148", number=number).officer
    return officer.login if officer else ""


def test_one_reports_oneself_away_and_takes_it_back(staff):
    client = staff.entered(staff.office.hanh)
    assert "Báo vắng" in text(client.get("/toi/vang"))
    answer = client.post("/toi/vang", FORM)
    assert answer["Location"] == "/toi/vang?xong=vang" and sits_at(1) == ""
    page = text(client.get(answer["Location"]))
    assert "Đã ghi vắng" in page and "Nghỉ phép" in page and "quầy 1" in page
    back = client.post(f"/nhan-su/vang/{Absence.objects.get().pk}/ve")
    assert back["Location"] == "/toi/vang?xong=ve" and sits_at(1) == "hanh"
    assert "có mặt trở lại" in text(client.get(back["Location"]))


def test_without_days_it_is_today_and_a_browsers_day_is_read(staff):
    client = staff.entered(staff.office.hanh)
    client.post("/toi/vang", {"kind": "sick"})
    client.post("/toi/vang", {"kind": "sick", "first_day": "2026-12-01", "last_day": "02/12/2026"})
    days = [(str(row.first_day), str(row.last_day)) for row in Absence.objects.order_by("pk")]
    assert days == [("2026-11-23", "2026-11-23"), ("2026-12-01", "2026-12-02")]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"kind": ""}, "Chưa chọn lý do"),
        ({"kind": "holiday"}, "Chưa chọn lý do"),
        ({"first_day": "hôm nay"}, "Ngày hôm nay chưa đúng"),
        ({"last_day": "31/02/2026"}, "chưa đúng"),
        ({"first_day": "25/11/2026"}, "đứng trước"),
        ({"first_day": "20/11/2026", "last_day": "20/11/2026"}, "đã qua"),
        ({"stand_in": "hanh"}, "Hai người"),
    ],
)
def test_a_wrong_form_keeps_what_was_typed_and_changes_nothing(staff, more, said):
    answer = staff.entered(staff.office.hanh).post("/toi/vang", FORM | more)
    assert answer.status_code == 422 and said in text(answer)
    for name, value in (FORM | more).items():
        assert not value or name in ("kind", "stand_in") or f'value="{value}"' in text(answer)
    assert not Absence.objects.exists() and sits_at(1) == "hanh"


def test_a_double_press_is_one_absence(staff):
    client = staff.entered(staff.office.hanh)
    key = once_of(client.get("/toi/vang"))
    for _ in range(2):
        assert client.post("/toi/vang", FORM | {"once": key}).status_code == 302
    assert Absence.objects.count() == 1


@pytest.mark.parametrize("who", ["nghia", "an"])
def test_a_leader_or_administrator_does_it_for_somebody(staff, who):
    client = staff.entered(staff.an if who == "an" else staff.office.nghia)
    page = text(client.get("/nhan-su/hanh/vang"))
    assert 'data-test="dossiers-stay"' not in page and 'data-test="dossiers-stay"' in text(client.get("/nhan-su/nghia/vang"))
    assert "Lê Thị Hạnh vắng" in page and ('href="/quan-tri/can-bo/hanh"' in page) is (who == "an")
    answer = client.post("/nhan-su/hanh/vang", FORM | {"stand_in": "tuan"})
    assert answer["Location"] == "/nhan-su/hanh/vang?xong=vang" and sits_at(1) == "tuan"
    assert "Hà Minh Tuấn làm thay" in text(client.get(answer["Location"]))
    assert client.post(f"/nhan-su/vang/{Absence.objects.get().pk}/ve")["Location"] == "/nhan-su/hanh/vang?xong=ve"
    assert sits_at(1) == "hanh"


def test_a_colleague_and_a_stranger_are_kept_out(staff):
    office = staff.office
    staff.entered(office.hanh).post("/toi/vang", FORM)
    noted = Absence.objects.get()
    dinh, la = staff.entered(office.dinh), staff.entered(office.la)
    assert dinh.get("/nhan-su/hanh/vang").status_code == 403
    assert dinh.post(f"/nhan-su/vang/{noted.pk}/ve").status_code == 404
    assert la.get("/nhan-su/hanh/vang").status_code == 404, "a leader of another commune"
    assert la.post("/nhan-su/hanh/vang", FORM).status_code == 404
    assert la.post(f"/nhan-su/vang/{noted.pk}/ve").status_code == 404
    noted.refresh_from_db()
    assert noted.ended_at is None


def test_a_stand_in_of_another_unit_is_not_there(staff):
    client = staff.entered(staff.office.hanh)
    assert client.post("/toi/vang", FORM | {"stand_in": "la"}).status_code == 404
    assert client.post("/toi/vang", FORM | {"stand_in": "khongco"}).status_code == 404
    assert not Absence.objects.exists()

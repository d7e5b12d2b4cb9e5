"""Opinions of other bodies in the browsers of both: asked side by side, answered, noted, withdrawn; a refusal loses nothing."""

from datetime import timedelta

import pytest

from builders.dossiers import SINGLE, received
from builders.partners import build_partners
from builders.playing import logged_in
from thanthien.dossiers import opinions
from thanthien.dossiers.models import Opinion
from thanthien.dossiers.rules_opinion import Ask
from thanthien.journal.models import Access
from thanthien.procedures import actions as catalogue

pytestmark = pytest.mark.django_db
LAND = "Chi nhánh Văn phòng đăng ký đất đai"
PROCESS = """\
procedure: "{code}"
steps:
- {{name: Tiếp nhận, kind: receive, role: one_stop}}
- name: Thẩm tra
  kind: handle
  role: specialist
  opinions:
  - {{body: Hạt Kiểm lâm, days: 5, silence: Điều 9(3) Quy chế phối hợp}}
  - {{body: Đất đai, days: 2, unit: {land}}}
- {{name: Trả kết quả, kind: hand_over, role: one_stop}}
"""


def body(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def asking(desk):
    """The desk, the partners, a dossier at the specialist's step, and the specialist's browser."""
    partners = build_partners(desk.office)
    return desk, partners, received(desk.office, SINGLE), logged_in(desk.office.ha)


def typed(dossier, partners, **more):
    return {
        "step": dossier.step, "body": ["", "Hạt Kiểm lâm"], "days": ["2", "3"], "unit": [partners.land.pk, ""],
        "question": "Có tranh chấp không?", "once": "q" * 30, **more,
    }  # fmt: skip


def test_two_are_asked_at_once_and_the_page_says_who_has_answered(asking):
    _, partners, dossier, ha = asking
    address = f"/ho-so/{dossier.pk}/y-kien"
    assert 'data-test="none"' in body(ha.get(address))
    assert ha.post(address, typed(dossier, partners)).status_code == 302
    ha.post(address, typed(dossier, partners))
    assert list(Opinion.objects.values_list("body", flat=True)) == [LAND, "Hạt Kiểm lâm"]
    shown = body(ha.get(address))
    assert "2 đang chờ · 0 quá hạn" in shown and shown.count('data-standing="waiting"') == 2
    assert "hỏi ý kiến 2 nơi" in body(ha.get(f"/ho-so/{dossier.pk}/"))


def test_a_refusal_keeps_what_was_typed(asking):
    _, partners, dossier, ha = asking
    answer = ha.post(f"/ho-so/{dossier.pk}/y-kien", typed(dossier, partners, question="", days=["", "3"]))
    assert answer.status_code == 422 and 'value="Hạt Kiểm lâm"' in body(answer) and "Ghi số ngày làm việc" in body(answer)
    assert Opinion.objects.count() == 0


def test_the_asked_office_finds_it_opens_it_and_answers(asking):
    _, partners, dossier, ha = asking
    ha.post(f"/ho-so/{dossier.pk}/y-kien", typed(dossier, partners))
    row, lam = Opinion.objects.get(number=1), logged_in(partners.lam)
    shown = body(lam.get("/y-kien/"))
    assert shown.count('data-test="row"') == 1 and "Trương Thị Hiền" not in shown
    assert "Trương Thị Hiền" in body(lam.get(f"/y-kien/{row.pk}/"))
    assert Access.objects.filter(officer="lam.dk", subject=f"dossier:{dossier.pk}").count() == 1
    answer = lam.post(f"/y-kien/{row.pk}/", {"answer": "refuse", "text": "", "once": "r" * 30})
    assert answer.status_code == 422 and "vì sao không đồng ý" in body(answer)
    assert lam.post(f"/y-kien/{row.pk}/", {"answer": "agree", "text": "", "once": "g" * 30}).status_code == 302
    assert 'data-test="take-back"' in body(lam.get(f"/y-kien/{row.pk}/"))
    assert "đã trả lời: Đồng ý" in body(ha.get(f"/ho-so/{dossier.pk}/y-kien"))
    lam.post(f"/y-kien/{row.pk}/", {"act": "take_back", "once": "b" * 30})
    row.refresh_from_db()
    assert row.open


def test_strangers_find_nothing(asking):
    desk, partners, dossier, ha = asking
    ha.post(f"/ho-so/{dossier.pk}/y-kien", typed(dossier, partners))
    row = Opinion.objects.get(number=1)
    for stranger in (logged_in(partners.thue), desk.stranger):
        assert stranger.get(f"/y-kien/{row.pk}/").status_code == 404
        assert stranger.post(f"/y-kien/{row.pk}/", {"answer": "agree"}).status_code == 404
        assert stranger.get(f"/ho-so/{dossier.pk}/y-kien").status_code == 404
        assert 'data-test="row"' not in body(stranger.get("/y-kien/"))
    assert ha.get(f"/y-kien/{row.pk}/").status_code == 404


def test_a_letter_is_noted_and_a_request_withdrawn(asking):
    _, partners, dossier, ha = asking
    address = f"/ho-so/{dossier.pk}/y-kien"
    ha.post(address, typed(dossier, partners))
    first, second = Opinion.objects.order_by("number")
    answer = ha.post(f"{address}/{second.pk}", {"act": "note", "answer": "agree", "once": "n" * 30})
    assert answer.status_code == 422 and "Ghi số và ngày" in body(answer)
    ha.post(f"{address}/{second.pk}", {"act": "note", "answer": "agree", "paper": "12/KL", "once": "m" * 30})
    assert ha.post(f"{address}/{first.pk}", {"act": "withdraw", "reason": "Hỏi nhầm nơi"}).status_code == 302
    shown = body(ha.get(address))
    assert "12/KL" in shown and "Rút vì: Hỏi nhầm nơi" in shown and "0 đang chờ" in shown


def test_the_late_one_is_named(asking):
    desk, partners, dossier, ha = asking
    ha.post(f"/ho-so/{dossier.pk}/y-kien", typed(dossier, partners, days=["1", "9"]))
    desk.clock.shift(timedelta(days=3))
    shown = body(logged_in(desk.office.ha).get(f"/ho-so/{dossier.pk}/y-kien"))
    assert "quá hạn, chưa trả lời" in shown and "1 đang chờ · 1 quá hạn" in shown


def test_what_the_process_names_is_offered_and_silence_counts_only_by_its_article(desk):
    partners = build_partners(desk.office)
    text = PROCESS.format(code=SINGLE, land=partners.land.pk)
    told = {"by": partners.actor(partners.admin, desk.office), "at": desk.at - timedelta(minutes=5)}
    catalogue.make_process(unit=desk.unit, text=text, valid_from=desk.at.date(), **told)
    dossier, ha = received(desk.office, SINGLE), logged_in(desk.office.ha)
    address = f"/ho-so/{dossier.pk}/y-kien"
    assert body(ha.get(address)).count('data-test="suggested"') == 2
    sent = {"step": dossier.step, "suggested": ["0", "1"], "question": "Có tranh chấp không?", "once": "s" * 30}
    assert ha.post(address, sent).status_code == 302
    rows = list(Opinion.objects.order_by("number"))
    assert [(row.body, row.days, row.asked_unit_id, bool(row.silence)) for row in rows] == [
        ("Hạt Kiểm lâm", 5, None, True), ("Đất đai", 2, partners.land.pk, False),
    ]  # fmt: skip
    assert 'data-test="suggested"' not in body(ha.get(address))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_one_and_of_three_cost_the_same(asking, count, django_assert_num_queries):
    desk, partners, dossier, _ = asking
    told = {"by": desk.office.actor(desk.office.ha), "at": desk.at, "question": "Có tranh chấp không?"}
    bodies = [Ask(f"Đất đai {n}", 2, partners.land.pk) for n in range(count)]
    opinions.ask_opinions(dossier=dossier, bodies=bodies, **told)
    lam = logged_in(partners.lam)
    lam.get("/y-kien/")
    with django_assert_num_queries(3):
        assert body(lam.get("/y-kien/")).count('data-test="row"') == count

"""What a unit decides below the law, what its province takes, and what that makes of a dossier and of the figures."""

from datetime import date, datetime, timedelta

import pytest

from builders.dossiers import BIRTH, SINGLE, add_officers, all_marked, load_small_catalogue, ready, received
from thanthien.dossiers.queries import dossier_page
from thanthien.dossiers.reception import asked_of
from thanthien.dossiers.rules import DossierError, Verdict
from thanthien.dossiers.timing import timing_of
from thanthien.indicators.fold import rebuild
from thanthien.indicators.models import DailyTally
from thanthien.indicators.queries import figures, promises
from thanthien.journal.followers import catch_up
from thanthien.journal.models import Entry
from thanthien.journal.rules import ChangedMeanwhile
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.procedures import actions
from thanthien.procedures.actions import Decision, FeeLine
from thanthien.procedures.fees import Channel
from thanthien.procedures.models import ProvinceFee, UnitProcedure
from thanthien.procedures.queries import HoleKind, holes, life_events, offer_of, page_of, procedure, published
from thanthien.procedures.rules import ProcedureError
from thanthien.shared.actor import Actor, system
from thanthien.shared.clock import VIETNAM

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def admin(office) -> Actor:
    load_small_catalogue()
    an = people.add_officer(
        unit=office.unit, login="an.lv", name="Lương Văn An", roles=(Role.ADMIN,), by=system(office.unit), at=office.at
    )
    return office.actor(an)


def decide(office, by: Actor, *, code: str = SINGLE, publish: bool = True, at=None, row=None, seen: str = "", **values):
    given = {"valid_from": TODAY, "term_value": 2, "term_unit": "working_day", "decision_no": "45/QĐ-UBND"} | values
    return actions.decide(
        unit=office.unit, code=code, decision=Decision(**given), publish=publish, by=by, at=at or office.at, row=row, seen=seen
    )


def offer(office, code: str = SINGLE, on: date = TODAY):
    return offer_of(procedure=procedure(code=code), unit=office.unit, on=on)


def test_a_published_decision_is_what_the_unit_offers(admin, office) -> None:
    decide(office, admin, note="Xã trả sớm một ngày.")
    page = page_of(code=SINGLE, unit=office.unit, on=TODAY)
    assert (str(page.term_text), str(page.law_term_text), page.shorter) == ("2 ngày làm việc", "3 ngày làm việc", True)
    assert (page.own_note, page.own_decision) == ("Xã trả sớm một ngày.", "45/QĐ-UBND")
    (card,) = [card for card in published(unit=office.unit, on=TODAY).cards if card.code == SINGLE]
    assert (str(card.term_text), card.shorter) == ("2 ngày làm việc", True)
    assert sum(step.hours != "" for step in page.route) == len(page.route)
    (entry,) = Entry.objects.filter(kind="own.published")
    assert entry.data["term"] == [2, "working_day"]
    assert verify() is None


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"term_value": 3}, "phải ngắn hơn luật"),
        ({"term_value": 5, "term_unit": "day"}, "phải ngắn hơn luật"),
        ({"term_value": None}, "từ 1 trở lên"),
        ({"term_unit": "week"}, "trong danh sách"),
        ({"dropped": ["Giấy lạ"]}, "không có giấy"),
        ({"term_value": None, "term_unit": ""}, "Chưa ghi gì khác luật"),
        ({"decision_no": " "}, "số quyết định"),
        ({"valid_from": TODAY - timedelta(days=1)}, "từ hôm nay"),
        ({"valid_to": TODAY}, "phải sau ngày bắt đầu"),
    ],
)
def test_a_decision_that_cannot_stand_is_refused(admin, office, values: dict, says: str) -> None:
    with pytest.raises(ProcedureError, match=says):
        decide(office, admin, **values)
    assert not UnitProcedure.objects.exists()


def test_without_a_law_there_is_nothing_to_undercut(admin, office) -> None:
    actions.load_catalogue()
    with pytest.raises(ProcedureError, match="chưa ghi thời hạn theo luật"):
        decide(office, admin, code="2.002226")


def test_only_the_units_administrator_decides(admin, office) -> None:
    for by in (office.actor(office.hanh), office.actor(office.nghia), office.actor(office.la), system(office.unit)):
        with pytest.raises(ProcedureError, match="dành cho quản trị"):
            decide(office, by)


def test_a_draft_changes_nothing(admin, office) -> None:
    decide(office, admin, publish=False)
    assert not offer(office).is_shorter


def test_decisions_follow_one_another(admin, office) -> None:
    decide(office, admin)
    decide(office, admin, valid_from=TODAY + timedelta(days=30), term_value=1)
    decide(office, admin, valid_from=TODAY + timedelta(days=10), dropped=[])
    spans = list(UnitProcedure.objects.order_by("valid_from").values_list("valid_from", "valid_to"))
    days = [TODAY + timedelta(days=n) for n in (0, 10, 30)]
    assert spans == [(days[0], days[1]), (days[1], days[2]), (days[2], None)]
    assert verify() is None


def test_two_of_one_day_and_one_that_has_begun_are_told(admin, office) -> None:
    row = decide(office, admin)
    with pytest.raises(ProcedureError, match="Đã có quyết định riêng"):
        decide(office, admin)
    with pytest.raises(ProcedureError, match="đang áp dụng"):
        decide(office, admin, row=row.pk)
    with pytest.raises(ProcedureError, match="không còn"):
        decide(office, admin, row=999, valid_from=TOMORROW)


def test_the_second_of_two_administrators_is_told(admin, office) -> None:
    row = decide(office, admin, publish=False, valid_from=TOMORROW)
    seen = row.witness()
    decide(office, admin, publish=False, valid_from=TOMORROW, term_value=1, row=row.pk, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        decide(office, admin, publish=False, valid_from=TOMORROW, row=row.pk, seen=seen)


def test_it_ends_and_what_has_not_begun_goes(admin, office) -> None:
    row = decide(office, admin)
    actions.end_decision(unit=office.unit, row=row.pk, day=TOMORROW, by=admin, at=office.at)
    assert offer(office).is_shorter and not offer(office, on=TOMORROW).is_shorter
    later = decide(office, admin, valid_from=TODAY + timedelta(days=9), code=BIRTH, term_value=4, term_unit="hour")
    assert actions.end_decision(unit=office.unit, row=later.pk, day=TODAY, by=admin, at=office.at) is None
    assert UnitProcedure.objects.count() == 1
    with pytest.raises(ProcedureError, match="không còn"):
        actions.end_decision(unit=office.unit, row=later.pk, day=TODAY, by=admin, at=office.at)
    assert verify() is None


def test_a_law_that_became_as_short_wins_and_is_a_hole(admin, office) -> None:
    decide(office, admin)
    actions.make_version(
        code=SINGLE, based_on=date(2025, 7, 1), changes={"term_value": 1}, valid_from=TOMORROW, by=admin, at=office.at
    )
    later = offer_of(procedure=procedure(code=SINGLE, on=TOMORROW), unit=office.unit, on=TOMORROW)
    assert str(later.term.words) == "1 ngày làm việc"
    assert [h.code for h in holes(unit=office.unit, on=TOMORROW) if h.kind is HoleKind.OWN_NOT_SHORTER] == [SINGLE]


def test_another_units_decision_is_not_ours(admin, office) -> None:
    decide(office, admin)
    assert not offer_of(procedure=procedure(code=SINGLE), unit="15151", on=TODAY).is_shorter


# --- the dossier ----------------------------------------------------------------------------------------


def test_the_dossier_is_promised_by_the_unit_and_keeps_the_laws_date(admin, office) -> None:
    decide(office, admin)
    dossier = received(office)
    assert dossier.term_text == "2 ngày làm việc"
    # the 24th is a holiday: two working days are the 26th, three the 27th
    assert (dossier.due_at.astimezone(VIETNAM).date(), dossier.due_law.astimezone(VIETNAM).date()) == (
        date(2026, 11, 26),
        date(2026, 11, 27),
    )
    assert dossier.deadline["term"]["value"] == 2


def test_without_a_decision_both_dates_are_one(admin, office) -> None:
    dossier = received(office)
    assert dossier.due_law == dossier.due_at == dossier.due_first


def test_across_holidays_the_earlier_date_is_the_promise(admin, office) -> None:
    """Twelve calendar days of the law run through Tết; eight working days would end after them."""
    long, short = date(2026, 11, 23), datetime(2027, 2, 4, 9, 0, tzinfo=VIETNAM)
    actions.make_version(
        code=SINGLE, based_on=date(2025, 7, 1), changes={"term_value": 12, "term_unit": "day"}, valid_from=long, by=admin,
        at=office.at,
    )  # fmt: skip
    decide(office, admin, term_value=8, at=office.at)
    promised = timing_of(office.unit).promised(
        offer=offer_of(procedure=procedure(code=SINGLE, on=short.date()), unit=office.unit, on=short.date()), received_at=short
    )
    assert promised.deadline.due_at == promised.due_law
    assert promised.deadline.as_dict()["term"]["unit"] == "calendar_day"


def test_a_paper_the_unit_does_not_ask_is_not_on_the_checklist(admin, office) -> None:
    one = procedure(code=SINGLE)
    mandatory = next(paper for paper in one.papers.all() if paper.is_mandatory)
    decide(office, admin, dropped=[mandatory.name])
    asked = asked_of(one, offer(office))
    assert mandatory.order not in {paper.order for paper in asked}
    assert page_of(code=SINGLE, unit=office.unit, on=TODAY).not_asked == (mandatory.text,)
    marks = {order: mark for order, mark in all_marked(one).items() if order != mandatory.order}
    dossier = received(office, papers=marks)
    assert mandatory.order not in set(dossier.papers.values_list("order", flat=True))


def test_what_is_not_offered_is_not_received(admin, office) -> None:
    decide(office, admin, offered=False, term_unit="", term_value=None)
    with pytest.raises(DossierError, match="không tiếp nhận thủ tục này"):
        received(office)
    assert SINGLE not in {card.code for card in published(unit=office.unit, on=TODAY).cards}


def test_on_time_is_counted_against_both(admin, office) -> None:
    """Ready on the law's day and a day after the unit's own: late by one, on time by the other."""
    decide(office, admin)
    others = add_officers(office)
    dossier = ready(office, received(office), at=datetime(2026, 11, 27, 8, 30, tzinfo=VIETNAM), others=others)
    page = dossier_page(dossier=dossier, at=datetime(2026, 11, 27, 9, 0, tzinfo=VIETNAM))
    assert (page.verdict, page.verdict_law) == (Verdict.LATE, Verdict.ON_TIME)
    catch_up(name="tallies", unit=office.unit)
    found = figures(unit=office.unit, since=TODAY, until=date(2026, 11, 30))
    assert (found.promises.late, found.law_promises.late, found.law_promises.on_time) == (1, 0, 1)
    assert promises(unit=office.unit, since=TODAY, until=date(2026, 11, 30), law=True).on_time == 1


def test_a_rebuild_gives_the_same_figures_by_both(admin, office) -> None:
    decide(office, admin)
    ready(office, received(office), at=datetime(2026, 11, 27, 8, 30, tzinfo=VIETNAM), others=add_officers(office))
    catch_up(name="tallies", unit=office.unit)
    before = set(DailyTally.objects.values_list("day", "key", "part", "value"))
    assert any(key.startswith("dossier.law_") for _, key, _, _ in before)
    rebuild(unit=office.unit)
    assert set(DailyTally.objects.values_list("day", "key", "part", "value")) == before


# --- the province's fees --------------------------------------------------------------------------------


def set_fee(office, by: Actor, **values) -> ProvinceFee:
    given = {"code": BIRTH, "channel": "any", "amount": 8000, "document": "12/NQ-HĐND", "confirmed": True, "valid_from": TODAY}
    return actions.set_province_fee(unit=office.unit, line=FeeLine(**(given | values)), by=by, at=office.at)


def test_the_provinces_fee_comes_before_the_national_one(admin, office) -> None:
    assert offer(office, BIRTH).fee().text == "chưa xác nhận"
    set_fee(office, admin)
    set_fee(office, admin, channel="online", amount=4000)
    mine = offer(office, BIRTH)
    assert [(mine.fee(c).amount, str(mine.fee(c).text)) for c in (Channel.COUNTER, Channel.ONLINE)] == [
        (8000, "8.000 đồng"),
        (4000, "4.000 đồng"),
    ]
    assert received(office, BIRTH).fee_vnd == 8000


@pytest.mark.parametrize(
    ("values", "amount", "text"),
    [
        ({"confirmed": False}, None, "8.000 đồng (chưa xác nhận)"),
        ({"amount": 0}, 0, "không thu"),
        ({"amount": 0, "confirmed": False}, None, "0 đồng (chưa xác nhận)"),
        ({"amount": None, "note": "Tùy địa bàn"}, None, "chưa xác nhận"),
        ({"case": "Quá 60 ngày"}, None, "chưa xác nhận"),
    ],
)
def test_a_fee_is_as_sure_as_its_document(admin, office, values: dict, amount: int | None, text: str) -> None:
    set_fee(office, admin, **values)
    fee = offer(office, BIRTH).fee()
    assert (fee.amount, fee.text) == (amount, text)


def test_cases_and_who_pays_nothing_stand_on_the_page(admin, office) -> None:
    set_fee(office, admin, amount=0, exempt="hộ nghèo")
    set_fee(office, admin, case="Quá 60 ngày", amount=8000, exempt="hộ nghèo")
    page = page_of(code=BIRTH, unit=office.unit, on=TODAY)
    assert [(row.case, str(row.text)) for row in page.fees] == [("", "không thu"), ("Quá 60 ngày", "8.000 đồng")]
    assert page.exempt == ("hộ nghèo",) and page.fee_confirmed


def test_a_later_fee_ends_the_earlier_and_taking_it_away_brings_it_back(admin, office) -> None:
    set_fee(office, admin)
    later = set_fee(office, admin, amount=9000, valid_from=TOMORROW)
    assert [offer(office, BIRTH, on=day).fee().amount for day in (TODAY, TOMORROW)] == [8000, 9000]
    actions.remove_province_fee(unit=office.unit, row=later.pk, by=admin, at=office.at)
    assert offer(office, BIRTH, on=TOMORROW).fee().amount == 8000
    assert [e.kind for e in Entry.objects.filter(kind__startswith="fee.").order_by("seq")] == ["fee.set"] * 2 + ["fee.removed"]


@pytest.mark.parametrize(
    ("values", "says"),
    [({"document": ""}, "số nghị quyết"), ({"amount": None}, "bằng lời"), ({"channel": "x"}, "cách nộp"),
     ({"code": "9.9"}, "Chưa có thủ tục")],
)  # fmt: skip
def test_a_fee_that_cannot_stand_is_refused(admin, office, values: dict, says: str) -> None:
    with pytest.raises(ProcedureError, match=says):
        set_fee(office, admin, **values)


def test_the_packages_fees_are_doubted_and_what_somebody_confirmed_stays(admin, office) -> None:
    actions.load_province_fees()
    line = ProvinceFee.objects.get(province="92", code=BIRTH, case="")
    assert line.confirmed is False
    ProvinceFee.objects.filter(pk=line.pk).update(confirmed=True)
    assert actions.load_province_fees() == 0
    line.refresh_from_db()
    assert line.confirmed is True


# --- the portal's reading -------------------------------------------------------------------------------


def test_every_procedure_has_its_field_and_its_event(admin, office) -> None:
    actions.load_catalogue()
    everything = published(unit=office.unit, on=TODAY)
    assert len(everything.cards) == 155
    assert sum(len(group.cards) for group in everything.by_field()) == 155
    events = life_events(unit=office.unit, on=TODAY)
    assert sum(len(group.cards) for group in events) == 155
    assert [group.slug for group in events][:4] == ["sinh-con", "ket-hon", "nguoi-than-mat", "chuyen-nha"]
    assert "" not in [group.slug for group in events], "no procedure without a heading"


def test_the_lists_cost_the_same_whatever_there_is(admin, office, django_assert_num_queries) -> None:
    def read():
        published(unit=office.unit, on=TODAY)

    with django_assert_num_queries(5):
        read()
    actions.load_catalogue()
    with django_assert_num_queries(5):
        read()
    with django_assert_num_queries(0):
        read()


def test_papers_of_several_cases_are_not_asked_of_everybody(admin, office) -> None:
    actions.load_catalogue()
    page = page_of(code="1.004222", unit=office.unit, on=TODAY)
    assert page.bring == () and len(page.cases) > 3
    birth = page_of(code=BIRTH, unit=office.unit, on=TODAY)
    assert [line.order for line in birth.bring] == [1, 2] and [case.title for case in birth.cases] == [""]

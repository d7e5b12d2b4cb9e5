"""Received here for another commune: the code of this one, the term of that one, whose time it is, and who may see it."""

from datetime import date, datetime, timedelta

import pytest

from builders.dossiers import CIVIL, SINGLE, all_marked, company, person
from builders.elsewhere import build_around, handled, received_for_neighbour, taken
from builders.office import NEIGHBOUR
from thanthien.dossiers import actions, elsewhere
from thanthien.dossiers import elsewhere_queries as places
from thanthien.dossiers.collecting import Receiver
from thanthien.dossiers.models import Dossier, Elsewhere
from thanthien.dossiers.rules import DossierError, Status
from thanthien.dossiers.rules_elsewhere import TABLE, Leg, Place, Turn, move, slow
from thanthien.indicators.queries import breakdown, figures
from thanthien.journal.followers import catch_up
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people.models import Citizen
from thanthien.people.queries import actor_for
from thanthien.people.scoping import in_unit
from thanthien.procedures.queries import procedure
from thanthien.shared.clock import VIETNAM

pytestmark = pytest.mark.django_db


def nov(day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


@pytest.fixture
def around(hall):
    return build_around(hall)


@pytest.fixture
def row(hall, around):
    """Received on Monday morning, 23 November."""
    return received_for_neighbour(hall)


def by(officer, at: datetime):
    return actor_for(officer, on=at.date())


def kinds(unit: str) -> list[str]:
    return list(Entry.objects.filter(unit=unit, kind__startswith="elsewhere.").order_by("seq").values_list("kind", flat=True))


class TestRules:
    @pytest.mark.parametrize(
        ("place", "turn", "to"),
        [
            (None, Turn.RECEIVE, Place.HERE), (Place.HERE, Turn.SEND, Place.SENT), (Place.SENT, Turn.RECALL, Place.HERE),
            (Place.SENT, Turn.TAKE, Place.TAKEN), (Place.SENT, Turn.SEND_BACK, Place.HERE),
            (Place.HERE, Turn.CANCEL, Place.CANCELLED), (Place.TAKEN, Turn.SEND_RESULT, Place.RESULT_SENT),
            (Place.RESULT_SENT, Turn.TAKE_RESULT, Place.RESULT_HERE), (Place.RESULT_HERE, Turn.RETURN, Place.CLOSED),
        ],
    )  # fmt: skip
    def test_the_way_there_and_back(self, place, turn, to):
        assert move(place, turn).to is to

    def test_nothing_else_is_possible(self):
        for place in Place:
            for turn in set(Turn) - {Turn.PRINT}:
                if (place, turn) not in TABLE:
                    with pytest.raises(DossierError, match="nên không làm được"):
                        move(place, turn)

    def test_each_stretch_names_its_own_unit(self):
        legs = [
            Leg("A", "sending", nov(23, 17), nov(24, 9)), Leg("B", "taking", nov(25, 9), nov(25, 8)),
            Leg("B", "handling", nov(27), None),
        ]  # fmt: skip
        assert [(leg.unit, leg.what) for leg in slow(legs, nov(26))] == [("A", "sending")]
        assert [(leg.unit, leg.what) for leg in slow(legs, nov(28))] == [("A", "sending"), ("B", "handling")]


class TestReception:
    def test_the_code_is_of_this_unit_and_no_dossier_begins_yet(self, hall, row):
        assert (row.place, row.unit_id, row.competent_id) == (Place.HERE, hall.unit, NEIGHBOUR)
        assert row.code.startswith("MAU.151.48-261123-") and Dossier.objects.count() == 0
        assert kinds(hall.unit) == ["elsewhere.received"] and kinds(NEIGHBOUR) == []
        assert verify() is None

    def test_numbers_run_on_with_the_unit_s_own_dossiers(self, hall, row):
        from builders.dossiers import received

        assert int(received(hall).code[-4:]) == int(row.code[-4:]) + 1

    @pytest.mark.parametrize(
        ("at", "until"),
        [
            (nov(23, 8, 30), nov(23, 17)), (nov(23, 15), nov(23, 17)), (nov(23, 15, 1), nov(25, 8)),
            (nov(27, 16), nov(30, 8)),
        ],
        ids=["the same day", "three o'clock sharp", "after three, and the 24th is a holiday", "after three on a Friday"],
    )  # fmt: skip
    def test_it_is_passed_on_the_same_day_or_in_the_first_hour_of_the_next(self, hall, around, at, until):
        found = places.last_to_send(unit=hall.unit, received_at=at)
        assert found.date() == until.date()
        assert (found.hour < 12) == (until.hour < 12)

    def test_what_the_paper_promises_stands_after_the_last_lawful_moment(self, hall, row):
        assert row.promised_at > row.send_by
        assert row.term_text == "3 ngày làm việc"

    @pytest.mark.parametrize("competent", ["38", "15148", "99999", "01"])
    def test_only_another_commune_of_the_province_that_works_on_this_system(self, hall, around, competent):
        with pytest.raises(DossierError, match="Chọn một xã khác của tỉnh"):
            received_for_neighbour(hall, competent=competent)

    def test_a_missing_paper_is_not_received_for_another_either(self, hall, around):
        with pytest.raises(DossierError, match="Chưa xem giấy"):
            received_for_neighbour(hall, papers={})
        assert Elsewhere.objects.count() == 0

    @pytest.mark.parametrize(("typed", "found"), [("cam thach", 1), ("CẨM", 2), ("van cam", 1), ("huế", 0), ("", 2)])
    def test_units_are_found_without_marks(self, hall, around, typed, found):
        assert len(places.competent_units(unit=hall.unit, text=typed)) == found

    def test_a_colleague_without_the_role_may_not(self, hall, around):
        of = procedure(code=SINGLE)
        with pytest.raises(DossierError, match="Nhận hồ sơ"):
            elsewhere.receive_elsewhere(
                unit=hall.unit, competent=NEIGHBOUR, procedure=of, papers=all_marked(of), applicant=person(hall),
                by=hall.actor(hall.ngoc), at=hall.at,
            )  # fmt: skip


class TestTheWay:
    def test_passing_on_leaves_one_entry_in_each_chain_under_one_act(self, hall, row):
        elsewhere.send(row=row, by=by(hall.hanh, nov(23, 9)), at=nov(23, 9))
        entries = list(Entry.objects.filter(kind="elsewhere.sent").order_by("unit"))
        assert [e.unit for e in entries] == [hall.unit, NEIGHBOUR] and len({e.act for e in entries}) == 1
        assert verify() is None

    def test_the_term_runs_from_the_moment_the_competent_unit_has_it(self, hall, row):
        row = elsewhere.send(row=row, by=by(hall.hanh, nov(23, 9)), at=nov(23, 9))
        dossier = elsewhere.take(row=row, by=by(hall.la, nov(23, 10)), at=nov(23, 10))
        assert (dossier.unit_id, dossier.received_at_unit_id, dossier.code) == (NEIGHBOUR, hall.unit, row.code)
        assert dossier.received_at == nov(23, 10) and dossier.due_at == nov(27, 10)  # 25th, 26th, 27th: the 24th is a holiday
        assert dossier.due_first == row.promised_at and dossier.tracking_code == row.tracking_code
        assert [c["code"] for c in dossier.deadline["rule"]["citations"]][-1] == "term.start_elsewhere"
        assert dossier.applicant.unit_id == NEIGHBOUR and dossier.applicant.name == "Trương Thị Hiền"
        taken_in = Entry.objects.get(kind="elsewhere.taken")
        received = Entry.objects.get(kind="dossier.received")
        assert (taken_in.unit, received.unit, received.data["from"]) == (hall.unit, NEIGHBOUR, hall.unit)
        assert taken_in.act == received.act
        assert verify() is None

    def test_the_competent_unit_works_on_it_as_on_its_own(self, hall, row):
        dossier = handled(hall, taken(hall, row, at=nov(23, 10)), at=nov(25, 9))
        assert dossier.state == Status.READY

    def test_an_organisation_and_who_acts_for_it_go_along(self, hall, around):
        row = received_for_neighbour(
            hall, applicant=None, organisation=company(hall), submitter=person(hall), mandate="Giấy giới thiệu 3/11"
        )
        dossier = taken(hall, row, at=nov(23, 9))
        assert (dossier.organisation.unit_id, dossier.submitter.unit_id) == (NEIGHBOUR, NEIGHBOUR)
        assert dossier.mandate == "Giấy giới thiệu 3/11"

    def test_it_comes_back_with_the_reason_and_may_go_again(self, hall, row):
        row = elsewhere.send(row=row, by=by(hall.hanh, nov(23, 9)), at=nov(23, 9))
        row = elsewhere.send_back(row=row, reason="Thuộc xã Cẩm Vân", by=by(hall.la, nov(23, 10)), at=nov(23, 10))
        assert (row.place, row.came_back, row.sent_at) == (Place.HERE, "Thuộc xã Cẩm Vân", None)
        assert taken(hall, row, at=nov(23, 11)).state == Status.RECEIVED
        assert verify() is None

    def test_a_reason_is_needed(self, hall, row):
        row = elsewhere.send(row=row, by=by(hall.hanh, nov(23, 9)), at=nov(23, 9))
        with pytest.raises(DossierError, match="Ghi lý do trả lại"):
            elsewhere.send_back(row=row, reason="  ", by=by(hall.la, nov(23, 10)), at=nov(23, 10))

    def test_passed_on_by_mistake_it_is_recalled_until_it_is_taken(self, hall, row):
        row = elsewhere.send(row=row, by=by(hall.hanh, nov(23, 9)), at=nov(23, 9))
        row = elsewhere.recall(row=row, by=by(hall.hanh, nov(23, 9)), at=nov(23, 9))
        assert row.place == Place.HERE
        taken(hall, row, at=nov(23, 10))
        row.refresh_from_db()
        with pytest.raises(DossierError, match="đang giải quyết"):
            elsewhere.recall(row=row, by=by(hall.hanh, nov(23, 11)), at=nov(23, 11))

    def test_cancelled_its_code_stays_used_with_an_entry(self, hall, row):
        elsewhere.cancel(row=row, reason="Nhận nhầm", by=by(hall.hanh, nov(23, 9)), at=nov(23, 9))
        assert Entry.objects.get(kind="elsewhere.cancelled").data["code"] == row.code
        assert verify() is None

    def test_taking_in_twice_is_refused_and_makes_no_second_dossier(self, hall, row):
        taken(hall, row, at=nov(23, 10))
        with pytest.raises(DossierError):
            elsewhere.take(row=row, by=by(hall.la, nov(23, 11)), at=nov(23, 11))
        with in_unit(NEIGHBOUR):
            assert Dossier.objects.count() == 1


class TestWhoMay:
    def test_each_turn_belongs_to_one_of_the_two_units(self, hall, row):
        with pytest.raises(DossierError, match="đơn vị khác"):
            elsewhere.send(row=row, by=by(hall.la, nov(23, 9)), at=nov(23, 9))
        row = elsewhere.send(row=row, by=by(hall.hanh, nov(23, 9)), at=nov(23, 9))
        with pytest.raises(DossierError, match="đơn vị khác"):
            elsewhere.take(row=row, by=by(hall.hanh, nov(23, 9)), at=nov(23, 9))

    def test_a_third_unit_finds_nothing_and_does_nothing(self, hall, around, row):
        row = elsewhere.send(row=row, by=by(hall.hanh, nov(23, 9)), at=nov(23, 9))
        assert places.one(pk=row.pk, unit=around.ba.unit_id) is None
        assert places.received_by_others(unit=around.ba.unit_id, at=nov(23, 9)) == []
        with pytest.raises(DossierError, match="đơn vị khác"):
            elsewhere.take(row=row, by=by(around.ba, nov(23, 9)), at=nov(23, 9))
        with pytest.raises(DossierError, match="đơn vị khác"):
            elsewhere.note_opened(row=row, by=by(around.ba, nov(23, 9)), at=nov(23, 9))

    def test_before_it_is_sent_the_competent_unit_sees_nothing(self, hall, row):
        assert places.one(pk=row.pk, unit=NEIGHBOUR) is None
        assert places.received_by_others(unit=NEIGHBOUR, at=nov(23, 9)) == []
        with pytest.raises(DossierError):
            elsewhere.note_opened(row=row, by=by(hall.la, nov(23, 9)), at=nov(23, 9))

    def test_the_receiving_unit_does_not_open_the_other_s_dossier(self, hall, row):
        from thanthien.dossiers.access import may_see

        dossier = taken(hall, row, at=nov(23, 10))
        assert not may_see(by=by(hall.hanh, nov(23, 10)), dossier=dossier, on=date(2026, 11, 23))


class TestLateness:
    def test_who_does_not_pass_it_on_is_named(self, hall, row):
        assert elsewhere.tick(unit=hall.unit, at=row.send_by + timedelta(minutes=1)) == 1
        assert elsewhere.tick(unit=hall.unit, at=row.send_by + timedelta(minutes=2)) == 0
        entries = Entry.objects.filter(kind="elsewhere.became_late").order_by("unit")
        assert [(e.unit, e.data["at"], e.data["what"]) for e in entries] == [
            (hall.unit, hall.unit, "sending"), (NEIGHBOUR, hall.unit, "sending"),
        ]  # fmt: skip
        assert verify() is None

    def test_who_does_not_take_it_in_is_named_and_not_the_unit_that_sent_it(self, hall, row):
        row = elsewhere.send(row=row, by=by(hall.hanh, nov(23, 9)), at=nov(23, 9))
        assert actions.tick(unit=hall.unit, at=row.take_by + timedelta(minutes=1)) == 1
        assert {e.data["at"] for e in Entry.objects.filter(kind="elsewhere.became_late")} == {NEIGHBOUR}
        seen = places.standing(row=Elsewhere.objects.get(), at=row.take_by + timedelta(minutes=1))
        assert [(leg.unit, leg.what) for leg in seen.late] == [(NEIGHBOUR, "taking")]

    def test_time_lost_on_the_way_does_not_shorten_the_term_but_the_first_promise_keeps_it(self, hall, row):
        dossier = taken(hall, row, at=nov(26, 9))
        assert dossier.due_at == nov(26, 9) + timedelta(days=5)  # 27th, 30th, 1st of December
        assert dossier.due_first < dossier.due_at
        seen = places.standing(row=places.one(pk=row.pk, unit=hall.unit), at=nov(26, 10))
        assert [(leg.unit, leg.what) for leg in seen.late] == [(hall.unit, "sending")]

    def test_the_competent_unit_is_late_with_its_own_term(self, hall, row):
        dossier = taken(hall, row, at=nov(23, 10))
        seen = places.standing(row=places.one(pk=row.pk, unit=hall.unit), at=dossier.due_at + timedelta(hours=1))
        assert [(leg.unit, leg.what) for leg in seen.late] == [(NEIGHBOUR, "handling")]


class TestTheResult:
    def back(self, hall, row, **more):
        dossier = handled(hall, taken(hall, row, at=nov(23, 10)), at=nov(25, 9))
        row = elsewhere.send_result(row=row, by=by(hall.la, nov(25, 10)), at=nov(25, 10))
        return dossier, elsewhere.take_result(row=row, by=by(hall.hanh, nov(25, 11)), at=nov(25, 11))

    def test_it_is_handed_over_where_the_person_handed_in_and_counts_once(self, hall, row):
        dossier, row = self.back(hall, row)
        row = elsewhere.return_result(row=row, by=by(hall.hanh, nov(25, 14)), at=nov(25, 14))
        with in_unit(NEIGHBOUR):
            dossier.refresh_from_db()
        assert (dossier.state, dossier.returned_at, row.place) == (Status.RETURNED, nov(25, 14), Place.CLOSED)
        assert [(e.unit, e.kind) for e in Entry.objects.filter(kind__endswith=".returned").order_by("kind")] == [
            (NEIGHBOUR, "dossier.returned"), (hall.unit, "elsewhere.returned"),
        ]  # fmt: skip
        assert verify() is None

    def test_a_stranger_needs_a_paper_here_too(self, hall, row):
        _, row = self.back(hall, row)
        with pytest.raises(DossierError, match="giấy ủy quyền"):
            elsewhere.return_result(row=row, receiver=Receiver(name="Người Lạ"), by=by(hall.hanh, nov(25, 14)), at=nov(25, 14))

    def test_the_fee_stands_in_the_book_of_the_counter_that_took_it(self, hall, around):
        row = received_for_neighbour(hall, code=CIVIL)
        dossier, row = self.back(hall, row)
        with pytest.raises(DossierError, match="Chưa thu lệ phí"):
            elsewhere.return_result(row=row, by=by(hall.hanh, nov(25, 14)), at=nov(25, 14))
        elsewhere.return_result(row=row, fee_paid="cash", by=by(hall.hanh, nov(25, 14)), at=nov(25, 14))
        assert dossier.fees.get().unit_id == hall.unit
        assert verify() is None

    def test_once_sent_the_competent_unit_does_not_hand_it_over(self, hall, row):
        dossier = handled(hall, taken(hall, row, at=nov(23, 10)), at=nov(25, 9))
        elsewhere.send_result(row=row, by=by(hall.la, nov(25, 10)), at=nov(25, 10))
        with pytest.raises(DossierError, match="Kết quả đã gửi về Xã Cẩm Tú"):
            actions.hand_over(dossier=dossier, by=by(hall.la, nov(25, 11)), at=nov(25, 11))

    def test_the_person_may_fetch_it_at_the_competent_unit(self, hall, around):
        row = received_for_neighbour(hall, fetch_at="competent")
        dossier = handled(hall, taken(hall, row, at=nov(23, 10)), at=nov(25, 9))
        with pytest.raises(DossierError, match="không chọn lấy kết quả ở nơi nộp"):
            elsewhere.send_result(row=row, by=by(hall.la, nov(25, 10)), at=nov(25, 10))
        with in_unit(NEIGHBOUR):
            actions.hand_over(dossier=dossier, by=by(hall.la, nov(25, 11)), at=nov(25, 11))
        assert [one.place for one in places.received_for_others(unit=hall.unit, at=nov(25, 12))] == [Place.CLOSED]

    def test_nothing_is_sent_before_there_is_a_result(self, hall, row):
        taken(hall, row, at=nov(23, 10))
        with pytest.raises(DossierError, match="chưa có kết quả"):
            elsewhere.send_result(row=row, by=by(hall.la, nov(23, 11)), at=nov(23, 11))


class TestFigures:
    def test_received_here_and_handled_there_are_counted_once_each(self, hall, row):
        dossier = handled(hall, taken(hall, row, at=nov(23, 10)), at=nov(25, 9))
        row = elsewhere.send_result(row=row, by=by(hall.la, nov(25, 10)), at=nov(25, 10))
        row = elsewhere.take_result(row=row, by=by(hall.hanh, nov(25, 11)), at=nov(25, 11))
        elsewhere.return_result(row=row, by=by(hall.hanh, nov(25, 14)), at=nov(25, 14))
        span = {"since": date(2026, 11, 1), "until": date(2026, 11, 30)}
        seen = {}
        for unit in (hall.unit, NEIGHBOUR):
            catch_up(name="tallies", unit=unit)
            with in_unit(unit):
                made = figures(unit=unit, **span)
                seen[unit] = (
                    made.received, made.returned, made.promises.finished,
                    sum(breakdown(unit=unit, key="elsewhere.received", by="unit", **span).values()),
                    sum(breakdown(unit=unit, key="elsewhere.handled", by="unit", **span).values()),
                    sum(breakdown(unit=unit, key="elsewhere.returned", by="unit", **span).values()),
                )  # fmt: skip
        assert seen == {hall.unit: (0, 0, 0, 1, 0, 1), NEIGHBOUR: (1, 1, 1, 0, 1, 0)}
        assert dossier.unit_id == NEIGHBOUR

    def test_a_cancelled_reception_counts_no_more(self, hall, row):
        elsewhere.cancel(row=row, reason="Nhận nhầm", by=by(hall.hanh, nov(23, 9)), at=nov(23, 9))
        catch_up(name="tallies", unit=hall.unit)
        span = {"since": date(2026, 11, 1), "until": date(2026, 11, 30)}
        assert breakdown(unit=hall.unit, key="elsewhere.received", by="unit", **span) == {}


class TestTracking:
    def test_one_code_follows_it_from_the_counter_to_the_result(self, hall, row):
        from thanthien.dossiers.queries import by_tracking

        assert places.by_tracking(code=row.tracking_code).pk == row.pk
        assert by_tracking(code=row.tracking_code) is None
        dossier = taken(hall, row, at=nov(23, 10))
        assert places.by_tracking(code=row.tracking_code) is None
        assert by_tracking(code=row.tracking_code).pk == dossier.pk

    def test_the_journal_holds_no_name(self, hall, row):
        taken(hall, row, at=nov(23, 10))
        text = " ".join(Entry.objects.values_list("body", flat=True))
        assert "Hiền" not in text and "038192004317" not in text
        with in_unit(NEIGHBOUR):
            assert Citizen.objects.get(unit_id=NEIGHBOUR).name == "Trương Thị Hiền"

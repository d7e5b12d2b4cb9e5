"""A dossier through three offices and back: hand-over and taking in, a clock for each, who is late, who may see it."""

from datetime import datetime, timedelta

import pytest

from builders.dossiers import CIVIL, SINGLE, received
from builders.partners import build_partners, land_process
from thanthien.dossiers import actions
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.access import may_see, place_of
from thanthien.dossiers.models import Stage
from thanthien.dossiers.rules import DossierError, Status, Verdict
from thanthien.dossiers.stage_rules import Span, Used, late_unit, spans
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people.queries import actor_for
from thanthien.shared.clock import VIETNAM

pytestmark = pytest.mark.django_db


def nov(day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


@pytest.fixture
def partners(hall):
    return build_partners(hall)


@pytest.fixture
def land(hall, partners):
    """A dossier received on Monday morning, whose way leads through three offices."""
    land_process(hall, partners, SINGLE)
    return received(hall)


def by(officer, at: datetime):
    return actor_for(officer, on=at.date())


def at_land(hall, dossier, at: datetime):
    return actions.pass_on(dossier=dossier, by=by(hall.hanh, at), at=at)


def at_tax(hall, partners, dossier, at: datetime):
    """Given on by the commune, taken in and given on by the land office, all at one moment."""
    dossier = at_land(hall, dossier, at)
    dossier = actions.take_in(dossier=dossier, by=by(partners.lam, at), at=at)
    return actions.pass_on(dossier=dossier, by=by(partners.lam, at), at=at, note="Đã đo đạc")


class TestRules:
    def test_consecutive_steps_of_one_unit_are_one_stage(self):
        found = spans([("", 10), ("", 20), ("B", 30), ("", 5)], own="A")
        assert found == [Span("A", 1, 2, 30), Span("B", 3, 3, 30), Span("A", 4, 4, 5)]

    def test_an_office_that_does_everything_has_no_stages(self):
        assert spans([("", 10), ("A", 20)], own="A") == []

    @pytest.mark.parametrize(
        ("stages", "who"),
        [
            ([Used("A", 60, 50, False), Used("B", 60, 90, True)], "B"),
            ([Used("A", 60, 100, False), Used("B", 60, 70, True)], "A"),
            ([Used("A", 60, 70, False), Used("B", 60, 70, True)], "A"),
            ([Used("B", 60, 80, False), Used("A", 60, 85, False), Used("B", 60, 75, True)], "B"),
            ([Used("A", 60, 60, False), Used("B", 60, 10, True)], "B"),
            ([], ""),
        ],
        ids=["the one that overran", "the worse", "of equals the earlier", "both stages of one body", "where it is", "none"],
    )
    def test_the_late_unit_is_the_one_that_overran_most(self, stages, who):
        assert late_unit(stages) == who


class TestTheWay:
    def test_reception_lays_a_stage_for_each_body_and_keeps_the_version(self, hall, partners, land):
        rows = [(s.unit_id, s.first_step, s.last_step, s.handed_at is not None) for s in land.stages.all()]
        here, there, tax = hall.unit, partners.land.pk, partners.tax.pk
        assert rows == [(here, 1, 2, True), (there, 3, 3, False), (tax, 4, 4, False), (there, 5, 5, False), (here, 6, 7, False)]
        assert land.process_version == 1
        assert sum(s.allowed_minutes for s in land.stages.all()) == sum(s.allowed_minutes for s in land.steps.all())

    def test_a_procedure_without_own_process_has_no_stages(self, hall, partners, land):
        other = received(hall, CIVIL)
        assert (other.process_version, other.stages.count()) == (None, 0)
        assert dossiers.stages(dossier=other, at=nov(23, 9)) == []

    def test_handing_over_leaves_one_entry_in_each_chain_under_one_act(self, hall, partners, land):
        at_land(hall, land, nov(23, 9))
        entries = list(Entry.objects.filter(kind="stage.passed").order_by("unit"))
        assert [(e.unit, e.subject.split(":")[0]) for e in entries] == [(hall.unit, "dossier"), (partners.land.pk, "stage")]
        assert len({e.act for e in entries}) == 1
        assert entries[0].data["to"] == entries[1].data["to"] == partners.land.pk
        assert verify() is None

    def test_the_whole_way_through_three_offices_and_back(self, hall, partners, land):
        dossier = at_tax(hall, partners, land, nov(23, 10))
        dossier = actions.take_in(dossier=dossier, by=by(partners.thue, nov(23, 11)), at=nov(23, 11))
        dossier = actions.pass_on(dossier=dossier, by=by(partners.thue, nov(23, 14)), at=nov(23, 14))
        dossier = actions.take_in(dossier=dossier, by=by(partners.lam, nov(23, 15)), at=nov(23, 15))
        dossier = actions.pass_on(dossier=dossier, by=by(partners.lam, nov(23, 16)), at=nov(23, 16))
        assert dossiers.where(dossier=dossier) is None
        dossier = actions.take_step(dossier=dossier, by=by(hall.hanh, nov(25, 8)), at=nov(25, 8))
        dossier = actions.complete_step(dossier=dossier, by=by(hall.hanh, nov(25, 9)), at=nov(25, 9))
        assert dossier.state == Status.READY
        last = dossier.stages.last()
        assert (last.taken_at, last.done_at) == (nov(25, 8), nov(25, 9))
        rows = dossiers.handovers(dossier=dossier)
        assert [(r.giver, r.taker) for r in rows] == [
            ("Xã Cẩm Tú", partners.land.name), (partners.land.name, partners.tax.name),
            (partners.tax.name, partners.land.name), (partners.land.name, "Xã Cẩm Tú"),
        ]  # fmt: skip
        assert [r.taken_by for r in rows] == ["Vũ Thị Lâm", "Đỗ Văn Thuế", "Vũ Thị Lâm", "Lê Thị Hạnh"]
        assert (rows[1].note, rows[1].handed_by, rows[1].taken_at) == ("Đã đo đạc", "Vũ Thị Lâm", nov(23, 11))
        assert verify() is None

    def test_a_step_of_another_body_is_not_completed_but_passed_on(self, hall, partners, land):
        with pytest.raises(DossierError, match="Bước sau do Chi nhánh Văn phòng đăng ký đất đai làm"):
            actions.complete_step(dossier=land, by=by(hall.hanh, nov(23, 9)), at=nov(23, 9))

    def test_the_office_cannot_work_while_it_is_elsewhere(self, hall, partners, land):
        dossier = at_land(hall, land, nov(23, 9))
        with pytest.raises(DossierError, match="Hồ sơ đang ở Chi nhánh Văn phòng đăng ký đất đai"):
            actions.pass_on(dossier=dossier, by=by(hall.hanh, nov(23, 10)), at=nov(23, 10))

    def test_nothing_is_passed_on_before_it_was_taken_in(self, hall, partners, land):
        dossier = at_land(hall, land, nov(23, 9))
        with pytest.raises(DossierError, match="chưa ai nhận"):
            actions.pass_on(dossier=dossier, by=by(partners.lam, nov(23, 10)), at=nov(23, 10))

    def test_taking_in_twice_changes_nothing(self, hall, partners, land):
        dossier = at_land(hall, land, nov(23, 9))
        dossier = actions.take_in(dossier=dossier, by=by(partners.lam, nov(23, 10)), at=nov(23, 10))
        before = Entry.objects.count()
        actions.take_in(dossier=dossier, by=by(partners.lam, nov(23, 11)), at=nov(23, 11))
        assert Entry.objects.count() == before

    def test_the_wrong_body_may_not_take_it(self, hall, partners, land):
        dossier = at_land(hall, land, nov(23, 9))
        with pytest.raises(DossierError, match="đơn vị khác"):
            actions.take_in(dossier=dossier, by=by(partners.thue, nov(23, 10)), at=nov(23, 10))

    def test_one_body_only_has_nothing_to_pass_on(self, hall, partners, land, others):
        other = received(hall, CIVIL)
        with pytest.raises(DossierError, match="chỉ làm ở một nơi"):
            actions.pass_on(dossier=other, by=by(hall.ha, nov(23, 9)), at=nov(23, 9))


class TestSendingBack:
    def test_the_body_before_has_it_again_with_the_reason_and_its_clock_runs_on(self, hall, partners, land):
        dossier = at_tax(hall, partners, land, nov(23, 10))
        used = dossier.stages.get(order=2).used_minutes
        dossier = actions.hand_back(dossier=dossier, reason="Thiếu sơ đồ", by=by(partners.thue, nov(23, 11)), at=nov(23, 11))
        two, three = dossier.stages.get(order=2), dossier.stages.get(order=3)
        assert (two.came_back, two.running, two.taken_at, two.used_minutes) == ("Thiếu sơ đồ", True, None, used)
        assert (three.running, three.used_minutes) == (False, 60)
        assert [r.note for r in dossiers.handovers(dossier=dossier)][-1] == "Thiếu sơ đồ"
        dossier = actions.take_in(dossier=dossier, by=by(partners.lam, nov(23, 11)), at=nov(23, 11))
        dossier = actions.pass_on(dossier=dossier, by=by(partners.lam, nov(23, 11, 30)), at=nov(23, 11, 30))
        assert dossier.stages.get(order=3).running
        assert verify() is None

    def test_a_reason_is_needed(self, hall, partners, land):
        dossier = at_land(hall, land, nov(23, 9))
        with pytest.raises(DossierError, match="Ghi lý do"):
            actions.hand_back(dossier=dossier, reason=" ", by=by(partners.lam, nov(23, 10)), at=nov(23, 10))

    def test_an_ordinary_step_back_does_not_cross_bodies(self, hall, partners, land):
        dossier = at_land(hall, land, nov(23, 9))
        with pytest.raises(DossierError, match="Bước trước do nơi khác làm"):
            actions.send_back(dossier=dossier, reason="Sai", by=by(partners.lam, nov(23, 10)), at=nov(23, 10))

    def test_the_first_body_has_nobody_to_send_it_back_to(self, hall, partners, land):
        with pytest.raises(DossierError, match="không có nơi nào để trả lại"):
            actions.hand_back(dossier=land, reason="Sai", by=by(hall.hanh, nov(23, 9)), at=nov(23, 9))


class TestLateness:
    def test_the_tax_office_is_late_and_it_is_named_not_the_commune(self, hall, partners, land):
        dossier = at_tax(hall, partners, land, nov(23, 9))
        due = dossier.stages.get(order=3).due_at
        actions.tick(unit=hall.unit, at=due + timedelta(minutes=1))
        entries = list(Entry.objects.filter(kind="stage.became_late").order_by("unit"))
        assert [(e.unit, e.data["at"]) for e in entries] == [(hall.unit, partners.tax.pk), (partners.tax.pk, partners.tax.pk)]
        assert {e.at for e in entries} == {due} and len({e.act for e in entries}) == 1
        actions.tick(unit=hall.unit, at=dossier.due_at + timedelta(minutes=1))
        late = Entry.objects.get(kind="dossier.became_late")
        assert late.data["late_unit"] == partners.tax.pk
        assert dossiers.late_by_unit(unit=hall.unit, start=nov(1), end=nov(30)) == [(partners.tax.pk, partners.tax.name, 1)]

    def test_the_clock_writes_it_once(self, hall, partners, land):
        dossier = at_tax(hall, partners, land, nov(23, 9))
        after = dossier.stages.get(order=3).due_at + timedelta(minutes=1)
        assert [actions.tick(unit=hall.unit, at=after) for _ in range(2)][1] == 0

    def test_each_stage_counts_in_its_own_units_hours(self, hall, partners, land):
        from thanthien.people import actions as people
        from thanthien.shared.actor import system

        short = {day: [["08:00", "09:00"]] for day in ("mon", "tue", "wed", "thu", "fri")} | {"saturday_openings": []}
        people.change_office(unit=partners.tax.pk, hours=short, by=system(partners.tax.pk), at=nov(23, 8))
        dossier = at_tax(hall, partners, land, nov(23, 8, 40))
        dossier = actions.take_in(dossier=dossier, by=by(partners.thue, nov(23, 9)), at=nov(23, 9))
        dossier = actions.pass_on(dossier=dossier, by=by(partners.thue, nov(23, 16)), at=nov(23, 16))
        assert dossier.stages.get(order=3).used_minutes == 20

    def test_a_dossier_of_one_body_names_no_unit(self, hall, land):
        other = received(hall, CIVIL)
        actions.tick(unit=hall.unit, at=other.due_at + timedelta(minutes=1))
        late = Entry.objects.filter(kind="dossier.became_late", subject=f"dossier:{other.pk}").get()
        assert "late_unit" not in late.data

    def test_verdicts_of_the_stages(self, hall, partners, land):
        dossier = at_tax(hall, partners, land, nov(23, 9))
        views = dossiers.stages(dossier=dossier, at=nov(27, 9))
        assert [v.verdict for v in views][:2] == [Verdict.EARLY, Verdict.EARLY]
        assert views[2].late and views[2].left < 0 and views[3].used == 0


class TestWhoSeesIt:
    def test_it_waits_at_the_body_and_not_in_the_offices_own_work(self, hall, partners, land):
        assert [i.dossier for i in dossiers.work_of(officer=hall.hanh, at=nov(23, 9))] == [land]
        at_land(hall, land, nov(23, 9))
        assert dossiers.work_of(officer=hall.hanh, at=nov(23, 10)) == []
        (line,) = dossiers.incoming(officer=partners.lam, at=nov(23, 10))
        assert (line.dossier, line.sender, line.stage.order) == (land, "Xã Cẩm Tú", 2)
        assert dossiers.incoming(officer=partners.thue, at=nov(23, 10)) == []
        assert place_of(land, 3) == partners.land.pk

    def test_a_body_sees_a_dossier_only_from_its_stage_on(self, hall, partners, land):
        lam, thue = by(partners.lam, nov(23, 9)), by(partners.thue, nov(23, 9))
        on = nov(23).date()
        assert not may_see(by=lam, dossier=land, on=on)
        assert dossiers.passed_through(pk=land.pk, unit=partners.land.pk) is None
        dossier = at_tax(hall, partners, land, nov(23, 9))
        assert may_see(by=lam, dossier=dossier, on=on) and may_see(by=thue, dossier=dossier, on=on)
        assert dossiers.passed_through(pk=land.pk, unit=partners.land.pk) == dossier
        assert not may_see(by=by(hall.la, nov(23, 9)), dossier=dossier, on=on)
        assert dossiers.passed_through(pk=land.pk, unit="15151") is None

    @pytest.mark.parametrize("many", [1, 3])
    def test_what_came_in_costs_the_same_for_one_and_for_three(self, hall, partners, land, many, django_assert_num_queries):
        for one in [land, *(received(hall, SINGLE, applicant=land.applicant) for _ in range(many - 1))]:
            at_land(hall, one, nov(23, 9))
        dossiers.incoming(officer=partners.lam, at=nov(23, 10))
        with django_assert_num_queries(2):
            assert len(dossiers.incoming(officer=partners.lam, at=nov(23, 10))) == many

    def test_stages_are_kept_by_acts(self, hall, partners, land):
        Stage.objects.filter(dossier=land, order=1).update(used_minutes=7)
        assert verify() is not None


class TestTurns:
    """What stops the dossier's clock stops the stage's; what ends the dossier ends the stage."""

    def test_the_stage_stands_still_with_the_dossier(self, hall, land):
        first = land.stages.get(order=1)
        allowed = first.allowed_minutes
        by_hanh = hall.actor(hall.hanh)
        actions.ask_supplement(
            dossier=land, items=[{"name": "Trích lục"}], reason="Thiếu trích lục bản đồ.", by=by_hanh, at=nov(23, 9, 30)
        )
        actions.tick(unit=hall.unit, at=nov(30))
        first.refresh_from_db()
        assert (first.late_since, first.used_minutes) == (None, 60)
        actions.take_supplement(dossier=land, by=by_hanh, at=nov(30, 8))
        first.refresh_from_db()
        assert first.handed_at == nov(30, 8) and first.used_minutes == 60
        assert first.due_at > nov(30, 8) and allowed > 60
        verify()

    def test_a_withdrawn_dossier_has_no_running_stage(self, hall, partners, land):
        dossier = at_land(hall, land, nov(23, 10))
        actions.withdraw(dossier=dossier, reason="Không làm nữa.", by=hall.actor(hall.hanh), at=nov(25, 9))
        assert not Stage.objects.filter(dossier=dossier, handed_at__isnull=False, done_at__isnull=True).exists()
        verify()

"""Taking back what was just done: within ten minutes, by the same person, before anybody goes on; figures follow."""

from datetime import datetime, timedelta

import pytest

from builders.dossiers import CIVIL, SINGLE, ready, received, worked_to
from thanthien.dossiers import actions
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import DossierError, Status
from thanthien.indicators.models import DailyTally
from thanthien.journal.followers import catch_up
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.shared.clock import VIETNAM

pytestmark = pytest.mark.django_db


def nov(day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


def kinds() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("kind", flat=True))


def running(dossier: Dossier):
    dossier.refresh_from_db()
    return dossier.steps.get(order=dossier.step)


class TestTaking:
    def test_what_was_taken_is_free_again(self, hall, others):
        dossier, by = received(hall), hall.actor(others["second"])
        actions.take_step(dossier=dossier, by=by, at=nov(23, 9))
        actions.release_step(dossier=dossier, by=by, at=nov(23, 9, 10))
        assert running(dossier).officer is None and kinds()[-1] == "step.released"

    def test_what_was_given_goes_back_to_whoever_held_it(self, hall, others):
        dossier = actions.take_step(dossier=received(hall), by=hall.actor(hall.ha), at=nov(23, 9))
        leader = hall.actor(hall.nghia)
        actions.give_step(dossier=dossier, officer=others["second"], by=leader, at=nov(23, 9, 1))
        assert running(dossier).officer == others["second"]
        actions.release_step(dossier=dossier, by=leader, at=nov(23, 9, 2))
        assert running(dossier).officer == hall.ha

    def test_who_holds_a_step_hands_it_to_a_colleague(self, hall, others):
        dossier = actions.take_step(dossier=received(hall), by=hall.actor(hall.ha), at=nov(23, 9))
        actions.give_step(dossier=dossier, officer=others["second"], by=hall.actor(hall.ha), at=nov(23, 9, 1))
        assert running(dossier).officer == others["second"]
        with pytest.raises(DossierError, match="việc của Lãnh đạo"):
            actions.give_step(dossier=dossier, officer=hall.ha, by=hall.actor(hall.ha), at=nov(23, 9, 2))

    def test_ten_minutes_and_no_longer(self, hall, others):
        dossier, by = received(hall), hall.actor(hall.ha)
        actions.take_step(dossier=dossier, by=by, at=nov(23, 9))
        with pytest.raises(DossierError, match="làm lúc 09:00, đã quá 10 phút"):
            actions.release_step(dossier=dossier, by=by, at=nov(23, 9, 10) + timedelta(seconds=1))

    @pytest.mark.parametrize("who", ["second", "leader", "stranger"])
    def test_nobody_else_takes_it_back(self, hall, others, who):
        dossier = actions.take_step(dossier=received(hall), by=hall.actor(hall.ha), at=nov(23, 9))
        by = {"second": others["second"], "leader": hall.nghia, "stranger": hall.la}[who]
        with pytest.raises(DossierError):
            actions.release_step(dossier=dossier, by=hall.actor(by), at=nov(23, 9, 1))
        assert running(dossier).officer == hall.ha


class TestDone:
    def test_the_step_runs_on_from_where_its_clock_stopped(self, hall, others):
        dossier, by = received(hall), hall.actor(hall.ha)
        actions.complete_step(dossier=dossier, by=by, at=nov(23, 10, 30))
        actions.reopen_step(dossier=dossier, by=by, at=nov(23, 10, 35))
        here = running(dossier)
        assert (here.order, here.used_minutes, here.started_at, here.done_at) == (2, 120, nov(23, 10, 35), None)
        following = dossier.steps.get(order=3)
        assert (following.started_at, following.due_at, following.officer) == (None, None, None)
        dossier = actions.complete_step(dossier=dossier, by=by, at=nov(23, 11))
        assert (dossier.step, dossier.steps.get(order=2).used_minutes) == (3, 145)

    def test_a_result_reported_by_mistake_is_not_there(self, hall, others):
        dossier = ready(hall, received(hall), at=nov(25, 9), others=others)
        shelf = dossier.shelf
        assert dossier.state == Status.READY and shelf
        actions.reopen_step(dossier=dossier, by=hall.actor(others["seal"]), at=nov(25, 9, 5))
        dossier.refresh_from_db()
        assert (dossier.state, dossier.finished_at, dossier.outcome, dossier.shelf) == (Status.PROCESSING, None, "", "")
        assert kinds()[-2:] == ["step.reopened", "dossier.reopened"] and dossier.steps.get(order=5).started_at is None
        dossier = ready(hall, dossier, at=nov(25, 10), others=others)
        assert dossier.state == Status.READY

    def test_what_is_handed_over_stays_handed_over(self, hall, others):
        dossier = ready(hall, received(hall), at=nov(25, 9), others=others)
        actions.hand_over(dossier=dossier, by=hall.actor(hall.hanh), at=nov(25, 9, 1))
        with pytest.raises(DossierError, match="Đã có người làm tiếp"):
            actions.reopen_step(dossier=dossier, by=hall.actor(others["seal"]), at=nov(25, 9, 2))

    def test_once_a_colleague_goes_on_it_stays(self, hall, others):
        dossier = worked_to(hall, received(hall), 3, at=nov(23, 9), others=others)
        actions.complete_step(dossier=dossier, by=hall.actor(hall.nghia), at=nov(23, 9, 1))
        with pytest.raises(DossierError, match="Đã có người làm tiếp"):
            actions.reopen_step(dossier=dossier, by=hall.actor(hall.ha), at=nov(23, 9, 2))

    def test_a_print_and_the_clock_stand_in_nobodys_way(self, hall, others):
        dossier = worked_to(hall, received(hall), 3, at=nov(26, 8, 20), others=others)
        actions.form_printed(dossier=dossier, copy=1, by=hall.actor(hall.hanh), at=nov(26, 8, 25))
        actions.tick(unit=hall.unit, at=nov(26, 8, 31))
        actions.reopen_step(dossier=dossier, by=hall.actor(hall.ha), at=nov(26, 8, 29))
        assert running(dossier).order == 2

    def test_nothing_was_done_yet(self, hall):
        with pytest.raises(DossierError, match="không hoàn tác được"):
            actions.reopen_step(dossier=received(hall), by=hall.actor(hall.ha), at=nov(23, 9))


class TestFigures:
    def test_a_result_taken_back_is_not_counted_and_counts_when_it_is_there(self, hall, others):
        def tallies() -> dict[str, int]:
            catch_up(name="tallies", unit=hall.unit)
            wanted = ["dossier.finished", "dossier.early", "dossier.first_early", "dossier.law_early", "step.minutes"]
            rows = DailyTally.objects.filter(unit=hall.unit, part="", key__in=wanted)
            return {row.key: row.value for row in rows if row.value}

        dossier = worked_to(hall, received(hall), 4, at=nov(25, 9), others=others)
        before = tallies()
        dossier = ready(hall, dossier, at=nov(25, 9), others=others)
        assert tallies()["dossier.early"] == 1
        dossier = actions.reopen_step(dossier=dossier, by=hall.actor(others["seal"]), at=nov(25, 9, 5))
        assert tallies() == before
        ready(hall, dossier, at=nov(25, 9, 30), others=others)
        assert {key: value for key, value in tallies().items() if key.startswith("dossier")} == {
            "dossier.finished": 1, "dossier.early": 1, "dossier.first_early": 1, "dossier.law_early": 1,
        }  # fmt: skip

    def test_rows_and_journal_agree_afterwards(self, hall, others):
        one, two = received(hall, SINGLE), received(hall, CIVIL, fee_paid="cash")
        actions.take_step(dossier=one, by=hall.actor(hall.ha), at=nov(23, 9))
        actions.release_step(dossier=one, by=hall.actor(hall.ha), at=nov(23, 9, 1))
        actions.complete_step(dossier=two, by=hall.actor(hall.ha), at=nov(23, 9))
        actions.reopen_step(dossier=two, by=hall.actor(hall.ha), at=nov(23, 9, 1))
        actions.correct_fee(fee=two.fees.get(), reason="gõ nhầm", way="qr", by=hall.actor(hall.hanh), at=nov(23, 9, 2))
        actions.hand_folders(dossiers=[one, two], receiver=hall.ha, by=hall.actor(hall.hanh), at=nov(23, 16))
        actions.count_cash(counted=0, by=hall.actor(hall.hanh), at=nov(23, 17))
        assert verify() is None

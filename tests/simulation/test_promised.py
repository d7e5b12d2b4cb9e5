"""What the demonstration commune promised: told once, with records, promises, a campaign and an award to look at."""

from datetime import datetime, timedelta

from thanthien.conduct.models import ConductRules, Pledge
from thanthien.conduct.models_record import ConductRecord
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.rollout.models import Award, Campaign
from thanthien.shared.clock import VIETNAM
from thanthien.simulation import promised

AT = datetime(2026, 11, 2, 10, tzinfo=VIETNAM)


def test_told_once_through_the_acts_of_whoever_does_it(cam_tu):
    signed = promised.promise(at=AT)
    assert signed >= 10 and Pledge.objects.count() == signed * len(promised.SETS)
    before = Entry.objects.count()
    assert promised.promise(at=AT + timedelta(days=1)) == 0 and Entry.objects.count() == before
    assert ConductRules.objects.get().valid_from and Campaign.objects.count() == Award.objects.count() == 1
    decided = ConductRecord.objects.exclude(decided_at=None)
    assert ConductRecord.objects.count() == len(promised.RECORDS) and decided.get().answer
    assert {one.actor for one in Entry.objects.filter(kind="conduct.signed")} >= {"officer:hanh.lt", "officer:lan.qt"}
    assert verify() is None

"""The survey and the houses of the demonstration: told once, through acts, with figures that may be shown."""

from datetime import datetime, timedelta

from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.outreach.models import HomeVisit
from thanthien.ratings.models import SurveyAnswer, SurveyRound
from thanthien.shared.clock import VIETNAM, day_of
from thanthien.simulation import ears, surveyed

AT = datetime(2026, 11, 2, 10, tzinfo=VIETNAM)


def test_told_once_through_the_acts_of_whoever_does_it(cam_tu):
    ears.tell(at=AT)
    assert surveyed.hold(at=AT) == surveyed.ASKED == SurveyAnswer.objects.count()
    before = Entry.objects.count()
    assert surveyed.hold(at=AT + timedelta(days=1)) == 0 and Entry.objects.count() == before
    assert SurveyRound.objects.get().last > day_of(AT)
    assert SurveyAnswer.objects.exclude(set_aside="").count() == 0
    assert SurveyAnswer.objects.filter(channel="paper").count() == surveyed.ON_PAPER
    assert {one.state for one in HomeVisit.objects.all()} == {"done", "planned", "requested"}
    assert all(one.hamlet_id for one in HomeVisit.objects.all())
    assert verify() is None

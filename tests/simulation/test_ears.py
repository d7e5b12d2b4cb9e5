"""What the demonstration commune has heard: told once, in states that a leader can look at."""

from datetime import datetime, timedelta

from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.outreach import ears_queries
from thanthien.shared.clock import VIETNAM, day_of
from thanthien.simulation import ears

AT = datetime(2026, 11, 2, 10, tzinfo=VIETNAM)


def test_told_once_with_something_in_every_state(cam_tu):
    assert ears.tell(at=AT) == len(ears.SAID)
    before = Entry.objects.count()
    assert ears.tell(at=AT + timedelta(days=1)) == 0 and Entry.objects.count() == before
    counts = ears_queries.counted(unit=cam_tu)
    assert counts["waits"] == 4 and counts["known"] == 1 and counts["done"] == 1
    told = ears_queries.ears(unit=cam_tu, today=day_of(AT))
    assert (told.proposals, told.late) == (1, 1) and len(ears_queries.planned_calls(unit=cam_tu)) == 1
    assert verify() is None

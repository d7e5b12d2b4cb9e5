"""Who answers the tablet or the phone, and what they say."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from django.db.models import QuerySet

from thanthien.journal.asking import composed
from thanthien.people.queries import device_actor
from thanthien.queueing.models import Ticket
from thanthien.ratings.actions import rate
from thanthien.ratings.queries import may_ask, rating_of
from thanthien.simulation.agenda import Agenda
from thanthien.simulation.place import Place
from thanthien.simulation.rules import Pace, opinion


class Opinions:
    """Asks some of those who were served; some of them answer, at the tablet at once or by phone in the evening."""

    def __init__(self, *, place: Place, agenda: Agenda, pace: Pace, rng: Random, clock: Callable[[], datetime]) -> None:
        self.place, self.agenda, self.pace, self.rng, self.clock = place, agenda, pace, rng, clock

    def ask(self, *, ticket: Ticket, counter: int, late: bool) -> None:
        """Decide whether and when the visitor of `ticket`, just served at `counter`, will rate."""
        if self.rng.random() >= self.pace.asked_to_rate * self.pace.answers or not may_ask(visit=ticket.visit):
            return
        by_phone = counter not in self.place.tablets or self.rng.random() < self.pace.by_phone
        wait = timedelta(minutes=self.rng.uniform(20, 300)) if by_phone else timedelta(seconds=self.rng.uniform(8, 45))
        self.agenda.put(self.agenda.now + wait, self.answer, ticket.pk, counter, by_phone, late)

    def answer(self, ticket_pk: int, counter: int, by_phone: bool, late: bool) -> None:
        """Press the faces. Whoever rated already (a second matter of the same visit) leaves it at that."""
        ticket = _served.first(key=ticket_pk)
        if rating_of(visit=ticket.visit) is not None:
            return
        waited = (ticket.called_at - ticket.taken_at).total_seconds() / 60
        said = opinion(self.rng, pace=self.pace, waited_minutes=waited, late=late)
        answer = {
            "token": ticket.visit.rating_token, "attitude": said.attitude, "work": said.work, "reasons": said.reasons,
            "at": self.clock(),
        }  # fmt: skip
        if by_phone:
            self.place.do(rate, **answer, channel="phone", seconds=None)
            return
        tablet = self.place.tablets[counter]
        told = {"seconds": said.seconds, "by": device_actor(tablet), "device": str(tablet.pk)}
        self.place.do(rate, **answer, **told, channel="tablet")


@composed
def _served(key: int) -> QuerySet[Ticket]:
    return Ticket.objects.filter(pk=key).select_related("visit").order_by()[:1]

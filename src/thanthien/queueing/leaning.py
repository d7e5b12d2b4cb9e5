"""What of the queue still leans on a counter or a service, in phrases for the administrator who wants to take it away."""

from datetime import date

from thanthien.people.models import Counter
from thanthien.queueing.models import Service, ServiceCounter, Ticket
from thanthien.queueing.rules import State
from thanthien.shared.wording import say

OPEN = (State.WAITING, State.CALLED, State.SERVING, State.ABSENT)


def on_counter(*, counter: Counter, on: date) -> list[str]:
    """Services that only this counter takes, and numbers of the day that are here or were sent here."""
    places: list[str] = []
    links = (
        ServiceCounter.objects.filter(counter=counter, service__active=True).select_related("service").order_by("service__letter")
    )
    for link in links:
        others = ServiceCounter.objects.filter(service=link.service, counter__active=True).exclude(counter=counter)
        if not others.exists():
            places.append(say("chỉ quầy này nhận việc {letter} {name}", letter=link.service.letter, name=link.service.name))
    today = Ticket.objects.filter(unit_id=counter.unit_id, day=on, state__in=OPEN)
    here = today.filter(counter=counter).count() + today.filter(wanted_counter=counter, counter=None).count()
    if here:
        places.append(say("{n} số của hôm nay đang ở quầy hoặc chờ riêng quầy này", n=here))
    return places


def on_service(*, service: Service, on: date) -> list[str]:
    """Numbers of the day that still wait for the service."""
    waiting = Ticket.objects.filter(unit_id=service.unit_id, day=on, service=service, state__in=OPEN).count()
    return [say("{n} số của hôm nay còn chờ", n=waiting)] if waiting else []

"""What of the queue still leans on a service, in phrases for the administrator who wants to take it away."""

from datetime import date

from thanthien.queueing.models import Service, Ticket
from thanthien.queueing.rules import UNFINISHED
from thanthien.shared.wording import say


def on_service(*, service: Service, on: date) -> list[str]:
    """Numbers of the day that still wait for the service."""
    waiting = Ticket.objects.filter(unit_id=service.unit_id, day=on, service=service, state__in=UNFINISHED).count()
    return [say("{n} số của hôm nay còn chờ", n=waiting)] if waiting else []

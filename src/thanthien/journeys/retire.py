"""Something is taken out of use: first every room says what still leans on it."""

from datetime import datetime

from thanthien.dossiers.models import DossierStep
from thanthien.journal.actions import act
from thanthien.people import actions as people
from thanthien.people.models import Counter, Officer
from thanthien.queueing.models import ServiceCounter, Ticket
from thanthien.queueing.rules import UNFINISHED
from thanthien.shared.actor import Actor
from thanthien.shared.wording import Sentence, say


def where_officer_is_used(officer: Officer) -> list[Sentence]:
    """Steps of dossiers that the officer has taken and not finished."""
    running = DossierStep.objects.filter(officer=officer, started_at__isnull=False, done_at__isnull=True).count()
    return [say("{n} bước hồ sơ đang làm dở", n=running)] if running else []


def where_counter_is_used(counter: Counter) -> list[Sentence]:
    """Services offered at the counter, and people who wait for it by name."""
    links = ServiceCounter.objects.filter(counter=counter, service__active=True).select_related("service").order_by("rank")
    places = [say("việc {name} ở sảnh", name=link.service.name) for link in links]
    waiting = Ticket.objects.filter(wanted_counter=counter, state__in=UNFINISHED).count()
    return [*places, say("{n} người đang chờ riêng quầy này", n=waiting)] if waiting else places


def retire_officer(*, officer: Officer, by: Actor, at: datetime) -> Officer:
    """The officer works here no more. Raises InUse with every place that still needs them."""
    with act(unit=officer.unit_id, by=by, at=at):
        return people.deactivate_officer(officer=officer, by=by, at=at, where_used=where_officer_is_used(officer))


def retire_counter(*, counter: Counter, by: Actor, at: datetime) -> Counter:
    """The counter is taken out of the hall. Raises InUse with every place that still needs it."""
    with act(unit=counter.unit_id, by=by, at=at):
        return people.remove_counter(counter=counter, by=by, at=at, where_used=where_counter_is_used(counter))

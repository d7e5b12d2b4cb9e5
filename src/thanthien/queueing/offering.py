"""Which services the hall has and which counters serve them."""

from collections.abc import Iterable
from datetime import datetime

from thanthien.journal.actions import act
from thanthien.people.models import Counter
from thanthien.queueing import queries
from thanthien.queueing.models import Service, ServiceCounter
from thanthien.queueing.rules import QueueError
from thanthien.shared.actor import Actor


def offer_service(
    *,
    unit: str,
    letter: str,
    name: str,
    counters: Iterable[Counter],
    by: Actor,
    at: datetime,
    kind: str = "intake",
    **facts: object,
) -> Service:
    """A new thing to choose at the kiosk, the last on the plates of `counters`. Raises QueueError for a letter in use. Entry
    `service.offered`.
    """
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        letter = letter.strip().upper()
        if not (1 <= len(letter) <= 2 and letter.isalpha() and letter.isascii()):
            raise QueueError("Chữ của việc là một hoặc hai chữ cái không dấu, như A.")
        if Service.objects.filter(unit_id=unit, letter=letter).exists():
            raise QueueError(f"Chữ {letter} đã dùng cho việc khác. Chọn chữ khác.")
        if letter == queries.hall_rules(unit=unit).roll_letter:
            raise QueueError(f"Chữ {letter} dành cho cuộn số in sẵn. Chọn chữ khác.")
        service = deed.create(Service, unit_id=unit, letter=letter, name=name, kind=kind, **facts)
        for counter in counters:
            rank = ServiceCounter.objects.filter(counter=counter).count()
            deed.create(ServiceCounter, service=service, counter=counter, rank=rank)
        deed.enter("service.offered", subject=service, data={"letter": letter, "kind": kind})
    return service

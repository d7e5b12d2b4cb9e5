"""Which services the hall has and which counters serve them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from thanthien.journal.actions import Deed, act
from thanthien.people.access import check_may_manage
from thanthien.people.editing import put
from thanthien.people.models import Counter
from thanthien.people.rules import InUse
from thanthien.queueing import leaning, queries
from thanthien.queueing.models import NumberBlock, Service, ServiceCounter
from thanthien.queueing.rules import QueueError
from thanthien.shared.actor import Actor
from thanthien.shared.wording import say

SERVICE_FACTS = frozenset({"letter", "name", "examples", "pictogram", "fields", "kind", "order"})


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
    check_may_manage(by=by, unit=unit)
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        letter = _free_letter(unit, letter)
        service = deed.create(Service, unit_id=unit, letter=letter, name=name, kind=kind, **facts)
        for counter in counters:
            _seat(deed, service, counter)
        deed.enter("service.offered", subject=service, data={"letter": letter, "kind": kind})
    return service


def change_service(
    *, service: Service, by: Actor, at: datetime, counters: Iterable[Counter] | None = None, seen: str = "", **facts: object
) -> Service:
    """Change what the kiosk says of a service, and with `counters` which counters take it. Entry `service.changed`.

    The letter stays as soon as a number was given out under it, because papers and the journal name it. Raises QueueError.
    """
    check_may_manage(by=by, unit=service.unit_id)
    with act(unit=service.unit_id, by=by, at=at) as deed:
        deed.chain(deed.unit)
        service = deed.lock(Service, pk=service.pk, seen=seen)
        if "letter" in facts and str(facts["letter"]).strip().upper() != service.letter:
            if service.tickets.exists():
                raise QueueError(
                    say("Đã phát số chữ {letter}, nên chữ này không đổi nữa. Thêm việc mới nếu cần.", letter=service.letter)
                )
            facts["letter"] = _free_letter(service.unit_id, str(facts["letter"]))
        else:
            facts.pop("letter", None)
        changed = put(service, facts, allowed=SERVICE_FACTS)
        if changed:
            deed.save(service)
        moved = counters is not None and _reseat(deed, service, list(counters))
        if changed or moved:
            data = {"letter": service.letter, "fields": [*changed, *(["counters"] if moved else [])]}
            deed.enter("service.changed", subject=service, data=data)
    return service


def serve_at(*, counter: Counter, services: Sequence[Service], by: Actor, at: datetime) -> Counter:
    """`counter` takes exactly these services. Entry `counter.services`."""
    check_may_manage(by=by, unit=counter.unit_id)
    with act(unit=counter.unit_id, by=by, at=at) as deed:
        deed.chain(deed.unit)
        wanted = {service.pk: service for service in services}
        before = {link.service_id: link for link in ServiceCounter.objects.filter(counter=counter)}
        for pk in before.keys() - wanted.keys():
            deed.delete(before[pk])
        for pk in [pk for pk in wanted if pk not in before]:
            _seat(deed, wanted[pk], counter)
        if before.keys() != wanted.keys():
            letters = sorted(service.letter for service in services)
            deed.enter("counter.services", subject=counter, data={"counter": counter.number, "letters": letters})
    return counter


def withdraw_service(*, service: Service, by: Actor, at: datetime) -> Service:
    """The kiosk offers it no more; its past stays. Entry `service.withdrawn`. Raises InUse while somebody waits for it."""
    check_may_manage(by=by, unit=service.unit_id)
    with act(unit=service.unit_id, by=by, at=at) as deed:
        deed.chain(deed.unit)
        service = deed.lock(Service, pk=service.pk)
        places = leaning.on_service(service=service, on=at.date())
        if places:
            raise InUse(say("Chưa bỏ được việc {letter}.", letter=service.letter), places)
        service.active = False
        deed.save(service)
        deed.enter("service.withdrawn", subject=service, data={"letter": service.letter})
    return service


def restore_service(*, service: Service, by: Actor, at: datetime) -> Service:
    """Take a withdrawal back. Entry `service.restored`."""
    check_may_manage(by=by, unit=service.unit_id)
    with act(unit=service.unit_id, by=by, at=at) as deed:
        service = deed.lock(Service, pk=service.pk)
        if not service.active:
            service.active = True
            deed.save(service)
            deed.enter("service.restored", subject=service, data={"letter": service.letter})
    return service


def _free_letter(unit: str, letter: str) -> str:
    """The letter in capitals; raises QueueError when it is no letter or somebody has it."""
    letter = letter.strip().upper()
    if not (1 <= len(letter) <= 2 and letter.isalpha() and letter.isascii()):
        raise QueueError(say("Chữ của việc là một hoặc hai chữ cái không dấu, như A."))
    holder = Service.objects.filter(unit_id=unit, letter=letter).first()
    if holder is not None and not holder.active:
        raise QueueError(
            say(
                "Chữ {letter} là của việc đã bỏ: {name}. Lấy lại việc ấy ở trang Việc ở sảnh, hoặc chọn chữ khác.",
                letter=letter,
                name=holder.name,
            )
        )
    if holder is not None:
        raise QueueError(say("Chữ {letter} đã dùng cho việc khác. Chọn chữ khác.", letter=letter))
    if letter == queries.hall_rules(unit=unit).roll_letter:
        raise QueueError(say("Chữ {letter} dành cho cuộn số in sẵn. Chọn chữ khác.", letter=letter))
    if NumberBlock.objects.filter(unit_id=unit, letter=letter).exists():
        raise QueueError(say("Chữ {letter} dành cho máy lấy số lúc mất mạng. Chọn chữ khác.", letter=letter))
    return letter


def _seat(deed: Deed, service: Service, counter: Counter) -> None:
    """The last place on the counter's plate."""
    deed.create(ServiceCounter, service=service, counter=counter, rank=ServiceCounter.objects.filter(counter=counter).count())


def _reseat(deed: Deed, service: Service, counters: list[Counter]) -> bool:
    """`counters` and no others take the service; True when that is new."""
    wanted = {counter.pk: counter for counter in counters}
    before = {link.counter_id: link for link in ServiceCounter.objects.filter(service=service)}
    for pk in before.keys() - wanted.keys():
        deed.delete(before[pk])
    for pk in [pk for pk in wanted if pk not in before]:
        _seat(deed, service, wanted[pk])
    return before.keys() != wanted.keys()

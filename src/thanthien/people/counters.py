"""Writes about counters: set up and taken away, opened and left by officers."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from thanthien.journal.actions import Deed, act
from thanthien.journal.asking import composed
from thanthien.people.access import check_may_manage
from thanthien.people.editing import put
from thanthien.people.models import Counter, Device, Officer
from thanthien.people.rules import CounterState, InUse, PeopleError
from thanthien.shared.actor import Actor
from thanthien.shared.wording import say


def add_counter(*, unit: str, number: int, by: Actor, at: datetime, name: str = "") -> Counter:
    """A counter of the hall. Entry `counter.added`. Raises PeopleError when the number is taken."""
    check_may_manage(by=by, unit=unit)
    with act(unit=unit, by=by, at=at) as deed:
        _check_number(unit, number)
        counter = deed.create(Counter, unit_id=unit, number=number, name=name, since=at)
        deed.enter("counter.added", subject=counter, data={"counter": number})
    return counter


def change_counter(*, counter: Counter, by: Actor, at: datetime, seen: str = "", **facts: object) -> Counter:
    """Change number or name. Entry `counter.changed` with what changed. Raises PeopleError when the number is taken."""
    check_may_manage(by=by, unit=counter.unit_id)
    with act(unit=counter.unit_id, by=by, at=at) as deed:
        counter = deed.lock(Counter, pk=counter.pk, seen=seen)
        changed = put(counter, facts, allowed={"number", "name"})
        if "number" in changed:
            _check_number(counter.unit_id, counter.number, but=counter)
        if changed:
            deed.save(counter)
            deed.enter("counter.changed", subject=counter, data={"counter": counter.number, "fields": changed})
    return counter


def remove_counter(*, counter: Counter, by: Actor, at: datetime, where_used: Iterable[str] = ()) -> Counter:
    """The counter is taken out of the hall; its past stays. Entry `counter.removed`.

    `where_used`: what other rooms say still leans on it. Raises InUse with every place.
    """
    check_may_manage(by=by, unit=counter.unit_id)
    with act(unit=counter.unit_id, by=by, at=at) as deed:
        deed.chain(deed.unit)
        counter = deed.lock(Counter, pk=counter.pk)
        places = [*_leaning(counter), *where_used]
        if places:
            raise InUse(say("Chưa bỏ được quầy {n}.", n=counter.number), places)
        counter.active = False
        deed.save(counter)
        deed.enter("counter.removed", subject=counter, data={"counter": counter.number})
    return counter


def restore_counter(*, counter: Counter, by: Actor, at: datetime) -> Counter:
    """Take a removal back. Entry `counter.restored`. Raises PeopleError when its number was given to another since."""
    check_may_manage(by=by, unit=counter.unit_id)
    with act(unit=counter.unit_id, by=by, at=at) as deed:
        counter = deed.lock(Counter, pk=counter.pk)
        if not counter.active:
            _check_number(counter.unit_id, counter.number)
            counter.active = True
            deed.save(counter)
            deed.enter("counter.restored", subject=counter, data={"counter": counter.number})
    return counter


def _check_number(unit: str, number: int, *, but: Counter | None = None) -> None:
    if not 1 <= number <= 99:
        raise PeopleError(say("Số quầy từ 1 đến 99."))
    same = Counter.objects.filter(unit_id=unit, number=number, active=True)
    if (same.exclude(pk=but.pk) if but else same).exists():
        raise PeopleError(say("Đã có quầy {n}. Chọn số khác.", n=number))


def _leaning(counter: Counter) -> list[str]:
    """What in this room still needs the counter."""
    places: list[str] = []
    if counter.officer is not None:
        places.append(say("{name} đang ngồi ở quầy", name=counter.officer.name))
    places += [say("thiết bị {name}", name=device.name) for device in Device.objects.filter(counter=counter).order_by("code")]
    return places


def _turn(deed: Deed, counter: Counter, state: CounterState, officer: Officer | None, kind: str, at: datetime) -> Counter:
    counter.state, counter.officer, counter.since = state, officer, at
    deed.save(counter)
    deed.enter(kind, subject=counter, data={"counter": counter.number, "officer": officer.login if officer else ""})
    return counter


def open_counter(*, counter: Counter, officer: Officer, by: Actor, at: datetime) -> Counter:
    """`officer` sits down at `counter`. Raises PeopleError when somebody else sits there or the officer sits elsewhere."""
    with act(unit=counter.unit_id, by=by, at=at) as deed:
        counter = deed.lock(Counter, pk=counter.pk)
        if officer.unit_id != counter.unit_id:
            raise PeopleError(say("Quầy này thuộc xã khác."))
        if not counter.active:
            raise PeopleError(say("Quầy {n} đã bỏ. Chọn quầy khác.", n=counter.number))
        if counter.officer_id not in (None, officer.pk):
            raise PeopleError(
                say(
                    "Quầy {n} đang có {name} ngồi. Chọn quầy khác, hoặc nhờ đồng nghiệp rời quầy.",
                    n=counter.number,
                    name=counter.officer.name,
                )
            )
        elsewhere = next((one for one in _where.rows(officer=officer.pk) if one.pk != counter.pk), None)
        if elsewhere is not None:
            raise PeopleError(
                say("Đang mở quầy {there}. Rời quầy ấy trước rồi mở quầy {n}.", there=elsewhere.number, n=counter.number)
            )
        if counter.state == CounterState.OPEN and counter.officer_id == officer.pk:
            return counter
        return _turn(deed, counter, CounterState.OPEN, officer, "counter.opened", at)


@composed
def _where(officer: int) -> QuerySet[Counter]:
    return Counter.objects.filter(officer_id=officer).order_by("pk")


@composed
def _sitting(counter: int) -> QuerySet[Officer]:
    return Officer.objects.filter(counter=counter).order_by("pk")[:1]


def pause_counter(*, counter: Counter, by: Actor, at: datetime) -> Counter:
    """The counter rests for a while; people keep waiting for the others. Entry `counter.paused`."""
    with act(unit=counter.unit_id, by=by, at=at) as deed:
        counter = deed.lock(Counter, pk=counter.pk)
        if counter.state != CounterState.OPEN:
            raise PeopleError(say("Quầy {n} chưa mở nên không tạm nghỉ được.", n=counter.number))
        return _turn(deed, counter, CounterState.PAUSED, _sitting.first(counter=counter.pk), "counter.paused", at)


def resume_counter(*, counter: Counter, by: Actor, at: datetime) -> Counter:
    """The counter works again. Entry `counter.resumed`."""
    with act(unit=counter.unit_id, by=by, at=at) as deed:
        counter = deed.lock(Counter, pk=counter.pk)
        if counter.state != CounterState.PAUSED:
            raise PeopleError(say("Quầy {n} không ở trạng thái tạm nghỉ.", n=counter.number))
        return _turn(deed, counter, CounterState.OPEN, _sitting.first(counter=counter.pk), "counter.resumed", at)


def close_counter(*, counter: Counter, by: Actor, at: datetime) -> Counter:
    """The officer leaves the counter. Closing a closed counter changes nothing. Entry `counter.closed`."""
    with act(unit=counter.unit_id, by=by, at=at) as deed:
        counter = deed.lock(Counter, pk=counter.pk)
        if counter.state == CounterState.CLOSED:
            return counter
        return _turn(deed, counter, CounterState.CLOSED, None, "counter.closed", at)

"""Followers: readers that make something of each entry, exactly once in effect.

A handler is called for each entry in order, in one transaction with the new position; what it makes should carry (unit, seq)
under a
unique key, so that doing it twice changes nothing.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django_scopes import scope

from thanthien.journal import queries
from thanthien.journal.actions import write_turn
from thanthien.journal.models import Delivery, Entry, Follower

Handler = Callable[[list[Entry]], None]
_handlers: dict[str, Handler] = {}
BACK_OFF = (10, 60, 300, 1800, 7200)


def follows(name: str) -> Callable[[Handler], Handler]:
    """Register a handler of batches of entries (one unit, in order) under `name`."""

    def register(handler: Handler) -> Handler:
        _handlers[name] = handler
        return handler

    return register


def names() -> list[str]:
    return sorted(_handlers)


def catch_up(*, name: str, unit: str, batch: int = 200) -> int:
    """Bring follower `name` to the head of `unit`; returns how many entries it read."""
    read = 0
    while True:
        with write_turn(), transaction.atomic(), scope(unit=unit):
            place, _ = Follower.objects.get_or_create(name=name, unit=unit)
            place = Follower.objects.select_for_update().get(pk=place.pk)
            entries = queries.after(unit=unit, seq=place.seq, limit=batch)
            if not entries:
                return read
            _handlers[name](entries)
            place.seq = entries[-1].seq
            place.save(update_fields=["seq"])
        read += len(entries)


def catch_up_all() -> int:
    """Bring every follower to the head of every chain that moved."""
    heads = queries.heads()
    places = {(f.name, f.unit): f.seq for f in Follower.objects.all()}
    return sum(
        catch_up(name=name, unit=unit) for name in names() for unit, seq in heads.items() if places.get((name, unit), 0) < seq
    )


def rewind(*, name: str) -> None:
    """Let `name` read everything again from the first entry (a rebuild of figures)."""
    Follower.objects.filter(name=name).update(seq=0)


def take_delivery(*, follower: str, at: datetime) -> Delivery | None:
    """One due delivery, marked taken by a single UPDATE so that two workers never hold the same; None when nothing is due."""
    due = Delivery.objects.filter(follower=follower, state=Delivery.State.DUE, next_try__lte=at).order_by("next_try", "pk")
    return _first_taken(due[:10], at)


def take_this(*, follower: str, unit: str, seq: int, at: datetime, target: str = "") -> Delivery | None:
    """The due deliveries of one entry (to one target when there are several), taken as `take_delivery` does; None when somebody
    else has it or it is not due.
    """
    due = Delivery.objects.filter(follower=follower, unit=unit, seq=seq, state=Delivery.State.DUE, next_try__lte=at)
    return _first_taken(due.filter(target=target) if target else due, at)


def take_next(*, follower: str, unit: str, target: str, at: datetime) -> Delivery | None:
    """The due delivery to one target that comes first in the journal; None while another of them is in somebody's hands, so that
    they arrive in their order.
    """
    rows = Delivery.objects.filter(follower=follower, unit=unit, target=target)
    if rows.filter(state=Delivery.State.TAKEN).exists():
        return None
    return _first_taken(rows.filter(state=Delivery.State.DUE, next_try__lte=at).order_by("seq")[:1], at)


def _first_taken(due: QuerySet[Delivery], at: datetime) -> Delivery | None:
    for pk in due.values_list("pk", flat=True):
        if Delivery.objects.filter(pk=pk, state=Delivery.State.DUE).update(
            state=Delivery.State.TAKEN, next_try=at + timedelta(minutes=5)
        ):
            return Delivery.objects.get(pk=pk)
    return None


def postponed(delivery: Delivery, *, until: datetime) -> None:
    """Not now: due again at `until`, which counts as no try."""
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.DUE, next_try=until)


def gave_up(delivery: Delivery, *, error: str) -> None:
    """No try will help: dead at once, for a person to look at."""
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.DEAD, last_error=error[:200])


def due_again(*, follower: str, unit: str, seq: int, at: datetime, target: str = "") -> int:
    """A person wants the dead deliveries of one entry (to one target) tried once more, from the first wait on."""
    dead = Delivery.objects.filter(follower=follower, unit=unit, seq=seq, state=Delivery.State.DEAD)
    dead = dead.filter(target=target) if target else dead
    return dead.update(state=Delivery.State.DUE, tries=0, next_try=at, last_error="")


def all_due_now(*, follower: str, unit: str, target: str, at: datetime) -> int:
    """Everything that waits for one target is due at `at`, from the first wait on; returns how many."""
    rows = Delivery.objects.filter(follower=follower, unit=unit, target=target, state=Delivery.State.DUE)
    return rows.update(tries=0, next_try=at, last_error="")


def delivered(delivery: Delivery) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.DONE, last_error="")


def failed(
    delivery: Delivery, *, error: str, at: datetime, waits: Sequence[int] = BACK_OFF, not_before: datetime | None = None
) -> None:  # fmt: skip
    """Try again later (after `waits` seconds: 10 s … 2 h unless said, and not before a moment); after the last wait the delivery
    is dead and shown to a person.
    """
    tries = delivery.tries + 1
    dead = tries > len(waits)
    moment = at + timedelta(seconds=waits[min(tries, len(waits)) - 1])
    Delivery.objects.filter(pk=delivery.pk).update(
        tries=tries,
        last_error=error[:200],
        state=Delivery.State.DEAD if dead else Delivery.State.DUE,
        next_try=max(moment, not_before or moment),
    )


def release_taken(*, at: datetime) -> int:
    """Deliveries whose worker died go back to due."""
    return Delivery.objects.filter(state=Delivery.State.TAKEN, next_try__lte=at).update(state=Delivery.State.DUE)

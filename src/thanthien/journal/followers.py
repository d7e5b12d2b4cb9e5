"""Followers: readers that make something of each entry, exactly once in effect.

A handler is called for each entry in order, in one transaction with the new position; what it makes should carry (unit, seq)
under a
unique key, so that doing it twice changes nothing.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django_scopes import scope

from thanthien.journal import queries
from thanthien.journal.actions import write_turn
from thanthien.journal.models import Delivery, Entry, Follower

log = logging.getLogger("thanthien.followers")
Handler = Callable[[list[Entry]], None]
_handlers: dict[str, Handler] = {}
BATCH = 200  # entries of one transaction
BACK_OFF = (10, 60, 300, 1800, 7200)


def follows(name: str) -> Callable[[Handler], Handler]:
    """Register a handler of batches of entries (one unit, in order) under `name`."""

    def register(handler: Handler) -> Handler:
        _handlers[name] = handler
        return handler

    return register


def names() -> list[str]:
    return sorted(_handlers)


def catch_up(*, name: str, unit: str, batch: int = BATCH) -> int:
    """Bring follower `name` to the head of `unit`; returns how many entries it read."""
    return catch_up_together(names=[name], unit=unit, batch=batch)


def catch_up_all(*, far: int | None = None) -> int:
    """Bring every follower to the head of every chain that moved: those near it together, then those that are more than a batch
    behind (a new one in an old office has everything before it), these by `far` batches in all, or to the end.
    """
    heads = queries.heads()
    places = {(f.name, f.unit): f.seq for f in Follower.objects.all()}
    read, alike = 0, dict[tuple[int, str], list[str]]()
    for unit, seq in heads.items():
        late = [name for name in names() if places.get((name, unit), 0) < seq]
        near = [name for name in late if seq - places.get((name, unit), 0) <= BATCH]
        if near:
            read += catch_up_together(names=near, unit=unit)
        for name in late:
            if name not in near:
                alike.setdefault((places.get((name, unit), 0), unit), []).append(name)
    for (_, unit), group in alike.items():
        if far is not None and far <= 0:
            break
        now_read = catch_up_together(names=group, unit=unit, most=far)
        far = None if far is None else far - max(-(-now_read // (BATCH * len(group))), 1)
        read += now_read
    return read


def catch_up_together(*, names: Sequence[str], unit: str, batch: int = BATCH, most: int | None = None) -> int:
    """Bring these followers to the head of `unit`, all by the same reading and in the same transactions; returns how many entries
    they read, each counted. One that fails keeps its place and holds up no other; its error is raised when the rest is done.
    `most`: batches, else to the head.
    """
    well, failed_by, read, turns = list(names), [], 0, 0
    while well and (most is None or turns < most):
        turns += 1
        with write_turn(), transaction.atomic(), scope(unit=unit):
            places = _places(well, unit)
            entries = queries.after(unit=unit, seq=min(places.values()), limit=batch)
            if not entries:
                break
            moved = []
            for name, place in places.items():
                news = [entry for entry in entries if entry.seq > place]
                if not news:
                    continue
                try:
                    with transaction.atomic():
                        _handlers[name](news)
                except Exception as error:  # noqa: BLE001  of whatever kind, it is raised below
                    failed_by.append(error)
                    well.remove(name)
                else:
                    moved.append(name)
                    read += len(news)
            Follower.objects.filter(unit=unit, name__in=moved).update(seq=entries[-1].seq)
    for error in failed_by[1:]:
        log.error("follower of %s stays behind", unit, exc_info=error)
    if failed_by:
        raise failed_by[0]
    return read


def _places(names: Sequence[str], unit: str) -> dict[str, int]:
    """Name → position in `unit`, locked; new ones begin at 0."""
    asked = Follower.objects.select_for_update().filter(unit=unit, name__in=names).order_by("name")
    found = dict(asked.values_list("name", "seq"))
    if len(found) < len(names):
        new = [Follower(name=name, unit=unit) for name in names if name not in found]
        Follower.objects.bulk_create(new, ignore_conflicts=True)
        found = dict(asked.values_list("name", "seq"))
    return found


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

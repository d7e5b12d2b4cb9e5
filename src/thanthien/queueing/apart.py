"""A kiosk that cannot reach the office: it gives numbers of its own letter from a block kept ready for it, and tells us later.

While it is online it holds a block (`reserve`). What it gave meanwhile comes back one by one (`take_from_block`), however often
it is sent: a number of a block becomes one ticket, or is kept as refused for the staff (`refuse`, `admit`, `drop`). What was
never given is annulled when the block is over (`release`), so every number of every series is accounted for.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import product

from django.db.models import QuerySet

from thanthien.journal.actions import Deed, act
from thanthien.journal.asking import composed
from thanthien.people.access import check_may_manage
from thanthien.queueing import access, queries, rules
from thanthien.queueing.models import NumberBlock, RefusedNumber, Service, Ticket
from thanthien.queueing.moves import locked, lost
from thanthien.queueing.rules import APART, Act, QueueError, State
from thanthien.queueing.taking import check_offered, order_late, waiting_for, written
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.clock import VIETNAM, day_of
from thanthien.shared.codes import derived_code, keyed_digest
from thanthien.shared.wording import say
from thanthien.visits import actions as visits

# Letters for kiosks, the one-syllable ones that nobody mishears first; those of services and of the paper roll are left out.
LETTERS = "XSVMLRHNQTEUYZWFIJOCBDGKAP"
MOST_BLOCKS = 12  # of one kiosk and day; each that it cannot remember costs one
KEPT_DAYS = 2  # a kiosk that stays silent longer gets its numbers into the line by the staff only

REASONS = {
    "revoked": say("Máy đã bị thu hồi"),
    "released": say("Máy báo về muộn quá"),
    "service": say("Việc này sảnh không còn nhận"),
    "pace": say("Máy phát nhanh bất thường"),
    "cap": say("Việc này đang quá đông"),
}


class Unfit(QueueError):
    """A number that the office does not take by itself; `reason` is a key of REASONS."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(REASONS[reason])


@dataclass(frozen=True, slots=True)
class Given:
    """A number that a kiosk gave apart from the office: which, for what, and when by its own steady clock: `contact` = the
    server's time when they last spoke, `elapsed` = how long after. The clock on its wall is not asked.
    """

    number: int
    service: str
    contact: datetime
    elapsed: timedelta
    priority: str = ""

    def believed(self, block: NumberBlock, *, at: datetime) -> datetime:
        """Not before the block was theirs, not after now, and on the block's own day."""
        midnight = datetime.combine(block.day + timedelta(days=1), time(), tzinfo=VIETNAM)
        latest = min(at, midnight - rules.MICROSECOND)
        contact = min(max(self.contact, block.reserved_at), latest)
        return min(contact + max(self.elapsed, timedelta()), latest)


def reserve(*, unit: str, by: Actor, at: datetime) -> tuple[NumberBlock, str]:
    """The kiosk's next block of today and the key to it, told once. Entry `numbers.reserved`. Raises QueueError."""
    access.check_may_take(by=by, unit=unit, channel="kiosk")
    key = secrets.token_urlsafe(24)
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        day, size = day_of(at), queries.hall_rules(unit=unit).kiosk_reserve
        mine = NumberBlock.objects.filter(unit_id=unit, kiosk=str(by))
        if not size or mine.filter(day=day).count() >= MOST_BLOCKS:
            raise QueueError(say("Máy này hôm nay không giữ thêm số dự phòng được. Mất mạng thì phát phiếu giấy."))
        letter = _letter(unit, mine.order_by("-pk").values_list("letter", flat=True).first())
        first = deed.number(f"kiosk:{letter}:{day}", block=size)
        digest = keyed_digest(key, purpose="number-block")
        block = deed.create(
            NumberBlock, unit_id=unit, day=day, letter=letter, first=first, last=first + size - 1, kiosk=str(by),
            key_digest=digest, reserved_at=at,
        )  # fmt: skip
        deed.enter("numbers.reserved", subject=block, data=_span(block))
    return block, key


def _span(block: NumberBlock) -> dict:
    return {"day": block.day.isoformat(), "letter": block.letter, "first": block.first, "last": block.last}


def _letter(unit: str, before: str | None) -> str:
    """The kiosk keeps its letter from day to day; a new one takes the first that nobody has."""
    if before:
        return before
    used = set(Service.objects.filter(unit_id=unit).values_list("letter", flat=True))
    used |= set(NumberBlock.objects.filter(unit_id=unit).values_list("letter", flat=True))
    used.add(queries.hall_rules(unit=unit).roll_letter)
    two = ("".join(pair) for pair in product(LETTERS, repeat=2))
    return next(letter for letter in (*LETTERS, *two) if letter not in used)


def code_of(block: NumberBlock, number: int) -> str:
    """The code that opens the number's page; the kiosk shows it before the office knows of the number."""
    return derived_code(f"{block.pk}:{number}", purpose="number-block-code")


def block_with(*, unit: str, pk: int, key: str) -> NumberBlock | None:
    """The block whose key this is, or None."""
    digest = keyed_digest(key, purpose="number-block")
    return NumberBlock.objects.filter(unit_id=unit, pk=pk, key_digest=digest).first()


def take_from_block(*, block: NumberBlock, given: Given, by: Actor, at: datetime, instead_of: Ticket | None = None) -> Ticket:
    """The ticket of a number that the kiosk gave; the same one again when it was told before. Entries `visit.begun`,
    `ticket.taken`.

    `instead_of`: the ticket whose answer did not reach the kiosk: its place goes to this number, and it is annulled.
    Raises Unfit, or QueueError for a number that is none of the block's.
    """
    with act(unit=block.unit_id, by=by, at=at) as deed:
        deed.chain(deed.unit)
        block = deed.lock(NumberBlock, pk=block.pk)
        known = _known(block, given.number)
        if known is not None:
            return known
        access.check_may_take(by=by, unit=deed.unit, channel=APART)
        service = _fit(deed, block, given)
        place = None
        if instead_of is not None:
            ghost = locked(deed, instead_of.pk)
            if ghost.state in (State.WAITING, State.ABSENT) and ghost.taken_by == str(by):
                place = ghost.order
                lost(deed, ghost, Act.REPLACE, ended_at=at)
        return _taken(deed, block, given, service, place=place)


def _known(block: NumberBlock, number: int) -> Ticket | None:
    if number not in block.series:
        raise QueueError(say("Số này không phải của máy này. Xem lại máy lấy số."))
    return Ticket.objects.filter(unit_id=block.unit_id, day=block.day, letter=block.letter, number=number).first()


def _fit(deed: Deed, block: NumberBlock, given: Given) -> Service:
    """The service of a number that may enter the line by itself; raises Unfit."""
    if str(deed.by) != block.kiosk:
        raise Unfit("revoked")
    if block.released_at is not None:
        raise Unfit("released")
    if RefusedNumber.objects.filter(block=block, number=given.number).exists():
        raise Unfit(RefusedNumber.objects.get(block=block, number=given.number).reason)
    service = Service.objects.filter(unit_id=deed.unit, letter=given.service, active=True).first()
    if service is None:
        raise Unfit("service")
    hall = queries.hall_rules(unit=deed.unit)
    if waiting_for(service, block.day) >= hall.waiting_cap:
        raise Unfit("cap")
    contact = min(max(given.contact, block.reserved_at), deed.at)
    told = Ticket.objects.filter(unit_id=deed.unit, taken_by=block.kiosk, channel=APART, taken_at__gte=contact).count()
    minutes = int((deed.at - contact).total_seconds()) // 60
    if told >= hall.kiosk_per_minute * (minutes + 1):
        raise Unfit("pace")
    return service


def _taken(deed: Deed, block: NumberBlock, given: Given, service: Service, *, place: int | None = None) -> Ticket:
    taken = _between_neighbours(block, given.number, given.believed(block, at=deed.at))
    hall, number = queries.hall_rules(unit=deed.unit), given.number
    asked = given.priority if given.priority in hall.classes else ""
    lane, bound = hall.class_of(asked, service_kind=service.kind), hall.bound_for(waiting_for(service, block.day))
    order, overtaken = (place, 0) if place else order_late(service, block.day, taken, lane, bound, step=number)
    code = code_of(block, number)
    visit = visits.begin(unit=deed.unit, origin=APART, by=deed.by, at=deed.at, came_at=taken, public_code=code)
    return written(
        deed, service, visit=visit, day=block.day, letter=block.letter, number=number, priority=lane, taken_at=taken,
        order=order, bound=bound, overtaken=overtaken, channel=APART,
    )  # fmt: skip


def _between_neighbours(block: NumberBlock, number: int, taken: datetime) -> datetime:
    """Numbers of one series were given one after the other, whatever was told of their time and in whatever order."""
    told = Ticket.objects.filter(unit_id=block.unit_id, day=block.day, letter=block.letter)
    before = told.filter(number__lt=number).order_by("-taken_at").values_list("taken_at", flat=True).first()
    after = told.filter(number__gt=number).order_by("taken_at").values_list("taken_at", flat=True).first()
    taken = max(taken, before) if before else taken
    return min(taken, after) if after else taken


def refuse(*, block: NumberBlock, given: Given, reason: str, by: Actor, at: datetime) -> RefusedNumber:
    """Keep a number that may not enter the line by itself, once. Entry `number.refused`."""
    with act(unit=block.unit_id, by=by, at=at) as deed:
        deed.chain(deed.unit)
        _known(block, given.number)
        kept = RefusedNumber.objects.filter(block=block, number=given.number).first()
        if kept is not None:
            return kept
        row = deed.create(
            RefusedNumber, unit_id=deed.unit, block=block, number=given.number, service=given.service[:2],
            priority=given.priority[:20], taken_at=given.believed(block, at=at), refused_at=at, reason=reason,
        )  # fmt: skip
        deed.enter("number.refused", subject=row, data={"label": row.label, "service": row.service, "reason": reason})
    return row


def admit(*, refused: RefusedNumber, service: Service, by: Actor, at: datetime) -> Ticket:
    """Staff let a refused number into the line, at its own time. Entries `visit.begun`, `ticket.taken`, `number.admitted`.

    Raises QueueError when it is settled, or of another day.
    """
    access.check_may_take(by=by, unit=refused.unit_id, channel=APART)
    check_offered(service, refused.unit_id)
    with act(unit=refused.unit_id, by=by, at=at) as deed:
        row = _open(deed, refused)
        if row.block.day != day_of(at):
            raise QueueError(say("Số {label} không phải của hôm nay. Lấy số mới cho bà con.", label=row.label))
        given = Given(row.number, service.letter, row.taken_at, timedelta(), row.priority)
        row.ticket = _taken(deed, row.block, given, service)
        row.settled_at = at
        deed.save(row)
        deed.enter("number.admitted", subject=row, data={"label": row.label, "service": service.letter})
        return row.ticket


def drop(*, refused: RefusedNumber, by: Actor, at: datetime) -> RefusedNumber:
    """Nobody holds that number any more, or its holder was served. Entry `number.dropped`."""
    access.check_may_take(by=by, unit=refused.unit_id, channel=APART)
    with act(unit=refused.unit_id, by=by, at=at) as deed:
        row = _open(deed, refused)
        row.settled_at = at
        deed.save(row)
        deed.enter("number.dropped", subject=row, data={"label": row.label})
    return row


def _open(deed: Deed, refused: RefusedNumber) -> RefusedNumber:
    deed.chain(deed.unit)
    row = deed.lock(RefusedNumber, pk=refused.pk)
    if row.settled_at is not None:
        raise QueueError(say("Số {label} đã có người giải quyết. Tải lại trang.", label=row.label))
    return row


def release(*, block: NumberBlock, by: Actor, at: datetime) -> NumberBlock:
    """The block is over: what was never given is annulled. Entry `numbers.released`. Releasing twice changes nothing."""
    if str(by) != block.kiosk and by.kind is not ActorKind.CLOCK:
        check_may_manage(by=by, unit=block.unit_id)
    with act(unit=block.unit_id, by=by, at=at) as deed:
        deed.chain(deed.unit)
        block = deed.lock(NumberBlock, pk=block.pk)
        if block.released_at is None:
            block.released_at = at
            deed.save(block)
            spans = [list(span) for span in spans_of(set(block.series) - given_of(block))]
            deed.enter("numbers.released", subject=block, data={**_span(block), "annulled": spans})
    return block


def given_of(block: NumberBlock) -> set[int]:
    """The numbers of the block that somebody holds: in the line, or refused and kept."""
    told = Ticket.objects.filter(unit_id=block.unit_id, day=block.day, letter=block.letter, number__in=block.series)
    return {*told.values_list("number", flat=True), *block.refused.values_list("number", flat=True)}


def spans_of(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as stretches: 4, 5, 6, 9 → (4, 6), (9, 9)."""
    spans: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if spans and number == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return spans


def release_old(*, unit: str, by: Actor, at: datetime) -> int:
    """What kiosks never came back for; returns how many blocks were released."""
    last = day_of(at) - timedelta(days=KEPT_DAYS)
    return sum(1 for block in _old_blocks.rows(unit=unit, last=last) if release(block=block, by=by, at=at))


@composed
def _old_blocks(unit: str, last: date) -> QuerySet[NumberBlock]:
    return NumberBlock.objects.filter(unit_id=unit, released_at__isnull=True, day__lte=last)


def refused_open(*, unit: str) -> list[RefusedNumber]:
    """Numbers that wait for the staff's decision, in the order in which they were given."""
    rows = RefusedNumber.objects.filter(unit_id=unit, settled_at__isnull=True).select_related("block")
    return list(rows.order_by("block__day", "taken_at", "number"))


def refused_count(*, unit: str) -> int:
    """How many numbers wait for the staff's decision."""
    return RefusedNumber.objects.filter(unit_id=unit, settled_at__isnull=True).count()


def taken_apart(*, unit: str, at: datetime) -> int:
    """How many numbers of today were given by kiosks without network."""
    return Ticket.objects.filter(unit_id=unit, day=day_of(at), channel=APART).count()

"""The loads that two peers published of themselves, played on this office: DIGIT's ramp and bursts, TheQ's 200 users."""

import re
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from bench.client import Ask
from bench.office import Commune, Seat, body, matter
from bench.stories import Comes, Lost, Seen, Story

if TYPE_CHECKING:
    from bench.rows import Stage

# DIGIT's bursts: (seconds, lifecycles a second at their end) from one a second on; its ramp: (seconds, users at their end).
BURSTS = ((60, 1), (30, 15), (120, 1), (30, 25), (120, 2), (30, 35), (180, 10), (30, 0))
RAMP = ((180, 50), (300, 50), (120, 0))
MOST_INSIDE = 400
# TheQ: its users come within the first half, and think so long between what they do.
USERS, THEQ_S, THINK_S = 200, 63.0, 5.0
GRACE_S = 30.0  # what has begun may end
TAIL = re.compile(r"Đã nhận (\d{4}-\d{4})")
UNDO = re.compile(r"/quay/huy/(\d+)")


def _found(pattern: re.Pattern[str], text: str) -> str:
    hit = pattern.search(text)
    if hit is None:
        raise Lost(pattern.pattern)
    return hit[1]


def _row(name: str, clients: int, seen: Seen, **more: object) -> dict:
    figures = {f"p{share}": seen.percentile(share / 100) for share in (50, 95, 99)}
    return {
        "row": name, "clients": clients, "errors": seen.errors, "answers": len(seen.took), "asked": seen.asked, "well": seen.well,
        "begun": seen.begun, "share": seen.share, "rate": seen.well / seen.seconds, "requests": len(seen.took) / seen.seconds,
        "seconds": seen.seconds, **figures, **more,
    }  # fmt: skip


# --- DIGIT: file, assign, resolve, search ----------------------------------------------------------------


def lifecycle(commune: Commune, person: int, filled: dict[str, str], *, hurry: float = 1.0) -> Story:
    """A dossier is received, goes over the desks of the specialist, the leader and the clerk with the seal, is handed over, and
    is found by its number. One to three seconds of thought before each, as theirs have, divided by `hurry`.
    """
    dice, seat = Random(f"life:{person}"), commune.seats[person % 2]

    def asks(method: str, path: str, officer: dict[str, str], /, **fields: object) -> Ask:
        return Ask(method, path, officer, body(**fields) if method == "POST" else b"", dice.uniform(1, 3) / hurry)

    own = {"name": f"Người Thứ {person}", "id_number": f"038{person:09d}", "phone": f"09{person % 10**8:08d}"}
    received = (yield asks("POST", "/quay/nhan", seat.headers, **filled | own)).body
    pk, tail = _found(UNDO, received), _found(TAIL, received)
    for step, holder in enumerate((commune.specialist, commune.leader, commune.clerk), 2):
        yield asks("POST", f"/ho-so/{pk}/xong", holder, step=step)
    yield asks("POST", f"/tra-ket-qua/trao/{pk}", seat.headers, who="owner", fee_paid="waived")
    listed = (yield asks("GET", f"/tim/danh-sach?q={tail}", seat.headers)).body
    _found(re.compile(rf'data-id="({pk})"'), listed)


def _lives(stage: "Stage", person: int, filled: dict[str, str]) -> Story:
    return lifecycle(stage.communes[person % len(stage.communes)], person, filled)


def arrivals(shape: tuple[tuple[float, float], ...], *, first: float, squeeze: float) -> Iterator[float]:
    """Moments (seconds from the beginning) of an arrival rate that goes in straight lines to each rate of `shape`."""
    begun, rate, whole, due = 0.0, first, 0.0, 1.0
    for seconds, aim in shape:
        length = seconds / squeeze
        brought = length * (rate + aim) / 2
        while due <= whole + brought:
            yield begun + _until(due - whole, rate, aim, length)
            due += 1
        begun, rate, whole = begun + length, aim, whole + brought


def _until(brought: float, rate: float, aim: float, length: float) -> float:
    """When so many have come, with a rate that goes from `rate` to `aim` within `length` seconds."""
    slope = (aim - rate) / length
    if abs(slope) < 1e-9:
        return brought / rate
    return (max(rate * rate + 2 * slope * brought, 0.0) ** 0.5 - rate) / slope


def digit_bursts(stage: "Stage", squeeze: float) -> dict:
    """Up to 15, 25 and 35 lifecycles a second for half a minute each, with lulls between, whether the office keeps up or not."""
    filled, first = matter(0), next(stage.persons) * 1_000_000
    people = [Comes(at, lambda n, _: _lives(stage, first + n, filled)) for at in arrivals(BURSTS, first=1, squeeze=squeeze)]
    length = sum(seconds for seconds, _ in BURSTS) / squeeze
    seen = stage.told(people, most=MOST_INSIDE, seconds=length + GRACE_S)
    return _row("DIGIT's bursts", MOST_INSIDE, seen, length=length)


def digit_ramp(stage: "Stage", squeeze: float) -> dict:
    """Users who live one lifecycle after another: up to fifty of them, five minutes all, then fewer."""
    (up, users), (hold, _), (down, _) = RAMP
    filled, first = matter(0), next(stage.persons) * 1_000_000

    def user(number: int) -> Comes:
        goes = (up + hold + down * (1 - number / users)) / squeeze
        return Comes(up * number / users / squeeze, lambda n, b: _lives(stage, first + 1000 * n + b, filled), goes)

    length = (up + hold + down) / squeeze
    seen = stage.told([user(n) for n in range(users)], most=users, seconds=length + GRACE_S)
    return _row("DIGIT's ramp", users, seen, length=length)


# --- TheQ: a hall and the people who watch it ------------------------------------------------------------


def takes(commune: Commune, kiosk: dict[str, str], think: float) -> Story:
    """Somebody takes a number and looks at its page on the phone three times; `think`: seconds before each."""
    taken = yield Ask("POST", f"/sanh/{commune.unit}/lay-so", kiosk, body(service=commune.letter), think)
    code = taken.location.partition("?")[0].rpartition("/")[2]
    if not code:
        raise Lost("no number")
    for _ in range(3):
        yield Ask("GET", f"/v/{code}", {}, pause=think)


def calls(seat: Seat, think: float) -> Story:
    """An officer looks at the screen of the counter and calls the next."""
    yield Ask("GET", "/quay/", seat.headers, pause=think)
    yield Ask("POST", "/quay/goi", seat.headers, body(), think)


def watches(commune: Commune, think: float) -> Story:
    """Somebody at home looks how long the line is, and what a matter needs."""
    yield Ask("GET", f"/hang-cho/{commune.unit}", {}, pause=think)
    yield Ask("GET", f"/xa/{commune.unit}/thu-tuc?q=giay+doc+than", {}, pause=think)


def theq(stage: "Stage", squeeze: float) -> dict:
    """200 users at once: whoever sits at a counter calls, half of the others take numbers and look at them, half watch. It is
    short as it is: never squeezed.
    """
    seats = [seat for commune in stage.communes for seat in commune.seats]
    kiosks = [(commune, kiosk) for commune in stage.communes for kiosk in commune.kiosks]
    length, think = THEQ_S, THINK_S

    def user(number: int) -> Comes:
        if number < len(seats):
            story = lambda n, before: calls(seats[n], think)  # noqa: E731
        elif number % 2:
            story = lambda n, before: takes(*kiosks[(n + USERS * before) % len(kiosks)], think)  # noqa: E731
        else:
            story = lambda n, before: watches(stage.communes[n % len(stage.communes)], think)  # noqa: E731
        return Comes(length / 2 * number / USERS, story, length)

    seen = stage.told([user(n) for n in range(USERS)], most=USERS, seconds=length + GRACE_S)
    return _row("TheQ's users", USERS, seen, length=length)

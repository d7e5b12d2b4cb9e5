"""Who sits where with the line before each counter, put together from the board and the services. No rules: only words."""

from collections.abc import Sequence
from dataclasses import dataclass

from thanthien.posting.models import Contact
from thanthien.queueing.queries import Board, Desk, ServiceNow


@dataclass(frozen=True, slots=True)
class Seat:
    """A counter for people at home: `waiting` in all its lines, how long (`wait`), `shares` = counter with the same lines."""

    desk: Desk
    waiting: int
    wait: str
    shares: int | None
    phone: str


def seats(board: Board, services: Sequence[ServiceNow], contacts: Sequence[Contact] = ()) -> list[Seat]:
    """One seat a counter, in the counters' order."""
    phones = {one.officer_id: one.phone for one in contacts}
    first: dict[tuple[str, ...], int] = {}
    found = []
    for desk in board.counters:
        mine = [row for row in services if desk.number in row.counters]
        longest = max(mine, key=lambda row: row.waiting, default=None)
        letters = tuple(row.service.letter for row in mine)
        shares = first.setdefault(letters, desk.number) if letters else desk.number
        found.append(
            Seat(
                desk,
                sum(row.waiting for row in mine),
                str(longest.estimate.text) if longest is not None and longest.waiting else "",
                shares if shares != desk.number else None,
                phones.get(desk.officer.pk, "") if desk.officer else "",
            )
        )
    return found

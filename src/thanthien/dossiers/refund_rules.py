"""Pure rules of refunds: the states a refund goes through, who may, and the entry of each turn."""

from dataclasses import dataclass
from enum import StrEnum

from thanthien.people.rules import Role
from thanthien.shared.wording import Refusal, say


class RefundError(Refusal):
    """The refund cannot take this turn; the sentence says why. `field`: where it stands."""

    def __init__(self, text: str, *, field: str = "") -> None:
        super().__init__(text)
        self.field = field


class RefundState(StrEnum):
    ASKED = "asked"
    APPROVED = "approved"
    PAID = "paid"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return STATES[self]


STATES = {
    RefundState.ASKED: say("đề nghị"), RefundState.APPROVED: say("đã duyệt"), RefundState.PAID: say("đã trả"),
    RefundState.REFUSED: say("không duyệt"), RefundState.WITHDRAWN: say("đã rút"),
}  # fmt: skip


class Turn(StrEnum):
    """The values are the words of the address."""

    APPROVE = "duyet"
    REFUSE = "khong-duyet"
    RECONSIDER = "xet-lai"
    WITHDRAW = "rut"
    PAY = "tra"
    UNPAY = "chua-tra"


@dataclass(frozen=True, slots=True)
class RefundMove:
    to: RefundState
    who: frozenset[Role]
    entry: str


_COUNTER, _LEADER = frozenset({Role.ONE_STOP, Role.POLICE}), frozenset({Role.LEADER})
TABLE: dict[tuple[RefundState, Turn], RefundMove] = {
    (RefundState.ASKED, Turn.APPROVE): RefundMove(RefundState.APPROVED, _LEADER, "refund.approved"),
    (RefundState.ASKED, Turn.REFUSE): RefundMove(RefundState.REFUSED, _LEADER, "refund.refused"),
    (RefundState.ASKED, Turn.WITHDRAW): RefundMove(RefundState.WITHDRAWN, _COUNTER, "refund.withdrawn"),
    (RefundState.APPROVED, Turn.RECONSIDER): RefundMove(RefundState.ASKED, _LEADER, "refund.reconsidered"),
    (RefundState.REFUSED, Turn.RECONSIDER): RefundMove(RefundState.ASKED, _LEADER, "refund.reconsidered"),
    (RefundState.APPROVED, Turn.PAY): RefundMove(RefundState.PAID, _COUNTER, "refund.paid"),
    (RefundState.APPROVED, Turn.WITHDRAW): RefundMove(RefundState.WITHDRAWN, _COUNTER, "refund.withdrawn"),
    (RefundState.PAID, Turn.UNPAY): RefundMove(RefundState.APPROVED, _COUNTER, "refund.unpaid"),
}
ASKERS = _COUNTER


def move(state: str, turn: Turn) -> RefundMove:
    """The line of the table. Raises RefundError with the state it is in."""
    found = TABLE.get((RefundState(state), turn))
    if found is None:
        label = RefundState(state).label
        raise RefundError(say("Đề nghị hoàn trả này đang là “{label}”. Tải lại trang để xem.", label=label))
    return found


def turns(
    state: str, *, roles: frozenset[str], asked_by_me: bool, decided_by_me: bool = False, asked_elsewhere: bool = False,
    own_book: bool = True,
) -> tuple[Turn, ...]:  # fmt: skip
    """What a page may offer: the turns of the state for these roles; who asked decides nothing.

    `asked_elsewhere`: the competent unit asked the one that took the money, so two persons of the latter see it go: who decided
    does not pay. Not `own_book`: the competent unit's page, which can only take back what it asked while nobody decided.
    """
    if not own_book:
        mine = asked_elsewhere and state == RefundState.ASKED and not ASKERS.isdisjoint(roles)
        return (Turn.WITHDRAW,) if mine else ()
    return tuple(
        turn
        for (start, turn), line in TABLE.items()
        if start == state
        and not line.who.isdisjoint(roles)
        and not (asked_by_me and line.who == _LEADER)
        and not (asked_elsewhere and decided_by_me and turn is Turn.PAY)
    )


def tidy_reason(text: str, *, field: str = "reason") -> str:
    """One line; raises RefundError when empty."""
    reason = " ".join(text.split())[:200]
    if not reason:
        raise RefundError(say("Ghi lý do: sổ phải nói vì sao tiền đi ra."), field=field)
    return reason

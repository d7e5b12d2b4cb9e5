"""What a procedure costs, in words. PURE.

Most fees of the source are a bare 0 that only means "nothing entered": fees of civil status, land and household business are set
by each province's council (TT 85/2019/TT-BTC, TT 106/2021/TT-BTC). So a zero is believed only when the source stands by it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from thanthien.shared.folding import fold
from thanthien.shared.wording import say

UNCONFIRMED = say("chưa xác nhận")
FREE = say("không thu")
COUNCIL_FIELDS = frozenset({"ho_tich", "dat_dai", "ho_kinh_doanh"})
# Words of a note that leave the amount to somebody else: the council, the fees law, a rule nobody checked, the carrier.
DEFERRING = ("hoi dong nhan dan", "hdnd", "theo quy dinh", "theo muc thu", "(neu co)", "chua quy dinh", "chua kiem", "tra phi")
BY_COUNCIL = ("hoi dong nhan dan", "hdnd")
SAYS_FREE = re.compile(r"khong thu\b|mien le phi(\.|$)")
PER_PAGE = re.compile(r"/ ?trang\b")
OF_A_PLACE = re.compile(r"([^\d:;.]{2,40}) \d{4}:")  # "Cần Thơ 2025: 4.000–8.000đ"


class Channel(StrEnum):
    """How papers are handed in; ANY stands for a fee that is the same everywhere."""

    COUNTER = "counter"
    ONLINE = "online"
    POST = "post"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of the source: an amount in đồng, or None where it gives words only."""

    channel: Channel
    amount: int | None
    note: str = ""

    def says(self, words: Sequence[str]) -> bool:
        return any(word in fold(self.note) for word in words)

    @property
    def is_free(self) -> bool:
        """True when the note itself says that nothing is taken."""
        return SAYS_FREE.match(fold(self.note)) is not None

    @property
    def is_deferred(self) -> bool:
        return not self.is_free and self.says(DEFERRING)


@dataclass(frozen=True, slots=True)
class Fee:
    """What it costs: `amount` in đồng when exactly one is sure, else None; `text` (≤ 80 letters) for screens and paper."""

    amount: int | None
    text: str
    note: str = ""


def money(amount: int) -> str:
    """ "8.000 đồng"."""
    return say("{amount} đồng", amount=f"{amount:,}".replace(",", "."))


def doubtful(text: str) -> str:
    """An amount that nobody has compared with its document; the words of UNCONFIRMED are in it."""
    return say("{fee} (chưa xác nhận)", fee=text)


def fee_of(lines: Sequence[FeeLine], *, channel: Channel, confirmed: bool, by_council: bool) -> Fee:
    """What handing in by `channel` costs; a channel without a line of its own is answered from all lines.

    `confirmed` = the source has checked its fees; `by_council` = the province sets them. A zero reads "không thu" when it is
    confirmed and either its note says so or nobody else sets it; any other zero, and an amount not given, reads "chưa xác nhận".
    """
    ours = [line for line in lines if line.channel in (channel, Channel.ANY)] or list(lines)
    note = next((line.note for line in ours if line.note), "")
    priced = sorted({line.amount for line in ours if line.amount})
    if priced:
        return _priced(priced, ours, note, confirmed=confirmed)
    zeros = bool(ours) and confirmed and all(line.amount == 0 for line in ours)
    said = all(line.is_free for line in ours)
    if zeros and (said or not (by_council or any(line.is_deferred for line in lines))):
        return Fee(0, FREE, note)
    return Fee(None, UNCONFIRMED, note)


def _priced(priced: Sequence[int], ours: Sequence[FeeLine], note: str, *, confirmed: bool) -> Fee:
    """One amount, or the range of several; by the page it is a price and not yet a fee."""
    text = money(priced[0])
    if len(priced) > 1:
        text = say("{least}–{most}", least=f"{priced[0]:,}".replace(",", "."), most=money(priced[-1]))
    by_page = any(PER_PAGE.search(fold(line.note)) for line in ours)
    text = say("{fee}/trang", fee=text) if by_page else text
    if not confirmed or any(line.says(BY_COUNCIL) for line in ours):
        return Fee(None, doubtful(text), note)
    sure = len(priced) == 1 and not by_page and not any(line.amount == 0 for line in ours)
    return Fee(priced[0] if sure else None, text, note)


@dataclass(frozen=True, slots=True)
class CouncilLine:
    """What a province's council takes for one case by one channel; unconfirmed until somebody has read its document."""

    channel: Channel
    amount: int | None
    case: str = ""
    note: str = ""
    confirmed: bool = False

    @property
    def fee(self) -> Fee:
        if self.amount is None:
            return Fee(None, UNCONFIRMED, self.note)
        if not self.confirmed:
            return Fee(None, doubtful(money(self.amount)), self.note)
        return Fee(self.amount, money(self.amount) if self.amount else FREE, self.note)


def council_fee(lines: Sequence[CouncilLine], *, channel: Channel) -> Fee | None:
    """The province's fee of the ordinary case: the channel's own line, else the one for every channel; None = no line at all."""
    ordinary = [line for line in lines if not line.case]
    ours = [line for line in ordinary if line.channel is channel] or [line for line in ordinary if line.channel is Channel.ANY]
    return ours[0].fee if ours else None


def of_this_place(note: str, *, province: str) -> str:
    """A note on fees, unless the source says itself that it tells of another province: its sums are not asked here."""
    place = OF_A_PLACE.match(note)
    return "" if place and place[1] not in province else note

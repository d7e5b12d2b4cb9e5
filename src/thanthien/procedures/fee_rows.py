"""The table of fees of a procedure: the province's lines, and the national ones where it has none."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thanthien.procedures.fees import UNCONFIRMED, Channel, Fee, doubtful, money
from thanthien.procedures.models import Procedure
from thanthien.procedures.offers import Offer
from thanthien.shared.wording import Sentence, say

CHANNEL_WORDS = {
    Channel.COUNTER: say("tại quầy"),
    Channel.ONLINE: say("qua mạng"),
    Channel.POST: say("qua bưu điện"),
    Channel.ANY: say("mọi cách nộp"),
}
# The source leaves the end of "(đồng/trang)" in front of some notes.
PER_UNIT = re.compile(r"^/\s?(\w+)\)\s*")


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One line of the table of fees. `by_province` = set by the province's council, `document` its resolution."""

    case: str
    channel: Sentence
    text: str
    note: str
    confirmed: bool
    by_province: bool
    document: str


def fee_rows(offer: Offer) -> list[FeeRow]:
    """The province's lines; where it has none for the ordinary case, the national ones by channel."""
    lines = [
        FeeRow(line.case, CHANNEL_WORDS[Channel(line.channel)], council.fee.text, line.note, line.confirmed, True, line.document)
        for line, council in zip(offer.fees, offer.council_lines(), strict=True)
    ]
    if any(not line.case for line in lines):
        return lines
    return [*_national(offer.procedure), *lines]


def _national(one: Procedure) -> list[FeeRow]:
    """The source's lines; when every channel costs the same they stand as one."""
    rows: dict[tuple[str, str], list[Channel]] = defaultdict(list)
    for line in one.fees:
        channel = Channel(line["channel"])
        alone = sum(other["channel"] == channel for other in one.fees) == 1
        rows[_amount(line, one.fee(channel), alone=alone), PER_UNIT.sub("", line["note"])].append(channel)
    confirmed, several = one.is_confirmed("fee"), len(rows) > 1
    return [
        FeeRow("", CHANNEL_WORDS[channel], text, note, confirmed and UNCONFIRMED not in text, False, "")
        for (text, note), channels in rows.items()
        for channel in (channels if several else [Channel.ANY])
    ]


def _amount(line: Mapping[str, Any], fee: Fee, *, alone: bool) -> str:
    """One line's own amount with the doubt that its channel's fee carries; a line of several that names none is its note."""
    if not line["amount"]:
        return fee.text if alone else "–"
    per = PER_UNIT.match(line["note"])
    text = money(line["amount"])
    text = say("{fee}/{unit}", fee=text, unit=per[1]) if per else text
    return doubtful(text) if UNCONFIRMED in fee.text else text


# "Miễn lệ phí cho người thuộc hộ nghèo; người khuyết tật." in a note of the source; what follows the full stop is another fee.
SAID_FREE = re.compile(r"[Mm]iễn lệ phí (?:cho|đối với)(?: trường hợp)? ([^.)]+)")


@dataclass(frozen=True, slots=True)
class Freed:
    """Who pays nothing, in the words of a fee's own text; `document` names that text, `confirmed` = somebody has read it."""

    words: str
    document: str
    confirmed: bool


def freed(offer: Offer, *, amount: int) -> list[Freed]:
    """Whom the fee of `amount` đồng does not ask: the province's confirmed lines of that sum, then the notes of the source.

    Empty where the source has not checked its fees; an unread resolution frees nobody by itself.
    """
    lines = [line for line in offer.fees if line.confirmed and line.exempt and line.amount == amount]
    found = [Freed(line.exempt, line.document, True) for line in lines]
    of = offer.procedure
    if of.is_confirmed("fee"):
        published = f", Quyết định {of.decision_no}" if of.decision_no else ""  # kept in the book: the office's language
        document = f"mức thu của thủ tục {of.code}{published}"
        found += [Freed(words[1], document, False) for line in of.fees if (words := SAID_FREE.search(line["note"] or ""))]
    return found


def exempt(offer: Offer) -> tuple[str, ...]:
    """Who pays nothing, as the province's lines say, each once."""
    return tuple(dict.fromkeys(line.exempt for line in offer.fees if line.exempt))

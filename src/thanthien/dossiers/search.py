"""Pure: what somebody who types into "find" may mean by it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from thanthien.dossiers.rules import is_code
from thanthien.shared.codes import tidy_code
from thanthien.shared.folding import fold

DAY_TAIL = re.compile(r"^(\d{4})-(\d{4,7})$")
TICKET = re.compile(r"^[A-Z]{1,2}\d{1,4}$")
TRACKING = re.compile(r"^[0-9A-HJKMNP-TV-Z]{12}$")


class Sort(StrEnum):
    """Ways to read the text."""

    CODE = "code"
    DAY_TAIL = "day_tail"
    SHORT = "short"
    PHONE = "phone"
    ID_NUMBER = "id_number"
    TRACKING = "tracking"
    TICKET = "ticket"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One reading of the text; `value` is tidied for it."""

    sort: Sort
    value: str


def readings(text: str) -> list[Wanted]:
    """What the text may mean, the surest first; [] for an empty one.

    A whole code; `1118-0023` as people say it; some figures (end of a code, or of a telephone number); a telephone number; an
    identity number; a tracking code; a queue number; otherwise a name.
    """
    plain = " ".join(text.split())
    if not plain:
        return []
    upper = plain.upper()
    if is_code(upper):
        return [Wanted(Sort.CODE, upper)]
    if DAY_TAIL.match(plain):
        return [Wanted(Sort.DAY_TAIL, plain)]
    if re.fullmatch(r"\+?[\d .]+", plain):
        return _of_figures(re.sub(r"\D", "", plain))
    found = []
    if TICKET.match(upper.replace(" ", "")):
        found.append(Wanted(Sort.TICKET, upper.replace(" ", "")))
    if TRACKING.match(tidy_code(plain)):
        found.append(Wanted(Sort.TRACKING, tidy_code(plain)))
    return [*found, Wanted(Sort.NAME, fold(plain))]


def _of_figures(figures: str) -> list[Wanted]:
    if len(figures) == 12 and not figures.startswith("84"):
        return [Wanted(Sort.ID_NUMBER, figures)]
    if 9 <= len(figures) <= 12:
        return [Wanted(Sort.PHONE, "0" + figures[2:] if figures.startswith("84") and len(figures) >= 11 else figures)]
    if 3 <= len(figures) <= 8:
        return [Wanted(Sort.SHORT, figures)]
    return []

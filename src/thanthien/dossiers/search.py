"""Pure: what somebody who types into "find" may mean by it, and which words a slip of the finger may stand for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from thanthien.dossiers.rules import is_code
from thanthien.shared.codes import tidy_code
from thanthien.shared.folding import fold

DAY_TAIL = re.compile(r"^(\d{2,6})-(\d{4,7})$")
TICKET = re.compile(r"^[A-Z]{1,2}\d{1,4}$")
TRACKING = re.compile(r"^[0-9A-HJKMNP-TV-Z]{12}$")
WORD = re.compile(r"[a-z0-9]+")
# More words than a long name with its matter has are not read.
MOST_WORDS = 12
# Words of one or two letters are too short to be one letter off.
SHORTEST_SLIP = 3
MOST_MEANT = 12


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
    identity number; a tracking code; a queue number; otherwise words of a name or of a matter.
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


def backwards(code: str) -> str:
    """The figures of a code from its end: every tail of the code is a beginning of it (`…-261123-0007` → `7000321162…`)."""
    return "".join(sign for sign in reversed(code) if sign.isdigit())


def words_of(folded: str) -> list[str]:
    """The words of a folded text that can be looked up."""
    return WORD.findall(folded)[:MOST_WORDS]


def slips(words: Sequence[str], known: Iterable[str]) -> list[list[list[str]]]:
    """Readings of `words` with one typing slip: one word replaced by the known words that are one letter off (one wrong, missing,
    too many, or two changed round). Each reading is one group of alternatives a word.
    """
    known = list(known)
    found = []
    for place, word in enumerate(words):
        if len(word) < SHORTEST_SLIP or not word.isalpha():
            continue
        meant = [hit[0] for hit in extract(word, known, scorer=OSA.distance, score_cutoff=1, limit=MOST_MEANT)]
        meant = [other for other in meant if other != word]
        if meant:
            found.append([meant if at == place else [other] for at, other in enumerate(words)])
    return found

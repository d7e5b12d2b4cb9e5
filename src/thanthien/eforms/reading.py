"""How people write days and numbers on a form. PURE."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

DAY = re.compile(r"(?:[0-9]{1,2}:[0-9]{2},? *)?([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})")


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or a year of which no day is known: then `first` and `last` are its ends."""

    first: date
    last: date

    @property
    def year_only(self) -> bool:
        return self.first != self.last


def read_day(text: str) -> Day | None:
    """`05/03/1990`, `5-3-1990`, `07:30 05/03/1990`, `1990`; None for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if re.fullmatch(r"(19|20)[0-9]{2}", plain):
        return Day(date(int(plain), 1, 1), date(int(plain), 12, 31))
    match = DAY.fullmatch(plain)
    if match is None:
        return None
    try:
        day = date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None
    return Day(day, day) if day.year >= 1870 else None


def read_number(text: str) -> str:
    """The digits of a number typed with spaces or dots; other text stays as it is."""
    plain = re.sub(r"[ .\-]", "", unicodedata.normalize("NFKC", text))
    return plain if plain.isascii() and plain.isdigit() else text.strip()


def tidy_text(text: str, *, lines: bool = False) -> str:
    """Composed letters, single spaces, nothing invisible; `lines` keeps the ends of lines."""
    composed = unicodedata.normalize("NFC", text)
    rows = composed.splitlines() if lines else [composed]
    kept = (
        " ".join("".join(c for c in row if c.isspace() or not unicodedata.category(c).startswith("C")).split()) for row in rows
    )
    return "\n".join(kept).strip()

"""The QR of a citizen's card, read into fields that pre-fill a form. PURE: no Django, no clock, no I/O.

Layout, UTF-8, parted by "|" (citizen card with chip of 2021, front; identity card of 2024 under TT 16/2024/TT-BCA, back):
number of 12 digits | old number or nothing | full name | birth ddmmyyyy | Nam or Nữ | residence | issued ddmmyyyy | more.
The order of what follows the seventh field is confirmed nowhere, so it is dropped. The QR is not signed: it saves typing and
proves nothing; an officer still compares the card with the person. Nothing here keeps or repeats the raw string.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thanthien.shared.folding import fold
from thanthien.shared.wording import Refusal, say

LONGEST_QR = 2_000
# What a citizen's record holds; no card comes near, so more is a damaged scan.
LONGEST_NAME = 80
LONGEST_ADDRESS = 200
# What "|" becomes on another keyboard: "~" on a British one, "\" when Shift is lost, a broken bar, a full-width bar.
SEPARATORS = ("|", "~", "\\", "¦", "｜", "│")
SYMBOLOGY_MARK = re.compile(r"^\][A-Za-z][0-9]")
# Other squares people hold out: a link, a data token, a bank transfer (VietQR).
OTHER_CODES = ("http", "{", "000201")
# Place of birth registration in the first three digits (TT 07/2016/TT-BCA). Old codes stay valid on numbers given before the
# mergers, so this list only checks; the province where somebody lives now is never derived from it. From 100 on: born abroad.
BIRTH_PLACES = frozenset(
    f"{place:03}"
    for place in (
        *(1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42, 44, 45, 46),
        *(48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94),
        *(95, 96),
    )
)
# Telex spells marks with letters that end no Vietnamese syllable (s f r x j), with w, and with doubled letters.
TELEX = re.compile(r"[wfjz]|aa|ee|oo|dd|[aeiouy](?:ng|nh|ch|[cmnpt])?[srx](?:\s|$)", re.IGNORECASE)
DAY_RUN = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
DAY_PARTED = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})")


class Sex(StrEnum):
    """As the card and the citizen's record write it."""

    MALE = "Nam"
    FEMALE = "Nữ"


class CardProblem(StrEnum):
    """Why a scan gives nothing to fill in; the value is what the officer reads."""

    EMPTY = say("Máy quét chưa đọc được gì. Xin đưa mã trên thẻ lại gần rồi quét lại.").source
    TOO_LONG = say("Chuỗi quét dài quá một tấm thẻ. Xin xóa ô này rồi quét lại một lần.").source
    OTHER_CODE = say("Đây không phải mã trên thẻ căn cước. Xin quét mã vuông trên thẻ, hoặc gõ tay.").source
    NUMBER_ONLY = say("Mới đọc được số, chưa có họ tên. Xin quét mã vuông thay cho mã vạch, hoặc gõ tay.").source
    CUT_SHORT = say("Máy quét mới đọc được một phần thẻ. Xin lau mặt thẻ rồi quét lại chậm hơn.").source
    BAD_NUMBER = say("Số định danh cần đủ 12 chữ số. Xin quét lại, hoặc gõ tay theo thẻ.").source
    NO_NAME = say("Chưa đọc được họ tên trên thẻ. Xin quét lại, hoặc gõ tay.").source
    TWO_CARDS = say("Có hai thẻ trong một lần quét. Xin xóa ô này rồi quét từng thẻ.").source


class CardWarning(StrEnum):
    """What the officer should look at; the fields are filled in all the same."""

    NAME_GARBLED = say("Họ tên có thể bị bộ gõ làm sai dấu. Xin so với thẻ, và tắt bộ gõ tiếng Việt khi quét.").source
    NAME_PLAIN = say("Họ tên đọc ra không có dấu. Xin so với thẻ rồi thêm dấu.").source
    LETTERS_LOST = say("Máy quét làm mất vài chữ. Xin so họ tên và địa chỉ với thẻ.").source
    REPAIRED = say("Máy quét gửi sai bảng mã, đã sửa lại. Xin so họ tên và địa chỉ với thẻ.").source
    YEAR_MISMATCH = say("Năm sinh khác với số định danh. Xin xem lại thẻ; hộ tịch đã cải chính thì vẫn đúng.").source
    SEX_MISMATCH = say("Giới tính khác với số định danh. Xin xem lại thẻ; hộ tịch đã cải chính thì vẫn đúng.").source
    PLACE_UNKNOWN = say("Ba số đầu của số định danh chưa có trong danh mục. Xin xem lại thẻ.").source
    BIRTH_UNREAD = say("Chưa đọc được ngày sinh. Xin gõ tay theo thẻ.").source
    YEAR_ONLY = say("Thẻ chỉ ghi năm sinh. Giấy tờ in ra cũng chỉ ghi năm.").source
    NEW_YEAR_BIRTH = say("Thẻ ghi sinh ngày 01/01. Xin hỏi lại, có thể chỉ biết năm sinh.").source
    SEX_UNREAD = say("Chưa đọc được giới tính. Xin chọn theo thẻ.").source
    ADDRESS_CUT = say("Địa chỉ quá dài nên đã cắt bớt. Xin so với thẻ.").source
    ISSUED_UNREAD = say("Chưa đọc được ngày cấp thẻ. Xin gõ tay theo thẻ.").source
    OLD_ID_UNREAD = say("Số giấy tờ cũ đọc chưa đủ. Xin gõ tay nếu cần.").source


class CardError(Refusal, ValueError):
    """The scan is no card. `problem` says why; the text is a sentence for the officer and never holds what was scanned."""

    def __init__(self, problem: CardProblem) -> None:
        super().__init__(say(problem.value))
        self.problem = problem


@dataclass(frozen=True, slots=True, repr=False)
class CardData:
    """What one card says. With `year_only` the birth date stands for its year and is its first of January; None = not read."""

    id_number: str
    old_id: str
    full_name: str
    birth_date: date | None
    year_only: bool
    sex: Sex | None
    address: str
    issued_on: date | None
    warnings: tuple[CardWarning, ...] = ()

    def __repr__(self) -> str:
        names = ", ".join(warning.name for warning in self.warnings)
        return f"CardData(id_number='{mask_id(self.id_number)}', warnings=({names}))"


@dataclass(frozen=True, slots=True)
class NumberFacts:
    """What the twelve digits themselves say (TT 59/2021/TT-BCA article 4): place of birth registration, sex, year of birth."""

    place_code: str
    sex: Sex
    birth_year: int

    @property
    def place_is_known(self) -> bool:
        return self.place_code in BIRTH_PLACES or int(self.place_code) >= 100


@dataclass(frozen=True, slots=True)
class Birth:
    day: date | None
    year_only: bool = False
    warnings: tuple[CardWarning, ...] = ()


def parse_card_qr(text: str) -> CardData:
    """The fields of a scanned card; raises CardError, and nothing else, for any other text.

    Tolerates what scanners and keyboards do to the string: byte order mark, line ends, a symbology mark, another separator, a
    wrong code page, caps lock, an empty or absent old number, dates with separators, births of which only the year is known.
    A year or sex that contradicts the number is a warning, because corrected civil-status records exist.
    """
    raw, repaired = _repair_code_page(_one_line(text))
    parts = _split(raw)
    number = _digits(parts[0])
    if not _is_number(number):
        raise CardError(CardProblem.BAD_NUMBER)
    old_id, rest, old_warnings = _old_number(parts)
    name = proper_name(rest[0])
    if len(name) > LONGEST_NAME or not any(letter.isalpha() for letter in name):
        raise CardError(CardProblem.NO_NAME)
    address = _tidy(rest[3])
    birth = read_birth(rest[1])
    sex = _sex(rest[2])
    issued = _day(rest[4]) if len(rest) > 4 else None
    warnings = [
        *([CardWarning.REPAIRED] if repaired else []),
        *_name_warnings(name, address),
        *birth.warnings,
        *([] if sex else [CardWarning.SEX_UNREAD]),
        *_contradictions(number_facts(number), birth.day, sex),
        *([] if len(address) <= LONGEST_ADDRESS else [CardWarning.ADDRESS_CUT]),
        *([] if issued else [CardWarning.ISSUED_UNREAD]),
        *old_warnings,
    ]
    return CardData(number, old_id, name, birth.day, birth.year_only, sex, address[:LONGEST_ADDRESS], issued, tuple(warnings))


def number_facts(number: str) -> NumberFacts:
    """What a 12-digit number says; raises CardError when it is not one. There is no check digit."""
    if not _is_number(number):
        raise CardError(CardProblem.BAD_NUMBER)
    century_and_sex = int(number[3])
    year = 1900 + 100 * (century_and_sex // 2) + int(number[4:6])
    return NumberFacts(number[:3], Sex.MALE if century_and_sex % 2 == 0 else Sex.FEMALE, year)


def read_birth(text: str) -> Birth:
    """A birth as cards write it: ddmmyyyy, dd/mm/yyyy, or a year alone (yyyy, 0000yyyy)."""
    digits = _digits(text)
    if len(digits) == 8 and digits.startswith("00"):
        digits = digits[4:]
    if len(digits) == 4 and 1900 <= int(digits) <= 2399:
        return Birth(date(int(digits), 1, 1), True, (CardWarning.YEAR_ONLY,))
    day = _day(text)
    if day is None:
        return Birth(None, False, (CardWarning.BIRTH_UNREAD,))
    return Birth(day, False, (CardWarning.NEW_YEAR_BIRTH,) if (day.day, day.month) == (1, 1) else ())


def proper_name(text: str) -> str:
    """A person's name with composed letters and single spaces; all capitals or a caps lock slip become "Trương Thị Hiền"."""
    name = _tidy(text)
    words = [word for word in name.split(" ") if len(word) > 1]
    slipped = bool(words) and all(word[0].islower() and word[1:].isupper() for word in words)
    if not slipped and not (name.isupper() and len(name) > 1):
        return name
    # Names of the Central Highlands keep a capital after the mark: H'Hen, K'Sor.
    return re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), name)


def mask_id(number: str) -> str:
    """An identity number fit for a list: "038 1•• ••• 317"; other lengths show their last three digits."""
    digits = _digits(number)
    if _is_number(digits):
        return f"{digits[:3]} {digits[3]}•• ••• {digits[-3:]}"
    return f"••• ••• {digits[-3:]}" if len(digits) >= 6 else "•••"


def mask_name(name: str) -> str:
    """A name fit for a public page: of the given name only the first letter stays ("Phạm Thị N••••")."""
    *before, given = name.split() or [""]
    return " ".join([*before, f"{given[:1]}••••"])


def mask_phone(phone: str) -> str:
    """A telephone number fit for a list: "0912 ••• 408", also when written +84."""
    digits = _digits(phone)
    if digits.startswith("84") and len(digits) >= 11:
        digits = "0" + digits[2:]
    return f"{digits[:4]} ••• {digits[-3:]}" if len(digits) >= 9 else "•••"


def _one_line(text: str) -> str:
    """The one scanned line, without byte order marks; the same card scanned twice counts once."""
    if len(text) > LONGEST_QR:
        raise CardError(CardProblem.TOO_LONG)
    lines = [line.strip().strip("\ufeff\x00\x02\x03") for line in re.split(r"[\r\n]+", text)]
    lines = [SYMBOLOGY_MARK.sub("", line).strip() for line in lines if line]
    if not any(lines):
        raise CardError(CardProblem.EMPTY)
    if len({line[:12] for line in lines if _is_number(_digits(line[:12]))}) > 1:
        raise CardError(CardProblem.TWO_CARDS)
    return next(line for line in lines if line)


def _repair_code_page(line: str) -> tuple[str, bool]:
    """A line that was UTF-8 but was typed as Windows-1252 ("Nguyá»…n"), put right; the flag says whether it was."""
    if all(ord(letter) < 128 for letter in line):
        return line, False
    try:
        octets = b"".join(bytes([ord(letter)]) if ord(letter) < 256 else letter.encode("cp1252") for letter in line)
        return octets.decode("utf-8"), True
    except UnicodeError:
        return line, False


def _split(line: str) -> list[str]:
    """The fields of the line, six or more; empty ones stay, or the name would move into the place of the old number."""
    if line.startswith(OTHER_CODES):
        raise CardError(CardProblem.OTHER_CODE)
    for separator in SEPARATORS:
        parts = line.split(separator)
        if len(parts) >= 6:
            return parts
    if any(separator in line for separator in SEPARATORS) and _is_number(_digits(line[:12])):
        raise CardError(CardProblem.CUT_SHORT)
    if re.fullmatch(r"[0-9 ]{9,15}", line):
        raise CardError(CardProblem.NUMBER_ONLY if _is_number(_digits(line)) else CardProblem.BAD_NUMBER)
    raise CardError(CardProblem.OTHER_CODE)


def _old_number(parts: list[str]) -> tuple[str, list[str], tuple[CardWarning, ...]]:
    """The old number (9 digits, or a cancelled one of 12) and the fields from the name on."""
    second = _tidy(parts[1])
    digits = _digits(second)
    if any(letter.isalpha() for letter in second) and len(digits) < 6:
        return "", parts[1:], ()
    if len(digits) in (9, 12) or not second:
        return digits, parts[2:], ()
    return "", parts[2:], (CardWarning.OLD_ID_UNREAD,)


def _day(text: str) -> date | None:
    """ddmmyyyy, or day, month and year with separators; None when there is no such day between 1900 and 2399."""
    plain = unicodedata.normalize("NFKC", text).strip()
    match = DAY_RUN.fullmatch(plain) or DAY_PARTED.fullmatch(plain)
    if match is None:
        return None
    day, month, year = (int(group) for group in match.groups())
    try:
        return date(year, month, day) if 1900 <= year <= 2399 else None
    except ValueError:
        return None


def _sex(text: str) -> Sex | None:
    return {"nam": Sex.MALE, "nu": Sex.FEMALE, "nuwx": Sex.FEMALE, "nwx": Sex.FEMALE}.get(fold(_tidy(text)))


def _name_warnings(name: str, address: str) -> list[CardWarning]:
    lost = [CardWarning.LETTERS_LOST] if any(letter in name + address for letter in "?\ufffd") else []
    if any(letter.isdigit() for letter in name) or (not _has_marks(name) and TELEX.search(name)):
        return [CardWarning.NAME_GARBLED, *lost]
    # Some names carry no mark at all (Mai Anh Nga); an address without one as well means the scanner dropped them.
    if " " in name and not _has_marks(name) and not _has_marks(address):
        return [CardWarning.NAME_PLAIN, *lost]
    return lost


def _has_marks(text: str) -> bool:
    return any(ord(letter) > 127 and letter.isalpha() for letter in text)


def _contradictions(facts: NumberFacts, birth: date | None, sex: Sex | None) -> list[CardWarning]:
    found = [] if facts.place_is_known else [CardWarning.PLACE_UNKNOWN]
    if birth is not None and birth.year != facts.birth_year:
        found.append(CardWarning.YEAR_MISMATCH)
    if sex is not None and sex is not facts.sex:
        found.append(CardWarning.SEX_MISMATCH)
    return found


def _tidy(text: str) -> str:
    """Composed letters, no control or invisible characters, single spaces."""
    composed = unicodedata.normalize("NFC", text)
    seen = (letter for letter in composed if letter.isspace() or not unicodedata.category(letter).startswith("C"))
    return " ".join("".join(seen).split())


def _digits(text: str) -> str:
    """The decimal digits of a number typed with spaces, dots or full-width figures."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text) if letter in "0123456789")


def _is_number(digits: str) -> bool:
    return re.fullmatch(r"[0-9]{12}", digits) is not None

"""Forms as data: which fields are shown, how they are filled, what is wrong with them. PURE: no Django, no clock, no I/O.

Answers are a plain mapping of field key → text as typed. A person's fields share a block, the beginning of their keys (`me_`).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from thanthien.eforms.reading import Day, read_day, read_number, tidy_text
from thanthien.people.card import CardData, CardError, number_facts
from thanthien.shared.folding import fold
from thanthien.shared.wording import Refusal, said, say

Answers = Mapping[str, str]
LONGEST, LONGEST_NOTE = 200, 1_000


class EformError(Refusal):
    """What the room does not do; the text says what to do instead. `problems`: field → sentence."""

    def __init__(self, text: str, *, problems: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.problems = dict(problems or {})


class Kind(StrEnum):
    """What a field holds; it decides how it is typed and checked."""

    TEXT = "text"
    LONG = "long"
    DATE = "date"
    YEAR = "year"
    ID = "id"
    CHOICE = "choice"
    NUMBER = "number"
    PHONE = "phone"
    EMAIL = "email"


class State(StrEnum):
    """Of a declaration: being written, finished, put away (its words are forgotten after a day)."""

    DRAFT = "draft"
    FINAL = "final"
    DROPPED = "dropped"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True, slots=True)
class Field:
    """One place of a form. `waived_by`: the field whose 12 digits make this one needless (note 2 of the declarations).

    `when`: (field, its values) that must hold for this one to be asked. `card`: what of a card fills it.
    """

    key: str
    label: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    card: str = ""
    waived_by: str = ""
    when: tuple[str, tuple[str, ...]] | None = None
    hint: str = ""
    usual: str = ""
    past: bool = False
    year_only: bool = False

    @property
    def longest(self) -> int:
        return LONGEST_NOTE if self.kind is Kind.LONG else LONGEST


@dataclass(frozen=True, slots=True)
class Block:
    """One person of a form: whose fields begin with `key`; what to call them on the screen."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One rule about the answers together. `warn`: said, but the declaration may be finished all the same."""

    rule: str
    fields: tuple[str, ...]
    say: str
    value: str = ""
    number: int = 0
    warn: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a ministry in one version. `confirmed` False: its labels were not read in the official text yet."""

    code: str
    version: str
    title: str
    basis: str
    source: str
    confirmed: bool
    valid_from: date
    valid_to: date | None
    addressee: str
    procedures: tuple[str, ...]
    signers: tuple[str, ...]
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    checks: tuple[Check, ...] = ()
    note: str = ""

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(one for section in self.sections for one in section.fields)

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong (`problems`, must be mended) and what should be looked at (`warnings`), field → sentence."""

    problems: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, str] = field(default_factory=dict)


def is_shown(one: Field, answers: Answers) -> bool:
    """False for a field that the law waives (a number of 12 digits is known) or that another answer makes needless."""
    if one.waived_by and _is_id(answers.get(one.waived_by, "")):
        return False
    if one.when is None:
        return True
    other, wanted = one.when
    typed = answers.get(other, "").strip()
    return bool(typed) if wanted == ("*",) else typed in wanted


def shown(form: Form, answers: Answers) -> list[tuple[Section, list[Field]]]:
    """The sections with what is asked now; a section without a field is left out."""
    rows = [(section, [one for one in section.fields if is_shown(one, answers)]) for section in form.sections]
    return [(section, fields) for section, fields in rows if fields]


def tidy(form: Form, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, only for fields of the form, put right (spaces, controls, length); empty answers are left out."""
    found = {}
    for one in form.fields:
        text = tidy_text(typed.get(one.key, ""), lines=one.kind is Kind.LONG)[: one.longest]
        if text:
            found[one.key] = read_number(text) if one.kind is Kind.ID and _is_id(text) else text
    return found


def begun(form: Form) -> dict[str, str]:
    """The usual answers with which a new declaration begins (nationality Việt Nam)."""
    return {one.key: one.usual for one in form.fields if one.usual}


def to_print(form: Form, answers: Answers) -> dict[str, str]:
    """Only what is shown: an answer of a field that went away is kept in the draft, never on the paper."""
    keys = {one.key for _, fields in shown(form, answers) for one in fields}
    return {key: text for key, text in answers.items() if key in keys}


def check(form: Form, answers: Answers, *, today: date) -> Found:
    """Everything that is wrong, one sentence a field, in the order of the form."""
    found = Found()
    live = to_print(form, answers)
    for _, fields in shown(form, answers):
        for one in fields:
            text = live.get(one.key, "").strip()
            sentence = _one(one, text, today)
            if sentence:
                found.problems[one.key] = sentence
            elif text and one.kind is Kind.ID:
                _against_number(form, one, live, found)
    for rule in form.checks:
        place = rule.fields[0]
        if place not in found.problems and not CHECKS[rule.rule](rule, live, today):
            (found.warnings if rule.warn else found.problems).setdefault(place, said(rule.say))
    return found


def _one(one: Field, text: str, today: date) -> str:
    if not text:
        return str(say("Còn trống ô này. Hỏi người dân rồi điền.")) if one.required else ""
    match one.kind:
        case Kind.DATE:
            return _date(one, text, today)
        case Kind.YEAR:
            good = re.fullmatch(r"[0-9]{4}", text) is not None and 1900 <= int(text) <= today.year
            return "" if good else str(say("Năm sinh cần bốn chữ số, không sau năm nay. Ví dụ 1958."))
        case Kind.ID:
            return "" if _is_id(text) else str(say("Số định danh cần đủ 12 chữ số. Xem lại thẻ căn cước."))
        case Kind.NUMBER:
            good = re.fullmatch(r"[0-9]{1,9}([,.][0-9]{1,2})?", text) is not None and float(text.replace(",", ".")) > 0
            return "" if good else str(say("Ô này cần một số lớn hơn 0. Ví dụ 2 hoặc 120,5."))
        case Kind.PHONE:
            good = re.fullmatch(r"(\+84|0)[0-9]{8,10}", re.sub(r"[ .\-]", "", text)) is not None
            return "" if good else str(say("Số điện thoại bắt đầu bằng 0 và có 9 đến 11 chữ số. Đọc lại cho người dân nghe."))
        case Kind.EMAIL:
            return (
                ""
                if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text)
                else str(say("Địa chỉ thư cần có dấu @. Ví dụ hoa@vidu.vn."))
            )
        case Kind.CHOICE:
            return "" if text in one.choices else str(say("Chọn một trong các câu có sẵn."))
        case _:
            return ""


def _date(one: Field, text: str, today: date) -> str:
    read = read_day(text)
    if read is None or (read.year_only and not one.year_only):
        return str(say("Ngày ghi theo ngày/tháng/năm. Ví dụ 05/03/1990."))
    if one.past and read.first > today:
        return str(say("Ngày này chưa đến. Xem lại năm, hôm nay là {day}.", day=f"{today:%d/%m/%Y}"))
    return ""


def _is_id(text: str) -> bool:
    return re.fullmatch(r"[0-9]{12}", read_number(text)) is not None


def _against_number(form: Form, one: Field, answers: Answers, found: Found) -> None:
    """The number itself tells the year of birth and the sex: a slip of the finger is found, a corrected record is not refused."""
    try:
        facts = number_facts(read_number(answers[one.key]))
    except CardError:
        return
    block = next((b.key for b in form.blocks if one.key.startswith(b.key) and one.card == "number"), None)
    if block is None:
        return
    birth = read_day(answers.get(f"{block}ngay_sinh", ""))
    if birth is not None and birth.first.year != facts.birth_year:
        found.warnings[one.key] = str(
            say("Số này của người sinh năm {year}, khác ngày sinh đã ghi. So lại với thẻ.", year=facts.birth_year)
        )
    sex = answers.get(f"{block}gioi_tinh", "")
    if sex and sex != facts.sex.value:
        found.warnings[one.key] = str(
            say("Số này của người giới tính {sex}, khác ô giới tính. So lại với thẻ.", sex=facts.sex.value)
        )


# --- rules about answers together: True = nothing to say -------------------------------------------------


def _days(rule: Check, answers: Answers) -> list[Day | None]:
    return [read_day(answers.get(key, "")) for key in rule.fields]


def _not_before(rule: Check, answers: Answers, today: date) -> bool:
    """The first is not before the second."""
    first, second = _days(rule, answers)[:2]
    return first is None or second is None or first.last >= second.first


def _aged(rule: Check, answers: Answers, today: date) -> bool:
    """Who was born then is `number` full years old today."""
    born = _days(rule, answers)[0]
    return born is None or years_between(born.first, today) >= rule.number


def _older(rule: Check, answers: Answers, today: date) -> bool:
    """The first was born `number` years or more before the second (a parent and a child)."""
    first, second = _days(rule, answers)[:2]
    return first is None or second is None or years_between(first.first, second.last) >= rule.number


def _within(rule: Check, answers: Answers, today: date) -> bool:
    """No more than `number` days ago."""
    day = _days(rule, answers)[0]
    return day is None or (today - day.last).days <= rule.number


def _different(rule: Check, answers: Answers, today: date) -> bool:
    """Two fields that cannot be the same person."""
    first, second = (fold(answers.get(key, "")) for key in rule.fields[:2])
    return not first or first != second


def _same_when(rule: Check, answers: Answers, today: date) -> bool:
    """When the first field says `value`, the second and the third must be the same."""
    key, one, other = rule.fields[:3]
    return answers.get(key, "") != rule.value or fold(answers.get(one, "")) == fold(answers.get(other, ""))


def _sum(rule: Check, answers: Answers, today: date) -> bool:
    """The first number is the sum of the others, once all of it is known."""
    try:
        total, *parts = (round(100 * float(answers.get(key, "0").replace(",", ".") or 0)) for key in rule.fields)
    except ValueError:
        return True
    return not any(answers.get(key) for key in rule.fields[1:]) or total == sum(parts)


def _sex_of(rule: Check, answers: Answers, today: date) -> bool:
    """The number is that of a person of the sex `value`."""
    number = read_number(answers.get(rule.fields[0], ""))
    return not _is_id(number) or number_facts(number).sex.value == rule.value


def _together(rule: Check, answers: Answers, today: date) -> bool:
    """The first is there as soon as one of the others is."""
    return bool(answers.get(rule.fields[0])) or not any(answers.get(key) for key in rule.fields[1:])


def _minor_needs(rule: Check, answers: Answers, today: date) -> bool:
    """The first is there when the person born on the second is younger than `number`."""
    born = read_day(answers.get(rule.fields[1], ""))
    return born is None or years_between(born.first, today) >= rule.number or bool(answers.get(rule.fields[0]))


def _above_one(rule: Check, answers: Answers, today: date) -> bool:
    """Said when the number is above one (a second marriage needs the paper that ended the first)."""
    return answers.get(rule.fields[0], "1").strip() in ("", "1")


CHECKS = {
    "not_before": _not_before, "aged": _aged, "older": _older, "within": _within, "different": _different,
    "same_when": _same_when, "sum": _sum, "sex_of": _sex_of, "together": _together, "minor_needs": _minor_needs,
    "above_one": _above_one,
}  # fmt: skip


def years_between(born: date, day: date) -> int:
    """Full years from `born` to `day`."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


# --- filling ---------------------------------------------------------------------------------------------


def from_card(form: Form, block: str, card: CardData) -> dict[str, str]:
    """What a scanned card says for the fields of one block. Only a field that names a part of the card is filled."""
    birth = "" if card.birth_date is None else f"{card.birth_date:%Y}" if card.year_only else f"{card.birth_date:%d/%m/%Y}"
    paper = say("Căn cước số {number}", number=card.id_number)
    if card.issued_on:
        paper = say("Căn cước số {number}, cấp ngày {day}", number=card.id_number, day=f"{card.issued_on:%d/%m/%Y}")
    parts = {
        "name": card.full_name, "number": card.id_number, "birth": birth, "sex": card.sex.value if card.sex else "",
        "address": card.address, "paper": str(paper), "year": f"{card.birth_date:%Y}" if card.birth_date else "",
    }  # fmt: skip
    wanted = [one for one in form.fields if one.card and one.key.startswith(block)]
    return {one.key: parts[one.card] for one in wanted if parts.get(one.card)}


def from_person(form: Form, block: str, *, known: Mapping[str, str]) -> dict[str, str]:
    """The same from what the office knows of a person: `known` by part of a card (name, number, birth, sex, address)."""
    wanted = [one for one in form.fields if one.card and one.key.startswith(block)]
    return {one.key: known[one.card] for one in wanted if known.get(one.card)}


def from_earlier(form: Form, block: str, *, told: Mapping[str, str]) -> dict[str, str]:
    """What the same person said in an earlier declaration, `told` by the end of the key (`dan_toc`)."""
    keys = {one.key for one in form.fields if one.key.startswith(block)}
    return {block + end: text for end, text in told.items() if block + end in keys}


def told_by(form: Form, answers: Answers) -> dict[str, dict[str, str]]:
    """Number of 12 digits → what the declaration says of that person, by the end of the key; for later declarations."""
    people: dict[str, dict[str, str]] = {}
    for block in form.blocks:
        number = read_number(answers.get(f"{block.key}so_dinh_danh", ""))
        if _is_id(number):
            people[number] = {
                key[len(block.key) :]: text
                for key, text in answers.items()
                if key.startswith(block.key) and key[len(block.key) :] in LASTING
            }
    return people


# What stays true of a person from one declaration to the next; a relation or a number of copies does not.
LASTING = frozenset(
    {"ho_ten", "ngay_sinh", "gioi_tinh", "dan_toc", "quoc_tich", "so_dinh_danh", "giay_to", "noi_cu_tru", "que_quan"}
)


def merged(answers: Answers, filled: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Answers with what is known beside them: what somebody typed is never overwritten, the first source wins."""
    whole = dict(answers)
    for more in filled:
        whole |= {key: text for key, text in more.items() if not whole.get(key)}
    return whole

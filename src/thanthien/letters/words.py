"""From facts and a kind to the words of a letter. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from thanthien.letters import rules
from thanthien.letters.rules import Base, LetterError
from thanthien.shared.wording import say

Facts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of the front or a point of the back, with the cases in which it is printed."""

    text: str
    lead: str = ""
    when: Mapping[str, str] = field(default_factory=dict)
    strong: bool = False
    approve: bool = False


@dataclass(frozen=True, slots=True)
class Back:
    """The other side: points of advice under a heading, or one quiet line."""

    heading: str = ""
    intro: str = ""
    items: tuple[Piece, ...] = ()
    quiet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of letter in one period."""

    code: str
    base: Base
    name: str
    valid_from: date
    valid_to: date | None
    document: str
    article: str
    source: str
    confirmed: bool
    finished: tuple[str, ...]
    again: tuple[str, ...]
    grown: tuple[str, ...]
    days: int
    title: str
    ornament: str
    greeting: str
    asks: tuple[str, ...]
    lead: tuple[str, ...]
    lines: tuple[str, ...]
    paragraphs: tuple[Piece, ...]
    closing: str
    back: Back
    official_to: str = ""  # of the sheet of Decree 30, which has no large name in its middle; "" = as the card begins
    official_opening: str = ""  # its first paragraph: what the card says around the name
    name_en: str = ""
    occasion: str = ""
    version: int = 0  # of the unit's own words; 0 = as it ships

    @property
    def procedures(self) -> tuple[str, ...]:
        return (*self.finished, *self.again, *self.grown)


@dataclass(frozen=True, slots=True)
class Office:
    """What a letter says of the office."""

    short: str  # "xã Cẩm Tú"
    kind: str  # "xã"
    hotline: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """The words, ready to be set. `strong`: numbers of the paragraphs that stand in the middle.

    `to`, `below`, `opening`: whom the official sheet is for, the lines under that, its first paragraph.
    """

    title: str
    greeting: str
    lead: tuple[str, ...]
    lines: tuple[str, ...]
    paragraphs: tuple[str, ...]
    strong: tuple[int, ...]
    closing: str
    back: Back
    to: str = ""
    below: tuple[str, ...] = ()
    opening: str = ""


def day_words(day: date | None) -> str:
    """`ngày 3 tháng 11 năm 2026`."""
    return f"ngày {day.day} tháng {day.month} năm {day.year}" if day else ""


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def variables(kind: Kind, facts: Facts, office: Office) -> dict[str, str]:
    """Every word that a template may name → what it says here ("" = not known)."""
    made = {key: text for key, text in facts.items() if key in KNOWN}
    days = {
        name: rules.day(facts.get(name, "")) for name in ("event_on", "born_on", "died_on", "received_on", "old_due", "new_due")
    }
    made |= {key: made[key].rstrip(". ") for key in ("reason", "deed", "mended") if key in made}
    made |= {
        "unit": office.short, "unit_kind": office.kind, "hotline": office.hotline.replace(" ", "\u00a0"),
        "event_words": upper_first(day_words(days["event_on"])), "born_words": day_words(days["born_on"]),
        "died_words": day_words(days["died_on"]), "received_words": upper_first(day_words(days["received_on"])),
        "old_due_words": day_words(days["old_due"]), "new_due_words": day_words(days["new_due"]),
        "code_line": f"Hồ sơ {facts['code']}" if facts.get("code") else "",
        "mother_lives": "yes" if facts.get("mother_lives") == "yes" else "",
        "funeral": "ahead" if facts.get("funeral") == "ahead" else "over",
        "about": "late" if facts.get("about") == "late" else "other",
    }  # fmt: skip
    made |= _people(kind, facts, days)
    made["Call"] = upper_first(made["call"])
    return {name: made.get(name, "") for name in KNOWN}


KNOWN = frozenset(
    {
        "unit", "unit_kind", "hotline", "event_words", "born_words", "died_words", "received_words", "old_due_words",
        "new_due_words", "code_line", "mother_lives", "funeral", "about", "call", "Call", "man", "woman", "child",
        "to_parents", "to_family", "couple",
        "who", "deceased", "person", "elder", "born_clause", "lived_clause", "farewell", "family",
        "recipient", "place", "deed", "good", "reason", "fault", "mended", "procedure", "code", "new_due",
    }
)  # fmt: skip


# What may be typed of an event, beside what is asked.
FACTS = frozenset(
    {
        "man", "man_born", "man_id", "woman", "woman_born", "woman_id", "event_on", "child", "born_on", "child_lives",
        "foundling", "mother", "mother_born", "mother_id", "mother_lives", "father", "father_born", "father_id",
        "stillborn", "deceased", "age_known", "deceased_id", "died_on", "sex", "court", "family", "funeral", "recipient",
        "call", "person", "recipient_born", "place", "deed", "good", "reason", "mended", "fault", "new_due", "checked",
    }
)  # fmt: skip


def _people(kind: Kind, facts: Facts, days: Mapping[str, date | None]) -> dict[str, str]:
    if kind.code == "wedding":
        on = days["event_on"] or date.max
        born = {who: rules.day(facts.get(f"{who}_born", "")) for who in ("man", "woman")}
        call = rules.couple_call(man_born=born["man"], woman_born=born["woman"], on=on)
        man, woman = call.split()
        names = {"man": f"{upper_first(man)} {facts.get('man', '')}", "woman": f"{upper_first(woman)} {facts.get('woman', '')}"}
        told = {key: text for key, text in names.items() if facts.get(key)}
        couple = " và ".join(text if place == 0 else text[:1].lower() + text[1:] for place, text in enumerate(told.values()))
        return {"call": call, "couple": couple, **told}
    if kind.code == "birth":
        parents = " và ".join(_parents(facts, days["born_on"]))
        return {
            "call": "gia đình", "to_parents": f"Thân gửi {parents or 'gia đình cháu'}",
            "to_family": f"Gia đình {parents or 'cháu ' + facts.get('child', '')}",
        }  # fmt: skip
    if kind.base is Base.GRIEF:
        return _deceased(facts, days["died_on"])
    return {"call": facts.get("call") or "ông/bà", "fault": "Đó là lỗi của chúng tôi." if facts.get("fault") == "ours" else ""}


def _parents(facts: Facts, on: date | None) -> list[str]:
    """Father and mother as they are called at the birth, those that are known; a parent is never `cháu`, however young."""
    made = []
    for key, young, old in (("father", "anh", "ông"), ("mother", "chị", "bà")):
        born = birth_year(facts, f"{key}_born")
        aged = born is not None and on is not None and on.year - born > rules.OLD
        if facts.get(key):
            made.append(f"{old if aged else young} {facts[key]}")
    return made


def _deceased(facts: Facts, died: date | None) -> dict[str, str]:
    year = birth_year(facts)
    age = None
    born = rules.day(facts.get("age_known", ""))
    if year is not None and died is not None:
        age = rules.years(born, died) if born else died.year - year
    call = rules.call_of(age=age, sex=facts.get("sex", ""))
    child = call == "cháu"
    span = rules.lived(born_year=year, died_year=died.year) if year is not None and died is not None and not child else ""
    return {
        "call": call, "who": f"{call} {facts.get('deceased', '')}", "person": "child" if child else "grown",
        "elder": "yes" if call == "cụ" else "", "born_clause": f", sinh năm {year}," if year is not None and not child else "",
        "lived_clause": f", {span}" if span else "",
        "farewell": "Xin được chia buồn cùng gia đình" if child else "Thành kính phân ưu",
    }  # fmt: skip


def birth_year(facts: Facts, key: str = "age_known") -> int | None:
    """The year of a fact that is a year, a day, or "unknown"."""
    text = facts.get(key, "")
    born = rules.day(text)
    if born:
        return born.year
    return int(text) if re.fullmatch(r"(18|19|20)\d\d", text) else None


def holds(when: Mapping[str, str], known: Mapping[str, str]) -> bool:
    """Whether a piece is printed; "*" = something is known."""
    return all(bool(known.get(key)) if wanted == "*" else known.get(key, "") == wanted for key, wanted in when.items())


LONGEST_TIED = 30
SLOT = re.compile(r"\{([^{}]*)\}")


def unknown_slots(texts: Sequence[str], known: Collection[str] = KNOWN) -> tuple[str, ...]:
    """Words in braces that no letter knows (or none of a kind that knows `known`), and lone braces."""
    found = [name for text in texts for name in SLOT.findall(text) if name not in known]
    lone = ["{" for text in texts if set(SLOT.sub("", text)) & {"{", "}"}]
    return tuple(dict.fromkeys([*found, *lone]))


def check_slots(texts: Sequence[str], known: Collection[str] = KNOWN) -> None:
    """Raises LetterError naming the first word that no letter knows."""
    bad = unknown_slots(texts, known)
    if bad:
        raise LetterError(
            say(
                "Mẫu thư có chỗ {word} mà máy không biết điền gì. Sửa lại mẫu, hoặc viết hẳn ra chữ.",
                word="{" + bad[0].strip("{") + "}",
            )
        )


def filled(text: str, known: Mapping[str, str]) -> str:
    """`text` with its words filled in, on one line."""
    made = SLOT.sub(lambda slot: known.get(slot.group(1), ""), text)
    return re.sub(r" +", " ", made).strip(" ")  # a no-break space stays


def _tied(name: str) -> str:
    """A name that stays on one line; a long one must be free to break."""
    return name.replace(" ", "\u00a0") if len(name) <= LONGEST_TIED else name


def _says(text: str, known: Mapping[str, str]) -> bool:
    """False for a line all of whose words are unknown: it vanishes."""
    slots = SLOT.findall(text)
    return not slots or any(known.get(slot) for slot in slots)


def written(kind: Kind, facts: Facts, office: Office, *, own: Sequence[str] = (), approved: bool = False) -> Written:
    """The letter in words. `own`: the paragraphs as somebody changed them; `approved`: lines about health may be printed.

    Raises LetterError for a word that no letter knows.
    """
    known = variables(kind, facts, office)
    check_slots([*(piece.text for piece in (*kind.paragraphs, *kind.back.items)), kind.official_to, kind.official_opening])
    pieces = [piece for piece in kind.paragraphs if holds(piece.when, known)]
    texts = tuple(own) or tuple(filled(piece.text, known) for piece in pieces)
    strong = tuple(number for number, piece in enumerate(pieces) if piece.strong) if not own else ()
    items = tuple(
        Piece(filled(piece.text, known), lead=piece.lead)
        for piece in kind.back.items
        if holds(piece.when, known) and (approved or not piece.approve)
    )
    lead = tuple(filled(text, known) for text in kind.lead)
    lines = tuple(filled(text, known) for text in kind.lines if _says(text, known))
    below = lines if kind.base is Base.SORRY else ()
    whole = known | {key: _tied(known[key]) for key in ("child", "man", "woman")}
    to = filled(kind.official_to, known) if kind.official_to else ", ".join([" ".join(lead), *(() if below else lines)])
    return Written(
        title=kind.title, greeting=kind.greeting, lead=lead, lines=lines, paragraphs=texts, strong=strong,
        closing=filled(kind.closing, known), back=Back(kind.back.heading, kind.back.intro, items, kind.back.quiet),
        to=to, below=below, opening=filled(kind.official_opening, whole) if _says(kind.official_opening, known) else "",
    )  # fmt: skip


def title_of(kind: Kind, facts: Facts) -> str:
    """Whom a letter is for, in a list."""
    if kind.code == "wedding":
        return " và ".join(text for text in (facts.get("man", ""), facts.get("woman", "")) if text)
    for key in ("child", "deceased", "recipient"):
        if facts.get(key):
            return facts[key]
    return ""


def to_ask(kind: Kind, facts: Facts, *, today: date) -> tuple[str, ...]:
    """What must be known before this letter is signed: a question is put only where its answer could change anything."""
    wanted = []
    for key in kind.asks:
        year, died = birth_year(facts), rules.day(facts.get("died_on", ""))
        if key == "stillborn" and not (year is not None and died is not None and died.year - year <= 1):
            continue
        if key == "court" and not (died is not None and (today - died).days > kind.days):
            continue
        if key == "fault" and facts.get("about") != "late":
            continue
        wanted.append(key)
    if facts.get("told"):
        wanted.append("checked")
    return tuple(wanted)


def event_day(kind: Kind, facts: Facts) -> date | None:
    """The day that the guards count from."""
    key = {"birth": "born_on"}.get(kind.code, "died_on" if kind.base is Base.GRIEF else "event_on")
    return rules.day(facts.get(key, ""))


def case_of(
    kind: Kind, facts: Facts, *, today: date, procedure: str = "", died: tuple[date, ...] = (), mourning: date | None = None,
    rival: bool = False, refused: bool = False,
) -> rules.Case:  # fmt: skip
    """What the guards look at."""
    lives = facts.get("child_lives", "")
    return rules.Case(
        base=kind.base, kind=kind.code, today=today, event_on=event_day(kind, facts), days=kind.days,
        again=procedure in kind.again, grown=procedure in kind.grown, born_on=rules.day(facts.get("born_on", "")),
        child_lives={"yes": True, "no": False, "stillborn": False}.get(lives),
        stillborn=True if lives == "stillborn" else rules.truth(facts, "stillborn"),
        foundling=rules.truth(facts, "foundling"), court=rules.truth(facts, "court"), died=died, mourning=mourning, rival=rival,
        refused=refused,
    )  # fmt: skip

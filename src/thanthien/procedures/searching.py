"""Finding a procedure by what an officer types in a hurry. PURE; an index of a few hundred titles is held in memory.

Ways to match, best first: the code, words with their marks, words without them, words run together, first letters ("tth" finds
"tình trạng hôn nhân"), the field or the life event, one slip of the finger a word, first letters further apart. Within one way
come first the procedures that the unit receives most, then titles with the words further in front, then the catalogue's order.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from thanthien.shared.folding import fold

LONGEST_TEXT = 80
WORD = re.compile(r"[^\W_]+")
CODE = re.compile(r"[0-9][0-9.]{2,}")
SHORTEST_SLIP = 3
# Both "đăng ký" and "đăng kí" are right, and people type either.
I_FOR_Y = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")


class Match(IntEnum):
    """How the text matched; lower is better."""

    CODE = 0
    EXACT_PHRASE = 1
    EXACT_WORDS = 2
    PHRASE = 3
    WORDS = 4
    RUN_TOGETHER = 5
    INITIALS = 6
    TOPIC = 7
    SLIPS = 8
    SPREAD_INITIALS = 9


Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its lower case and its folded form, both with i for y, its folded first letter, and where it begins."""

    written: str
    folded: str
    first: str
    start: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One procedure as the search sees it: first letters (i for y too), and folded words of its field and life event."""

    code: str
    title: str
    words: tuple[Word, ...]
    initials: str
    topic: tuple[str, ...]
    position: int


@dataclass(frozen=True, slots=True)
class Found:
    """One answer: `marks` are the (start, end) parts of the title that matched, for underlining."""

    entry: Entry
    match: Match
    marks: Marks
    start: int = 0
    slips: int = 0


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in composed letters; every letter folds to one letter, so lengths hold for both forms."""
    found = []
    for match in WORD.finditer(unicodedata.normalize("NFC", text)):
        written, folded = match[0].lower(), fold(match[0])
        if folded:
            found.append(Word(written.translate(I_FOR_Y), folded.replace("y", "i"), folded[0], match.start()))
    return tuple(found)


def initials_of(title: str) -> str:
    """First letters, folded: "Cấp Giấy xác nhận tình trạng hôn nhân" gives "cgxntthn"."""
    return "".join(word.first for word in words_of(title))


def entry(*, code: str, title: str, topic: str, position: int) -> Entry:
    title = unicodedata.normalize("NFC", title)
    initials = initials_of(title).replace("y", "i")
    return Entry(code, title, words_of(title), initials, tuple(word.folded for word in words_of(topic)), position)


class Index:
    """The titles in force, ready to be searched."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self.vocabulary = frozenset(word.folded for one in self.entries for word in one.words)

    def search(self, text: str, *, limit: int, weights: Mapping[str, int] | None = None) -> list[Found]:
        """At most `limit` answers, best first; `weights` = how often the unit received each code."""
        typed = _typed(text)
        if not typed:
            return []
        near = [self._near(word) for word in typed]
        found = [hit for one in self.entries if (hit := _match(one, text, typed, near)) is not None]
        often = weights or {}
        found.sort(key=lambda hit: (hit.match, hit.slips, -often.get(hit.entry.code, 0), hit.start, hit.entry.position))
        # Guesses are shown only when nothing better was found: they would be noise below real answers.
        if found and found[0].match < Match.SLIPS:
            found = [hit for hit in found if hit.match < Match.SLIPS]
        return found[:limit]

    def _near(self, typed: Word) -> frozenset[str]:
        """Words of the catalogue within one slip of the typed one."""
        if len(typed.folded) < SHORTEST_SLIP:
            return frozenset({typed.folded})
        return frozenset(word for word in self.vocabulary if one_slip(typed.folded, word))


def one_slip(typed: str, word: str) -> bool:
    """True when one letter changed, lost, added, or two neighbours swapped make `word` of `typed` (or they are the same)."""
    if abs(len(typed) - len(word)) > 1:
        return False
    head = 0
    while head < min(len(typed), len(word)) and typed[head] == word[head]:
        head += 1
    left, right = typed[head:], word[head:]
    swapped = len(left) >= 2 and left[:2] == right[1::-1] and left[2:] == right[2:]
    return left[1:] == right[1:] or left == right[1:] or left[1:] == right or swapped


def _typed(text: str) -> tuple[Word, ...]:
    """The typed words without a leading "thủ tục", which titles leave out too."""
    typed = words_of(text[:LONGEST_TEXT])
    return typed[2:] if [word.folded for word in typed[:2]] == ["thu", "tuc"] and len(typed) > 2 else typed


def _match(one: Entry, text: str, typed: tuple[Word, ...], near: list[frozenset[str]]) -> Found | None:
    """The best way in which the text matches one procedure, or None."""
    if CODE.fullmatch(text.strip()):
        digits = text.replace(".", "").strip()
        code = one.code.replace(".", "")
        return Found(one, Match.CODE, ()) if code.startswith(digits) or code.endswith(digits) else None
    by_words = _by_words(one, typed)
    if by_words:
        return by_words
    joined = "".join(word.folded for word in typed)
    for match, marks in (
        (Match.RUN_TOGETHER, _run_together(one, joined)),
        (Match.INITIALS, _initials(one, joined)),
        (Match.TOPIC, _topic(one, typed)),
    ):
        if marks is not None:
            return Found(one, match, marks)
    slipped = _slips(one, typed, near)
    if slipped is not None:
        return slipped
    spread = _spread_initials(one, joined)
    return None if spread is None else Found(one, Match.SPREAD_INITIALS, spread)


def _by_words(one: Entry, typed: tuple[Word, ...]) -> Found | None:
    """All typed words as beginnings of words of the title: side by side, or in any order."""
    exact = any(not word.written.isascii() for word in typed)
    forms = ((Match.EXACT_PHRASE, Match.EXACT_WORDS, True), (Match.PHRASE, Match.WORDS, False))
    for phrase, scattered, written in forms if exact else forms[1:]:
        wanted = [word.written if written else word.folded for word in typed]
        there = [word.written if written else word.folded for word in one.words]
        for start in range(len(there) - len(wanted) + 1):
            if all(there[start + step].startswith(word) for step, word in enumerate(wanted)):
                return Found(one, phrase, _marks(one, dict(zip(range(start, len(there)), wanted, strict=False))), start)
        places = _any_order(there, wanted)
        if places is not None:
            return Found(one, scattered, _marks(one, places))
    return None


def _any_order(there: list[str], wanted: list[str]) -> dict[int, str] | None:
    """Place → typed word, each typed word on a word of its own, the longest first; None when one finds no place."""
    places: dict[int, str] = {}
    for word in sorted(wanted, key=len, reverse=True):
        free = [place for place, candidate in enumerate(there) if candidate.startswith(word) and place not in places]
        if not free:
            return None
        places[min(free, key=lambda place: (there[place] != word, place))] = word
    return places


def _run_together(one: Entry, joined: str) -> Marks | None:
    """Words typed without spaces ("khaisinh")."""
    if len(joined) < 4:
        return None
    for start in range(len(one.words)):
        rest = joined
        for place, word in enumerate(one.words[start:], start):
            if len(rest) <= len(word.folded):
                if word.folded.startswith(rest) and place > start:
                    return _marks(one, {**{p: one.words[p].folded for p in range(start, place)}, place: rest})
                break
            if not rest.startswith(word.folded):
                break
            rest = rest[len(word.folded) :]
    return None


def _initials(one: Entry, joined: str) -> Marks | None:
    start = one.initials.find(joined) if 2 <= len(joined) <= 12 else -1
    return None if start < 0 else _marks(one, dict.fromkeys(range(start, start + len(joined)), "x"))


def _spread_initials(one: Entry, joined: str) -> Marks | None:
    """First letters in order, other words between them; three letters at least, or everything would match."""
    if not 3 <= len(joined) <= 8:
        return None
    places: dict[int, str] = {}
    letters = iter(enumerate(one.initials))
    for wanted in joined:
        place = next((place for place, letter in letters if letter == wanted), None)
        if place is None:
            return None
        places[place] = wanted
    return _marks(one, places)


def _topic(one: Entry, typed: tuple[Word, ...]) -> Marks | None:
    """Every typed word begins a word of the title, the field or the life event."""
    for word in typed:
        if not any(topic.startswith(word.folded) for topic in (*one.topic, *(there.folded for there in one.words))):
            return None
    return _marks(one, dict(_topic_places(one, typed)))


def _topic_places(one: Entry, typed: tuple[Word, ...]) -> Iterator[tuple[int, str]]:
    for word in typed:
        place = next((place for place, there in enumerate(one.words) if there.folded.startswith(word.folded)), None)
        if place is not None:
            yield place, word.folded


def _slips(one: Entry, typed: tuple[Word, ...], near: list[frozenset[str]]) -> Found | None:
    """Every typed word is, but for one slip, a word of the title; a lone short word is too little to guess from."""
    if len(typed) == 1 and len(typed[0].folded) <= SHORTEST_SLIP:
        return None
    places: dict[int, str] = {}
    slips = 0
    for word, candidates in zip(typed, near, strict=True):
        free = [(place, there.folded) for place, there in enumerate(one.words) if place not in places]
        right = next((place for place, there in free if there.startswith(word.folded)), None)
        place = right if right is not None else next((place for place, there in free if there in candidates), None)
        if place is None:
            return None
        slips += right is None
        places[place] = one.words[place].folded
    return Found(one, Match.SLIPS, _marks(one, places), slips=slips)


def _marks(one: Entry, places: Mapping[int, str]) -> Marks:
    return tuple((one.words[place].start, one.words[place].start + len(text)) for place, text in sorted(places.items()))

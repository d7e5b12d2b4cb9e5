"""The words of a call: what each clip of the voice says, and which of them a hall needs. Pure."""

from collections.abc import Iterable

# Letters as they are called out, one syllable where there is one.
LETTERS = {
    "A": "a", "B": "bê", "C": "xê", "D": "dê", "E": "e", "F": "ép", "G": "gờ", "H": "hát", "I": "i", "J": "gi", "K": "ca",
    "L": "lờ", "M": "mờ", "N": "nờ", "O": "o", "P": "pê", "Q": "quy", "R": "rờ", "S": "sờ", "T": "tê", "U": "u", "V": "vê",
    "W": "vê kép", "X": "ích", "Y": "y dài", "Z": "dét",
}  # fmt: skip
NUMBERS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
KIOSK = "Hôm nay bà con cần làm việc gì? Chạm một ô để lấy số. Không biết chọn gì, chạm ô xanh ở dưới."
FRAME = {"moi-so": "mời số", "den": "đến", "quay": "quầy"}
# Every clip: its name → what it says, in the order in which a person records them.
CLIPS = FRAME | {str(n): word for n, word in enumerate(NUMBERS)} | LETTERS | {"kiosk-hoi": KIOSK}
DIGITS = tuple("0123456789")


def needed(*, letters: Iterable[str], counters: Iterable[int]) -> list[str]:
    """The clips that every call of a hall is made of: its letters, the digits, the counters above nine that have a word."""
    spoken = {letter for letter in "".join(letters).upper() if letter in LETTERS}
    above_nine = {str(number) for number in counters if 9 < number < len(NUMBERS)}
    wanted = {*FRAME, *DIGITS, *above_nine, *spoken}
    return [name for name in CLIPS if name in wanted]


def words_of_call(*, label: str, counter: int) -> list[str]:
    """The clips of one call in their order: moi-so, A, 0, 1, 2, den, quay, 3."""
    number = [str(counter)] if str(counter) in CLIPS else list(str(counter))
    return ["moi-so", *label.upper(), "den", "quay", *number]

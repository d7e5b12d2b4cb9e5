"""A sum of money in Vietnamese words, as receipts have it beside the figures. Pure."""

FIGURES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
GROUPS = ("", " nghìn", " triệu")


def amount_in_words(amount: int) -> str:
    """`8000` → "Tám nghìn đồng"; a sum below nothing → "Âm …". Up to a thousand billion đồng; raises ValueError beyond."""
    if abs(amount) >= 10**15:
        raise ValueError("no receipt is that large")
    text = ("âm " if amount < 0 else "") + (_number(abs(amount)) or "không") + " đồng"
    return text[0].upper() + text[1:]


def _number(number: int) -> str:
    """Groups of three figures, with "tỷ" after every third of them; "" for nothing."""
    if number >= 10**9:
        rest = number % 10**9
        return f"{_number(number // 10**9)} tỷ" + (f" {_groups(rest, full=True)}" if rest else "")
    return _groups(number, full=False)


def _groups(number: int, *, full: bool) -> str:
    """Below a billion. `full`: something larger stands before, so the first group names its empty hundreds."""
    words: list[str] = []
    for place in (2, 1, 0):
        group = number // 1000**place % 1000
        if group:
            words.append(_three(group, full=full or bool(words)) + GROUPS[place])
    return " ".join(words)


def _three(group: int, *, full: bool) -> str:
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    words = [f"{FIGURES[hundreds]} trăm"] if hundreds or full else []
    if tens == 0 and ones and words:
        words.append("linh")
    elif tens == 1:
        words.append("mười")
    elif tens:
        words.append(f"{FIGURES[tens]} mươi")
    if ones:
        words.append(_ones(ones, tens))
    return " ".join(words)


def _ones(ones: int, tens: int) -> str:
    if ones == 5 and tens:
        return "lăm"
    return "mốt" if ones == 1 and tens > 1 else FIGURES[ones]

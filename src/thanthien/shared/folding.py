"""Vietnamese text without its marks, so that "Cẩm Tú", "CAM TU" and "cẩm  tú" are found by one another."""

import unicodedata

# đ has no decomposition in Unicode, and Ð (eth) is what some keyboards and old fonts give for Đ.
D_WITH_STROKE = str.maketrans({"đ": "d", "ð": "d"})


class _Marks(dict[int, int | None]):
    """A table for `str.translate` that drops nonspacing marks; each sign is looked up in Unicode once."""

    def __missing__(self, code: int) -> int | None:
        kept = None if unicodedata.category(chr(code)) == "Mn" else code
        self[code] = kept
        return kept


MARKS = _Marks()


def fold(text: str) -> str:
    """`text` in lower case, marks dropped, đ as d, runs of white space as one space, ends trimmed.

    The result goes into `*_fold` columns; both databases then compare the same letters (SQLite's own folding never folds đ).
    Folding a folded text changes nothing.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    bare = unicodedata.normalize("NFD", text.lower().translate(D_WITH_STROKE))
    return " ".join(bare.translate(MARKS).split())

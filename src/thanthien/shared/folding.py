"""Vietnamese text without its marks, so that "Cẩm Tú", "CAM TU" and "cẩm  tú" are found by one another."""

import unicodedata

# đ has no decomposition in Unicode, and Ð (eth) is what some keyboards and old fonts give for Đ.
D_WITH_STROKE = str.maketrans({"đ": "d", "ð": "d"})


def fold(text: str) -> str:
    """`text` in lower case, marks dropped, đ as d, runs of white space as one space, ends trimmed.

    The result goes into `*_fold` columns; both databases then compare the same letters (SQLite's own folding never folds đ).
    Folding a folded text changes nothing.
    """
    bare = unicodedata.normalize("NFD", text.lower().translate(D_WITH_STROKE))
    letters = "".join(letter for letter in bare if unicodedata.category(letter) != "Mn")
    return " ".join(letters.split())

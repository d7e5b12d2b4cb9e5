"""Which letters the fonts of paper have, asked before anything is set. (Reads the fonts' own tables.)"""

import unicodedata
from functools import lru_cache

from thanthien.shared.paper.engine import FONTS, clean

# Every sheet falls back to this face, and the official form has no other.
FACE = "LiberationSerif-Regular.ttf"


@lru_cache(maxsize=1)
def _letters(stamp: int) -> frozenset[int]:
    """Code points of the face; empty when it is not there (the engine says so itself)."""
    from fontTools.ttLib import TTFont

    path = FONTS / FACE
    if not path.exists():
        return frozenset()
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def undrawn(text: str) -> tuple[str, ...]:
    """The letters of `text` that no sheet could show, each once."""
    known = _letters(FONTS.stat().st_mtime_ns if FONTS.exists() else 0)
    if not known:
        return ()
    return tuple(dict.fromkeys(one for one in clean(text) if ord(one) not in known and unicodedata.category(one)[0] not in "ZC"))

"""Whole numbers as people type them and as addresses carry them: one way to read them in every door."""

LONGEST = 9  # digits; whatever is longer is no number that a page asks for


def number_in(text: str, *, least: int = 0, most: int = 10**LONGEST - 1) -> int | None:
    """`12`, digits alone; None for anything else and outside `least` … `most`."""
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST):
        return None
    found = int(text)
    return found if least <= found <= most else None

"""Texts with holes: what was lived, with a name in each place where every copy has something of its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

# A hole of a text `<:name 5:>`, a hole of a number `"<#order 5#>"` (its quotes go too), a day as the journal writes it or as a
# person does.
MARK = re.compile(r'"<#([^<>]*)#>"|<#([^<>]*)#>|<:([^<>]*):>|(?<!\d)(\d{4}-\d\d-\d\d|\d\d/\d\d/20\d\d)(?!\d)')


def text_hole(name: str) -> str:
    return f"<:{name}:>"


def number_hole(name: str) -> str:
    """In JSON the hole stands between quotes until it is filled: a number has none."""
    return f"<#{name}#>"


@dataclass(frozen=True, slots=True)
class Written:
    """Every second part is the place of a hole."""

    parts: tuple[str, ...]
    holes: tuple[str, ...]

    def fill(self, known: Mapping[str, str]) -> str:
        """The text with every hole filled; `known[hole]` may make the value up."""
        if not self.holes:
            return self.parts[0]
        parts = list(self.parts)
        parts[1::2] = [known[hole] for hole in self.holes]
        return "".join(parts)


def written(text: str) -> Written:
    """`text` with its marks and days as holes."""
    parts, holes, end = [], [], 0
    for hit in MARK.finditer(text):
        parts += [text[end : hit.start()], ""]
        holes.append(next(group for group in hit.groups() if group is not None))
        end = hit.end()
    return Written((*parts, text[end:]), tuple(holes))

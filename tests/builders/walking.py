"""A page read by somebody who asks of each figure "says who?": its figures, and what stands where each of them leads."""

import re
from dataclasses import dataclass
from urllib.parse import urljoin

from django.test import Client
from lxml import html

DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Figure:
    """`count` = what the figure claims to have counted; `href` = where its list is, "" when it stands folded beside it."""

    page: str
    count: int
    href: str
    beside: int = 0


def tree_of(client: Client, path: str):
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return html.fromstring(answer.content.decode()).find(".//main")


def figures(client: Client, path: str) -> list[Figure]:
    """Each figure of a page once."""
    found = []
    for one in tree_of(client, path).xpath(".//*[@data-figure]"):
        count, href = int(one.get("data-figure").replace(".", "")), one.get("href", "")
        found.append(Figure(path, count, urljoin(path, href) if href else "", weight(one)))
    return list(dict.fromkeys(found))


def weight(element) -> int:
    return sum(int(one.get("data-evidence")) for one in element.xpath(".//*[@data-evidence]"))


def behind(client: Client, figure: Figure) -> int:
    """How many acts, dossiers, slips or days the list of a figure holds."""
    if not figure.href:
        return figure.beside
    place, _, fragment = figure.href.partition("#")
    tree = tree_of(client, place)
    if fragment:
        (tree,) = tree.xpath(f".//*[@id='{fragment}']") or [None]
        if tree is None:  # a list that is not shown holds nothing
            return 0
    return weight(tree)


CELLS = ".//td[contains(@class, 'num')] | .//dl[not(@class='how')]/div/dd | .//p[@class='sum']//b | .//p[@class='foot']"


def bare(client: Client, path: str) -> list[str]:
    """Cells of figures that show a number and lead nowhere."""
    return [" ".join(one.text_content().split()) for one in tree_of(client, path).xpath(CELLS) if DIGITS.search(_loose(one))]


def _loose(cell) -> str:
    """What of a cell stands in no link, no folded list and no small print."""
    found = []
    for text in cell.xpath(".//text()"):
        holder = text.getparent().getparent() if text.is_tail else text.getparent()
        if not holder.xpath("ancestor-or-self::a | ancestor-or-self::details | ancestor-or-self::small"):
            found.append(str(text))
    return "".join(found)

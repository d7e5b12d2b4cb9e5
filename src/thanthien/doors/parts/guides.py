"""The guides by role: which there are, for whom, and their text as HTML. The files come from docs/guides at set-up.

A bold word of a guide is a text of the screens, written in Vietnamese; it is shown as the reader's screens show it. A word in
backquotes is a key, or something to type.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from PIL import Image

from thanthien.people.rules import Role
from thanthien.shared.folding import fold

if TYPE_CHECKING:
    from markdown_it.token import Token

FOLDER = Path(settings.PACKAGE) / "doors" / "static" / "vendor" / "guides"
KEY = re.compile(r"F\d{1,2}|Enter|Esc|Space|Tab|[↑↓/?]|[A-Z0-9]|(Ctrl|Alt|Shift) [A-Z0-9]|Ctrl Enter")


@dataclass(frozen=True, slots=True)
class Guide:
    """`slug` is the address and the name of the file; `roles`: whose guide it is, () = nobody's own."""

    slug: str
    roles: tuple[Role, ...] = ()

    def is_for(self, roles: Iterable[str]) -> bool:
        return not set(self.roles).isdisjoint(roles)


CITIZEN = "citizen"  # shown on the portal too, to anybody
GUIDES: tuple[Guide, ...] = (
    Guide("ngay-dau", (Role.ONE_STOP,)),
    Guide("mot-cua", (Role.ONE_STOP,)),
    Guide("chuyen-mon", (Role.SPECIALIST, Role.POLICE, Role.SEAL_CLERK)),
    Guide("lanh-dao", (Role.LEADER, Role.PARTY_SECRETARY)),
    Guide("huong-dan", (Role.GUIDE,)),
    Guide(CITIZEN),
    Guide("admin", (Role.ADMIN,)),
    Guide("cai-dat", (Role.ADMIN,)),
    Guide("settings"),
)


@dataclass(frozen=True, slots=True)
class Text:
    """A guide in one language: title, first sentence, its headings as (anchor, words), the rest as HTML."""

    title: str
    lead: str
    headings: tuple[tuple[str, str], ...]
    html: SafeString


def guide_of(slug: str) -> Guide | None:
    """The guide at an address; None when there is none."""
    return next((guide for guide in GUIDES if guide.slug == slug), None)


def path_of(slug: str, language: str) -> Path:
    """The file of a guide in a language; the Vietnamese one when it was not written in that language."""
    own = FOLDER / f"{slug}.{language}.md"
    return own if language != "vi" and own.exists() else FOLDER / f"{slug}.md"


def text_of(guide: Guide) -> Text:
    """The guide in the language of the screen."""
    return _text(guide.slug, get_language() or settings.LANGUAGE_CODE)


@cache
def _text(slug: str, language: str) -> Text:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.add_render_rule("code_inline", _key_or_code)
    tokens = reader.parse(path_of(slug, language).read_text(encoding="utf-8"))
    title, lead, body = tokens[1].content, tokens[4].content, tokens[6:]
    headings = []
    for at, token in enumerate(body):
        if token.type == "heading_open" and token.tag == "h2":
            words = body[at + 1].content
            anchor = re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")
            token.attrSet("id", anchor)
            headings.append((anchor, words))
        for inner in _said_on_screens(token.children or []):
            _rewrite(inner)
    # Our own files, read with raw HTML switched off
    return Text(title, lead, tuple(headings), mark_safe(reader.renderer.render(body, reader.options, {})))  # noqa: S308


def _said_on_screens(children: "list[Token]") -> "list[Token]":
    """Say every bold word as the screens of the reader do; returns the children."""
    for before, token in zip(children, children[1:], strict=False):
        if before.type == "strong_open" and token.type == "text":
            token.content = gettext(token.content)
    return children


def _rewrite(token: "Token") -> None:
    """Pictures become static files with their size, links to other guides become addresses."""
    if token.type == "image":
        name = str(token.attrs["src"]).rpartition("/")[2]
        with Image.open(FOLDER / name) as picture:
            width, height = picture.size
        token.attrs |= {"src": static(f"vendor/guides/{name}"), "width": width, "height": height, "loading": "lazy"}
    elif token.type == "link_open" and str(token.attrs["href"]).endswith(".md"):
        slug = str(token.attrs["href"]).rpartition("/")[2].partition(".")[0]
        token.attrs["href"] = reverse("guide", args=[slug])


def _key_or_code(renderer: object, tokens: "list[Token]", at: int, options: object, env: object) -> str:
    tag = "kbd" if KEY.fullmatch(tokens[at].content) else "code"
    words = tokens[at].content.replace("&", "&amp;").replace("<", "&lt;")
    return f"<{tag}>{words}</{tag}>"

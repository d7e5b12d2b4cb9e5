"""Drawings of screens: the face of an officer, pictograms, the land of the place; and how a ticket number is set and said."""

import re
import zlib
from pathlib import Path

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from thanthien.people.models import Officer
from thanthien.shared.wording import Sentence, say

register = template.Library()
DRAWN = Path(__file__).resolve().parent.parent / "parts" / "templates" / "parts"
ICONS = frozenset(path.stem for path in (DRAWN / "icons").glob("*.svg"))
OTHER_NAMES = {"hand": "care", "house": "land", "civil": "birth"}
# The lands that a unit may choose from: a drawing (parts/scenery), a band of cloth or tile (static parts/bands), its name.
SCENERIES: dict[str, tuple[Sentence, Sentence]] = {
    "muong": (say("Núi đá, nhà sàn"), say("Vùng Mường, Thái: suối trong thung lũng; cạp váy Mường.")),
    "north": (say("Núi cao phía Bắc"), say("Ruộng bậc thang, nhà trình tường; thổ cẩm Tày, Mông.")),
    "midland": (say("Trung du"), say("Đồi chè bát úp, rừng cọ; hàng lá cọ.")),
    "redriver": (say("Đồng bằng Bắc Bộ"), say("Đình làng, lũy tre, hàng cau; hoa văn Đông Sơn.")),
    "coast": (say("Ven biển miền Trung"), say("Bãi cát, thuyền thúng, đèn biển; sóng vảy.")),
    "highland": (say("Tây Nguyên"), say("Nhà rông, cây nêu, rẫy cà phê; hoa văn Ba Na.")),
    "delta": (say("Sông nước miền Tây"), say("Kênh rạch, dừa nước, ghe nhỏ; sóng và lá.")),
    "city": (say("Phố phường"), say("Nhà ống, hàng cây, cầu dây văng; gạch bông.")),
}
LANDS = frozenset(SCENERIES)

HAIR = {
    "Chị": ("bun", "bob", "long", "tail"),
    "Anh": ("side", "crew", "swept", "neat"),
    "Cán bộ": ("bob", "side", "tail", "crew"),
}
SHIRTS = {"Chị": ("aodai", "aodai", "youth"), "Anh": ("white", "tie", "youth"), "Cán bộ": ("white", "youth")}
SKINS = ("#eac4a2", "#dcae87", "#d9a982", "#efcdae", "#e6bd98", "#f0d0b2", "#e0b48e")
GROUNDS = ("#dcefe6", "#e9ecdd", "#dfe9e0", "#efe8da", "#e6eae6", "#e4f0ea", "#e0ebe8")
COLOURS = ("#2c7a63", "#8a6f4d", "#56508a", "#2f63a0", "#8b4f5c", "#3f7d86")
HAIR_COLOURS = {"black": "#2a2422", "grey": "#6d6a66", "brown": "#4a3428"}
HEX = re.compile(r"#[0-9a-fA-F]{6}")
NEVER_BROKEN = 14  # letters of a phrase that fits every column
DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


@register.filter
def called(officer: Officer) -> str:
    """Anh or Chị as the person is drawn (`avatar.title`) or named (Văn, Thị); "Cán bộ" when neither tells."""
    said = (officer.avatar or {}).get("title")
    if said in HAIR:
        return said
    middle = officer.name.split()[1:-1]
    return "Chị" if "Thị" in middle else "Anh" if "Văn" in middle else "Cán bộ"


@register.filter
def given_name(officer: Officer) -> str:
    """Ngọc: the last word of the name, what a neighbour would say."""
    return officer.name.split()[-1] if officer.name else ""


@register.filter
def face(officer: Officer) -> dict:
    """What the drawn avatar needs; whatever `officer.avatar` leaves open is chosen by the login, so that two officers differ."""
    said, title, seed = officer.avatar or {}, called(officer), zlib.crc32(officer.login.encode())

    def pick(name: str, among: tuple[str, ...], shift: int) -> str:
        value = str(said.get(name, ""))
        known = HEX.fullmatch(value) or value in among
        return value if known else among[(seed >> shift) % len(among)]

    every_hair, every_shirt = sum(HAIR.values(), ()), ("aodai", "white", "tie", "youth", "police")
    hair, shirt = said.get("hair"), said.get("shirt")
    return {
        "hair": hair if hair in every_hair else HAIR[title][seed % len(HAIR[title])],
        "hair_colour": HAIR_COLOURS.get(str(said.get("hair_colour")), HAIR_COLOURS["black"]),
        "shirt": shirt if shirt in every_shirt else SHIRTS[title][(seed >> 3) % len(SHIRTS[title])],
        "colour": pick("colour", COLOURS, 5),
        "skin": pick("skin", SKINS, 8),
        "ground": pick("ground", GROUNDS, 11),
        "glasses": bool(said.get("glasses", (seed >> 14) % 4 == 0)),
    }


@register.filter
def icon_path(name: str) -> str:
    """The template of a pictogram; a sheet of paper when there is none of that name."""
    name = OTHER_NAMES.get(name, name)
    return f"parts/icons/{name if name in ICONS else 'papers'}.svg"


@register.filter
def land_path(scenery: str) -> str:
    """The template of the land behind greetings; the hills when the office names none we have."""
    return f"parts/scenery/{scenery if scenery in LANDS else 'muong'}.svg"


@register.filter
def band(scenery: str) -> str:
    """The class of the brocade band."""
    return scenery if scenery in LANDS else "muong"


@register.filter
def lower_first(text: str) -> str:
    """xã Cẩm Tú inside a sentence."""
    text = str(text)
    return text[:1].lower() + text[1:]


@register.filter
def unbroken(text: str) -> SafeString:
    """A list of short words whose members are never broken over two lines: tạm trú stays together."""
    parts = [part.strip() for part in text.split(",")]
    shown = (format_html('<i class="nb">{}</i>', part) if len(part) <= NEVER_BROKEN else escape(part) for part in parts)
    return mark_safe(", ".join(shown))  # noqa: S308 - each part is escaped above


@register.filter
def letters(label: str) -> str:
    """A of A024."""
    return label.rstrip("0123456789")


@register.filter
def digits(label: str) -> str:
    """024 of A024."""
    return label[len(letters(label)) :]


@register.filter
def spaced(label: str) -> str:
    """A 024 with a hard space, for titles and lists."""
    return f"{letters(label)}\u00a0{digits(label)}"


@register.filter
def spoken(label: str) -> str:
    """A không hai bốn: the letter, then the digits one by one."""
    return " ".join([letters(label), *(DIGITS[int(digit)] for digit in digits(label))])

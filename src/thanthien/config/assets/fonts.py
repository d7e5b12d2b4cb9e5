"""Fonts: cut small for pages (WOFF2), whole for paper (TTF). None is committed; each licence is copied beside its font.

Pages of citizens get two weights (≤ 60 KB together), staff and hall screens five. Be Vietnam Pro has no figures of one width, so
ten digits of one width are cut from it under a name of their own ("Than Thien Num"), for columns of numbers.
"""

import shutil
import unicodedata
from importlib import metadata, resources
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from thanthien.config.assets import VENDOR, Part, Report, stamp_of
from thanthien.shared.paper.engine import FONTS as PAPER

SCREEN = VENDOR / "fonts"
LIBERATION = Path("/usr/share/fonts/truetype/liberation2")
LIBERATION_LICENCE = Path("/usr/share/doc/fonts-liberation2/copyright")
WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold", 800: "ExtraBold"}
CITIZEN, STAFF = (400, 700), (400, 500, 600, 700, 800)
# The digits: weight of the source → the range of weights a page may ask for
CITIZEN_DIGITS = {400: "400", 700: "600 900"}
STAFF_DIGITS = {400: "400", 500: "500", 700: "600 700", 800: "800 900"}
GARAMOND = {400: "Regular", 500: "Medium", 600: "SemiBold"}

VOWELS, TONES = "AĂÂEÊIOÔƠUƯY", ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


def vietnamese() -> set[str]:
    """The 134 letters of Vietnamese that ASCII does not have, both cases."""
    capitals = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | {"Đ"}
    return {letter for capital in capitals for letter in (capital, capital.lower()) if not letter.isascii()}


def wanted_letters() -> set[int]:
    """Code points of a page: ASCII, Latin-1, Vietnamese, names of the Ê Đê, Gia Rai and Ba Na, loose marks, our punctuation."""
    ranges = {*range(0x20, 0x7F), *range(0xA0, 0x100)}
    marks = {0x300, 0x301, 0x302, 0x303, 0x306, 0x309, 0x31B, 0x323}  # ŭ, ĭ, ŏ, ĕ are put together from these
    return ranges | marks | {ord(c) for c in vietnamese()} | {ord(c) for c in "ČčŇňŠšŽž–—‘’‚“”„…•‹›₫€−×≤≥"}


def _package(name: str) -> Path:
    return Path(str(resources.files(name)))


def _be_vietnam(weight: int) -> Path:
    return _package("fontpkg_be_vietnam_pro") / "files" / f"BeVietnamPro-{WEIGHTS[weight]}.ttf"


def cut(source: Path, target: Path, letters: set[int], features: list[str]) -> None:
    """Write `source` (TTF) with only `letters` and `features` as WOFF2."""
    font = TTFont(source)
    _subset(font, letters, features)
    font.flavor = "woff2"
    font.save(target)


def _subset(font: TTFont, letters: set[int], features: list[str]) -> None:
    options = subset.Options(layout_features=features, name_IDs=["*"], hinting=False, notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)


def cut_digits(source: Path, target: Path) -> None:
    """Ten digits, each centred in the width of the widest, so that columns of figures line up; WOFF2, about 1.2 KB."""
    font = TTFont(source)
    _subset(font, set(range(0x30, 0x3A)), [])
    names = [font.getBestCmap()[code] for code in range(0x30, 0x3A)]
    outlines, metrics = font["glyf"], font["hmtx"].metrics
    widest = max(metrics[name][0] for name in names)
    for name in names:
        outline = outlines[name]
        outline.coordinates.translate(((widest - metrics[name][0]) // 2, 0))
        outline.recalcBounds(outlines)
        metrics[name] = (widest, outline.xMin)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = "ThanThienNum" if record.nameID == 6 else "Than Thien Num"
    font.flavor = "woff2"
    font.save(target)


def _face(family: str, weight: str, file: str, only: str = "") -> str:
    limit = f"unicode-range:{only};" if only else ""
    return (
        f'@font-face{{font-family:"{family}";font-style:normal;font-weight:{weight};font-display:swap;'
        f'{limit}src:url({file}) format("woff2")}}'
    )


def style_sheet(weights: tuple[int, ...], digits: dict[int, str]) -> str:
    """The @font-face rules of one kind of page."""
    text = [_face("Be Vietnam Pro", str(weight), f"be-vietnam-pro-{weight}.woff2") for weight in weights]
    numbers = [_face("Than Thien Num", span, f"than-thien-num-{weight}.woff2", "U+30-39") for weight, span in digits.items()]
    return "\n".join([*text, *numbers, ""])


def screen_part() -> Part:
    def make(report: Report) -> list[Path]:
        SCREEN.mkdir(parents=True, exist_ok=True)
        made = []
        for weight in STAFF:
            made.append(SCREEN / f"be-vietnam-pro-{weight}.woff2")
            cut(_be_vietnam(weight), made[-1], wanted_letters(), ["kern", "mark", "mkmk", "ccmp", "locl"])
            report(f"Be Vietnam Pro {weight}")
        for weight in STAFF_DIGITS:
            made.append(SCREEN / f"than-thien-num-{weight}.woff2")
            cut_digits(_be_vietnam(weight), made[-1])
        for name, sheet in (
            ("citizen.css", style_sheet(CITIZEN, CITIZEN_DIGITS)),
            ("staff.css", style_sheet(STAFF, STAFF_DIGITS)),
        ):
            made.append(SCREEN / name)
            made[-1].write_text(sheet)
        made.append(SCREEN / "OFL.txt")
        shutil.copyfile(_package("fontpkg_be_vietnam_pro") / "LICENSE", made[-1])
        report("Than Thien Num")
        return made

    return Part("screen", len(STAFF) + 1, metadata.version("fontpkg-be-vietnam-pro"), make)


def paper_part() -> Part:
    liberation = sorted(LIBERATION.glob("LiberationSerif-*.ttf"))
    note = (
        ""
        if liberation
        else "Thiếu phông Liberation Serif: chưa in được giấy hẹn. Gõ (type): sudo apt-get install -y fonts-liberation2"
    )

    def make(report: Report) -> list[Path]:
        shutil.rmtree(PAPER, ignore_errors=True)
        PAPER.mkdir(parents=True)
        sources = [*liberation, *(_be_vietnam(weight) for weight in WEIGHTS)]
        licences = [(_package("fontpkg_be_vietnam_pro") / "LICENSE", "BeVietnamPro.OFL.txt")]
        licences.append((_package("fontpkg_eb_garamond") / "LICENSE", "EBGaramond.OFL.txt"))
        if liberation:
            licences.append((LIBERATION_LICENCE, "LiberationSerif.OFL.txt"))
        pairs = [(source, PAPER / source.name) for source in sources] + [(source, PAPER / name) for source, name in licences]
        for source, target in pairs:
            shutil.copyfile(source, target)
        report("Liberation Serif, Be Vietnam Pro")
        letters = []
        for italic in (False, True):
            letters += garamond(italic)
            report("EB Garamond" + " Italic" * italic)
        return [target for _, target in pairs] + letters

    versions = " ".join(metadata.version(name) for name in ("fontpkg-be-vietnam-pro", "fontpkg-eb-garamond"))
    return Part("paper", 3, f"{versions}\n{stamp_of(liberation)}", make, note)


def garamond(italic: bool) -> list[Path]:
    """EB Garamond at three weights: static instances of the variable font, Latin and Vietnamese only, one family name."""
    source = _package("fontpkg_eb_garamond") / "files" / f"EBGaramond{'-Italic' * italic}[wght].ttf"
    whole = TTFont(source)
    _subset(
        whole,
        wanted_letters() | set(range(0x100, 0x250)),
        ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "lnum", "pnum", "tnum"],
    )
    made = []
    for weight, word in GARAMOND.items():
        font = instancer.instantiateVariableFont(whole, {"wght": weight}, inplace=False)
        _name(font, weight=weight, italic=italic, style=(word + " Italic" * italic).replace("Regular Italic", "Italic"))
        made.append(PAPER / f"EBGaramond-{word}{'Italic' * italic}.ttf")
        font.save(made[-1])
    return made


def _name(font: TTFont, *, weight: int, italic: bool, style: str) -> None:
    """One family, a weight and a PostScript name of its own: otherwise a PDF mixes the instances up."""
    table, family = font["name"], "EB Garamond"
    table.names = [record for record in table.names if record.nameID in (0, 13, 14)]
    names = {1: family, 2: style, 3: f"{family} {style}", 4: f"{family} {style}", 6: f"EBGaramond-{style.replace(' ', '')}"}
    for number, text in {**names, 16: family, 17: style}.items():
        table.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0x61) | (0x01 if italic else 0x40 if weight == 400 else 0)
    font["head"].macStyle = 2 if italic else 0

"""The one place that calls Typst. Data goes in as JSON, fonts come from one folder, a sheet that cannot be right is refused."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

from thanthien.shared.wording import Refusal

TEMPLATES = Path(__file__).resolve().parent / "templates"
FONTS = Path(__file__).resolve().parent / "fonts"
OFFICIAL = ("a-2a", "ua-1")  # archivable (ISO 19005-2) and readable by a screen reader (ISO 14289-1)
FACES = {"Liberation Serif": "fonts-liberation2", "Be Vietnam Pro": "fontpkg-be-vietnam-pro"}
LONGEST_RUN = 28  # letters without a space that still fit every column; a longer run may be broken anywhere
RUN = re.compile(rf"[^\s\u200b]{{{LONGEST_RUN}}}")


class PaperError(Refusal):
    """A sheet that must not be printed as it is; the text tells a clerk what to do."""


def clean(value: Any) -> Any:
    """`value` ready for paper: composed (NFC), on one line, without controls that hide or turn text; lists and dicts inside too.

    Taken out: bidirectional controls (U+202E prints "gpj.exe" as "exe.jpg"), zero-width letters, what is unassigned or private.
    Dates become ISO text. Raises TypeError for what JSON cannot hold.
    """
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", value)
        if not text.isprintable():  # what is has no other space than " " and nothing of category C: most texts
            text = "".join(" " if c.isspace() and c != "\u00a0" else c for c in text if _prints(c))
        text = re.sub(r" {2,}", " ", text).strip(" ")
        return RUN.sub(lambda run: run.group() + "\u200b", text)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): clean(inner) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [clean(inner) for inner in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    raise TypeError(f"không in được kiểu {type(value).__name__}")


def _prints(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter)[0] != "C"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet that is ready to be set: what `render` takes."""

    template: str
    data: Mapping[str, Any]
    at: datetime
    drawings: Mapping[str, str] | None = None

    def pdf(self) -> bytes:
        """The sheet alone. Raises PaperError."""
        return render(template=self.template, data=self.data, drawings=self.drawings, at=self.at)


def render(
    *, template: str, data: Mapping[str, Any], drawings: Mapping[str, str] | None = None, at: datetime | None = None
) -> bytes:
    """The PDF (A-2a, UA-1) of `template`, a file name in the templates folder, filled with `data`.

    `drawings` are SVG texts that we drew ourselves (QR codes): they go in as they are. `at` is the moment written into the PDF,
    so that the same data makes the same bytes. Raises PaperError.
    """
    return _compile(template, data, drawings, format="pdf", pdf_standards=list(OFFICIAL), timestamp=written(at) if at else None)[
        0
    ]


def written(at: datetime) -> datetime:
    """`at` as a PDF writes it: whole seconds, and Typst takes zones of a fixed offset only."""
    return at.replace(microsecond=0).astimezone(timezone(at.utcoffset() or timedelta()))


def pictures(
    *,
    template: str,
    data: Mapping[str, Any],
    drawings: Mapping[str, str] | None = None,
    format: Literal["png", "svg"] = "png",
    ppi: float = 144.0,
) -> list[bytes]:
    """The same sheet as pictures, one a page. Raises PaperError."""
    return _compile(template, data, drawings, format=format, ppi=ppi)


def _compile(template: str, data: Mapping[str, Any], drawings: Mapping[str, str] | None, **how: Any) -> list[bytes]:
    return typeset(TEMPLATES, template, filled(data, drawings), **how)


def filled(data: Mapping[str, Any], drawings: Mapping[str, str] | None) -> dict[str, Any]:
    """What a template reads: clean data, and our own drawings as they are."""
    return {**clean(data), **(drawings or {})}


def typeset(root: Path, main: str, data: Mapping[str, Any], **how: Any) -> list[bytes]:
    """`main` of the folder `root`, filled with `data`. Raises PaperError."""
    source = json.dumps(data, ensure_ascii=False)
    # A compiler of its own for each sheet: it costs 0.3 ms, and one compiler refuses to work in two threads at once.
    compiler = typst.Compiler(root=str(root), font_paths=_fonts(), ignore_system_fonts=True)
    try:
        made = compiler.compile(input=str(root / main), sys_inputs={"data": source}, **how)
    except typst.TypstError as error:
        raise PaperError(_sentence(error.message)) from error
    return [page for page in (made if isinstance(made, list) else [made]) if page is not None]


def _fonts() -> typst.Fonts:
    stamp = FONTS.stat().st_mtime_ns if FONTS.exists() else 0
    return _loaded_fonts(stamp)


@lru_cache(maxsize=1)
def _loaded_fonts(stamp: int) -> typst.Fonts:
    """Our fonts and nothing of the machine's: a face that is missing is said, never replaced by a similar one in silence."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)] if stamp else [])
    missing = [face for face in FACES if face not in fonts.families()]
    if missing:
        raise PaperError(
            f"Chưa in được: máy thiếu phông chữ {missing[0]}. Cài gói {FACES[missing[0]]} rồi chạy thanthien prepare_assets."
        )
    return fonts


def _sentence(message: str) -> str:
    """Typst's message as a sentence for the person at the counter."""
    refused = re.search(r"paper: (.*)", message)
    if refused:
        return refused.group(1)
    undrawn = re.search(r'the text `"(.+?)"` could not be displayed', message)
    if undrawn:
        return f"Phông chữ của giấy tờ không có chữ “{undrawn.group(1)}”. Xem lại chữ ấy trong họ tên, địa chỉ, rồi in lại."
    return f"Chưa in được tờ này, hồ sơ vẫn còn nguyên. Báo cán bộ kỹ thuật: {message}"

"""Many sheets in one PDF by one compilation: archivable and readable as each alone, and the fonts stand in it once.

Files that are joined afterwards lose their structure, so the sheets are set together. Each has a folder with its templates and a
`data.typ` that gives its part; what people typed stays JSON.
"""

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from thanthien.shared.paper.engine import OFFICIAL, TEMPLATES, PaperError, Sheet, filled, typeset, written

SHARED = ("lib.typ", "form.typ")  # they read the data of their sheet, so each sheet has its own
DRAWN = "ornament.typ"  # reads no data: one for all, and Typst draws what is drawn alike once
HEAD = """#import "batch.typ": batch
#set document(title: batch.title, author: batch.agency)
#set text(lang: "vi", region: "VN")
"""
BATCH = "#let batch = json(bytes(sys.inputs.data))\n"
PART = '#import "../batch.typ": batch\n#let d = batch.sheets.at({place})\n#let sheet = {place}\n'
NEXT = '#counter(page).update(1)\n#include "{place}/{template}"\n'


@dataclass(frozen=True, slots=True)
class Together:
    """The file, empty when no sheet could be set, and by place (from 0) why a sheet is not in it."""

    pdf: bytes
    refused: dict[int, str]


def render_together(sheets: Sequence[Sheet], *, title: str, agency: str, at: datetime) -> Together:
    """The sheets one after the other, each counted from its first leaf, without those that cannot be right.

    One bad sheet stops Typst, so it is looked for by halves: a batch with one costs about three times as much.
    """
    places = list(range(len(sheets)))
    try:
        return Together(_set(sheets, places, title, agency, at), {})
    except PaperError as error:
        refused = _search(sheets, places, str(error), title, agency, at)
    left = [place for place in places if place not in refused]
    return Together(_set(sheets, left, title, agency, at) if left else b"", refused)


def _search(
    sheets: Sequence[Sheet], places: list[int], sentence: str, title: str, agency: str, at: datetime
) -> dict[int, str]:  # fmt: skip
    """By place what is wrong, of places that are known to hold something wrong."""
    if len(places) == 1:
        return {places[0]: sentence}
    found: dict[int, str] = {}
    middle = len(places) // 2
    for half in (places[:middle], places[middle:]):
        try:
            _set(sheets, half, title, agency, at)
        except PaperError as error:
            found |= _search(sheets, half, str(error), title, agency, at)
    return found


def _set(sheets: Sequence[Sheet], places: list[int], title: str, agency: str, at: datetime) -> bytes:
    if not places:
        return b""
    wanted = [sheets[place] for place in places]
    with tempfile.TemporaryDirectory(prefix="thanthien-forms-") as folder:
        root = Path(folder)
        (root / "batch.typ").write_text(BATCH, encoding="utf-8")
        kept = root / "templates"
        kept.mkdir()
        for name in {*SHARED, DRAWN, *(sheet.template for sheet in wanted)}:
            shutil.copyfile(TEMPLATES / name, kept / name)
        for place, sheet in enumerate(wanted):
            _lay(root / str(place), kept, sheet.template, place)
        order = "".join(NEXT.format(place=place, template=sheet.template) for place, sheet in enumerate(wanted))
        (root / "main.typ").write_text(HEAD + order, encoding="utf-8")
        data = {"title": title, "agency": agency, "sheets": [filled(sheet.data, sheet.drawings) for sheet in wanted]}
        return typeset(root, "main.typ", data, format="pdf", pdf_standards=list(OFFICIAL), timestamp=written(at))[0]


def _lay(folder: Path, kept: Path, template: str, place: int) -> None:
    """The templates lie in `kept` once; a folder of a sheet has further names of the same files."""
    folder.mkdir()
    for name in (*SHARED, template):
        _named_too(kept / name, folder / name)
    (folder / DRAWN).write_text(f'#import "../{kept.name}/{DRAWN}": *\n', encoding="utf-8")
    (folder / "data.typ").write_text(PART.format(place=place), encoding="utf-8")


def _named_too(file: Path, name: Path) -> None:
    """One more name for the file; a copy where the disk has no further names."""
    try:
        os.link(file, name)
    except OSError:
        shutil.copyfile(file, name)

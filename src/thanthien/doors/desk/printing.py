"""One printing of many forms while it is made: what was gathered, the file, what it says of each sheet.

The page asks for the sheets in parts, so a bar can show how far it is and stopping is no more than not asking for the next part.
Everything of it lies in a folder of its own, 0600, of one officer, and is swept away a quarter of an hour later. What a printing
holds is written down as printed when its file is handed out, once.
"""

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.http import Http404

from thanthien.dossiers.forms_batch import MOST, Printed, check_batch, set_together
from thanthien.dossiers.rules import DossierError, code_tail
from thanthien.papers.storing import put
from thanthien.shared.paper.engine import Sheet, clean
from thanthien.shared.wording import say

KEPT = timedelta(minutes=15)
FOLDER = "printing"  # in the office's home; no backup takes it
NAME = re.compile(r"[a-z0-9]{8,40}")


@dataclass(slots=True)
class Line:
    """One dossier of a printing: its key, the end of its code, which copy, why it is not in the file ("" when it is)."""

    dossier: int
    tail: str
    copy: int
    problem: str = ""


class Printing:
    """The folder of one printing; 404 for a name that is none."""

    def __init__(self, *, officer: int, name: str) -> None:
        if not NAME.fullmatch(name):
            raise Http404
        self.folder = root() / f"{officer}-{name}"

    def add(self, rows: Sequence[tuple[Printed, Sheet | None]], *, form: str, unit: str, at: datetime) -> int:
        """One more part; how many dossiers there are now. Raises DossierError for too many, PapersError on a full disk."""
        parts = self._parts()
        count = sum(len(part["lines"]) for part in parts) + len(rows)
        check_batch(form, count)
        if parts and (parts[0]["form"], parts[0]["unit"]) != (form, unit):
            raise DossierError(say("Lượt in này là của mẫu khác. In lại từ đầu."))
        told = {
            "form": form, "unit": unit, "at": at.isoformat(),
            "lines": [asdict(Line(row.dossier.pk, code_tail(row.dossier.code), row.copy, row.problem)) for row, _ in rows],
            "sheets": [[sheet.template, clean(sheet.data), sheet.drawings] for _, sheet in rows if sheet is not None],
        }  # fmt: skip
        put(self.folder / f"{len(parts):03d}.json", json.dumps(told, ensure_ascii=False).encode())
        return count

    def set(self) -> list[Line]:
        """Make the file of all parts; every line with what became of it. Raises DossierError when no sheet can be printed."""
        parts = self._parts()
        if not parts:
            raise DossierError(say("Chọn từ 1 đến {n} hồ sơ để in một lượt.", n=MOST))
        form, unit, at = parts[0]["form"], parts[0]["unit"], datetime.fromisoformat(parts[0]["at"])
        lines = [Line(**one) for part in parts for one in part["lines"]]
        kept = [sheet for part in parts for sheet in part["sheets"]]
        sheets = [Sheet(template=template, data=data, at=at, drawings=drawings) for template, data, drawings in kept]
        whole = set_together(sheets=sheets, form=form, unit=unit, at=at)
        for place, line in enumerate([one for one in lines if not one.problem]):
            line.problem = whole.refused.get(place, "")
        if whole.pdf:
            put(self.folder / "lines.json", json.dumps({"form": form, "lines": [asdict(one) for one in lines]}).encode())
            put(self.folder / "file.pdf", whole.pdf)
        for part in self.folder.glob("[0-9]*.json"):
            part.unlink()
        return lines

    def file(self) -> tuple[bytes, str, list[Line]]:
        """The file, its form and the lines that stand in it; 404 when there is none."""
        try:
            told = json.loads((self.folder / "lines.json").read_bytes())
            return (self.folder / "file.pdf").read_bytes(), told["form"], [
                line for line in (Line(**one) for one in told["lines"]) if not line.problem
            ]  # fmt: skip
        except OSError as error:
            raise Http404 from error

    def drop(self) -> None:
        """Nothing of it stays."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _parts(self) -> list[dict]:
        return [json.loads(path.read_bytes()) for path in sorted(self.folder.glob("[0-9]*.json"))]


def root() -> Path:
    return settings.MEDIA_ROOT.parent / FOLDER


def sweep(*, at: datetime) -> None:
    """What was begun and never fetched, and what was printed, goes after a while."""
    for folder in root().glob("*-*"):
        if folder.stat().st_mtime < (at - KEPT).timestamp():
            shutil.rmtree(folder, ignore_errors=True)

"""One printing of many letters while it is made: as `printing`, with letters in place of forms of dossiers."""

import json
from collections.abc import Sequence
from datetime import datetime

from django.http import Http404

from thanthien.doors.desk import printing
from thanthien.letters.paper import MOST, Printed, check_batch, set_together
from thanthien.letters.rules import LetterError
from thanthien.papers.storing import put
from thanthien.shared.paper.engine import Sheet, clean
from thanthien.shared.wording import say


class LetterPrinting(printing.Printing):
    """The folder of one printing of letters; 404 for a name that is none."""

    def add(self, rows: Sequence[tuple[Printed, Sheet | None]], *, form: str, unit: str, at: datetime) -> int:
        """One more part; how many letters there are now. Raises LetterError for too many, PapersError on a full disk."""
        parts = self._parts()
        count = sum(len(part["lines"]) for part in parts) + len(rows)
        check_batch(count)
        told = {
            "unit": unit, "at": at.isoformat(), "form": form,
            "lines": [{"letter": row.letter.pk, "problem": row.problem} for row, _ in rows],
            "sheets": [[one.template, clean(one.data), one.at.isoformat()] for _, one in rows if one is not None],
        }  # fmt: skip
        put(self.folder / f"{len(parts):03d}.json", json.dumps(told, ensure_ascii=False).encode())
        return count

    def set(self) -> list[dict]:
        """Make the file of all parts; every line with what became of it. Raises LetterError when there is nothing."""
        parts = self._parts()
        if not parts:
            raise LetterError(say("Chọn từ 1 đến {n} thư để in một lượt.", n=MOST))
        lines = [line for part in parts for line in part["lines"]]
        kept = [sheet for part in parts for sheet in part["sheets"]]
        sheets = [Sheet(template=template, data=data, at=datetime.fromisoformat(at)) for template, data, at in kept]
        made = set_together(sheets=sheets, unit=parts[0]["unit"], at=datetime.fromisoformat(parts[0]["at"]))
        for place, line in enumerate([one for one in lines if not one["problem"]]):
            line["problem"] = made.refused.get(place, "")
        if made.pdf:
            put(self.folder / "lines.json", json.dumps(lines).encode())
            put(self.folder / "file.pdf", made.pdf)
        for part in self.folder.glob("[0-9]*.json"):
            part.unlink()
        return lines

    def file(self) -> tuple[bytes, list[int]]:
        """The file and the letters that stand in it; 404 when there is none."""
        try:
            lines = json.loads((self.folder / "lines.json").read_bytes())
            return (self.folder / "file.pdf").read_bytes(), [line["letter"] for line in lines if not line["problem"]]
        except OSError as error:
            raise Http404 from error

    @staticmethod
    def sweep(*, at: datetime) -> None:
        printing.sweep(at=at)

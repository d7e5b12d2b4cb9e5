"""The languages of the screens, compiled for gettext from the .po files that are kept in git."""

from pathlib import Path

import polib

from thanthien.config.assets import Part, Report

PACKAGE = Path(__file__).resolve().parents[2]


def compile_all(root: Path = PACKAGE) -> list[Path]:
    """Write the .mo beside each .po; returns them. A reader never sees half a file."""
    made = []
    for path in sorted((root / "locale").glob("*/LC_MESSAGES/*.po")):
        whole = path.with_suffix(".mo.new")
        polib.pofile(str(path)).save_as_mofile(str(whole))
        whole.replace(path.with_suffix(".mo"))
        made.append(path.with_suffix(".mo"))
    return made


def part() -> Part:
    sources = sorted((PACKAGE / "locale").glob("*/LC_MESSAGES/*.po"))

    def make(report: Report) -> list[Path]:
        made = compile_all()
        report("tiếng Việt, English")
        return made

    return Part("words", 1, "".join(path.read_text(encoding="utf-8") for path in sources), make)

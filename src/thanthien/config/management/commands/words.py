"""`thanthien words [--check]`: collect every text of the screens into locale/en, so that it can be translated."""

import contextlib
import shutil
import sys
import tempfile
from pathlib import Path

import polib
from django.conf import settings
from django.core.management.commands import makemessages

LANGUAGE = "en"


def catalogue(root: Path, language: str = LANGUAGE) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def faults(old: Path, new: Path) -> list[str]:
    """What is not as it should be: texts not collected yet, texts that are gone, texts without English."""
    kept, found = ({entry.msgid: entry for entry in polib.pofile(str(path)) if not entry.obsolete} for path in (old, new))
    said = [f"chưa ghi vào bảng chữ: {text}" for text in found if text not in kept]
    said += [f"không còn dùng: {text}" for text in kept if text not in found]
    said += [f"chưa có tiếng Anh: {text}" for text, entry in kept.items() if text in found and _empty(entry)]
    return said


def _empty(entry: polib.POEntry) -> bool:
    texts = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
    return entry.fuzzy or not all(texts)


def _write(found: Path, target: Path) -> None:
    """Keep the collected texts under a head that does not change with the clock, so that a run without news changes nothing."""
    words = polib.pofile(str(found), wrapwidth=0)
    words.header, words.metadata_is_fuzzy = "English of the screens; the source texts are Vietnamese.", False
    words.metadata = {
        "Language": LANGUAGE, "MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit", "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }  # fmt: skip
    target.parent.mkdir(parents=True, exist_ok=True)
    words.save(str(target))


class Command(makemessages.Command):
    help = "Gom chữ trên màn hình vào locale/en; --check: chỉ so sánh, mã thoát 1 khi thiếu chữ hay thiếu tiếng Anh"
    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=say"]  # noqa: RUF012  the base class has a list

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]  # noqa: RUF012

    def add_arguments(self, parser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--check", action="store_true")

    def handle(self, *args, **options) -> None:
        check = options.pop("check")
        package = Path(settings.PACKAGE)
        usual = {
            "locale": [LANGUAGE], "extensions": ["py", "html", "txt"], "no_obsolete": True, "no_location": True,
            "add_location": None, "no_wrap": True, "verbosity": 0,
            "ignore_patterns": ["static/*", "migrations/*", "*/data/*"],
        }  # fmt: skip
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "thanthien"
            shutil.copytree(package, copy, ignore=shutil.ignore_patterns("static", "migrations", "data", "__pycache__", "fonts"))
            with contextlib.chdir(copy):
                (copy / "locale").mkdir(exist_ok=True)
                super().handle(*args, **options | usual)
            if not check:
                _write(catalogue(copy), catalogue(package))
            said = faults(catalogue(package), catalogue(copy))
        for line in said:
            self.stdout.write(line)
        self.stdout.write(f"{len(said)} chỗ cần làm" if said else "Mọi chữ trên màn hình đều có tiếng Anh")
        if check and said:
            sys.exit(1)

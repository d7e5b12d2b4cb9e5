"""The guides of docs/ with their pictures, copied to where the product shows them, so that a wheel carries them along."""

import re
import shutil
from pathlib import Path

from thanthien.config.assets import VENDOR, AssetError, Part, Report, stamp_of

DOCS = Path(__file__).resolve().parents[4] / "docs"
FOLDER = VENDOR / "guides"
SETTINGS = DOCS / "generated" / "settings.md"
PICTURE = re.compile(r"!\[[^\]]*\]\(\.\./pictures/([\w-]+\.png)\)")


def sources(docs: Path = DOCS) -> list[Path]:
    """The guides, the table of settings, and every picture that one of them shows; raises AssetError for what is missing."""
    texts = [*sorted((docs / "guides").glob("*.md")), docs / "generated" / SETTINGS.name]
    missing = [path for path in texts if not path.exists()]
    if missing or len(texts) == 1:
        raise AssetError(f"Thiếu hướng dẫn trong {docs}. Lấy lại thư mục docs (the folder docs is incomplete).")
    names = {name for path in texts for name in PICTURE.findall(path.read_text(encoding="utf-8"))}
    pictures = [docs / "pictures" / name for name in sorted(names)]
    lost = [path.name for path in pictures if not path.exists()]
    if lost:
        raise AssetError(f"Thiếu hình {', '.join(lost)}. Gõ (type): python docs/make_pictures.py")
    return texts + pictures


def part() -> Part:
    """Raises AssetError when docs/ is incomplete."""
    found = sources()

    def make(report: Report) -> list[Path]:
        FOLDER.mkdir(parents=True, exist_ok=True)
        made = [Path(shutil.copyfile(path, FOLDER / path.name)) for path in found]
        for old in set(FOLDER.iterdir()) - set(made):
            old.unlink()
        report("hướng dẫn · guides")
        return made

    return Part("guides", 1, stamp_of(found), make)

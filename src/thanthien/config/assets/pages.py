"""Scripts and styles that pages load, copied from npm's folder into the static files."""

import shutil
from pathlib import Path

from thanthien.config.assets import VENDOR, AssetError, Part, Report, stamp_of

TREE = Path(__file__).resolve().parents[4]
# npm package → its files, each as (path in the package, name in the static folder)
WANTED = {
    "htmx.org": [("dist/htmx.min.js", "htmx.min.js"), ("LICENSE", "htmx.LICENSE.txt")],
    "uplot": [
        ("dist/uPlot.iife.min.js", "uplot.min.js"),
        ("dist/uPlot.min.css", "uplot.min.css"),
        ("LICENSE", "uplot.LICENSE.txt"),
    ],
}


def part() -> Part:
    """Raises AssetError when npm has not fetched a package yet."""
    pairs = [
        (TREE / "node_modules" / package / inside, VENDOR / name) for package, files in WANTED.items() for inside, name in files
    ]
    missing = [source for source, _ in pairs if not source.exists()]
    if missing:
        raise AssetError(f"Thiếu {missing[0].relative_to(TREE)}. Gõ (type): npm ci --ignore-scripts")

    def make(report: Report) -> list[Path]:
        VENDOR.mkdir(parents=True, exist_ok=True)
        for source, target in pairs:
            shutil.copyfile(source, target)
        report("htmx, uPlot")
        return [target for _, target in pairs]

    return Part("pages", 1, stamp_of(source for source, _ in pairs), make)

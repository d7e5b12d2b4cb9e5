"""What pages and papers need and git does not hold: scripts, fonts, the voice of the hall. Made at set-up.

    python -m thanthien.config.assets        (also `thanthien prepare_assets`)

Six parts, each with a fingerprint of what it is made from, so that a machine that gets `espeak-ng` later only renders the voice:
`pages` (htmx, uPlot), `screen` (web fonts), `paper` (TTF for the paper engine), `voice` (clips and a manifest),
`words` (the languages of the screens), `guides` (the pages of help with their pictures).
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Report = Callable[[str], None]  # called once for every step done, with what was done
HERE = Path(__file__).resolve().parent
VENDOR = HERE.parents[1] / "doors" / "static" / "vendor"
RECORD = HERE / "prepared.json"  # not among the static files: it names folders of this machine


class AssetError(Exception):
    """Something that must be there is not; the text says which command brings it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to prepare. `made_from` is text that changes when the result would; `make` writes the files and returns them."""

    name: str
    steps: int
    made_from: str
    make: Callable[[Report], list[Path]]
    note: str = ""  # a sentence for the person at the machine when the part had to go without something

    def fingerprint(self) -> str:
        code = b"".join(path.read_bytes() for path in sorted(HERE.glob("*.py")))
        return hashlib.sha256(code + self.made_from.encode()).hexdigest()


def stamp_of(paths: Iterable[Path]) -> str:
    """Name, size and time of `paths`, one a line: enough to see that a package was updated."""
    return "\n".join(f"{path.name} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in paths)


def all_parts() -> list[Part]:
    """The six parts as this machine can make them now; raises AssetError when a package is missing altogether."""
    from thanthien.config.assets import fonts, guides, pages, voice, words

    return [pages.part(), fonts.screen_part(), fonts.paper_part(), voice.part(), words.part(), guides.part()]


def prepare(*, tell: Callable[[str], None], parts: list[Part] | None = None, record: Path = RECORD) -> None:
    """Make every part that is not up to date. Tells `step/all what` of each step, `! sentence` for what had to be left out."""
    known = json.loads(record.read_text()) if record.exists() else {}
    parts = all_parts() if parts is None else parts
    stale = [part for part in parts if not _is_current(part, known)]
    total, done = sum(part.steps for part in stale), 0

    def report(what: str) -> None:
        nonlocal done
        done += 1
        tell(f"{done}/{total} {what}")

    for part in stale:
        files = part.make(report)
        known[part.name] = {"fingerprint": part.fingerprint(), "files": [str(path) for path in files]}
        record.write_text(json.dumps(known, indent=1))
    for part in parts:
        if part.note:
            tell(f"! {part.note}")


def _is_current(part: Part, known: dict[str, Any]) -> bool:
    entry = known.get(part.name)
    return (
        entry is not None and entry["fingerprint"] == part.fingerprint() and all(Path(name).exists() for name in entry["files"])
    )

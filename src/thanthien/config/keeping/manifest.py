"""The list that lies in every backup: which files, how long, which SHA-256; which version; what the database holds."""

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from thanthien.config.keeping.engines import Contents, KeepingError
from thanthien.shared.wording import say

NAME = "manifest.json"
FORMAT = 1
DATABASES = {"sqlite": "office.sqlite3", "postgresql": "office.pgdump"}


@dataclass
class Manifest:
    """`files`: path inside the backup → [bytes, SHA-256]. `made_at`: ISO text. `elsewhere`: keys that the environment holds."""

    version: str
    engine: str
    made_at: str
    contents: Contents
    files: dict[str, list] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)
    format: int = FORMAT

    @property
    def database(self) -> str:
        return DATABASES[self.engine]

    def write(self, folder: Path) -> None:
        """Last of all, whole or not at all, with a digest of itself."""
        facts = asdict(self)
        part = folder / f"{NAME}.part"
        with part.open("w", encoding="utf-8") as handle:
            json.dump(facts | {"sha256": digest_of_facts(facts)}, handle, ensure_ascii=False, indent=1, sort_keys=True)
            handle.flush()
            os.fsync(handle.fileno())
        part.rename(folder / NAME)
        sync_folder(folder)


def digest_of_facts(facts: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def read(folder: Path) -> Manifest:
    """The manifest of a backup. Raises KeepingError when there is none or it was changed."""
    try:
        facts = json.loads((folder / NAME).read_text(encoding="utf-8"))
        said = facts.pop("sha256")
        if said != digest_of_facts(facts) or facts["format"] != FORMAT or facts["engine"] not in DATABASES:
            raise ValueError
        return Manifest(**facts | {"contents": Contents(**facts["contents"])})
    except FileNotFoundError:
        raise KeepingError(say("Thư mục {folder} không phải bản sao lưu: không có {name}.", folder=folder, name=NAME)) from None
    except (ValueError, KeyError, TypeError):
        raise KeepingError(say("{name} trong {folder} đã bị sửa hoặc hỏng. Dùng bản khác.", folder=folder, name=NAME)) from None


def check(folder: Path, manifest: Manifest) -> Iterator[str]:
    """What of a backup is not as its manifest says: missing, other length, other contents, not on the list."""
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {NAME}
    for name in sorted(there - manifest.files.keys()):
        yield str(say("{name}: không có trong danh sách", name=name))
    for name, (length, digest) in sorted(manifest.files.items()):
        path = folder / name
        if name not in there:
            yield str(say("{name}: thiếu", name=name))
        elif path.stat().st_size != length:
            yield str(say("{name}: dài {have} byte, phải là {want}", name=name, have=path.stat().st_size, want=length))
        elif digest_of(path) != digest:
            yield str(say("{name}: nội dung đã khác", name=name))


def digest_of(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def sync_folder(folder: Path) -> None:
    """A new name in a folder is on the disk only when the folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Names of papers on screens: sources put every condition into one name, people look for what it is."""

from thanthien.shared.folding import fold
from thanthien.shared.wording import say

LONG_NAME = 60
IDENTITY = ("can cuoc", "ho chieu", "chung minh nhan dan", "giay to tuy than")


def is_identity(name: str) -> bool:
    """True for proofs of identity, which each source words in its own way."""
    return any(proof in fold(name)[:60] for proof in IDENTITY)


def paper_parts(name: str) -> tuple[str, str]:
    """A name as (what it is, the rest): "Giấy chứng sinh" and the conditions that the source adds."""
    if len(name) > LONG_NAME and is_identity(name):
        return str(say("Giấy tờ tùy thân")), name
    cut = min((place for mark in (";", " (", ":", ", ") if (place := name.find(mark)) > 0), default=-1)
    if len(name) <= LONG_NAME or not 5 < cut <= LONG_NAME:
        return name, ""
    rest = name[cut:].lstrip(" ;:,").rstrip()
    return name[:cut].strip(), rest[:1].upper() + rest[1:]

"""From a letter to the event that it answers to: the entry of the journal. (Reads.)"""

from collections.abc import Sequence

from thanthien.journal.models import Entry
from thanthien.letters.models import Letter

WRITTEN = ("letter.written", "letter.held")
MOST = 400  # subjects that one statement asks for


def origins(*, letters: Sequence[Letter]) -> dict[int, Entry]:
    """By letter: the entry that it was proposed by, and for one written by hand the entry that says who told of it.

    A proposal counts only when its entry speaks of the same event; what has no origin is not in the answer.
    """
    if not letters:
        return {}
    unit, found = letters[0].unit_id, {}
    proposed = {row.seq: row for row in letters if row.seq is not None}
    for seqs in _parts(sorted(proposed)):
        for entry in Entry.objects.filter(unit=unit, seq__in=seqs):
            if speaks_of(entry, proposed[entry.seq]):
                found[proposed[entry.seq].pk] = entry
    written = {f"letter:{row.pk}": row for row in letters if row.seq is None and row.made_by}
    for subjects in _parts(sorted(written)):
        for entry in Entry.objects.filter(unit=unit, subject__in=subjects, kind__in=WRITTEN).order_by("seq"):
            found.setdefault(written[entry.subject].pk, entry)
    return found


def speaks_of(entry: Entry, letter: Letter) -> bool:
    """Whether the entry tells of the letter's event: its own dossier, mistake or request."""
    room, _, key = letter.event.partition(":")
    if room == "mistake":
        return str(entry.data.get("mistake")) == key
    return entry.subject == f"dossier:{key}" and room in ("dossier", "request")


def _parts(keys: list) -> list[list]:
    return [keys[start : start + MOST] for start in range(0, len(keys), MOST)]

"""Proof that nothing was rewritten: chains walked, state compared with entries both ways, anchors outside compared."""

import hashlib
import json
from collections.abc import Callable, Iterator

from django.apps import apps
from django_scopes import scopes_disabled

from thanthien.journal import anchors
from thanthien.journal.looking import one_look
from thanthien.journal.models import Access, Chain, Entry, Witnessed
from thanthien.journal.rules import GENESIS, Fault, Line, walk
from thanthien.shared.wording import say

Progress = Callable[[str, int], None]


def verify(*, progress: Progress = lambda text, count: None) -> Fault | None:
    """The first fault of this installation, or None. Reads everything once, while the office works on; takes some 300 bytes of
    memory a state row.
    """
    with one_look(), scopes_disabled():  # every unit of this installation is walked
        heads = {chain.unit: chain for chain in Chain.objects.all()}
        units = sorted(set(heads) | set(Entry.objects.values_list("unit", flat=True).distinct()))
        noted: Noted = {}
        for unit in units:
            fault = _walk_unit(unit, heads.get(unit), noted)
            if fault:
                return fault
            progress(say("chuỗi {unit}", unit=unit), heads[unit].seq)
        for check in (_rows(noted, progress), _anchors(heads), _accesses()):
            for fault in check:
                return fault
    return None


# Row → the moment of its newest entry (8 bytes, microseconds) and its digest there (16 bytes; none when the row is gone).
Noted = dict[str, bytes]
COLUMNS = ("unit", "seq", "act", "kind", "at", "written_at", "actor", "subject", "visit", "body", "rows", "prev", "hash")


def _walk_unit(unit: str, chain: Chain | None, noted: Noted) -> Fault | None:
    seq, head = 0, GENESIS
    own: Noted = {}
    entries = Entry.objects.filter(unit=unit).order_by("seq", "pk").values_list(*COLUMNS).iterator(chunk_size=2000)
    for step in walk(((Line(*entry[:-1]), entry[-1]) for entry in entries), unit=unit):
        if isinstance(step, Fault):
            return step
        line, head = step
        seq = line.seq
        _note_rows(line, own)
    if chain is None:
        return Fault(unit, 1, say("chuỗi không có đầu ghi"))
    if (chain.seq, chain.head) != (seq, head):
        text = say("đầu chuỗi ghi số {head}, nhật ký dừng ở số {seq}", head=chain.seq, seq=seq)
        return Fault(unit, min(chain.seq, seq) + 1, text)
    for row, told in own.items():  # what two units wrote is ordered by the moment of writing
        if row not in noted or noted[row][:8] <= told[:8]:
            noted[row] = told
    return None


def _note_rows(line: Line, own: Noted) -> None:
    """The newest digest of each row: within a unit the order of its chain, whatever the PC's clock did."""
    at = max(0, int(line.written_at.timestamp() * 1_000_000)).to_bytes(8, "big")
    for row, digest in json.loads(line.rows).items():
        before = own.get(row)
        latest = at if before is None else max(at, before[:8])
        own[row] = latest + (b"" if digest is None else _packed(digest))


def _packed(digest: str) -> bytes:
    try:
        return bytes.fromhex(digest)
    except ValueError:  # no digest of ours: it will match no row
        return digest.encode() or b"?"


def _rows(noted: Noted, progress: Progress) -> Iterator[Fault]:
    for model in apps.get_models():
        if not issubclass(model, Witnessed):
            continue
        count = 0
        for row in model.kept_by_acts().order_by("pk").iterator(chunk_size=2000):
            name = f"{model.table()}:{row.pk}"
            told = noted.pop(name, b"")
            count += 1
            if len(told) <= 8:
                yield Fault("*", 0, say("{name} có trong bảng mà nhật ký không ghi", name=name))
            elif told[8:] != _packed(row.witness()):
                yield Fault(*_last_of(name), say("{name} khác với lần ghi cuối trong nhật ký", name=name))
        progress(model.table(), count)
    for name, told in noted.items():
        if len(told) > 8:
            yield Fault(*_last_of(name), say("{name} đã mất khỏi bảng", name=name))


def _last_of(row: str) -> tuple[str, int]:
    """Where the newest entry of this row stands: unit and seq."""
    naming = Entry.objects.filter(rows__contains=f'"{row}":').order_by("-written_at", "-seq")
    return naming.values_list("unit", "seq").first() or ("*", 0)


def _anchors(heads: dict[str, Chain]) -> Iterator[Fault]:
    wanted: dict[tuple[str, int], str] = {}
    for unit, seq, digest in anchors.read():
        if wanted.setdefault((unit, seq), digest) != digest:
            yield Fault(unit, seq, say("hai mốc ngoài ghi khác nhau"))
    for unit in sorted({unit for unit, _ in wanted}):
        seqs = sorted(seq for u, seq in wanted if u == unit)
        if unit not in heads or heads[unit].seq < seqs[-1]:
            text = say("đuôi nhật ký bị cắt: mốc ngoài đã thấy số {n}", n=seqs[-1])
            yield Fault(unit, (heads[unit].seq if unit in heads else 0) + 1, text)
            continue
        for start in range(0, len(seqs), 500):
            part = seqs[start : start + 500]
            for seq, digest in Entry.objects.filter(unit=unit, seq__in=part).values_list("seq", "hash"):
                if wanted[unit, seq] != digest:
                    yield Fault(unit, seq, say("khác với mốc ghi ngoài cơ sở dữ liệu"))


def digest_of_accesses(rows: list[Access]) -> str:
    """SHA-256 over the sorted rows of one closed batch."""
    lines = sorted(
        f"{a.unit}|{a.officer}|{a.person}|{a.subject}|{a.reason}|{a.slot.timestamp():.0f}|{a.at.timestamp():.6f}"
        + (f"|{a.through}" if a.through else "")
        for a in rows
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _accesses() -> Iterator[Fault]:
    """Every sealed batch of accesses still has the digest that its entry keeps, and none is older than the seals yet unsealed."""
    for entry in Entry.objects.filter(kind="accesses.sealed").order_by("unit", "seq").iterator():
        data = entry.data
        rows = list(Access.objects.filter(unit=entry.unit, slot__gt=data["after"], slot__lte=data["until"]))
        if len(rows) != data["count"] or digest_of_accesses(rows) != data["digest"]:
            yield Fault(entry.unit, entry.seq, say("lượt xem hồ sơ đã bị sửa hoặc xóa"))

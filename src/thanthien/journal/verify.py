"""Proof that nothing was rewritten: chains walked, state compared with entries both ways, anchors outside compared."""

import hashlib
import json
from collections.abc import Callable, Iterator

from django.apps import apps
from django.db import transaction
from django_scopes import scopes_disabled

from thanthien.journal import anchors
from thanthien.journal.models import Access, Chain, Entry, Witnessed
from thanthien.journal.rules import GENESIS, Fault, Line, walk
from thanthien.shared.wording import say

Progress = Callable[[str, int], None]


def verify(*, progress: Progress = lambda text, count: None) -> Fault | None:
    """The first fault of this installation, or None. Reads everything once; memory grows with the number of state rows."""
    with transaction.atomic(), scopes_disabled():  # every unit of this installation is walked
        heads = {chain.unit: chain for chain in Chain.objects.all()}
        units = sorted(set(heads) | set(Entry.objects.values_list("unit", flat=True).distinct()))
        witnessed: dict[str, str | None] = {}
        written_by: dict[str, tuple[str, int]] = {}
        latest: dict[str, object] = {}
        for unit in units:
            fault = _walk_unit(unit, heads.get(unit), witnessed, written_by, latest)
            if fault:
                return fault
            progress(say("chuỗi {unit}", unit=unit), heads[unit].seq)
        for check in (_rows(witnessed, written_by, progress), _anchors(heads), _accesses()):
            for fault in check:
                return fault
    return None


def _walk_unit(unit: str, chain: Chain | None, witnessed: dict, written_by: dict, latest: dict) -> Fault | None:
    seq, head = 0, GENESIS
    entries = Entry.objects.filter(unit=unit).order_by("seq", "pk").iterator(chunk_size=2000)
    for step in walk(((entry.line(), entry.hash) for entry in entries), unit=unit):
        if isinstance(step, Fault):
            return step
        line, head = step
        seq = line.seq
        _note_rows(line, witnessed, written_by, latest)
    if chain is None:
        return Fault(unit, 1, say("chuỗi không có đầu ghi"))
    if (chain.seq, chain.head) != (seq, head):
        text = say("đầu chuỗi ghi số {head}, nhật ký dừng ở số {seq}", head=chain.seq, seq=seq)
        return Fault(unit, min(chain.seq, seq) + 1, text)
    return None


def _note_rows(line: Line, witnessed: dict, written_by: dict, latest: dict) -> None:
    """The newest digest of each row: within a unit the order of its chain, whatever the PC's clock did; rows that two units wrote
    are ordered by the moment of writing.
    """
    for row, digest in json.loads(line.rows).items():
        same_chain = row in written_by and written_by[row][0] == line.unit
        if row not in latest or same_chain or latest[row] <= line.written_at:
            witnessed[row], written_by[row], latest[row] = digest, (line.unit, line.seq), line.written_at


def _rows(witnessed: dict[str, str | None], written_by: dict[str, tuple[str, int]], progress: Progress) -> Iterator[Fault]:
    seen: set[str] = set()
    for model in apps.get_models():
        if not issubclass(model, Witnessed):
            continue
        count = 0
        for row in model.kept_by_acts().order_by("pk").iterator(chunk_size=2000):
            name = f"{model.table()}:{row.pk}"
            seen.add(name)
            count += 1
            if name not in witnessed or witnessed[name] is None:
                yield Fault("*", 0, say("{name} có trong bảng mà nhật ký không ghi", name=name))
            elif witnessed[name] != row.witness():
                yield Fault(*written_by[name], say("{name} khác với lần ghi cuối trong nhật ký", name=name))
        progress(model.table(), count)
    for name, digest in witnessed.items():
        if digest is not None and name not in seen:
            yield Fault(*written_by[name], say("{name} đã mất khỏi bảng", name=name))


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

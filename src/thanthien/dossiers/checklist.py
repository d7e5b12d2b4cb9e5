"""Pure: the checklist at reception, what the officer says of each paper, and what may be received and printed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from thanthien.dossiers.rules import DossierError
from thanthien.procedures.rules import is_cut
from thanthien.shared.wording import say


class PaperState(StrEnum):
    OK = "ok"
    MISSING = "missing"
    LOOK = "look"
    NA = "na"

    @property
    def label(self) -> str:
        return {"ok": say("Đủ"), "missing": say("Thiếu"), "look": say("Cần xem"), "na": say("Không áp dụng")}[self.value]


@dataclass(frozen=True, slots=True)
class Asked:
    """One paper the procedure asks for. `mandatory` False = only in some cases."""

    order: int
    name: str
    original: int = 0
    copy: int = 0
    mandatory: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """What the officer says of one paper. Empty `name`, `original`, `copy` keep the catalogue's; `source`: whence the answer."""

    state: PaperState
    name: str = ""
    original: int | None = None
    copy: int | None = None
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a checked list, as it goes on the dossier."""

    order: int
    name: str
    state: PaperState
    original: int
    copy: int
    note: str = ""
    source: str = ""


def checked(asked: Sequence[Asked], marks: Mapping[int, Mark]) -> list[Line]:
    """The checklist as marked. A paper of some cases, unmarked, does not apply; an order not in the catalogue is an extra paper.

    Raises DossierError when a paper is missing (Decree 61/2018 articles 15, 17: ask once for all of it, or refuse with a reason),
    when a mandatory one was not looked at, or is said not to apply without a reason.
    """
    absent = Mark(PaperState.NA)
    lines = [_line(paper, marks.get(paper.order, None if paper.mandatory else absent)) for paper in asked]
    known = {paper.order for paper in asked}
    extra = sorted((order, mark) for order, mark in marks.items() if order not in known)
    for order, mark in extra:
        if not mark.name.strip():
            raise DossierError(say("Có một giấy thêm chưa ghi tên. Ghi tên giấy, hoặc bỏ dòng ấy."))
        lines.append(_line(Asked(order, mark.name, original=1), replace(mark, name="")))
    lacking = [line.name for line in lines if line.state is PaperState.MISSING]
    if lacking:
        raise DossierError(
            say(
                "Còn thiếu: {papers}. Lập phiếu yêu cầu bổ sung một lần cho đủ, hoặc đánh dấu “Không áp dụng” và ghi lý do.",
                papers=_listed(map(_short, lacking)),
            )
        )
    return lines


def _line(paper: Asked, mark: Mark | None) -> Line:
    if mark is None:
        raise DossierError(say("Chưa xem giấy: {name}. Đánh dấu Đủ, Thiếu, Cần xem hoặc Không áp dụng.", name=_short(paper.name)))
    if paper.mandatory and mark.state is PaperState.NA and not (mark.note.strip() or mark.source.strip()):
        raise DossierError(
            say("Giấy bắt buộc: {name}. Ghi lý do không phải nộp, hoặc lấy từ cơ sở dữ liệu nào.", name=_short(paper.name))
        )
    original = paper.original if mark.original is None else mark.original
    copy = paper.copy if mark.copy is None else mark.copy
    return Line(paper.order, mark.name.strip() or paper.name, mark.state, original, copy, mark.note.strip(), mark.source.strip())


def printable(lines: Iterable[Line]) -> list[Line]:
    """The papers handed in, for Form 01. Raises DossierError that names those whose name is cut."""
    given = [line for line in lines if line.state in (PaperState.OK, PaperState.LOOK)]
    cut = [say("giấy {order} “{name}”", order=line.order, name=line.name) for line in given if is_cut(line.name)]
    if cut:
        raise DossierError(
            say("Tên giấy tờ trong danh mục bị cắt giữa chừng: {papers}. Viết đủ tên trước khi in.", papers=_listed(cut))
        )
    return given


def _short(name: str, *, most: int = 60) -> str:
    """A paper's name as far as one reads it in a sentence: the catalogue's run to 300 letters; cut between words, in quotes."""
    return name if len(name) <= most else "“" + name[:most].rsplit(" ", 1)[0].rstrip(" ,;:(/") + "…”"


def _listed(names: Iterable[str]) -> str:
    return "; ".join(map(str, names))

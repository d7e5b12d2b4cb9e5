"""Pure rules of the turns that a dossier takes: supplements, duties to pay, apologies, stops, mistakes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from thanthien.dossiers.rules import DossierError
from thanthien.shared.wording import Sentence, say

Kind = TypeVar("Kind", bound=StrEnum)


class ClockMode(StrEnum):
    """What a finished stop does to the term: it starts again from zero, or runs on from where it stood."""

    RESTART = "restart"
    PAUSE = "pause"

    @property
    def label(self) -> Sentence:
        return {"restart": say("tính lại từ đầu"), "pause": say("chạy tiếp")}[self.value]


class StopKind(StrEnum):
    """For what the clock stands still."""

    SUPPLEMENT = "supplement"
    DUTY = "duty"

    @property
    def label(self) -> Sentence:
        return {"supplement": say("chờ người nộp bổ sung giấy"), "duty": say("chờ người nộp làm nghĩa vụ tài chính")}[self.value]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line of Form 02: the paper or the point, how many, and what is wrong with what is there."""

    name: str
    why: str = ""
    original: int = 0
    copy: int = 0

    def as_dict(self) -> dict[str, object]:
        return {"name": self.name, "why": self.why, "original": self.original, "copy": self.copy}


MOST_WANTED = 30


def wanted(rows: Sequence[Mapping[str, object]]) -> list[Wanted]:
    """The lines of a supplement, tidied, empty ones left out. Raises DossierError when nothing is asked."""
    lines = []
    for row in rows:
        name, why = (" ".join(str(row.get(key, "")).split()) for key in ("name", "why"))
        if not name and not why:
            continue
        if not name:
            raise DossierError(say("Có lý do mà chưa ghi giấy nào. Ghi tên giấy, hoặc nội dung cần hoàn thiện."), field="items")
        lines.append(Wanted(name[:300], why[:300], _count(row.get("original")), _count(row.get("copy"))))
    if not lines:
        raise DossierError(
            say("Chưa ghi cần bổ sung gì. Ghi đủ trong một lần: luật chỉ cho yêu cầu bổ sung một lần."), field="items"
        )
    if len(lines) > MOST_WANTED:
        raise DossierError(say("Một phiếu ghi nhiều nhất {n} dòng. Gộp các giấy cùng loại.", n=MOST_WANTED), field="items")
    return lines


def _count(value: object) -> int:
    text = str(value if value is not None else "").strip()
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and int(text) <= 99):
        raise DossierError(say("Số lượng bản là số từ 0 đến 99."), field="items")
    return int(text)


def check_number(*, number: int, allowed: int, exception: str) -> None:
    """A supplement beyond what the law allows needs the law's exception named. Raises DossierError."""
    if number <= allowed or len(exception.strip()) >= 8:
        return
    raise DossierError(
        say(
            "Hồ sơ này đã được yêu cầu bổ sung {n} lần, luật chỉ cho {allowed} lần. Giải quyết theo giấy đang có, "
            "hoặc ghi điều luật cho phép yêu cầu thêm.",
            n=number - 1, allowed=allowed,
        ),
        field="exception",
    )  # fmt: skip


def clock_after(*, asked_in_time: bool, was_late: bool, law_restarts: bool) -> ClockMode:
    """A dossier that was asked about within the law's days starts again from zero; asked later, or after its date, the office
    gains nothing: the clock runs on.
    """
    return ClockMode.RESTART if law_restarts and asked_in_time and not was_late else ClockMode.PAUSE


def _one_of(kinds: type[Kind], text: str, *, field: str, ask: Sentence) -> Kind:
    """The member that a code names. Raises DossierError with `ask` at its field for another word."""
    if text not in set(kinds):
        raise DossierError(ask, field=field)
    return kinds(text)


class Cause(StrEnum):
    """Why a dossier is late: a code for the figures; the words of the letter stand beside."""

    WORKLOAD = "workload"
    OTHER_BODY = "other_body"
    VERIFY = "verify"
    ABSENT = "absent"
    SYSTEM = "system"
    OURS = "ours"
    OTHER = "other"

    @property
    def label(self) -> Sentence:
        return CAUSES[self]


CAUSES: dict[Cause, Sentence] = {
    Cause.WORKLOAD: say("nhiều hồ sơ cùng lúc"),
    Cause.OTHER_BODY: say("chờ cơ quan khác trả lời"),
    Cause.VERIFY: say("phải xác minh thêm"),
    Cause.ABSENT: say("người phụ trách vắng"),
    Cause.SYSTEM: say("máy móc, đường truyền hỏng"),
    Cause.OURS: say("cơ quan làm chậm"),
    Cause.OTHER: say("lý do khác"),
}


def cause(text: str) -> Cause:
    """A cause by its code; raises DossierError for another word."""
    return _one_of(Cause, text, field="cause", ask=say("Chọn một nguyên nhân trong danh sách."))


def check_new_date(*, new_due: datetime, old_due: datetime, at: datetime, working: bool) -> None:
    """The new promise lies after now and after the old one, at an hour when the office is open. Raises DossierError."""
    if new_due <= at:
        raise DossierError(say("Ngày hẹn lại đã qua. Chọn một ngày sau hôm nay."), field="new_due")
    if new_due <= old_due:
        raise DossierError(say("Ngày hẹn lại phải sau ngày đã hẹn. Trả sớm hơn thì không cần hẹn lại."), field="new_due")
    if not working:
        raise DossierError(say("Lúc hẹn lại cơ quan không làm việc. Chọn ngày giờ làm việc."), field="new_due")


class Ground(StrEnum):
    """On what ground a dossier is stopped (Form 05)."""

    ASKED = "asked"
    NO_SUPPLEMENT = "no_supplement"
    NO_DUTY = "no_duty"
    LAW = "law"

    @property
    def label(self) -> Sentence:
        return GROUNDS[self]


GROUNDS: dict[Ground, Sentence] = {
    Ground.ASKED: say("người nộp xin dừng"),
    Ground.NO_SUPPLEMENT: say("quá hạn mà không bổ sung giấy"),
    Ground.NO_DUTY: say("quá hạn mà không làm nghĩa vụ tài chính"),
    Ground.LAW: say("pháp luật buộc dừng"),
}


def ground(text: str) -> Ground:
    """A ground by its code; raises DossierError for another word."""
    return _one_of(Ground, text, field="ground", ask=say("Chọn căn cứ dừng trong danh sách."))


class Fault(StrEnum):
    """What went wrong on the office's side, or came to light later."""

    WRONG_RESULT = "wrong_result"
    WRONG_REQUEST = "wrong_request"
    LOST_PAPER = "lost_paper"
    DAMAGED_PAPER = "damaged_paper"

    @property
    def label(self) -> Sentence:
        return FAULTS[self]


FAULTS: dict[Fault, Sentence] = {
    Fault.WRONG_RESULT: say("kết quả ghi sai"),
    Fault.WRONG_REQUEST: say("đòi giấy không có trong quy định"),
    Fault.LOST_PAPER: say("làm mất giấy của dân"),
    Fault.DAMAGED_PAPER: say("làm hỏng giấy của dân"),
}


def fault(text: str) -> Fault:
    """A fault by its code; raises DossierError for another word."""
    return _one_of(Fault, text, field="kind", ask=say("Chọn loại sai sót trong danh sách."))


def said(text: str, *, least: int = 5, most: int = 500, field: str = "reason", ask: Sentence) -> str:
    """A reason in words, blanks tidied. Raises DossierError with `ask` when it says nothing."""
    tidy = " ".join(text.split())
    if len(tidy) < least:
        raise DossierError(ask, field=field)
    if len(tidy) > most:
        raise DossierError(say("Ghi gọn lại, không quá {n} chữ cái.", n=most), field=field)
    return tidy

"""Pure: the parts of a year's programme and when each may be written; a record, its answer, its decision and its end."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thanthien.conduct.rules import ConductError
from thanthien.shared.wording import say

LONGEST = 2000


class Part(StrEnum):
    """Of a programme of self-discipline, in the order of the year."""

    PROMISE = "promise"
    MID = "mid"
    REVIEW = "review"


PART_NAMES: dict[Part, str] = {
    Part.PROMISE: say("Tôi hứa rèn luyện"), Part.MID: say("Nhìn lại giữa năm"), Part.REVIEW: say("Tự đánh giá cuối năm"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """Which parts a programme has; `remarked`: the leader has said theirs."""

    promise: bool = False
    mid: bool = False
    review: bool = False
    remarked: bool = False


def may_write(part: Part, written: Written, *, today: date, opens: date) -> bool:
    """The promise until the mid-year look; then each part from its day, until the leader's remark."""
    if written.remarked or today < opens:
        return False
    if part is Part.PROMISE:
        return not (written.mid or written.review)
    return written.promise and not (part is Part.MID and written.review)


def check_write(part: Part, written: Written, *, today: date, opens: date) -> None:
    """Raises ConductError with the reason."""
    if may_write(part, written, today=today, opens=opens):
        return
    if written.remarked:
        raise ConductError(say("Lãnh đạo đã nhận xét, nên phần này không sửa nữa."), part)
    if today < opens:
        raise ConductError(say("Phần này mở từ {day:%d/%m/%Y}.", day=opens), part)
    if part is not Part.PROMISE and not written.promise:
        raise ConductError(say("Ghi điều tôi hứa trước."), part)
    raise ConductError(say("Đã sang phần sau, nên phần này không sửa nữa."), part)


def check_words(text: str, field: str) -> str:
    """What somebody wrote, tidied. Raises ConductError."""
    said = text.strip()
    if not said:
        raise ConductError(say("Ghi vài chữ rồi gửi."), field)
    if len(said) > LONGEST:
        raise ConductError(say("Dài quá {n} chữ. Rút ngắn lại.", n=LONGEST), field)
    return said


class Kind(StrEnum):
    PRAISE = "praise"
    INCIDENT = "incident"


KIND_NAMES: dict[Kind, str] = {Kind.PRAISE: say("Lời khen"), Kind.INCIDENT: say("Việc chưa tốt")}


class Source(StrEnum):
    """Who says so."""

    RATING = "rating"
    CITIZEN = "citizen"
    PETITION = "petition"
    VISIT = "visit"
    COLLEAGUE = "colleague"
    PRESS = "press"


SOURCE_NAMES: dict[Source, str] = {
    Source.RATING: say("Phiếu đánh giá"), Source.CITIZEN: say("Người dân nói trực tiếp"), Source.PETITION: say("Đơn, phản ánh"),
    Source.VISIT: say("Buổi kiểm tra"), Source.COLLEAGUE: say("Đồng nghiệp"), Source.PRESS: say("Báo chí"),
}  # fmt: skip


class Decision(StrEnum):
    RIGHT = "right"
    EXPLAINED = "explained"
    WRONG = "wrong"


DECISION_NAMES: dict[Decision, str] = {
    Decision.RIGHT: say("Đúng như ghi nhận"), Decision.EXPLAINED: say("Có, nhưng có lý do"), Decision.WRONG: say("Không đúng"),
}  # fmt: skip


def check_decide(*, decided: bool, answered: bool, answer_by: date, today: date) -> None:
    """A record is decided once, after its officer's answer or when the term for it is over. Raises ConductError."""
    if decided:
        raise ConductError(say("Ghi nhận này đã có kết luận."))
    if not answered and today <= answer_by:
        raise ConductError(say("Chờ cán bộ trả lời đến hết {day:%d/%m/%Y} rồi kết luận.", day=answer_by))


def check_answer(*, decided: bool) -> None:
    """An officer answers, and mends the answer, until the leader decides. Raises ConductError."""
    if decided:
        raise ConductError(say("Ghi nhận này đã có kết luận, nên không trả lời thêm được. Nói với lãnh đạo nếu thấy chưa đúng."))


def check_same_day(*, done: date, today: date) -> None:
    """What was done today is taken back today, no later. Raises ConductError."""
    if done != today:
        raise ConductError(say("Việc ghi ngày {day:%d/%m/%Y}, chỉ rút được trong ngày. Ghi thêm một việc để nói lại.", day=done))


CHECKS: dict[str, str] = {
    "plate": say("Thẻ, bảng tên và ảnh tại quầy"), "hours": say("Có mặt đúng giờ"), "dress": say("Trang phục gọn gàng"),
    "greeting": say("Chào hỏi, nói năng nhẹ nhàng"), "order": say("Phòng sáng, xanh, sạch, đẹp, an toàn"),
    "posted": say("Niêm yết đủ, còn đọc được"),
}  # fmt: skip

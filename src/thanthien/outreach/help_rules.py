"""Pure rules of help online: what a citizen is helped with, which notes are refused, what a day's target is."""

import re
from enum import StrEnum

from thanthien.shared.folding import fold
from thanthien.shared.wording import Refusal, Sentence, say


class HelpError(Refusal):
    """The help desk refuses; one sentence, with the field it stands at."""

    def __init__(self, text: str, *, field: str = "") -> None:
        super().__init__(text)
        self.field = field


class HelpKind(StrEnum):
    """What was done for somebody; the order is that of the keys 1–4. A VNeID that is installed is not one of level 2 yet."""

    PORTAL = "portal"
    QR = "qr"
    VNEID = "vneid"
    LEVEL2 = "level2"


HELP_NAMES: dict[HelpKind, Sentence] = {
    HelpKind.PORTAL: say("Nộp hồ sơ trên Cổng Dịch vụ công"),
    HelpKind.QR: say("Trả tiền bằng mã QR"),
    HelpKind.VNEID: say("Cài ứng dụng VNeID"),
    HelpKind.LEVEL2: say("Kích hoạt định danh mức 2"),
}
NOTE_MOST, TARGET_MOST = 120, 500
# Words before which or after which something secret is written down.
_SECRET_WORD = re.compile(r"\b(mat khau|mk|pass(word|code)?|pw|pin|otp|ma xac (thuc|nhan)|ma pin)\b")
_SECRET_SHAPE = re.compile(r"(?=\S*[A-Za-z])(?=\S*\d)(?=\S*[^\w\s.,/:()-])\S{6,}")


def kind_of(text: str) -> HelpKind:
    """Raises HelpError for another word."""
    if text not in tuple(HelpKind):
        raise HelpError(say("Chọn một trong bốn việc đã làm giúp."), field="kind")
    return HelpKind(text)


def tidy_note(text: str) -> str:
    """A short note. Raises HelpError for one that looks as if it held a password, a PIN or a code: nobody writes those down."""
    note = " ".join(text.split())
    if _SECRET_WORD.search(fold(note)) or _SECRET_SHAPE.search(note) or re.fullmatch(r"\d{4,8}", note):
        raise HelpError(
            say("Ghi chú giống mật khẩu hoặc mã xác thực. Không ghi những thứ ấy ở đâu cả; người dân tự gõ trên máy của mình."),
            field="note",
        )
    if len(note) > NOTE_MOST:
        raise HelpError(say("Ghi chú dài quá {most} chữ. Rút gọn lại.", most=NOTE_MOST), field="note")
    return note


def tidy_target(text: str) -> int:
    """How many people a day the unit wants to help. Raises HelpError for what is no number of 1 to 500."""
    typed = text.strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 3 and 1 <= int(typed) <= TARGET_MOST):
        raise HelpError(say("Chỉ tiêu một ngày là số từ 1 đến {most}.", most=TARGET_MOST), field="per_day")
    return int(typed)

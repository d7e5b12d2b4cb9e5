"""Pure rules of the book: kinds of matter, the ways a matter takes, what was typed, whose name is kept secret."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from thanthien.shared.wording import Refusal, Sentence, say


class ReceptionError(Refusal):
    """The book refuses; one sentence, with the field it stands at."""

    def __init__(self, text: str, *, field: str = "") -> None:
        super().__init__(text)
        self.field = field


class Matter(StrEnum):
    """What people come with. The first four are those of the law on receiving citizens; the police hears the rest too."""

    COMPLAINT = "complaint"
    DENUNCIATION = "denunciation"
    PROPOSAL = "proposal"
    FEEDBACK = "feedback"
    REPORT = "report"
    QUESTION = "question"


MATTER_NAMES: dict[Matter, Sentence] = {
    Matter.COMPLAINT: say("Khiếu nại"),
    Matter.DENUNCIATION: say("Tố cáo"),
    Matter.PROPOSAL: say("Kiến nghị"),
    Matter.FEEDBACK: say("Phản ánh"),
    Matter.REPORT: say("Trình báo, tin báo"),
    Matter.QUESTION: say("Hỏi thủ tục, hỏi việc"),
}


class Course(StrEnum):
    """Which way the matter takes: columns 8 to 10 of the form, and answered on the spot."""

    ANSWERED = "answered"
    TAKEN_UP = "taken_up"
    RETURNED = "returned"
    PASSED_ON = "passed_on"


COURSE_NAMES: dict[Course, Sentence] = {
    Course.ANSWERED: say("Trả lời ngay"),
    Course.TAKEN_UP: say("Thụ lý để giải quyết"),
    Course.RETURNED: say("Trả lại đơn và hướng dẫn"),
    Course.PASSED_ON: say("Chuyển nơi có thẩm quyền"),
}
# A result is waited for only where something goes on.
GOES_ON = frozenset({Course.TAKEN_UP, Course.PASSED_ON})
# Who denounced is a secret (Law on Denunciations 2018): only who received them and the chief read the name.
SECRET = frozenset({Matter.DENUNCIATION})
NAME_MOST, ADDRESS_MOST, CONTENT_MOST, BODY_MOST, RESULT_MOST, REASON_MOST = 80, 160, 500, 120, 300, 200
PEOPLE_MOST = 500
FIELDS = ("name", "address", "phone", "id_last", "people", "matter", "content", "settled_by", "course", "passed_to", "note")
_LONG_NUMBER = re.compile(r"\d(?:[ .\-]?\d){8,}")


@dataclass(frozen=True, slots=True)
class Facts:
    """A line as typed, tidied. `id_last`: the last four digits of the identity card, "" = not shown. `people` ≥ 1."""

    name: str
    address: str
    phone: str
    id_last: str
    people: int
    matter: Matter
    content: str
    settled_by: str
    course: Course
    passed_to: str
    note: str


def facts(typed: Mapping[str, str]) -> tuple[Facts | None, dict[str, Sentence]]:
    """The line that was typed (see FIELDS), or None and what is wrong by field."""
    told = {name: " ".join(typed.get(name, "").split()) for name in FIELDS}
    errors = _wrong(told)
    if errors:
        return None, errors
    course = Course(told["course"])
    return Facts(
        told["name"], told["address"], _digits(told["phone"]), told["id_last"], int(told["people"] or 1), Matter(told["matter"]),
        told["content"], told["settled_by"], course, told["passed_to"] if course is Course.PASSED_ON else "", told["note"],
    ), {}  # fmt: skip


def _wrong(told: Mapping[str, str]) -> dict[str, Sentence]:
    errors: dict[str, Sentence] = {}
    if not 2 <= len(told["name"]) <= NAME_MOST:
        errors["name"] = say("Ghi họ và tên người đến, nhiều nhất {most} chữ.", most=NAME_MOST)
    if told["phone"] and not re.fullmatch(r"(\+84|0)[0-9]{8,10}", _digits(told["phone"])):
        errors["phone"] = say("Số điện thoại bắt đầu bằng 0 và có 9 đến 11 chữ số.")
    if told["id_last"] and not re.fullmatch(r"[0-9]{4}", told["id_last"]):
        errors["id_last"] = say("Chỉ ghi 4 số cuối của thẻ căn cước, ví dụ 4317.")
    if told["people"] and not (re.fullmatch(r"[0-9]{1,3}", told["people"]) and 1 <= int(told["people"]) <= PEOPLE_MOST):
        errors["people"] = say("Số người là số từ 1 đến {most}.", most=PEOPLE_MOST)
    if told["matter"] not in tuple(Matter):
        errors["matter"] = say("Chọn loại việc.")
    if told["course"] not in tuple(Course):
        errors["course"] = say("Chọn hướng xử lý.")
    if len(told["content"]) < 5:
        errors["content"] = say("Ghi nội dung việc, một hai câu là đủ.")
    if told["course"] == Course.PASSED_ON and len(told["passed_to"]) < 3:
        errors["passed_to"] = say("Ghi nơi nhận đơn, ví dụ Thanh tra tỉnh.")
    long = {
        "address": ADDRESS_MOST,
        "content": CONTENT_MOST,
        "settled_by": BODY_MOST,
        "passed_to": BODY_MOST,
        "note": REASON_MOST,
    }
    for name, most in long.items():
        if len(told[name]) > most:
            errors[name] = say("Dài quá {most} chữ. Rút gọn lại.", most=most)
    for name in ("name", "content", "note"):
        if name not in errors and _LONG_NUMBER.search(told[name]):
            errors[name] = say("Ô này có dãy số dài. Sổ không ghi số định danh, bỏ số đi; điện thoại ghi ở ô riêng.")
    return errors


def _digits(text: str) -> str:
    return re.sub(r"[ .\-]", "", text)


def tidy_result(text: str) -> str:
    """What became of a matter. Raises ReceptionError when nothing is said, or too much."""
    words = " ".join(text.split())
    if not 5 <= len(words) <= RESULT_MOST:
        raise ReceptionError(say("Ghi kết quả đã trả lời người dân, từ 5 đến {most} chữ.", most=RESULT_MOST), field="result")
    return words


def tidy_reason(text: str) -> str:
    """Why a line is struck out. Raises ReceptionError when nothing is said."""
    words = " ".join(text.split())[:REASON_MOST]
    if len(words) < 3:
        raise ReceptionError(say("Ghi lý do gạch dòng này, người sau còn hiểu. Số đã cấp vẫn giữ."), field="reason")
    return words


def name_open_to(*, matter: Matter, receiver: str, login: str, leads: bool) -> bool:
    """True when `login` may read who came: of a denunciation only who received them (`receiver`) and whoever `leads`."""
    return matter not in SECRET or leads or login == receiver

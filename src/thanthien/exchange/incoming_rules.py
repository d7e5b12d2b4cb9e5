"""Pure rules of what comes from the national portal: reading a record, what is wrong with one, what becomes of it."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from thanthien.dossiers.rules import OPEN, PAUSED, Status
from thanthien.exchange.rules import ExchangeError
from thanthien.shared.clock import VIETNAM
from thanthien.shared.wording import Sentence, say

MOST_MEGABYTES, MOST_RECORDS = 2, 500
OLDEST = timedelta(days=366)
NEW = "1"  # portal state of what nobody has answered yet
TAKEN_BACK = "7"  # portal state of what its owner wants back
ID = re.compile(r"[0-9]{9}|[0-9]{12}")


class IncomingState(StrEnum):
    """Waiting for an officer, more was asked of its owner, accepted, refused, taken back by its owner; kept aside, put away."""

    WAITING = "waiting"
    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ASIDE = "aside"
    DISMISSED = "dismissed"


class Fault(StrEnum):
    """Why a record is kept aside; a code without anything of a person."""

    MALFORMED = "malformed"
    NO_CODE = "no_code"
    NOT_NEW = "not_new"
    NO_PROCEDURE = "no_procedure"
    NO_OWNER = "no_owner"
    KIND = "kind"
    ID_NUMBER = "id_number"
    DATE = "date"
    NO_SUBMITTER = "no_submitter"
    NOT_HERE = "not_here"
    REFUSED = "refused"


FAULT_NAMES: dict[Fault, Sentence] = {
    Fault.MALFORMED: say("Bản ghi không đọc được. Xin Cổng gửi lại, hoặc bỏ."),
    Fault.NO_CODE: say("Thiếu mã hồ sơ của Cổng. Xin Cổng gửi lại bản ghi có mã."),
    Fault.NOT_NEW: say("Hồ sơ trên Cổng không còn ở trạng thái mới đăng ký. Xem trên Cổng, rồi bỏ bản ghi này."),
    Fault.NO_PROCEDURE: say("Mã thủ tục không có trong danh mục đang áp dụng. Nạp lại danh mục rồi bấm Thử lại."),
    Fault.NO_OWNER: say("Thiếu tên chủ hồ sơ. Xin Cổng gửi lại bản ghi đủ tên."),
    Fault.KIND: say("Chưa biết loại chủ hồ sơ này. Nhờ người cài đặt xem bảng mã của Cổng rồi bấm Thử lại."),
    Fault.ID_NUMBER: say("Số định danh không đủ 9 hoặc 12 chữ số. Xin Cổng gửi lại bản ghi đúng."),
    Fault.DATE: say("Ngày nộp sai, chưa đến hoặc cũ quá một năm. Xin Cổng gửi lại bản ghi đúng."),
    Fault.NO_SUBMITTER: say("Hồ sơ của tổ chức mà không ghi người nộp. Mời người đại diện ra quầy, rồi bỏ bản ghi này."),
    Fault.NOT_HERE: say("Người nộp rút trên Cổng, nhưng xã chưa nhận hồ sơ này nên không có gì để rút. Bỏ bản ghi này."),
    Fault.REFUSED: say("Máy của xã chưa nhận được bản ghi này. Bấm Thử lại; vẫn thế thì báo quản trị."),
}


class Wish(StrEnum):
    """What became of its owner's wish to take an answered dossier back: none; an officer has to act, they did, the owner thought
    better of it; it came too late, because of the result, a refusal or a stop."""

    NONE = ""
    ASKED = "asked"
    DONE = "done"
    DROPPED = "dropped"
    HAS_RESULT = "has_result"
    WAS_REFUSED = "was_refused"
    WAS_STOPPED = "was_stopped"


WISH_NAMES: dict[Wish, Sentence] = {
    Wish.ASKED: say("người dân xin rút trên Cổng"),
    Wish.DONE: say("đã rút theo ý người dân"),
    Wish.DROPPED: say("người dân không rút nữa"),
    Wish.HAS_RESULT: say("không rút được: đã có kết quả"),
    Wish.WAS_REFUSED: say("không rút được: đã từ chối tiếp nhận"),
    Wish.WAS_STOPPED: say("không rút được: đã dừng giải quyết"),
}
TOO_LATE = {
    Status.READY: Wish.HAS_RESULT, Status.RETURNED: Wish.HAS_RESULT, Status.REFUSED: Wish.WAS_REFUSED,
    Status.STOPPED: Wish.WAS_STOPPED,
}  # fmt: skip


class Answer(StrEnum):
    """What a record of state 7 does: nothing is here to take back, it says nothing new, the dossier ends at once, an officer has
    to act, it comes too late."""

    NOT_HERE = "not_here"
    SAME = "same"
    WITHDRAW = "withdraw"
    ASK = "ask"
    LATE = "late"


def answer(*, dossier: Status | None, wish: Wish, fresh: bool) -> Answer:
    """What becomes of the wish, by where the dossier stands (None = there is none); `fresh`: the record was not seen before."""
    if dossier is None:
        return Answer.NOT_HERE
    if dossier is Status.REGISTERED:
        return Answer.WITHDRAW
    if dossier in OPEN or dossier in PAUSED:
        seen = wish is Wish.ASKED or (wish is Wish.DROPPED and not fresh)
        return Answer.SAME if seen else Answer.ASK
    return Answer.LATE if TOO_LATE.get(dossier, wish) is not wish else Answer.SAME


class BadRecord(Exception):
    """A record that cannot become a dossier, with its fault."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(str(fault))


@dataclass(frozen=True, slots=True)
class Filed:
    """A record that can become a dossier. `person_kind`: citizen, business, household, organisation."""

    code: str
    procedure: str
    owner: str
    person_kind: str
    id_number: str
    phone: str
    email: str
    submitter: str
    submitter_id: str
    submitter_phone: str
    submitted_at: datetime


def records_of(content: bytes) -> list[object]:
    """The records of a file: a list, or an answer of the portal with its list in `result` or `data`. Raises ExchangeError."""
    if len(content) > MOST_MEGABYTES * 1024 * 1024:
        raise ExchangeError(say("Tệp lớn quá {most} MB. Xuất ít hồ sơ hơn một lần.", most=MOST_MEGABYTES), field="file")
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ExchangeError(say("Tệp không phải JSON của Cổng. Xuất lại từ Cổng rồi chọn tệp ấy."), field="file") from error
    if isinstance(data, dict):
        data = data.get("result") or data.get("data")
    if not isinstance(data, list) or not data:
        raise ExchangeError(say("Tệp không có hồ sơ nào. Xem lại ngày xuất trên Cổng."), field="file")
    if len(data) > MOST_RECORDS:
        raise ExchangeError(say("Tệp có quá {most} hồ sơ. Xuất ít ngày hơn một lần.", most=MOST_RECORDS), field="file")
    return data


def code_of(row: object) -> str:
    """The portal's code of a record; empty when it has none."""
    return _text(row, "MaHoSo")[:60] if isinstance(row, Mapping) else ""


def takes_back(row: object) -> bool:
    """Whether the record says that its owner takes the dossier back."""
    return isinstance(row, Mapping) and bool(code_of(row)) and _text(row, "TrangThaiHoSo") == TAKEN_BACK


def words_of(row: Mapping[str, Any]) -> str:
    """What the owner wrote beside it; the record has no field of its own for why."""
    return _text(row, "GhiChu")[:180]


def canonical(row: object) -> str:
    """One text for one content, whatever the order of its fields."""
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def filed(row: object, *, person_kinds: Mapping[str, str], at: datetime) -> Filed:
    """A record as the office needs it. `person_kinds`: our word → the portal's code. Raises BadRecord."""
    if not isinstance(row, Mapping):
        raise BadRecord(Fault.MALFORMED)
    if not code_of(row):
        raise BadRecord(Fault.NO_CODE)
    if _text(row, "TrangThaiHoSo") != NEW:
        raise BadRecord(Fault.NOT_NEW)
    kind = next((ours for ours, theirs in person_kinds.items() if theirs == _text(row, "LoaiDoiTuong")), None)
    if not _text(row, "MaTTHC"):
        raise BadRecord(Fault.NO_PROCEDURE)
    if not _text(row, "ChuHoSo"):
        raise BadRecord(Fault.NO_OWNER)
    if kind is None:
        raise BadRecord(Fault.KIND)
    number = re.sub(r"[ .\-]", "", _text(row, "SoDinhDanh"))
    if kind == "citizen" and number and not ID.fullmatch(number):
        raise BadRecord(Fault.ID_NUMBER)
    who = row.get("ThongTinNguoiNop")
    who = who if isinstance(who, Mapping) else {}
    if kind != "citizen" and not _text(who, "TenNguoiNop"):
        raise BadRecord(Fault.NO_SUBMITTER)
    return Filed(
        code=code_of(row), procedure=_text(row, "MaTTHC")[:40], owner=_text(row, "ChuHoSo")[:120], person_kind=kind,
        id_number=number[:20], phone=_text(row, "SoDienThoai")[:20], email=_text(row, "Email")[:120],
        submitter=_text(who, "TenNguoiNop")[:120], submitter_id=_digits(_text(who, "SoDinhDanh")),
        submitter_phone=_text(who, "SoDienThoai")[:20], submitted_at=_moment(_text(row, "NgayNopHoSo"), at),
    )  # fmt: skip


def files_of(row: Mapping[str, Any]) -> list[str]:
    """The names of the files that came with a record."""
    found = row.get("TaiLieuNop")
    rows: Sequence[Any] = found if isinstance(found, list) else []
    return [_text(one, "TenTepDinhKem")[:200] for one in rows if isinstance(one, Mapping) and _text(one, "TenTepDinhKem")]


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return " ".join(str(value).split()) if isinstance(value, str | int) else ""


def _digits(text: str) -> str:
    plain = re.sub(r"[ .\-]", "", text)
    return plain if ID.fullmatch(plain) else ""


def _moment(text: str, at: datetime) -> datetime:
    """`yyyyMMddHHmmss` in Vietnam's time; a year old at most and not to come (the portal's clock may be some minutes fast)."""
    if not re.fullmatch(r"[0-9]{14}", text):
        raise BadRecord(Fault.DATE)
    try:
        moment = datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=VIETNAM)
    except ValueError as error:
        raise BadRecord(Fault.DATE) from error
    if not at - OLDEST <= moment <= at + timedelta(minutes=15):
        raise BadRecord(Fault.DATE)
    return moment

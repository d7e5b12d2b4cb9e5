"""How a dossier is told to whose it is: one headline and what to do next. Words only; what is true comes from the room."""

from dataclasses import dataclass
from datetime import datetime

from thanthien.doors.parts.templatetags.words import day_words, hour
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import OPEN, Standing, Status, standing
from thanthien.shared.wording import say


@dataclass(frozen=True, slots=True)
class Headline:
    """`icon` is a drawing's name, `late` colours the panel."""

    icon: str
    title: str
    when: str
    late: bool = False


def is_late(dossier: Dossier, *, at: datetime) -> bool:
    """Past its present date and still with the office; one that stands still or has ended is not."""
    return bool(dossier.due_at and dossier.state in OPEN and standing(due=dossier.due_at, at=at) is Standing.LATE)


def headline(dossier: Dossier, *, at: datetime) -> Headline:
    """Where it is, in the words of a neighbour; no name, no reason that others behind should not read."""
    if dossier.returned_at:
        return Headline("check", say("Đã trả kết quả"), say("Trả {day}", day=day_words(dossier.returned_at)))
    if dossier.finished_at:
        return Headline("check", say("Đã có kết quả"), say("Mời ông/bà đến nhận"))
    if dossier.state == Status.SUPPLEMENT:
        return Headline("papers", say("Chờ ông/bà bổ sung giấy tờ"), say("Ngày hẹn đang dừng"))
    if dossier.state == Status.FINANCE:
        return Headline("clock", say("Chờ ông/bà nộp nghĩa vụ tài chính"), say("Ngày hẹn đang dừng"))
    if not dossier.due_at or dossier.state not in OPEN:
        return Headline("cross", say("Không còn xử lý"), say("Có điều chưa rõ, xin hỏi bàn hướng dẫn"))
    when = {"day": day_words(dossier.due_at), "hour": hour(dossier.due_at)}
    if is_late(dossier, at=at):
        return Headline("clock", say("Xã xin lỗi, hồ sơ đã quá ngày hẹn"), say("Hẹn {day}", day=when["day"]), late=True)
    return Headline("check", say("Đang làm, còn trong hẹn"), say("Trả kết quả {day}, lúc {hour}", **when))


def next_words(dossier: Dossier, *, at: datetime) -> str:
    """What the person does now; mostly nothing, and then it is said."""
    if dossier.returned_at:
        return say("Xong việc. Bà con giữ kết quả cẩn thận; thấy sai chữ nào, mang lại quầy xã sửa.")
    if dossier.finished_at:
        return say("Đến quầy “Trả kết quả”, mang theo giấy hẹn. Đi thay thì mang thêm giấy ủy quyền.")
    if dossier.state == Status.SUPPLEMENT:
        return say("Bà con bổ sung giấy tờ xã đã báo. Xã chỉ hỏi một lần.")
    if dossier.state == Status.FINANCE:
        return say("Bà con nộp khoản dưới đây rồi mang chứng từ đến quầy xã. Trong lúc chờ, ngày hẹn được lùi lại.")
    if dossier.state in (Status.REFUSED, Status.WITHDRAWN, Status.STOPPED):
        return say("Hồ sơ không còn đi tiếp. Cần làm lại, mời bà con đến bàn hướng dẫn.")
    if is_late(dossier, at=at):
        return say("Bà con không phải làm gì thêm, không phải nộp lại. Xong lúc nào, xã báo ngay lúc đó.")
    return say("Bà con không phải làm gì thêm. Thiếu gì, xã gọi một lần cho đủ.")

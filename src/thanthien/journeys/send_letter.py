"""A signed letter (`letters`) goes to whoever brought its dossier by a message (`messaging`) with a link that opens it."""

from datetime import datetime

from django.conf import settings

from thanthien.journal.actions import act
from thanthien.letters import sending
from thanthien.letters.models import Letter
from thanthien.letters.rules import LetterError
from thanthien.messaging import queries as messaging
from thanthien.shared.actor import Actor
from thanthien.shared.wording import Sentence, say


def why_not(*, letter: Letter, at: datetime) -> Sentence | None:
    """Why this letter cannot go by message; None when it can."""
    if letter.dossier is None:
        return say("Thư này không từ hồ sơ nào nên máy chưa có số điện thoại. Trao tận tay hoặc gửi bưu chính.")
    if settings.DEMO:
        return say("Bản trình diễn không gửi tin ra ngoài.")
    if not settings.PUBLIC_ADDRESS:
        return say("Máy chưa có địa chỉ trên mạng để gia đình mở thư. Nhờ quản trị đặt địa chỉ.")
    if messaging.written_way(dossier=letter.dossier, at=at) is None:
        return say("Chưa nhắn được: xã chưa bật kênh, hồ sơ thiếu số điện thoại và thư điện tử, hoặc họ không nhận tin.")
    return None


def send_letter(*, letter: Letter, agreed: bool, by: Actor, at: datetime) -> Letter:
    """Asked for now; it counts as handed over when the message has gone. Raises LetterError with what to do instead."""
    problem = why_not(letter=letter, at=at)
    if problem is not None:
        raise LetterError(problem)
    subject = f"letter:{letter.pk}"
    with act(unit=letter.unit_id, by=by, at=at):
        if any(one.code == "waiting" for one in messaging.of_subject(unit=letter.unit_id, subject=subject)):
            raise LetterError(say("Tin về thư này đang chờ gửi. Đợi tin đi rồi xem lại."))
        return sending.send(letter=letter, agreed=agreed, by=by, at=at)

"""A signed letter that goes by message: asked for with the person's consent, handed over when the message has gone."""

from datetime import datetime, timedelta

from thanthien.journal.actions import act
from thanthien.letters import access, queries
from thanthien.letters.models import Letter
from thanthien.letters.rules import Act, LetterError, State, Way
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

OPENS = timedelta(days=60)  # how long the link of a message opens the letter


def send(*, letter: Letter, agreed: bool, by: Actor, at: datetime) -> Letter:
    """Whoever brought the dossier shall get this letter by message. Entry `letter.to_send`, which says that they agreed.

    Consent is asked because nothing obliges an office to send a letter (Law 91/2025/QH15; Decree 356/2025). Raises LetterError.
    """
    with act(unit=letter.unit_id, by=by, at=at) as deed:
        row = deed.lock(Letter, pk=letter.pk)
        line = access.check_may(by=by, letter=row, act=Act.SEND)
        if not agreed:
            raise LetterError(say("Hỏi người ấy có muốn nhận thư qua tin nhắn không, rồi đánh dấu ô đồng ý."), field="agreed")
        if row.dossier_id is None:
            raise LetterError(say("Thư này không từ hồ sơ nào nên máy chưa có số điện thoại. Trao tận tay hoặc gửi bưu chính."))
        look = queries.look(letter=row, on=day_of(at))
        if look.stop is not None:
            raise LetterError(look.stop.why)
        row.way = Way.MESSAGE
        deed.save(row)
        data = {"kind": row.kind, "event": row.event, "state": str(row.state), "dossier": row.dossier_id, "agreed": True}
        deed.enter(line.entry, subject=row, data=data)
    return row


def gone(*, letter: Letter, by: Actor, at: datetime) -> Letter:
    """The message has gone: the letter is with its people; one stopped meanwhile stays as it is. Entry `letter.handed`."""
    with act(unit=letter.unit_id, by=by, at=at) as deed:
        row = deed.lock(Letter, pk=letter.pk)
        if row.state != State.SIGNED or row.way != Way.MESSAGE:
            return row
        row.state, row.handed_at, row.handed_by = State.HANDED, at, by.code
        deed.save(row)
        days = (day_of(at) - row.event_on).days if row.event_on else None
        data = {"kind": row.kind, "event": row.event, "state": str(row.state), "stop": "", "way": str(row.way), "days": days}
        deed.enter("letter.handed", subject=row, data=data)
    return row


def may_open(*, letter: Letter, asked_at: datetime, at: datetime) -> bool:
    """Whether the link of a message opens the letter: signed or handed over, still going this way, not for ever."""
    return letter.state in (State.SIGNED, State.HANDED) and letter.way == Way.MESSAGE and at <= asked_at + OPENS

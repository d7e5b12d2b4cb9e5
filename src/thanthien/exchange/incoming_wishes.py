"""What its owner takes back on the portal. (Writes of the room.)

Not answered yet, it ends at once. In work, the wish is kept and an officer ends it by the act of the counter. With a result,
refused or stopped, it comes too late: the reason is kept and the portal hears how it stands. Of one that is not here nothing is
taken.
Entries: `incoming.withdrawn` (subject `incoming:<pk>`); `incoming.wish_asked` `.wish_late` `.wish_dropped` `.wish_restored`
`.wish_done` (subject `dossier:<pk>`).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import Status
from thanthien.exchange import access, incoming_queries, incoming_rules
from thanthien.exchange.incoming_rules import Answer, Fault, IncomingState, Wish
from thanthien.exchange.models import Incoming
from thanthien.exchange.rules import ExchangeError
from thanthien.journal.actions import Deed, act
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

BECAUSE = say("Người dân xin rút trên Cổng Dịch vụ công")


def take(deed: Deed, known: Incoming | None, row: Mapping[str, Any], *, key: str, digest: str, source: str) -> str:
    """A record of state 7, inside the act that takes it in. Returns which of `Came` it counts for."""
    dossier = incoming_queries.dossier_of(known) if known is not None and known.dossier_id else None
    if known is None or dossier is None:
        return _not_here(deed, known or Incoming(unit_id=deed.unit, key=key, source=source, came_at=deed.at), row, digest)
    status, wish = Status(dossier.state), Wish(known.wish)
    what = incoming_rules.answer(dossier=status, wish=wish, fresh=known.digest != digest)
    if what is Answer.SAME:
        return "same"
    known.digest = digest
    if what is Answer.WITHDRAW:
        return _withdrawn(deed, known, dossier, incoming_rules.words_of(row))
    known.wish_at = deed.at
    if what is Answer.LATE:
        known.wish = incoming_rules.TOO_LATE[status]
        deed.save(known)
        deed.enter("incoming.wish_late", subject=f"dossier:{dossier.pk}", data={"record": known.pk, "wish": str(known.wish)})
        return "late"
    known.wish, known.wish_words = Wish.ASKED, incoming_rules.words_of(row)
    deed.save(known)
    deed.enter("incoming.wish_asked", subject=f"dossier:{dossier.pk}", data={"record": known.pk})
    return "wished"


def _not_here(deed: Deed, record: Incoming, row: Mapping[str, Any], digest: str) -> str:
    """Kept aside with the reason; the same record again says nothing new."""
    if record.pk is not None and record.fault == Fault.NOT_HERE:
        return "same"
    new = record.pk is None
    record.state, record.fault, record.body, record.digest = IncomingState.ASIDE, Fault.NOT_HERE, dict(row), digest
    deed.save(record, new=new)
    deed.enter("incoming.aside", subject=record, data={"fault": str(Fault.NOT_HERE), "source": record.source})
    return "aside"


def _withdrawn(deed: Deed, record: Incoming, dossier: Dossier, words: str) -> str:
    """Nobody has answered it: it ends here, what it says of persons is forgotten."""
    dossiers.take_back_online(dossier=dossier, reason=_because(words), by=deed.by, at=deed.at)
    record.state, record.decided_at, record.body = IncomingState.WITHDRAWN, deed.at, {}
    deed.save(record)
    deed.enter("incoming.withdrawn", subject=record, data={"dossier": dossier.pk})
    return "withdrawn"


def withdraw(*, record: Incoming, by: Actor, at: datetime) -> Dossier:
    """The officer ends the dossier as its owner wished, by the counter's act (`dossier.withdrawn`). Entry `incoming.wish_done`.

    Raises ExchangeError when no wish is open, DossierError as at the counter (it has a result, another's work).
    """
    with act(unit=record.unit_id, by=by, at=at) as deed:
        row = deed.lock(Incoming, pk=record.pk)
        if row.wish != Wish.ASKED:
            raise ExchangeError(say("Không còn yêu cầu rút nào chờ. Đồng nghiệp vừa làm, hoặc người dân đã thôi rút."))
        dossier = incoming_queries.dossier_of(row)
        asked_on = max(day_of(row.wish_at), day_of(dossier.received_at)) if dossier.received_at else None
        done = dossiers.withdraw(dossier=dossier, reason=_because(row.wish_words), asked_on=asked_on, by=by, at=at)
        row.wish, row.wish_words = Wish.DONE, ""
        deed.save(row)
        deed.enter("incoming.wish_done", subject=f"dossier:{done.pk}", data={"record": row.pk})
    return done


def drop_wish(*, record: Incoming, by: Actor, at: datetime) -> Incoming:
    """The owner thought better of it; the portal hears how the dossier stands. Entry `incoming.wish_dropped`."""
    return _turn(record, Wish.ASKED, Wish.DROPPED, "incoming.wish_dropped", by, at)


def restore_wish(*, record: Incoming, by: Actor, at: datetime) -> Incoming:
    """It was put away by mistake. Entry `incoming.wish_restored`."""
    return _turn(record, Wish.DROPPED, Wish.ASKED, "incoming.wish_restored", by, at)


def _turn(record: Incoming, before: Wish, after: Wish, kind: str, by: Actor, at: datetime) -> Incoming:
    with act(unit=record.unit_id, by=by, at=at) as deed:
        row = deed.lock(Incoming, pk=record.pk)
        access.check_may_answer(by=by, dossier=incoming_queries.dossier_of(row), on=day_of(at))
        if row.wish == before:
            row.wish = after
            deed.save(row)
            deed.enter(kind, subject=f"dossier:{row.dossier_id}", data={"record": row.pk})
    return row


def _because(words: str) -> str:
    """Kept in the language of the office, whoever reads the screen."""
    return f"{BECAUSE.source}: {words}" if words else BECAUSE.source

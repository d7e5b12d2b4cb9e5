"""What `/tra-ket-qua/` shows: results on their shelves, and the one that is being handed over."""

import re
from datetime import datetime

from thanthien.doors.desk.words import OUTCOMES, short_code, split_code, who_full
from thanthien.doors.parts.templatetags.words import day_short, dong, hour
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.queries import owner_masked
from thanthien.dossiers.rules import RELATIONS, RETURN_CHANNELS, Relation, Status, code_tail
from thanthien.people.card import CardData, CardError, parse_card_qr
from thanthien.people.queries import citizen_by_id
from thanthien.queueing import queries as queueing
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

SHOWN = 200
BLANK = {"who": "owner", "collected_by": "", "card": "", "relation": "", "paper": ""}
IN_ADDRESS = re.compile(r"/t/([0-9A-Za-z-]{12,16})")
CHANNELS = {"counter": say("tại quầy"), "post": say("bưu chính"), "online": say("điện tử")}


def tracking_in(text: str) -> str:
    """The tracking code of a scanned address, or the text itself."""
    found = IN_ADDRESS.search(text)
    return found[1] if found else text.strip()


def row(of: Dossier) -> dict:
    """One result of a list; the name is masked."""
    head, short = short_code(of.code)
    since = hour(of.finished_at) if of.finished_at else ""
    return {
        "pk": of.pk, "shelf": of.shelf, "since": f"{since} {day_short(of.finished_at)}" if since else "", "who": owner_masked(of),
        "what": of.procedure_name, "channel": CHANNELS[of.return_channel], "unpaid": bool(of.fee_vnd and not of.fee_paid),
        "head": head, "short": short, "tail": f"{head}{short}",
    }  # fmt: skip


def card_in(text: str) -> CardData | None:
    """The card that was scanned, or None."""
    try:
        return parse_card_qr(text)
    except CardError:
        return None


def listing(*, unit: str) -> dict:
    found = dossiers.ready_for_return(unit=unit, limit=SHOWN + 1)
    rows = [row(of) for of in reversed(found[:SHOWN])]
    return {"rows": rows, "more": max(0, len(found) - SHOWN)}


def nothing() -> dict:
    """The side panel before anybody comes."""
    return {"said": "", "one": None, "many": [], "done": None, "v": {}, "e": {}}


def opened(of: Dossier, *, at: datetime, typed: dict | None = None, errors: dict | None = None, said: str = "") -> dict:
    """The side panel with one dossier; call it after the access is written down."""
    head, tail = split_code(of.code)
    ready = of.state == Status.READY
    if of.returned_at:
        why_not = say(
            "Đã trao cho {collected_by} lúc {hour} ngày {day}.",
            collected_by=of.collected_by,
            hour=hour(of.returned_at),
            day=day_short(of.returned_at),
        )
    elif of.due_at and not ready:
        why_not = say("Chưa có kết quả. Hẹn trả {hour} {day}.", hour=hour(of.due_at), day=day_short(of.due_at))
    else:
        why_not = ""
    one = {
        "pk": of.pk, "code_head": head, "code_tail": tail, "full_name": who_full(of), "what": of.procedure_name, "ready": ready,
        "shelf": of.shelf, "outcome": OUTCOMES.get(of.outcome, ""), "state": Status(of.state).label, "tone": "",
        "not_ready": why_not,
        "finished": _finished(of, at), "mandate": of.mandate,
        "owner_word": say("Người đại diện") if of.organisation else say("Chính chủ"),
        "relations": list(RELATIONS.items()), "named": _named(of) if ready else [],
        "fee_due": dong(of.fee_vnd) if of.fee_vnd and not of.fee_paid else "", "channel": RETURN_CHANNELS[of.return_channel],
    }  # fmt: skip
    return nothing() | {"one": one, "v": BLANK | (typed or {}), "e": errors or {}, "said": said}


def _named(of: Dossier) -> list[dict]:
    """Who may fetch it besides: written down beforehand, or whoever handed the dossier in."""
    named = [{"name": one.name, "relation": RELATIONS[Relation(one.relation)], "paper": one.paper} for one in of.collectors.all()]
    if of.submitter and of.applicant:
        named.append({"name": of.submitter.name, "relation": say("người nộp"), "paper": of.mandate})
    return named


def _finished(of: Dossier, at: datetime) -> str:
    if not of.finished_at:
        return ""
    return say("{hour} hôm nay", hour=hour(of.finished_at)) if day_of(of.finished_at) == day_of(at) else day_short(of.finished_at)


def handed(of: Dossier) -> dict:
    head, short = short_code(of.code)
    return nothing() | {"done": {"head": head, "short": short, "at": of.returned_at, "collected_by": of.collected_by}}


def matching(*, text: str, unit: str, at: datetime) -> tuple[list[Dossier], str]:
    """The dossiers that a scan or a typed tail means, results ready first; and a sentence when there is none.

    A card: whoever it is of. A square code: that dossier. Anything else: the end of a code, a ticket, a name.
    """
    try:
        card = parse_card_qr(text)
    except CardError as error:
        return _by_words(tracking_in(text), unit=unit, at=at, card_says=str(error))
    person = citizen_by_id(unit=unit, id_number=card.id_number)
    found = dossiers.of_person(person=person) if person else []
    ready = [of for of in found if of.state == Status.READY]
    if ready:
        return ready, ""
    waiting = [of for of in found if of.code and not of.returned_at]
    if waiting:
        first = waiting[0]
        due = f"{hour(first.due_at)} {day_short(first.due_at)}"
        return [], say("Người này có hồ sơ {code}, chưa có kết quả. Hẹn {due}.", code=code_tail(first.code), due=due)
    return [], say("Người này không có kết quả nào chờ nhận. Hỏi lại giấy hẹn, có thể hồ sơ đứng tên người khác.")


def _by_words(text: str, *, unit: str, at: datetime, card_says: str) -> tuple[list[Dossier], str]:
    if not text or len(text) > 60:
        return [], card_says
    exact = dossiers.by_tracking(code=text)
    if exact is not None:
        return (
            ([exact], "")
            if exact.unit_id == unit
            else ([], say("Mã này của đơn vị khác. Mời người dân đến đúng nơi ghi trên giấy hẹn."))
        )
    ticket = queueing.find(unit=unit, label=text)
    found = dossiers.find(text=text, unit=unit, at=at, visits=[ticket.visit] if ticket else ())
    ready = [of for of in found if of.state == Status.READY]
    if ready or found:
        return ready or found[:5], ""
    return [], say("Chưa thấy hồ sơ nào khớp “{text}”. Thử bốn số cuối của mã, hoặc quét thẻ căn cước.", text=text)

"""What each audience may see of the journal: a whitelist of fields per kind of entry, and the replay after a position."""

import json

from thanthien.journal import queries
from thanthien.journal.models import Entry

TICKET_OF_HALL = {
    "ticket.taken": ("label", "service", "priority"),
    "ticket.called": ("label", "counter", "calls", "service"),
    "ticket.recalled": ("label", "counter", "calls"),
    "ticket.serving": ("label", "counter"),
    "ticket.absent": ("label", "counter"),
    "ticket.returned": ("label", "service"),
    "ticket.due": ("label",),
    "ticket.transferred": ("label", "from_service", "service", "counter"),
    "ticket.done": ("label", "counter", "service"),
    "ticket.uncalled": ("label", "counter"),
    "ticket.reopened": ("label", "counter"),
    "ticket.restored": ("label", "service"),
    "ticket.left": ("label",),
    "ticket.annulled": ("label",),
    "ticket.no_show": ("label",),
    "counter.opened": ("counter",),
    "counter.closed": ("counter",),
    "counter.paused": ("counter",),
    "counter.resumed": ("counter",),
    "day.closed": ("day",),
    "dossier.received": (),
    "dossier.finished": ("verdict",),
    "dossier.returned": (),
    "dossier.became_late": (),
    "rating.given": (),
}
STAFF = {
    **TICKET_OF_HALL,
    "ticket.called": ("label", "counter", "calls", "service", "officer", "waited_s"),
    "dossier.received": ("code", "procedure", "due_at", "counter"),
    "dossier.finished": ("code", "verdict"),
    "dossier.returned": ("code",),
    "dossier.due_soon": ("code", "due_at"),
    "dossier.became_late": ("code", "due_at"),
    "step.done": ("code", "step", "role", "officer", "verdict"),
    "step.taken": ("code", "step", "officer"),
    "step.sent_back": ("code", "step", "officer"),
    "stage.passed": ("code", "step", "officer"),
    "stage.taken": ("code", "step", "officer"),
    "stage.sent_back": ("code", "step", "officer"),
    "stage.became_late": ("code", "due_at"),
    "opinion.asked": ("code", "step"),
    "opinion.given": ("code", "unit", "in_time"),
    "opinion.taken_back": ("code", "unit"),
    "opinion.withdrawn": ("code", "unit"),
    "opinion.became_late": ("code", "unit"),
    "elsewhere.received": ("code", "to"),
    "elsewhere.sent": ("code", "from", "to"),
    "elsewhere.recalled": ("code", "from", "to"),
    "elsewhere.taken": ("code", "from", "to"),
    "elsewhere.sent_back": ("code", "from", "to"),
    "elsewhere.result_sent": ("code", "from", "to"),
    "elsewhere.result_taken": ("code", "from", "to"),
    "elsewhere.returned": ("code",),
    "elsewhere.cancelled": ("code",),
    "elsewhere.became_late": ("code", "at"),
    "step.released": ("code", "step", "officer"),
    "step.reopened": ("code", "step", "officer"),
    "dossier.reopened": ("code",),
    "dossier.shelved": ("code",),
    "dossier.will_be_late": ("code", "due_at"),
    "dossier.supplement_asked": ("code", "step", "officer"),
    "dossier.supplemented": ("code", "due_at"),
    "dossier.supplement_dropped": ("code",),
    "dossier.duty_asked": ("code", "step"),
    "dossier.duty_settled": ("code", "due_at"),
    "dossier.withdrawn": ("code",),
    "dossier.stopped": ("code",),
    "dossier.redated": ("code", "due_at"),
    "apology.drafted": ("code",),
    "mistake.reported": ("code",),
    "mistake.mended": ("code",),
    "originals.returned": ("code",),
    "dossier.appraised": ("code",),
    "dossier.together": ("event",),
    "fee.taken": ("code",),
    "fee.referenced": ("code",),
    "fee.surplus": ("code",),
    "fee.surplus_dropped": ("code",),
    "fee.exempted": ("code",),
    "fee.exemption_undone": ("code",),
    "refund.asked": ("code",),
    "refund.approved": ("code",),
    "refund.refused": ("code",),
    "refund.reconsidered": ("code",),
    "refund.withdrawn": ("code",),
    "refund.paid": ("code",),
    "refund.unpaid": ("code",),
    "dossier.together_back": ("event",),
    "dossier.appraisal_dropped": ("code",),
    "due.recounted": ("code", "from", "to"),
    "due.restored": ("code", "from", "to"),
    "scan.added": ("code",),
    "scan.replaced": ("code",),
    "scan.withdrawn": ("code",),
    "scan.restored": ("code",),
    "scan.placed": ("code",),
    "scan.reused": ("code",),
    "folders.handed": ("list", "to"),
    "folders.taken": ("list", "from"),
    "folders.withdrawn": ("list",),
    "cash.counted": (),
    "cash.handed": (),
    "account.opened": ("from",),
    "statement.taken": (),
    "statement.undone": (),
    "statement.settled": ("code",),
    "statement.part": ("code",),
    "statement.aside": (),
    "statement.reopened": (),
    "statement.reversed": ("code",),
}
PROJECTIONS: dict[str, dict[str, tuple[str, ...]]] = {"hall": TICKET_OF_HALL, "counter": STAFF, "officer": STAFF, "leader": STAFF}


def project(entry: Entry, *, audience: str) -> dict | None:
    """The event of `entry` for `audience`: {id, event, data}, or None when they may not know of it."""
    fields = PROJECTIONS[audience].get(entry.kind)
    if fields is None:
        return None
    body = entry.data
    data = {name: body[name] for name in fields if name in body} | {"at": entry.at.isoformat(timespec="milliseconds")}
    return {"id": entry.seq, "event": entry.kind, "data": json.dumps(data, ensure_ascii=False, separators=(",", ":"))}


def replay(*, unit: str, after: int, audience: str, limit: int = 2000) -> tuple[list[dict], int]:
    """Events of `unit` behind position `after`, and the position reached (also past entries that this audience may not see)."""
    entries = queries.after(unit=unit, seq=after, limit=limit)
    events = [event for event in (project(entry, audience=audience) for entry in entries) if event]
    return events, entries[-1].seq if entries else after

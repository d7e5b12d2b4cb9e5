"""What each copy has of its own, by the name of its hole: keys, codes, numbers of series, people."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from bench.bulk.copier import Copy

# Columns that are such a hole; {pk} is the key of the lived row.
OWN = {
    ("visits.visit", "public_code"): "<:public {pk}:>",
    ("visits.visit", "rating_token"): "<:token {pk}:>",
    ("queueing.ticket", "number"): "<#number {pk}#>",
    ("queueing.ticket", "order"): "<#order {pk}#>",
    ("dossiers.dossier", "tracking_code"): "<:tracking {pk}:>",
    ("dossiers.dossier", "code"): "<:code {pk}:>",
    ("dossiers.dossier", "code_back"): "<:back {pk}:>",
    ("dossiers.dossier", "shelf"): "<:shelf {pk}:>",
    ("dossiers.fee", "number"): "<#receipt {pk}#>",
    ("people.citizen", "name"): "<:name {pk}:>",
    ("people.citizen", "name_fold"): "<:fold {pk}:>",
    ("people.citizen", "id_number"): "<:id {pk}:>",
    ("people.citizen", "id_digest"): "<:id-digest {pk}:>",
    ("people.citizen", "phone"): "<:phone {pk}:>",
    ("people.citizen", "phone_digest"): "<:phone-digest {pk}:>",
}
# Columns that point at a row by a text, as the journal does: `dossier:12`; and the table of the row.
POINTING = {("programmes.dossierprogramme", "subject"): "dossiers.dossier"}
# The tables that the lived weeks may write: of these it is known what a copy has of its own.
KNOWN = {table for table, _ in OWN} | {
    "people.counter", "people.organisation", "queueing.closedday", "dossiers.dossierpaper", "dossiers.dossierstep",
    "dossiers.collection", "dossiers.supplement", "dossiers.clockstop", "dossiers.apology", "programmes.dossierprogramme",
    "ratings.rating", "ratings.followup",
}  # fmt: skip


def _key(copy: "Copy", row: str) -> str:
    table, _, was = row.partition(":")
    return copy.office.keys.next(table) if table in copy.office.keys.top else str(copy.office.identity(was))


def _hex(copy: "Copy", row: str) -> str:
    return UUID(copy[f"key {row}"]).hex


def _act(copy: "Copy", act: str) -> str:
    return copy.office.identity(act).hex


def _code(copy: "Copy", pk: str) -> str:
    return copy.office.code()


# --- numbers of series ----------------------------------------------------------------------------------


def _number(copy: "Copy", pk: str) -> str:
    ticket = copy.values("queueing.ticket", pk)
    return str(copy.office.number(f"ticket:{ticket['letter']}:{copy.day(ticket['day'])}"))


def _label(copy: "Copy", pk: str) -> str:
    from thanthien.queueing.rules import ticket_label

    return ticket_label(copy.values("queueing.ticket", pk)["letter"], int(copy[f"number {pk}"]))


def _order(copy: "Copy", pk: str) -> str:
    """Microseconds of the moment at which the number was taken."""
    return str(copy.values("queueing.ticket", pk)["order"] + copy.delta // timedelta(microseconds=1))


def _dossier_code(copy: "Copy", pk: str) -> str:
    from thanthien.dossiers import rules
    from thanthien.shared.clock import day_of

    day = day_of(copy.values("dossiers.dossier", pk)["received_at"] + copy.delta)
    return rules.dossier_code(prefix=copy.office.prefix, day=day, number=copy.office.number(f"dossier:{day}"))


def _back(copy: "Copy", pk: str) -> str:
    from thanthien.dossiers.search import backwards

    return backwards(copy[f"code {pk}"])


def _shelf(copy: "Copy", pk: str) -> str:
    from thanthien.dossiers.rules import shelf_for

    return shelf_for(copy[f"code {pk}"])


def _receipt(copy: "Copy", pk: str) -> str:
    return str(copy.office.number(f"receipt:{copy.day(copy.values('dossiers.fee', pk)['day']).year}"))


# --- people ---------------------------------------------------------------------------------------------


def _name(copy: "Copy", pk: str) -> str:
    return copy.office.rng.choice(copy.office.mould.names[copy.values("people.citizen", pk)["sex"]])


def _fold(copy: "Copy", pk: str) -> str:
    from thanthien.shared.folding import fold

    return fold(copy[f"name {pk}"])


def _person(copy: "Copy", pk: str) -> str:
    """Which person of the whole installation this is."""
    return copy.office.keys.next("person")


def _id(copy: "Copy", pk: str) -> str:
    return f"038{int(copy[f'person {pk}']):09d}"


def _phone(copy: "Copy", pk: str) -> str:
    return f"09{int(copy[f'person {pk}']) % 10**8:08d}"


def _id_digest(copy: "Copy", pk: str) -> str:
    return copy.office.digest("citizen-id", copy[f"id {pk}"])


def _phone_digest(copy: "Copy", pk: str) -> str:
    return copy.office.digest("citizen-phone", copy[f"phone {pk}"])


MAKERS: dict[str, Callable[["Copy", str], str]] = {
    "key": _key, "hex": _hex, "act": _act, "public": _code, "token": _code, "tracking": _code, "number": _number,
    "label": _label, "order": _order, "code": _dossier_code, "back": _back, "shelf": _shelf, "receipt": _receipt, "name": _name,
    "fold": _fold, "person": _person, "id": _id, "phone": _phone, "id-digest": _id_digest, "phone-digest": _phone_digest,
}  # fmt: skip


def made(copy: "Copy", hole: str) -> str:
    """What belongs into a hole that nobody asked for yet: something new of the copy's own, or a day moved along with it."""
    kind, _, what = hole.partition(" ")
    if kind in MAKERS:
        return MAKERS[kind](copy, what)
    if "/" in hole:
        return f"{copy.day(datetime.strptime(hole, '%d/%m/%Y').date()):%d/%m/%Y}"
    return copy.day(date.fromisoformat(hole)).isoformat()

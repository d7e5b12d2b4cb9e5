"""The national portal: for each act that changes a dossier's state or date one delivery, brought by a record of how it is now.

What is sent is always the present state, so a record that comes twice or late says nothing false. Personal data goes to the one
address of the settings; a failed try leaves a code, never a text of the portal or of a person.
"""

import http.client
import json
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import Dossier, DossierStep
from thanthien.dossiers.rules import Status
from thanthien.exchange import access, incoming, incoming_queries, national_rules
from thanthien.exchange.incoming_rules import MOST_RECORDS, IncomingState
from thanthien.exchange.models import Incoming
from thanthien.exchange.national_codes import codes_of
from thanthien.exchange.national_rules import TOLD, TOLD_ONLINE, WAITS, Facts, NationalError, Service, Snag
from thanthien.journal import followers
from thanthien.journal.actions import act, write_turn
from thanthien.journal.models import Delivery, Entry
from thanthien.people.queries import unit as unit_of
from thanthien.people.scoping import in_unit
from thanthien.shared.actor import Actor, system
from thanthien.shared.clock import day_of

NAME = "national"
MOST_BYTES = 1_000_000


@followers.follows(NAME)
def follow(entries: list[Entry]) -> None:
    """One delivery of each entry that the portal is told of; none while no address is set."""
    if not settings.NATIONAL["address"]:
        return
    for entry in entries:
        if entry.kind in TOLD or (entry.kind in TOLD_ONLINE and _is_online(entry)):
            Delivery.objects.get_or_create(
                follower=NAME, unit=entry.unit, seq=entry.seq, target=_target(entry), defaults={"next_try": entry.written_at}
            )


def _is_online(entry: Entry) -> bool:
    return incoming_queries.is_online(unit=entry.unit, dossier=int(entry.subject.partition(":")[2]))


def _target(entry: Entry) -> str:
    """`dossier:17`, and `progress:17` for a step that was done."""
    kind, _, pk = entry.subject.partition(":")
    return f"progress:{pk}" if entry.kind == "step.done" else f"{kind}:{pk}"


def facts_of(dossier: Dossier, came: Incoming | None = None) -> Facts:
    """What the portal is told of a dossier; `came`: the record it came by, whose code the portal knows it under."""
    owner = dossier.applicant or dossier.organisation
    person = dossier.applicant_id is not None
    return Facts(
        **_of_record(dossier, came),
        procedure_code=dossier.procedure.code, procedure_name=dossier.procedure_name, field_code=dossier.field,
        field_name=dossier.procedure.field_name, owner=owner.name,
        person_kind="citizen" if person else dossier.organisation.kind, phone=owner.phone,
        id_number=owner.id_number if person else owner.tax_code, email=owner.email if person else "",
        received_at=dossier.received_at, due_at=dossier.due_at, finished_at=dossier.finished_at, returned_at=dossier.returned_at,
        unit_name=dossier.unit.name, return_channel=dossier.return_channel,
    )  # fmt: skip


def _of_record(dossier: Dossier, came: Incoming | None) -> dict:
    if came is None:
        return {"code": dossier.code, "state": dossier.state}
    asked = came.state == IncomingState.ASKED
    return {
        "code": came.key, "receipt": dossier.code or "", "channel": "online", "submitted_at": came.submitted_at,
        "state": Status.SUPPLEMENT if asked else dossier.state, "asked": came.asked if asked else "",
        "asked_at": came.asked_at if asked else None, "words": dossier.result_note if came.state == IncomingState.REFUSED else "",
        "refused_at": came.decided_at if came.state == IncomingState.REFUSED else None,
    }  # fmt: skip


def waiting(*, at: datetime) -> bool:
    """Whether a record is due."""
    due = Delivery.objects.filter(follower=NAME, state=Delivery.State.DUE, next_try__lte=at)
    return bool(settings.NATIONAL["address"]) and due.exists()


def deliver(*, at: datetime) -> bool:
    """Bring one record that is due; False when none is. Outside of any transaction."""
    if not settings.NATIONAL["address"]:
        return False
    with write_turn(), transaction.atomic():
        delivery = followers.take_delivery(follower=NAME, at=at)
    if delivery is None:
        return False
    with in_unit(delivery.unit):
        try:
            _bring(delivery, at)
        except NationalError as error:
            with write_turn(), transaction.atomic():
                followers.failed(delivery, error=str(error), at=at, waits=WAITS)
        else:
            with write_turn(), transaction.atomic():
                followers.delivered(delivery)
    return True


def _bring(delivery: Delivery, at: datetime) -> None:
    kind, _, pk = delivery.target.partition(":")
    dossier = dossiers.dossier(pk=int(pk), unit=delivery.unit)
    came = incoming_queries.of_dossier(dossier=dossier) if dossier else None
    code = came.key if came else dossier.code if dossier else ""
    if dossier is None or not code:
        return
    where, unit = settings.NATIONAL, unit_of(delivery.unit)
    sender = unit.portal_code or unit.pk
    session = _login()
    asked = national_rules.envelope(session=session, unit=sender, service=Service.ASK, mahoso=code)
    known = bool(_call(where["share"], asked).get("result"))
    written = national_rules.record(facts_of(dossier, came), codes_of(endpoint=where["endpoint"], on=day_of(at)))
    sent = national_rules.envelope(
        session=session, unit=sender, service=Service.DOSSIER, isUpdating=str(known), data=[written]
    )  # fmt: skip
    _call(where["integration"], sent)
    if kind == "progress":
        entry = Entry.objects.get(unit=delivery.unit, seq=delivery.seq)
        step = _step(dossier, entry)
        told = national_rules.progress(
            code=code, officer=step.officer.name if step.officer else "", at=entry.at, words=step.name,
            state=dossier.state, due_at=step.due_at,
        )  # fmt: skip
        _call(
            where["integration"],
            national_rules.envelope(session=session, unit=sender, service=Service.PROGRESS, data=[told]),
        )


def _step(dossier: Dossier, entry: Entry) -> DossierStep:
    return dossier.steps.select_related("officer").get(order=entry.data["step"])


def _login() -> str:
    where = settings.NATIONAL
    try:
        answer = _call(where["auth"], json.dumps({"username": where["user"], "password": where["password"]}))
        return str(answer["session"])
    except KeyError as error:
        raise NationalError(Snag.LOGIN) from error
    except NationalError as error:
        raise NationalError(Snag.LOGIN if error.snag is Snag.REFUSED else error.snag, error.number) from error


def _call(path: str, body: str) -> dict:
    """One POST to the address of the settings; no redirect is followed."""
    where = settings.NATIONAL
    to = urlsplit(where["address"])
    kind = http.client.HTTPSConnection if to.scheme == "https" else http.client.HTTPConnection
    line = kind(to.hostname or "", to.port, timeout=where["seconds"])
    headers = {"Content-Type": "application/json; charset=utf-8", "dstcode": where["destination"]}
    try:
        line.request("POST", to.path.rstrip("/") + path, body.encode(), headers)
        answer = line.getresponse()
        text = answer.read(MOST_BYTES).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException) as error:
        raise NationalError(Snag.NO_ANSWER) from error
    finally:
        line.close()
    return national_rules.understood(status=answer.status, body=text)


def fetch(*, unit: str, at: datetime) -> incoming.Came:
    """Ask the portal which dossiers it holds for the unit, and take them in. Outside of any transaction. Raises NationalError."""
    where, ours = settings.NATIONAL, unit_of(unit)
    asked = national_rules.envelope(session=_login(), unit=ours.portal_code or ours.pk, service=Service.NEW)
    rows = _call(where["share"], asked).get("result")
    if not isinstance(rows, list):
        raise NationalError(Snag.MALFORMED)
    with in_unit(unit):
        return incoming.take_in(unit=unit, rows=rows[:MOST_RECORDS], source="portal", by=system(unit), at=at)


def dead(*, unit: str, limit: int = 200) -> list[Delivery]:
    """Records that did not get through after every try, the oldest first."""
    rows = Delivery.objects.filter(follower=NAME, unit=unit, state=Delivery.State.DEAD)
    return list(rows.order_by("seq")[:limit])


def is_ours(*, unit: str, pk: int) -> bool:
    """Whether this is a record of the unit at all, dead or not any more."""
    return Delivery.objects.filter(follower=NAME, unit=unit, pk=pk).exists()


def under_way(*, unit: str) -> int:
    """How many records wait for their next try; those that the portal has taken are not counted: they only ever grow."""
    return Delivery.objects.filter(follower=NAME, unit=unit, state__in=("due", "taken")).count()


def codes_told(*, unit: str, deliveries: Sequence[Delivery]) -> dict[int, str]:
    """Delivery → the code of its dossier, the portal's own before it has one of ours; two queries."""
    subjects = {row.pk: int(row.target.partition(":")[2]) for row in deliveries}
    rows = Dossier.objects.filter(unit_id=unit, pk__in=set(subjects.values())).values_list("pk", "code")
    codes = dict(rows) if subjects else {}
    came = Incoming.objects.filter(unit_id=unit, dossier_id__in=set(subjects.values())).values_list("dossier_id", "key")
    codes |= {dossier: key for dossier, key in came if not codes.get(dossier)} if subjects else {}
    return {pk: codes.get(subject) or "" for pk, subject in subjects.items()}


def resend(*, delivery: Delivery, by: Actor, at: datetime) -> int:
    """An administrator wants a dead record tried once more. Entry `national.again`. Twice changes nothing."""
    access.check_may_connect(by=by, unit=delivery.unit)
    with act(unit=delivery.unit, by=by, at=at) as deed:
        where = {"follower": NAME, "unit": delivery.unit, "seq": delivery.seq, "target": delivery.target}
        again = followers.due_again(at=at, **where)
        if again:
            deed.enter("national.again", subject=delivery.target, data={"seq": delivery.seq})
    return again

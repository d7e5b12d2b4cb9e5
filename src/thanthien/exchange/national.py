"""The national portal: for each act that changes a dossier's state or date one delivery, brought by a record of how it is now.

What is sent is always the present state, so a record that comes twice or late says nothing false. Personal data goes to the one
address of the settings; a failed try leaves a code, never a text of the portal or of a person.
"""

import http.client
import json
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from django.conf import settings
from django.db import transaction

from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import Dossier, DossierStep
from thanthien.exchange import access, national_rules
from thanthien.exchange.national_rules import TOLD, WAITS, Codes, Facts, NationalError, Service, Snag
from thanthien.journal import followers
from thanthien.journal.actions import act, write_turn
from thanthien.journal.models import Delivery, Entry
from thanthien.people.queries import unit as unit_of
from thanthien.people.scoping import in_unit
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of

NAME = "national"
DATA = Path(__file__).parent / "data" / "national.yaml"
MOST_BYTES = 1_000_000


@cache
def _tables() -> tuple[Codes, ...]:
    return tuple(Codes.from_dict(row) for row in yaml.safe_load(DATA.read_text(encoding="utf-8")))


def codes_of(*, endpoint: str, on: date) -> Codes:
    """The codes of an endpoint on a day, the last that began. Raises NationalError when nobody has written them down."""
    known = [one for one in _tables() if one.endpoint == endpoint and one.since <= on]
    if not known:
        raise NationalError(Snag.REFUSED)
    return max(known, key=lambda one: one.since)


@followers.follows(NAME)
def follow(entries: list[Entry]) -> None:
    """One delivery of each entry that the portal is told of; none while no address is set."""
    if not settings.NATIONAL["address"]:
        return
    for entry in entries:
        if entry.kind in TOLD:
            Delivery.objects.get_or_create(
                follower=NAME, unit=entry.unit, seq=entry.seq, target=_target(entry), defaults={"next_try": entry.written_at}
            )


def _target(entry: Entry) -> str:
    """`dossier:17`, and `progress:17` for a step that was done."""
    kind, _, pk = entry.subject.partition(":")
    return f"progress:{pk}" if entry.kind == "step.done" else f"{kind}:{pk}"


def facts_of(dossier: Dossier) -> Facts:
    """What the portal is told of a dossier."""
    owner = dossier.applicant or dossier.organisation
    person = dossier.applicant_id is not None
    return Facts(
        code=dossier.code, procedure_code=dossier.procedure.code, procedure_name=dossier.procedure_name, field_code=dossier.field,
        field_name=dossier.procedure.field_name, owner=owner.name,
        person_kind="citizen" if person else dossier.organisation.kind, phone=owner.phone,
        id_number=owner.id_number if person else owner.tax_code, email=owner.email if person else "", state=dossier.state,
        received_at=dossier.received_at, due_at=dossier.due_at, finished_at=dossier.finished_at, returned_at=dossier.returned_at,
        unit_name=dossier.unit.name, return_channel=dossier.return_channel,
    )  # fmt: skip


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
    if dossier is None or not dossier.code:
        return
    where, unit = settings.NATIONAL, unit_of(delivery.unit)
    sender = unit.portal_code or unit.pk
    session = _login()
    asked = national_rules.envelope(session=session, unit=sender, service=Service.ASK, mahoso=dossier.code)
    known = bool(_call(where["share"], asked).get("result"))
    written = national_rules.record(facts_of(dossier), codes_of(endpoint=where["endpoint"], on=day_of(at)))
    sent = national_rules.envelope(
        session=session, unit=sender, service=Service.DOSSIER, isUpdating=str(known), data=[written]
    )  # fmt: skip
    _call(where["integration"], sent)
    if kind == "progress":
        entry = Entry.objects.get(unit=delivery.unit, seq=delivery.seq)
        step = _step(dossier, entry)
        told = national_rules.progress(
            code=dossier.code, officer=step.officer.name if step.officer else "", at=entry.at, words=step.name,
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
    """Delivery → the code of its dossier; one query."""
    subjects = {row.pk: int(row.target.partition(":")[2]) for row in deliveries}
    rows = Dossier.objects.filter(unit_id=unit, pk__in=set(subjects.values())).values_list("pk", "code")
    codes = dict(rows) if subjects else {}
    return {pk: codes.get(subject, "") for pk, subject in subjects.items()}


def resend(*, delivery: Delivery, by: Actor, at: datetime) -> int:
    """An administrator wants a dead record tried once more. Entry `national.again`. Twice changes nothing."""
    access.check_may_connect(by=by, unit=delivery.unit)
    with act(unit=delivery.unit, by=by, at=at) as deed:
        where = {"follower": NAME, "unit": delivery.unit, "seq": delivery.seq, "target": delivery.target}
        again = followers.due_again(at=at, **where)
        if again:
            deed.enter("national.again", subject=delivery.target, data={"seq": delivery.seq})
    return again

"""Sixteen communes that work: counters with their officers, kiosks, specialists; built through the rooms' actions, anew or beside
what the bulk generator has left there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count, product
from urllib.parse import urlencode
from uuid import uuid4

UNITS = 16
SEATS, MOST_SEATS = 2, 12  # counters of a unit; of the first one
KIOSKS, MOST_KIOSKS = 13, 128  # of a unit; of the first one: a kiosk gives 20 numbers a minute and no more
PROCEDURE = "1.004873"
LETTERS = "ABCDEFGHIKLMNOPQRSTUVXY"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
CSRF = "b" * 32


@dataclass
class Seat:
    """A counter: its key, and the headers of the browser of whoever sits there."""

    pk: int
    headers: dict[str, str]


@dataclass
class Commune:
    """`letter`: of the service at the seats; kiosks, specialist, leader and clerk are headers of browsers."""

    unit: str
    letter: str = ""
    seats: list[Seat] = field(default_factory=list)
    kiosks: list[dict[str, str]] = field(default_factory=list)
    specialist: dict[str, str] = field(default_factory=dict)
    leader: dict[str, str] = field(default_factory=dict)
    clerk: dict[str, str] = field(default_factory=dict)


def body(**fields: object) -> bytes:
    """A form as a browser sends it, with a key of its own."""
    return urlencode({"once": uuid4().hex} | fields).encode()


def browser_of(officer) -> dict[str, str]:
    """The headers of a browser in which this officer is signed in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(officer.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = officer.get_session_auth_hash()
    session.save()
    return FORM | {"Cookie": f"sessionid={session.session_key}; csrftoken={CSRF}", "X-CSRFToken": CSRF, "HX-Request": "true"}


def kiosk_of(device, token: str) -> dict[str, str]:
    """The headers of an enrolled kiosk."""
    return FORM | {"Cookie": f"thanthien_{device.kind}={token}; csrftoken={CSRF}", "X-CSRFToken": CSRF}


def build(codes: Sequence[str] = ()) -> list[Commune]:
    """Open the communes, or add counters, devices and officers to those in `codes`; the catalogue is the whole one, with the
    names of the papers in use completed.
    """
    from thanthien.config.loading import load_all
    from thanthien.people.models import Unit
    from thanthien.people.scoping import everywhere

    load_all()
    with everywhere():
        codes = list(codes) or list(Unit.objects.filter(kind="commune").order_by("code").values_list("code", flat=True)[:UNITS])
    return [_commune(code, first=number == 0) for number, code in enumerate(codes)]


def _commune(code: str, *, first: bool) -> Commune:
    from thanthien.people import actions as people
    from thanthien.people.models import Counter, Office
    from thanthien.people.queries import actor_for
    from thanthien.people.rules import Role
    from thanthien.people.scoping import in_unit
    from thanthien.procedures.actions import complete_paper_name
    from thanthien.procedures.models import ProcedurePaper
    from thanthien.queueing import actions as queueing
    from thanthien.shared.actor import system
    from thanthien.shared.clock import now

    made, root, at = Commune(code), system(code), now() - timedelta(days=1)
    with in_unit(code):
        if not Office.objects.filter(pk=code).exists():
            people.open_office(unit=code, centre=f"Trung tâm {code}", place=f"Xã {code}", demo=True, by=root, at=at)
        there = Counter.objects.filter(unit_id=code).count()
        _cleared(code)
        taken = set(Counter.objects.filter(unit_id=code, active=True).values_list("number", flat=True))
        free = (number for number in count(1) if number not in taken)
        again = f"-{there}" if there else ""
        made.letter = _letter(code)

        def officer(name: str, *roles: Role):
            return people.add_officer(
                unit=code, login=f"{name}.{there or ''}{code}", name=name.title(), roles=roles, by=root, at=at
            )

        seats = []
        for number in range(1, (MOST_SEATS if first else SEATS) + 1):
            counter = people.add_counter(unit=code, number=next(free), by=root, at=at)
            who = officer(f"quay{number}", Role.ONE_STOP)
            by = actor_for(who, on=now().date())
            seats.append(people.open_counter(counter=counter, officer=who, by=by, at=now()))
            made.seats.append(Seat(counter.pk, browser_of(who)))
        queueing.offer_service(
            unit=code, letter=made.letter, name="Hộ tịch", kind="intake", counters=seats, order=0, by=root, at=at
        )
        made.specialist = browser_of(officer("chuyen", Role.SPECIALIST))
        made.leader = browser_of(officer("lanh", Role.LEADER))
        made.clerk = browser_of(officer("dau", Role.SEAL_CLERK))
        for number in range(MOST_KIOSKS if first else KIOSKS):
            device = people.add_device(unit=code, kind="kiosk", code=f"K{number}{again}", name=f"Máy {number}", by=root, at=at)
            digits = people.issue_enrol_code(device=device, by=root, at=now())
            made.kiosks.append(kiosk_of(*people.enrol(digits=digits, at=now())))
        if first:
            for paper in ProcedurePaper.objects.filter(procedure__code=PROCEDURE, name_cut=True):
                complete_paper_name(paper=paper, name=paper.name.rstrip("…") + " này", by=by, at=now())
    return made


def _cleared(code: str) -> None:
    """The counters of an earlier measurement in the same home are taken out of the hall, which has room for 99."""
    from thanthien.people import actions as people
    from thanthien.people.models import Counter
    from thanthien.shared.actor import system
    from thanthien.shared.clock import now

    for counter in Counter.objects.filter(unit_id=code, active=True, officer__login__startswith="quay"):
        people.close_counter(counter=counter, by=system(code), at=now())
        people.remove_counter(counter=counter, by=system(code), at=now())


def _letter(code: str) -> str:
    """The first letter, or two, that no service of the unit ever bore and the printed roll does not."""
    from thanthien.queueing.models import Service
    from thanthien.queueing.queries import hall_rules

    taken = {hall_rules(unit=code).roll_letter, *Service.objects.filter(unit_id=code).values_list("letter", flat=True)}
    return next(one for one in (*LETTERS, *map("".join, product(LETTERS, repeat=2))) if one not in taken)


def busiest(unit: str) -> dict[str, str] | None:
    """The browser of the officer of the unit who holds most running steps; None when nobody holds any."""
    from django.db.models import Count, F

    from thanthien.dossiers.models import DossierStep
    from thanthien.people.models import Officer
    from thanthien.people.scoping import in_unit

    with in_unit(unit):
        held = DossierStep.objects.filter(dossier__unit_id=unit, dossier__step=F("order"), officer__isnull=False)
        most = held.values("officer").annotate(steps=Count("pk")).order_by("-steps").first()
        return browser_of(Officer.objects.get(pk=most["officer"])) if most else None


def crowd(commune: Commune, number: int) -> None:
    """Let so many people wait in the hall, by numbers from the guide."""
    from django.db import transaction

    from thanthien.people.models import Counter
    from thanthien.people.queries import actor_for
    from thanthien.people.scoping import in_unit
    from thanthien.queueing import actions, queries
    from thanthien.shared.clock import now

    at = now()
    with in_unit(commune.unit), transaction.atomic():
        before = len(queries.waiting(unit=commune.unit))
        by = actor_for(Counter.objects.get(pk=commune.seats[0].pk).officer, on=at.date())
        service = queries.service_by_letter(unit=commune.unit, letter=commune.letter)
        for _ in range(before, number):
            actions.take_ticket(unit=commune.unit, service=service, channel="guide", by=by, at=now())


def matter(number: int) -> dict[str, str]:
    """A filled reception of the procedure by a person of their own."""
    from thanthien.procedures.models import ProcedurePaper

    papers = ProcedurePaper.objects.filter(procedure__code=PROCEDURE, mandatory="true").values_list("order", flat=True)
    return {
        "name": f"Người Thứ {number}", "id_number": f"038{number:09d}", "birth": "14/08/1992", "sex": "Nữ", "address": "Thôn Một",
        "phone": f"09{number:08d}", "procedure": PROCEDURE, "party": "self", "sets": "1", "channel": "counter", "payment": "cash",
    } | {f"paper-{order}": "ok" for order in papers}  # fmt: skip

"""What happens in the families of made-up communes, and the letters that come of it, through the acts of the rooms.

A dossier at the counter, a hamlet head's note, a visit, the chairman's wish, a mistake of the office: each leads to a draft, is
asked about, signed and carried; what a guard holds stays where it is. The same seed gives the same letters.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction

from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import Status
from thanthien.journal import followers
from thanthien.journeys.hand_over_result import hand_over_result
from thanthien.journeys.receive_at_counter import Handed, PersonFacts, receive_at_counter
from thanthien.letters import actions as letters
from thanthien.letters.models import Letter
from thanthien.letters.queries import look
from thanthien.letters.rules import State, Way
from thanthien.people.models import Officer
from thanthien.people.scoping import in_unit
from thanthien.procedures.versions import procedure
from thanthien.shared import chance
from thanthien.shared.actor import Actor
from thanthien.shared.clock import VIETNAM, day_of
from thanthien.simulation import families
from thanthien.simulation.agenda import Agenda
from thanthien.simulation.counter import whole_name
from thanthien.simulation.district import AGAIN, BIRTH, DEATH, GROWN, MARRIAGE, SINGLE, Furnished
from thanthien.simulation.families import Family
from thanthien.simulation.letters_rules import Event, How, Trap, events
from thanthien.simulation.persons import Village
from thanthien.simulation.place import Place

CODE_OF = {"wedding": MARRIAGE, "birth": BIRTH, "condolence": DEATH}
NIGHT = time(23, 0)
LATER = timedelta(days=40)  # what began in the last days is brought to its end
Progress = Callable[[int, int, str], None]


class Commune:
    """The events of one commune, each lived through to the letter that was carried or held."""

    def __init__(self, home: Furnished, *, seed: str, start: date) -> None:
        self.home, self.unit, self.seed = home, home.unit, seed
        self.agenda = Agenda(datetime.combine(start, time(7), tzinfo=VIETNAM))
        with in_unit(self.unit):
            self.place = Place(unit=self.unit)
        self.village = Village(seed=seed, place=f"xã Mẫu {self.unit[-2:]}", size=3000, year=start.year)

    def live(self, *, start: date, end: date, progress: Progress = lambda done, total, note: None) -> int:
        """Everything from `start` to `end` (both included), a transaction a day; returns how many events there were."""
        planned = events(Random(f"{self.seed}:letters:{self.unit}"), start=start, end=end)
        for event in planned:
            self.agenda.put(self._opens(event), self.happens, event)
        day, last = start, end + LATER
        while day <= last and len(self.agenda):
            with transaction.atomic(), in_unit(self.unit), self._fated():
                self.agenda.run(datetime.combine(day, NIGHT, tzinfo=VIETNAM))
            progress((day - start).days + 1, (last - start).days + 1, f"{self.unit} {day:%d/%m/%Y}")
            day += timedelta(days=1)
        return len(planned)

    @contextmanager
    def _fated(self) -> Iterator[None]:
        with chance.seeded(seed=self.seed, unit=self.unit, clock=lambda: self.agenda.now):
            yield

    def _opens(self, event: Event) -> datetime:
        """A moment of the event's day, or of the next on which the hall is open."""
        rng = Random(f"{self.seed}:{self.unit}:{event.number}:when")
        opening = self.place.opening_after(datetime.combine(event.day, time(0, 1), tzinfo=VIETNAM))
        return opening + timedelta(minutes=rng.randrange(5, 100), seconds=rng.randrange(60))

    def _soon(self, days: int, minutes: int) -> datetime:
        """Some days on, when the hall is open, some minutes after its opening."""
        begin = datetime.combine(day_of(self.agenda.now) + timedelta(days=days), time(0, 1), tzinfo=VIETNAM)
        return self.place.opening_after(begin) + timedelta(minutes=minutes)

    def _by(self, officer: Officer) -> Actor:
        return self.place.actor(officer, day_of(self.agenda.now))

    # ── how an event comes to the office ──
    def happens(self, event: Event) -> None:
        family = families.of(event, village=self.village, on=day_of(self.agenda.now), seed=f"{self.seed}:{self.unit}")
        if event.how in (How.NOTE, How.VISIT, How.WISH):
            self._told(event, family)
        elif event.how is How.DOSSIER:
            self._registered(event, family)
        else:
            self._gone_wrong(event, family)

    def _told(self, event: Event, family: Family) -> None:
        """No dossier tells of it: the head of the hamlet, an officer after a visit, or the chairman does."""
        rng = family.rng
        which = rng.randrange(len(self.home.heads))
        who = {How.NOTE: self.home.heads[which], How.WISH: self.home.leader}.get(event.how, self.home.desk)
        letter = letters.write(
            unit=self.unit, kind=event.kind, facts=family.first, by=self._by(who), at=self.agenda.now, source=str(event.how),
            hamlet=self.home.hamlets[which].pk, noted=family.noted,
        )  # fmt: skip
        self.agenda.put(self.agenda.now + timedelta(minutes=rng.randrange(20, 60)), self._asked, letter, family)

    def _registered(self, event: Event, family: Family) -> None:
        if event.trap is Trap.TOLD_BEFORE:  # the hamlet was faster than the counter
            self._told(replace(event, how=How.NOTE), family)
        if event.trap is Trap.REFUSED:
            letters.refuse_letters(unit=self.unit, by=self._by(self.home.desk), at=self.agenda.now, **family.refusal())
        code = {Trap.AGAIN: AGAIN, Trap.GROWN: GROWN}.get(event.trap, CODE_OF[event.kind])
        dossier = self._received(code, family)
        self.agenda.put(self.agenda.now + timedelta(minutes=25), self._granted, dossier, family)

    def _received(self, code: str, family: Family) -> Dossier:
        of, who = procedure(code=code, on=day_of(self.agenda.now)), family.teller
        handed = Handed(
            PersonFacts(who.name, who.id_number, birth_date=who.birth_date, sex=who.sex, address=who.address)
        )  # fmt: skip
        return receive_at_counter(
            counter=self.home.counter, ticket=None, handed=handed, procedure=of, papers=families.papers(of, whole_name),
            fee_paid="cash" if of.fee().amount else "", by=self._by(self.home.desk), at=self.agenda.now,
        )  # fmt: skip

    def _worked(self, dossier: Dossier, family: Family) -> Dossier:
        """Every step done, each by whom it belongs to."""
        at = self.agenda.now
        while dossier.state < Status.READY:
            step = dossier.steps.get(order=dossier.step)
            who = self.place.doer(dossier, step, family.rng, day_of(at))
            assert who is not None
            dossier = dossiers.complete_step(dossier=dossier, step=step.order, by=self._by(who), at=at)
        return dossier

    def _granted(self, dossier: Dossier, family: Family) -> None:
        """The result is there; the letter that the journal proposes is asked about and goes with it."""
        dossier = self._worked(dossier, family)
        followers.catch_up(name="letters", unit=self.unit)
        letter = Letter.objects.get(dossier=dossier)
        self._asked(letter, family, dossier)

    def _gone_wrong(self, event: Event, family: Family) -> None:
        """A mistake of the office: found after the result, or papers asked for that no rule asks for."""
        dossier = self._received(SINGLE, family)
        if event.how is How.REQUEST:
            self.agenda.put(self.agenda.now + timedelta(minutes=30), self._wrongly_asked, dossier, family)
        else:
            self.agenda.put(self.agenda.now + timedelta(minutes=30), self._worked, dossier, family)
            self.agenda.put(self._soon(2, 30), self._mistaken, dossier, family)

    def _wrongly_asked(self, dossier: Dossier, family: Family) -> None:
        step = dossier.steps.get(order=dossier.step)
        who = self.place.doer(dossier, step, family.rng, day_of(self.agenda.now))
        assert who is not None
        items = [{"name": family.paper, "why": "chưa có trong hồ sơ", "original": "1", "copy": ""}]
        dossiers.ask_supplement(dossier=dossier, items=items, reason=family.noted, by=self._by(who), at=self.agenda.now)
        self.agenda.put(self._soon(1, 40), self._dropped, dossier, family)

    def _dropped(self, dossier: Dossier, family: Family) -> None:
        by, at = self._by(self.home.leader), self.agenda.now
        dossier = dossiers.drop_supplement(dossier=Dossier.objects.get(pk=dossier.pk), reason=family.mended, by=by, at=at)
        self._worked(dossier, family)
        self._sorry(dossier, family)

    def _mistaken(self, dossier: Dossier, family: Family) -> None:
        by, at = self._by(self.home.desk), self.agenda.now
        told = {"dossier": Dossier.objects.get(pk=dossier.pk), "kind": family.fault, "what": family.noted}
        mistake = dossiers.report_mistake(by=by, at=at, **told)
        dossiers.mend_mistake(mistake=mistake, how=family.mended, by=by, at=at)
        self._sorry(dossier, family)

    def _sorry(self, dossier: Dossier, family: Family) -> None:
        followers.catch_up(name="letters", unit=self.unit)
        self._asked(Letter.objects.get(dossier=dossier, kind="apology"), family)
        self.agenda.put(self.agenda.now + timedelta(minutes=90), self._fetched, dossier)

    # ── what becomes of a draft ──
    def _asked(self, letter: Letter, family: Family, dossier: Dossier | None = None) -> None:
        """The office answers what the draft asks; the leader signs in the afternoon, unless a guard holds it."""
        at = self.agenda.now
        letter = letters.answer(letter=letter, facts=family.answers, by=self._by(self.home.desk), at=at)
        if letter.state == State.STOPPED:
            if dossier is not None:
                self.agenda.put(at + timedelta(minutes=60), self._fetched, dossier)
            return
        self.agenda.put(at + timedelta(minutes=40), self._signed, letter, family, dossier)

    def _signed(self, letter: Letter, family: Family, dossier: Dossier | None) -> None:
        at, desk = self.agenda.now, self._by(self.home.desk)
        if not look(letter=letter, on=day_of(at)).may_sign:  # somebody died in the meantime, say: it waits for a person
            return
        letter = letters.sign(letter=letter, by=self._by(self.home.leader), at=at)
        letters.printed(letters=[letter], by=desk, at=at)
        if dossier is not None:
            self.agenda.put(at + timedelta(minutes=20), self._fetched, dossier)
        if letter.way != Way.RESULT:
            self.agenda.put(self._soon(family.rng.randrange(1, 4), 90), self._carried, letter)

    def _fetched(self, dossier: Dossier) -> None:
        """Whoever came for the result gets it; a letter printed for it goes along."""
        fresh = Dossier.objects.get(pk=dossier.pk)
        if fresh.state == Status.READY:
            paid = fresh.fee_paid or ("cash" if fresh.fee_vnd else "")
            at = self.agenda.now
            hand_over_result(dossier=fresh, counter=None, fee_paid=paid, by=self._by(self.home.desk), at=at)

    def _carried(self, letter: Letter) -> None:
        fresh = Letter.objects.get(pk=letter.pk)
        if fresh.state == State.SIGNED and look(letter=fresh, on=day_of(self.agenda.now)).stop is None:
            letters.hand(letter=fresh, by=self._by(self.home.desk), at=self.agenda.now)

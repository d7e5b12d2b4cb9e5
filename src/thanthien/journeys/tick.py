"""The clock as an actor: what time itself brings about, once each, stamped with the legal moment."""

from datetime import datetime

from thanthien.dossiers import actions as dossiers
from thanthien.eforms import actions as eforms
from thanthien.eforms import home
from thanthien.exchange import actions as exchange
from thanthien.indicators import actions as indicators
from thanthien.journal.sealing import seal_accesses
from thanthien.outreach import actions as outreach
from thanthien.papers import actions as papers
from thanthien.people.queries import offices
from thanthien.people.scoping import in_unit
from thanthien.queueing import actions as queueing
from thanthien.ratings import following


def tick(*, at: datetime) -> int:
    """Let the clock act in every office of this installation; returns how many acts it did. Doing it again at once does
    nothing.
    """
    done = 0
    for office in offices():
        unit = office.unit_id
        with in_unit(unit):
            done += queueing.tick(unit=unit, at=at)
            done += dossiers.tick(unit=unit, at=at)
            done += outreach.tick(unit=unit, at=at)
            done += eforms.tick(unit=unit, at=at)
            done += home.tick(unit=unit, at=at)
            done += following.tick(unit=unit, at=at)
            done += papers.tick(unit=unit, at=at)
            done += exchange.tick(unit=unit, at=at)
            done += bool(seal_accesses(unit=unit, at=at))
            done += indicators.tick(unit=unit, at=at)
    return done

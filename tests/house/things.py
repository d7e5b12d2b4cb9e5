"""What an address with parameters is tried with, where the `World` has none yet: made through actions when it is asked for."""

from datetime import timedelta

from allauth.usersessions.models import UserSession

from builders.incoming import filed
from builders.letters import wrote
from builders.posted import file_of, finding_of, item_of, run_of, story_of
from house.world import World
from thanthien.dossiers.actions import begin_recount
from thanthien.dossiers.models import Recount
from thanthien.exchange.incoming import take_in
from thanthien.exchange.models import Incoming
from thanthien.journal.models import Delivery
from thanthien.letters.actions import refuse_letters
from thanthien.letters.carrying import link_hamlet
from thanthien.letters.carrying import secret_of as secret_of_hamlet
from thanthien.letters.models import Letter, OwnKind
from thanthien.letters.own_words import Said, save_kind
from thanthien.outreach.actions import note_help
from thanthien.outreach.list_rules import Listed
from thanthien.outreach.listing import add_person
from thanthien.outreach.models import HelpPerson
from thanthien.people import actions as people
from thanthien.people.models import Absence
from thanthien.people.rules import AbsenceKind
from thanthien.posting.models import News, PostedFile, PublicItem, PublicRun, RoomFinding
from thanthien.shared.actor import system


def absence(w: World) -> int:
    """An absence of an officer, of coming days."""
    noted = Absence.objects.filter(officer=w.office.hanh).first()
    if noted is None:
        day = w.office.at.date() + timedelta(days=3)
        noted = people.note_absence(
            officer=w.office.hanh, kind=AbsenceKind.LEAVE, first_day=day, last_day=day, by=system(w.unit), at=w.office.at
        )
    return noted.pk


def recount(w: World) -> int:
    """A decision on dates that is being carried out."""
    begun = Recount.objects.filter(unit_id=w.unit).first() or begin_recount(
        unit=w.unit, wish="keep", which="later", reason="nghỉ bão", by=w.office.actor(w.office.nghia), at=w.office.at
    )
    return begun.pk


def helped(w: World) -> int:
    """A case of the help desk."""
    by = w.office.actor(w.office.ngoc)
    return note_help(unit=w.unit, kind="qr", consent=True, by=by, at=w.office.at).pk


def listed(w: World) -> int:
    """Somebody on the list of a hamlet."""
    by = w.office.actor(w.office.ngoc)
    known = HelpPerson.objects.filter(unit_id=w.unit).first()
    person = Listed("Trương Văn Núi", 1948, "")
    return (known or add_person(unit=w.unit, hamlet=w.hamlet.pk, person=person, by=by, at=w.office.at)).pk


def card(w: World) -> int:
    """A letter of thanks that waits for the leader."""
    return (Letter.objects.filter(unit_id=w.unit).first() or wrote(w.office)).pk


def worded(w: World) -> str:
    """A kind that the unit added and did not use yet."""
    known = OwnKind.objects.filter(unit_id=w.unit).first()
    said = Said(name="Thư mừng thọ", title="Kính chúc thọ", texts=["Kính chúc {call} mạnh khỏe."], quiet="Chúc thọ")
    told = {"by": w.office.actor(w.office.nghia), "at": w.office.at}
    return (known or save_kind(unit=w.unit, code="", base="joy", said=said, **told)).code


def of_hamlet(w: World) -> str:
    """The secret of a hamlet's link of this month."""
    told = {"by": w.office.actor(w.office.hanh), "at": w.office.at}
    return secret_of_hamlet(link_hamlet(unit=w.unit, hamlet=w.hamlet.pk, **told))


def without(w: World) -> int:
    """Somebody who wants no letters."""
    told = {"unit": w.unit, "by": w.office.actor(w.office.ngoc), "at": w.office.at}
    return refuse_letters(name="Trương Văn Núi", born="1948", **told).pk


def came(w: World) -> int:
    """A dossier that somebody handed in online and that waits."""
    by = w.office.actor(w.office.hanh)
    known = Incoming.objects.filter(unit_id=w.unit).first()
    if known is None:
        take_in(unit=w.unit, rows=[filed()], source="file", by=by, at=w.office.at)
        known = Incoming.objects.get(unit_id=w.unit)
    return known.pk


def untaken(w: World) -> int:
    """A record that the national portal did not take."""
    row, _ = Delivery.objects.get_or_create(
        follower="national", unit=w.unit, seq=1, target=f"dossier:{w.dossier.pk}", defaults={"next_try": w.office.at}
    )
    return row.pk


def signed_in(w: World) -> int:
    """A browser in which an officer is signed in; nobody but they can end it."""
    row, _ = UserSession.objects.get_or_create(user=w.office.hanh, session_key="of-hanh", defaults={"ip": "10.0.0.7"})
    return row.pk


def item(w: World) -> int:
    """Something that must be public, posted on the web."""
    run = PublicRun.objects.filter(unit_id=w.unit).first() or run_of(w.office, item_of(w.office))
    return run.item_id


def run(w: World) -> int:
    return PublicRun.objects.filter(item=PublicItem.objects.get(pk=item(w))).get().pk


def story(w: World) -> int:
    """Something that everybody may read."""
    return (News.objects.filter(unit_id=w.unit, kind="document").first() or story_of(w.office, kind="document")).pk


def posted(w: World) -> int:
    """The picture of a story."""
    return (PostedFile.objects.filter(unit_id=w.unit, subject__startswith="news").first() or file_of(w.office)).pk


def finding(w: World) -> int:
    """Something of the reception room that waits to be mended."""
    return (RoomFinding.objects.filter(unit_id=w.unit).first() or finding_of(w.office)).pk

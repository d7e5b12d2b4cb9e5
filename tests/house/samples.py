"""For every address with parameters: what it is tried with. The objects are of the unit; the stranger asks for the same ones.

A new address needs one line here: its name, and the keyword arguments made from the `World`. `FREE` are addresses whose parameter
names no object of a unit (a language, a procedure of the catalogue): there a stranger need not get 404.
"""

from collections.abc import Callable
from datetime import timedelta

from allauth.usersessions.models import UserSession

from builders.incoming import filed
from house.world import World
from thanthien.dossiers.actions import begin_recount
from thanthien.dossiers.models import Recount
from thanthien.exchange.incoming import take_in
from thanthien.exchange.models import Incoming
from thanthien.journal.models import Delivery
from thanthien.outreach.actions import note_help
from thanthien.outreach.list_rules import Listed
from thanthien.outreach.listing import add_person
from thanthien.outreach.models import HelpPerson
from thanthien.people import actions as people
from thanthien.people.models import Absence, ApiToken
from thanthien.people.rules import AbsenceKind
from thanthien.shared.actor import system


def _absence(w: World) -> int:
    """An absence of an officer, of coming days."""
    noted = Absence.objects.filter(officer=w.office.hanh).first()
    if noted is None:
        day = w.office.at.date() + timedelta(days=3)
        noted = people.note_absence(
            officer=w.office.hanh, kind=AbsenceKind.LEAVE, first_day=day, last_day=day, by=system(w.unit), at=w.office.at
        )
    return noted.pk


def _recount(w: World) -> int:
    """A decision on dates that is being carried out."""
    begun = Recount.objects.filter(unit_id=w.unit).first() or begin_recount(
        unit=w.unit, wish="keep", which="later", reason="nghỉ bão", by=w.office.actor(w.office.nghia), at=w.office.at
    )
    return begun.pk


def _helped(w: World) -> int:
    """A case of the help desk."""
    by = w.office.actor(w.office.ngoc)
    return note_help(unit=w.unit, kind="qr", consent=True, by=by, at=w.office.at).pk


def _listed(w: World) -> int:
    """Somebody on the list of a hamlet."""
    by = w.office.actor(w.office.ngoc)
    known = HelpPerson.objects.filter(unit_id=w.unit).first()
    person = Listed("Trương Văn Núi", 1948, "")
    return (known or add_person(unit=w.unit, hamlet=w.hamlet.pk, person=person, by=by, at=w.office.at)).pk


def _came(w: World) -> int:
    """A dossier that somebody handed in online and that waits."""
    by = w.office.actor(w.office.hanh)
    known = Incoming.objects.filter(unit_id=w.unit).first()
    if known is None:
        take_in(unit=w.unit, rows=[filed()], source="file", by=by, at=w.office.at)
        known = Incoming.objects.get(unit_id=w.unit)
    return known.pk


def _untaken(w: World) -> int:
    """A record that the national portal did not take."""
    row, _ = Delivery.objects.get_or_create(
        follower="national", unit=w.unit, seq=1, target=f"dossier:{w.dossier.pk}", defaults={"next_try": w.office.at}
    )
    return row.pk


def _signed_in(w: World) -> int:
    """A browser in which an officer is signed in; nobody but they can end it."""
    row, _ = UserSession.objects.get_or_create(user=w.office.hanh, session_key="of-hanh", defaults={"ip": "10.0.0.7"})
    return row.pk


SAMPLES: dict[str, Callable[[World], dict]] = {
    "live-token": lambda w: {"audience": "officer", "unit": w.unit},
    "language": lambda w: {"language": "en"},
    "guide": lambda w: {"slug": "ngay-dau"},
    "api-tickets": lambda w: {"unit": w.unit},
    "api-board": lambda w: {"unit": w.unit},
    "api-events": lambda w: {"unit": w.unit},
    "api-call-next": lambda w: {"counter": w.office.counters[0].pk},
    "api-rating": lambda w: {"ticket": w.ticket.pk},
    "api-dossier": lambda w: {"code": w.dossier.code},
    "api-complete": lambda w: {"code": w.dossier.code, "step": w.dossier.step},
    "api-track": lambda w: {"tracking_code": w.dossier.tracking_code},
    "officer-photo": lambda w: {"login": w.office.hanh.login},
    "away-back": lambda w: {"pk": _absence(w)},
    "me-end-session": lambda w: {"pk": _signed_in(w)},
    "me-token-revoke": lambda w: {"pk": ApiToken.objects.get(officer=w.office.hanh).pk},
    "me-token-again": lambda w: {"pk": ApiToken.objects.get(officer=w.office.hanh).pk},
    "staff-away": lambda w: {"login": w.office.hanh.login},
    "staff-photo": lambda w: {"login": w.office.hanh.login},
    "staff-unlock": lambda w: {"login": w.office.hanh.login},
    "staff-lost-phone": lambda w: {"login": w.office.hanh.login},
    "kiosk": lambda w: {"unit": w.unit},
    "kiosk-apart-settle": lambda w: {"pk": w.refused.pk},
    "kiosk-worker": lambda w: {"unit": w.unit},
    "kiosk-reserve": lambda w: {"unit": w.unit},
    "kiosk-tell": lambda w: {"unit": w.unit},
    "kiosk-counts": lambda w: {"unit": w.unit},
    "kiosk-got": lambda w: {"unit": w.unit, "code": w.ticket.visit.public_code},
    "kiosk-print": lambda w: {"unit": w.unit, "code": w.ticket.visit.public_code},
    "display": lambda w: {"unit": w.unit},
    "display-board": lambda w: {"unit": w.unit},
    "tablet": lambda w: {"unit": w.unit, "number": 1},
    "tablet-here": lambda w: {"unit": w.unit, "number": 1},
    "hall-voice": lambda w: {"unit": w.unit, "name": "chime.wav"},
    "hall-voice-manifest": lambda w: {"unit": w.unit},
    "admin:voice-record": lambda w: {"name": "A"},
    "admin:voice-drop": lambda w: {"name": "A"},
    "phone-ticket": lambda w: {"code": w.ticket.visit.public_code},
    "phone-leave": lambda w: {"code": w.ticket.visit.public_code},
    "desk:call-one": lambda w: {"pk": w.ticket.pk},
    "desk:come-back": lambda w: {"pk": w.ticket.pk},
    "desk:post-prepare": lambda w: {"pk": w.ready.pk},
    "desk:post-deliver": lambda w: {"pk": w.letter.pk},
    "desk:post-back": lambda w: {"pk": w.letter.pk},
    "desk:post-reopen": lambda w: {"pk": w.letter.pk},
    "desk:post-withdraw": lambda w: {"pk": w.letter.pk},
    "desk:post-restore": lambda w: {"pk": w.letter.pk},
    "desk:take-back": lambda w: {"pk": w.dossier.pk},
    "desk:results-show": lambda w: {"pk": w.ready.pk},
    "desk:hand-over": lambda w: {"pk": w.ready.pk},
    "desk:work-side": lambda w: {"pk": w.dossier.pk},
    "desk:dossier": lambda w: {"pk": w.dossier.pk},
    "desk:dossier-part": lambda w: {"pk": w.dossier.pk},
    "desk:form01": lambda w: {"pk": w.dossier.pk},
    "desk:form03": lambda w: {"pk": w.dossier.pk},
    "desk:form06": lambda w: {"pk": w.dossier.pk},
    "desk:register-paper": lambda w: {"year": w.office.at.year, "volume": 1},
    "desk:register-close": lambda w: {"year": w.office.at.year},
    "leader:signing-paper": lambda w: {"pk": w.paper.pk},
    "leader:signing-withdraw": lambda w: {"pk": w.paper.pk},
    "desk:take": lambda w: {"pk": w.dossier.pk},
    **{f"desk:{name}": lambda w: {"pk": w.dossier.pk} for name in ("papers", "papers-attach", "papers-reuse", "papers-phone")},
    **{f"desk:{name}": lambda w: {"code": w.upload.code} for name in ("pieces-state", "pieces-finish")},
    "desk:pieces-piece": lambda w: {"code": w.upload.code, "number": 0},
    **{
        f"desk:{name}": lambda w: {"pk": w.scan.pk}
        for name in ("scan-show", "scan-download", "scan-withdraw", "scan-restore", "scan-place")
    },
    "desk:scan-page": lambda w: {"pk": w.scan.pk, "number": 1},
    **{f"desk:{name}": lambda w: {"pk": w.copy_line.pk} for name in ("copies-annul", "copies-reinstate")},
    **{
        f"desk:{name}": lambda w: {"pk": w.received_line.pk}
        for name in ("received-one", "received-result", "received-annul", "received-reinstate")
    },
    **{name: lambda w: {"token": w.phone_link} for name in ("send-papers", "send-pieces")},
    **{name: lambda w: {"token": w.phone_link, "code": w.upload.code} for name in ("send-pieces-state", "send-pieces-finish")},
    "send-pieces-piece": lambda w: {"token": w.phone_link, "code": w.upload.code, "number": 0},
    **{f"desk:{name}": lambda w: {"pk": w.dossier.pk} for name in ("appraisal", "appraisal-paper")},
    "desk:turn": lambda w: {"pk": w.dossier.pk, "what": "sai-sot"},
    "desk:form-lay": lambda w: {"pk": w.dossier.pk, "form": "02"},
    "desk:form-turn": lambda w: {"pk": w.dossier.pk, "form": "02"},
    "desk:complete": lambda w: {"pk": w.dossier.pk},
    "desk:finish": lambda w: {"pk": w.dossier.pk},
    "desk:send-back": lambda w: {"pk": w.dossier.pk},
    "desk:give": lambda w: {"pk": w.dossier.pk},
    "desk:name-collector": lambda w: {"pk": w.dossier.pk},
    "desk:tell": lambda w: {"pk": w.dossier.pk},
    "desk:undo-take": lambda w: {"pk": w.dossier.pk},
    "desk:undo-done": lambda w: {"pk": w.dossier.pk},
    "desk:elsewhere-undo": lambda w: {"pk": w.elsewhere.pk},
    "desk:elsewhere-one": lambda w: {"pk": w.elsewhere.pk},
    "desk:elsewhere-act": lambda w: {"pk": w.elsewhere.pk},
    "desk:elsewhere-form01": lambda w: {"pk": w.elsewhere.pk},
    "desk:opinions": lambda w: {"pk": w.opinion.dossier_id},
    "desk:opinion-act": lambda w: {"pk": w.opinion.dossier_id, "one": w.opinion.pk},
    "desk:asked-one": lambda w: {"pk": w.opinion.pk},
    "desk:passing": lambda w: {"pk": w.dossier.pk},
    "desk:passing-take": lambda w: {"pk": w.dossier.pk},
    "desk:passing-complete": lambda w: {"pk": w.dossier.pk},
    "desk:passing-on": lambda w: {"pk": w.dossier.pk},
    "desk:passing-back": lambda w: {"pk": w.dossier.pk},
    "admin:process-file": lambda w: {"code": w.process.code, "version": w.process.version},
    "admin:process-again": lambda w: {"code": w.process.code, "version": w.process.version},
    "admin:process-end": lambda w: {"code": w.process.code},
    "desk:folders-take": lambda w: {"pk": w.folders.pk},
    "desk:folders-withdraw": lambda w: {"pk": w.folders.pk},
    "desk:folders-paper": lambda w: {"pk": w.folders.pk},
    "desk:print-file": lambda w: {"batch": "mgabc12345"},
    "desk:home-one": lambda w: {"pk": w.home_visit.pk},
    "desk:home-turn": lambda w: {"pk": w.home_visit.pk, "what": "nhan"},
    **{name: lambda w: {"token": w.home_visit.token} for name in ("home-service-manage", "home-service-cancel")},
    **{f"desk:help-list-{name}": lambda w: {"pk": _listed(w)} for name in ("done", "back")},
    "desk:help-annul": lambda w: {"pk": _helped(w)},
    "desk:fee-correct": lambda w: {"pk": w.fee.pk},
    **{f"desk:{name}": lambda w: {"pk": w.fee.pk} for name in ("fee-receipt", "refund-ask")},
    **{f"desk:{name}": lambda w: {"pk": w.dossier.pk} for name in ("fee", "fee-exempt", "fee-unexempt")},
    "desk:refund-turn": lambda w: {"pk": w.refund.pk, "turn": "rut"},
    **{f"desk:statement-{name}": lambda w: {"pk": w.statement.pk} for name in ("settle", "reopen")},
    "desk:statement-undo": lambda w: {"pk": w.statement.statement_id},
    "admin:recount-go-on": lambda w: {"pk": _recount(w)},
    "admin:recount-undo": lambda w: {"pk": _recount(w)},
    "admin:national-resend": lambda w: {"pk": _untaken(w)},
    "admin:start-office": lambda w: {"code": w.unit},
    "admin:unit": lambda w: {"code": w.hamlet.pk},
    "admin:police-open": lambda w: {"code": w.police.pk},
    "admin:commune-open": lambda w: {"code": w.unit},
    "admin:person": lambda w: {"login": w.office.hanh.login},
    "admin:person-password": lambda w: {"login": w.office.hanh.login},
    "admin:person-leave": lambda w: {"login": w.office.hanh.login},
    "admin:person-back": lambda w: {"login": w.office.hanh.login},
    "admin:role-end": lambda w: {"pk": w.grant.pk},
    "admin:delegation-withdraw": lambda w: {"pk": w.delegation.pk},
    "admin:counter": lambda w: {"pk": w.office.counters[2].pk},
    "admin:counter-remove": lambda w: {"pk": w.office.counters[2].pk},
    "admin:counter-restore": lambda w: {"pk": w.office.counters[2].pk},
    "admin:service": lambda w: {"pk": w.desk.services["A"].pk},
    "admin:service-withdraw": lambda w: {"pk": w.desk.services["A"].pk},
    "admin:service-restore": lambda w: {"pk": w.desk.services["A"].pk},
    "admin:connection-revoke": lambda w: {"pk": ApiToken.objects.get(officer=w.office.hanh).pk},
    "admin:connection-again": lambda w: {"pk": ApiToken.objects.get(officer=w.office.hanh).pk},
    "admin:webhook": lambda w: {"pk": w.webhook.pk},
    "admin:webhook-edit": lambda w: {"pk": w.webhook.pk},
    "admin:webhook-test": lambda w: {"pk": w.webhook.pk},
    "admin:webhook-rotate": lambda w: {"pk": w.webhook.pk},
    "admin:webhook-rotate-back": lambda w: {"pk": w.webhook.pk},
    "admin:webhook-off": lambda w: {"pk": w.webhook.pk},
    "admin:webhook-on": lambda w: {"pk": w.webhook.pk},
    "admin:webhook-remove": lambda w: {"pk": w.webhook.pk},
    "admin:webhook-restore": lambda w: {"pk": w.webhook.pk},
    "admin:webhook-again": lambda w: {"pk": w.webhook.pk, "notice": w.notice.pk},
    "admin:device": lambda w: {"pk": w.device.pk},
    "admin:device-code": lambda w: {"pk": w.device.pk},
    "admin:device-waiting": lambda w: {"pk": w.device.pk},
    "admin:device-revoke": lambda w: {"pk": w.device.pk},
    "admin:device-remove": lambda w: {"pk": w.device.pk},
    "desk:calls-hold": lambda w: {"pk": w.message.pk},
    "desk:calls-end": lambda w: {"pk": w.message.pk},
    "desk:calls-let-go": lambda w: {"pk": w.message.pk},
    "desk:calls-undo": lambda w: {"pk": w.message.pk},
    "admin:messaging-text": lambda w: {"event": "ready"},
    "admin:messaging-preview": lambda w: {"event": "ready"},
    "admin:messaging-use": lambda w: {"event": "ready", "pk": w.words},
    "admin:messaging-again": lambda w: {"pk": w.message.pk},
    "admin:contact": lambda w: {"pk": w.contact.pk},
    "admin:contact-hide-phone": lambda w: {"pk": w.contact.pk},
    "admin:contact-unlist": lambda w: {"pk": w.contact.pk},
    "admin:contact-relist": lambda w: {"pk": w.contact.pk},
    "admin:reception-add": lambda w: {"pk": w.contact.pk},
    "admin:reception-end": lambda w: {"pk": w.reception.pk},
    "admin:reception-resume": lambda w: {"pk": w.reception.pk},
    "kiosk-booked": lambda w: {"unit": w.unit},
    "kiosk-sought": lambda w: {"unit": w.unit},
    "booking-manage": lambda w: {"token": w.booking.token},
    "booking-move": lambda w: {"token": w.booking.token},
    "booking-cancel": lambda w: {"token": w.booking.token},
    "booking-calendar": lambda w: {"token": w.booking.token},
    "desk:booking": lambda w: {"pk": w.booking.pk},
    "desk:booking-arrive": lambda w: {"pk": w.booking.pk},
    "desk:booking-move": lambda w: {"pk": w.booking.pk},
    "desk:booking-cancel": lambda w: {"pk": w.booking.pk},
    "desk:take-fee": lambda w: {"pk": w.dossier.pk},
    "desk:untake-fee": lambda w: {"pk": w.dossier.pk},
    "desk:life-event": lambda w: {"slug": "ket-hon"},
    "desk:life-received": lambda w: {"pk": w.together.pk},
    "desk:life-receipt": lambda w: {"pk": w.together.pk},
    "desk:life-back": lambda w: {"pk": w.together.pk},
    "desk:eform": lambda w: {"pk": w.declaration.pk},
    "desk:eform-save": lambda w: {"pk": w.declaration.pk},
    "desk:eform-read": lambda w: {"pk": w.declaration.pk},
    "desk:eform-paper": lambda w: {"pk": w.declaration.pk},
    **{
        f"desk:online-{name}": lambda w: {"pk": _came(w)}
        for name in ("one", "accept", "ask", "withdraw-ask", "refuse", "retry", "dismiss", "restore")
    },
    "desk:eform-attach": lambda w: {"pk": w.declaration.pk},
    "desk:eform-reopen": lambda w: {"pk": w.declaration.pk},
    "desk:eform-drop": lambda w: {"pk": w.declaration.pk},
    "desk:eform-restore": lambda w: {"pk": w.declaration.pk},
    "admin:bookings-undo": lambda w: {"pk": w.quota.pk},
    "admin:programme-withdraw": lambda w: {"pk": w.programme.pk},
    "admin:programme-restore": lambda w: {"pk": w.programme.pk},
    "leader:looks-note": lambda w: {"pk": w.alert},
    "leader:looks-reopen": lambda w: {"pk": w.alert},
    "admin:catalogue-file": lambda w: {"kind": "csv"},
    "admin:catalogue-apply": lambda w: {"digest": "0" * 64},
    "admin:catalogue-undo": lambda w: {"change": w.catalogue_change},
    "admin:sheets-undo": lambda w: {"rows": str(w.wall_sheet.pk)},
    "admin:procedure": lambda w: {"code": w.procedure},
    "admin:procedure-paper": lambda w: {"code": w.procedure, "order": 1},
    "admin:procedure-version": lambda w: {"code": w.procedure},
    "admin:procedure-term": lambda w: {"code": w.procedure},
    "admin:procedure-own": lambda w: {"code": w.procedure},
    "admin:procedure-own-change": lambda w: {"code": w.procedure, "pk": w.own_decision.pk},
    "admin:procedure-own-end": lambda w: {"code": w.procedure, "pk": w.own_decision.pk},
    "admin:procedure-fee": lambda w: {"code": w.procedure},
    "admin:procedure-fee-remove": lambda w: {"code": w.procedure, "pk": w.province_fee.pk},
    "no-messages": lambda w: {"code": w.message.code},
    "procedure": lambda w: {"code": w.procedure},
    "procedure-checklist": lambda w: {"code": w.procedure},
    "procedure-conditions": lambda w: {"code": w.procedure},
    "life-event": lambda w: {"slug": "sinh-con"},
    "contact-card": lambda w: {"pk": w.contact.pk},
    "track": lambda w: {"code": w.dossier.tracking_code},
    "track-calendar": lambda w: {"code": w.dossier.tracking_code},
    "queue-now-unit": lambda w: {"unit": w.unit},
    "rate": lambda w: {"token": w.ticket.visit.rating_token},
    "commune-home": lambda w: {"unit": w.unit},
    "commune": lambda w: {"unit": w.unit, "rest": "lien-he"},
    "demo-enter": lambda w: {"login": w.office.hanh.login},
    "demo-device": lambda w: {"code": "kiosk-1"},
}
FREE: frozenset[str] = frozenset(
    {
        "desk:life-event",
        "desk:register-close",
        "admin:catalogue-apply",
        "admin:catalogue-file",
        "admin:messaging-preview",
        "admin:messaging-text",
        "admin:procedure",
        "admin:procedure-fee",
        "admin:procedure-fee-remove",
        "admin:procedure-own",
        "admin:procedure-paper",
        "admin:procedure-term",
        "admin:procedure-version",
        "admin:voice-drop",
        "admin:voice-record",
        "guide",
    }
)

"""For every address with parameters: what it is tried with. The objects are of the unit; the stranger asks for the same ones.

A new address needs one line here: its name, and the keyword arguments made from the `World`. `FREE` are addresses whose parameter
names no object of a unit (a language, a procedure of the catalogue): there a stranger need not get 404.
"""

from collections.abc import Callable
from datetime import timedelta

from allauth.usersessions.models import UserSession

from builders.incoming import filed
from builders.letters import wrote
from builders.posted import duty_of, file_of, finding_of, item_of, run_of, story_of
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
from thanthien.people.models import Absence, ApiToken
from thanthien.people.rules import AbsenceKind
from thanthien.posting.models import News, PostedFile, PublicItem, PublicRun, RoomFinding
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


def _card(w: World) -> int:
    """A letter of thanks that waits for the leader."""
    return (Letter.objects.filter(unit_id=w.unit).first() or wrote(w.office)).pk


def _worded(w: World) -> str:
    """A kind that the unit added and did not use yet."""
    known = OwnKind.objects.filter(unit_id=w.unit).first()
    said = Said(name="Thư mừng thọ", title="Kính chúc thọ", texts=["Kính chúc {call} mạnh khỏe."], quiet="Chúc thọ")
    told = {"by": w.office.actor(w.office.nghia), "at": w.office.at}
    return (known or save_kind(unit=w.unit, code="", base="joy", said=said, **told)).code


def _of_hamlet(w: World) -> str:
    """The secret of a hamlet's link of this month."""
    told = {"by": w.office.actor(w.office.hanh), "at": w.office.at}
    return secret_of_hamlet(link_hamlet(unit=w.unit, hamlet=w.hamlet.pk, **told))


def _without(w: World) -> int:
    """Somebody who wants no letters."""
    told = {"unit": w.unit, "by": w.office.actor(w.office.ngoc), "at": w.office.at}
    return refuse_letters(name="Trương Văn Núi", born="1948", **told).pk


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


def _item(w: World) -> int:
    """Something that must be public, posted on the web."""
    run = PublicRun.objects.filter(unit_id=w.unit).first() or run_of(w.office, item_of(w.office))
    return run.item_id


def _run(w: World) -> int:
    return PublicRun.objects.filter(item=PublicItem.objects.get(pk=_item(w))).get().pk


def _story(w: World) -> int:
    """Something that everybody may read."""
    return (News.objects.filter(unit_id=w.unit, kind="document").first() or story_of(w.office, kind="document")).pk


def _posted(w: World) -> int:
    """The picture of a story."""
    return (PostedFile.objects.filter(unit_id=w.unit, subject__startswith="news").first() or file_of(w.office)).pk


def _finding(w: World) -> int:
    """Something of the reception room that waits to be mended."""
    return (RoomFinding.objects.filter(unit_id=w.unit).first() or finding_of(w.office)).pk


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
    "display-loop": lambda w: {"unit": w.unit},
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
    **{
        f"desk:letter{name}": lambda w: {"pk": _card(w)}
        for name in ("", "-sheet", "-answer", "-reword", "-stop", "-release", "-unsign", "-hand", "-withdraw")
    },
    **{f"desk:letter{name}": lambda w: {"pk": _card(w)} for name in ("-back", "-file", "-photo")},
    **{f"desk:letter-kind{name}": lambda w: {"code": _worded(w)} for name in ("", "-use", "-end", "-again")},
    "desk:letter-kind-picture": lambda w: {"code": _worded(w), "side": 1},
    "desk:letter-send": lambda w: {"pk": _card(w)},
    "desk:letters-hamlet": lambda w: {"hamlet": w.hamlet.pk},
    "desk:letters-hamlet-close": lambda w: {"hamlet": w.hamlet.pk},
    "letter-told": lambda w: {"code": w.message.code},
    "letter-told-sheet": lambda w: {"code": w.message.code},
    "hamlet-letters": lambda w: {"token": _of_hamlet(w)},
    "hamlet-news": lambda w: {"token": _of_hamlet(w)},
    "hamlet-letter-hand": lambda w: {"token": _of_hamlet(w), "pk": _card(w)},
    "hamlet-letter-back": lambda w: {"token": _of_hamlet(w), "pk": _card(w)},
    "desk:letter-picture": lambda w: {"pk": _card(w), "side": 1},
    "desk:letters-allow": lambda w: {"pk": _without(w)},
    "desk:letters-file": lambda w: {"batch": "abcdefgh"},
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
    "desk:family": lambda w: {"pk": w.family_call.pk},
    "desk:family-turn": lambda w: {"pk": w.family_call.pk, "what": "bo"},
    "desk:voice": lambda w: {"pk": w.voice.pk},
    "desk:voice-turn": lambda w: {"pk": w.voice.pk, "what": "biet"},
    "desk:proposal": lambda w: {"pk": w.proposal.pk},
    "desk:proposal-turn": lambda w: {"pk": w.proposal.pk, "what": "khep"},
    **{name: lambda w: {"token": w.home_visit.token} for name in ("home-service-manage", "home-service-cancel")},
    **{f"desk:help-list-{name}": lambda w: {"pk": _listed(w)} for name in ("done", "back")},
    "desk:help-annul": lambda w: {"pk": _helped(w)},
    "desk:fee-correct": lambda w: {"pk": w.fee.pk},
    **{f"desk:{name}": lambda w: {"pk": w.fee.pk} for name in ("fee-receipt", "fee-taken", "refund-ask")},
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
        for name in (
            "one",
            "accept",
            "ask",
            "withdraw-ask",
            "refuse",
            "retry",
            "dismiss",
            "restore",
            "withdraw",
            "drop-wish",
            "restore-wish",
        )
    },
    "desk:eform-attach": lambda w: {"pk": w.declaration.pk},
    "desk:eform-reopen": lambda w: {"pk": w.declaration.pk},
    "desk:eform-drop": lambda w: {"pk": w.declaration.pk},
    "desk:eform-restore": lambda w: {"pk": w.declaration.pk},
    "admin:bookings-undo": lambda w: {"pk": w.quota.pk},
    "admin:programme-withdraw": lambda w: {"pk": w.programme.pk},
    "admin:programme-restore": lambda w: {"pk": w.programme.pk},
    **{f"leader:conduct-{name}": lambda w: {"pk": w.conduct.pk} for name in ("keep", "recall")},
    "leader:conduct-sheet": lambda w: {"pk": w.conduct.pk, "size": "a4"},
    **{f"leader:pledge-{name}": lambda w: {"pk": w.year_set.pk} for name in ("drop", "restore")},
    "leader:pledge-sheet": lambda w: {"pk": w.year_set.pk, "size": "a4"},
    **{f"leader:conduct-{name}": lambda w: {"login": w.office.hanh.login} for name in ("person", "remark", "note")},
    **{name: lambda w: {"pk": w.record.pk} for name in ("leader:conduct-decide", "desk:conduct-answer")},
    **{name: lambda w: {"pk": w.finding.pk, "turn": "xong"} for name in ("leader:conduct-finding", "desk:conduct-mend")},
    **{f"leader:rating{name}": lambda w: {"pk": w.low.pk} for name in ("", "-give", "-step", "-close", "-reopen")},
    "leader:rating-step-back": lambda w: {"pk": w.low.steps.get().pk},
    **{f"desk:survey{name}": lambda w: {"pk": w.survey.pk} for name in ("", "-issue", "-slips", "-type")},
    "desk:survey-turn": lambda w: {"pk": w.survey.pk, "turn": "tiep"},
    "desk:survey-annul": lambda w: {"pk": w.paper_answer.pk},
    "desk:survey-form": lambda w: {"pk": w.survey.form_id},
    "desk:survey-form-turn": lambda w: {"pk": w.survey.form_id, "turn": "lai"},
    "survey-answer": lambda w: {"token": w.survey.tickets.get().code},
    "conduct-sheet": lambda w: {"size": "a4"},
    "leader:score-officer": lambda w: {"login": w.office.hanh.login},
    "leader:score-note": lambda w: {"pk": w.ready.pk},
    "leader:score-take-back": lambda w: {"pk": w.score_note},
    "leader:score-reply": lambda w: {"pk": w.score_answer},
    "leader:conduct-record": lambda w: {"pk": w.record.pk, "turn": "rut"},
    "leader:conduct-propose": lambda w: {"pk": w.step.record_id},
    "leader:conduct-step": lambda w: {"pk": w.step.pk, "turn": "thoi"},
    "desk:conduct-answer-step": lambda w: {"pk": w.step.pk},
    "leader:conduct-visit": lambda w: {"pk": w.finding.visit_id, "turn": "rut"},
    "leader:conduct-photo": lambda w: {"pk": w.visit_photo.pk},
    "leader:conduct-photo-turn": lambda w: {"pk": w.visit_photo.pk, "turn": "bo"},
    "leader:record": lambda w: {"login": w.office.nghia.login},
    "leader:record-behind": lambda w: {"login": w.office.nghia.login, "so": "theo-lich"},
    "leader:behind": lambda w: {"so": "phieu"},
    "desk:score-month": lambda w: {"month": f"{w.office.at - timedelta(days=31):%Y-%m}", "so": "luot"},
    "leader:record-day-undo": lambda w: {"pk": w.reception_held.pk},
    "leader:record-turn": lambda w: {"pk": w.promise.pk, "turn": "giu"},
    **{
        name: lambda w: {"pk": w.campaign.pk}
        for name in (
            "leader:campaign",
            "leader:campaign-change",
            "leader:campaign-join",
            "leader:campaign-progress",
            "desk:my-join",
            "desk:my-progress",
        )
    },
    "leader:campaign-turn": lambda w: {"pk": w.campaign.pk, "turn": "tong-ket"},
    **{name: lambda w: {"pk": w.member.pk} for name in ("leader:campaign-leave", "desk:my-leave")},
    **{
        name: lambda w: {"pk": w.progress.pk, "turn": "rut"}
        for name in ("leader:campaign-progress-turn", "desk:my-progress-turn")
    },
    "leader:award-turn": lambda w: {"pk": w.award.pk, "turn": "xoa"},
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
    "news-story": lambda w: {"pk": _story(w)},
    "news-feed": lambda w: {"kind": "atom"},
    "public-item": lambda w: {"pk": _item(w)},
    "duty-sheet": lambda w: {"size": "a4"},
    "posted-file": lambda w: {"pk": _posted(w)},
    "posted-picture": lambda w: {"pk": _posted(w)},
    "desk:public-one": lambda w: {"pk": _item(w)},
    "desk:public-change": lambda w: {"pk": _item(w)},
    "desk:public-post": lambda w: {"pk": _item(w)},
    "desk:public-sheet": lambda w: {"pk": _item(w)},
    "desk:public-turn": lambda w: {"pk": _item(w), "turn": "bo"},
    "desk:public-run": lambda w: {"pk": _run(w), "turn": "go"},
    "desk:posted-file": lambda w: {"pk": _posted(w)},
    "desk:posted-file-turn": lambda w: {"pk": _posted(w), "turn": "bo"},
    "desk:news-one": lambda w: {"pk": _story(w)},
    "desk:news-share": lambda w: {"pk": _story(w)},
    "desk:news-picture": lambda w: {"pk": _story(w)},
    "desk:news-turn": lambda w: {"pk": _story(w), "turn": "go"},
    "desk:duty-sheet": lambda w: {"size": "a4"},
    "desk:duty-turn": lambda w: {"pk": duty_of(w.office).pk, "turn": "bo"},
    "desk:room-look": lambda w: {"code": "water"},
    "desk:room-finding": lambda w: {"pk": _finding(w), "turn": "xong"},
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
        "desk:duty-sheet",
        "desk:room-look",
        "desk:score-month",
        "leader:behind",
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

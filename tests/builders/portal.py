"""Every page of the portal with something on it: the demonstration commune, and one of each thing that a link or a cookie opens.

`addresses(at=)` builds it through actions and gives, for each route of the portal that is a page, the addresses to look at.
`FILES` are the routes that are none: files, and what only takes a POST.
"""

from datetime import datetime, timedelta

from builders.eforms import BIRTH
from builders.letters import DEED
from thanthien.conduct import actions as conduct
from thanthien.conduct.rules import Text
from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.checklist import Mark, PaperState
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.reception import asked_of
from thanthien.eforms import home
from thanthien.journal.actions import act
from thanthien.journal.followers import catch_up
from thanthien.journeys import bookable
from thanthien.journeys.attach_paper import link_phone
from thanthien.letters import actions as letters
from thanthien.letters import carrying, catalogue, sending
from thanthien.letters.rules import Way
from thanthien.messaging.models import Message
from thanthien.outreach import actions as outreach
from thanthien.outreach import queries as bookings
from thanthien.outreach.home import Asked
from thanthien.outreach.home_rules import Channel
from thanthien.outreach.models import Booking
from thanthien.papers.actions import secret_of
from thanthien.people import actions as people
from thanthien.people.models import Counter, Officer
from thanthien.people.queries import actor_for
from thanthien.people.rules import UnitKind
from thanthien.posting import news, public_items
from thanthien.posting.news_rules import Story
from thanthien.posting.public_rules import Facts, Form, Run
from thanthien.procedures.queries import procedure
from thanthien.queueing import actions as queueing
from thanthien.queueing import queries as queues
from thanthien.ratings import surveying
from thanthien.shared.actor import Actor, citizen, system
from thanthien.shared.clock import day_of

UNIT, SINGLE, BIRTHS = "15148", "1.004873", "1.001193"
DRAFT = "to-khai"  # the cookie of a declaration written at home
FILES = frozenset(
    {
        "contacts-cards", "contacts-calendar", "office-calendar", "contact-card", "conduct-sheet", "track-calendar",
        "booking-calendar", "booking-cancel", "home-service-cancel", "home-form-begin", "home-form-resume", "home-form-save",
        "home-form-paper", "home-form-drop", "home-form-restore", "home-form-close", "send-pieces", "send-pieces-state",
        "send-pieces-finish", "send-pieces-piece", "robots", "sitemap", "news-feed", "duty-sheet", "posted-file",
        "posted-picture", "hamlet-letter-hand", "hamlet-letter-back", "letter-told-sheet",
    }
)  # fmt: skip


def addresses(*, at: datetime) -> dict[str, list[str]]:
    """Route → addresses. An address that ends with `#<code>` is opened with that code as the cookie `DRAFT`."""
    lan = Officer.objects.get(login="lan.qt")
    by = actor_for(lan, on=day_of(at))
    if not Counter.objects.filter(officer=lan).exists():
        people.open_counter(counter=Counter.objects.get(unit_id=UNIT, number=1), officer=lan, by=by, at=at)
    _rules(at)
    dossier, late = _dossier(by, at), _dossier(by, at - timedelta(days=40))
    service = queues.service_by_letter(unit=UNIT, letter="A")
    ticket = queueing.take_ticket(unit=UNIT, service=service, channel="guide", by=by, at=at)
    kept, given_up = _booking(at, 1), _booking(at, 2)
    outreach.cancel(booking=given_up, by=by, at=at)
    catch_up(name="messages", unit=UNIT)
    message = Message.objects.get(unit_id=UNIT, subject=f"booking:{given_up.pk}")
    return _fixed() | _declarations(at) | _posted(at) | _secret(by, at) | {
        "track": [f"/t/{dossier.tracking_code}", f"/t/{late.tracking_code}", "/t/KHONGCODAU12"],
        "rate": [f"/cham-diem/{ticket.visit.rating_token}"],
        "portal-booking": _booking_steps(kept),
        "booking-manage": [f"/lich-hen/{kept.token}", f"/lich-hen/{kept.token}?xong=dat", f"/lich-hen/{given_up.token}?xong=huy"],
        "booking-move": [f"/lich-hen/{kept.token}/doi", f"/lich-hen/{kept.token}/doi?ngay={kept.day.isoformat()}"],
        "home-service": ["/phuc-vu-tai-nha"],
        "home-service-manage": [f"/phuc-vu-tai-nha/{_home_visit(at)}", f"/phuc-vu-tai-nha/{_home_visit(at, 3)}?xong=gui"],
        "send-papers": [f"/gui-giay/{secret_of(link_phone(dossier=dossier, by=by, at=at))}", "/gui-giay/KHONGCO"],
        "no-messages": [f"/khong-nhan-tin/{message.code}"], "letter-told": [f"/thu/{_letter(dossier, by, at)}"],
    }  # fmt: skip


def _fixed() -> dict[str, list[str]]:
    """Pages that need nothing but the commune and its catalogue."""
    return {
        "home": ["/"], "procedures": ["/thu-tuc", "/thu-tuc?linh-vuc=ho_tich", "/thu-tuc?q=dang+ky", "/thu-tuc?q=xyzxyz",
                                      "/thu-tuc?nhanh-hon=1"],
        "procedure": [f"/thu-tuc/{BIRTHS}", "/thu-tuc/1.013978", "/thu-tuc/2.002226", "/thu-tuc/9.999999"],
        "procedure-checklist": [f"/thu-tuc/{BIRTHS}/mang-theo"],
        "procedure-conditions": ["/thu-tuc/1.010824/xem-dieu-kien"], "less": ["/cat-giam"], "life-events": ["/viec-doi"],
        "life-event": ["/viec-doi/sinh-con", "/viec-doi/nguoi-than-mat", "/viec-doi/ket-hon?viec=1.004873&viec=1.000894"],
        "contacts": ["/lien-he"], "conduct": ["/ung-xu"], "track-find": ["/tra-cuu", "/tra-cuu?ma=KHONGCODAU12"],
        "queue-now": ["/hang-cho", "/hang-cho?dung=1"], "queue-now-unit": [f"/hang-cho/{UNIT}"], "how-to": ["/cach-dung"],
        "news": ["/tin", "/tin?q=khong+co"], "public-items": ["/cong-khai"], "duty": ["/lich-truc"], "awards": ["/khen-thuong"],
        "visits": ["/luot-truy-cap"], "communes": ["/xa", "/xa?q=khong+co"], "commune-home": [f"/xa/{UNIT}/"],
        "commune": [f"/xa/{UNIT}/lien-he"],
    }  # fmt: skip


def _declarations(at: datetime) -> dict[str, list[str]]:
    """A declaration that is being written and one that is whole."""
    told = {"unit": UNIT, "form": "khai-sinh", "procedure": BIRTHS, "by": citizen(UNIT), "at": at}
    begun, whole = home.begin(**told), home.begin(**told)
    ready = home.save(draft=whole.draft, typed=BIRTH, keys=set(BIRTH), by=citizen(UNIT), at=at)
    home.finish(draft=ready, by=citizen(UNIT), at=at)
    return {
        "home-forms": ["/to-khai-nha", f"/to-khai-nha?thu-tuc={BIRTHS}"], "home-form": [f"/to-khai-nha/viet#{begun.code}"],
        "home-form-check": [f"/to-khai-nha/xem#{begun.code}"], "home-form-done": [f"/to-khai-nha/xong#{whole.code}"],
    }  # fmt: skip


def _posted(at: datetime) -> dict[str, list[str]]:
    """A story, something that the law wants public."""
    told = {"unit": UNIT, "by": system(UNIT), "at": at}
    text = "# Lịch\n- Thôn Cẩm Hoa: 27/11\n\nMang sổ tiêm."
    story = news.write(
        story=Story("news", "Tiêm phòng cho trâu bò", "Nhốt trâu bò trước 7 giờ.", text, "", day_of(at), None), **told
    )
    facts = Facts("d11-02", "Quyết toán ngân sách", "Tổng thu 12,4 tỷ đồng", "12/QĐ-UBND", day_of(at))
    item = public_items.add_item(facts=facts, **told)
    public_items.post(item=item, run=Run(Form.WEB, day_of(at)), by=system(UNIT), at=at)
    return {"news-story": [f"/tin/{story.pk}"], "public-item": [f"/cong-khai/{item.pk}"]}


def _secret(by: Actor, at: datetime) -> dict[str, list[str]]:
    """A slip of a survey, the link of a hamlet's head."""
    told = {"unit": UNIT, "by": actor_for(Officer.objects.get(login="nghia.pv"), on=day_of(at)), "at": at}
    form = surveying.keep_form(written=surveying.Written("Phiếu của xã", "Người dân", "Sạch sẽ\nGọn gàng"), **told)
    asked = surveying.open_round(code=f"own:{form.pk}", first=day_of(at), last=day_of(at), population=100, **told)
    slip = surveying.issue_tickets(survey=asked, count=1, by=told["by"], at=at)[0]
    hamlet = people.add_unit(name="Thôn Mới Lập", kind=UnitKind.HAMLET, parent=UNIT, by=system(UNIT), at=at)
    link = carrying.secret_of(carrying.link_hamlet(unit=UNIT, hamlet=hamlet.pk, by=by, at=at))
    return {
        "survey-answer": [f"/phieu-khao-sat/{slip.code}", "/phieu-khao-sat/KHONGCO"],
        "hamlet-letters": [f"/thu-cua-thon/{link}", "/thu-cua-thon/KHONGCO"], "hamlet-news": [f"/thu-cua-thon/{link}/bao-tin"],
    }  # fmt: skip


def _rules(at: datetime) -> None:
    told = {"by": system(UNIT), "at": at}
    body = "Chào trước khi hỏi\nNghe hết câu rồi mới nói\nHẹn thì giữ, trễ thì xin lỗi"
    draft = conduct.draft_rules(unit=UNIT, text=Text("Quy tắc ứng xử", body, ""), **told)
    conduct.decide_rules(version=draft, valid_from=day_of(at), **told)


def _dossier(by: Actor, at: datetime) -> Dossier:
    """A certificate of single status, received `at`."""
    of = procedure(code=SINGLE)
    person = people.register_citizen(unit=UNIT, name="Trương Thị Hiền", by=by, at=at)
    papers = {ask.order: Mark(PaperState.OK, name=ask.name.rstrip("… ") + " (đủ)") for ask in asked_of(of) if ask.mandatory}
    return dossiers.receive(unit=UNIT, procedure=of, by=by, at=at, papers=papers, applicant=person)


def _letter(dossier: Dossier, by: Actor, at: datetime) -> str:
    """The secret of the message that tells of a signed letter."""
    kind = catalogue.kind_of(unit=UNIT, code="thanks", at=at)
    with act(unit=UNIT, by=system(UNIT), at=at) as deed:
        letter = letters.new_letter(
            deed, kind=kind, event="portal", facts=DEED, entry="letter.proposed", dossier=dossier, way=Way.MESSAGE
        )
    leader = actor_for(Officer.objects.get(login="nghia.pv"), on=day_of(at))
    sending.send(letter=letters.sign(letter=letter, by=leader, at=at), agreed=True, by=by, at=at)
    catch_up(name="messages", unit=UNIT)
    return Message.objects.get(unit_id=UNIT, subject=f"letter:{letter.pk}").code


def _booking(at: datetime, number: int) -> Booking:
    """A free hour of the last day that can be booked: it may still be changed, whatever the hour is now."""
    offer = bookable.offer(unit=UNIT, letter="A")
    day = next(one for one in reversed(bookings.days(unit=UNIT, offer=offer, at=at)) if one.left)
    start = next(slot.start for slot in day.slots if slot.left)
    who = outreach.Person(name="Bùi Thị Mận", phone=f"091200000{number}")
    return outreach.book(unit=UNIT, offer=offer, day=day.day, start=start, person=who, by=citizen(UNIT), at=at)


def _booking_steps(row: Booking) -> list[str]:
    """The questions one after the other."""
    day = f"/lich-hen?viec=A&ngay={row.day.isoformat()}"
    return ["/lich-hen", "/lich-hen?viec=A", day, f"{day}&gio={row.start}"]


def _home_visit(at: datetime, number: int = 4) -> str:
    """The secret of a request that the office comes."""
    asked = Asked("Bùi Thị Mận", f"091200010{number}", "Cuối ngõ nhà văn hóa", "elderly", matter="Trợ cấp tuổi già")
    return outreach.ask_home(unit=UNIT, asked=asked, channel=Channel.PORTAL, by=citizen(UNIT), at=at).token

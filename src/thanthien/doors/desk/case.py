"""The middle and the right of the counter screen: the person, the matter, its papers, and the slip with its promise."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from thanthien.doors.desk import questions, special
from thanthien.doors.desk.explain import promise_of
from thanthien.doors.desk.typed import Typed
from thanthien.doors.parts.templatetags.words import day_full, day_short, hour
from thanthien.dossiers import elsewhere_queries as places
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.rules import DossierError, RefusalReason, code_tail, working_steps
from thanthien.dossiers.rules_elsewhere import Fetch
from thanthien.dossiers.timing import timing_of
from thanthien.law.queries import rule
from thanthien.people.models import Citizen
from thanthien.people.queries import citizen_by_id
from thanthien.people.rules import ROLE_NAMES, Role
from thanthien.people.scoping import in_unit
from thanthien.procedures import queries as catalogue
from thanthien.procedures.fees import UNCONFIRMED
from thanthien.procedures.models import Procedure, ProcedurePaper
from thanthien.procedures.queries import Offer
from thanthien.procedures.rules import ProcedureError
from thanthien.shared.wording import say

OTHER = RefusalReason.OTHER
PERSON_FIELDS = ("name", "id_number", "birth", "phone")
PARTY_FIELDS = ("owner_name", "owner_id", "mandate", "org_name", "org_mandate")


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of the checklist; `land` says that the focus goes here."""

    order: int
    name: str
    typed_name: str
    hint: str
    copies: str
    state: str
    note: str
    mandatory: bool
    cut: bool
    land: bool


def context(*, typed: Typed, unit: str, at: datetime, land: str = "") -> dict:
    """What `_person`, `_matter` and `_slip` need. `land`: where the focus goes (name, procedure, papers)."""
    today = at.date()
    known = citizen_by_id(unit=unit, id_number=typed["id_number"]) if typed["id_number"] else None
    return {
        "v": typed.values, "e": typed.errors, "land": land, "age": age_text(typed, today), "scanned": typed["scanned"],
        "person_errors": [typed.errors[name] for name in PERSON_FIELDS if name in typed.errors],
        "party_errors": [typed.errors[name] for name in PARTY_FIELDS if name in typed.errors],
        **special.today(unit=unit, at=at), **_history(known, typed), **_matter(typed, unit=unit, at=at, land=land),
    }  # fmt: skip


def age_text(typed: Typed, today: date) -> str:
    """ "Nữ, 34 tuổi"; empty when nothing is known."""
    born, year_only = typed.birth
    words = [typed["sex"]] if typed["sex"] else []
    if born and born <= today:
        years = today.year - born.year - (not year_only and (today.month, today.day) < (born.month, born.day))
        words.append(say("{years} tuổi", years=years))
    return ", ".join(map(str, words))


def _history(known: Citizen | None, typed: Typed) -> dict:
    """What the office remembers of the person: the last matter, and the same matter still open."""
    if known is None:
        return {"known": "", "duplicate": "", "twin": None}
    past = dossiers.last_of_person(person=known)
    same = dossiers.same_open(person=known, procedure_code=typed["procedure"]) if typed["procedure"] else []
    last = (
        say("Lần trước {day}: {procedure_name}.", day=day_full(past.received_at), procedure_name=past.procedure_name)
        if past
        else say("Đã có tên, chưa có hồ sơ nào.")
    )
    twice = (
        say("Đang có hồ sơ {code} cùng việc này, hẹn {day}.", code=code_tail(same[0].code), day=day_short(same[0].due_at))
        if same
        else ""
    )
    return {"known": last, "duplicate": twice, "twin": same[0].pk if same else None}


def _matter(typed: Typed, *, unit: str, at: datetime, land: str) -> dict:
    nothing = {
        "procedure": None,
        "papers": [],
        "promise": None,
        "promise_problem": "",
        "fee": None,
        "will": [],
        "refuse_reasons": [],
        "other": "",
        "holds": special.NOTHING,
        "competent": None,
        "asking": [],
        "competent_error": "",
    }
    if not typed["procedure"]:
        return nothing
    try:
        found = catalogue.procedure(code=typed["procedure"], on=at.date())
    except ProcedureError as error:
        typed.errors.setdefault("procedure", str(error))
        return nothing
    if typed["competent"]:
        return nothing | _for_another(found, typed=typed, unit=unit, at=at, land=land)
    offer = catalogue.offer_of(procedure=found, unit=unit, on=at.date())
    holds = special.holds(unit=unit, at=at, procedure=found, typed=typed)
    promise, problem = None, ""
    try:
        promised = timing_of(unit).promised(offer=offer, received_at=at)
        promise = promise_of(promised.deadline.as_dict(), today=at.date())
    except DossierError as error:
        problem = str(error)
    return {
        **of_offer(offer, typed, land=land), "asking": questions.lines(unit=unit, code=found.code, typed=typed, on=at.date()),
        "promise": promise, "promise_problem": problem, "holds": holds,
        "will": _will(found, unit=unit, at=at, typed=typed, holds=holds),
    }  # fmt: skip


def _for_another(found: Procedure, *, typed: Typed, unit: str, at: datetime, land: str) -> dict:
    """The matter where another commune is competent: its papers, its term, and how the dossier gets there."""
    there = next((one for one in places.competent_units(unit=unit) if one.code == typed["competent"]), None)
    if there is None:
        typed.errors["competent"] = say("Nơi ấy không nhận được hồ sơ chuyển qua máy này. Chọn nơi khác, hoặc bỏ chọn.")
        offer = catalogue.offer_of(procedure=found, unit=unit, on=at.date())
        return of_offer(offer, typed, land=land) | {"competent_error": typed.errors["competent"]}
    try:
        made = places.promise(unit=unit, competent=there.code, procedure=found, at=at)
    except DossierError as error:
        return {"competent": there, "promise_problem": str(error)}
    law = rule(code="term.start_elsewhere", on=at.date())
    will = [
        say("cấp mã của xã mình, in Mẫu 01 ghi cả hai nơi"),
        say("chuyển cho {unit}, chậm nhất {hour} {day}", unit=there.name, hour=hour(made.send_by), day=day_short(made.send_by)),
        say("thời hạn tính từ lúc {unit} nhận ({law})", unit=there.name, law=law.citation),
    ]
    if typed["channel"] == "counter":
        back = (
            say("kết quả về quầy xã mình")
            if typed["fetch_at"] == Fetch.RECEIVING
            else say("người dân lấy kết quả ở nơi giải quyết")
        )
        will.append(back)
    with in_unit(there.code):
        shown = of_offer(made.offer, typed, land=land)
        shown["asking"] = questions.lines(unit=there.code, code=found.code, typed=typed, on=at.date())
    return shown | {"competent": there, "promise": promise_of(made.deadline.as_dict(), today=at.date()), "will": will}


def of_offer(offer: Offer, typed: Typed, *, land: str) -> dict:
    """The matter itself as a unit offers it: title, papers, fee, and why it may be refused."""
    return {
        "procedure": _title(offer, typed), "papers": _papers(offer, typed, land=land == "papers"), "fee": _fee(offer),
        "refuse_reasons": [{"code": str(reason), "text": reason.label} for reason in RefusalReason if reason is not OTHER],
        "other": OTHER.label,
    }  # fmt: skip


def _title(offer: Offer, typed: Typed) -> dict:
    found = offer.procedure
    hits = catalogue.search(text=typed["typed"], limit=20) if typed["typed"] else []
    marks = next((hit.marks for hit in hits if hit.code == found.code), ())
    return {
        "code": found.code, "title": found.title, "marked": underlined(found.title, marks), "field_name": found.field_name,
        "term": offer.term.words,
    }  # fmt: skip


def underlined(title: str, marks: tuple) -> SafeString:
    """The title with the matched letters underlined, escaped."""
    parts, at = [], 0
    for start, end in marks:
        parts.append(("", title[at:start]))
        parts.append(("u", title[start:end]))
        at = end
    parts.append(("", title[at:]))
    return format_html_join("", "{}", ((format_html("<u>{}</u>", text) if tag else text,) for tag, text in parts))


def _papers(offer: Offer, typed: Typed, *, land: bool) -> list[PaperLine]:
    """The catalogue's papers with what was said of each. A paper of some cases starts as "không áp dụng", the others unlooked
    at.
    """
    lines = []
    for paper in offer.papers():
        said = typed.papers.get(paper.order, {"state": "" if paper.is_mandatory else "na", "note": "", "name": ""})
        here = land and not said["state"]
        land = land and not here
        lines.append(
            PaperLine(
                paper.order, paper.text, said["name"] or paper.text, _hint(paper), _copies(paper), said["state"], said["note"],
                paper.is_mandatory,
                not paper.can_print, here,
            )
        )  # fmt: skip
    return lines


def _hint(paper: ProcedurePaper) -> str:
    parts = [paper.case.rstrip(" :").strip()] if paper.case else []
    if not paper.is_mandatory:
        parts.append(say("chỉ khi thuộc trường hợp này"))
    if not paper.can_print:
        parts.append(say("tên còn bị cắt, ghi đủ khi có giấy này"))
    text = ", ".join(map(str, parts))
    return text[:1].lower() + text[1:]


def _copies(paper: ProcedurePaper) -> str:
    parts = [say("{original} bản chính", original=paper.original)] if paper.original else []
    if paper.copy:
        parts.append(say("{copy} bản sao", copy=paper.copy))
    return ", ".join(map(str, parts))


def _fee(offer: Offer) -> dict:
    fee = offer.fee()
    note = say("Bảng giá của tỉnh chưa nạp, hỏi lại trước khi thu.") if fee.amount is None and UNCONFIRMED in fee.text else ""
    return {"text": fee.text, "note": note}


def _will(found: Procedure, *, unit: str, at: datetime, typed: Typed, holds: special.Holds) -> list[str]:
    """What Enter will do, before it does it."""
    if holds.hurries:
        lines = [say("cấp mã; đủ giấy tờ thì người dân chờ kết quả, không in Mẫu 01, cần thì bấm R")]
    else:
        lines = [say("cấp mã, in Mẫu 01 có mã tra cứu")]
    route = catalogue.route_of(procedure=found)
    if route:
        first = route[working_steps([step.kind for step in route]).start]
        role = str(first.role)
        work = (role, found.field)
        able = dossiers.takers(unit=unit, works=[work], on=at.date(), present=True)[work]
        who = able[0].name if len(able) == 1 else f"{ROLE_NAMES[Role(role)] if role in set(Role) else first.role_text}"
        lines.append(say("chuyển {who}: {name}", who=who, name=first.name))
        if not able and role in set(Role):
            lines.append(say("chưa ai được giao việc này, lãnh đạo sẽ thấy"))
    if holds.hurries:
        lines.append(
            say("trình {name} ký trước mọi hồ sơ khác", name=holds.signer)
            if holds.signer
            else say("lãnh đạo ký trước mọi hồ sơ khác")
        )
    if typed["channel"] == "post":
        lines.append(say("gửi kết quả qua bưu chính"))
    return lines

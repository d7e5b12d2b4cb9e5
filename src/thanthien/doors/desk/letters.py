"""What the pages of letters show: the day's list, one letter with what must be looked at, the register."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.utils.translation import get_language

from thanthien.doors.parts.days import month_in
from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.dossiers.waiting import apology_of
from thanthien.journeys.send_letter import why_not
from thanthien.letters import access, catalogue, queries, rules, words
from thanthien.letters.models import Letter
from thanthien.letters.paper import FORMS
from thanthien.letters.queries import Looked
from thanthien.letters.rules import ASKS, GUARD_NAMES, Act, Back, Base, Source, State, Way
from thanthien.letters.words import Kind as LetterKind
from thanthien.messaging import queries as messaging
from thanthien.outreach.helping import hamlets
from thanthien.papers.access import may_keep
from thanthien.papers.rules import Kind as FileKind
from thanthien.people.card import mask_name
from thanthien.shared.actor import Actor
from thanthien.shared.clock import VIETNAM, day_of, month_after
from thanthien.shared.wording import Sentence, say

BY_HAND = [way for way in Way if way is not Way.MESSAGE]  # a message is sent, not noted
CALLED = re.compile(r"^((?:gia đình )?(?:ông|bà|anh|chị|cụ|cháu|em|ông/bà) )", re.IGNORECASE)
# Beside what is asked: what may be known and makes the letter better.
MORE: Mapping[str, tuple[str, ...]] = {
    "birth": ("mother", "mother_born", "father", "father_born", "mother_lives"), "wedding": ("man_born", "woman_born"),
    "condolence": ("funeral",), "thanks": ("call", "place", "good"), "apology": ("call", "new_due", "mended"),
}  # fmt: skip
# … of a kind that the unit added.
MORE_BY_BASE: Mapping[Base, tuple[str, ...]] = {
    Base.JOY: ("call", "place", "deed", "good"), Base.GRIEF: ("funeral",), Base.THANKS: ("call", "place", "good"),
    Base.SORRY: ("call", "event_on", "mended"),
}  # fmt: skip
MORE_NAMES: Mapping[str, Sentence] = {
    "mother": say("Họ tên mẹ"), "mother_born": say("Ngày hoặc năm sinh của mẹ"), "father": say("Họ tên cha"),
    "father_born": say("Ngày hoặc năm sinh của cha"), "mother_lives": say("Mẹ đang khỏe, ở cùng cháu"),
    "man_born": say("Ngày hoặc năm sinh của chồng"), "woman_born": say("Ngày hoặc năm sinh của vợ"), "funeral": say("Lễ tang"),
    "call": say("Xưng hô trong thư"), "place": say("Ở đâu"), "good": say("Nhờ việc ấy mà"), "new_due": say("Hẹn lại ngày"),
    "mended": say("Chúng tôi đã sửa thế nào"),
}  # fmt: skip
MORE_CHOICES: Mapping[str, Mapping[str, Sentence]] = {
    "mother_lives": rules.YES_NO, "funeral": {"ahead": say("chưa đưa tang"), "over": say("đã xong")},
}  # fmt: skip


def more_of(kind: LetterKind) -> tuple[str, ...]:
    """What may be known of a letter of this kind beside what is asked."""
    return tuple(key for key in MORE.get(kind.code, MORE_BY_BASE[kind.base]) if key not in kind.asks)


def kind_name(kind: LetterKind) -> str:
    """Its name in the reader's language; the letter itself is in Vietnamese."""
    return kind.name_en if kind.name_en and get_language() == "en" else kind.name


def masked(look: Looked) -> str:
    """Whom a letter is for, as a list may show it."""
    if look.kind.code == "wedding":
        return " và ".join(mask_name(look.letter.facts[key]) for key in ("man", "woman") if look.letter.facts.get(key))
    name = look.name
    called = CALLED.match(name)
    return called.group(1) + mask_name(name[called.end() :]) if called else mask_name(name) if name else ""


def listing(*, unit: str, at: datetime) -> dict:
    """The three groups of the day; every look costs as much for one as for all."""
    on = day_of(at)
    groups = {
        name: read(unit=unit) for name, read in (("draft", queries.waiting), ("held", queries.held), ("give", queries.to_give))
    }
    seen = {one.letter.pk: one for one in queries.looked(letters=[row for rows in groups.values() for row in rows], on=on)}
    return {name: [_row(seen[row.pk]) for row in rows] for name, rows in groups.items()}


def _of_whom(row: Letter) -> Sentence:
    """A letter that names nobody yet: whose dossier it came from."""
    teller = row.facts.get("teller", "")
    return say("hồ sơ của {who}", who=mask_name(teller)) if teller else say("chưa biết tên")


def _row(look: Looked) -> dict:
    row = look.letter
    return {
        "pk": row.pk, "base": Base(row.base), "who": masked(look) or _of_whom(row), "kind": kind_name(look.kind), "look": look,
        "event": row.event_on or day_of(row.made_at), "way": Way(row.way), "missing": len(look.missing),
        "may_sign": look.may_sign,
        "held": GUARD_NAMES.get(row.stop or (look.stop.code if look.stop else ""), ""), "number": row.number,
        "printed": row.printed_at, "hamlet": row.hamlet.name if row.hamlet else "",
    }  # fmt: skip


def opened(*, letter: Letter, by: Actor, at: datetime, errors: Mapping[str, str], typed: Mapping[str, str]) -> dict:
    """One letter: its words, what must be asked, what holds it, what may be done."""
    look = queries.look(letter=letter, on=day_of(at))
    written = queries.written(letter=letter)
    facts = {**letter.facts, **typed}
    fields = [_field(key, facts, errors, key in look.missing) for key in (*look.asks, *more_of(look.kind))]
    return {
        "letter": letter, "look": look, "kind": look.kind, "name": kind_name(look.kind),
        "written": written, "fields": fields, "seen": letter.witness(),
        "checks": _checks(look), "stop": look.stop, "stop_person": letter.stop == "person", "state": State(letter.state),
        "may": {str(act): access.may(by=by, letter=letter, act=act) for act in Act}, "errors": errors, "base": Base(letter.base),
        "noted": [letter.facts[key] for key in ("noted", "done") if letter.facts.get(key)], "ways": list(Way), "hands": BY_HAND,
        "alt": " ".join([written.title, *written.lead, *written.lines, *written.paragraphs, written.closing]),
        "alt_back": " ".join([written.back.heading, written.back.quiet, *(f"{i.lead} {i.text}" for i in written.back.items)]),
        "hamlets": hamlets(unit=letter.unit_id), "pages": 2, "source": source_of(letter), "backs": list(Back),
        "back": Back(letter.back_why).label if letter.back_why else "", "photo": queries.photo_of(letter=letter),
        "form04": _form04(letter), "sending": _sending(letter, by, at), "forms": FORMS.items(),
        "may_photo": may_keep(by=by, unit=letter.unit_id, kind=FileKind.LOOSE),
    }  # fmt: skip


def _sending(letter: Letter, by: Actor, at: datetime) -> dict:
    """What became of its message, and why it cannot go by message where somebody might send it."""
    told = messaging.of_subject(unit=letter.unit_id, subject=f"letter:{letter.pk}") if letter.way == Way.MESSAGE else []
    may = access.may(by=by, letter=letter, act=Act.SEND) and letter.dossier_id is not None
    waits = bool(told) and told[0].code == "waiting"
    problem = why_not(letter=letter, at=at) if may else None
    return {"told": told[0] if told else None, "may": may and not waits, "why_not": problem}


def source_of(letter: Letter) -> Sentence | None:
    """Who told of an event that no dossier tells of; None for what the journal proposed."""
    if letter.dossier_id or not letter.made_by:
        return None
    return Source(letter.source or Source.OFFICE).label


def _form04(letter: Letter) -> object | None:
    """The signed Form 04 that a personal apology goes with, or None."""
    form = apology_of(dossier=letter.dossier) if letter.dossier and letter.base == Base.SORRY else None
    return form if form is not None and form.signed_at is not None else None


def _field(key: str, facts: Mapping[str, str], errors: Mapping[str, str], missing: bool) -> dict:
    ask = ASKS.get(key)
    choices = ask.choices if ask else MORE_CHOICES.get(key, {})
    value = facts.get(key, "")
    found = rules.day(value) if (ask and ask.day) or key.endswith(("_born", "_due")) or key == "age_known" else None
    return {
        "key": key, "label": ask.label if ask else MORE_NAMES[key], "hint": ask.hint if ask else None, "choices": choices.items(),
        "value": f"{found:%d/%m/%Y}" if found else value, "missing": missing, "error": errors.get(key, ""),
        "long": key in ("reason", "good", "deed", "mended"),
    }  # fmt: skip


def _checks(look: Looked) -> list[tuple[str, Sentence]]:
    """What was looked at: (mark, words); the reader sees that it is not only the machine's word."""
    stop = look.stop.code if look.stop else ""
    lines = [("told_before", say("Chưa có thư nào cho việc này"))]
    if look.letter.base in (Base.JOY, Base.GRIEF):
        lines.insert(0, ("again", say("Đăng ký mới, không phải đăng ký lại")))
    if look.letter.base == Base.JOY:
        lines.append(("mourning", say("Nhà không có tang trong 100 ngày")))
    if look.kind.code == "birth":
        lines += [("child_died", say("Cháu đang khỏe mạnh")), ("foundling", say("Không phải trẻ bị bỏ rơi, con nuôi"))]
    lines += [("refused", say("Không ai từ chối nhận thư")), ("long_ago", say("Việc còn mới"))]
    asked = {"child_died": "child_lives", "foundling": "foundling"}
    return [("late" if code == stop else "open" if asked.get(code) in look.missing else "done", text) for code, text in lines]


def typed_facts(typed: Mapping[str, str]) -> dict[str, str]:
    """Facts of a form: those that it names."""
    return {key: typed[key][:600] for key in words.FACTS if key in typed}


def new_page(*, unit: str, at: datetime, code: str, typed: Mapping[str, str], errors: Mapping[str, str]) -> dict:
    """The form of a letter that somebody writes by hand."""
    every = catalogue.kinds_of(unit=unit, at=at)
    kind = next((one for one in every if one.code == code), every[0])
    wanted = [key for key in (*kind.asks, *more_of(kind)) if key not in ("court", "stillborn")]
    fields = [_field(key, typed, errors, False) for key in wanted]
    return {
        "kinds": [(one.code, kind_name(one)) for one in every], "kind": kind, "sources": list(Source),
        "fields": fields, "hamlets": hamlets(unit=unit), "ways": list(Way), "errors": errors,
        "hamlet": typed.get("hamlet", ""), "way": typed.get("way", ""), "source": typed.get("source", ""),
        "named": {one["key"] for one in fields},
    }  # fmt: skip


# ── the register ──
def month_of(text: str, at: datetime) -> date:
    return month_in(text) or day_of(at).replace(day=1)


def register(*, unit: str, first: date, at: datetime) -> dict:
    """Every letter of a month, with what became of it; counts by kind, signer, way; days from the event to the hand-over."""
    after = month_after(first)
    begin, end = (datetime.combine(day, time(), VIETNAM) for day in (first, after))
    looks = queries.looked(letters=list(queries.made_between(unit=unit, first=begin, last=end)), on=day_of(at))
    rows = [_line(one) for one in looks]
    handed = [row for row in rows if row["state"] is State.HANDED]
    days = sorted(row["days"] for row in handed if row["days"] is not None)
    return {
        "rows": rows, "first": first, "before": first - timedelta(days=1), "after": after, "handed": len(handed),
        "kinds": _counts(rows, "kind"), "signers": _counts([row for row in rows if row["signer"]], "signer"),
        "ways": _counts(handed, "way"), "median": days[len(days) // 2] if days else None,
        "without": _counts([row for row in rows if row["state"] is State.STOPPED], "why"),
    }  # fmt: skip


def _counts(rows: Sequence[dict], key: str) -> list[tuple[object, int]]:
    return Counter(row[key] for row in rows).most_common()


def _line(look: Looked) -> dict:
    row = look.letter
    days = (day_of(row.handed_at) - row.event_on).days if row.handed_at and row.event_on else None
    return {
        "pk": row.pk, "number": row.number, "kind": kind_name(look.kind), "who": masked(look), "event": row.event_on,
        "made": row.made_at, "source": source_of(row) or say("hồ sơ"),
        "state": State(row.state),
        "signer": row.signed_by.name if row.signed_by else "", "signed": row.signed_at, "way": Way(row.way).label,
        "handed": row.handed_at, "days": days, "why": GUARD_NAMES.get(row.stop, ""),
        "hamlet": row.hamlet.name if row.hamlet else "", "note": row.stop_note or row.ended_why, "proof": row.proof,
    }  # fmt: skip


def register_table(page: dict) -> Table:
    columns = (
        Column(say("Số"), lambda row: row["number"], Kind.NUMBER), Column(say("Loại thư"), lambda row: row["kind"], width=26),
        Column(say("Gửi ai"), lambda row: row["who"], width=28), Column(say("Ngày của việc"), lambda row: row["event"], Kind.DAY),
        Column(say("Biết từ"), lambda row: str(row["source"]), width=22),
        Column(say("Đề nghị lúc"), lambda row: row["made"], Kind.MOMENT),
        Column(say("Tình trạng"), lambda row: str(row["state"].label)),
        Column(say("Người ký"), lambda row: row["signer"], width=24),
        Column(say("Ký lúc"), lambda row: row["signed"], Kind.MOMENT), Column(say("Cách trao"), lambda row: str(row["way"])),
        Column(say("Trao lúc"), lambda row: row["handed"], Kind.MOMENT),
        Column(say("Sau việc, ngày"), lambda row: row["days"], Kind.NUMBER),
        Column(say("Vì sao không gửi"), lambda row: str(row["why"]), width=30),
    )  # fmt: skip
    title = say("Sổ thư tháng {month}", month=f"{page['first']:%m/%Y}")
    return Table(f"so-thu-{page['first']:%Y%m}", title, columns, page["rows"])


def round_page(*, unit: str, at: datetime) -> dict:
    """Signed letters that go to the house, by hamlet; whole names, because they are carried there."""
    rows = [row for row in queries.to_give(unit=unit) if row.way == Way.HOME]
    looks = {one.letter.pk: one for one in queries.looked(letters=rows, on=day_of(at))}
    groups: dict[str, list[dict]] = {}
    for row in rows:
        look = looks[row.pk]
        line = {"pk": row.pk, "who": " ".join(look_lead(look)), "kind": kind_name(look.kind), "number": row.number}
        line |= {"stop": look.stop, "hamlet": "", "back": Back(row.back_why).label if row.back_why else ""}
        groups.setdefault(row.hamlet.name if row.hamlet else str(say("Chưa ghi thôn")), []).append(line)
    for name, lines in groups.items():
        for line in lines:
            line["hamlet"] = name
    return {"groups": list(groups.items()), "n": len(rows), "backs": list(Back)}


def look_lead(look: Looked) -> tuple[str, ...]:
    """The lines that name whom the letter is for."""
    office = queries.office_words(unit=look.letter.unit_id)
    return words.written(look.kind, look.letter.facts, office).lead


def round_table(page: dict) -> Table:
    columns = (
        Column(say("Thôn"), lambda row: row["hamlet"], width=24), Column(say("Số"), lambda row: row["number"], Kind.NUMBER),
        Column(say("Loại thư"), lambda row: row["kind"], width=26), Column(say("Gửi ai"), lambda row: row["who"], width=40),
        Column(say("Người nhận ký"), lambda row: "", width=24),
    )  # fmt: skip
    rows = [line for _, lines in page["groups"] for line in lines]
    return Table("thu-trao-tai-nha", say("Thư trao tại nhà, theo thôn"), columns, rows)

"""What the pages of hamlets' voices and of proposals show: lists by hamlet and subject, one of them, the figures of a month."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from thanthien.doors.parts.behind import PAGE
from thanthien.doors.parts.ears_words import became, options, word
from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.outreach import ears_queries, ears_rules, helping
from thanthien.outreach.access import EARS_SORT, may_change, may_end, may_hear, may_take_back
from thanthien.outreach.ears_queries import Said
from thanthien.outreach.ears_rules import ProposalState, VoiceState
from thanthien.outreach.models import Proposal, Voice
from thanthien.people.models import Unit
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import Sentence, say

VIEWS: dict[str, tuple[str, Sentence]] = {
    "cho": ("waits", say("Chưa trả lời")), "biet": ("known", say("Đã biết")), "xong": ("done", say("Đã trả lời")),
    "ca": ("every", say("Tất cả")),
}  # fmt: skip
FIELDS = ("hamlet", "subject", "text", "households", "day", "answer", "owner", "due")
DUE_IN = 15  # days that a proposal is given when nobody says otherwise; a product rule


def by_field(errors: Mapping[str, str]) -> dict[str, str]:
    """The sentence at each field of the forms, or nothing."""
    return dict.fromkeys(FIELDS, "") | dict(errors)


def line(row: Voice, today: date) -> dict:
    """One voice as a list and its own page show it, with what became of it."""
    told = became(row)
    return {
        "pk": row.pk, "label": row.label, "text": row.text, "hamlet": row.hamlet.name, "subject": word("subjects", row.subject),
        "households": row.households, "day": row.day, "age": (today - row.day).days if told.waits else None, "state": told.state,
        "tone": told.tone, "answer": told.answer, "proposal": row.proposal, "waits": told.waits,
    }  # fmt: skip


def listing(*, unit: str, view: str, hamlet: str, subject: str, by: Actor, at: datetime, page: int = 1) -> dict:
    """The list as it is filtered (`rows` all of it, `shown` a page), with what waits by hamlet."""
    view = view if view in VIEWS else "cho"
    places, today = helping.hamlets(unit=unit), day_of(at)
    chosen = next((one for one in places if one.pk == hamlet), None)
    narrow = {"hamlet": chosen.pk if chosen else "", "subject": subject if subject in dict(options("subjects")) else ""}
    subject, counts = narrow["subject"], ears_queries.counted(unit=unit, **narrow)
    rows = [line(row, today) for row in ears_queries.heard(unit=unit, view=VIEWS[view][0], limit=None, **narrow)]
    return {
        "rows": rows, "shown": rows[PAGE * (page - 1) : PAGE * page], "page": page, "pages": -(-len(rows) // PAGE) or 1,
        "view": view, "view_name": VIEWS[view][1],
        "views": [(code, name, counts[key]) for code, (key, name) in VIEWS.items()], "hamlets": places, "hamlet": chosen,
        "subjects": options("subjects"), "subject": subject, "subject_name": word("subjects", subject),
        "places": by_hamlet(places, ears_queries.matrix(unit=unit), today), "sorts": may_hear(by=by, unit=unit, roles=EARS_SORT),
    }  # fmt: skip


def by_hamlet(places: Iterable[Unit], said: Iterable[Said], today: date) -> list[dict]:
    """Each hamlet: what waits, the oldest of it in days, and of which subjects; the one that waits longest first."""
    told: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        told[one.hamlet].append(one)
    rows = []
    for place in places:
        mine = told[place.pk]
        oldest = min((one.oldest for one in mine if one.oldest), default=None)
        rows.append({
            "place": place, "n": sum(one.n for one in mine), "waits": sum(one.waits for one in mine),
            "days": (today - oldest).days if oldest else None,
            "subjects": [(one.subject, word("subjects", one.subject), one.waits) for one in mine if one.waits],
        })  # fmt: skip
    return sorted(rows, key=lambda row: -1 if row["days"] is None else row["days"], reverse=True)


def table(page: dict) -> Table:
    """The list as a file, as it is filtered."""
    columns = (
        Column(say("Số"), lambda row: row["label"], width=10), Column(say("Thôn"), lambda row: row["hamlet"], width=24),
        Column(say("Việc"), lambda row: row["subject"], width=28), Column(say("Bà con nói"), lambda row: row["text"], width=60),
        Column(say("Số hộ"), lambda row: row["households"], Kind.NUMBER),
        Column(say("Ngày nói"), lambda row: row["day"], Kind.DAY),
        Column(say("Chờ, ngày"), lambda row: row["age"], Kind.NUMBER), Column(say("Tình trạng"), lambda row: str(row["state"])),
        Column(say("Trả lời"), lambda row: row["answer"], width=60),
    )  # fmt: skip
    chosen = {
        say("Nhóm"): page["view_name"], say("Thôn"): page["hamlet"].name if page["hamlet"] else "",
        say("Việc"): page["subject_name"],
    }  # fmt: skip
    return Table("y-kien-cac-thon", say("Ý kiến của các thôn"), columns, page["rows"], chosen)


def note_form(*, by: Actor, unit: str, typed: Mapping[str, str], errors: Mapping[str, str], at: datetime) -> dict:
    """The telephone's page: what is asked, and below it what this person's hamlets said and what became of it."""
    today = day_of(at)
    places = ears_queries.places(by=by, unit=unit, on=today)
    told = ears_queries.told_by(unit=unit, hamlets=[one.pk for one in places]) if places else []
    only = places[0].pk if len(places) == 1 else ""
    usual = {"hamlet": only, "subject": "", "text": "", "households": "1", "day": today.isoformat()}
    return {
        "places": places, "subjects": options("subjects"), "typed": usual | dict(typed), "errors": errors,
        "wrong": by_field(errors), "most": ears_rules.WORDS_MOST, "earliest": today - timedelta(days=90), "latest": today,
        "told": [line(row, today) | {"mine": row.state == VoiceState.NEW and may_take_back(by=by, voice=row)} for row in told],
    }  # fmt: skip


def opened(
    *, row: Voice, by: Actor, at: datetime, typed: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None,
    also: Iterable[str] = (),
) -> dict:  # fmt: skip
    """One voice, who noted it, what may be done with it now."""
    unit, today = row.unit_id, day_of(at)
    sorts = may_hear(by=by, unit=unit, roles=EARS_SORT)
    names = ears_queries.names(unit=unit, logins={row.noted_by, row.sorted_by})
    may = {act for act in ("know", "answer", "propose", "reopen") if sorts and ears_rules.may("voice", row.state, act)}
    if may_take_back(by=by, voice=row) and ears_rules.may("voice", row.state, "take_back"):
        may.add("take_back")
    usual = {"answer": "", "text": row.text, "owner": "", "due": (today + timedelta(days=DUE_IN)).isoformat()}
    propose = "propose" in may
    return {
        "row": row, "one": line(row, today), "noted_by": names.get(row.noted_by, row.noted_by),
        "sorted_by": names.get(row.sorted_by, row.sorted_by), "may": may, "typed": usual | dict(typed or {}),
        "errors": errors or {}, "wrong": by_field(errors or {}), "also": set(also), "most": ears_rules.WORDS_MOST,
        "alike": [line(one, today) for one in ears_queries.said_alike(voice=row)] if propose else [],
        "officers": ears_queries.owners(unit=unit, on=today) if propose else [],
        "under_way": ears_queries.proposals(unit=unit) if propose else [],
    }  # fmt: skip


# ── proposals ──
PROPOSAL_VIEWS: dict[str, Sentence] = {"dang": say("Đang làm"), "toi": say("Của tôi"), "xong": say("Đã xong")}


def proposal_line(row: Proposal, today: date) -> dict:
    """One proposal in a list."""
    open_ = row.state == ProposalState.OPEN
    late = open_ and row.due < today
    return {
        "pk": row.pk, "label": row.label, "text": row.text, "owner": row.owner.name, "due": row.due, "n": getattr(row, "n", 0),
        "asked": getattr(row, "asked", None) or 0, "state": ProposalState(row.state).label, "late": late, "answer": row.answer,
        "tone": "late" if late else "open" if open_ else "done" if row.state == ProposalState.ANSWERED else "na",
        "days": (row.due - today).days if open_ else None, "ended": row.ended_at,
    }  # fmt: skip


def proposals(*, unit: str, view: str, by: Actor, at: datetime) -> dict:
    """The list: those under way by due day, one's own, those that ended."""
    view = view if view in PROPOSAL_VIEWS else "dang"
    found = ears_queries.proposals(unit=unit, open_only=view != "xong", owner=by.code if view == "toi" else "")
    return {
        "rows": [proposal_line(row, day_of(at)) for row in found], "view": view, "view_name": PROPOSAL_VIEWS[view],
        "views": PROPOSAL_VIEWS.items(),
    }  # fmt: skip


def proposals_table(page: dict) -> Table:
    columns = (
        Column(say("Số"), lambda row: row["label"], width=10), Column(say("Đề xuất"), lambda row: row["text"], width=60),
        Column(say("Phụ trách"), lambda row: row["owner"], width=26),
        Column(say("Hạn trả lời"), lambda row: row["due"], Kind.DAY),
        Column(say("Số ý kiến"), lambda row: row["n"], Kind.NUMBER), Column(say("Số hộ"), lambda row: row["asked"], Kind.NUMBER),
        Column(say("Tình trạng"), lambda row: str(row["state"])), Column(say("Trả lời"), lambda row: row["answer"], width=60),
    )  # fmt: skip
    return Table("de-xuat", say("Đề xuất từ ý kiến của dân"), columns, page["rows"], {say("Nhóm"): page["view_name"]})


def proposal(
    *, row: Proposal, by: Actor, at: datetime, typed: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None
) -> dict:  # fmt: skip
    """One proposal: where it came from, who holds it, what may be done with it now."""
    today = day_of(at)
    ends, changes = may_end(by=by, proposal=row), may_change(by=by, proposal=row)
    allowed = {"answer": ends, "close": ends, "reopen": ends, "give": changes, "drop": changes}
    may = {act for act, yes in allowed.items() if yes and ears_rules.may("proposal", row.state, act)}
    usual = {"answer": "", "owner": row.owner.login, "due": row.due.isoformat()}
    said = ears_queries.voices_of(proposal=row)
    return {
        "row": row, "one": proposal_line(row, today), "voices": [line(voice, today) for voice in said], "may": may,
        "households": sum(voice.households for voice in said), "typed": usual | dict(typed or {}), "errors": errors or {},
        "wrong": by_field(errors or {}), "most": ears_rules.WORDS_MOST,
        "reason": word("reasons", row.call.reason) if row.call else "",
        "officers": ears_queries.owners(unit=row.unit_id, on=today) if "give" in may else [],
    }  # fmt: skip


# ── figures ──
def month_page(*, unit: str, first: date, last: date, at: datetime) -> dict:
    """A month by hamlet and subject: how many voices, how many households, how many wait."""
    said = ears_queries.matrix(unit=unit, first=first, last=last)
    names = {one.pk: one.name for one in helping.hamlets(unit=unit)}
    rows = [
        {
            "code": one.hamlet, "hamlet": names.get(one.hamlet, one.hamlet), "subject_code": one.subject,
            "subject": word("subjects", one.subject), "n": one.n, "waits": one.waits,
        }
        for one in said
    ]  # fmt: skip
    return {
        "rows": rows,
        "sums": ears_queries.month_of_voices(unit=unit, first=first, last=last), "first": first,
        "before": first - timedelta(days=1), "after": last + timedelta(days=1),
    }  # fmt: skip


def month_table(page: dict) -> Table:
    columns = (
        Column(say("Thôn"), lambda row: row["hamlet"], width=26), Column(say("Việc"), lambda row: row["subject"], width=30),
        Column(say("Số ý kiến"), lambda row: row["n"], Kind.NUMBER),
        Column(say("Chưa trả lời"), lambda row: row["waits"], Kind.NUMBER),
    )  # fmt: skip
    title = say("Ý kiến của các thôn tháng {month}", month=f"{page['first']:%m/%Y}")
    return Table(f"y-kien-cac-thon-{page['first']:%Y%m}", title, columns, page["rows"])

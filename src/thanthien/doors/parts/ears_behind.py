"""What stands behind the figures of visits to families, of what hamlets say and of proposals: as long as the figure says.

An address names the figure; `?thang=2026-11` its month (none: of all times), `?thon=`, `?viec=`, `?vi-sao=`, `?de-xuat=` narrow
it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse

from thanthien.doors.parts.behind import Line, Listed, page_in, written
from thanthien.doors.parts.ears_words import became, month, word
from thanthien.doors.parts.numbers import number_in
from thanthien.doors.parts.templatetags.words import day_full, dong, thousands
from thanthien.outreach import ears_queries, helping
from thanthien.outreach.access import EARS_ROLES
from thanthien.outreach.ears_rules import CallState, ProposalState
from thanthien.outreach.models import FamilyCall, Proposal, Voice
from thanthien.people.card import mask_name
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Sentence, say


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figure of which unit, narrowed to what. `opens`: the reader may open single visits, voices and proposals."""

    unit: str
    so: str
    today: date
    first: date | None
    last: date | None
    hamlet: str
    subject: str
    reason: str
    proposal: int
    opens: bool


# Figure → (its name, which voices, whether it counts their households).
VOICES: Mapping[str, tuple[Sentence, str, bool]] = {
    "y-kien": (say("Ý kiến các thôn"), "every", False), "so-ho": (say("Số hộ cùng nói"), "every", True),
    "tra-loi": (say("Ý kiến đã trả lời"), "done", False), "biet": (say("Ý kiến đã biết"), "known", False),
    "cho": (say("Ý kiến chưa trả lời"), "waits", False),
}  # fmt: skip
CALLS: Mapping[str, Sentence] = {
    "tham": say("Nhà đã đến thăm"), "co-qua": say("Nhà có quà"), "tri-gia-qua": say("Trị giá quà, đồng"),
    "phai-den": say("Nhà phải đến"),
}  # fmt: skip
PROPOSALS: Mapping[str, Sentence] = {"qua-han": say("Đề xuất quá hạn"), "dang-lam": say("Đề xuất đang làm")}


def of(request: HttpRequest, so: str, *, back: tuple[str, str]) -> Listed | None:
    """The list behind a figure of the reader's unit; None for a figure that is none. `back` = where the figure stands."""
    if so not in OF:
        return None
    get, at = request.GET, now()
    asked_month, number = get.get("thang", "")[:10], number_in(get.get("de-xuat", ""))
    first, last = month(asked_month, at) if asked_month or so in CALLS else (None, None)
    asked = Asked(
        unit=request.user.unit_id, so=so, today=day_of(at), first=first, last=last, hamlet=get.get("thon", "")[:12],
        subject=get.get("viec", "")[:12], reason=get.get("vi-sao", "")[:12],
        proposal=number or 0,
        opens=request.actor.has(*EARS_ROLES),
    )  # fmt: skip
    title, lines = OF[so](asked)
    none = say("Không có gì được ghi trong mục này")
    return Listed(title=title, of=_of(asked), lines=lines, back=back, none=none, page=page_in(get.get("trang", "")))


def _of(asked: Asked) -> str:
    """Whose figure, of what, when: "Thôn Én, Nước sạch, tháng 11/2026"."""
    names = {one.pk: one.name for one in helping.hamlets(unit=asked.unit)} if asked.hamlet else {}
    parts = [names.get(asked.hamlet, asked.hamlet) if asked.hamlet else say("Cả xã")]
    parts += [word("subjects", asked.subject), word("reasons", asked.reason)]
    if asked.proposal:
        parts.append(say("của một đề xuất"))
    if asked.first and asked.so not in (*PROPOSALS, "phai-den"):
        parts.append(say("tháng {month}", month=f"{asked.first:%m/%Y}"))
    else:
        parts.append(say("đến {day}", day=day_full(asked.today)))
    return ", ".join(str(part) for part in parts if part)


def _names(unit: str, logins: Iterable[str]) -> Mapping[str, str]:
    return ears_queries.names(unit=unit, logins=logins)


# ── what hamlets say ──
def voices(asked: Asked) -> tuple[Sentence, list[Line]]:
    """A voice a line; of a figure of households a line stands for as many as said so."""
    title, view, houses = VOICES[asked.so]
    rows = ears_queries.heard(
        unit=asked.unit, view=view, hamlet=asked.hamlet, subject=asked.subject, first=asked.first, last=asked.last,
        proposal=asked.proposal, limit=None,
    )  # fmt: skip
    names = _names(asked.unit, {row.noted_by for row in rows})
    return title, [_voice(row, names, n=row.households if houses else 1, opens=asked.opens) for row in rows]


def _voice(row: Voice, names: Mapping[str, str], *, n: int, opens: bool) -> Line:
    told = became(row)
    says = say(
        "{label}, {hamlet}, {subject}, {n} hộ, nói ngày {day}; {said}", label=row.label, hamlet=row.hamlet.name,
        subject=word("subjects", row.subject), n=row.households, day=day_full(row.day), said=_written(names, row.noted_by, row),
    )  # fmt: skip
    href = reverse("desk:voice", args=[row.pk]) if opens else ""
    return Line(what=row.text, more=str(told.state), tone=told.tone, says=str(says), href=href, n=n)


def _written(names: Mapping[str, str], login: str, row: Voice | FamilyCall) -> Sentence:
    return written(names.get(login, login), day_full(row.noted_at))


# ── visits to families ──
def calls(asked: Asked) -> tuple[Sentence, list[Line]]:
    """A visit a line, the family masked; of what the gifts were worth a line stands for its đồng."""
    if asked.so == "phai-den":
        rows: Sequence[FamilyCall] = ears_queries.due_calls(unit=asked.unit, today=asked.today)
    else:
        rows = ears_queries.made_calls(unit=asked.unit, first=asked.first or asked.today, last=asked.last or asked.today)
        rows = [row for row in rows if not asked.reason or row.reason == asked.reason]
    if asked.so in ("co-qua", "tri-gia-qua"):
        rows = [row for row in rows if row.gift != "none"]
    names = _names(asked.unit, {login for row in rows for login in (*row.team, row.noted_by)})
    return CALLS[asked.so], [_call(row, names, money=asked.so == "tri-gia-qua", opens=asked.opens) for row in rows]


def _call(row: FamilyCall, names: Mapping[str, str], *, money: bool, opens: bool) -> Line:
    who = mask_name(row.name) if row.name else say("đã xóa tên")
    what = say("{label}, {who}, {hamlet}", label=row.label, who=who, hamlet=row.hamlet.name)
    parts = [word("reasons", row.reason)]
    if row.gift != "none":
        parts.append(str(say("{gift}, {sum}", gift=row.gift_goods or word("gifts", row.gift), sum=dong(row.gift_value))))
    going = say("sẽ đi {day}", day=day_full(row.day)) if row.state == CallState.PLANNED else day_full(row.day)
    team = ", ".join(names.get(login, login) for login in row.team)
    says = say("{day}, {team}; {said}", day=going, team=team, said=_written(names, row.noted_by, row))
    href = reverse("desk:family", args=[row.pk]) if opens else ""
    return Line(what=str(what), more="; ".join(parts), says=str(says), href=href, n=row.gift_value if money else 1)


# ── proposals ──
def proposals(asked: Asked) -> tuple[Sentence, list[Line]]:
    """Proposals under way, or those of them past their day, the one that waits longest first."""
    rows = ears_queries.proposals(unit=asked.unit, limit=None)
    if asked.so == "qua-han":
        rows = [row for row in rows if row.due < asked.today]
    return PROPOSALS[asked.so], [_proposal(row, asked) for row in rows]


def _proposal(row: Proposal, asked: Asked) -> Line:
    late = row.state == ProposalState.OPEN and row.due < asked.today
    more = say("quá hạn {day}", day=day_full(row.due)) if late else say("hạn {day}", day=day_full(row.due))
    says = say("{label}, {name} phụ trách", label=row.label, name=row.owner.name)
    if row.n:
        says = say("{says}; {n} ý kiến, {houses} hộ", says=says, n=row.n, houses=thousands(row.asked or 0))
    href = reverse("desk:proposal", args=[row.pk]) if asked.opens else ""
    return Line(what=row.text, more=str(more), says=str(says), href=href, tone="late" if late else "open")


OF: Mapping[str, Callable[[Asked], tuple[Sentence, list[Line]]]] = (
    dict.fromkeys(VOICES, voices) | dict.fromkeys(CALLS, calls) | dict.fromkeys(PROPOSALS, proposals)
)

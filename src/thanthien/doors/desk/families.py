"""What the pages of visits to families show: masked lists, one visit in full, the figures of a month."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.http import QueryDict

from thanthien.doors.parts.ears_words import options, word
from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.outreach import ears_queries, ears_rules, helping
from thanthien.outreach.access import may_hear
from thanthien.outreach.ears_data import found
from thanthien.outreach.ears_rules import CallState
from thanthien.outreach.families import Told
from thanthien.outreach.models import FamilyCall
from thanthien.people.card import mask_name
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

FIELDS = (
    "hamlet", "name", "reason", "day", "team", "gift", "gift_value", "gift_goods", "gift_source", "heard", "text", "owner", "due",
)  # fmt: skip
TONES = {CallState.PLANNED: "open", CallState.MADE: "done", CallState.CANCELLED: "na"}
DUE_IN = 15  # days that a proposal is given when nobody says otherwise; a product rule


def by_field(errors: Mapping[str, str]) -> dict[str, str]:
    """The sentence at each field of the forms, or nothing."""
    return dict.fromkeys(FIELDS, "") | dict(errors)


def line(row: FamilyCall, names: Mapping[str, str], today: date) -> dict:
    """One visit in a list: nothing by which a stranger knows the family."""
    return {
        "pk": row.pk, "label": row.label, "who": mask_name(row.name) if row.name else say("đã xóa tên"),
        "hamlet": row.hamlet.name, "reason": word("reasons", row.reason), "day": row.day,
        "team": ", ".join(names.get(one, one) for one in row.team), "gift": gift_words(row), "value": row.gift_value,
        "gift_kind": word("gifts", row.gift), "source": word("sources", row.gift_source),
        "state": CallState(row.state).label, "tone": TONES[CallState(row.state)], "heard": bool(row.heard),
        "over": row.state == CallState.PLANNED and row.day < today,
    }  # fmt: skip


def gift_words(row: FamilyCall) -> str:
    """What was brought, in a few words; "" for nothing."""
    return "" if row.gift == "none" else row.gift_goods or word("gifts", row.gift)


def _named(unit: str, rows: Iterable[FamilyCall]) -> dict[str, str]:
    return ears_queries.names(unit=unit, logins={login for row in rows for login in row.team})


def listing(*, unit: str, first: date, last: date, at: datetime) -> dict:
    """Visits that are ahead, and those of a month with what they add up to."""
    ahead, made = ears_queries.planned_calls(unit=unit), ears_queries.made_calls(unit=unit, first=first, last=last)
    names, today = _named(unit, [*ahead, *made]), day_of(at)
    sums = ears_queries.call_sums(unit=unit, first=first, last=last)
    return {
        "ahead": [line(row, names, today) for row in ahead], "made": [line(row, names, today) for row in made],
        "sums": [
            {"code": one.reason, "reason": word("reasons", one.reason), "n": one.n, "gifts": one.gifts, "value": one.value}
            for one in sums
        ],
        "n": sum(one.n for one in sums), "gifts": sum(one.gifts for one in sums), "value": sum(one.value for one in sums),
        "first": first, "before": first - timedelta(days=1), "after": last + timedelta(days=1),
    }  # fmt: skip


def table(page: dict) -> Table:
    """The visits of a month as a file, masked as on the screen."""
    columns = (
        Column(say("Số"), lambda row: row["label"], width=10), Column(say("Ngày đi"), lambda row: row["day"], Kind.DAY),
        Column(say("Gia đình"), lambda row: row["who"], width=26), Column(say("Thôn"), lambda row: row["hamlet"], width=24),
        Column(say("Vì sao"), lambda row: row["reason"], width=30), Column(say("Ai đi"), lambda row: row["team"], width=34),
        Column(say("Quà"), lambda row: row["gift"], width=24), Column(say("Trị giá, đồng"), lambda row: row["value"], Kind.DONG),
        Column(say("Nguồn"), lambda row: row["source"], width=26),
    )  # fmt: skip
    title = say("Thăm gia đình tháng {month}", month=f"{page['first']:%m/%Y}")
    return Table(f"tham-gia-dinh-{page['first']:%Y%m}", title, columns, page["made"])


def read(data: QueryDict) -> Told:
    """A visit as typed."""
    keys = ("hamlet", "name", "reason", "day", "gift", "gift_value", "gift_goods", "gift_source", "heard")
    text = {key: data.get(key, "").strip()[:700] for key in keys}
    return Told(team=[login[:60] for login in data.getlist("team")[:20]], made=data.get("made") == "1", **text)


def form(*, unit: str, typed: Told, errors: Mapping[str, str], at: datetime) -> dict:
    """The fields of a visit: what may be chosen, what was typed."""
    today = day_of(at)
    return {
        "typed": typed, "errors": errors, "wrong": by_field(errors), "hamlets": helping.hamlets(unit=unit),
        "reasons": options("reasons"), "gifts": options("gifts"), "sources": options("sources"),
        "officers": ears_queries.owners(unit=unit, on=today), "heard_most": ears_rules.HEARD_MOST,
        "goods_most": ears_rules.GOODS_MOST,
    }  # fmt: skip


def empty(*, by: Actor, hamlet: str, at: datetime) -> Told:
    """A visit before anything is typed: today, whoever is here."""
    return Told(hamlet=hamlet, name="", reason="", day=day_of(at).isoformat(), team=[by.code], made=True)


def opened(
    *, row: FamilyCall, by: Actor, at: datetime, typed: Told | None = None, errors: Mapping[str, str] | None = None,
    wish: Mapping[str, str] | None = None,
) -> dict:  # fmt: skip
    """One visit in full, what came of it, what may be done with it now."""
    kept = typed or Told(
        row.hamlet_id, row.name, row.reason, min(row.day, day_of(at)).isoformat(), row.team, True, row.gift,
        f"{row.gift_value:,}".replace(",", ".") if row.gift_value else "", row.gift_goods, row.gift_source, row.heard,
    )  # fmt: skip
    earlier = ears_queries.calls_of_family(call=row)
    names = _named(row.unit_id, [row, *earlier])
    page = form(unit=row.unit_id, typed=kept, errors=errors or {}, at=at)
    ours = may_hear(by=by, unit=row.unit_id)
    usual = {"text": "", "owner": by.code, "due": (day_of(at) + timedelta(days=DUE_IN)).isoformat()}
    return page | {
        "row": row, "one": line(row, names, day_of(at)), "source": word("sources", row.gift_source),
        "earlier": [line(one, names, day_of(at)) | {"heard_words": one.heard} for one in earlier],
        "proposals": ears_queries.proposals_of(call=row), "wish": usual | dict(wish or {}),
        "letter": row.letter.partition(":")[2], "letter_kind": found("reasons", row.reason).letter or "thanks",
        "may": {act for act in ("finish", "cancel", "reopen") if ours and ears_rules.may("call", row.state, act)},
        "made": row.state == CallState.MADE, "words_most": ears_rules.WORDS_MOST,
    }  # fmt: skip

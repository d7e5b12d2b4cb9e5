"""Points of an officer or of the agency as both doors show them: indices with their figures, and the dossiers behind each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from thanthien.doors.parts.behind import page_in
from thanthien.doors.parts.numbers import number_in
from thanthien.doors.parts.score_words import fact_words, told
from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.doors.parts.templatetags.words import day_full, day_short, decimal_comma, hour
from thanthien.dossiers.rules import code_tail
from thanthien.indicators import score_queries as queries
from thanthien.indicators.models import DossierScore, ScoreAnswer, ScoreNote
from thanthien.indicators.score_facts import AGENCY
from thanthien.indicators.score_queries import PUBLIC, Behind, Evidence, Only, Score, Sheets
from thanthien.indicators.score_rules import Ground, Period, Total, made_public
from thanthien.journal.models import Entry
from thanthien.law.scoring import Scheme
from thanthien.people.models import Officer
from thanthien.ratings.rules import share_text
from thanthien.shared.actor import logins
from thanthien.shared.wording import Sentence, say

TONES = {2: "ok", 1: "today", 0: "late"}
ACCURACY = 0  # as an index: mistakes and steps sent back


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    period: Period
    index: int
    page: int
    only: Only | None = None


# A figure beside the points: which index its list is shown by, and its heading.
ONLY: Mapping[Only, tuple[int, Sentence]] = {
    Only.ALL: (1, say("Hồ sơ có kết quả trong kỳ")), Only.KEPT: (1, say("Trước và đúng hạn")),
    Only.WHOLE: (3, say("Người dân không phải đi lại")), Only.SLIPS: (ACCURACY, say("Sai sót")),
    Only.BACKS: (ACCURACY, say("Lần bị trả lại")), Only.POSTED: (PUBLIC, say("Ngày nhận có tờ niêm yết in từ máy")),
    Only.ONLINE: (1, say("Hồ sơ nộp qua mạng")), Only.ONLINE_LATE: (1, say("Hồ sơ nộp qua mạng, có kết quả trễ")),
}  # fmt: skip


def asked(get: Mapping[str, str], *, period: Period, indices: Iterable[int]) -> Asked:
    """Index and page of an address; the first index for anything else."""
    numbers = [ACCURACY, *indices]
    text, page = get.get("chi-so", ""), get.get("trang", "")
    typed = number_in(text)
    index = typed if typed in numbers else numbers[1]
    only = Only(get["xem"]) if get.get("xem") in tuple(Only) else None
    if only is not None:
        index = ONLY[only][0]
    return Asked(period, index, page_in(page), only)


def tenths(value: int | None) -> str:
    """1,3; "–" without data."""
    return "–" if value is None else decimal_comma(value / 10)


def total_of(one: Total) -> dict:
    """Sum, of how many, grade, which indices have no data."""
    return {
        "text": tenths(one.tenths), "most": one.most // 10, "grade": told(one.grade.name) if one.grade else "",
        "dropped": ", ".join(map(str, one.dropped)), "bad": bool(one.grade and one.grade.least == 0),
    }  # fmt: skip


def beside(one: Score) -> dict:
    """Speed, accuracy and openness side by side, each with what it was counted from."""
    return {
        "speed": share_text(one.kept, one.judged), "kept": one.kept, "judged": one.judged,
        "open": share_text(one.whole, one.counted[3]), "whole": one.whole, "asked_of": one.counted[3],
        "mistakes": one.mistakes, "backs": one.backs, "of": one.dossiers,
    }  # fmt: skip


def period_links(period: Period, *, on: date) -> dict:
    """Where to go from a period: before, after (never into the future), the year and its quarters."""
    after, quarters = period.after, [Period(period.year, n) for n in (1, 2, 3, 4)]
    return {
        "period": period, "before": period.before, "after": after if after.first <= on else None,
        "year": Period(period.year), "quarters": [one for one in quarters if one.first <= on],
        "running": period.first <= on <= period.last,
    }  # fmt: skip


def scheme_told(scheme: Scheme) -> dict:
    return {
        "name": told(scheme.name), "citation": scheme.citation, "confirmed": scheme.confirmed, "note": told(scheme.note),
    }  # fmt: skip


def indices_of(
    one: Score, scheme: Scheme, numbers: Iterable[int], *, here: int, answers: Mapping[int, ScoreAnswer]
) -> list[dict]:
    """The lines of a record: each index, its figure, how many dossiers, and what the officer answered to it."""
    return [
        {
            "number": n, "name": told(scheme.index(n).name), "text": tenths(one.means.get(n)), "here": n == here,
            "known": one.means.get(n) is not None, "dossiers": one.counted.get(n, one.dossiers if n == PUBLIC else None),
            "answer": answers[n].text if n in answers else "",
        }
        for n in numbers
    ]  # fmt: skip


def index_told(scheme: Scheme, number: int) -> dict | None:
    """The chosen index: what gives 2, 1, 0; how it is counted. None for accuracy."""
    if number == ACCURACY:
        return None
    one = scheme.index(number)
    return {
        "number": number, "name": told(one.name), "note": told(one.note),
        "levels": [(points, told(one.levels[points])) for points in (2, 1, 0)],
    }  # fmt: skip


def lines_of(
    found: Evidence, scheme: Scheme, index: int, *, names: Mapping[str, str], hanging: Sheets, people: Mapping[int, list[str]],
    answers: Mapping[int, ScoreAnswer], only: Only | None = None,
) -> list[dict]:  # fmt: skip
    """One line a dossier: its points in words, and every fact that gave them: what, who says so, when."""
    return [
        {
            "row": row, "code": code_tail(row.code) if row.code else f"#{row.dossier}", "day": day_short(row.day),
            **_points(row, scheme, index, hanging),
            "facts": _facts(row, found, index, names, only),
            "notes": [_note(one, names) for one in found.notes.get(row.dossier, ())],
            "people": [(login, names.get(login, login)) for login in people.get(row.dossier, ())],
            "answer": said(answers.get(row.dossier)), "mark": f"note-{row.dossier}-0",
            "open": _open(found.notes.get(row.dossier, ()), row.who),
        }
        for row in found.rows
    ]  # fmt: skip


def _open(notes: Iterable[ScoreNote], who: str) -> bool:
    """True while a leader can still note something: of another officer always, the same thing not twice."""
    standing = [one for one in notes if one.undone_at is None]
    if any(one.ground == Ground.OTHER_BODY for one in standing):
        return False
    return not who or all(one.who != who for one in standing)


def _points(row: DossierScore, scheme: Scheme, index: int, hanging: Sheets) -> dict:
    if index == ACCURACY:
        words = say("{n} sai sót, {m} lần trả lại", n=row.mistakes, m=row.backs)
        return {"points": row.mistakes + row.backs, "tone": "late", "words": words}
    if index == PUBLIC:
        points = made_public(posted=queries.posted(hanging, row.procedure, row.received_on), online=True)
    else:
        points = getattr(row, f"p{index}")
    if points is None:
        return {"points": "–", "tone": "done", "words": say("chưa có số liệu cho chỉ số này")}
    return {"points": points, "tone": TONES[points], "words": told(scheme.index(index).levels[points])}


def _facts(
    row: DossierScore, found: Evidence, index: int, names: Mapping[str, str], only: Only | None
) -> list[dict]:  # fmt: skip
    spared = {one.about for one in found.notes.get(row.dossier, ()) if one.ground == Ground.APPLICANT and one.undone_at is None}
    facts = []
    for seq in queries.seqs_of(row, index, only):
        entry = found.entries.get(seq)
        if entry is not None and not entry.kind.startswith("score."):
            facts.append({
                "seq": seq, "text": fact_words(entry, names), "who": _who(entry, names), "when": _when(entry),
                "spared": seq in spared, "asked": entry.kind == "dossier.supplement_asked",
                "mark": f"note-{row.dossier}-{seq}",
            })  # fmt: skip
    return facts


def _who(entry: Entry, names: Mapping[str, str]) -> str:
    login, giver = logins(entry.actor)
    name = names.get(login, login)
    return str(say("{name} (thay {giver})", name=name, giver=names.get(giver, giver))) if giver else name


def _when(entry: Entry) -> str:
    return f"{hour(entry.at)} {day_full(entry.at)}"


def _note(one: ScoreNote, names: Mapping[str, str]) -> dict:
    return {"row": one, "label": Ground(one.ground).label, "of": names.get(one.who, one.who)}


def logins_in(found: Evidence, people: Mapping[int, list[str]]) -> set[str]:
    """Everybody whose name a page of dossiers needs."""
    known = {login for entry in found.entries.values() for login in logins(entry.actor) if login}
    known |= {entry.data.get(key) or "" for entry in found.entries.values() for key in ("officer", "doer")}
    known |= {login for those in people.values() for login in those}
    known |= {one.who for notes in found.notes.values() for one in notes}
    return known - {""}


def names_of(unit: str, wanted: Iterable[str]) -> dict[str, str]:
    """Login → name; one query."""
    return dict(Officer.objects.filter(login__in=sorted(wanted)).values_list("login", "name"))


def record(
    *, unit: str, one: Score, scheme: Scheme, asked: Asked, numbers: Iterable[int], answers: list[ScoreAnswer],
    behind: Behind | None = None,
) -> dict:  # fmt: skip
    """Everything that a record shows besides who it is of."""
    period, index = asked.period, asked.index
    found = queries.evidence(unit=unit, who=one.who, period=period, index=index, page=asked.page, only=asked.only)
    hanging = queries.sheets(unit=unit, until=period.last) if index == PUBLIC else {}
    choosing = index == Ground.COMPLAINT.number and one.who == AGENCY
    people = queries.people_of(unit=unit, dossiers=[row.dossier for row in found.rows]) if choosing else {}
    names = names_of(unit, logins_in(found, people))
    figures = {a.index: a for a in answers if a.dossier_id is None and (a.year, a.quarter) == (period.year, period.quarter)}
    of_dossiers = {a.dossier_id: a for a in answers if a.dossier_id and a.index == index}
    return {
        "one": one, "total": total_of(one.total), "beside": beside(one), "scheme": scheme_told(scheme), "index": index,
        "indices": indices_of(one, scheme, numbers, here=index, answers=figures), "chosen": index_told(scheme, index),
        "lines": lines_of(found, scheme, index, names=names, hanging=hanging, people=people, answers=of_dossiers,
                          only=asked.only),
        "more": found.more, "page": asked.page, "behind": behind if index in (5, PUBLIC, 8, 9) and not asked.only else None,
        "only": asked.only or "", "only_name": ONLY[asked.only][1] if asked.only else "", "all_lines": found.total,
        "known": sum(one.means.get(n) is not None for n in numbers),
        "answers": [_answered(a, scheme) for a in answers], "figure_answer": said(figures.get(index)),
        "keep": f"&xem={asked.only}" if asked.only else f"&chi-so={index}", "of_login": one.who,
        "lead": False, "mine": False, "wrong": "", "said": "", "field": "", "typed": {},
    }  # fmt: skip


def said(one: ScoreAnswer | None) -> dict:
    """An answer as it stands beside its figure; empty when there is none."""
    if one is None:
        return {"text": "", "reply": "", "by": ""}
    return {"text": one.text, "reply": one.reply, "by": one.replied_by.name if one.replied_by else ""}


def _answered(one: ScoreAnswer, scheme: Scheme) -> dict:
    """An answer and what it is about."""
    if one.dossier_id:
        about = say("Hồ sơ {code}", code=code_tail(one.dossier.code))
    else:
        about = Period(one.year, one.quarter).name
    name = told(scheme.index(one.index).name) if one.index else say("Chính xác")
    return {"row": one, "about": about, "name": name, "mark": str(one.pk)}


def table_of_record(page: dict, name: str) -> Table:
    """The dossiers behind a figure, as a file."""
    columns = (
        Column(say("Hồ sơ"), lambda line: line["row"].code, width=26),
        Column(say("Ngày có kết quả"), lambda line: line["row"].day, Kind.DAY),
        Column(say("Điểm"), lambda line: line["points"], Kind.NUMBER),
        Column(say("Vì sao"), lambda line: line["words"], width=36),
        Column(say("Căn cứ"), lambda line: "; ".join(f"{f['text']} ({f['who']}, {f['when']})" for f in line["facts"]), width=70),
    )
    chosen = page["chosen"]
    filters = {
        say("Của"): name, say("Kỳ"): str(page["period"].name),
        say("Chỉ số"): f"{chosen['number']}. {chosen['name']}" if chosen else str(say("Chính xác")),
    }  # fmt: skip
    return Table(name="cham-diem-can-cu", title=say("Căn cứ của điểm"), columns=columns, rows=page["lines"], filters=filters)

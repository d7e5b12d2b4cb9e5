"""What a sheet on the wall says, from the same page as the portal shows, and what changed on those that hang. PURE."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from thanthien.procedures.pages import CaseOfPapers, Page, PaperLine
from thanthien.procedures.rules import is_cut
from thanthien.shared.paper.sheets import ProcedureSheet, SheetCase, SheetFigure, SheetPaper
from thanthien.shared.wording import Sentence, say

# How far the words of a paper's name are set heavier: to the first pause after a few words.
PAUSE = re.compile(r"(?<=\w)(?=[;.,(:])")
SHORTEST_HEAD, LONGEST_HEAD = 8, 90
MOST_WHO = 330
LABELS: dict[str, Sentence] = {
    "title": say("Tên thủ tục"),
    "field": say("Lĩnh vực"),
    "counter": say("Nơi tiếp nhận"),
    "term": say("Thời hạn"),
    "fee": say("Phí, lệ phí"),
    "bring": say("Giấy tờ"),
    "cases": say("Giấy tờ theo trường hợp"),
    "no_need": say("Giấy tờ không đòi"),
    "steps": say("Cách làm"),
    "who": say("Ai được làm"),
    "decides": say("Ai giải quyết"),
    "law": say("Căn cứ"),
    "phone": say("Điện thoại"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Whose wall: the names and the telephone on the sheet, and the address that the code opens."""

    counter: str
    agency: str
    phone: str
    address: str


def sheet_of(page: Page, *, place: Place, on: date) -> ProcedureSheet:
    """The sheet of one procedure. Official paper: it speaks Vietnamese whatever the language of the screen."""
    return ProcedureSheet(
        code=page.code, title=page.title, field=page.field_name, counter=place.counter,
        term=SheetFigure(big=_upper(plain(page.term_text)), note=tuple(_term_notes(page))),
        fee=SheetFigure(big=_upper(plain(page.fee.text)), note=tuple(_fee_notes(page))),
        bring=tuple(map(_paper, page.bring)), cases=tuple(map(_case, page.cases)), no_need=page.not_asked,
        steps=tuple(map(plain, page.how)), who=whole_sentences(page.who, most=MOST_WHO), decides=page.decides,
        law=_law(page), phone=place.phone, posted_on=on, qr_text=f"{place.address}/thu-tuc/{page.code}",
    )  # fmt: skip


def plain(text: str) -> str:
    """The Vietnamese words of a sentence."""
    return str.__str__(text)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _term_notes(page: Page) -> list[str]:
    notes = []
    if page.shorter:
        notes.append(f"Luật cho {plain(page.law_term_text)}. Xã rút ngắn theo {page.own_decision}.")
    if page.own_note:
        notes.append(page.own_note)
    if page.cutoff_15h:
        notes.append("Nộp sau 15 giờ mà chưa xong kịp thì trả vào ngày làm việc kế tiếp.")
    if not page.has_term:
        notes.append("Hỏi cán bộ để biết ngày trả trước khi nộp.")
    return notes


def _fee_notes(page: Page) -> list[str]:
    """Other channels and cases where they cost something else, and who pays nothing."""
    lines = []
    for row in page.fees:
        words = plain(row.text)
        if row.case:
            lines.append(f"{row.case}: {words}.")
        elif words not in (plain(page.fee.text), "–") and len(page.fees) > 1:
            lines.append(f"{_upper(plain(row.channel))}: {words}.")
    if not page.fee_confirmed:
        lines.append("Mức của tỉnh chưa đối chiếu xong. Hỏi cán bộ trước khi nộp.")
    lines += [f"Không phải nộp: {who}." for who in (text.rstrip(".") for text in page.exempt)]
    return list(dict.fromkeys(lines))[:4]


def _paper(line: PaperLine) -> SheetPaper:
    name, rest = split_name(line.name)
    note = ", ".join(part for part in (plain(line.copies), line.form) if part)
    return SheetPaper(name=name, rest=rest, note=note)


def split_name(name: str) -> tuple[str, str]:
    """A long name in two: the words that name the paper ("" when no pause parts them), and what the law adds."""
    if len(name) <= LONGEST_HEAD:
        return name, ""
    pauses = [pause.start() for pause in PAUSE.finditer(name)]
    at = next((place for place in pauses if SHORTEST_HEAD <= place <= LONGEST_HEAD), None)
    return ("", name) if at is None else (name[:at], name[at:])


def _case(case: CaseOfPapers) -> SheetCase:
    return SheetCase(title=case.title, papers=tuple(map(_paper, case.papers)))


def whole_sentences(text: str, *, most: int) -> str:
    """The sentences of a text that fit in `most` letters; what the source broke off, or what is longer, points to the page."""
    flat = " ".join(text.split())
    if len(flat) <= most and not is_cut(flat):
        return flat
    kept = flat[:most]
    end = max(kept.rfind(sign) for sign in (". ", "; ", "! "))
    if is_cut(flat) and len(flat) <= most:
        end = max(flat.rstrip("…").rfind(sign) for sign in (". ", "; "))
    start = flat[: end + 1].rstrip(";") if end > 40 else ""
    more = "Xem đủ ở trang quét mã, hoặc hỏi cán bộ."
    return f"{start.rstrip('.')}. {more}" if start else more


def _law(page: Page) -> str:
    bases = "; ".join(page.legal_bases)
    parts = [f"Căn cứ: {bases}." if bases else "", f"Công bố theo {page.decision_no}." if page.decision_no else ""]
    return " ".join(part for part in parts if part)


def digest_of(says: Mapping[str, object]) -> str:
    """What two sheets are compared by."""
    return hashlib.sha256(json.dumps(says, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Changed:
    """One part of a hanging sheet that is not true any more."""

    title: str
    old: str
    new: str


def changes(old: Mapping[str, object], new: Mapping[str, object]) -> list[Changed]:
    """What a sheet says and what it ought to say; of lists only the lines that differ."""
    found = []
    for name, title in LABELS.items():
        before, after = _lines(old.get(name)), _lines(new.get(name))
        if before != after:
            gone = [line for line in before if line not in after]
            come = [line for line in after if line not in before]
            found.append(Changed(title, "\n".join(gone), "\n".join(come)))
    return found


def _lines(value: object) -> list[str]:
    """A part of the sheet as lines of text."""
    if isinstance(value, Mapping):
        if "big" in value:
            return [str(value["big"]), *map(str, value.get("note") or ())]
        if "papers" in value:
            return [line for paper in value["papers"] for line in _lines(paper)]  # type: ignore[union-attr]
        note = f" ({value['note']})" if value.get("note") else ""
        return [f"{value.get('name', '')}{value.get('rest', '')}{note}"]
    if isinstance(value, list | tuple):
        return [line for one in value for line in _lines(one)]
    return [str(value)] if value else []

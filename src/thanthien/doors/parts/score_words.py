"""Facts behind points, in sentences; texts of a scheme in the reader's language."""

from collections.abc import Mapping

from django.utils.translation import get_language

from thanthien.doors.parts.templatetags.words import day_full, minutes_left
from thanthien.dossiers.rules import Verdict
from thanthien.dossiers.rules_turns import FAULTS, Fault
from thanthien.journal.models import Entry
from thanthien.law.scoring import Words
from thanthien.shared.wording import say


def told(words: Words) -> str:
    """A text of a scheme."""
    return words.en if get_language() == "en" else words.vi


def fact_words(entry: Entry, names: Mapping[str, str]) -> str:
    """What an entry says, without who wrote it and when; "" for a kind that gives no point."""
    data = entry.data
    if entry.kind == "dossier.finished":
        verdict = Verdict(data.get("verdict_law") or data["verdict_first"]).label
        return str(say("Có kết quả {day}; so với hạn luật: {verdict}", day=day_full(data["finished_at"]), verdict=verdict))
    if entry.kind in ("step.done", "stage.passed"):
        used, allowed = minutes_left(data["used"]), minutes_left(data["allowed"])
        who = names.get(data.get("officer") or "", data.get("officer") or "–")
        return str(say("{who} xong bước {n}: dùng {used} trên {allowed}", who=who, n=data["step"], used=used, allowed=allowed))
    if entry.kind == "mistake.reported":
        doer = data.get("doer") or ""
        return str(say("Sai sót: {fault}, của {who}", fault=FAULTS[Fault(data["kind"])], who=names.get(doer, doer) or "–"))
    plain = {
        "dossier.received": say("Nhận hồ sơ"),
        "dossier.supplement_asked": say("Yêu cầu bổ sung lần {n}", n=data.get("number", 1)),
        "step.sent_back": say("Trả lại bước {n} để làm lại", n=data.get("to", "")),
    }
    return str(plain.get(entry.kind, ""))

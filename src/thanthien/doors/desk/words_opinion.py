"""The journal's entries about opinions of other bodies, in sentences. Their words stay on the page of opinions."""

from thanthien.dossiers.rules_opinion import Answer
from thanthien.journal.models import Entry
from thanthien.people.queries import unit as unit_of
from thanthien.shared.wording import say


def opinion_sentence(entry: Entry, who: str) -> str:
    data = entry.data
    if entry.kind == "opinion.asked":
        return say("{who} hỏi ý kiến {n} nơi", who=who, n=len(data["asked"]))
    body = unit_of(data["unit"]).name if data["unit"] else say("nơi được hỏi")
    if entry.kind == "opinion.given":
        return say("{body} trả lời: {answer}", body=body, answer=str(Answer(data["answer"]).label).lower())
    return {
        "opinion.taken_back": say("{body} lấy lại ý kiến", body=body), "opinion.withdrawn": say("{who} rút câu hỏi", who=who),
        "opinion.became_late": say("Máy ghi: {body} quá hạn trả lời", body=body),
    }.get(entry.kind, "")  # fmt: skip

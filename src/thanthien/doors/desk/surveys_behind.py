"""What stands behind the figures of a survey: slips and answers, never who gave one, never when.

Of a slip a list says by which way it came and how many questions it answered, of an answer its level and nothing beside it, so
that no two answers are tied to one person. What may not be published, because too few answered, opens nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from thanthien.doors.parts.behind import Line, Listed
from thanthien.doors.parts.templatetags.words import day_full
from thanthien.ratings import survey_queries as kept
from thanthien.ratings.models import SurveyRound
from thanthien.ratings.rules import SATISFIED, USUAL_PUBLISHING, Level
from thanthien.ratings.survey_queries import Given
from thanthien.ratings.survey_rules import ASIDE_WORDS, LEVELS, Aside, Channel, QuestionResult, Result
from thanthien.shared.wording import Sentence, say

WAYS: Mapping[str, Sentence] = {
    Channel.WEB: say("gửi qua mã, không ghi tên"), Channel.PAPER: say("phiếu giấy, cán bộ nhập"),
}  # fmt: skip
TITLES: Mapping[str, Sentence] = {
    "phieu": say("Phiếu tính"), "qua-ma": say("Phiếu gửi qua mã"), "de-rieng": say("Phiếu để riêng, không tính"),
    "ma": say("Mã đã phát"), "tra-loi": say("Câu trả lời"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figure of which round: of one question (`cau`), one level of it (`muc`), one part (`phan`), or of all."""

    survey: SurveyRound
    so: str
    question: str = ""
    level: str = ""
    part: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """What a list has to say: its lines, whose figure it is, how it was counted."""

    lines: list[Line]
    of: str = ""
    note: str = ""


def of(asked: Asked) -> Listed | None:
    """The list behind a figure; None for a figure that is none. Below the least number of answers it is empty and says why."""
    if asked.so not in OF:
        return None
    survey, answers = asked.survey, kept.given(survey=asked.survey)
    result = kept.result_of(survey=survey, answers=answers)
    found = OF[asked.so](asked, answers, result) if asked.so == "ma" or result.published else Found([])
    if found is None:
        return None
    span = say("{first} đến {last}", first=day_full(survey.first), last=day_full(survey.last))
    none = say("Dưới {n} phiếu nên chưa công bố", n=USUAL_PUBLISHING.least)
    return Listed(
        title=TITLES[asked.so], of=", ".join(str(one) for one in (survey.title, found.of, span) if one), lines=found.lines,
        back=(str(say("Về đợt này")), reverse("desk:survey", args=[survey.pk])), note=found.note, page=asked.page,
        none=say("Không có phiếu nào trong mục này") if result.published else none,
    )  # fmt: skip


def _slips(asked: Asked, answers: Iterable[Given], result: Result) -> Found:
    """Those that count, by way and by how much they answered: not in the order in which they came."""
    every = sum(len(part.questions) for part in result.parts)
    rows = [one for one in answers if not one.aside and (asked.so == "phieu" or one.channel == Channel.WEB)]
    few = len(rows) < USUAL_PUBLISHING.least
    lines = []
    for one in sorted(rows, key=lambda one: (one.channel, -len(one.levels))):
        more = "" if few else str(say("trả lời {n} trên {all} câu", n=len(one.levels), all=every))
        lines.append(Line(what=str(say("Một phiếu")), more=more, says=str(WAYS[one.channel])))
    return Found(lines, note=str(say("Danh sách không nói ai trả lời, trả lời lúc nào, phiếu nào chọn mức nào.")))


def _aside(asked: Asked, answers: Iterable[Given], result: Result) -> Found:
    """Those that do not count and why; what they answered stays closed."""
    rows = sorted((one for one in answers if one.aside), key=lambda one: (list(Aside).index(Aside(one.aside)), one.channel))
    lines = [
        Line(what=str(say("Một phiếu")), more=str(ASIDE_WORDS[Aside(one.aside)]), says=str(WAYS[one.channel])) for one in rows
    ]
    return Found(lines, note=str(say("Phiếu vẫn giữ, câu trả lời không mở ở đây.")))


def _tickets(asked: Asked, answers: Iterable[Given], result: Result) -> Found:
    """All slips that were made. Who got which is written nowhere, and which were used is not told."""
    lines = [Line(what=str(say("Mã số {n}", n=number))) for number in kept.issued(survey=asked.survey)]
    return Found(lines, note=str(say("Không nơi nào ghi ai lấy tờ nào.")))


def _answers(asked: Asked, answers: Iterable[Given], result: Result) -> Found | None:
    """Answers to one question, the best first; of several questions a line for each with how many it has."""
    if not asked.question:
        return _pooled(asked, result)
    one = next((row for part in result.parts for row in part.questions if row.question.code == asked.question), None)
    if one is None:
        return None
    wanted = [level for level in LEVELS if asked.level in ("", str(int(level)))]
    if not one.share.published or not wanted:
        return Found([], of=one.question.words)
    lines = [_line(level) for level in wanted for _ in range(one.levels[level])]
    return Found(lines, of=one.question.words, note=_good(one))


def _line(level: Level) -> Line:
    return Line(what=str(LEVELS[level]), tone="ok" if level in SATISFIED else "")


def _good(one: QuestionResult) -> str:
    return str(say("Xếp theo mức, không theo người. Mức hài lòng trở lên: {part} trên {n}.", part=one.share.part, n=one.share.n))


def _pooled(asked: Asked, result: Result) -> Found | None:
    """A line a question, which stands for all its answers and opens them when so many answered that it may."""
    chosen = {str(place): part for place, part in enumerate(result.parts, 1)}
    if asked.part and asked.part not in chosen:
        return None
    parts = [chosen[asked.part]] if asked.part else result.parts
    here = reverse("desk:survey-behind", args=[asked.survey.pk, "tra-loi"])
    lines = []
    for row in (row for part in parts for row in part.questions if row.share.n):
        shown = row.share.published
        more = say("{n} câu trả lời, hài lòng {share}", n=row.share.n, share=row.share.text) if shown else row.share.text
        href = f"{here}?cau={row.question.code}" if shown else ""
        lines.append(Line(what=row.question.words, more=str(more), href=href, n=row.share.n))
    note = say("Mỗi dòng là một câu hỏi, tính bằng số câu trả lời của nó; bấm để xem từng mức.")
    return Found(lines, of=parts[0].heading if asked.part else "", note=str(note))


OF: Mapping[str, Callable[[Asked, Iterable[Given], Result], Found | None]] = {
    "phieu": _slips, "qua-ma": _slips, "de-rieng": _aside, "ma": _tickets, "tra-loi": _answers,
}  # fmt: skip

"""PURE. Opinions of other bodies on a dossier: asked side by side, each with its own term; what an answer is, what silence is,
when the step may go on. Decree 61/2018 article 19(5): the request states its content and a deadline, and who does not answer in
time is named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from thanthien.dossiers.rules import DossierError
from thanthien.shared.wording import Sentence, say

MOST = 12
LONGEST = 1000


class Answer(StrEnum):
    """What a body says."""

    AGREE = "agree"
    CONDITIONS = "conditions"
    REFUSE = "refuse"

    @property
    def label(self) -> Sentence:
        return {
            "agree": say("Đồng ý"), "conditions": say("Đồng ý, kèm điều kiện"), "refuse": say("Không đồng ý"),
        }[self.value]  # fmt: skip


class Standing(StrEnum):
    """How one request stands at a moment."""

    WAITING = "waiting"
    ANSWERED = "answered"
    LATE = "late"
    SILENT = "silent"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Sentence:
        return {
            "waiting": say("đang chờ"), "answered": say("đã trả lời"), "late": say("quá hạn, chưa trả lời"),
            "silent": say("quá hạn, coi như đồng ý"), "withdrawn": say("đã rút"),
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ask:
    """One body to be asked. `unit` = its code where it works on this system; `silence` = the article by which no answer in time
    counts as agreement; only the process may say so.
    """

    body: str
    days: int
    unit: str = ""
    silence: str = ""


def asks(rows: Sequence[Ask]) -> list[Ask]:
    """The bodies, tidied, each once. Raises DossierError for none, too many, a term that is no number of days."""
    found: list[Ask] = []
    for row in rows:
        body = " ".join(row.body.split())[:120]
        if not body:
            continue
        if not 1 <= row.days <= 120:
            raise DossierError(say("Ghi số ngày làm việc cho {body}, từ 1 đến 120.", body=body), field="days")
        if body.casefold() in {one.body.casefold() for one in found}:
            raise DossierError(say("{body} ghi hai lần. Giữ một.", body=body), field="body")
        found.append(Ask(body, row.days, row.unit, row.silence))
    if not found:
        raise DossierError(say("Chưa chọn nơi nào để hỏi. Ghi tên cơ quan và số ngày."), field="body")
    if len(found) > MOST:
        raise DossierError(say("Một lần hỏi nhiều nhất {most} nơi.", most=MOST), field="body")
    return found


def answer(kind: str, text: str) -> tuple[Answer, str]:
    """What a body says, tidied. Raises DossierError for another word, and for conditions or a refusal without a reason."""
    if kind not in set(Answer):
        raise DossierError(say("Chọn một câu trả lời: đồng ý, đồng ý kèm điều kiện, hoặc không đồng ý."), field="answer")
    said, words = Answer(kind), " ".join(text.split())[:LONGEST]
    if said is Answer.CONDITIONS and not words:
        raise DossierError(say("Ghi điều kiện là gì, để nơi hỏi làm theo."), field="text")
    if said is Answer.REFUSE and not words:
        raise DossierError(say("Ghi vì sao không đồng ý và căn cứ nào."), field="text")
    return said, words


def standing(*, due: datetime, answered: bool, withdrawn: bool, silence: str, at: datetime) -> Standing:
    """How one request stands. An answer after its term is an answer, and stays late in the figures."""
    if withdrawn:
        return Standing.WITHDRAWN
    if answered:
        return Standing.ANSWERED
    if at <= due:
        return Standing.WAITING
    return Standing.SILENT if silence else Standing.LATE


def may_go_on(standings: Sequence[Standing]) -> bool:
    """All are in, withdrawn or past their term: nobody holds a dossier up for longer than it was given."""
    return Standing.WAITING not in standings

"""Pure: what may follow an incident that was upheld, step by step, each heard before it is taken. No Django, no clock.

The steps and their terms are dated law data (`conduct.step_…`); nobody here has read the articles, and the screens say so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thanthien.conduct.rules import ConductError
from thanthien.shared.wording import say

LONGEST_BODY, LONGEST_DOCUMENT = 120, 80


class Step(StrEnum):
    """From the mildest; a referral hands the matter to whoever may discipline."""

    REMINDER = "reminder"
    EXPLANATION = "explanation"
    CRITICISM = "criticism"
    REFERRAL = "referral"


STEP_NAMES: dict[Step, str] = {
    Step.REMINDER: say("Nhắc nhở"), Step.EXPLANATION: say("Giải trình bằng văn bản"), Step.CRITICISM: say("Phê bình"),
    Step.REFERRAL: say("Chuyển cơ quan có thẩm quyền"),
}  # fmt: skip
LAW: dict[Step, str] = {step: f"conduct.step_{step}" for step in Step}
# What may come after the last step that was taken; None: after the decision itself.
FOLLOWS: dict[Step | None, tuple[Step, ...]] = {
    None: (Step.REMINDER, Step.EXPLANATION, Step.REFERRAL),
    Step.REMINDER: (Step.EXPLANATION, Step.CRITICISM),
    Step.EXPLANATION: (Step.REMINDER, Step.CRITICISM, Step.REFERRAL),
    Step.CRITICISM: (Step.REFERRAL,),
    Step.REFERRAL: (),
}


class StepState(StrEnum):
    PROPOSED = "proposed"
    TAKEN = "taken"
    DROPPED = "dropped"


STATE_NAMES: dict[StepState, str] = {
    StepState.PROPOSED: say("chờ cán bộ trả lời"), StepState.TAKEN: say("đã làm"), StepState.DROPPED: say("đã thôi"),
}  # fmt: skip


class StepAct(StrEnum):
    PROPOSE = "propose"
    ANSWER = "answer"
    TAKE = "take"
    DROP = "drop"
    REPLY = "reply"
    REOPEN = "reopen"


# (state, act) → next state, who, entry. What is not here is refused.
TABLE: dict[tuple[StepState | None, StepAct], tuple[StepState, str, str]] = {
    (None, StepAct.PROPOSE): (StepState.PROPOSED, "leader", "conduct.step_proposed"),
    (StepState.PROPOSED, StepAct.ANSWER): (StepState.PROPOSED, "officer", "conduct.step_answered"),
    (StepState.PROPOSED, StepAct.TAKE): (StepState.TAKEN, "leader", "conduct.step_taken"),
    (StepState.PROPOSED, StepAct.DROP): (StepState.DROPPED, "leader", "conduct.step_dropped"),
    (StepState.TAKEN, StepAct.REPLY): (StepState.TAKEN, "leader", "conduct.step_replied"),
    (StepState.TAKEN, StepAct.REOPEN): (StepState.PROPOSED, "leader", "conduct.step_reopened"),
    (StepState.DROPPED, StepAct.REOPEN): (StepState.PROPOSED, "leader", "conduct.step_reopened"),
}


ACT_NAMES: dict[StepAct, str] = {
    StepAct.PROPOSE: "đề nghị", StepAct.ANSWER: "cán bộ trả lời", StepAct.TAKE: "làm", StepAct.DROP: "thôi",
    StepAct.REPLY: "cơ quan trả lời", StepAct.REOPEN: "mở lại trong ngày",
}  # fmt: skip


def diagram() -> str:
    """The table as a Mermaid diagram, for docs/generated."""
    names = [f'  state "{name}" as {state.name}' for state, name in STATE_NAMES.items()]
    moves = [f"  {old.name if old else '[*]'} --> {row[0].name}: {ACT_NAMES[act]}" for (old, act), row in TABLE.items()]
    return "\n".join(["stateDiagram-v2", *names, *moves]) + "\n"


def turned(state: StepState | None, act: StepAct) -> tuple[StepState, str]:
    """(next state, entry). Raises ConductError when the table has no such turn."""
    found = TABLE.get((state, act))
    if found is None:
        raise ConductError(say("Bước này {state}, nên không làm việc ấy được.", state=str(STATE_NAMES[state]) if state else ""))
    return found[0], found[2]


def offers(*, upheld: bool, taken: Sequence[Step], waits: bool) -> tuple[Step, ...]:
    """The steps that may be proposed now: none while one waits, and none unless the incident was upheld."""
    if not upheld or waits:
        return ()
    return FOLLOWS[taken[-1] if taken else None]


def check_offer(step: Step, *, upheld: bool, taken: Sequence[Step], waits: bool) -> None:
    """Raises ConductError with the reason."""
    if not upheld:
        raise ConductError(say("Chỉ xử lý việc đã kết luận là đúng như ghi nhận."), "step")
    if waits:
        raise ConductError(say("Đang có một bước chờ. Làm xong hoặc thôi bước ấy rồi mới đề nghị bước sau."), "step")
    if step not in FOLLOWS[taken[-1] if taken else None]:
        raise ConductError(say("{step} không theo sau bước vừa làm. Chọn bước khác.", step=str(STEP_NAMES[step])), "step")


def check_heard(*, answered: bool, hear_by: date, today: date) -> None:
    """A step is taken after the officer's answer, or when the term for it is over. Raises ConductError."""
    if not answered and today <= hear_by:
        raise ConductError(say("Chờ cán bộ trả lời đến hết {day:%d/%m/%Y} rồi mới làm bước này.", day=hear_by))


@dataclass(frozen=True, slots=True)
class Paper:
    """What a step leaves on paper; of a referral also the body that it went to."""

    body: str = ""
    document: str = ""
    day: date | None = None


def check_paper(step: Step, paper: Paper, *, today: date) -> Paper:
    """The paper tidied; a referral says where, by which document, when. Raises ConductError naming the box."""
    body, document = " ".join(paper.body.split()), " ".join(paper.document.split())[:LONGEST_DOCUMENT]
    if paper.day is not None and paper.day > today:
        raise ConductError(say("Ngày văn bản chưa đến. Ghi ngày đã ký."), "document_on")
    if step is not Step.REFERRAL:
        return Paper("", document, paper.day if document else None)
    if not body:
        raise ConductError(say("Ghi cơ quan nhận, như Ủy ban nhân dân tỉnh."), "body")
    if len(body) > LONGEST_BODY:
        raise ConductError(say("Dài quá {n} chữ. Rút ngắn lại.", n=LONGEST_BODY), "body")
    if not document:
        raise ConductError(say("Ghi số văn bản chuyển."), "document")
    if paper.day is None:
        raise ConductError(say("Ghi ngày của văn bản chuyển."), "document_on")
    return Paper(body, document, paper.day)

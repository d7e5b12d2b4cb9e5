"""Acts on points: a leader notes what the journal cannot know, and takes it back; an officer answers; a leader replies.

Words stay in the room's tables; entries hold ids. The points themselves are never written here: they follow from the journal.
"""

from datetime import datetime

from thanthien.dossiers.models import Dossier
from thanthien.indicators import access, scoring
from thanthien.indicators import score_queries as queries
from thanthien.indicators import score_rules as rules
from thanthien.indicators.models import ScoreAnswer, ScoreNote
from thanthien.indicators.score_facts import AGENCY, ASKED, NOTED, TAKEN_BACK
from thanthien.indicators.score_rules import Ground, Period, ScoreError
from thanthien.journal.actions import act, record_access
from thanthien.journal.queries import of_kind
from thanthien.people.models import Officer
from thanthien.shared.actor import Actor
from thanthien.shared.wording import say

INDICES = range(0, 10)


def read_record(*, officer: Officer, by: Actor, at: datetime) -> None:
    """Somebody opens an officer's points: an access, unless they are their own. Raises ScoreError."""
    access.check_may_read(by=by, officer=officer)
    if by.code != officer.login:
        subject = f"officer:{officer.pk}"
        record_access(
            unit=officer.unit_id, officer=by.code, person=subject, subject=subject, reason="scores", at=at, through=by.through
        )


def note(
    *, dossier: Dossier, ground: Ground, reason: str, by: Actor, leader: Officer, at: datetime, about: int = 0, who: str = ""
) -> ScoreNote:  # fmt: skip
    """A leader notes at a closed dossier what its points must be counted by. Entry `score.noted`.

    `about`: position of the request that was the applicant's own fault; `who`: of whom a complaint speaks. Raises ScoreError.
    """
    unit = dossier.unit_id
    access.check_may_lead(by=by, unit=unit)
    said = rules.check_words(reason, "reason")
    subject = f"dossier:{dossier.pk}"
    if queries.score_of(unit=unit, dossier=dossier.pk, who=AGENCY) is None:
        raise ScoreError(say("Hồ sơ chưa có kết quả nên chưa có điểm. Đợi có kết quả rồi ghi."))
    asked = {one.seq for one in of_kind(subjects=[subject], kind=ASKED)} if ground is Ground.APPLICANT else set[int]()
    people = queries.people_of(unit=unit, dossiers=[dossier.pk]).get(dossier.pk, [])
    about, who = (about if ground is Ground.APPLICANT else 0), (who if ground is Ground.COMPLAINT else "")
    rules.check_noted(ground=ground, about=about, who=who, asked=asked, known=people, by=by.code)
    place = {"dossier": dossier, "ground": ground, "about": about, "who": who}
    with act(unit=unit, by=by, at=at) as deed:
        if ScoreNote.objects.filter(**place, undone_at__isnull=True).exists():
            raise ScoreError(say("Điều này đã có người ghi rồi. Tải lại trang để xem."))
        row = deed.create(ScoreNote, unit_id=unit, **place, reason=said, by=leader, at=at)
        data = {"note": row.pk, "ground": str(ground), "index": ground.number, "about": about, "who": who}
        deed.enter(NOTED, subject=subject, data=data)
        scoring.soon(unit)
    return row


def take_back(*, note: ScoreNote, by: Actor, leader: Officer, at: datetime) -> ScoreNote:
    """The note was wrong: the points are counted as the journal alone says. Entry `score.taken_back`."""
    access.check_may_lead(by=by, unit=note.unit_id)
    with act(unit=note.unit_id, by=by, at=at) as deed:
        row = deed.lock(ScoreNote, pk=note.pk, unit_id=note.unit_id)
        if row.undone_at is not None:
            raise ScoreError(say("Điều này đã được rút rồi. Tải lại trang để xem."))
        row.undone_at, row.undone_by = at, leader
        deed.save(row)
        deed.enter(TAKEN_BACK, subject=f"dossier:{row.dossier_id}", data={"note": row.pk, "index": Ground(row.ground).number})
        scoring.soon(note.unit_id)
    return row


def answer(
    *, officer: Officer, index: int, text: str, by: Actor, at: datetime, period: Period | None = None,
    dossier: Dossier | None = None,
) -> ScoreAnswer:  # fmt: skip
    """The officer's own side of a figure (`index` 0 = mistakes, steps sent back) or of a dossier's points, till a leader replies.

    Entry `score.answered`. Raises ScoreError when the dossier is none of theirs, or a leader has replied.
    """
    access.check_is_self(by=by, officer=officer)
    said = rules.check_words(text, "text")
    if index not in INDICES or (period is None) == (dossier is None):
        raise ScoreError(say("Chọn chỉ số hoặc hồ sơ muốn trả lời."))
    if dossier is not None and queries.score_of(unit=officer.unit_id, dossier=dossier.pk, who=officer.login) is None:
        raise ScoreError(say("Hồ sơ này không tính vào điểm của anh chị."))
    place = {"dossier": dossier} if dossier else {"dossier": None, "year": period.year, "quarter": period.quarter}
    with act(unit=officer.unit_id, by=by, at=at) as deed:
        row = ScoreAnswer.objects.select_for_update(of=("self",)).filter(officer=officer, index=index, **place).first()
        new = row is None
        row = row or ScoreAnswer(unit_id=officer.unit_id, officer=officer, index=index, **place)
        if row.replied_at is not None:
            raise ScoreError(say("Lãnh đạo đã trả lời điều này, nên không sửa nữa. Nói trực tiếp nếu thấy chưa đúng."), "text")
        row.text, row.at = said, at
        deed.save(row, new=new)
        deed.enter("score.answered", subject=row, data={"officer": officer.login, "index": index} | _place(row))
    return row


def reply(*, answer: ScoreAnswer, text: str, by: Actor, leader: Officer, at: datetime) -> ScoreAnswer:
    """A leader replies to what an officer answered. Entry `score.replied`."""
    access.check_may_lead(by=by, unit=answer.unit_id)
    said = rules.check_words(text, "reply")
    with act(unit=answer.unit_id, by=by, at=at) as deed:
        row = deed.lock(ScoreAnswer, pk=answer.pk, unit_id=answer.unit_id)
        if by.code == answer.officer.login:
            raise ScoreError(say("Không tự trả lời mình. Nhờ một lãnh đạo khác."), "reply")
        if row.replied_at is not None:
            raise ScoreError(say("Điều này đã có người trả lời rồi. Tải lại trang để xem."), "reply")
        row.reply, row.replied_by, row.replied_at = said, leader, at
        deed.save(row)
        deed.enter("score.replied", subject=row, data={"officer": answer.officer.login, "index": row.index} | _place(row))
    return row


def _place(row: ScoreAnswer) -> dict[str, int | None]:
    return {"dossier": row.dossier_id} if row.dossier_id else {"year": row.year, "quarter": row.quarter}

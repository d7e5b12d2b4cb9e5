"""What does not go straight: papers that are missing and come days later, a date that is missed and apologised for."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.models import Apology, Dossier, DossierStep, Supplement
from thanthien.dossiers.rules import Status
from thanthien.journal.asking import composed
from thanthien.people.rules import Role
from thanthien.procedures.rules import TermUnit
from thanthien.shared.clock import day_of, local
from thanthien.simulation.rules import Cause, used_share
from thanthien.worktime.moments import add_working_days

if TYPE_CHECKING:
    from thanthien.simulation.work import Work

CAUSES: Mapping[Cause | None, tuple[str, str]] = {
    Cause.SYSTEM: ("system", "Hệ thống dùng chung bị nghẽn nhiều giờ."),
    Cause.FEW_HANDS: ("workload", "Nhiều hồ sơ dồn vào cùng một lúc."),
    Cause.LEADER_AWAY: ("absent", "Lãnh đạo ký đi công tác, chưa kịp ký thay."),
    Cause.OTHER_BODY: ("other_body", "Cơ quan phối hợp chưa trả lời."),
    None: ("other", "Hồ sơ cần thêm thời gian xem xét."),
}
LACKS = (
    {"name": "Giấy tờ chứng minh nơi cư trú", "why": "bản nộp đã hết giá trị", "original": "", "copy": "1"},
    {"name": "Tờ khai", "why": "chưa ký ở trang cuối", "original": "1", "copy": ""},
    {"name": "Giấy ủy quyền", "why": "chưa chứng thực chữ ký", "original": "1", "copy": ""},
)


class Lacking:
    """The turns of one office's dossiers; draws come from the dossier, so a simulator begun anew draws the same."""

    def __init__(self, work: "Work") -> None:
        self.work = work

    def morning(self, *, until: datetime) -> None:
        """Whoever was asked for papers brings them on some morning; whose day is today comes today."""
        for asked in _waiting.rows(unit=self.work.place.unit):
            comes = self._comes(asked)
            if comes <= until:
                self.work.agenda.put(comes, self.bring, asked.dossier)

    def _comes(self, asked: Supplement) -> datetime:
        """Some working days after the request, in the morning."""
        rng = self.work.draw(asked.dossier, "brings")
        days = rng.choices((1, 2, 3, 5, 8), (0.25, 0.3, 0.2, 0.15, 0.1))[0]
        day = add_working_days(day=local(asked.asked_at).date(), count=days, calendar=self.work.place.timing.calendar)
        opens = self.work.place.spans(day)[0][0]
        minutes = opens + rng.randrange(15, 120)
        return local(asked.asked_at).replace(
            year=day.year, month=day.month, day=day.day, hour=0, minute=0, second=0, microsecond=0
        ) + timedelta(minutes=minutes)

    def asks(self, dossier: Dossier, step: DossierStep) -> bool:
        """The officer who appraises finds that something is missing: asked for now, instead of going on. True when asked."""
        if step.role != Role.SPECIALIST or dossier.pk in self.work.in_hall or dossier.procedure.term_unit == TermUnit.SAME_DAY:
            return False
        rng = self.work.draw(dossier, "lacks")
        at = self.work.clock()
        if rng.random() >= self.work.pace.lacks or at >= dossier.due_at or Supplement.objects.filter(dossier=dossier).exists():
            return False
        who = self._doer(dossier, step)
        if who is None:
            return False
        self.work.place.do(
            dossiers.ask_supplement, dossier=dossier, items=[dict(rng.choice(LACKS))],
            reason="Giấy đã nộp chưa đủ để giải quyết.", by=self.work.place.actor(who, day_of(at)), at=at,
        )  # fmt: skip
        return True

    def bring(self, dossier: Dossier) -> None:
        """The papers are there: somebody at the counter takes them, the work goes on."""
        at = self.work.clock()
        fresh = Dossier.objects.select_related("procedure").get(pk=dossier.pk)
        able = self.work.place.able(Role.ONE_STOP, "", day_of(at))
        if fresh.state != Status.SUPPLEMENT or not able:
            return
        by = self.work.place.actor(self._draw(fresh).choice(able), day_of(at))
        after = self.work.place.do(dossiers.take_supplement, dossier=fresh, by=by, at=at)
        after.procedure = fresh.procedure
        self.work.plan(after, after.steps.filter(order=after.step).select_related("officer").first())

    def _draw(self, dossier: Dossier) -> Random:
        return self.work.draw(dossier, "takes")

    def _doer(self, dossier: Dossier, step: DossierStep):
        return self.work.place.doer(dossier, step, self.work.draw(dossier, step.order, "who"), day_of(self.work.clock()))

    def apologise(self, dossier: Dossier, step: DossierStep) -> None:
        """Past its date a dossier goes on only with an apology: drafted by whoever does the step, signed by the leader."""
        at = self.work.clock()
        if dossier.due_at >= at or Apology.objects.filter(dossier=dossier).exclude(reason="").exists():
            return
        who = self._doer(dossier, step)
        leaders = self.work.place.able(Role.LEADER, dossier.field, day_of(at))
        if who is None or not leaders:
            return
        rng = self.work.draw(dossier, "sorry")
        _, cause = used_share(self.work.draw(dossier, "fate"), pace=self.work.pace, field_code=dossier.field)
        code, reason = CAUSES[cause]
        new_due = self.work.place.timing.after(at, rng.choice((4, 8, 16)) * 60)
        place, day = self.work.place, day_of(at)
        place.do(
            dossiers.draft_apology, dossier=dossier, cause=code, reason=reason, new_due=new_due,
            by=place.actor(leaders[0] if not _drafts(who, place, day) else who, day), at=at,
        )  # fmt: skip
        if rng.random() < self.work.pace.signs_apology:
            place.do(dossiers.sign_apology, dossier=dossier, by=place.actor(rng.choice(leaders), day), at=at)


@composed
def _waiting(unit: str) -> QuerySet[Supplement]:
    rows = Supplement.objects.filter(dossier__unit_id=unit, dossier__state=Status.SUPPLEMENT, answered_at__isnull=True)
    return rows.filter(dropped_at__isnull=True).select_related("dossier").order_by("dossier__code")


def _drafts(who, place, day) -> bool:
    return place.actor(who, day).has(Role.SPECIALIST, Role.ONE_STOP, Role.POLICE, Role.LEADER)

"""Awards and titles: written as the decision on paper says, struck out when it was a mistake. (Writes and reads.)"""

from datetime import date, datetime

from thanthien.journal.actions import Deed, act
from thanthien.people.models import Officer
from thanthien.rollout import access, rules
from thanthien.rollout.models import Award, Campaign
from thanthien.rollout.rules import Honour, RolloutError
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


def give_award(
    *, unit: str, honour: Honour, officer: Officer | None, campaign: Campaign | None, by: Actor, at: datetime
) -> Award:  # fmt: skip
    """Entry `award.given`. Raises RolloutError, whose `field` says what to mend; nobody writes an award of their own."""
    access.check_may_keep(by=by, unit=unit)
    said = rules.check_honour(honour, has_officer=officer is not None, today=day_of(at))
    whom = officer if said.recipient == rules.Recipient.OFFICER else None
    if whom is not None and (whom.unit_id != unit or whom.login == by.code):
        raise RolloutError(say("Khen mình hoặc người đơn vị khác thì nhờ người khác ghi."), "officer")
    if campaign is not None and (campaign.unit_id != unit or campaign.withdrawn_at is not None):
        raise RolloutError(say("Không thấy phong trào này. Chọn lại."), "campaign")
    with act(unit=unit, by=by, at=at) as deed:
        row = deed.create(
            Award, unit_id=unit, campaign=campaign, recipient=said.recipient, officer=whom, named=said.name, title=said.title,
            authority=said.authority, document=said.document, decided_on=said.decided_on, published=said.published,
            noted_by=str(by), noted_at=at,
        )  # fmt: skip
        _enter(deed, "award.given", row)
    return row


def _enter(deed: Deed, entry: str, row: Award) -> None:
    deed.enter(entry, subject=row, data={
        "recipient": row.recipient, "officer": row.officer.login if row.officer is not None else "",
        "campaign": row.campaign_id or 0, "on": row.decided_on.isoformat(), "published": row.published,
    })  # fmt: skip


def turn_award(*, award: Award, annulled: bool, by: Actor, at: datetime) -> Award:
    """A mistake, or the decision was withdrawn; brought back the same way. Entry `award.annulled` or `award.restored`."""
    access.check_may_keep(by=by, unit=award.unit_id)
    with act(unit=award.unit_id, by=by, at=at) as deed:
        row = deed.lock(Award, pk=award.pk, unit_id=deed.unit)
        if (row.annulled_at is not None) != annulled:
            row.annulled_at = at if annulled else None
            deed.save(row)
            _enter(deed, "award.annulled" if annulled else "award.restored", row)
    return row


# ── reading ──


def awards(*, unit: str, year: int | None = None, public: bool = False) -> list[Award]:
    """The newest first, without those struck out; of a year of decision, of those published; one query."""
    rows = Award.objects.filter(unit_id=unit, annulled_at__isnull=True).select_related("officer", "campaign")
    if year is not None:
        rows = rows.filter(decided_on__gte=date(year, 1, 1), decided_on__lte=date(year, 12, 31))
    if public:
        rows = rows.filter(published=True)
    return list(rows)


def award(*, unit: str, pk: int) -> Award | None:
    """One award of the unit, also one struck out; None when there is none."""
    return Award.objects.select_related("officer").filter(unit_id=unit, pk=pk).first()


def awards_of(*, officer: Officer) -> list[Award]:
    """What an officer was honoured with, the newest first."""
    rows = Award.objects.filter(unit_id=officer.unit_id, officer=officer, annulled_at__isnull=True)
    return list(rows.select_related("campaign"))


def years(*, unit: str, public: bool = False) -> list[int]:
    """The years of decisions, newest first."""
    rows = Award.objects.filter(unit_id=unit, annulled_at__isnull=True)
    rows = rows.filter(published=True) if public else rows
    return sorted({day.year for day in rows.order_by().values_list("decided_on", flat=True).distinct()}, reverse=True)

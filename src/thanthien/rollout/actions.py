"""Campaigns: called, changed, closed, taken back; who joins and leaves; how far it is."""

from datetime import date, datetime

from thanthien.journal.actions import Deed, act
from thanthien.people.models import Officer
from thanthien.rollout import access, rules
from thanthien.rollout.models import Campaign, Progress, TakingPart
from thanthien.rollout.rules import Call, RolloutError
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


def call_campaign(*, unit: str, call: Call, by: Actor, at: datetime) -> Campaign:
    """A campaign as its paper says. Entry `campaign.called`. Raises RolloutError, whose `field` says what to mend."""
    access.check_may_keep(by=by, unit=unit)
    said = rules.check_call(call, today=day_of(at))
    with act(unit=unit, by=by, at=at) as deed:
        row = Campaign(unit_id=unit, noted_by=str(by), noted_at=at)
        _write(row, said)
        deed.save(row, new=True)
        _enter(deed, "campaign.called", row)
    return row


def change_campaign(*, campaign: Campaign, call: Call, by: Actor, at: datetime) -> Campaign:
    """What it says is mended, until it is closed. Entry `campaign.changed`."""
    access.check_may_keep(by=by, unit=campaign.unit_id)
    said = rules.check_call(call, today=day_of(at))
    with act(unit=campaign.unit_id, by=by, at=at) as deed:
        row = _open(deed, campaign)
        _write(row, said)
        deed.save(row)
        _enter(deed, "campaign.changed", row)
    return row


def _write(row: Campaign, said: Call) -> None:
    row.title, row.level, row.caller, row.document, row.aim = said.title, said.level, said.caller, said.document, said.aim
    row.goal, row.measure = said.goal, said.measure
    if said.called_on and said.begins and said.ends:  # check_call has seen that they are there
        row.called_on, row.begins, row.ends = said.called_on, said.begins, said.ends


def _enter(deed: Deed, entry: str, row: Campaign, **more: object) -> None:
    facts = {"level": row.level, "called": row.called_on.isoformat(), "from": row.begins.isoformat(), "to": row.ends.isoformat()}
    deed.enter(entry, subject=row, data=facts | more)


def _open(deed: Deed, campaign: Campaign) -> Campaign:
    """The row, locked; neither closed nor withdrawn."""
    row = deed.lock(Campaign, pk=campaign.pk, unit_id=deed.unit)
    if row.withdrawn_at is not None:
        raise RolloutError(say("Phong trào này đã rút khỏi danh sách."))
    if row.closed_on is not None:
        raise RolloutError(say("Phong trào này đã tổng kết ngày {day:%d/%m/%Y}.", day=row.closed_on))
    return row


def close_campaign(*, campaign: Campaign, outcome: str, by: Actor, at: datetime) -> Campaign:
    """Summed up, at its end or before. Entry `campaign.closed`."""
    access.check_may_keep(by=by, unit=campaign.unit_id)
    said = outcome.strip()
    if not said or len(said) > rules.LONGEST_AIM:
        raise RolloutError(say("Ghi kết quả tổng kết, nhiều nhất {n} chữ.", n=rules.LONGEST_AIM), "outcome")
    with act(unit=campaign.unit_id, by=by, at=at) as deed:
        row = _open(deed, campaign)
        row.closed_on, row.outcome = day_of(at), said
        deed.save(row)
        _enter(deed, "campaign.closed", row)
    return row


def reopen_campaign(*, campaign: Campaign, by: Actor, at: datetime) -> Campaign:
    """The closing of today is taken back. Entry `campaign.reopened`."""
    access.check_may_keep(by=by, unit=campaign.unit_id)
    with act(unit=campaign.unit_id, by=by, at=at) as deed:
        row = deed.lock(Campaign, pk=campaign.pk, unit_id=deed.unit)
        if row.closed_on is not None:
            rules.check_same_day(done=row.closed_on, today=day_of(at))
            row.closed_on, row.outcome = None, ""
            deed.save(row)
            _enter(deed, "campaign.reopened", row)
    return row


def turn_campaign(*, campaign: Campaign, withdrawn: bool, by: Actor, at: datetime) -> Campaign:
    """Noted by mistake today, while nobody takes part; or brought back. Entry `campaign.withdrawn` or `campaign.restored`."""
    access.check_may_keep(by=by, unit=campaign.unit_id)
    with act(unit=campaign.unit_id, by=by, at=at) as deed:
        row = deed.lock(Campaign, pk=campaign.pk, unit_id=deed.unit)
        rules.check_same_day(done=day_of(row.noted_at), today=day_of(at))
        if withdrawn and row.members.filter(left_at__isnull=True).exists():
            raise RolloutError(say("Đã có người tham gia nên không rút được. Tổng kết phong trào để kết thúc."))
        if (row.withdrawn_at is not None) != withdrawn:
            row.withdrawn_at = at if withdrawn else None
            deed.save(row)
            _enter(deed, "campaign.withdrawn" if withdrawn else "campaign.restored", row)
    return row


def join(*, campaign: Campaign, officer: Officer, promise: str, by: Actor, at: datetime) -> TakingPart:
    """An officer takes part, by their own act; twice is once. Entry `campaign.joined`."""
    access.check_is_self(by=by, officer=officer)
    if officer.unit_id != campaign.unit_id:
        raise RolloutError(say("Phong trào này của đơn vị khác."))
    return _joined(campaign, promise, by, at, officer=officer)


def join_collective(*, campaign: Campaign, name: str, promise: str, by: Actor, at: datetime) -> TakingPart:
    """A collective takes part, written by who keeps the campaign; twice is once. Entry `campaign.joined`."""
    access.check_may_keep(by=by, unit=campaign.unit_id)
    return _joined(campaign, promise, by, at, collective=rules.check_collective(name))


def _joined(campaign: Campaign, promise: str, by: Actor, at: datetime, **who: object) -> TakingPart:
    said, today = " ".join(promise.split()), day_of(at)
    if len(said) > rules.LONGEST_NOTE:
        raise RolloutError(say("Dài quá {n} chữ. Rút ngắn lại.", n=rules.LONGEST_NOTE), "promise")
    with act(unit=campaign.unit_id, by=by, at=at) as deed:
        row = _open(deed, campaign)
        if row.ends < today:
            raise RolloutError(say("Phong trào đã hết hạn ngày {day:%d/%m/%Y}.", day=row.ends))
        there = TakingPart.objects.filter(campaign=row, left_at__isnull=True, **who).first()
        if there is not None:
            return there
        made = deed.create(
            TakingPart, unit_id=row.unit_id, campaign=row, promise=said, joined_on=today, joined_at=at, **who
        )  # fmt: skip
        _enter_member(deed, "campaign.joined", made)
    return made


def _enter_member(deed: Deed, entry: str, row: TakingPart) -> None:
    who = row.officer.login if row.officer is not None else ""
    deed.enter(entry, subject=row, data={"campaign": row.campaign_id, "officer": who, "collective": not who})


def leave(*, member: TakingPart, by: Actor, at: datetime) -> TakingPart:
    """An officer leaves, or a collective is taken off by who keeps the campaign. Entry `campaign.left`."""
    if member.officer is not None:
        access.check_is_self(by=by, officer=member.officer)
    else:
        access.check_may_keep(by=by, unit=member.unit_id)
    with act(unit=member.unit_id, by=by, at=at) as deed:
        _open(deed, member.campaign)
        row = deed.lock(TakingPart, pk=member.pk, unit_id=deed.unit)
        if row.left_at is None:
            row.left_at = at
            deed.save(row)
            _enter_member(deed, "campaign.left", row)
    return row


def note_progress(
    *, campaign: Campaign, member: TakingPart | None, day: date, figure: int | None, note: str, by: Actor, noter: Officer,
    at: datetime,
) -> Progress:  # fmt: skip
    """How far it is on a day: of the whole (who keeps it), or of one's own part. Entry `campaign.progress`."""
    if member is None or member.officer is None:
        access.check_may_keep(by=by, unit=campaign.unit_id)
    else:
        access.check_is_self(by=by, officer=member.officer)
    said = rules.check_progress(note=note, figure=figure, day=day, begins=campaign.begins, today=day_of(at))
    if member is not None and (member.campaign_id != campaign.pk or member.left_at is not None):
        raise RolloutError(say("Chưa tham gia phong trào này. Bấm tham gia trước."), "member")
    with act(unit=campaign.unit_id, by=by, at=at) as deed:
        row = _open(deed, campaign)
        made = deed.create(
            Progress, unit_id=row.unit_id, campaign=row, member=member, day=day, figure=figure, note=said, noted_by=noter,
            noted_at=at,
        )  # fmt: skip
        _enter_progress(deed, "campaign.progress", made)
    return made


def _enter_progress(deed: Deed, entry: str, row: Progress) -> None:
    data = {"campaign": row.campaign_id, "member": row.member_id or 0, "day": row.day.isoformat(), "figure": row.figure}
    deed.enter(entry, subject=row, data=data)


def turn_progress(*, progress: Progress, annulled: bool, by: Actor, at: datetime) -> Progress:
    """Noted by mistake today, by who noted it; or brought back. Entry `campaign.progress_annulled` or `.progress_restored`."""
    access.check_is_self(by=by, officer=progress.noted_by)
    with act(unit=progress.unit_id, by=by, at=at) as deed:
        row = deed.lock(Progress, pk=progress.pk, unit_id=deed.unit)
        rules.check_same_day(done=day_of(row.noted_at), today=day_of(at))
        if (row.annulled_at is not None) != annulled:
            row.annulled_at = at if annulled else None
            deed.save(row)
            _enter_progress(deed, "campaign.progress_annulled" if annulled else "campaign.progress_restored", row)
    return row

"""Writes of the room: giving a rating, and setting others aside when a burst is seen."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from thanthien.journal.actions import Deed, act
from thanthien.journal.asking import composed
from thanthien.queueing.models import Ticket
from thanthien.ratings import following, queries
from thanthien.ratings.models import Rating
from thanthien.ratings.rules import (
    CHANNELS,
    USUAL_GUARD,
    Guard,
    RatingError,
    SetAside,
    check_levels,
    check_reasons,
)
from thanthien.shared.actor import Actor, citizen
from thanthien.shared.clock import day_of
from thanthien.shared.codes import keyed_digest
from thanthien.shared.wording import say
from thanthien.visits.models import Visit
from thanthien.visits.queries import by_rating_token


def rate(
    *, token: str, channel: str, at: datetime, attitude: int | None = None, work: int | None = None, reasons: Iterable[str] = (),
    seconds: int | None = None, device: str | None = None, officer_here: str = "", by: Actor | None = None,
    guard: Guard = USUAL_GUARD,
) -> Rating:  # fmt: skip
    """The visitor's opinion on the visit that `token` belongs to. Entry `rating.given`; a low one opens a follow-up.

    `channel`: tablet or phone. `seconds`: from question shown to answer. `device`: any text that stays the same on one device (a
    tablet's id, a random cookie of the browser); kept only as a digest of the day. `officer_here`: login of the officer whose
    session this browser carries, if any. `by`: the tablet; a person with a phone otherwise.
    Raises RatingError for an unknown token, a visit nobody has served yet, a second rating, levels outside 1–5, unknown reasons.
    """
    levels, codes = check_levels(attitude, work), check_reasons(reasons)
    if channel not in CHANNELS:
        raise RatingError(say("Chấm điểm tại máy tính bảng ở quầy, hoặc quét mã trên phiếu bằng điện thoại."))
    visit = by_rating_token(token=token)
    if visit is None:
        raise RatingError(say("Mã chấm điểm này xã chưa thấy. Xin quét lại mã trên phiếu số."))
    with act(unit=visit.unit_id, by=by or citizen(visit.unit_id), at=at) as deed:
        visit = deed.lock(Visit, pk=visit.pk)
        if queries.rating_of(visit=visit) is not None:
            raise RatingError(say("Lượt này đã chấm rồi, mỗi lượt đến chấm một lần. Xã cảm ơn ông/bà."))
        ticket = served_ticket(visit)
        mark = _mark(device, at)
        near = _from_same_device(deed, mark, channel=channel, at=at, guard=guard)
        aside = guard.verdict(
            channel=channel, seconds=seconds, served_at=served_at(ticket), at=at, own_device=bool(officer_here), before=len(near)
        )
        rating = deed.create(
            Rating, visit=visit, unit_id=visit.unit_id, officer_login=ticket.officer_login, served_on=ticket.day,
            attitude=levels[0], work=levels[1], reasons=codes, channel=channel, seconds=seconds, device=mark,
            set_aside=aside or "", at=at,
        )  # fmt: skip
        field = queries.field_of(visit=visit)
        deed.enter("rating.given", subject=rating, visit=visit, data={
            **told(rating), "channel": channel, "reasons": codes, **({"field": field} if field else {}),
        })  # fmt: skip
        following.open_for(deed, rating)
        if aside is SetAside.BURST:
            for earlier in near:
                _set_aside(deed, earlier)
    return rating


def served_ticket(visit: Visit) -> Ticket:
    """The ticket whose service is rated: the last one called of this visit. Raises RatingError when there is none."""
    ticket = queries.last_served(visit=visit)
    if ticket is None:
        raise RatingError(say("Ông/bà chưa đến lượt. Xong việc, xin chấm giúp xã."))
    return ticket


def served_at(ticket: Ticket) -> datetime:
    """When the service of `ticket` ended, or as far as it has come."""
    moment = ticket.ended_at or ticket.served_at or ticket.called_at
    assert moment is not None, "a called ticket has a time"
    return moment


def told(rating: Rating) -> dict:
    """What the journal says of a rating: levels, who served, the day of the service, whether it counts."""
    return {
        "attitude": rating.attitude, "work": rating.work, "officer": rating.officer_login, "day": rating.served_on.isoformat(),
        "set_aside": rating.set_aside,
    }  # fmt: skip


def _mark(device: str | None, at: datetime) -> str:
    """The digest under which the device is known on this day and on no other, so that no habit of a phone can be followed."""
    return keyed_digest(device, purpose=f"rating-device:{day_of(at)}") if device else ""


def _from_same_device(deed: Deed, mark: str, *, channel: str, at: datetime, guard: Guard) -> list[Rating]:
    """Ratings that came from this device within the burst's time, oldest first."""
    if not mark:
        return []
    since = at - guard.burst(channel).within
    return _near.rows(mark=mark, unit=deed.unit, since=since, at=at)


@composed
def _near(mark: str, unit: str, since: datetime, at: datetime) -> QuerySet[Rating]:
    rows = Rating.objects.select_for_update().filter(device=mark, unit_id=unit, at__gt=since, at__lte=at)
    return rows.order_by("at", "pk")


def _set_aside(deed: Deed, rating: Rating) -> None:
    """An earlier rating of a burst is not counted any more. Entry `rating.set_aside`."""
    if rating.set_aside:
        return
    rating.set_aside = SetAside.BURST
    deed.save(rating)
    deed.enter("rating.set_aside", subject=rating, visit=rating.visit_id, data=told(rating))
    following.drop_for(deed, rating)

"""Which services of the hall can be booked from home, with how many counters each: the queue's facts, as bookings need them."""

from collections import defaultdict
from fractions import Fraction

from thanthien.outreach.rules import BookingError, Offer
from thanthien.queueing.models import Service, ServiceCounter
from thanthien.shared.wording import say

# Results are handed out without a number of one's own hour, and "I do not know" is for the guide.
KIND = "intake"


def offers(*, unit: str) -> list[Offer]:
    """The services that take in matters and have a counter, as on the kiosk's tiles. A counter of three services counts a third
    for each.
    """
    serving: dict[int, list[int]] = defaultdict(list)
    for counter, service in ServiceCounter.objects.filter(service__unit_id=unit, service__active=True).values_list(
        "counter_id", "service_id"
    ):
        serving[counter].append(service)
    found = []
    for service in Service.objects.filter(unit_id=unit, active=True, kind=KIND):
        counters = sum((Fraction(1, len(all_of)) for all_of in serving.values() if service.pk in all_of), Fraction(0))
        if counters:
            found.append(
                Offer(service.letter, service.name, counters, tuple(service.fields), service.pictogram, service.examples)
            )
    return found


def offer(*, unit: str, letter: str) -> Offer:
    """One of `offers`; raises BookingError."""
    found = next((one for one in offers(unit=unit) if one.letter == letter.strip().upper()), None)
    if found is None:
        raise BookingError(say("Việc này chưa nhận đặt hẹn. Chọn việc khác, hoặc đến lấy số tại xã."), field="service")
    return found


def offer_for_field(*, unit: str, field: str) -> Offer | None:
    """The service behind which a field of procedures stands, or None."""
    return next((one for one in offers(unit=unit) if field in one.fields), None)

"""How many hours may be booked from home: what a unit decides, valid from a day on. Pure.

The usual values are those that a city publishes for its own remote numbers: two a day, one for each field, up to six days ahead,
good until 16:00. A unit changes any of them from a day on; nothing here is a constant of the law.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from thanthien.shared.wording import Refusal, Sentence, say
from thanthien.worktime.office_hours import minute_text


class BookingError(Refusal):
    """A sentence for the person in front of the screen. `field`: the part of a form that it speaks of, or nothing."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Season:
    """From the first to the last day nothing can be booked (Tết, works in the hall); `why` is told to whoever asks."""

    first: date
    last: date
    why: str

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


# Name, smallest and greatest value, what it is called on the page of the quota.
BOUNDS: dict[str, tuple[int, int, Sentence]] = {
    "share": (0, 90, say("Phần dành cho hẹn trước")),
    "slot_minutes": (10, 240, say("Độ dài một khung giờ")),
    "minutes": (1, 120, say("Số phút cho một người")),
    "horizon_days": (0, 60, say("Đặt trước được bao nhiêu ngày")),
    "per_day": (1, 20, say("Mỗi người mỗi ngày")),
    "per_field": (1, 20, say("Mỗi người mỗi lĩnh vực")),
    "lead_minutes": (0, 2880, say("Đặt chậm nhất trước giờ hẹn")),
    "change_minutes": (0, 2880, say("Đổi, hủy chậm nhất trước giờ hẹn")),
    "early_minutes": (0, 240, say("Đến sớm nhất trước giờ hẹn")),
    "grace_minutes": (0, 240, say("Đến muộn vẫn giữ chỗ")),
    "last": (0, 1440, say("Giờ cuối cùng còn hiệu lực")),
    "remind_hours": (1, 96, say("Nhắc trước giờ hẹn")),
    "misses": (1, 50, say("Số lần lỡ hẹn")),
    "miss_days": (1, 365, say("Tính trong số ngày")),
    "rest_days": (0, 90, say("Tạm nghỉ đặt hẹn")),
    "keep_days": (7, 3650, say("Giữ tên, số điện thoại sau ngày hẹn")),
    "per_address": (1, 10_000, say("Mỗi địa chỉ mạng mỗi giờ")),
}


@dataclass(frozen=True, slots=True)
class Quota:
    """What a unit decides. `share`: percent of what the counters can do that may be booked, the rest is for who walks in.

    `minutes`: one person at a counter; `service_minutes` says it for a service by its letter. `last`: minutes after midnight, the
    last minute of a day at which a booking is good. `misses` unexcused within `miss_days` rest the booking from home for
    `rest_days`; walking in is always open. `keep_days` after the hour name, telephone and
    mail are forgotten. `per_address`: bookings an hour from one address of the net.
    """

    open: bool = True
    share: int = 50
    slot_minutes: int = 30
    minutes: int = 15
    service_minutes: Mapping[str, int] = field(default_factory=dict)
    horizon_days: int = 6
    per_day: int = 2
    per_field: int = 1
    lead_minutes: int = 30
    change_minutes: int = 15
    early_minutes: int = 30
    grace_minutes: int = 15
    last: int = 16 * 60
    remind_hours: int = 18
    misses: int = 2
    miss_days: int = 30
    rest_days: int = 7
    keep_days: int = 90
    per_address: int = 20
    seasons: tuple[Season, ...] = ()

    def __post_init__(self) -> None:
        for name, (low, high, words) in BOUNDS.items():
            value = getattr(self, name)
            if type(value) is not int or not low <= value <= high:
                raise BookingError(say("{words}: ghi một số từ {low} đến {high}.", words=words, low=low, high=high), field=name)
        for letter, minutes in self.service_minutes.items():
            if type(minutes) is not int or not 1 <= minutes <= 120:
                raise BookingError(
                    say("Việc {letter}: ghi số phút từ 1 đến 120.", letter=letter), field=f"service_minutes.{letter}"
                )
        for season in self.seasons:
            if season.last < season.first:
                raise BookingError(say("Đợt nghỉ nhận hẹn kết thúc trước khi bắt đầu. Xem lại hai ngày."), field="seasons")

    def minutes_of(self, letter: str) -> int:
        """Minutes that one person of this service takes."""
        return self.service_minutes.get(letter, self.minutes)

    def season(self, day: date) -> Season | None:
        """The season without bookings that `day` falls into, or None."""
        return next((season for season in self.seasons if season.covers(day)), None)

    @property
    def last_text(self) -> str:
        """`16:00`."""
        return minute_text(self.last) if self.last < 1440 else "24:00"

    def as_data(self) -> dict[str, Any]:
        """The JSON that `from_data` reads."""
        data = asdict(self)
        data["service_minutes"] = dict(self.service_minutes)
        data["seasons"] = [{"first": s.first.isoformat(), "last": s.last.isoformat(), "why": s.why} for s in self.seasons]
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Quota":
        """From a unit's JSON; what is not said stays as usual. Raises BookingError naming the entry to mend."""
        known = {one.name for one in fields(cls)}
        unknown = sorted(set(data) - known)
        if unknown:
            raise BookingError(say("Hạn mức đặt hẹn có mục lạ: {names}. Bỏ mục ấy đi.", names=", ".join(unknown)))
        values = dict(data)
        try:
            values["seasons"] = tuple(
                Season(date.fromisoformat(row["first"]), date.fromisoformat(row["last"]), str(row["why"]))
                for row in data.get("seasons", ())
            )
            return cls(**values)
        except (KeyError, TypeError, ValueError) as error:
            raise BookingError(say("Hạn mức đặt hẹn chưa đọc được: {error}", error=str(error))) from error

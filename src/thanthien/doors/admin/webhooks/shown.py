"""Receivers and their notices in words."""

from dataclasses import dataclass
from datetime import datetime

from thanthien.doors.parts.templatetags.words import day_short, hour
from thanthien.exchange import queries, rules
from thanthien.exchange.models import Notice, Webhook
from thanthien.exchange.rules import EVENT_NAMES, TROUBLE_NAMES, Event, Trouble
from thanthien.journal.models import Delivery
from thanthien.shared.wording import said, say


@dataclass(frozen=True, slots=True)
class Line:
    """One receiver at a moment. `state` is the class of `.st`; `waiting` notices are on their way to it."""

    row: Webhook
    waiting: int
    at: datetime

    @property
    def host(self) -> str:
        """Where it is, without the rest of the address, which may hold somebody's key."""
        return self.row.address.split("/")[2]

    @property
    def told(self) -> str:
        if len(self.row.events) == len(Event):
            return str(say("Mọi việc"))
        return ", ".join(said(EVENT_NAMES[Event(one)]) for one in self.row.events)

    @property
    def state(self) -> str:
        if not self.row.active:
            return "na"
        if self.row.paused_at is not None:
            return "late"
        if self.row.failing_since is not None:
            return "today"
        return "ok" if self.row.last_ok is not None else "open"

    @property
    def word(self) -> str:
        words = {
            "na": say("Đã tắt"), "late": say("Tự dừng"), "today": say("Đang thử lại"), "ok": say("Đang gửi"),
            "open": say("Chưa gửi lần nào"),
        }  # fmt: skip
        return str(words[self.state])

    @property
    def former_until(self) -> datetime | None:
        """Until when the secret before signs too, None when it does not any more."""
        until = self.row.former_until
        return until if until is not None and until > self.at else None


def lines(unit: str, at: datetime) -> list[Line]:
    """The receivers of a unit; two queries however many."""
    rows = queries.webhooks(unit=unit)
    waiting = queries.waiting(unit=unit, webhooks=rows)
    return [Line(row, waiting.get(row.pk, 0), at) for row in rows]


@dataclass(frozen=True, slots=True)
class Told:
    """One notice of a receiver. `state` is the class of `.st`."""

    notice: Notice
    delivery: Delivery | None

    @property
    def kind(self) -> str:
        return str(rules.event_name(self.notice.kind))

    @property
    def about(self) -> str:
        """The code of what it tells of."""
        return "" if self.notice.kind == rules.TEST else self.notice.subject.partition("/")[2]

    @property
    def tries(self) -> int:
        """How often it was tried."""
        return (self.delivery.tries if self.delivery else 0) + (self.state in ("ok", "late") and self.notice.tried_at is not None)

    @property
    def state(self) -> str:
        standing = self.delivery.state if self.delivery else Delivery.State.DONE
        if standing == Delivery.State.DONE:
            return "ok"
        if standing == Delivery.State.DEAD:
            return "late"
        return "today" if self.notice.trouble else "open"

    @property
    def word(self) -> str:
        if self.state == "today" and self.delivery is not None:
            moment = self.delivery.next_try
            return str(say("Thử lại {hour} {day}", hour=hour(moment), day=day_short(moment)))
        return str({"ok": say("Đã nhận"), "late": say("Thôi gửi"), "open": say("Chờ gửi")}[self.state])

    @property
    def why(self) -> str:
        """What stood in the way at the last try."""
        if not self.notice.trouble:
            return ""
        return why(Trouble(self.notice.trouble), self.notice.status)

    @property
    def again(self) -> bool:
        """Whether it may be sent once more by hand."""
        return self.state == "late" and self.notice.kind != rules.TEST


def why(trouble: Trouble, status: int) -> str:
    """A trouble as a sentence's end, with the answer's number where there was one."""
    name = TROUBLE_NAMES[trouble]
    return str(say("{why} (trả lời {status})", why=name, status=status)) if status else str(name)


def notices(row: Webhook) -> list[Told]:
    """The newest notices of a receiver."""
    return [Told(one.notice, one.delivery) for one in queries.last_notices(row=row)]

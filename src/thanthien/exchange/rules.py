"""Pure rules of the room: what may be told, as what body and under what signature; where it may go; when it is tried again."""

import base64
import hashlib
import hmac
import ipaddress
import json
import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from thanthien.shared.clock import local
from thanthien.shared.wording import Refusal, Sentence, say

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class ExchangeError(Refusal):
    """A sentence for the person in front of the screen; `field` of the form, if any."""

    def __init__(self, text: str, *, field: str = "") -> None:
        super().__init__(text)
        self.field = field


# --- what is told ----------------------------------------------------------------------------------------


class Event(StrEnum):
    """What a receiver may ask to be told of; the value ends the CloudEvents `type` and is the kind of the journal's entry."""

    DOSSIER_RECEIVED = "dossier.received"
    STEP_DONE = "step.done"
    STEP_SENT_BACK = "step.sent_back"
    STEP_REOPENED = "step.reopened"
    DUE_SOON = "dossier.due_soon"
    BECAME_LATE = "dossier.became_late"
    FINISHED = "dossier.finished"
    REOPENED = "dossier.reopened"
    RETURNED = "dossier.returned"
    ANNULLED = "dossier.annulled"
    SUPPLEMENT_ASKED = "dossier.supplement_asked"
    SUPPLEMENTED = "dossier.supplemented"
    SUPPLEMENT_DROPPED = "dossier.supplement_dropped"
    DUTY_ASKED = "dossier.duty_asked"
    DUTY_SETTLED = "dossier.duty_settled"
    REDATED = "dossier.redated"
    WITHDRAWN = "dossier.withdrawn"
    STOPPED = "dossier.stopped"
    MISTAKE_REPORTED = "mistake.reported"
    MISTAKE_MENDED = "mistake.mended"
    TICKET_TAKEN = "ticket.taken"
    TICKET_CALLED = "ticket.called"
    TICKET_DONE = "ticket.done"
    TICKET_LEFT = "ticket.left"
    NO_SHOW = "ticket.no_show"
    COUNTER_OPENED = "counter.opened"
    COUNTER_CLOSED = "counter.closed"


EVENT_NAMES: dict[Event, Sentence] = {
    Event.DOSSIER_RECEIVED: say("Nhận hồ sơ"),
    Event.STEP_DONE: say("Xong một bước"),
    Event.STEP_SENT_BACK: say("Trả lại bước trước"),
    Event.STEP_REOPENED: say("Mở lại bước vừa xong"),
    Event.DUE_SOON: say("Hồ sơ sắp đến hạn"),
    Event.BECAME_LATE: say("Hồ sơ trễ hẹn"),
    Event.FINISHED: say("Có kết quả"),
    Event.REOPENED: say("Kết quả được rút lại"),
    Event.RETURNED: say("Đã trả kết quả"),
    Event.ANNULLED: say("Hủy hồ sơ"),
    Event.SUPPLEMENT_ASKED: say("Yêu cầu bổ sung giấy"),
    Event.SUPPLEMENTED: say("Đã bổ sung đủ"),
    Event.SUPPLEMENT_DROPPED: say("Rút yêu cầu bổ sung"),
    Event.DUTY_ASKED: say("Chờ nộp nghĩa vụ tài chính"),
    Event.DUTY_SETTLED: say("Đã nộp nghĩa vụ tài chính"),
    Event.REDATED: say("Xin lỗi và hẹn lại"),
    Event.WITHDRAWN: say("Người dân rút hồ sơ"),
    Event.STOPPED: say("Dừng giải quyết"),
    Event.MISTAKE_REPORTED: say("Ghi nhận sai sót"),
    Event.MISTAKE_MENDED: say("Đã sửa sai sót"),
    Event.TICKET_TAKEN: say("Lấy số"),
    Event.TICKET_CALLED: say("Gọi số"),
    Event.TICKET_DONE: say("Xong ở quầy"),
    Event.TICKET_LEFT: say("Bỏ số ra về"),
    Event.NO_SHOW: say("Gọi không đến"),
    Event.COUNTER_OPENED: say("Mở quầy"),
    Event.COUNTER_CLOSED: say("Đóng quầy"),
}
TEST, TEST_NAME = "webhook.tested", say("Gửi thử")
TYPE = "vn.thanthien."
# Which codes of an entry go out, and under what name; the codes are those that the API takes and gives. Everything else of an
# entry (officers, digests, verdicts, amounts) stays in the house.
GIVEN: dict[str, str] = {
    "code": "dossier", "procedure": "procedure", "step": "step", "label": "label", "service": "service", "counter": "counter",
}  # fmt: skip


def event_name(kind: str) -> Sentence:
    """The words for a kind that was told."""
    return TEST_NAME if kind == TEST else EVENT_NAMES[Event(kind)]


@dataclass(frozen=True, slots=True)
class Cloud:
    """One event as it leaves: `id` is the same for each try and each receiver, `subject` names what it is about by its code."""

    id: str
    kind: str
    unit: str
    subject: str
    at: datetime
    data: Mapping[str, object]

    def body(self) -> str:
        """CloudEvents 1.0 in JSON (structured mode)."""
        told = {
            "specversion": "1.0", "id": self.id, "source": f"urn:thanthien:unit:{self.unit}", "type": TYPE + self.kind,
            "subject": self.subject, "time": local(self.at).isoformat(timespec="milliseconds"),
            "datacontenttype": "application/json", "data": self.data,
        }  # fmt: skip
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def cloud_of(*, unit: str, seq: int, kind: str, at: datetime, subject: str, data: Mapping[str, Any]) -> Cloud | None:
    """The event of one entry, or None when it has no public code to speak of. `subject` as the journal has it (`ticket:12`)."""
    room, _, pk = subject.partition(":")
    told: dict[str, object] = {GIVEN[name]: data[name] for name in GIVEN if data.get(name) is not None}
    if room == "ticket":
        told["ticket"] = int(pk)
    names = {"dossier": told.get("dossier"), "ticket": told.get("ticket"), "counter": told.get("counter"), "webhook": pk}
    if not names.get(room):
        return None
    about = f"{room}s/{names[room]}"
    return Cloud(f"{unit}-{seq}", kind, unit, about, at, told | {"position": seq})


# --- the signature (Standard Webhooks) -------------------------------------------------------------------

SECRET_PREFIX, SECRET_BYTES = "whsec_", 32
OVERLAP = timedelta(hours=24)


def new_secret() -> str:
    """A secret as both ends keep it: `whsec_` and 32 bytes in base64."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def headers(*, code: str, body: str, moment: datetime, keys: Iterable[str]) -> dict[str, str]:
    """What stands beside the body: one signature for each secret that holds, parted by a blank."""
    stamp = str(int(moment.timestamp()))
    text = f"{code}.{stamp}.{body}".encode()
    signed = (hmac.new(base64.b64decode(key.removeprefix(SECRET_PREFIX)), text, hashlib.sha256).digest() for key in keys)
    return {
        "content-type": "application/cloudevents+json; charset=utf-8", "user-agent": "ThanThien/1", "webhook-id": code,
        "webhook-timestamp": stamp, "webhook-signature": " ".join("v1," + base64.b64encode(one).decode() for one in signed),
    }  # fmt: skip


# --- where it may go -------------------------------------------------------------------------------------

LONGEST_ADDRESS, MOST_WEBHOOKS = 300, 20
# Of IANA's special-purpose registries, what no version of `ipaddress` is trusted to know: protocol assignments, relays, and IPv6
# addresses that stand for an IPv4 address.
SPECIAL = tuple(
    ipaddress.ip_network(text)
    for text in (
        "192.0.0.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.175.48.0/24", "::/8", "64:ff9b::/96",
        "64:ff9b:1::/48", "100::/64", "2001::/23", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10",
    )
)  # fmt: skip


def named(ip: Address, networks: Collection[Network]) -> bool:
    """True when one of the networks holds this address."""
    return any(ip in one for one in networks)


def may_reach(ip: Address, *, networks: Collection[Network], plain: bool, demo: bool) -> bool:
    """Whether a request may go to this address: out in the world, or in a network that the setting names.

    `plain` (http) and a demonstration reach named networks only. An address inside another one counts as that one.
    """
    mapped = getattr(ip, "ipv4_mapped", None)
    ip = mapped or ip
    if named(ip, networks):
        return True
    if plain or demo or named(ip, SPECIAL):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local or ip.is_unspecified)


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart. `host` in ASCII as names are asked for; `path` with its query."""

    plain: bool
    host: str
    port: int
    path: str

    @property
    def shown_host(self) -> str:
        """The Host header: an IPv6 address in brackets, the port when it is not the usual one."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == (80 if self.plain else 443) else f"{name}:{self.port}"


def target_of(address: str, *, networks: Collection[Network]) -> Target:
    """Read an address that an administrator wrote; raises ExchangeError with what to write instead."""
    wrong = say("Ghi địa chỉ đầy đủ, như https://phanmem.tinh.vn/nhan-tin.")
    if not address.isascii() or any(letter <= " " or letter == "\x7f" for letter in address) or len(address) > LONGEST_ADDRESS:
        raise ExchangeError(wrong)
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise ExchangeError(wrong) from None
    if parts.scheme not in ("http", "https") or not host:
        raise ExchangeError(wrong)
    if parts.scheme == "http" and not networks:
        raise ExchangeError(say("Chỉ gửi qua https. Địa chỉ bắt đầu bằng https://."))
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise ExchangeError(say("Bỏ tên, mật khẩu và phần sau dấu # khỏi địa chỉ. Tin đã có chữ ký riêng."))
    plain = parts.scheme == "http"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    target = Target(plain, host, port or (80 if plain else 443), path)
    _check_literal(target, networks)
    return target


def _check_literal(target: Target, networks: Collection[Network]) -> None:
    """An address that is written as a number is known now; a name is asked for at each sending."""
    try:
        ip = ipaddress.ip_address(target.host)
    except ValueError:
        return
    if not may_reach(ip, networks=networks, plain=target.plain, demo=False):
        raise ExchangeError(say("Địa chỉ này ở trong mạng nội bộ. Người cài máy cho phép bằng THANTHIEN_WEBHOOK_NETWORKS."))


def check(*, name: str, events: Collection[str]) -> tuple[str, list[str]]:
    """(tidy name, events in their order); raises ExchangeError."""
    name = " ".join(name.split())[:60]
    if not name:
        raise ExchangeError(say("Ghi tên phần mềm sẽ nhận tin."))
    if not events or not set(events) <= set(Event):
        raise ExchangeError(say("Chọn ít nhất một việc để báo."))
    return name, [str(one) for one in Event if one in events]


# --- how it went, and what then --------------------------------------------------------------------------


class Trouble(StrEnum):
    """Why a delivery did not arrive."""

    NO_NAME = "no_name"
    FORBIDDEN = "forbidden"
    NO_CONNECTION = "no_connection"
    TLS = "tls"
    TIMEOUT = "timeout"
    BROKEN = "broken"
    REDIRECT = "redirect"
    STATUS = "status"


TROUBLE_NAMES: dict[Trouble, Sentence] = {
    Trouble.NO_NAME: say("Không tìm thấy tên máy"),
    Trouble.FORBIDDEN: say("Tên máy dẫn vào mạng nội bộ, không gửi"),
    Trouble.NO_CONNECTION: say("Chưa nối được"),
    Trouble.TLS: say("Chứng thư https chưa đúng"),
    Trouble.TIMEOUT: say("Nơi nhận trả lời quá lâu"),
    Trouble.BROKEN: say("Đứt liên lạc giữa chừng"),
    Trouble.REDIRECT: say("Nơi nhận chuyển sang địa chỉ khác. Ghi thẳng địa chỉ mới"),
    Trouble.STATUS: say("Nơi nhận không nhận"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one try. `trouble` None = taken; `status` 0 = no answer; `later` = seconds the receiver asks for."""

    trouble: Trouble | None
    status: int = 0
    later: int = 0


def answer_of(*, status: int, retry_after: str, at: datetime) -> Answer:
    """What an HTTP answer means: 2xx is taken, a redirect is not followed, everything else is trouble."""
    if 200 <= status < 300:
        return Answer(None, status)
    trouble = Trouble.REDIRECT if 300 <= status < 400 else Trouble.STATUS
    return Answer(trouble, status, seconds_asked(retry_after, at=at))


# After the first try: five seconds, then longer and longer, to a day; together a little more than three days.
WAITS = (5, 30, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
LONGEST_ASKED = 86_400
WORN_OUT = timedelta(days=3)
GONE = 410
# Answers that say that the receiver as a whole cannot take anything now, not that this one notice is wrong for it.
BUSY = frozenset({429, 502, 503, 504})
HOLD = 3


def seconds_asked(text: str, *, at: datetime) -> int:
    """Retry-After as seconds (a number or a date), at most a day; 0 for none or an odd one."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return min(int(text[:9]), LONGEST_ASKED)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return 0
    if moment.tzinfo is None:
        return 0
    return min(max(0, round((moment - at).total_seconds())), LONGEST_ASKED)


def holds_back(answer: Answer, *, tries: int) -> bool:
    """Whether the notices behind this one wait for it. `tries` = how often it was tried before.

    A receiver that is away or busy gets nothing else meanwhile, so the order is kept. One notice that it answers with an error
    holds the others three times; then it goes on alone, because it may be the notice that the receiver cannot read.
    """
    return answer.status in BUSY or not answer.status or tries < HOLD


def worn_out(*, failing_since: datetime, at: datetime, status: int) -> bool:
    """Whether the webhook pauses itself: nothing got through for three days, or the receiver says that it is gone for good."""
    return status == GONE or at - failing_since >= WORN_OUT

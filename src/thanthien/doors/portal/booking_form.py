"""What somebody has chosen and typed so far while booking, and whether a person or a machine sends it. No rules of bookings."""

from dataclasses import dataclass, field
from datetime import date

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, QueryDict

from thanthien.doors.parts.days import day_in
from thanthien.outreach import rules
from thanthien.outreach.actions import Person
from thanthien.outreach.rules import BookingError
from thanthien.shared.wording import say

SIGNER = TimestampSigner(salt="thanthien.booking")
# Reading and typing a name and a number takes a person longer than this; a page left open for a day is begun anew.
FASTEST_S, LONGEST_S = 3, 24 * 3600
HONEYPOT = "website"
TYPED = ("name", "phone", "email")


@dataclass
class Asked:
    """The request as choices. `errors`: field → sentence, in the order of the page."""

    service: str = ""
    procedure: str = ""
    day: date | None = None
    start: int | None = None
    name: str = ""
    phone: str = ""
    email: str = ""
    wants_call: bool = False
    begun: str = ""
    step: str = ""
    extra: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def typed(self) -> bool:
        """True when the person's part was filled in."""
        return bool(self.name or self.phone or self.email)

    @property
    def person(self) -> Person:
        return Person(self.name, self.phone, self.email, self.wants_call)

    def refuse(self, error: BookingError) -> None:
        self.errors[error.field or "page"] = str(error)


def read(request: HttpRequest) -> Asked:
    """From the address of a GET or the body of a POST; what cannot be read counts as not chosen."""
    data = request.POST if request.method == "POST" else request.GET
    asked = Asked(
        service=data.get("viec", "").strip().upper()[:2],
        procedure=data.get("thu-tuc", "").strip()[:40],
        day=day_in(data.get("ngay", "")),
        start=_start(data),
    )
    if request.method == "POST":  # a name or a number never comes by the address, which is logged
        asked.name, asked.phone, asked.email = (data.get(name, "").strip()[:200] for name in TYPED)
        asked.wants_call = data.get("wants_call") == "1"
        asked.begun, asked.step, asked.extra = data.get("luc", "")[:100], data.get("buoc", ""), data.get(HONEYPOT, "")
    return asked


def _start(data: QueryDict) -> int | None:
    text = data.get("gio", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


def stamp() -> str:
    """When the form was shown: carried by it, signed."""
    return SIGNER.sign("hen")


def check_person(asked: Asked) -> None:
    """Every fault of what was typed, each in one sentence beside its field."""
    for tidy, value in ((rules.tidy_name, asked.name), (rules.tidy_phone, asked.phone), (rules.tidy_email, asked.email)):
        try:
            tidy(value)
        except BookingError as error:
            asked.refuse(error)
    if asked.wants_call and asked.email and "email" not in asked.errors:
        asked.wants_call = False  # the letter reminds, nobody is called twice


def check_human(asked: Asked) -> None:
    """Without a third party: an empty field that only machines fill, and a page that was read for a moment."""
    if asked.extra:
        asked.errors["page"] = str(say("Ô cuối cùng cần để trống. Xã đã xóa giúp, bấm Tiếp tục lần nữa."))
    elif not _signed(asked.begun, LONGEST_S):
        asked.begun = ""  # the page gets a new stamp
        asked.errors["page"] = str(say("Trang này mở đã lâu. Xem lại rồi bấm Tiếp tục lần nữa."))
    elif _signed(asked.begun, FASTEST_S):
        asked.errors["page"] = str(say("Trang gửi nhanh quá, xã chưa kịp ghi. Chờ vài giây rồi bấm Tiếp tục."))


def _signed(begun: str, seconds: int) -> bool:
    """True when the stamp is ours and not older than that."""
    try:
        SIGNER.unsign(begun, max_age=seconds)
    except BadSignature:
        return False
    return True

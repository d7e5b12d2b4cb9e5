"""Forms 02 to 05 of Circular 03/2025/TT-VPCP: what the office asks for, refuses, is sorry for and stops."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Literal

from thanthien.shared.clock import local
from thanthien.shared.paper.engine import PaperError, Sheet
from thanthien.shared.paper.forms import FormOfCase, FormOfficer, refuse_full_number
from thanthien.shared.qr import qr_svg
from thanthien.shared.wording import say


@dataclass(frozen=True, slots=True, kw_only=True)
class FormItem:
    """One thing to be brought or mended: its full name, how many, and how a person gets it."""

    name: str
    how: str = ""
    original: int = 0
    certified: int = 0
    copy: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSigner:
    """Who signs for the office: the lines of the authority in capitals ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH") and the name."""

    authority: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form02(FormOfCase):
    """Asks for what is missing. `at` is the moment written into the file; without `items` the form is refused."""

    at: datetime
    items: tuple[FormItem, ...]
    officer: FormOfficer
    code: str = ""  # empty before the dossier was accepted
    reason: str = ""
    qr_text: str = ""
    paper: Literal["a5", "a4"] = "a5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form03(FormOfCase):
    """Refuses. `ground` is the kind of reason, `reason` the words to it; `where` the office that would take the dossier."""

    at: datetime
    officer: FormOfficer
    code: str = ""
    ground: str = ""
    reason: str = ""
    where: str = ""
    paper: Literal["a5", "a4"] = "a5"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letter(FormOfCase):
    """A form that the leader signs, A4. `call` = how the person is spoken of ("bà")."""

    code: str
    call: str
    received_at: datetime
    officer: FormOfficer
    signer: FormSigner
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form04(_Letter):
    """Is sorry and names a new day. `stand` = where the dossier is now."""

    old_due: datetime
    new_due: datetime
    stand: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Form05(_Letter):
    """Stops the work because the person asked for it. `papers` and `money` say what becomes of them."""

    asked_on: date
    stopped_on: date
    stage: str = ""
    papers: str = ""
    money: str = ""


def form02(data: Form02) -> bytes:
    """The PDF of Form 02. Raises PaperError when nothing is asked for, or a name is cut."""
    return sheet02(data).pdf()


def sheet02(data: Form02) -> Sheet:
    """Form 02 ready to be set. Raises PaperError when nothing is asked for, or a name is cut."""
    if not data.items:
        raise PaperError(say("Chưa ghi giấy tờ nào cần bổ sung. Ghi đủ các mục trong một lần rồi in."))
    refuse_cut_names(*(item.name for item in data.items))
    return _sheet("form02.typ", data, asdict(data), data.at, qr=data.qr_text)


def form03(data: Form03) -> bytes:
    """The PDF of Form 03. Raises PaperError."""
    return sheet03(data).pdf()


def sheet03(data: Form03) -> Sheet:
    """Form 03 ready to be set. Raises PaperError."""
    return _sheet("form03.typ", data, asdict(data), data.at)


def form04(data: Form04) -> bytes:
    """The PDF of Form 04. Raises PaperError when the new day is not after the old one."""
    return sheet04(data).pdf()


def sheet04(data: Form04) -> Sheet:
    """Form 04 ready to be set. Raises PaperError when the new day is not after the old one."""
    if data.new_due <= data.old_due:
        raise PaperError(say("Ngày hẹn lại phải sau ngày đã hẹn. Chọn ngày khác rồi in."))
    moments = {name: local(getattr(data, name)) for name in ("received_at", "old_due", "new_due")}
    return _sheet("form04.typ", data, asdict(data) | moments | {"paper": "a4"}, data.received_at)


def form05(data: Form05) -> bytes:
    """The PDF of Form 05. Raises PaperError."""
    return sheet05(data).pdf()


def sheet05(data: Form05) -> Sheet:
    """Form 05 ready to be set. Raises PaperError."""
    fields = asdict(data) | {"received_at": local(data.received_at), "paper": "a4"}
    return _sheet("form05.typ", data, fields, data.received_at)


def refuse_cut_names(*names: str) -> None:
    """Raises PaperError for the name of a paper that its source cut off: nobody could bring what it means."""
    for name in names:
        if re.search(r"(…|\.\.\.)\s*$", name):
            raise PaperError(say("Tên giấy tờ “{name}” bị cắt giữa chừng. Ghi đủ tên rồi in.", name=name[:80]))


def _sheet(template: str, data: Any, fields: Mapping[str, Any], at: datetime, *, qr: str = "") -> Sheet:
    refuse_full_number(data.person.id_masked)
    drawings = {"qr_svg": qr_svg(qr, border=0, mask=None)} if qr else None
    return Sheet(template=template, data=fields, drawings=drawings, at=at)

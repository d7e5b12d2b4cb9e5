"""Pure rules of the national portal: the record of a dossier, one step of its progress, the envelope, what an answer means."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from thanthien.shared.clock import local
from thanthien.shared.wording import Sentence, say


class Service(StrEnum):
    """Services of the portal, by its own names."""

    ASK = "TraCuuHoSo"
    DOSSIER = "DongBoHoSoMC"
    PROGRESS = "CapNhatTienDoHoSoMC"
    # No specification in force was found for fetching; the name is the simulator's until the real one is known.
    NEW = "LayDanhSachHoSoMoi"


class Snag(StrEnum):
    """Why a record did not get through; a code without anything of a person."""

    NO_ANSWER = "no_answer"
    STATUS = "status"
    MALFORMED = "malformed"
    LOGIN = "login"
    REFUSED = "refused"


SNAG_NAMES: dict[Snag, Sentence] = {
    Snag.NO_ANSWER: say("Cổng không trả lời"),
    Snag.STATUS: say("Cổng báo lỗi máy chủ"),
    Snag.MALFORMED: say("Cổng trả lời không đọc được"),
    Snag.LOGIN: say("Cổng chưa cho đăng nhập"),
    Snag.REFUSED: say("Cổng không nhận bản ghi"),
}
# After the first try; together a little more than two days, then a person has to look.
WAITS = (30, 120, 600, 1800, 7200, 21_600, 43_200, 86_400)
TOLD = frozenset({
    "dossier.received", "step.done", "dossier.finished", "dossier.reopened", "dossier.returned", "dossier.annulled",
    "due.recounted", "due.restored", "dossier.supplement_asked", "dossier.supplemented", "dossier.supplement_dropped",
    "dossier.duty_asked", "dossier.duty_settled", "dossier.redated", "dossier.withdrawn", "dossier.stopped",
})  # fmt: skip
# Told only of a dossier that came from the portal: it has no code of ours yet.
TOLD_ONLINE = frozenset({
    "dossier.refused", "dossier.taken_back", "incoming.supplement_asked", "incoming.ask_withdrawn", "incoming.supplemented",
    "incoming.wish_late", "incoming.wish_dropped",
})  # fmt: skip


class NationalError(Exception):
    """A try that failed, with its snag and, when the portal said one, its number."""

    def __init__(self, snag: Snag, number: int = 0) -> None:
        self.snag, self.number = snag, number
        super().__init__(f"{snag}:{number}" if number else str(snag))


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of one endpoint, as the dated table has them."""

    endpoint: str
    since: date
    source: str
    confirmed: bool
    person_kinds: Mapping[str, str]
    channels: Mapping[str, str]
    returns: Mapping[str, str]

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> "Codes":
        tables = {name: dict(row[name]) for name in ("person_kinds", "channels", "returns")}
        return cls(str(row["endpoint"]), row["from"], str(row["source"]), bool(row["confirmed"]), **tables)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the record is made from. `person_kind`: citizen, business, household, organisation.

    What came from the portal keeps its `code`; `receipt` is then the office's own.
    """

    code: str
    procedure_code: str
    procedure_name: str
    field_code: str
    field_name: str
    owner: str
    person_kind: str
    id_number: str
    phone: str
    email: str
    state: int
    received_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    unit_name: str
    return_channel: str
    channel: str = "counter"
    receipt: str = ""
    submitted_at: datetime | None = None
    asked: str = ""
    asked_at: datetime | None = None
    refused_at: datetime | None = None
    words: str = ""


def stamp(moment: datetime | None) -> str:
    """`yyyyMMddHHmmss` in Vietnam's time; empty when there is none."""
    return f"{local(moment):%Y%m%d%H%M%S}" if moment else ""


def record(facts: Facts, codes: Codes) -> dict[str, Any]:
    """One dossier as `DongBoHoSoMC` takes it. Optional fields without a value are left out."""
    must = {
        "MaHoSo": facts.code, "MaTTHC": facts.procedure_code, "TenTTHC": facts.procedure_name, "MaLinhVuc": facts.field_code,
        "TenLinhVuc": facts.field_name, "KenhThucHien": codes.channels[facts.channel], "ChuHoSo": facts.owner,
        "LoaiDoiTuong": codes.person_kinds[facts.person_kind], "TrichYeuHoSo": facts.procedure_name,
        "NgayNopHoSo": stamp(facts.submitted_at or facts.received_at), "NgayTiepNhan": stamp(facts.received_at),
        "NgayHenTra": stamp(facts.due_at), "TrangThaiHoSo": str(facts.state),
        "HinhThuc": codes.returns[facts.return_channel], "DonViXuLy": facts.unit_name,
    }  # fmt: skip
    may = {
        "SoDinhDanh": facts.id_number, "SoDienThoai": facts.phone, "Email": facts.email,
        "NgayKetThucXuLy": stamp(facts.finished_at), "NgayTra": stamp(facts.returned_at), "SoBienNhan": facts.receipt,
        "NgayTuChoi": stamp(facts.refused_at), "GhiChu": facts.words, "DanhSachHoSoBoSung": _asked(facts),
    }  # fmt: skip
    return must | {name: value for name, value in may.items() if value}


def _asked(facts: Facts) -> list[dict[str, str]]:
    """What the owner was asked to add before the acceptance."""
    if not facts.asked:
        return []
    return [{"HoSoBoSungId": "1", "NoiDungBoSung": facts.asked, "NgayBoSung": stamp(facts.asked_at)}]


def progress(*, code: str, officer: str, at: datetime, words: str, state: int, due_at: datetime | None) -> dict[str, str]:
    """One step that was done, as `CapNhatTienDoHoSoMC` takes it."""
    told = {"MaHoSo": code, "NguoiXuLy": officer, "ThoiDiemXuLy": stamp(at), "NoiDungXuLy": words, "TrangThai": str(state)}
    return told | ({"NgayKetThucTheoQuyDinh": stamp(due_at)} if due_at else {})


def envelope(*, session: str, unit: str, service: Service, **more: object) -> str:
    """The body of one call."""
    return json.dumps({"session": session, "madonvi": unit, "service": str(service), **more}, ensure_ascii=False)


def understood(*, status: int, body: str) -> dict[str, Any]:
    """The portal's answer when it says that all is well. Raises NationalError for everything else."""
    if status != 200:
        raise NationalError(Snag.STATUS, status)
    try:
        answer = json.loads(body)
        number = int(answer["error_code"])
    except (ValueError, TypeError, KeyError) as error:
        raise NationalError(Snag.MALFORMED) from error
    if number != 0:
        raise NationalError(Snag.REFUSED, number)
    return dict(answer)

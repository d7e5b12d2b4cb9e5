"""The desk's lists as they leave the screen: Excel and CSV of the same rows. Names stay masked: a list is no access."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from thanthien.doors.desk.money import kind_of
from thanthien.doors.parts.tables import Column, Kind, Table
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.queries import WorkItem, owner_masked
from thanthien.dossiers.rules import RETURN_CHANNELS, Standing, Status
from thanthien.people.models import Officer
from thanthien.shared.wording import say

CODE = Column(say("Mã hồ sơ"), lambda of: of.code, width=24)
WHO = Column(say("Chủ hồ sơ"), owner_masked, width=24)
WHAT = Column(say("Thủ tục"), lambda of: of.procedure_name, width=50)
STANDING = {Standing.LATE: say("trễ"), Standing.DUE_TODAY: say("hôm nay"), Standing.IN_TIME: say("trong hạn")}


def found_table(rows: Iterable[Dossier], filters: Mapping[str, str]) -> Table:
    """The page of results."""
    columns = (
        CODE, WHO, WHAT,
        Column(say("Lĩnh vực"), lambda of: of.procedure.field_name, width=22),
        Column(say("Trạng thái"), lambda of: Status(of.state).label, width=24),
        Column(say("Nhận lúc"), lambda of: of.received_at, Kind.MOMENT),
        Column(say("Người nhận hồ sơ"), lambda of: of.received_by.name if of.received_by else "", width=22),
        Column(say("Hẹn trả"), lambda of: of.due_at, Kind.MOMENT),
        Column(say("Có kết quả"), lambda of: of.finished_at, Kind.MOMENT),
        Column(say("Đã trao"), lambda of: of.returned_at, Kind.MOMENT),
        Column(say("Để ở"), lambda of: of.shelf),
    )  # fmt: skip
    return Table("tim-ho-so", say("Hồ sơ tìm thấy"), columns, rows, filters)


def work_table(items: Iterable[WorkItem], filters: Mapping[str, str]) -> Table:
    """My work."""
    columns = (
        Column(CODE.title, lambda item: item.dossier.code, width=24),
        Column(WHO.title, lambda item: owner_masked(item.dossier), width=24),
        Column(WHAT.title, lambda item: item.dossier.procedure_name, width=50),
        Column(say("Bước"), lambda item: item.step.name, width=28),
        Column(say("Người làm"), lambda item: item.step.officer.name if item.step.officer else say("chưa ai nhận"), width=22),
        Column(say("Hẹn trả"), lambda item: item.dossier.due_at, Kind.MOMENT),
        Column(say("Còn lại (phút làm việc)"), lambda item: item.minutes_left, Kind.NUMBER),
        Column(say("Tình trạng"), lambda item: STANDING[item.standing]),
    )
    return Table("viec-cua-toi", say("Việc của tôi"), columns, items, filters)


def results_table(rows: Iterable[Dossier]) -> Table:
    """Results that wait at the counter."""
    columns = (
        Column(say("Để ở"), lambda of: of.shelf), CODE, WHO, WHAT, Column(say("Có từ"), lambda of: of.finished_at, Kind.MOMENT),
        Column(say("Cách trả"), lambda of: RETURN_CHANNELS[of.return_channel], width=24),
        Column(say("Phí chưa thu"), lambda of: of.fee_vnd if of.fee_vnd and not of.fee_paid else None, Kind.DONG),
    )  # fmt: skip
    return Table("ket-qua-cho-trao", say("Kết quả chờ trao"), columns, rows)


def uncollected_table(rows: Iterable[dict]) -> Table:
    """Results that nobody fetched: days, how often the person was told."""
    columns = (
        Column(CODE.title, lambda row: row["of"].code, width=24),
        Column(WHO.title, lambda row: owner_masked(row["of"]), width=24),
        Column(WHAT.title, lambda row: row["of"].procedure_name, width=50),
        Column(say("Có từ"), lambda row: row["of"].finished_at, Kind.MOMENT),
        Column(say("Chờ (ngày)"), lambda row: row["days"], Kind.NUMBER),
        Column(say("Đã báo (lần)"), lambda row: row["told"], Kind.NUMBER),
        Column(say("Để ở"), lambda row: row["of"].shelf),
    )
    return Table("chua-nhan", say("Kết quả chưa ai nhận"), columns, rows)


def fees_table(rows: Iterable, day: str) -> Table:
    """The book of fees of a day."""
    columns = (
        Column(say("Biên lai"), lambda fee: fee.number, Kind.NUMBER),
        Column(say("Lúc"), lambda fee: fee.at, Kind.MOMENT),
        Column(say("Quầy"), lambda fee: fee.counter_number, Kind.NUMBER),
        Column(say("Người thu"), lambda fee: fee.officer.name, width=22),
        Column(CODE.title, lambda fee: fee.dossier.code, width=24),
        Column(say("Cách thu"), lambda fee: say("tiền mặt") if fee.way == "cash" else say("chuyển khoản")),
        Column(say("Số tiền"), lambda fee: fee.amount, Kind.DONG),
        Column(say("Dòng gì"), kind_of),
        Column(say("Số tham chiếu"), lambda fee: fee.reference, width=22),
        Column(say("Bù trừ cho biên lai"), lambda fee: fee.corrects.number if fee.corrects else None, Kind.NUMBER),
        Column(say("Lý do"), lambda fee: fee.reason, width=30),
    )
    return Table("so-thu-phi", say("Sổ thu phí, lệ phí"), columns, rows, {say("Ngày"): day})


def officers_to_choose(officers: Iterable[Officer], me: Officer) -> list[Officer]:
    """Colleagues, without oneself."""
    return [one for one in officers if one.pk != me.pk]


def days_waiting(of: Dossier, at: datetime) -> int:
    """Days since the result was ready."""
    return max(0, (at - of.finished_at).days)

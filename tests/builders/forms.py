"""Forms 02 to 07 as an ordinary week at Xã Cẩm Tú fills them, and the same with the longest words."""

from datetime import date, datetime, timedelta

from builders.paper import RECEIVED, TRACK
from thanthien.shared.clock import VIETNAM
from thanthien.shared.paper.forms import FormOfficer, FormPerson, FormUnit
from thanthien.shared.paper.forms_books import Form06, Form07, FormStep, RegisterRow
from thanthien.shared.paper.forms_turns import Form02, Form03, Form04, Form05, FormItem, FormSigner

UNIT = FormUnit(
    agency="Ủy ban nhân dân xã Cẩm Tú", centre="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", counter="Bộ phận Một cửa xã Cẩm Tú",
    place="Cẩm Tú",
)  # fmt: skip
OFFICER = FormOfficer(name="Hà Văn Nghĩa", phone="0237 300 0002")
SIGNER = FormSigner(authority=("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), name="Trịnh Đình Quý")
PERSON = FormPerson(
    name="Vàng A Dế", address="thôn Thuần Lương, xã Cẩm Tú, tỉnh Thanh Hóa", id_masked="038 0•• ••• 456", phone="0912 000 001"
)
LONG = FormPerson(
    name="Công Huyền Tôn Nữ Thị Phương Trinh Bảo Ngọc Minh Nguyệt và Y Thôm Êban Kbuôr Niê Hra Bdap, đồng thừa kế của cụ Ka Să "
    "Hà Tường Ưỡng, H’ Blăng Niê Kđăm Ayŭn và các con",
    address="số nhà 27, ngách 118/35, tổ dân phố Phố Cũ Số 4, bản Huổi Luông Pá Khoang Thượng, xã Cẩm Tú, tỉnh Thanh Hóa",
)
PENSION = "Trợ cấp hưu trí xã hội"


def supplement(**changes: object) -> Form02:
    fields: dict = {
        "code": "H56.227-261123-0019", "number": "05/HDHS", "signed_on": date(2026, 11, 23), "at": RECEIVED, "person": PERSON,
        "procedure": PENSION, "officer": OFFICER, "unit": UNIT, "qr_text": TRACK,
        "items": (
            FormItem(
                name="Văn bản đề nghị hưởng trợ cấp theo Mẫu số 01", original=1,
                how="chúng tôi điền sẵn tại quầy, ông chỉ cần xem lại và ký",
            ),
            FormItem(name="Giấy ủy quyền nhận tiền (nếu con trai nhận thay)", how="ký tại quầy", certified=1, copy=2),
        ),
        "reason": "hồ sơ gửi qua bưu chính chưa có chữ ký ở trang hai.",
    }  # fmt: skip
    return Form02(**(fields | changes))


def refusal(**changes: object) -> Form03:
    fields: dict = {
        "number": "03/TCHS", "signed_on": date(2026, 11, 23), "at": RECEIVED, "person": PERSON, "procedure": PENSION,
        "officer": OFFICER, "unit": UNIT, "ground": "Không thuộc thẩm quyền.",
        "reason": "Nơi thường trú của ông là xã Cẩm Vân; xã ấy nhận hồ sơ này.", "where": "Bộ phận Một cửa xã Cẩm Vân",
    }  # fmt: skip
    return Form03(**(fields | changes))


def apology(**changes: object) -> Form04:
    fields: dict = {
        "code": "H56.227-261110-0031", "number": "07/XL-TTPVHCC", "signed_on": date(2026, 11, 19), "procedure": PENSION,
        "person": FormPerson(name="Bà Quàng Thị Hặc", address=PERSON.address), "call": "bà",
        "received_at": datetime(2026, 11, 10, 9, 15, tzinfo=VIETNAM), "old_due": datetime(2026, 11, 20, 16, 30, tzinfo=VIETNAM),
        "new_due": datetime(2026, 11, 26, 16, 30, tzinfo=VIETNAM),
        "stand": "hồ sơ đang chờ Phòng Văn hóa – Xã hội xác nhận, chưa thể trả kết quả đúng hẹn.",
        "reason": "khi chuyển hồ sơ giữa hai phòng, chúng tôi để sót một trang và mất năm ngày mới tìm ra.",
        "officer": OFFICER, "signer": SIGNER, "unit": UNIT,
    }  # fmt: skip
    return Form04(**(fields | changes))


def stop(**changes: object) -> Form05:
    fields: dict = {
        "code": "H56.227-261110-0031", "number": "02/TB-TTPVHCC", "signed_on": date(2026, 11, 19), "procedure": PENSION,
        "person": FormPerson(name="Bà Quàng Thị Hặc", address=PERSON.address), "call": "bà",
        "received_at": datetime(2026, 11, 10, 9, 15, tzinfo=VIETNAM), "asked_on": date(2026, 11, 18),
        "stopped_on": date(2026, 11, 19), "stage": "thẩm định", "reason": "đã được hưởng chế độ khác.",
        "papers": "trả lại đủ hai bản chính ngay khi bà đến nhận.", "money": "thủ tục này không thu phí, lệ phí.",
        "officer": OFFICER, "signer": SIGNER, "unit": UNIT,
    }  # fmt: skip
    return Form05(**(fields | changes))


def slip06(**changes: object) -> Form06:
    def at(day: int, hour: int, minute: int) -> datetime:
        return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)

    desk, section, office = "Bộ phận Một cửa", "Phòng Văn hóa – Xã hội", "Văn phòng HĐND và UBND"
    fields: dict = {
        "code": "H56.227-261110-0031", "number": "31/KSHS", "signed_on": date(2026, 11, 20), "person": PERSON,
        "procedure": PENSION, "received_at": at(10, 9, 15), "due_at": at(26, 16, 30), "owner": section,
        "printed_at": at(20, 10, 5), "unit": UNIT, "qr_text": TRACK,
        "steps": (
            FormStep(giver_place=desk, taker_place=section, at=at(10, 10, 2), giver="Hà Văn Nghĩa", taker="Lê Thị Ưng",
                     result="Đúng hạn"),
            FormStep(giver_place=section, taker_place="Công an xã", at=at(11, 14, 20), giver="Lê Thị Ưng",
                     taker="Vi Văn Sướng", result="Trước hạn", note="xác nhận cư trú"),
            FormStep(giver_place="Công an xã", taker_place=office, at=at(19, 16, 5), giver="Vi Văn Sướng",
                     taker="Trịnh Đình Quý", result="Quá hạn", note="thiếu trang 2, tìm lại được ngày 18/11"),
            FormStep(giver_place=office, giver="Trịnh Đình Quý"),
        ),
    }  # fmt: skip
    return Form06(**(fields | changes))


def register07(rows: int = 3, **changes: object) -> Form07:
    def row(n: int) -> RegisterRow:
        taken = RECEIVED + timedelta(days=n // 20, minutes=n)
        return RegisterRow(
            number=n, code=f"H56.227-261123-{n:04d}", procedure="Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con", sets=1,
            owner="Lò Thị Mai Phượng", contact=f"{PERSON.address}\n0912 000 000", office=UNIT.counter, received_at=taken,
            due_at=taken + timedelta(days=4), returned_at=taken + timedelta(days=3) if n % 2 else None, way="Tại quầy",
            note="Trước hạn" if n % 2 else "",
        )  # fmt: skip

    fields: dict = {
        "year": 2026, "volume": 1, "opened_on": date(2026, 1, 5), "signed_on": date(2026, 11, 30), "unit": UNIT,
        "rows": tuple(row(n) for n in range(1, rows + 1)), "printed_at": RECEIVED, "last_number": rows,
    }  # fmt: skip
    return Form07(**(fields | changes))

"""What a commune's kiosk usually offers, as a start: plain names, the fields behind them, spread over the counters there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from thanthien.journal.actions import act
from thanthien.people.models import Counter
from thanthien.people.queries import counters
from thanthien.people.rules import PeopleError
from thanthien.procedures.queries import in_force
from thanthien.queueing import offering
from thanthien.queueing.models import Service
from thanthien.shared.actor import Actor
from thanthien.shared.wording import say


@dataclass(frozen=True, slots=True)
class Usual:
    """One proposal. `fields` are those of the catalogue; `rest` takes every field that no other proposal names."""

    letter: str
    name: str
    examples: str
    pictogram: str
    fields: tuple[str, ...] = ()
    kind: str = "intake"
    rest: bool = False


USUAL: tuple[Usual, ...] = (
    Usual(
        "A",
        "Hộ tịch, chứng thực",
        "Khai sinh, kết hôn, khai tử, sao y",
        "civil",
        ("ho_tich", "chung_thuc", "nuoi_con_nuoi", "lien_thong", "hoa_giai_co_so", "boi_thuong_nha_nuoc", "khieu_nai_to_cao"),
    ),
    Usual(
        "B", "Cư trú, căn cước", "Thường trú, tạm trú, VNeID mức 2", "card", ("cu_tru", "can_cuoc_dinh_danh", "an_ninh_trat_tu")
    ),
    Usual(
        "C",
        "Đất đai, xây dựng",
        "Sổ đỏ, tách thửa, xin phép xây nhà",
        "house",
        ("dat_dai", "xay_dung", "nha_o", "moi_truong_tai_nguyen", "nong_nghiep", "phong_chong_thien_tai"),
    ),
    Usual("D", "Trợ cấp, người có công", "Tuổi già, hộ nghèo, thương binh", "care", ("bao_tro_giam_ngheo", "nguoi_co_cong")),
    Usual("E", "Việc khác", "Hộ kinh doanh, trường lớp, chưa rõ việc", "help", (), "help", rest=True),
    Usual("K", "Nhận kết quả", "Đã có giấy hẹn, đến lấy giấy tờ", "result", (), "return"),
)


def offer_all(*, unit: str, by: Actor, at: datetime) -> list[Service]:
    """Offer all of them in one act. Raises PeopleError when there is no counter yet, or something is offered already."""
    seats = list(counters(unit))
    if not seats:
        raise PeopleError(say("Chưa có quầy nào. Thêm quầy trước, rồi thêm việc."))
    if Service.objects.filter(unit_id=unit, active=True).exists():
        raise PeopleError(say("Sảnh đã có việc. Thêm từng việc còn thiếu."))
    known = list(dict.fromkeys(in_force().order_by("position").values_list("field", flat=True)))
    named = {field for one in USUAL for field in one.fields}
    with act(unit=unit, by=by, at=at):
        return [
            offering.offer_service(
                unit=unit, letter=one.letter, name=one.name, examples=one.examples, pictogram=one.pictogram, kind=one.kind,
                fields=[f for f in known if (f not in named if one.rest else f in one.fields)],
                counters=seats_for(place, one, seats), order=place, by=by, at=at,
            )
            for place, one in enumerate(USUAL)
        ]  # fmt: skip


def seats_for(place: int, one: Usual, seats: Sequence[Counter]) -> list[Counter]:
    """Which counters take it: the intake services in turn, results and unclear matters wherever people sit."""
    if one.kind != "intake" or len(seats) == 1:
        return list(seats)
    return [seats[place % len(seats)]]

"""What happens in a family's life, and which procedures belong to it. PURE.

The source words each procedure's event in its own way; here they are gathered under the few headings that people look for.
"""

from dataclasses import dataclass

from thanthien.shared.folding import fold
from thanthien.shared.wording import Sentence, say


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One heading: `slug` for addresses, `title` as people say it, `lead` what is done there, `words` the source's beginnings."""

    slug: str
    title: Sentence
    lead: Sentence
    words: tuple[str, ...]


LIFE_EVENTS = (
    LifeEvent(
        "sinh-con", say("Sinh con"), say("Khai sinh, nhận cha mẹ con, nuôi con nuôi"),
        ("sinh", "giay to khai sinh", "nhan cha me con", "nhan con nuoi", "giam ho"),
    ),
    LifeEvent("ket-hon", say("Kết hôn"), say("Giấy độc thân, đăng ký kết hôn"), ("ket hon", "chuan bi ket hon", "hon nhan")),
    LifeEvent(
        "nguoi-than-mat", say("Người thân mất"), say("Khai tử, mai táng phí, thừa kế"), ("mat", "thua ke", "lap di chuc"),
    ),
    LifeEvent("chuyen-nha", say("Chuyển nhà"), say("Thường trú, tạm trú, xác nhận cư trú"), ("cu tru",)),
    LifeEvent("can-cuoc", say("Căn cước, VNeID"), say("Làm thẻ, đổi thẻ, định danh mức 2"), ("can cuoc",)),
    LifeEvent(
        "dat-dai-nha-o", say("Đất đai, nhà ở"), say("Sổ đỏ, tặng cho, xin xây nhà"),
        ("dat dai", "tranh chap dat dai", "xay dung nha o", "quy hoach", "nha o xa hoi", "giao dich tai san"),
    ),
    LifeEvent("kinh-doanh", say("Mở hộ kinh doanh"), say("Hộ kinh doanh, tổ hợp tác, bán rượu, bán thuốc lá"), ("kinh doanh",)),
    LifeEvent(
        "giay-to-ho-tich", say("Trích lục, cải chính"), say("Xin trích lục, sửa giấy hộ tịch"),
        ("cai chinh", "xin giay to ho tich", "ghi chu ho tich"),
    ),
    LifeEvent("chung-thuc", say("Sao y, chứng thực"), say("Bản sao, chữ ký, hợp đồng"), ("can giay to chung thuc",)),
    LifeEvent(
        "tro-giup", say("Trợ giúp, người có công"), say("Hộ nghèo, tuổi già, khuyết tật, người có công"),
        (
            "ho ngheo", "nguoi co cong", "khuyet tat", "tro giup", "tuoi gia", "thien tai", "tai nan", "cai nghien",
            "boi thuong nha nuoc",
        ),
    ),
    LifeEvent("hoc-hanh", say("Trường lớp"), say("Trường mầm non, lớp học, chuyển trường"), ("giao duc",)),
    LifeEvent(
        "lam-an-nha-nong", say("Nhà nông, môi trường"), say("Chăn nuôi, thủy sản, nguồn nước"), ("nong nghiep",),
    ),
    LifeEvent(
        "y-kien", say("Khiếu nại, phản ánh"), say("Gặp cán bộ tiếp dân, gửi đơn, hòa giải"),
        ("khieu nai", "to cao", "hoa giai o co so"),
    ),
    LifeEvent(
        "viec-lang-viec-xa", say("Việc làng, việc xã"), say("Khen thưởng, tín ngưỡng, hội đoàn, văn hóa"),
        ("khen thuong", "tin nguong", "van hoa", "hoi, doan the"),
    ),
)  # fmt: skip
BY_SLUG = {event.slug: event for event in LIFE_EVENTS}


def event_of(words: str) -> LifeEvent | None:
    """The heading for the source's own words; the longest beginning that fits wins. None for words of no heading."""
    said = fold(words)
    fitting = [(len(start), event) for event in LIFE_EVENTS for start in event.words if _begins(said, start)]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _begins(said: str, start: str) -> bool:
    """By whole words: "mat" begins "mat (dang ky lai)" and not "matt"."""
    return said.startswith(start) and not said[len(start) : len(start) + 1].isalnum()

"""What services of a hall are usually called. An office writes its own names; those that are usual are said in both languages."""

from thanthien.shared.wording import Sentence, said, say

NAMES: tuple[Sentence, ...] = (
    say("Hộ tịch"), say("Chứng thực"), say("Hộ tịch, chứng thực"), say("Căn cước"), say("Cư trú"), say("Căn cước, cư trú"),
    say("Cư trú, căn cước"), say("Đất đai"), say("Nhà ở"), say("Xây dựng"), say("Đất đai, nhà ở"), say("Đất đai, xây dựng"),
    say("Trợ cấp"), say("Người có công"), say("Trợ cấp, người có công"), say("Nhận kết quả"), say("Việc khác"),
)  # fmt: skip
EXAMPLES: tuple[Sentence, ...] = (
    say("Khai sinh, kết hôn, khai tử, trích lục"), say("Khai sinh, kết hôn, khai tử, sao y"),
    say("Sao y bản chính, chữ ký, hợp đồng"), say("Thường trú, tạm trú, VNeID mức 2"), say("Sổ đỏ, tách thửa, xin phép xây nhà"),
    say("Người có công, tuổi già, hộ nghèo"), say("Tuổi già, hộ nghèo, thương binh"), say("Đã có giấy hẹn, đến lấy giấy tờ"),
    say("Hộ kinh doanh, trường lớp, chưa rõ việc"),
)  # fmt: skip
USUAL = frozenset(str.__str__(name) for name in (*NAMES, *EXAMPLES))


def usual(text: str) -> str:
    """A name or a list of examples in the language of the reader where it is a usual one; else as the office wrote it.

    A list of names ("Đất đai, nhà ở, nhận kết quả") is said name by name, when each is usual.
    """
    if text in USUAL:
        return said(text)
    parts = [part[:1].upper() + part[1:] for part in text.split(", ")]
    if len(parts) < 2 or not all(part in USUAL for part in parts):
        return text
    return ", ".join(word if place == 0 else word[:1].lower() + word[1:] for place, word in enumerate(map(said, parts)))

"""What people call a procedure when they ask at a counter: "sổ đỏ", "giấy độc thân", "nhập khẩu". PURE.

The law's titles do not hold these words, so a search of titles alone answers "làm khai sinh cho con" with the long title in which
all five words happen to stand. Here each everyday name has its procedures, the usual one first; the search of titles comes after.
"""

from collections.abc import Iterator, Sequence
from typing import Protocol

from thanthien.procedures.searching import LONGEST_TEXT, Match, Word, one_slip, words_of

# Everyday names, parted by commas, and the codes they mean.
NAMES: tuple[tuple[str, str], ...] = (
    ("khai sinh, làm giấy cho con, sinh con", "1.001193 2.002621 1.004884 2.000635"),
    ("trích lục, trích lục khai sinh, trích lục kết hôn, trích lục khai tử, bản sao khai sinh", "2.000635"),
    ("bản sao giấy khai sinh", "2.000635"),
    ("mất khai sinh, mất giấy khai sinh, làm lại khai sinh, làm lại giấy khai sinh", "2.000635 1.004884"),
    ("sai khai sinh, sửa khai sinh, sai tên, sửa tên, đổi tên, đổi họ, sai ngày sinh, sửa ngày sinh, cải chính", "1.004859"),
    ("kết hôn, cưới", "1.000894 1.004873 2.000806"),
    ("độc thân, tình trạng hôn nhân", "1.004873"),
    ("khai tử, báo tử, chứng tử, người chết, người mất", "1.000656 2.002622"),
    ("mai táng, mai táng phí", "2.002622 1.014028 1.001731 1.010824 2.002307"),
    ("thừa kế, chia di sản, di sản", "2.001406 2.001016"),
    ("di chúc", "2.001019"),
    ("con nuôi", "2.001263 2.001255"),
    ("nhận con, nhận cha", "1.001022"),
    ("giám hộ", "1.004837 1.004845"),
    ("sao y, bản sao chứng thực", "2.000815"),
    ("công chứng", "2.000815 2.000884 2.001035"),
    ("ủy quyền, sơ yếu lý lịch, xác nhận lý lịch", "2.000884"),
    ("mua bán đất, bán đất, mua đất, sang tên, tặng cho đất", "2.001035 1.013831"),
    ("sổ đỏ, sổ hồng, bìa đỏ, sổ đất", "1.013978 1.012783 1.012786 1.013831"),
    ("mất sổ đỏ, mất sổ hồng, mất bìa đỏ", "1.012786"),
    ("đổi sổ đỏ, đổi sổ hồng, đổi bìa đỏ", "1.012783"),
    ("tranh chấp, tranh chấp đất", "1.012812 1.013967"),
    ("xây nhà, làm nhà, phép xây dựng", "1.013225 1.013229 1.013227"),
    ("sửa nhà", "1.013229"),
    ("nhập khẩu, hộ khẩu, chuyển khẩu, thường trú", "1.004222"),
    ("tách khẩu, tách hộ, tách hộ khẩu", "1.010038"),
    ("cắt khẩu, xóa khẩu, cắt hộ khẩu, xóa hộ khẩu", "1.003197"),
    ("tạm trú", "1.004194 1.002755"), ("tạm vắng", "1.003677"), ("lưu trú", "2.001159"),
    ("xác nhận cư trú, giấy cư trú, ct07", "1.010041"),
    ("căn cước, cccd, cmnd, chứng minh thư, chứng minh nhân dân", "1.014061 1.014063 1.014064 1.014062"),
    ("mất căn cước, mất thẻ căn cước, mất cccd", "1.014064"),
    ("đổi căn cước, đổi thẻ căn cước, đổi cccd", "1.014063"),
    ("căn cước cho con, căn cước cho trẻ, căn cước cho cháu", "1.014062"),
    ("vneid, định danh", "3.000228"),
    ("hộ nghèo, cận nghèo, sổ nghèo", "1.011607 1.011606"),
    ("người già, người cao tuổi, hưu trí xã hội, tuổi già", "1.014027 1.001776"),
    ("trợ cấp, bảo trợ", "1.001776 1.014027"),
    ("khuyết tật, tàn tật", "1.001699 1.001653 1.001776"),
    ("thương binh, bệnh binh, người có công", "1.010833 1.010824"),
    ("liệt sĩ", "1.010803 1.010833"),
    ("kinh doanh, mở quán, mở cửa hàng, buôn bán", "1.001612"),
    ("nghỉ bán, đóng cửa hàng", "1.001266 1.001570"),
    ("bán rượu", "2.000620"), ("nấu rượu", "2.000633"), ("thuốc lá", "2.000181"),
    ("khiếu nại", "2.002409"), ("tố cáo", "2.002396"), ("gặp lãnh đạo, tiếp dân", "1.010945"),
    ("bảo hiểm y tế, thẻ bảo hiểm", "2.002621"),
    ("mẫu giáo, nhóm trẻ, mầm non", "1.004492"),
    # What somebody types who reads the pages in English.
    ("birth, birth certificate, birth registration", "1.001193 2.002621 1.004884 2.000635"),
    ("marriage, marry, wedding, marriage certificate", "1.000894 2.000806 1.004873"), ("single, single status", "1.004873"),
    ("death, death certificate", "1.000656 2.002622"), ("funeral", "2.002622 1.014028 1.001731"),
    ("adoption, adopt", "2.001263"),
    ("extract", "2.000635"), ("guardian, guardianship", "1.004837"),
    ("residence, permanent residence, move", "1.004222 1.004194"),
    ("temporary residence, temporary stay", "1.004194 1.002755"),
    ("identity card, id card, identity", "1.014061 1.014063 1.014064"),
    ("certified copy, notary, notarize, copy", "2.000815"), ("signature", "2.000884"), ("contract", "2.001035"),
    ("will, testament", "2.001019"), ("inheritance", "2.001406 2.001016"),
    ("land, land certificate, red book", "1.013978 1.012783"),
    ("building permit, build, house", "1.013225 1.013229"), ("business, business registration, shop", "1.001612"),
    ("alcohol", "2.000620 2.000633"), ("tobacco", "2.000181"), ("disability, disabled", "1.001699 1.001653"),
    ("pension, elderly, old age", "1.014027 1.001776"), ("poor household, poverty", "1.011607 1.011606"),
    ("allowance, assistance", "1.001776 1.014027"), ("complaint", "2.002409"), ("health insurance", "2.002621"),
    ("change name, name change, correction", "1.004859"),
)  # fmt: skip
# What people say around the name and what parts no procedure from another.
SAID_AROUND = """
    làm xin cho con cháu em bé tôi mình muốn cần hỏi thủ tục hồ sơ đăng ký cấp mở nộp giấy tờ thẻ đơn về việc cách ở đâu thế nào
    như bao nhiêu tiền mấy ngày vợ chồng bố mẹ ông bà mới để được không gì thì là và
"""
AROUND = frozenset(word.folded for word in words_of(SAID_AROUND))
# Letters; a shorter word with one letter changed is another word. A name of one word has no neighbour to make it sure.
SAFE_TO_SLIP, SAFE_ALONE = 4, 6


class Hit(Protocol):
    """What the ordering needs of an answer of the search of titles."""

    @property
    def code(self) -> str: ...

    @property
    def match(self) -> Match: ...


def _table() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for names, codes in NAMES:
        for name in names.split(","):
            yield tuple(word.folded for word in words_of(name)), tuple(codes.split())


TABLE = tuple(_table())


def meant(text: str) -> tuple[tuple[str, ...], bool]:
    """The codes that the everyday names in `text` stand for, the usual one first, and whether the text says nothing more.

    The longest name wins ("mất sổ đỏ" before "sổ đỏ"), one without a slip of the finger before one with; equals stand together.
    """
    typed = words_of(text[:LONGEST_TEXT])
    found = [(len(name), -slips, start, codes) for name, codes in TABLE for start, slips in _places(typed, name)]
    if not found:
        return (), False
    length, slips = max((length, slips) for length, slips, _, _ in found)
    best = sorted((start, codes) for size, slipped, start, codes in found if (size, slipped) == (length, slips))
    named = {place for start, _ in best for place in range(start, start + length)}
    more = [word for place, word in enumerate(typed) if place not in named and word.folded not in AROUND]
    return tuple(dict.fromkeys(code for _, codes in best for code in codes)), not more


def _places(typed: Sequence[Word], name: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where the name stands in the text, word beside word, and with how many slips."""
    safe = SAFE_TO_SLIP if len(name) > 1 else SAFE_ALONE
    for start in range(len(typed) - len(name) + 1):
        there = [word.folded for word in typed[start : start + len(name)]]
        slips = [one != wanted for one, wanted in zip(there, name, strict=True)]
        if sum(slips) <= 1 and all(
            one == wanted or (len(wanted) >= safe and one_slip(one, wanted)) for one, wanted in zip(there, name, strict=True)
        ):
            yield start, sum(slips)


def order(text: str, hits: Sequence[Hit]) -> list[str]:
    """The codes to show, best first: what the everyday name means, then the titles that hold the words as they were typed.

    Where the text says more than the name ("thay đổi hộ kinh doanh"), titles that hold all of it come first. Titles in which the
    words are only scattered or resemble are left out beside an everyday name: they are the noise that hides it.
    """
    codes, bare = meant(text)
    if not codes:
        return [hit.code for hit in hits]
    near = [hit.code for hit in hits if hit.match in (Match.CODE, Match.EXACT_PHRASE, Match.PHRASE)]
    all_of_it = near or [hit.code for hit in hits if hit.match <= Match.WORDS]
    return list(dict.fromkeys([*codes, *near] if bare else [*all_of_it, *codes]))


def without_around(text: str) -> str:
    """The text without what people say around the name; "" when nothing, or one word too short to tell anything, is left."""
    left = [word.written for word in words_of(text[:LONGEST_TEXT]) if word.folded not in AROUND]
    return " ".join(left) if len(left) > 1 else ""

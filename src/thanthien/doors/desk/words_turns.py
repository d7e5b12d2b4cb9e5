"""The turns of a dossier in the sentences of its story."""

from thanthien.doors.parts.templatetags.words import day_short, dong, hour
from thanthien.dossiers.rules_turns import CAUSES, FAULTS, Cause, Fault
from thanthien.journal.models import Entry
from thanthien.shared.wording import say


def turn_sentence(entry: Entry, who: str) -> str:
    """What the entry says of a supplement, a duty, an apology, an end, a mistake; empty for other kinds."""
    data = entry.data
    tell = SENTENCES.get(entry.kind)
    return tell(data, who) if tell else ""


def _when(text: str) -> str:
    return f"{hour(text)} {day_short(text)}"


SENTENCES = {
    "dossier.supplement_asked": lambda data, who: (
        say("{who} yêu cầu bổ sung lần {n}, đồng hồ dừng", who=who, n=data["number"])
    ),
    "dossier.supplemented": lambda data, who: say("{who} nhận đủ giấy bổ sung, hẹn {due}", who=who, due=_when(data["due_at"])),
    "dossier.supplement_dropped": lambda data, who: say("{who} rút yêu cầu bổ sung", who=who),
    "dossier.duty_asked": lambda data, who: say("{who} báo nghĩa vụ tài chính, đồng hồ dừng", who=who),
    "dossier.duty_settled": lambda data, who: say("{who} ghi đã nộp, hẹn {due}", who=who, due=_when(data["due_at"])),
    "dossier.withdrawn": lambda data, who: say("{who} ghi người dân rút hồ sơ", who=who),
    "dossier.stopped": lambda data, who: say("{who} dừng giải quyết", who=who),
    "incoming.wish_asked": lambda data, who: say("Người dân xin rút trên Cổng"),
    "incoming.wish_late": lambda data, who: say("Người dân xin rút trên Cổng, đã muộn"),
    "incoming.wish_dropped": lambda data, who: say("{who} ghi người dân không rút nữa", who=who),
    "incoming.wish_restored": lambda data, who: say("{who} mở lại yêu cầu rút", who=who),
    "dossier.will_be_late": lambda data, who: say("Máy báo trước: dễ trễ hẹn"),
    "apology.drafted": lambda data, who: (
        say("{who} soạn thư xin lỗi: {cause}, hẹn lại {due}", who=who, cause=CAUSES[Cause(data["cause"])],
            due=_when(data["new_due"]))
    ),
    "dossier.redated": lambda data, who: say("{who} ký xin lỗi, hẹn lại {due}", who=who, due=_when(data["due_at"])),
    "mistake.reported": lambda data, who: say("{who} ghi sai sót: {fault}", who=who, fault=FAULTS[Fault(data["kind"])]),
    "mistake.mended": lambda data, who: say("{who} ghi đã sửa: {fault}", who=who, fault=FAULTS[Fault(data["kind"])]),
    "dossier.appraised": lambda data, who: (
        say("{who} thẩm định: đủ điều kiện hưởng", who=who)
        if data["granted"]
        else say("{who} thẩm định: không đủ điều kiện", who=who)
    ),
    "dossier.appraisal_dropped": lambda data, who: say("{who} bỏ kết quả thẩm định", who=who),
    "fee.taken": lambda data, who: say("{who} thu lệ phí, biên lai {n}", who=who, n=data.get("receipt", "")),
    "fee.surplus": lambda data, who: say("{who} ghi tiền chuyển thừa, biên lai {n}", who=who, n=data["receipt"]),
    "fee.surplus_dropped": lambda data, who: say("{who} bù trừ tiền chuyển thừa, biên lai {n}", who=who, n=data["receipt"]),
    "fee.referenced": lambda data, who: say("{who} đối chiếu sao kê với biên lai {n}", who=who, n=data["receipt"]),
    "fee.exempted": lambda data, who: (
        say("{who} ghi căn cứ miễn, giảm, còn phải thu {sum}", who=who, sum=dong(data["left"]))
    ),
    "fee.exemption_undone": lambda data, who: say("{who} bỏ căn cứ miễn, giảm", who=who),
    "refund.asked": lambda data, who: say("{who} đề nghị hoàn trả biên lai {n}", who=who, n=data["receipt"]),
    "refund.approved": lambda data, who: say("{who} duyệt hoàn trả biên lai {n}", who=who, n=data["receipt"]),
    "refund.refused": lambda data, who: say("{who} không duyệt hoàn trả biên lai {n}", who=who, n=data["receipt"]),
    "refund.reconsidered": lambda data, who: say("{who} xét lại đề nghị hoàn trả biên lai {n}", who=who, n=data["receipt"]),
    "refund.withdrawn": lambda data, who: say("{who} rút đề nghị hoàn trả biên lai {n}", who=who, n=data["receipt"]),
    "refund.paid": lambda data, who: say("{who} trả lại {sum} cho người nộp", who=who, sum=dong(data["amount"])),
    "refund.unpaid": lambda data, who: say("{who} hoàn tác lần hoàn trả, biên lai mới {n}", who=who, n=data["receipt"]),
    "originals.returned": lambda data, who: say("{who} trả {n} bản chính", who=who, n=len(data["papers"])),
}  # fmt: skip

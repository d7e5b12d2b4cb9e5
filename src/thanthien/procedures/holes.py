"""What the catalogue does not know, shown as holes until somebody mends them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, Q

from thanthien.procedures import rules
from thanthien.procedures.fees import UNCONFIRMED
from thanthien.procedures.models import Procedure
from thanthien.procedures.offers import Offer, offers
from thanthien.procedures.versions import in_force
from thanthien.shared.wording import Sentence, say


class HoleKind(StrEnum):
    """One kind of hole; `label` is its heading, `mend` what to do about it."""

    NO_TERM = "no_term"
    PAPER_NAME_CUT = "paper_name_cut"
    CASE_CUT = "case_cut"
    FEE_UNCONFIRMED = "fee_unconfirmed"
    OWN_NOT_SHORTER = "own_not_shorter"
    TITLE_CUT = "title_cut"
    PAPERS_LEFT_OUT = "papers_left_out"
    NO_STEPS = "no_steps"
    NO_HOURS = "no_hours"
    CODE_UNCONFIRMED = "code_unconfirmed"

    @property
    def label(self) -> Sentence:
        return LABELS[self][0]

    @property
    def short(self) -> Sentence:
        """A few words, for a narrow column."""
        return SHORT[self]

    @property
    def mend(self) -> Sentence:
        return LABELS[self][1]


LABELS: dict[HoleKind, tuple[Sentence, Sentence]] = {
    HoleKind.NO_TERM: (
        say("Chưa công bố thời hạn"),
        say("Quầy chưa nhận được việc này. Ghi thời hạn theo văn bản là nhận được ngay."),
    ),
    HoleKind.PAPER_NAME_CUT: (
        say("Tên giấy tờ bị cắt, cần ghi đủ trước khi in"),
        say("Mở thủ tục, ghi nốt phần cuối của tên. Ai ở quầy hay chuyên môn cũng ghi được."),
    ),
    HoleKind.CASE_CUT: (
        say("Tên trường hợp của giấy tờ bị cắt"),
        say("Làm bản mới của thủ tục, ghi đủ tên trường hợp."),
    ),
    HoleKind.FEE_UNCONFIRMED: (
        say("Phí, lệ phí chưa xác nhận"),
        say("Ghi mức theo nghị quyết của hội đồng nhân dân tỉnh, hoặc xác nhận mức đang có."),
    ),
    HoleKind.OWN_NOT_SHORTER: (
        say("Thời hạn riêng của xã không còn ngắn hơn luật"),
        say("Luật đã rút ngắn, nên đang theo luật. Ghi quyết định mới, hoặc trở lại theo luật."),
    ),
    HoleKind.TITLE_CUT: (say("Tên thủ tục bị cắt"), say("Làm bản mới của thủ tục, ghi đủ tên.")),
    HoleKind.PAPERS_LEFT_OUT: (
        say("Còn giấy tờ trên cổng chưa ghi vào danh mục"),
        say("Xem trang của thủ tục trên Cổng Dịch vụ công, ghi thêm giấy tờ ở bản mới."),
    ),
    HoleKind.NO_STEPS: (
        say("Chưa có quy trình nội bộ, dùng quy trình mặc định"),
        say("Hồ sơ vẫn chạy theo bốn bước thường lệ. Có quy trình riêng thì ghi ở bản mới."),
    ),
    HoleKind.NO_HOURS: (
        say("Quy trình chưa đủ giờ từng bước, dùng giờ mặc định"),
        say("Máy đang chia giờ theo tỷ lệ thường lệ. Ghi giờ từng bước ở bản mới."),
    ),
    HoleKind.CODE_UNCONFIRMED: (
        say("Mã thủ tục chưa xác nhận"),
        say("Đối chiếu mã với Cổng Dịch vụ công, bỏ “code” khỏi ô chưa xác nhận ở bản mới."),
    ),
}


SHORT: dict[HoleKind, Sentence] = {
    HoleKind.NO_TERM: say("thời hạn"),
    HoleKind.PAPER_NAME_CUT: say("tên giấy bị cắt"),
    HoleKind.CASE_CUT: say("tên trường hợp bị cắt"),
    HoleKind.FEE_UNCONFIRMED: say("phí chưa xác nhận"),
    HoleKind.OWN_NOT_SHORTER: say("thời hạn riêng quá luật"),
    HoleKind.TITLE_CUT: say("tên thủ tục bị cắt"),
    HoleKind.PAPERS_LEFT_OUT: say("giấy tờ chưa ghi"),
    HoleKind.NO_STEPS: say("quy trình riêng"),
    HoleKind.NO_HOURS: say("giờ từng bước"),
    HoleKind.CODE_UNCONFIRMED: say("mã chưa xác nhận"),
}


@dataclass(frozen=True, slots=True)
class Hole:
    """One procedure that lacks something; `count` = how many papers or steps lack it (1 when it is the procedure itself)."""

    kind: HoleKind
    code: str
    count: int
    title: str = ""
    field: str = ""


def holes(*, unit: str = "", on: date | None = None) -> list[Hole]:
    """Everything that the versions in force lack, by kind, then in the order of the catalogue.

    With `unit` as that unit sees it: its province's fees count, and its own decisions are looked at too. Without a day the open
    versions.
    """
    rows = list(
        in_force(on=on)
        .annotate(
            default_steps=Count("steps", filter=Q(steps__is_default=True), distinct=True),
            open_steps=Count("steps", filter=Q(steps__is_default=False, steps__hours__isnull=True), distinct=True),
            cut_papers=Count("papers", filter=Q(papers__name_cut=True, papers__completed_name=""), distinct=True),
            cut_cases=Count("papers__case", filter=Q(papers__case__endswith=rules.CUT), distinct=True),
        )
        .order_by("position")
    )
    seen = {one.procedure.code: one for one in offers(unit=unit, on=on, papers=False)} if unit and on else {}
    counted = [(row, _counts(row, seen.get(row.code) or Offer(row))) for row in rows]
    return [
        Hole(kind, row.code, counts[kind], row.title, row.field_name)
        for kind in HoleKind
        for row, counts in counted
        if counts[kind]
    ]


def _counts(row: Procedure, offer: Offer) -> dict[HoleKind, int]:
    """How much of each kind a procedure lacks; `row` carries the counts of its papers and steps."""
    own = offer.own.term if offer.own else None
    return {
        HoleKind.NO_STEPS: min(row.default_steps, 1),
        HoleKind.NO_HOURS: row.open_steps,
        HoleKind.PAPER_NAME_CUT: row.cut_papers,
        HoleKind.CASE_CUT: row.cut_cases,
        HoleKind.TITLE_CUT: int(rules.is_cut(row.title)),
        HoleKind.NO_TERM: int(row.term.hours is None),
        HoleKind.FEE_UNCONFIRMED: int(UNCONFIRMED in offer.fee().text),
        HoleKind.OWN_NOT_SHORTER: int(own is not None and not offer.is_shorter),
        HoleKind.PAPERS_LEFT_OUT: row.papers_more,
        HoleKind.CODE_UNCONFIRMED: int(not row.is_confirmed("code")),
    }

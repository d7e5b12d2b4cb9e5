"""What a unit may decide below the law: a shorter term, fewer papers. PURE."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from thanthien.procedures.rules import HOURS_A_DAY, ProcedureError, Term, TermUnit
from thanthien.shared.wording import say

# Working days in a week, for setting days of one kind against days of the other.
WORKING_SHARE = Fraction(5, 7)
DAYS_A_MONTH = 30


def working_hours(term: Term) -> Fraction | None:
    """A term in working hours, calendar days by the share of working days in a week; None without a term."""
    if term.unit is TermUnit.SAME_DAY:
        return Fraction(HOURS_A_DAY)
    if term.unit is None or term.value is None:
        return None
    days = {TermUnit.DAY: WORKING_SHARE, TermUnit.MONTH: DAYS_A_MONTH * WORKING_SHARE}.get(term.unit, Fraction(1))
    return Fraction(term.value) * (1 if term.unit is TermUnit.HOUR else days * HOURS_A_DAY)


def is_shorter(own: Term, law: Term) -> bool:
    """True when the unit promises less than the law allows.

    Days of different kinds are set against each other by the week; what a holiday still makes of it is settled at reception,
    where the earlier of the two due dates is the promise.
    """
    ours, theirs = working_hours(own), working_hours(law)
    return ours is not None and theirs is not None and ours < theirs


def check_shorter(own: Term, law: Term) -> None:
    """Raises ProcedureError when the unit's own term is none, or not shorter than the law's."""
    if working_hours(law) is None:
        raise ProcedureError(say("Thủ tục này chưa ghi thời hạn theo luật. Ghi thời hạn theo luật trước, rồi rút ngắn sau."))
    if own.unit is not TermUnit.SAME_DAY and not own.value:
        raise ProcedureError(say("Ghi số ngày hoặc số giờ của thời hạn riêng, từ 1 trở lên."))
    if not is_shorter(own, law):
        raise ProcedureError(
            say(
                "Thời hạn riêng phải ngắn hơn luật. Luật cho {law}, xã đang ghi {own}. Giảm số ngày, hoặc bỏ trống để theo luật.",
                law=law.words,
                own=own.words,
            )
        )


def check_dropped(dropped: Sequence[str], asked: Iterable[str]) -> None:
    """Raises ProcedureError when a paper that the unit does not ask is not in the catalogue's list."""
    names = list(asked)
    strange = [name for name in dropped if name not in names]
    if strange:
        raise ProcedureError(say("Danh mục không có giấy “{name}”. Chọn lại trong danh sách giấy tờ.", name=strange[0][:80]))

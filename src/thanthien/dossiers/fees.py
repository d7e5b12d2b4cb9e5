"""The book of fees and the cash of the day. A wrong line is taken back by another, never changed. (Writes of the room.)"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet, Sum

from thanthien.dossiers import access, rules, steps
from thanthien.dossiers.models import CashCount, Dossier, Fee
from thanthien.dossiers.rules import Act, DossierError
from thanthien.journal.actions import Deed, act
from thanthien.journal.asking import composed
from thanthien.people.models import Officer
from thanthien.people.scoping import everywhere, in_unit
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

IN_HAND = ("cash", "qr")


def settle(deed: Deed, dossier: Dossier, way: str, *, by: Actor, at: datetime, counter: int | None) -> dict:
    """Inside the hand-over: a known fee must be settled now at the latest. Returns what the entry says of it."""
    if way and not dossier.fee_paid:
        dossier.fee_paid = rules.payment(way)
        return take(deed, dossier, by=by, at=at, counter=counter)
    if dossier.fee_vnd and not dossier.fee_paid:
        raise DossierError(
            say(
                "Chưa thu lệ phí {text}. Thu tiền mặt, chuyển khoản, hoặc ghi được miễn rồi trao.", text=dossier.fee_text
            )
        )  # fmt: skip
    return {}


def take(deed: Deed, dossier: Dossier, *, by: Actor, at: datetime, counter: int | None, reference: str = "") -> dict:
    """Write the line of a fee that was just paid; {} when there is nothing to write. It locks the unit's chain: call it late."""
    if not dossier.fee_vnd or dossier.fee_paid not in IN_HAND:
        return {}
    line = line_of_book(deed, dossier, dossier.fee_vnd, dossier.fee_paid, by=by, at=at, counter=counter, reference=reference)
    return {"receipt": line.number, "way": line.way, "amount": line.amount}


def line_of_book(
    deed: Deed, dossier: Dossier, amount: int, way: str, *, by: Actor, at: datetime, counter: int | None, **more: object
) -> Fee:
    """One more line of the book, with the next number of the year. Only the acts of money call it."""
    day, unit = day_of(at), by.unit  # the book of the counter that took it: a result may be handed over by another unit
    for code in sorted({unit, dossier.unit_id}):
        deed.chain(code)
    return deed.create(
        Fee, unit_id=unit, dossier=dossier, number=deed.number(f"receipt:{day.year}", unit=unit), day=day, amount=amount, way=way,
        officer=steps.acting_officer(by), counter_number=counter, at=at, **more,
    )  # fmt: skip


def take_fee(
    *, dossier: Dossier, way: str, by: Actor, at: datetime, counter: int | None = None, reference: str = ""
) -> Dossier:  # fmt: skip
    """The whole fee is paid after the reception, in cash or by transfer. Entry `fee.taken` with the receipt's number.

    `reference`: the bank's, of a transfer that its statement shows.

    Raises DossierError when nothing is asked, or it was paid or waived already.
    """
    way = rules.payment(way)
    if way not in IN_HAND:
        raise DossierError(say("Chọn cách thu: tiền mặt hoặc chuyển khoản."))
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier = deed.lock(Dossier, pk=dossier.pk)
        line = rules.move(dossier.state, Act.TAKE_FEE)
        access.check_may(by=by, dossier=dossier, act=Act.TAKE_FEE, on=day_of(at))
        if not dossier.fee_vnd:
            raise DossierError(say("Hồ sơ này không có khoản phải thu. Mức thu chưa xác nhận thì hỏi quản trị."))
        if dossier.fee_paid:
            raise DossierError(say("Lệ phí này đã thu hoặc được miễn rồi. Tải lại trang để xem biên lai."))
        dossier.fee_paid = way
        deed.save(dossier)
        taken = take(deed, dossier, by=by, at=at, counter=counter, reference=reference)
        deed.enter(line.entry, subject=dossier, visit=dossier.visit_id, data={"code": dossier.code} | taken)
    return dossier


def note_reference(*, fee: Fee, reference: str, by: Actor, at: datetime) -> Fee:
    """A transfer that the counter wrote down is found on the bank's statement; "" takes that back. Entry `fee.referenced`.

    The sum, the number and the moment stay. Raises DossierError when the receipt stands no more, or is of another transfer.
    """
    with act(unit=fee.unit_id, by=by, at=at) as deed:
        dossier = deed.lock(Dossier, pk=fee.dossier_id)
        access.check_unit(by, dossier.unit_id)
        fee = deed.lock(Fee, pk=fee.pk)
        if reference and (fee.way != "qr" or fee.reference or not stands(fee)):
            raise DossierError(say("Biên lai {number} không phải của giao dịch này. Tải lại trang để xem.", number=fee.number))
        fee.reference = reference
        deed.save(fee)
        deed.enter("fee.referenced", subject=dossier, data={"code": dossier.code, "receipt": fee.number})
    return fee


def take_surplus(*, dossier: Dossier, amount: int, reference: str, by: Actor, at: datetime) -> Fee:
    """What came by transfer above the fee: a line of its own, until two persons give it back. Entry `fee.surplus`.

    The fee stays as settled as it was. Raises DossierError as `take_fee` does for a dossier that takes no money now.
    """
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        dossier = deed.lock(Dossier, pk=dossier.pk)
        rules.move(dossier.state, Act.TAKE_FEE)
        access.check_may(by=by, dossier=dossier, act=Act.TAKE_FEE, on=day_of(at))
        reason = str(say("Chuyển thừa, chờ hoàn trả"))
        more = {"reference": reference, "surplus": True, "reason": reason}
        line = line_of_book(deed, dossier, amount, "qr", by=by, at=at, counter=None, **more)
        data = {"code": dossier.code, "receipt": line.number, "amount": amount}
        deed.enter("fee.surplus", subject=dossier, data=data)
    return line


def drop_surplus(*, fee: Fee, reason: str, by: Actor, at: datetime) -> Fee:
    """The book was wrong about it: a line of the opposite amount. Entry `fee.surplus_dropped`. Raises DossierError when it stands
    no more.
    """
    with act(unit=fee.unit_id, by=by, at=at) as deed:
        dossier = deed.lock(Dossier, pk=fee.dossier_id)
        access.check_unit(by, dossier.unit_id)
        fee = deed.lock(Fee, pk=fee.pk)
        if not stands(fee):
            raise DossierError(say("Biên lai {number} đã được sửa rồi. Tải lại trang để xem dòng bù trừ.", number=fee.number))
        back = line_of_book(deed, dossier, -fee.amount, fee.way, by=by, at=at, counter=None, corrects=fee, reason=reason)
        deed.enter("fee.surplus_dropped", subject=dossier, data={"code": dossier.code, "receipt": fee.number})
    return back


def surpluses(*, dossier: int, unit: str, references: Iterable[str]) -> list[Fee]:
    """The lines of these transfers above the fee that stand, or whose money went back."""
    rows = Fee.objects.filter(dossier_id=dossier, unit_id=unit, surplus=True, amount__gt=0, reference__in=list(references))
    return list(rows.select_related("corrected_by").order_by("pk"))


def last_taken(*, dossier: Dossier) -> Fee | None:
    """The receipt that stands: neither taking another back nor taken back itself."""
    rows = Fee.objects.filter(dossier=dossier, amount__gt=0, surplus=False, corrected_by__isnull=True)
    return rows.order_by("-pk").first()


def stands(fee: Fee) -> bool:
    """False for a line that takes another back, and for one that was taken back."""
    return fee.amount > 0 and not Fee.objects.filter(corrects=fee).exists()


def given_back(fee: Fee) -> bool:
    """True when its money went back to the payer."""
    return Fee.objects.filter(corrects=fee, given_back=True).exists()


def correct_fee(*, fee: Fee, reason: str, by: Actor, at: datetime, way: str = "") -> Fee:
    """Take a line back, and write it again with the right `way` ("" = the fee is not paid). Entry `fee.corrected`.

    The book is of the unit that took the money, and its officers alone correct it. Where the dossier is another unit's (received
    elsewhere, Điều 14(4) Nghị định 118/2025/NĐ-CP), the entry stands in the chains of both.

    Returns the line that takes back. Raises DossierError without a reason, or when it was taken back already.
    """
    reason = " ".join(reason.split())[:200]
    if not reason:
        raise DossierError(say("Ghi lý do sửa khoản thu: sổ phải nói vì sao có dòng bù trừ."))
    way = rules.payment(way)
    with act(unit=fee.unit_id, by=by, at=at) as deed:
        dossier = locked_dossier(deed, fee.dossier)
        line = rules.move(dossier.state, Act.CORRECT_FEE)
        access.check_may_correct(by=by, fee=fee, dossier=dossier, on=day_of(at))
        fee = deed.lock(Fee, pk=fee.pk)
        if fee.surplus:
            text = say("Biên lai {number} là tiền chuyển thừa. Đề nghị hoàn trả, hoặc lấy lại ở Sao kê.", number=fee.number)
            raise DossierError(text)
        if not stands(fee):
            raise DossierError(say("Biên lai {number} đã được sửa rồi. Tải lại trang để xem dòng bù trừ.", number=fee.number))
        back = line_of_book(
            deed, dossier, -fee.amount, fee.way, by=by, at=at, counter=fee.counter_number, corrects=fee, reason=reason
        )
        dossier.fee_paid = way
        again = take(deed, dossier, by=by, at=at, counter=fee.counter_number)
        data = {"code": dossier.code, "receipt": fee.number, "amount": -fee.amount, "way": fee.way, "again": again}
        enter_in_both(deed, dossier, line.entry, data)
    return back


def locked_dossier(deed: Deed, seen: Dossier) -> Dossier:
    """The dossier locked, also when it is the competent unit's and this one only took its fee."""
    with in_unit(seen.unit_id):
        return deed.lock(Dossier, pk=seen.pk)


def enter_in_both(deed: Deed, dossier: Dossier, kind: str, data: dict, *, changed: bool = True) -> None:
    """The entry of the unit whose book it is, and one for the dossier's unit where this is another; a `changed` dossier is saved
    before the entry of its own unit, whose chain keeps its digests.
    """
    for unit in dict.fromkeys((deed.unit, dossier.unit_id)):
        if changed and unit == dossier.unit_id:
            deed.save(dossier)
        deed.enter(kind, subject=dossier, unit=unit, data=data)


# --- the end of the day ----------------------------------------------------------------------------------


def expected_cash(*, unit: str, officer: Officer, day: date) -> int:
    """What should be in the officer's drawer: cash by the book, less what was handed on already. đồng."""
    book = Fee.objects.filter(unit_id=unit, officer=officer, day=day, way="cash").aggregate(sum=Sum("amount"))["sum"] or 0
    gone = CashCount.objects.filter(unit_id=unit, officer=officer, day=day, handed_at__isnull=False)
    return book - (gone.aggregate(sum=Sum("expected"))["sum"] or 0)


def count_cash(*, counted: int, by: Actor, at: datetime, why: str = "") -> CashCount:
    """The officer counted their drawer; a count made again replaces the open one. Entry `cash.counted`."""
    why, day = " ".join(why.split())[:300], day_of(at)
    if not 0 <= counted < 10**9:
        raise DossierError(say("Số tiền đếm được từ 0 đến dưới một tỷ đồng. Xem lại số vừa gõ."))
    with act(unit=by.unit, by=by, at=at) as deed:
        officer = steps.acting_officer(by)
        deed.chain(by.unit)  # two presses at once wait for each other here, also while there is no row to lock
        expected = expected_cash(unit=by.unit, officer=officer, day=day)
        if counted != expected and not why:
            raise DossierError(
                say(
                    "Đếm được {counted} đồng, sổ ghi {expected} đồng, lệch {gap} đồng. Ghi vì sao lệch rồi lưu.",
                    counted=dotted(counted), expected=dotted(expected), gap=dotted(counted - expected),
                )
            )  # fmt: skip
        row = CashCount.objects.filter(unit_id=by.unit, officer=officer, day=day, handed_at__isnull=True).first()
        new = row is None
        row = row or CashCount(unit_id=by.unit, officer=officer, day=day)
        row.expected, row.counted, row.why, row.counted_at = expected, counted, why if counted != expected else "", at
        deed.save(row, new=new)
        data = {"day": day.isoformat(), "officer": officer.login, "expected": expected, "counted": counted}
        deed.enter("cash.counted", subject=row, data=data)
    return row


def hand_cash(*, count: CashCount, treasurer: Officer, by: Actor, at: datetime) -> CashCount:
    """The counted cash goes to the treasurer. Entry `cash.handed`. Raises DossierError when more was taken since the count."""
    access.check_unit(by, count.unit_id)
    with act(unit=by.unit, by=by, at=at) as deed:
        row = deed.lock(CashCount, pk=count.pk)
        deed.chain(by.unit)
        if row.officer.login != by.code:
            raise DossierError(say("Tiền này do {name} giữ. Nhờ {name} bấm nộp.", name=row.officer.name))
        if row.handed_at is not None:
            raise DossierError(say("Số tiền này đã nộp rồi. Tải lại trang để xem."))
        if treasurer.unit_id != row.unit_id or treasurer.pk == row.officer_id:
            raise DossierError(say("Chọn người nhận tiền: một cán bộ khác của đơn vị."))
        if expected_cash(unit=row.unit_id, officer=row.officer, day=row.day) != row.expected:
            raise DossierError(say("Có khoản thu mới sau khi đếm. Đếm lại rồi nộp."))
        row.treasurer, row.handed_at = treasurer, at
        deed.save(row)
        data = {"day": row.day.isoformat(), "officer": row.officer.login, "treasurer": treasurer.login, "amount": row.counted}
        deed.enter("cash.handed", subject=row, data=data)
    return row


def dotted(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def fees_of_day(*, unit: str, day: date) -> list[Fee]:
    """The book of a day in the order of the receipts, with dossier, officer, and what a line corrects or is corrected by."""
    rows = Fee.objects.filter(unit_id=unit, day=day).select_related("dossier", "officer", "corrects", "corrected_by")
    return list(rows.order_by("number"))


def fee_of(*, unit: str, pk: int) -> Fee | None:
    """One line of the book with dossier, officer, and what it corrects or is corrected by."""
    rows = Fee.objects.filter(unit_id=unit, pk=pk).select_related("dossier", "officer", "corrects", "corrected_by")
    return rows.first()


def fee_to_give_back(*, unit: str, pk: int) -> Fee | None:
    """A line of the unit's book, or of a dossier of the unit whose fee another one took."""
    with everywhere():  # the competent unit asks the one that took it
        rows = Fee.objects.filter(Q(unit_id=unit) | Q(dossier__unit_id=unit), pk=pk)
        return rows.select_related("dossier", "officer", "corrects", "corrected_by", "unit").first()


def fees_of(*, dossier: Dossier) -> list[Fee]:
    """The lines of one dossier in the order they were written, each with what took it back and whose book it stands in."""
    with everywhere():  # the counter that received it for this unit writes into its own book
        return _fees_of.rows(dossier=dossier.pk)


@composed
def _fees_of(dossier: int) -> QuerySet[Fee]:
    return Fee.objects.filter(dossier_id=dossier).select_related("corrected_by", "unit").order_by("pk")


def fees_in_book(*, dossier: Dossier, unit: str) -> list[Fee]:
    """The lines of one dossier in the book of one unit, in the order they were written; [] when it took nothing."""
    rows = Fee.objects.filter(unit_id=unit, dossier_id=dossier.pk).select_related("corrected_by")
    return list(rows.order_by("pk"))


def by_keys(*, unit: str, keys: Iterable[int]) -> list[Fee]:
    """Lines of the book by their keys, with what took them back."""
    return list(Fee.objects.filter(unit_id=unit, pk__in=list(keys)).select_related("corrected_by"))


def counts_of_day(*, unit: str, day: date) -> list[CashCount]:
    """The counts of a day with who counted and who took the money."""
    return list(CashCount.objects.filter(unit_id=unit, day=day).select_related("officer", "treasurer").order_by("pk"))

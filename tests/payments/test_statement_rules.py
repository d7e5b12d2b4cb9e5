"""What a bank writes, read: sums, days, states, codes in notes, and what a line comes to."""

from datetime import date

import pytest

from thanthien.payments import statement_rules as rules
from thanthien.payments.rules import PaymentError
from thanthien.payments.statement_rules import Incoming, Owed, Problem

DAY = date(2026, 11, 23)
PREFIXES = ("H56.327", "MAU.15.148")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("8000", 8000), ("8.000", 8000), ("8,000", 8000), ("+8,000 VND", 8000), ("1.234.567,00", 1_234_567),
        ("1,234,567.00", 1_234_567), ("8.000đ", 8000), (" 8 000 ", 8000), ("-8.000", -8000), ("(8.000)", -8000),
        ("12.500.000.000", 12_500_000_000), ("", 0), ("-", 0), ("0", 0), ("8000.0", 8000),
    ],
)  # fmt: skip
def test_sums(text, amount):
    assert rules.amount_of(text) == amount


@pytest.mark.parametrize("text", ["tám nghìn", "8.00.000", "8000.5", "1,2345", "12.34", "8.000.000,25", "1e9"])
def test_what_is_no_sum_is_refused(text):
    with pytest.raises(PaymentError, match="không phải số tiền") as refused:
        rules.amount_of(text)
    assert refused.value.field == "amount"


@pytest.mark.parametrize(
    "text", ["23/11/2026", "23-11-2026", "23.11.26", "2026-11-23", "2026-11-23 08:30:11", "23/11/2026 08:30"]
)
def test_days(text):
    assert rules.day_in(text, today=DAY) == DAY


@pytest.mark.parametrize(
    ("text", "said"), [("", "không phải ngày"), ("32/11/2026", "không phải ngày"), ("11/23/2026", "không phải ngày"),
                       ("24/11/2026", "chưa đến"), ("hôm nay", "không phải ngày"), ("23/11/20261", "không phải ngày")]
)  # fmt: skip
def test_what_is_no_day_is_refused(text, said):
    with pytest.raises(PaymentError, match=said) as refused:
        rules.day_in(text, today=DAY)
    assert refused.value.field == "day"


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("H563272611230007", "H56.327-261123-0007"),
        ("MBVCB.123.TRUONG THI HIEN chuyen tien H563272611230007", "H56.327-261123-0007"),
        ("lp h56.327-261123-0007 khai sinh", "H56.327-261123-0007"),
        ("H56327 261123 0007", "H56.327-261123-0007"),
        ("NopH563272611230007GD123", "H56.327-261123-0007"),
        ("MAU151482611230007", "MAU.15.148-261123-0007"),
    ],
)
def test_a_code_is_found_wherever_a_bank_puts_it(note, code):
    assert code in rules.codes_in(note, prefixes=PREFIXES)


def test_what_follows_a_code_may_stick_to_it_and_each_reading_is_named():
    found = rules.codes_in("H563272611230007 8000", prefixes=PREFIXES)
    assert "H56.327-261123-0007" in found and not any("-261123-0007" in one and len(one) > 19 for one in found)
    assert "H56.327-261123-12345" in rules.codes_in("H5632726112312345", prefixes=PREFIXES)


@pytest.mark.parametrize("note", ["", "ung ho quy", "H56327", "H56.328-261123-0007", "26112300071234"])
def test_no_code(note):
    assert rules.codes_in(note, prefixes=PREFIXES) == ()


@pytest.mark.parametrize(
    ("status", "note", "problem"),
    [
        ("", "LP H563272611230007", ""), ("Thành công", "", ""), ("SUCCESS", "", ""), ("Đã hạch toán", "", ""),
        ("Không thành công", "", Problem.FAILED), ("Thất bại", "", Problem.FAILED), ("Failed", "", Problem.FAILED),
        ("Chờ xử lý", "", Problem.FAILED), ("Unsuccessful", "", Problem.FAILED), ("gì đó lạ", "", Problem.FAILED),
        ("Đã đảo", "", Problem.REVERSED), ("", "DAO BUT TOAN FT123", Problem.REVERSED), ("", "Hoàn tiền GD 12", Problem.REVERSED),
        ("Thành công", "REVERSAL OF FT1", Problem.REVERSED),
    ],
)  # fmt: skip
def test_what_a_line_says_of_itself(status, note, problem):
    assert rules.problem_of(status=status, note=note) == problem


def owed(**more) -> Owed:
    return Owed(**{"pk": 1, "code": "H56.327-261123-0007", "fee": 8000, "settled": False, "live": True} | more)


def line(**more) -> Incoming:
    return Incoming(**{"row": 2, "day": DAY, "amount": 8000, "reference": "FT1", "codes": ("H56.327-261123-0007",)} | more)


@pytest.mark.parametrize(
    ("one", "found", "problem"),
    [
        (line(), [owed()], None),
        (line(amount=9000), [owed()], Problem.OVER),
        (line(amount=7999), [owed()], Problem.PART),
        (line(), [owed(settled=True)], Problem.PAID),
        (line(), [owed(fee=None)], Problem.NO_FEE),
        (line(), [owed(fee=0)], Problem.NO_FEE),
        (line(), [owed(live=False)], Problem.NOT_NOW),
        (line(), [], Problem.UNKNOWN),
        (line(codes=()), [], Problem.NO_CODE),
        (line(), [owed(), owed(pk=2)], Problem.MANY),
        (line(problem="failed"), [owed()], Problem.FAILED),
        (line(problem="reversed"), [owed()], Problem.REVERSED),
    ],
)
def test_a_line_is_a_fee_only_when_everything_is_so(one, found, problem):
    assert rules.decide(one, found) is problem


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ([8000], None), ([3000, 5000], None), ([1, 7999], None), ([2000, 2000, 4000], None), ([3000], Problem.PART),
        ([3000, 4999], Problem.PART), ([5000, 5000], Problem.OVER), ([4000, 4000, 1], Problem.OVER),
    ],
)  # fmt: skip
def test_several_transfers_are_looked_at_together(parts, problem):
    assert rules.together(parts, 8000) is problem


@pytest.mark.parametrize(
    ("amount", "one", "above"),
    [
        (8000, owed(), 0), (9000, owed(), 1000), (3000, owed(), 0), (8000, owed(settled=True), 8000), (500, owed(fee=None), 500),
    ],
)  # fmt: skip
def test_what_nobody_owes(amount, one, above):
    assert rules.above(amount, one) == above


def test_every_problem_has_its_words():
    assert set(rules.PROBLEMS) == set(Problem)


@pytest.mark.parametrize(
    ("account", "tail"), [("0123456789", "6789"), ("19030 1234 5678", "5678"), ("VCB 0071000123", "0123"), ("", ""), ("12", "")]
)
def test_four_figures_of_an_account_are_kept(account, tail):
    assert rules.tail_of(account) == tail

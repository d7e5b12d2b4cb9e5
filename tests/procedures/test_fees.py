"""What a procedure costs, said only as surely as the source knows it."""

import pytest

from thanthien.procedures.fees import Channel, FeeLine, fee_of, money

COUNCIL = "Mức lệ phí cụ thể do Hội đồng nhân dân tỉnh, thành phố trực thuộc Trung ương quyết định."


def line(amount: int | None, note: str = "", channel: Channel = Channel.COUNTER) -> FeeLine:
    return FeeLine(channel, amount, note)


def ask(
    *lines: FeeLine, channel: Channel = Channel.COUNTER, confirmed: bool = True, by_council: bool = False
) -> tuple[int | None, str]:
    fee = fee_of(lines, channel=channel, confirmed=confirmed, by_council=by_council)
    assert len(fee.text) <= 80
    return fee.amount, fee.text


def test_money_is_written_as_people_read_it() -> None:
    assert [money(amount) for amount in (500, 8_000, 1_250_000)] == ["500 đồng", "8.000 đồng", "1.250.000 đồng"]


@pytest.mark.parametrize(
    ("lines", "confirmed", "by_council", "answer"),
    [
        # a zero that the source stands by
        ([line(0)], True, False, (0, "không thu")),
        ([line(0, "không thu")], True, False, (0, "không thu")),
        ([line(0, "Không quy định.")], True, False, (0, "không thu")),
        ([line(0, "Miễn lệ phí. Phí cấp bản sao (nếu có yêu cầu) theo quy định")], True, True, (0, "không thu")),
        ([line(0, "Không thu lệ phí đăng ký theo quy định tại khoản 2 Điều 22")], True, False, (0, "không thu")),
        # a zero that nobody checked, or that somebody else sets
        ([line(0)], False, False, (None, "chưa xác nhận")),
        ([line(0, "không thu")], False, False, (None, "chưa xác nhận")),
        ([line(0)], True, True, (None, "chưa xác nhận")),
        ([line(0, COUNCIL)], True, False, (None, "chưa xác nhận")),
        ([line(0, "Theo quy định của Luật phí và lệ phí")], True, False, (None, "chưa xác nhận")),
        ([line(0, "Miễn lệ phí cho người thuộc gia đình có công")], True, True, (None, "chưa xác nhận")),
        ([line(0, "Chưa quy định.")], True, False, (None, "chưa xác nhận")),
        ([line(0), line(0, COUNCIL, Channel.ONLINE)], True, False, (None, "chưa xác nhận")),
        # nothing given
        ([line(None, "Nộp tại Công an cấp xã")], True, False, (None, "chưa xác nhận")),
        ([line(0), line(None)], True, False, (None, "chưa xác nhận")),
        ([], True, False, (None, "chưa xác nhận")),
        # amounts
        ([line(8_000)], True, True, (8_000, "8.000 đồng")),
        ([line(50_000, "50.000 đồng/hợp đồng, giao dịch")], True, False, (50_000, "50.000 đồng")),
        ([line(50_000, COUNCIL)], True, False, (None, "50.000 đồng (chưa xác nhận)")),
        ([line(50_000)], False, False, (None, "50.000 đồng (chưa xác nhận)")),
        ([line(2_000, "2.000 đồng/trang; từ trang thứ 3: 1.000 đồng/trang")], True, False, (None, "2.000 đồng/trang")),
        ([line(5_000), line(10_000)], True, False, (None, "5.000–10.000 đồng")),
        ([line(0), line(10_000)], True, False, (None, "10.000 đồng")),
    ],
)
def test_fees(lines: list[FeeLine], confirmed: bool, by_council: bool, answer: tuple[int | None, str]) -> None:
    assert ask(*lines, confirmed=confirmed, by_council=by_council) == answer


def test_each_channel_has_its_own_fee() -> None:
    lines = [line(10_000), line(5_000, channel=Channel.ONLINE)]
    assert ask(*lines) == (10_000, "10.000 đồng")
    assert ask(*lines, channel=Channel.ONLINE) == (5_000, "5.000 đồng")
    assert ask(*lines, channel=Channel.POST) == (None, "5.000–10.000 đồng")


def test_one_fee_for_every_channel() -> None:
    everywhere = line(0, "không thu", Channel.ANY)
    assert {ask(everywhere, channel=channel) for channel in Channel} == {(0, "không thu")}


def test_the_words_of_the_source_go_with_the_answer() -> None:
    fee = fee_of([line(0), line(0, COUNCIL)], channel=Channel.COUNTER, confirmed=True, by_council=True)
    assert fee.note == COUNCIL

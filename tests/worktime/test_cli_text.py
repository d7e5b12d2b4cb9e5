"""The due date as a clerk reads it aloud, whole."""

from thanthien.worktime.cli_text import amount_words, deadline_lines
from thanthien.worktime.deadline import Options, Pause
from thanthien.worktime.queries import due
from thanthien.worktime.wording import duration, duration_en, long_day
from worktime.cases import moment, term

GOLDEN = """\
Xác nhận tình trạng hôn nhân (1.004873)
Nhận lúc    16:00 thứ Năm, 19/11/2026
Hẹn trả     16:00 thứ Tư, 25/11/2026

3 ngày làm việc, không tính ngày nhận. 24/11 nghỉ Ngày Văn hóa Việt Nam.

  thứ Năm 19/11   –   ngày nhận, chưa tính                                  Điều 147(2) Bộ luật Dân sự 2015
  thứ Sáu 20/11   +1  ngày làm việc 1 trong 3                               Điều 1 Quyết định 188/1999/QĐ-TTg
  thứ Bảy 21/11   –   thứ Bảy                                               Điều 1 Quyết định 188/1999/QĐ-TTg
  Chủ nhật 22/11  –   Chủ nhật                                              Điều 1 Quyết định 188/1999/QĐ-TTg
  thứ Hai 23/11   +1  ngày làm việc 2 trong 3                               Điều 1 Quyết định 188/1999/QĐ-TTg
  thứ Ba 24/11    –   nghỉ Ngày Văn hóa Việt Nam (Nghị quyết 28/2026/QH16)
  thứ Tư 25/11    +1  ngày làm việc 3 trong 3                               Điều 1 Quyết định 188/1999/QĐ-TTg
  Cộng: 3 ngày làm việc.
"""


def test_the_golden_case_line_by_line():
    deadline = due(received_at=moment("Thu 2026-11-19 16:00"), term=term("3 working_day"))
    lines = deadline_lines(deadline=deadline, heading="Xác nhận tình trạng hôn nhân (1.004873)")
    assert "\n".join(lines).startswith(GOLDEN)
    rest = lines[GOLDEN.count("\n") :]
    assert rest[:2] == ["", "Căn cứ:"]
    assert len(rest) == 3 + len(deadline.rule.citations)
    assert rest[-1] == f"Dữ liệu luật {deadline.law_version}, lịch {deadline.calendar_version}."


def test_a_day_that_is_not_sure_says_so_in_its_line():
    deadline = due(received_at=moment("Fri 2026-08-21 09:00"), term=term("2 working_day"))
    line = next(line for line in deadline_lines(deadline=deadline, heading="x") if "22/8 " in line and "+1" in line)
    assert line.endswith("Thông báo 9441/TB-BNV (còn tạm tính)")


def test_a_source_nobody_has_read_says_so_in_its_line():
    deadline = due(
        received_at=moment("Mon 2026-11-09 09:00"),
        term=term("1 working_day"),
        options=Options(restart_at=moment("Tue 2026-11-10 09:00")),
    )
    line = next(line for line in deadline_lines(deadline=deadline, heading="x") if "9/11 " in line and "bổ sung" in line)
    assert line.endswith("Điều 19(4) Nghị định 118/2025/NĐ-CP (chưa đối chiếu văn bản)")


def test_sums_in_the_unit_of_the_term():
    stop = Pause(moment("Mon 2026-11-09 10:00"), moment("Mon 2026-11-09 10:30"), "chờ")
    received = moment("Mon 2026-11-09 09:00")
    assert amount_words(deadline=due(received_at=received, term=term("5 calendar_day"))) == "5 ngày"
    assert amount_words(deadline=due(received_at=received, term=term("0 same_day"))) == "1 ngày làm việc"
    paused = due(received_at=received, term=term("1 working_day"), options=Options(pauses=(stop,)))
    assert amount_words(deadline=paused) == "8 giờ làm việc"
    lines = deadline_lines(deadline=paused, heading="x")
    assert any("6 giờ 30 phút  tính 6 giờ 30 phút, tạm dừng 30 phút" in line for line in lines)


def test_durations_and_days_in_words():
    assert [duration(minutes) for minutes in (0, 45, 60, 90, 480)] == ["0 phút", "45 phút", "1 giờ", "1 giờ 30 phút", "8 giờ"]
    assert [duration_en(minutes) for minutes in (0, 45, 60, 90)] == ["0 min", "45 min", "1 h", "1 h 30 min"]
    assert long_day(moment("Tue 2026-12-01 00:00").date()) == "thứ Ba, 1/12/2026"

"""The checklist at reception: đủ, thiếu, cần xem, không áp dụng, and what may be received and printed."""

import pytest

from thanthien.dossiers.checklist import Asked, Line, Mark, PaperState, checked, printable
from thanthien.dossiers.rules import DossierError

OK, MISSING, LOOK, NA = PaperState.OK, PaperState.MISSING, PaperState.LOOK, PaperState.NA
FORM = Asked(1, "Tờ khai đăng ký khai sinh theo mẫu", original=1)
BIRTH = Asked(2, "Giấy chứng sinh", original=1)
CUT = Asked(3, "Hộ chiếu hoặc các giấy tờ khác có dán ảnh tại cơ quan đăng ký hộ t…", original=1, copy=1)
MANDATE = Asked(4, "Văn bản ủy quyền", original=1, mandatory=False)
PAPERS = [FORM, BIRTH, CUT, MANDATE]
FULL = {1: Mark(OK), 2: Mark(OK), 3: Mark(LOOK, note="ảnh mờ")}


def test_a_full_list_is_received_and_keeps_counts_and_notes():
    assert checked(PAPERS, FULL) == [
        Line(1, FORM.name, OK, 1, 0),
        Line(2, BIRTH.name, OK, 1, 0),
        Line(3, CUT.name, LOOK, 1, 1, note="ảnh mờ"),
        Line(4, MANDATE.name, NA, 1, 0),
    ]


def test_the_four_words():
    assert [s.label for s in PaperState] == ["Đủ", "Thiếu", "Cần xem", "Không áp dụng"]


def test_everything_missing_is_named_at_once_because_it_may_be_asked_only_once():
    with pytest.raises(DossierError, match="Còn thiếu: Giấy chứng sinh; Văn bản ủy quyền.*bổ sung một lần") as refusal:
        checked(PAPERS, FULL | {2: Mark(MISSING), 4: Mark(MISSING)})
    assert "Không áp dụng" in str(refusal.value)


@pytest.mark.thread("opencrvs#9330")
def test_a_mandatory_paper_that_nobody_looked_at_stops_the_reception():
    with pytest.raises(DossierError, match="Chưa xem giấy: Giấy chứng sinh"):
        checked(PAPERS, {1: Mark(OK), 3: Mark(OK)})


def test_a_mandatory_paper_does_not_apply_only_with_a_reason():
    with pytest.raises(DossierError, match="Giấy bắt buộc: Giấy chứng sinh. Ghi lý do"):
        checked(PAPERS, FULL | {2: Mark(NA)})
    lines = checked(PAPERS, FULL | {2: Mark(NA, source="CSDL khai sinh của y tế")})
    assert (lines[1].state, lines[1].source) == (NA, "CSDL khai sinh của y tế")


def test_an_extra_paper_joins_the_list_under_its_own_name():
    lines = checked(PAPERS, FULL | {5: Mark(OK, name="Giấy cam đoan về việc sinh", copy=2)})
    assert lines[-1] == Line(5, "Giấy cam đoan về việc sinh", OK, 1, 2)


def test_an_extra_paper_without_a_name_is_asked_for_its_name():
    with pytest.raises(DossierError, match="giấy thêm chưa ghi tên"):
        checked(PAPERS, FULL | {5: Mark(OK, name="  ")})


def test_counts_given_at_the_counter_replace_the_catalogues():
    line = checked([FORM], {1: Mark(OK, original=2, copy=0)})[0]
    assert (line.original, line.copy) == (2, 0)


def test_a_cut_name_is_received_but_not_printed():
    with pytest.raises(DossierError, match="bị cắt giữa chừng: giấy 3 “Hộ chiếu"):
        printable(checked(PAPERS, FULL))


def test_a_name_completed_at_the_counter_is_printed():
    full = "Hộ chiếu hoặc giấy tờ khác có dán ảnh, xuất trình tại cơ quan đăng ký hộ tịch"
    lines = printable(checked(PAPERS, FULL | {3: Mark(OK, name=full)}))
    assert [line.name for line in lines] == [FORM.name, BIRTH.name, full]


def test_a_cut_name_of_a_paper_that_was_not_handed_in_stops_nothing():
    lines = printable(checked(PAPERS, FULL | {3: Mark(NA, source="dữ liệu dân cư")}))
    assert [line.order for line in lines] == [1, 2]


def test_a_sentence_names_a_long_paper_by_its_first_words_so_that_it_stays_a_sentence():
    long = "Giấy chứng sinh; trường hợp không có Giấy chứng sinh thì nộp văn bản của người làm chứng xác nhận về việc sinh"
    asked = [Asked(1, long, original=1)]
    for marks in ({}, {1: Mark(MISSING)}, {1: Mark(NA)}):
        with pytest.raises(DossierError, match="“Giấy chứng sinh; trường hợp không có Giấy chứng sinh thì…”") as refusal:
            checked(asked, marks)
        assert "người làm chứng" not in str(refusal.value)
    assert checked(asked, {1: Mark(OK)})[0].name == long

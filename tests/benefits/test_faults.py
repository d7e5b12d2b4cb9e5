"""A table that somebody wrote: each fault is a sentence that says where it is and what to do."""

from datetime import date

import pytest
import yaml

from thanthien.benefits.faults import overlaps
from thanthien.benefits.reading import read_table, table_of
from thanthien.benefits.rules import BenefitError

GOOD = """
code: thu
version: '1'
title: Trợ cấp thử
event: Ngày mất
from: 2026-01-01
procedures: ['1.000001']
document: Nghị định thử
article: Điều 1
source: thử
confirmed: true
questions:
- {code: dien, ask: "Thuộc diện?", answers: {co: Có, khong: Không}}
- {code: lo, ask: "Lo mai táng?", answers: {co: Phải, khong: Không phải}}
rows:
- {when: {dien: co, lo: co}, outcome: huong}
- {when: {dien: khong}, outcome: thoi}
- {when: {dien: co, lo: khong}, outcome: thoi}
outcomes:
- {code: huong, granted: true, title: Được, says: Đủ, article: Điều 2, confirmed: true,
   amount: {times: 2, rate: benefit.base_wage}}
- {code: thoi, granted: false, title: Không, says: Thiếu, article: Điều 3, confirmed: true}
papers:
- {code: giay, name: Giấy, why: Vì thế, article: Điều 4, confirmed: true}
"""


def changed(**more) -> dict:
    return yaml.safe_load(GOOD) | more


def refused(data: dict) -> str:
    with pytest.raises(BenefitError) as caught:
        table_of(data)
    assert caught.value.problems and str(caught.value.problems[0]) in str(caught.value)
    return "\n".join(map(str, caught.value.problems))


def test_the_good_table_is_read():
    table = read_table(GOOD)
    assert (table.code, len(table.rows), table.valid_to, table.confirmed) == ("thu", 3, None, True)


ROW = {"when": {"dien": "co", "lo": "co"}, "outcome": "huong"}
STOP = {"when": {"dien": "khong"}, "outcome": "thoi"}
OTHER = {"when": {"dien": "co", "lo": "khong"}, "outcome": "thoi"}
OUT = yaml.safe_load(GOOD)["outcomes"]
PAPER = yaml.safe_load(GOOD)["papers"][0]
ASKED = yaml.safe_load(GOOD)["questions"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"rows": [ROW, STOP]}, "Chưa có dòng nào cho trường hợp: Thuộc diện? Có; Lo mai táng? Không phải."),
        ({"rows": [ROW, STOP, OTHER, {"when": {"lo": "co"}, "outcome": "huong"}]}, "Dòng 1, 4 cùng nhận một trường hợp"),
        ({"rows": [{**ROW, "outcome": "mat"}, STOP, OTHER]}, "Dòng 1 dẫn đến kết luận “mat” không có trong bảng."),
        ({"rows": [{"when": {"tuoi": "co"}, "outcome": "huong"}]}, "Dòng 1 nhắc đến câu hỏi “tuoi” không có trong bảng."),
        ({"rows": [{"when": {"lo": "co la"}, "outcome": "huong"}]}, "câu hỏi “lo” không có câu trả lời “co la”"),
        ({"rows": [{"when": {"lo": []}, "outcome": "huong"}]}, "câu hỏi “lo” chưa ghi câu trả lời nào"),
        ({"rows": "khong"}, "Dòng: cần một danh sách."),
        ({"outcomes": [*OUT, {**OUT[1], "code": "thua"}]}, "Kết luận “thua” không dòng nào dẫn đến."),
        ({"outcomes": [OUT[0], OUT[1], OUT[1]]}, "Kết luận “thoi” ghi hai lần."),
        ({"outcomes": [{**OUT[0], "amount": None}, OUT[1]]}, "Kết luận “huong” là được hưởng nhưng chưa ghi cách tính tiền"),
        ({"outcomes": [OUT[0], {**OUT[1], "amount": OUT[0]["amount"]}]}, "“thoi” là không được hưởng thì không ghi tiền."),
        ({"outcomes": [{**OUT[0], "amount": {"times": "2"}}, OUT[1]]}, "amount ghi times là một số"),
        ({"outcomes": [{**OUT[0], "amount": {"times": -2, "rate": "x.y"}}, OUT[1]]}, "số lần (times) từ 1 đến 1000"),
        ({"outcomes": [{**OUT[0], "confirmed": "co"}, OUT[1]]}, "mục confirmed chỉ nhận true hoặc false"),
        ({"outcomes": [{**OUT[0], "confirmed": False}, OUT[1]]}, "chưa đối chiếu văn bản: ghi vào note"),
        ({"outcomes": [{**OUT[0], "granted": "co"}, OUT[1]]}, "mục granted chỉ nhận true hoặc false"),
        ({"papers": [{**PAPER, "when": {"dien": "khong"}}]}, "Giấy “giay” không trường hợp nào cần đến."),
        ({"papers": [{**PAPER, "why": ""}]}, "Giấy 1 thiếu mục why."),
        ({"papers": [{**PAPER, "when": ["dien"]}]}, "when là các cặp câu hỏi"),
        ({"questions": [*ASKED, {"code": "x", "ask": "Sao?", "answers": {"a": "A", "b": "B"}}]}, "“x” không đổi kết quả nào."),
        ({"questions": [ASKED[0], {**ASKED[1], "answers": {"co": "Phải"}}]}, "cần ít nhất hai câu trả lời"),
        ({"questions": [ASKED[0], {**ASKED[1], "answers": {True: "Phải", False: "Không"}}]}, "đặt yes, no trong ngoặc kép"),
        ({"to": date(2025, 1, 1)}, "Ngày hết hiệu lực đứng trước ngày bắt đầu."),
        ({"from": "hôm nay"}, "Ngày hiệu lực ghi như 2025-07-01."),
        ({"procedures": []}, "Chưa ghi bảng dùng cho thủ tục nào"),
        ({"muc": 1}, "Bảng có mục lạ: muc."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(change, sentence):
    assert sentence in refused(changed(**change))


def test_all_faults_are_said_at_once():
    data = changed(outcomes=[{**OUT[0], "says": ""}, OUT[1]], papers=[{**PAPER, "name": ""}])
    del data["papers"][0]["article"]
    assert refused(data).splitlines() == ["Kết luận 1 thiếu mục says.", "Giấy 1 thiếu mục name.", "Giấy 1 thiếu mục article."]


def test_many_holes_are_counted_not_listed():
    said = refused(changed(rows=[], questions=[{"code": "q", "ask": "Gì?", "answers": {f"a{n}": str(n) for n in range(9)}}]))
    assert len(said.splitlines()) == 6 and "Còn 4 trường hợp khác" in said


def test_a_table_that_nobody_could_look_through_is_refused():
    many = [{"code": f"q{n}", "ask": "Gì?", "answers": {f"a{k}": "x" for k in range(6)}} for n in range(5)]
    assert "7776 trường hợp" in refused(changed(questions=many, rows=[{"when": {}, "outcome": "huong"}]))


def test_a_missing_part_is_named():
    data = changed()
    del data["rows"]
    assert "Bảng thiếu mục rows." in refused(data)


@pytest.mark.parametrize("text", ["a: [", "- một\n- hai", "chữ"])
def test_what_is_no_table_is_refused_in_a_sentence(text):
    with pytest.raises(BenefitError):
        read_table(text)


def test_two_versions_of_one_day_are_named():
    first, second = table_of(changed()), table_of(changed(version="2", **{"from": date(2026, 5, 1)}))
    assert "bản 1 và bản 2 cùng có hiệu lực từ ngày 01/05/2026" in overlaps([second, first])[0]

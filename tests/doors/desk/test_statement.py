"""A bank's statement at the desk: seen before it is written, written once, settled, taken back; who may."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from builders.dossiers import CIVIL, received
from builders.playing import logged_in
from builders.statement import row, statement_csv, statement_xlsx
from thanthien.dossiers.models import Fee
from thanthien.journal.verify import verify
from thanthien.payments.models import Statement, StatementLine
from thanthien.payments.vietqr import note_of

PATH = "/thu/sao-ke/"
QUERIES = 4


@pytest.fixture
def hanh(desk):
    return logged_in(desk.office.hanh)


@pytest.fixture
def dossier(desk):
    return received(desk.office, CIVIL)


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:2000]
    return " ".join(answer.content.decode().split())


def look(client, *rows, name="sk.csv", content=None, status=200):
    file = SimpleUploadedFile(name, content or statement_csv(*rows), "text/csv")
    return text(client.post(f"{PATH}nap", {"file": file}), status)


def packed(page):
    return page.split('name="packed" value="')[1].split('"')[0]


def take(client, *rows):
    return text(client.post(f"{PATH}nap", {"packed": packed(look(client, *rows))}, follow=True))


def paying(dossier, reference="FT1", amount="8.000"):
    return row(reference, amount, f"NGUYEN THI HOA {note_of(dossier.code)}", account="0123456789")


def test_an_empty_page_says_what_to_do(hanh):
    page = text(hanh.get(PATH))
    assert "Không còn dòng nào chờ" in page and "Ngày, Số tiền ghi có, Nội dung, Số tham chiếu" in page


def test_seen_first_then_written_once(hanh, dossier):
    page = look(hanh, paying(dossier), row("FT2", "5.000", "ung ho"), row("FT3", "", debit="1.100"))
    assert 'data-test="matches">1<' in page and 'data-test="waits">1<' in page and dossier.code in page
    assert "HOA" not in page and "0123456789" not in page and "…6789" in page
    assert not Fee.objects.exists() and not Statement.objects.exists()
    done = text(hanh.post(f"{PATH}nap", {"packed": packed(page), "once": "k"}, follow=True))
    assert "Đã ghi 1 biên lai, 1 dòng chờ xem lại" in done and "nội dung không có mã hồ sơ" in done
    hanh.post(f"{PATH}nap", {"packed": packed(page), "once": "k"})
    again = text(hanh.post(f"{PATH}nap", {"packed": packed(page), "once": "k2"}, follow=True))
    assert "không có dòng nào mới" in again and Fee.objects.count() == 1 and verify() is None
    seen = look(hanh, paying(dossier))
    assert 'data-test="known">1<' in seen and 'data-test="take"' not in seen


def test_a_workbook_too(hanh, dossier):
    content = statement_xlsx(row("FT1", 8000, note_of(dossier.code)))
    assert 'data-test="matches">1<' in look(hanh, name="sk.xlsx", content=content)


def test_wrong_cells_are_named_and_nothing_is_taken(hanh, dossier):
    page = look(hanh, paying(dossier), row("FT2", "tám nghìn"), status=422)
    assert 'data-test="faults"' in page and "không phải số tiền" in page and "packed" not in page


@pytest.mark.parametrize(
    ("data", "said"),
    [({}, "Chọn tệp trước"), ({"packed": "x"}, "đã cũ"), ({"file": SimpleUploadedFile("a.csv", b"a,b\n1,2\n")}, "dòng tiêu đề")],
)
def test_what_is_no_statement(hanh, data, said):
    assert said in text(hanh.post(f"{PATH}nap", data), 422)


def test_the_preview_of_another_unit_is_refused(desk, hanh, dossier):
    page = look(hanh, paying(dossier))
    assert "đã cũ" in text(logged_in(desk.office.la).post(f"{PATH}nap", {"packed": packed(page)}), 422)
    assert not Fee.objects.exists()


def test_settled_by_code_and_taken_back(hanh, dossier):
    take(hanh, row("FT1", "8.000", "tien le phi"))
    line = StatementLine.objects.get()
    wrong = text(hanh.post(f"{PATH}dong/{line.pk}/ghi", {"code": "MAU.15.148-261123-9999"}), 422)
    assert "Không có hồ sơ mã" in wrong and 'value="MAU.15.148-261123-9999"' in wrong and 'aria-invalid="true"' in wrong
    page = text(hanh.post(f"{PATH}dong/{line.pk}/ghi", {"code": dossier.code}, follow=True))
    assert f"Đã ghi lệ phí cho hồ sơ {dossier.code}" in page and f"{PATH}dong/{line.pk}/lai" in page
    done = text(hanh.get(f"{PATH}?xem=xong"))
    assert f"biên lai {Fee.objects.get().number}" in done
    assert "trở lại danh sách chờ" in text(hanh.post(f"{PATH}dong/{line.pk}/lai", follow=True))
    assert sum(Fee.objects.values_list("amount", flat=True)) == 0 and verify() is None


def test_no_fee_with_reason(hanh):
    take(hanh, row("FT1"), row("FT2"))
    first, second = StatementLine.objects.all()
    assert "Ghi vì sao" in text(hanh.post(f"{PATH}khong-phai", {"line": first.pk}), 422)
    assert "Chưa chọn dòng" in text(hanh.post(f"{PATH}khong-phai", {"reason": "Kinh phí"}), 422)
    page = text(hanh.post(f"{PATH}khong-phai", {"line": [first.pk, second.pk], "reason": "Kinh phí tỉnh"}, follow=True))
    assert "Đã ghi 2 dòng không phải lệ phí" in page and "Không còn dòng nào chờ" in page
    assert "Kinh phí tỉnh" in text(hanh.get(f"{PATH}?xem=xong"))


def test_the_whole_import_is_taken_back(hanh, dossier):
    take(hanh, paying(dossier))
    made = Statement.objects.get()
    assert "Đã lấy lại lần nạp" in text(hanh.post(f"{PATH}lan/{made.pk}/lay-lai", follow=True))
    assert "lấy lại rồi" in text(hanh.post(f"{PATH}lan/{made.pk}/lay-lai"), 422)
    assert "Đã ghi 1 biên lai" in take(hanh, paying(dossier)) and verify() is None


def test_as_a_file(hanh):
    take(hanh, row("FT1", account="0123456789"))
    sent = hanh.get(f"{PATH}?xuat=csv").content.decode("utf-8-sig")
    assert "FT1" in sent and "…6789" in sent and "0123456789" not in sent
    assert hanh.get(f"{PATH}?xuat=xlsx").status_code == 200


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(hanh, n, django_assert_num_queries):
    take(hanh, *(row(f"FT{k}") for k in range(n)))
    hanh.get(PATH)
    with django_assert_num_queries(QUERIES):
        assert text(hanh.get(PATH)).count("settle-") == n


def test_the_leader_looks_and_writes_nothing(desk, hanh, dossier):
    take(hanh, row("FT1"))
    leader = logged_in(desk.office.nghia)
    page = text(leader.get(PATH))
    assert "FT1" in page and 'data-test="choose"' not in page and "settle-" not in page
    line = StatementLine.objects.get()
    assert leader.post(f"{PATH}dong/{line.pk}/ghi", {"code": dossier.code}).status_code == 403
    assert logged_in(desk.office.ha).get(PATH).status_code == 403


def test_a_stranger_finds_nothing(desk, hanh, dossier):
    take(hanh, paying(dossier), row("FT2"))
    stranger, line = logged_in(desk.office.la), StatementLine.objects.get(reference="FT2")
    assert "FT2" not in text(stranger.get(PATH))
    for path, data in (
        (f"dong/{line.pk}/ghi", {"code": dossier.code}), (f"dong/{line.pk}/lai", {}), (f"lan/{line.statement_id}/lay-lai", {}),
        ("khong-phai", {"line": line.pk, "reason": "x"}),
    ):  # fmt: skip
        assert stranger.post(f"{PATH}{path}", data).status_code == 404
    assert Fee.objects.count() == 1


def test_parts_are_taken_together_and_the_preview_says_so(hanh, dossier):
    page = take(hanh, paying(dossier, amount="3.000"))
    assert "trả một phần, chờ phần còn lại" in page and "Ghi cùng phần còn lại" in page and not Fee.objects.exists()
    seen = look(hanh, paying(dossier, "FT2", "5.000"))
    assert "2 lần chuyển cộng lại đủ lệ phí" in seen and 'data-test="sum">8.000' in seen
    done = take(hanh, paying(dossier, "FT2", "5.000"))
    assert "Đã ghi 1 biên lai, 0 dòng chờ xem lại" in done and Fee.objects.get().amount == 8000 and verify() is None


def test_a_part_by_a_code_that_was_typed(hanh, dossier):
    take(hanh, row("FT1", "3.000", "le phi"))
    page = text(hanh.post(f"{PATH}dong/{StatementLine.objects.get().pk}/ghi", {"code": dossier.code}, follow=True))
    assert "Đã ghi là trả một phần" in page and not Fee.objects.exists() and verify() is None


def test_too_much_says_what_to_do_and_keeps_what_was_typed(hanh, dossier):
    assert "thừa 2.000" in look(hanh, paying(dossier, amount="10.000")).replace("\u00a0", " ")
    take(hanh, paying(dossier, amount="10.000"))
    line = StatementLine.objects.get()
    wrong = text(hanh.post(f"{PATH}dong/{line.pk}/ghi", {"code": dossier.code}), 422)
    assert "Bấm Ghi phần thừa" in wrong and f'value="{dossier.code}"' in wrong and f'data-test="surplus-{line.pk}"' in wrong
    page = text(hanh.post(f"{PATH}dong/{line.pk}/ghi", {"code": dossier.code, "surplus": "1"}, follow=True))
    assert "Đã ghi phần thừa" in page and sum(fee.amount for fee in Fee.objects.all()) == 10_000
    fee = text(hanh.get(f"/ho-so/{dossier.pk}/le-phi/"))
    extra = Fee.objects.get(surplus=True)
    assert "chuyển thừa, chờ hoàn trả" in fee and f'data-test="ask-{extra.number}"' in fee


def test_the_list_of_imports_counts_receipts_and_not_their_transfers(hanh, dossier):
    page = take(hanh, paying(dossier, amount="3.000"), paying(dossier, "FT2", "5.000"))
    row_of = page[page.index('data-test="import-') :]
    assert 'data-label="Dòng">2<' in row_of and 'data-label="Thành biên lai">1<' in row_of

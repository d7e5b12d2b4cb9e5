"""The catalogue as a file in the browser, and the sheets for the wall."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from builders.dossiers import BIRTH, SINGLE, received
from builders.paper import codes_in, drawn, words_of
from builders.playing import logged_in
from thanthien.doors.admin.catalogue import kept_files
from thanthien.journal.models import Entry
from thanthien.procedures.actions import complete_paper_name, load_catalogue
from thanthien.procedures.models import Procedure, ProcedurePaper, WallSheet
from thanthien.procedures.queries import procedure

LIST = "/quan-tri/thu-tuc/"
IMPORT, SHEETS = LIST + "nap", LIST + "niem-yet/"
CHANGE = f"Mã thủ tục,Thời hạn,Đơn vị thời hạn\n{SINGLE},2,working_day\n"
BROKEN = f"Mã thủ tục,Thời hạn,Đơn vị thời hạn\n{SINGLE},hai,working_day\n1.004222,5,working_day\n"


@pytest.fixture
def home(administration):
    load_catalogue()
    return administration


def text(answer) -> str:
    return re.sub(r"\s+", " ", unescape(answer.content.decode()))


def send(home, content: bytes | str, *, name: str = "a.csv", day: str = "01/01/2027", client=None):
    body = content.encode() if isinstance(content, str) else content
    return (client or home.admin).post(IMPORT, {"file": SimpleUploadedFile(name, body), "day": day, "once": "i" * 32})


def apply(home, page: str, *, client=None, once: str = "a" * 32):
    action = re.search(r'action="(/quan-tri/thu-tuc/nap/[0-9a-f]{64})"', page)[1]
    ticket = re.search(r'name="ticket" value="([^"]+)"', page)[1]
    return (client or home.admin).post(action, {"ticket": ticket, "once": once}, follow=True)


@pytest.mark.parametrize("kind", ["xlsx", "csv", "yaml"])
def test_the_file_goes_out_and_comes_back_the_same(home, kind: str) -> None:
    out = home.admin.get(f"{LIST}xuat/{kind}")
    assert f".{kind}" in out["Content-Disposition"]
    answer = send(home, out.content, name=f"danh-muc.{kind}")
    assert answer.status_code == 200 and 'data-test="same"' in answer.content.decode()


def test_the_filtered_list_goes_out_alone(home) -> None:
    content = home.admin.get(f"{LIST}xuat/csv?thieu=no_term").content.decode("utf-8-sig")
    assert len(re.findall(r"^Thủ tục,", content, re.M)) == 5
    assert home.admin.get(f"{LIST}xuat/exe").status_code == 404


def test_a_preview_shows_old_and_new_and_changes_nothing(home) -> None:
    page = text(send(home, CHANGE))
    assert f'data-test="line-{SINGLE}"' in page and "<del>3</del><ins>2</ins>" in page
    assert Procedure.objects.filter(code=SINGLE).count() == 1


def test_it_is_taken_in_and_taken_back(home) -> None:
    page = text(apply(home, text(send(home, CHANGE))))
    assert "Đã nhận 1 thủ tục, áp dụng từ 01/01/2027" in page
    assert Procedure.objects.filter(code=SINGLE).count() == 2
    undo = re.search(r'action="(/quan-tri/thu-tuc/lan-sua/\d+/lay-lai)"', page)[1]
    assert "Đã lấy lại bản trước" in text(home.admin.post(undo, {"once": "b" * 32}, follow=True))
    assert Procedure.objects.filter(code=SINGLE).count() == 1


def test_a_double_press_takes_it_in_once(home) -> None:
    page = text(send(home, CHANGE))
    apply(home, page)
    apply(home, page)
    assert Entry.objects.filter(kind="catalogue.imported").count() == 1


def test_broken_rows_say_row_column_and_mend_and_nothing_is_taken(home) -> None:
    answer = send(home, BROKEN)
    page = text(answer)
    assert answer.status_code == 422 and "1 chỗ cần sửa, chưa nhận gì" in page
    assert '<b class="bigno">2</b></td><td>Thời hạn</td><td>Ghi một số nguyên từ 0 đến 3.650' in page
    assert 'data-test="take"' not in page and Procedure.objects.filter(code=SINGLE).count() == 1


def test_in_english_the_column_is_named_as_in_the_file(home) -> None:
    home.admin.cookies["thanthien_lang"] = "en"
    assert '<b class="bigno">2</b></td><td>Thời hạn</td>' in text(send(home, BROKEN))


@pytest.mark.parametrize(
    ("content", "name", "day", "says"),
    [
        (b"%PDF", "a.pdf", "01/01/2027", "Chỉ nạp được tệp"),
        (b"", "a.csv", "01/01/2027", "rỗng"),
        (b"PK\x03\x04x", "a.xlsx", "01/01/2027", "nén bất thường"),
        (CHANGE.encode(), "a.csv", "mai", "Ghi ngày như"),
        (CHANGE.encode(), "a.csv", "01/01/2020", "từ hôm nay"),
        (b"x" * (5 * 1024 * 1024 + 1), "a.csv", "01/01/2027", "5 MB"),
    ],
)
def test_a_refused_file_says_why(home, content: bytes, name: str, day: str, says: str) -> None:
    answer = send(home, content, name=name, day=day)
    assert answer.status_code == 422 and says in text(answer)


def test_no_file_chosen_is_told(home) -> None:
    assert "Chọn tệp trước" in text(home.admin.post(IMPORT, {"once": "c" * 32}))


def test_a_preview_of_somebody_else_or_of_yesterday_opens_nothing(home) -> None:
    page = text(send(home, CHANGE))
    assert "Bản xem trước đã cũ" in text(apply(home, page, client=home.stranger))
    action = re.search(r'action="(/quan-tri/thu-tuc/nap/[0-9a-f]{64})"', page)[1]
    assert home.admin.post(action, {"ticket": "forged"}).status_code == 422
    kept_files.forget(action.rsplit("/", 1)[1])
    assert "Bản xem trước đã cũ" in text(apply(home, page))
    assert Procedure.objects.filter(code=SINGLE).count() == 1
    assert kept_files.kept("../../etc/passwd") is None


def test_a_catalogue_changed_since_the_preview_is_shown_again(home) -> None:
    page = text(send(home, CHANGE))
    apply(home, text(send(home, CHANGE.replace(SINGLE, "1.004222"))), once="d" * 32)
    answer = apply(home, page, once="e" * 32)
    assert "vừa được sửa sau khi so sánh" in text(answer) and 'data-test="take"' in answer.content.decode()


def test_what_dossiers_use_is_not_taken_back(home) -> None:
    today = f"{home.office.at:%d/%m/%Y}"
    page = text(apply(home, text(send(home, CHANGE, day=today))))
    received(home.office, SINGLE)
    undo = re.search(r'action="(/quan-tri/thu-tuc/lan-sua/\d+/lay-lai)"', page)[1]
    assert "Đã có hồ sơ nhận theo bản mới" in text(home.admin.post(undo, {"once": "h" * 32}, follow=True))
    assert procedure(code=SINGLE, on=home.office.at.date()).term_value == 2


# --- sheets ---------------------------------------------------------------------------------------------


@pytest.fixture
def whole_names(home) -> None:
    for paper in ProcedurePaper.objects.filter(name_cut=True, procedure__code__in=(BIRTH, SINGLE)):
        by = home.office.actor(home.office.hanh)
        complete_paper_name(paper=paper, name=paper.name.rstrip("…") + "ịch", by=by, at=home.office.at)


def prints(home, *, client=None, once: str = "s" * 32, **data):
    return (client or home.admin).post(SHEETS + "in", {"once": once} | data)


def test_one_press_prints_one_sheet_with_a_code_that_leads_to_its_page(home, whole_names, tmp_path, settings) -> None:
    settings.PUBLIC_ADDRESS = "https://camtu.example"
    answer = prints(home, code=SINGLE)
    assert answer["Content-Type"] == "application/pdf"
    codes = [code for page in drawn(answer.content, tmp_path) for code in codes_in(page)]
    assert codes == [f"https://camtu.example/thu-tuc/{SINGLE}"]
    assert [row.printed_by for row in WallSheet.objects.all()] == ["an.lv"]


def test_without_a_public_address_the_code_leads_where_the_page_was_asked(home, whole_names, tmp_path, settings) -> None:
    settings.PUBLIC_ADDRESS = ""
    codes = [code for page in drawn(prints(home, code=SINGLE).content, tmp_path) for code in codes_in(page)]
    assert codes == [f"http://testserver/thu-tuc/{SINGLE}"]


def test_a_fields_sheets_are_one_file_and_a_second_press_notes_nothing(home) -> None:
    page = text(home.admin.get(SHEETS))
    field = re.search(r'name="field" value="([^"]+)"', page)[1]
    first, again = prints(home, field=field), prints(home, field=field)
    count = WallSheet.objects.count()
    assert count >= 1 and words_of(first.content) == words_of(again.content)
    assert Entry.objects.filter(kind="sheet.printed").count() == count


def test_a_cut_name_is_said_and_leads_to_its_mend(home) -> None:
    page = text(home.admin.get(SHEETS))
    assert f'href="{LIST}{BIRTH}/#giay-to"' in page and "76 tờ chưa in được" in page
    assert "tên giấy tờ còn bị cắt" in text(home.admin.get(prints(home, code=BIRTH).url))


def test_a_changed_fee_lists_the_sheet_to_take_down(home, whole_names) -> None:
    prints(home, code=SINGLE)
    assert 'data-test="none-stale"' in home.admin.get(SHEETS).content.decode()
    fee = {"channel": "any", "amount": "10.000", "document": "NQ 12", "confirmed": "1",
           "valid_from": f"{home.office.at:%d/%m/%Y}", "once": "f" * 32}  # fmt: skip
    home.admin.post(f"{LIST}{SINGLE}/phi", fee)
    page = text(home.admin.get(SHEETS))
    assert f'data-test="stale-{SINGLE}"' in page and "<ins>10.000 đồng</ins>" in page and "In lại cả 1 tờ" in page
    row = WallSheet.objects.get()
    done = text(home.admin.post(SHEETS + "da-thay", {"row": row.pk, "once": "r" * 32}, follow=True))
    assert "Đã ghi 1 tờ đã gỡ" in done and f'data-test="stale-{SINGLE}"' not in done
    undo = re.search(r'action="(/quan-tri/thu-tuc/niem-yet/con-treo/[\d-]+)"', done)[1]
    back = text(home.admin.post(undo, {"once": "t" * 32}, follow=True))
    assert "vẫn đang treo" in back and f'data-test="stale-{SINGLE}"' in back


def test_the_walls_list_is_exported(home, whole_names) -> None:
    prints(home, code=SINGLE)
    rows = home.admin.get(SHEETS + "?xuat=csv").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 2 and rows[1].startswith(SINGLE)


def test_strangers_and_specialists_print_and_mark_nothing_here(home, whole_names) -> None:
    prints(home, code=SINGLE)
    row = WallSheet.objects.get()
    assert logged_in(home.office.ha).get(SHEETS).status_code == 403
    home.stranger.post(SHEETS + "da-thay", {"row": row.pk, "once": "z" * 32})
    assert home.stranger.post(f"{SHEETS}con-treo/{row.pk}", {"once": "y" * 32}).status_code == 404
    row.refresh_from_db()
    assert row.replaced_at is None
    assert str(row.title) not in text(home.stranger.get(SHEETS)).split("In tờ mới")[0]

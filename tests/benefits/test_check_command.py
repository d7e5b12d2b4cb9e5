"""`thanthien check_benefit FILE`: everything that is wrong with a table, or that it is whole."""

import pytest
from django.core.management import call_command

from thanthien.benefits.queries import DATA


def said(capsys, path) -> tuple[str, int]:
    code = 0
    try:
        call_command("check_benefit", str(path))
    except SystemExit as stop:
        code = int(stop.code)
    return capsys.readouterr().out, code


@pytest.mark.parametrize("path", sorted(DATA.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_tables_that_ship_are_whole(capsys, path):
    text, code = said(capsys, path)
    assert code == 0 and text.startswith("ĐÚNG") and "Chưa đối chiếu văn bản" in text


def test_every_fault_is_a_line(capsys, tmp_path):
    good = (DATA / "huu-tri-xa-hoi-2025.yaml").read_text(encoding="utf-8")
    path = tmp_path / "bang.yaml"
    path.write_text(good.replace("- when: {dien: khong}\n  outcome: khac-dien\n", ""), encoding="utf-8")
    text, code = said(capsys, path)
    assert code == 1 and "SAI   Chưa có dòng nào cho trường hợp: Người mất có đang hưởng" in text and "Còn 7 trường hợp" in text


@pytest.mark.parametrize(("content", "sentence"), [(b"\xff\xfe", "Chưa mở được tệp"), (b"a: [", "Tệp chưa đọc được")])
def test_what_is_no_table_is_said(capsys, tmp_path, content, sentence):
    path = tmp_path / "la.yaml"
    path.write_bytes(content)
    text, code = said(capsys, path)
    assert code == 1 and sentence in text


def test_a_file_that_is_not_there_is_said(capsys, tmp_path):
    text, code = said(capsys, tmp_path / "khong-co.yaml")
    assert code == 1 and "Chưa mở được tệp" in text

"""Many sheets in one file: each page as alone, the structure and the fonts kept, a bad sheet named and left out."""

import io
from dataclasses import replace

import pikepdf
import pytest

from builders.paper import birth_form, leaves, words_of
from thanthien.shared.paper.checking import fonts
from thanthien.shared.paper.engine import Sheet
from thanthien.shared.paper.forms import FormPaper, FormPerson, sheet01
from thanthien.shared.paper.together import render_together

PLAIN = birth_form()
LONG = replace(PLAIN, papers=tuple(FormPaper(name=f"Giấy tờ kèm theo thứ {n} của hồ sơ này", original=1) for n in range(1, 60)))


def together(*sheets: Sheet):
    return render_together(sheets, title="Mẫu 01", agency="Ủy ban nhân dân xã Cẩm Tú", at=PLAIN.received_at)


def test_each_page_says_what_it_says_alone():
    wanted = [PLAIN, LONG, replace(PLAIN, paper="a4", code="000.99.99.15148-261126-0007"), PLAIN]
    whole = together(*map(sheet01, wanted))
    alone = [page for one in wanted for page in leaves(sheet01(one).pdf())]
    assert whole.refused == {}
    assert len(alone) > len(wanted), "one of them has several leaves, whose feet count them"
    assert leaves(whole.pdf) == alone


def test_the_file_is_archivable_tagged_and_carries_its_fonts_once():
    whole = together(*(sheet01(PLAIN) for _ in range(5)))
    with pikepdf.open(io.BytesIO(whole.pdf)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_metadata() as claims:
            assert claims["pdfaid:part"] == "2" and claims["pdfaid:conformance"] == "A"
            assert claims["pdfuaid:part"] == "1" and claims["dc:title"] == "Mẫu 01"
        assert all(fonts(pdf).values())
    assert len(whole.pdf) < 5 * len(sheet01(PLAIN).pdf())


@pytest.mark.parametrize("bad", [(0,), (2,), (1, 4), (0, 1, 2, 3, 4)])
def test_a_sheet_that_cannot_be_set_is_named_and_the_others_are_there(bad):
    person = FormPerson(name="Lê \U0001f600", address="thôn Thuần Lương")  # a letter that no face has
    sheets = [sheet01(replace(PLAIN, person=person) if place in bad else PLAIN) for place in range(5)]
    whole = together(*sheets)
    assert set(whole.refused) == set(bad)
    assert all("không có chữ" in sentence for sentence in whole.refused.values())
    assert len(leaves(whole.pdf)) == 5 - len(bad) if whole.pdf else len(bad) == 5


def test_what_a_person_typed_is_never_markup():
    typed = '#panic("x") $1$ *b* <end-0> @end-1 \\ "]'
    whole = together(sheet01(replace(PLAIN, procedure=typed)))
    assert whole.refused == {} and '#panic("x") $1$ *b* <end-0> @end-1' in words_of(whole.pdf)

"""What a PDF may carry and what is left of it: only pages and what they draw."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from builders.papers import photo
from thanthien.papers.pdfs import rewritten, without_notes


def through(change) -> pikepdf.Pdf:
    """A sheet that `change` did something to, written and rewritten."""
    old, out = pikepdf.new(), io.BytesIO()
    old.add_blank_page(page_size=(300, 400))
    change(old)
    old.save(out)
    fresh, pages = rewritten(out.getvalue())
    assert pages == len(old.pages)
    return pikepdf.open(io.BytesIO(fresh))


def words(file: pikepdf.Pdf) -> str:
    return " ".join(one.unparse(resolved=True).decode("latin-1") for one in file.objects if isinstance(one, Dictionary))


def page_action(old):
    old.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.Launch, F=String("cmd.exe")))


def link(old):
    where = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.URI, URI=String("http://x")))
    old.pages[0].Annots = old.make_indirect(Array([where]))


def form(old):
    field = old.make_indirect(
        Dictionary(FT=Name.Tx, T=String("a"), AA=Dictionary(K=Dictionary(S=Name.JavaScript, JS=String("x"))))
    )
    old.Root.AcroForm = Dictionary(Fields=Array([field]), XFA=String("<xdp/>"))


def hidden_in_a_resource(old):
    old.pages[0].Resources = Dictionary(Properties=Dictionary(P=Dictionary(S=Name.SubmitForm, F=String("http://x"))))


@pytest.mark.parametrize("change", [page_action, link, form, hidden_in_a_resource])
def test_nothing_acts_any_more(change):
    file = through(change)
    assert set(file.Root.keys()) == {"/Type", "/Pages"}
    assert not any(word in words(file) for word in ("Launch", "URI", "JavaScript", "SubmitForm", "XFA", "/AA"))


def test_a_letter_or_picture_may_be_called_like_an_action():
    def named(old):
        old.pages[0].Resources = Dictionary(
            Font=Dictionary(A=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        )
        old.pages[0].Contents = old.make_stream(b"BT /A 12 Tf (x) Tj ET")

    file = through(named)
    assert file.pages[0].Resources.Font.A.BaseFont == Name.Helvetica


def test_what_was_filled_in_stays_to_be_read():
    def filled(old):
        look = old.make_stream(b"BT /F 12 Tf (Hien) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 90, 20])
        mark = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=[10, 10, 100, 30], AP=Dictionary(N=look), F=4)
        old.pages[0].Annots = Array([old.make_indirect(mark)])

    file = through(filled)
    assert "/Annots" not in file.pages[0].obj
    assert any(b"(Hien)" in one.read_bytes() for one in file.objects if isinstance(one, pikepdf.Stream) and "/Subtype" in one)


def test_a_photograph_inside_loses_its_notes_and_keeps_its_picture():
    raw = photo(size=(200, 200), exif=True)
    bare = without_notes(raw)
    assert b"Nokia" in raw and b"Nokia" not in bare and bare.endswith(raw[-500:])
    assert without_notes(b"no picture") == b"no picture" and without_notes(raw[:30]) == raw[:30]


def test_size_and_turn_that_a_page_inherits_stay_with_it():
    def inherits(old):
        del old.pages[0].obj.MediaBox
        old.Root.Pages.MediaBox, old.Root.Pages.Rotate = [0, 0, 120, 240], 90

    file = through(inherits)
    sheet = file.pages[0]
    assert [int(side) for side in sheet.mediabox] == [0, 0, 120, 240] and int(sheet.obj.Rotate) == 90

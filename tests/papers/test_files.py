"""What may be kept: by its bytes alone, cleaned, the same bytes each time; what is refused says what to do instead."""

import io

import pikepdf
import pytest
from PIL import Image

from builders.papers import pdf, photo
from thanthien.papers import apart, rules
from thanthien.papers.rules import JPEG, PDF, PapersError


class TestRefused:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "rỗng"),
            (b"PK\x03\x04" + b"0" * 100, "Word, Excel"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "SVG"),
            (b"\n <!DOCTYPE html><html></html>", "SVG"),
            (b"\x00\x00\x00\x18ftypheic" + b"0" * 40, "HEIC"),
            (b"II*\x00" + b"0" * 40, "TIFF"),
            (b"MZ" + b"0" * 40, "Chỉ nhận ảnh"),
            (b"%PDF-1.7\nnothing", "hỏng"),
            (photo()[:2000], "hỏng"),
            (photo(size=(40, 40)), "nhỏ quá"),
            (b"x" * (rules.MOST_BYTES + 1), "nặng quá"),
        ],
        ids=["empty", "zip", "svg", "html", "heic", "tiff", "exe", "no-pdf", "half-jpeg", "tiny", "heavy"],
    )
    def test_what_is_not_taken_says_what_to_do(self, content, words):
        with pytest.raises(PapersError, match=words):
            apart.cleaned(content)

    def test_a_locked_pdf(self):
        with pytest.raises(PapersError, match="mật khẩu"):
            apart.cleaned(pdf(password="1234"))

    def test_a_picture_that_opens_to_too_much(self):
        bomb = io.BytesIO()
        Image.new("1", (9000, 9000)).save(bomb, "PNG")
        assert len(bomb.getvalue()) < 200_000
        with pytest.raises(PapersError, match="nhiều điểm"):
            apart.cleaned(bomb.getvalue())

    def test_the_name_of_a_file_is_not_believed(self):
        assert rules.tidy_name("../../etc/passwd") == "passwd"
        assert rules.tidy_name("C:\\anh\\giay\u202egpj.exe") == "giaygpj.exe"


class TestCleaned:
    def test_a_photograph_loses_what_it_tells_of_its_owner(self):
        clean = apart.cleaned(photo(exif=True))
        assert clean.media == JPEG and b"Nokia" not in clean.content and not Image.open(io.BytesIO(clean.content)).getexif()

    @pytest.mark.parametrize("kind", ["PNG", "WEBP"])
    def test_other_pictures_become_jpeg(self, kind):
        assert apart.cleaned(photo(kind=kind)).content.startswith(b"\xff\xd8\xff")

    def test_a_pdf_loses_scripts_and_files_inside(self):
        clean = apart.cleaned(pdf(script=True, attached=True))
        assert clean.media == PDF and clean.pages == 2
        assert b"JavaScript" not in clean.content and b"attached-bytes" not in clean.content
        with pikepdf.open(io.BytesIO(clean.content)) as file:
            assert "/OpenAction" not in file.Root and not file.attachments

    @pytest.mark.parametrize("content", [photo(), pdf()], ids=["photo", "pdf"])
    def test_the_same_file_twice_is_the_same_bytes(self, content):
        assert apart.cleaned(content).content == apart.cleaned(content).content


class TestPieces:
    def test_the_last_piece_is_the_rest(self):
        size = rules.PIECE * 2 + 7
        assert [rules.length_of(size, n) for n in range(rules.pieces_of(size))] == [rules.PIECE, rules.PIECE, 7]
        with pytest.raises(PapersError, match="không có mảnh"):
            rules.length_of(size, 3)

    def test_nothing_and_too_much_have_no_pieces(self):
        for size in (0, -1, rules.MOST_BYTES + 1):
            with pytest.raises(PapersError):
                rules.pieces_of(size)


class TestNames:
    @pytest.mark.parametrize(
        ("paper", "title", "same"),
        [
            ("Bản sao Giấy khai sinh của con", "Giấy khai sinh", True),
            ("Giấy xác nhận tình trạng hôn nhân", "Giấy khai sinh", False),
            ("Giấy tờ khác", "Giấy tờ", False),
        ],
    )
    def test_a_kept_result_answers_to_a_paper_by_its_telling_words(self, paper, title, same):
        assert rules.alike(paper, title) is same

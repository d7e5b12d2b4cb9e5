"""What goes into a sheet is cleaned, what cannot be printed is said, and many may print at once."""

import threading
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from builders.paper import birth_form, slip
from thanthien.shared.clock import VIETNAM
from thanthien.shared.paper import engine
from thanthien.shared.paper.engine import LONGEST_RUN, PaperError, clean
from thanthien.shared.paper.forms import form01
from thanthien.shared.paper.ticket import ticket_png

VOWELS, TONES = "AĂÂEÊIOÔƠUƯY", ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Nguyễn", "Nguyễn"),
        (unicodedata.normalize("NFD", "Nguyễn Ưỡng"), "Nguyễn Ưỡng"),
        ("  hai   dấu cách \t và\nxuống dòng ", "hai dấu cách và xuống dòng"),
        ("a\u202eb\u2066c\u200bd\u200de\u00adf\ufeffg\u0000h", "abcdefgh"),
        ("12\u00a0m²", "12\u00a0m²"),
        ("\ue000\U000e0041", ""),
    ],
)
def test_text_is_composed_on_one_line_without_hidden_controls(typed: str, printed: str) -> None:
    assert clean(typed) == printed


@given(st.text())
def test_no_text_keeps_a_control_or_a_run_too_long_to_break(typed: str) -> None:
    text = clean(typed)
    assert not [c for c in text.replace("\u200b", "") if unicodedata.category(c)[0] == "C"]
    assert max((len(run) for run in text.replace("\u200b", " ").split()), default=0) <= LONGEST_RUN


def test_dates_numbers_and_lists_travel_as_json_knows_them() -> None:
    at = datetime(2026, 11, 23, 8, 42, tzinfo=VIETNAM)
    assert clean({"at": at, "day": date(2026, 11, 3), "n": 2, "yes": True, "none": None, "rows": ("a ", {"b": "c\u200b"})}) == {
        "at": "2026-11-23T08:42",
        "day": "2026-11-03",
        "n": 2,
        "yes": True,
        "none": None,
        "rows": ["a", {"b": "c"}],
    }
    with pytest.raises(TypeError, match="Decimal"):
        clean(Decimal(1))


def test_a_machine_without_fonts_says_which_package_brings_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(engine, "FONTS", tmp_path)
    with pytest.raises(PaperError, match="thiếu phông chữ Liberation Serif. Cài gói fonts-liberation2"):
        form01(birth_form())


def test_a_template_cannot_read_a_file_outside_its_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("bí mật")
    inside = tmp_path / "templates"
    inside.mkdir()
    (inside / "nosy.typ").write_text('#read("../secret")')
    monkeypatch.setattr(engine, "TEMPLATES", inside)
    with pytest.raises(PaperError, match="Chưa in được"):
        engine.render(template="nosy.typ", data={})


def test_many_may_print_at_the_same_time() -> None:
    forms = [birth_form(code=f"H56.227-261123-{n:04}") for n in range(8)]
    alone = [form01(form) for form in forms]
    together: dict[int, bytes] = {}
    threads = [threading.Thread(target=lambda n=n: together.update({n: form01(forms[n])})) for n in range(8)]
    for thread in threads:
        thread.start()
    ticket_png(slip())
    for thread in threads:
        thread.join()
    assert [together[n] for n in range(8)] == alone


def test_every_face_has_the_134_letters_of_vietnamese() -> None:
    capitals = {unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES} | {"Đ"}
    letters = {letter for capital in capitals for letter in (capital, capital.lower()) if not letter.isascii()}
    assert len(letters) == 134
    faces = sorted(engine.FONTS.glob("*.ttf"))
    families = {str(TTFont(path)["name"].getDebugName(16) or TTFont(path)["name"].getDebugName(1)) for path in faces}
    assert families >= {"Liberation Serif", "Be Vietnam Pro", "EB Garamond"}
    lacking = {path.name: sorted(c for c in letters if ord(c) not in TTFont(path).getBestCmap()) for path in faces}
    assert {name: missing for name, missing in lacking.items() if missing} == {}


def test_each_font_file_has_a_name_of_its_own_and_its_licence_beside_it() -> None:
    faces = sorted(engine.FONTS.glob("*.ttf"))
    names = [TTFont(path)["name"].getDebugName(6) for path in faces]
    assert len(set(names)) == len(faces) == 15
    licences = {path.name.split(".")[0] for path in engine.FONTS.glob("*.OFL.txt")}
    assert {path.name.split("-")[0] for path in faces} == licences

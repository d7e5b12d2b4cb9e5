"""Fonts, scripts and voice as set-up made them: small enough, complete, and made again only where something changed."""

import array
import json
import re
import unicodedata
import wave
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from thanthien.config.assets import VENDOR, Part, Report, prepare, voice
from thanthien.config.assets.fonts import vietnamese

FONTS = VENDOR / "fonts"
FACE = re.compile(r'@font-face\{font-family:"(.+?)".*?font-weight:([\d ]+);font-display:swap;.*?src:url\((.+?)\)')


def faces(sheet: str) -> list[tuple[str, str, Path]]:
    """(family, weights, file) of each rule of a style sheet."""
    text = (FONTS / sheet).read_text()
    found = [(family, weight, FONTS / file) for family, weight, file in FACE.findall(text)]
    assert len(found) == text.count("@font-face")
    return found


def test_citizens_load_two_weights_in_at_most_60_kilobytes() -> None:
    rules = faces("citizen.css")
    assert [weight for family, weight, _ in rules if family == "Be Vietnam Pro"] == ["400", "700"]
    assert sum(path.stat().st_size for *_, path in rules) + (FONTS / "citizen.css").stat().st_size <= 60_000


def test_staff_and_hall_have_five_weights() -> None:
    assert [weight for family, weight, _ in faces("staff.css") if family == "Be Vietnam Pro"] == [
        "400",
        "500",
        "600",
        "700",
        "800",
    ]


def test_every_web_font_has_all_letters_of_vietnamese_and_the_marks_of_minority_names() -> None:
    for family, weight, path in faces("staff.css"):
        if family == "Be Vietnam Pro":
            known = TTFont(path).getBestCmap()
            assert [c for c in vietnamese() | set("aZ09–“”₫…") if ord(c) not in known] == [], weight
            # Ayŭn: a browser puts ŭ together from u and this mark
            assert {ord(c) for c in unicodedata.normalize("NFD", "ŭĭŏĕ")} <= set(known)


def test_digits_for_columns_are_all_equally_wide() -> None:
    digits = [path for family, _, path in faces("staff.css") if family == "Than Thien Num"]
    assert len(digits) == 4
    for path in digits:
        font = TTFont(path)
        widths = {font["hmtx"][font.getBestCmap()[ord(digit)]][0] for digit in "0123456789"}
        assert len(widths) == 1
        assert "Be Vietnam" not in str(font["name"].getDebugName(1))  # cut fonts go under a name of their own


def test_scripts_and_licences_are_there() -> None:
    assert "htmx" in (VENDOR / "htmx.min.js").read_text()
    assert "uPlot" in (VENDOR / "uplot.min.js").read_text()
    assert "Open Font License" in (FONTS / "OFL.txt").read_text()
    assert (VENDOR / "htmx.LICENSE.txt").stat().st_size and (VENDOR / "uplot.LICENSE.txt").stat().st_size


def heard(path: Path) -> array.array:
    with wave.open(str(path)) as clip:
        assert (clip.getnchannels(), clip.getsampwidth(), clip.getframerate()) == (1, 2, voice.RATE)
        return array.array("h", clip.readframes(clip.getnframes()))


def test_a_call_can_be_put_together_from_clips() -> None:
    manifest = json.loads((voice.FOLDER / "manifest.json").read_text())
    if manifest["voice"] is None:
        pytest.skip("this machine has no espeak-ng")
    call = ["chime", "moi-so", "A", "0", "2", "4", "den", "quay", "3"]
    said = " ".join(manifest["clips"][clip]["text"] for clip in call).strip()
    assert said == "mời số a không hai bốn đến quầy ba"
    assert {*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", *map(str, range(13))} <= set(manifest["clips"])


def test_every_clip_is_as_long_as_promised_starts_at_once_and_is_equally_loud() -> None:
    clips = json.loads((voice.FOLDER / "manifest.json").read_text())["clips"]
    for name, clip in clips.items():
        samples = heard(voice.FOLDER / clip["file"])
        assert clip["ms"] == round(len(samples) * 1000 / voice.RATE), name
        assert max(map(abs, samples)) == pytest.approx(voice.LOUDEST, rel=0.01), name
        first = next(at for at, value in enumerate(samples) if abs(value) > voice.QUIET)
        assert first <= voice.RATE * 0.05, name
    assert sum(path.stat().st_size for path in voice.FOLDER.iterdir()) < 2_000_000


def test_without_a_speaking_program_there_is_still_a_chime_and_the_page_can_say_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(voice, "FOLDER", tmp_path / "voice")
    part = voice.part()
    files = part.make(lambda what: None)
    manifest = json.loads((tmp_path / "voice" / "manifest.json").read_text())
    assert manifest["voice"] is None
    assert list(manifest["clips"]) == ["chime"] and len(files) == 2
    assert "espeak-ng" in part.note


def test_only_what_changed_is_made_again(tmp_path: Path) -> None:
    made: list[str] = []

    def part(name: str, source: str) -> Part:
        def make(report: Report) -> list[Path]:
            made.append(name)
            (tmp_path / name).write_text(source)
            report(name)
            return [tmp_path / name]

        return Part(name, 1, source, make, note="thiếu một thứ" if name == "b" else "")

    def run(**sources: str) -> list[str]:
        said: list[str] = []
        made.clear()
        prepare(tell=said.append, parts=[part(name, text) for name, text in sources.items()], record=tmp_path / "record.json")
        return said

    assert run(a="1", b="1") == ["1/2 a", "2/2 b", "! thiếu một thứ"]
    assert run(a="1", b="1") == ["! thiếu một thứ"] and made == []
    run(a="2", b="1")
    assert made == ["a"]
    (tmp_path / "b").unlink()
    run(a="2", b="1")
    assert made == ["b"]

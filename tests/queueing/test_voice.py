"""The unit's own voice: which clips it needs, when the hall may use them, what is kept and what is swept away."""

import os
import time
from datetime import timedelta

import pytest

from builders.playing import offered
from queueing.test_recording import noise, tone, wav
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.queueing import voice
from thanthien.queueing.call_words import CLIPS, DIGITS, LETTERS, needed, words_of_call
from thanthien.queueing.rules import QueueError
from thanthien.shared.actor import system

MACHINE = {"voice": "espeak-ng", "language": "vi", "clips": {name: {"file": f"{name.lower()}.wav", "ms": 9} for name in CLIPS}}


def spoken(pitch: int = 220) -> bytes:
    return wav(noise(0.2) + tone(0.5, loud=5_000, pitch=pitch) + noise(0.2))


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def unit(office):
    offered(office, (("A", "Hộ tịch", "intake", (1, 2)), ("K", "Kết quả", "return", (1,))))
    return office.unit


def record_all(unit: str, at) -> None:
    for name in voice.needed_here(unit=unit):
        voice.record(unit=unit, name=name, data=spoken(), by=system(unit), at=at)


def test_a_hall_needs_its_letters_the_digits_and_the_frame():
    assert needed(letters=["K", "A", "AB"], counters=[1, 2, 11]) == ["moi-so", "den", "quay", *DIGITS, "11", "A", "B", "K"]
    assert set(needed(letters=LETTERS, counters=range(1, 13))) == set(CLIPS) - {"kiosk-hoi"}
    assert needed(letters=["Đ"], counters=[13]) == ["moi-so", "den", "quay", *DIGITS]


@pytest.mark.parametrize(
    ("label", "counter", "words"),
    [
        ("A012", 3, ["moi-so", "A", "0", "1", "2", "den", "quay", "3"]),
        ("K1003", 12, ["moi-so", "K", "1", "0", "0", "3", "den", "quay", "12"]),
        ("B007", 25, ["moi-so", "B", "0", "0", "7", "den", "quay", "2", "5"]),
    ],
)
def test_the_words_of_a_call(label, counter, words):
    assert words_of_call(label=label, counter=counter) == words
    assert set(words) <= set(CLIPS)


def test_a_recording_is_kept_as_a_file_named_by_what_is_in_it(unit, at):
    row = voice.record(unit=unit, name="A", data=spoken(), by=system(unit), at=at)
    assert row["file"].startswith("a-") and voice.clip_file(unit=unit, name=row["file"]).stat().st_size > 10_000
    again = voice.record(unit=unit, name="A", data=spoken(440), by=system(unit), at=at)
    assert again["file"] != row["file"]
    assert voice.own_voice(unit=unit).clips == {"A": again}
    assert Entry.objects.filter(kind="voice.recorded").latest("seq").data == {"clip": "A", "on": False}
    assert verify() is None


@pytest.mark.parametrize("name", ["../../keys/django.key", "a.wav", "a-0123456789abcdef.wav", "", "A-0123456789ABCDEF.WAV"])
def test_only_files_of_the_voice_are_given_out(unit, name):
    assert voice.clip_file(unit=unit, name=name) is None


def test_the_hall_changes_voice_only_when_nothing_is_missing(unit, at):
    voice.record(unit=unit, name="moi-so", data=spoken(), by=system(unit), at=at)
    with pytest.raises(QueueError, match="Còn thiếu 14 câu: đến, quầy, không, một, hai."):
        voice.switch(unit=unit, on=True, by=system(unit), at=at)
    record_all(unit, at)
    assert voice.switch(unit=unit, on=True, by=system(unit), at=at).on
    assert Entry.objects.get(kind="voice.switched").data == {"voice": "own"}
    assert not voice.switch(unit=unit, on=False, by=system(unit), at=at).on


def test_a_screen_gets_the_own_clips_and_the_machines_for_the_rest(unit, at):
    record_all(unit, at)
    own = voice.own_voice(unit=unit)
    assert voice.manifest(voice=own, machine=MACHINE) == MACHINE
    trial = voice.manifest(voice=own, machine=MACHINE, trial=True)
    assert trial["voice"] == "own" and trial["clips"]["A"]["file"] == own.clips["A"]["file"]
    assert trial["clips"]["kiosk-hoi"]["file"] == "kiosk-hoi.wav"
    on = voice.switch(unit=unit, on=True, by=system(unit), at=at)
    assert voice.manifest(voice=on, machine=MACHINE) == trial


def test_a_new_letter_is_said_by_the_machine_until_it_is_recorded(unit, office, at):
    record_all(unit, at)
    voice.switch(unit=unit, on=True, by=system(unit), at=at)
    offered(office, (("M", "Việc mới", "intake", (1,)),))
    made = voice.manifest(voice=voice.own_voice(unit=unit), machine=MACHINE)
    assert made["voice"] == "own" and made["clips"]["M"]["file"] == "m.wav"


def test_dropping_a_clip_the_hall_needs_gives_the_machines_voice_back(unit, at):
    record_all(unit, at)
    voice.record(unit=unit, name="Z", data=spoken(), by=system(unit), at=at)
    voice.switch(unit=unit, on=True, by=system(unit), at=at)
    voice.put(unit=unit, name="Z", row=None, by=system(unit), at=at)
    assert voice.own_voice(unit=unit).on
    kept = voice.own_voice(unit=unit).clips["A"]
    voice.put(unit=unit, name="A", row=None, by=system(unit), at=at)
    assert not voice.own_voice(unit=unit).on
    voice.put(unit=unit, name="A", row=kept, by=system(unit), at=at)
    assert voice.switch(unit=unit, on=True, by=system(unit), at=at).on


def test_files_of_yesterday_that_no_clip_uses_are_swept(unit, at):
    first = voice.record(unit=unit, name="A", data=spoken(), by=system(unit), at=at)
    old = voice.clip_file(unit=unit, name=first["file"])
    second = voice.record(unit=unit, name="A", data=spoken(440), by=system(unit), at=at)
    assert old.is_file()  # it may still be taken back to
    os.utime(old, (time.time(), (at - timedelta(days=2)).timestamp()))
    voice.record(unit=unit, name="B", data=spoken(), by=system(unit), at=at)
    assert not old.is_file() and voice.clip_file(unit=unit, name=second["file"])
    with pytest.raises(QueueError, match="Bản thu cũ không còn"):
        voice.put(unit=unit, name="A", row=first, by=system(unit), at=at)


def test_only_the_administrator_records_and_only_known_words(unit, office, at):
    with pytest.raises(QueueError, match="do quản trị"):
        voice.record(unit=unit, name="A", data=spoken(), by=office.actor(office.hanh), at=at)
    with pytest.raises(QueueError, match="do quản trị"):
        voice.switch(unit=unit, on=False, by=system("15151"), at=at)
    with pytest.raises(QueueError, match="Không có câu nào"):
        voice.record(unit=unit, name="../x", data=spoken(), by=system(unit), at=at)


def test_a_counter_above_nine_needs_its_own_word(unit, at):
    people.add_counter(unit=unit, number=11, by=system(unit), at=at)
    assert "11" in voice.needed_here(unit=unit)

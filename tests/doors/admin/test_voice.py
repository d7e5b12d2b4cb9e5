"""The page of the calls' own voice: recordings sent and refused, the switch, the way back, and what the hall then gets."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from builders.office import UNIT
from builders.playing import offered
from queueing.test_recording import noise, tone, wav
from thanthien.queueing import voice
from thanthien.queueing.models import OwnVoice
from thanthien.shared.actor import system

pytestmark = pytest.mark.django_db
PAGE, HALL = "/quan-tri/giong-noi", f"/sanh/{UNIT}/giong"


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def hall(administration):
    offered(administration.office, (("A", "Hộ tịch", "intake", (1, 2)), ("K", "Kết quả", "return", (1,))))
    return administration


def spoken(pitch: int = 220) -> bytes:
    return wav(noise(0.2) + tone(0.5, loud=5_000, pitch=pitch) + noise(0.2))


def send(client: Client, name: str, data: bytes, **more):
    return client.post(f"{PAGE}/thu/{name}", {"clip": SimpleUploadedFile(f"{name}.wav", data, "audio/wav")}, **more)


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def undo_of(answer) -> str:
    page = answer.content.decode()
    start = page.rindex('class="toast" method="post" action="') + len('class="toast" method="post" action="')
    return page[start : page.index('"', start)].replace("&amp;", "&")


def record_all(hall) -> None:
    for name in voice.needed_here(unit=UNIT):
        voice.record(unit=UNIT, name=name, data=spoken(), by=system(UNIT), at=hall.office.at)


def test_the_page_shows_what_to_read_and_how_much_is_missing(hall):
    answer = hall.admin.get(PAGE)
    assert answer["Permissions-Policy"] == "microphone=(self)"
    page = text(answer)
    assert "0 / 15 câu" in page and 'data-test="text">mời số<' in page
    assert page.count("data-clip=") == 43 and "giọng máy" in page
    assert 'data-test="switch"' in page and "disabled" in page[page.index("data-switch") : page.index('data-test="switch"')]


def test_only_this_page_may_use_the_microphone(hall):
    for path in ("/quan-tri/", f"/sanh/{UNIT}/man-hinh", "/"):
        assert hall.admin.get(path).get("Permissions-Policy") == "microphone=()", path


def test_a_recording_is_kept_and_counted(hall):
    answer = send(hall.admin, "moi-so", spoken(), HTTP_ACCEPT="application/json")
    said = answer.json()
    assert (said["have"], said["need"], said["complete"]) == (1, 15, False)
    clip = hall.admin.get(said["url"])
    assert clip["Content-Type"] == "audio/wav" and "immutable" in clip["Cache-Control"]
    assert clip.content[:4] == b"RIFF"
    assert "1 / 15 câu" in text(hall.admin.get(PAGE))


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_a_recording_that_cannot_be_used_says_why_and_nothing_is_kept(hall, accept):
    answer = send(hall.admin, "moi-so", wav(noise(1.0)), HTTP_ACCEPT=accept)
    assert answer.status_code == 422 and "Chưa nghe thấy tiếng" in (answer.json()["error"] if "json" in accept else text(answer))
    assert not OwnVoice.objects.exists()
    assert hall.admin.post(f"{PAGE}/thu/moi-so", {}, HTTP_ACCEPT="application/json").status_code == 422


def test_without_script_a_file_is_uploaded_dropped_and_each_taken_back(hall):
    first = send(hall.admin, "A", spoken(), follow=True)
    assert "Đã giữ câu “a”." in text(first)
    kept = voice.own_voice(unit=UNIT).clips["A"]
    second = send(hall.admin, "A", spoken(440), follow=True)
    hall.admin.post(undo_of(second))
    assert voice.own_voice(unit=UNIT).clips["A"] == kept
    dropped = hall.admin.post(f"{PAGE}/bo/A", follow=True)
    assert voice.own_voice(unit=UNIT).clips == {}
    hall.admin.post(undo_of(dropped))
    assert voice.own_voice(unit=UNIT).clips == {"A": kept}
    hall.admin.post(undo_of(first))
    assert voice.own_voice(unit=UNIT).clips == {}


def test_the_hall_is_given_the_own_voice_and_the_machines_again(hall):
    refused = hall.admin.post(f"{PAGE}/dung", {"voice": "own"})
    assert refused.status_code == 422 and "Còn thiếu 15 câu" in text(refused)
    record_all(hall)
    before = hall.admin.get(f"{HALL}/manifest.json").json()
    answer = hall.admin.post(f"{PAGE}/dung", {"voice": "own"}, follow=True)
    assert "Sảnh gọi bằng giọng của xã từ bây giờ." in text(answer)
    manifest = Client().get(f"{HALL}/manifest.json")
    assert manifest["Cache-Control"] == "no-cache" and manifest.json()["voice"] == "own"
    assert manifest.json()["clips"]["A"]["file"] != before["clips"]["A"]["file"]
    display = hall.admin.get(f"/sanh/{UNIT}/man-hinh")
    assert f'data-voice="{HALL}/"' in text(display)
    hall.admin.post(undo_of(answer))
    assert Client().get(f"{HALL}/manifest.json").json() == before


def test_dropping_what_the_hall_uses_is_undone_whole(hall):
    record_all(hall)
    hall.admin.post(f"{PAGE}/dung", {"voice": "own"})
    dropped = hall.admin.post(f"{PAGE}/bo/A", follow=True)
    assert not voice.own_voice(unit=UNIT).on
    hall.admin.post(undo_of(dropped))
    assert voice.own_voice(unit=UNIT).on and "A" in voice.own_voice(unit=UNIT).clips


def test_the_trial_plays_what_is_recorded_before_the_hall_does(hall):
    send(hall.admin, "A", spoken())
    trial = hall.admin.get(f"{PAGE}/manifest.json").json()
    assert trial["base"] == f"{HALL}/" and trial["clips"]["A"]["file"].startswith("a-")
    assert not Client().get(f"{HALL}/manifest.json").json()["clips"].get("A", {"file": ""})["file"].startswith("a-")


@pytest.mark.parametrize("name", ["chime.wav", "A.wav", "a-0123456789abcdef.wav", "..", "manifest.json.wav", ""])
def test_what_is_no_clip_is_not_there(hall, name):
    wanted = 200 if name == "chime.wav" else 404
    assert hall.admin.get(f"{HALL}/{name}").status_code == wanted


@pytest.mark.parametrize("path", ["", "/manifest.json", "/dung", "/hoan-tac", "/thu/A", "/bo/A"])
def test_a_colleague_may_not_and_a_stranger_has_their_own(hall, path):
    ask = hall.colleague.get if path in ("", "/manifest.json") else hall.colleague.post
    assert ask(PAGE + path).status_code == 403
    send(hall.stranger, "A", spoken())
    assert voice.own_voice(unit=UNIT).clips == {}
    assert set(voice.own_voice(unit="15151").clips) == {"A"}


def test_a_clip_nobody_knows_is_404(hall):
    assert send(hall.admin, "Ă", spoken()).status_code == 404
    assert hall.admin.post(f"{PAGE}/bo/nothing").status_code == 404

"""A recording made ready for the hall: trimmed, levelled, or refused with what to do."""

import array
import io
import math
import random
import wave

import pytest

from thanthien.queueing.recording import LOUDEST, LOUDNESS, prepared
from thanthien.queueing.rules import QueueError

RATE = 16_000


def tone(seconds: float, *, loud: int, rate: int = RATE, pitch: int = 220) -> list[int]:
    return [round(loud * math.sin(2 * math.pi * pitch * at / rate)) for at in range(int(seconds * rate))]


def noise(seconds: float, *, loud: int = 40, rate: int = RATE) -> list[int]:
    dice = random.Random(7)
    return [dice.randint(-loud, loud) for _ in range(int(seconds * rate))]


def wav(samples: list[int], *, rate: int = RATE, channels: int = 1, width: int = 2) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as target:
        target.setparams((channels, width, rate, 0, "NONE", ""))
        target.writeframes(array.array("h", samples).tobytes() if width == 2 else bytes(abs(one) % 256 for one in samples))
    return file.getvalue()


def heard(data: bytes) -> tuple[int, array.array]:
    with wave.open(io.BytesIO(data)) as source:
        assert source.getnchannels() == 1 and source.getsampwidth() == 2
        return source.getframerate(), array.array("h", source.readframes(source.getnframes()))


def loudness(samples: array.array) -> float:
    body = samples[len(samples) // 4 : -len(samples) // 4]
    return math.sqrt(sum(value * value for value in body) / len(body))


def test_silence_is_cut_from_both_ends_and_a_margin_kept():
    clip = prepared(wav(noise(1.0) + tone(0.6, loud=4_000) + noise(1.5)))
    assert 600 < clip.ms < 850
    rate, samples = heard(clip.wav)
    assert rate == RATE and round(len(samples) * 1000 / rate) == clip.ms
    assert samples[0] == samples[-1] == 0  # no click


@pytest.mark.parametrize("loud", [900, 3_000, 9_000, 25_000])
def test_soft_and_loud_recordings_come_out_alike(loud):
    _, samples = heard(prepared(wav(noise(0.3) + tone(0.8, loud=loud) + noise(0.3))).wav)
    assert loudness(samples) == pytest.approx(LOUDNESS, rel=0.1)
    assert max(map(abs, samples)) <= LOUDEST


def test_a_pause_inside_the_sentence_stays():
    spoken = tone(0.4, loud=5_000) + noise(0.5) + tone(0.4, loud=5_000)
    assert prepared(wav(noise(0.4) + spoken + noise(0.4))).ms > 1_300


def test_a_soft_ending_is_not_cut_away():
    assert prepared(wav(noise(0.3) + tone(0.4, loud=6_000) + tone(0.2, loud=900) + noise(0.5))).ms > 620


def test_stereo_becomes_one_channel_and_other_rates_are_kept():
    left = tone(0.5, loud=5_000, rate=48_000)
    both = [value for sample in left for value in (sample, sample)]
    rate, samples = heard(prepared(wav(both, rate=48_000, channels=2)).wav)
    assert rate == 48_000 and 0.4 < len(samples) / rate < 0.6


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Chưa đọc được tệp này"),
        (b"OggS" + b"\0" * 400, "Chưa đọc được tệp này"),
        (b"RIFF\xff\xff\xff\xffWAVEfmt ", "Chưa đọc được tệp này"),
        (wav(tone(0.5, loud=5_000), width=1), "WAV 16 bit"),
        (wav(tone(0.5, loud=5_000), rate=4_000), "WAV 16 bit"),
        (wav([]), "Chưa nghe thấy tiếng"),
        (wav(noise(2.0)), "Chưa nghe thấy tiếng"),
        (wav([0] * RATE), "Chưa nghe thấy tiếng"),
        (wav([32_767 if at % 80 < 40 else -32_768 for at in range(RATE)]), "bị vỡ vì to quá"),
        (wav(noise(0.5) + tone(0.05, loud=6_000) + noise(0.5)), "Tiếng ngắn quá"),
        (wav(tone(15.2, loud=4_000, rate=8_000), rate=8_000), "Dài quá 15 giây"),
        (b"\0" * 3_000_001, "Tệp lớn quá"),
    ],
)
def test_what_cannot_be_used_says_what_to_do(data, sentence):
    with pytest.raises(QueueError, match=sentence):
        prepared(data)


def test_a_file_cut_off_in_the_middle_is_read_as_far_as_it_goes():
    whole = wav(tone(0.8, loud=5_000))
    assert prepared(whole[: len(whole) - 4_001]).ms > 500

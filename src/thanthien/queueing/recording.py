"""A recorded clip made ready for the hall: silence cut from both ends, as loud as every other clip. Pure; needs no other program.

The browser sends plain WAV (16-bit PCM); it decodes whatever a person uploads. What cannot be used is said in a sentence.
"""

from __future__ import annotations  # array.array[int] is a type only since Python 3.12

import array
import io
import math
import sys
import wave
from dataclasses import dataclass

from thanthien.queueing.rules import QueueError
from thanthien.shared.wording import say

LONGEST_S, SHORTEST_S = 15, 0.12
MOST_BYTES = 3_000_000
FRAME_MS = 20
LOUDNESS = 4_200  # root mean square of what is spoken, of 32,767
LOUDEST = 30_500
SILENT = 260  # a whole clip below this is nobody speaking
BROKEN_AT, BROKEN_SHARE = 32_600, 0.004  # samples at the ceiling: shouted into the microphone
LEAD_MS, TAIL_MS, FADE_MS = 40, 120, 6  # kept around the words, so that no consonant is cut and nothing clicks


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip ready for the hall: the WAV file, and how long it sounds."""

    wav: bytes
    ms: int


def prepared(data: bytes) -> Clip:
    """The clip that the hall plays. Raises QueueError saying what to do when the recording cannot be used."""
    rate, samples = _read(data)
    levels = _levels(samples, rate)
    if not levels or max(levels) < SILENT:
        raise QueueError(say("Chưa nghe thấy tiếng. Nói gần micrô hơn rồi thu lại."))
    if sum(abs(value) >= BROKEN_AT for value in samples) > BROKEN_SHARE * len(samples):
        raise QueueError(say("Tiếng bị vỡ vì to quá. Lùi ra một chút, nói nhẹ hơn rồi thu lại."))
    first, last = _spoken(levels)
    step = rate * FRAME_MS // 1000
    start, end = max(0, first * step - rate * LEAD_MS // 1000), min(len(samples), (last + 1) * step + rate * TAIL_MS // 1000)
    kept = _levelled(samples[start:end], levels[first : last + 1], rate)
    if (last + 1 - first) * FRAME_MS < SHORTEST_S * 1000:
        raise QueueError(say("Tiếng ngắn quá. Bấm thu, đợi một chút rồi mới nói."))
    return Clip(_wav(kept, rate), round(len(kept) * 1000 / rate))


def _read(data: bytes) -> tuple[int, array.array[int]]:
    """Rate and mono samples of a 16-bit WAV file."""
    if len(data) > MOST_BYTES:
        raise QueueError(say("Tệp lớn quá. Mỗi câu chỉ cần vài giây, thu lại ngắn hơn."))
    try:
        with wave.open(io.BytesIO(data)) as source:
            channels, width, rate, count = source.getparams()[:4]
            frames = source.readframes(count)
    except (wave.Error, EOFError, ValueError, RuntimeError):
        raise QueueError(say("Chưa đọc được tệp này. Thu ngay trên trang, hoặc tải lên tệp WAV.")) from None
    if width != 2 or channels not in (1, 2) or not 8_000 <= rate <= 96_000:
        raise QueueError(say("Chưa đọc được tệp này. Thu ngay trên trang, hoặc tải lên tệp WAV 16 bit."))
    samples = array.array("h", frames[: len(frames) // (2 * channels) * 2 * channels])
    if sys.byteorder == "big":
        samples.byteswap()
    if channels == 2:
        samples = array.array("h", ((left + right) // 2 for left, right in zip(samples[::2], samples[1::2], strict=True)))
    if len(samples) > LONGEST_S * rate:
        raise QueueError(say("Dài quá {n} giây. Thu lại, chỉ đọc câu đang hiện.", n=LONGEST_S))
    return rate, samples


def _levels(samples: array.array[int], rate: int) -> list[float]:
    """The loudness (root mean square) of each 20 ms; the hum of the room's mains is below what is listened for."""
    step = rate * FRAME_MS // 1000
    return [
        math.sqrt(sum(value * value for value in samples[at : at + step]) / step)
        for at in range(0, len(samples) - step + 1, step)
    ]


def _spoken(levels: list[float]) -> tuple[int, int]:
    """The first and the last frame in which somebody speaks: clearly above the room's own noise."""
    quiet = sorted(levels)[len(levels) // 10]
    bar = min(max(SILENT * 0.6, quiet * 2.5, max(levels) * 0.06), max(levels) * 0.5)
    loud = [at for at, level in enumerate(levels) if level >= bar]
    return loud[0], loud[-1]


def _levelled(samples: array.array[int], levels: list[float], rate: int) -> array.array[int]:
    """As loud as every other clip, never above the ceiling, with soft ends."""
    voiced = [level for level in levels if level >= max(levels) * 0.2]
    loudness = math.sqrt(sum(level * level for level in voiced) / len(voiced))
    peak = max(abs(value) for value in samples)
    gain = min(LOUDNESS / loudness, LOUDEST / peak)
    result = array.array("h", (int(value * gain) for value in samples))
    fade = min(rate * FADE_MS // 1000, len(result) // 2)
    for step in range(fade):
        result[step] = result[step] * step // fade
        result[-1 - step] = result[-1 - step] * step // fade
    return result


def _wav(samples: array.array[int], rate: int) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as target:
        target.setparams((1, 2, rate, 0, "NONE", ""))
        target.writeframes(samples.tobytes())
    return file.getvalue()

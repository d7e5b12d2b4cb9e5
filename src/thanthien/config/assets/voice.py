"""The voice of the hall: short clips that a screen joins into "mời số A không hai bốn đến quầy ba", and the chime before them.

`espeak-ng` speaks them at set-up; without it only the chime exists and the manifest's `voice` is null, so that pages can say so.
A call never needs the network, and never two voices at once: the screen plays clip after clip.
"""

from __future__ import annotations  # array.array[int] is a type only since Python 3.12

import array
import json
import math
import shutil
import subprocess
import tempfile
import wave
from pathlib import Path
from typing import TypedDict

from thanthien.config.assets import VENDOR, Part, Report
from thanthien.queueing.call_words import CLIPS

FOLDER = VENDOR / "voice"
RATE = 22_050  # what espeak-ng renders
WORDS_A_MINUTE = 140  # a hall echoes: slower than speech at a desk
QUIET = 300  # of 32,767: below this a clip's ends are silence
MARGIN_MS = 25  # silence kept at both ends, so that no consonant is cut
LOUDEST = 28_000


class Clip(TypedDict):
    """One row of the manifest: the file, how long it sounds, what it says."""

    file: str
    ms: int
    text: str


def part() -> Part:
    speaker = shutil.which("espeak-ng")
    note = (
        ""
        if speaker
        else "Chưa có espeak-ng: loa chỉ có tiếng chuông, không đọc số. Gõ (type): sudo apt-get install -y espeak-ng"
    )

    def make(report: Report) -> list[Path]:
        FOLDER.mkdir(parents=True, exist_ok=True)
        clips = {"chime": _write("chime", chime(), text="")}
        report("chuông")
        if speaker:
            for name, text in CLIPS.items():
                clips[name] = _write(name.lower(), trimmed(spoken(speaker, text)), text=text)
                report(text)
        manifest = FOLDER / "manifest.json"
        voice = "espeak-ng" if speaker else None
        manifest.write_text(json.dumps({"voice": voice, "language": "vi", "clips": clips}, ensure_ascii=False, indent=1))
        return [manifest, *(FOLDER / clip["file"] for clip in clips.values())]

    return Part("voice", 1 + (len(CLIPS) if speaker else 0), str(speaker), make, note)


def spoken(speaker: str, text: str) -> array.array[int]:
    """`text` read by espeak-ng's northern Vietnamese voice: 16-bit mono samples at RATE."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "clip.wav"
        subprocess.run(  # noqa: S603 - fixed arguments, and a word from the table above
            [speaker, "-v", "vi", "-s", str(WORDS_A_MINUTE), "-w", str(target), text], check=True, capture_output=True
        )
        with wave.open(str(target)) as source:
            return array.array("h", source.readframes(source.getnframes()))


def trimmed(samples: array.array[int]) -> array.array[int]:
    """Without the silence at both ends, and as loud as every other clip."""
    loud = [at for at, value in enumerate(samples) if abs(value) > QUIET]
    margin = RATE * MARGIN_MS // 1000
    kept = samples[max(0, loud[0] - margin) : loud[-1] + margin]
    gain = LOUDEST / max(abs(value) for value in kept)
    return array.array("h", (int(value * gain) for value in kept))


def chime() -> array.array[int]:
    """Two soft bells, a falling third (G5, E5), each with its octave and twelfth dying faster than itself: 1.3 s."""
    samples = [0.0] * int(RATE * 1.3)
    for start, pitch in ((0.0, 783.99), (0.42, 659.26)):
        first = int(start * RATE)
        for at in range(first, len(samples)):
            t = (at - first) / RATE
            attack = min(1.0, t / 0.008)
            tone = sum(
                weight * math.exp(-t * decay) * math.sin(2 * math.pi * pitch * times * t)
                for times, weight, decay in ((1, 1.0, 3.2), (2, 0.35, 5.5), (3, 0.12, 9.0))
            )
            samples[at] += attack * tone
    peak = max(abs(value) for value in samples)
    fade = int(RATE * 0.05)
    for step in range(fade):
        samples[-1 - step] *= step / fade
    return array.array("h", (int(value / peak * LOUDEST) for value in samples))


def _write(name: str, samples: array.array[int], *, text: str) -> Clip:
    """Save one clip; its row of the manifest."""
    with wave.open(str(FOLDER / f"{name}.wav"), "wb") as target:
        target.setparams((1, 2, RATE, 0, "NONE", ""))
        target.writeframes(samples.tobytes())
    return {"file": f"{name}.wav", "ms": round(len(samples) * 1000 / RATE), "text": text}

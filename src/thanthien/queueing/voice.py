"""The unit's own voice: clips kept in the office's home, and whether the hall calls with them.

The files are named by what is in them, so a screen that has one never asks again. A hall may use its own voice once every clip it
needs is there; a letter that is added later is said by the machine's voice until somebody records it.
"""

import hashlib
import re
from datetime import datetime
from pathlib import Path

from django.conf import settings

from thanthien.journal.actions import Deed, act
from thanthien.people.models import Counter
from thanthien.people.rules import Role
from thanthien.queueing.call_words import CLIPS, needed
from thanthien.queueing.models import NumberBlock, OwnVoice, Service
from thanthien.queueing.recording import prepared
from thanthien.queueing.rules import QueueError
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.kept_file import keep_file
from thanthien.shared.wording import say

FILE = re.compile(r"[a-z0-9-]{1,20}-[0-9a-f]{16}\.wav")
A_DAY = 86_400


def may_record(*, by: Actor, unit: str) -> bool:
    """True for an administrator of the unit."""
    return by.unit == unit and (by.kind is ActorKind.SYSTEM or by.has(Role.ADMIN))


def check_may_record(*, by: Actor, unit: str) -> None:
    """Raises QueueError unless `may_record`."""
    if not may_record(by=by, unit=unit):
        raise QueueError(say("Giọng gọi số do quản trị của đơn vị thu. Nhờ quản trị thu giúp."))


def folder(unit: str) -> Path:
    """Where the unit's clips are, inside the office's home (backed up with it)."""
    return Path(settings.MEDIA_ROOT) / "giong" / unit


def clip_file(*, unit: str, name: str) -> Path | None:
    """The file of one clip by its file name, or None when there is none of that name."""
    path = folder(unit) / name
    return path if FILE.fullmatch(name) and path.is_file() else None


def own_voice(*, unit: str) -> OwnVoice:
    """What the unit has recorded; an empty one when nothing."""
    return OwnVoice.objects.filter(pk=unit).first() or OwnVoice(unit_id=unit, on=False, clips={})


def needed_here(*, unit: str) -> list[str]:
    """The clips that this hall's services, its kiosks' own letters and its counters need."""
    services = Service.objects.filter(unit_id=unit, active=True).values_list("letter", flat=True)
    kiosks = NumberBlock.objects.filter(unit_id=unit, released_at__isnull=True).values_list("letter", flat=True)
    letters = [*services, *kiosks]
    counters = Counter.objects.filter(unit_id=unit).values_list("number", flat=True)
    return needed(letters=letters, counters=counters)


def _locked(deed: Deed, unit: str) -> OwnVoice:
    deed.chain(unit)
    if OwnVoice.objects.filter(pk=unit).exists():
        return deed.lock(OwnVoice, pk=unit)
    return deed.create(OwnVoice, unit_id=unit, on=False, clips={})


def record(*, unit: str, name: str, data: bytes, by: Actor, at: datetime) -> dict:
    """Keep what was recorded for one clip; its row `{"file", "ms"}`. Raises QueueError with what to do. Entry
    `voice.recorded`.
    """
    check_may_record(by=by, unit=unit)
    if name not in CLIPS:
        raise QueueError(say("Không có câu nào tên như vậy. Mở lại trang giọng gọi số."))
    clip = prepared(data)
    row = {"file": f"{name.lower()}-{hashlib.sha256(clip.wav).hexdigest()[:16]}.wav", "ms": clip.ms}
    keep_file(folder(unit) / row["file"], clip.wav)
    put(unit=unit, name=name, row=row, by=by, at=at)
    _sweep(unit, at=at)
    return row


def put(*, unit: str, name: str, row: dict | None, by: Actor, at: datetime) -> None:
    """Use a file that is there for a clip, or none: also the way back from `record` and `drop`. Entry `voice.recorded` /
    `voice.dropped`.
    """
    check_may_record(by=by, unit=unit)
    if row is not None and clip_file(unit=unit, name=row["file"]) is None:
        raise QueueError(say("Bản thu cũ không còn. Thu lại câu này."))
    with act(unit=unit, by=by, at=at) as deed:
        voice = _locked(deed, unit)
        rest = {key: value for key, value in voice.clips.items() if key != name}
        voice.clips = rest | ({name: row} if row else {})
        if row is None and name in needed_here(unit=unit):
            voice.on = False  # never half of one voice and half of another without somebody having chosen it
        deed.save(voice)
        deed.enter("voice.recorded" if row else "voice.dropped", subject=f"voice:{unit}", data={"clip": name, "on": voice.on})


def switch(*, unit: str, on: bool, by: Actor, at: datetime) -> OwnVoice:
    """The hall calls with its own voice, or with the machine's. Raises QueueError while a clip it needs is missing. Entry
    `voice.switched`.
    """
    check_may_record(by=by, unit=unit)
    with act(unit=unit, by=by, at=at) as deed:
        voice = _locked(deed, unit)
        missing = [CLIPS[name] for name in needed_here(unit=unit) if name not in voice.clips]
        if on and missing:
            raise QueueError(say("Còn thiếu {n} câu: {words}. Thu đủ rồi dùng.", n=len(missing), words=", ".join(missing[:5])))
        voice.on = on
        deed.save(voice)
        deed.enter("voice.switched", subject=f"voice:{unit}", data={"voice": "own" if on else "machine"})
    return voice


def manifest(*, voice: OwnVoice, machine: dict, trial: bool = False) -> dict:
    """What a screen plays: the machine's clips, under the unit's own when it has chosen them (`trial`: as if it had)."""
    if not (voice.on or trial):
        return machine
    clips = machine["clips"] | {name: {**row, "text": CLIPS.get(name, "")} for name, row in voice.clips.items()}
    return machine | {"voice": "own" if voice.clips else machine["voice"], "clips": clips}


def _sweep(unit: str, *, at: datetime) -> None:
    """Delete files that no clip uses any more and that are too old to be taken back to."""
    used = {row["file"] for row in own_voice(unit=unit).clips.values()}
    for path in folder(unit).glob("*.wav"):
        if path.name not in used and at.timestamp() - path.stat().st_mtime > A_DAY:
            path.unlink(missing_ok=True)

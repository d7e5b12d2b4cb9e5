"""The words of a message: those that ship with the programme, dated, or the unit's own since a moment."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path

import yaml

from thanthien.messaging.models import TextVersion
from thanthien.messaging.rules import Event, MessageError, Text
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

DATA = Path(__file__).parent / "data" / "texts.yaml"


@cache
def _shipped() -> tuple[Mapping, ...]:
    return tuple(yaml.safe_load(DATA.read_text(encoding="utf-8")))


def shipped(*, event: Event, on: date) -> Text:
    """The programme's own words for `event` on a day; raises MessageError when the data has none for it."""
    for row in _shipped():
        if row["event"] == event and row["from"] <= on and (row["to"] is None or on <= row["to"]):
            return Text(row["subject"], row["body"].strip(), row["short"], row["script"])
    raise MessageError(say("Chưa có lời nhắn cho việc này. Nhờ quản trị viết trong phần Tin báo."))


def text_of(*, unit: str, event: Event, at: datetime) -> Text:
    """The words in use at `at`: the unit's newest version until then, else the programme's."""
    own = TextVersion.objects.filter(unit_id=unit, event=event, valid_from__lte=at).order_by("-valid_from", "-pk").first()
    if own is None or own.shipped:
        return shipped(event=event, on=day_of(at))
    return Text(own.subject, own.body, own.short, own.script)

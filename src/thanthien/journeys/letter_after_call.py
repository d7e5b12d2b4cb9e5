"""A visit to a family (`outreach`) leads to a letter (`letters`): written for what the office heard there."""

from collections.abc import Mapping
from datetime import datetime

from thanthien.journal.actions import act
from thanthien.letters import actions as letters
from thanthien.letters.models import Letter
from thanthien.letters.rules import Source
from thanthien.outreach import actions as outreach
from thanthien.outreach.models import FamilyCall
from thanthien.shared.actor import Actor


def letter_after_call(
    *, call: FamilyCall, kind: str, facts: Mapping[str, str], by: Actor, at: datetime, hamlet: str = "", way: str = ""
) -> Letter:  # fmt: skip
    """The letter waits for the leader like any other, and the visit says which it led to. Raises what the rooms raise."""
    with act(unit=call.unit_id, by=by, at=at):
        letter = letters.write(
            unit=call.unit_id, kind=kind, facts=facts, hamlet=hamlet or call.hamlet_id, way=way, source=Source.VISIT, by=by, at=at
        )  # fmt: skip
        outreach.letter_wished(call=call, letter=f"letter:{letter.pk}", by=by, at=at)
    return letter

"""One turn of a visit, a voice or a proposal from its page: done once, said with the way back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from thanthien.doors.parts.once import once
from thanthien.outreach.models import FamilyCall, Proposal, Voice
from thanthien.shared.clock import now
from thanthien.shared.wording import Sentence

Row = FamilyCall | Voice | Proposal


def turned(
    request: HttpRequest, row: Row, *, scope: str, do: Callable[[dict[str, Any]], Row], words: Sentence, undo: str
) -> None:  # fmt: skip
    """`do` gets who does it and when; `undo` = the address that takes it back, or "". Raises EarsError."""

    def run() -> dict:
        return {"label": do({"by": request.actor, "at": now()}).label}

    done, _ = once(request, scope=scope, unit=row.unit_id, by=request.actor, do=run)
    messages.success(request, str(words).format(label=done["label"]), extra_tags=undo)
